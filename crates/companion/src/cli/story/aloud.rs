//! Telling a story while it is written.

use std::process::ExitCode;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::Duration;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use vesper::writing::{News, StoryWish, Telling, Which, Written, fitting};
use vesper::{Companion, Home, Kept, Wish};
use vesper_speech::{Error, Kind};

use super::{Story, file};
use crate::cli::Words;
use crate::cli::terminal::{self, Keys};

/// News that wait to be told.
const WAITING: usize = 256;

pub(super) fn known(home: &Home, story: &Story, known: Written, words: Words) -> Result<ExitCode> {
    tell(home, story, Which::Kept(known.id), None, words)
}

pub(super) fn new(home: &Home, story: &Story, wish: StoryWish, words: Words) -> Result<ExitCode> {
    tell(home, story, Which::New(wish.clone()), Some(&wish), words)
}

fn tell(
    home: &Home,
    story: &Story,
    which: Which,
    wish: Option<&StoryWish>,
    words: Words,
) -> Result<ExitCode> {
    let opening = Kept::open(home)?;
    let settings = story.how.over(opening.kept.settings()?);
    let kept = opening.kept.clone();
    let mut companion = Companion::open_with(home.clone(), opening, settings)?;
    let (news, told) = sync_channel(WAITING);
    let writing = companion.tell_story(Telling {
        which,
        model: story.model(home, &kept, words),
        fresh: story.how.fresh,
        choices: story.choices(),
        // Who has seen the story begin does not look any more.
        tell: Box::new(move |piece| drop(news.try_send(piece))),
    })?;
    if let Err(error) = story.how.listen.begin(&companion) {
        drop(writing);
        return Err(error);
    }
    let id = match begun(&told, words) {
        Ok(id) => id,
        Err(error) => {
            drop(writing);
            return instead(&mut companion, wish, error, words);
        }
    };
    if !words.json {
        words.line("Give a number, or say what you do. `back`, `back to …`, `pause` and `stop` work too.\n");
    }
    let code = terminal::follow(&mut companion, words, Keys::Lines);
    drop(writing);
    if let Some(path) = &story.save {
        file::save(&kept, &id, path, words)?;
    }
    code
}

/// Tells how the plan comes on, until the story begins; gives its id.
fn begun(told: &Receiver<News>, words: Words) -> vesper_speech::Result<String> {
    let progress = Progress::new(words);
    loop {
        match told.recv() {
            Ok(News::Begins { id, title }) => {
                progress.end();
                if words.json {
                    words.value(&json!({ "event": "story", "id": id, "title": title }));
                } else {
                    words.line(&format!("\n{title}\n({id} on the shelf)\n"));
                }
                return Ok(id);
            }
            Ok(News::Failed(error)) => return Err(error),
            Ok(piece) => progress.tell(&piece, words),
            Err(_) => return Err(Error::stopped()),
        }
    }
}

/// Nobody can write it: what ships and comes nearest is told.
fn instead(
    companion: &mut Companion,
    wish: Option<&StoryWish>,
    error: Error,
    words: Words,
) -> Result<ExitCode> {
    let nobody = !matches!(error.kind, Kind::BadRequest | Kind::BadFile | Kind::Stopped);
    let entry = wish.filter(|_| nobody).and_then(|wish| fitting(companion.shelf(), wish)).cloned();
    let Some(entry) = entry else { return Err(error.into()) };
    words.trouble(&error);
    if let Ok(script) = &entry.script {
        let header = script.header();
        if words.json {
            words.value(&json!({ "event": "instead", "id": entry.id, "title": header.title }));
        } else {
            words.line(&format!("\nInstead, a story that is here:\n{}\n{}\n", header.title, header.about));
        }
    }
    companion.perform(&entry, Wish::default())?;
    terminal::follow(companion, words, Keys::of(words))
}

/// How the writing comes on, before there is anything to hear.
pub(super) struct Progress(ProgressBar);

impl Progress {
    pub(super) fn new(words: Words) -> Progress {
        let bar = if words.json { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Progress(bar)
    }

    pub(super) fn tell(&self, news: &News, words: Words) {
        let text = match news {
            News::Planning { left } if words.json => {
                let left = left.map(|left| left.as_secs_f64());
                return words.value(&json!({ "event": "planning", "left": left }));
            }
            News::Scenes(scenes) if words.json => {
                return words.value(&json!({ "event": "written", "scenes": scenes }));
            }
            News::NotKept(error) => return self.0.suspend(|| words.trouble(error)),
            News::Planning { left: None } => {
                "Thinking of a story; how long that takes is known in a moment…".into()
            }
            News::Planning { left: Some(left) } => {
                format!("Thinking of a story, about {} seconds more…", left.as_secs().max(1))
            }
            News::Scenes(scenes) => format!("{} written…", vesper::counted(*scenes as u64, "scene")),
            News::Begins { .. } | News::Failed(_) => return,
        };
        self.0.set_message(text);
    }

    pub(super) fn end(&self) {
        self.0.finish_and_clear();
    }
}
