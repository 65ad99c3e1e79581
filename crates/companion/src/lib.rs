//! Opens the engines, finds the scripts, keeps the listener's place: what both shells, the window and the
//! `vesper` command, stand on.

mod aside;
mod audition;
pub mod care;
mod cast;
mod companion;
pub mod cores;
pub mod daily;
mod dates;
mod doctor;
mod earlier;
mod engines;
mod home;
mod keeper;
mod kept;
mod listening;
pub mod meditation;
pub mod models;
mod offer;
mod pen;
mod places;
mod recorder;
mod requests;
mod settings;
mod shelf;
pub mod talk;
pub mod voices;
mod whole;
mod wish;
pub mod wishes;
pub mod works;
pub mod writing;

pub use aside::{aside, forget_aside};
pub use audition::sample_line;
pub use companion::Companion;
pub use dates::{counted, day, local};
pub use doctor::{Check, doctor};
pub use engines::{Export, export};
pub use home::Home;
pub use kept::{Kept, Opening};
pub use listening::Listening;
pub use offer::Offer;
pub use requests::Logged;
pub use settings::{Settings, Theme};
pub use shelf::{Entry, Shelf, fault_error};
pub use whole::write as write_whole;
pub use wish::{Wish, request};

use vesper_speech::Kind;

/// Keeps what the ink runtime prints when it gives up out of the terminal: it runs on threads of that name, where
/// a panic is caught and told as a fault of the script.
pub fn quiet_ink() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| match std::thread::current().name() {
        Some("ink") => tracing::debug!("{panic}"),
        _ => usual(panic),
    }));
}

/// The word for a kind of error on every wire: JSON lines, the window.
pub fn code(kind: Kind) -> &'static str {
    match kind {
        Kind::Stopped => "stopped",
        Kind::MissingFile => "missing_file",
        Kind::BadFile => "bad_file",
        Kind::Unwritable => "unwritable",
        Kind::DiskFull => "disk_full",
        Kind::MissingModel => "missing_model",
        Kind::MissingProgram => "missing_program",
        Kind::MissingDevice => "missing_device",
        Kind::LostDevice => "lost_device",
        Kind::Denied => "denied",
        Kind::Network => "network",
        Kind::Engine => "engine",
        Kind::BadRequest => "bad_request",
    }
}
