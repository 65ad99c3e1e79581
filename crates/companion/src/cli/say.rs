use std::io::Read;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use vesper::{Companion, Export, Home, Kept};
use vesper_script::Cue;
use vesper_session::Command;
use vesper_speech::{Line, Traits, Voice};

use super::terminal::{self, Keys};
use super::{Say, Style, Words, export};

/// More than anybody wants said at once.
const LONGEST: u64 = 1 << 20;

pub(crate) fn run(home: &Home, say: Say, words: Words) -> Result<ExitCode> {
    let text = text(&say.text)?;
    let gap = || Cue::Pause(std::time::Duration::from_millis(350));
    let mut cues: Vec<Cue> =
        lines(&text, &say)?.into_iter().flat_map(|line| [Cue::Say(line), gap()]).collect();
    cues.pop();
    let opening = Kept::look(home)?;
    let settings = say.manner.over(opening.kept.settings()?);
    if let Some(path) = &say.out {
        let kept = words.opened(opening);
        let title: String = text.chars().take(60).collect();
        let (artist, language) = ("Vesper".into(), say.language.clone());
        let session = vesper::export(home, &kept, &settings, Export { path, title, artist, language })?;
        session.send(Command::Say(cues))?;
        return export::write(session, path, None, words);
    }
    let mut companion = Companion::open_with(home.clone(), opening, settings)?;
    companion.command(Command::Say(cues))?;
    terminal::follow(&mut companion, words, Keys::of(words))
}

fn text(given: &[String]) -> Result<String> {
    let text = match given {
        [] => from_input()?,
        [dash] if dash == "-" => from_input()?,
        words => words.join(" "),
    };
    if text.trim().is_empty() {
        bail!("there is nothing to say. Give a text, or pipe one in");
    }
    Ok(text)
}

fn from_input() -> Result<String> {
    let mut text = String::new();
    let read = std::io::stdin().lock().take(LONGEST + 1).read_to_string(&mut text);
    read.context("standard input is no text in UTF-8")?;
    if text.len() as u64 > LONGEST {
        bail!("standard input is longer than 1 MB; say it in parts");
    }
    Ok(text)
}

fn lines(text: &str, say: &Say) -> Result<Vec<Line>> {
    let voice = match &say.as_ {
        None => Voice::narrator(),
        Some(traits) => {
            let traits: Traits = vesper_script::parse_traits(traits).context("--as")?;
            Voice { name: say.as_.clone().unwrap_or_default(), traits, chosen: None }
        }
    };
    let style = match say.style {
        Style::Plain => vesper_speech::Style::Plain,
        Style::Whisper => vesper_speech::Style::Whisper,
        Style::Soft => vesper_speech::Style::Soft,
        Style::Bright => vesper_speech::Style::Bright,
        Style::Grave => vesper_speech::Style::Grave,
        Style::Urgent => vesper_speech::Style::Urgent,
    };
    let line = |text: String| Line {
        text,
        voice: voice.clone(),
        style,
        language: say.language.clone(),
        ..Line::default()
    };
    let paragraphs = text.lines().filter(|paragraph| !paragraph.trim().is_empty());
    Ok(paragraphs.flat_map(vesper_script::pieces).map(|piece| line(piece.to_owned())).collect())
}
