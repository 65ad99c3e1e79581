//! A model with everything that belongs to it.

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use candle_core::{Device, Tensor};
use vesper_speech::{Error, Kind, Out, Result, Spoken};

use super::card::Card;
use super::codec::Decoder;
use super::config::{Config, renamed};
use super::encoder::Encoder;
use super::fault::{Checked, bad_file};
use super::files::{self, Files};
use super::kernels::Means;
use super::latents::Maker;
use super::lm::Lm;
use super::memory::Recalled;
use super::sound::Sounder;
use super::take::{Delivery, Take};
use super::threads::Threads;
use super::tokenizer::Tokenizer;
use super::weights::{File, Packing, Weights};

/// A config has four kilobytes.
const LARGEST_CONFIG: u64 = 1 << 20;
/// Takes that are made at once. A processor reads all weights for each step, however many takes it is for.
const TOGETHER: usize = 4;

/// Of a model with random weights, for measurements where no checkpoint is at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sizes {
    /// Kyutai's Pocket TTS, English of October 2026: 89 million numbers beside the codec.
    Pocket,
    /// Gradium's Phonon: 31 million.
    Phonon,
}

pub(crate) struct Model {
    pub(crate) config: Config,
    pub(crate) lm: Lm,
    pub(crate) decoder: Decoder,
    pub(crate) words: Words,
    /// Where it was read from; none for random weights.
    weights: Option<PathBuf>,
    pub(crate) device: Device,
    means: Means,
}

/// Where tokens come from.
pub(crate) enum Words {
    Tokenizer(Tokenizer),
    /// One token for four letters, as tokenizers make them; which one does not matter to random weights.
    Counted {
        known: u32,
    },
}

impl Words {
    pub(crate) fn tokens(&self, text: &str) -> Result<Vec<u32>> {
        match self {
            Words::Tokenizer(tokenizer) => tokenizer.tokens(text),
            Words::Counted { known } => {
                let letters: Vec<char> = text.chars().collect();
                let token = |four: &[char]| {
                    four.iter().fold(7_u32, |sum, letter| sum.wrapping_mul(31) + *letter as u32)
                };
                Ok(letters.chunks(4).map(|four| token(four) % known).collect())
            }
        }
    }
}

impl Model {
    /// Reads a model, to be computed on `device` with its matrices kept as `packing` says; `id` is what the catalog calls it.
    ///
    /// # Errors
    /// `MissingModel`, `MissingFile`, `Denied` or `BadFile`, with what is wrong.
    pub(crate) fn open(files: &Files, id: &str, packing: Packing, device: &Device) -> Checked<Model> {
        let config = config(files, id)?;
        let file = File::open(&files.weights, renamed)?;
        let weights = Weights::of(file, packing, device);
        let words = Words::Tokenizer(Tokenizer::open(&files.tokenizer, config.lm.tokens)?);
        Model::load(config, &weights, words, Some(files.weights.clone()))
    }

    /// A model of those sizes with random weights.
    pub(crate) fn random(sizes: Sizes, packing: Packing, device: &Device) -> Checked<Model> {
        let config = match sizes {
            Sizes::Pocket => Config::known("pocket-english"),
            Sizes::Phonon => Config::phonon_sizes().map(Some),
        };
        let mut config =
            config.ok().flatten().ok_or_else(|| bad_file("the sizes of voices", "they cannot be read."))?;
        // They would say at once that speech ends: each text is spoken for as long as it may be.
        config.speech.ends_above = f32::INFINITY;
        let known = u32::try_from(config.lm.tokens).unwrap_or(u32::MAX);
        Model::load(config, &Weights::random(packing, device), Words::Counted { known }, None)
    }

    fn load(config: Config, weights: &Weights, words: Words, file: Option<PathBuf>) -> Checked<Model> {
        Ok(Model {
            lm: Lm::load(&weights.under("flow_lm"), &config.lm)?,
            decoder: Decoder::load(&weights.under("mimi"), &config.codec)?,
            words,
            weights: file,
            device: weights.device().clone(),
            means: weights.means(),
            config,
        })
    }

    /// Whether a graphics card computes it, or it is computed as if one did.
    pub(crate) fn on_card(&self) -> bool {
        self.means == Means::Library
    }

    /// Has `takes` spoken in order, each line of them as its `deliveries` say.
    ///
    /// # Errors
    /// Whatever `out` answers; what fails in the model.
    pub(crate) fn speak(
        &self,
        threads: &Threads,
        takes: &[Take],
        deliveries: &[Delivery],
        out: &mut dyn Out<Spoken>,
    ) -> Checked<()> {
        let stop = AtomicBool::new(false);
        let Model { lm, decoder, device, config, .. } = self;
        let (ends_above, frame_rate) = (config.speech.ends_above, config.codec.frame_rate);
        if self.on_card() {
            let stop = &stop;
            let card = Card { lm, decoder, device, takes, deliveries, ends_above, frame_rate, stop };
            return threads.speak_alone(|heard| card.speak(heard), stop, out);
        }
        let maker = Maker { lm, device, takes, together: TOGETHER, ends_above, frame_rate, stop: &stop };
        let sounder = Sounder { lm, decoder, device, takes, deliveries, stop: &stop };
        threads.speak(&maker, &sounder, &stop, out)
    }

    /// How matrices are kept that are rounded in no case.
    fn packing(&self) -> Packing {
        match self.means {
            Means::Own => Packing::Full,
            Means::Library => Packing::Plain,
        }
    }

    /// The voice of a recording, mono, in -1..1 at the model's rate.
    ///
    /// # Errors
    /// `BadRequest` where it is too short or too long, `MissingModel` where these weights cannot take up recordings.
    pub(crate) fn listen(&self, recording: &[f32]) -> Checked<Recalled> {
        let Some(weights) = &self.weights else { return Err(cannot_listen("random weights").into()) };
        let shown = weights.display().to_string();
        // Needed once for a voice: it is read when it is asked for, and not kept.
        let weights = Weights::of(File::open(weights, renamed)?, self.packing(), &self.device);
        let projection = [self.lm.width(), self.config.lm.voice];
        let lm = weights.under("flow_lm");
        if !lm.has("speaker_proj_weight") || !weights.has("mimi.downsample.conv.conv.weight") {
            return Err(cannot_listen(&shown).into());
        }
        // Weights that are handed out without voice cloning have nought in its place.
        let projection = lm.get("speaker_proj_weight", &projection)?.abs()?.max_all()?.to_scalar::<f32>()?;
        if projection == 0.0 {
            return Err(cannot_listen(&shown).into());
        }
        let encoder = Encoder::load(&weights.under("mimi"), &self.config.codec)?;
        let encoded = encoder.encode(&Tensor::new(recording, &self.device)?)?;
        Ok(self.lm.voice(&encoded)?)
    }
}

fn cannot_listen(subject: &str) -> Error {
    Error::new(
        Kind::MissingModel,
        subject,
        "these weights cannot take up a voice from a recording.",
        "Get a voice model with cloning, such as `pocket-english-cloning`.",
    )
}

/// What is known of the model's sizes and manners; `id` is what the catalog calls it.
///
/// # Errors
/// `BadFile` where it makes no sense or there is none.
pub(super) fn config(files: &Files, id: &str) -> Result<Config> {
    let Some(path) = &files.config else {
        let known = Config::known(id).map_err(|what| bad_file(id, what))?;
        return known.ok_or_else(|| unknown(&files.weights));
    };
    let shown = path.display().to_string();
    let text = files::read(path, LARGEST_CONFIG)?;
    let text = String::from_utf8(text).map_err(|_| bad_file(&shown, "it is not text."))?;
    // The two makers' forms have no name; one has keys that the other lacks.
    let config =
        if text.contains("\"quantizer_dimension\"") { Config::phonon(&text) } else { Config::pocket(&text) };
    config.map_err(|what| bad_file(&shown, format!("it describes no voice that can be computed: {what}")))
}

fn unknown(weights: &Path) -> Error {
    Error::new(
        Kind::BadFile,
        weights.display().to_string(),
        "nothing says which model this is.",
        "Keep it in a folder that is called as the catalog calls it, or put its config.json beside it.",
    )
}
