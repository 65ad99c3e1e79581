//! `vesper library`: what is kept, to be read, searched, taken along and forgotten.

mod archive;
mod forget;
mod lists;
mod restore;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Subcommand};
use vesper::{Home, Kept};

use super::Words;

/// Without more words, says how much is kept.
#[derive(Args)]
pub(crate) struct Library {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    /// List the sessions, the newest first.
    Sessions {
        #[command(flatten)]
        page: Limit,
    },
    /// Show what was said in a session.
    Show {
        /// Its number in `vesper library sessions`.
        session: i64,
    },
    /// Find the lines in which words were said; "words in quotes" as they stand.
    Search {
        #[arg(required = true)]
        words: Vec<String>,
        #[command(flatten)]
        page: Limit,
    },
    /// Write everything that is kept into one archive.
    Export { file: PathBuf },
    /// Bring in what an archive holds; what is here already stays.
    Import { file: PathBuf },
    /// Forget something for good: in the library and in its snapshots.
    Forget(Forget),
    /// List the snapshots that can be brought back.
    Snapshots,
    /// Bring a snapshot back; what is there now is moved aside.
    Restore {
        /// Its day in `vesper library snapshots`; without one, the newest.
        snapshot: Option<String>,
    },
    /// List what left this machine, the newest first.
    Requests {
        #[command(flatten)]
        page: Limit,
    },
}

#[derive(Args)]
struct Limit {
    /// How many at most.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    limit: u32,
}

#[derive(Args)]
struct Forget {
    #[command(flatten)]
    which: Which,
    /// Ask nothing.
    #[arg(long)]
    yes: bool,
}

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Which {
    /// A session, by its number in `vesper library sessions`.
    session: Option<i64>,
    /// One line, by its number in `vesper library show`.
    #[arg(long, value_name = "LINE")]
    line: Option<i64>,
    /// All of one story or meditation, by its name in `vesper shelf`.
    #[arg(long, value_name = "NAME")]
    story: Option<String>,
    /// All that was ever kept, settings and places too.
    #[arg(long)]
    everything: bool,
}

pub(crate) fn run(home: &Home, library: Library, words: Words) -> Result<ExitCode> {
    let opening = match library.what {
        // These may begin a library.
        Some(What::Import { .. } | What::Restore { .. }) => Kept::open(home)?,
        _ => Kept::look(home)?,
    };
    // A library in memory would look empty, and forget or take in nothing.
    if let Some(error) = opening.unkept {
        return Err(error.into());
    }
    let kept = words.opened(opening);
    match library.what {
        None => lists::state(&kept, words)?,
        Some(What::Sessions { page }) => lists::sessions(&kept, page.limit, words)?,
        Some(What::Show { session }) => lists::show(&kept, session, words)?,
        Some(What::Search { words: sought, page }) => lists::search(&kept, &sought, page.limit, words)?,
        Some(What::Export { file }) => archive::export(&kept, &file, words)?,
        Some(What::Import { file }) => archive::import(&kept, &file, words)?,
        Some(What::Forget(forget)) => return forget::run(home, &kept, &forget, words),
        Some(What::Snapshots) => lists::snapshots(&kept, words)?,
        Some(What::Restore { snapshot }) => restore::run(&kept, snapshot.as_deref(), words)?,
        Some(What::Requests { page }) => lists::requests(&kept, page.limit, words)?,
    }
    Ok(ExitCode::SUCCESS)
}
