//! When to try again: back-off with jitter, and what a server asks for in `Retry-After`.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::hub::Limits;

/// The wait before a new try after `fruitless` tries in a row that brought nothing: doubled each time, and somewhere
/// between half of that and all of it, so that many who were cut at once do not come back at once.
pub(super) fn wait(limits: &Limits, fruitless: u32) -> Duration {
    let full = limits.wait.saturating_mul(1 << fruitless.min(16)).min(limits.longest_wait.min(HALF_A_MINUTE));
    // Every RandomState has keys of its own: random enough to spread waits.
    let random = RandomState::new().hash_one(fruitless) >> 11;
    full.mul_f64(0.5 + 0.5 * random as f64 / (1_u64 << 53) as f64)
}

/// Without being asked to, nobody waits longer.
const HALF_A_MINUTE: Duration = Duration::from_secs(30);

/// What `Retry-After` asks for: seconds, or a date (RFC 9110, sections 10.2.3 and 5.6.7).
pub(super) fn asked_for(header: &str, now: SystemTime) -> Option<Duration> {
    let header = header.trim();
    if header.bytes().all(|byte| byte.is_ascii_digit()) {
        return header.parse().ok().map(Duration::from_secs);
    }
    Some(date(header)?.duration_since(now).unwrap_or_default())
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// `Sun, 06 Nov 1994 08:49:37 GMT` and the two older forms, `Sunday, 06-Nov-94 08:49:37 GMT` and
/// `Sun Nov  6 08:49:37 1994`: a month's name and five numbers, of which the year may come last.
fn date(text: &str) -> Option<SystemTime> {
    let words = || text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let month = words().find_map(|word| {
        let word = word.to_ascii_lowercase();
        MONTHS.iter().position(|month| *month == word)
    })?;
    let numbers: Vec<u64> = words().filter_map(|word| word.parse().ok()).collect();
    let year_last = !text.contains(',');
    let (day, year, hour, minute, second) = match *numbers.as_slice() {
        [day, hour, minute, second, year] if year_last => (day, year, hour, minute, second),
        [day, year, hour, minute, second] if !year_last => (day, year, hour, minute, second),
        _ => return None,
    };
    let year = match year {
        0..=69 => year + 2000,
        70..=99 => year + 1900,
        1970..=9999 => year,
        _ => return None,
    };
    if !(1..=31).contains(&day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let days = days_before(year, month as u64 + 1) + day - 1;
    UNIX_EPOCH.checked_add(Duration::from_secs(((days * 24 + hour) * 60 + minute) * 60 + second))
}

/// Days from 1970 to the first of a month, in the Gregorian calendar.
fn days_before(year: u64, month: u64) -> u64 {
    const BEFORE: [u64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let leaps = |year: u64| year / 4 - year / 100 + year / 400;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let within = BEFORE.get(month as usize - 1).copied().unwrap_or_default() + u64::from(leap && month > 2);
    (year - 1970) * 365 + leaps(year - 1) - leaps(1969) + within
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_asks_in_seconds_or_by_date() {
        let now = UNIX_EPOCH + Duration::from_secs(784_111_700);
        let asked = |header: &str| asked_for(header, now).map(|wait| wait.as_secs());
        assert_eq!(asked("120"), Some(120));
        for header in
            ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
        {
            assert_eq!(asked(header), Some(77), "{header}");
        }
        assert_eq!(asked("Sun, 06 Nov 1993 08:49:37 GMT"), Some(0), "a time that is over");
        assert_eq!(asked("Thu, 29 Feb 2096 00:00:00 GMT"), Some(3_981_312_000 - 784_111_700));
        for nonsense in ["", "soon", "-5", "99999999999999999999999", "Sun, 46 Nov 1994 08:49:37 GMT"] {
            let answer = asked(nonsense);
            assert!(answer.is_none() || nonsense.is_empty(), "{nonsense}: {answer:?}");
        }
    }

    #[test]
    fn waits_grow_to_a_bound_and_differ() {
        let limits = Limits::default();
        for fruitless in 0..40 {
            let wait = wait(&limits, fruitless);
            assert!(wait >= limits.wait / 2 && wait <= HALF_A_MINUTE, "{fruitless}: {wait:?}");
        }
        assert!(wait(&limits, 9) > wait(&limits, 0) * 4);
        let some: std::collections::BTreeSet<Duration> = (0..20).map(|_| wait(&limits, 3)).collect();
        assert!(some.len() > 10, "{some:?}");
    }
}
