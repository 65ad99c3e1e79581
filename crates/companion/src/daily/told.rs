//! Days that were told, as scripts in a folder, the newest kept; and writing one without telling it.

use std::path::PathBuf;

use jiff::Zoned;
use vesper_script::Cue;
use vesper_speech::{ChatModel, Error, Kind, Out, Result};
use vesper_studio::daily::{Briefing, Material, Wish};

use super::{folder, writer};
use crate::home::Home;
use crate::whole;

/// Scripts of days that are kept; beyond that the oldest go.
const DAYS: usize = 30;

/// A day that was told before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub path: PathBuf,
    pub ink: String,
}

/// Writes the day to its end without telling it: for a file. Keeps it as well.
///
/// # Errors
/// What `check` answers; those of [`Companion::tell_day`](crate::Companion::tell_day); why it cannot be kept.
pub fn write_day(
    home: &Home,
    wish: &Wish,
    material: &Material,
    model: Option<&mut dyn ChatModel>,
    check: &dyn Fn() -> Result<()>,
) -> Result<(Briefing, Told)> {
    let writer = writer(home)?;
    let briefing = write_unheard(home, wish, material, &Zoned::now(), model, check)?;
    let ink = writer.ink(&briefing);
    let path = keep(home, &briefing, &ink)?;
    Ok((briefing, Told { path, ink }))
}

/// Writes the day as it is to be told at `when`, and keeps nothing.
///
/// # Errors
/// What `check` answers; those of [`Companion::tell_day`](crate::Companion::tell_day).
pub(super) fn write_unheard(
    home: &Home,
    wish: &Wish,
    material: &Material,
    when: &Zoned,
    model: Option<&mut dyn ChatModel>,
    check: &dyn Fn() -> Result<()>,
) -> Result<Briefing> {
    let writer = writer(home)?;
    let mut briefing = writer.plan(wish, material, when)?;
    writer.write(&mut briefing, model, &mut Unheard(check))?;
    Ok(briefing)
}

/// Nobody hears it yet.
struct Unheard<'a>(&'a dyn Fn() -> Result<()>);

impl Out<Cue> for Unheard<'_> {
    fn put(&mut self, _: Cue) -> Result<()> {
        (self.0)()
    }

    fn check(&self) -> Result<()> {
        (self.0)()
    }
}

/// What was told last; none where nothing was.
///
/// # Errors
/// `BadFile` or `Denied` where it cannot be read.
pub fn last_told(home: &Home) -> Result<Option<Told>> {
    let Some(path) = days(home).pop() else { return Ok(None) };
    let bytes = super::gathered::file(&path, 2 << 20, "Delete it.")?;
    let ink = String::from_utf8(bytes).map_err(|_| {
        Error::new(Kind::BadFile, path.display().to_string(), "is no text in UTF-8.", "Delete it.")
    })?;
    Ok(Some(Told { path, ink }))
}

/// Keeps the script of a day, and the newest of those before.
pub(super) fn keep(home: &Home, briefing: &Briefing, ink: &str) -> Result<PathBuf> {
    let folder = folder(home).join("told");
    std::fs::create_dir_all(&folder).map_err(|error| whole::unwritable(&folder, &error))?;
    let day = crate::dates::day(briefing.made());
    // Seconds in front of what people read, so that the names are in the order of time.
    let path = folder.join(format!("{:012}-{day}.ink", briefing.made()));
    whole::write(&path, ink.as_bytes())?;
    let days = days(home);
    let over = days.len().saturating_sub(DAYS);
    for old in days.iter().take(over) {
        // One that cannot be deleted is in nobody's way.
        drop(std::fs::remove_file(old));
    }
    Ok(path)
}

/// The scripts that are kept, the oldest first.
fn days(home: &Home) -> Vec<PathBuf> {
    let Ok(listing) = std::fs::read_dir(folder(home).join("told")) else { return Vec::new() };
    let mut days: Vec<PathBuf> = listing
        .take(10 * DAYS)
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "ink"))
        .collect();
    days.sort();
    days
}
