//! Stories: from a wish to a bible, from there scene by scene, each told while it is written.
//!
//! A [`Writer`] asks a chat model; a [`Story`] is what has been written, all its branches, and gives it as ink. Every way
//! that a listener did not take can be taken later, from any point, and what one way learned no other knows: each has the
//! [`ledger`](crate::ledger) of its own past.

mod bible;
mod cast;
mod ink;
mod meant;
mod plan;
mod prompt;
mod scene;
mod schema;
mod sheets;
mod tale;
mod tell;
mod wish;
mod writer;

pub use bible::{Arc, Bible};
pub use cast::Person;
pub use meant::Meant;
pub use scene::{How, Origin, Said, Scene, Way};
pub use sheets::Prompts;
pub use tale::{Choice, Story};
pub use wish::{Ages, Length, Wish};
pub use writer::{Next, Writer};
