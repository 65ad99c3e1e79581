//! What the listener's own words are in a story: an option that is there, one more, or its end.

use vesper_speech::{Bed, Error, Kind, Result};

use super::scene::{CHAPTER, OPTION, Origin};
use super::sheets::Prompts;
use super::tale::{self, Story};
use super::writer::Writer;
use crate::clean;

/// Words that ask for the end.
const ENDS: [&str; 12] = [
    "the end",
    "end",
    "end it",
    "end it here",
    "let it end",
    "end the story",
    "finish the story",
    "fin",
    "la fin",
    "finis l'histoire",
    "termine l'histoire",
    "terminez l'histoire",
];

/// What a listener's own words are at the end of a scene.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meant {
    /// As the script counts the options; one more than there are where nobody said this before.
    pub option: usize,
    /// The option in words.
    pub text: String,
    /// They want the story to end with what follows.
    pub ends: bool,
}

impl Writer {
    /// What `words` are at the end of `scene`. [`Next::Own`](super::Next::Own) with the same words is then told as that
    /// option.
    ///
    /// # Errors
    /// `BadRequest`: the scene is the last one or not there, the words are none or stand for something else, or there is no
    /// room for another way.
    pub fn meant(&self, story: &Story, scene: usize, words: &str) -> Result<Meant> {
        let ends = ENDS.iter().any(|end| clean::same(end, words));
        match own(story, self.prompts(), scene, words)? {
            Own::Known(option) if story.scene(scene)?.something_else() == Some(option) => {
                Err(Error::new(Kind::BadRequest, "story", "waits for what you do.", "Say it in a few words."))
            }
            Own::Known(option) => {
                let choices = story.choices(scene, self.prompts())?;
                let text = choices.into_iter().nth(option).map(|choice| choice.text).unwrap_or_default();
                Ok(Meant { option, text, ends })
            }
            Own::New(goal) => {
                let option = goal.from.map_or(0, |from| from.option);
                Ok(Meant { option, text: goal.choice, ends })
            }
        }
    }
}

/// The scene that is to be written.
#[derive(Default)]
pub(super) struct Goal {
    pub(super) from: Option<Origin>,
    /// What the listener does.
    pub(super) choice: String,
    /// Its option is not among those of the scene before.
    pub(super) adds_option: bool,
    pub(super) chapter: String,
    pub(super) bed: Option<Bed>,
}

pub(super) enum Own {
    Known(usize),
    New(Goal),
}

/// What the listener's own words mean: an option that is there, or one more.
pub(super) fn own(story: &Story, prompts: &Prompts, scene: usize, words: &str) -> Result<Own> {
    let refused = |what: &str, advice: &str| Err(Error::new(Kind::BadRequest, "story", what, advice));
    let before = story.scene(scene)?;
    if before.is_last() {
        return refused("ends here.", "Go back to an earlier scene, or begin another story.");
    }
    let Some(choice) = option(words) else {
        return refused("does not know what you do.", "Say it in a few words.");
    };
    let choices = story.choices(scene, prompts)?;
    if let Some(option) = choices.iter().position(|known| clean::same(&known.text, &choice)) {
        return Ok(Own::Known(option));
    }
    if before.own.len() >= tale::OWN {
        return refused("has been taken as many ways from here as a scene can have.", "Take one of those.");
    }
    let from = Some(Origin { scene, option: choices.len() });
    let named = choice.trim_end_matches(['.', '!', '?', '…', ' ']);
    let chapter = match clean::words(named, CHAPTER) {
        Some(chapter) => chapter,
        None => prompts.of(&story.wish.language)?.words.section("chapter").to_owned(),
    };
    Ok(Own::New(Goal { from, choice, adds_option: true, chapter, bed: before.bed }))
}

/// What a listener can do, as a sentence that ends.
pub(super) fn option(text: &str) -> Option<String> {
    let words = clean::words(text, OPTION - 1)?;
    let ended = format!("{words}.");
    Some(if words.ends_with(char::is_alphanumeric) && clean::is_words(&ended, OPTION) {
        ended
    } else {
        words
    })
}
