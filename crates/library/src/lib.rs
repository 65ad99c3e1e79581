//! What is kept of the listener's sessions, in one SQLite file.
//!
//! What a call acknowledged is on disk, whatever happens next. A damaged file is moved aside, never deleted.

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
