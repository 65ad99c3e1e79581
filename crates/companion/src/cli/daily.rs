//! `vesper daily`: the day, told; and the feeds that it is told from.

mod aloud;
mod feeds;
mod saved;
mod schedule;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use serde_json::json;
use vesper::daily::{Asked, Fetched, Gathered, Length, News, Told, Wish, gather, last_told, write_day};
use vesper::writing::OpenModel;
use vesper::{Companion, Entry, Home, Kept, Settings, fault_error, write_whole};
use vesper_library::Mode;
use vesper_script::Script;
use vesper_speech::{ChatModel, Error};

use super::chat::Who;
use super::listen::Listen;
use super::talk::as_told;
use super::{Manner, Words, export, interrupt};

/// Words that a voice speaks in a minute at its own pace.
const PACE: f32 = 150.0;

#[derive(Args)]
#[command(after_help = r#"Examples:
  vesper daily feeds starter                       feeds to choose from
  vesper daily feeds add https://example.org/feed.xml --topic Science
  vesper daily feeds import subscriptions.opml
  vesper daily                                     three minutes, from what is new
  vesper daily --minutes 10 --about climate --calendar ~/calendar.ics --notes ~/notes
  vesper daily --offline                           from what was fetched last, with its age
  vesper daily --out day.opus
  vesper daily schedule 7:30 --days mon-fri        each morning, where `vesper daily wait` runs
  vesper daily saved export to-read.md

While it is told: n or "skip" goes to the next item, m or "tell me more" tells more of this one out of its article, s or
"save this" keeps it for `vesper daily saved`. Where keys are lines, type the words; with --listen, say them.

Only the feeds that you chose are asked, and the article of an item of which you want more: when you run this, or at the time
that you agreed on. Each request is in `vesper library requests`. What is told
says only what its sources say: a number, a name or a quotation that a source does not have is not spoken."#)]
pub(crate) struct Daily {
    #[command(subcommand)]
    doing: Option<Doing>,
    /// How long it is: 1, 3 or 10.
    #[arg(long, short, value_parser = length, default_value = "3")]
    minutes: Length,
    /// Ask nobody: tell what was fetched last.
    #[arg(long)]
    offline: bool,
    /// What is told first, a word or a few; may be given more than once.
    #[arg(long, value_name = "WORDS")]
    about: Vec<String>,
    /// A calendar file (.ics), of which today is told.
    #[arg(long, value_name = "FILE")]
    calendar: Option<PathBuf>,
    /// A folder of notes (.md, .txt), of which the newest are told.
    #[arg(long, value_name = "FOLDER")]
    notes: Option<PathBuf>,
    /// BCP 47 tag of the language that it is told in: en or fr.
    #[arg(long, default_value = "en")]
    language: String,
    /// Tell it in the sources' own sentences, without a chat model.
    #[arg(long, conflicts_with_all = ["model", "server"])]
    verbatim: bool,
    /// Tell once more what was told last.
    #[arg(long)]
    again: bool,
    /// Tell what `vesper daily ready` wrote.
    #[arg(long, conflicts_with_all = ["again", "out"])]
    ready: bool,
    /// Write it to this file (.wav, .flac, .opus, .ogg, or .ink for its script) instead of playing it.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    who: Who,
    #[command(flatten)]
    listen: Listen,
    #[command(flatten)]
    pub(super) manner: Manner,
}

#[derive(Subcommand)]
enum Doing {
    /// List, add, remove and import your feeds.
    #[command(subcommand)]
    Feeds(feeds::Doing),
    /// List, export and remove what you saved while the day was told.
    Saved {
        #[command(subcommand)]
        doing: Option<saved::Doing>,
    },
    /// Agree on a time at which the day is told, change it, switch it off, or show it. Off until you do.
    Schedule(schedule::Agreed),
    /// Fetch and write the day ahead, for the time that was agreed where that is soon; silent but for what goes wrong.
    Ready,
    /// Wait for the time that was agreed, day after day, and tell the day then. Ctrl-C ends it.
    Wait,
}

fn length(text: &str) -> std::result::Result<Length, String> {
    let found = Length::ALL.into_iter().find(|length| length.minutes().to_string() == text);
    found.ok_or_else(|| "give 1, 3 or 10".into())
}

pub(super) fn run(home: &Home, daily: Daily, words: Words) -> Result<ExitCode> {
    match daily.doing {
        Some(Doing::Feeds(doing)) => return feeds::run(home, doing, words),
        Some(Doing::Saved { doing }) => return saved::run(home, doing, words),
        Some(Doing::Schedule(agreed)) => return schedule::agree(home, &agreed, words),
        Some(Doing::Ready) => return daily.make_ready(home, words),
        Some(Doing::Wait) => return daily.wait(home, words),
        None if daily.ready => return daily.tell_ready(home, words),
        None => {}
    }
    if daily.again {
        let Some(told) = last_told(home)? else { bail!("no day was told yet; `vesper daily` tells one") };
        return daily.once_more(home, told, words);
    }
    let opening = Kept::open(home)?;
    let settings = daily.manner.over(opening.kept.settings()?);
    let kept = opening.kept.clone();
    daily.has_sources(&kept)?;
    let gathered = daily.gather(home, &kept, words)?;
    let wish = daily.wish(&settings);
    match &daily.out {
        Some(path) => {
            let kept = words.opened(opening);
            let told = daily.written(home, &kept, &wish, &gathered, words)?;
            into(home, &kept, &settings, told, path, words)
        }
        None => {
            let mut companion = Companion::open_with(home.clone(), opening, settings)?;
            let model = daily.model(home, &kept, words)?;
            let tell = Box::new(move |news: News| aloud::tell(&news, words));
            let telling = companion.tell_day(&wish, &gathered.material, model, tell)?;
            aloud::follow(&mut companion, telling, &daily, words)
        }
    }
}

impl Daily {
    /// Fails where there is nothing that a day could be told from.
    fn has_sources(&self, kept: &Kept) -> Result<()> {
        if vesper::daily::feeds(kept)?.is_empty() && self.calendar.is_none() && self.notes.is_none() {
            bail!(
                "you have chosen no feeds; `vesper daily feeds starter` shows some, `vesper daily feeds add` takes one"
            );
        }
        Ok(())
    }

    fn wish(&self, settings: &Settings) -> Wish {
        Wish {
            language: self.language.clone(),
            pace: (PACE * settings.pace).round() as u32,
            interests: self.about.clone(),
            seed: super::chat::chance(),
            ..Wish::new(self.minutes)
        }
    }

    fn gather(&self, home: &Home, kept: &Kept, words: Words) -> Result<Gathered> {
        let asked =
            Asked { calendar: self.calendar.clone(), notes: self.notes.clone(), offline: self.offline };
        let gathered = gather(home, kept, &asked, &|| Ok(()))?;
        for (feed, result) in &gathered.fetched {
            match result {
                Ok(fetched) if words.json => {
                    let result = if *fetched == Fetched::New { "new" } else { "unchanged" };
                    words.value(&json!({ "event": "feed", "address": feed.address, "result": result }));
                }
                Ok(_) => {}
                Err(error) => words.trouble(error),
            }
        }
        gathered.troubles.iter().for_each(|trouble| words.trouble(trouble));
        Ok(gathered)
    }

    /// Who writes it; nobody where no chat model is here and none was named.
    fn model(&self, home: &Home, kept: &Kept, words: Words) -> Result<Option<OpenModel>> {
        if self.verbatim {
            return Ok(None);
        }
        if self.who.answerer_of(Mode::Daily, home, kept, words)?.names().is_empty() {
            return Ok(None);
        }
        let (who, home, kept) = (self.who.clone(), home.clone(), kept.clone());
        Ok(Some(Box::new(move || {
            let answerer = who.answerer_of(Mode::Daily, &home, &kept, words).map_err(as_told)?;
            Ok(Box::new(answerer.flowing()) as Box<dyn ChatModel>)
        })))
    }

    /// The same, opened; where it cannot be, that is told.
    fn opened_model(&self, home: &Home, kept: &Kept, words: Words) -> Result<Option<Box<dyn ChatModel>>> {
        Ok(self.model(home, kept, words)?.and_then(|open| match open() {
            Ok(model) => Some(model),
            Err(error) => {
                words.trouble(&error);
                None
            }
        }))
    }

    fn written(
        &self,
        home: &Home,
        kept: &Kept,
        wish: &Wish,
        gathered: &Gathered,
        words: Words,
    ) -> Result<Told> {
        let interrupted = interrupt::watch()?;
        let check = || if interrupted.load(Ordering::Acquire) { Err(Error::stopped()) } else { Ok(()) };
        let mut model = self.opened_model(home, kept, words)?;
        let model = model.as_mut().map(|model| model.as_mut() as &mut dyn ChatModel);
        let (briefing, told) = write_day(home, wish, &gathered.material, model, &check)?;
        if let Some(trouble) = briefing.trouble() {
            words.trouble(trouble);
        }
        Ok(told)
    }

    fn once_more(&self, home: &Home, told: Told, words: Words) -> Result<ExitCode> {
        let opening = Kept::open(home)?;
        let settings = self.manner.over(opening.kept.settings()?);
        match &self.out {
            Some(path) => into(home, &words.opened(opening), &settings, told, path, words),
            None => {
                super::perform::aloud(home, opening, &entry(told)?, Default::default(), settings, None, words)
            }
        }
    }
}

/// A day that was told, as something to perform.
fn entry(told: Told) -> Result<Entry> {
    let id = told.path.display().to_string();
    let script = Script::parse(&id, &told.ink, &|_| None).map_err(|faults| fault_error(&id, &faults))?;
    Ok(Entry { id, script: Ok(Arc::new(script)) })
}

fn into(
    home: &Home,
    kept: &Kept,
    settings: &Settings,
    told: Told,
    path: &std::path::Path,
    words: Words,
) -> Result<ExitCode> {
    if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("ink")) {
        write_whole(path, told.ink.as_bytes())?;
        if !words.json {
            words.line(&path.display().to_string());
        }
        return Ok(ExitCode::SUCCESS);
    }
    export::script(home, kept, &entry(told)?, &Default::default(), settings, path, words)
}
