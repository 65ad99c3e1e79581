/// The voice that every script has without declaring it.
pub const NARRATOR: &str = "narrator";

use std::ops::Range;

/// What one voice says in one breath: the unit of captions, of synthesis and of "back one line".
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Spoken exactly as shown, but for what `aloud` says of it.
    pub text: String,
    pub voice: Voice,
    pub style: Style,
    /// Speed of speaking as a factor, 0.5..2.0; 1.0 is the voice's own.
    pub pace: f32,
    /// Semitones above the voice's own pitch, -6..6.
    pub pitch: f32,
    /// Decibels above the voice's own loudness, -40..6.
    pub volume: f32,
    /// BCP 47 tag of the text, such as `en` or `en-GB`.
    pub language: String,
    /// Parts that are read otherwise than they are written, in order, without overlap.
    pub aloud: Vec<Aloud>,
}

impl Default for Line {
    /// Nothing, said plainly by the narrator, in English.
    fn default() -> Self {
        Line {
            text: String::new(),
            voice: Voice::narrator(),
            style: Style::Plain,
            pace: 1.0,
            pitch: 0.0,
            volume: 0.0,
            language: "en".into(),
            aloud: Vec::new(),
        }
    }
}

/// How a part of a line is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aloud {
    /// Bytes of the line's text, on the borders of characters.
    pub part: Range<usize>,
    pub how: ReadAs,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadAs {
    /// Letter by letter.
    Letters,
    Cardinal,
    Ordinal,
    Date,
    Time,
    /// Digit by digit, in the groups in which it is written.
    Telephone,
    /// As these words.
    Words(String),
}

/// Who speaks. The name tells the characters of one script apart; the traits let every engine choose a
/// voice of its own that fits, so that a script names no engine.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Voice {
    pub name: String,
    pub traits: Traits,
    /// The engine's own name of a voice, where the listener chose one; it wins over the traits.
    pub chosen: Option<String>,
}

impl Voice {
    pub fn narrator() -> Self {
        Voice { name: NARRATOR.into(), traits: Traits::default(), chosen: None }
    }
}

/// What a script says of a voice. The default leaves every choice to the engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Traits {
    pub person: Option<Person>,
    pub age: Option<Age>,
    pub pitch: Option<Pitch>,
    pub tempo: Option<Tempo>,
    pub timbre: Option<Timbre>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Person {
    Woman,
    Man,
    Child,
    /// An animal, a machine, a ghost: anything that should not sound like a person next door.
    Creature,
}

impl Person {
    /// The word that a script's cast uses for it.
    pub fn name(self) -> &'static str {
        match self {
            Person::Woman => "woman",
            Person::Man => "man",
            Person::Child => "child",
            Person::Creature => "creature",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Age {
    Young,
    Old,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pitch {
    High,
    Low,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tempo {
    Quick,
    Slow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Timbre {
    Soft,
    Bright,
    Rough,
}

/// How a line is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Style {
    #[default]
    Plain,
    Whisper,
    Soft,
    Bright,
    Grave,
    Urgent,
}
