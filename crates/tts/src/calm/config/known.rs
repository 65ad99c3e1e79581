//! The models whose makers say their sizes in their program rather than beside their weights. Facts from the
//! configurations of pocket-tts 4.0.1 (config/*.yaml); the ids are those of the catalog.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Config;

/// Pocket TTS with six layers; the larger ones differ in nothing but their number.
const POCKET: &str = include_str!("../configs/pocket.json");
const POCKET_MODELS: &str = include_str!("../configs/pocket-models.json");
/// For measurements where no checkpoint is at hand: 31 million numbers beside the codec, as Phonon is said to have.
/// How they are shared out is ours; the published model brings its own sizes with it.
const PHONON: &str = include_str!("../configs/phonon-31m.json");

/// What sets one Pocket TTS model apart.
#[derive(Deserialize)]
struct Variety {
    layers: usize,
    semicolons: bool,
    replaced: BTreeMap<char, String>,
}

impl Config {
    /// The model that the catalog calls `id`; none where nothing is known of it.
    ///
    /// # Errors
    /// What is wrong with the data that is compiled in.
    pub(crate) fn known(id: &str) -> Result<Option<Config>, String> {
        let mut models: BTreeMap<String, Variety> =
            serde_json::from_str(POCKET_MODELS).map_err(|error| error.to_string())?;
        // With its encoder, for voices from a recording, a model is the same.
        let id = id.strip_suffix("-cloning").unwrap_or(id);
        let Some(variety) = models.remove(id) else { return Ok(None) };
        let mut config = Config::pocket(POCKET)?;
        config.lm.transformer.layers = variety.layers;
        config.speech.semicolons = variety.semicolons;
        config.speech.replaced = variety.replaced;
        Ok(Some(config))
    }

    /// Phonon's sizes, for measurements.
    pub(crate) fn phonon_sizes() -> Result<Config, String> {
        Config::phonon(PHONON)
    }
}
