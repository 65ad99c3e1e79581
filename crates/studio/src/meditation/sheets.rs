//! The files of meditations, in each language there is: what is understood, what a model is asked, what is said.

use std::path::Path;

use vesper_speech::{Bed, Result};

use super::claims::Claims;
use super::length::Lengths;
use super::phrases::Phrases;
use super::wish::{Intent, Place, Posture, Technique, bed_name};
use crate::clean;
use crate::prompts::{File, Languages, SPOKEN, Section, Shape, Sheet, bad_words, shipped};

/// Characters of a name that is shown.
const NAME: usize = 40;

/// By what a sentence is understood.
#[derive(Clone, Debug)]
pub(crate) struct Understanding {
    pub(crate) intents: Vec<(Intent, Phrases)>,
    pub(crate) postures: Vec<(Posture, Phrases)>,
    pub(crate) beds: Vec<(Option<Bed>, Phrases)>,
    pub(crate) voices: Vec<(&'static str, Phrases)>,
    pub(crate) techniques: Vec<(Technique, Phrases)>,
    pub(crate) places: Vec<(Place, Phrases)>,
    /// Longer phrases that hide what stands within them.
    pub(crate) elsewhere: Phrases,
    pub(crate) not: Phrases,
    pub(crate) lengths: Lengths,
    common: Phrases,
}

/// The files of one language.
#[derive(Clone, Debug)]
pub(crate) struct Sheets {
    pub(crate) understanding: Understanding,
    pub(crate) claims: Claims,
    pub(crate) phase: Sheet,
    pub(crate) wish: Sheet,
    pub(crate) words: Sheet,
}

/// The prompts and the words of meditations, in every language that there are some in.
#[derive(Clone, Debug)]
pub struct Prompts {
    languages: Languages<Sheets>,
}

/// The traits of a voice that can be asked for.
pub(crate) const VOICES: [&str; 6] = ["woman", "man", "low", "high", "soft", "slow"];

/// Sections without places.
macro_rules! plain {
    ($($name:literal)+) => { &[$(Section::new($name, &[])),+] };
}

const UNDERSTANDING: File = File {
    name: "understanding",
    shape: Shape {
        name: "meditation/understanding",
        version: 1,
        sections: plain!(
            "common" "intent-sleep" "intent-calm" "intent-focus" "intent-grief" "intent-courage" "intent-pain"
            "posture-lying" "posture-sitting" "posture-standing" "posture-walking"
            "bed-rain" "bed-waves" "bed-fire" "bed-wind" "bed-drone" "bed-brown" "bed-none"
            "voice-woman" "voice-man" "voice-low" "voice-high" "voice-soft" "voice-slow"
            "technique-breath-counting" "technique-body-scan" "technique-loving-kindness" "technique-noting"
            "technique-box-breathing" "technique-long-breath" "technique-senses" "technique-safe-place"
            "technique-relaxation" "technique-sounds"
            "place-head" "place-eyes" "place-jaw" "place-neck" "place-shoulders" "place-chest" "place-back"
            "place-belly" "place-hips" "place-arms" "place-hands" "place-legs" "place-knees" "place-feet"
            "elsewhere" "numbers" "minute" "hour" "second" "lengths" "and-a-half" "not-a-length" "not" "claims"
        ),
    },
    texts: shipped!("meditation/understanding"),
};

const PHASE: File = File {
    name: "phase",
    shape: Shape {
        name: "meditation/phase",
        version: 1,
        sections: &[
            Section { name: "system", needs: &["intent", "posture", "techniques"], may: &["places"] },
            Section { name: "user", needs: &["last", "part", "words"], may: &["wish"] },
            Section::new("again", &["last", "words"]),
            Section::new("places", &["places"]),
            Section::new("nothing", &[]),
            Section::new("part-arriving", &[]),
            Section::new("part-settling", &[]),
            Section::new("part-deepening", &[]),
            Section::new("part-closing", &[]),
            Section::new("part-drifting", &[]),
            Section::new("technique-breath-counting", &[]),
            Section::new("technique-body-scan", &[]),
            Section::new("technique-loving-kindness", &[]),
            Section::new("technique-noting", &[]),
            Section::new("technique-box-breathing", &[]),
            Section::new("technique-long-breath", &[]),
            Section::new("technique-senses", &[]),
            Section::new("technique-safe-place", &[]),
            Section::new("technique-relaxation", &[]),
            Section::new("technique-sounds", &[]),
        ],
    },
    texts: shipped!("meditation/phase"),
};

const WISH: File = File {
    name: "wish",
    shape: Shape {
        name: "meditation/wish",
        version: 1,
        sections: &[Section::new("system", &[]), Section::new("user", &["wish"])],
    },
    texts: shipped!("meditation/wish"),
};

const WORDS: File = File {
    name: "words",
    shape: Shape {
        name: "meditation/words",
        version: 1,
        sections: &[
            Section::new("intents", &[]),
            Section::new("titles", &[]),
            Section::new("postures", &[]),
            Section::new("beds", &[]),
            Section::new("techniques", &[]),
            Section::new("places", &[]),
            Section::new("chapters", &[]),
            Section::new("breaths", &[]),
            Section::new("about", &["minutes", "techniques"]),
            Section::new("arriving-lying", &[]),
            Section::new("arriving-sitting", &[]),
            Section::new("arriving-standing", &[]),
            Section::new("arriving-walking", &[]),
            Section::new("intent-sleep", &[]),
            Section::new("intent-calm", &[]),
            Section::new("intent-focus", &[]),
            Section::new("intent-grief", &[]),
            Section::new("intent-courage", &[]),
            Section::new("intent-pain", &[]),
            Section::new("place", &["place"]),
            Section::new("settling", &[]),
            Section::new("technique-breath-counting", &[]),
            Section::new("technique-body-scan", &[]),
            Section::new("technique-loving-kindness", &[]),
            Section::new("technique-noting", &[]),
            Section::new("technique-box-breathing", &[]),
            Section::new("technique-long-breath", &[]),
            Section::new("technique-senses", &[]),
            Section::new("technique-safe-place", &[]),
            Section::new("technique-relaxation", &[]),
            Section::new("technique-sounds", &[]),
            Section::new("deepening", &[]),
            Section::new("closing", &[]),
            Section::new("settling-on-foot", &[]),
            Section::new("closing-on-foot", &[]),
            Section::new("drifting", &[]),
            Section::new("last", &[]),
            Section::new("staying", &[]),
        ],
    },
    texts: shipped!("meditation/words"),
};

impl Prompts {
    /// Those that come with Vesper.
    ///
    /// # Errors
    /// None, as long as what comes with Vesper is whole.
    pub fn shipped() -> Result<Prompts> {
        Prompts::gathered(None)
    }

    /// Those that come with Vesper, and instead of some of them the files in `folder` that have their names: `phase.en.md`,
    /// `words.fr.md`. A folder that is not there replaces nothing.
    ///
    /// # Errors
    /// `BadFile` for a file that cannot be used, with the reason; `Denied` for one that cannot be read.
    pub fn with(folder: &Path) -> Result<Prompts> {
        Prompts::gathered(Some(folder))
    }

    fn gathered(own: Option<&Path>) -> Result<Prompts> {
        let languages = Languages::read(own, |folder| {
            let understanding = folder.sheet(&UNDERSTANDING)?;
            let words = folder.sheet(&WORDS)?;
            check_words(&words, folder.language())?;
            Ok(Sheets {
                claims: Claims::read(&understanding),
                understanding: Understanding::read(&understanding),
                phase: folder.sheet(&PHASE)?,
                wish: folder.sheet(&WISH)?,
                words,
            })
        })?;
        Ok(Prompts { languages })
    }

    /// # Errors
    /// `BadRequest`: there are none in that language.
    pub(crate) fn of(&self, language: &str) -> Result<&Sheets> {
        self.languages.of(language, "meditation", "prompts for meditations")
    }

    /// The language whose commonest words are the most of these; of two the first there is.
    pub(crate) fn language_of(&self, words: &[String]) -> &'static str {
        let common = |sheets: &Sheets| sheets.understanding.common.found(words).len();
        let counted = self.languages.all().iter().map(|(language, sheets)| (*language, common(sheets)));
        // Of several that are the most the last is taken, hence from behind.
        counted.rev().max_by_key(|(_, count)| *count).map_or("en", |(language, _)| language)
    }
}

impl Understanding {
    fn read(sheet: &Sheet) -> Understanding {
        let of = |kind: &str, name: &str| Phrases::of(sheet, &format!("{kind}-{name}"));
        Understanding {
            intents: Intent::ALL.iter().map(|it| (*it, of("intent", it.name()))).collect(),
            postures: Posture::ALL.iter().map(|it| (*it, of("posture", it.name()))).collect(),
            beds: Bed::ALL
                .into_iter()
                .map(Some)
                .chain([None])
                .map(|it| (it, of("bed", bed_name(it))))
                .collect(),
            voices: VOICES.into_iter().map(|it| (it, of("voice", it))).collect(),
            techniques: Technique::ALL.iter().map(|it| (*it, of("technique", it.name()))).collect(),
            places: Place::ALL.iter().map(|it| (*it, of("place", it.name()))).collect(),
            elsewhere: Phrases::of(sheet, "elsewhere"),
            not: Phrases::of(sheet, "not"),
            lengths: Lengths::read(sheet),
            common: Phrases::of(sheet, "common"),
        }
    }
}

impl Sheets {
    /// What `words` call something: the item `key = name` of a section.
    pub(crate) fn name(&self, section: &str, key: &str) -> &str {
        name(&self.words, section, key).unwrap_or_default()
    }
}

fn name<'a>(words: &'a Sheet, section: &str, key: &str) -> Option<&'a str> {
    let pairs = words.items(section).into_iter().filter_map(|item| item.split_once('='));
    pairs.into_iter().find(|(known, _)| known.trim() == key).map(|(_, name)| name.trim())
}

/// The sections of the words that are names, with the keys that they need.
fn names() -> Vec<(&'static str, Vec<&'static str>)> {
    fn all<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<&'static str> {
        all.iter().map(|value| name(*value)).collect()
    }
    vec![
        ("intents", all(Intent::ALL, Intent::name)),
        ("titles", all(Intent::ALL, Intent::name)),
        ("postures", all(Posture::ALL, Posture::name)),
        ("beds", Bed::ALL.into_iter().map(Some).chain([None]).map(bed_name).collect()),
        ("techniques", all(Technique::ALL, Technique::name)),
        ("places", all(Place::ALL, Place::name)),
        ("chapters", vec!["arriving", "settling", "deepening", "closing", "drifting"]),
        ("breaths", vec!["in", "hold", "out", "rest"]),
    ]
}

/// Words that are spoken as they stand must be words, and all that is needed must be there.
fn check_words(words: &Sheet, language: &str) -> Result<()> {
    let bad = |what: String| Err(bad_words(language, what));
    let names = names();
    for (section, keys) in &names {
        for key in keys {
            match name(words, section, key) {
                None => return bad(format!("does not name `{key}` in `# {section}`.")),
                Some(name) if !clean::is_words(name, NAME) => {
                    return bad(format!("names `{key}` what cannot be spoken in `# {section}`: `{name}`."));
                }
                Some(_) => {}
            }
        }
    }
    let place = name(words, "places", Place::Shoulders.name()).unwrap_or_default();
    for section in WORDS.shape.sections {
        let named = names.iter().any(|(known, _)| *known == section.name);
        if named || section.name == "about" {
            continue;
        }
        let items = words.items(section.name);
        if items.is_empty() {
            return bad(format!("has no line in `# {}`; each begins with `- `.", section.name));
        }
        let spoken = items.iter().map(|item| item.replace("{place}", place));
        if let Some(odd) = spoken.into_iter().find(|item| !clean::is_words(item, SPOKEN)) {
            return bad(format!("says what cannot be spoken in `# {}`: `{odd}`.", section.name));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_with_vesper_is_whole_and_promises_nothing() {
        let prompts = Prompts::shipped().expect("whole");
        for (language, sheets) in prompts.languages.all() {
            for section in WORDS.shape.sections {
                for line in sheets.words.items(section.name) {
                    assert!(!sheets.claims.made_in(line), "{language}, {}: {line:?}", section.name);
                }
            }
            let places = Place::ALL.iter().map(|place| sheets.name("places", place.name()));
            assert!(places.into_iter().all(|name| !name.is_empty()));
        }
        assert!(prompts.of("de").expect_err("no German").to_string().contains("en, fr"));
    }

    #[test]
    fn a_file_of_the_listener_takes_the_place_of_one_and_a_bad_one_says_why() {
        let folder = tempfile::tempdir().expect("a folder");
        let own = WORDS.texts[0].replace("- Good night.", "- Sleep well, then.");
        std::fs::write(folder.path().join("words.en.md"), &own).expect("written");
        let prompts = Prompts::with(folder.path()).expect("whole");
        assert!(prompts.of("en").expect("English").words.items("drifting").contains(&"Sleep well, then."));
        for (bad, why) in [
            (own.replace("Sleep well, then.", "Sleep -> END"), "# drifting"),
            (own.replace("- jaw = your jaw\n", ""), "`jaw`"),
            (own.replace("{place}, the way", "it, the way").replace("{place}", "it"), "{place}"),
        ] {
            std::fs::write(folder.path().join("words.en.md"), bad).expect("written");
            let fault = Prompts::with(folder.path()).expect_err("a fault").to_string();
            assert!(fault.contains("words.en.md") && fault.contains(why), "{fault}");
        }
    }
}
