//! The performance: what a script says, made heard, one sample after the other.
//!
//! [`Machine`] decides and knows nothing of threads, clocks or devices: an [`Event`] goes in, [`Effect`]s
//! come out. [`Session`] is the loop around it: one thread for the control plane, one named `voice` for the
//! synthesiser and one named `mouth` for the sink. Engines arrive as boxed traits from the floor above.
//!
//! [`talk`] is whose turn it is in a conversation, [`Conversation`] that with its answers performed;
//! [`Session::converse`] adds the threads `ear`, `asr` and `chat`; [`Command::Listen`] adds the first two to a performance,
//! which what is heard then steers. [`intent`] is what an utterance means.
//!
//! Every position counts samples at [`vesper_speech::RATE`], and what is shown follows what was heard.

mod attention;
mod casting;
mod command;
mod conversation;
mod desk;
mod ear;
mod fill;
mod growing;
mod heard;
mod heed;
pub mod intent;
mod machine;
mod mouth;
mod navigate;
mod open_voice;
mod partners;
mod place;
mod replan;
mod reply;
mod report;
mod run;
mod sheet;
mod show;
mod sink;
mod source;
mod stage;
pub mod talk;
mod thinking;
mod transcript;
mod voice;
mod words;
mod work;

pub use attention::Attention;
pub use command::{AtAsk, Command, Request, Settings};
pub use conversation::{Conversation, Deed};
pub use desk::Desk;
pub use growing::{Growing, More, Own, Page, Wanted, Written};
pub use heard::HeardLine;
pub use machine::{Effect, Event, Machine, Piece};
pub use open_voice::{GaveOut, OpenVoice};
pub use place::Place;
pub use report::{Began, Choice, Notice, NoticeKind, Report};
pub use run::{Parts, Session, Teller};
pub use stage::{Breath, Caption, ChapterView, Phase, Saying, Stage};
