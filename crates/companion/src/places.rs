//! A place as the session and as the library have it.

use std::time::{SystemTime, UNIX_EPOCH};

use vesper_library::Place as Record;
use vesper_session::Place;

/// Kept at this moment.
pub(crate) fn record(place: &Place) -> Record {
    Record {
        digest: place.digest,
        seed: place.seed,
        minutes: place.minutes,
        path: place.path.clone(),
        cue: place.cue,
        offset: place.offset,
        position: place.position,
        excerpt: place.excerpt.clone(),
        chapter: place.chapter.clone(),
        when: now(),
    }
}

pub(crate) fn of(record: Record) -> (Place, u64) {
    let place = Place {
        digest: record.digest,
        seed: record.seed,
        minutes: record.minutes,
        path: record.path,
        cue: record.cue,
        offset: record.offset,
        position: record.position,
        excerpt: record.excerpt,
        chapter: record.chapter,
    };
    (place, record.when)
}

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
