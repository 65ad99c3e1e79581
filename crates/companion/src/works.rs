//! Which chat model does which work: a table that the listener fills, and what answers by it.
//!
//! A work (story, meditation, daily, talk) has engines in an order ([`Engine`]): models on this machine, servers that the
//! listener named ([`Server`]), and the material that ships. [`Answerer`] asks the first that can answer, and the next
//! where one gives out. What is too long for one becomes notes, and the memory is shared with voice and recogniser
//! ([`Budget`]). Where nothing is assigned, the best chat model answers that is here and runs well.

mod answerer;
mod budget;
mod engine;
mod notes;
mod opening;
mod servers;
mod witness;

pub use answerer::{Answerer, Check, Contender, News, Open, Remembering, Switch, Tell};
pub(crate) use budget::check;
pub use budget::{Budget, share};
pub use engine::{Engine, assign, assigned, named};
pub use opening::{answerer, model, server, usual};
pub use servers::{KeyPlace, Server, add_server, remove_server, servers};
