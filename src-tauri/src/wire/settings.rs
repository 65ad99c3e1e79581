//! What the listener sets, and what there is to choose from.

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    System,
    Light,
    Dark,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    pub theme: Theme,
    pub voice: Option<String>,
    #[specta(type = Number)]
    pub pace: f32,
    #[specta(type = Number)]
    pub voice_volume: f32,
    #[specta(type = Number)]
    pub bed_volume: f32,
    pub output: Option<String>,
    pub read_options: bool,
    #[specta(type = Number)]
    pub caption_size: f32,
    pub beds: bool,
}

impl From<&vesper::Settings> for Settings {
    fn from(settings: &vesper::Settings) -> Settings {
        Settings {
            theme: match settings.theme {
                vesper::Theme::System => Theme::System,
                vesper::Theme::Light => Theme::Light,
                vesper::Theme::Dark => Theme::Dark,
            },
            voice: settings.voice.clone(),
            pace: settings.pace,
            voice_volume: settings.voice_volume,
            bed_volume: settings.bed_volume,
            output: settings.output.clone(),
            read_options: settings.read_options,
            caption_size: settings.caption_size,
            beds: settings.beds,
        }
    }
}

impl From<Settings> for vesper::Settings {
    fn from(settings: Settings) -> vesper::Settings {
        vesper::Settings {
            theme: match settings.theme {
                Theme::System => vesper::Theme::System,
                Theme::Light => vesper::Theme::Light,
                Theme::Dark => vesper::Theme::Dark,
            },
            voice: settings.voice,
            pace: settings.pace,
            voice_volume: settings.voice_volume,
            bed_volume: settings.bed_volume,
            beds: settings.beds,
            read_options: settings.read_options,
            output: settings.output,
            caption_size: settings.caption_size,
        }
    }
}

#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Device {
    pub id: String,
    pub name: String,
    pub is_default: bool,
}

impl From<vesper_audio::Device> for Device {
    fn from(device: vesper_audio::Device) -> Device {
        Device { id: device.id, name: device.name, is_default: device.is_default }
    }
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Check {
    pub name: String,
    pub ok: bool,
    pub detail: String,
    pub advice: String,
}

impl From<vesper::Check> for Check {
    fn from(check: vesper::Check) -> Check {
        Check { name: check.name.into(), ok: check.ok, detail: check.detail, advice: check.advice }
    }
}
