use std::process::ExitCode;

use anyhow::Result;
use vesper::{Companion, Entry, Home, Kept, Opening, Settings, Wish};

use super::listen::Listen;
use super::terminal::{self, Keys};
use super::{How, Words, export};

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
