//! From the table to engines that can be opened.

use std::path::{Path, PathBuf};

use vesper_catalog::{Catalog, Fit, Machine, Model, Presence, Role, Store, Verdict, fit};
use vesper_chat::{Local, Remote};
use vesper_library::Mode;
use vesper_speech::{ChatModel, Error, Kind, Message, Out, Prompt, Result, Token};

use super::answerer::{Answerer, Check, Contender, Open, Remembering, Tell};
use super::budget::Budgets;
use super::servers::{Server, servers};
use super::witness::Noted;
use super::{Engine, assigned, named};
use crate::home::Home;
use crate::kept::Kept;

/// Tokens that a server remembers where the listener does not say: what Ollama starts with.
const SERVER_CONTEXT: usize = 4096;

/// What answers for `work`, as the table says; where it says nothing, the [`usual`] model, and behind it the smaller ones
/// that are here. Opens nothing yet. A model here has the memory that the voice and the recogniser leave it.
///
/// # Errors
/// What the library answers. That a model is not here, or a server was removed, is told when its turn comes.
pub fn answerer(home: &Home, kept: &Kept, work: Mode, tell: Tell) -> Result<Answerer> {
    let catalog = crate::models::catalog()?;
    let store = Store::at(home.models());
    let added = servers(kept)?;
    let engines = table(home, kept, work)?;
    let contender = |engine: Engine| match engine {
        Engine::Model(id) => {
            let found = file(&id, &catalog, &store);
            let (home, kept) = (home.clone(), kept.clone());
            Some(in_file(id, found, move || Budgets::now(&home, &kept)))
        }
        Engine::Server(name) => Some(match added.iter().find(|server| server.name == name) {
            Some(known) => server(kept, known.clone()),
            None => gone(name),
        }),
        Engine::Authored => None,
    };
    Ok(Answerer::new(work, engines.into_iter().filter_map(contender).collect(), tell))
}

/// The engines of `work`, those that nobody assigned included.
fn table(home: &Home, kept: &Kept, work: Mode) -> Result<Vec<Engine>> {
    let engines = assigned(kept, work)?;
    if engines.is_empty() {
        Ok(usual_first(home)?.into_iter().map(Engine::Model).collect())
    } else {
        Ok(engines)
    }
}

/// The first model of `work` that is here, with its file.
pub(super) fn first_here(home: &Home, kept: &Kept, work: Mode) -> Result<Option<(String, PathBuf)>> {
    let catalog = crate::models::catalog()?;
    let store = Store::at(home.models());
    let here = |engine| match engine {
        Engine::Model(id) => file(&id, &catalog, &store).ok().map(|path| (id, path)),
        Engine::Server(_) | Engine::Authored => None,
    };
    Ok(table(home, kept, work)?.into_iter().find_map(here))
}

/// The chat model with the highest rank that is whole on this machine and runs well, else the one that runs at all; none
/// where none is here. The machine is measured only where there is something to choose.
pub fn usual(home: &Home) -> Result<Option<String>> {
    Ok(usual_first(home)?.into_iter().next())
}

/// The usual one, then those that take less memory, the best of them first.
fn usual_first(home: &Home) -> Result<Vec<String>> {
    let catalog = crate::models::catalog()?;
    let store = Store::at(home.models());
    let is_whole = |model: &&Model| matches!(store.presence(model), Presence::Whole { .. });
    let mut here: Vec<&Model> = catalog.of(Role::Chat).filter(is_whole).collect();
    here.sort_by_key(|model| std::cmp::Reverse(model.rank));
    let first = match here.as_slice() {
        [] | [_] => here.first().map(|model| model.id.clone()),
        _ => {
            let machine = Machine::measure(store.root());
            fitting(&here, |model| fit(&machine, model, model.size().unwrap_or(0)))
        }
    };
    let Some(first) = here.iter().find(|model| Some(&model.id) == first.as_ref()) else {
        return Ok(Vec::new());
    };
    let smaller = here.iter().filter(|model| model.memory < first.memory);
    Ok(std::iter::once(first).chain(smaller).map(|model| model.id.clone()).collect())
}

/// The first of `models` that fits well, else the first that fits at all, else the one that asks least.
fn fitting(models: &[&Model], fit: impl Fn(&Model) -> Fit) -> Option<String> {
    let fits: Vec<(&Model, Verdict)> = models.iter().map(|model| (*model, fit(model).verdict)).collect();
    let first = |verdict| fits.iter().find(|(_, of)| *of == verdict).map(|(model, _)| *model);
    let smallest = || models.iter().copied().min_by_key(|model| model.memory);
    first(Verdict::Well).or_else(|| first(Verdict::Tight)).or_else(smallest).map(|model| model.id.clone())
}

/// `look` sees what memory there is when the model is opened.
fn in_file(name: String, found: Result<PathBuf>, look: impl Fn() -> Budgets + Send + 'static) -> Contender {
    let open: Open = Box::new(move |check| {
        let model = Local::open_while(&found.clone()?, &look().options(), check)?;
        Ok(Box::new(model) as Box<dyn Remembering>)
    });
    Contender { name, open }
}

/// The chat model that the listener means by `name`: a file, or an id of the catalog.
///
/// # Errors
/// `BadRequest` where it is neither, `MissingModel` where it is not on this machine.
pub fn model(home: &Home, name: &str) -> Result<Contender> {
    let path = Path::new(name);
    let is_path = path.is_file() || path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gguf"));
    if is_path {
        if !path.exists() {
            let advice = "Check the name, and whether the disk is there.";
            return Err(Error::new(Kind::MissingModel, name, "there is no such file.", advice));
        }
        return Ok(alone(home, name.to_owned(), path.to_owned()));
    }
    let catalog = crate::models::catalog()?;
    match named(name, &catalog, &[])? {
        Engine::Model(id) => {
            let found = file(&id, &catalog, &Store::at(home.models()))?;
            Ok(alone(home, id, found))
        }
        _ => Err(Error::new(Kind::BadRequest, name, "is no chat model.", "Name a model or a GGUF file.")),
    }
}

/// With all the memory there is: nobody speaks or hears beside it.
fn alone(home: &Home, name: String, found: PathBuf) -> Contender {
    let models = home.models();
    in_file(name, Ok(found), move || Budgets::alone(&models))
}

fn file(id: &str, catalog: &Catalog, store: &Store) -> Result<PathBuf> {
    let model = catalog.find(id)?;
    let missing = |what: &str| {
        let advice = format!("`vesper models get {id}` fetches it.");
        Error::new(Kind::MissingModel, id, what, advice)
    };
    match (store.presence(model), model.files.first()) {
        (Presence::Whole { .. }, Some(file)) => store.file(model, &file.name),
        (Presence::Damaged { .. }, _) => Err(missing("is damaged.")),
        _ => Err(missing("is not on this machine.")),
    }
}

/// A server that the listener named. Its key is looked up when it is opened.
pub fn server(kept: &Kept, server: Server) -> Contender {
    let name = server.name.clone();
    let kept = kept.clone();
    let open: Open = Box::new(move |_| {
        let witness = Noted::new(kept.clone(), &server.name);
        let remote = Remote::new(server.with_key()?, Box::new(witness))?;
        let context = server.context.unwrap_or(SERVER_CONTEXT);
        Ok(Box::new(OnServer { remote, context }) as Box<dyn Remembering>)
    });
    Contender { name, open }
}

fn gone(name: String) -> Contender {
    let advice = "`vesper models servers add` adds one, `vesper models assign` changes the order.";
    let error = Error::new(Kind::MissingModel, &*name, "is no server that you added.", advice);
    Contender { name, open: Box::new(move |_| Err(error.clone())) }
}

impl Remembering for Local {
    fn context(&self) -> usize {
        Local::context(self)
    }

    fn count(&self, messages: &[Message]) -> Result<usize> {
        Local::count(self, messages)
    }

    fn less(&self) -> Vec<String> {
        Local::less(self).iter().map(ToString::to_string).collect()
    }

    fn make_do(&mut self) -> Result<Option<String>> {
        let less: Vec<String> = Local::make_do(self)?.iter().map(ToString::to_string).collect();
        Ok((!less.is_empty()).then(|| less.join(", and ")))
    }

    fn read(&mut self, messages: &[Message], check: Check<'_>) -> Result<()> {
        Local::read(self, messages, check)
    }
}

struct OnServer {
    remote: Remote,
    context: usize,
}

impl ChatModel for OnServer {
    fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        self.remote.reply(prompt, out)
    }
}

/// Servers do not say how they count. A token has about four bytes of English and two of other scripts; this takes three
/// and two, so that it is rather too many.
impl Remembering for OnServer {
    fn context(&self) -> usize {
        self.context
    }

    fn count(&self, messages: &[Message]) -> Result<usize> {
        let tokens = |text: &str| {
            let ascii = text.bytes().filter(u8::is_ascii).count();
            ascii.div_ceil(3) + (text.len() - ascii).div_ceil(2)
        };
        Ok(messages.iter().map(|message| tokens(&message.text) + 8).sum())
    }
}
