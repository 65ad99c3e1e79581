//! A meditation as an ink script: a knot and a chapter for each phase. What is told of it and what is written of it come from
//! the same steps.

use std::fmt::{self, Write};
use std::time::Duration;

use vesper_script::{Cue, Phase as Side, parse_traits};
use vesper_speech::{Line, NARRATOR, Style, Voice};

use super::form::{After, Breath, Meditation, Step};
use super::sheets::Sheets;
use super::silence;
use super::wish::{Intent, Wish, bed_name};

/// How slowly all is said, as a factor and as scripts call it.
pub(crate) const PACE: f32 = 0.85;
const SLOW: &str = "slow";
/// How much longer than it is written a script can be played, as a factor.
const LONGER: u32 = 2;
/// The longest that a script may last, in minutes.
const MOST: u32 = 180;

pub(crate) fn write(meditation: &Meditation, sheets: &Sheets) -> String {
    let mut text = String::new();
    // A String takes whatever is written.
    match whole(meditation, sheets, &mut text) {
        Ok(()) | Err(fmt::Error) => text,
    }
}

fn whole(meditation: &Meditation, sheets: &Sheets, text: &mut String) -> fmt::Result {
    header(meditation, sheets, text)?;
    let wish = &meditation.wish;
    for (at, phase) in meditation.phases.iter().enumerate() {
        writeln!(text, "\n=== phase_{} ===", at + 1)?;
        writeln!(text, "# chapter: {}", phase.chapter)?;
        if at == 0 {
            writeln!(text, "# bed: {}", bed_name(wish.bed))?;
        }
        writeln!(text, "# pace: {SLOW}")?;
        if style(wish) == Style::Soft {
            writeln!(text, "# style: soft")?;
        }
        phase.steps.iter().try_for_each(|step| self::step(step, text))?;
        match at + 1 < meditation.phases.len() {
            true => writeln!(text, "-> phase_{}", at + 2)?,
            false => writeln!(text, "-> END")?,
        }
    }
    Ok(())
}

fn header(meditation: &Meditation, sheets: &Sheets, text: &mut String) -> fmt::Result {
    let wish = &meditation.wish;
    let techniques: Vec<&str> = meditation
        .phases
        .iter()
        .filter(|phase| matches!(phase.part, super::plan::Part::Technique(_)))
        .map(|phase| phase.chapter.as_str())
        .collect();
    let minutes = wish.length();
    let about = sheets
        .words
        .fill("about", &[("minutes", &minutes.to_string()), ("techniques", &techniques.join(", "))]);
    writeln!(text, "# title: {}", meditation.title)?;
    writeln!(text, "# by: Vesper")?;
    writeln!(text, "# about: {about}")?;
    writeln!(text, "# kind: meditation")?;
    writeln!(text, "# language: {}", wish.tag())?;
    if !wish.voice.is_empty() {
        writeln!(text, "# cast: {NARRATOR} = {}", wish.voice)?;
    }
    let least = silence::least_minutes(meditation).min(minutes);
    let most = (minutes * LONGER).min(MOST);
    writeln!(text, "# minutes: {least}-{most} usually {minutes}")?;
    writeln!(text, "# mood: {}", wish.intent.name())?;
    writeln!(text, "-> phase_1")
}

fn step(step: &Step, text: &mut String) -> fmt::Result {
    match step {
        Step::Bell => writeln!(text, "# bell"),
        Step::Pause(seconds) => writeln!(text, "# pause: {seconds}s"),
        Step::Quiet(seconds) => writeln!(text, "# stretch: {}", weight(*seconds)),
        Step::Say { text: said, after: After::Line } => writeln!(text, "{said}"),
        Step::Say { text: said, after: After::Quiet(seconds) } => {
            writeln!(text, "{said} # stretch: {}", weight(*seconds))
        }
        Step::Breath { breath, seconds, text: said } => {
            let gap = if said.is_empty() { "" } else { " " };
            writeln!(text, "{said}{gap}# breathe: {} {seconds}s", breath.name())
        }
    }
}

/// A tenth of the seconds that are planned: what is left over is then shared as it was planned.
fn weight(seconds: u32) -> f32 {
    (seconds as f32 / 10.0).clamp(0.1, 100.0)
}

/// What a phase begins with.
pub(crate) fn beginning(wish: &Wish, chapter: &str, first: bool) -> Vec<Cue> {
    let bed = first.then_some(Cue::Bed(wish.bed));
    std::iter::once(Cue::Chapter(chapter.to_owned())).chain(bed).collect()
}

/// A step as the script performs it.
pub(crate) fn cues(wish: &Wish, step: &Step) -> Vec<Cue> {
    let stretch = |seconds: u32| Cue::Stretch { weight: weight(seconds), least: Duration::from_secs(1) };
    match step {
        Step::Bell => vec![Cue::Bell],
        Step::Pause(seconds) => vec![Cue::Pause(Duration::from_secs((*seconds).into()))],
        Step::Quiet(seconds) => vec![stretch(*seconds)],
        Step::Say { text, after: After::Line } => vec![Cue::Say(line(wish, text))],
        Step::Say { text, after: After::Quiet(seconds) } => {
            vec![Cue::Say(line(wish, text)), stretch(*seconds)]
        }
        Step::Breath { breath, seconds, text } => vec![Cue::Breath {
            phase: match breath {
                Breath::In => Side::In,
                Breath::Hold => Side::Hold,
                Breath::Out => Side::Out,
                Breath::Rest => Side::Rest,
            },
            length: Duration::from_secs((*seconds).into()),
            line: (!text.is_empty()).then(|| line(wish, text)),
        }],
    }
}

pub(crate) fn line(wish: &Wish, text: &str) -> Line {
    Line {
        text: text.to_owned(),
        voice: Voice { traits: parse_traits(&wish.voice).unwrap_or_default(), ..Voice::narrator() },
        style: style(wish),
        pace: PACE,
        language: wish.tag().to_owned(),
        ..Line::default()
    }
}

fn style(wish: &Wish) -> Style {
    if wish.intent == Intent::Sleep { Style::Soft } else { Style::Plain }
}
