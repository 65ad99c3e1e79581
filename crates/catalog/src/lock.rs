//! What is known of the files that lie in a model's folder: `lock.toml`, written when a file arrived whole.
//!
//! Anybody can edit it, so it is read like any stranger's file: names, sizes and counts are held to the catalog's
//! rules.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use vesper_speech::{Error, Kind, Result};

use crate::catalog::names::{LOCK, check_commit, check_file, check_repository, clipped};
use crate::store::disk;
use crate::{Model, Sha256, Store};

/// Longest text of a lock.
const LONGEST: u64 = 1 << 20;
const MOST_FILES: usize = 500;
/// The last second that can be told: the end of the year 9999.
const LATEST: u64 = 253_402_300_799;

/// The lock of one model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// `owner/name` on the hub.
    pub repository: String,
    /// The commit that the files were resolved at; none where they came from this machine and nothing said it.
    pub commit: Option<String>,
    /// The files that arrived whole, in the order in which they did.
    pub files: Vec<Locked>,
    /// When all files were read and compared last.
    pub checked: Option<SystemTime>,
}

/// What is known of a file since it arrived whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    pub name: String,
    pub size: u64,
    pub sha256: Sha256,
    pub origin: Origin,
    pub arrived: SystemTime,
    /// What the last check found wrong with it, as a sentence without its subject.
    pub damage: Option<String>,
}

/// Who says that a file has this SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Catalog,
    Hub,
    /// Nobody but the file itself, when it arrived: over a connection whose other end was verified, or from a folder
    /// that the listener pointed to ([`Lock::unvouched`]).
    Computed,
}

impl Locked {
    /// A file that arrives now.
    pub fn new(name: impl Into<String>, size: u64, sha256: Sha256, origin: Origin) -> Locked {
        Locked { name: name.into(), size, sha256, origin, arrived: SystemTime::now(), damage: None }
    }
}

impl Lock {
    /// An empty one, for a model of which nothing has arrived yet.
    pub fn of(model: &Model) -> Lock {
        Lock { repository: model.repository.clone(), ..Lock::default() }
    }

    /// None where the model has no lock. An error where there is one that cannot be believed.
    pub fn read(store: &Store, model: &Model) -> Result<Option<Lock>> {
        let path = store.place(model, LOCK)?;
        let text = match disk::read_short(&path, LONGEST) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(bad(&path, &error.to_string())),
        };
        let written: Written =
            toml::from_str(&text).map_err(|error| bad(&path, error.to_string().trim_end()))?;
        written.lock(model).map(Some).map_err(|what| bad(&path, &what))
    }

    /// The lock as it lies there, or an empty one where there is none or it cannot be believed: files that no lock
    /// speaks for count as not there.
    pub fn read_or_new(store: &Store, model: &Model) -> Lock {
        Lock::read(store, model).ok().flatten().unwrap_or_else(|| Lock::of(model))
    }

    /// Whole or not at all: written beside, synced, renamed, and the folder synced.
    pub fn write(&self, store: &Store, model: &Model) -> Result<()> {
        let path = store.make_place(model, LOCK)?;
        let text =
            toml::to_string(&Written::from(self, model)).map_err(|error| bad(&path, &error.to_string()))?;
        disk::write_whole(&path, format!("{HEAD}{text}").as_bytes())
            .map_err(|error| disk::unwritable(&path, &error))
    }

    pub fn file(&self, name: &str) -> Option<&Locked> {
        self.files.iter().find(|file| file.name == name)
    }

    /// The files whose hash nobody but themselves ever said: the listener ought to know.
    pub fn unvouched(&self) -> impl Iterator<Item = &Locked> {
        self.files.iter().filter(|file| file.origin == Origin::Computed)
    }

    /// Takes `file` in, in place of an older one of that name.
    pub fn put(&mut self, file: Locked) {
        self.files.retain(|other| other.name != file.name);
        self.files.push(file);
    }
}

const HEAD: &str =
    "# What lies in this folder and what it must be. Vesper writes it; `vesper models verify` compares.\n";

fn bad(path: &std::path::Path, what: &str) -> Error {
    Error::new(
        Kind::BadFile,
        path.display().to_string(),
        format!("cannot be believed: {what}."),
        "Get the model again, or remove it with `vesper models remove`.",
    )
}

/// The lock as TOML. Times are seconds since 1970.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    model: String,
    repository: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    commit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checked: Option<u64>,
    #[serde(default, rename = "file")]
    files: Vec<WrittenFile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFile {
    name: String,
    size: u64,
    sha256: String,
    origin: WrittenOrigin,
    arrived: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    damage: Option<String>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WrittenOrigin {
    Catalog,
    Hub,
    Computed,
}

impl Written {
    fn from(lock: &Lock, model: &Model) -> Written {
        Written {
            model: model.id.clone(),
            repository: lock.repository.clone(),
            commit: lock.commit.clone(),
            checked: lock.checked.map(seconds),
            files: lock.files.iter().map(WrittenFile::from).collect(),
        }
    }

    fn lock(self, model: &Model) -> std::result::Result<Lock, String> {
        if self.model != model.id {
            return Err(format!("it is the lock of `{}`", clipped(&self.model)));
        }
        check_repository(&self.repository)?;
        self.commit.as_deref().map_or(Ok(()), check_commit)?;
        if self.files.len() > MOST_FILES {
            return Err(format!("it has more than {MOST_FILES} files"));
        }
        let files: Vec<Locked> =
            self.files.into_iter().map(WrittenFile::locked).collect::<std::result::Result<_, String>>()?;
        let names: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
        if names.len() < files.len() {
            return Err("a file is in it twice".into());
        }
        let checked = self.checked.map(time).transpose()?;
        Ok(Lock { repository: self.repository, commit: self.commit, files, checked })
    }
}

impl WrittenFile {
    fn from(file: &Locked) -> WrittenFile {
        WrittenFile {
            name: file.name.clone(),
            size: file.size,
            sha256: file.sha256.to_string(),
            origin: match file.origin {
                Origin::Catalog => WrittenOrigin::Catalog,
                Origin::Hub => WrittenOrigin::Hub,
                Origin::Computed => WrittenOrigin::Computed,
            },
            arrived: seconds(file.arrived),
            damage: file.damage.clone(),
        }
    }

    fn locked(self) -> std::result::Result<Locked, String> {
        check_file(&self.name)?;
        let sha256 = Sha256::parse(&self.sha256)
            .ok_or_else(|| format!("`{}` is not a SHA-256 of 64 digits", clipped(&self.sha256)))?;
        Ok(Locked {
            name: self.name,
            size: self.size,
            sha256,
            origin: match self.origin {
                WrittenOrigin::Catalog => Origin::Catalog,
                WrittenOrigin::Hub => Origin::Hub,
                WrittenOrigin::Computed => Origin::Computed,
            },
            arrived: time(self.arrived)?,
            damage: self.damage.map(|damage| damage.chars().filter(|c| !c.is_control()).take(300).collect()),
        })
    }
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

fn time(seconds: u64) -> std::result::Result<SystemTime, String> {
    UNIX_EPOCH
        .checked_add(Duration::from_secs(seconds.min(LATEST)))
        .ok_or_else(|| format!("{seconds} is no time that this system knows"))
}
