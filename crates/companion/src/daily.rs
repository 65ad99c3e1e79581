//! The listener's day: the feeds that they chose, fetched when they ask for it, and told while it is written.
//!
//! The chosen feeds are among the settings; what was fetched, saved and told lies in the folder `daily` of the home. The
//! thread `daily` owns the chat model and writes, part by part, what the session performs.

mod chosen;
mod gathered;
mod telling;

use std::path::PathBuf;

use vesper_speech::Result;

pub use chosen::{add_feed, feeds, import_feeds, remove_feed};
pub use gathered::{Asked, Gathered, Trouble, gather};
pub use telling::{News, Tell, Telling, Told, last_told, write_day};
pub use vesper_studio::daily::{
    Archive, Briefing, Feed, Fetched, Length, Material, Saved, Wish, Writer, starter,
};

use crate::home::Home;

/// What was fetched and saved.
pub fn archive(home: &Home) -> Archive {
    Archive::at(folder(home))
}

fn folder(home: &Home) -> PathBuf {
    home.root().join("daily")
}

/// Writes briefings with the prompts that come with Vesper, and the listener's own in place of some.
///
/// # Errors
/// `BadFile` for a file of theirs that cannot be used.
fn writer(home: &Home) -> Result<Writer> {
    Ok(Writer::new(vesper_studio::daily::Prompts::with(&home.prompts().join("daily"))?))
}
