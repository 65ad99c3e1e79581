//! The theatre: conversations played through a virtual sound card in virtual time.
//!
//! Real are the speaker with its mixer and callback, the microphone's callback and conversion, the echo canceller, the
//! voice detector, the turn machine, what it takes words for, and the history. Made up are the sound card
//! ([`Card`]), the air ([`Room`]), the people ([`scene`]), and how long the engines take: the recogniser knows what
//! people say, the chat model has its answers, and the voice gives each word two tones of its own
//! ([`tones`]), so that what was heard is read off the loudspeaker's samples. The threads around the turn machine are
//! not part of it: they wait for a clock that cannot be hurried.

mod card;
mod chance;
mod counts;
mod engines;
mod mishap;
mod mouth;
mod people;
mod record;
mod repertoire;
mod report;
mod room;
mod scene;
mod score;
mod sounds;
mod stage;
pub mod tones;

pub use card::{Card, Format};
pub use chance::Chance;
pub use counts::{Share, Spread};
pub use engines::Delays;
pub use mishap::Mishap;
pub use record::{Done, HeardPiece, Noted, Record, Said, Trouble};
pub use repertoire::{Part, Piece, perform, repertoire};
pub use report::{line, table};
pub use room::Room;
pub use scene::{Act, Deed, scene};
pub use score::Score;
pub use sounds::{Sound, Sounds};
pub use stage::{Place, Stage};
