use serde::{Deserialize, Serialize};
use vesper_script::Cue;
use vesper_speech::{Bed, Line, Style};

use super::cast::{self, Person};
use crate::ledger::Change;
use crate::{clean, sentence};

/// Characters of an option and of a chapter's name.
pub(crate) const OPTION: usize = 80;
pub(crate) const CHAPTER: usize = 40;

/// A scene of a story: what is told, and what can be done then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scene {
    /// What led here; none for the first scene.
    pub from: Option<Origin>,
    pub chapter: String,
    #[serde(with = "bed_by_name")]
    pub bed: Option<Bed>,
    pub lines: Vec<Said>,
    /// What was offered: two or three; none where the story ends here.
    pub ways: Vec<Way>,
    /// What the listener did instead, in their own words.
    pub own: Vec<String>,
    /// Names of those who may speak from here on.
    pub joined: Vec<String>,
    /// What it adds to the ledger, with what the listener changed by hand.
    pub changes: Vec<Change>,
    /// In one sentence.
    pub summary: String,
}

/// An option of a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Origin {
    pub scene: usize,
    /// As the script counts them.
    pub option: usize,
}

/// A way on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// What the listener says to take it.
    pub text: String,
    /// The name of the scene that it leads to.
    pub chapter: String,
    /// What is heard there.
    #[serde(with = "bed_by_name")]
    pub bed: Option<Bed>,
}

/// What one voice says in one breath.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Somebody of the cast; the narrator where nobody is called so.
    pub who: String,
    #[serde(default)]
    pub how: How,
    pub text: String,
}

/// How a line is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    #[default]
    Plain,
    Whisper,
    Soft,
    Bright,
    Grave,
    Urgent,
}

impl How {
    pub const ALL: [How; 6] = [How::Plain, How::Whisper, How::Soft, How::Bright, How::Grave, How::Urgent];

    /// The word that a script's tag has for it.
    pub fn name(self) -> &'static str {
        match self {
            How::Plain => "plain",
            How::Whisper => "whisper",
            How::Soft => "soft",
            How::Bright => "bright",
            How::Grave => "grave",
            How::Urgent => "urgent",
        }
    }

    pub fn named(name: &str) -> How {
        How::ALL.into_iter().find(|how| how.name() == name).unwrap_or_default()
    }

    pub fn style(self) -> Style {
        match self {
            How::Plain => Style::Plain,
            How::Whisper => Style::Whisper,
            How::Soft => Style::Soft,
            How::Bright => Style::Bright,
            How::Grave => Style::Grave,
            How::Urgent => Style::Urgent,
        }
    }
}

impl Scene {
    pub fn words(&self) -> usize {
        self.lines.iter().map(|line| words(&line.text)).sum()
    }

    /// The story ends here.
    pub fn is_last(&self) -> bool {
        self.ways.is_empty()
    }

    /// Whether all that is spoken or shown of it is words.
    pub(crate) fn is_words(&self) -> bool {
        let lines = self.lines.iter().map(|line| (line.text.as_str(), sentence::LINE));
        let options =
            self.ways.iter().map(|way| &way.text).chain(&self.own).map(|text| (text.as_str(), OPTION));
        let chapters = self.ways.iter().map(|way| &way.chapter).chain([&self.chapter]);
        let chapters = chapters.map(|name| (name.as_str(), CHAPTER));
        lines.chain(options).chain(chapters).all(|(text, most)| clean::is_words(text, most))
    }

    /// The number of the option that stands for whatever the listener may think of.
    pub fn something_else(&self) -> Option<usize> {
        (!self.is_last()).then_some(self.ways.len())
    }
}

impl Said {
    /// As the script performs it.
    pub(crate) fn cue(&self, people: &[Person], language: &str) -> Cue {
        Cue::Say(Line {
            text: self.text.clone(),
            voice: cast::voice(people, &self.who),
            style: self.how.style(),
            language: language.to_owned(),
            ..Line::default()
        })
    }
}

pub(crate) fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

/// A bed as the word that a script has for it.
pub(crate) mod bed_by_name {
    use serde::{Deserialize, Deserializer, Serializer};
    use vesper_speech::Bed;

    pub(crate) fn serialize<S: Serializer>(bed: &Option<Bed>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(name(*bed))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Bed>, D::Error> {
        Ok(Bed::named(&String::deserialize(from)?))
    }

    /// `none` where there is none.
    pub(crate) fn name(bed: Option<Bed>) -> &'static str {
        bed.map_or("none", Bed::name)
    }
}
