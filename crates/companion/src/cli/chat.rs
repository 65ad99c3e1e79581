//! `vesper chat`: a conversation in writing.

mod conversation;
mod lines;
mod screen;

pub(crate) use screen::shown;

use std::io::{IsTerminal, Read};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Result, bail};
use clap::Args;
use vesper::talk::SYSTEM;
use vesper::works::{Answerer, Contender, KeyPlace, News, Server, answerer, model, server, servers};
use vesper::{Home, Kept};
use vesper_library::Mode;
use vesper_speech::{Error, Prompt, Sampling};

use super::{Words, interrupt};
use conversation::Conversation;
use lines::{LONGEST, Lines};
use screen::{Flags, Screen};

const HELP: &str = "/clear begins anew, /undo takes back the last question and its answer, /quit leaves. Ctrl-C stops an \
                    answer; pressed when nothing is being said, it leaves.";

#[derive(Args)]
#[command(after_help = "Examples:
  vesper chat                                           talk; what was said is kept in the library
  vesper chat --once \"Why is the sky red at night?\"     one answer
  vesper chat --once - < letter.txt                     one answer to a file
  vesper chat --model ./some-model.gguf --no-keep
  vesper chat --server http://localhost:11434 --model qwen3:8b
  printf 'Hello.\\nAnd now?\\n' | vesper --json chat      a question a line

In a conversation: /clear begins anew, /undo takes back the last question and its answer, /quit leaves.
Ctrl-C stops an answer; pressed again, or when nothing is being said, it leaves.")]
pub(crate) struct Chat {
    #[command(flatten)]
    who: Who,
    /// What the model is told to be.
    #[arg(long, value_name = "TEXT", default_value = SYSTEM, hide_default_value = true)]
    system: String,
    /// Answer this and leave; `-` reads it from standard input.
    #[arg(long, value_name = "TEXT")]
    once: Option<String>,
    /// Keep nothing of this conversation.
    #[arg(long)]
    no_keep: bool,
    /// Tokens of an answer at most.
    #[arg(long, default_value_t = 1024, value_parser = clap::value_parser!(u32).range(1..=32_768))]
    limit: u32,
    /// How daring the answers are: 0 always says the likeliest.
    #[arg(long, default_value_t = 0.7, value_parser = temperature)]
    temperature: f32,
    /// Makes chance repeatable: the same seed, the same answers.
    #[arg(long)]
    seed: Option<u64>,
    /// Let a model that can reason do so before it answers; what it thinks is not shown.
    #[arg(long)]
    think: bool,
}

/// Who answers.
#[derive(Clone, Args)]
pub(crate) struct Who {
    /// A chat model's id or a GGUF file; with --server, the model as the server calls it. Without either, what
    /// `vesper models assign` says for talk.
    #[arg(long, value_name = "ID|FILE")]
    model: Option<String>,
    /// A server that was added with `vesper models servers`, or the address of one.
    #[arg(long, value_name = "NAME|ADDRESS")]
    server: Option<String>,
    /// The variable of the environment that has the key of the server at that address.
    #[arg(long, value_name = "VAR", requires = "server")]
    key_from_env: Option<String>,
}

pub(super) fn run(home: &Home, chat: &Chat, words: Words) -> Result<ExitCode> {
    let kept = words.opened(Kept::open(home)?);
    let care = kept.care()?;
    care.check_talk()?;
    let flags = Arc::new(Flags::default());
    let mut answerer = chat.who.answerer(home, &kept, words)?;
    let prompt = Prompt {
        limit: chat.limit as usize,
        sampling: Sampling { temperature: chat.temperature, ..Sampling::default() },
        thinking: chat.think,
        ..Prompt::default()
    };
    let keeping = (!chat.no_keep).then(|| kept.clone());
    let seed = chat.seed.unwrap_or_else(chance);
    let mut conversation = Conversation::new(&chat.system, prompt, seed, care, keeping);
    let record = conversation.record().clone();
    let pressed = flags.clone();
    interrupt::on_each_press(move || {
        let goes_on = pressed.press();
        if !goes_on {
            record.end();
        }
        goes_on
    })?;
    let ended = match &chat.once {
        Some(text) => once(text, &mut conversation, &mut answerer, &flags, words),
        None => talk(&mut conversation, &mut answerer, &flags, words),
    };
    conversation.record().end();
    ended
}

impl Who {
    /// Opens nothing yet.
    pub(super) fn answerer(&self, home: &Home, kept: &Kept, words: Words) -> Result<Answerer> {
        self.answerer_of(Mode::Talk, home, kept, words)
    }

    /// The same for another work.
    pub(super) fn answerer_of(&self, work: Mode, home: &Home, kept: &Kept, words: Words) -> Result<Answerer> {
        let tell = Box::new(move |news: &News| screen::notice(words, &news.to_string()));
        let only: Contender = match (&self.server, &self.model) {
            (None, None) => return Ok(answerer(home, kept, work, tell)?),
            (None, Some(name)) => model(home, name)?,
            (Some(name), model) => {
                let known = servers(kept)?.into_iter().find(|server| server.name == *name);
                let found = match (known, model) {
                    (Some(known), None) => known,
                    (Some(known), Some(model)) => Server { model: model.clone(), ..known },
                    (None, Some(model)) if name.contains("://") => {
                        let key = self.key_from_env.clone().map(KeyPlace::Environment);
                        Server {
                            name: name.clone(),
                            address: name.clone(),
                            model: model.clone(),
                            key,
                            context: None,
                        }
                    }
                    (None, None) if name.contains("://") => {
                        bail!("{name}: give --model with the model's name on that server")
                    }
                    (None, _) => {
                        bail!("{name} is no server that you added; `vesper models servers list` shows them")
                    }
                };
                server(kept, found)
            }
        };
        Ok(Answerer::new(work, vec![only], tell))
    }
}

fn once(
    text: &str,
    conversation: &mut Conversation,
    answerer: &mut Answerer,
    flags: &Flags,
    words: Words,
) -> Result<ExitCode> {
    let mut read = String::new();
    let text = if text == "-" {
        std::io::stdin().lock().take(LONGEST).read_to_string(&mut read)?;
        read.as_str()
    } else {
        text
    };
    if text.trim().is_empty() {
        bail!("there is nothing to answer");
    }
    let stopped = conversation.ask(text, answerer, &mut Screen::new(words, flags))?;
    Ok(if stopped { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn talk(
    conversation: &mut Conversation,
    answerer: &mut Answerer,
    flags: &Flags,
    words: Words,
) -> Result<ExitCode> {
    let by_hand = std::io::stdin().is_terminal() && std::io::stdout().is_terminal() && !words.json;
    let name = answerer.open(&|| Ok(()))?.to_owned();
    if by_hand {
        words.line(&format!("{name} answers. /help says what else there is.\n"));
    }
    let mut lines = Lines::new()?;
    loop {
        if by_hand {
            screen::prompt();
        }
        conversation.rest(answerer, &|| if lines.waits() { Err(Error::stopped()) } else { Ok(()) });
        let Some(line) = lines.next()? else { return Ok(ExitCode::SUCCESS) };
        match line.trim() {
            "" => {}
            "/quit" | "/exit" => return Ok(ExitCode::SUCCESS),
            "/help" => screen::notice(words, HELP),
            "/clear" => {
                conversation.clear();
                screen::notice(words, "The conversation begins anew.");
            }
            "/undo" => {
                let undone = conversation.undo()?;
                let text = if undone {
                    "The last question and its answer are taken back."
                } else {
                    "There is nothing to take back."
                };
                screen::notice(words, text);
            }
            command if command.starts_with('/') && !command.contains(' ') => {
                screen::notice(words, &format!("{} is no command. {HELP}", shown(command)));
            }
            text => match conversation.ask(text, answerer, &mut Screen::new(words, flags)) {
                Ok(_) => {}
                // At a terminal, the next question may go better.
                Err(error) if by_hand => words.error(&error),
                Err(error) => return Err(error),
            },
        }
    }
}

fn temperature(text: &str) -> std::result::Result<f32, String> {
    let temperature = text.parse().ok().filter(|it| (0.0..=2.0).contains(it));
    temperature.ok_or_else(|| "give a number from 0 to 2".into())
}

/// Another number in each run.
pub(super) fn chance() -> u64 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(0)
}
