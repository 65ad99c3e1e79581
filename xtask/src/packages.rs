//! What must be there before cargo and npm can begin, by the names of the systems that carry it.

/// One thing that is needed.
pub(crate) struct Need {
    /// What it is for.
    pub(crate) why: &'static str,
    /// Its package on Debian and Ubuntu.
    pub(crate) debian: &'static str,
    /// Its packages on Fedora, Arch and in Homebrew; empty where there is none or it is not known.
    pub(crate) fedora: &'static str,
    pub(crate) arch: &'static str,
    pub(crate) brew: &'static str,
    /// What tells that it is there, on a system whose packages are not Debian's.
    pub(crate) seen: Seen,
}

/// How something shows that it is there.
#[derive(Clone, Copy)]
pub(crate) enum Seen {
    /// A program is found.
    Program(&'static str),
    /// `pkg-config` knows this library. Looked for on Linux only.
    Library(&'static str),
}

/// What Vesper is built with and speaks with, window or not.
pub(crate) const ALWAYS: &[Need] = &[
    Need {
        why: "compiling C and C++",
        debian: "build-essential",
        fedora: "gcc-c++ make",
        arch: "base-devel",
        brew: "",
        seen: Seen::Program("c++"),
    },
    Need {
        why: "compiling Whisper and Opus",
        debian: "cmake",
        fedora: "cmake",
        arch: "cmake",
        brew: "cmake",
        seen: Seen::Program("cmake"),
    },
    Need {
        why: "finding libraries",
        debian: "pkg-config",
        fedora: "pkgconf-pkg-config",
        arch: "pkgconf",
        brew: "",
        seen: Seen::Program(if cfg!(target_os = "linux") { "pkg-config" } else { "c++" }),
    },
    Need {
        why: "sound",
        debian: "libasound2-dev",
        fedora: "alsa-lib-devel",
        arch: "alsa-lib",
        brew: "",
        seen: Seen::Library("alsa"),
    },
    Need {
        why: "the voice",
        debian: "espeak-ng",
        fedora: "espeak-ng",
        arch: "espeak-ng",
        brew: "espeak-ng",
        seen: Seen::Program("espeak-ng"),
    },
];

/// What the window needs on top.
pub(crate) const WINDOW: &[Need] = &[
    Need {
        why: "the window",
        debian: "libwebkit2gtk-4.1-dev",
        fedora: "webkit2gtk4.1-devel",
        arch: "webkit2gtk-4.1",
        brew: "",
        seen: Seen::Library("webkit2gtk-4.1"),
    },
    Need {
        why: "the window's place on the desktop",
        debian: "libdbus-1-dev",
        fedora: "dbus-devel",
        arch: "dbus",
        brew: "",
        seen: Seen::Library("dbus-1"),
    },
];

/// What the tests need on top.
pub(crate) const TESTS: &[Need] = &[
    of_tests("a screen that nobody sees", "xvfb", "xvfb-run"),
    of_tests("a screen that nobody sees", "xauth", "xauth"),
    of_tests("pressing buttons in the real window", "webkit2gtk-driver", "WebKitWebDriver"),
    of_tests("letters in the window", "fonts-dejavu-core", "fc-list"),
    of_tests("sound devices that nobody hears", "pulseaudio", "pulseaudio"),
    of_tests("sound devices that nobody hears", "pulseaudio-utils", "pactl"),
    of_tests("sound files of many kinds", "sox", "sox"),
    of_tests("sound files of many kinds", "libsox-fmt-mp3", "sox"),
    of_tests("another opinion on the sound files", "flac", "flac"),
    of_tests("another opinion on the sound files", "opus-tools", "opusinfo"),
];

const fn of_tests(why: &'static str, debian: &'static str, program: &'static str) -> Need {
    Need { why, debian, fedora: "", arch: "", brew: "", seen: Seen::Program(program) }
}
