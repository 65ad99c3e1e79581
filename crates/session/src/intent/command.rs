use super::LONGEST;
use super::phrases::Phrases;
use super::text::{Word, head, words};

/// Words of the longest command, its politeness included.
const WORDS: usize = 20;

/// A command that was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spoken {
    Pause,
    /// Go on from where it was paused.
    GoOn,
    /// Say the line again.
    Again,
    Slower,
    Faster,
    Louder,
    Quieter,
    /// To what comes next.
    Skip,
    /// To what came before.
    Back,
    /// Be silent, and stay so.
    Stop,
    /// What can be said.
    Help,
    /// Say the choices again.
    Choices,
    /// Stay in this silence.
    Stay,
    /// So many minutes more than was planned; five where nobody says how many.
    Longer(u8),
}

impl Spoken {
    pub const ALL: [Spoken; 14] = [
        Spoken::Pause,
        Spoken::GoOn,
        Spoken::Again,
        Spoken::Slower,
        Spoken::Faster,
        Spoken::Louder,
        Spoken::Quieter,
        Spoken::Skip,
        Spoken::Back,
        Spoken::Stop,
        Spoken::Help,
        Spoken::Choices,
        Spoken::Stay,
        Spoken::Longer(5),
    ];

    /// What the phrase files call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Spoken::Pause => "pause",
            Spoken::GoOn => "go on",
            Spoken::Again => "again",
            Spoken::Slower => "slower",
            Spoken::Faster => "faster",
            Spoken::Louder => "louder",
            Spoken::Quieter => "quieter",
            Spoken::Skip => "skip",
            Spoken::Back => "back",
            Spoken::Stop => "stop",
            Spoken::Help => "help",
            Spoken::Choices => "choices",
            Spoken::Stay => "stay",
            Spoken::Longer(_) => "longer",
        }
    }
}

/// The command that `text` is, as a whole or with nothing but politeness around it. A sentence that merely contains
/// its words is none. `language` is a BCP 47 tag.
pub fn command(text: &str, language: &str) -> Option<Spoken> {
    let phrases = Phrases::of(language);
    spoken(&words(head(text, LONGEST), &phrases.elided), phrases)
}

/// The plainest way to say each command that a language has a way for, in the order of [`Spoken::ALL`]: to be shown, and
/// for a recogniser to listen for. `language` is a BCP 47 tag.
pub fn sayings(language: &str) -> &'static [(Spoken, String)] {
    &Phrases::of(language).plainest
}

/// The command that these words are.
pub(super) fn spoken(words: &[Word], phrases: &Phrases) -> Option<Spoken> {
    if words.len() > WORDS {
        return None;
    }
    let mut words: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
    // Said twice is said once: "stop, stop".
    words.dedup();
    let begins = phrases.before.beginnings(&words);
    let ends = phrases.after.ends(&words);
    let cores = begins.iter().flat_map(|&from| ends.iter().map(move |&to| from..to));
    let mut found = cores.filter_map(|core| Some((core.len(), phrases.command(words.get(core)?)?)));
    // The longest that leaves least to politeness: "go back please" is no "back" with a "go" before it.
    found.by_ref().max_by_key(|(length, _)| *length).map(|(_, spoken)| spoken)
}

#[cfg(test)]
mod tests;
