//! The speaker: the mixer behind a device's callback.

#[cfg(any(test, feature = "by-hand"))]
mod by_hand;
mod callback;
mod heard;

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use cpal::traits::{DeviceTrait, StreamTrait};
use vesper_speech::{AudioSink, Health, Kind, Level, Mark, RATE, Result};

use crate::devices::{
    self, Aim, Direction, Format, Sight, Vitals, Watch, is_served, name_of, on_own_connection, refused,
    within,
};
use crate::echo::FarEnd;
use crate::mixer::{Desk, mixer};
use crate::silence::Silence;
#[cfg(any(test, feature = "by-hand"))]
pub use by_hand::Puller;
use callback::Callback;
use heard::Heard;

/// Samples of voice that the ring takes: two seconds.
pub(crate) const CAPACITY: usize = 2 * RATE as usize;

/// How much the device asks for at a time.
const PERIOD: Duration = Duration::from_millis(10);

/// The same where a sound service asks: its client calls us on an ordinary thread, and on a machine with
/// twice as much to do as it has cores, periods of 10 ms had gaps many times a second, 30 ms rarely one.
const SERVED_PERIOD: Duration = Duration::from_millis(30);

/// How long the sound service may take to make a stream.
const OPENING: Duration = Duration::from_secs(3);

/// Opens the device that `preference` names (see [`Device::id`](crate::Device::id)); where that is
/// missing, the default device; where there is none at all, [`Silence`]. `voice` and `bed` are the volumes
/// of the beginning, 0..1.
///
/// It never fails. A sink that had to make do says [`Health::Moved`] as soon as something better is there.
///
/// ```no_run
/// let preference: Option<String> = None;
/// let open: vesper_speech::OpenSink =
///     Box::new(move || Ok(vesper_audio::open(preference.as_deref(), 1.0, 0.6)));
/// ```
pub fn open(preference: Option<&str>, voice: f32, bed: f32) -> Box<dyn AudioSink> {
    opened(preference, (voice, bed), None)
}

/// The same, with an [`Ear`](crate::Ear) that takes the echo of what is played out of what it hears: `far` is its far end.
pub fn open_heard(preference: Option<&str>, voice: f32, bed: f32, far: &FarEnd) -> Box<dyn AudioSink> {
    opened(preference, (voice, bed), Some(far))
}

fn opened(preference: Option<&str>, (voice, bed): (f32, f32), far: Option<&FarEnd>) -> Box<dyn AudioSink> {
    let mut sink: Box<dyn AudioSink> = match best(preference, far) {
        Ok(speaker) => Box::new(speaker),
        Err(cause) => {
            tracing::warn!("playing into silence: {cause}");
            Box::new(Silence::new())
        }
    };
    sink.volume(voice, bed);
    sink
}

fn best(preference: Option<&str>, far: Option<&FarEnd>) -> Result<Speaker> {
    let Some(wanted) = preference else { return Speaker::aimed(Aim::Default, far) };
    Speaker::aimed(Aim::Device(wanted.to_owned()), far).or_else(|cause| {
        tracing::info!("taking the default speaker: {cause}");
        Speaker::aimed(Aim::DefaultUntil(wanted.to_owned()), far)
    })
}

/// A device that plays.
///
/// Opening is the caller's business, once more after each [`Health::Lost`] or [`Health::Moved`]. Dropping
/// it closes the device, and waits a second for that at most.
pub struct Speaker {
    desk: Desk,
    heard: Arc<Heard>,
    vitals: Arc<Vitals>,
    /// None where the device is not one of the system's.
    watch: Option<Watch>,
    name: String,
    /// Voice samples taken since the beginning, and how many of them before the last clear.
    written: u64,
    base: u64,
    /// The latest answer of `played`: a device that corrects its delay must not turn time back.
    latest: Cell<u64>,
    glitches: u64,
    stream: Option<cpal::Stream>,
}

impl Speaker {
    /// Opens the device whose id or name is `device`, or the system's default and follows it: when the
    /// default changes, [`health`](AudioSink::health) says [`Health::Moved`].
    ///
    /// # Errors
    /// `Kind::MissingDevice` where there is no such device or another program holds it, `Kind::Denied`
    /// where the system keeps it from us, `Kind::LostDevice` where it does not answer within five seconds,
    /// `Kind::Engine` where it takes no format that we make.
    pub fn open(device: Option<&str>) -> Result<Speaker> {
        Speaker::aimed(device.map_or(Aim::Default, |wanted| Aim::Device(wanted.to_owned())), None)
    }

    fn aimed(aim: Aim, far: Option<&FarEnd>) -> Result<Speaker> {
        let far = far.cloned();
        within(&aim.subject(Direction::Output), move || {
            let device = aim.find(Direction::Output)?;
            on_own_connection(&device, |device| Speaker::play_on(device, aim, far.as_ref()))
        })
    }

    fn play_on(device: &cpal::Device, aim: Aim, far: Option<&FarEnd>) -> Result<Speaker> {
        let name = name_of(device);
        let refuse = |cause: cpal::Error| refused(&name, Direction::Output, &cause);
        let ranges = device.supported_output_configs().map_err(refuse)?;
        let served = is_served(device);
        let format = devices::of_speaker(ranges, if served { SERVED_PERIOD } else { PERIOD })
            .ok_or_else(|| refuse(cpal::ErrorKind::UnsupportedConfig.into()))?;
        let start = |with_period| Speaker::start(device, &name, &format, with_period, far);
        let (desk, heard, vitals, stream) = match start(true) {
            // Some drivers take no period but their own. PulseAudio's own would be two seconds.
            Err(error) if error.kind == Kind::Engine && !served => start(false)?,
            started => started?,
        };
        let watch = aim.watch(Direction::Output, device);
        Ok(Speaker {
            desk,
            heard,
            vitals,
            watch: Some(watch),
            name,
            written: 0,
            base: 0,
            latest: Cell::new(0),
            glitches: 0,
            stream: Some(stream),
        })
    }

    fn start(
        device: &cpal::Device,
        name: &str,
        format: &Format,
        with_period: bool,
        far: Option<&FarEnd>,
    ) -> Result<(Desk, Arc<Heard>, Arc<Vitals>, cpal::Stream)> {
        let refuse = |cause: cpal::Error| refused(name, Direction::Output, &cause);
        let (desk, mixer) = mixer(CAPACITY);
        let (heard, vitals) = (Arc::new(Heard::new()), Arc::new(Vitals::new()));
        let mut callback = Callback::new(mixer, format, heard.clone(), vitals.clone(), far.map(FarEnd::tap))
            .ok_or_else(|| refuse(cpal::ErrorKind::UnsupportedConfig.into()))?;
        let failing = vitals.clone();
        let stream = device
            .build_output_stream_raw(
                format.config(with_period),
                format.sample,
                move |data, info| {
                    let stamp = info.timestamp();
                    callback.fill(data, stamp.playback.duration_since(stamp.callback));
                },
                move |cause| failing.failed(&cause),
                Some(OPENING),
            )
            .map_err(refuse)?;
        stream.play().map_err(refuse)?;
        Ok((desk, heard, vitals, stream))
    }

    fn lost(&self, what: impl std::fmt::Display) -> Health {
        Health::Lost(format!("{}: {what}", self.name))
    }
}

impl AudioSink for Speaker {
    fn device(&self) -> Option<String> {
        Some(self.name.clone())
    }

    fn write(&mut self, samples: &[f32]) -> usize {
        let taken = self.desk.write(samples);
        self.written += taken as u64;
        taken
    }

    fn mark(&mut self, at: u64, mark: &Mark) -> bool {
        self.desk.mark(at, mark)
    }

    fn played(&self) -> u64 {
        let heard = self.heard.position(self.vitals.now()).unwrap_or(0).saturating_sub(self.base);
        let heard = heard.max(self.latest.get());
        self.latest.set(heard);
        heard
    }

    fn pause(&mut self) {
        self.desk.pause();
    }

    fn resume(&mut self) {
        self.desk.resume();
    }

    fn clear(&mut self) {
        self.desk.clear();
        self.base = self.written;
        self.latest.set(0);
    }

    fn duck(&mut self, gain: f32) {
        self.desk.duck(gain);
    }

    fn ducked(&self) -> Option<u64> {
        self.desk.ducked()
    }

    fn restore(&mut self, from: Option<u64>) {
        self.desk.restore(from);
    }

    fn stop(&mut self) {
        self.desk.stop();
        self.base = self.written;
        self.latest.set(0);
    }

    fn stopped(&self) -> Option<u64> {
        self.desk.stopped()
    }

    fn volume(&mut self, voice: f32, bed: f32) {
        self.desk.volume(voice, bed);
    }

    fn level(&self) -> Level {
        self.desk.level()
    }

    fn health(&mut self) -> Health {
        let glitches = self.vitals.glitches();
        if glitches != self.glitches {
            self.glitches = glitches;
            tracing::debug!("{}: ran dry {glitches} times", self.name);
        }
        match (self.watch.as_ref().and_then(Watch::seen), self.vitals.fault()) {
            (Some(Sight::Moved), _) => Health::Moved,
            (_, Some(fault)) => self.lost(fault),
            (Some(Sight::Gone), None) => self.lost("it was disconnected."),
            (None, None) if self.vitals.rerouted() => Health::Moved,
            (None, None) if self.vitals.stalls() => self.lost("it stopped taking sound."),
            (None, None) => Health::Fine,
        }
    }
}

impl Drop for Speaker {
    fn drop(&mut self) {
        if let Some(stream) = self.stream.take() {
            devices::close(stream);
        }
    }
}
