//! A day that was written ahead of its time.

use std::io::ErrorKind;
use std::path::PathBuf;

use jiff::Zoned;
use serde::{Deserialize, Serialize};
use vesper_speech::{ChatModel, Error, Kind, Result};
use vesper_studio::daily::{Briefing, Material, Wish};

use super::{folder, told};
use crate::home::Home;
use crate::whole;

/// Bytes of its file: forty matters of three sources of 8,000 characters each.
const LONGEST: usize = 8 << 20;

/// A day, written, and when it is to be told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ready {
    pub(super) briefing: Briefing,
    /// In seconds since 1970; the ages in it are those of then.
    due: i64,
    /// Whether the network may be asked when the listener wants more of something.
    pub(super) online: bool,
}

impl Ready {
    /// One of which nothing is written, to be told now.
    pub(super) fn now(briefing: Briefing, online: bool) -> Ready {
        let due = i64::try_from(briefing.made()).unwrap_or_default();
        Ready { briefing, due, online }
    }

    /// When it is to be told, in seconds since 1970.
    pub fn due(&self) -> i64 {
        self.due
    }

    pub fn title(&self) -> &str {
        self.briefing.title()
    }
}

fn path(home: &Home) -> PathBuf {
    folder(home).join("ready.json")
}

/// Writes the day that is told at `due` and keeps it, in the place of one that was ready before. A model that gave out half-way
/// is told by [`Briefing::trouble`].
///
/// # Errors
/// What `check` answers; those of [`Companion::tell_day`](crate::Companion::tell_day); why it cannot be kept.
pub fn make_ready(
    home: &Home,
    wish: &Wish,
    material: &Material,
    due: &Zoned,
    model: Option<&mut dyn ChatModel>,
    check: &dyn Fn() -> Result<()>,
) -> Result<Briefing> {
    let briefing = told::write_unheard(home, wish, material, due, model, check)?;
    let ready =
        Ready { briefing: briefing.clone(), due: due.timestamp().as_second(), online: !material.offline };
    let path = path(home);
    let bytes = serde_json::to_vec(&ready).map_err(|error| {
        Error::new(Kind::Engine, "the day", format!("cannot be written down: {error}."), "")
    })?;
    whole::write(&path, &bytes)?;
    Ok(briefing)
}

/// The day that was made ready last, told or not; none where none was.
///
/// # Errors
/// `BadFile` or `Denied` where it cannot be read.
pub fn ready(home: &Home) -> Result<Option<Ready>> {
    let path = path(home);
    let advice = "Delete it; `vesper daily ready` writes another.";
    let bytes = match super::gathered::file(&path, LONGEST, advice) {
        Err(error) if error.kind == Kind::MissingFile => return Ok(None),
        bytes => bytes?,
    };
    let bad = |error: serde_json::Error| {
        let what = format!("is no day that was made ready: {error}.");
        Error::new(Kind::BadFile, path.display().to_string(), what, advice)
    };
    serde_json::from_slice(&bytes).map(Some).map_err(bad)
}

/// What was ready is no longer.
///
/// # Errors
/// `Unwritable`.
pub fn forget_ready(home: &Home) -> Result<()> {
    let path = path(home);
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(whole::unwritable(&path, &error)),
        _ => Ok(()),
    }
}
