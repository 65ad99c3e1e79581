//! Everything that sounds: the speaker, the microphone, the mixing of voice, beds and bells, resampling and
//! audio files.

mod beds;
mod convert;
mod converted;
mod devices;
mod ear;
mod echo;
mod file;
mod gain;
mod meter;
mod microphone;
mod mixer;
mod preroll;
mod read;
mod resample;
mod silence;
mod speaker;

pub use converted::Converted;
pub use devices::{Device, Direction, devices};
#[cfg(any(test, feature = "by-hand"))]
pub use devices::{Fault, Time};
pub use ear::{Ear, EarFaults, Hearing};
pub use echo::{BLOCK, Canceller, Denoise, Echo, FarEnd};
pub use file::{AudioFile, Remarks, Tags};
pub use gain::Gain;
pub use microphone::Microphone;
#[cfg(any(test, feature = "by-hand"))]
pub use microphone::Pusher;
pub use preroll::PreRoll;
pub use read::{FileSource, read, read_at};
pub use silence::Silence;
#[cfg(any(test, feature = "by-hand"))]
pub use speaker::Puller;
pub use speaker::{Speaker, open, open_heard};
