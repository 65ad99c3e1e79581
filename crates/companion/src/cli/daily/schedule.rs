//! The day at a time that was agreed: agreeing on it, making it ready, waiting for it.

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Args;
use jiff::civil::Time;
use jiff::{SignedDuration, Zoned};
use serde_json::json;
use vesper::daily::{
    Days, Length, Schedule, Step, Wish, forget_ready, make_ready, ready, schedule, set_schedule, settle, step,
};
use vesper::{Companion, Home, Kept, Settings};
use vesper_speech::{ChatModel, Error};

use super::{Daily, aloud, length};
use crate::cli::{Words, interrupt};

/// A day that is made ready is for the time that was agreed, where that is no further away.
const SOON: SignedDuration = SignedDuration::from_hours(3);
/// How often is looked whether the listener pressed Ctrl-C.
const LOOK: Duration = Duration::from_millis(100);

#[derive(Args)]
pub(super) struct Agreed {
    /// When, such as 7:30 or 19:05 by your own clock; or `off`. Without it, what was agreed is shown.
    #[arg(value_name = "TIME|off", value_parser = when)]
    at: Option<When>,
    /// On which days: mon-fri, sat,sun, daily.
    #[arg(long, value_parser = days, default_value = "daily", requires = "at")]
    days: Days,
    /// How long it is: 1, 3 or 10.
    #[arg(long, short, value_parser = length, default_value = "3", requires = "at")]
    minutes: Length,
}

#[derive(Clone, Copy)]
enum When {
    Off,
    At(Time),
}

fn when(text: &str) -> std::result::Result<When, String> {
    if text == "off" {
        return Ok(When::Off);
    }
    let read = text.split_once(':').and_then(|(hour, minute)| {
        let whole = |digits: &str| digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = |digits: &str| digits.parse::<i8>().ok().filter(|_| whole(digits));
        Time::new(number(hour)?, number(minute).filter(|_| minute.len() == 2)?, 0, 0).ok()
    });
    read.map(When::At).ok_or_else(|| "give a time from 0:00 to 23:59, or `off`".into())
}

fn days(text: &str) -> std::result::Result<Days, String> {
    Days::parse(text).map_err(|error| format!("{} {}", error.what, error.advice))
}

/// Agrees on a time, or shows what was agreed.
pub(super) fn agree(home: &Home, agreed: &Agreed, words: Words) -> Result<ExitCode> {
    let now = Zoned::now();
    let kept = match agreed.at {
        None => words.opened(Kept::look(home)?),
        Some(at) => {
            let kept = words.opened(Kept::open(home)?);
            let since = now.timestamp().as_second();
            let schedule = match at {
                When::Off => None,
                When::At(at) => Some(Schedule { at, days: agreed.days, length: agreed.minutes, since }),
            };
            set_schedule(&kept, schedule.as_ref())?;
            kept
        }
    };
    show(schedule(&kept)?, &now, words);
    words.printed()?;
    Ok(ExitCode::SUCCESS)
}

fn show(schedule: Option<Schedule>, now: &Zoned, words: Words) {
    let next = schedule.and_then(|schedule| schedule.standing(None, now).next);
    if words.json {
        return words.value(&json!({
            "event": "schedule",
            "at": schedule.map(|schedule| schedule.at.strftime("%H:%M").to_string()),
            "days": schedule.map(|schedule| schedule.days.to_string()),
            "minutes": schedule.map(|schedule| schedule.length.minutes()),
            "next": next.map(|next| next.timestamp().as_second()),
        }));
    }
    let Some(schedule) = schedule else {
        return words.line("No time is agreed: the day is told when you ask for it. `vesper daily schedule 7:30` agrees on one.");
    };
    let minutes = vesper::counted(schedule.length.minutes().into(), "minute");
    words.line(&format!("{} at {}, {minutes}.", schedule.days, schedule.at.strftime("%H:%M")));
    if let Some(next) = next {
        words.line(&format!(
            "Next: {}, where `vesper daily wait` runs; `vesper daily ready` has it ready before.",
            next.strftime("%A, %Y-%m-%d %H:%M")
        ));
    }
}

impl Daily {
    /// Fetches and writes the day for the time that was agreed, or for now, and says nothing of it.
    pub(super) fn make_ready(&self, home: &Home, words: Words) -> Result<ExitCode> {
        let opening = Kept::open(home)?;
        let settings = self.manner.over(opening.kept.settings()?);
        let kept = words.opened(opening);
        let now = Zoned::now();
        let agreed = schedule(&kept)?;
        let next = agreed.and_then(|agreed| agreed.standing(None, &now).next);
        let due = next.filter(|next| next.duration_since(&now) <= SOON);
        let length = agreed.filter(|_| due.is_some()).map_or(self.minutes, |agreed| agreed.length);
        let pressed = interrupt::watch()?;
        self.write_for(home, &kept, &settings, length, &due.unwrap_or(now), &pressed, words)?;
        Ok(ExitCode::SUCCESS)
    }

    #[allow(clippy::too_many_arguments, reason = "each is another thing of the listener's")]
    fn write_for(
        &self,
        home: &Home,
        kept: &Kept,
        settings: &Settings,
        length: Length,
        due: &Zoned,
        pressed: &AtomicBool,
        words: Words,
    ) -> Result<()> {
        self.has_sources(kept)?;
        let gathered = self.gather(home, kept, words)?;
        let wish = Wish { length, ..self.wish(settings) };
        let check = || if pressed.load(Ordering::Acquire) { Err(Error::stopped()) } else { Ok(()) };
        let mut model = self.opened_model(home, kept, words)?;
        let model = model.as_mut().map(|model| model.as_mut() as &mut dyn ChatModel);
        let briefing = make_ready(home, &wish, &gathered.material, due, model, &check)?;
        briefing.trouble().into_iter().for_each(|trouble| words.trouble(trouble));
        Ok(())
    }

    /// Tells what was made ready.
    pub(super) fn tell_ready(&self, home: &Home, words: Words) -> Result<ExitCode> {
        let Some(ready) = ready(home)? else { bail!("no day is ready; `vesper daily ready` makes one") };
        let opening = Kept::open(home)?;
        let settings = self.manner.over(opening.kept.settings()?);
        let kept = opening.kept.clone();
        let mut companion = Companion::open_with(home.clone(), opening, settings)?;
        let model = self.model(home, &kept, words)?;
        let telling = companion.tell_ready(ready, model, Box::new(move |news| aloud::tell(&news, words)))?;
        let code = aloud::follow(&mut companion, telling, self, words)?;
        forget_ready(home)?;
        Ok(code)
    }

    /// Waits for each day that was agreed, makes it ready ahead and tells it, until it is stopped.
    pub(super) fn wait(&self, home: &Home, words: Words) -> Result<ExitCode> {
        let kept = words.opened(Kept::open(home)?);
        let Some(agreed) = schedule(&kept)? else {
            bail!("no time is agreed; `vesper daily schedule 7:30` agrees on one")
        };
        let pressed = interrupt::watch()?;
        show(Some(agreed), &Zoned::now(), words);
        let mut made = ready(home).unwrap_or_default().map(|ready| ready.due());
        while !pressed.load(Ordering::Acquire) {
            match step(&kept, made, &Zoned::now())? {
                Step::Off => break,
                Step::Missed { at, many } => {
                    missed(&at, many, words);
                    settle(&kept, &at)?;
                }
                Step::MakeReady { due } => {
                    // One that cannot be made ready is tried again when it is due.
                    made = Some(due.timestamp().as_second());
                    self.try_ready(home, &kept, &due, &pressed, words)?;
                }
                Step::Tell { due } => {
                    settle(&kept, &due)?;
                    self.tell_due(home, &kept, &due, &pressed, words)?;
                }
                Step::Wait { time, .. } => sleep(time, &pressed),
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn try_ready(
        &self,
        home: &Home,
        kept: &Kept,
        due: &Zoned,
        pressed: &AtomicBool,
        words: Words,
    ) -> Result<bool> {
        let settings = self.manner.over(kept.settings()?);
        let length = schedule(kept)?.map_or(self.minutes, |agreed| agreed.length);
        match self.write_for(home, kept, &settings, length, due, pressed, words) {
            Ok(()) => Ok(true),
            Err(error) => {
                words.error(&error);
                Ok(false)
            }
        }
    }

    /// Tells the day that is due; written now where it is not ready.
    fn tell_due(
        &self,
        home: &Home,
        kept: &Kept,
        due: &Zoned,
        pressed: &AtomicBool,
        words: Words,
    ) -> Result<()> {
        let at = due.timestamp().as_second();
        let is_ready = ready(home).unwrap_or_default().is_some_and(|ready| ready.due() == at);
        if !is_ready && !self.try_ready(home, kept, due, pressed, words)? {
            return Ok(());
        }
        if let Err(error) = self.tell_ready(home, words) {
            words.error(&error);
        }
        Ok(())
    }
}

fn missed(at: &Zoned, many: u32, words: Words) {
    if words.json {
        return words.value(&json!({ "event": "missed", "at": at.timestamp().as_second(), "many": many }));
    }
    let last = at.strftime("%A, %Y-%m-%d %H:%M");
    words.line(&match many {
        1 => format!("Missed: the day of {last}. `vesper daily` tells what is new now."),
        _ => format!("Missed: {many} days, the last that of {last}. `vesper daily` tells what is new now."),
    });
}

fn sleep(time: Duration, pressed: &AtomicBool) {
    let until = Instant::now() + time;
    while !pressed.load(Ordering::Acquire) && Instant::now() < until {
        std::thread::sleep(LOOK.min(until.saturating_duration_since(Instant::now())));
    }
}
