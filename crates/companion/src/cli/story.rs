//! `vesper story`: one of those that are there, or a new one from a sentence.

mod aloud;
mod file;
mod ledger;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use vesper::writing::{Ages, Length, OpenModel, StoryWish, Written, find};
use vesper::{Entry, Home, Kept, Shelf, Wish};
use vesper_library::Mode;
use vesper_script::Kind as ScriptKind;
use vesper_speech::{ChatModel, Kind};

use super::chat::Who;
use super::talk::as_told;
use super::{How, Words, inspect, perform};

/// Words after which a name that nothing has is a sentence that says what to tell.
const SENTENCE: usize = 3;

#[derive(Args)]
#[command(after_help = "Examples:
  vesper story                                         what there is
  vesper story \"The Night Train\"                       one of them
  vesper story \"a lighthouse that is afraid of the dark\"    a new one, made for you
  vesper story new \"the night train\" --minutes 30 --ages child
  vesper story \"a bridge that counts\" --out bridge.opus      written to its end, then performed into a file
  vesper story the-bridge-that-counts --ledger         what it remembers

A new story is told while it is written. At a choice, give a number, or say in your own words what you do. \"back to the
bridge\" leads back to where you were, and both ways are kept. The story is an ink script of your own on the shelf, which
plays again without a model.")]
pub(crate) struct Story {
    /// A name from `vesper shelf`, a title, or an ink file; or a sentence that says what a new story is to be about, with
    /// `new` before it where a story has that name. Without one, the stories are listed.
    #[arg(value_name = "NAME|SENTENCE")]
    name: Vec<String>,
    /// Options to take at the choices, counted from 1, such as 1,2,1.
    #[arg(long, value_delimiter = ',', value_parser = clap::value_parser!(u16).range(1..=99))]
    choose: Vec<u16>,
    /// How long a new story is told along one way: 2 to 60, or `open`.
    #[arg(long, value_name = "MINUTES|open", value_parser = length, default_value = "15")]
    minutes: Length,
    /// Whom a new story suits: small (3 to 5), child (6 to 9), youth (10 to 13), teen (14 to 17), adult.
    #[arg(long, value_parser = ages, default_value = "adult")]
    ages: Ages,
    /// BCP 47 tag of the language that a new story is told in.
    #[arg(long, default_value = "en")]
    language: String,
    /// Write the script of a story that Vesper writes to this ink file as well.
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Show what a story that Vesper writes remembers where you are in it.
    #[arg(long)]
    ledger: bool,
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    pub(super) how: How,
}

/// What is asked for.
enum Asked {
    /// A script as it stands.
    Script(Entry),
    /// A story that Vesper writes.
    Known(Written),
    New(StoryWish),
}

pub(super) fn run(home: &Home, story: Story, words: Words) -> Result<ExitCode> {
    if story.name.is_empty() {
        return inspect::shelf(home, words, Some(ScriptKind::Story));
    }
    match (story.asked(home)?, &story.how.out) {
        (Asked::Known(known), _) if story.ledger => ledger::show(home, &known, words),
        (Asked::Script(entry), Some(path)) if file::is_text(path) => {
            file::text_of(&entry, &story.choices(), path, words)
        }
        (Asked::Script(entry), _) => {
            let wish = Wish {
                minutes: None,
                fresh: story.how.fresh,
                seed: story.how.seed,
                choices: story.choices(),
            };
            perform::perform(home, &entry, wish, &story.how, words)
        }
        (Asked::Known(known), Some(path)) => file::known(home, &story, &known, path, words),
        (Asked::New(wish), Some(path)) => file::new(home, &story, &wish, path, words),
        (Asked::Known(known), None) => aloud::known(home, &story, known, words),
        (Asked::New(wish), None) => aloud::new(home, &story, wish, words),
    }
}

impl Story {
    fn asked(&self, home: &Home) -> Result<Asked> {
        if let [first, rest @ ..] = self.name.as_slice()
            && first == "new"
            && !rest.is_empty()
        {
            return Ok(Asked::New(self.wish(rest.join(" "))));
        }
        let name = self.name.join(" ");
        let kept = Kept::look(home)?.kept;
        if let Some(known) = find(home, &kept, &name)? {
            return Ok(Asked::Known(known));
        }
        match Shelf::load(home).find(&name, Some(ScriptKind::Story)) {
            Ok(entry) => Ok(Asked::Script(entry)),
            Err(error) => {
                let is_file = name.ends_with(".ink") || name.contains('/');
                let says = name.split_whitespace().count() >= SENTENCE;
                if error.kind == Kind::MissingFile && says && !is_file {
                    Ok(Asked::New(self.wish(name)))
                } else {
                    Err(error.into())
                }
            }
        }
    }

    fn wish(&self, text: String) -> StoryWish {
        StoryWish {
            language: self.language.clone(),
            length: self.minutes,
            ages: self.ages,
            seed: self.how.seed.unwrap_or_else(super::chat::chance),
            ..StoryWish::new(text)
        }
    }

    /// Counted from zero.
    fn choices(&self) -> Vec<usize> {
        self.choose.iter().map(|option| usize::from(*option) - 1).collect()
    }

    /// Opens whoever writes.
    fn model(&self, home: &Home, kept: &Kept, words: Words) -> OpenModel {
        let (who, home, kept) = (self.who.clone(), home.clone(), kept.clone());
        Box::new(move || {
            let answerer = who.answerer_of(Mode::Story, &home, &kept, words).map_err(as_told)?;
            Ok(Box::new(answerer.flowing()) as Box<dyn ChatModel>)
        })
    }
}

fn length(text: &str) -> std::result::Result<Length, String> {
    if text == "open" {
        return Ok(Length::Open);
    }
    let minutes = text.parse().ok().filter(|minutes| (2..=60).contains(minutes));
    minutes.map(Length::Minutes).ok_or_else(|| "give 2 to 60 minutes, or `open`".into())
}

fn ages(text: &str) -> std::result::Result<Ages, String> {
    let known = Ages::ALL.into_iter().find(|ages| ages.name() == text);
    known.ok_or_else(|| "give small, child, youth, teen or adult".into())
}
