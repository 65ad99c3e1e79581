use serde::{Deserialize, Serialize};

/// What a listener wishes for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Their sentence, as they said or typed it.
    pub text: String,
    /// BCP 47 tag of the language to tell it in.
    pub language: String,
    pub length: Length,
    /// Words that the voice speaks in a minute, its silences counted in.
    pub pace: u32,
    pub ages: Ages,
    /// The same wish, model and seed give the same story.
    pub seed: u64,
}

impl Wish {
    /// A story of fifteen minutes in English, for adults, at the pace of a calm narrator.
    pub fn new(text: impl Into<String>) -> Wish {
        Wish {
            text: text.into(),
            language: "en".into(),
            length: Length::Minutes(15),
            pace: 150,
            ages: Ages::Adult,
            seed: 0,
        }
    }

    /// The language as scripts and voices take it; English where it is no tag.
    pub fn tag(&self) -> &str {
        let tag = self.language.as_str();
        let mut parts = tag.split('-');
        let plain = |part: &str| part.len() <= 8 && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let first = parts.next().filter(|first| (2..=3).contains(&first.len()) && plain(first));
        let fits = first.is_some() && tag.len() <= 35 && parts.all(|part| !part.is_empty() && plain(part));
        if fits { tag } else { "en" }
    }
}

/// How long a story is told along one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Length {
    /// 2 to 60.
    Minutes(u32),
    /// Until the listener wants it to end.
    Open,
}

/// Whom a story suits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ages {
    /// Three to five.
    Small,
    /// Six to nine.
    Child,
    /// Ten to thirteen.
    Youth,
    /// Fourteen to seventeen.
    Teen,
    Adult,
}

impl Ages {
    pub const ALL: [Ages; 5] = [Ages::Small, Ages::Child, Ages::Youth, Ages::Teen, Ages::Adult];

    /// The word that the prompts have for it.
    pub fn name(self) -> &'static str {
        match self {
            Ages::Small => "small",
            Ages::Child => "child",
            Ages::Youth => "youth",
            Ages::Teen => "teen",
            Ages::Adult => "adult",
        }
    }
}
