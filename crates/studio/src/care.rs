//! Care for the listener: words that say that somebody is in danger, where help is, and what a listener does not want to
//! hear.
//!
//! [`alarm`] reads what was said or typed and knows four kinds of danger, in English and French. [`Help`] is what is shown
//! and said then, from data that ships with the program. [`Limits`] bound what is written for a listener, [`Care`] is
//! what a household chose, and [`Attentive`] is a chat model that minds all of it. Nothing here sends, logs or keeps anything.

mod alarm;
mod attentive;
mod file;
mod help;
mod household;
mod limits;
mod pattern;
mod text;

pub use alarm::{Alarm, Crisis, During, alarm};
pub use attentive::{Attentive, Reaches};
pub use help::{Country, Help, Line, Sentence, countries, country_of};
pub use household::Care;
pub use limits::{Breach, Level, Limits, Topic};
