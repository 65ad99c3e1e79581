//! `vesper models servers`: chat models on servers that the listener runs or pays for.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use vesper::works::{KeyPlace, Server, add_server, remove_server, server, servers};
use vesper::{Home, Kept};
use vesper_speech::{Error, Kind, Message, Out, Prompt, Role, Token};

use super::Words;

#[derive(Subcommand)]
pub(crate) enum Servers {
    /// Add a server that speaks OpenAI's chat completions, or change one.
    ///
    /// What you say to a model there leaves this machine, to this address and no other. Nothing is sent before it is
    /// assigned to a work, or asked for by name.
    #[command(after_help = "Examples:
  vesper models servers add box http://192.168.1.7:11434 --model qwen3:30b
  vesper models servers add cloud https://host.example/v1 --model large --key-from-file ~/.cloud-key")]
    Add(Add),
    /// List the servers.
    List,
    /// Forget a server, in the works that it was assigned to as well.
    Remove { name: String },
    /// Ask a server for one word.
    Test { name: String },
}

#[derive(Args)]
pub(crate) struct Add {
    /// What you call it.
    name: String,
    /// Its address. Without a path, /v1 is meant. http: only in your own network.
    address: String,
    /// The model, as the server calls it.
    #[arg(long)]
    model: String,
    /// The variable of the environment that has its key whenever it is asked.
    #[arg(long, value_name = "VAR", conflicts_with = "key_from_file")]
    key_from_env: Option<String>,
    /// The file whose first line is its key. Nobody else may be able to read it.
    #[arg(long, value_name = "FILE")]
    key_from_file: Option<PathBuf>,
    /// Tokens that the model remembers there; 4096 where you do not say. More of a long conversation is sent then.
    #[arg(long, value_name = "TOKENS", value_parser = clap::value_parser!(u32).range(256..=10_000_000))]
    context: Option<u32>,
}

pub(super) fn run(home: &Home, asked: Servers, words: Words) -> Result<ExitCode> {
    let kept = words.opened(Kept::open(home)?);
    match asked {
        Servers::Add(asked) => add(&kept, asked, words),
        Servers::List => list(&kept, words),
        Servers::Remove { name } => {
            remove_server(&kept, &name)?;
            say(words, json!({ "event": "removed", "name": name }), &format!("{name}: removed."));
            Ok(ExitCode::SUCCESS)
        }
        Servers::Test { name } => test(&kept, &name, words),
    }
}

fn add(kept: &Kept, asked: Add, words: Words) -> Result<ExitCode> {
    let file = asked.key_from_file.map(std::path::absolute).transpose()?;
    let key = asked.key_from_env.map(KeyPlace::Environment).or(file.map(KeyPlace::File));
    let context = asked.context.map(|tokens| tokens as usize);
    let added = Server { name: asked.name, address: asked.address, model: asked.model, key, context };
    add_server(kept, added.clone())?;
    let name = &added.name;
    let text = format!(
        "{name}: added. `vesper models assign talk {name}` lets it answer; `vesper models servers test {name}` tries it."
    );
    say(words, json!({ "event": "added", "name": name }), &text);
    Ok(ExitCode::SUCCESS)
}

fn list(kept: &Kept, words: Words) -> Result<ExitCode> {
    let all = servers(kept)?;
    if all.is_empty() && !words.json {
        words.line("No server was added. `vesper models servers add` adds one.");
    }
    for Server { name, address, model, key, .. } in &all {
        let key = match key {
            Some(KeyPlace::Environment(name)) => format!("its key in {name}"),
            Some(KeyPlace::File(path)) => format!("its key in {}", path.display()),
            None => "no key".into(),
        };
        let value = json!({ "name": name, "address": address, "model": model, "key": key });
        say(words, value, &format!("{name:<12}  {model} at {address}, {key}"));
    }
    Ok(ExitCode::SUCCESS)
}

/// When the first word came.
#[derive(Default)]
struct First {
    text: String,
    came: Option<Instant>,
}

impl Out<Token> for First {
    fn put(&mut self, token: Token) -> vesper_speech::Result<()> {
        self.came.get_or_insert_with(Instant::now);
        self.text.push_str(&token.text);
        Ok(())
    }

    fn check(&self) -> vesper_speech::Result<()> {
        Ok(())
    }
}

fn test(kept: &Kept, name: &str, words: Words) -> Result<ExitCode> {
    let found = servers(kept)?.into_iter().find(|server| server.name == name).ok_or_else(|| {
        let advice = "`vesper models servers list` shows which there are.";
        Error::new(Kind::BadRequest, name, "is no server that you added.", advice)
    })?;
    let mut model = (server(kept, found).open)(&|| Ok(()))?;
    let messages = vec![Message { role: Role::User, text: "Answer with the one word: ready".into() }];
    let mut first = First::default();
    let asked = Instant::now();
    model.reply(&Prompt { messages, limit: 16, ..Prompt::default() }, &mut first)?;
    let seconds = first.came.map_or(0.0, |came| came.duration_since(asked).as_secs_f64());
    let said = crate::cli::chat::shown(first.text.trim());
    let value = json!({ "event": "answered", "name": name, "seconds": seconds, "text": said });
    say(words, value, &format!("{name}: answers after {seconds:.2} s: {said}"));
    Ok(ExitCode::SUCCESS)
}

fn say(words: Words, value: Value, text: &str) {
    if words.json { words.value(&value) } else { words.line(text) }
}
