use std::path::{Path, PathBuf};

use vesper_catalog::{Catalog, Model, Presence, Role, Store, size_in_words};
use vesper_speech::{Error, Kind, Result};

use crate::doctor::Check;
use crate::home::Home;

/// The one to begin with: understands clear speech on any machine.
const USUAL: &str = "whisper-base-q5_1";

/// Names a recogniser's model file, in place of those that were fetched.
pub const RECOGNISER: &str = "VESPER_WHISPER_MODEL";

/// The recogniser's model file that was named for this run.
pub fn named_recogniser() -> Option<PathBuf> {
    std::env::var_os(RECOGNISER).map(PathBuf::from)
}

/// The file that is `chosen`; without one, that of the best recogniser that is whole on this machine and knows `language`,
/// where one is given.
///
/// # Errors
/// `MissingModel` where there is none; its advice names one and the command that fetches it.
pub fn recogniser(home: &Home, chosen: Option<&Path>, language: Option<&str>) -> Result<PathBuf> {
    match chosen {
        Some(model) if model.is_file() => return Ok(model.to_owned()),
        Some(model) => return Err(vesper_asr::missing(model)),
        None => {}
    }
    let catalog = super::catalog()?;
    let store = Store::at(home.models());
    let knows = |model: &&Model| language.is_none_or(|language| model.speaks(language));
    let is_whole = |model: &&Model| matches!(store.presence(model), Presence::Whole { .. });
    let best = catalog.of(Role::Recogniser).filter(knows).filter(is_whole).max_by_key(|model| model.rank);
    match best.and_then(|model| Some((model, model.files.first()?))) {
        Some((model, file)) => store.file(model, &file.name),
        None => Err(missing(&catalog, language)),
    }
}

fn missing(catalog: &Catalog, language: Option<&str>) -> Error {
    let knows = |model: &&Model| language.is_none_or(|language| model.speaks(language));
    let usual = catalog.get(USUAL).filter(knows);
    let model = usual.or_else(|| catalog.of(Role::Recogniser).filter(knows).min_by_key(|model| model.memory));
    let fetch = model.map_or_else(String::new, |model| {
        let size = model.size().map_or_else(String::new, |size| format!(" ({})", size_in_words(size)));
        format!("`vesper models get {}` fetches one{size}, or ", model.id)
    });
    Error::new(
        Kind::MissingModel,
        "speech recognition",
        "no recogniser is on this machine.",
        format!("{fetch}name a file of whisper.cpp's with --model or in {RECOGNISER}."),
    )
}

/// Which models are whole on this machine, and which are not.
pub(crate) fn check(home: &Home) -> Check {
    let found = super::catalog().map(|catalog| {
        let store = Store::at(home.models());
        let presences = catalog.models().iter().map(|model| (model.id.clone(), store.presence(model)));
        presences.filter(|(_, presence)| *presence != Presence::Absent).collect::<Vec<_>>()
    });
    let damaged = found.iter().flatten().filter(|(_, it)| matches!(it, Presence::Damaged { .. }));
    let again: Vec<String> = damaged.map(|(id, _)| format!("`vesper models get {id}` mends it.")).collect();
    let mut check = Check::of("models", found, |found| in_words(&found));
    if !again.is_empty() {
        (check.ok, check.advice) = (false, again.join(" "));
    }
    check
}

fn in_words(found: &[(String, Presence)]) -> String {
    if found.is_empty() {
        return "none is here; `vesper models get` says which suit this machine".into();
    }
    let one = |(id, presence): &(String, Presence)| match presence {
        Presence::Whole { bytes } => format!("{id} ({})", size_in_words(*bytes)),
        Presence::Damaged { .. } => format!("{id} (damaged)"),
        Presence::Partial { .. } | Presence::Absent => format!("{id} (in part)"),
    };
    found.iter().map(one).collect::<Vec<_>>().join(", ")
}
