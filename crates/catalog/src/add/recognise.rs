//! Which model of the catalog a file or a folder is, so that nobody has to say.

use std::fs::File;
use std::path::Path;

use vesper_speech::{Error, Kind, Out, Result};

use super::search::{Likeness, Source, likeness, search};
use crate::store::hash::{self, Pace};
use crate::{Catalog, Model, ModelFile, News, Sha256, Step};

impl Catalog {
    /// The model that lies at `path`, a file or a folder: by the names of its files, else by their lengths and
    /// hashes. Files are read only where names say nothing.
    ///
    /// # Errors
    /// `BadRequest` where it is no model of the catalog, or several; `MissingFile` and `Denied` where `path` cannot
    /// be read.
    pub fn recognise(&self, path: &Path, news: &mut dyn Out<News>) -> Result<&Model> {
        let sources = search(path, news)?;
        let mut named: Vec<(Likeness, &Model)> =
            self.models().iter().filter_map(|model| Some((by_name(model, &sources)?, model))).collect();
        named.sort_by_key(|(likeness, _)| *likeness);
        if let Some((best, _)) = named.first() {
            let best = *best;
            let named: Vec<&Model> =
                named.into_iter().filter(|(likeness, _)| *likeness == best).map(|(_, model)| model).collect();
            return one(path, &named);
        }
        let mut hashed = Vec::new();
        for model in self.models() {
            if by_hash(model, &sources, news)? {
                hashed.push(model);
            }
        }
        one(path, &hashed)
    }
}

fn one<'a>(path: &Path, models: &[&'a Model]) -> Result<&'a Model> {
    let refused =
        |what: String, advice: &str| Error::new(Kind::BadRequest, path.display().to_string(), what, advice);
    match models {
        [model] => Ok(model),
        [] => Err(refused(
            "is no model of the catalog.".into(),
            "`vesper models list` shows which there are; a file must be whole and unchanged.",
        )),
        several => {
            let ids: Vec<&str> = several.iter().take(5).map(|model| model.id.as_str()).collect();
            let more = if several.len() > ids.len() { " and more" } else { "" };
            let what = format!("has several models: {}{more}.", ids.join(", "));
            Err(refused(what, "Point to one of them."))
        }
    }
}

/// How surely all files of `model` are among `sources`, by their names and what lengths are known.
fn by_name(model: &Model, sources: &[Source]) -> Option<Likeness> {
    let best = |file: &ModelFile| {
        let fits = |source: &&Source| file.size.is_none_or(|size| size == source.size);
        let alike = sources.iter().filter(fits).filter_map(|source| {
            likeness(source, model, file, file.size, file.sha256).filter(|like| *like != Likeness::Length)
        });
        alike.min()
    };
    let mut worst = Likeness::Commit;
    for file in &model.files {
        worst = worst.max(best(file)?);
    }
    // A file that is called `config.json` may be anybody's: bare names count only where lengths agree too.
    let vouched = model.files.iter().all(|file| file.size.is_some());
    (worst < Likeness::Name || vouched).then_some(worst)
}

/// Whether all files of `model` are among `sources` under whatever names, as their hashes say.
fn by_hash(model: &Model, sources: &[Source], news: &mut dyn Out<News>) -> Result<bool> {
    for file in &model.files {
        let (Some(size), Some(sha256)) = (file.size, file.sha256) else { return Ok(false) };
        if !has(sources, size, sha256, &file.name, news)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn has(sources: &[Source], size: u64, sha256: Sha256, name: &str, news: &mut dyn Out<News>) -> Result<bool> {
    for source in sources.iter().filter(|source| source.size == size) {
        let Ok(mut file) = File::open(&source.path) else { continue };
        let mut pace = Pace::new(Step::Verifying, Some(size));
        match hash::stream((&source.path, &mut file), None, name, &mut pace, news) {
            Ok((found, _)) if found == sha256 => return Ok(true),
            Err(error) if error.kind == Kind::Stopped => return Err(error),
            _ => {}
        }
    }
    Ok(false)
}
