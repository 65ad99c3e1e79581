//! The listener's day, told: what their feeds have, what is in their calendar and their notes.
//!
//! A [`Fetcher`] asks the feeds that the listener chose, when they ask for it, and keeps in an [`Archive`] what came; a
//! [`Writer`] plans a [`Briefing`] of one, three or ten minutes from that and tells it as cues while it is written, and as
//! ink that plays again. Offline it is told from what was fetched last, with its age.
//!
//! A briefing may only say what its sources say. A model is given numbered sentences and answers with sentences that name
//! one each; every number, name and quotation of an answer is looked for in the source, and where one is not there the
//! source's own sentence is told instead (`facts`). Without a model all sentences are the sources' own.
//!
//! A listener who skips, asks for more or saves does so with the part at hand: [`Briefing::skip`], [`Writer::more`],
//! [`Briefing::save`]. A [`Schedule`] says when a day is due.
//!
//! Everything that comes from outside is hostile: addresses into the listener's own network, packed bombs, documents that
//! nest, instructions to the model. Each is bounded before a library sees it.

mod address;
mod age;
mod apart;
mod archive;
mod briefing;
mod calendar;
mod decode;
mod facts;
mod feed;
mod fetch;
mod ink;
mod matter;
mod notes;
mod outline;
mod page;
mod read;
mod saved;
mod schedule;
mod sheets;
mod teller;
mod wire;
mod wish;
mod witness;
mod work;
mod writer;
mod xml;

pub use archive::Archive;
pub use briefing::{Briefing, Cited, Part, Told};
pub use calendar::{Event, LONGEST_CALENDAR, events};
pub use feed::{Edition, Feed, Item, Reading};
pub use fetch::{Check, Fetched, Fetcher};
pub use matter::{Matter, Source};
pub use notes::{Note, notes};
pub use outline::{outline, starter};
pub use read::{LONGEST_FEED, read};
pub use saved::{Saved, markdown};
pub use schedule::{Days, Schedule, Standing};
pub use sheets::Prompts;
pub use wire::Limits;
pub use wish::{Length, Material, Wish};
pub use witness::{Answer, Request, Witness};
pub use writer::Writer;
