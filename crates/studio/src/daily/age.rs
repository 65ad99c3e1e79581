//! Days, hours and ages, as they are said.

use jiff::civil::Time;
use jiff::{Timestamp, Zoned};

use crate::prompts::Sheet;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

/// `Monday, 23 November 2026`.
pub(crate) fn date(words: &Sheet, moment: &Zoned) -> String {
    let weekday = usize::try_from(moment.weekday().to_monday_zero_offset()).unwrap_or_default();
    let month = usize::try_from(moment.month() - 1).unwrap_or_default();
    let item = |list: &str, at: usize| words.items(list).get(at).copied().unwrap_or_default().to_owned();
    words.fill(
        "date",
        &[
            ("weekday", &item("weekdays", weekday)),
            ("day", &moment.day().to_string()),
            ("month", &item("months", month)),
            ("year", &moment.year().to_string()),
        ],
    )
}

/// `14:05`.
pub(crate) fn clock(words: &Sheet, time: Time) -> String {
    let (hour, minute) = (time.hour().to_string(), format!("{:02}", time.minute()));
    words.fill("clock", &[("hour", &hour), ("minute", &minute)])
}

/// How long before `now` something was that happened at `when`, in seconds since 1970.
pub(crate) fn age(words: &Sheet, when: u64, now: &Zoned) -> String {
    let seconds = u64::try_from(now.timestamp().as_second()).unwrap_or_default().saturating_sub(when);
    let counted = |section: &str, count: u64| words.fill(section, &[("count", &count.to_string())]);
    let then = i64::try_from(when).ok().and_then(|when| Timestamp::from_second(when).ok());
    let Some(then) = then.map(|then| then.to_zoned(now.time_zone().clone())) else {
        return words.section("age-now").to_owned();
    };
    let days = now.date().since(then.date()).map(|span| span.get_days()).unwrap_or_default();
    match seconds {
        _ if seconds < 2 * MINUTE => words.section("age-now").to_owned(),
        _ if seconds < HOUR => counted("age-minutes", seconds / MINUTE),
        _ if seconds < 2 * HOUR => words.section("age-hour").to_owned(),
        _ if seconds < 12 * HOUR || days == 0 => counted("age-hours", seconds / HOUR),
        _ if days == 1 => words.section("age-yesterday").to_owned(),
        _ if days < 8 => counted("age-days", days.unsigned_abs().into()),
        _ => words.fill("age-long", &[("date", &date(words, &then))]),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheets::Prompts;
    use super::*;

    #[test]
    fn ages_are_told_as_one_says_them() {
        let prompts = Prompts::shipped().expect("whole");
        let now: Zoned = "2026-11-23T14:05:00[Europe/Paris]".parse().expect("a moment");
        let told = |language: &str, back: u64| {
            let when = now.timestamp().as_second() as u64 - back;
            age(&prompts.of(language).expect("words").words, when, &now)
        };
        for (back, english, french) in [
            (30, "a moment ago", "à l'instant"),
            (25 * MINUTE, "25 minutes ago", "il y a 25 minutes"),
            (HOUR + 40 * MINUTE, "an hour ago", "il y a une heure"),
            (9 * HOUR, "9 hours ago", "il y a 9 heures"),
            (20 * HOUR, "yesterday", "hier"),
            (3 * 24 * HOUR, "3 days ago", "il y a 3 jours"),
            (30 * 24 * HOUR, "on Saturday, 24 October 2026", "le samedi 24 octobre 2026"),
        ] {
            assert_eq!((told("en", back).as_str(), told("fr", back).as_str()), (english, french));
        }
        let words = &prompts.of("fr").expect("words").words;
        assert_eq!(clock(words, now.time()), "14 h 05");
        assert_eq!(
            age(&prompts.of("en").expect("words").words, u64::MAX, &now),
            "a moment ago",
            "no such time"
        );
    }
}
