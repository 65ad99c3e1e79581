//! What the beginning of a line says of it in markdown.

use std::ops::Range;

/// A line of markdown.
pub(super) struct Line {
    /// Where its text begins, behind markers.
    pub(super) text: usize,
    /// A paragraph ends before it.
    pub(super) breaks: bool,
    /// It is an item of a list or a row of a table: a sentence of its own.
    pub(super) item: bool,
    pub(super) heading: bool,
    /// A row of a table.
    pub(super) row: bool,
    /// A fenced block that begins here, closing fence included.
    pub(super) code: Option<Range<usize>>,
}

/// Which fences are known never to close, so that they are not looked for again: the length from which on.
#[derive(Default)]
pub(super) struct Fences {
    backticks: Option<usize>,
    tildes: Option<usize>,
}

/// Looks at the line that begins at `at`.
pub(super) fn line(source: &str, at: usize, fences: &mut Fences) -> Line {
    let mut line = Line { text: at, breaks: false, item: false, heading: false, row: false, code: None };
    let bytes = source.as_bytes();
    let mut from = past_blanks(bytes, at);
    while bytes.get(from) == Some(&b'>') {
        from = past_blanks(bytes, from + 1);
    }
    let end = bytes[from..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |i| from + i);
    if let Some(past) = fenced(source, from, end, fences) {
        return Line { breaks: true, code: Some(at..past), ..line };
    }
    let content = source[from..end].trim_end();
    if content.is_empty() || is_rule(content) {
        return Line { text: end, breaks: true, ..line };
    }
    line.text = from;
    let hashes = content.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&hashes) && content.as_bytes().get(hashes).is_some_and(|&byte| is_blank(byte)) {
        return Line { text: past_blanks(bytes, from + hashes), breaks: true, heading: true, ..line };
    }
    if content.starts_with('|') && content.len() > 1 {
        return Line { text: from + 1, item: true, row: true, ..line };
    }
    if let Some(past) = bullet(content) {
        return Line { text: past_blanks(bytes, from + past), item: true, ..line };
    }
    line
}

/// The length of a bullet with the space behind it, and of a task's box.
fn bullet(content: &str) -> Option<usize> {
    let mut chars = content.chars();
    let mark = chars.next().filter(|c| matches!(c, '-' | '*' | '+' | '•' | '‣' | '◦'))?;
    let rest = chars.as_str();
    let space = rest.chars().next().filter(|&c| c == ' ' || c == '\t')?;
    let text = rest[space.len_utf8()..].trim_start();
    let task = ["[ ] ", "[x] ", "[X] "].iter().any(|task| text.starts_with(task));
    let skipped = content.len() - text.len() + if task { 4 } else { 0 };
    // `- 5` at the beginning of a line is a sum as likely as an item.
    (mark != '+' || !text.starts_with(|c: char| c.is_ascii_digit())).then_some(skipped)
}

/// Three or more of one mark and nothing else: a rule, the line under a heading or under a table's head.
fn is_rule(content: &str) -> bool {
    let is_line = |c: char| matches!(c, '-' | '*' | '_' | '=' | ' ' | '\t');
    if content.starts_with('|') {
        return content.contains('-') && content.chars().all(|c| is_line(c) || c == '|' || c == ':');
    }
    let mut marks = content.chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next().filter(|&c| is_line(c)) else { return false };
    content.chars().all(|c| c == first || c.is_whitespace())
        && content.chars().filter(|&c| c == first).count() >= 3
}

/// The end of the fenced block whose opening fence stands in `from..end`; `None` where it never closes.
fn fenced(source: &str, from: usize, end: usize, fences: &mut Fences) -> Option<usize> {
    let mark = *source.as_bytes().get(from).filter(|&&byte| byte == b'`' || byte == b'~')?;
    let length = run(source.as_bytes(), from, end, mark);
    if length < 3 || (mark == b'`' && source.as_bytes()[from + length..end].contains(&b'`')) {
        return None;
    }
    let never = if mark == b'`' { &mut fences.backticks } else { &mut fences.tildes };
    if never.is_some_and(|least| length >= least) {
        return None;
    }
    let mut at = end;
    while let Some(next) = source.get(at + 1..) {
        let line = next.split('\n').next().unwrap_or("");
        let close = line.trim();
        if close.len() >= length && close.bytes().all(|byte| byte == mark) {
            return Some((at + 1 + line.len() + 1).min(source.len()));
        }
        at += 1 + line.len();
        if at >= source.len() {
            break;
        }
    }
    *never = Some(never.map_or(length, |least| least.min(length)));
    None
}

fn run(bytes: &[u8], from: usize, end: usize, mark: u8) -> usize {
    bytes[from..end].iter().take_while(|&&byte| byte == mark).count()
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r')
}

fn past_blanks(bytes: &[u8], at: usize) -> usize {
    at + bytes.get(at..).unwrap_or_default().iter().take_while(|&&byte| is_blank(byte)).count()
}
