use vesper_speech::Result;

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

    /// `name` is for messages. Hostile text is refused: names that lead out of a folder, sizes beyond reason.
    pub fn parse(name: &str, text: &str) -> Result<Catalog> {
        let _ = (name, text);
        Ok(Catalog { models: Vec::new() })
    }

    pub fn models(&self) -> &[Model] {
        &self.models
    }

    pub fn get(&self, id: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.id == id)
    }

    /// The model that `name` means: an id, or the beginning of just one; the error lists what is near.
    pub fn find(&self, name: &str) -> Result<&Model> {
        let _ = name;
        unimplemented!("engine under construction")
    }

    pub fn of(&self, role: Role) -> impl Iterator<Item = &Model> {
        self.models.iter().filter(move |model| model.role == role)
    }
}
