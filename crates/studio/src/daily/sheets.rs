//! The prompts of briefings and the words around what is told, in each language there is.

use std::path::Path;

use vesper_speech::{Error, Kind, Result};

use crate::clean;
use crate::prompts::{Section, Shape, Sheet, replaced};

/// The files of one language.
#[derive(Clone, Debug)]
pub(crate) struct Sheets {
    pub(crate) matter: Sheet,
    pub(crate) words: Sheet,
}

/// The prompts of briefings, in every language that there are some in.
#[derive(Clone, Debug)]
pub struct Prompts {
    languages: Vec<(&'static str, Sheets)>,
}

/// A language with the texts that come with Vesper: the prompts and the words.
const LANGUAGES: [(&str, &str, &str); 2] = [
    (
        "en",
        include_str!("../../../../assets/prompts/daily/matter.en.md"),
        include_str!("../../../../assets/prompts/daily/words.en.md"),
    ),
    (
        "fr",
        include_str!("../../../../assets/prompts/daily/matter.fr.md"),
        include_str!("../../../../assets/prompts/daily/words.fr.md"),
    ),
];

const fn section(name: &'static str, needs: &'static [&'static str]) -> Section {
    Section { name, needs, may: &[] }
}

const MATTER: Shape = Shape {
    name: "daily/matter",
    version: 1,
    sections: &[
        section("system", &[]),
        section("user", &["title", "sentences", "words"]),
        section("more", &["title", "sentences", "told", "words"]),
    ],
};

const WORDS: Shape = Shape {
    name: "daily/words",
    version: 1,
    sections: &[
        section("title", &[]),
        section("about", &["date", "count"]),
        section("opening", &["date", "time"]),
        section("fetched", &["age"]),
        section("attribution", &["source", "age"]),
        section("age-now", &[]),
        section("age-minutes", &["count"]),
        section("age-hour", &[]),
        section("age-hours", &["count"]),
        section("age-yesterday", &[]),
        section("age-days", &["count"]),
        section("age-long", &["date"]),
        Section { name: "date", needs: &["day", "month"], may: &["weekday", "year"] },
        section("weekdays", &[]),
        section("months", &[]),
        section("clock", &["hour", "minute"]),
        section("calendar", &[]),
        section("event", &["time", "event"]),
        section("event-day", &["event"]),
        section("notes", &[]),
        section("more", &[]),
        section("news", &[]),
        section("nothing", &[]),
        section("nothing-more", &[]),
        section("closing", &[]),
    ],
};

/// Sections of the words that are lists, with how many items they have at least.
const LISTS: [(&str, usize); 3] = [("weekdays", 7), ("months", 12), ("closing", 1)];

impl Prompts {
    /// Those that come with Vesper.
    ///
    /// # Errors
    /// None, as long as what comes with Vesper is whole.
    pub fn shipped() -> Result<Prompts> {
        Prompts::gathered(&|_| Ok(None))
    }

    /// Those that come with Vesper, and instead of some of them the files in `folder` that have their names:
    /// `matter.en.md`, `words.fr.md`. A folder that is not there replaces nothing.
    ///
    /// # Errors
    /// `BadFile` for a file that cannot be used, with the reason; `Denied` for one that cannot be read.
    pub fn with(folder: &Path) -> Result<Prompts> {
        Prompts::gathered(&|name| replaced(folder, name))
    }

    fn gathered(replaced: &dyn Fn(&str) -> Result<Option<String>>) -> Result<Prompts> {
        let sheet = |name: &str, language: &str, shipped: &str, shape: &Shape| {
            let name = format!("{name}.{language}.md");
            let own = replaced(&name)?;
            Sheet::read(&name, own.as_deref().unwrap_or(shipped), shape, language)
        };
        let language = |(language, matter, words): (&'static str, &str, &str)| {
            let matter = sheet("matter", language, matter, &MATTER)?;
            let words = sheet("words", language, words, &WORDS)?;
            speakable(&words, language)?;
            Ok((language, Sheets { matter, words }))
        };
        Ok(Prompts { languages: LANGUAGES.into_iter().map(language).collect::<Result<Vec<_>>>()? })
    }

    /// # Errors
    /// `BadRequest`: there are none in that language.
    pub(crate) fn of(&self, language: &str) -> Result<&Sheets> {
        let first = language.split(['-', '_']).next().unwrap_or_default();
        let found = self.languages.iter().find(|(known, _)| known.eq_ignore_ascii_case(first));
        found.map(|(_, sheets)| sheets).ok_or_else(|| {
            let asked = clean::words(language, 12).unwrap_or_default();
            let there: Vec<&str> = self.languages.iter().map(|(language, _)| *language).collect();
            let what = format!("there are no words for a briefing in `{asked}`.");
            Error::new(Kind::BadRequest, "daily", what, format!("Choose one of {}.", there.join(", ")))
        })
    }
}

/// Words that are spoken must be words, whatever is filled into them, and lists long enough.
fn speakable(words: &Sheet, language: &str) -> Result<()> {
    let bad = |what: String| {
        let advice = "Compare it with the file that came with this Vesper.";
        Err(Error::new(Kind::BadFile, format!("words.{language}.md"), what, advice))
    };
    for section in WORDS.sections {
        let least = LISTS.iter().find(|(name, _)| *name == section.name).map(|(_, least)| *least);
        let values: Vec<(&str, &str)> =
            section.needs.iter().chain(section.may).map(|place| (*place, *place)).collect();
        let filled = words.fill(section.name, &values);
        let said = if least.is_some() { words.items(section.name) } else { vec![filled.as_str()] };
        if said.len() < least.unwrap_or(1) {
            return bad(format!("has too few items in `# {}`; each begins with `- `.", section.name));
        }
        if let Some(odd) = said.iter().find(|text| !clean::is_words(text, 200)) {
            return bad(format!("says what cannot be spoken in `# {}`: `{odd}`.", section.name));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_with_vesper_is_whole_and_a_file_of_the_listener_replaces_it() {
        let shipped = Prompts::shipped().expect("whole");
        assert_eq!(shipped.of("fr-CA").expect("French").words.section("title"), "Le journal");
        assert!(shipped.of("de").expect_err("no German").to_string().contains("en, fr"));
        let folder = tempfile::tempdir().expect("a folder");
        let own = LANGUAGES[0].2.replace("The day", "My morning");
        std::fs::write(folder.path().join("words.en.md"), &own).expect("written");
        let prompts = Prompts::with(folder.path()).expect("whole");
        assert_eq!(prompts.of("en").expect("English").words.section("title"), "My morning");
        std::fs::write(
            folder.path().join("words.en.md"),
            own.replace("{source}, {age}.", "{source} {age} -> END"),
        )
        .expect("written");
        let fault = Prompts::with(folder.path()).expect_err("it cannot be spoken").to_string();
        assert!(fault.contains("words.en.md") && fault.contains("# attribution"), "{fault}");
    }
}
