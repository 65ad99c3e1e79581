use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use vesper_session::Place;
use vesper_speech::Result;

use crate::home::Home;
use crate::keep;

/// Where the listener is in each script, on disk as soon as it is kept. The window and the command may keep places
/// at the same time, so what the other one kept is read again before anything is written.
pub struct Places {
    home: Home,
    kept: BTreeMap<String, Kept>,
}

/// A [`Place`] as it lies on disk, with the time it was kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Kept {
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

impl Places {
    pub fn load(home: &Home) -> Result<Places> {
        Ok(Places { home: home.clone(), kept: read(home)? })
    }

    pub fn get(&self, script: &str) -> Option<Place> {
        let kept = self.kept.get(script)?;
        Some(Place {
            digest: u64::from_str_radix(&kept.digest, 16).ok()?,
            seed: kept.seed,
            minutes: kept.minutes,
            path: kept.path.clone(),
            cue: kept.cue,
            offset: kept.offset,
            position: kept.position,
            excerpt: kept.excerpt.clone(),
            chapter: kept.chapter.clone(),
        })
    }

    /// When the place was kept, in seconds since 1970.
    pub fn when(&self, script: &str) -> Option<u64> {
        self.kept.get(script).map(|kept| kept.when)
    }

    pub fn keep(&mut self, script: &str, place: &Place) -> Result<()> {
        let when = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let kept = Kept {
            digest: format!("{:016x}", place.digest),
            seed: place.seed,
            minutes: place.minutes,
            path: place.path.clone(),
            cue: place.cue,
            offset: place.offset,
            position: place.position,
            excerpt: place.excerpt.clone(),
            chapter: place.chapter.clone(),
            when,
        };
        self.kept = read(&self.home)?;
        self.kept.insert(script.to_owned(), kept);
        keep::write(&self.home.places(), &self.kept)
    }

    pub fn forget(&mut self, script: &str) -> Result<()> {
        self.kept = read(&self.home)?;
        match self.kept.remove(script) {
            Some(_) => keep::write(&self.home.places(), &self.kept),
            None => Ok(()),
        }
    }
}

fn read(home: &Home) -> Result<BTreeMap<String, Kept>> {
    Ok(keep::read(&home.places())?.unwrap_or_default())
}
