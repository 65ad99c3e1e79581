//! The short forms: `[pause 4s]`, `[whisper] … [/whisper]`, `[slow]`, `[bell]`.
//!
//! Prose has brackets too, so this is the rule. A bracket is a direction where all of it is one of the words below, or
//! such a word behind a `/`, or `pause` with a length. A slip in such a word (one letter) is a direction that nobody
//! understands only where a direction has its place, at the beginning of a paragraph or behind a sentence, and
//! where no name is meant; with a length or a `/` it is one everywhere. All else is text: `[sic]`, `[1]`, `[the] lamp`.

use std::time::Duration;

use vesper_speech::Style;

use crate::near;
use crate::tag::{self, PACES, SILENCE, STYLES, Wrong};

/// What `[pause]` lasts.
const PAUSE: Duration = Duration::from_secs(1);

/// Letters of the shortest word in which a slip is looked for: four are soon another word.
const LONG: usize = 5;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Direction {
    Pause(Duration),
    Bell,
    Style(&'static str, Style),
    Pace(&'static str, f32),
    /// What the word began is over.
    End(&'static str),
}

/// The direction that stands between brackets; `None` where that is text. `apart` says that a direction has its place
/// there.
pub(super) fn read(inside: &str, apart: bool) -> Option<Result<Direction, Wrong>> {
    let inside = inside.trim();
    if let Some(word) = inside.strip_prefix('/') {
        return end(word.trim());
    }
    let (word, value) = inside.split_once([' ', ':']).unwrap_or((inside, ""));
    let (word, value) = (word.to_lowercase(), value.trim());
    match (word.as_str(), value) {
        ("pause", "") => Some(Ok(Direction::Pause(PAUSE))),
        ("pause", length) => Some(tag::duration("pause", length, SILENCE).map(Direction::Pause)),
        ("bell", "") => Some(Ok(Direction::Bell)),
        (word, "") => holding(word).map(Ok).or_else(|| slip(inside, apart).map(Err)),
        (word, length) => {
            let meant =
                length.starts_with(|c: char| c.is_ascii_digit()) && near::near(word, ["pause"]).is_some();
            meant.then(|| Err(unknown(inside, Some("pause"))))
        }
    }
}

fn end(word: &str) -> Option<Result<Direction, Wrong>> {
    if word.is_empty() || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let lower = word.to_lowercase();
    match holding(&lower) {
        Some(Direction::Style(word, _) | Direction::Pace(word, _)) => Some(Ok(Direction::End(word))),
        _ => {
            let meant = near::near(&lower, words()).map(|meant| format!("/{meant}"));
            Some(Err(unknown(&format!("/{word}"), meant.as_deref())))
        }
    }
}

/// A direction that holds until it is ended.
fn holding(word: &str) -> Option<Direction> {
    let style = STYLES.iter().find(|(name, _)| *name == word);
    let pace = || PACES.iter().find(|(name, _)| *name == word);
    style
        .map(|(name, style)| Direction::Style(name, *style))
        .or_else(|| pace().map(|(name, pace)| Direction::Pace(name, *pace)))
}

fn words() -> impl Iterator<Item = &'static str> {
    STYLES.iter().map(|(name, _)| *name).chain(PACES.iter().map(|(name, _)| *name))
}

fn slip(word: &str, apart: bool) -> Option<Wrong> {
    let plain = word.chars().count() >= LONG && word.chars().all(char::is_lowercase);
    if !apart || !plain {
        return None;
    }
    let long = words().chain(["pause"]).filter(|word| word.len() >= LONG);
    near::slip(word, long).map(|meant| unknown(word, Some(meant)))
}

fn unknown(written: &str, meant: Option<&str>) -> Wrong {
    let advice = match meant {
        Some(meant) => format!("Did you mean `[{meant}]`?"),
        None => "`\\[` writes a bracket that is only a bracket.".to_owned(),
    };
    (format!("There is no direction `[{written}]`."), advice)
}
