use std::collections::BTreeSet;
use std::path::Path;

use vesper_speech::{Error, Kind, Person, Result};

use crate::program;
use crate::variants::{VARIANTS, Variant};
use crate::voices::{Engine, VoiceInfo};

/// The voices of the installed espeak-ng: every good variant in each English accent, four in every other language.
///
/// # Errors
/// `MissingProgram` where espeak-ng is not installed, `Engine` where it fails.
pub fn voices() -> Result<Vec<VoiceInfo>> {
    Ok(Installed::ask(Path::new(program::NAME))?.voices())
}

/// A language as espeak-ng lists it.
pub(crate) struct Language {
    /// Lower-case tag, such as `en-gb`.
    pub(crate) tag: String,
    name: String,
    /// The file to name on the command line. A tag would do for the voice alone, but `en-gb+f2` silently
    /// loses its variant (espeak-ng 1.51) where `gmw/en+f2` keeps it.
    pub(crate) file: String,
    /// Tags that this voice serves as well, with a rank: lower is better.
    also: Vec<(String, u8)>,
}

/// What the installed espeak-ng has.
pub(crate) struct Installed {
    languages: Vec<Language>,
    variants: BTreeSet<String>,
}

impl Installed {
    pub(crate) fn ask(program: &Path) -> Result<Self> {
        let languages = languages(&program::list(program, "--voices")?);
        if languages.is_empty() {
            return Err(Error::new(
                Kind::Engine,
                program.display().to_string(),
                "lists no voices.",
                program::INSTALL,
            ));
        }
        Ok(Installed { languages, variants: variants(&program::list(program, "--voices=variant")?) })
    }

    pub(crate) fn has(&self, variant: &str) -> bool {
        variant.is_empty() || self.variants.contains(variant)
    }

    /// The language that serves `tag` (BCP 47) best: itself, one that names it among its others, the same without
    /// the last subtag, or any that begins with it.
    pub(crate) fn language(&self, tag: &str) -> Option<&Language> {
        let tag = tag.trim().to_lowercase().replace('_', "-");
        let mut shorter = tag.as_str();
        loop {
            if let Some(language) = self.serving(shorter) {
                return Some(language);
            }
            match shorter.rfind('-') {
                Some(cut) => shorter = shorter.get(..cut)?,
                None => break,
            }
        }
        let prefix = format!("{shorter}-");
        self.languages.iter().find(|language| !shorter.is_empty() && language.tag.starts_with(&prefix))
    }

    fn serving(&self, tag: &str) -> Option<&Language> {
        let exact = self.languages.iter().find(|language| language.tag == tag);
        exact.or_else(|| {
            let rank = |language: &Language| {
                language.also.iter().find(|(also, _)| also == tag).map(|(_, rank)| *rank)
            };
            self.languages
                .iter()
                .filter(|language| rank(language).is_some())
                .min_by_key(|language| rank(language))
        })
    }

    /// Finds a voice by the id that [`voices`] gave it.
    pub(crate) fn voice(&self, id: &str) -> Option<(&Language, &'static Variant)> {
        self.offered().find(|(language, variant)| self::id(language, variant) == id)
    }

    fn voices(&self) -> Vec<VoiceInfo> {
        self.offered()
            .map(|(language, variant)| VoiceInfo {
                id: id(language, variant),
                name: format!("{}, {}", variant.name, language.name),
                language: language.tag.clone(),
                person: Some(variant.person),
                engine: Engine::System,
                cloned: None,
            })
            .collect()
    }

    fn offered(&self) -> impl Iterator<Item = (&Language, &'static Variant)> {
        self.languages.iter().flat_map(move |language| {
            let english = language.tag == "en" || language.tag.starts_with("en-");
            VARIANTS
                .iter()
                .filter(move |variant| english || matches!(variant.file, "" | "m7" | "f2" | "f4"))
                .filter(|variant| variant.person != Person::Child && self.has(variant.file))
                .map(move |variant| (language, variant))
        })
    }
}

fn id(language: &Language, variant: &Variant) -> String {
    match variant.file {
        "" => language.tag.clone(),
        file => format!("{}+{file}", language.tag),
    }
}

/// Reads the table of `espeak-ng --voices`: priority, language, age/gender, name, file, other languages.
fn languages(table: &str) -> Vec<Language> {
    let mut languages: Vec<Language> = Vec::new();
    for row in table.lines().skip(1) {
        let mut columns = row.split_whitespace();
        let (Some(_), Some(tag), Some(_), Some(name), Some(file)) =
            (columns.next(), columns.next(), columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let tag = tag.to_lowercase();
        // MBROLA voices are listed whether or not their data is there.
        if file.starts_with("mb/") || languages.iter().any(|known| known.tag == tag) {
            continue;
        }
        let also = also(columns);
        languages.push(Language { tag, name: readable(name), file: file.into(), also });
    }
    languages
}

/// Reads the last column: `(zh-cmn 5)(zh 5)`.
fn also<'a>(columns: impl Iterator<Item = &'a str>) -> Vec<(String, u8)> {
    let column = columns.collect::<Vec<_>>().join(" ");
    column
        .split(['(', ')'])
        .filter_map(|entry| {
            let (tag, rank) = entry.trim().split_once(' ')?;
            Some((tag.to_lowercase(), rank.parse().ok()?))
        })
        .collect()
}

/// `English_(Great_Britain)` → `English (Great Britain)`.
fn readable(name: &str) -> String {
    name.replace('_', " ").trim().to_owned()
}

/// Reads the table of `espeak-ng --voices=variant`, whose files are named `!v/f2`.
fn variants(table: &str) -> BTreeSet<String> {
    table
        .lines()
        .filter_map(|row| row.split_once("!v/")?.1.split_whitespace().next())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
Pty Language       Age/Gender VoiceName          File                 Other Languages
 5  chr-US-Qaaa-x-west --/M      Cherokee_          iro/chr
 5  cmn             --/M      Chinese_(Mandarin,_latin_as_English) sit/cmn              (zh-cmn 5)(zh 5)
 5  en-029          --/M      English_(Caribbean) gmw/en-029           (en 10)
 2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)
 2  en-us           --/M      English_(America)  gmw/en-US            (en 3)
 5  en-us           --/M      us-mbrola-2        mb/mb-us2            (en 1)
 5  fr-be           --/M      French_(Belgium)   roa/fr-BE            (fr 8)
 5  fr-fr           --/M      French_(France)    roa/fr               (fr 5)
";

    fn installed() -> Installed {
        let variants = variants(" 5  variant         --/F      female2            !v/f2                \n");
        Installed { languages: languages(TABLE), variants }
    }

    #[test]
    fn a_tag_finds_the_nearest_language() {
        let installed = installed();
        let found = |tag: &str| installed.language(tag).map(|language| language.file.as_str());
        assert_eq!(found("en"), Some("gmw/en"));
        assert_eq!(found("en-US"), Some("gmw/en-US"));
        assert_eq!(found("en_AU"), Some("gmw/en"));
        assert_eq!(found("fr"), Some("roa/fr"));
        assert_eq!(found("fr-CA"), Some("roa/fr"));
        assert_eq!(found("zh-Hans-CN"), Some("sit/cmn"));
        assert_eq!(found("chr"), Some("iro/chr"));
        for unknown in ["", "-", "tlh", "e", "english", "\0"] {
            assert_eq!(found(unknown), None, "{unknown:?}");
        }
    }

    #[test]
    fn every_offered_voice_is_found_by_its_id_and_only_once() {
        let installed = installed();
        let voices = installed.voices();
        let ids: BTreeSet<&str> = voices.iter().map(|voice| voice.id.as_str()).collect();
        assert_eq!(ids.len(), voices.len());
        assert!(voices.iter().all(|voice| installed.voice(&voice.id).is_some()));
        assert!(ids.contains("en-gb+f2") && ids.contains("fr-fr") && !ids.contains("en-gb+f3"));
        assert!(voices.iter().any(|voice| voice.name == "Clara, English (Great Britain)"));
    }
}
