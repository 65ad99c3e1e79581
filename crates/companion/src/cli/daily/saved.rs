//! What the listener saved while the day was told: listed, removed, handed on.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;
use jiff::tz::TimeZone;
use serde_json::json;
use vesper::daily::{Saved, archive, markdown};
use vesper::{Home, counted, local, write_whole};

use crate::cli::Words;
use crate::cli::chat::shown;

#[derive(Subcommand)]
pub(super) enum Doing {
    /// List it, with the addresses. Nothing is opened or fetched.
    List,
    /// Write all of it into a Markdown file.
    Export { file: PathBuf },
    /// Remove one.
    Remove {
        /// Its number in the list.
        #[arg(value_parser = clap::value_parser!(u32).range(1..))]
        number: u32,
    },
}

pub(super) fn run(home: &Home, doing: Option<Doing>, words: Words) -> Result<ExitCode> {
    let archive = archive(home);
    match doing.unwrap_or(Doing::List) {
        Doing::List => list(&archive.saved()?, words),
        Doing::Export { file } => {
            let saved = archive.saved()?;
            write_whole(&file, markdown(&saved, &TimeZone::system()).as_bytes())?;
            let count = saved.len() as u64;
            match words.json {
                true => words.value(
                    &json!({ "event": "exported", "path": file.display().to_string(), "items": count }),
                ),
                false => words.line(&format!("{}: {}", file.display(), counted(count, "item"))),
            }
        }
        Doing::Remove { number } => {
            let gone = archive.forget_saved(number as usize - 1)?;
            match words.json {
                true => words.value(&json!({ "event": "removed", "title": gone.title })),
                false => words.line(&format!("removed: {}", shown(&gone.title))),
            }
        }
    }
    words.printed()?;
    Ok(ExitCode::SUCCESS)
}

fn list(saved: &[Saved], words: Words) {
    if saved.is_empty() && !words.json {
        words.line(
            "You have saved nothing yet. While the day is told, s or \"save this\" saves what you hear.",
        );
    }
    for (at, item) in saved.iter().enumerate() {
        if words.json {
            words.value(&json!({
                "number": at + 1,
                "title": item.title,
                "source": item.source,
                "address": item.link,
                "told": item.told,
                "when": item.when,
            }));
            continue;
        }
        let told = item.told.join(" ");
        words.line(&format!(
            "{:>3}  {}  {}, {}",
            at + 1,
            shown(&item.title),
            shown(&item.source),
            local(item.when)
        ));
        for text in
            [item.link.as_deref().unwrap_or_default(), &told].into_iter().filter(|text| !text.is_empty())
        {
            words.line(&format!("     {}", shown(text)));
        }
    }
}
