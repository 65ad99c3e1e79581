//! The day at a time that was agreed: what was agreed and what was done last are among the settings.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::{SignedDuration, Zoned};
use serde_json::{Value, json};
use vesper_speech::Result;
use vesper_studio::daily::Schedule;

use crate::kept::Kept;

const SCHEDULE: &str = "daily_schedule";
/// When the day was due that was told last, or called missed, in seconds since 1970.
const DONE: &str = "daily_done";

/// How long before its time a day is made ready.
const AHEAD: SignedDuration = SignedDuration::from_mins(10);
/// How often is looked at the clock, which may be moved, or the machine asleep.
const LOOK: Duration = Duration::from_secs(20);

/// What is to be done now by whoever waits for the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing was agreed.
    Off,
    /// Nobody was there when a day was due, last `at`: to be told, and then [`settled`](settle).
    Missed { at: Zoned, many: u32 },
    /// A day will be due soon: to be [made ready](super::make_ready).
    MakeReady { due: Zoned },
    /// A day is due: to be settled and told.
    Tell { due: Zoned },
    /// Nothing, for so long; then look again.
    Wait { time: Duration, next: Option<Zoned> },
}

/// What the listener agreed; none where the day is told only when they ask for it.
///
/// # Errors
/// What the library answers.
pub fn schedule(kept: &Kept) -> Result<Option<Schedule>> {
    let setting = kept.with(|library| library.setting(SCHEDULE))?;
    // What cannot be read was never agreed.
    Ok(setting.and_then(|value| serde_json::from_value(value).ok()))
}

/// Agrees on `schedule`, or on none. What was due before is forgotten.
///
/// # Errors
/// What the library answers.
pub fn set_schedule(kept: &Kept, schedule: Option<&Schedule>) -> Result<()> {
    let value = schedule.map_or(Value::Null, |schedule| json!(schedule));
    let changed = [(SCHEDULE.to_owned(), value), (DONE.to_owned(), Value::Null)];
    kept.with(|library| library.set(&BTreeMap::from(changed)))
}

/// The day that was due at `at` is done with, told or missed.
///
/// # Errors
/// What the library answers.
pub fn settle(kept: &Kept, at: &Zoned) -> Result<()> {
    let done = [(DONE.to_owned(), json!(at.timestamp().as_second()))];
    kept.with(|library| library.set(&BTreeMap::from(done)))
}

/// What is to be done at `now`, which has the listener's zone. `made` is when the day is due that is ready, or that could not be
/// made ready, in seconds since 1970.
///
/// # Errors
/// What the library answers.
pub fn step(kept: &Kept, made: Option<i64>, now: &Zoned) -> Result<Step> {
    let Some(schedule) = schedule(kept)? else { return Ok(Step::Off) };
    let done = kept.with(|library| library.setting(DONE))?.as_ref().and_then(Value::as_i64);
    let standing = schedule.standing(done, now);
    if let Some((at, many)) = standing.missed {
        return Ok(Step::Missed { at, many });
    }
    if let Some(due) = standing.due {
        return Ok(Step::Tell { due });
    }
    let Some(next) = standing.next else { return Ok(Step::Wait { time: LOOK, next: None }) };
    let left = next.duration_since(now);
    if left <= AHEAD && made != Some(next.timestamp().as_second()) {
        return Ok(Step::MakeReady { due: next });
    }
    let until = if left > AHEAD { left.saturating_sub(AHEAD) } else { left };
    let time = Duration::try_from(until).unwrap_or_default().clamp(Duration::from_millis(1), LOOK);
    Ok(Step::Wait { time, next: Some(next) })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use vesper_studio::daily::{Days, Length};

    use super::*;
    use crate::home::Home;

    /// Waits from `from` to `to` on a clock that `away` moves, and writes down what is done.
    fn waited(kept: &Kept, from: &str, to: &str, away: &[(&str, &str)]) -> Vec<String> {
        let moment = |text: &str| text.parse::<Zoned>().unwrap();
        let (mut now, end, mut made, mut log) = (moment(from), moment(to), None, Vec::new());
        let mut away: Vec<(Zoned, Zoned)> =
            away.iter().map(|(asleep, awake)| (moment(asleep), moment(awake))).collect();
        while now < end {
            if away.first().is_some_and(|(asleep, _)| now >= *asleep) {
                now = away.remove(0).1;
            }
            let shown = |what: &str, at: &Zoned| {
                format!("{} {what} {}", now.strftime("%d %H:%M"), at.strftime("%d %H:%M"))
            };
            match step(kept, made, &now).unwrap() {
                Step::Off => panic!("nothing was agreed"),
                Step::Missed { at, many } => {
                    log.push(format!("{} of {many}", shown("missed", &at)));
                    settle(kept, &at).unwrap();
                }
                Step::MakeReady { due } => {
                    log.push(shown("makes", &due));
                    made = Some(due.timestamp().as_second());
                    now = now.checked_add(SignedDuration::from_secs(40)).unwrap();
                }
                Step::Tell { due } => {
                    log.push(shown("tells", &due));
                    settle(kept, &due).unwrap();
                    now = now.checked_add(SignedDuration::from_mins(3)).unwrap();
                }
                Step::Wait { time, .. } => {
                    assert!(time <= LOOK && time > Duration::ZERO);
                    now = now.checked_add(time).unwrap();
                }
            }
        }
        log
    }

    fn agreed(at: &str, days: &str, since: &str) -> (tempfile::TempDir, Kept) {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::open(&Home::at(folder.path())).unwrap().kept;
        assert_eq!(schedule(&kept).unwrap(), None, "off until it is wanted");
        let since = since.parse::<Zoned>().unwrap().timestamp().as_second();
        let schedule = Schedule {
            at: at.parse().unwrap(),
            days: Days::parse(days).unwrap(),
            length: Length::Three,
            since,
        };
        set_schedule(&kept, Some(&schedule)).unwrap();
        (folder, kept)
    }

    #[test]
    fn days_are_made_ready_and_told_once_each_also_where_the_clock_changes() {
        let (_folder, kept) = agreed("07:30", "sat-mon", "2026-10-23T20:00:00[Europe/Paris]");
        let log =
            waited(&kept, "2026-10-23T20:00:00[Europe/Paris]", "2026-10-27T12:00:00[Europe/Paris]", &[]);
        assert_eq!(
            log,
            [
                "24 07:20 makes 24 07:30",
                "24 07:30 tells 24 07:30",
                "25 07:20 makes 25 07:30",
                "25 07:30 tells 25 07:30",
                "26 07:20 makes 26 07:30",
                "26 07:30 tells 26 07:30",
            ]
        );
    }

    #[test]
    fn who_was_asleep_is_told_late_or_that_it_was_missed_and_never_twice() {
        let (_folder, kept) = agreed("07:30", "daily", "2026-11-23T07:00:00[Europe/Paris]");
        let away = [
            // Over the time, by a little.
            ("2026-11-23T07:25:00[Europe/Paris]", "2026-11-23T08:10:00[Europe/Paris]"),
            // For two days and half a morning.
            ("2026-11-23T20:00:00[Europe/Paris]", "2026-11-25T11:00:00[Europe/Paris]"),
            // On a journey to the west, after the day was told.
            ("2026-11-26T07:40:00[Europe/Paris]", "2026-11-26T02:00:00[America/New_York]"),
        ];
        let to = "2026-11-27T09:00:00[America/New_York]";
        assert_eq!(
            waited(&kept, "2026-11-23T07:00:00[Europe/Paris]", to, &away),
            [
                "23 07:20 makes 23 07:30",
                "23 08:10 tells 23 07:30",
                "25 11:00 missed 25 07:30 of 2",
                "26 07:20 makes 26 07:30",
                "26 07:30 tells 26 07:30",
                "27 07:20 makes 27 07:30",
                "27 07:30 tells 27 07:30",
            ]
        );
    }

    #[test]
    fn what_is_switched_off_is_off() {
        let (_folder, kept) = agreed("07:30", "daily", "2026-11-23T07:00:00[Europe/Paris]");
        set_schedule(&kept, None).unwrap();
        let now = "2026-11-24T07:30:00[Europe/Paris]".parse().unwrap();
        assert_eq!(step(&kept, None, &now).unwrap(), Step::Off);
    }
}
