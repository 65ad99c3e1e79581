use crate::{Catalog, Machine, Model, Role};

/// How a model would run on a machine.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    pub verdict: Verdict,
    /// Why, as a sentence with the figures that decided.
    pub reason: String,
    /// What it would reach: tokens a second for chat, seconds of sound per second for voices and recognisers.
    pub speed: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// It does not run here.
    No,
    /// It runs, slowly or with little left for anything else.
    Tight,
    Well,
}

/// The tier that a machine reaches in a role.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub role: Role,
    /// None: nothing of this role runs here.
    pub model: Option<String>,
    pub tier: Tier,
    pub reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Nothing to download runs; what the system brings does it.
    System,
    Small,
    Middle,
    Large,
}

/// How `model` would run on `machine`, where `there` bytes of it are on the disk already.
pub fn fit(machine: &Machine, model: &Model, there: u64) -> Fit {
    let _ = (machine, model, there);
    unimplemented!("engine under construction")
}

/// The best model that runs well for each role that the catalog has. It speaks `language` (BCP 47); `there` says how
/// many bytes of a model are on the disk already.
pub fn choose(
    machine: &Machine,
    catalog: &Catalog,
    language: &str,
    there: &dyn Fn(&Model) -> u64,
) -> Vec<Choice> {
    let _ = (machine, catalog, language, there);
    unimplemented!("engine under construction")
}
