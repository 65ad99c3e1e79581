//! The voices: which there are, which of them speaks, and new ones taken from recordings.

mod check;
mod consent;
mod imitation;
mod list;
mod measured;
mod order;
mod sources;
mod speaking;

pub(crate) use check::check;
pub use check::{Speaks, who_speaks};
pub use consent::{mark, statement};
pub use imitation::{Imitation, Step, imitate, imitated_for, remove};
pub use list::{Origin, Voice, find, voices};
pub(crate) use order::{Missed, Order, Reason, State};
pub(crate) use sources::Speaker;
pub(crate) use speaking::{Marks, Speaking};

use vesper_speech::Kind;

use crate::home::Home;
use crate::kept::Kept;
use sources::Sources;

/// Who speaks `language` (BCP 47) on this machine now, where the listener chose the voice `chosen`.
pub(crate) fn order(home: &Home, kept: &Kept, chosen: Option<&str>, language: &str) -> Order {
    // Nobody's imitation speaks to children.
    let is_cloned = |id: &str| find(home, id).is_ok_and(|voice| voice.consent.is_some());
    let for_children = kept.care().is_ok_and(|care| care.is_for_children());
    let chosen = chosen.filter(|id| !(for_children && is_cloned(id)));
    let gone = chosen.and_then(|id| match find(home, id) {
        Err(error) if error.kind == Kind::BadRequest => Some(Missed::Gone(id.to_owned())),
        // Why a model cannot speak is told where it is opened.
        _ => None,
    });
    match Sources::of(home) {
        Ok(sources) => {
            let machine = || measured::machine(kept, sources.store.root());
            let order = Order::of(&sources, chosen, language, machine);
            Order { missed: gone.or(order.missed), ..order }
        }
        Err(error) => {
            tracing::warn!("the models cannot be looked at, so the system voice speaks: {error}");
            Order { speakers: Vec::new(), reason: Reason::NoneHere, missed: gone }
        }
    }
}
