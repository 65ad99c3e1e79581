//! What a story remembers.

use std::process::ExitCode;

use anyhow::{Result, bail};
use serde_json::json;
use vesper::writing::{Written, load};
use vesper::{Home, Kept};

use crate::cli::Words;
use crate::cli::words::capital;

/// Shows what is true where the listener is in the story; at the scene that was written last where no place is kept.
pub(super) fn show(home: &Home, known: &Written, words: Words) -> Result<ExitCode> {
    let kept = words.opened(Kept::look(home)?);
    let Some(tale) = load(&kept, &known.id)? else { bail!("{}: is no longer kept", known.id) };
    let place = kept.place(&known.id)?;
    let scene = match place {
        Some((place, _)) => tale.at(&place.path),
        None => tale.scenes().len().saturating_sub(1),
    };
    let ledger = tale.ledger(scene);
    for entry in ledger.entries() {
        if words.json {
            words.value(&json!({
                "subject": entry.subject.name(),
                "name": entry.name,
                "text": entry.text,
                "weight": entry.weight,
                "settled": entry.settled,
                "own": entry.own,
            }));
        } else {
            let settled = if entry.settled { " (settled)" } else { "" };
            let subject = capital(entry.subject.name());
            words.line(&format!("{subject:<8} {}{settled}: {}", entry.name, entry.text));
        }
    }
    if ledger.entries().is_empty() && !words.json {
        words.line(&format!("{}: nothing yet", known.title));
    }
    Ok(ExitCode::SUCCESS)
}
