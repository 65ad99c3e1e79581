//! Stories into files: as sound, as a text to read, as a script.

use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, bail};
use vesper::writing::{StoryWish, Written, load, markdown, write_unheard};
use vesper::{Entry, Home, Kept, Wish, fault_error};
use vesper_script::{Script, Start};
use vesper_speech::Error;

use super::Story;
use super::aloud::Progress;
use crate::cli::{Words, export, interrupt};

/// Whether what belongs into `path` is read, and not heard.
pub(super) fn is_text(path: &Path) -> bool {
    extension(path).is_some_and(|end| ["md", "markdown", "ink"].contains(&end.as_str()))
}

fn extension(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

/// Writes a new story to its end, then into the file.
pub(super) fn new(
    home: &Home,
    story: &Story,
    wish: &StoryWish,
    path: &Path,
    words: Words,
) -> Result<ExitCode> {
    let kept = words.opened(Kept::open(home)?);
    let interrupted = interrupt::watch()?;
    let progress = Arc::new(Mutex::new(Progress::new(words)));
    let shown = progress.clone();
    let unheard = {
        let mut model = story.model(home, &kept, words)()?;
        let check = || if interrupted.load(Ordering::Acquire) { Err(Error::stopped()) } else { Ok(()) };
        let tell = Box::new(move |news| {
            shown.lock().unwrap_or_else(PoisonError::into_inner).tell(&news, words);
        });
        write_unheard(home, &kept, wish, &story.choices(), model.as_mut(), tell, &check)
    };
    progress.lock().unwrap_or_else(PoisonError::into_inner).end();
    let unheard = unheard?;
    into(home, &kept, story, &unheard.id, unheard.way, path, words)
}

/// Writes a story that is kept into the file, along the choices that were given or the way that was told furthest.
pub(super) fn known(
    home: &Home,
    story: &Story,
    known: &Written,
    path: &Path,
    words: Words,
) -> Result<ExitCode> {
    let kept = words.opened(Kept::look(home)?);
    let way = match story.choices() {
        choices if !choices.is_empty() => choices,
        _ => {
            let Some(tale) = load(&kept, &known.id)? else { bail!("{}: is no longer kept", known.id) };
            let scenes = tale.scenes().iter().enumerate();
            let furthest = scenes.max_by_key(|(at, scene)| (scene.is_last(), tale.path(*at).len()));
            furthest.map(|(at, _)| tale.path(at)).unwrap_or_default()
        }
    };
    into(home, &kept, story, &known.id, way, path, words)
}

fn into(
    home: &Home,
    kept: &Kept,
    story: &Story,
    id: &str,
    way: Vec<usize>,
    path: &Path,
    words: Words,
) -> Result<ExitCode> {
    if let Some(save) = &story.save {
        self::save(kept, id, save, words)?;
    }
    let ink = ink(kept, id)?;
    if extension(path).as_deref() == Some("ink") {
        return write(path, &ink, words);
    }
    let script = Script::parse(id, &ink, &|_| None).map_err(|faults| fault_error(id, &faults))?;
    if is_text(path) {
        let text = markdown(&script, &Start::default(), &way, true)
            .map_err(|fault| fault_error(id, &fault.into()))?;
        return write(path, &text, words);
    }
    let entry = Entry { id: id.to_owned(), script: Ok(Arc::new(script)) };
    let wish = Wish { choices: way, seed: story.how.seed, ..Wish::default() };
    let settings = story.how.over(kept.settings()?);
    export::script(home, kept, &entry, &wish, &settings, path, words)
}

/// A script as a text to read.
pub(super) fn text_of(entry: &Entry, choices: &[usize], path: &Path, words: Words) -> Result<ExitCode> {
    if extension(path).as_deref() == Some("ink") {
        bail!("{}: {} is an ink script already; give a file that ends in .md", path.display(), entry.id);
    }
    let script = entry.script.clone().map_err(|faults| fault_error(&entry.id, &faults))?;
    let text = markdown(&script, &Start::default(), choices, false)
        .map_err(|fault| fault_error(&entry.id, &fault.into()))?;
    write(path, &text, words)
}

/// Writes the script of a story as far as it is written.
pub(super) fn save(kept: &Kept, id: &str, path: &Path, words: Words) -> Result<()> {
    write(path, &ink(kept, id)?, words).map(drop)
}

fn ink(kept: &Kept, id: &str) -> Result<String> {
    let record = kept.with(|library| library.story(id))?;
    match record.and_then(|record| record.ink) {
        Some(ink) => Ok(ink),
        None => bail!("{id}: nothing of it is written yet"),
    }
}

fn write(path: &Path, text: &str, words: Words) -> Result<ExitCode> {
    vesper::write_whole(path, text.as_bytes())?;
    if !words.json {
        words.line(&format!("{}: {} words", path.display(), text.split_whitespace().count()));
    }
    Ok(ExitCode::SUCCESS)
}
