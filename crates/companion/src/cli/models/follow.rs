//! Watching the work on models: a bar each, or a line of JSON each time one changes.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use vesper::models::{Models, State};
use vesper_catalog::{Progress, Step, size_in_words};

use super::Words;

const LOOK: Duration = Duration::from_millis(100);
const JSON_BETWEEN: u32 = 5;

/// Shows what is under way until `is_over` says that it is enough. Once `interrupted`, all of it is paused.
pub(super) fn follow(models: &Models, interrupted: &AtomicBool, words: Words, is_over: impl Fn() -> bool) {
    let mut shown = Shown { bars: BTreeMap::new(), all: MultiProgress::new(), words };
    for look in 0_u32.. {
        let over = is_over();
        for (id, state) in models.states() {
            if let State::Working(progress) = &state
                && (!words.json || look.is_multiple_of(JSON_BETWEEN))
            {
                shown.progress(&id, progress);
            }
        }
        if interrupted.load(Ordering::Acquire) {
            models.pause_all();
        }
        if over {
            break;
        }
        std::thread::sleep(LOOK);
    }
    shown.bars.values().for_each(|bar| bar.finish_and_clear());
}

struct Shown {
    bars: BTreeMap<String, ProgressBar>,
    all: MultiProgress,
    words: Words,
}

impl Shown {
    fn progress(&mut self, id: &str, progress: &Progress) {
        if self.words.json {
            return self.words.value(&value(id, progress));
        }
        let bar = self.bars.entry(id.to_owned()).or_insert_with(|| self.all.add(bar(id)));
        bar.set_length(progress.total.unwrap_or(0));
        bar.set_position(progress.done);
        bar.set_message(message(progress));
    }
}

fn bar(id: &str) -> ProgressBar {
    let bar = ProgressBar::new(0).with_prefix(id.to_owned());
    match ProgressStyle::with_template("{prefix}  {wide_msg}\n  {wide_bar} {percent:>3} %") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn message(progress: &Progress) -> String {
    // That it is being fetched, the figures say.
    let step = Some(step(progress.step)).filter(|_| progress.step != Step::Fetching);
    let mut words: Vec<String> = step.into_iter().map(str::to_owned).collect();
    match progress.total {
        Some(total) => words.push(format!("{} of {}", size_in_words(progress.done), size_in_words(total))),
        None => words.push(size_in_words(progress.done)),
    }
    if let Some(speed) = progress.speed.filter(|speed| speed.is_finite() && *speed >= 1.0) {
        words.push(format!("{}/s", size_in_words(speed as u64)));
    }
    if let Some(left) = progress.left {
        words.push(format!("{} left", duration(left)));
    }
    words.join(", ")
}

fn step(step: Step) -> &'static str {
    match step {
        Step::Resolving => "asking",
        Step::Waiting => "waiting for another Vesper",
        Step::Fetching => "fetching",
        Step::Retrying => "trying again",
        Step::Verifying => "checking",
        Step::Copying => "copying",
    }
}

fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..90 => format!("{seconds} s"),
        90..5400 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{} h {:02} min", seconds / 3600, seconds % 3600 / 60),
    }
}

fn value(id: &str, progress: &Progress) -> Value {
    let step = match progress.step {
        Step::Resolving => "resolving",
        Step::Waiting => "waiting",
        Step::Fetching => "fetching",
        Step::Retrying => "retrying",
        Step::Verifying => "verifying",
        Step::Copying => "copying",
    };
    json!({
        "event": "progress",
        "id": id,
        "step": step,
        "file": progress.file,
        "done": progress.done,
        "total": progress.total,
        "speed": progress.speed,
        "left": progress.left.map(|left| left.as_secs_f64()),
    })
}
