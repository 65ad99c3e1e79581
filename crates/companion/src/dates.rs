//! Times and counts as people read them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// The day of `seconds` since 1970 in UTC, by which snapshots are called: `2026-11-23`.
pub fn day(seconds: u64) -> String {
    told(seconds, TimeZone::UTC, "%Y-%m-%d")
}

/// `seconds` since 1970 as the listener's clock has it: `2026-11-23 21:40`.
pub fn local(seconds: u64) -> String {
    told(seconds, TimeZone::system(), "%Y-%m-%d %H:%M")
}

/// The day on which the listener's clock has `seconds` since 1970.
pub(crate) fn local_day(seconds: u64) -> String {
    told(seconds, TimeZone::system(), "%Y-%m-%d")
}

/// `1 line`, `34 lines`.
pub fn counted(count: u64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn told(seconds: u64, zone: TimeZone, format: &str) -> String {
    let moment = i64::try_from(seconds).ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    // What no calendar has is no time that was ever kept.
    moment.map_or_else(|| "?".into(), |moment| moment.to_zoned(zone).strftime(format).to_string())
}
