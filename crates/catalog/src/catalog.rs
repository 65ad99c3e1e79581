//! The list of models: `models/catalog.toml`, compiled in, and what can be asked of it.

pub(crate) mod names;
mod near;
mod read;

use vesper_speech::{Error, Kind, Result};

use crate::{Model, Role};

/// Every model that Vesper knows of.
#[derive(Clone, Debug)]
pub struct Catalog {
    models: Vec<Model>,
}

impl Catalog {
    /// The one that ships with Vesper.
    pub fn shipped() -> Result<Catalog> {
        Catalog::parse("models/catalog.toml", include_str!("../../../models/catalog.toml"))
    }

    /// `name` is for messages. Hostile text is refused: names that lead out of a folder, sizes beyond reason. An
    /// error names the model at fault.
    pub fn parse(name: &str, text: &str) -> Result<Catalog> {
        Ok(Catalog { models: read::read(name, text)? })
    }

    pub fn models(&self) -> &[Model] {
        &self.models
    }

    pub fn get(&self, id: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.id == id)
    }

    /// The model that `name` means: an id, or the beginning of just one; the error lists what is near.
    pub fn find(&self, name: &str) -> Result<&Model> {
        let typed = name.trim().to_lowercase();
        if let Some(model) = self.get(&typed) {
            return Ok(model);
        }
        let mut begin = self.models.iter().filter(|model| !typed.is_empty() && model.id.starts_with(&typed));
        match (begin.next(), begin.next()) {
            (Some(model), None) => Ok(model),
            (Some(_), Some(_)) => Err(self.unclear(name, &typed)),
            _ => Err(self.unknown(name, &typed)),
        }
    }

    pub fn of(&self, role: Role) -> impl Iterator<Item = &Model> {
        self.models.iter().filter(move |model| model.role == role)
    }

    fn unclear(&self, name: &str, typed: &str) -> Error {
        let mut ids: Vec<&str> = self.models.iter().map(|model| model.id.as_str()).collect();
        ids.retain(|id| id.starts_with(typed));
        let more = ids.len().saturating_sub(5);
        ids.truncate(5);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        refused(name, "is the beginning of several models", &format!("Say which: {}{rest}.", ids.join(", ")))
    }

    fn unknown(&self, name: &str, typed: &str) -> Error {
        let near = near::near(typed, self.models.iter().map(|model| model.id.as_str()));
        let advice = if near.is_empty() {
            "`vesper models list` shows all there are.".to_string()
        } else {
            format!("Near it are: {}.", near.join(", "))
        };
        refused(name, "is not a model in the catalog", &advice)
    }
}

fn refused(name: &str, what: &str, advice: &str) -> Error {
    Error::new(Kind::BadRequest, format!("`{}`", names::clipped(name)), format!("{what}."), advice)
}
