/* Loads the CUDA libraries while the program runs, and has the stand-ins jump into them. */
#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct library {
    const char *name;
    /* File names that it may have, the best first. */
    const char *files[3];
    /* The names of its functions, one behind the other, each ended by a nought. */
    const char *functions;
    const uint64_t *count;
    /* Where the stand-ins jump to. */
    void **table;
    int needed;
};

#define WEAK __attribute__((weak))
@DECLARATIONS@
static const struct library libraries[] = {
@LIBRARIES@};

/* Where installers put them besides the system's own places; VESPER_CUDA_PATH comes first. */
static const char *const places = "/usr/local/cuda/lib64:/usr/local/nvidia/lib64:/opt/cuda/lib64:/usr/lib/x86_64-linux-gnu";

static void *in_places(const struct library *library, const char *list) {
    char path[4096];
    while (list && *list) {
        const char *end = strchr(list, ':');
        int length = end ? (int)(end - list) : (int)strlen(list);
        for (int file = 0; library->files[file]; file++) {
            int written = snprintf(path, sizeof path, "%.*s/%s", length, list, library->files[file]);
            if (written > 0 && written < (int)sizeof path) {
                void *handle = dlopen(path, RTLD_NOW | RTLD_GLOBAL);
                if (handle) return handle;
            }
        }
        list = end ? end + 1 : NULL;
    }
    return NULL;
}

static void *opened(const struct library *library) {
    for (int file = 0; library->files[file]; file++) {
        void *handle = dlopen(library->files[file], RTLD_NOW | RTLD_GLOBAL);
        if (handle) return handle;
    }
    void *handle = in_places(library, getenv("VESPER_CUDA_PATH"));
    return handle ? handle : in_places(library, places);
}

static int load(char *why, size_t room) {
    size_t count = sizeof libraries / sizeof *libraries;
    void *handles[sizeof libraries / sizeof *libraries] = {0};
    for (size_t i = 0; i < count; i++) {
        if (!libraries[i].table) continue; /* Not linked in. */
        handles[i] = opened(&libraries[i]);
        if (!handles[i] && libraries[i].needed) {
            snprintf(why, room, "%s was not found", libraries[i].files[0]);
            return 1;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (!handles[i]) continue;
        const char *function = libraries[i].functions;
        for (uint64_t k = 0; k < *libraries[i].count; k++, function += strlen(function) + 1) {
            void *found = dlsym(handles[i], function);
            if (found) libraries[i].table[k] = found; /* An older library may lack some; nobody calls those. */
        }
    }
    return 0;
}

int vesper_cuda_load(char *why, size_t room) {
    static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;
    static int loaded = 0;
    pthread_mutex_lock(&door);
    int failed = loaded ? 0 : load(why, room);
    if (!failed) loaded = 1;
    pthread_mutex_unlock(&door);
    return failed;
}
