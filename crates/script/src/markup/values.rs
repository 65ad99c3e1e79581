//! The values of attributes. What cannot be read is nothing, what is too much is as much as there is; both are told.

use std::time::Duration;

use super::manner::{LOUDNESS, PACE, PITCH, Step};
use crate::near;
use crate::tag::{self, SILENCE, Wrong};

/// How long the breaks of each strength last, in seconds: as in Azure's speech service, because SSML leaves it open.
const STRENGTHS: [(&str, f64); 6] =
    [("none", 0.0), ("x-weak", 0.25), ("weak", 0.5), ("medium", 0.75), ("strong", 1.0), ("x-strong", 1.25)];

/// The middle ones are those of the tag `pace`.
const RATES: [(&str, f32); 6] =
    [("x-slow", 0.7), ("slow", 0.85), ("medium", 1.0), ("default", 1.0), ("fast", 1.15), ("x-fast", 1.35)];

/// Semitones.
const PITCHES: [(&str, f32); 6] =
    [("x-low", -4.0), ("low", -2.0), ("medium", 0.0), ("default", 0.0), ("high", 2.0), ("x-high", 4.0)];

/// Decibels.
const VOLUMES: [(&str, f32); 7] = [
    ("silent", -40.0),
    ("x-soft", -12.0),
    ("soft", -6.0),
    ("medium", 0.0),
    ("default", 0.0),
    ("loud", 3.0),
    ("x-loud", 6.0),
];

/// Factor of the pace and decibels: who stresses a word says it slower and louder.
const EMPHASES: [(&str, (f32, f32)); 4] =
    [("strong", (0.85, 3.0)), ("moderate", (0.92, 1.5)), ("none", (1.0, 0.0)), ("reduced", (1.08, -3.0))];

/// The meaning of one of the words that are `known`.
pub(super) fn word<T: Clone>(
    what: &str,
    value: &str,
    known: &[(&'static str, T)],
    wrong: &mut Vec<Wrong>,
) -> Option<T> {
    let found = known.iter().find(|(name, _)| name.eq_ignore_ascii_case(value));
    if found.is_none() {
        let names: Vec<&'static str> = known.iter().map(|(name, _)| *name).collect();
        wrong.push((format!("There is no {what} `{value}`."), near::advice(value, names)));
    }
    found.map(|(_, meaning)| meaning.clone())
}

/// `2s`, `500ms`, `1m30s`, as seconds.
pub(super) fn time(value: &str, wrong: &mut Vec<Wrong>) -> Option<f64> {
    let seconds = match value.strip_suffix("ms") {
        Some(millis) => tag::number(millis.trim()).map(|millis| millis / 1000.0),
        None => match value.strip_suffix('s').map(str::trim).and_then(tag::number) {
            Some(seconds) => Some(seconds),
            None => tag::span(value).map(|span: Duration| span.as_secs_f64()),
        },
    };
    let longest = SILENCE[1].as_secs_f64();
    match seconds {
        None => {
            let what = format!("`{value}` is no length of time.");
            wrong.push((what, "Write it like `2s`, `0.5s`, `500ms` or `1m30s`.".to_owned()));
        }
        Some(seconds) if seconds > longest => {
            let what = format!("A silence of `{value}` is out of range, so it lasts {longest}s.");
            wrong.push((what, format!("It may last from 0s to {longest}s.")));
        }
        Some(_) => {}
    }
    seconds.map(|seconds| seconds.min(longest))
}

pub(super) fn strength(value: &str, wrong: &mut Vec<Wrong>) -> Option<f64> {
    word("strength", value, &STRENGTHS, wrong)
}

pub(super) fn emphasis(level: &str, wrong: &mut Vec<Wrong>) -> Option<(f32, f32)> {
    word("level", level, &EMPHASES, wrong)
}

/// A factor: words, `80%` of the voice's own, `+20%` or `-20%` of what it was, or a plain factor.
pub(super) fn rate(value: &str, wrong: &mut Vec<Wrong>) -> Option<Step> {
    let number = Number::of(value);
    let step = match (number.unit, number.sign, number.size) {
        ("%", Some(sign), Some(size)) => Step::By(1.0 + sign * size / 100.0),
        ("%", None, Some(size)) => Step::To(size / 100.0),
        ("", None, Some(size)) => Step::To(size),
        _ => return word("rate", value, &RATES, wrong).map(Step::To),
    };
    Some(within("rate", value, step, PACE, "from 50% to 200%", wrong))
}

/// Semitones: words, `+2st`, `-10%`.
pub(super) fn pitch(value: &str, wrong: &mut Vec<Wrong>) -> Option<Step> {
    let number = Number::of(value);
    let by = match (number.unit, number.sign, number.size) {
        ("st", sign, Some(size)) => sign.unwrap_or(1.0) * size,
        ("%", Some(sign), Some(size)) => 12.0 * (1.0 + sign * size / 100.0).max(0.001).log2(),
        (_, _, Some(_)) => {
            let what = format!("A pitch of `{value}` cannot be reckoned: every voice has its own.");
            wrong.push((what, "Write how far it goes up or down: `+2st` or `-10%`.".to_owned()));
            return None;
        }
        _ => return word("pitch", value, &PITCHES, wrong).map(Step::To),
    };
    Some(within("pitch", value, Step::By(by), PITCH, "from -6st to +6st", wrong))
}

/// Decibels: words, `+3dB`, `-6dB`.
pub(super) fn volume(value: &str, wrong: &mut Vec<Wrong>) -> Option<Step> {
    let number = Number::of(value);
    let by = match (number.unit, number.sign, number.size) {
        ("dB", sign, Some(size)) => sign.unwrap_or(1.0) * size,
        (_, _, Some(_)) => {
            let what = format!("`{value}` is no volume.");
            wrong.push((what, "Write it in decibels, `+3dB` or `-6dB`, or as `soft` or `loud`.".to_owned()));
            return None;
        }
        _ => return word("volume", value, &VOLUMES, wrong).map(Step::To),
    };
    Some(within("volume", value, Step::By(by), LOUDNESS, "from -40dB to +6dB", wrong))
}

fn within(
    name: &str,
    value: &str,
    step: Step,
    [least, most]: [f32; 2],
    range: &str,
    wrong: &mut Vec<Wrong>,
) -> Step {
    let (Step::To(wanted) | Step::By(wanted)) = step;
    if (least..=most).contains(&wanted) {
        return step;
    }
    let what = format!("A {name} of `{value}` is out of range, so it goes as far as it can.");
    wrong.push((what, format!("It may be {range}.")));
    let held = wanted.clamp(least, most);
    match step {
        Step::To(_) => Step::To(held),
        Step::By(_) => Step::By(held),
    }
}

/// A number with its sign and its unit, as far as these are there.
struct Number<'a> {
    sign: Option<f32>,
    size: Option<f32>,
    unit: &'a str,
}

impl<'a> Number<'a> {
    fn of(value: &'a str) -> Number<'a> {
        let (sign, rest) = match value.as_bytes().first() {
            Some(b'+') => (Some(1.0), &value[1..]),
            Some(b'-') => (Some(-1.0), &value[1..]),
            _ => (None, value),
        };
        let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
        let size = Some(&rest[..digits]).filter(|digits| !digits.is_empty()).and_then(tag::number);
        Number { sign, size: size.map(|size| size as f32), unit: rest[digits..].trim() }
    }
}
