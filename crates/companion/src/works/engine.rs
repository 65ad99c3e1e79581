use std::fmt;

use vesper_catalog::{Catalog, Role};
use vesper_library::Mode;
use vesper_speech::{Error, Kind, Result};

use super::servers::Server;
use crate::kept::Kept;

const SERVER: &str = "server:";
const AUTHORED: &str = "authored";

/// What can do a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A chat model on this machine, by its id in the catalog.
    Model(String),
    /// A server, by the name that the listener gave it.
    Server(String),
    /// No model: the stories and meditations that ship. Nothing comes behind it.
    Authored,
}

/// As the library keeps it: an id, `server:` and a name, or `authored`.
impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Engine::Model(id) => f.write_str(id),
            Engine::Server(name) => write!(f, "{SERVER}{name}"),
            Engine::Authored => f.write_str(AUTHORED),
        }
    }
}

impl Engine {
    fn kept(text: &str) -> Engine {
        match text.strip_prefix(SERVER) {
            Some(name) => Engine::Server(name.to_owned()),
            None if text == AUTHORED => Engine::Authored,
            None => Engine::Model(text.to_owned()),
        }
    }
}

/// What the listener means by `name`: a server of theirs, a chat model, or `authored`.
///
/// # Errors
/// `BadRequest` where it is none of them, with what is near it.
pub fn named(name: &str, catalog: &Catalog, servers: &[Server]) -> Result<Engine> {
    let name = name.trim();
    if name == AUTHORED {
        return Ok(Engine::Authored);
    }
    let bare = name.strip_prefix(SERVER).unwrap_or(name);
    if servers.iter().any(|server| server.name == bare) {
        return Ok(Engine::Server(bare.to_owned()));
    }
    if bare != name {
        let advice = "`vesper models servers list` shows which there are.";
        return Err(Error::new(Kind::BadRequest, bare, "is no server that you added.", advice));
    }
    let model = catalog.find(name)?;
    if model.role != Role::Chat {
        let what = format!("is no chat model but a {}.", model.role.name());
        let advice = "`vesper models list --role chat` shows the chat models.";
        return Err(Error::new(Kind::BadRequest, name, what, advice));
    }
    Ok(Engine::Model(model.id.clone()))
}

/// The engines of `work` in the order in which they are tried; empty where the listener chose none.
pub fn assigned(kept: &Kept, work: Mode) -> Result<Vec<Engine>> {
    let all = kept.with(|library| library.assignments())?;
    Ok(all.iter().filter(|it| it.work == work.name()).map(|it| Engine::kept(&it.model)).collect())
}

/// These engines do `work` from now on; none leaves the choice to Vesper.
///
/// # Errors
/// `BadRequest` where one is named twice, or something comes behind the material that ships.
pub fn assign(kept: &Kept, work: Mode, engines: &[Engine]) -> Result<()> {
    for (at, engine) in engines.iter().enumerate() {
        if engines.iter().take(at).any(|before| before == engine) {
            let what = "stands twice in the order.";
            return Err(Error::new(Kind::BadRequest, engine.to_string(), what, "Name each once."));
        }
    }
    let after = engines.iter().skip_while(|engine| **engine != Engine::Authored).nth(1);
    if let Some(after) = after {
        let what = "would never be asked: what ships is always there.";
        return Err(Error::new(Kind::BadRequest, after.to_string(), what, "Put `authored` last."));
    }
    let engines: Vec<String> = engines.iter().map(Engine::to_string).collect();
    kept.with(|library| library.assign(work.name(), &engines))
}
