//! When a day is due: a time of the listener's clock on days of their week.
//!
//! [`Schedule::standing`] is a function of what was agreed, what was done last and the present moment in the listener's
//! zone. Whoever asks it again after a sleep, a journey or a change of the clock has the right answer.

use jiff::civil::{Time, Weekday};
use jiff::{SignedDuration, Span, Timestamp, Zoned};
use serde::{Deserialize, Serialize};
use vesper_speech::{Error, Kind, Result};

use super::Length;

/// A day is told this much later than was agreed, and no more: an alarm that rings at noon wakes nobody.
const GRACE: SignedDuration = SignedDuration::from_hours(3);
/// Two days that are told are this far apart, wherever the listener went in between.
const APART: SignedDuration = SignedDuration::from_hours(12);
/// How far back it is counted what was missed, in days.
const BACK: i64 = 14;
/// Within so many days from any day there is one of each weekday, and one more where a zone left one out.
const AHEAD: i64 = 9;

/// The days of a week, as bits: Monday is the lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days(u8);

/// Their names, from Monday.
const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Days {
    pub const ALL: Days = Days(0x7f);

    /// Reads `mon-fri`, `sat,sun`, `fri-mon`, `monday`, `daily`.
    ///
    /// # Errors
    /// `BadRequest` for anything else.
    pub fn parse(text: &str) -> Result<Days> {
        let bad = || {
            let advice = "Give days such as mon-fri, sat,sun or daily.";
            Error::new(Kind::BadRequest, text, "says no days of the week.", advice)
        };
        if matches!(text.trim().to_lowercase().as_str(), "daily" | "all") {
            return Ok(Days::ALL);
        }
        let mut days = 0;
        for piece in text.split(',') {
            let (first, last) = piece.split_once('-').unwrap_or((piece, piece));
            let (first, last) = (number(first).ok_or_else(bad)?, number(last).ok_or_else(bad)?);
            let many = (last + 7 - first) % 7;
            days = (0..=many).fold(days, |days, step| days | 1 << ((first + step) % 7));
        }
        Ok(Days(days))
    }

    fn has(self, day: Weekday) -> bool {
        self.0 >> day.to_monday_zero_offset() & 1 == 1
    }
}

fn number(name: &str) -> Option<usize> {
    let name = name.trim().to_lowercase();
    let whole = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let known = |(short, whole): (&&str, &&str)| name == **short || name == **whole;
    NAMES.iter().zip(whole.iter()).position(known)
}

impl std::fmt::Display for Days {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = match self.0 & 0x7f {
            0x7f => "every day".to_owned(),
            0x1f => "mon-fri".to_owned(),
            0x60 => "sat,sun".to_owned(),
            days => {
                let chosen = NAMES.iter().enumerate().filter(|(at, _)| days >> at & 1 == 1);
                chosen.map(|(_, name)| *name).collect::<Vec<_>>().join(",")
            }
        };
        f.write_str(&text)
    }
}

/// When the listener wants the day, and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// By the listener's own clock, wherever they are.
    #[serde(with = "clock")]
    pub at: Time,
    pub days: Days,
    pub length: Length,
    /// When it was agreed, in seconds since 1970: what was due before was promised to nobody.
    pub since: i64,
}

/// A time of day as it is kept: `07:30:00`.
mod clock {
    use jiff::civil::Time;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(at: &Time, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(at)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Time, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

/// What is to be done, at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// A day that is due now and was not told.
    pub due: Option<Zoned>,
    /// When one was due last and nobody was there, of those since the last that was told or called missed; and how many.
    pub missed: Option<(Zoned, u32)>,
    /// When one is due next; none where no day of the week is chosen.
    pub next: Option<Zoned>,
}

impl Schedule {
    /// How it stands at `now`, in the zone that is the listener's now; `last` is when the day was due that was told last, or
    /// called missed, in seconds since 1970.
    ///
    /// A time that the clock leaves out in spring is as much later, one that it has twice in autumn counts the first time
    /// (RFC 5545, section 3.3.5). A day is due once, also where the listener moves to another zone.
    pub fn standing(&self, last: Option<i64>, now: &Zoned) -> Standing {
        let since = Timestamp::from_second(self.since).unwrap_or(Timestamp::MIN);
        // A clock that was wrong once must not silence every day until it is right.
        let last =
            last.and_then(|last| Timestamp::from_second(last).ok()).map(|last| last.min(now.timestamp()));
        let done = |at: &Zoned| {
            at.timestamp() <= since || last.is_some_and(|last| at.timestamp().duration_since(last) < APART)
        };
        let (mut standing, mut missed) = (Standing::default(), 0);
        for at in self.times(now).filter(|at| !done(at)) {
            if at > *now {
                standing.next = Some(at);
                break;
            }
            if now.duration_since(&at) <= GRACE {
                standing.due = Some(at);
            } else {
                missed += 1;
                standing.missed = Some((at, missed));
            }
        }
        standing
    }

    /// When a day is due, around `now` and in its zone, in order.
    fn times(&self, now: &Zoned) -> impl Iterator<Item = Zoned> {
        let Schedule { at, days, .. } = *self;
        let (today, zone) = (now.date(), now.time_zone().clone());
        let dates = (-BACK..=AHEAD).filter_map(move |step| today.checked_add(Span::new().days(step)).ok());
        let chosen = dates.filter(move |date| days.has(date.weekday()));
        chosen.filter_map(move |date| date.to_datetime(at).to_zoned(zone.clone()).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zoned(text: &str) -> Zoned {
        text.parse().expect("a moment")
    }

    fn seconds(text: &str) -> i64 {
        zoned(text).timestamp().as_second()
    }

    fn schedule(at: &str, days: &str) -> Schedule {
        let at = at.parse().expect("a time");
        let since = seconds("2026-01-01T00:00:00[Europe/Paris]");
        Schedule { at, days: Days::parse(days).expect("days"), length: Length::Three, since }
    }

    /// How it stands, as `due / how many missed / next`.
    fn told(schedule: Schedule, last: Option<&str>, now: &str) -> String {
        let standing = schedule.standing(last.map(seconds), &zoned(now));
        let shown =
            |at: Option<Zoned>| at.map_or("-".to_owned(), |at| at.strftime("%a %d %H:%M %:z").to_string());
        let missed = standing.missed.map_or(0, |(_, many)| many);
        format!("{} / {missed} / {}", shown(standing.due), shown(standing.next))
    }

    #[test]
    fn a_day_is_due_at_its_time_once_and_within_the_hours_after_it() {
        let weekdays = schedule("07:30", "mon-fri");
        let last = Some("2026-11-20T07:30:00[Europe/Paris]");
        for (now, wanted) in [
            ("2026-11-22T12:00:00[Europe/Paris]", "- / 0 / Mon 23 07:30 +01:00"),
            ("2026-11-23T07:29:59[Europe/Paris]", "- / 0 / Mon 23 07:30 +01:00"),
            ("2026-11-23T07:30:00[Europe/Paris]", "Mon 23 07:30 +01:00 / 0 / Tue 24 07:30 +01:00"),
            // The machine slept over it.
            ("2026-11-23T09:50:00[Europe/Paris]", "Mon 23 07:30 +01:00 / 0 / Tue 24 07:30 +01:00"),
            ("2026-11-23T10:31:00[Europe/Paris]", "- / 1 / Tue 24 07:30 +01:00"),
            // It was away for days: none is made up for.
            ("2026-11-26T08:00:00[Europe/Paris]", "Thu 26 07:30 +01:00 / 3 / Fri 27 07:30 +01:00"),
        ] {
            assert_eq!(told(weekdays, last, now), wanted, "{now}");
        }
        let done = Some("2026-11-23T07:30:00[Europe/Paris]");
        assert_eq!(told(weekdays, done, "2026-11-23T07:31:00[Europe/Paris]"), "- / 0 / Tue 24 07:30 +01:00");
        // A clock that stood in the year 2030 once.
        let ahead = Some("2030-01-01T07:30:00[Europe/Paris]");
        assert_eq!(told(weekdays, ahead, "2026-11-23T07:00:00[Europe/Paris]"), "- / 0 / Tue 24 07:30 +01:00");
    }

    #[test]
    fn what_was_due_before_it_was_agreed_is_neither_due_nor_missed() {
        let since = seconds("2026-11-23T07:40:00[Europe/Paris]");
        let agreed = Schedule { since, ..schedule("07:30", "daily") };
        assert_eq!(told(agreed, None, "2026-11-23T07:45:00[Europe/Paris]"), "- / 0 / Tue 24 07:30 +01:00");
        assert_eq!(
            told(agreed, None, "2026-11-25T08:00:00[Europe/Paris]"),
            "Wed 25 07:30 +01:00 / 1 / Thu 26 07:30 +01:00"
        );
    }

    #[test]
    fn the_clock_goes_forward_and_back() {
        let night = schedule("02:30", "daily");
        // 29 March 2026, Paris: 02:00 is 03:00 at once.
        let last = Some("2026-03-28T02:30:00[Europe/Paris]");
        for (now, wanted) in [
            ("2026-03-29T01:59:00[Europe/Paris]", "- / 0 / Sun 29 03:30 +02:00"),
            ("2026-03-29T03:30:00[Europe/Paris]", "Sun 29 03:30 +02:00 / 0 / Mon 30 02:30 +02:00"),
        ] {
            assert_eq!(told(night, last, now), wanted, "{now}");
        }
        // 25 October 2026: from 03:00 the clock goes back to 02:00.
        let last = Some("2026-10-24T02:30:00[Europe/Paris]");
        let first = "2026-10-25T02:30:00+02:00[Europe/Paris]";
        let second = "2026-10-25T02:30:00+01:00[Europe/Paris]";
        assert_eq!(told(night, last, first), "Sun 25 02:30 +02:00 / 0 / Mon 26 02:30 +01:00");
        assert_eq!(told(night, Some(first), second), "- / 0 / Mon 26 02:30 +01:00", "not a second time");
        // The morning keeps its time on the clock.
        let morning = schedule("07:30", "daily");
        assert_eq!(
            told(morning, Some("2026-10-24T07:30:00[Europe/Paris]"), "2026-10-25T06:00:00[Europe/Paris]"),
            "- / 0 / Sun 25 07:30 +01:00"
        );
        // Half an hour only, at Lord Howe.
        let last = Some("2026-10-03T02:10:00[Australia/Lord_Howe]");
        assert_eq!(
            told(schedule("02:10", "daily"), last, "2026-10-04T01:00:00[Australia/Lord_Howe]"),
            "- / 0 / Sun 04 02:40 +11:00"
        );
    }

    #[test]
    fn a_journey_moves_the_time_and_makes_no_second_day() {
        let morning = schedule("07:30", "daily");
        let paris = Some("2026-11-23T07:30:00[Europe/Paris]");
        assert_eq!(
            told(morning, paris, "2026-11-23T07:30:00[America/New_York]"),
            "- / 0 / Tue 24 07:30 -05:00",
            "it was told six hours before"
        );
        assert_eq!(
            told(morning, paris, "2026-11-24T00:00:00[Asia/Tokyo]"),
            "- / 0 / Tue 24 07:30 +09:00",
            "the next morning comes earlier"
        );
        let auckland = Some("2026-11-23T07:30:00[Pacific/Auckland]");
        assert_eq!(
            told(morning, auckland, "2026-11-22T12:00:00[America/Los_Angeles]"),
            "- / 0 / Mon 23 07:30 -08:00",
            "the same date once more, a day later"
        );
        // Samoa had no 30 December 2011.
        let old = Schedule { since: seconds("2011-12-01T00:00:00[Pacific/Apia]"), ..morning };
        assert_eq!(
            told(old, Some("2011-12-29T07:30:00[Pacific/Apia]"), "2011-12-29T12:00:00[Pacific/Apia]"),
            "- / 0 / Sat 31 07:30 +14:00"
        );
    }

    #[test]
    fn days_are_read_as_they_are_said() {
        for (text, wanted) in [
            ("mon-fri", "mon-fri"),
            ("Daily", "every day"),
            ("sat,sun", "sat,sun"),
            ("fri-mon", "mon,fri,sat,sun"),
            ("Wednesday, mon", "mon,wed"),
            ("mon-sun", "every day"),
        ] {
            assert_eq!(Days::parse(text).expect(text).to_string(), wanted, "{text}");
        }
        for text in ["", "mon-", "noday", "mon;tue", "1-5"] {
            assert_eq!(Days::parse(text).expect_err(text).kind, Kind::BadRequest, "{text}");
        }
    }
}
