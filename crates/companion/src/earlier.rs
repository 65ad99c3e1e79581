//! What earlier versions kept: `places.json` and `settings.json`, taken into the library once.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use vesper_library::{Library, Place};
use vesper_session::{Notice, NoticeKind};
use vesper_speech::{Error, Kind, Result};

use crate::home::Home;
use crate::kept::Kept;
use crate::settings::Settings;

/// No file of ours grew larger; one that did is not ours.
const LARGEST: u64 = 4 << 20;

#[derive(Deserialize)]
struct EarlierPlace {
    digest: String,
    seed: u64,
    minutes: Option<u32>,
    path: Vec<usize>,
    cue: usize,
    offset: u64,
    #[serde(default)]
    position: u64,
    excerpt: String,
    chapter: Option<String>,
    when: u64,
}

/// Takes in what is there; says what could not be taken, which stays where it is.
pub(crate) fn take_in(home: &Home, kept: &Kept) -> Vec<Notice> {
    let done = [
        kept.with(|library| take_file(library, &home.places(), places)),
        kept.with(|library| take_file(library, &home.settings(), settings)),
    ];
    done.into_iter()
        .filter_map(Result::err)
        .map(|error| Notice { kind: NoticeKind::Damaged, text: error.to_string() })
        .collect()
}

fn take_file<T: DeserializeOwned>(
    library: &mut Library,
    path: &Path,
    take: impl FnOnce(&mut Library, T, &Path) -> Result<()>,
) -> Result<()> {
    let Some(value) = read(path)? else { return Ok(()) };
    take(library, value, path)?;
    // In memory it lasts for this run only: the file is still needed.
    if library.path().is_some() { set_aside(path) } else { Ok(()) }
}

fn places(library: &mut Library, places: BTreeMap<String, EarlierPlace>, path: &Path) -> Result<()> {
    let places: Vec<(String, Place)> = places
        .into_iter()
        .map(|(script, place)| Ok((script, place.into_place()?)))
        .collect::<std::result::Result<_, std::num::ParseIntError>>()
        .map_err(|error| bad(path, &error.to_string()))?;
    for (script, place) in places {
        let newer = library.place(&script)?.is_some_and(|kept| kept.when > place.when);
        if !newer {
            library.keep_place(&script, &place)?;
        }
    }
    Ok(())
}

impl EarlierPlace {
    fn into_place(self) -> std::result::Result<Place, std::num::ParseIntError> {
        Ok(Place {
            digest: u64::from_str_radix(&self.digest, 16)?,
            seed: self.seed,
            minutes: self.minutes,
            path: self.path,
            cue: self.cue,
            offset: self.offset,
            position: self.position,
            excerpt: self.excerpt,
            chapter: self.chapter,
            when: self.when,
        })
    }
}

fn settings(library: &mut Library, named: BTreeMap<String, Value>, path: &Path) -> Result<()> {
    // Read whole first: a file with one bad value was written by nobody.
    serde_json::to_value(&named)
        .and_then(serde_json::from_value::<Settings>)
        .map_err(|error| bad(path, &error.to_string()))?;
    library.set(&named)
}

/// The value in `path`, or `None` where there is no such file.
fn read<T: DeserializeOwned>(path: &Path) -> Result<Option<T>> {
    let opened = match fs::metadata(path) {
        // To open a pipe would be to wait for its writer.
        Ok(about) if !about.is_file() => return Err(bad(path, "it is no file")),
        Ok(_) => File::open(path),
        Err(error) => Err(error),
    };
    let file = match opened {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(bad(path, &error.to_string())),
    };
    let mut text = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut text).map_err(|error| bad(path, &error.to_string()))?;
    if text.len() as u64 > LARGEST {
        return Err(bad(path, "it is larger than 4 MB"));
    }
    serde_json::from_slice(&text).map(Some).map_err(|error| bad(path, &error.to_string()))
}

fn bad(path: &Path, why: &str) -> Error {
    Error::new(
        Kind::BadFile,
        path.display().to_string(),
        format!("cannot be read: {why}."),
        "It is left as it is and not used; mend it, or move it away.",
    )
}

/// Renames the file to `….imported`, or where there is one already, to the next free number.
fn set_aside(path: &Path) -> Result<()> {
    let named = |number: u32| {
        let mut name = path.as_os_str().to_owned();
        name.push(".imported");
        if number > 1 {
            name.push(format!("-{number}"));
        }
        PathBuf::from(name)
    };
    let free = (1..1000).map(named).find(|name| !name.exists());
    let renamed = match free {
        Some(free) => fs::rename(path, free),
        None => Err(std::io::Error::from(ErrorKind::AlreadyExists)),
    };
    match renamed {
        // Another Vesper took it in at the same moment.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        renamed => renamed.map_err(|error| {
            Error::new(
                Kind::Unwritable,
                path.display().to_string(),
                format!("was taken into the library and cannot be renamed: {error}."),
                "Move it away.",
            )
        }),
    }
}
