//! The models that speak, on this machine: where they lie, and the people whom each can sound like.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use vesper_catalog::{Catalog, Model, Presence, Role, Store};
use vesper_speech::Result;
use vesper_tts::{Calm, VoiceInfo};

use crate::home::Home;

/// Everything that voices come from: the catalog's models as they lie in the store, and the listener's own voices.
pub(crate) struct Sources {
    pub(crate) catalog: Catalog,
    pub(crate) store: Store,
    own: PathBuf,
}

/// A model that speaks, and the people whom it can sound like.
#[derive(Clone)]
pub(crate) struct Speaker {
    pub(crate) model: Model,
    /// The model's folder, or why it cannot be used.
    pub(crate) folder: Result<PathBuf>,
    /// The models of people that go with it and are whole, each with its folder.
    pub(crate) people: Vec<(Model, PathBuf)>,
    /// Where the voices lie that the listener made for it.
    pub(crate) own: PathBuf,
}

impl Sources {
    pub(crate) fn of(home: &Home) -> Result<Sources> {
        let (catalog, store) = (crate::models::catalog()?, Store::at(home.models()));
        Ok(Sources { catalog, store, own: home.voices() })
    }

    /// The models that speak and are here, whole or damaged; not those of which only a part has come.
    pub(crate) fn speakers(&self) -> impl Iterator<Item = Speaker> {
        let is_here = |model: &&Model| {
            matches!(self.store.presence(model), Presence::Whole { .. } | Presence::Damaged { .. })
        };
        self.speaking().filter(is_here).map(|model| self.speaker_of(model))
    }

    /// The speaking model that the catalog calls `id`, whether it is here or not.
    pub(crate) fn speaker(&self, id: &str) -> Option<Speaker> {
        self.speaking().find(|model| model.id == id).map(|model| self.speaker_of(model))
    }

    /// The model that takes voices up from recordings for the one that the catalog calls `id`.
    pub(crate) fn imitator(&self, id: &str) -> Option<&Model> {
        self.catalog.of(Role::Voice).find(|model| self.base(model).is_some_and(|base| base.id == id))
    }

    /// The first speaking model that the listener can make voices for, those that are here before the others.
    pub(crate) fn imitated(&self) -> Option<&Model> {
        let able = || self.speaking().filter(|model| self.imitator(&model.id).is_some());
        let is_whole = |model: &&Model| matches!(self.store.presence(model), Presence::Whole { .. });
        able().find(is_whole).or_else(|| able().next())
    }

    fn speaking(&self) -> impl Iterator<Item = &Model> {
        self.catalog.of(Role::Voice).filter(|model| self.base(model).is_none())
    }

    /// The speaking model that `model` needs, where it does not speak itself but takes up voices for that one.
    fn base(&self, model: &Model) -> Option<&Model> {
        let needed = model.needs.iter().filter_map(|id| self.catalog.get(id));
        needed.into_iter().find(|needed| needed.role == Role::Voice)
    }

    fn speaker_of(&self, model: &Model) -> Speaker {
        let folder = |model: &Model| self.store.root().join(&model.id);
        let people = self.catalog.of(Role::VoicePrompt).filter(|people| goes_with(people, model));
        let whole = people.filter(|people| matches!(self.store.presence(people), Presence::Whole { .. }));
        let first = model.files.first().map_or("", |file| file.name.as_str());
        Speaker {
            // The store words what is wrong with one that is not whole.
            folder: self.store.file(model, first).map(|_| folder(model)),
            people: whole.map(|people| (people.clone(), folder(people))).collect(),
            own: self.own.join(&model.id),
            model: model.clone(),
        }
    }
}

/// It needs these people, or they lie below its weights in the same repository.
fn goes_with(people: &Model, model: &Model) -> bool {
    let beside = |file: &str| {
        let folder =
            model.files.first().and_then(|file| file.name.rsplit_once('/')).map(|(folder, _)| folder);
        folder.is_some_and(|folder| file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    };
    model.needs.contains(&people.id)
        || people.repository == model.repository && people.files.iter().all(|file| beside(&file.name))
}

impl Speaker {
    /// The folders of all people, those of the listener last.
    pub(crate) fn folders(&self) -> Vec<PathBuf> {
        let own = self.own.is_dir().then(|| self.own.clone());
        self.people.iter().map(|(_, folder)| folder.clone()).chain(own).collect()
    }

    /// Whoever it can sound like, without loading it.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub(crate) fn voices(&self) -> Result<Vec<VoiceInfo>> {
        let folder = self.folder.clone()?;
        Calm::list(&folder, &self.folders())
    }

    /// The model of people that the voice `id` came with; none for one of the model's own, or of the listener's.
    pub(crate) fn origin(&self, id: &str) -> Option<&Model> {
        let name = id.rsplit('/').next()?;
        let has = |people: &Model| {
            people.files.iter().any(|file| {
                Path::new(&file.name).file_stem().is_some_and(|stem| stem.to_string_lossy() == name)
            })
        };
        self.people.iter().map(|(people, _)| people).find(|people| has(people))
    }

    /// Where the voice `name` lies, or would lie, among those that the listener made.
    pub(crate) fn own_file(&self, name: &str) -> PathBuf {
        self.own.join(format!("{name}.safetensors"))
    }

    /// What it would be opened from, as it lies there now: another state of it has to be opened anew.
    pub(crate) fn state(&self) -> Vec<(PathBuf, Option<SystemTime>, u64)> {
        let mut looked: Vec<PathBuf> = vec![self.own.clone()];
        looked.extend(self.people.iter().map(|(_, folder)| folder.join("lock.toml")));
        if let Ok(folder) = &self.folder {
            looked.extend(self.model.files.iter().map(|file| folder.join(&file.name)));
        }
        looked
            .into_iter()
            .map(|path| match std::fs::metadata(&path) {
                Ok(found) => (path, found.modified().ok(), found.len()),
                Err(_) => (path, None, 0),
            })
            .collect()
    }
}
