//! `vesper meditate`: one of those that are there, or a new one from a sentence.

use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::Ordering;

use anyhow::{Result, bail};
use clap::Args;
use serde_json::json;
use vesper::meditation::{
    Field, Intent, LONGEST, Meditation, News, SHORTEST, Understood, Writer, entry, techniques, understand,
    write_unheard, writer,
};
use vesper::writing::OpenModel;
use vesper::{Companion, Entry, Home, Kept, Settings, Shelf, Wish, write_whole};
use vesper_library::Mode;
use vesper_script::Kind as ScriptKind;
use vesper_speech::{Bed, ChatModel, Error, Kind};

use super::chat::Who;
use super::talk::as_told;
use super::terminal::{self, Keys};
use super::{How, Words, export, inspect, interrupt, perform};

/// Words after which a name that nothing has is a sentence that says what to make.
const SENTENCE: usize = 3;
/// Words that a voice speaks in a minute at its own pace.
const PACE: f32 = 150.0;

#[derive(Args)]
#[command(after_help = "Examples:
  vesper meditate                                      what there is
  vesper meditate sleep --minutes 8                    one of them
  vesper meditate \"eight minutes, I can't sleep, my shoulders are tight\"
  vesper meditate \"before an exam, standing\" --intent focus --bed none
  vesper meditate \"dix minutes pour dormir\" --out nuit.opus

What was understood is said first. It begins at once, in words that come with Vesper; where a chat model is here, it writes
the phases that you have not come to, and ends on the minute all the same.")]
pub(crate) struct Meditate {
    /// A name from `vesper shelf`, a title, or an ink file; or a sentence that says what it is to be for, how long, what
    /// hurts. Without one, the meditations are listed.
    #[arg(value_name = "NAME|SENTENCE")]
    name: Vec<String>,
    /// How long it shall last.
    #[arg(long, short, value_parser = clap::value_parser!(u32).range(1..=180))]
    minutes: Option<u32>,
    /// What one that is made from a sentence is for: sleep, calm, focus, grief, courage, pain.
    #[arg(long, value_parser = intent)]
    intent: Option<Intent>,
    /// What is heard under the voice of one that is made from a sentence: rain, waves, fire, wind, drone, brown, none.
    #[arg(long, value_parser = bed)]
    bed: Option<Ground>,
    /// BCP 47 tag of the sentence's language and of the voice's: en or fr. Without it, the language is recognised.
    #[arg(long)]
    language: Option<String>,
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    pub(super) how: How,
}

/// What lies under the voice; none for silence.
#[derive(Clone, Copy)]
struct Ground(Option<Bed>);

pub(super) fn run(home: &Home, meditate: &Meditate, words: Words) -> Result<ExitCode> {
    if meditate.name.is_empty() {
        return inspect::shelf(home, words, Some(ScriptKind::Meditation));
    }
    match meditate.known(home)? {
        Some(entry) => {
            let how = &meditate.how;
            let wish =
                Wish { minutes: meditate.minutes, fresh: how.fresh, seed: how.seed, choices: Vec::new() };
            perform::perform(home, &entry, wish, how, words)
        }
        None => meditate.made(home, words),
    }
}

impl Meditate {
    /// The one that is there under this name; none where it is a sentence.
    fn known(&self, home: &Home) -> Result<Option<Entry>> {
        let name = self.name.join(" ");
        match Shelf::load(home).find(&name, Some(ScriptKind::Meditation)) {
            Ok(entry) if self.intent.is_none() && self.bed.is_none() => Ok(Some(entry)),
            Ok(entry) => bail!("{}: --intent and --bed are for one that is made from a sentence", entry.id),
            Err(error) => {
                let is_file = name.ends_with(".ink") || !name.contains(' ') && name.contains('/');
                let says = name.split_whitespace().count() >= SENTENCE;
                if error.kind == Kind::MissingFile && says && !is_file { Ok(None) } else { Err(error.into()) }
            }
        }
    }

    fn made(&self, home: &Home, words: Words) -> Result<ExitCode> {
        let opening = Kept::open(home)?;
        let settings = self.how.over(opening.kept.settings()?);
        let kept = opening.kept.clone();
        let writer = writer(home)?;
        let understood = self.understood(&writer, &kept, &settings)?;
        let mut meditation = writer.author(&understood.wish)?;
        let model = self.model(home, &kept, words)?;
        say(&writer, &meditation, model.is_some(), words)?;
        if let Some(path) = &self.how.out {
            let kept = words.opened(opening);
            if let Some(open) = model {
                write(&writer, &mut meditation, open, words)?;
            }
            if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("ink")) {
                return script(&writer, &meditation, path, words);
            }
            let entry = entry(&writer, &meditation)?;
            let wished = meditation.wish();
            let wish = Wish { minutes: Some(wished.minutes), seed: Some(wished.seed), ..Wish::default() };
            return export::script(home, &kept, &entry, &wish, &settings, path, words);
        }
        let mut companion = Companion::open_with(home.clone(), opening, settings)?;
        let leading = companion.lead(writer, meditation, model, Box::new(move |news| tell(&news, words)))?;
        let begun = self.how.listen.begin(&companion);
        let code = begun.and_then(|()| terminal::follow(&mut companion, words, Keys::of(words)));
        drop(leading);
        code
    }

    /// The sentence, with what was said beside it in its place.
    fn understood(&self, writer: &Writer, kept: &Kept, settings: &Settings) -> Result<Understood> {
        let sentence = self.name.join(" ");
        let mut understood = understand(writer, kept, &sentence, self.language.as_deref())?;
        if let Some(minutes) = self.minutes {
            if !(SHORTEST..=LONGEST).contains(&minutes) {
                bail!("a meditation from a sentence lasts {SHORTEST} to {LONGEST} minutes, not {minutes}");
            }
            understood.wish.minutes = minutes;
            understood.said.push(Field::Minutes);
        }
        if let Some(Ground(bed)) = self.bed {
            understood.wish.bed = bed;
            understood.said.push(Field::Bed);
        }
        if let Some(intent) = self.intent {
            understood.change_intent(intent);
        }
        understood.wish.pace = (PACE * settings.pace).round() as u32;
        understood.wish.seed = self.how.seed.unwrap_or_else(super::chat::chance);
        Ok(understood)
    }

    /// Who writes it; nobody where no chat model is here and none was named.
    fn model(&self, home: &Home, kept: &Kept, words: Words) -> Result<Option<OpenModel>> {
        if self.who.answerer_of(Mode::Meditation, home, kept, words)?.names().is_empty() {
            return Ok(None);
        }
        let (who, home, kept) = (self.who.clone(), home.clone(), kept.clone());
        Ok(Some(Box::new(move || {
            let answerer = who.answerer_of(Mode::Meditation, &home, &kept, words).map_err(as_told)?;
            Ok(Box::new(answerer.flowing()) as Box<dyn ChatModel>)
        })))
    }
}

/// Says what was understood, as it will be performed.
fn say(writer: &Writer, meditation: &Meditation, written: bool, words: Words) -> Result<()> {
    let wish = meditation.wish();
    let techniques = techniques(wish);
    if words.json {
        words.value(&json!({
            "event": "understood",
            "language": wish.language,
            "intent": wish.intent.name(),
            "minutes": wish.minutes,
            "posture": wish.posture.name(),
            "bed": wish.bed.map_or("none", Bed::name),
            "techniques": techniques.iter().map(|it| it.name()).collect::<Vec<_>>(),
            "places": wish.places.iter().map(|it| it.name()).collect::<Vec<_>>(),
            "words": if written { "model" } else { "authored" },
        }));
        return Ok(());
    }
    let choices = writer.prompts().choices(&wish.language)?;
    let parts = [
        named(&choices.intents, &[wish.intent]),
        vesper::counted(wish.minutes.into(), "minute"),
        named(&choices.postures, &[wish.posture]),
        named(&choices.beds, &[wish.bed]),
        named(&choices.techniques, &techniques),
        named(&choices.places, &wish.places),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    words.line(&format!("\n{}\n{}\n", meditation.title(), parts.join(" · ")));
    Ok(())
}

fn named<T: PartialEq>(names: &[(T, String)], wanted: &[T]) -> String {
    let name = |wanted: &T| names.iter().find(|(known, _)| known == wanted).map(|(_, name)| name.as_str());
    wanted.iter().filter_map(name).collect::<Vec<_>>().join(", ")
}

/// Has every phase written, with progress.
fn write(writer: &Writer, meditation: &mut Meditation, open: OpenModel, words: Words) -> Result<()> {
    let interrupted = interrupt::watch()?;
    let check = || if interrupted.load(Ordering::Acquire) { Err(Error::stopped()) } else { Ok(()) };
    match open() {
        Ok(mut model) => {
            let told = Box::new(move |news| {
                if let News::Written { phase, of } = news
                    && !words.json
                {
                    eprintln!("{} of {of} phases written", phase + 1);
                }
                tell(&news, words);
            });
            write_unheard(writer, meditation, model.as_mut(), told, &check)?;
        }
        Err(error) => words.trouble(&error),
    }
    Ok(())
}

/// Writes its ink instead of a sound.
fn script(writer: &Writer, meditation: &Meditation, path: &Path, words: Words) -> Result<ExitCode> {
    write_whole(path, meditation.ink(writer.prompts())?.as_bytes())?;
    if !words.json {
        words.line(&path.display().to_string());
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(news: &News, words: Words) {
    match news {
        News::Written { phase, of } if words.json => {
            words.value(&json!({ "event": "written", "phase": phase + 1, "of": of }));
        }
        News::Written { .. } => {}
        News::NoModel(error) => words.trouble(error),
    }
}

fn intent(text: &str) -> std::result::Result<Intent, String> {
    Intent::named(text).ok_or_else(|| {
        let all: Vec<&str> = Intent::ALL.iter().map(|intent| intent.name()).collect();
        format!("give one of {}", all.join(", "))
    })
}

fn bed(text: &str) -> std::result::Result<Ground, String> {
    let known = Bed::named(text).map(|bed| Ground(Some(bed)));
    known.or_else(|| (text == "none").then_some(Ground(None))).ok_or_else(|| {
        let all: Vec<&str> = Bed::ALL.iter().map(|bed| bed.name()).collect();
        format!("give one of {} or none", all.join(", "))
    })
}
