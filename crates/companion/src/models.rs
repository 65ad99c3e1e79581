//! The models of this machine: what is there, what would fit, and the work that brings one here.

mod board;
mod card;
mod out;
mod recogniser;
mod shared;
mod threads;
mod wish;
mod witness;

pub use card::{Card, State};
pub(crate) use recogniser::check;
pub use recogniser::{RECOGNISER, named_recogniser, recogniser};
pub use witness::{Unasked, Witness};

use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::sync::watch;
use vesper_catalog::{Catalog, Choice, Hub, Machine, Model, Presence, Store};
use vesper_speech::{Error, Kind, Result};

use crate::home::Home;
use board::Job;
use shared::Shared;
use wish::Wish;

/// Downloads, checks and copies that run at once; the others wait their turn.
const AT_ONCE: usize = 2;

/// Finds the hub anew for each download: a token may have come since.
pub type OpenHub = Box<dyn Fn() -> Result<Hub> + Send + Sync>;

/// A catalog larger than this is none.
const LONGEST_CATALOG: u64 = 1 << 20;

/// Every model that Vesper knows of, as it is on this machine, and what is being done about it.
///
/// Nothing is fetched unless [`Models::get`] asks for it. Threads of its own do all work; when it is dropped they end
/// within 50 ms, and what was under way stays for the next time.
pub struct Models {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

impl Models {
    /// The catalog that ships (or the one `VESPER_CATALOG` names, for who keeps a mirror of his own) over the store of
    /// `home`. Looks at names and lengths only, and measures nothing yet.
    pub fn open(home: &Home, witness: Box<dyn Witness>) -> Result<Models> {
        Models::open_with(catalog()?, Store::at(home.models()), Box::new(Hub::from_environment), witness)
    }

    pub fn open_with(
        catalog: Catalog,
        store: Store,
        hub: OpenHub,
        witness: Box<dyn Witness>,
    ) -> Result<Models> {
        let shared = Arc::new(Shared::new(catalog, store, hub, witness));
        let mut models = Models { shared: shared.clone(), threads: Vec::new() };
        models.threads.push(threads::publisher(shared.clone())?);
        for number in 1..=AT_ONCE {
            models.threads.push(threads::worker(shared.clone(), number)?);
        }
        Ok(models)
    }

    /// One card a model, in the catalog's order; at most four changes a second. Looks at the disk again, because
    /// another Vesper may have been at work, and measures the machine if that was not done yet.
    pub fn cards(&self) -> Result<watch::Receiver<Arc<Vec<Card>>>> {
        self.measure()?;
        self.shared.look();
        Ok(self.shared.cards())
    }

    pub fn catalog(&self) -> &Catalog {
        &self.shared.catalog
    }

    pub fn store(&self) -> &Store {
        &self.shared.store
    }

    /// Where a download would come from, as the environment says now.
    pub fn hub(&self) -> Result<Hub> {
        (self.shared.hub)()
    }

    /// The host that a download would ask first.
    pub fn host(&self) -> Result<String> {
        let endpoint = self.hub()?.endpoint;
        let address = endpoint.split_once("://").map_or(endpoint.as_str(), |(_, address)| address);
        Ok(address.split('/').next().unwrap_or(address).to_owned())
    }

    /// How every model is at this moment, by its id.
    pub fn states(&self) -> Vec<(String, State)> {
        self.shared.states()
    }

    /// How `id` is at this moment.
    pub fn state(&self, id: &str) -> Option<State> {
        self.states().into_iter().find(|(of, _)| of == id).map(|(_, state)| state)
    }

    /// Measures the machine on a thread of its own; [`Models::machine`] has the result about a second later.
    pub fn measure(&self) -> Result<()> {
        threads::measure(&self.shared)
    }

    /// What this machine has; none until it was measured.
    pub fn machine(&self) -> Option<Machine> {
        self.shared.machine()
    }

    /// Measures the machine if that was not done, and waits for the result.
    pub fn wait_for_machine(&self) -> Result<Machine> {
        self.measure()?;
        let unmeasured = || Error::new(Kind::Engine, "this machine", "could not be measured.", "Try again.");
        self.shared.wait_for_machine().ok_or_else(unmeasured)
    }

    /// The best model that runs well here for each role; empty until the machine was measured.
    pub fn choices(&self) -> Vec<Choice> {
        self.shared.choices()
    }

    /// Fetches `id` and what it needs, going on where an earlier try ended. Gives the ids whose work this began: none
    /// where all is whole or already under way.
    pub fn get(&self, id: &str) -> Result<Vec<String>> {
        let model = self.model(id)?;
        let needs = model.needs.iter().filter_map(|id| self.shared.catalog.get(id));
        let mut begun = Vec::new();
        for model in std::iter::once(model).chain(needs) {
            if self.shared.queue(model, Job::Get)? {
                begun.push(model.id.clone());
            }
        }
        Ok(begun)
    }

    /// Stops the work on `id` and keeps what came so far.
    pub fn pause(&self, id: &str) -> Result<()> {
        self.shared.stop(self.model(id)?, Wish::pause).map(drop)
    }

    /// Stops all work, that of [`Models::add`] too, and keeps what came so far.
    pub fn pause_all(&self) {
        self.shared.pause_all();
    }

    /// Stops the work on `id` and drops what came so far; files that were whole before stay.
    pub fn cancel(&self, id: &str) -> Result<()> {
        threads::cancel(&self.shared, self.model(id)?)
    }

    /// Reads every file of `id` and compares it with what it shall be; the card says what came of it.
    pub fn verify(&self, id: &str) -> Result<()> {
        let model = self.model(id)?;
        if let Presence::Absent | Presence::Partial { .. } = self.shared.store.presence(model) {
            return Err(Error::new(
                Kind::MissingModel,
                id,
                "is not there, so there is nothing to check.",
                format!("`vesper models get {id}` fetches it."),
            ));
        }
        self.shared.queue(model, Job::Verify)?;
        Ok(())
    }

    /// Deletes the files of `id`, and gives the bytes that this freed. Not while it is being worked on.
    pub fn remove(&self, id: &str) -> Result<u64> {
        threads::remove(&self.shared, self.model(id)?)
    }

    /// Takes the model whose files lie at `path` (a file, a folder, a Hugging Face cache) once they are checked, and
    /// gives its id. Blocks while files are read and copied; [`Models::pause_all`] stops it.
    pub fn add(&self, path: &Path) -> Result<String> {
        threads::add(&self.shared, path)
    }

    fn model(&self, id: &str) -> Result<&Model> {
        self.shared.catalog.find(id)
    }
}

impl Drop for Models {
    fn drop(&mut self) {
        self.shared.end();
        for thread in self.threads.drain(..) {
            // One that panicked has told so already.
            drop(thread.join());
        }
    }
}

/// The catalog of this run.
pub(crate) fn catalog() -> Result<Catalog> {
    let Some(path) = std::env::var_os("VESPER_CATALOG").filter(|path| !path.is_empty()) else {
        return Catalog::shipped();
    };
    let path = Path::new(&path);
    let name = path.display().to_string();
    let unreadable = |what: String| {
        Error::new(
            Kind::BadFile,
            name.clone(),
            what,
            "VESPER_CATALOG names it; unset it for the one that ships.",
        )
    };
    let text = read(path).map_err(|error| unreadable(format!("the catalog cannot be read: {error}.")))?;
    Catalog::parse(&name, &text)
}

fn read(path: &Path) -> std::io::Result<String> {
    use std::io::{ErrorKind, Read};
    let mut text = String::new();
    std::fs::File::open(path)?.take(LONGEST_CATALOG + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LONGEST_CATALOG {
        return Err(std::io::Error::new(ErrorKind::FileTooLarge, "it is longer than 1 MB"));
    }
    Ok(text)
}
