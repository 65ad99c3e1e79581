use std::path::Path;
use std::time::Duration;

use vesper_speech::{Cores, Error, HEARD_RATE, Kind, Out, Pcm, Recognizer, Result, Segment};
use vesper_weights::whisper::Model;
use whisper_rs::{
    FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters, WhisperError, WhisperSegment,
    WhisperState,
};

mod phrases;
mod repetition;
mod vocabulary;
mod window;

use self::phrases::Phrases;
use self::vocabulary::Vocabulary;
use self::window::{Decoder, Ended, Look, Task};
use crate::activity::Activity;
use crate::advice::refused;
use crate::invention::{Grounds, is_invented};

/// whisper.cpp refuses less than a tenth of a second.
const SHORTEST: usize = HEARD_RATE as usize;
/// What is not longer becomes one segment, by one look: 15 s.
const SHORT: usize = 15 * HEARD_RATE as usize;
/// As much as one look can take in, less a margin: 29 s.
const ONE_LOOK: usize = 29 * HEARD_RATE as usize;
/// An hour: far more than an utterance, and small enough for every counter behind it.
const LONGEST: usize = HEARD_RATE as usize * 3600;
/// More threads than this only wait for each other.
const MOST_THREADS: usize = 32;
/// What Whisper's authors take for silence: it is likely, and the words are not.
const NO_SPEECH: f32 = 0.6;
const UNSURE: f32 = -1.0;

/// OpenAI's Whisper in whisper.cpp, on the processor.
///
/// What is not longer than 15 s is recognised by one look that is as long as the audio, and becomes one segment. Where that
/// look lost its place or is not sure of its words, [`recognize`](Recognizer::recognize) looks once more, at 30 s, as
/// Whisper was trained; [`glance`](Recognizer::glance) does not. Words where the voice detector heard next to nothing are
/// held against what is known of Whisper's inventions.
///
/// A run of the encoder is never broken off, and neither is a step of the decoder; an [`Out`] that has stopped ends the
/// work between them.
pub struct Whisper {
    context: WhisperContext,
    state: WhisperState,
    vocabulary: Vocabulary,
    /// Kept and copied: each setting of the language allocates a string that whisper-rs never frees.
    params: FullParams<'static, 'static>,
    /// whisper.cpp's number of the language that is expected.
    language: Option<i32>,
    phrases: Phrases,
    activity: Activity,
    cores: Cores,
    model: Model,
    name: String,
    work: Work,
}

/// What the latest recognition took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Positions of the encoder that were computed, 50 a second of audio and its margin.
    pub positions: usize,
    /// Tokens that the decoder wrote.
    pub tokens: usize,
    /// How often the audio was looked at.
    pub looks: usize,
}

impl Whisper {
    /// Loads the ggml file at `model`. As many threads compute as there are free `cores` when a recognition begins,
    /// which takes these until it ends. The language is detected; a model that knows English only takes everything for
    /// English.
    ///
    /// # Errors
    /// Those of [`Model::open`]; `BadFile` for a file without weights; `Engine` where whisper.cpp fails, mostly
    /// for want of memory.
    pub fn open(model: &Path, cores: impl Into<Cores>) -> Result<Self> {
        whisper_rs::install_logging_hooks();
        let name = model.display().to_string();
        let checked = Model::open(model).and_then(|checked| with_weights(&name, checked));
        let checked = checked.map_err(|error| refused(model, error))?;
        let failed = |error: WhisperError| engine(&name, &error);
        let context =
            WhisperContext::new_with_params(model, WhisperContextParameters::default()).map_err(failed)?;
        let state = context.create_state().map_err(failed)?;
        let vocabulary = Vocabulary::of(&context, checked.is_multilingual()).map_err(failed)?;
        Ok(Whisper {
            context,
            state,
            vocabulary,
            params: params(language(None, &checked)),
            language: None,
            phrases: Phrases::default(),
            activity: Activity::default(),
            cores: cores.into(),
            model: checked,
            name,
            work: Work::default(),
        })
    }

    /// Expects speech in the language with this BCP 47 tag, or in any for `None`.
    ///
    /// # Errors
    /// `BadRequest` for a language that the model does not know.
    pub fn expect(&mut self, tag: Option<&str>) -> Result<()> {
        let wanted = tag.map(|tag| code(tag).ok_or_else(|| self.unknown(tag))).transpose()?;
        if wanted.is_some_and(|code| code != "en") && !self.model.is_multilingual() {
            return Err(self.unknown(tag.unwrap_or_default()));
        }
        self.params.set_language(language(wanted, &self.model));
        self.language = wanted.and_then(whisper_rs::get_lang_id);
        Ok(())
    }

    /// What the latest recognition took.
    pub fn work(&self) -> Work {
        self.work
    }

    fn unknown(&self, tag: &str) -> Error {
        let tag: String = tag.chars().filter(|c| !c.is_control()).take(40).collect();
        Error::new(
            Kind::BadRequest,
            &*self.name,
            format!("this model does not recognise the language \"{tag}\"."),
            "Choose another language, or a model without .en in its name, which knows 99 languages.",
        )
    }

    /// Recognises `heard`, by one look where it is no longer than `one_look` samples, and by a second one where the
    /// first is doubtful and there is time to be `careful`.
    fn hear(
        &mut self,
        heard: &Pcm,
        one_look: usize,
        careful: bool,
        out: &mut dyn Out<Segment>,
    ) -> Result<()> {
        out.check()?;
        self.work = Work::default();
        let samples = prepared(heard)?;
        if samples.is_empty() {
            return Ok(());
        }
        self.activity.listen(&samples)?;
        let threads = self.cores.free().min(MOST_THREADS);
        let _taken = self.cores.take(threads);
        if heard.samples.len() <= one_look {
            let look = self.look(&samples, window::positions(heard.samples.len()), threads, out)?;
            let look = if careful { self.second_look(look, &samples, threads, out)? } else { look };
            if let Some(segment) = self.said(&look, heard.duration()) {
                out.put(segment)?;
            }
        } else {
            self.read_recording(&samples, heard.duration(), threads, out)?;
        }
        out.check()
    }

    fn look(
        &mut self,
        samples: &[f32],
        positions: usize,
        threads: usize,
        out: &dyn Out<Segment>,
    ) -> Result<Look> {
        let task =
            Task { samples, positions, threads, language: self.language, prompt: &self.phrases.tokens };
        let mut decoder = Decoder { state: &mut self.state, vocabulary: &self.vocabulary };
        let look = decoder.look(&task, &|| out.check()).map_err(|ended| match ended {
            Ended::Stopped(error) => error,
            Ended::Failed(error) => engine(&self.name, &error),
        })?;
        self.work.looks += 1;
        self.work.positions += positions;
        self.work.tokens += look.computed;
        Ok(look)
    }

    /// The better of `first` and a look at 30 s, which is only taken where `first` is doubtful and somebody spoke.
    fn second_look(
        &mut self,
        first: Look,
        samples: &[f32],
        threads: usize,
        out: &dyn Out<Segment>,
    ) -> Result<Look> {
        let doubtful = first.repeats || first.sureness < UNSURE && first.no_speech <= NO_SPEECH;
        if !doubtful || self.activity.is_quiet() {
            return Ok(first);
        }
        let second = self.look(samples, window::ALL, threads, out)?;
        let better = (second.repeats, -second.sureness) < (first.repeats, -first.sureness);
        Ok(if better { second } else { first })
    }

    /// The words of `look`, from where somebody begins to speak to where nobody does any more.
    fn said(&self, look: &Look, duration: Duration) -> Option<Segment> {
        if look.no_speech > NO_SPEECH && look.sureness < UNSURE {
            return None;
        }
        let (from, to) = self.activity.span().unwrap_or((Duration::ZERO, duration));
        let text = self.vocabulary.text(&self.context, &look.tokens);
        let (from, to) = (from.min(duration), to.min(duration));
        self.checked(Segment { from, to, text, confidence: look.sureness.exp().clamp(0.0, 1.0) })
    }

    /// Recognises what is longer than one look, in windows of 30 s, each in segments.
    fn read_recording(
        &mut self,
        samples: &[f32],
        duration: Duration,
        threads: usize,
        out: &mut dyn Out<Segment>,
    ) -> Result<()> {
        let failed = |error: WhisperError| engine(&self.name, &error);
        // The detection of the language hears as much as the latest look did, unless it is told otherwise.
        window::set_up(&mut self.state, &[0.0; SHORTEST], 0, threads).map_err(failed)?;
        self.params.set_n_threads(threads as i32);
        self.state.full(self.params.clone(), samples).map_err(failed)?;
        for segment in self.state.as_iter() {
            self.work.tokens += segment.n_tokens().max(0) as usize;
            if let Some(segment) = self.segment(&segment, duration).and_then(|segment| self.checked(segment))
            {
                out.put(segment)?;
            }
        }
        let windows = samples.len().div_ceil(30 * HEARD_RATE as usize);
        self.work.looks = windows;
        self.work.positions = windows * window::ALL;
        Ok(())
    }

    fn segment(&self, segment: &WhisperSegment<'_>, duration: Duration) -> Option<Segment> {
        let text = segment.to_str_lossy().ok()?.trim().to_owned();
        let from = centiseconds(segment.start_timestamp()).min(duration);
        let to = centiseconds(segment.end_timestamp()).clamp(from, duration);
        let confidence = self.confidence(segment);
        let silence = segment.no_speech_probability() > NO_SPEECH && confidence < UNSURE.exp();
        (!silence).then_some(Segment { from, to, text, confidence })
    }

    /// `segment`, unless nothing was said or it is an invention.
    fn checked(&self, segment: Segment) -> Option<Segment> {
        let grounds = Grounds {
            voiced: self.activity.voiced(segment.from, segment.to),
            confidence: segment.confidence,
            expected: &self.phrases.texts,
        };
        let heard = segment.text.contains(char::is_alphanumeric) && !is_invented(&segment.text, &grounds);
        heard.then_some(segment)
    }

    /// The geometric mean of the probabilities of the words' tokens.
    fn confidence(&self, segment: &WhisperSegment<'_>) -> f32 {
        let logs: Vec<f32> = (0..segment.n_tokens())
            .filter_map(|index| segment.get_token(index))
            .filter(|token| token.token_id() < self.vocabulary.end)
            .map(|token| token.token_probability().max(f32::MIN_POSITIVE).ln())
            .collect();
        if logs.is_empty() {
            return 0.0;
        }
        (logs.iter().sum::<f32>() / logs.len() as f32).exp().clamp(0.0, 1.0)
    }
}

impl Recognizer for Whisper {
    fn recognize(&mut self, heard: &Pcm, out: &mut dyn Out<Segment>) -> Result<()> {
        self.hear(heard, SHORT, true, out)
    }

    fn glance(&mut self, heard: &Pcm, out: &mut dyn Out<Segment>) -> Result<()> {
        self.hear(heard, ONE_LOOK, false, out)
    }

    fn expect_phrases(&mut self, phrases: &[String]) {
        self.phrases = Phrases::of(&self.context, phrases);
    }
}

fn with_weights(name: &str, model: Model) -> Result<Model> {
    if model.has_weights() {
        return Ok(model);
    }
    let what = "it has no weights: a file for testing programs, not for recognising speech.";
    Err(Error::new(Kind::BadFile, name, what, ""))
}

fn params(language: Option<&'static str>) -> FullParams<'static, 'static> {
    let mut params = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
    params.set_language(language);
    params.set_translate(false);
    // What was said before must not colour what is heard now: an invention would repeat itself.
    params.set_no_context(true);
    params.set_suppress_blank(true);
    params.set_suppress_nst(true);
    params.set_no_speech_thold(0.6);
    // No second attempts at a higher temperature: they take as long as the first each, and draw from a generator
    // that whisper.cpp does not seed anew, so that the same audio would give other words every time.
    params.set_temperature_inc(0.0);
    params.set_print_special(false);
    params.set_print_progress(false);
    params.set_print_realtime(false);
    params.set_print_timestamps(false);
    params
}

/// whisper.cpp cannot detect a language with a model that knows only one.
fn language(wanted: Option<&'static str>, model: &Model) -> Option<&'static str> {
    if model.is_multilingual() { wanted } else { Some("en") }
}

/// whisper.cpp's code of the language of `tag`.
fn code(tag: &str) -> Option<&'static str> {
    let primary = tag.split(['-', '_']).next()?.to_lowercase();
    (0..=whisper_rs::get_lang_max_id()).filter_map(whisper_rs::get_lang_str).find(|code| *code == primary)
}

/// The samples as whisper.cpp takes them: finite, -1..1, a second or more; empty where nothing was heard.
fn prepared(heard: &Pcm) -> Result<Vec<f32>> {
    let refuse = |what: String| Err(Error::new(Kind::BadRequest, "the recording", what, ""));
    if heard.samples.is_empty() {
        return Ok(Vec::new());
    }
    if heard.rate != HEARD_RATE {
        return refuse(format!("it has {} samples per second; {HEARD_RATE} are needed.", heard.rate));
    }
    if heard.samples.len() > LONGEST {
        return refuse("it is longer than an hour.".into());
    }
    let mut samples: Vec<f32> = heard.samples.iter().map(|sample| clean(*sample)).collect();
    if samples.len() < SHORTEST {
        samples.resize(SHORTEST, 0.0);
    }
    Ok(samples)
}

/// A microphone that is going away may give anything.
pub(crate) fn clean(sample: f32) -> f32 {
    if sample.is_finite() { sample.clamp(-1.0, 1.0) } else { 0.0 }
}

fn centiseconds(count: i64) -> Duration {
    Duration::from_millis(u64::try_from(count).unwrap_or(0).saturating_mul(10))
}

fn engine(name: &str, error: &WhisperError) -> Error {
    Error::new(
        Kind::Engine,
        name,
        format!("whisper.cpp failed with this model ({error})."),
        "Close other programs if memory is short, or choose a smaller model.",
    )
}
