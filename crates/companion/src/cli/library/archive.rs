use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use vesper::Kept;
use vesper_library::Rows;
use vesper_speech::{Error, Kind, Out};

use crate::cli::{Words, interrupt};

pub(super) fn export(kept: &Kept, file: &Path, words: Words) -> Result<()> {
    let mut watched = Watched::begin(words)?;
    let done = kept.with(|library| library.export(file, &mut watched));
    watched.bar.finish_and_clear();
    unless_stopped(done, file, "nothing was written")?;
    let bytes = std::fs::metadata(file).map_or(0, |file| file.len());
    let (rows, file) = (watched.rows.done, file.display().to_string());
    if words.json {
        words.value(&json!({ "event": "exported", "file": file, "rows": rows, "bytes": bytes }));
    } else {
        words.line(&format!("{file}: {rows} things in {:.1} MB", bytes as f64 / 1e6));
    }
    Ok(())
}

pub(super) fn import(kept: &Kept, file: &Path, words: Words) -> Result<()> {
    let mut watched = Watched::begin(words)?;
    let done = kept.with(|library| library.import(file, &mut watched));
    watched.bar.finish_and_clear();
    let imported = unless_stopped(done, file, "nothing of it was brought in")?;
    if words.json {
        words.value(&json!({ "event": "imported", "added": imported.added, "known": imported.known }));
    } else {
        words.line(&format!("{} things are new, {} were here already.", imported.added, imported.known));
    }
    Ok(())
}

/// Says what became of it where the listener stopped it.
fn unless_stopped<T>(done: vesper_speech::Result<T>, file: &Path, left: &str) -> Result<T> {
    match done {
        Err(error) if error.kind == Kind::Stopped => bail!("{}: stopped, and {left}", file.display()),
        done => Ok(done?),
    }
}

/// Progress on its way to the listener, who may press Ctrl-C: then it is as if it had not begun.
struct Watched {
    bar: ProgressBar,
    rows: Rows,
    words: Words,
    /// Percent told last.
    told: u64,
    interrupted: Arc<AtomicBool>,
}

impl Watched {
    fn begin(words: Words) -> Result<Watched> {
        let bar = if words.json { ProgressBar::hidden() } else { ProgressBar::new(0) };
        if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len}, {eta} left") {
            bar.set_style(style);
        }
        let rows = Rows { done: 0, total: 0 };
        Ok(Watched { bar, rows, words, told: 0, interrupted: interrupt::watch()? })
    }
}

impl Out<Rows> for Watched {
    fn put(&mut self, rows: Rows) -> vesper_speech::Result<()> {
        self.rows = rows;
        self.bar.set_length(rows.total);
        self.bar.set_position(rows.done);
        let percent = rows.done.saturating_mul(100) / rows.total.max(1);
        if self.words.json && percent > self.told {
            self.told = percent;
            self.words.value(&json!({ "event": "progress", "done": rows.done, "total": rows.total }));
        }
        self.check()
    }

    fn check(&self) -> vesper_speech::Result<()> {
        if self.interrupted.load(Ordering::Acquire) { Err(Error::stopped()) } else { Ok(()) }
    }
}
