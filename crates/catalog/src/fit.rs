//! Which models run on a machine, how fast, and which are the best for it.
//!
//! Three things decide, and the worst of them is the verdict.
//!
//! **Disk**: the bytes that are not here yet, and half a gigabyte over, must be free.
//!
//! **Memory**: the system and the listener's other programs keep a quarter of it, at least 1 and at most 4 GB. Of what
//! is left, the recogniser and the voice have a tenth each (at least 600 MB) and the chat model the rest: they are at
//! work at the same time. A model that takes more than its share runs with little left for the others; so does one that
//! takes more than what is free at the moment. A chat model or a voice may lie in a graphics card's memory instead.
//!
//! **Speed**: see [`pace`], which also says what was measured. All of it is prediction: no published model was run to
//! check it, chat models and voices have no engine here yet, and none of the engines uses a graphics card so far.
//!
//! More memory, a larger disk or a faster machine never makes a verdict or a tier worse.

mod memory;
mod pace;
mod words;

use crate::{Catalog, Machine, Model, Role};

pub use words::size_in_words;

/// How a model would run on a machine.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    pub verdict: Verdict,
    /// Why, as a sentence with the figures that decided, without a full stop.
    pub reason: String,
    /// What it would reach on the processor: tokens a second for chat, seconds of sound per second for voices and
    /// recognisers.
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

/// The models of a role in the order of their rank, cut into thirds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Nothing to download runs; what the system brings does it.
    System,
    Small,
    Middle,
    Large,
}

/// One of the things that decide.
struct Limit {
    verdict: Verdict,
    words: String,
}

/// Left over on the disk, so that nothing else comes to a stop.
const DISK_MARGIN: u64 = 500_000_000;

/// How `model` would run on `machine`, where `there` bytes of it are on the disk already.
pub fn fit(machine: &Machine, model: &Model, there: u64) -> Fit {
    judge(machine, model, missing(model, there))
}

/// The best model that runs well for each role that the catalog has, else the least demanding that runs at all. Voice
/// prompts are left out: they come with their voice.
///
/// Only what may be used commercially and needs nobody's consent is chosen, and only what speaks `language` (BCP 47).
/// `there` says how many bytes of a model are on the disk already.
pub fn choose(
    machine: &Machine,
    catalog: &Catalog,
    language: &str,
    there: &dyn Fn(&Model) -> u64,
) -> Vec<Choice> {
    let roles = Role::ALL.into_iter().filter(|role| *role != Role::VoicePrompt);
    let roles = roles.filter(|role| catalog.of(*role).next().is_some());
    roles.map(|role| of_role(machine, catalog, role, language, there)).collect()
}

fn of_role(
    machine: &Machine,
    catalog: &Catalog,
    role: Role,
    language: &str,
    there: &dyn Fn(&Model) -> u64,
) -> Choice {
    let mut candidates: Vec<&Model> =
        catalog.of(role).filter(|model| is_free(catalog, model) && model.speaks(language)).collect();
    // The best first; of equals the smallest.
    candidates.sort_by_key(|model| (std::cmp::Reverse(model.rank), model.memory, model.id.as_str()));
    let judged: Vec<(&Model, Fit)> = candidates
        .iter()
        .map(|model| (*model, judge(machine, model, missing_with_needs(catalog, model, there))))
        .collect();
    let well = judged.iter().find(|(_, fit)| fit.verdict == Verdict::Well);
    let tight = || judged.iter().rev().find(|(_, fit)| fit.verdict == Verdict::Tight);
    if let Some((model, fit)) = well {
        let tier = tier(model.rank, &candidates);
        return Choice { role, model: Some(model.id.clone()), tier, reason: fit.reason.clone() };
    }
    if let Some((model, fit)) = tight() {
        return Choice { role, model: Some(model.id.clone()), tier: Tier::Small, reason: fit.reason.clone() };
    }
    let reason = match judged.last() {
        Some((model, fit)) => format!("even {} is too much: it {}", model.name, fit.reason),
        None => "the catalog has none that everybody may use".into(),
    };
    Choice { role, model: None, tier: Tier::System, reason }
}

/// It and all that it needs may be used commercially, and nobody has to be asked for it.
fn is_free(catalog: &Catalog, model: &Model) -> bool {
    let is_open = |model: &Model| model.licence.commercial && !model.licence.gated;
    is_open(model) && model.needs.iter().all(|id| catalog.get(id).is_some_and(is_open))
}

/// In which third of the candidates' ranks `rank` lies.
fn tier(rank: u32, candidates: &[&Model]) -> Tier {
    let mut ranks: Vec<u32> = candidates.iter().map(|model| model.rank).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let place = ranks.iter().filter(|other| **other <= rank).count();
    match (3 * place).div_ceil(ranks.len().max(1)) {
        0 | 1 => Tier::Small,
        2 => Tier::Middle,
        _ => Tier::Large,
    }
}

/// Bytes of `model` that are still to come. Where its size is not known, what it takes at work is more than that.
fn missing(model: &Model, there: u64) -> u64 {
    model.size().unwrap_or(model.memory).saturating_sub(there)
}

fn missing_with_needs(catalog: &Catalog, model: &Model, there: &dyn Fn(&Model) -> u64) -> u64 {
    let needs = model.needs.iter().filter_map(|id| catalog.get(id));
    std::iter::once(model)
        .chain(needs)
        .fold(0, |sum: u64, model| sum.saturating_add(missing(model, there(model))))
}

fn judge(machine: &Machine, model: &Model, missing: u64) -> Fit {
    let pace = pace::of(machine, model);
    let speed = pace.as_ref().map(|pace| pace.speed);
    let mut limits = vec![memory::on_processor(machine, model)];
    limits.extend(pace.map(|pace| pace.limit));
    if verdict(&limits) != Verdict::Well
        && let Some(card) = memory::on_card(machine, model)
    {
        limits = vec![card];
    }
    limits.extend(disk(machine, missing));
    let verdict = verdict(&limits);
    // Where something is in the way, the rest matters to nobody.
    limits.retain(|limit| verdict != Verdict::No || limit.verdict == Verdict::No);
    let words: Vec<String> = limits.into_iter().map(|limit| limit.words).collect();
    Fit { verdict, reason: words.join("; "), speed }
}

fn verdict(limits: &[Limit]) -> Verdict {
    limits.iter().map(|limit| limit.verdict).min().unwrap_or(Verdict::Well)
}

fn disk(machine: &Machine, missing: u64) -> Option<Limit> {
    let is_short = missing > 0 && missing.saturating_add(DISK_MARGIN) > machine.disk;
    is_short.then(|| Limit {
        verdict: Verdict::No,
        words: format!(
            "needs {} on the disk, where {} are free",
            size_in_words(missing.saturating_add(DISK_MARGIN)),
            size_in_words(machine.disk)
        ),
    })
}
