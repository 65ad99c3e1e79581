//! The elements of SSML (W3C, Speech Synthesis Markup Language 1.1, 2010) that are performed, and what each asks for.

use vesper_speech::{Age, Person, ReadAs, Style, Traits, Voice};

use super::lexer::{self, Open};
use super::manner::{Change, Step};
use super::values;
use super::voices::Voices;
use crate::tag::Wrong;
use crate::{header, near};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Speak,
    Paragraph,
    Sentence,
    Break,
    Prosody,
    Emphasis,
    Voice,
    Language,
    SayAs,
    Sub,
    ExpressAs,
    Phoneme,
}

struct Entry {
    element: Element,
    name: &'static str,
    attributes: &'static [&'static str],
    example: &'static str,
}

const fn entry(
    element: Element,
    name: &'static str,
    attributes: &'static [&'static str],
    example: &'static str,
) -> Entry {
    Entry { element, name, attributes, example }
}

const ENTRIES: [Entry; 12] = [
    entry(Element::Speak, "speak", &["version", "xml:lang", "xml:base", "xsi:schemaLocation"], "<speak>"),
    entry(Element::Paragraph, "p", &["xml:lang"], "<p>"),
    entry(Element::Sentence, "s", &["xml:lang"], "<s>"),
    entry(Element::Break, "break", &["time", "strength"], "<break time=\"2s\"/>"),
    entry(Element::Prosody, "prosody", &["rate", "pitch", "volume"], "<prosody rate=\"slow\">"),
    entry(Element::Emphasis, "emphasis", &["level"], "<emphasis level=\"strong\">"),
    entry(Element::Voice, "voice", &["name", "gender", "age", "xml:lang"], "<voice name=\"…\">"),
    entry(Element::Language, "lang", &["xml:lang"], "<lang xml:lang=\"fr\">"),
    entry(Element::SayAs, "say-as", &["interpret-as"], "<say-as interpret-as=\"characters\">"),
    entry(Element::Sub, "sub", &["alias"], "<sub alias=\"…\">"),
    entry(Element::ExpressAs, "express-as", &["style"], "<mstts:express-as style=\"whispering\">"),
    entry(Element::Phoneme, "phoneme", &["alphabet", "ph", "type"], "<sub alias=\"…\">"),
];

const STYLES: [(&str, Style); 31] = [
    ("plain", Style::Plain),
    ("neutral", Style::Plain),
    ("default", Style::Plain),
    ("general", Style::Plain),
    ("whisper", Style::Whisper),
    ("whispering", Style::Whisper),
    ("whispered", Style::Whisper),
    ("soft", Style::Soft),
    ("gentle", Style::Soft),
    ("calm", Style::Soft),
    ("affectionate", Style::Soft),
    ("empathetic", Style::Soft),
    ("bright", Style::Bright),
    ("cheerful", Style::Bright),
    ("excited", Style::Bright),
    ("friendly", Style::Bright),
    ("hopeful", Style::Bright),
    ("chat", Style::Bright),
    ("grave", Style::Grave),
    ("sad", Style::Grave),
    ("serious", Style::Grave),
    ("depressed", Style::Grave),
    ("disgruntled", Style::Grave),
    ("unfriendly", Style::Grave),
    ("urgent", Style::Urgent),
    ("angry", Style::Urgent),
    ("fearful", Style::Urgent),
    ("shouting", Style::Urgent),
    ("terrified", Style::Urgent),
    ("embarrassed", Style::Soft),
    ("lyrical", Style::Soft),
];

const READINGS: [(&str, ReadAs); 9] = [
    ("characters", ReadAs::Letters),
    ("spell-out", ReadAs::Letters),
    ("verbatim", ReadAs::Letters),
    ("cardinal", ReadAs::Cardinal),
    ("number", ReadAs::Cardinal),
    ("ordinal", ReadAs::Ordinal),
    ("date", ReadAs::Date),
    ("time", ReadAs::Time),
    ("telephone", ReadAs::Telephone),
];

/// Characters of a value.
const SHOWN: usize = 80;

/// Characters of the words that `sub` gives.
const ALIAS: usize = 1000;

/// The element of this name, whatever its prefix and capitals, with its own spelling.
pub(super) fn named(name: &str) -> Option<(Element, &'static str)> {
    find(name).map(|entry| (entry.element, entry.name))
}

/// Whether a sentence begins where an element of this name begins or ends.
pub(super) fn divides(name: &str) -> bool {
    matches!(named(name), Some((Element::Paragraph | Element::Sentence, _)))
}

/// How the element of this name is written.
pub(super) fn example(name: &str) -> Option<&'static str> {
    find(name).map(|entry| entry.example)
}

fn find(name: &str) -> Option<&'static Entry> {
    let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
    ENTRIES.iter().find(|entry| entry.name.eq_ignore_ascii_case(local))
}

/// What is said of a tag that nobody knows.
pub(super) fn unknown(name: &str) -> Wrong {
    let meant = near::near(name, ENTRIES.iter().map(|entry| entry.name)).and_then(example);
    let advice = match meant {
        Some(meant) => format!("Did you mean `{meant}`?"),
        None => "Its words are spoken as if it were not there; delete it.".to_owned(),
    };
    (format!("There is no tag `{name}`."), advice)
}

/// Attributes that the element does not know.
pub(super) fn strangers(open: &Open<'_>) -> Option<Wrong> {
    let entry = find(open.name)?;
    let standard = |name: &str| entry.attributes.contains(&name) || name.split(':').next() == Some("xmlns");
    let (name, _) = open.attributes.iter().find(|(name, _)| !standard(name))?;
    let advice = match near::near(name, entry.attributes.iter().copied()) {
        Some(meant) => format!("Did you mean `{meant}`?"),
        None if entry.attributes.is_empty() => "Delete it.".to_owned(),
        None => format!("Delete it, or write it like `{}`.", entry.example),
    };
    Some((format!("`{name}` changes nothing in `{}`.", entry.name), advice))
}

/// The value of an attribute, no more of it than a message can show: none that has a meaning is longer.
fn attribute(open: &Open<'_>, name: &str) -> Option<String> {
    long_attribute(open, name).map(|value| value.chars().take(SHOWN).collect())
}

fn long_attribute(open: &Open<'_>, name: &str) -> Option<String> {
    open.attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| lexer::value(value))
}

/// How the words within the element are said.
pub(super) fn change(
    element: Element,
    open: &Open<'_>,
    voices: &Voices<'_>,
    wrong: &mut Vec<Wrong>,
) -> Change {
    let mut change = Change::default();
    if let Some(tag) = attribute(open, "xml:lang") {
        change.language = header::language(&tag).map_err(|why| wrong.push(why)).ok();
    }
    match element {
        Element::Prosody => {
            change.pace = attribute(open, "rate").and_then(|rate| values::rate(&rate, wrong));
            change.pitch = attribute(open, "pitch").and_then(|pitch| values::pitch(&pitch, wrong));
            change.volume = attribute(open, "volume").and_then(|volume| values::volume(&volume, wrong));
            if open.attributes.is_empty() {
                wrong.push(lacks("prosody", "rate`, `pitch` or `volume"));
            }
        }
        Element::Emphasis => {
            let level = attribute(open, "level").unwrap_or_else(|| "moderate".to_owned());
            if let Some((pace, volume)) = values::emphasis(&level, wrong) {
                change.pace = Some(Step::By(pace));
                change.volume = Some(Step::By(volume));
            }
        }
        Element::Voice => change.voice = voice(open, voices, wrong),
        Element::ExpressAs => match attribute(open, "style") {
            Some(style) => change.style = values::word("style", &style, &STYLES, wrong),
            None => wrong.push(lacks("express-as", "style")),
        },
        Element::Language if change.language.is_none() && attribute(open, "xml:lang").is_none() => {
            wrong.push(lacks("lang", "xml:lang"));
        }
        _ => {}
    }
    change
}

/// How the words within a `say-as` or `sub` are read.
pub(super) fn reading(element: Element, open: &Open<'_>, wrong: &mut Vec<Wrong>) -> Option<ReadAs> {
    if element == Element::SayAs {
        let Some(kind) = attribute(open, "interpret-as") else {
            wrong.push(lacks("say-as", "interpret-as"));
            return None;
        };
        return values::word("way to read", &kind, &READINGS, wrong);
    }
    match long_attribute(open, "alias") {
        Some(alias) if alias.chars().count() > ALIAS => {
            let what = format!("The words of this `sub` are more than {ALIAS} characters.");
            wrong.push((what, "Give the words of one name or sign.".to_owned()));
            None
        }
        Some(alias) if alias.chars().any(char::is_alphanumeric) => Some(ReadAs::Words(alias)),
        Some(_) => {
            let what = "The alias of this `sub` has no words.".to_owned();
            wrong.push((what, "Write what is to be said for it.".to_owned()));
            None
        }
        None => {
            wrong.push(lacks("sub", "alias"));
            None
        }
    }
}

/// The silence of a `break` in seconds; none where nothing can be made of it.
pub(super) fn silence(open: &Open<'_>, wrong: &mut Vec<Wrong>) -> Option<f64> {
    match (attribute(open, "time"), attribute(open, "strength")) {
        (Some(time), _) => values::time(&time, wrong),
        (None, Some(strength)) => values::strength(&strength, wrong),
        (None, None) => values::strength("medium", wrong),
    }
}

fn voice(open: &Open<'_>, voices: &Voices<'_>, wrong: &mut Vec<Wrong>) -> Option<Voice> {
    if let Some(name) = attribute(open, "name") {
        match voices.find(&name) {
            Ok(voice) => return Some(voice),
            Err(why) => wrong.push(why),
        }
    }
    let mut traits = Traits::default();
    if let Some(gender) = attribute(open, "gender") {
        let genders = [("female", Some(Person::Woman)), ("male", Some(Person::Man)), ("neutral", None)];
        traits.person = values::word("gender", &gender, &genders, wrong).flatten();
    }
    if let Some(age) = attribute(open, "age") {
        match age.parse::<u8>() {
            Ok(years @ 0..13) => {
                traits.person = Some(Person::Child);
                traits.age = (years < 7).then_some(Age::Young);
            }
            Ok(13..30) => traits.age = Some(Age::Young),
            Ok(30..60) => {}
            Ok(60..) => traits.age = Some(Age::Old),
            Err(_) => wrong.push((format!("`{age}` is no age."), "Write it in years: `age=\"70\"`.".into())),
        }
    }
    if open.attributes.is_empty() {
        wrong.push(lacks("voice", "name"));
    }
    (traits != Traits::default()).then(|| Voice { name: described(&traits), traits, chosen: None })
}

/// A name for somebody who has none: `old woman`.
fn described(traits: &Traits) -> String {
    let age = traits.age.map(|age| match age {
        Age::Young => "young",
        Age::Old => "old",
    });
    let person = traits.person.map_or("voice", Person::name);
    age.into_iter().chain([person]).collect::<Vec<_>>().join(" ")
}

fn lacks(name: &str, attribute: &str) -> Wrong {
    let example = example(name).unwrap_or_default();
    (format!("This `{name}` has no `{attribute}`."), format!("Write it like `{example}`."))
}
