//! The prompts of stories and what is said where a model says nothing, in each language there is.

use std::path::Path;

use vesper_speech::Result;

use crate::prompts::{File, Languages, Section, Shape, Sheet, shipped, speakable};

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
    languages: Languages<Sheets>,
}

const BIBLE: File = File {
    name: "bible",
    shape: Shape {
        name: "story/bible",
        version: 1,
        sections: &[
            Section::new("system", &["ages"]),
            Section::new("user", &["wish", "length"]),
            Section::new("again", &[]),
            Section::new("ages-small", &[]),
            Section::new("ages-child", &[]),
            Section::new("ages-youth", &[]),
            Section::new("ages-teen", &[]),
            Section::new("ages-adult", &[]),
            Section::new("length-minutes", &["minutes"]),
            Section::new("length-open", &[]),
        ],
    },
    texts: shipped!("story/bible"),
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
            Section::new("again", &["last", "words"]),
            Section::new("began", &["wish"]),
            Section::new("chose", &["choice"]),
            Section::new("said", &["choice"]),
            Section::new("of", &["count"]),
            Section::new("stage-begins", &[]),
            Section::new("stage-worsens", &[]),
            Section::new("stage-turns", &[]),
            Section::new("stage-ends", &[]),
            Section::new("stage-last", &[]),
        ],
    },
    texts: shipped!("story/scene"),
};

const WORDS: File = File {
    name: "words",
    shape: Shape {
        name: "story/words",
        version: 1,
        sections: &[
            Section::new("title", &[]),
            Section::new("promise", &[]),
            Section::new("chapter", &[]),
            Section::new("onward", &[]),
            Section::new("ways", &[]),
            Section::new("else", &[]),
            Section::new("untold", &[]),
            Section::new("unfinished", &[]),
            Section::new("ending", &[]),
            Section::new("opening", &[]),
            Section::new("so-far-nothing", &[]),
        ],
    },
    texts: shipped!("story/words"),
};

/// Sections of the words that are lists, with how many items they need.
const LISTS: [(&str, usize); 4] = [("onward", 2), ("ways", 3), ("ending", 1), ("opening", 1)];

impl Prompts {
    /// Those that come with Vesper.
    ///
    /// # Errors
    /// None, as long as what comes with Vesper is whole.
    pub fn shipped() -> Result<Prompts> {
        Prompts::gathered(None)
    }

    /// Those that come with Vesper, and instead of some of them the files in `folder` that have their names: `scene.en.md`,
    /// `bible.fr.md`. A folder that is not there replaces nothing.
    ///
    /// # Errors
    /// `BadFile` for a file that cannot be used, with the reason; `Denied` for one that cannot be read.
    pub fn with(folder: &Path) -> Result<Prompts> {
        Prompts::gathered(Some(folder))
    }

    fn gathered(own: Option<&Path>) -> Result<Prompts> {
        let languages = Languages::read(own, |folder| {
            let sheet = |file| folder.sheet(file);
            let sheets = Sheets { bible: sheet(&BIBLE)?, scene: sheet(&SCENE)?, words: sheet(&WORDS)? };
            speakable(&sheets.words, &WORDS.shape, &LISTS, folder.language())?;
            Ok(sheets)
        })?;
        Ok(Prompts { languages })
    }

    /// # Errors
    /// `BadRequest`: there are none in that language.
    pub(crate) fn of(&self, language: &str) -> Result<&Sheets> {
        self.languages.of(language, "story", "prompts for stories")
    }
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
