//! Everything that sounds: the speaker, the microphone, the mixing of voice, beds and bells, resampling and
//! audio files.

mod beds;
mod converted;
mod devices;
mod file;
mod meter;
mod microphone;
mod mixer;
mod read;
mod resample;
mod silence;
mod speaker;

pub use converted::Converted;
pub use devices::{Device, Direction, devices};
#[cfg(any(test, feature = "by-hand"))]
pub use devices::{Fault, Time};
pub use file::{AudioFile, Remarks, Tags};
pub use microphone::Microphone;
#[cfg(any(test, feature = "by-hand"))]
pub use microphone::Pusher;
pub use read::{FileSource, read, read_at};
pub use silence::Silence;
#[cfg(any(test, feature = "by-hand"))]
pub use speaker::Puller;
pub use speaker::{Speaker, open};
