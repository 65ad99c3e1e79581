//! Everything goes out as one archive, and comes back in.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends where it fails")]

mod hostile;
mod round;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use vesper_library::{Begin, Fact, Library, LineId, Mode, Outbound, Place, Said, SessionId, Speaker, Story};

/// A library with something in every table.
pub(crate) fn full() -> Library {
    let mut library = Library::in_memory().unwrap();
    for number in 0..3 {
        let begin = Begin {
            mode: [Mode::Story, Mode::Meditation, Mode::Talk][number],
            script: (number < 2).then(|| format!("script-{number}")),
            title: format!("Sitzung „{number}“\n\u{1F98A}"),
            language: "de-AT".into(),
        };
        let session = library.begin(&begin).unwrap();
        let mut ids: Vec<LineId> = Vec::new();
        for line in 0..40 {
            ids.push(hear(&mut library, session, &format!("Zeile {line}: \"hörst\" du\tdas? \u{0}")));
        }
        // The same words at the same moment, twice.
        hear(&mut library, session, "ja");
        hear(&mut library, session, "ja");
        library.forget_line(ids[7]).unwrap();
        if number != 1 {
            library.end(session).unwrap();
        }
    }
    let story = Story {
        id: "fox".into(),
        mode: Mode::Story,
        title: "The fox".into(),
        wish: Some("a fox".into()),
        ink: Some("* [Wait] -> END\n".into()),
        tale: Some(r#"{"scenes":[]}"#.into()),
        when: 7,
    };
    library.keep_story(&story).unwrap();
    library.branch("fox", &[], &["Wait".into(), "Go".into()], Some(1)).unwrap();
    library.fact("fox", &Fact { name: "promise".into(), value: "given".into(), path: vec![1] }).unwrap();
    library.keep_place("fox", &place(u64::MAX, 5)).unwrap();
    library.set(&BTreeMap::from([("volume".into(), 0.5.into()), ("theme".into(), "dark".into())])).unwrap();
    library.assign("talk", &["qwen3-4b".into(), "http://127.0.0.1:8080".into()]).unwrap();
    library.ask(&request()).unwrap();
    library
}

pub(crate) fn hear(library: &mut Library, session: SessionId, text: &str) -> LineId {
    let said = Said {
        speaker: Speaker::Voice("fox".into()),
        text: text.into(),
        heard: 0..96_000,
        cut: text.find(' '),
        chapter: Some("One".into()),
    };
    library.heard(session, &said).unwrap()
}

pub(crate) fn place(digest: u64, when: u64) -> Place {
    Place {
        digest,
        seed: 1 << 63,
        minutes: Some(8),
        path: vec![0, 2, 1],
        cue: 3,
        offset: 4,
        position: 5,
        excerpt: "She waits.".into(),
        chapter: None,
        when,
    }
}

fn request() -> Outbound {
    Outbound {
        when: 9,
        purpose: "model".into(),
        method: "GET".into(),
        host: "huggingface.co".into(),
        path: "/x".into(),
        status: Some(200),
        bytes: 12,
    }
}

/// The entries of an archive as text.
pub(crate) fn entries(path: &Path) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut entries = BTreeMap::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        entries.insert(entry.name().unwrap().into_owned(), text);
    }
    entries
}
