use std::path::{Path, PathBuf};

use candle_core::Device;
use vesper_card::Wish;
use vesper_speech::{Error, Kind, Line, Out, Result, Spoken, Synthesizer};

use super::cast::{Candidate, cast};
use super::fault::{Checked, Fault};
use super::files::Files;
use super::gain::{self, Measure};
use super::list;
use super::manner::manner;
use super::model::{Model, Sizes};
use super::origin;
use super::pace::Paced;
use super::person::Person;
use super::recording::ended_on_pause;
use super::source::Source;
use super::take::{Delivery, Take};
use super::text::pieces;
use super::threads::Threads;
use super::voice;
use super::weights::Packing;
use crate::finish::volume;
use crate::voices::{Consent, VoiceInfo};

/// Seconds of a recording that a voice is taken from.
const SHORTEST: f32 = 2.0;
const LONGEST: f32 = 60.0;

/// A neural voice engine, which speaks with every voice that lies beside its model.
///
/// A line is said by the voice that fits its [`Voice`](vesper_speech::Voice), in a style where there is a prompt for it,
/// with noise drawn from the line's own text: it sounds the same whenever it is said again, whatever is said beside it.
pub struct Calm {
    name: String,
    source: Source,
    model: Model,
    threads: Threads,
    /// Sorted by name.
    voices: Vec<Person>,
}

impl Calm {
    /// Opens the model in the folder `model`, with the voices that lie there and in the folders `voices`.
    ///
    /// The folder's name says which model it is, as the catalog calls it (`pocket-english`); where a `config.json` lies in
    /// it, that says. Takes about a second, and as much memory as the weights have at 8 bits a number. A voice is read
    /// when it first speaks.
    ///
    /// A graphics card computes it where there is one, unless [`vesper_card::VARIABLE`] wishes otherwise; should the card give
    /// out, now or later, the processor goes on.
    ///
    /// # Errors
    /// `MissingModel` where the folder has no model or no voice, `MissingFile`, `Denied` or `BadFile` for a file that is
    /// not as it should be.
    pub fn open(model: &Path, voices: &[PathBuf]) -> Result<Calm> {
        Calm::open_on(model, voices, Wish::of_environment())
    }

    /// The same, computed as is wished.
    ///
    /// # Errors
    /// As for [`open`](Calm::open), and `MissingDevice` where the card was wished for and there is none.
    pub fn open_on(model: &Path, voices: &[PathBuf], wish: Wish) -> Result<Calm> {
        let name = list::name(model);
        let source = Source::Files { files: Files::find(model, voices)?, id: name.clone() };
        let calm = Calm::of(name, source, wish)?;
        if calm.voices.is_empty() {
            let what = "has no voice that it could speak with.";
            let advice = "Get its voices with `vesper models get`.";
            return Err(Error::new(Kind::MissingModel, model.display().to_string(), what, advice));
        }
        Ok(calm)
    }

    /// The voices with which [`open`](Calm::open) would speak, sorted, each with its id: reads the headers of their files
    /// and none of the model's weights.
    ///
    /// # Errors
    /// As for [`open`](Calm::open). A voice whose file cannot be read is left out.
    pub fn list(model: &Path, voices: &[PathBuf]) -> Result<Vec<VoiceInfo>> {
        list::list(model, voices)
    }

    /// A model with random weights and a random voice, as fast as a real one and as loud as a waterfall: for measurements
    /// where no checkpoint is at hand.
    ///
    /// # Errors
    /// `Engine` where it cannot be computed here.
    pub fn random(sizes: Sizes) -> Result<Calm> {
        Calm::random_on(sizes, Wish::of_environment())
    }

    /// The same, computed as is wished.
    ///
    /// # Errors
    /// As for [`random`](Calm::random), and `MissingDevice` where the card was wished for and there is none.
    pub fn random_on(sizes: Sizes, wish: Wish) -> Result<Calm> {
        Calm::of("random weights".into(), Source::Random(sizes), wish)
    }

    fn of(name: String, source: Source, wish: Wish) -> Result<Calm> {
        let shown = source.shown();
        let device = vesper_card::device(wish)?;
        let opened = match source.open(Packing::Eight, &device) {
            Err(Fault::Tensors(error)) if wish == Wish::Best && !device.is_cpu() => {
                tracing::warn!(%error, "the graphics card cannot hold the voice, which the processor computes instead");
                source.open(Packing::Eight, &Device::Cpu)
            }
            opened => opened,
        };
        let (model, voices) = opened.map_err(|fault| fault.of(&shown))?;
        Ok(Calm { name, source, model, threads: Threads::start()?, voices })
    }

    /// For tests: computed on the processor; with plain weights as a graphics card computes it.
    #[cfg(test)]
    pub(super) fn computed(model: &Path, packing: Packing) -> Calm {
        let name = list::name(model);
        let source = Source::Files { files: Files::find(model, &[]).unwrap(), id: name.clone() };
        let (model, voices) = source.open(packing, &Device::Cpu).unwrap();
        Calm { name, source, model, threads: Threads::start().unwrap(), voices }
    }

    /// For tests: nobody but one whose voice cannot be computed can speak.
    #[cfg(test)]
    pub(super) fn break_card(&mut self) {
        let one = candle_core::Tensor::zeros((1, 1, 1), candle_core::DType::F32, &Device::Cpu).unwrap();
        let voice = super::memory::Recalled { layers: vec![(one.clone(), one)] };
        self.voices = vec![Person::in_memory("anna", voice)];
    }

    /// Whether a graphics card computes it now.
    pub fn on_card(&self) -> bool {
        self.model.on_card()
    }

    /// From now on the processor computes it: the card has given out, because of `error`.
    fn leave_card(&mut self, error: &candle_core::Error) -> Result<()> {
        tracing::warn!(%error, "the graphics card gave out; the processor computes the voice from now on");
        let opened = self.source.open(Packing::Eight, &Device::Cpu);
        (self.model, self.voices) = opened.map_err(|fault| fault.of(&self.source.shown()))?;
        Ok(())
    }

    /// The names of all voices, sorted; `name@style` is a voice in a style.
    pub fn voices(&self) -> impl Iterator<Item = &str> {
        self.voices.iter().map(|voice| voice.name.as_str())
    }

    /// Takes a voice up from a recording of somebody speaking, mono in -1..1 at [`rate`](Synthesizer::rate) samples per
    /// second, and gives it as a file that any folder of voices for this model can hold. The file carries `consent`,
    /// which [`voice_origin`](crate::voice_origin) reads back, and the voice speaks only where it is chosen.
    ///
    /// # Errors
    /// `BadRequest` for less than 2 seconds or more than 60, or where the consent is incomplete, `MissingModel` where the weights came without what takes up
    /// recordings.
    pub fn imitate(&self, recording: &[f32], consent: &Consent) -> Result<Vec<u8>> {
        let mark = origin::mark(consent)?;
        let length = recording.len() as f32 / self.model.decoder.rate() as f32;
        if !(SHORTEST..=LONGEST).contains(&length) || recording.iter().any(|sample| !sample.is_finite()) {
            let what = format!("the recording is {length:.1} seconds long.");
            let advice = format!("Record {SHORTEST} to {LONGEST} seconds of one person speaking.");
            return Err(Error::new(Kind::BadRequest, "the new voice", what, advice));
        }
        let recording = ended_on_pause(recording, self.model.decoder.rate());
        let taken = self.threads.run(|| voice::exported(&self.model.listen(&recording)?, &mark));
        taken.map_err(|fault| fault.of(&self.name))
    }

    /// The takes of `line`, the `row`-th, and how it is finished; no takes where there is nothing to say.
    fn plan(
        &mut self,
        row: usize,
        line: &Line,
        check: &dyn Fn() -> Result<()>,
    ) -> Checked<(Vec<Take>, Delivery)> {
        let all = self.voices.iter().map(|one| Candidate { name: &one.name, cloned: one.cloned });
        let all: Vec<Candidate<'_>> = all.collect();
        let cast = cast(line, &self.name, &all).ok_or_else(|| unknown_voice(line))?;
        let seed = seed(&line.text, all.get(cast.place).map_or("", |one| one.name));
        let words = &self.model.words;
        // What cannot be counted is told below, when it is to be spoken.
        let size = |text: &str| words.tokens(text).map_or(0, |tokens| tokens.len());
        let pieces = pieces(line, &self.model.config.speech, size)
            .into_iter()
            .map(|piece| Ok((words.tokens(&piece.text)?, piece)))
            .collect::<Result<Vec<_>>>()?;
        if pieces.is_empty() {
            return Ok((Vec::new(), Delivery::default()));
        }
        let temperature = self.model.config.speech.temperature;
        let Some(person) = self.voices.get_mut(cast.place) else { return Err(unknown_voice(line).into()) };
        let ready = person.ready(&self.model, &self.threads, &line.language, check)?;
        let mut delivery = deliver(line, cast.styled, &ready.measure);
        let Paced { drawn, rest } =
            person.paces.of(delivery.pace, &ready, &self.model, &self.threads, &line.language, check)?;
        delivery.pace = rest;
        let takes = pieces.into_iter().enumerate().map(|(part, (tokens, piece))| Take {
            line: row,
            tokens,
            words: piece.words,
            voice: ready.voice.clone(),
            drawn,
            temperature,
            seed: seed.wrapping_add(part as u64),
            tail: piece.tail,
        });
        Ok((takes.collect(), delivery))
    }

    fn perform(&mut self, lines: &[Line], out: &mut dyn Out<Spoken>) -> Checked<()> {
        let (mut takes, mut deliveries) = (Vec::new(), Vec::with_capacity(lines.len()));
        let mut told = Ok(());
        for (row, line) in lines.iter().enumerate() {
            match self.plan(row, line, &|| out.check()) {
                Ok((planned, delivery)) => {
                    takes.extend(planned);
                    deliveries.push(delivery);
                }
                // A row that cannot be said is told when its turn comes: those before it are still heard.
                Err(fault) => {
                    told = Err(fault);
                    break;
                }
            }
        }
        self.model.speak(&self.threads, &takes, &deliveries, out)?;
        told
    }
}

impl Synthesizer for Calm {
    fn rate(&self) -> u32 {
        self.model.decoder.rate()
    }

    fn synthesize(&mut self, lines: &[Line], out: &mut dyn Out<Spoken>) -> Result<()> {
        out.check()?;
        let mut heard = Heard { out, any: false };
        match self.perform(lines, &mut heard) {
            Err(Fault::Tensors(error)) if self.on_card() => {
                let any = heard.any;
                self.leave_card(&error)?;
                if any {
                    return Err(gave_out());
                }
                self.perform(lines, out).map_err(|fault| fault.of(&self.name))
            }
            performed => performed.map_err(|fault| fault.of(&self.name)),
        }
    }
}

/// Notes whether anything was heard.
struct Heard<'a> {
    out: &'a mut dyn Out<Spoken>,
    any: bool,
}

impl Out<Spoken> for Heard<'_> {
    fn put(&mut self, spoken: Spoken) -> Result<()> {
        self.any = true;
        self.out.put(spoken)
    }

    fn check(&self) -> Result<()> {
        self.out.check()
    }
}

fn gave_out() -> Error {
    Error::new(
        Kind::Engine,
        "the graphics card",
        "it gave out while it computed the voice.",
        "From now on the processor computes it; other programs may have taken the card's memory.",
    )
}

/// How `line` is finished by a voice that was measured, and that has a prompt for its style or not.
fn deliver(line: &Line, styled: bool, measure: &Measure) -> Delivery {
    let manner = manner(line.style, styled);
    let pace = if line.pace.is_finite() { line.pace.clamp(0.5, 2.0) } else { 1.0 };
    let pitch = if line.pitch.is_finite() { line.pitch.clamp(-6.0, 6.0) } else { 0.0 };
    let volume = volume(line.volume);
    let pace = (pace * manner.pace).clamp(0.5, 2.0);
    Delivery {
        gain: measure.gain(volume) * 10_f32.powf(manner.level / 20.0),
        volume,
        pace,
        pitch: (pitch + manner.pitch).clamp(-6.0, 6.0),
        level: gain::LEVEL + manner.level + 20.0 * volume.log10(),
        tempo: measure.tempo / pace,
    }
}

/// The same for the same text and voice, in every release: FNV-1a (Fowler, Noll, Vo).
fn seed(text: &str, voice: &str) -> u64 {
    let fnv = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().chain([0]).chain(voice.bytes()).fold(0xcbf2_9ce4_8422_2325, fnv)
}

fn unknown_voice(line: &Line) -> Error {
    let Some(name) = &line.voice.chosen else {
        return Error::new(
            Kind::MissingModel,
            "the voice",
            "all voices of the model are cloned, and a cloned voice speaks only where it is chosen.",
            "Choose one of them in the settings, or get the model's own with `vesper models get`.",
        );
    };
    let name: String = name.chars().filter(|letter| !letter.is_control()).take(60).collect();
    Error::new(
        Kind::BadRequest,
        "the voice",
        format!("there is no voice \"{name}\"."),
        "Choose another voice in the settings, or none for the usual one.",
    )
}
