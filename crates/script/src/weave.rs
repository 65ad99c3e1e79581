//! Prepares the rows of a script for the ink compiler, and gathers the tags that stand in them.
//!
//! Ink attaches a tag to the words of its line, and a tag on a line of its own to whatever is spoken next. Here a
//! tag stands in time, so a mark is woven in before every group of tags: a few control characters that name the
//! row. A line with nothing but tags thus becomes content of its own, and every tag that comes back from the runtime
//! can say where it was written. Another mark at the head of every knot and stitch says that it begins.

use std::ops::Range;

use vesper_speech::Voice;

use crate::fault::Fault;
use crate::markup::Voices;
use crate::source::{Row, Source};
use crate::tag::Tag;
use crate::{bounds, header, outline, tag, written};

// All are control characters, which no source may hold.
/// Between these two stands the number of a row in hexadecimal digits.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';
/// A knot or stitch begins.
const FRESH: char = '\u{3}';
/// Nothing. The runtime's glue takes the last character before it for one byte long, so where a script glues,
/// every longer character at the end of a text is followed by this one.
const ANCHOR: char = '\u{4}';
/// No space before this.
const JOIN: char = '\u{5}';

/// The rows as the compiler takes them, with every tag that does not depend on a variable.
pub(crate) struct Woven {
    pub(crate) rows: Vec<Row>,
    pub(crate) tags: Vec<Tag>,
}

pub(crate) fn weave(source: &Source, cast: &[Voice]) -> Result<Woven, Vec<Fault>> {
    let mut woven = Woven { rows: Vec::with_capacity(source.rows.len()), tags: Vec::new() };
    let mut faults = Vec::new();
    let mut entering = false;
    let glues = source.rows.iter().any(|row| row.text.contains("<>"));
    for row in &source.rows {
        if faults.len() >= bounds::FAULTS {
            break;
        }
        let trimmed = row.text.trim();
        if trimmed.starts_with('=') {
            entering = !trimmed.trim_start_matches('=').trim_start().starts_with("function");
            if trimmed.contains('#') {
                let what = "A tag cannot stand on the line that names a knot or stitch.";
                faults.push(source.fault(row, what, "Put it on the next line."));
            }
        } else if entering && !trimmed.is_empty() {
            entering = false;
            // Glue, so that a sentence that runs on into the knot is not broken.
            woven.rows.push(Row { text: format!("{FRESH}<>"), ..row.clone() });
        }
        let number = woven.rows.len();
        let logic = is_logic(trimmed);
        let text = bracketed(&row.text);
        let text = if glues && !logic { anchored(&text) } else { text };
        let groups = if logic { Vec::new() } else { groups_of(&text) };
        for tag in groups.iter().flat_map(|group| &group.tags) {
            match check(tag, cast) {
                Ok(Some(tag)) => woven.tags.push(tag),
                Ok(None) => {}
                Err((what, advice)) => faults.push(source.fault(row, what, advice)),
            }
        }
        if !logic {
            let tags: Vec<Range<usize>> =
                groups_of(&row.text).iter().map(|group| group.at..group.end).collect();
            faults.extend(written::check(source, row, &tags, glues, cast));
        }
        if groups.iter().any(|group| group.late) {
            let what = "A tag after a divert is never reached.";
            faults.push(source.fault(row, what, "Put it before the `->`."));
        }
        let (words, divert) = text.split_at(onward(&groups, &text));
        woven.rows.push(Row { text: marked(words, &groups, number), ..row.clone() });
        if !divert.is_empty() {
            // Ink lets the words before a divert run on into those behind it; what has a tag in between does not.
            woven.rows.push(Row { text: divert.to_owned(), ..row.clone() });
        }
    }
    if faults.is_empty() { Ok(woven) } else { Err(faults) }
}

/// Lines that say nothing.
fn is_logic(trimmed: &str) -> bool {
    let bare = trimmed.trim_start_matches(['-', ' ', '\t']);
    ["=", "VAR ", "CONST ", "LIST ", "EXTERNAL "].iter().any(|word| trimmed.starts_with(word))
        || bare.starts_with('~')
}

/// `None` for a tag that a variable takes part in: the performance checks it.
fn check(text: &str, cast: &[Voice]) -> Result<Option<Tag>, tag::Wrong> {
    let (name, _) = tag::parts(text);
    if header::NAMES.contains(&name) {
        return Err((
            format!("The tag `{name}` belongs at the top of the script."),
            "Move it there, before anything else.".into(),
        ));
    }
    if text.contains('{') {
        return Ok(None);
    }
    let tag = Tag::parse(text)?;
    if let Tag::Voice(name) = &tag {
        Voices::Cast(cast).find(name)?;
    }
    Ok(Some(tag))
}

/// Where a divert follows the tags of a line; the end of `text` otherwise.
fn onward(groups: &[Group], text: &str) -> usize {
    let last = groups.iter().rfind(|group| !group.late).map_or(text.len(), |group| group.end);
    if text[last..].starts_with("->") { last } else { text.len() }
}

/// Tags that follow each other, at the byte where the first `#` stands.
struct Group {
    at: usize,
    end: usize,
    tags: Vec<String>,
    /// A divert stands before them, so that they are never reached.
    late: bool,
}

/// Where the compiler will see tags in a line of content.
fn groups_of(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut braces: Vec<Brace> = Vec::new();
    let mut diverted = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            '{' => braces.push(Brace::default()),
            '}' => drop(braces.pop()),
            ':' | '|' => braces.iter_mut().next_back().into_iter().for_each(|brace| brace.content = true),
            '"' => braces.iter_mut().next_back().into_iter().for_each(|brace| brace.quoted ^= true),
            '-' if text[at..].starts_with("->") => diverted |= braces.is_empty(),
            '#' if braces.last().is_none_or(|brace| brace.content || !brace.quoted) => {
                let rest = &text[at + 1..];
                let end = end_of_tags(rest, !braces.is_empty());
                let tags = split_tags(&rest[..end]);
                groups.push(Group { at, end: at + 1 + end, tags, late: diverted && braces.is_empty() });
                while chars.next_if(|(next, _)| *next < at + 1 + end).is_some() {}
            }
            _ => {}
        }
    }
    groups
}

#[derive(Default)]
struct Brace {
    /// Past its condition: what follows is spoken.
    content: bool,
    quoted: bool,
}

/// How many bytes of `text` are tags: up to a divert, to the end of a choice's brackets, or to the end of a branch.
fn end_of_tags(text: &str, in_braces: bool) -> usize {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 && in_braces => return at,
            '}' => depth = depth.saturating_sub(1),
            '|' if depth == 0 && in_braces => return at,
            ']' if depth == 0 => return at,
            '-' if depth == 0 && text[at..].starts_with("->") => return at,
            _ => {}
        }
    }
    text.len()
}

fn split_tags(text: &str) -> Vec<String> {
    let mut tags = vec![String::new()];
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '#' if depth == 0 => {
                tags.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(tag) = tags.last_mut() {
            tag.push(c);
        }
    }
    tags.iter().map(|tag| tag.trim().to_owned()).collect()
}

fn marked(text: &str, groups: &[Group], number: usize) -> String {
    let mut marked = String::with_capacity(text.len() + 8 * groups.len());
    let mut from = 0;
    for group in groups {
        marked.push_str(&text[from..group.at]);
        marked.push_str(&format!("{OPEN}{number:x}{CLOSE}"));
        from = group.at;
    }
    marked.push_str(&text[from..]);
    marked
}

/// A choice with its brackets mended, as in `"I am lost[."]," I said.`
///
/// The compiler moves a quote from behind the brackets into the choice, and puts a space where they were. A mark
/// behind them keeps both from happening.
fn bracketed(text: &str) -> String {
    let choice = outline::level(text.trim_start_matches(['-', ' ', '\t']), &['*', '+']) > 0;
    let Some((before, after)) = text.split_once(']').filter(|(before, _)| choice && before.contains('['))
    else {
        return text.to_owned();
    };
    let words = after.trim_start();
    if words.is_empty() || words.starts_with("->") || words.starts_with('#') {
        return text.to_owned();
    }
    let (space, mark) = if words.len() == after.len() { ("", JOIN) } else { (" ", ANCHOR) };
    format!("{before}]{space}{mark}{words}")
}

/// `text` with an anchor after every character beyond ASCII that may end a text for the compiler.
fn anchored(text: &str) -> String {
    let mut anchored = String::with_capacity(text.len());
    let mut depth = 0usize;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        anchored.push(c);
        let ends = chars.peek().is_none_or(|next| next.is_whitespace() || "<#-{}|[]".contains(*next));
        // Within braces only where a branch ends: elsewhere there may be a condition.
        if !c.is_ascii() && ends && (depth == 0 || matches!(chars.peek(), Some('|' | '}'))) {
            anchored.push(ANCHOR);
        }
    }
    anchored
}

/// What comes back from the runtime, with the marks taken out.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Unwoven {
    /// Without spaces around or doubled.
    pub(crate) words: String,
    /// The number of the last marked row.
    pub(crate) row: Option<usize>,
    /// A knot or stitch has begun.
    pub(crate) fresh: bool,
}

pub(crate) fn unweave(text: &str) -> Unwoven {
    let mut unwoven = Unwoven::default();
    let mut spaced = false;
    let mut number = None;
    for c in text.chars() {
        match c {
            OPEN => number = Some(0usize),
            CLOSE => unwoven.row = number.take().or(unwoven.row),
            FRESH => unwoven.fresh = true,
            ANCHOR => {}
            JOIN => spaced = false,
            _ if let (Some(begun), Some(digit)) = (number, c.to_digit(16)) => {
                number = Some(begun.saturating_mul(16).saturating_add(digit as usize));
            }
            _ if c.is_whitespace() => spaced = true,
            _ => {
                if spaced && !unwoven.words.is_empty() {
                    unwoven.words.push(' ');
                }
                spaced = false;
                unwoven.words.push(c);
            }
        }
    }
    unwoven
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(text: &str) -> Vec<String> {
        groups_of(text).into_iter().flat_map(|group| group.tags).collect()
    }

    #[test]
    fn tags_are_found_where_the_compiler_sees_them() {
        assert_eq!(tags("Hello. # voice: fox # pause: 2s"), ["voice: fox", "pause: 2s"]);
        assert_eq!(tags("# pause: 2s -> shore"), ["pause: 2s"]);
        assert_eq!(tags("{deep: # pause: 8s|# bell}Now."), ["pause: 8s", "bell"]);
        assert_eq!(tags("* [Open it # bed: rain] You do. # bell"), ["bed: rain", "bell"]);
        assert_eq!(tags("# pause: {n}s # bell"), ["pause: {n}s", "bell"]);
        assert_eq!(tags("{name == \"#\": sharp}"), [""; 0]);
        assert_eq!(tags(r"Door \#4 is open."), [""; 0]);
    }

    #[test]
    fn marks_leave_no_trace() {
        let text = marked(
            "Say {deep: it # bell} again # pause: 2s",
            &groups_of("Say {deep: it # bell} again # pause: 2s"),
            300,
        );
        let back = unweave(&text);
        assert_eq!(back.words, "Say {deep: it # bell} again # pause: 2s");
        assert_eq!(back.row, Some(300));
        assert!(!back.fresh);
    }
}
