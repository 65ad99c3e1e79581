//! The markup in a script as it was written: what can be said of it before it is performed.

use std::ops::Range;

use vesper_speech::Voice;

use crate::fault::Fault;
use crate::source::{Row, Source};
use crate::{markup, outline};

/// What is wrong with the markup of a row of content, whose tags stand at `tags`. Where the script `glues`, any row may
/// be part of a longer line.
pub(crate) fn check(
    source: &Source,
    row: &Row,
    tags: &[Range<usize>],
    glues: bool,
    cast: &[Voice],
) -> Vec<Fault> {
    if !row.text.contains(['<', '[']) {
        return Vec::new();
    }
    let mut words = row.text.clone();
    tags.iter().for_each(|tags| blank(&mut words, tags.clone()));
    let begin = words.len() - words.trim_start_matches(['*', '+', '-', ' ', '\t']).len();
    let choice = outline::level(words[..begin].trim_start_matches(['-', ' ', '\t']), &['*', '+']) > 0;
    blank(&mut words, 0..begin);
    let mut faults = Vec::new();
    if choice
        && let Some((open, close)) =
            words.find('[').and_then(|open| Some((open, open + words[open..].find(']')?)))
    {
        if markup::directs(&words[open + 1..close]) {
            let what = "In a choice these brackets are ink's own, so this is no direction.";
            let advice = "Write `<break time=\"2s\"/>` or another tag, or put it on the next line.";
            faults.push(at(source, row, open, what.into(), advice.into()));
        }
        blank(&mut words, open..open + 1);
        blank(&mut words, close..close + 1);
    }
    // A divert or a branch may bring the rest of the line.
    let part = glues || choice || ["{", "->", "|", "}"].iter().any(|mark| row.text.contains(mark));
    let wrong = markup::check(&words, part, cast);
    faults.extend(wrong.into_iter().map(|(byte, (what, advice))| at(source, row, byte, what, advice)));
    faults
}

/// Spaces instead of a part of `words`, so that every byte stays where it is.
fn blank(words: &mut String, part: Range<usize>) {
    let spaces = " ".repeat(part.len());
    words.replace_range(part, &spaces);
}

fn at(source: &Source, row: &Row, byte: usize, what: String, advice: String) -> Fault {
    let before = row.text.get(..byte).map_or(0, |before| before.chars().count());
    Fault { column: u32::try_from(before + 1).unwrap_or(0), ..source.fault(row, what, advice) }
}
