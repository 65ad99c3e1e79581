//! The listener's feeds: listed, added, removed, imported.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;
use serde_json::json;
use vesper::daily::{Feed, add_feed, archive, feeds, import_feeds, remove_feed, starter};
use vesper::{Home, Kept, counted, local};

use crate::cli::Words;

#[derive(Subcommand)]
pub(super) enum Doing {
    /// List your feeds.
    List,
    /// Add a feed; it is asked when you next run `vesper daily`.
    Add {
        /// Its address: RSS, Atom or JSON Feed. It may be in your own network.
        address: String,
        /// What it is called aloud; by itself, what the feed calls itself.
        #[arg(long, value_name = "NAME")]
        title: Option<String>,
        /// Under what it is told.
        #[arg(long, value_name = "WORDS")]
        topic: Option<String>,
    },
    /// Remove a feed, and what was fetched of it.
    Remove {
        /// Its number in the list, its address, its title or its host.
        feed: String,
    },
    /// Add the feeds of an OPML file, as other readers export them.
    Import { file: PathBuf },
    /// Show feeds to begin with. None is asked before you add it.
    Starter,
}

pub(super) fn run(home: &Home, doing: Doing, words: Words) -> Result<ExitCode> {
    match doing {
        Doing::List => list(home, words)?,
        Doing::Add { address, title, topic } => {
            let feed = Feed::new(
                &address,
                title.as_deref().unwrap_or_default(),
                topic.as_deref().unwrap_or_default(),
            )?;
            let kept = words.opened(Kept::open(home)?);
            add_feed(&kept, feed.clone())?;
            told("added", &[feed], words);
        }
        Doing::Remove { feed } => {
            let kept = words.opened(Kept::open(home)?);
            let gone = remove_feed(&kept, &feed)?;
            archive(home).forget(&gone)?;
            told("removed", &[gone], words);
        }
        Doing::Import { file } => {
            let kept = words.opened(Kept::open(home)?);
            let new = import_feeds(&kept, &file)?;
            told("added", &new, words);
        }
        Doing::Starter => starter()?.iter().for_each(|feed| show(feed, None, None, words)),
    }
    words.printed()?;
    Ok(ExitCode::SUCCESS)
}

fn list(home: &Home, words: Words) -> Result<()> {
    let kept = words.opened(Kept::look(home)?);
    let all = feeds(&kept)?;
    if all.is_empty() && !words.json {
        words.line("You have chosen no feeds. `vesper daily feeds starter` shows some to begin with.");
    }
    let archive = archive(home);
    for (at, feed) in all.iter().enumerate() {
        let edition = archive.edition(feed).unwrap_or_else(|error| {
            words.trouble(&error);
            None
        });
        let named = edition.as_ref().filter(|_| feed.title.is_empty()).map(|edition| edition.title.clone());
        let feed = Feed { title: named.unwrap_or_else(|| feed.title.clone()), ..feed.clone() };
        show(&feed, Some(at + 1), edition.map(|edition| (edition.fetched, edition.items.len())), words);
    }
    Ok(())
}

/// A feed as a line; `kept` is when it was fetched and how many items it had.
fn show(feed: &Feed, number: Option<usize>, kept: Option<(u64, usize)>, words: Words) {
    if words.json {
        words.value(&json!({
            "number": number,
            "address": feed.address,
            "title": feed.title,
            "topic": feed.topic,
            "fetched": kept.map(|(when, _)| when),
            "items": kept.map(|(_, items)| items),
        }));
        return;
    }
    let title = if feed.title.is_empty() { feed.host() } else { feed.title.clone() };
    let number = number.map_or(String::new(), |number| format!("{number:>3}  "));
    let fetched = kept.map_or(String::new(), |(when, items)| {
        format!("  ({}, {})", counted(items as u64, "item"), local(when))
    });
    words.line(&format!("{number}{title:<28} {:<14} {}{fetched}", feed.topic, feed.address));
}

fn told(what: &str, feeds: &[Feed], words: Words) {
    if words.json {
        for feed in feeds {
            words.value(
                &json!({ "event": what, "address": feed.address, "title": feed.title, "topic": feed.topic }),
            );
        }
        return;
    }
    match feeds {
        [feed] => words.line(&format!("{what}: {}", feed.address)),
        _ => words.line(&format!("{what}: {}", counted(feeds.len() as u64, "feed"))),
    }
}
