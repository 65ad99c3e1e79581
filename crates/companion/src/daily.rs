//! The listener's day: the feeds that they chose, fetched when they ask for it, and told while it is written.
//!
//! The chosen feeds and the schedule are among the settings; what was fetched, saved, made ready and told lies in the folder
//! `daily` of the home. The thread `daily` owns the chat model and writes what the session performs, a part ahead of the
//! listener, who skips, asks for more and saves through [`Telling`].

mod chosen;
mod gathered;
mod live;
mod ready;
mod scheduled;
mod steer;
mod telling;
mod told;

use std::path::PathBuf;

use vesper_speech::Result;

pub use chosen::{add_feed, feeds, import_feeds, remove_feed};
pub use gathered::{Asked, Gathered, Trouble, gather};
pub use ready::{Ready, forget_ready, make_ready, ready};
pub use scheduled::{Step, schedule, set_schedule, settle, step};
pub use steer::{Steer, Steered};
pub use telling::{News, Tell, Telling};
pub use told::{Told, last_told, write_day};
pub use vesper_studio::daily::{
    Archive, Briefing, Days, Feed, Fetched, Length, Material, Saved, Schedule, Standing, Wish, Writer,
    markdown, starter,
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
