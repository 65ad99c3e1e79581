//! Speech that a model itself makes slower or quicker, where it can.

use super::fault::Checked;
use super::gain;
use super::model::Model;
use super::person::Ready;
use super::threads::Threads;

/// Paces that are remembered of a voice.
const REMEMBERED: usize = 16;
/// Paces nearer to each other are one.
const ALIKE: f32 = 0.01;

/// How a pace is come by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Paced {
    /// What the model's own knob is set to: a share by which everything shall take longer.
    pub(crate) drawn: f32,
    /// How much quicker its sound is made then, as a factor.
    pub(crate) rest: f32,
}

/// What was found out of one voice.
#[derive(Clone, Default)]
pub(crate) struct Paces(Vec<(f32, Paced)>);

impl Paces {
    /// How `voice` comes to speak at `pace`, measured when it is first asked for.
    ///
    /// Phonon has a knob, but its makers do not say what its numbers mean. So it is tried: what the knob does not bring is
    /// left to the stretching of the sound, and where it brings nothing it is not touched.
    ///
    /// # Errors
    /// What fails in the model; what `check` answers.
    pub(crate) fn of(
        &mut self,
        pace: f32,
        voice: &Ready,
        model: &Model,
        threads: &Threads,
        language: &str,
        check: &dyn Fn() -> vesper_speech::Result<()>,
    ) -> Checked<Paced> {
        let stretched = Paced { drawn: 0.0, rest: pace };
        if !model.lm.has_pace() || (pace - 1.0).abs() < ALIKE {
            return Ok(stretched);
        }
        if let Some((_, paced)) = self.0.iter().find(|(known, _)| (known - pace).abs() < ALIKE) {
            return Ok(*paced);
        }
        let drawn = 1.0 / pace - 1.0;
        let (heard, _) = gain::say(model, threads, &voice.voice, language, drawn, check)?;
        let seconds = heard.len() as f32 / model.decoder.rate() as f32;
        let paced = weigh(pace, drawn, voice.measure.seconds, seconds).unwrap_or(stretched);
        if self.0.len() == REMEMBERED {
            self.0.remove(0);
        }
        self.0.push((pace, paced));
        Ok(paced)
    }
}

/// What is left to do when the same sentence took so many seconds `plain`, and so many with the knob at `knob`; none where
/// there is more to do than before.
fn weigh(pace: f32, knob: f32, plain: f32, with_knob: f32) -> Option<Paced> {
    let rest = pace * with_knob / plain;
    (rest.is_finite() && rest > 0.0 && rest.ln().abs() < pace.ln().abs())
        .then_some(Paced { drawn: knob, rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_knob_is_used_where_it_brings_the_voice_nearer_to_its_pace() {
        // It does all, half, nothing, too much, the opposite.
        assert_eq!(weigh(0.5, 1.0, 3.0, 6.0), Some(Paced { drawn: 1.0, rest: 1.0 }));
        assert_eq!(weigh(0.5, 1.0, 3.0, 4.5), Some(Paced { drawn: 1.0, rest: 0.75 }));
        assert_eq!(weigh(0.5, 1.0, 3.0, 3.0), None);
        assert_eq!(weigh(0.5, 1.0, 3.0, 15.0), None);
        assert_eq!(weigh(2.0, -0.5, 3.0, 4.0), None);
        assert_eq!(weigh(2.0, -0.5, 0.0, 4.0), None);
        assert_eq!(weigh(2.0, -0.5, 3.0, 0.0), None);
    }
}
