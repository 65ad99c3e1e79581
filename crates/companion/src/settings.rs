use serde::{Deserialize, Serialize};
use vesper_speech::Result;

use crate::home::Home;
use crate::keep;

/// What the listener chose once and for all. Unknown fields of a newer version are ignored, missing ones
/// have their defaults.
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
    pub fn load(home: &Home) -> Result<Settings> {
        Ok(keep::read::<Settings>(&home.settings())?.unwrap_or_default().bounded())
    }

    pub fn save(&self, home: &Home) -> Result<()> {
        keep::write(&home.settings(), self)
    }

    /// Every number within its range, whatever was written in the file.
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
