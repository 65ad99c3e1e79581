//! Which models there are, how they get here whole, and which fit this machine.
//!
//! [`Catalog`] lists them; [`get`] fetches one into the [`Store`], which knows what is there and whether it is whole;
//! [`Machine`] measures, and [`fit`] and [`choose`] say what runs. Nothing here sends anything unless [`get`] is called.

mod add;
mod cache;
mod catalog;
mod fetch;
mod fit;
mod lock;
mod machine;
mod model;
mod news;
mod store;

pub use cache::cached;
pub use catalog::Catalog;
pub use fetch::{Hub, Limits, Token, discard, get};
pub use fit::{Choice, Fit, Tier, Verdict, choose, fit, size_in_words};
pub use lock::{Lock, Locked, Origin};
pub use machine::{Gpu, Machine};
pub use model::{Licence, Model, ModelFile, Role, Sha256};
pub use news::{Answer, News, Progress, Request, Step};
pub use store::{Presence, Store};
