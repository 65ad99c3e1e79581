use serde::{Deserialize, Serialize};

use super::feed::{Edition, Feed};
use super::{Event, Note};
use crate::care::Limits;

/// How long a briefing is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Length {
    One,
    #[default]
    Three,
    Ten,
}

impl Length {
    pub const ALL: [Length; 3] = [Length::One, Length::Three, Length::Ten];

    pub fn minutes(self) -> u32 {
        match self {
            Length::One => 1,
            Length::Three => 3,
            Length::Ten => 10,
        }
    }

    /// Words for one matter: with more time each is told more fully, not only more of them.
    pub(crate) fn words_of_matter(self) -> usize {
        match self {
            Length::One => 32,
            Length::Three => 46,
            Length::Ten => 72,
        }
    }
}

/// What the listener wants to hear.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    pub length: Length,
    /// BCP 47; English and French can be written.
    pub language: String,
    /// Words that the voice speaks in a minute, 60..=400.
    pub pace: u32,
    /// Topics that come first, each a word or a few: `climate`, `Porto`.
    #[serde(default)]
    pub interests: Vec<String>,
    /// Makes chance repeatable.
    #[serde(default)]
    pub seed: u64,
}

impl Wish {
    /// In English, at a voice's usual pace.
    pub fn new(length: Length) -> Wish {
        Wish { length, language: "en".into(), pace: 150, interests: Vec::new(), seed: 0 }
    }

    /// Words that fill the length.
    pub(crate) fn words(&self) -> usize {
        (self.length.minutes() * self.pace.clamp(60, 400)) as usize
    }
}

/// What there is to tell.
#[derive(Clone, Debug, Default)]
pub struct Material {
    /// The feeds that the listener chose, with what each had when it was fetched last.
    pub editions: Vec<(Feed, Edition)>,
    /// Of today.
    pub events: Vec<Event>,
    pub notes: Vec<Note>,
    /// Nothing was fetched for this briefing: it says how old the feeds are.
    pub offline: bool,
    /// What has more of something than the listener wants is not told.
    pub limits: Limits,
}
