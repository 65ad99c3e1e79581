use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use vesper_script::{Faults, Kind as ScriptKind, Script};
use vesper_speech::{Error, Kind, Result};

use crate::home::Home;

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The largest script that is read, and the largest file that one may include.
const LARGEST: u64 = 2 << 20;
/// The most scripts of the listener's own that are looked at.
const MOST: usize = 1000;

/// All scripts there are: those that ship with Vesper and the listener's own.
pub struct Shelf {
    entries: BTreeMap<String, Entry>,
}

/// A script on the shelf, sound or not.
#[derive(Clone)]
pub struct Entry {
    /// `stories/night-train` for a shipped one, `own/…` for the listener's.
    pub id: String,
    pub script: std::result::Result<Arc<Script>, Faults>,
}

impl Shelf {
    pub fn load(home: &Home) -> Shelf {
        let shipped = SHIPPED.iter().map(|(file, text)| {
            let script = Script::parse(file, text, &|_| None).map(Arc::new);
            Entry { id: file.trim_end_matches(".ink").to_owned(), script }
        });
        let mut shelf = Shelf { entries: shipped.map(|entry| (entry.id.clone(), entry)).collect() };
        shelf.look_again(home);
        shelf
    }

    /// Reads the listener's own scripts anew.
    pub(crate) fn look_again(&mut self, home: &Home) {
        self.entries.retain(|id, _| !id.starts_with("own/"));
        let own = own_files(&home.scripts()).into_iter().map(|path| {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let script = read(&path)
                .map_err(|error| Faults(vec![fault(&path, &error)]))
                .and_then(|text| parse(&path, &text));
            Entry { id: format!("own/{name}"), script: script.map(Arc::new) }
        });
        self.entries.extend(own.map(|entry| (entry.id.clone(), entry)));
    }

    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// The script that `name` means: an id, the last part of one, a title, or the path of a file.
    pub fn find(&self, name: &str, kind: Option<ScriptKind>) -> Result<Entry> {
        let path = Path::new(name);
        if path.extension().is_some_and(|end| end == "ink") || path.is_file() {
            return open_file(path);
        }
        let wanted = plain(name);
        let fits = |entry: &&Entry| {
            let last = entry.id.rsplit('/').next().unwrap_or_default();
            let title = entry.script.as_ref().map(|script| plain(&script.header().title)).unwrap_or_default();
            entry.id == name || plain(last) == wanted || title == wanted
        };
        let of_kind = |entry: &&Entry| match (&entry.script, kind) {
            (Ok(script), Some(kind)) => script.header().kind == kind,
            _ => true,
        };
        self.entries.values().filter(of_kind).find(fits).cloned().ok_or_else(|| {
            let known: Vec<&str> =
                self.entries.values().filter(of_kind).map(|entry| entry.id.as_str()).collect();
            Error::new(
                Kind::MissingFile,
                name,
                "there is no such script.",
                format!("There are: {}. Or give the path of an .ink file.", known.join(", ")),
            )
        })
    }
}

fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn own_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(listing) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = listing
        .take(MOST)
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "ink"))
        .collect();
    files.sort();
    files
}

fn open_file(path: &Path) -> Result<Entry> {
    let text = read(path)?;
    let id = path.canonicalize().unwrap_or_else(|_| path.to_owned()).display().to_string();
    Ok(Entry { id, script: parse(path, &text).map(Arc::new) })
}

fn parse(path: &Path, text: &str) -> std::result::Result<Script, Faults> {
    let folder = path.parent().unwrap_or(Path::new("."));
    Script::parse(&path.display().to_string(), text, &|name| read(&folder.join(name)).ok())
}

fn read(path: &Path) -> Result<String> {
    let problem =
        |kind, what: String, advice: &str| Error::new(kind, path.display().to_string(), what, advice);
    let closed = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => {
            problem(Kind::MissingFile, "is not there.".into(), "Check the name and the folder.")
        }
        _ => problem(Kind::BadFile, format!("cannot be opened: {error}."), "Check that it may be read."),
    };
    // Before it is opened: opening a pipe waits for somebody to write.
    let kind = std::fs::metadata(path).map_err(closed)?.file_type();
    if !kind.is_file() {
        let what = if kind.is_dir() { "is a directory." } else { "is not a file." };
        return Err(problem(Kind::BadFile, what.into(), "Give an ink file."));
    }
    let file = File::open(path).map_err(closed)?;
    let mut text = String::new();
    let read = file.take(LARGEST + 1).read_to_string(&mut text);
    match read {
        Ok(length) if length as u64 > LARGEST => Err(problem(
            Kind::BadFile,
            "is larger than 2 MB, which no script is.".into(),
            "Give an ink file.",
        )),
        Ok(_) => Ok(text),
        Err(error) => Err(problem(
            Kind::BadFile,
            format!("cannot be read as text: {error}."),
            "Give an ink file in UTF-8.",
        )),
    }
}

fn fault(path: &Path, error: &Error) -> vesper_script::Fault {
    vesper_script::Fault {
        file: path.display().to_string(),
        line: 0,
        column: 0,
        what: error.what.clone(),
        advice: error.advice.clone(),
    }
}

/// A faulty script as an error of its own: each fault with file and line.
pub fn fault_error(id: &str, faults: &Faults) -> Error {
    let all: Vec<String> = faults.0.iter().map(ToString::to_string).collect();
    Error::new(Kind::BadFile, id, format!("cannot be performed.\n{}", all.join("\n")), "")
}
