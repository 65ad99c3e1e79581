//! `vesper voices`: who can speak, heard before it is chosen; and new voices, made with their speaker's consent.

mod add;
mod list;
mod remove;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Subcommand};
use vesper::voices::find;
use vesper::{Companion, Home, Kept, sample_line};

use super::Words;
use super::terminal::{self, Keys};

/// Without more words, lists them all.
#[derive(Args)]
pub(crate) struct Voices {
    #[command(subcommand)]
    doing: Option<Doing>,
}

#[derive(Subcommand)]
enum Doing {
    /// Hear a voice say something.
    Try {
        /// Its id in `vesper voices`.
        id: String,
        /// What it shall say; without it, a sentence in its language.
        text: Vec<String>,
    },
    /// Make a voice from a recording of somebody who agreed to it.
    ///
    /// Needs a model that takes voices up from recordings, and the speaker's consent, which is asked for and kept with
    /// the voice. Every file in which the voice speaks says that it is an imitation.
    Add(Add),
    /// Delete a voice that was made from a recording.
    Remove {
        /// Its name or id.
        name: String,
        /// Ask nothing.
        #[arg(long, short)]
        yes: bool,
    },
}

#[derive(Args)]
struct Add {
    /// What it will be called: a-z, 0-9, `-` and `_`.
    name: String,
    /// 2 to 60 seconds of one person speaking: WAV, FLAC, MP3, Ogg Vorbis, Opus or M4A.
    recording: PathBuf,
    /// Who speaks in the recording. Asked for where it is not given.
    #[arg(long, value_name = "WHO")]
    speaker: Option<String>,
    /// The statement that they agreed, word for word. Asked for where it is not given.
    #[arg(long, value_name = "STATEMENT")]
    consent: Option<String>,
}

pub(crate) fn run(home: &Home, voices: Voices, words: Words) -> Result<ExitCode> {
    match voices.doing {
        None => list::run(home, words),
        Some(Doing::Try { id, text }) => try_out(home, id, &text.join(" "), words),
        Some(Doing::Add(add)) => add::run(home, add, words),
        Some(Doing::Remove { name, yes }) => remove::run(home, &name, yes, words),
    }
}

fn try_out(home: &Home, id: String, text: &str, words: Words) -> Result<ExitCode> {
    let voice = find(home, &id)?;
    let mut line = sample_line(Some(id), &voice.language);
    if !text.trim().is_empty() {
        text.trim().clone_into(&mut line.text);
    }
    let opening = Kept::look(home)?;
    let settings = opening.kept.settings()?;
    let mut companion = Companion::open_with(home.clone(), opening, settings)?;
    companion.audition(line)?;
    terminal::follow(&mut companion, words, Keys::of(words))
}
