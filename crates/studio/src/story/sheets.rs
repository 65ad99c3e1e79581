//! The prompts of stories and what is said where a model says nothing, in each language there is.

use std::path::Path;

use vesper_speech::{Error, Kind, Result};

use crate::clean;
use crate::prompts::{Section, Shape, Sheet, replaced};

/// The files of one language.
#[derive(Clone, Debug)]
pub(crate) struct Sheets {
    pub(crate) bible: Sheet,
    pub(crate) scene: Sheet,
    pub(crate) words: Sheet,
}

/// The prompts of stories, in every language that there are some in.
#[derive(Clone, Debug)]
pub struct Prompts {
    languages: Vec<(&'static str, Sheets)>,
}

/// A prompt's name in its folder, its shape and the text that comes with Vesper, in English and in French.
struct File {
    name: &'static str,
    shape: Shape,
    texts: [&'static str; 2],
}

const LANGUAGES: [&str; 2] = ["en", "fr"];

macro_rules! shipped {
    ($name:literal) => {
        [
            include_str!(concat!("../../../../assets/prompts/story/", $name, ".en.md")),
            include_str!(concat!("../../../../assets/prompts/story/", $name, ".fr.md")),
        ]
    };
}

const fn section(name: &'static str, needs: &'static [&'static str]) -> Section {
    Section { name, needs, may: &[] }
}

const BIBLE: File = File {
    name: "bible",
    shape: Shape {
        name: "story/bible",
        version: 1,
        sections: &[
            section("system", &["ages"]),
            section("user", &["wish", "length"]),
            section("again", &[]),
            section("ages-small", &[]),
            section("ages-child", &[]),
            section("ages-youth", &[]),
            section("ages-teen", &[]),
            section("ages-adult", &[]),
            section("length-minutes", &["minutes"]),
            section("length-open", &[]),
        ],
    },
    texts: shipped!("bible"),
};

const SCENE: File = File {
    name: "scene",
    shape: Shape {
        name: "story/scene",
        version: 1,
        sections: &[
            Section {
                name: "system",
                needs: &["title", "place", "people", "secret", "ages"],
                may: &["begins", "worsens", "turns", "ends"],
            },
            Section {
                name: "user",
                needs: &["so_far", "ledger", "last", "way", "stage", "words"],
                may: &["number", "of"],
            },
            section("again", &["last", "words"]),
            section("began", &["wish"]),
            section("chose", &["choice"]),
            section("said", &["choice"]),
            section("of", &["count"]),
            section("stage-begins", &[]),
            section("stage-worsens", &[]),
            section("stage-turns", &[]),
            section("stage-ends", &[]),
            section("stage-last", &[]),
        ],
    },
    texts: shipped!("scene"),
};

const WORDS: File = File {
    name: "words",
    shape: Shape {
        name: "story/words",
        version: 1,
        sections: &[
            section("title", &[]),
            section("promise", &[]),
            section("chapter", &[]),
            section("onward", &[]),
            section("ways", &[]),
            section("else", &[]),
            section("untold", &[]),
            section("unfinished", &[]),
            section("ending", &[]),
            section("opening", &[]),
            section("so-far-nothing", &[]),
        ],
    },
    texts: shipped!("words"),
};

/// Sections of the words that are lists, with how many items they need.
const LISTS: [(&str, usize); 4] = [("onward", 2), ("ways", 3), ("ending", 1), ("opening", 1)];

impl Prompts {
    /// Those that come with Vesper.
    ///
    /// # Errors
    /// None, as long as what comes with Vesper is whole.
    pub fn shipped() -> Result<Prompts> {
        Prompts::gathered(&|_| Ok(None))
    }

    /// Those that come with Vesper, and instead of some of them the files in `folder` that have their names: `scene.en.md`,
    /// `bible.fr.md`. A folder that is not there replaces nothing.
    ///
    /// # Errors
    /// `BadFile` for a file that cannot be used, with the reason; `Denied` for one that cannot be read.
    pub fn with(folder: &Path) -> Result<Prompts> {
        Prompts::gathered(&|name| replaced(folder, name))
    }

    fn gathered(replaced: &dyn Fn(&str) -> Result<Option<String>>) -> Result<Prompts> {
        let sheet = |file: &File, language: &str, shipped: &str| {
            let name = format!("{}.{language}.md", file.name);
            let own = replaced(&name)?;
            Sheet::read(&name, own.as_deref().unwrap_or(shipped), &file.shape, language)
        };
        let language = |(at, language): (usize, &'static str)| {
            let of = |file: &File| sheet(file, language, file.texts[at]);
            let sheets = Sheets { bible: of(&BIBLE)?, scene: of(&SCENE)?, words: of(&WORDS)? };
            speakable(&sheets.words, language)?;
            Ok((language, sheets))
        };
        let languages = LANGUAGES.into_iter().enumerate().map(language).collect::<Result<Vec<_>>>()?;
        Ok(Prompts { languages })
    }

    /// # Errors
    /// `BadRequest`: there are none in that language.
    pub(crate) fn of(&self, language: &str) -> Result<&Sheets> {
        let first = language.split(['-', '_']).next().unwrap_or_default();
        let found = self.languages.iter().find(|(known, _)| known.eq_ignore_ascii_case(first));
        found.map(|(_, sheets)| sheets).ok_or_else(|| {
            let what = format!(
                "there are no prompts for stories in `{}`.",
                clean::words(language, 12).unwrap_or_default()
            );
            Error::new(Kind::BadRequest, "story", what, format!("Choose one of {}.", LANGUAGES.join(", ")))
        })
    }
}

/// Words that are spoken as they stand must be words, and enough of them.
fn speakable(words: &Sheet, language: &str) -> Result<()> {
    let bad = |what: String| {
        let advice = "Compare it with the file that came with this Vesper.";
        Err(Error::new(Kind::BadFile, format!("words.{language}.md"), what, advice))
    };
    for section in WORDS.shape.sections {
        let least = LISTS.iter().find(|(name, _)| *name == section.name).map(|(_, least)| *least);
        let said = match least {
            Some(_) => words.items(section.name),
            None => vec![words.section(section.name)],
        };
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
        assert_eq!(shipped.of("fr-CA").expect("French").words.section("else"), "Autre chose.");
        assert!(shipped.of("de").expect_err("no German").to_string().contains("en, fr"));

        let folder = tempfile::tempdir().expect("a folder");
        let own = WORDS.texts[0].replace("Something else.", "Do as I say.");
        std::fs::write(folder.path().join("words.en.md"), &own).expect("written");
        let prompts = Prompts::with(folder.path()).expect("whole");
        assert_eq!(prompts.of("en").expect("English").words.section("else"), "Do as I say.");

        let hostile = own.replace("Do as I say.", "Go -> END");
        std::fs::write(folder.path().join("words.en.md"), hostile).expect("written");
        let fault = Prompts::with(folder.path()).expect_err("it cannot be spoken").to_string();
        assert!(fault.contains("words.en.md") && fault.contains("# else"), "{fault}");
    }
}
