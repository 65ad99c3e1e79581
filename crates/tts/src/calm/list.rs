//! The voices of a model, told without loading it.

use std::path::{Path, PathBuf};

use vesper_speech::Result;

use super::cast::person;
use super::files::Files;
use super::model;
use super::origin::voice_origin;
use crate::voices::{Engine, VoiceInfo};

/// Languages that the catalog's names of models end in, or begin with behind the maker's.
const LANGUAGES: [(&str, &str); 15] = [
    ("english", "en"),
    ("french", "fr"),
    ("german", "de"),
    ("italian", "it"),
    ("spanish", "es"),
    ("portuguese", "pt"),
    ("dutch", "nl"),
    ("multilingual", "mul"),
    ("en", "en"),
    ("fr", "fr"),
    ("de", "de"),
    ("it", "it"),
    ("es", "es"),
    ("pt", "pt"),
    ("nl", "nl"),
];

/// Everybody who speaks with the model in the folder `model`, sorted by name; styles are no voices of their own.
///
/// # Errors
/// As for [`Calm::open`](super::Calm::open), as far as the weights need not be read for it.
pub(super) fn list(model: &Path, voices: &[PathBuf]) -> Result<Vec<VoiceInfo>> {
    let files = Files::find(model, voices)?;
    let id = name(model);
    let config = model::config(&files, &id)?;
    let mut listed: Vec<VoiceInfo> = Vec::new();
    for (name, path) in files.voices.iter().filter(|(name, _)| !name.contains('@')) {
        match voice_origin(path) {
            Ok(cloned) => listed.push(VoiceInfo { cloned, ..info(&id, name) }),
            Err(error) => tracing::warn!(%error, "a voice is left out"),
        }
    }
    listed.extend(config.voices.own.iter().map(|(name, _)| info(&id, name)));
    listed.sort_by(|a, b| a.id.cmp(&b.id));
    listed.dedup_by(|later, first| later.id == first.id);
    Ok(listed)
}

/// What the catalog calls the model in a folder.
pub(super) fn name(model: &Path) -> String {
    model.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn info(model: &str, name: &str) -> VoiceInfo {
    VoiceInfo {
        id: format!("{model}/{name}"),
        name: readable(name),
        language: language(model).into(),
        person: person(name),
        engine: Engine::Neural,
        cloned: None,
    }
}

/// `bill_boerst` → `Bill Boerst`.
fn readable(name: &str) -> String {
    let words = name.split(['_', '-']).filter(|word| !word.is_empty()).map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The language of the model that the catalog calls `id`, such as `pocket-english` or `phonon-31m-en`.
fn language(id: &str) -> &'static str {
    let part = |part: &str| LANGUAGES.iter().find(|(name, _)| *name == part).map(|(_, tag)| *tag);
    id.split('-').skip(1).find_map(part).unwrap_or("und")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogs_names_tell_the_language() {
        for (id, tag) in [
            ("pocket-english", "en"),
            ("pocket-french-24l", "fr"),
            ("pocket-portuguese-cloning", "pt"),
            ("phonon-31m-en", "en"),
            ("phonon-40m-multilingual", "mul"),
            ("de", "und"),
            ("", "und"),
        ] {
            assert_eq!(language(id), tag, "{id}");
        }
    }

    #[test]
    fn names_of_files_become_names_of_people() {
        assert_eq!(readable("bill_boerst"), "Bill Boerst");
        assert_eq!(readable("émilie"), "Émilie");
        assert_eq!(readable("__"), "");
    }
}
