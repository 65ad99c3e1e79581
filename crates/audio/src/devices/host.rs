//! The connections to the sound service.
//!
//! Questions share one that is kept, because a PulseAudio client that carried no stream leaves a thread and
//! a socket behind when it is dropped: asking once a second with a new one would collect them. Each stream
//! has a connection of its own, because cpal puts all playback streams of one connection into one
//! synchronisation group, which PulseAudio refuses to spread over two sinks.

use std::sync::{Arc, Mutex, PoisonError};

use cpal::traits::{DeviceTrait, HostTrait};
use vesper_speech::{Error, Kind, Result};

use super::{Direction, refused};

static HOST: Mutex<Option<Arc<cpal::Host>>> = Mutex::new(None);

/// A connection for the next stream, left by one that could not be opened.
static SPARE: Mutex<Option<cpal::Host>> = Mutex::new(None);

/// The best sound system that answers now. May block for as long as the service takes: call it inside
/// [`within`](super::within) or on a thread of its own.
///
/// The order is cpal's own, in which PulseAudio (and PipeWire behind the same protocol) comes before
/// ALSA: its ALSA plugin loses samples.
pub(crate) fn host() -> Result<Arc<cpal::Host>> {
    let mut kept = HOST.lock().unwrap_or_else(PoisonError::into_inner);
    for id in cpal::available_hosts() {
        if let Some(host) = kept.as_ref().filter(|host| host.id() == id && answers(host)) {
            return Ok(host.clone());
        }
        let Ok(host) = cpal::host_from_id(id) else { continue };
        if answers(&host) {
            let host = Arc::new(host);
            *kept = Some(host.clone());
            return Ok(host);
        }
    }
    *kept = None;
    Err(Error::new(
        Kind::MissingDevice,
        "the sound service",
        "there is none that answers on this machine.",
        "Start PipeWire or PulseAudio, or connect a sound card.",
    ))
}

/// Lets `open` make a stream of `device` on a connection that no other stream uses.
pub(crate) fn on_own_connection<T>(
    device: &cpal::Device,
    open: impl FnOnce(&cpal::Device) -> Result<T>,
) -> Result<T> {
    let Ok(id) = device.id() else { return open(device) };
    let spare = SPARE.lock().unwrap_or_else(PoisonError::into_inner).take();
    let spare = spare.filter(|host| host.id() == id.host() && answers(host));
    let Some(host) = spare.or_else(|| cpal::host_from_id(id.host()).ok()) else { return open(device) };
    let opened = open(host.device_by_id(&id).as_ref().unwrap_or(device));
    if opened.is_err() {
        *SPARE.lock().unwrap_or_else(PoisonError::into_inner) = Some(host);
    }
    opened
}

fn answers(host: &cpal::Host) -> bool {
    host.devices().is_ok()
}

/// The system's default device; ALSA has one by name even where no card is behind it.
pub(crate) fn default_of(direction: Direction) -> Result<cpal::Device> {
    let host = host()?;
    let device = match direction {
        Direction::Output => host.default_output_device(),
        Direction::Input => host.default_input_device(),
    };
    device.ok_or_else(|| {
        Error::new(
            Kind::MissingDevice,
            format!("the {}", direction.noun()),
            "this machine has none.",
            "Connect one, or switch one on in the system's sound settings.",
        )
    })
}

/// Whether a default device is there, found out without opening it: ALSA complains on the terminal each
/// time that a missing card is opened.
pub(crate) fn default_present(direction: Direction) -> bool {
    let Ok(host) = host() else { return false };
    if is_alsa(&host) {
        return host.devices().is_ok_and(|mut all| all.any(|d| is_card(&d) && direction.serves(&d)));
    }
    default_of(direction).is_ok()
}

fn is_alsa(host: &cpal::Host) -> bool {
    host.id().name().eq_ignore_ascii_case("alsa")
}

/// What ALSA lists without a card behind it are its plugins: a rate converter is no loudspeaker.
pub(crate) fn is_audible(device: &cpal::Device) -> bool {
    device.id().is_ok_and(|id| !id.host().name().eq_ignore_ascii_case("alsa") || id.id().contains(':'))
}

fn is_card(device: &cpal::Device) -> bool {
    device.id().is_ok_and(|id| id.id().starts_with("hw:"))
}

/// The device that `wanted` names by its id (with or without the sound system before the colon) or by the
/// name that people read.
pub(crate) fn find(direction: Direction, wanted: &str) -> Result<cpal::Device> {
    let all: Vec<cpal::Device> = host()?
        .devices()
        .map_err(|e| refused(wanted, direction, &e))?
        .filter(|device| direction.serves(device))
        .collect();
    let by_id = all.iter().find(|d| id_of(d) == wanted || d.id().is_ok_and(|id| id.id() == wanted));
    by_id.or_else(|| all.iter().find(|d| name_of(d) == wanted)).cloned().ok_or_else(|| {
        Error::new(
            Kind::MissingDevice,
            wanted,
            format!("there is no such {} now.", direction.noun()),
            "Connect it, or choose another in the settings.",
        )
    })
}

/// Whether a sound service stands between us and the card.
pub(crate) fn is_served(device: &cpal::Device) -> bool {
    device.id().is_ok_and(|id| id.host().name().eq_ignore_ascii_case("pulseaudio"))
}

pub(crate) fn id_of(device: &cpal::Device) -> String {
    device.id().map(|id| id.to_string()).unwrap_or_default()
}

pub(crate) fn name_of(device: &cpal::Device) -> String {
    device.description().map(|d| d.name().to_owned()).unwrap_or_else(|_| id_of(device))
}
