//! The echo of our own loudspeaker, taken out of what the microphone hears.
//!
//! What the loudspeaker plays travels from its callback to the ear through [`FarEnd`]; [`Alignment`] brings it to the
//! microphone's own clock; [`Canceller`] takes its echo out, block by block.

mod align;
mod canceller;
mod far;
mod highpass;

pub(crate) use align::Alignment;
pub use canceller::{BLOCK, Canceller, Denoise, Echo};
pub use far::FarEnd;
pub(crate) use far::Tap;
