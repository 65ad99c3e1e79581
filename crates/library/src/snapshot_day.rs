//! Days and moments as they stand in file names, in UTC and the Gregorian calendar.

/// Seconds in a day.
pub(crate) const DAY: u64 = 86_400;

/// `2026-11-23`.
pub(crate) fn written(seconds: u64) -> String {
    let (year, month, day) = civil(seconds / DAY);
    format!("{year:04}-{month:02}-{day:02}")
}

/// `2026-11-23-052024`, to the second.
pub(crate) fn moment(seconds: u64) -> String {
    let second = seconds % DAY;
    format!("{}-{:02}{:02}{:02}", written(seconds), second / 3600, second / 60 % 60, second % 60)
}

/// The first second of a day that [`written`] made.
pub(crate) fn read(text: &str) -> Option<u64> {
    let mut parts = text.splitn(3, '-').map(|part| part.parse::<u64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1970..=9999).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let seconds = days(year, month, day) * DAY;
    (written(seconds) == text).then_some(seconds)
}

/// Days since 1970 of a date. Years are counted from March, so that the leap day is the last; after Howard
/// Hinnant, "chrono-Compatible Low-Level Date Algorithms" (`days_from_civil`).
fn days(year: u64, month: u64, day: u64) -> u64 {
    let year = year - u64::from(month <= 2);
    let (era, of_era) = (year / 400, year % 400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day.saturating_sub(1);
    (era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year).saturating_sub(719_468)
}

/// The date of a day counted from 1970 (`civil_from_days`, same source).
fn civil(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + u64::from(month <= 2), month, day)
}
