//! What a script may cost. Everything the compiler and the runtime do with a script is bounded from here, so that
//! a hostile one ends in a fault and not in a full memory or a loop without end.

use crate::fault::Fault;
use crate::source::Source;

/// Bytes of a script with everything that it includes.
pub(crate) const BYTES: usize = 2 << 20;
/// Lines of a script with everything that it includes: the compiler's time can grow with their square.
pub(crate) const LINES: usize = 20_000;
/// Characters of a line.
pub(crate) const COLUMNS: usize = 4_000;
/// Files that a script may include, and how deep includes may nest.
pub(crate) const FILES: usize = 32;
pub(crate) const INCLUDES: usize = 8;
/// `{` within `{`.
const BRACES: usize = 24;
/// `(` within `(`.
const PARENS: usize = 24;
/// Branches of one `{ … }`: each nests within the one before.
const BRANCHES: usize = 50;
/// Marks of choices and gathers on one line: `* * *`.
const MARKS: usize = 12;
/// Cues of one passage.
pub(crate) const CUES: usize = 5_000;
/// Steps of the runtime for one line, and for one passage.
pub(crate) const LINE_STEPS: u64 = 5_000;
pub(crate) const PASSAGE_STEPS: u64 = 60_000;
/// Characters of one value that a script computes, and of one line as it is spoken.
pub(crate) const VALUE: usize = 4_000;
/// Faults that are reported before the reader is asked to mend those first.
pub(crate) const FAULTS: usize = 50;

/// Refuses what would make the compiler recurse or repeat itself without measure.
pub(crate) fn check(source: &Source) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut blocks: Vec<usize> = Vec::new();
    for row in &source.rows {
        if let Some((what, advice)) = too_much(&row.text, &mut blocks) {
            faults.push(source.fault(row, what, advice));
            blocks.clear();
        }
        if faults.len() >= FAULTS {
            break;
        }
    }
    faults
}

/// `blocks` holds the branches seen in each open brace.
fn too_much(text: &str, blocks: &mut Vec<usize>) -> Option<(String, &'static str)> {
    if text.chars().count() > COLUMNS {
        return Some((
            format!("This line is longer than {COLUMNS} characters."),
            "Break it into paragraphs.",
        ));
    }
    let marks = text.chars().take_while(|c| matches!(c, '*' | '+' | '-' | ' ' | '\t'));
    if marks.filter(|c| !c.is_whitespace()).count() > MARKS {
        return Some((
            format!("More than {MARKS} marks of choices or gathers begin this line."),
            "Move the inner choices to a knot of their own.",
        ));
    }
    if text.trim_start().starts_with('-')
        && let Some(branches) = blocks.last_mut()
    {
        *branches += 1;
        if *branches > BRANCHES {
            return Some((
                format!("These braces have more than {BRANCHES} branches."),
                "Spread them over several, or is a `}` missing above?",
            ));
        }
    }
    nesting(text, blocks)
}

fn nesting(text: &str, blocks: &mut Vec<usize>) -> Option<(String, &'static str)> {
    let mut parens = 0usize;
    let mut escaped = false;
    for c in text.chars() {
        match c {
            _ if escaped => {}
            '{' => blocks.push(0),
            '}' => drop(blocks.pop()),
            '(' => parens += 1,
            ')' => parens = parens.saturating_sub(1),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        if blocks.len() > BRACES {
            return Some((
                format!("Braces nest deeper than {BRACES} here."),
                "Move the inner ones to a knot, or is a `}` missing above?",
            ));
        }
        if parens > PARENS {
            return Some((
                format!("Parentheses nest deeper than {PARENS} here."),
                "Compute it in several steps.",
            ));
        }
    }
    None
}
