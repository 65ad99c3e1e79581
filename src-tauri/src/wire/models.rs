//! The models as the window sees them. Sizes in bytes, times in seconds.

use serde::Serialize;
use specta::Type;
use specta_typescript::Number;
use vesper_catalog as catalog;

use super::{Trouble, count};

/// Every model that is known, and what this machine makes of them.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Models {
    /// None until it was measured.
    pub machine: Option<Machine>,
    pub choices: Vec<Choice>,
    pub cards: Vec<Card>,
    /// The address of where models come from; none where it is said in a way that nobody can read.
    pub hub: Option<String>,
}

impl Models {
    pub(crate) fn of(
        models: &vesper::models::Models,
        cards: &[vesper::models::Card],
        hub: Option<String>,
    ) -> Models {
        Models {
            machine: models.machine().map(Machine::from),
            choices: models.choices().into_iter().map(Choice::from).collect(),
            cards: cards.iter().map(Card::from).collect(),
            hub,
        }
    }
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Card {
    pub id: String,
    pub name: String,
    pub role: Role,
    /// What it is good for.
    pub about: String,
    pub repository: String,
    pub licence: Licence,
    /// BCP 47 tags; empty: any.
    pub languages: Vec<String>,
    /// Of all its files.
    #[specta(type = Option<Number>)]
    pub size: Option<u64>,
    /// The ids of what comes along with it.
    pub needs: Vec<String>,
    /// None until this machine was measured.
    pub fit: Option<Fit>,
    pub state: CardState,
    /// The one of its role that is proposed for this machine.
    pub recommended: bool,
}

impl From<&vesper::models::Card> for Card {
    fn from(card: &vesper::models::Card) -> Card {
        let model = &card.model;
        Card {
            id: model.id.clone(),
            name: model.name.clone(),
            role: model.role.into(),
            about: model.about.clone(),
            repository: model.repository.clone(),
            licence: Licence::from(&model.licence),
            languages: model.languages.clone(),
            size: card.size,
            needs: model.needs.clone(),
            fit: card.fit.as_ref().map(Fit::from),
            state: CardState::from(&card.state),
            recommended: card.recommended,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Recogniser,
    Voice,
    VoicePrompt,
    Chat,
    VoiceActivity,
}

impl From<catalog::Role> for Role {
    fn from(role: catalog::Role) -> Role {
        match role {
            catalog::Role::Recogniser => Role::Recogniser,
            catalog::Role::Voice => Role::Voice,
            catalog::Role::VoicePrompt => Role::VoicePrompt,
            catalog::Role::Chat => Role::Chat,
            catalog::Role::VoiceActivity => Role::VoiceActivity,
        }
    }
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Licence {
    pub name: String,
    pub link: String,
    /// May be used commercially.
    pub commercial: bool,
    /// The maker asks for consent on the hub first.
    pub gated: bool,
}

impl From<&catalog::Licence> for Licence {
    fn from(licence: &catalog::Licence) -> Licence {
        Licence {
            name: licence.name.clone(),
            link: licence.link.clone(),
            commercial: licence.commercial,
            gated: licence.gated,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    No,
    Tight,
    Well,
}

/// How a model would run on this machine.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Fit {
    pub verdict: Verdict,
    /// Why, with the figures that decided.
    pub reason: String,
}

impl From<&catalog::Fit> for Fit {
    fn from(fit: &catalog::Fit) -> Fit {
        let verdict = match fit.verdict {
            catalog::Verdict::No => Verdict::No,
            catalog::Verdict::Tight => Verdict::Tight,
            catalog::Verdict::Well => Verdict::Well,
        };
        Fit { verdict, reason: fit.reason.clone() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    Resolving,
    Waiting,
    Fetching,
    Retrying,
    Verifying,
    Copying,
}

impl From<catalog::Step> for Step {
    fn from(step: catalog::Step) -> Step {
        match step {
            catalog::Step::Resolving => Step::Resolving,
            catalog::Step::Waiting => Step::Waiting,
            catalog::Step::Fetching => Step::Fetching,
            catalog::Step::Retrying => Step::Retrying,
            catalog::Step::Verifying => Step::Verifying,
            catalog::Step::Copying => Step::Copying,
        }
    }
}

/// How much of a model is here, and what is being done with it; its speed a second.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum CardState {
    Absent,
    Partial {
        #[specta(type = Number)]
        done: u64,
        #[specta(type = Option<Number>)]
        total: Option<u64>,
    },
    Queued,
    Working {
        step: Step,
        #[specta(type = Number)]
        done: u64,
        #[specta(type = Option<Number>)]
        total: Option<u64>,
        speed: Option<f64>,
        left: Option<f64>,
    },
    Paused {
        #[specta(type = Number)]
        done: u64,
        #[specta(type = Option<Number>)]
        total: Option<u64>,
    },
    Whole {
        #[specta(type = Number)]
        bytes: u64,
    },
    Damaged {
        what: String,
    },
    Failed {
        error: Trouble,
        #[specta(type = Number)]
        done: u64,
    },
}

impl From<&vesper::models::State> for CardState {
    fn from(state: &vesper::models::State) -> CardState {
        use vesper::models::State;
        match state {
            State::Absent => CardState::Absent,
            State::Partial { done, total } => CardState::Partial { done: *done, total: *total },
            State::Queued => CardState::Queued,
            State::Working(progress) => CardState::Working {
                step: progress.step.into(),
                done: progress.done,
                total: progress.total,
                speed: progress.speed,
                left: progress.left.map(|left| left.as_secs_f64()),
            },
            State::Paused { done, total } => CardState::Paused { done: *done, total: *total },
            State::Whole { bytes } => CardState::Whole { bytes: *bytes },
            State::Damaged { what } => CardState::Damaged { what: what.clone() },
            State::Failed { error, done } => {
                CardState::Failed { error: Trouble::from(error.clone()), done: *done }
            }
        }
    }
}

/// What this machine has.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Machine {
    #[specta(type = Number)]
    pub memory: u64,
    #[specta(type = Number)]
    pub available: u64,
    pub cores: u32,
    pub gpus: Vec<Gpu>,
    #[specta(type = Number)]
    pub disk: u64,
    /// Read from memory a second.
    #[specta(type = Number)]
    pub bandwidth: f64,
}

impl From<catalog::Machine> for Machine {
    fn from(machine: catalog::Machine) -> Machine {
        let gpus = machine.gpus.into_iter().map(|gpu| Gpu { name: gpu.name, memory: gpu.memory });
        Machine {
            memory: machine.memory,
            available: machine.available,
            cores: count(machine.cores),
            gpus: gpus.collect(),
            disk: machine.disk,
            bandwidth: machine.bandwidth,
        }
    }
}

#[derive(Clone, Debug, Serialize, Type)]
pub struct Gpu {
    pub name: String,
    #[specta(type = Number)]
    pub memory: u64,
}

/// What this machine reaches in a role.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Choice {
    pub role: Role,
    /// None: nothing of this role runs here.
    pub model: Option<String>,
    pub reason: String,
}

impl From<catalog::Choice> for Choice {
    fn from(choice: catalog::Choice) -> Choice {
        Choice { role: choice.role.into(), model: choice.model, reason: choice.reason }
    }
}
