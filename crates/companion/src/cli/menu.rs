//! `vesper` without a command: what there is, and one number to begin.

use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

use anyhow::Result;
use vesper::{Entry, Home, Kept, Shelf, Wish};
use vesper_script::Kind;

use super::{Words, inspect, perform};

pub(crate) fn run(home: &Home, words: Words) -> Result<ExitCode> {
    if words.json || !std::io::stdin().is_terminal() {
        return inspect::shelf(home, words, None);
    }
    let shelf = Shelf::load(home);
    let kept = words.opened(Kept::look(home)?);
    let entries = listed(&shelf);
    for (number, entry) in entries.iter().enumerate() {
        if let Ok(script) = &entry.script {
            let header = script.header();
            let place = kept
                .place(&entry.id)?
                .map_or(String::new(), |(place, _)| format!("\n    go on: {}", place.excerpt));
            words.line(&format!("{:>3} {} — {}{place}", number + 1, header.title, header.about));
        }
    }
    words.line("\nA number begins, and \"8 12\" makes number 8 last 12 minutes. Enter leaves.");
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let mut numbers = line.split_whitespace().map(str::parse::<usize>);
        match (numbers.next(), numbers.next()) {
            (None, _) => break,
            (Some(Ok(number)), minutes) if (1..=entries.len()).contains(&number) => {
                let minutes =
                    minutes.and_then(std::result::Result::ok).and_then(|minutes| u32::try_from(minutes).ok());
                let wish = Wish { minutes, ..Wish::default() };
                let settings = kept.settings()?;
                // Closed before it is opened to be written.
                drop(kept);
                let opening = Kept::open(home)?;
                return perform::aloud(home, opening, entries[number - 1], wish, settings, None, words);
            }
            _ => words.line(&format!("Give a number from 1 to {}.", entries.len())),
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Stories before meditations, faulty scripts left out.
fn listed(shelf: &Shelf) -> Vec<&Entry> {
    let of = |kind: Kind| {
        shelf
            .entries()
            .filter(move |entry| entry.script.as_ref().is_ok_and(|script| script.header().kind == kind))
    };
    of(Kind::Story).chain(of(Kind::Meditation)).collect()
}
