use serde::{Deserialize, Serialize};
use vesper_speech::Bed;

/// The shortest and the longest meditation, in minutes.
pub const SHORTEST: u32 = 3;
pub const LONGEST: u32 = 45;

/// An enumeration whose variants have a word each: in the files of prompts, in answers of models and as it is kept.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$of])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            pub const ALL: &[$name] = &[$($name::$variant,)+];

            /// The word that the prompts have for it.
            pub fn name(self) -> &'static str {
                match self {
                    $($name::$variant => $word,)+
                }
            }

            pub fn named(name: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|known| known.name() == name)
            }
        }
    };
}

words! {
    /// What a meditation is for.
    Intent {
        Sleep = "sleep",
        Calm = "calm",
        Focus = "focus",
        Grief = "grief",
        Courage = "courage",
        Pain = "pain",
    }
}

words! {
    /// How the listener's body is.
    Posture {
        Lying = "lying",
        Sitting = "sitting",
        Standing = "standing",
        Walking = "walking",
    }
}

words! {
    /// What is done in a meditation, by its name.
    Technique {
        /// Breaths are counted from one to ten, and again.
        BreathCounting = "breath-counting",
        /// Attention travels through the body and changes nothing.
        BodyScan = "body-scan",
        /// Good wishes, for others and for oneself.
        LovingKindness = "loving-kindness",
        /// What comes up is given a short name.
        Noting = "noting",
        /// In, hold, out, rest: four seconds each.
        BoxBreathing = "box-breathing",
        /// Breaths out that are longer than those in.
        LongBreath = "long-breath",
        /// What can be seen, felt, heard, smelled and tasted.
        Senses = "senses",
        /// A place, real or not, that is imagined at leisure.
        SafePlace = "safe-place",
        /// One part after the other is tightened and let go (E. Jacobson, Progressive Relaxation, 1929).
        Relaxation = "relaxation",
        /// Sounds near and far are let in.
        Sounds = "sounds",
    }
}

words! {
    /// A place of the body.
    Place {
        Head = "head",
        Eyes = "eyes",
        Jaw = "jaw",
        Neck = "neck",
        Shoulders = "shoulders",
        Chest = "chest",
        Back = "back",
        Belly = "belly",
        Hips = "hips",
        Arms = "arms",
        Hands = "hands",
        Legs = "legs",
        Knees = "knees",
        Feet = "feet",
    }
}

/// What a listener wishes for. Every field may be changed at any time before it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Their sentence, as they said or typed it.
    pub text: String,
    /// BCP 47 tag of the language to speak.
    pub language: String,
    pub intent: Intent,
    /// [`SHORTEST`] to [`LONGEST`].
    pub minutes: u32,
    /// Places of the body that they named.
    pub places: Vec<Place>,
    /// What they asked for by name; where that is nothing, or little for the length, the plan chooses.
    pub techniques: Vec<Technique>,
    /// As a script's cast describes the narrator: `woman, soft`. Empty for the listener's own voice.
    pub voice: String,
    /// What is heard under the voice.
    #[serde(with = "bed_by_name")]
    pub bed: Option<Bed>,
    pub posture: Posture,
    /// Words that the voice speaks in a minute, at its own pace: slow voices are given fewer of them.
    pub pace: u32,
    /// The same wish, model and seed give the same meditation.
    pub seed: u64,
}

impl Wish {
    /// What suits `intent` where a sentence says nothing else.
    pub fn new(text: impl Into<String>, intent: Intent) -> Wish {
        Wish {
            text: text.into(),
            language: "en".into(),
            intent,
            minutes: intent.minutes(),
            places: Vec::new(),
            techniques: Vec::new(),
            voice: String::new(),
            bed: Some(intent.bed()),
            posture: intent.posture(),
            pace: 150,
            seed: 0,
        }
    }

    /// The minutes that it can last.
    pub(crate) fn length(&self) -> u32 {
        self.minutes.clamp(SHORTEST, LONGEST)
    }

    /// The language as scripts and voices take it; English where it is no tag.
    pub(crate) fn tag(&self) -> &str {
        let plain = |part: &str| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let mut parts = self.language.split('-');
        let first = parts.next().unwrap_or_default();
        let language = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
        if language && self.language.len() <= 35 && parts.all(plain) { &self.language } else { "en" }
    }
}

impl Intent {
    /// How long it usually takes.
    pub(crate) fn minutes(self) -> u32 {
        match self {
            Intent::Sleep => 15,
            Intent::Grief | Intent::Pain => 12,
            Intent::Calm | Intent::Focus => 8,
            Intent::Courage => 6,
        }
    }

    pub(crate) fn bed(self) -> Bed {
        match self {
            Intent::Sleep | Intent::Grief => Bed::Rain,
            Intent::Calm | Intent::Pain => Bed::Waves,
            Intent::Focus => Bed::Brown,
            Intent::Courage => Bed::Drone,
        }
    }

    pub(crate) fn posture(self) -> Posture {
        match self {
            Intent::Sleep => Posture::Lying,
            _ => Posture::Sitting,
        }
    }
}

/// A bed as the word that a script has for it.
mod bed_by_name {
    use serde::{Deserialize, Deserializer, Serializer};
    use vesper_speech::Bed;

    pub(super) fn serialize<S: Serializer>(bed: &Option<Bed>, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(super::bed_name(*bed))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Bed>, D::Error> {
        Ok(Bed::named(&String::deserialize(from)?))
    }
}

/// The word that scripts and prompts have for a bed; `none` where there is none.
pub(crate) fn bed_name(bed: Option<Bed>) -> &'static str {
    bed.map_or("none", Bed::name)
}
