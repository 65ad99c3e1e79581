//! The catalog's text, read and held to its rules. `models/README.md` says what the fields mean.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use vesper_speech::{Error, Kind, Result};

use super::names::{check_commit, check_file, check_id, check_repository, clipped};
use crate::{Licence, Model, ModelFile, Role, Sha256};

/// Longest text of a catalog.
const LONGEST: usize = 1 << 20;
const MOST_MODELS: usize = 1000;
const MOST_FILES: usize = 500;
/// Largest file, and largest memory: 4 TiB.
const LARGEST: u64 = 1 << 42;
const HIGHEST_RANK: u32 = 1000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(default)]
    licence: BTreeMap<String, Terms>,
    #[serde(default)]
    model: Vec<Entry>,
}

/// A licence, said once for all models that have it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Terms {
    name: String,
    link: String,
    commercial: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    name: String,
    role: String,
    about: String,
    repository: String,
    revision: Option<String>,
    licence: String,
    #[serde(default)]
    gated: bool,
    #[serde(default)]
    languages: Vec<String>,
    memory: u64,
    active: Option<u64>,
    rank: u32,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    files: Vec<FileEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEntry {
    name: String,
    size: Option<u64>,
    sha256: Option<String>,
}

/// All models of `text`, in its order.
pub(super) fn read(name: &str, text: &str) -> Result<Vec<Model>> {
    if text.len() > LONGEST {
        return Err(bad(name, "it is longer than 1 MB"));
    }
    let list: List = toml::from_str(text).map_err(|error| bad(name, error.to_string().trim_end()))?;
    if list.model.len() > MOST_MODELS {
        return Err(bad(name, &format!("it lists more than {MOST_MODELS} models")));
    }
    check_licences(&list.licence).map_err(|what| bad(name, &what))?;
    let mut models = Vec::with_capacity(list.model.len());
    for entry in list.model {
        let id = clipped(&entry.id);
        let model =
            model(entry, &list.licence).map_err(|what| bad(name, &format!("model `{id}`: {what}")))?;
        models.push(model);
    }
    check_together(&models).map_err(|what| bad(name, &what))?;
    Ok(models)
}

fn bad(name: &str, what: &str) -> Error {
    Error::new(
        Kind::BadFile,
        name,
        format!("this list of models cannot be used: {what}."),
        "Correct it there; models/README.md says what each field may hold.",
    )
}

type Checked<T> = std::result::Result<T, String>;

fn check_licences(licences: &BTreeMap<String, Terms>) -> Checked<()> {
    for (key, terms) in licences {
        let of = |what: String| format!("licence `{}`: {what}", clipped(key));
        words("name", &terms.name, 100).map_err(of)?;
        link(&terms.link).map_err(of)?;
    }
    Ok(())
}

fn model(entry: Entry, licences: &BTreeMap<String, Terms>) -> Checked<Model> {
    check_id(&entry.id)?;
    words("name", &entry.name, 100)?;
    words("about", &entry.about, 400)?;
    check_repository(&entry.repository)?;
    entry.revision.as_deref().map_or(Ok(()), check_commit)?;
    languages(&entry.languages)?;
    bytes("memory", entry.memory)?;
    entry.active.map_or(Ok(()), |active| bytes("active", active))?;
    if entry.rank > HIGHEST_RANK {
        return Err(format!("a rank is at most {HIGHEST_RANK}"));
    }
    let role = Role::named(&entry.role).ok_or_else(|| format!("`{}` is no role", clipped(&entry.role)))?;
    let terms = licences
        .get(&entry.licence)
        .ok_or_else(|| format!("licence `{}` is not in the list", clipped(&entry.licence)))?;
    Ok(Model {
        role,
        files: files(entry.files)?,
        licence: Licence {
            name: terms.name.clone(),
            link: terms.link.clone(),
            commercial: terms.commercial,
            gated: entry.gated,
        },
        id: entry.id,
        name: entry.name,
        about: entry.about,
        repository: entry.repository,
        revision: entry.revision,
        languages: entry.languages,
        memory: entry.memory,
        active: entry.active,
        rank: entry.rank,
        needs: entry.needs,
    })
}

fn files(entries: Vec<FileEntry>) -> Checked<Vec<ModelFile>> {
    if entries.is_empty() || entries.len() > MOST_FILES {
        return Err(format!("a model has 1 to {MOST_FILES} files"));
    }
    let files: Vec<ModelFile> = entries.into_iter().map(file).collect::<Checked<_>>()?;
    // Lower case: what differs in case alone is one file on Windows and macOS.
    let names: BTreeSet<String> = files.iter().map(|file| file.name.to_ascii_lowercase()).collect();
    if names.len() < files.len() {
        return Err("two of its files have the same name".into());
    }
    let mut folders =
        names.iter().flat_map(|name| name.match_indices('/').filter_map(|(at, _)| name.get(..at)));
    match folders.find(|folder| names.contains(*folder)) {
        Some(folder) => Err(format!("`{folder}` is a file and a folder")),
        None => Ok(files),
    }
}

fn file(entry: FileEntry) -> Checked<ModelFile> {
    check_file(&entry.name)?;
    entry.size.map_or(Ok(()), |size| bytes("size", size))?;
    let digest = |text: String| {
        Sha256::parse(&text).ok_or_else(|| format!("`{}` is not a SHA-256 of 64 digits", clipped(&text)))
    };
    Ok(ModelFile { sha256: entry.sha256.map(digest).transpose()?, name: entry.name, size: entry.size })
}

/// What only shows once all models are read: ids that are there twice, needs that are not there or go in circles.
fn check_together(models: &[Model]) -> Checked<()> {
    let mut ids = BTreeSet::new();
    for model in models {
        if !ids.insert(model.id.as_str()) {
            return Err(format!("model `{}` is listed twice", model.id));
        }
    }
    for model in models {
        for need in &model.needs {
            let Some(needed) = models.iter().find(|other| other.id == *need) else {
                return Err(format!("model `{}` needs `{}`, which is not listed", model.id, clipped(need)));
            };
            // Then one look at a model tells all that has to come along, and nothing goes in a circle.
            let untold = needed.needs.iter().find(|id| **id == model.id || !model.needs.contains(id));
            if *need == model.id || untold.is_some() {
                let what = "needs itself, or something whose own needs it does not name";
                return Err(format!("model `{}` {what}: `{need}`", model.id));
            }
        }
    }
    Ok(())
}

fn words(field: &str, text: &str, longest: usize) -> Checked<()> {
    if text.trim().is_empty() || text.chars().count() > longest {
        return Err(format!("`{field}` has 1 to {longest} characters"));
    }
    if text.chars().any(char::is_control) {
        return Err(format!("`{field}` has a control character"));
    }
    Ok(())
}

fn link(link: &str) -> Checked<()> {
    let plain = |character: char| character.is_ascii_graphic() && !"\"'<>\\`{|}^".contains(character);
    if link.len() > 300 || !link.strip_prefix("https://").is_some_and(|rest| rest.contains('/')) {
        return Err("`link` is an https address of at most 300 characters".into());
    }
    if !link.chars().all(plain) {
        return Err("`link` has a character that an address may not have".into());
    }
    Ok(())
}

fn languages(tags: &[String]) -> Checked<()> {
    if tags.len() > 200 {
        return Err("it has more than 200 languages".into());
    }
    let plain = |tag: &str| {
        (2..=35).contains(&tag.len())
            && tag.split('-').all(|part| {
                (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
            })
    };
    match tags.iter().find(|tag| !plain(tag)) {
        Some(tag) => Err(format!("`{}` is no language tag", clipped(tag))),
        None => Ok(()),
    }
}

fn bytes(field: &str, bytes: u64) -> Checked<()> {
    if (1..=LARGEST).contains(&bytes) { Ok(()) } else { Err(format!("`{field}` is 1 byte to 4 TiB")) }
}
