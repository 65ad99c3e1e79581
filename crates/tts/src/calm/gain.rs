//! How loud a voice is and how quickly it speaks, so that all can be made alike.

use vesper_speech::{Out, Result, Spoken};

use super::fault::Checked;
use super::memory::Recalled;
use super::model::Model;
use super::take::{Delivery, Take};
use super::text;
use super::threads::Threads;
use crate::align::{self, Expected};
use crate::finish;
use crate::reading::read;

/// Loudness of a plain line in dBFS, weighted for the ear: that of the system voice.
pub(crate) const LEVEL: f32 = -20.0;
/// A voice that is further off than this was not speech.
const MOST: f32 = 10.0;
/// It is measured at a tenth, where nothing is limited.
const QUIET: f32 = 0.1;
/// What a voice says to be measured: two seconds with all vowels, in the language that it was taught.
const ENGLISH: &str = "The house was quiet, and outside the rain came down.";
const SENTENCES: [(&str, &str); 6] = [
    ("de", "Im Hause war es still, und draußen fiel der Regen."),
    ("es", "La casa estaba en silencio, y fuera caía la lluvia."),
    ("fr", "La maison était calme, et dehors la pluie tombait."),
    ("it", "La casa era silenziosa, e fuori cadeva la pioggia."),
    ("nl", "Het huis was stil, en buiten viel de regen."),
    ("pt", "A casa estava em silêncio, e lá fora caía a chuva."),
];

/// Decibels for which it is measured how much more is needed behind the limiter.
const LOUDER: [f32; 3] = [2.0, 4.0, 6.0];

/// What was measured of a voice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Measure {
    /// The factor that brings it to the level of all others.
    pub(crate) gain: f32,
    /// Seconds for each that its words are expected to take.
    pub(crate) tempo: f32,
    /// Seconds that it took.
    pub(crate) seconds: f32,
    /// By which factor it must be raised besides to be louder by as much as [`LOUDER`] says.
    lifts: [f32; LOUDER.len()],
}

impl Measure {
    /// The factor that brings it to the level of all others if it shall then be louder by `volume`, a factor too.
    pub(crate) fn gain(&self, volume: f32) -> f32 {
        let decibels = 20.0 * volume.max(1.0).log10();
        let mut below = (0.0, 1.0);
        for (louder, lift) in LOUDER.into_iter().zip(self.lifts) {
            if decibels <= louder {
                let share = (decibels - below.0) / (louder - below.0);
                return self.gain * (below.1 + share * (lift - below.1));
            }
            below = (louder, lift);
        }
        self.gain * below.1
    }
}

/// Measures `voice` on a sentence that only this function hears, always the same, so that a voice is as loud today as
/// yesterday.
pub(crate) fn measure(
    model: &Model,
    threads: &Threads,
    voice: &Recalled,
    language: &str,
    check: &dyn Fn() -> Result<()>,
) -> Checked<Measure> {
    let (heard, words) = say(model, threads, voice, language, 0.0, check)?;
    let rate = model.decoder.rate();
    let loudness = finish::weighted_loudness(&heard, rate) / QUIET;
    let level = 10_f32.powf(LEVEL / 20.0);
    let gain = if loudness > 0.0 { (level / loudness).clamp(1.0 / MOST, MOST) } else { 1.0 };
    let lift = |louder: f32| {
        let volume = finish::volume(louder);
        finish::lift(&heard, rate, gain / QUIET * volume, level * volume)
    };
    let heard_at = 20.0 * (loudness * QUIET).max(f32::MIN_POSITIVE).log10();
    Ok(Measure {
        gain,
        tempo: align::tempo(rate, heard_at, &words, &heard),
        seconds: heard.len() as f32 / rate as f32,
        lifts: LOUDER.map(lift),
    })
}

/// What is heard of the sentence, at a tenth of its loudness, with the model's own knob for the pace at `drawn`; and its
/// words.
pub(crate) fn say(
    model: &Model,
    threads: &Threads,
    voice: &Recalled,
    language: &str,
    drawn: f32,
    check: &dyn Fn() -> Result<()>,
) -> Checked<(Vec<f32>, Vec<Expected>)> {
    let primary = language.split('-').next().unwrap_or(language);
    let sentence =
        SENTENCES.iter().find(|(tag, _)| *tag == primary).map_or(ENGLISH, |(_, sentence)| *sentence);
    let words = read(sentence, language).sentences.iter().flat_map(text::words).collect();
    let Some(piece) = text::prepared(sentence, words, &model.config.speech) else {
        return Ok((Vec::new(), Vec::new()));
    };
    let take = Take {
        line: 0,
        tokens: model.words.tokens(&piece.text)?,
        words: Vec::new(),
        voice: voice.clone(),
        drawn,
        temperature: model.config.speech.temperature,
        seed: 0,
        tail: piece.tail,
    };
    let delivery = Delivery { gain: QUIET, ..Delivery::default() };
    let mut heard = Heard { samples: Vec::new(), check };
    model.speak(threads, std::slice::from_ref(&take), &[delivery], &mut heard)?;
    Ok((heard.samples, piece.words))
}

/// Keeps what is said to be measured.
struct Heard<'a> {
    samples: Vec<f32>,
    check: &'a dyn Fn() -> Result<()>,
}

impl Out<Spoken> for Heard<'_> {
    fn put(&mut self, spoken: Spoken) -> Result<()> {
        self.samples.extend(spoken.samples);
        Ok(())
    }

    fn check(&self) -> Result<()> {
        (self.check)()
    }
}
