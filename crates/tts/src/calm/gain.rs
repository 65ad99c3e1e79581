//! How loud a voice is, so that all can be made equally loud.

use vesper_speech::{Out, Result, Spoken};

use super::fault::Checked;
use super::memory::Recalled;
use super::model::Model;
use super::take::Take;
use super::text;
use super::threads::Threads;
use crate::finish;

/// Loudness of a plain line in dBFS, weighted for the ear: that of the system voice.
const LEVEL: f32 = -20.0;
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

/// The factor that brings `voice` to the level of all others: measured on a sentence that only this function hears, always
/// the same, so that a voice is as loud today as yesterday.
pub(crate) fn measure(
    model: &Model,
    threads: &Threads,
    voice: &Recalled,
    language: &str,
    check: &dyn Fn() -> Result<()>,
) -> Checked<f32> {
    let primary = language.split('-').next().unwrap_or(language);
    let sentence =
        SENTENCES.iter().find(|(tag, _)| *tag == primary).map_or(ENGLISH, |(_, sentence)| *sentence);
    let Some(piece) = text::prepared(sentence, &model.config.speech) else { return Ok(1.0) };
    let take = Take {
        line: 0,
        tokens: model.words.tokens(&piece.text)?,
        voice: voice.clone(),
        pace: 1.0,
        gain: QUIET,
        temperature: model.config.speech.temperature,
        seed: 0,
        tail: piece.tail,
    };
    let mut heard = Heard { samples: Vec::new(), check };
    model.speak(threads, std::slice::from_ref(&take), 1, &mut heard)?;
    let rate = model.decoder.rate();
    let loudness = finish::weighted_loudness(&heard.samples, rate) / QUIET;
    let wanted = 10_f32.powf(LEVEL / 20.0);
    Ok(if loudness > 0.0 { (wanted / loudness).clamp(1.0 / MOST, MOST) } else { 1.0 })
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
