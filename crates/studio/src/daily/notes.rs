//! The listener's own notes: the newest of a folder.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use vesper_speech::{Error, Kind, Result};

use super::decode;
use crate::{clean, sentence};

/// Files of the folder that are looked at, notes that are taken, bytes of one that are read.
const LOOKED_AT: usize = 5_000;
const MOST: usize = 3;
const LONGEST: u64 = 64 << 10;
/// Characters of a note.
const TEXT: usize = 600;
const ENDS: [&str; 3] = ["md", "markdown", "txt"];

/// A note of the listener's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its heading, or its file's name.
    pub title: String,
    /// Its first words.
    pub text: String,
    /// When it was written last, in seconds since 1970.
    pub when: u64,
}

/// The newest notes in `folder`, plain text or Markdown, written between `since` and now; folders within it are not
/// looked into, and links lead nowhere.
///
/// # Errors
/// `MissingFile` or `Denied` where the folder cannot be read.
pub fn notes(folder: &Path, since: u64) -> Result<Vec<Note>> {
    let listing = fs::read_dir(folder).map_err(|error| {
        let (kind, advice) = match error.kind() {
            ErrorKind::NotFound => (Kind::MissingFile, "Check the name of the folder."),
            _ => (Kind::Denied, "Look at its permissions."),
        };
        Error::new(kind, folder.display().to_string(), format!("cannot be read: {error}."), advice)
    })?;
    let mut files: Vec<(u64, std::path::PathBuf)> = listing
        .take(LOOKED_AT)
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .map(|entry| entry.path())
        .filter(|path| {
            let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
            ENDS.iter().any(|known| known.eq_ignore_ascii_case(end))
        })
        .filter_map(|path| Some((seconds(path.metadata().ok()?.modified().ok()?), path)))
        .filter(|(when, _)| *when >= since)
        .collect();
    files.sort_by(|a, b| b.cmp(a));
    Ok(files.into_iter().filter_map(|(when, path)| note(&path, when)).take(MOST).collect())
}

/// None where there is nothing in it that could be said.
fn note(path: &Path, when: u64) -> Option<Note> {
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(LONGEST).read_to_end(&mut bytes).ok()?;
    let text = decode::text(&bytes, None);
    let body = without_front_matter(&text);
    let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let heading =
        body.lines().find_map(|line| line.strip_prefix('#')).map(|line| line.trim_start_matches('#'));
    let title = heading.and_then(|line| clean::words(line, 80)).or_else(|| clean::words(name, 80))?;
    let lines = body.lines().filter(|line| !line.starts_with('#')).filter_map(plain);
    let text = clean::words(&lines.collect::<Vec<_>>().join(" "), TEXT)?;
    Some(Note { title, text: sentence::cut(&text, TEXT).to_owned(), when })
}

fn without_front_matter(text: &str) -> &str {
    let rest = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---"));
    rest.map_or(text, |(_, body)| body)
}

/// A line of Markdown as a sentence: without the marks of lists, quotes and emphasis.
fn plain(line: &str) -> Option<String> {
    let line = line.trim_start_matches([' ', '\t', '>', '-', '*', '+']).trim();
    let line = line.strip_prefix("[ ]").or_else(|| line.strip_prefix("[x]")).unwrap_or(line);
    let words = clean::words(&line.replace(['*', '_', '`'], ""), TEXT)?;
    Some(if words.ends_with(['.', '!', '?', '…', ':']) { words } else { format!("{words}.") })
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_notes_are_read_as_sentences_and_nothing_else_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("written");
        write(
            "garden.md",
            "---\ntags: [x]\n---\n# The garden\n\n- water the *beans*\n- call Ann\n\nRain is due.",
        );
        write("plain.txt", "Buy bread");
        write("picture.png", "no words");
        write("empty.md", "\n\n");
        fs::create_dir(folder.path().join("sub.md")).expect("made");
        let found = notes(folder.path(), 0).expect("notes");
        let mut told: Vec<_> = found.iter().map(|note| (note.title.as_str(), note.text.as_str())).collect();
        told.sort_unstable();
        assert_eq!(
            told,
            [("The garden", "water the beans. call Ann. Rain is due."), ("plain", "Buy bread.")]
        );
        assert_eq!(notes(folder.path(), u64::MAX), Ok(Vec::new()), "nothing that old");
        assert_eq!(notes(&folder.path().join("none"), 0).expect_err("not there").kind, Kind::MissingFile);
    }
}
