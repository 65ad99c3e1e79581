//! What was fetched and what the listener saved, as files in one folder: the last edition of each feed, written beside
//! and renamed, so that a crash leaves the one before.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;
use vesper_speech::{Error, Kind, Result};

use super::feed::{Edition, Feed};
use super::saved::Saved;

/// Bytes of a kept file: an edition has at most 60 items of some 8,000 characters.
const LONGEST: u64 = 4 << 20;
/// Items that the listener saved; beyond that the first ones go.
const MOST_SAVED: usize = 500;
const SAVED: &str = "saved.json";

/// The folder in which it all lies. It is made when something is kept first.
#[derive(Clone, Debug)]
pub struct Archive {
    folder: PathBuf,
}

impl Archive {
    pub fn at(folder: impl Into<PathBuf>) -> Archive {
        Archive { folder: folder.into() }
    }

    /// What `feed` had when it was fetched last; none where it never was.
    ///
    /// # Errors
    /// `BadFile` or `Denied` where its file cannot be read.
    pub fn edition(&self, feed: &Feed) -> Result<Option<Edition>> {
        let edition: Option<Edition> = self.read(&name(&feed.address))?;
        // Two addresses may have one name; the other is as good as none.
        Ok(edition.filter(|edition| edition.address == feed.address))
    }

    /// # Errors
    /// `DiskFull` or `Unwritable`.
    pub fn keep(&self, edition: &Edition) -> Result<()> {
        self.write(&name(&edition.address), edition)
    }

    /// Forgets what was fetched of `feed`.
    ///
    /// # Errors
    /// `Unwritable` where its file cannot be deleted.
    pub fn forget(&self, feed: &Feed) -> Result<()> {
        let path = self.folder.join(name(&feed.address));
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(unwritten(&path, &error)),
            _ => Ok(()),
        }
    }

    /// What the listener saved, the newest last.
    ///
    /// # Errors
    /// `BadFile` or `Denied` where it cannot be read.
    pub fn saved(&self) -> Result<Vec<Saved>> {
        Ok(self.read(SAVED)?.unwrap_or_default())
    }

    /// Saves `item`; one that is there already stays where it is, with what more was told of it.
    ///
    /// # Errors
    /// Those of [`Archive::saved`]; `DiskFull` or `Unwritable`.
    pub fn save(&self, item: Saved) -> Result<()> {
        let mut saved = self.saved()?;
        match saved.iter_mut().find(|known| known.title == item.title && known.source == item.source) {
            Some(known) if known.told.len() >= item.told.len() => return Ok(()),
            Some(known) => known.told = item.told,
            None => saved.push(item),
        }
        let over = saved.len().saturating_sub(MOST_SAVED);
        saved.drain(..over);
        self.write(SAVED, &saved)
    }

    /// Forgets what was saved at place `at`, counted from zero, and gives it.
    ///
    /// # Errors
    /// Those of [`Archive::saved`]; `BadRequest` where there is nothing; `DiskFull` or `Unwritable`.
    pub fn forget_saved(&self, at: usize) -> Result<Saved> {
        let mut saved = self.saved()?;
        if at >= saved.len() {
            let what = format!("is none of the {} that you saved.", saved.len());
            let advice = "`vesper daily saved` numbers them.";
            return Err(Error::new(
                Kind::BadRequest,
                format!("number {}", at.saturating_add(1)),
                what,
                advice,
            ));
        }
        let gone = saved.remove(at);
        self.write(SAVED, &saved)?;
        Ok(gone)
    }

    fn read<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        let path = self.folder.join(name);
        let subject = path.display().to_string();
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                let what = format!("could not be read: {error}.");
                return Err(Error::new(Kind::Denied, subject, what, "Look at its permissions."));
            }
        };
        let bad = |what: String| {
            let saved = "Move it away: Vesper begins another, and what is in it can still be read there.";
            let advice = if name == SAVED { saved } else { "Delete it; it is fetched anew." };
            Error::new(Kind::BadFile, subject.as_str(), what, advice)
        };
        let mut bytes = Vec::new();
        file.take(LONGEST + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| bad(format!("could not be read: {error}.")))?;
        if bytes.len() as u64 > LONGEST {
            return Err(bad("is larger than Vesper ever writes it.".into()));
        }
        serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|error| bad(format!("is not what Vesper wrote: {error}.")))
    }

    fn write<T: Serialize>(&self, name: &str, value: &T) -> Result<()> {
        let path = self.folder.join(name);
        let beside = self.folder.join(format!("{name}.part"));
        let written = || -> std::io::Result<()> {
            fs::create_dir_all(&self.folder)?;
            let mut file = File::create(&beside)?;
            file.write_all(&serde_json::to_vec(value)?)?;
            file.sync_all()?;
            fs::rename(&beside, &path)?;
            synced(&self.folder)
        };
        written().map_err(|error| unwritten(&path, &error))
    }
}

/// The folder's own entry of a renamed file.
fn synced(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn unwritten(path: &Path, error: &std::io::Error) -> Error {
    let (kind, advice) = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (Kind::DiskFull, "Make room on the disk."),
        _ => (Kind::Unwritable, "Look at the permissions of its folder."),
    };
    Error::new(kind, path.display().to_string(), format!("could not be written: {error}."), advice)
}

/// A file's name for an address: its host to be recognised by, and FNV-1a of the whole.
fn name(address: &str) -> String {
    let digest = address.bytes().fold(0xcbf2_9ce4_8422_2325u64, |digest, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let host = address.split('/').nth(2).unwrap_or_default();
    let host: String = host
        .chars()
        .map(|c| if c == ':' { '-' } else { c })
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
        .take(40)
        .collect();
    format!("{}-{digest:016x}.json", host.trim_start_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed() -> Feed {
        Feed::new("https://news.example/feed", "News", "").expect("a feed")
    }

    #[test]
    fn what_was_fetched_is_there_again_and_damage_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = Archive::at(folder.path().join("daily"));
        assert_eq!(archive.edition(&feed()), Ok(None));
        let edition =
            Edition { address: feed().address, title: "News".into(), fetched: 9, ..Edition::default() };
        archive.keep(&edition).expect("kept");
        assert_eq!(archive.edition(&feed()), Ok(Some(edition)));
        let file = folder.path().join("daily").join(name(&feed().address));
        fs::write(&file, "{\"address\": 3").expect("written");
        assert_eq!(archive.edition(&feed()).expect_err("damaged").kind, Kind::BadFile);
        archive.forget(&feed()).expect("forgotten");
        assert_eq!(archive.edition(&feed()), Ok(None));
    }

    #[test]
    fn what_is_saved_is_saved_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = Archive::at(folder.path());
        let saved = |title: &str| Saved {
            title: title.into(),
            source: "News".into(),
            link: None,
            text: "Words.".into(),
            told: vec!["News, a moment ago.".into()],
            when: 1,
        };
        for title in ["One", "Two", "One"] {
            archive.save(saved(title)).expect("saved");
        }
        assert_eq!(archive.saved().expect("there"), [saved("One"), saved("Two")]);
        let more = Saved { told: vec!["News, a moment ago.".into(), "Words.".into()], ..saved("One") };
        archive.save(more.clone()).expect("saved");
        assert_eq!(archive.saved().expect("there"), [more.clone(), saved("Two")]);
        assert_eq!(archive.forget_saved(2).expect_err("there are two").kind, Kind::BadRequest);
        assert_eq!(archive.forget_saved(0).expect("forgotten"), more);
        assert_eq!(archive.saved().expect("there"), [saved("Two")]);
    }

    #[test]
    fn no_address_names_a_file_elsewhere() {
        for address in ["https://../../etc/passwd", "x", "https://a.example/../b", "https://a.example:80/"] {
            let name = name(address);
            assert!(!name.contains(['/', '\\', ':']) && !name.starts_with('.'), "{name}");
        }
    }
}
