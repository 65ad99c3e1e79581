//! What is kept of the listener's sessions, in one SQLite file.
//!
//! What a call acknowledged is on disk, whatever happens next. A damaged file is moved aside, never deleted.

mod record;

pub use record::{
    Assignment, Begin, Branch, Fact, Hit, LineId, Mode, Outbound, Place, Said, SaidLine, Session, SessionId,
    Speaker, Story,
};
