//! Which speakers and microphones there are, and what each of them can do.

mod aim;
mod clock;
#[cfg(any(test, feature = "by-hand"))]
mod fault;
mod format;
mod host;
mod limit;
mod refusal;
mod vitals;
mod watch;

pub(crate) use aim::Aim;
#[cfg(any(test, feature = "by-hand"))]
pub use clock::Time;
pub(crate) use clock::{Clock, NOTES, Note};
#[cfg(any(test, feature = "by-hand"))]
pub use fault::Fault;
pub(crate) use format::{Format, of_microphone, of_speaker};
pub(crate) use host::{default_of, default_present, find, id_of, is_served, name_of, on_own_connection};
pub(crate) use limit::{close, within};
pub(crate) use refusal::refused;
pub(crate) use vitals::Vitals;
pub(crate) use watch::{Sight, Watch};

use cpal::traits::{DeviceTrait, HostTrait};
use vesper_speech::Result;

/// Which way the sound goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// It is heard: a loudspeaker, headphones.
    Output,
    /// It hears: a microphone.
    Input,
}

impl Direction {
    fn serves(self, device: &cpal::Device) -> bool {
        match self {
            Direction::Output => device.supports_output(),
            Direction::Input => device.supports_input(),
        }
    }

    /// What a listener calls a device of this direction.
    pub(crate) fn noun(self) -> &'static str {
        match self {
            Direction::Output => "speaker",
            Direction::Input => "microphone",
        }
    }
}

/// A device that can be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Stays the same from run to run: what settings keep, and what
    /// [`Speaker::open`](crate::Speaker::open) and [`Microphone::open`](crate::Microphone::open) take.
    pub id: String,
    /// For people; two devices may share one name.
    pub name: String,
    pub direction: Direction,
    /// The one that the system uses unless told otherwise.
    pub is_default: bool,
}

/// Every speaker and microphone of this machine, in the system's order. A machine without a sound card
/// has none, which is no error.
///
/// # Errors
/// `Kind::LostDevice` where the sound service does not answer, `Kind::MissingDevice` where there is no
/// sound service at all, `Kind::Denied` where the system keeps it from us.
pub fn devices() -> Result<Vec<Device>> {
    within("the sound service", || {
        let host = host::host()?;
        let all = host.devices().map_err(|e| refused("the sound service", Direction::Output, &e))?;
        let all: Vec<cpal::Device> = all.filter(host::is_audible).collect();
        let outputs = describe(&all, Direction::Output, host.default_output_device());
        let inputs = describe(&all, Direction::Input, host.default_input_device());
        Ok(outputs.into_iter().chain(inputs).collect())
    })
}

fn describe(all: &[cpal::Device], direction: Direction, default: Option<cpal::Device>) -> Vec<Device> {
    let default = default.as_ref().map(id_of);
    all.iter()
        .filter(|device| direction.serves(device))
        .map(|device| {
            let id = id_of(device);
            let is_default = default.as_deref() == Some(id.as_str());
            Device { id, name: name_of(device), direction, is_default }
        })
        .collect()
}
