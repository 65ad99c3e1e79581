//! The servers that the listener named, among the settings. Where a server wants a key, only the place of the key is
//! kept: a variable of the environment, or a file that nobody else may read. No key is in the library, and so in no
//! snapshot and no archive.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use vesper_chat::Key;
use vesper_speech::{Error, Kind, Result};

use crate::kept::Kept;

/// The setting that has them.
const SETTING: &str = "servers";
/// Letters of a name at most, and servers.
const LONGEST_NAME: usize = 40;
const MOST: usize = 100;
/// A file with a key holds a line of some hundred letters.
const LONGEST_KEY: u64 = 4096;

/// A server as the listener named it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    pub name: String,
    /// As for [`vesper_chat::Server`].
    pub address: String,
    /// As the server calls it.
    pub model: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<KeyPlace>,
    /// Tokens that it remembers, prompt and answer together, where the listener knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<usize>,
}

/// Where a key is found when it is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyPlace {
    /// The variable's name.
    Environment(String),
    /// Its first line is the key.
    File(PathBuf),
}

impl Server {
    /// As it is asked, with its key.
    ///
    /// # Errors
    /// Where the key is not in its place, or cannot be one; never with any of it.
    pub fn with_key(&self) -> Result<vesper_chat::Server> {
        let key = self.key.as_ref().map(KeyPlace::read).transpose()?;
        Ok(vesper_chat::Server { address: self.address.clone(), model: self.model.clone(), key })
    }
}

impl KeyPlace {
    fn read(&self) -> Result<Key> {
        match self {
            KeyPlace::Environment(name) => {
                let text = std::env::var(name).unwrap_or_default();
                Key::new(&text).ok_or_else(|| {
                    let what = if text.trim().is_empty() {
                        "is not set, and a server's key should be in it."
                    } else {
                        "holds something that cannot be a key."
                    };
                    Error::new(Kind::BadRequest, name, what, "Set it where Vesper is started.")
                })
            }
            KeyPlace::File(path) => key_in(path),
        }
    }
}

fn key_in(path: &Path) -> Result<Key> {
    let subject = path.display().to_string();
    let unreadable = |error: std::io::Error| {
        let kind = match error.kind() {
            std::io::ErrorKind::NotFound => Kind::MissingFile,
            std::io::ErrorKind::PermissionDenied => Kind::Denied,
            _ => Kind::BadFile,
        };
        let what = format!("cannot be read, and a server's key should be in it: {error}.");
        Error::new(kind, subject.clone(), what, "Write the key into it, or name another place.")
    };
    let file = File::open(path).map_err(unreadable)?;
    let about = file.metadata().map_err(unreadable)?;
    if !about.is_file() {
        return Err(Error::new(Kind::BadFile, subject, "is no file.", "Name the file that has the key."));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if about.mode() & 0o077 != 0 {
            let what = "can be read by others, and a key is in it.";
            let advice = format!("Close it to them: chmod 600 {}", path.display());
            return Err(Error::new(Kind::Denied, subject, what, advice));
        }
    }
    let mut text = String::new();
    file.take(LONGEST_KEY).read_to_string(&mut text).map_err(unreadable)?;
    Key::new(text.lines().next().unwrap_or_default()).ok_or_else(|| {
        let what = "holds something that cannot be a key.";
        Error::new(Kind::BadFile, subject, what, "Its first line should be the key and nothing else.")
    })
}

/// Those that the listener named, in the order of their names. What cannot be read as one is left out.
pub fn servers(kept: &Kept) -> Result<Vec<Server>> {
    let setting = kept.with(|library| library.setting(SETTING))?;
    let listed = setting.as_ref().and_then(serde_json::Value::as_array);
    let read = |value: &serde_json::Value| serde_json::from_value::<Server>(value.clone()).ok();
    let mut servers: Vec<Server> = listed.into_iter().flatten().filter_map(read).take(MOST).collect();
    servers.sort_by(|a, b| a.name.cmp(&b.name));
    servers.dedup_by(|a, b| a.name == b.name);
    Ok(servers)
}

/// Keeps `server`, in the place of one of the same name.
///
/// # Errors
/// `BadRequest` where its name cannot be one, or its address is none.
pub fn add_server(kept: &Kept, server: Server) -> Result<()> {
    let of_names = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    let length = server.name.chars().count();
    if !(1..=LONGEST_NAME).contains(&length)
        || !server.name.chars().all(of_names)
        || server.name == "authored"
    {
        let advice = format!("Use up to {LONGEST_NAME} letters, figures, `-`, `_` and `.`, as in `box`.");
        return Err(Error::new(Kind::BadRequest, server.name, "cannot be the name of a server.", advice));
    }
    // What the engine would refuse is refused here already.
    vesper_chat::Server { address: server.address.clone(), model: server.model.clone(), key: None }
        .check()?;
    let mut all = servers(kept)?;
    all.retain(|other| other.name != server.name);
    if all.len() >= MOST {
        let what = format!("would be one server more than {MOST}.");
        return Err(Error::new(Kind::BadRequest, server.name, what, "Remove one first."));
    }
    all.push(server);
    keep(kept, &all)
}

/// Forgets the server called `name`; works that it was assigned to go on without it.
///
/// # Errors
/// `BadRequest` where there is none.
pub fn remove_server(kept: &Kept, name: &str) -> Result<()> {
    let mut all = servers(kept)?;
    let before = all.len();
    all.retain(|server| server.name != name);
    if all.len() == before {
        let advice = "`vesper models servers list` shows which there are.";
        return Err(Error::new(Kind::BadRequest, name, "is no server that you added.", advice));
    }
    keep(kept, &all)?;
    let gone = super::Engine::Server(name.to_owned());
    for work in vesper_library::Mode::ALL {
        let engines = super::assigned(kept, work)?;
        if engines.contains(&gone) {
            let left: Vec<_> = engines.into_iter().filter(|engine| *engine != gone).collect();
            super::assign(kept, work, &left)?;
        }
    }
    Ok(())
}

fn keep(kept: &Kept, servers: &[Server]) -> Result<()> {
    let value = serde_json::to_value(servers)
        .map_err(|error| Error::new(Kind::Engine, "the servers", format!("cannot be kept: {error}."), ""))?;
    kept.with(|library| library.set(&BTreeMap::from([(SETTING.to_owned(), value)])))
}
