//! Performing into a file, with progress.

use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use vesper::{Entry, Export, Home, Kept, Settings, Wish};
use vesper_session::{AtAsk, Command, NoticeKind, Report, Session};

use super::words::report_value;
use super::{Words, interrupt};

pub(crate) fn script(
    home: &Home,
    kept: &Kept,
    entry: &Entry,
    wish: &Wish,
    settings: &Settings,
    path: &Path,
    words: Words,
) -> Result<ExitCode> {
    let mut request = vesper::request(entry, wish, None)?;
    request.at_ask = AtAsk::Finish;
    let header = request.script.header();
    let (title, artist, language) = (header.title.clone(), header.by.clone(), header.language.clone());
    let seconds = request.start.minutes.map(|minutes| u64::from(minutes) * 60);
    let session = vesper::export(home, kept, settings, Export { path, title, artist, language })?;
    session.send(Command::Perform(Box::new(request)))?;
    write(session, path, seconds, words)
}

/// Follows the session until the file is complete.
pub(crate) fn write(
    mut session: Session,
    path: &Path,
    seconds: Option<u64>,
    words: Words,
) -> Result<ExitCode> {
    let interrupted = interrupt::watch()?;
    let bar = bar(seconds, words);
    let Some(mut reports) = session.reports() else { bail!("the performance was already followed") };
    let mut unanswered = None;
    let seconds = loop {
        let Some(report) = next(&mut reports, &session, &bar, &interrupted) else {
            bail!("{}: stopped before it was complete, so nothing was written", path.display());
        };
        if words.json {
            words.value(&report_value(&report));
        }
        match report {
            Report::Ended(seconds) => break seconds,
            Report::Failed(error) => return Err(error.into()),
            Report::Notice(notice) if matches!(notice.kind, NoticeKind::TooShort | NoticeKind::NoVoice) => {
                bail!("{}: {}", path.display(), notice.text)
            }
            Report::Notice(notice) if notice.kind == NoticeKind::VoiceGaveOut && !words.json => {
                bar.suspend(|| eprintln!("vesper: {}", notice.text));
            }
            Report::Ask(options) => unanswered = Some(options),
            Report::Chosen(_) => unanswered = None,
            _ => {}
        }
    };
    bar.finish_and_clear();
    if !words.json {
        words.line(&format!("{}: {}", path.display(), clock(seconds)));
        if let Some(options) = unanswered {
            eprintln!("It ends at a choice that --choose did not answer: {}", numbered(&options));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The next report, with the bar kept up while there is none; `None` once the listener interrupts.
fn next(
    reports: &mut tokio::sync::mpsc::Receiver<Report>,
    session: &Session,
    bar: &ProgressBar,
    interrupted: &AtomicBool,
) -> Option<Report> {
    loop {
        if interrupted.load(Ordering::Acquire) {
            return None;
        }
        bar.set_position(session.stage().borrow().position as u64);
        match reports.try_recv() {
            Ok(report) => return Some(report),
            Err(tokio::sync::mpsc::error::TryRecvError::Disconnected) => return None,
            Err(tokio::sync::mpsc::error::TryRecvError::Empty) => {
                std::thread::sleep(Duration::from_millis(5))
            }
        }
    }
}

fn bar(seconds: Option<u64>, words: Words) -> ProgressBar {
    if words.json {
        return ProgressBar::hidden();
    }
    let (bar, template) = match seconds {
        Some(seconds) => (ProgressBar::new(seconds), "{bar:32} {pos}/{len} s, {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {pos} s written in {elapsed}"),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

fn clock(seconds: f64) -> String {
    let whole = seconds.round() as u64;
    format!("{}:{:02}", whole / 60, whole % 60)
}

fn numbered(options: &[String]) -> String {
    let numbered: Vec<String> =
        options.iter().enumerate().map(|(number, option)| format!("{}. {option}", number + 1)).collect();
    numbered.join("  ")
}
