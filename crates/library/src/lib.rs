//! What is kept of the listener's sessions, in one SQLite file.
//!
//! What a call acknowledged is on disk, whatever happens next. A damaged file is moved aside, never deleted. What
//! is forgotten is in no file any more.
//!
//! Every subject is a file of its own that adds its calls to [`Library`]: `sessions`, `search`, `places`, `settings`,
//! `stories`, `assignments`, `requests`, `forget`. Under them, `open` has the connection and the one way to read and
//! to write, `schema` the tables and their versions (`migrations/`), `fault` what SQLite's codes mean. `damage` looks
//! at a file before SQLite does, `snapshot` takes and brings back copies, `archive` takes everything out and in.

mod archive;
mod archive_merge;
mod archive_read;
mod archive_rows;
mod archive_write;
mod assignments;
mod damage;
mod damage_door;
mod damage_sum;
mod damage_wal;
mod damage_watch;
mod fault;
mod forget;
mod open;
mod path;
mod places;
mod query;
mod record;
mod requests;
mod schema;
mod search;
mod sessions;
mod settings;
mod snapshot;
mod snapshot_day;
mod statistics;
mod stories;

pub use archive::{Imported, Rows};
pub use damage::{Damage, Notice};
pub use open::{Library, Opened};
pub use record::{
    Assignment, Begin, Branch, Fact, Hit, LineId, Mode, Outbound, Page, Place, RequestId, Said, SaidLine,
    Session, SessionId, Speaker, Statistics, Story,
};
pub use snapshot::Snapshot;
