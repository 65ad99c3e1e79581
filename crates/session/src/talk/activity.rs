//! Who is silent and who speaks, from the probabilities of speech: with hysteresis, in samples.

use std::time::Duration;

use vesper_speech::HEARD_RATE;

/// A probability from which a frame may begin speech, and one below which it is no speech. (The same as cut a
/// recording into utterances: less than 1 % of a noisy kitchen reaches the first, and voices that sink at the end of
/// a sentence stay above the second.)
const BEGINS: f32 = 0.75;
const GOES_ON: f32 = 0.5;
/// Voice in a row that is speech, not a click.
pub(crate) const ONSET: u64 = samples(96);
/// What comes before the first frame that begins speech and would go on with it belongs to it, up to here.
const LEADING: u64 = samples(64);
/// Voice in a row that ends a silence.
const SPEAKS_ON: u64 = samples(64);
/// What is counted of one frame at most: after a gap in the microphone nothing is known of the time between.
const LONGEST_FRAME: u64 = samples(100);

/// Samples at [`HEARD_RATE`] in so many milliseconds.
pub(crate) const fn samples(milliseconds: u64) -> u64 {
    milliseconds * HEARD_RATE as u64 / 1000
}

pub(crate) fn duration(samples: u64) -> Duration {
    Duration::from_micros(samples.saturating_mul(1_000_000 / 16) / (HEARD_RATE as u64 / 16))
}

/// What the frames so far say. All counts are samples.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Activity {
    /// Heard in all.
    pub(crate) until: u64,
    /// Voice in a row up to now.
    pub(crate) run: u64,
    /// What may have been voice, in a row up to now: it was, where voice follows.
    leading: u64,
    /// Where the last voice ended that was more than a click.
    pub(crate) spoke_until: u64,
    /// Voice since [`begin`](Activity::begin).
    pub(crate) voiced: u64,
}

impl Activity {
    /// Takes the next frame; one that comes twice, or out of order, is nothing.
    pub(crate) fn take(&mut self, until: u64, probability: f32) {
        let length = until.saturating_sub(self.until).min(LONGEST_FRAME);
        self.until = self.until.max(until);
        // A detector that gives no number heard nothing.
        let begins = probability >= BEGINS;
        let goes_on = self.run > 0 && probability >= GOES_ON;
        if !(begins || goes_on) {
            self.run = 0;
            self.leading = if probability >= GOES_ON { (self.leading + length).min(LEADING) } else { 0 };
            return;
        }
        let length = length + std::mem::take(&mut self.leading);
        self.run += length;
        self.voiced += length;
        if self.run >= SPEAKS_ON {
            self.spoke_until = self.until;
        }
    }

    /// This frame is voice, or may turn out to have been the beginning of it.
    pub(crate) fn may_speak(&self) -> bool {
        self.run > 0 || self.leading > 0
    }

    /// An utterance begins with the voice that is heard now.
    pub(crate) fn begin(&mut self) {
        self.voiced = self.run;
        self.spoke_until = self.until;
    }

    /// How long nobody has spoken.
    pub(crate) fn silence(&self) -> u64 {
        self.until - self.spoke_until
    }
}
