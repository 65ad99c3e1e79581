use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What the listener chose once and for all. Each is kept by its name; those of a newer version are ignored, missing
/// ones have their defaults.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub theme: Theme,
    /// The engine's name of the narrator's voice.
    pub voice: Option<String>,
    pub pace: f32,
    pub voice_volume: f32,
    pub bed_volume: f32,
    pub beds: bool,
    pub read_options: bool,
    /// The output device by its id; none follows the system.
    pub output: Option<String>,
    pub caption_size: f32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    #[default]
    System,
    Light,
    Dark,
}

impl Default for Settings {
    fn default() -> Self {
        let performance = vesper_session::Settings::default();
        Settings {
            theme: Theme::System,
            voice: None,
            pace: performance.pace,
            voice_volume: performance.voice_volume,
            bed_volume: performance.bed_volume,
            beds: performance.beds,
            read_options: performance.read_options,
            output: None,
            caption_size: 1.0,
        }
    }
}

impl Settings {
    /// Out of what is kept under these names. A value that makes no sense is as if it were not there.
    pub(crate) fn of(kept: &BTreeMap<String, Value>) -> Settings {
        let mut settings = Settings::default();
        for (name, value) in kept {
            let mut named = settings.named();
            if named.insert(name.clone(), value.clone()).is_some()
                && let Ok(read) = serde_json::from_value(Value::Object(named))
            {
                settings = read;
            }
        }
        settings.bounded()
    }

    /// What is not as in `before`, by name: what another Vesper changed meanwhile stays.
    pub(crate) fn changed(&self, before: &Settings) -> BTreeMap<String, Value> {
        let before = before.named();
        self.named().into_iter().filter(|(name, value)| before.get(name) != Some(value)).collect()
    }

    fn named(&self) -> Map<String, Value> {
        match serde_json::to_value(self) {
            Ok(Value::Object(named)) => named,
            _ => Map::new(),
        }
    }

    /// Every number within its range, whatever was kept.
    pub fn bounded(mut self) -> Settings {
        let within = |value: f32, low: f32, high: f32, usual: f32| {
            if value.is_finite() { value.clamp(low, high) } else { usual }
        };
        let usual = Settings::default();
        self.pace = within(self.pace, 0.6, 1.6, usual.pace);
        self.voice_volume = within(self.voice_volume, 0.0, 1.0, usual.voice_volume);
        self.bed_volume = within(self.bed_volume, 0.0, 1.0, usual.bed_volume);
        self.caption_size = within(self.caption_size, 0.8, 1.6, usual.caption_size);
        self
    }

    /// The part that a performance needs.
    pub fn performance(&self) -> vesper_session::Settings {
        vesper_session::Settings {
            voice: self.voice.clone(),
            pace: self.pace,
            voice_volume: self.voice_volume,
            bed_volume: self.bed_volume,
            beds: self.beds,
            read_options: self.read_options,
        }
    }
}
