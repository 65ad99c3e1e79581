use vesper_speech::{FRAME, Frame, HEARD_RATE};

/// How loud speech is to be, as a share of full scale: -23 dBFS.
const WANTED: f32 = 0.071;

/// What is quieter than this is no speech, however near: -60 dBFS.
const QUIET: f32 = 0.001;

/// From this probability on a frame counts as speech.
const SPEECH: f32 = 0.7;

/// Where nobody tells, speech is what is this many times as strong as the quietest lately: 10 dB.
const ABOVE: f32 = 10.0;

/// How fast what counts as the quietest rises by itself, a frame: 1.4 dB a second.
const FORGETTING: f32 = 1.01;

/// At most 24 dB up and 12 dB down.
const MOST: f32 = 15.85;
const LEAST: f32 = 0.25;

/// Decibels that it moves in a second of speech, at most.
const PACE: f32 = 6.0;

/// Seconds of speech over which its loudness is averaged.
const SPAN: f32 = 0.8;

/// Nothing comes out louder than this.
const CEILING: f32 = 0.98;

const FRAME_SECONDS: f32 = FRAME as f32 / HEARD_RATE as f32;

/// Brings quiet and loud speakers to one level, slowly, and learns from speech only: silence, noise and what is left of
/// an echo never raise it.
pub struct Gain {
    gain: f32,
    /// The gain at the end of the latest frame.
    reached: f32,
    /// Power of speech lately; none before the first.
    power: Option<f32>,
    /// Power of the quietest frame lately.
    floor: f32,
}

impl Gain {
    #[must_use]
    pub fn new() -> Gain {
        Gain { gain: 1.0, reached: 1.0, power: None, floor: 1.0 }
    }

    /// The factor that the latest frame ended with.
    #[must_use]
    pub fn factor(&self) -> f32 {
        self.reached
    }

    /// Applies the gain to `frame`, without a step and never beyond full scale. `speech` is how likely it is that somebody
    /// speaks in it, 0..1; the gain learns where that is likely. Where nobody can tell, what stands out from the quietest
    /// lately is taken for speech.
    pub fn apply(&mut self, frame: &mut Frame, speech: Option<f32>) {
        let power = frame.0.iter().map(|sample| sample * sample).sum::<f32>() / FRAME as f32;
        self.floor = power.min(self.floor * FORGETTING).max(QUIET * QUIET / ABOVE);
        let spoken = speech.map_or(power > ABOVE * self.floor, |speech| speech >= SPEECH);
        if spoken && power > QUIET * QUIET {
            self.learn(power);
        }
        let peak = frame.0.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
        let goal = if peak * self.gain > CEILING { CEILING / peak } else { self.gain };
        // A frame that would be too loud is turned down from its first sample on.
        let begin = self.reached.min(if peak > 0.0 { CEILING / peak } else { f32::INFINITY });
        for (n, sample) in frame.0.iter_mut().enumerate() {
            *sample *= begin + (goal - begin) * (n + 1) as f32 / FRAME as f32;
        }
        self.reached = goal;
    }

    fn learn(&mut self, power: f32) {
        let keep = (-FRAME_SECONDS / SPAN).exp();
        let known = self.power.map_or(power, |known| keep * known + (1.0 - keep) * power);
        self.power = Some(known);
        let wanted = (WANTED / known.sqrt()).clamp(LEAST, MOST);
        let step = 10_f32.powf(PACE * FRAME_SECONDS / 20.0);
        self.gain = wanted.clamp(self.gain / step, self.gain * step);
    }
}

impl Default for Gain {
    fn default() -> Self {
        Gain::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(level: f32) -> Frame {
        let mut frame = Frame::default();
        for (n, sample) in frame.0.iter_mut().enumerate() {
            *sample = level * std::f32::consts::SQRT_2 * (n as f32 * std::f32::consts::TAU / 32.0).sin();
        }
        frame
    }

    fn rms(frame: &Frame) -> f32 {
        (frame.0.iter().map(|x| x * x).sum::<f32>() / FRAME as f32).sqrt()
    }

    /// The level after `seconds` of a tone of `level`.
    fn after(gain: &mut Gain, level: f32, speech: impl Into<Option<f32>>, seconds: f32) -> f32 {
        let (speech, mut last) = (speech.into(), 0.0);
        for _ in 0..(seconds / FRAME_SECONDS) as usize {
            let mut frame = tone(level);
            gain.apply(&mut frame, speech);
            last = rms(&frame);
        }
        last
    }

    #[test]
    fn quiet_and_loud_speakers_come_to_one_level() {
        for level in [0.01, 0.071, 0.25] {
            let reached = after(&mut Gain::new(), level, 0.95, 6.0);
            assert!((reached / WANTED - 1.0).abs() < 0.06, "{level}: {reached}");
        }
    }

    #[test]
    fn what_is_not_speech_is_never_raised() {
        let mut gain = Gain::new();
        after(&mut gain, 0.03, 0.3, 20.0);
        assert_eq!(gain.factor(), 1.0);
        after(&mut gain, 0.0002, 0.9, 20.0);
        assert_eq!(gain.factor(), 1.0, "nor what is too quiet to be any");
    }

    #[test]
    fn it_moves_slowly_and_never_beyond_full_scale() {
        let mut gain = Gain::new();
        after(&mut gain, 0.01, 0.95, 1.0);
        assert!(gain.factor() < 2.01, "{}", gain.factor());
        after(&mut gain, 0.01, 0.95, 10.0);
        let mut shout = tone(0.6);
        gain.apply(&mut shout, Some(0.0));
        assert!(shout.0.iter().all(|x| x.abs() <= CEILING + 1e-6));
    }

    #[test]
    fn where_nobody_tells_steady_noise_is_no_speech_and_words_are() {
        let mut gain = Gain::new();
        after(&mut gain, 0.01, None, 20.0);
        assert_eq!(gain.factor(), 1.0, "however long it lasts");
        for _ in 0..12 {
            after(&mut gain, 0.03, None, 0.4);
            after(&mut gain, 0.002, None, 0.3);
        }
        assert!((gain.factor() * 0.03 / WANTED - 1.0).abs() < 0.2, "{}", gain.factor());
    }
}
