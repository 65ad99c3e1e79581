//! The ear: a microphone without the echo of our own loudspeaker.

#[cfg(test)]
mod room;
#[cfg(test)]
mod tests;

use std::thread::sleep;
use std::time::Duration;

use vesper_speech::{AudioSource, FRAME, Frame, Level, Result};

use crate::echo::{Alignment, BLOCK, Canceller, Denoise, Echo, FarEnd};
use crate::gain::Gain;
use crate::microphone::Microphone;

/// How long a read waits before it looks again.
const PAUSE: Duration = Duration::from_millis(4);

/// The power of what is played from which on it is heard: -50 dBFS.
const AUDIBLE: f32 = 1e-5;

/// Blocks for which a room rings on.
const RINGING: u32 = 30;

/// How the listener is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hearing {
    /// What is played comes back through the air. False for headphones: nothing is taken out, at no cost.
    pub loudspeaker: bool,
    pub denoise: Denoise,
    /// Brings quiet and loud speakers to one level.
    pub gain: bool,
}

impl Default for Hearing {
    fn default() -> Self {
        Hearing { loudspeaker: true, denoise: Denoise::Light, gain: true }
    }
}

/// What the listener says, and nothing of what we say: the microphone, less the echo of what the far end played, less
/// noise, at an even level.
///
/// The microphone is open for as long as this lives.
pub struct Ear {
    microphone: Microphone,
    far: FarEnd,
    /// None for headphones.
    alignment: Option<Alignment>,
    canceller: Canceller,
    gain: Option<Gain>,
    /// How likely it is that somebody speaks, as its hearer last said.
    speech: Option<f32>,
    ready: Vec<f32>,
    /// The same before an echo was suppressed, and the latest frame of it; empty for headphones.
    unsuppressed: Vec<f32>,
    latest: Frame,
    /// Blocks since something was played that can be heard.
    quiet: u32,
}

/// What an [`Ear`] has met with since it was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EarFaults {
    /// Samples of the microphone, at its own rate, that nobody took in time.
    pub dropped: u64,
    /// Samples of the loudspeaker, at 48 kHz, that were not taken in time.
    pub lost: u64,
    /// How often the loudspeaker's sound was placed anew, after a gap on either side.
    pub realigned: u64,
    /// Blocks of 10 ms for which the loudspeaker had rendered nothing.
    pub starved: u64,
}

impl Ear {
    /// Opens the microphone that `preference` names or, while that is missing, the system's default. `far` is what the
    /// speaker was opened with. A read that fails with `Kind::LostDevice` asks for another opening.
    ///
    /// # Errors
    /// Those of [`Microphone::open`].
    pub fn open(preference: Option<&str>, hearing: Hearing, far: &FarEnd) -> Result<Ear> {
        Ear::at(Microphone::preferred(preference)?, hearing, far)
    }

    /// Listens through a microphone that is open already.
    ///
    /// # Errors
    /// `Kind::Engine` where what is played cannot be brought to 16 kHz.
    pub fn at(microphone: Microphone, hearing: Hearing, far: &FarEnd) -> Result<Ear> {
        let alignment = if hearing.loudspeaker { Some(Alignment::new()?) } else { None };
        if alignment.is_some() {
            far.begin();
        }
        Ok(Ear {
            microphone,
            far: far.clone(),
            alignment,
            canceller: Canceller::new(hearing.loudspeaker, hearing.denoise),
            gain: hearing.gain.then(Gain::new),
            speech: None,
            ready: Vec::with_capacity(FRAME + BLOCK),
            unsuppressed: Vec::with_capacity(FRAME + BLOCK),
            latest: Frame::default(),
            quiet: RINGING,
        })
    }

    /// The device's name.
    #[must_use]
    pub fn device(&self) -> &str {
        self.microphone.device()
    }

    /// Samples by which what is heard lags behind the microphone.
    #[must_use]
    pub fn delay(&self) -> usize {
        self.canceller.delay()
    }

    /// How loud it was lately at the microphone itself, echo and all.
    #[must_use]
    pub fn level(&self) -> Level {
        self.microphone.level()
    }

    /// Whether something was played that may be left in the latest frame: louder than -50 dBFS, up to 0.3 s before.
    #[must_use]
    pub fn is_played_over(&self) -> bool {
        self.quiet < RINGING
    }

    /// How the echo canceller fares.
    #[must_use]
    pub fn echo(&self) -> Echo {
        self.canceller.echo()
    }

    #[must_use]
    pub fn faults(&self) -> EarFaults {
        let (realigned, starved) = self.alignment.as_ref().map_or((0, 0), Alignment::faults);
        EarFaults { dropped: self.microphone.dropped(), lost: self.far.lost(), realigned, starved }
    }

    /// Takes a frame where a whole one is there, without waiting.
    ///
    /// # Errors
    /// `Kind::LostDevice` where the microphone went away or gives nothing any more.
    pub fn take(&mut self, frame: &mut Frame) -> Result<bool> {
        while self.ready.len() < FRAME {
            if !self.hear()? {
                return Ok(false);
            }
        }
        if let Some(ready) = self.ready.first_chunk::<FRAME>() {
            frame.0 = *ready;
        }
        self.ready.drain(..FRAME);
        if let Some(unsuppressed) = self.unsuppressed.first_chunk::<FRAME>() {
            self.latest.0 = *unsuppressed;
            self.unsuppressed.drain(..FRAME);
        }
        if let Some(gain) = &mut self.gain {
            let speech = self.speech.or((self.quiet < RINGING).then_some(0.0));
            gain.apply(frame, speech);
        }
        Ok(true)
    }

    /// Takes the next 10 ms in; `false` where they are not there yet.
    fn hear(&mut self) -> Result<bool> {
        let (mut near, mut far) = ([0.0; BLOCK], [0.0; BLOCK]);
        let Some(at) = self.microphone.take_some(&mut near)? else { return Ok(false) };
        if let Some(alignment) = &mut self.alignment {
            if let Some(feed) = self.far.latest() {
                alignment.follow(feed);
            }
            let plays = alignment.block(at, &mut far);
            let power = far.iter().map(|sample| sample * sample).sum::<f32>() / BLOCK as f32;
            self.quiet = if plays && power > AUDIBLE { 0 } else { self.quiet.saturating_add(1) };
        }
        self.canceller.cancel(&mut near, &far);
        self.ready.extend_from_slice(&near);
        self.unsuppressed.extend(self.canceller.unsuppressed().into_iter().flatten());
        Ok(true)
    }
}

impl AudioSource for Ear {
    fn read(&mut self, frame: &mut Frame) -> Result<()> {
        while !self.take(frame)? {
            sleep(PAUSE);
        }
        Ok(())
    }

    fn unsuppressed(&self) -> Option<&Frame> {
        self.alignment.as_ref().map(|_| &self.latest)
    }

    /// The gain learns from speech only. Where it is never told, it learns from what stands out while nothing is played.
    fn judged(&mut self, probability: f32) {
        self.speech = Some(probability);
    }
}

impl Drop for Ear {
    /// Leaves the loudspeaker's line to the next ear.
    fn drop(&mut self) {
        let Some(alignment) = &mut self.alignment else { return };
        self.far.end(alignment.release());
    }
}
