//! `vesper talk`: a conversation by voice.

mod screen;

use std::io::{BufRead, IsTerminal, Read};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::Builder;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;
use vesper::models::{RECOGNISER, recogniser};
use vesper::talk::{Record, SYSTEM, Talking, converse, is_final};
use vesper::{Home, Kept};
use vesper_session::talk::{Listen, Settings, State, Told};
use vesper_session::{Command, Report, Session};
use vesper_speech::{ChatModel, Error, Kind};

use super::chat::Who;
use super::{Manner, Words, interrupt};
use screen::Screen;

/// How long a conversation that is left may take to say what was heard of it.
const LAST_WORDS: Duration = Duration::from_millis(500);
/// Bytes of a typed line.
const LONGEST: u64 = 1 << 16;
const HELP: &str = "Speak whenever you like, also over an answer. What you type is taken as said. Say \"stop\", \"wait\", \
                    \"go on\" or \"again\". /quit or Ctrl-C leaves.";
const PUSHED_HELP: &str = "Press Enter, speak, and press Enter again. What you type is taken as said. /quit or Ctrl-C \
                           leaves.";

#[derive(Args)]
#[command(after_help = "Examples:
  vesper talk                         with what `vesper models assign` says for talk
  vesper talk --headphones            nothing of its voice comes back through your microphone
  vesper talk --push                  it listens between two presses of Enter only
  vesper talk --model ./some-model.gguf --latency

Speak whenever you like, also over an answer: a cough or an \"mm-hmm\" does not end it, a sentence or
\"stop\" does. What is kept, and what the model is told, is what you heard of each answer.")]
pub(crate) struct Talk {
    #[command(flatten)]
    who: Who,
    /// BCP 47 tag of what both of you speak.
    #[arg(long, default_value = "en")]
    language: String,
    /// The microphone, an id or name from `vesper devices`.
    #[arg(long, value_name = "DEVICE")]
    microphone: Option<String>,
    /// You wear headphones: nothing of the voice reaches the microphone.
    #[arg(long)]
    headphones: bool,
    /// Listen only between two presses of Enter.
    #[arg(long)]
    push: bool,
    /// The recogniser's model file; without one, the best that `vesper models get` brought here.
    #[arg(long, value_name = "FILE", env = RECOGNISER)]
    recogniser: Option<PathBuf>,
    /// Say how long each answer took, from the end of your words on.
    #[arg(long)]
    latency: bool,
    /// Keep nothing of this conversation.
    #[arg(long)]
    no_keep: bool,
    #[command(flatten)]
    pub(super) manner: Manner,
}

enum Happening {
    Told(Told),
    Report(Report),
    Line(String),
    /// Nobody will type anything any more.
    Closed,
    Over,
}

pub(super) fn run(home: &Home, talk: Talk, words: Words) -> Result<ExitCode> {
    let recogniser = recogniser(home, talk.recogniser.as_deref(), Some(&talk.language))?;
    let opening = Kept::open(home)?;
    let settings = talk.manner.over(opening.kept.settings()?);
    let kept = words.opened(opening);
    // Whoever is to answer has to be known before a microphone opens.
    drop(talk.who.answerer(home, &kept, words)?);
    let (who, at, library) = (talk.who.clone(), home.clone(), kept.clone());
    let talking = Talking {
        microphone: talk.microphone.clone(),
        headphones: talk.headphones,
        recogniser,
        chat: Box::new(move || {
            let mut answerer = who.answerer(&at, &library, words).map_err(as_told)?;
            answerer.open(&|| Ok(()))?;
            Ok(Box::new(answerer) as Box<dyn ChatModel>)
        }),
        talk: Settings {
            listen: if talk.push { Listen::Pushed } else { Listen::Open },
            language: talk.language.clone(),
            system: SYSTEM.into(),
            ..Settings::default()
        },
    };
    let mut session = converse(home, &kept, &settings, talking)?;
    let record = Record::new((!talk.no_keep).then_some(kept), &talk.language);
    follow(&mut session, &talk, &record, words)
}

pub(super) fn as_told(error: anyhow::Error) -> Error {
    error
        .downcast()
        .unwrap_or_else(|error| Error::new(Kind::BadRequest, "the chat model", format!("{error:#}."), ""))
}

fn follow(session: &mut Session, talk: &Talk, record: &Record, words: Words) -> Result<ExitCode> {
    let by_hand = std::io::stdin().is_terminal() && std::io::stdout().is_terminal() && !words.json;
    let (happenings, happened) = sync_channel(64);
    forward(session, &happenings)?;
    read_lines(happenings.clone())?;
    interrupt::on_press(move || drop(happenings.send(Happening::Over)))?;
    let mut screen = Screen::new(words, by_hand, talk.latency, &talk.language);
    if by_hand {
        words.line(if talk.push { PUSHED_HELP } else { HELP });
    }
    let mut pushed = false;
    let (mut typed, mut closed) = (Typed::Nothing, false);
    let ended = loop {
        match happened.recv()? {
            Happening::Told(told) => {
                if let Told::Failed(error) = &told
                    && is_final(error.kind)
                {
                    break Err(error.clone().into());
                }
                record.take(&told)?;
                screen.told(&told);
                typed.told(&told);
            }
            Happening::Report(report) => screen.report(&report),
            Happening::Line(line) => match line.trim() {
                "/quit" | "/exit" => break Ok(ExitCode::SUCCESS),
                "" if talk.push => {
                    pushed = !pushed;
                    session.send(Command::Push(pushed))?;
                }
                "" => {}
                text => {
                    session.send(Command::Type(text.to_owned()))?;
                    typed = Typed::Waits;
                }
            },
            Happening::Closed => closed = true,
            Happening::Over => break Ok(ExitCode::SUCCESS),
        }
        if closed && typed == Typed::Answered {
            break Ok(ExitCode::SUCCESS);
        }
    };
    // What was heard of an answer that is cut off by leaving is kept too.
    session.send(Command::Stop)?;
    let until = Instant::now() + LAST_WORDS;
    while let Ok(happening) = happened.recv_timeout(until.saturating_duration_since(Instant::now())) {
        if let Happening::Told(told) = happening {
            record.take(&told)?;
            screen.told(&told);
            if told == Told::Microphone(false) {
                break;
            }
        }
    }
    screen.close();
    record.end();
    ended
}

/// Whether what was typed last is answered: who pipes in what they have to say wants no more than that. Who types nothing
/// talks, whatever becomes of standard input.
#[derive(Clone, Copy, PartialEq)]
enum Typed {
    Nothing,
    Waits,
    UnderWay,
    Answered,
}

impl Typed {
    fn told(&mut self, told: &Told) {
        *self = match (*self, told) {
            (Typed::Waits, Told::State(State::Thinking | State::Speaking)) => Typed::UnderWay,
            (Typed::UnderWay, Told::State(State::Listening)) => Typed::Answered,
            (Typed::Waits, Told::Obeyed(_)) => Typed::Answered,
            (typed, _) => typed,
        };
    }
}

/// What the session tells comes to where the listener's lines do.
fn forward(session: &mut Session, happenings: &SyncSender<Happening>) -> Result<()> {
    if let Some(mut told) = session.told() {
        let told_to = happenings.clone();
        Builder::new().name("told".into()).spawn(move || {
            while let Some(told) = told.blocking_recv() {
                if told_to.send(Happening::Told(told)).is_err() {
                    return;
                }
            }
        })?;
    }
    if let Some(mut reports) = session.reports() {
        let reported_to = happenings.clone();
        Builder::new().name("reports".into()).spawn(move || {
            while let Some(report) = reports.blocking_recv() {
                if reported_to.send(Happening::Report(report)).is_err() {
                    return;
                }
            }
        })?;
    }
    Ok(())
}

fn read_lines(happenings: SyncSender<Happening>) -> Result<()> {
    Builder::new().name("lines".into()).spawn(move || {
        let mut input = std::io::stdin().lock();
        loop {
            let mut line = String::new();
            let happening = match input.by_ref().take(LONGEST).read_line(&mut line) {
                Ok(1..) => Happening::Line(line),
                _ => Happening::Closed,
            };
            let is_over = matches!(happening, Happening::Closed);
            if happenings.send(happening).is_err() || is_over {
                return;
            }
        }
    })?;
    Ok(())
}
