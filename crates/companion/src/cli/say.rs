use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use serde_json::json;
use vesper::{Companion, Export, Home, Kept};
use vesper_script::{Cue, Fault, Form, Marked};
use vesper_session::Command;
use vesper_speech::{Line, Traits, Voice};

use super::terminal::{self, Keys};
use super::{Manner, Words, export};

/// More than anybody wants said at once.
const LONGEST: u64 = 1 << 20;

const EXAMPLES: &str = "\
Short forms, in any text:
  [pause 4s]                  silence of exactly this length; [pause] is a second
  [whisper] ... [/whisper]    also [soft] [bright] [grave] [urgent] [plain]
  [slow] ... [/slow]          also [slower] [quick] [normal]
  [bell]                      one stroke of the bell
Without its [/...], a form holds to the end of its paragraph. A backslash before the bracket makes
it text.

SSML: speak, p, s, break, prosody, emphasis, voice, say-as, sub, lang, mstts:express-as. Tags work
in any text. A text that begins with <speak> is an SSML document, in which only p and s begin a
paragraph. What is not understood is spoken by nobody, and told on standard error.

Examples:
  vesper say 'Come in. [pause 2s] [whisper] Close the door.'
  vesper say '<speak>One.<break time=\"1500ms\"/>Two.</speak>' -o two.flac
  vesper say 'Ask <sub alias=\"Doctor\">Dr</sub> Mirren. <prosody rate=\"-20%\">Slowly.</prosody>'
  vesper say --as 'old man, rough' --style grave 'Who goes there?'
  cat letter.txt | vesper say --pace 0.9";

#[derive(Args)]
#[command(after_help = "`vesper say --help` tells what the text can hold.", after_long_help = EXAMPLES)]
pub(super) struct Say {
    /// What to say; `-` or nothing reads it from standard input.
    text: Vec<String>,
    /// Take the text for an SSML document, however it begins.
    #[arg(long)]
    ssml: bool,
    /// Who says it, in the words of a script's cast: "old man, rough".
    #[arg(long = "as", value_name = "TRAITS")]
    as_: Option<String>,
    #[arg(long, value_enum, default_value_t = Style::Plain)]
    style: Style,
    /// BCP 47 tag of the text's language.
    #[arg(long, default_value = "en")]
    language: String,
    /// Write it to this file (.wav, .flac, .opus or .ogg) instead of playing it.
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) manner: Manner,
}

#[derive(Clone, Copy, ValueEnum)]
enum Style {
    Plain,
    Whisper,
    Soft,
    Bright,
    Grave,
    Urgent,
}

impl Say {
    fn form(&self, text: &str) -> Form {
        if self.ssml { Form::Ssml } else { Form::of(text) }
    }
}

pub(super) fn run(home: &Home, say: Say, words: Words) -> Result<ExitCode> {
    let text = text(&say.text)?;
    let Marked { cues, faults } = marked(home, &text, &say)?;
    faults.iter().for_each(|fault| tell(fault, words));
    if !cues.iter().any(is_heard) {
        bail!("there is nothing to say in this text");
    }
    let opening = Kept::look(home)?;
    let settings = say.manner.over(opening.kept.settings()?);
    if let Some(path) = &say.out {
        let kept = words.opened(opening);
        let title: String = vesper_script::shown(&text, say.form(&text)).chars().take(60).collect();
        let (artist, language) = ("Vesper".into(), say.language.clone());
        let session = vesper::export(home, &kept, &settings, Export { path, title, artist, language })?;
        session.send(Command::Say(cues))?;
        return export::write(session, path, None, words);
    }
    let mut companion = Companion::open_with(home.clone(), opening, settings)?;
    companion.command(Command::Say(cues))?;
    terminal::follow(&mut companion, words, Keys::of(words))
}

/// Signs and pictures without a word between them are shown and never said.
fn is_heard(cue: &Cue) -> bool {
    match cue {
        Cue::Say(line) => line.text.chars().any(char::is_alphanumeric),
        Cue::Chapter(_) => false,
        _ => true,
    }
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

fn marked(home: &Home, text: &str, say: &Say) -> Result<Marked> {
    let how = how(say)?;
    Ok(vesper_script::marked("text", text, say.form(text), &how, &voices(home, text)))
}

/// Nothing yet, as it was asked for.
fn how(say: &Say) -> Result<Line> {
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
    Ok(Line { voice, style, language: say.language.clone(), ..Line::default() })
}

/// The voices that `text` may name: looked for only where a tag can name one. Without them each name is a fault that
/// is told, so what stands in the way of listing them is not.
fn voices(home: &Home, text: &str) -> Vec<Voice> {
    let here = if text.contains('<') { vesper::voices::voices(home).0 } else { Vec::new() };
    let chosen = |id: String| Voice { name: id.clone(), traits: Traits::default(), chosen: Some(id) };
    [Voice::narrator()].into_iter().chain(here.into_iter().map(|voice| chosen(voice.id))).collect()
}

fn tell(fault: &Fault, words: Words) {
    if words.json {
        words.value(&json!({ "event": "notice", "code": "markup", "text": fault.to_string() }));
    } else {
        eprintln!("vesper: {fault}");
    }
}
