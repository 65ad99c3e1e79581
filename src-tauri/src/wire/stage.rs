//! The performance as the window sees it, and what it may ask of one.

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;
use vesper_session::{NoticeKind as SessionNotice, Phase as SessionPhase};
use vesper_speech::{WordTime, seconds};

use super::{Kind, count};

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

/// The words that sound now, of the option being read aloud or else of the current caption.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct Saying {
    pub words: Vec<Word>,
    /// Seconds of the line that were heard.
    #[specta(type = Number)]
    pub at: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct Word {
    /// Where it stands in the text, in the window's own units of it: UTF-16.
    pub start: u32,
    pub end: u32,
    /// Seconds from the line's beginning.
    #[specta(type = Number)]
    pub from: f64,
    #[specta(type = Number)]
    pub to: f64,
}

impl Saying {
    fn of(saying: &vesper_session::Saying, text: &str) -> Saying {
        let units = |byte: usize| count(text.get(..byte).map_or(0, |before| before.encode_utf16().count()));
        let word = |word: &WordTime| Word {
            start: units(word.text.start),
            end: units(word.text.end),
            from: seconds(word.samples.start),
            to: seconds(word.samples.end),
        };
        Saying { words: saying.words.iter().map(word).collect(), at: seconds(saying.at) }
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
    VoiceGaveOut,
    ScriptFault,
    ScriptChanged,
    TooShort,
    NotKept,
    KeptAgain,
    Damaged,
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
    /// BCP 47 tag of the title, the captions, the options and the chapters.
    pub language: Option<String>,
    pub chapter: Option<u32>,
    pub chapters: Vec<Chapter>,
    pub before: Vec<Caption>,
    pub current: Option<Caption>,
    pub after: Vec<Caption>,
    pub options: Vec<String>,
    pub reading: Option<u32>,
    pub saying: Option<Saying>,
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
            language: stage.language.clone(),
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
            saying: said_now(stage),
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

/// The words that sound now, with their places in the text that is shown of them.
pub(super) fn said_now(stage: &vesper_session::Stage) -> Option<Saying> {
    let option = stage.reading.and_then(|option| stage.options.get(option));
    let said = option.or(stage.current.as_ref().map(|line| &line.text));
    stage.saying.as_ref().zip(said).map(|(saying, text)| Saying::of(saying, text))
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
            SessionNotice::VoiceGaveOut => NoticeCode::VoiceGaveOut,
            SessionNotice::ScriptFault => NoticeCode::ScriptFault,
            SessionNotice::ScriptChanged => NoticeCode::ScriptChanged,
            SessionNotice::TooShort => NoticeCode::TooShort,
            SessionNotice::NotKept => NoticeCode::NotKept,
            SessionNotice::KeptAgain => NoticeCode::KeptAgain,
            SessionNotice::Damaged => NoticeCode::Damaged,
            SessionNotice::Failed => NoticeCode::Failed,
        };
        Notice { code, text: notice.text.clone() }
    }
}

#[derive(Clone, Debug, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Control {
    Pause,
    Resume,
    Back,
    Stop,
    Choose {
        option: u32,
    },
    Jump {
        chapter: u32,
    },
    /// The key of push-to-talk went down, or up.
    Push {
        down: bool,
    },
    /// At a choice: this, which nobody offered.
    Do {
        text: String,
    },
    /// A story that is written comes to its end with what follows.
    Finish,
    /// The silence that sounds, or the next one, lasts longer.
    Stay,
    /// What is fitted to a length lasts longer by so much.
    Longer {
        minutes: u32,
    },
    /// To what comes next.
    Skip,
    /// In fewer words a minute.
    Slower,
}

impl Control {
    /// The performance is heard from then on.
    pub(crate) fn sounds(&self) -> bool {
        !matches!(self, Control::Pause | Control::Stop | Control::Push { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_placed_in_the_windows_units_of_the_text() {
        let text = "Ça, 🌊 là";
        let word = |part: &str, samples: std::ops::Range<u64>| {
            let start = text.find(part).unwrap();
            WordTime { text: start..start + part.len(), samples }
        };
        let words = vec![word("Ça", 0..24_000), word("🌊", 24_000..48_000), word("là", 60_000..72_000)];
        let wire = Saying::of(&vesper_session::Saying { words, at: 36_000, word: Some(1) }, text);
        let units: Vec<u16> = text.encode_utf16().collect();
        let shown: Vec<String> = wire
            .words
            .iter()
            .map(|word| String::from_utf16(&units[word.start as usize..word.end as usize]).unwrap())
            .collect();
        assert_eq!(shown, ["Ça", "🌊", "là"]);
        assert_eq!((wire.at, wire.words[2].from, wire.words[2].to), (0.75, 1.25, 1.5));
    }
}
