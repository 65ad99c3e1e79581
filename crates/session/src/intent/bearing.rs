use std::time::Duration;

use super::LONGEST;
use super::command::{Spoken, spoken};
use super::phrases::Phrases;
use super::text::{Word, head, words};

mod aside;
mod echo;
mod sound;

/// Words a second that nobody says; a recogniser that hears more invents them.
const FASTEST: f32 = 9.0;

/// Words that are looked at: who said so many has the floor.
const WORDS: usize = 64;

/// What was heard, so far, while the mouth speaks.
#[derive(Clone, Copy, Debug)]
pub struct Heard<'a> {
    /// What the recogniser makes of it; empty while it makes nothing of it.
    pub text: &'a str,
    /// Since the onset.
    pub lasted: Duration,
    /// The share of that time in which somebody spoke, as the voice detector has it, 0..1.
    pub voiced: f32,
    /// BCP 47 tag.
    pub language: &'a str,
    /// The words that the mouth said last, up to now: a few seconds of them, the newest at the end.
    pub saying: &'a str,
    /// Whom the listener may be talking to here: the names in a story's cast. Vesper is always one of them.
    pub present: &'a [&'a str],
}

/// What speech during speech is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A sign of following that leaves the floor where it is: "mm-hmm", "right", laughter.
    Backchannel,
    /// No speech: a cough, a knock, music.
    Noise,
    /// Said to somebody else. Weak evidence: the words alone seldom tell.
    Aside,
    /// A whole utterance that is a command. [`Spoken::GoOn`] said into speech changes nothing.
    Command(Spoken),
    /// Words that ask for the floor before it is known what for: "no", "wait", "attends".
    Halt,
    /// Something said to us.
    Sentence,
    /// What the mouth itself just said.
    Echo,
    /// Nothing to judge by yet.
    Unclear,
}

/// What would decide where the words so far do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// Nothing does: act.
    Nothing,
    /// Words, or more of them.
    Words,
    /// Whether it ends here: "yeah" is a sign of following, "yeah but" is not.
    Ending,
    /// Who speaks to whom: how loud it is beside the echo that is expected, from where it comes.
    Source,
}

/// What was heard is, most likely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bearing {
    pub kind: Kind,
    /// How sure that is, 0..1.
    pub confidence: f32,
    pub missing: Missing,
}

impl Bearing {
    fn new(kind: Kind, confidence: f32, missing: Missing) -> Self {
        Bearing { kind, confidence, missing }
    }
}

/// Whether what is heard while the mouth speaks asks for the floor. Ask again whenever there is more of it: a sign of
/// following that grows becomes a sentence.
///
/// An option that was just read aloud and is now chosen in its own words is an [`Kind::Echo`] here; where choices are
/// open, ask [`choice`](super::choice) as well.
pub fn bearing(heard: &Heard<'_>) -> Bearing {
    let phrases = Phrases::of(heard.language);
    let written = sound::written(head(heard.text, LONGEST), phrases);
    let mut said = words(&written.speech, &phrases.elided);
    said.truncate(WORDS);
    if said.is_empty() {
        return match written.sound {
            Some(sound::Sound::Laughter) => Bearing::new(Kind::Backchannel, 0.85, Missing::Nothing),
            Some(sound::Sound::Other) => Bearing::new(Kind::Noise, 0.9, Missing::Nothing),
            None => wordless(heard),
        };
    }
    if invented(&said, heard, phrases) {
        return Bearing::new(Kind::Noise, 0.7, Missing::Words);
    }
    let own = echo::own(&said, heard.saying, &phrases.elided);
    match said.get(own.rest..) {
        Some(rest) if !rest.is_empty() => speech(rest, heard, phrases),
        _ => Bearing::new(Kind::Echo, own.confidence, Missing::Source),
    }
}

/// Whether the words begin with our name, or with that of somebody who is spoken to here.
pub(crate) fn is_called(heard: &Heard<'_>) -> bool {
    let phrases = Phrases::of(heard.language);
    let said = words(head(heard.text, LONGEST), &phrases.elided);
    aside::calls_us(&said, heard, phrases)
}

/// Voice activity without words.
fn wordless(heard: &Heard<'_>) -> Bearing {
    let seconds = heard.lasted.as_secs_f32();
    let voiced = if heard.voiced.is_finite() { heard.voiced.clamp(0.0, 1.0) } else { 0.0 };
    if seconds < 0.25 {
        Bearing::new(Kind::Unclear, 0.3, Missing::Words)
    } else if voiced < 0.4 {
        Bearing::new(Kind::Noise, 0.9 - voiced, Missing::Nothing)
    } else if seconds < 0.9 {
        Bearing::new(Kind::Unclear, 0.4, Missing::Words)
    } else {
        // A second of voice in which a recogniser finds no word: a cough, a yawn, a tune.
        Bearing::new(Kind::Noise, 0.5, Missing::Words)
    }
}

/// These words come from the recogniser rather than from the room: what it writes on silence, or more than can be said
/// in the time.
fn invented(said: &[Word], heard: &Heard<'_>, phrases: &Phrases) -> bool {
    let plain: Vec<&str> = said.iter().map(|word| word.plain.as_str()).collect();
    let spoken = (heard.lasted.as_secs_f32() * heard.voiced.clamp(0.0, 1.0)).max(0.0);
    let hurried = said.len() > 4
        && said.len() < WORDS
        && said.len() as f32 > FASTEST * heard.lasted.as_secs_f32().max(0.2);
    hurried || phrases.invented.has(&plain) && (heard.voiced < 0.5 || spoken < 0.08 * plain.len() as f32)
}

/// Words of somebody in the room.
fn speech(said: &[Word], heard: &Heard<'_>, phrases: &Phrases) -> Bearing {
    let squeezed: Vec<String> = said.iter().map(|word| sound::squeezed(&word.plain)).collect();
    let plain: Vec<&str> = squeezed.iter().map(String::as_str).collect();
    if let Some(spoken) = spoken(said, phrases) {
        return Bearing::new(Kind::Command(spoken), 0.95, Missing::Nothing);
    }
    let follows = follows(&plain, phrases);
    let rest = plain.get(follows..).unwrap_or_default();
    if rest.is_empty() {
        return following(&plain, phrases);
    }
    if let Some(confidence) = aside::confidence(said, follows, heard, phrases) {
        return Bearing::new(Kind::Aside, confidence, Missing::Source);
    }
    if !phrases.stopping.heads(rest).is_empty() {
        return match rest.len() {
            1..=4 => Bearing::new(Kind::Halt, 0.9, Missing::Nothing),
            _ => Bearing::new(Kind::Sentence, 0.95, Missing::Nothing),
        };
    }
    if rest.len() > 1 && phrases.stopping.begin_with(rest) {
        return Bearing::new(Kind::Sentence, 0.65, Missing::Ending);
    }
    // What may become a sign of following, or words to somebody else, is known with the next word.
    if phrases.telephone.begin_with(&plain) {
        return Bearing::new(Kind::Aside, 0.4, Missing::Words);
    }
    if phrases.following.begin_with(rest) {
        return Bearing::new(Kind::Backchannel, 0.4, Missing::Ending);
    }
    if phrases.elsewhere.begin_with(&plain) {
        return Bearing::new(Kind::Sentence, 0.55, Missing::Ending);
    }
    match rest.len() {
        1 if plain.len() == 1 => Bearing::new(Kind::Sentence, 0.55, Missing::Ending),
        1 => Bearing::new(Kind::Sentence, 0.65, Missing::Ending),
        2 => Bearing::new(Kind::Sentence, 0.8, Missing::Nothing),
        _ => Bearing::new(Kind::Sentence, 0.9, Missing::Nothing),
    }
}

/// How many words at the beginning are signs of following, fillers and laughter.
fn follows(plain: &[&str], phrases: &Phrases) -> usize {
    let mut count = 0;
    while let Some(rest) = plain.get(count..).filter(|rest| !rest.is_empty()) {
        let small = rest.first().is_some_and(|word| phrases.fillers.contains(*word) || phrases.laughs(word));
        count += match phrases.following.heads(rest).last() {
            Some(&length) => length,
            None if small => 1,
            None => break,
        };
    }
    count
}

/// Nothing but signs of following.
fn following(plain: &[&str], phrases: &Phrases) -> Bearing {
    let hesitates = plain.iter().all(|word| phrases.fillers.contains(*word));
    match plain.len() {
        // "Um" is a habit, or the beginning of something.
        _ if hesitates => Bearing::new(Kind::Backchannel, 0.5, Missing::Ending),
        1..=3 => Bearing::new(Kind::Backchannel, 0.9, Missing::Ending),
        _ => Bearing::new(Kind::Backchannel, 0.75, Missing::Ending),
    }
}

#[cfg(test)]
mod tests;
