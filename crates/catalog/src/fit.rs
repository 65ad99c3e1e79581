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

pub fn fit(machine: &Machine, model: &Model) -> Fit {
    let _ = (machine, model);
    unimplemented!("engine under construction")
}

/// The best model that runs well for each role that the catalog has.
pub fn choose(machine: &Machine, catalog: &Catalog) -> Vec<Choice> {
    let _ = (machine, catalog);
    unimplemented!("engine under construction")
}
