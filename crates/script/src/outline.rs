use serde_json::Value;

use crate::markup::{self, Form};
use crate::source::Row;
use crate::tag::Tag;
use crate::weave;

/// The size of a script, over all its branches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Words that can be spoken, those of the choices included.
    pub words: usize,
    /// Places where the listener chooses.
    pub choices: usize,
    /// In the order of the source; a name that several branches share is there once.
    pub chapters: Vec<String>,
}

impl Outline {
    pub(crate) fn of(ink: &Value, rows: &[Row], tags: &[Tag]) -> Outline {
        let mut words = 0;
        count_words(ink, &mut words);
        let mut chapters: Vec<String> = Vec::new();
        for tag in tags {
            if let Tag::Chapter(name) = tag
                && !chapters.contains(name)
            {
                chapters.push(name.clone());
            }
        }
        Outline { words, choices: choice_points(rows), chapters }
    }
}

/// Compiled text begins with `^`; what stands between `#` and `/#` is a tag.
fn count_words(ink: &Value, words: &mut usize) {
    match ink {
        Value::Array(items) => {
            let mut in_tag = false;
            for item in items {
                match item.as_str() {
                    Some("#") => in_tag = true,
                    Some("/#") => in_tag = false,
                    Some(text) if !in_tag => {
                        let spoken = text
                            .strip_prefix('^')
                            .map(|text| markup::shown(&weave::unweave(text).words, Form::Text));
                        *words += spoken.map_or(0, |text| text.split_whitespace().count());
                    }
                    Some(_) => {}
                    None => count_words(item, words),
                }
            }
        }
        Value::Object(named) => named.values().for_each(|value| count_words(value, words)),
        _ => {}
    }
}

/// Choices of one level belong together until a gather, a knot or a choice further out ends them.
fn choice_points(rows: &[Row]) -> usize {
    let mut points = 0;
    let mut open: Vec<bool> = Vec::new();
    for row in rows {
        let text = row.text.trim();
        if text.starts_with('=') {
            open.clear();
            continue;
        }
        let gathers = level(text, &['-']);
        if gathers > 0 {
            open.truncate(gathers - 1);
        }
        let choices = level(text.trim_start_matches(['-', ' ', '\t']), &['*', '+']);
        if choices > 0 {
            open.resize(choices, false);
            if let Some(begun) = open.last_mut()
                && !std::mem::replace(begun, true)
            {
                points += 1;
            }
        }
    }
    points
}

/// How many of `marks` begin `text`; a `->` is no gather.
pub(crate) fn level(text: &str, marks: &[char]) -> usize {
    let mut rest = text;
    let mut level = 0;
    while !rest.starts_with("->")
        && let Some(next) = rest.strip_prefix(marks)
    {
        level += 1;
        rest = next.trim_start();
    }
    level
}
