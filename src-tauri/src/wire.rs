//! What travels between the window and the program. Converted by hand, so that no engine type is a promise.

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;
use vesper_session::{NoticeKind as SessionNotice, Phase as SessionPhase, Place as SessionPlace};
use vesper_speech::{Error, NARRATOR, Person};

/// Why a command was refused: a code to match on and a sentence to show.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Trouble {
    pub code: String,
    pub text: String,
}

impl Trouble {
    pub(crate) fn internal(error: impl std::fmt::Display) -> Trouble {
        Trouble { code: "failed".into(), text: format!("Something went wrong inside Vesper: {error}.") }
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Trouble {
        Trouble { code: vesper::code(error.kind).into(), text: error.to_string() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Story,
    Meditation,
}

impl From<vesper_script::Kind> for Kind {
    fn from(kind: vesper_script::Kind) -> Kind {
        match kind {
            vesper_script::Kind::Story => Kind::Story,
            vesper_script::Kind::Meditation => Kind::Meditation,
        }
    }
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Minutes {
    pub least: u32,
    pub usual: u32,
    pub most: u32,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Place {
    pub excerpt: String,
    pub chapter: Option<String>,
    /// Seconds since 1970.
    #[specta(type = Number)]
    pub when: u64,
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Entry {
    pub id: String,
    pub kind: Kind,
    pub title: String,
    pub by: String,
    pub about: String,
    pub language: String,
    pub moods: Vec<String>,
    pub voices: Vec<String>,
    /// Of one hearing.
    pub words: u32,
    pub choices: u32,
    pub chapters: Vec<String>,
    pub minutes: Option<Minutes>,
    pub place: Option<Place>,
    /// Why it cannot be performed, with file and line.
    pub fault: Option<String>,
}

impl Entry {
    pub(crate) fn of(entry: &vesper::Entry, place: Option<(SessionPlace, u64)>) -> Entry {
        let script = match &entry.script {
            Ok(script) => script,
            Err(faults) => return Entry::faulty(&entry.id, faults.to_string()),
        };
        let (header, outline) = (script.header(), script.outline());
        let characters = header.cast.iter().map(|(name, _)| name.clone());
        Entry {
            id: entry.id.clone(),
            kind: header.kind.into(),
            title: header.title.clone(),
            by: header.by.clone(),
            about: header.about.clone(),
            language: header.language.clone(),
            moods: header.moods.clone(),
            voices: [NARRATOR.to_owned()].into_iter().chain(characters).collect(),
            words: count(script.hearing()),
            choices: count(outline.choices),
            chapters: outline.chapters.clone(),
            minutes: header.minutes.as_ref().map(|range| Minutes {
                least: range.least,
                usual: range.usual,
                most: range.most,
            }),
            place: place.map(|(place, when)| Place { excerpt: place.excerpt, chapter: place.chapter, when }),
            fault: None,
        }
    }

    fn faulty(id: &str, fault: String) -> Entry {
        Entry {
            id: id.to_owned(),
            kind: Kind::Story,
            title: id.rsplit('/').next().unwrap_or(id).to_owned(),
            by: String::new(),
            about: String::new(),
            language: "en".into(),
            moods: Vec::new(),
            voices: Vec::new(),
            words: 0,
            choices: 0,
            chapters: Vec::new(),
            minutes: None,
            place: None,
            fault: Some(fault),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    Idle,
    Preparing,
    Speaking,
    Paused,
    Asking,
    Ended,
}

#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct Caption {
    pub index: u32,
    pub voice: String,
    pub text: String,
}

impl From<&vesper_session::Caption> for Caption {
    fn from(caption: &vesper_session::Caption) -> Caption {
        Caption { index: count(caption.index), voice: caption.voice.clone(), text: caption.text.clone() }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct Chapter {
    pub title: String,
    pub reached: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum BreathPhase {
    In,
    Hold,
    Out,
    Rest,
}

#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct Breath {
    pub phase: BreathPhase,
    #[specta(type = Number)]
    pub length: f64,
    #[specta(type = Number)]
    pub at: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum NoticeCode {
    NoDevice,
    DeviceLost,
    DeviceBack,
    NoVoice,
    ScriptFault,
    ScriptChanged,
    TooShort,
    Failed,
}

#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct Notice {
    pub code: NoticeCode,
    pub text: String,
}

/// The whole truth about the performance.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct Stage {
    pub phase: Phase,
    pub id: Option<String>,
    pub title: String,
    pub kind: Option<Kind>,
    pub chapter: Option<u32>,
    pub chapters: Vec<Chapter>,
    pub before: Vec<Caption>,
    pub current: Option<Caption>,
    pub after: Vec<Caption>,
    pub options: Vec<String>,
    pub reading: Option<u32>,
    pub line: u32,
    pub lines: u32,
    #[specta(type = Number)]
    pub position: f64,
    #[specta(type = Option<Number>)]
    pub length: Option<f64>,
    #[specta(type = Option<Number>)]
    pub silence: Option<f64>,
    pub breath: Option<Breath>,
    pub device: Option<String>,
    pub notice: Option<Notice>,
}

impl From<&vesper_session::Stage> for Stage {
    fn from(stage: &vesper_session::Stage) -> Stage {
        let captions = |captions: &[vesper_session::Caption]| captions.iter().map(Caption::from).collect();
        Stage {
            phase: stage.phase.into(),
            id: stage.script.clone(),
            title: stage.title.clone(),
            kind: stage.kind.map(Kind::from),
            chapter: stage.chapter.map(count),
            chapters: stage
                .chapters
                .iter()
                .map(|chapter| Chapter { title: chapter.title.clone(), reached: chapter.reached })
                .collect(),
            before: captions(&stage.before),
            current: stage.current.as_ref().map(Caption::from),
            after: captions(&stage.after),
            options: stage.options.clone(),
            reading: stage.reading.map(count),
            line: count(stage.line),
            lines: count(stage.lines),
            position: stage.position,
            length: stage.length,
            silence: stage.silence,
            breath: stage.breath.map(Breath::from),
            device: stage.device.clone(),
            notice: stage.notice.as_ref().map(Notice::from),
        }
    }
}

impl From<SessionPhase> for Phase {
    fn from(phase: SessionPhase) -> Phase {
        match phase {
            SessionPhase::Idle => Phase::Idle,
            SessionPhase::Preparing => Phase::Preparing,
            SessionPhase::Speaking => Phase::Speaking,
            SessionPhase::Paused => Phase::Paused,
            SessionPhase::Asking => Phase::Asking,
            SessionPhase::Ended => Phase::Ended,
        }
    }
}

impl From<vesper_session::Breath> for Breath {
    fn from(breath: vesper_session::Breath) -> Breath {
        let phase = match breath.phase {
            vesper_script::Phase::In => BreathPhase::In,
            vesper_script::Phase::Hold => BreathPhase::Hold,
            vesper_script::Phase::Out => BreathPhase::Out,
            vesper_script::Phase::Rest => BreathPhase::Rest,
        };
        Breath { phase, length: breath.length, at: breath.at }
    }
}

impl From<&vesper_session::Notice> for Notice {
    fn from(notice: &vesper_session::Notice) -> Notice {
        let code = match notice.kind {
            SessionNotice::NoDevice => NoticeCode::NoDevice,
            SessionNotice::DeviceLost => NoticeCode::DeviceLost,
            SessionNotice::DeviceBack => NoticeCode::DeviceBack,
            SessionNotice::NoVoice => NoticeCode::NoVoice,
            SessionNotice::ScriptFault => NoticeCode::ScriptFault,
            SessionNotice::ScriptChanged => NoticeCode::ScriptChanged,
            SessionNotice::TooShort => NoticeCode::TooShort,
            SessionNotice::Failed => NoticeCode::Failed,
        };
        Notice { code, text: notice.text.clone() }
    }
}

#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Control {
    Pause,
    Resume,
    Back,
    Stop,
    Choose { option: u32 },
    Jump { chapter: u32 },
}

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
pub struct VoiceInfo {
    pub id: String,
    pub name: String,
    pub language: String,
    pub person: Option<String>,
}

impl From<vesper_tts::VoiceInfo> for VoiceInfo {
    fn from(voice: vesper_tts::VoiceInfo) -> VoiceInfo {
        let person = voice.person.map(|person| match person {
            Person::Woman => "woman",
            Person::Man => "man",
            Person::Child => "child",
            Person::Creature => "creature",
        });
        VoiceInfo {
            id: voice.id,
            name: voice.name,
            language: voice.language,
            person: person.map(str::to_owned),
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

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
