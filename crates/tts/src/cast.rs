use vesper_speech::{Age, Error, Kind, Line, NARRATOR, Person, Pitch, Result, Style, Tempo, Timbre, Traits};

use crate::finish::volume;
use crate::installed::Installed;
use crate::variants::{VARIANTS, Variant, WHISPER, WHISPER_HIGH};

/// Speed of a plain line as espeak-ng counts it, in words that are longer than those of a story: 130 of them are
/// about 160 words a minute (measured on all that ships), as books are read aloud.
const SPEED: f32 = 130.0;
/// What espeak-ng can do; below it only the gaps between words grow.
const SLOWEST: f32 = 80.0;
const FASTEST: f32 = 450.0;
/// How much one unit of `-g` lengthens the gap between two words at [`SLOWEST`], in seconds (measured).
const GAP: f32 = 0.029;
/// Loudness of a plain line, in dBFS weighted for the ear.
const LEVEL: f32 = -20.0;

/// An octave on espeak-ng's scale of pitch.
const OCTAVE: f32 = 50.0;
/// What of a voice's mean pitch is the swing of its melody, which the scale leaves as it is, in Hz (measured on the narrator
/// and a woman).
const SWING: f32 = 45.0;
/// The speed at which words take the seconds that are expected of them.
const EXPECTED: f32 = 125.0;

/// How espeak-ng is to say a line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Delivery {
    /// Voice file and variant for `-v`.
    pub(crate) voice: String,
    /// For `-p`, 0..99.
    pub(crate) pitch: u8,
    /// Swing of the melody, 0..99.
    pub(crate) range: u8,
    /// For `-s`, words per minute.
    pub(crate) speed: u16,
    /// For `-g`, extra silence between words.
    pub(crate) gap: u8,
    /// Loudness after levelling, in dBFS weighted for the ear.
    pub(crate) level: f32,
    /// Factor on top of it, as the line asks for.
    pub(crate) volume: f32,
    /// Seconds for each that the words are expected to take.
    pub(crate) tempo: f32,
}

/// Chooses voice and delivery of `line`: the same line is always cast the same.
pub(crate) fn cast(line: &Line, installed: &Installed) -> Result<Delivery> {
    let language = installed.language(&line.language).ok_or_else(|| unknown_language(&line.language))?;
    let (voice_file, part) = match &line.voice.chosen {
        Some(id) => {
            let (own, variant) = installed.voice(id).ok_or_else(|| unknown_voice(id))?;
            // A chosen accent stays, unless the line is in another language altogether.
            let file = if primary(&own.tag) == primary(&language.tag) { &own.file } else { &language.file };
            (file, Part { variant, shift: 0.0, speed: 1.0 })
        }
        None if line.voice.name == NARRATOR && line.voice.traits == Traits::default() => {
            (&language.file, narrator(installed))
        }
        None => (&language.file, audition(&line.voice.name, line.voice.traits, installed)),
    };
    Ok(direct(voice_file, &part, line, installed))
}

/// A variant as one character has it.
struct Part {
    variant: &'static Variant,
    /// Added to the pitch.
    shift: f32,
    /// Factor on the speed.
    speed: f32,
}

fn narrator(installed: &Installed) -> Part {
    let warm = VARIANTS.iter().find(|variant| variant.file == "m7" && installed.has(variant.file));
    Part { variant: warm.unwrap_or(&VARIANTS[0]), shift: 0.0, speed: 0.96 }
}

/// Finds the variant that fits the traits; among equals, the name decides, and shifts pitch and speed a little, so
/// that two characters who are described alike still differ.
fn audition(name: &str, traits: Traits, installed: &Installed) -> Part {
    let mut dice = Dice::from(name);
    let person = traits.person.unwrap_or(if dice.throw(2) == 0 { Person::Woman } else { Person::Man });
    let fit = |variant: &Variant| {
        let timbre = match (traits.timbre, variant.timbre) {
            (Some(wanted), Some(found)) => 2 * u8::from(wanted == found),
            (Some(_), None) => 1,
            // Nobody croaks unasked, except creatures.
            (None, found) => 2 * u8::from(found != Some(Timbre::Rough) || person == Person::Creature),
        };
        timbre + if variant.age == traits.age { 3 } else { 0 }
    };
    let able: Vec<&'static Variant> =
        VARIANTS.iter().filter(|variant| variant.person == person && installed.has(variant.file)).collect();
    let best = able.iter().map(|variant| fit(variant)).max().unwrap_or(0);
    let fitting: Vec<&'static Variant> = able.into_iter().filter(|variant| fit(variant) == best).collect();
    let variant = fitting.get(dice.throw(fitting.len())).copied().unwrap_or(&VARIANTS[0]);

    let shift = 4.0 * (dice.throw(9) as f32 - 4.0)
        + match traits.pitch {
            Some(Pitch::High) => 22.0,
            Some(Pitch::Low) => -24.0,
            None => 0.0,
        }
        + match traits.age {
            Some(Age::Young) if person != Person::Child => 6.0,
            Some(Age::Old) => -4.0,
            _ => 0.0,
        };
    let speed = (0.94 + 0.03 * dice.throw(5) as f32)
        * match traits.tempo {
            Some(Tempo::Quick) => 1.2,
            Some(Tempo::Slow) => 0.82,
            None => 1.0,
        }
        * if traits.age == Some(Age::Old) { 0.92 } else { 1.0 };
    Part { variant, shift, speed }
}

/// Lets the part say the line: style and pace.
fn direct(voice_file: &str, part: &Part, line: &Line, installed: &Installed) -> Delivery {
    let tone = match line.style {
        Style::Plain => Tone { pitch: 0.0, range: 0.0, speed: 1.0, level: 0.0 },
        Style::Whisper => Tone { pitch: 0.0, range: 0.0, speed: 0.92, level: -5.0 },
        Style::Soft => Tone { pitch: -3.0, range: -12.0, speed: 0.9, level: -3.5 },
        Style::Bright => Tone { pitch: 10.0, range: 25.0, speed: 1.08, level: 0.0 },
        Style::Grave => Tone { pitch: -12.0, range: -18.0, speed: 0.86, level: 0.0 },
        Style::Urgent => Tone { pitch: 6.0, range: 12.0, speed: 1.25, level: 1.0 },
    };
    let variant = match line.style {
        Style::Whisper => whispering(part.variant, installed),
        _ => part.variant.file,
    };
    let pace = if line.pace.is_finite() { line.pace.clamp(0.5, 2.0) } else { 1.0 };
    let speed = SPEED * part.speed * tone.speed * pace;
    let mean = SWING + (usual(part.variant.person) - SWING) * ((part.shift + tone.pitch) / OCTAVE).exp2();
    let pitch = f32::from(part.variant.pitch) + part.shift + tone.pitch + raised(mean, line.pitch);
    let scale = |value: f32| value.round().clamp(0.0, 99.0) as u8;
    Delivery {
        voice: if variant.is_empty() { voice_file.to_owned() } else { format!("{voice_file}+{variant}") },
        pitch: scale(pitch),
        range: match part.variant.range {
            0 => 0,
            range => scale(f32::from(range) + tone.range),
        },
        speed: speed.clamp(SLOWEST, FASTEST).round() as u16,
        gap: scale((60.0 / speed - 60.0 / SLOWEST).max(0.0) / GAP),
        level: LEVEL + tone.level,
        volume: volume(line.volume),
        tempo: EXPECTED / speed,
    }
}

/// What must be added on espeak-ng's scale of pitch so that a voice of `mean` Hz is so many semitones higher, -6..6.
fn raised(mean: f32, semitones: f32) -> f32 {
    let semitones = if semitones.is_finite() { semitones.clamp(-6.0, 6.0) } else { 0.0 };
    let wanted = mean * (semitones / 12.0).exp2();
    OCTAVE * ((wanted - SWING).max(1.0) / (mean - SWING).max(1.0)).log2()
}

/// The usual pitch of such a voice in Hz, from what is known of the variants.
fn usual(person: Person) -> f32 {
    match person {
        Person::Man | Person::Creature => 106.0,
        Person::Woman => 225.0,
        Person::Child => 290.0,
    }
}

/// What a style adds to a part: pitch and range on espeak-ng's scales, speed as a factor, level in dB.
struct Tone {
    pitch: f32,
    range: f32,
    speed: f32,
    level: f32,
}

fn whispering(variant: &'static Variant, installed: &Installed) -> &'static str {
    let wanted = match variant.person {
        Person::Woman | Person::Child => [WHISPER_HIGH, WHISPER],
        Person::Man | Person::Creature => [WHISPER, WHISPER_HIGH],
    };
    wanted.into_iter().find(|file| installed.has(file)).unwrap_or(variant.file)
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

/// Throws that follow from a name alone: FNV-1a (Fowler, Noll, Vo), which unlike the standard library's hash
/// stays the same from one release to the next, and a finaliser that spreads it (MurmurHash3, fmix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn from(name: &str) -> Self {
        let fnv = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let mut hash = name.bytes().fold(0xcbf2_9ce4_8422_2325, fnv);
        hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        Dice(hash ^ (hash >> 33))
    }

    /// 0 up to, not including, `sides`.
    pub(crate) fn throw(&mut self, sides: usize) -> usize {
        let sides = sides.max(1) as u64;
        let side = self.0 % sides;
        self.0 = (self.0 / sides).rotate_left(17) ^ self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        side as usize
    }
}

fn unknown_language(tag: &str) -> Error {
    let tag: String = tag.chars().filter(|c| !c.is_control()).take(40).collect();
    Error::new(
        Kind::BadRequest,
        "the system voice",
        format!("espeak-ng speaks no language with the tag \"{tag}\"."),
        "Give the text one of the tags that `espeak-ng --voices` lists, such as en, de or fr.",
    )
}

fn unknown_voice(id: &str) -> Error {
    let id: String = id.chars().filter(|c| !c.is_control()).take(60).collect();
    Error::new(
        Kind::BadRequest,
        "the system voice",
        format!("there is no voice \"{id}\"."),
        "Choose another voice in the settings, or none for the usual one.",
    )
}
