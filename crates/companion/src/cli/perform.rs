use std::process::ExitCode;

use anyhow::Result;
use vesper::{Companion, Entry, Home, Kept, Opening, Settings, Shelf, Wish};
use vesper_script::Kind;

use super::listen::Listen;
use super::terminal::{self, Keys};
use super::{How, Meditate, Words, export, inspect};

pub(crate) fn meditate(home: &Home, meditate: Meditate, words: Words) -> Result<ExitCode> {
    let Some(name) = meditate.name else { return inspect::shelf(home, words, Some(Kind::Meditation)) };
    let how = &meditate.how;
    let wish = Wish { minutes: meditate.minutes, fresh: how.fresh, seed: how.seed, choices: Vec::new() };
    let entry = Shelf::load(home).find(&name, Some(Kind::Meditation))?;
    perform(home, &entry, wish, how, words)
}

pub(super) fn perform(home: &Home, entry: &Entry, wish: Wish, how: &How, words: Words) -> Result<ExitCode> {
    let opening = if how.out.is_some() { Kept::look(home)? } else { Kept::open(home)? };
    let settings = how.over(opening.kept.settings()?);
    match &how.out {
        Some(path) => {
            let kept = words.opened(opening);
            export::script(home, &kept, entry, &wish, &settings, path, words)
        }
        None => aloud(home, opening, entry, wish, settings, Some(&how.listen), words),
    }
}

pub(crate) fn aloud(
    home: &Home,
    opening: Opening,
    entry: &Entry,
    wish: Wish,
    settings: Settings,
    listen: Option<&Listen>,
    words: Words,
) -> Result<ExitCode> {
    let mut companion = Companion::open_with(home.clone(), opening, settings)?;
    companion.perform(entry, wish)?;
    if let Some(listen) = listen {
        listen.begin(&companion)?;
    }
    if !words.json
        && let Ok(script) = &entry.script
    {
        let header = script.header();
        words.line(&format!("\n{}\n{}\n", header.title, header.about));
    }
    terminal::follow(&mut companion, words, Keys::of(words))
}
