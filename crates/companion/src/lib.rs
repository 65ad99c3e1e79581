//! Opens the engines, finds the scripts, keeps the listener's place: what both shells, the window and the
//! `vesper` command, stand on.

mod audition;
mod companion;
mod doctor;
mod engines;
mod home;
mod keep;
mod keeper;
pub mod models;
mod places;
mod settings;
mod shelf;

pub use audition::sample_line;
pub use companion::{Companion, Wish, request};
pub use doctor::{Check, doctor};
pub use engines::{Export, export};
pub use home::Home;
pub use places::Places;
pub use settings::{Settings, Theme};
pub use shelf::{Entry, Shelf, fault_error};

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
