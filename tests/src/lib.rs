//! The benches that whole-system tests stand on.

pub mod pulse;
pub mod signal;
pub mod theatre;
