/* Lets the n-th call that changes a file in one folder fail. Loaded with LD_PRELOAD; Linux with glibc.
 *
 * FAULT_FOLDER  the folder, absolute
 * FAULT_AT      the number of the call that fails first, from 1; 0: none does
 * FAULT_ON      1: all calls from there on fail, until the file FAULT_RELIEF is there
 * FAULT_ERRNO   what they fail with
 * FAULT_SHORT   1: a write writes half of its bytes instead of failing
 * FAULT_COUNT   the file that the number of calls is written to at the end
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static long calls;

static long number(const char *name) {
    const char *text = getenv(name);
    return text ? atol(text) : 0;
}

static int inside(const char *path) {
    const char *folder = getenv("FAULT_FOLDER");
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int opened_inside(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return inside(path);
}

/* Whether this call, which is counted, fails. */
static int fails(void) {
    long call = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    long at = number("FAULT_AT");
    if (at == 0 || call < at) return 0;
    if (call > at && !number("FAULT_ON")) return 0;
    const char *relief = getenv("FAULT_RELIEF");
    if (relief && access(relief, F_OK) == 0) return 0;
    errno = (int)number("FAULT_ERRNO");
    return 1;
}

__attribute__((destructor)) static void report(void) {
    const char *path = getenv("FAULT_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%ld\n", calls);
        fclose(file);
    }
}

#define NEXT(name) __typeof__(&name) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define OPEN(name)                                                                          \
    int name(const char *path, int flags, ...) {                                            \
        NEXT(name);                                                                         \
        va_list rest;                                                                       \
        va_start(rest, flags);                                                              \
        mode_t mode = va_arg(rest, mode_t);                                                 \
        va_end(rest);                                                                       \
        if ((flags & (O_WRONLY | O_RDWR | O_CREAT)) && inside(path) && fails()) return -1;  \
        return next(path, flags, mode);                                                     \
    }
OPEN(open)
OPEN(open64)

ssize_t write(int fd, const void *bytes, size_t count) {
    NEXT(write);
    if (!opened_inside(fd) || !fails()) return next(fd, bytes, count);
    return number("FAULT_SHORT") && count > 1 ? next(fd, bytes, count / 2) : -1;
}

#define PWRITE(name, offset_t)                                                              \
    ssize_t name(int fd, const void *bytes, size_t count, offset_t at) {                    \
        NEXT(name);                                                                         \
        if (!opened_inside(fd) || !fails()) return next(fd, bytes, count, at);              \
        return number("FAULT_SHORT") && count > 1 ? next(fd, bytes, count / 2, at) : -1;    \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t writev(int fd, const struct iovec *parts, int count) {
    NEXT(writev);
    return opened_inside(fd) && fails() ? -1 : next(fd, parts, count);
}

int ftruncate(int fd, off_t length) {
    NEXT(ftruncate);
    return opened_inside(fd) && fails() ? -1 : next(fd, length);
}

int ftruncate64(int fd, off64_t length) {
    NEXT(ftruncate64);
    return opened_inside(fd) && fails() ? -1 : next(fd, length);
}

int fsync(int fd) {
    NEXT(fsync);
    return opened_inside(fd) && fails() ? -1 : next(fd);
}

int fdatasync(int fd) {
    NEXT(fdatasync);
    return opened_inside(fd) && fails() ? -1 : next(fd);
}

int rename(const char *from, const char *to) {
    NEXT(rename);
    return inside(to) && fails() ? -1 : next(from, to);
}

int unlink(const char *path) {
    NEXT(unlink);
    return inside(path) && fails() ? -1 : next(path);
}

ssize_t copy_file_range(int from, off64_t *from_at, int to, off64_t *to_at, size_t count, unsigned flags) {
    NEXT(copy_file_range);
    return opened_inside(to) && fails() ? -1 : next(from, from_at, to, to_at, count, flags);
}
