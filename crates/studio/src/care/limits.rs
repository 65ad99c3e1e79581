//! What is written for a listener, and what is not: topics with a level each, as words for a model and as a sieve for what
//! comes back.

use std::collections::HashSet;
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::file::File;
use super::pattern::{Heard, Pattern};
use super::text::words;
use crate::prompts::{Section, Shape, Sheet};
use crate::story::Ages;

/// What there may be more or less of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    Violence,
    Fear,
    Sadness,
    Romance,
    Swearing,
    Drugs,
}

impl Topic {
    pub const ALL: [Topic; 6] =
        [Topic::Violence, Topic::Fear, Topic::Sadness, Topic::Romance, Topic::Swearing, Topic::Drugs];

    pub fn name(self) -> &'static str {
        match self {
            Topic::Violence => "violence",
            Topic::Fear => "fear",
            Topic::Sadness => "sadness",
            Topic::Romance => "romance",
            Topic::Swearing => "swearing",
            Topic::Drugs => "drugs",
        }
    }
}

/// How much of a topic there may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Never,
    /// What a picture book has.
    Mild,
    /// What an evening film has.
    Moderate,
    #[default]
    Any,
}

impl Level {
    pub const ALL: [Level; 4] = [Level::Never, Level::Mild, Level::Moderate, Level::Any];

    pub fn name(self) -> &'static str {
        match self {
            Level::Never => "never",
            Level::Mild => "mild",
            Level::Moderate => "moderate",
            Level::Any => "any",
        }
    }
}

/// How much there may be of each topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    pub violence: Level,
    pub fear: Level,
    pub sadness: Level,
    pub romance: Level,
    pub swearing: Level,
    pub drugs: Level,
}

/// What a text has too much of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    pub topic: Topic,
    /// The words that say so, folded.
    pub words: String,
    pub allowed: Level,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let topic = self.topic.name();
        match self.allowed {
            Level::Never => write!(f, "has {topic} in it (\"{}\"), and none is wanted", self.words),
            level => {
                write!(f, "has more {topic} in it (\"{}\") than is wanted: {}", self.words, level.name())
            }
        }
    }
}

impl Limits {
    pub const NONE: Limits = Limits {
        violence: Level::Any,
        fear: Level::Any,
        sadness: Level::Any,
        romance: Level::Any,
        swearing: Level::Any,
        drugs: Level::Any,
    };

    /// What suits these ages.
    pub fn of(ages: Ages) -> Limits {
        use Level::{Mild, Moderate, Never};
        let all = |level| Limits {
            violence: level,
            fear: level,
            sadness: level,
            romance: level,
            swearing: level,
            drugs: level,
        };
        match ages {
            Ages::Small => Limits { fear: Mild, sadness: Mild, ..all(Never) },
            Ages::Child => Limits { swearing: Never, drugs: Never, ..all(Mild) },
            Ages::Youth => Limits { fear: Moderate, sadness: Moderate, ..all(Mild) },
            Ages::Teen => all(Moderate),
            Ages::Adult => Limits::NONE,
        }
    }

    pub fn level(&self, topic: Topic) -> Level {
        match topic {
            Topic::Violence => self.violence,
            Topic::Fear => self.fear,
            Topic::Sadness => self.sadness,
            Topic::Romance => self.romance,
            Topic::Swearing => self.swearing,
            Topic::Drugs => self.drugs,
        }
    }

    /// These, with another level for `topic`.
    #[must_use]
    pub fn with(mut self, topic: Topic, level: Level) -> Limits {
        *match topic {
            Topic::Violence => &mut self.violence,
            Topic::Fear => &mut self.fear,
            Topic::Sadness => &mut self.sadness,
            Topic::Romance => &mut self.romance,
            Topic::Swearing => &mut self.swearing,
            Topic::Drugs => &mut self.drugs,
        } = level;
        self
    }

    /// The stricter of both for each topic.
    #[must_use]
    pub fn and(&self, other: &Limits) -> Limits {
        Topic::ALL
            .into_iter()
            .fold(*self, |limits, topic| limits.with(topic, self.level(topic).min(other.level(topic))))
    }

    /// Whether `text`, in `language` (BCP 47), keeps to them.
    pub fn allows(&self, text: &str, language: &str) -> bool {
        self.breach(text, language).is_none()
    }

    /// The first thing that `text` has too much of. It looks for words: what a text says without any of them passes. Texts
    /// in a language that there is no list for are held against all lists there are. The first 4,000 words are looked at.
    pub fn breach(&self, text: &str, language: &str) -> Option<Breach> {
        if *self == Limits::NONE {
            return None;
        }
        let known = lists().iter().any(|list| list.is_of(language));
        lists().iter().filter(|list| !known || list.is_of(language)).find_map(|list| list.breach(self, text))
    }

    /// What a model is told, in `language`, as sentences; empty where nothing is limited.
    pub fn prompt(&self, language: &str) -> String {
        let french = language.get(..2).is_some_and(|tag| tag.eq_ignore_ascii_case("fr"));
        let (tag, text) = if french {
            ("fr", include_str!("../../../../assets/care/limits.fr.md"))
        } else {
            ("en", include_str!("../../../../assets/care/limits.en.md"))
        };
        // What comes with the program is whole, which a test sees to.
        let Ok(sheet) = Sheet::read("limits.md", text, &SHAPE, tag) else { return String::new() };
        let said = Topic::ALL.into_iter().filter(|topic| self.level(*topic) < Level::Any).map(|topic| {
            let section = format!("{}-{}", topic.name(), self.level(topic).name());
            sheet.section(&section).split_whitespace().collect::<Vec<_>>().join(" ")
        });
        said.collect::<Vec<_>>().join(" ")
    }
}

/// The words of a language.
struct List {
    language: &'static str,
    elided: Vec<&'static str>,
    /// By topic, and by the least level that allows them.
    words: Vec<(Topic, Level, Vec<Pattern>)>,
    harmless: Vec<Pattern>,
}

fn lists() -> &'static [List; 2] {
    static LISTS: LazyLock<[List; 2]> = LazyLock::new(|| {
        [
            List::read("en", include_str!("../../../../assets/care/limits.en.txt")),
            List::read("fr", include_str!("../../../../assets/care/limits.fr.txt")),
        ]
    });
    &LISTS
}

impl List {
    fn read(language: &'static str, text: &'static str) -> List {
        let file = File::read(text);
        let words = Topic::ALL.into_iter().flat_map(|topic| {
            let of =
                |level: Level| (topic, level, file.patterns(&format!("{} {}", topic.name(), level.name())));
            [Level::Any, Level::Moderate, Level::Mild].map(of)
        });
        List { language, words: words.collect(), harmless: file.patterns("harmless"), elided: file.elided() }
    }

    fn is_of(&self, language: &str) -> bool {
        let first = language.split(['-', '_']).next().unwrap_or_default();
        first.eq_ignore_ascii_case(self.language)
    }

    fn breach(&self, limits: &Limits, text: &str) -> Option<Breach> {
        let words = words(text, &self.elided);
        let none = HashSet::new();
        let heard = Heard { words: &words, real: None, negators: &none };
        let ends = |patterns: &[Pattern], from: usize| {
            patterns.iter().filter_map(|pattern| pattern.end(&heard, from)).max()
        };
        let mut from = 0;
        while from < words.len() {
            if let Some(end) = ends(&self.harmless, from) {
                from = end;
                continue;
            }
            for (topic, needed, patterns) in &self.words {
                let allowed = limits.level(*topic);
                if allowed < *needed
                    && let Some(end) = ends(patterns, from)
                {
                    let said = words.get(from..end).unwrap_or_default();
                    let said = said.iter().map(|word| word.plain.as_str()).collect::<Vec<_>>().join(" ");
                    return Some(Breach { topic: *topic, words: said, allowed });
                }
            }
            from += 1;
        }
        None
    }
}

const fn section(name: &'static str) -> Section {
    Section { name, needs: &[], may: &[] }
}

const SHAPE: Shape = Shape {
    name: "care/limits",
    version: 1,
    sections: &[
        section("violence-never"),
        section("violence-mild"),
        section("violence-moderate"),
        section("fear-never"),
        section("fear-mild"),
        section("fear-moderate"),
        section("sadness-never"),
        section("sadness-mild"),
        section("sadness-moderate"),
        section("romance-never"),
        section("romance-mild"),
        section("romance-moderate"),
        section("swearing-never"),
        section("swearing-mild"),
        section("swearing-moderate"),
        section("drugs-never"),
        section("drugs-mild"),
        section("drugs-moderate"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_with_the_program_is_whole() {
        for (tag, text) in [
            ("en", include_str!("../../../../assets/care/limits.en.md")),
            ("fr", include_str!("../../../../assets/care/limits.fr.md")),
        ] {
            Sheet::read("limits.md", text, &SHAPE, tag).expect("whole");
        }
        for list in lists() {
            for (topic, level, patterns) in &list.words {
                let name = (list.language, topic.name(), level.name());
                assert!(!patterns.is_empty(), "{name:?} has no words");
                assert!(patterns.iter().all(Pattern::can_be_said), "{name:?}");
            }
        }
    }

    #[test]
    fn a_text_is_measured_topic_by_topic() {
        let mild = Limits { violence: Level::Mild, ..Limits::NONE };
        assert!(mild.allows("The knights fight in the yard, and nobody is hurt badly.", "en-GB"));
        let breach = mild.breach("He was stabbed. Blood was everywhere.", "en").expect("too much");
        assert_eq!((breach.topic, breach.words.as_str()), (Topic::Violence, "stabbed"));
        assert!(breach.to_string().contains("more violence"));
        assert!(Limits::NONE.allows("He was stabbed. Blood was everywhere.", "en"));
        assert!(!Limits::of(Ages::Small).allows("Le chevalier a tué le dragon.", "fr"));
        assert!(Limits::of(Ages::Small).allows("Un phare qui a peur du noir.", "fr"));
        // "sang" and "pain" are harmless in English, and other words elsewhere.
        assert!(Limits::of(Ages::Small).allows("She sang all night.", "en"));
    }

    #[test]
    fn the_stricter_limit_counts_and_is_told_to_the_model() {
        let own = Limits { fear: Level::Never, ..Limits::NONE };
        let both = own.and(&Limits::of(Ages::Youth));
        assert_eq!((both.fear, both.violence), (Level::Never, Level::Mild));
        let told = own.prompt("en-US");
        assert!(told.contains("frighten") && !told.contains("blood"), "{told}");
        assert!(!Limits::of(Ages::Child).prompt("fr").is_empty());
    }
}
