use vesper_speech::{Age, Person, Timbre};

/// One of espeak-ng's voice variants, with what was found out about it.
pub(crate) struct Variant {
    /// espeak-ng's file in `voices/!v`; empty for the voice without a variant.
    pub(crate) file: &'static str,
    /// What a listener reads.
    pub(crate) name: &'static str,
    pub(crate) person: Person,
    pub(crate) age: Option<Age>,
    pub(crate) timbre: Option<Timbre>,
    /// Where espeak-ng's pitch scale (0..99, usually 50) begins for this variant.
    pub(crate) pitch: i16,
    /// How far the melody swings, on espeak-ng's scale of 0..99 (usually 50); 0 is a monotone.
    pub(crate) range: i16,
}

/// The variants that sound good, of about ninety.
///
/// Chosen by measuring one sentence in each: median pitch by autocorrelation, spectral centroid, energy above
/// 5 kHz, share of voiced frames, clipping. Left out: what clips at low volume, what is muffled or has lost its
/// consonants, what is a near copy of another, and what speaks another accent than the language.
pub(crate) const VARIANTS: &[Variant] = &[
    // Men: 75 to 150 Hz.
    man("", "Plain", None, None, 50),
    man("m1", "Walter", None, None, 50),
    man("m3", "Martin", None, None, 50),
    man("m6", "Simon", None, None, 50),
    man("max", "Max", None, None, 48),
    man("Nguyen", "Ned", Some(Age::Young), None, 42),
    man("m7", "Theo", None, Some(Timbre::Soft), 50),
    man("Diogo", "Diogo", None, Some(Timbre::Soft), 50),
    man("Henrique", "Henrique", None, Some(Timbre::Soft), 48),
    man("michel", "Michel", None, Some(Timbre::Soft), 50),
    man("miguel", "Miguel", Some(Age::Young), Some(Timbre::Soft), 55),
    man("m2", "Edgar", None, Some(Timbre::Bright), 52),
    man("m5", "Frank", None, Some(Timbre::Bright), 54),
    man("victor", "Victor", Some(Age::Young), Some(Timbre::Bright), 58),
    man("m8", "Ambrose", Some(Age::Old), None, 46),
    man("david", "David", Some(Age::Old), Some(Timbre::Soft), 52),
    man("m4", "Gus", None, Some(Timbre::Rough), 44),
    man("kaukovalta", "Kauko", None, Some(Timbre::Rough), 46),
    man("robert", "Robert", None, Some(Timbre::Rough), 42),
    man("grandpa", "Grandpa", Some(Age::Old), Some(Timbre::Rough), 44),
    // Women: 175 to 250 Hz.
    woman("f2", "Clara", None, None, 50),
    woman("f3", "Nora", None, None, 46),
    woman("aunty", "Agnes", None, None, 52),
    woman("belinda", "Belinda", None, None, 44),
    woman("f4", "Ruth", None, Some(Timbre::Soft), 50),
    woman("steph", "Steph", None, Some(Timbre::Soft), 48),
    woman("anika", "Anika", Some(Age::Young), Some(Timbre::Soft), 40),
    woman("f5", "Iris", None, Some(Timbre::Bright), 50),
    woman("Annie", "Annie", Some(Age::Young), Some(Timbre::Bright), 48),
    woman("Alicia", "Alicia", Some(Age::Young), None, 46),
    woman("f1", "Edith", Some(Age::Old), None, 46),
    woman("shelby", "Shelby", None, Some(Timbre::Rough), 46),
    woman("grandma", "Grandma", Some(Age::Old), Some(Timbre::Rough), 46),
    // Children: the brighter and lighter women, raised to 280 Hz and more.
    child("f5", "Pip", None, 82),
    child("f3", "Wren", None, 80),
    child("Alicia", "Molly", Some(Timbre::Bright), 68),
    child("Annie", "Tess", Some(Timbre::Bright), 74),
    child("anika", "Mina", Some(Timbre::Soft), 64),
    // Creatures: monotone, croaking, buzzing, giant or tiny.
    creature("robosoft6", "Automaton", Some(Timbre::Soft), 50, 0),
    creature("UniRobot", "Android", None, 46, 15),
    creature("announcer", "Colossus", None, 60, 40),
    creature("croak", "Toad", Some(Timbre::Rough), 40, 70),
    creature("klatt4", "Machine", Some(Timbre::Bright), 55, 0),
    creature("zac", "Sprite", Some(Timbre::Bright), 50, 80),
    creature("Demonic", "Ghoul", Some(Timbre::Rough), 40, 60),
    creature("whisper", "Ghost", Some(Timbre::Soft), 50, 50),
];

const fn man(
    file: &'static str,
    name: &'static str,
    age: Option<Age>,
    timbre: Option<Timbre>,
    pitch: i16,
) -> Variant {
    Variant { file, name, person: Person::Man, age, timbre, pitch, range: 50 }
}

const fn woman(
    file: &'static str,
    name: &'static str,
    age: Option<Age>,
    timbre: Option<Timbre>,
    pitch: i16,
) -> Variant {
    Variant { file, name, person: Person::Woman, age, timbre, pitch, range: 50 }
}

const fn child(file: &'static str, name: &'static str, timbre: Option<Timbre>, pitch: i16) -> Variant {
    Variant { file, name, person: Person::Child, age: Some(Age::Young), timbre, pitch, range: 65 }
}

const fn creature(
    file: &'static str,
    name: &'static str,
    timbre: Option<Timbre>,
    pitch: i16,
    range: i16,
) -> Variant {
    Variant { file, name, person: Person::Creature, age: None, timbre, pitch, range }
}

/// The variants whose breath has no pitch.
pub(crate) const WHISPER: &str = "whisper";
pub(crate) const WHISPER_HIGH: &str = "whisperf";
