//! One look at up to 30 s of audio: one run of the encoder, sized to what there is, and the likeliest words.
//!
//! The decoder is that of OpenAI's Whisper (Radford et al., 2022) without timestamps, at temperature 0. whisper.cpp has it
//! too, but wants a second run of the encoder to detect a language, reads how likely silence is at the wrong token, and
//! says the same words over and over until its limit where it lost its place.

use vesper_speech::{HEARD_RATE, Result};
use whisper_rs::{FullParams, SamplingStrategy, WhisperError, WhisperState};

use super::repetition;
use super::vocabulary::Vocabulary;

/// Positions of the encoder in a second.
const EACH_SECOND: usize = 50;
/// Positions in 30 s: what Whisper was trained with.
pub(super) const ALL: usize = 1500;
/// Silence that the encoder hears behind the last word, 2.56 s. With less, Whisper says the last words twice or goes on
/// alone; with this, transcripts of short recordings did not get worse (ggml-org/whisper.cpp#1855).
const MARGIN: usize = 128;
/// Fewer lead it astray, however short a word is: 5.12 s.
const FEWEST: usize = 256;
/// Memory is laid out anew for every size that was not there yet; so there are few.
const STEP: usize = 64;

/// Tokens that are said in a second at most, and some for a beginning. The quickest speakers need about eight.
const TOKENS_EACH_SECOND: usize = 12;
const TOKENS_AT_ONCE: usize = 16;
/// Half of the decoder's context; the other half is the prompt's.
const MOST_TOKENS: usize = 220;

/// How many positions of the encoder `samples` need, margin included.
pub(super) fn positions(samples: usize) -> usize {
    let positions = (samples * EACH_SECOND).div_ceil(HEARD_RATE as usize);
    (positions + MARGIN).max(FEWEST).next_multiple_of(STEP).min(ALL)
}

fn most_tokens(samples: usize) -> usize {
    (TOKENS_AT_ONCE + samples * TOKENS_EACH_SECOND / HEARD_RATE as usize).min(MOST_TOKENS)
}

/// Of so many threads, those that decode. The step of a token is hundreds of small operations with a barrier behind each,
/// at which ggml's threads spin: where another program has one of two cores, two threads take many times as long as one.
fn decoding(threads: usize) -> usize {
    (threads / 2).clamp(1, 4)
}

/// What is looked at, and how.
pub(super) struct Task<'t> {
    pub(super) samples: &'t [f32],
    pub(super) positions: usize,
    pub(super) threads: usize,
    /// whisper.cpp's number of the language; `None` has it detected.
    pub(super) language: Option<i32>,
    /// Tokens of what is likely to be said.
    pub(super) prompt: &'t [i32],
}

/// What one look gave.
pub(super) struct Look {
    pub(super) tokens: Vec<i32>,
    /// Tokens that were computed, those of repetitions included.
    pub(super) computed: usize,
    /// Mean logarithm of the probabilities of the tokens.
    pub(super) sureness: f32,
    /// How likely it is that nobody speaks, 0..1.
    pub(super) no_speech: f32,
    /// It lost its place, and said the same over and over.
    pub(super) repeats: bool,
}

/// whisper.cpp at one place: the state that it keeps from look to look, and what its tokens mean.
pub(super) struct Decoder<'d> {
    pub(super) state: &'d mut WhisperState,
    pub(super) vocabulary: &'d Vocabulary,
}

/// What a decoder answers with.
pub(super) enum Ended {
    Stopped(vesper_speech::Error),
    Failed(WhisperError),
}

impl From<WhisperError> for Ended {
    fn from(error: WhisperError) -> Self {
        Ended::Failed(error)
    }
}

impl Decoder<'_> {
    /// Looks at `task`. `check` is asked before each step; none of them is broken off.
    pub(super) fn look(
        &mut self,
        task: &Task<'_>,
        check: &dyn Fn() -> Result<()>,
    ) -> std::result::Result<Look, Ended> {
        set_up(self.state, task.samples, task.positions, task.threads)?;
        check().map_err(Ended::Stopped)?;
        self.state.encode(0, task.threads)?;
        let threads = decoding(task.threads);
        let mut place = 0;
        if !task.prompt.is_empty() {
            place = self.read(&[&[self.vocabulary.previous], task.prompt].concat(), place, threads)?;
        }
        place = self.read(&[self.vocabulary.start], place, threads)?;
        let logits = self.state.get_logits()?;
        let no_speech = self.vocabulary.no_speech_probability(logits);
        let spoken = task.language.and_then(|id| self.vocabulary.language(id));
        if let Some(language) = spoken.or_else(|| self.vocabulary.detected(logits)) {
            place = self.read(&[language, self.vocabulary.transcribe], place, threads)?;
        }
        place = self.read(&[self.vocabulary.no_timestamps], place, threads)?;
        self.write(place, no_speech, task, check)
    }

    /// Writes the likeliest token, and that behind it, until the text ends.
    fn write(
        &mut self,
        mut place: usize,
        no_speech: f32,
        task: &Task<'_>,
        check: &dyn Fn() -> Result<()>,
    ) -> std::result::Result<Look, Ended> {
        let mut look = Look { tokens: Vec::new(), computed: 0, sureness: 0.0, no_speech, repeats: false };
        let mut logarithms = 0.0;
        let threads = decoding(task.threads);
        loop {
            check().map_err(Ended::Stopped)?;
            let (token, logarithm) =
                self.vocabulary.likeliest(self.state.get_logits()?, look.tokens.is_empty());
            logarithms += logarithm;
            look.computed += 1;
            if token == self.vocabulary.end {
                break;
            }
            look.tokens.push(token);
            if let Some(left) = repetition::without(&look.tokens) {
                look.tokens.truncate(left);
                look.repeats = true;
                break;
            }
            if look.computed >= most_tokens(task.samples.len()) {
                break;
            }
            place = self.read(&[token], place, threads)?;
        }
        look.sureness = logarithms / look.computed.max(1) as f32;
        Ok(look)
    }

    /// Has the decoder read `tokens` from `place` on, and gives the place behind them.
    fn read(
        &mut self,
        tokens: &[i32],
        place: usize,
        threads: usize,
    ) -> std::result::Result<usize, WhisperError> {
        // The last one alone: what whisper-rs gives as logits is what stands behind the first token of a batch.
        if let Some((last, before)) = tokens.split_last() {
            if !before.is_empty() {
                self.state.decode(before, place, threads)?;
            }
            self.state.decode(&[*last], place + before.len(), threads)?;
        }
        Ok(place + tokens.len())
    }
}

/// Gives the state the spectrogram of `samples`, and so many positions for its encoder.
pub(super) fn set_up(
    state: &mut WhisperState,
    samples: &[f32],
    positions: usize,
    threads: usize,
) -> std::result::Result<(), WhisperError> {
    let mut params = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
    params.set_n_threads(threads as i32);
    params.set_audio_ctx(positions as i32);
    params.set_no_context(true);
    // Only a whole recognition sets the positions. One of a tenth of a second computes the spectrogram of all samples,
    // sets them, and then finds that so little is left that it does not begin.
    params.set_duration_ms(100);
    params.set_print_progress(false);
    params.set_print_realtime(false);
    params.set_print_timestamps(false);
    state.full(params, samples)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoder_has_room_for_all_words_and_a_margin() {
        let second = HEARD_RATE as usize;
        for samples in (0..30 * second).step_by(777) {
            let seconds = positions(samples) as f32 / EACH_SECOND as f32;
            let needed = (samples as f32 / second as f32 + 2.56).min(30.0);
            assert!(seconds >= needed, "{samples} samples get {seconds} s");
            assert!((5.12..=30.0).contains(&seconds));
        }
        assert_eq!(positions(5 * second), 384);
    }
}
