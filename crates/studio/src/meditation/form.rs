use serde::{Deserialize, Serialize};
use vesper_script::{Cue, parse_traits};
use vesper_speech::{Error, Kind, Result};

use super::ink;
use super::plan::Part;
use super::sheets::Prompts;
use super::understand::SENTENCE;
use super::wish::Wish;
use crate::{clean, sentence};

/// Characters of a title and of a chapter's name.
const TITLE: usize = 60;
const CHAPTER: usize = 40;
/// Phases of a meditation, and steps of a phase.
const PHASES: usize = 12;
const STEPS: usize = 400;
/// Bytes of a meditation as it is kept.
const LONGEST: usize = 1 << 20;

/// A meditation: whole from the beginning, and better with every phase that a model has written. It can be kept in any form
/// that serde knows; what comes back is checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Kept")]
pub struct Meditation {
    pub(crate) wish: Wish,
    pub(crate) title: String,
    pub(crate) phases: Vec<Phase>,
}

/// A meditation as it was kept, before it is checked.
#[derive(Deserialize)]
struct Kept {
    wish: Wish,
    title: String,
    phases: Vec<Phase>,
}

/// One phase: a chapter of the script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    pub part: Part,
    pub chapter: String,
    /// How long it is planned to last.
    pub seconds: u32,
    pub steps: Vec<Step>,
    /// A model wrote it.
    pub written: bool,
}

/// What happens in a phase, in its order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    Bell,
    /// Exactly so many seconds of silence.
    Pause(u32),
    /// Silence that is planned to last so many seconds, and grows or shrinks with the whole.
    Quiet(u32),
    Say {
        text: String,
        after: After,
    },
    /// One side of a breath of so many seconds, with words or without.
    Breath {
        breath: Breath,
        seconds: u32,
        text: String,
    },
}

/// The silence after a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum After {
    /// What a voice leaves between two sentences.
    Line,
    /// As [`Step::Quiet`].
    Quiet(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Breath {
    In,
    Hold,
    Out,
    Rest,
}

impl Breath {
    /// The word that scripts and prompts have for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Breath::In => "in",
            Breath::Hold => "hold",
            Breath::Out => "out",
            Breath::Rest => "rest",
        }
    }
}

impl TryFrom<Kept> for Meditation {
    type Error = &'static str;

    fn try_from(kept: Kept) -> std::result::Result<Meditation, &'static str> {
        let Kept { wish, title, phases } = kept;
        let meditation = Meditation { wish, title, phases };
        meditation.sound()?;
        Ok(meditation)
    }
}

impl Meditation {
    /// A meditation from the JSON that serde makes of it.
    ///
    /// # Errors
    /// `BadFile` where it is no meditation, or one that cannot be performed.
    pub fn read(json: &str) -> Result<Meditation> {
        let bad = |what: String| {
            Error::new(Kind::BadFile, "meditation", what, "Open the ink that was made of it instead.")
        };
        if json.len() > LONGEST {
            return Err(bad(format!("is larger than {} MB.", LONGEST >> 20)));
        }
        serde_json::from_str(json).map_err(|error| bad(format!("cannot be read: {error}.")))
    }

    /// What keeps it from being performed, if anything does.
    fn sound(&self) -> std::result::Result<(), &'static str> {
        let wish = &self.wish;
        if wish.minutes != wish.length() || !clean::is_words(&wish.text, SENTENCE) {
            return Err("its wish is none");
        }
        if wish.tag() != wish.language || !(wish.voice.is_empty() || parse_traits(&wish.voice).is_ok()) {
            return Err("its language or its voice cannot be");
        }
        if !clean::is_words(&self.title, TITLE) {
            return Err("its title cannot be spoken");
        }
        if self.phases.is_empty() || self.phases.len() > PHASES {
            return Err("it has no phases, or more than a meditation can have");
        }
        if !self.phases.iter().all(Phase::is_sound) {
            return Err("it holds what cannot be spoken, or is too long");
        }
        let quiet = |step: &Step| matches!(step, Step::Quiet(_) | Step::Say { after: After::Quiet(_), .. });
        let steps = || self.phases.iter().flat_map(|phase| &phase.steps);
        if steps().any(quiet) { Ok(()) } else { Err("it has no silence that could be fitted") }
    }

    pub fn wish(&self) -> &Wish {
        &self.wish
    }

    pub fn title(&self) -> &str {
        &self.title
    }

    /// In the order in which they are performed.
    pub fn phases(&self) -> &[Phase] {
        &self.phases
    }

    /// The first phase that no model has written yet.
    pub fn next(&self) -> Option<usize> {
        self.phases.iter().position(|phase| !phase.written)
    }

    /// What is performed of a phase, without the silences that nobody writes.
    ///
    /// # Errors
    /// `BadRequest`: there is no such phase.
    pub fn cues(&self, phase: usize) -> Result<Vec<Cue>> {
        let found = self.phases.get(phase).ok_or_else(|| no_phase(phase))?;
        let begins = ink::beginning(&self.wish, &found.chapter, phase == 0);
        let steps = found.steps.iter().flat_map(|step| ink::cues(&self.wish, step));
        Ok(begins.into_iter().chain(steps).collect())
    }

    /// The meditation as an ink script that can be performed without a model, at its own length and others near it.
    ///
    /// # Errors
    /// `BadRequest`: there are no words in its language.
    pub fn ink(&self, prompts: &Prompts) -> Result<String> {
        Ok(ink::write(self, prompts.of(&self.wish.language)?))
    }
}

pub(crate) fn no_phase(phase: usize) -> Error {
    let what = format!("has no phase number {}.", phase.saturating_add(1));
    Error::new(Kind::BadRequest, "meditation", what, "")
}

impl Phase {
    fn is_sound(&self) -> bool {
        clean::is_words(&self.chapter, CHAPTER)
            && self.steps.len() <= STEPS
            && self.seconds <= 3600
            && self.steps.iter().all(Step::is_sound)
    }

    /// Words that are said in it, those of breaths left out.
    pub fn words(&self) -> usize {
        let said = self.steps.iter().filter(|step| matches!(step, Step::Say { .. }));
        said.map(|step| words(step.text())).sum()
    }
}

impl Step {
    /// What is said; empty where nothing is.
    pub fn text(&self) -> &str {
        match self {
            Step::Say { text, .. } | Step::Breath { text, .. } => text,
            Step::Bell | Step::Pause(_) | Step::Quiet(_) => "",
        }
    }

    fn is_sound(&self) -> bool {
        let lasts = |seconds: &u32| (1..=600).contains(seconds);
        let said = |text: &str| clean::is_words(text, sentence::LINE);
        match self {
            Step::Bell => true,
            Step::Pause(seconds) | Step::Quiet(seconds) => lasts(seconds),
            Step::Say { text, after: After::Line } => said(text),
            Step::Say { text, after: After::Quiet(seconds) } => said(text) && lasts(seconds),
            Step::Breath { seconds, text, .. } => {
                (1..=60).contains(seconds) && (text.is_empty() || said(text))
            }
        }
    }
}

/// How many words a voice says in a text.
pub(crate) fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}
