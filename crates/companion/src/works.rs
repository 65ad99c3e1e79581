//! Which chat model does which work: a table that the listener fills, and what answers by it.
//!
//! A work (story, meditation, daily, talk) has engines in an order ([`Engine`]): models on this machine, servers that the
//! listener named ([`Server`]), and the material that ships. [`Answerer`] asks the first that can answer, and the next
//! where one gives out. Where nothing is assigned, the best chat model answers that is here and runs well.

mod answerer;
mod engine;
mod opening;
mod servers;
mod trim;
mod witness;

pub use answerer::{Answerer, Check, Contender, Open, Remembering, Switch};
pub use engine::{Engine, assign, assigned, named};
pub use opening::{answerer, model, server, usual};
pub use servers::{KeyPlace, Server, add_server, remove_server, servers};
pub use trim::trimmed;
