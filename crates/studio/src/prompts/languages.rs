//! One kind of writing in every language there is: its files as they come with Vesper, or as a listener has them.

use std::path::Path;

use vesper_speech::{Error, Kind, Result};

use super::{Shape, Sheet, replaced};
use crate::clean;

const LANGUAGES: [&str; 2] = ["en", "fr"];

/// Characters of what is spoken as it stands, at most.
pub(crate) const SPOKEN: usize = 200;

/// A file's name in its folder, its shape and the text that comes with Vesper, in the order of the languages.
pub(crate) struct File {
    pub(crate) name: &'static str,
    pub(crate) shape: Shape,
    pub(crate) texts: [&'static str; LANGUAGES.len()],
}

/// The texts of a file that come with Vesper: `shipped!("story/scene")`.
macro_rules! shipped {
    ($name:literal) => {
        [
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/prompts/", $name, ".en.md")),
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/prompts/", $name, ".fr.md")),
        ]
    };
}
pub(crate) use shipped;

/// What a kind of writing has of each language.
#[derive(Clone, Debug)]
pub(crate) struct Languages<T>(Vec<(&'static str, T)>);

/// The files of one language.
pub(crate) struct Folder<'a> {
    at: usize,
    own: Option<&'a Path>,
}

impl Folder<'_> {
    pub(crate) fn language(&self) -> &'static str {
        LANGUAGES[self.at]
    }

    /// The listener's file of that name, or what comes with Vesper.
    ///
    /// # Errors
    /// `BadFile` for a file that cannot be used, with the reason; `Denied` for one that cannot be read.
    pub(crate) fn sheet(&self, file: &File) -> Result<Sheet> {
        let name = format!("{}.{}.md", file.name, self.language());
        let own = self.own.map(|folder| replaced(folder, &name)).transpose()?.flatten();
        Sheet::read(&name, own.as_deref().unwrap_or(file.texts[self.at]), &file.shape, self.language())
    }
}

impl<T> Languages<T> {
    /// Has `read` read each language, with the files in `own` in the place of those that come with Vesper.
    ///
    /// # Errors
    /// Those of `read`.
    pub(crate) fn read(own: Option<&Path>, read: impl Fn(&Folder<'_>) -> Result<T>) -> Result<Languages<T>> {
        let language = |(at, language)| Ok((language, read(&Folder { at, own })?));
        Ok(Languages(LANGUAGES.into_iter().enumerate().map(language).collect::<Result<_>>()?))
    }

    /// `language` is a BCP 47 tag; its region makes no difference. `subject` writes what there must be `what` for.
    ///
    /// # Errors
    /// `BadRequest`: there is nothing in that language.
    pub(crate) fn of(&self, language: &str, subject: &str, what: &str) -> Result<&T> {
        let first = language.split(['-', '_']).next().unwrap_or_default();
        let found = self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(first));
        found.map(|(_, there)| there).ok_or_else(|| {
            let asked = clean::words(language, 12).unwrap_or_default();
            let what = format!("there are no {what} in `{asked}`.");
            Error::new(Kind::BadRequest, subject, what, format!("Choose one of {}.", LANGUAGES.join(", ")))
        })
    }

    pub(crate) fn all(&self) -> &[(&'static str, T)] {
        &self.0
    }
}

/// The file of words of a language cannot be spoken, or lacks something.
pub(crate) fn bad_words(language: &str, what: String) -> Error {
    let advice = "Compare it with the file that came with this Vesper.";
    Error::new(Kind::BadFile, format!("words.{language}.md"), what, advice)
}

/// Words that are spoken must be words, whatever is filled into them, and `lists` must have so many items.
///
/// # Errors
/// `BadFile`, with the section.
pub(crate) fn speakable(words: &Sheet, shape: &Shape, lists: &[(&str, usize)], language: &str) -> Result<()> {
    for section in shape.sections {
        let least = lists.iter().find(|(name, _)| *name == section.name).map(|(_, least)| *least);
        let values: Vec<(&str, &str)> =
            section.needs.iter().chain(section.may).map(|place| (*place, *place)).collect();
        let filled = words.fill(section.name, &values);
        let said = if least.is_some() { words.items(section.name) } else { vec![filled.as_str()] };
        if said.len() < least.unwrap_or(1) {
            let what = format!("has too few items in `# {}`; each begins with `- `.", section.name);
            return Err(bad_words(language, what));
        }
        if let Some(odd) = said.iter().find(|text| !clean::is_words(text, SPOKEN)) {
            let what = format!("says what cannot be spoken in `# {}`: `{odd}`.", section.name);
            return Err(bad_words(language, what));
        }
    }
    Ok(())
}
