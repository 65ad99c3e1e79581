use std::time::Duration;

use vesper_speech::{Bed, Style};

use crate::cue::Phase;
use crate::near;

/// A tag on a line of a script: what it asks of the performance.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tag {
    Voice(String),
    Style(Style),
    Pace(f32),
    Bed(Option<Bed>),
    Chapter(String),
    Pause(Duration),
    Stretch { weight: f32, least: Duration },
    Bell,
    Breathe { phase: Phase, length: Duration },
}

/// What is wrong with a tag: a sentence, and advice.
pub(crate) type Wrong = (String, String);

pub(crate) const NAMES: [&str; 9] =
    ["voice", "style", "pace", "bed", "chapter", "pause", "stretch", "bell", "breathe"];

/// `plain` is there to end a style that was set for several lines.
pub(crate) const STYLES: [(&str, Style); 6] = [
    ("plain", Style::Plain),
    ("whisper", Style::Whisper),
    ("soft", Style::Soft),
    ("bright", Style::Bright),
    ("grave", Style::Grave),
    ("urgent", Style::Urgent),
];

pub(crate) const PACES: [(&str, f32); 4] =
    [("slower", 0.7), ("slow", 0.85), ("normal", 1.0), ("quick", 1.15)];

const PHASES: [(&str, Phase); 4] =
    [("in", Phase::In), ("hold", Phase::Hold), ("out", Phase::Out), ("rest", Phase::Rest)];

/// The shortest and the longest silence that a script may ask for.
pub(crate) const SILENCE: [Duration; 2] = [Duration::from_millis(100), Duration::from_secs(600)];
/// The shortest and the longest phase of a breath.
const BREATH: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(60)];
/// What a stretch lasts at least where the script does not say.
const LEAST: Duration = Duration::from_secs(1);

const DURATION: &str = "Write it like `8s`, `0.5s`, `2m` or `1m30s`.";

/// `name: value` apart, both trimmed; the value is empty where there is none.
pub(crate) fn parts(text: &str) -> (&str, &str) {
    match text.split_once(':') {
        Some((name, value)) => (name.trim(), value.trim()),
        None => (text.trim(), ""),
    }
}

impl Tag {
    /// Reads the text of a tag, without its `#`.
    pub(crate) fn parse(text: &str) -> Result<Tag, Wrong> {
        let (name, value) = parts(text);
        match name {
            "voice" => Ok(Tag::Voice(needed(name, value)?.to_owned())),
            "style" => word(name, value, &STYLES).map(Tag::Style),
            "pace" => pace(value).map(Tag::Pace),
            "bed" => bed(value).map(Tag::Bed),
            "chapter" => Ok(Tag::Chapter(needed(name, value)?.to_owned())),
            "pause" => duration(name, value, SILENCE).map(Tag::Pause),
            "stretch" => stretch(value),
            "bell" if value.is_empty() => Ok(Tag::Bell),
            "bell" => {
                Err((format!("A bell takes no value, and `{value}` was given."), "Write `# bell`.".into()))
            }
            "breathe" => breathe(value),
            _ => Err((format!("There is no tag `{name}`."), near::advice(name, NAMES))),
        }
    }
}

fn needed<'a>(name: &str, value: &'a str) -> Result<&'a str, Wrong> {
    if value.is_empty() {
        return Err((format!("The tag `{name}` has no value."), format!("Write `# {name}: …`.")));
    }
    Ok(value)
}

fn word<T: Copy>(name: &str, value: &str, known: &[(&'static str, T)]) -> Result<T, Wrong> {
    let names: Vec<&'static str> = known.iter().map(|(word, _)| *word).collect();
    known
        .iter()
        .find(|(word, _)| *word == value)
        .map(|(_, meaning)| *meaning)
        .ok_or_else(|| (format!("There is no {name} `{value}`."), near::advice(value, names)))
}

fn pace(value: &str) -> Result<f32, Wrong> {
    if !value.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return word("pace", value, &PACES);
    }
    match value.parse::<f32>() {
        Ok(factor) if (0.5..=2.0).contains(&factor) => Ok(factor),
        _ => Err((
            format!("A pace of `{value}` cannot be spoken."),
            "Use a factor from 0.5 to 2, or `slow`, `slower`, `quick`, `normal`.".into(),
        )),
    }
}

fn bed(value: &str) -> Result<Option<Bed>, Wrong> {
    if value == "none" {
        return Ok(None);
    }
    let names = Bed::ALL.into_iter().map(Bed::name).chain(["none"]);
    Bed::named(value)
        .map(Some)
        .ok_or_else(|| (format!("There is no bed `{value}`."), near::advice(value, names)))
}

fn stretch(value: &str) -> Result<Tag, Wrong> {
    let (weight, least) = match value.split_once("least") {
        Some((weight, least)) => (weight.trim(), duration("stretch", least.trim(), SILENCE)?),
        None => (value, LEAST),
    };
    if weight.is_empty() {
        return Ok(Tag::Stretch { weight: 1.0, least });
    }
    match weight.parse::<f32>() {
        Ok(weight) if (0.1..=100.0).contains(&weight) => Ok(Tag::Stretch { weight, least }),
        _ => Err((
            format!("A stretch cannot weigh `{weight}`."),
            "Use a number from 0.1 to 100, as in `# stretch: 2` or `# stretch: 2 least 5s`.".into(),
        )),
    }
}

fn breathe(value: &str) -> Result<Tag, Wrong> {
    let Some((phase, length)) = value.split_once(char::is_whitespace) else {
        return Err((
            format!("`{value}` is no phase of a breath with its length."),
            "Write it like `# breathe: in 4s`; the phases are `in`, `hold`, `out`, `rest`.".into(),
        ));
    };
    Ok(Tag::Breathe {
        phase: word("phase of a breath", phase, &PHASES)?,
        length: duration("breathe", length.trim(), BREATH)?,
    })
}

pub(crate) fn duration(name: &str, value: &str, [least, most]: [Duration; 2]) -> Result<Duration, Wrong> {
    let length = span(needed(name, value)?)
        .ok_or_else(|| (format!("`{value}` is no length of time."), DURATION.to_owned()))?;
    if length < least || length > most {
        return Err((
            format!("A {name} of `{value}` is out of range."),
            format!("It may last from {}s to {}s.", least.as_secs_f32(), most.as_secs_f32()),
        ));
    }
    Ok(length)
}

/// Minutes and seconds as in `1m30s`, `2m`, `8s`, `0.5s`; at most an hour.
pub(crate) fn span(value: &str) -> Option<Duration> {
    let (minutes, rest) = match value.split_once('m') {
        Some((minutes, rest)) => (minutes.trim().parse::<u32>().ok()?, rest.trim()),
        None => (0, value),
    };
    let seconds = match rest.strip_suffix('s') {
        Some(seconds) => number(seconds.trim())?,
        None if rest.is_empty() && minutes > 0 => 0.0,
        None => return None,
    };
    let total = f64::from(minutes) * 60.0 + seconds;
    (total <= 3600.0).then(|| Duration::from_millis((total * 1000.0).round() as u64))
}

/// Digits with at most one point: `f64` would also read `inf`, `1e9` and `-1`.
pub(crate) fn number(text: &str) -> Option<f64> {
    let plain = text.chars().all(|c| c.is_ascii_digit() || c == '.') && text.len() <= 12;
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_read() {
        for (text, millis) in [
            ("8s", 8000),
            ("0.5s", 500),
            ("1m30s", 90_000),
            ("2m", 120_000),
            ("1m 5s", 65_000),
            ("10m", 600_000),
        ] {
            assert_eq!(Tag::parse(&format!("pause: {text}")), Ok(Tag::Pause(Duration::from_millis(millis))));
        }
        for text in
            ["", "8", "s", "m", "-1s", "0.05s", "11m", "1e3s", "infs", "8 seconds", "0s", "4294967296m"]
        {
            assert!(Tag::parse(&format!("pause: {text}")).is_err(), "{text:?} was taken");
        }
    }

    #[test]
    fn misspelt_values_name_what_was_meant() {
        let advice = |tag: &str| Tag::parse(tag).expect_err("a fault").1;
        assert_eq!(advice("bed: rian"), "Did you mean `rain`?");
        assert_eq!(advice("paus: 3s"), "Did you mean `pause`?");
        assert_eq!(advice("style: wisper"), "Did you mean `whisper`?");
        assert_eq!(advice("breathe: inn 4s"), "Did you mean `in`?");
        assert!(advice("style: loud").contains("`grave`"));
    }
}
