//! The library as the rest of the house uses it: what is put in comes out again, also after it was closed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test ends where it fails, and says what it skips"
)]

mod choices;
mod forgetting;
mod opening;
mod search;
mod sessions;
mod sharing;
mod stories;

use std::ops::Range;
use std::path::PathBuf;

use tempfile::TempDir;
use vesper_library::{Begin, Library, Mode, Place, Said, SessionId, Speaker, Story};

/// A folder of its own with a library in it.
pub(crate) struct Home {
    pub(crate) folder: TempDir,
}

impl Home {
    pub(crate) fn new() -> Home {
        Home { folder: TempDir::new().unwrap() }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("library.db")
    }

    /// Opens the library, which must be sound.
    pub(crate) fn open(&self) -> Library {
        let opened = Library::open(&self.path()).unwrap();
        assert_eq!(opened.notice, None);
        opened.library
    }
}

pub(crate) fn story(title: &str) -> Begin {
    Begin { mode: Mode::Story, script: Some("fox".into()), title: title.into(), language: "en".into() }
}

pub(crate) fn told(text: &str) -> Said {
    line(Speaker::Voice("narrator".into()), text, 0..48_000)
}

pub(crate) fn line(speaker: Speaker, text: &str, heard: Range<u64>) -> Said {
    Said { speaker, text: text.into(), heard, cut: None, chapter: None }
}

pub(crate) fn texts(library: &Library, session: SessionId) -> Vec<String> {
    library.lines(session).unwrap().into_iter().map(|line| line.said.text).collect()
}

pub(crate) fn place(excerpt: &str) -> Place {
    Place {
        digest: 1,
        seed: 2,
        minutes: None,
        path: vec![],
        cue: 0,
        offset: 0,
        position: 0,
        excerpt: excerpt.into(),
        chapter: None,
        when: 0,
    }
}

pub(crate) fn written(id: &str) -> Story {
    Story {
        id: id.into(),
        mode: Mode::Story,
        title: format!("About {id}"),
        wish: Some("a lighthouse that is afraid of the dark".into()),
        ink: Some("Once.\n* [Ask] -> END\n".into()),
        tale: Some(r#"{"scenes":[]}"#.into()),
        when: 0,
    }
}
