//! The arguments, and one file per command.

mod care;
mod chat;
mod daily;
mod export;
mod hear;
mod inspect;
mod interrupt;
mod library;
mod listen;
mod meditate;
mod menu;
mod models;
mod page;
mod perform;
mod say;
mod shell;
mod story;
mod talk;
mod terminal;
mod told;
mod voices;
mod words;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use vesper::models::RECOGNISER;
use vesper::{Home, Settings};

pub(crate) use words::Words;

/// Stories you step into, meditations, and a voice, all on your own machine.
///
/// Without a command, Vesper shows what there is and lets you choose.
#[derive(Parser)]
#[command(name = "vesper", version, max_term_width = 100)]
pub(crate) struct Cli {
    /// Print what happens as JSON, one object a line.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Say more about what goes on inside (on standard error).
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
    #[command(subcommand)]
    command: Option<Doing>,
}

#[derive(Subcommand)]
enum Doing {
    /// Tell a story: one of those on the shelf, an ink file, or a new one made from a sentence.
    Story(story::Story),
    /// Lead a meditation of a chosen length: one of those on the shelf, an ink file, or one made from a sentence.
    Meditate(meditate::Meditate),
    /// Tell the day: your feeds, your calendar, your notes.
    Daily(daily::Daily),
    /// Say a text aloud, plain or with markup.
    Say(say::Say),
    /// Recognise speech in a file or from the microphone.
    Hear(Hear),
    /// Talk with a chat model, in writing.
    Chat(chat::Chat),
    /// Talk with a chat model, aloud.
    Talk(talk::Talk),
    /// Look at models, fetch, check and delete them; see which suit this machine.
    #[command(subcommand)]
    Models(models::Doing),
    /// List what is on the shelf.
    Shelf,
    /// Read, search, export and forget what is kept of your sessions.
    Library(library::Library),
    /// List the sound devices.
    Devices,
    /// List the voices, hear one, make one from a recording.
    Voices(voices::Voices),
    /// Choose whom it is for and what is not wanted; see where help is.
    Care(care::Care),
    /// Look at what Vesper needs, and say what is missing.
    Doctor {
        /// A recogniser's model file to look for.
        #[arg(long, value_name = "FILE", env = RECOGNISER)]
        model: Option<PathBuf>,
    },
    /// Print a completion script for a shell.
    Completions { shell: clap_complete::Shell },
    /// Print the manual page, or write the pages of all commands into a folder.
    Man {
        #[arg(value_name = "FOLDER")]
        folder: Option<PathBuf>,
    },
}

/// How something is performed.
#[derive(Args)]
struct How {
    /// Write it to this file (.wav, .flac, .opus or .ogg) instead of playing it.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Begin at the beginning, whatever place was kept.
    #[arg(long)]
    fresh: bool,
    /// Leave the beds out: the voice and silence alone.
    #[arg(long)]
    no_beds: bool,
    /// Read no options aloud at a choice.
    #[arg(long)]
    no_options: bool,
    /// Makes chance repeatable: the same seed, the same performance.
    #[arg(long)]
    seed: Option<u64>,
    #[command(flatten)]
    listen: listen::Listen,
    #[command(flatten)]
    manner: Manner,
}

/// How the voice sounds.
#[derive(Args)]
struct Manner {
    /// The narrator's voice, an id from `vesper voices`.
    #[arg(long, value_name = "ID")]
    voice: Option<String>,
    /// Speed of speaking, 0.6 to 1.6; 1 is the voice's own.
    #[arg(long, value_parser = pace)]
    pace: Option<f32>,
    /// The output device, an id or name from `vesper devices`.
    #[arg(long, value_name = "DEVICE")]
    device: Option<String>,
}

#[derive(Args)]
struct Hear {
    /// A sound file, or `mic` for the microphone.
    source: String,
    /// The recogniser's model file; without one, the best that `vesper models get` brought here.
    #[arg(long, value_name = "FILE", env = RECOGNISER)]
    model: Option<PathBuf>,
    /// BCP 47 tag of what is spoken; recognised where none is given.
    #[arg(long)]
    language: Option<String>,
    /// The microphone, an id or name from `vesper devices`.
    #[arg(long, value_name = "DEVICE")]
    device: Option<String>,
    /// Stop listening to the microphone after so many seconds.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    seconds: Option<Duration>,
}

pub(crate) fn run(cli: Cli) -> Result<ExitCode> {
    let words = Words { json: cli.json };
    let home = Home::find()?;
    known(&home, cli.command.as_ref())?;
    match cli.command {
        None => menu::run(&home, words),
        Some(Doing::Story(story)) => story::run(&home, story, words),
        Some(Doing::Meditate(meditate)) => meditate::run(&home, &meditate, words),
        Some(Doing::Daily(daily)) => daily::run(&home, daily, words),
        Some(Doing::Say(say)) => say::run(&home, say, words),
        Some(Doing::Hear(hear)) => hear::run(&home, &hear, words),
        Some(Doing::Chat(chat)) => chat::run(&home, &chat, words),
        Some(Doing::Talk(talk)) => talk::run(&home, talk, words),
        Some(Doing::Models(doing)) => models::run(&home, doing, words),
        Some(Doing::Shelf) => inspect::shelf(&home, words, None),
        Some(Doing::Library(library)) => library::run(&home, library, words),
        Some(Doing::Devices) => inspect::devices(words),
        Some(Doing::Voices(voices)) => voices::run(&home, voices, words),
        Some(Doing::Care(care)) => care::run(&home, &care, words),
        Some(Doing::Doctor { model }) => inspect::doctor(&home, model.as_deref(), words),
        Some(Doing::Completions { shell }) => shell::completions(shell),
        Some(Doing::Man { folder }) => shell::man(folder.as_deref()),
    }
}

/// Fails where a voice is asked for that there is not. What stands in the way of one that there is, is told when it
/// should speak, and another speaks.
fn known(home: &Home, command: Option<&Doing>) -> Result<()> {
    let manner = match command {
        Some(Doing::Story(story::Story { how, .. }) | Doing::Meditate(meditate::Meditate { how, .. })) => {
            &how.manner
        }
        Some(Doing::Daily(daily)) => &daily.manner,
        Some(Doing::Say(say)) => &say.manner,
        Some(Doing::Talk(talk)) => &talk.manner,
        _ => return Ok(()),
    };
    match manner.voice.as_deref().map(|id| vesper::voices::find(home, id)) {
        Some(Err(error)) if error.kind == vesper_speech::Kind::BadRequest => Err(error.into()),
        _ => Ok(()),
    }
}

fn pace(text: &str) -> std::result::Result<f32, String> {
    let pace = text.parse().ok().filter(|pace| (0.6..=1.6).contains(pace));
    pace.ok_or_else(|| "give a number from 0.6 to 1.6".into())
}

fn seconds(text: &str) -> std::result::Result<Duration, String> {
    let seconds = text.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    seconds.filter(|seconds| !seconds.is_zero()).ok_or_else(|| "give a number of seconds above 0".into())
}

impl Manner {
    /// The listener's settings with these on top, for this run only.
    fn over(&self, mut settings: Settings) -> Settings {
        if self.voice.is_some() {
            settings.voice.clone_from(&self.voice);
        }
        if let Some(pace) = self.pace {
            settings.pace = pace;
        }
        if self.device.is_some() {
            settings.output.clone_from(&self.device);
        }
        settings.bounded()
    }
}

impl How {
    fn over(&self, settings: Settings) -> Settings {
        let mut settings = self.manner.over(settings);
        settings.beds &= !self.no_beds;
        settings.read_options &= !self.no_options;
        settings
    }
}
