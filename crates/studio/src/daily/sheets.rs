//! The prompts of briefings and the words around what is told, in each language there is.

use std::path::Path;

use vesper_speech::Result;

use crate::prompts::{File, Languages, Section, Shape, Sheet, shipped, speakable};

/// The files of one language.
#[derive(Clone, Debug)]
pub(crate) struct Sheets {
    pub(crate) matter: Sheet,
    pub(crate) words: Sheet,
}

/// The prompts of briefings, in every language that there are some in.
#[derive(Clone, Debug)]
pub struct Prompts {
    languages: Languages<Sheets>,
}

const MATTER: File = File {
    name: "matter",
    shape: Shape {
        name: "daily/matter",
        version: 1,
        sections: &[
            Section::new("system", &[]),
            Section::new("user", &["title", "sentences", "words"]),
            Section::new("more", &["title", "sentences", "told", "words"]),
        ],
    },
    texts: shipped!("daily/matter"),
};

const WORDS: File = File {
    name: "words",
    shape: Shape {
        name: "daily/words",
        version: 1,
        sections: &[
            Section::new("title", &[]),
            Section::new("about", &["date", "count"]),
            Section::new("opening", &["date", "time"]),
            Section::new("fetched", &["age"]),
            Section::new("attribution", &["source", "age"]),
            Section::new("age-now", &[]),
            Section::new("age-minutes", &["count"]),
            Section::new("age-hour", &[]),
            Section::new("age-hours", &["count"]),
            Section::new("age-yesterday", &[]),
            Section::new("age-days", &["count"]),
            Section::new("age-long", &["date"]),
            Section { name: "date", needs: &["day", "month"], may: &["weekday", "year"] },
            Section::new("weekdays", &[]),
            Section::new("months", &[]),
            Section::new("clock", &["hour", "minute"]),
            Section::new("calendar", &[]),
            Section::new("event", &["time", "event"]),
            Section::new("event-day", &["event"]),
            Section::new("notes", &[]),
            Section::new("more", &[]),
            Section::new("news", &[]),
            Section::new("nothing", &[]),
            Section::new("nothing-more", &[]),
            Section::new("closing", &[]),
        ],
    },
    texts: shipped!("daily/words"),
};

/// Sections of the words that are lists, with how many items they have at least.
const LISTS: [(&str, usize); 3] = [("weekdays", 7), ("months", 12), ("closing", 1)];

impl Prompts {
    /// Those that come with Vesper.
    ///
    /// # Errors
    /// None, as long as what comes with Vesper is whole.
    pub fn shipped() -> Result<Prompts> {
        Prompts::gathered(None)
    }

    /// Those that come with Vesper, and instead of some of them the files in `folder` that have their names:
    /// `matter.en.md`, `words.fr.md`. A folder that is not there replaces nothing.
    ///
    /// # Errors
    /// `BadFile` for a file that cannot be used, with the reason; `Denied` for one that cannot be read.
    pub fn with(folder: &Path) -> Result<Prompts> {
        Prompts::gathered(Some(folder))
    }

    fn gathered(own: Option<&Path>) -> Result<Prompts> {
        let languages = Languages::read(own, |folder| {
            let sheets = Sheets { matter: folder.sheet(&MATTER)?, words: folder.sheet(&WORDS)? };
            speakable(&sheets.words, &WORDS.shape, &LISTS, folder.language())?;
            Ok(sheets)
        })?;
        Ok(Prompts { languages })
    }

    /// # Errors
    /// `BadRequest`: there are none in that language.
    pub(crate) fn of(&self, language: &str) -> Result<&Sheets> {
        self.languages.of(language, "daily", "words for a briefing")
    }
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
        let own = WORDS.texts[0].replace("The day", "My morning");
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
