use anyhow::Result;
use serde_json::json;
use vesper::{Kept, day};
use vesper_speech::{Error, Kind};

use crate::cli::Words;

/// Brings back the snapshot of the day `wanted`, or the newest.
pub(super) fn run(kept: &Kept, wanted: Option<&str>, words: Words) -> Result<()> {
    let snapshots = kept.with(|library| Ok(library.snapshots()))?;
    let found = snapshots.iter().find(|snapshot| wanted.is_none_or(|wanted| day(snapshot.day) == wanted));
    let Some(snapshot) = found else {
        let days: Vec<String> = snapshots.iter().map(|snapshot| day(snapshot.day)).collect();
        let advice = match days.as_slice() {
            [] => "The first is taken once there is something to keep.".into(),
            days => format!("There are those of {}.", days.join(", ")),
        };
        let subject = wanted.map_or("snapshot".into(), |wanted| format!("snapshot of {wanted}"));
        return Err(Error::new(Kind::MissingFile, subject, "there is none.", advice).into());
    };
    let aside = kept.with(|library| library.restore(snapshot))?.display().to_string();
    let day = day(snapshot.day);
    if words.json {
        words.value(&json!({ "event": "restored", "snapshot": day, "aside": aside }));
    } else {
        words.line(&format!("The library is as it was on {day}. What was there until now lies in {aside}."));
    }
    Ok(())
}
