//! The microphone: a device's callback, a ring, and 16 kHz frames on the other side.

#[cfg(any(test, feature = "by-hand"))]
mod by_hand;
mod intake;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::sleep;
use std::time::Duration;

use cpal::traits::{DeviceTrait, StreamTrait};
use rtrb::{Consumer, RingBuffer};
use vesper_speech::{AudioSource, Error, FRAME, Frame, HEARD_RATE, Kind, Level, Result};

use crate::devices::{
    self, Aim, Direction, Format, NOTES, Note, Sight, Vitals, Watch, is_served, name_of, on_own_connection,
    refused, within,
};
use crate::meter::Meter;
use crate::resample::Resample;
#[cfg(any(test, feature = "by-hand"))]
pub use by_hand::Pusher;
use intake::Intake;

/// How much the device gives at a time.
const PERIOD: Duration = Duration::from_millis(10);

/// The same through a sound service, which holds no more than one such piece for us: on a machine whose
/// cores are all busy it drops pieces of 10 ms, and none of 30 ms.
const SERVED_PERIOD: Duration = Duration::from_millis(30);

/// How long the sound service may take to make a stream.
const OPENING: Duration = Duration::from_secs(3);

/// The callback cannot wake a reader without a call to the system; so the reader looks again.
const PAUSE: Duration = Duration::from_millis(4);

/// Samples of the device that are brought to our rate at a stretch.
const STRETCH: usize = 480;

/// A device that hears.
///
/// Between the callback and [`read`](AudioSource::read) lies a ring of one second. Dropping it closes the
/// device, and waits a second for that at most.
pub struct Microphone {
    name: String,
    ring: Consumer<f32>,
    notes: Consumer<Note>,
    /// When some sample was heard, counted at the device's own `rate`.
    latest: Option<Note>,
    rate: u32,
    /// From the device's rate to ours.
    resample: Resample,
    /// What was heard and not yet read, at our rate, and how many samples were read before it.
    ready: Vec<f32>,
    given: u64,
    dropped: Arc<AtomicU64>,
    vitals: Arc<Vitals>,
    meter: Meter,
    /// None where the device is not one of the system's.
    watch: Option<Watch>,
    stream: Option<cpal::Stream>,
}

impl Microphone {
    /// Opens the device whose id or name is `device`, or the system's default.
    ///
    /// # Errors
    /// `Kind::MissingDevice` where there is no such device or another program holds it, `Kind::Denied`
    /// where the system does not let us listen (the advice says where to allow it), `Kind::LostDevice`
    /// where it does not answer within five seconds, `Kind::Engine` where it gives no format that we take.
    pub fn open(device: Option<&str>) -> Result<Microphone> {
        Microphone::aimed(Aim::at(device))
    }

    /// Opens the device that `preference` names or, while that is missing, the default; reading fails with
    /// `Kind::LostDevice` once the right one is another, so that it is opened anew.
    ///
    /// # Errors
    /// Those of [`open`](Microphone::open).
    pub fn preferred(preference: Option<&str>) -> Result<Microphone> {
        let Some(wanted) = preference else { return Microphone::aimed(Aim::Default) };
        Microphone::aimed(Aim::at(preference)).or_else(|cause| {
            tracing::info!("taking the default microphone: {cause}");
            Microphone::aimed(Aim::DefaultUntil(wanted.to_owned()))
        })
    }

    fn aimed(aim: Aim) -> Result<Microphone> {
        within(&aim.subject(Direction::Input), move || {
            let device = aim.find(Direction::Input)?;
            on_own_connection(&device, |device| Microphone::listen_to(device, aim))
        })
    }

    /// The device's name.
    #[must_use]
    pub fn device(&self) -> &str {
        &self.name
    }

    /// Samples, at the device's own rate, that were lost because nobody read in time.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    /// How loud the latest frames were that were read.
    #[must_use]
    pub fn level(&self) -> Level {
        self.meter.level()
    }

    fn listen_to(device: &cpal::Device, aim: Aim) -> Result<Microphone> {
        let name = name_of(device);
        let refuse = |cause: cpal::Error| refused(&name, Direction::Input, &cause);
        let ranges = device.supported_input_configs().map_err(refuse)?;
        let served = is_served(device);
        let format = devices::of_microphone(ranges, if served { SERVED_PERIOD } else { PERIOD })
            .ok_or_else(|| refuse(cpal::ErrorKind::UnsupportedConfig.into()))?;
        let start = |with_period| Microphone::start(device, &name, &format, with_period);
        let mut microphone = match start(true) {
            // Some drivers take no period but their own.
            Err(error) if error.kind == Kind::Engine && !served => start(false)?,
            started => started?,
        };
        microphone.watch = Some(aim.watch(Direction::Input, device));
        Ok(microphone)
    }

    fn start(device: &cpal::Device, name: &str, format: &Format, with_period: bool) -> Result<Microphone> {
        let refuse = |cause: cpal::Error| refused(name, Direction::Input, &cause);
        let (mut microphone, mut intake) =
            Microphone::unheard(name, format.rate, format.channels, Vitals::new())?;
        let failing = microphone.vitals.clone();
        let stream = device
            .build_input_stream_raw(
                format.config(with_period),
                format.sample,
                move |data, _| intake.take(data),
                move |cause| failing.failed(&cause),
                Some(OPENING),
            )
            .map_err(refuse)?;
        stream.play().map_err(refuse)?;
        microphone.stream = Some(stream);
        Ok(microphone)
    }

    /// A microphone whose device is not open yet, and what its callback does.
    fn unheard(name: &str, rate: u32, channels: u16, vitals: Vitals) -> Result<(Microphone, Intake)> {
        let resample = Resample::new(rate, HEARD_RATE)?;
        let (into_ring, ring) = RingBuffer::new(rate as usize);
        let (into_notes, notes) = RingBuffer::new(NOTES);
        let (dropped, vitals) = (Arc::new(AtomicU64::new(0)), Arc::new(vitals));
        let intake = Intake::new(into_ring, into_notes, (channels, rate), dropped.clone(), vitals.clone());
        let microphone = Microphone {
            name: name.to_owned(),
            ring,
            notes,
            latest: None,
            rate,
            resample,
            ready: Vec::new(),
            given: 0,
            dropped,
            vitals,
            meter: Meter::new(HEARD_RATE),
            watch: None,
            stream: None,
        };
        Ok((microphone, intake))
    }

    /// Brings what the ring holds to our rate, up to a frame.
    fn gather(&mut self) -> Result<()> {
        while let Ok(note) = self.notes.pop() {
            self.latest = Some(note);
        }
        let mut stretch = [0.0; STRETCH];
        while self.ready.len() < FRAME {
            let (taken, _) = self.ring.pop_partial_slice(&mut stretch);
            if taken.is_empty() {
                break;
            }
            self.resample.push(taken, &mut self.ready)?;
        }
        Ok(())
    }

    /// Takes a frame where a whole one is there, without waiting.
    ///
    /// # Errors
    /// `Kind::LostDevice` where the device went away or gives nothing any more.
    pub fn take(&mut self, frame: &mut Frame) -> Result<bool> {
        Ok(self.take_some(&mut frame.0)?.is_some())
    }

    /// Takes the next samples where so many, a frame at most, are there, and says when the first of them came from the
    /// microphone, by the clock of all streams. Fails as [`take`](Microphone::take) does.
    pub(crate) fn take_some(&mut self, samples: &mut [f32]) -> Result<Option<Duration>> {
        self.gather()?;
        if let Some(heard) = self.ready.get(..samples.len()) {
            samples.copy_from_slice(heard);
            let at = self.time_of(self.given);
            self.ready.drain(..samples.len());
            self.given += samples.len() as u64;
            self.meter.measure(samples);
            return Ok(Some(at));
        }
        if let Some(fault) = self.vitals.fault() {
            return Err(self.lost(format!("went away ({fault}).")));
        }
        if self.vitals.stalls() {
            return Err(self.lost("gives no sound any more."));
        }
        match self.watch.as_ref().and_then(Watch::seen) {
            Some(Sight::Gone) => return Err(self.lost("was disconnected.")),
            Some(Sight::Moved) => return Err(self.lost("is no longer the one to listen with.")),
            None if self.vitals.rerouted() => {
                return Err(self.lost("was given to another device by the system."));
            }
            None => {}
        }
        Ok(None)
    }

    /// When sample `index` of those at our rate came.
    fn time_of(&self, index: u64) -> Duration {
        let Some(note) = self.latest else { return self.vitals.now() };
        let seconds = index as f64 / f64::from(HEARD_RATE) - note.index as f64 / f64::from(self.rate);
        Duration::try_from_secs_f64(note.at.as_secs_f64() + seconds).unwrap_or_default()
    }

    fn lost(&self, what: impl Into<String>) -> Error {
        Error::new(
            Kind::LostDevice,
            &self.name,
            what,
            "Connect it again, or choose another microphone in the settings.",
        )
    }
}

impl AudioSource for Microphone {
    fn read(&mut self, frame: &mut Frame) -> Result<()> {
        while !self.take(frame)? {
            sleep(PAUSE);
        }
        Ok(())
    }
}

impl Drop for Microphone {
    fn drop(&mut self) {
        if let Some(stream) = self.stream.take() {
            devices::close(stream);
        }
    }
}
