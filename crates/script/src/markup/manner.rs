//! How words are said, apart from the words.

use vesper_speech::{Aloud, Line, Style, Voice};

/// What the contract allows: factors, semitones, decibels.
pub(super) const PACE: [f32; 2] = [0.5, 2.0];
pub(super) const PITCH: [f32; 2] = [-6.0, 6.0];
pub(super) const LOUDNESS: [f32; 2] = [-40.0, 6.0];

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Manner {
    voice: Voice,
    style: Style,
    pace: f32,
    pitch: f32,
    volume: f32,
    language: String,
}

/// What a tag or a direction changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Change {
    pub(super) voice: Option<Voice>,
    pub(super) style: Option<Style>,
    pub(super) pace: Option<Step>,
    pub(super) pitch: Option<Step>,
    pub(super) volume: Option<Step>,
    pub(super) language: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    /// To this, whatever it was.
    To(f32),
    /// From what it was: a factor of the pace, semitones or decibels.
    By(f32),
}

impl Manner {
    pub(super) fn of(line: &Line) -> Manner {
        Manner {
            voice: line.voice.clone(),
            style: line.style,
            pace: line.pace,
            pitch: line.pitch,
            volume: line.volume,
            language: line.language.clone(),
        }
    }

    pub(super) fn with(&self, change: &Change) -> Manner {
        let clamp = |value: f32, [least, most]: [f32; 2]| value.clamp(least, most);
        let add = |was: f32, step: Option<Step>, range| match step {
            None => was,
            Some(Step::To(value)) => clamp(value, range),
            Some(Step::By(value)) => clamp(was + value, range),
        };
        Manner {
            voice: change.voice.clone().unwrap_or_else(|| self.voice.clone()),
            style: change.style.unwrap_or(self.style),
            pace: match change.pace {
                None => self.pace,
                Some(Step::To(value)) => clamp(value, PACE),
                Some(Step::By(factor)) => clamp(self.pace * factor, PACE),
            },
            pitch: add(self.pitch, change.pitch, PITCH),
            volume: add(self.volume, change.volume, LOUDNESS),
            language: change.language.clone().unwrap_or_else(|| self.language.clone()),
        }
    }

    pub(super) fn line(&self, text: &str, aloud: Vec<Aloud>) -> Line {
        Line {
            text: text.to_owned(),
            voice: self.voice.clone(),
            style: self.style,
            pace: self.pace,
            pitch: self.pitch,
            volume: self.volume,
            language: self.language.clone(),
            aloud,
        }
    }
}
