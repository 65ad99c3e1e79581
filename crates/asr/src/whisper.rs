use std::path::Path;
use std::time::Duration;

use vesper_speech::{Cores, Error, HEARD_RATE, Kind, Out, Pcm, Recognizer, Result, Segment};
use vesper_weights::whisper::Model;
use whisper_rs::{
    FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters, WhisperError, WhisperSegment,
    WhisperState,
};

use crate::advice::refused;

/// Whisper was trained on windows of 30 s and refuses less than a tenth of a second; short words are recognised
/// better with some silence after them.
const SHORTEST: usize = HEARD_RATE as usize;
/// An hour: far more than an utterance, and small enough for every counter behind it.
const LONGEST: usize = HEARD_RATE as usize * 3600;
/// More threads than this only wait for each other.
const MOST_THREADS: usize = 32;
/// Over this, a segment is taken for an invention. whisper.cpp itself drops what is over 0.6 and doubtful too.
const NO_SPEECH: f32 = 0.8;

/// OpenAI's Whisper in whisper.cpp, on the processor.
///
/// A recognition runs to its end once it has begun: whisper-rs cannot abort one safely, and utterances are short.
/// An [`Out`] that has stopped ends the work before and after it.
pub struct Whisper {
    state: WhisperState,
    /// Kept and copied: each setting of the language allocates a string that whisper-rs never frees.
    params: FullParams<'static, 'static>,
    cores: Cores,
    model: Model,
    /// The first token that is not text.
    end_of_text: i32,
    name: String,
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
        Ok(Whisper {
            state,
            params: params(language(None, &checked)),
            cores: cores.into(),
            model: checked,
            end_of_text: context.token_eot(),
            name,
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
        Ok(())
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

    fn segment(&self, segment: &WhisperSegment<'_>, duration: Duration) -> Option<Segment> {
        let text = segment.to_str_lossy().ok()?.trim().to_owned();
        if segment.no_speech_probability() > NO_SPEECH || !text.contains(char::is_alphanumeric) {
            return None;
        }
        let from = centiseconds(segment.start_timestamp()).min(duration);
        let to = centiseconds(segment.end_timestamp()).clamp(from, duration);
        Some(Segment { from, to, text, confidence: self.confidence(segment) })
    }

    /// The geometric mean of the probabilities of the words' tokens.
    fn confidence(&self, segment: &WhisperSegment<'_>) -> f32 {
        let logs: Vec<f32> = (0..segment.n_tokens())
            .filter_map(|index| segment.get_token(index))
            .filter(|token| token.token_id() < self.end_of_text)
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
        out.check()?;
        let samples = prepared(heard)?;
        if samples.is_empty() {
            return Ok(());
        }
        let threads = self.cores.free().min(MOST_THREADS);
        self.params.set_n_threads(threads as i32);
        let _taken = self.cores.take(threads);
        self.state.full(self.params.clone(), &samples).map_err(|error| engine(&self.name, &error))?;
        for segment in self.state.as_iter() {
            if let Some(segment) = self.segment(&segment, heard.duration()) {
                out.put(segment)?;
            }
        }
        out.check()
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
