//! What a calendar file (RFC 5545) has for one day.

use icalendar::parser::{Component, Property, read_components, unfold};
use jiff::Zoned;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use rrule::RRuleSet;
use vesper_speech::{Error, Kind, Result};

use super::apart::apart;
use super::decode;
use crate::clean;

/// Bytes of a calendar's file, of one event in it, and events.
pub const LONGEST_CALENDAR: usize = 16 << 20;
const LONGEST_EVENT: usize = 64 << 10;
const MOST_EVENTS: usize = 50_000;
/// Events of the calendar that come again, and days on which one may have come before.
const MOST_RULES: usize = 2_000;
const MOST_DAYS: usize = 40_000;
/// Events of one day.
const MOST: usize = 100;
/// The year before which no event begins that still comes again.
const EARLIEST: i16 = 1970;

/// Something that is in the calendar for the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// In the listener's zone; none lasts all day.
    pub at: Option<Time>,
    pub title: String,
    /// Empty where the calendar does not say.
    pub place: String,
}

/// The events of `now`'s day in the calendar `bytes`, known as `file`, in the order of the day; those that last all day
/// come first. Events that come again are among them, less their exceptions. A time without a zone, or in one that this
/// machine does not know, is the listener's own.
///
/// # Errors
/// `BadFile`: larger than 16 MB, or no calendar. An event that cannot be read is left out.
pub fn events(file: &str, bytes: &[u8], now: &Zoned) -> Result<Vec<Event>> {
    let bad = |what: String| Error::new(Kind::BadFile, file, what, "Export the calendar once more as .ics.");
    if bytes.len() > LONGEST_CALENDAR {
        return Err(bad(format!("is larger than {} MB.", LONGEST_CALENDAR >> 20)));
    }
    let text = unfold(&decode::text(bytes, None));
    if !text.lines().any(|line| line.trim_end().eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return Err(bad("is no calendar.".into()));
    }
    apart(file, || {
        let mut calendar = Calendar { now, rules: 0, days: 0 };
        let mut found: Vec<(String, Option<DateTime>, Event)> = Vec::new();
        let mut moved: Vec<(String, DateTime)> = Vec::new();
        for block in blocks(&text).take(MOST_EVENTS) {
            let Some(component) = read_components(&block).ok().and_then(|read| read.into_iter().next())
            else {
                continue;
            };
            let id = text_of(&component, "UID").unwrap_or_default();
            if let Some(original) = component.find_prop("RECURRENCE-ID").and_then(|it| calendar.moment(it)) {
                moved.push((id.clone(), original.local(now)));
            }
            if let Some((begins, event)) = calendar.today(&component)
                && found.len() < MOST
            {
                found.push((id, begins, event));
            }
        }
        // A single date of an event that was moved or called off is not told as well.
        found.retain(|(id, begins, _)| !moved.iter().any(|(of, at)| of == id && Some(*at) == *begins));
        let mut events: Vec<Event> = found.into_iter().map(|(_, _, event)| event).collect();
        events.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.title.cmp(&b.title)));
        events.dedup();
        Ok(events)
    })
}

/// The events of a file, each from its `BEGIN` to its `END`, without what nests in them: alarms.
fn blocks(text: &str) -> impl Iterator<Item = String> + '_ {
    let mut lines = text.lines();
    std::iter::from_fn(move || {
        let is = |line: &str, what: &str| line.trim_end().eq_ignore_ascii_case(what);
        lines.by_ref().find(|line| is(line, "BEGIN:VEVENT"))?;
        let mut block = String::from("BEGIN:VEVENT\r\n");
        let mut within = 0usize;
        for line in lines.by_ref() {
            if is(line, "END:VEVENT") {
                break;
            }
            let upper = line.get(..6).map(str::to_ascii_uppercase).unwrap_or_default();
            match upper.as_str() {
                "BEGIN:" => within += 1,
                _ if upper.starts_with("END:") => within = within.saturating_sub(1),
                _ if within == 0 && block.len() + line.len() < LONGEST_EVENT => {
                    block.push_str(line.trim_end());
                    block.push_str("\r\n");
                }
                _ => {}
            }
        }
        block.push_str("END:VEVENT\r\n");
        Some(block)
    })
}

/// When something begins, as its calendar writes it.
#[derive(Clone)]
struct Moment {
    at: DateTime,
    /// None: a date without a time.
    zone: Option<TimeZone>,
}

impl Moment {
    /// In the listener's zone; a date stays that date.
    fn local(&self, now: &Zoned) -> DateTime {
        match &self.zone {
            None => self.at,
            Some(zone) => match self.at.to_zoned(zone.clone()) {
                Ok(zoned) => zoned.with_time_zone(now.time_zone().clone()).datetime(),
                Err(_) => self.at,
            },
        }
    }
}

struct Calendar<'a> {
    now: &'a Zoned,
    /// Rules that were followed, and days that they led to.
    rules: usize,
    days: usize,
}

impl Calendar<'_> {
    /// The event as it is today, with the date by which an exception names it; none where it is not.
    fn today(&mut self, component: &Component<'_>) -> Option<(Option<DateTime>, Event)> {
        if text_of(component, "STATUS").is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED")) {
            return None;
        }
        let start = self.moment(component.find_prop("DTSTART")?)?;
        let title = text_of(component, "SUMMARY").and_then(|title| clean::words(&title, 120))?;
        let place =
            text_of(component, "LOCATION").and_then(|place| clean::words(&place, 80)).unwrap_or_default();
        let is_exception = component.find_prop("RECURRENCE-ID").is_some();
        let today = self.now.date();
        let begins = match text_of(component, "RRULE").filter(|_| !is_exception) {
            None => {
                let begins = start.local(self.now);
                let lasts = start.zone.is_none() && self.lasts_until(component, begins.date(), today);
                (begins.date() == today || lasts).then_some(begins)?
            }
            Some(rule) => self.again(&start, &rule, component, today)?,
        };
        let at = start.zone.is_some().then(|| begins.time());
        Some(((!is_exception).then_some(begins), Event { at, title, place }))
    }

    /// Whether an event of whole days that began before still lasts today. Its end is the day behind its last one.
    fn lasts_until(&self, component: &Component<'_>, begins: Date, today: Date) -> bool {
        let end = component.find_prop("DTEND").and_then(|end| self.moment(end)).map(|end| end.at.date());
        begins < today && end.is_some_and(|end| today < end)
    }

    /// When an event that comes again does so today.
    fn again(
        &mut self,
        start: &Moment,
        rule: &str,
        component: &Component<'_>,
        today: Date,
    ) -> Option<DateTime> {
        let upper = rule.to_ascii_uppercase();
        // No calendar has what comes more often than daily; following it would take for ever.
        let often = ["SECONDLY", "MINUTELY", "HOURLY"].iter().any(|frequency| upper.contains(frequency));
        if often || start.at.year() < EARLIEST || self.rules >= MOST_RULES {
            return None;
        }
        self.rules += 1;
        // The rule is followed on the clock of the event's own zone (RFC 5545, section 3.3.10), which UTC stands for: a
        // meeting at nine stays at nine when the clocks change.
        let wall = start.at.strftime("%Y%m%dT%H%M%SZ");
        let set: RRuleSet =
            format!("DTSTART:{wall}\nRRULE:{}", with_own_end(&upper, start.zone.as_ref())).parse().ok()?;
        let exceptions: Vec<DateTime> = component
            .properties
            .iter()
            .filter(|property| property.name == "EXDATE")
            .flat_map(|property| self.moments(property))
            .map(|moment| moment.at)
            .collect();
        for next in set.into_iter() {
            self.days += 1;
            if self.days > MOST_DAYS {
                return None;
            }
            let at = jiff::Timestamp::from_second(next.timestamp()).ok()?.to_zoned(TimeZone::UTC).datetime();
            let begins = Moment { at, zone: start.zone.clone() }.local(self.now);
            if begins.date() > today {
                return None;
            }
            if begins.date() == today && !exceptions.contains(&at) {
                return Some(begins);
            }
        }
        None
    }

    fn moment(&self, property: &Property<'_>) -> Option<Moment> {
        self.moments(property).next()
    }

    /// `20261123T093000Z`, `20261123T093000` with or without a zone, `20261123`; several with commas between.
    fn moments<'p>(&self, property: &'p Property<'_>) -> impl Iterator<Item = Moment> + use<'p> {
        let own = self.now.time_zone().clone();
        let named = property.params.iter().find(|param| param.key.as_str().eq_ignore_ascii_case("TZID"));
        let named = named.and_then(|param| param.val.as_ref()).map(|zone| zone.as_str().trim_matches('"'));
        let zone = named.and_then(|name| TimeZone::get(name).ok()).unwrap_or(own);
        property.val.as_str().split(',').take(MOST_RULES).filter_map(move |text| {
            let text = text.trim();
            match text.split_once('T') {
                None => Some(Moment { at: Date::strptime("%Y%m%d", text).ok()?.at(0, 0, 0, 0), zone: None }),
                Some(_) => {
                    let at = DateTime::strptime("%Y%m%dT%H%M%S", text.trim_end_matches('Z')).ok()?;
                    let zone = if text.ends_with('Z') { TimeZone::UTC } else { zone.clone() };
                    Some(Moment { at, zone: Some(zone) })
                }
            }
        })
    }
}

/// `rule` with its end on the clock of the event's own `zone`, as everything else in it is.
fn with_own_end(rule: &str, zone: Option<&TimeZone>) -> String {
    let parts = rule.split(';').map(|part| {
        let end = part.strip_prefix("UNTIL=").and_then(|until| match until.split_once('T') {
            None => Some(Date::strptime("%Y%m%d", until).ok()?.at(23, 59, 59, 0)),
            Some(_) => {
                let at = DateTime::strptime("%Y%m%dT%H%M%S", until.trim_end_matches('Z')).ok()?;
                match zone.filter(|_| until.ends_with('Z')) {
                    Some(zone) => {
                        Some(at.to_zoned(TimeZone::UTC).ok()?.with_time_zone(zone.clone()).datetime())
                    }
                    None => Some(at),
                }
            }
        });
        end.map_or_else(|| part.to_owned(), |end| format!("UNTIL={}", end.strftime("%Y%m%dT%H%M%SZ")))
    });
    parts.collect::<Vec<_>>().join(";")
}

fn text_of(component: &Component<'_>, name: &str) -> Option<String> {
    let property = component.find_prop(name)?;
    let text = property.val.clone().unescape_text().as_str().trim().to_owned();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Monday, 14:00 in Paris.
    fn now() -> Zoned {
        "2026-11-23T14:00:00[Europe/Paris]".parse().expect("a moment")
    }

    fn calendar(events: &[&str]) -> String {
        let events: Vec<String> = events
            .iter()
            .map(|event| format!("BEGIN:VEVENT\r\n{}\r\nEND:VEVENT\r\n", event.replace('|', "\r\n")))
            .collect();
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{}END:VCALENDAR\r\n", events.concat())
    }

    fn today(events: &[&str]) -> Vec<String> {
        let found = super::events("mine.ics", calendar(events).as_bytes(), &now()).expect("events");
        let told = |event: Event| {
            let at = event.at.map_or("all day".to_owned(), |at| at.strftime("%H:%M").to_string());
            format!(
                "{at} {}{}",
                event.title,
                if event.place.is_empty() { String::new() } else { format!(", {}", event.place) }
            )
        };
        found.into_iter().map(told).collect()
    }

    #[test]
    fn the_events_of_the_day_are_told_in_the_listeners_own_time() {
        let found = today(&[
            "DTSTART:20261123T170000Z|SUMMARY:Choir|LOCATION:Town Hall\\, room 2",
            "DTSTART;TZID=America/New_York:20261123T040000|SUMMARY:Call",
            "DTSTART:20261123T083000|SUMMARY:Dentist|BEGIN:VALARM|SUMMARY:Alarm|END:VALARM",
            "DTSTART;VALUE=DATE:20261123|SUMMARY:Ann's birthday",
            "DTSTART;VALUE=DATE:20261120|DTEND;VALUE=DATE:20261124|SUMMARY:Fair",
            "DTSTART;VALUE=DATE:20261120|DTEND;VALUE=DATE:20261123|SUMMARY:Over",
            "DTSTART:20261123T230500Z|SUMMARY:Tomorrow here",
            "DTSTART:20261123T090000|STATUS:CANCELLED|SUMMARY:Called off",
            "DTSTART:nonsense|SUMMARY:Broken",
            "SUMMARY:No beginning",
        ]);
        assert_eq!(
            found,
            [
                "all day Ann's birthday",
                "all day Fair",
                "08:30 Dentist",
                "10:00 Call",
                "18:00 Choir, Town Hall, room 2"
            ]
        );
    }

    #[test]
    fn what_comes_again_comes_today_or_not() {
        let found = today(&[
            "UID:1|DTSTART;TZID=Europe/Paris:20260601T090000|RRULE:FREQ=DAILY|SUMMARY:Nine in summer and winter",
            "UID:2|DTSTART:20260105T100000|RRULE:FREQ=WEEKLY;BYDAY=MO,WE|SUMMARY:Mondays",
            "UID:3|DTSTART:20260106T100000|RRULE:FREQ=WEEKLY|SUMMARY:Tuesdays",
            "UID:4|DTSTART;VALUE=DATE:20001123|RRULE:FREQ=YEARLY|SUMMARY:Yearly",
            "UID:5|DTSTART:20260101T110000|RRULE:FREQ=MONTHLY;BYDAY=4MO|SUMMARY:Fourth Monday",
            "UID:6|DTSTART:20261121T120000|RRULE:FREQ=DAILY;COUNT=2|SUMMARY:Over by count",
            "UID:7|DTSTART:20261121T120000|RRULE:FREQ=DAILY;UNTIL=20261122T235959Z|SUMMARY:Over by date",
            "UID:8|DTSTART:20261120T130000|RRULE:FREQ=DAILY;UNTIL=20261123|SUMMARY:Its last day",
            "UID:9|DTSTART:20261101T150000|RRULE:FREQ=DAILY|EXDATE:20261123T150000|SUMMARY:Not today",
            "UID:10|DTSTART:20261101T160000|RRULE:FREQ=DAILY|SUMMARY:Moved",
            "UID:10|DTSTART:20261123T173000|RECURRENCE-ID:20261123T160000|SUMMARY:Moved later",
        ]);
        assert_eq!(
            found,
            [
                "all day Yearly",
                "09:00 Nine in summer and winter",
                "10:00 Mondays",
                "11:00 Fourth Monday",
                "13:00 Its last day",
                "17:30 Moved later"
            ]
        );
    }

    #[test]
    fn a_hostile_calendar_neither_hangs_nor_fails_the_others() {
        let nested = format!("DTSTART:20261123T090000|{}SUMMARY:Nested", "BEGIN:X|".repeat(20_000));
        let found = today(&[
            "DTSTART:19700101T000000|RRULE:FREQ=SECONDLY|SUMMARY:Every second",
            "DTSTART:00010101T000000|RRULE:FREQ=DAILY|SUMMARY:Since the year one",
            "DTSTART:20260101T000000|RRULE:FREQ=DAILY;INTERVAL=0|SUMMARY:Never",
            "DTSTART:20260101T000000|RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30|SUMMARY:No such day",
            &nested,
            "DTSTART:20261123T100000|SUMMARY:Still here",
        ]);
        assert_eq!(found, ["10:00 Still here"]);
        assert!(super::events("x.ics", b"hello", &now()).is_err());
    }
}
