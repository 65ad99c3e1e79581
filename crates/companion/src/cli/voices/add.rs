use std::io::{BufRead, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, bail};
use serde_json::json;
use vesper::voices::{Imitation, Step, imitate, imitated_for, statement};
use vesper::{Home, Kept};
use vesper_speech::{Error, Kind, Out};

use super::Add;
use super::list::value;
use crate::cli::{Words, interrupt, page};

pub(super) fn run(home: &Home, add: Add, words: Words) -> Result<ExitCode> {
    // Nobody shall answer questions for nothing.
    let model = imitated_for(home)?;
    let Add { name, recording, speaker, consent } = add;
    let (speaker, consent) = match (speaker, consent) {
        (Some(speaker), Some(consent)) => (speaker, consent),
        (speaker, _) if words.json || !std::io::stdin().is_terminal() => {
            let wanted = statement(speaker.as_deref().unwrap_or("NAME"));
            bail!(
                "nobody is there to be asked for consent. Once the speaker has agreed, give --speaker \"{}\" --consent \
                 \"{wanted}\"",
                speaker.as_deref().unwrap_or("NAME")
            );
        }
        (speaker, _) => ask(speaker, &model, words)?,
    };
    let kept = Kept::open(home)?;
    if let Some(error) = kept.unkept {
        // Without a record of the consent there is no voice.
        return Err(error.into());
    }
    let kept = words.opened(kept);
    let mut progress = Progress { words, interrupted: interrupt::watch()? };
    let wish = Imitation { name, speaker, statement: consent, recording };
    let voice = match imitate(home, &kept, &wish, &mut progress) {
        Err(error) if error.kind == Kind::Stopped => bail!("stopped, and no voice was made"),
        made => made?,
    };
    if words.json {
        let mut made = value(&voice);
        made["event"] = json!("voice");
        words.value(&made);
    } else {
        let id = &voice.id;
        words.line(&format!("{id} is here. `vesper voices try {id}` lets you hear it."));
    }
    Ok(ExitCode::SUCCESS)
}

/// Says what is about to be made, and asks who speaks and whether they agreed.
fn ask(speaker: Option<String>, model: &str, words: Words) -> Result<(String, String)> {
    let about = format!(
        "This makes a voice for {model} that sounds like the person in the recording. It stays on this machine. Every \
         file in which it speaks says that it is an imitation, whose, and when they agreed. Do this only with that \
         person's consent."
    );
    words.line(&page::hung(&about, 0));
    let speaker = match speaker {
        Some(speaker) => speaker,
        None => answer("\nWho speaks in the recording? ")?,
    };
    words.line(&format!("\nOnce they have agreed, type:\n  {}", statement(&speaker)));
    let consent = answer("> ")?;
    Ok((speaker, consent))
}

fn answer(question: &str) -> Result<String> {
    print!("{question}");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    Ok(answer.trim().to_owned())
}

struct Progress {
    words: Words,
    interrupted: Arc<AtomicBool>,
}

impl Out<Step> for Progress {
    fn put(&mut self, step: Step) -> vesper_speech::Result<()> {
        self.check()?;
        let (name, told) = match step {
            Step::Reading => ("reading", "Reading the recording…"),
            Step::Opening => ("opening", "Opening the model…"),
            Step::Listening => ("listening", "Listening to the recording…"),
            Step::Keeping => ("keeping", "Keeping the voice…"),
        };
        if self.words.json {
            self.words.value(&json!({ "event": "step", "step": name }));
        } else {
            self.words.line(told);
        }
        Ok(())
    }

    fn check(&self) -> vesper_speech::Result<()> {
        if self.interrupted.load(Ordering::Acquire) { Err(Error::stopped()) } else { Ok(()) }
    }
}
