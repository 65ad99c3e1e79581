use std::ops::Range;

use vesper_speech::Line;

use crate::align::{Expected, expected, words};
use crate::reading::{aloud, read};

/// What is said of a line, and its words.
pub(crate) struct Said {
    /// What goes to espeak-ng.
    pub(crate) text: String,
    pub(crate) words: Vec<Expected>,
}

/// What espeak-ng is to say of `line`, or `None` when there is nothing to say in it. The text stays as it is shown, but for
/// the parts that are read otherwise.
pub(crate) fn said(line: &Line) -> Option<Said> {
    let parts = aloud::sound(&line.text, &line.aloud);
    let mut text = String::with_capacity(line.text.len());
    let mut replaced = Vec::with_capacity(parts.len());
    let mut from = 0;
    for part in parts {
        text.push_str(line.text.get(from..part.part.start).unwrap_or_default());
        let written = line.text.get(part.part.clone()).unwrap_or_default();
        // Letters without commas between would be run together into words.
        let words = aloud::words(written, &part.how, &line.language, ", ");
        from = part.part.end;
        let touches = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let before = if touches(text.chars().next_back()) { " " } else { "" };
        let behind =
            if touches(line.text.get(from..).and_then(|rest| rest.chars().next())) { " " } else { "" };
        text.extend([before, &words, behind]);
        replaced.push((part.part.clone(), words));
    }
    text.push_str(line.text.get(from..).unwrap_or_default());
    Some(Said { text: speakable(&text)?, words: self::expect(line, &replaced) })
}

/// The words of `line` as they are shown, each part that is read otherwise as one.
fn expect(line: &Line, replaced: &[(Range<usize>, String)]) -> Vec<Expected> {
    let whole: Vec<Range<usize>> = replaced.iter().map(|(part, _)| part.clone()).collect();
    let shown = words(&line.text, &whole);
    let text = |range: Range<usize>| line.text.get(range).unwrap_or_default();
    let said: Vec<String> = shown.iter().map(|word| sound_of(word, line, replaced)).collect();
    let behind = shown.iter().skip(1).map(|next| next.start).chain([line.text.len()]);
    let each = shown.iter().zip(&said).zip(behind);
    // A part that is left out by its own words is not heard.
    let heard = each.filter(|((_, said), _)| said.chars().any(char::is_alphanumeric));
    expected(heard.map(|((word, said), next)| (word.clone(), said.as_str(), text(word.end..next))))
}

/// What is said for the shown `word`, with figures written out.
fn sound_of(word: &Range<usize>, line: &Line, replaced: &[(Range<usize>, String)]) -> String {
    let mut sound = String::new();
    let mut from = word.start;
    for (part, words) in replaced.iter().filter(|(part, _)| part.start >= word.start && part.end <= word.end)
    {
        sound.push_str(line.text.get(from..part.start).unwrap_or_default());
        sound.push(' ');
        sound.push_str(words);
        from = part.end;
    }
    sound.push_str(line.text.get(from..word.end).unwrap_or_default());
    if !sound.contains(|letter: char| letter.is_ascii_digit()) {
        return sound;
    }
    let sentences = read(&sound, &line.language).sentences;
    sentences.iter().map(|sentence| sentence.spoken.as_str()).collect::<Vec<_>>().join(" ")
}

/// What of `text` goes to espeak-ng, or `None` when there is nothing to say in it.
///
/// espeak-ng reads control characters as commands (`\x01` changes pitch and speed), `[[…]]` as phonemes, and
/// says the names of asterisks and emoji aloud; none of that is what the listener sees. Such characters become
/// spaces, so that words stay apart.
fn speakable(text: &str) -> Option<String> {
    if !text.chars().any(char::is_alphanumeric) {
        return None;
    }
    Some(text.chars().map(|c| if is_spoken(c) { c } else { ' ' }).collect())
}

fn is_spoken(c: char) -> bool {
    !c.is_control() && !is_markup(c) && !is_pictorial(c)
}

fn is_markup(c: char) -> bool {
    matches!(c, '*' | '_' | '~' | '`' | '|' | '<' | '>' | '^' | '\\' | '[' | ']' | '{' | '}')
}

/// Arrows, dingbats, emoji and what modifies them, private use, and the invisible marks of text direction.
fn is_pictorial(c: char) -> bool {
    matches!(c,
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
        | '\u{2190}'..='\u{21FF}'
        | '\u{2300}'..='\u{2BFF}'
        | '\u{E000}'..='\u{F8FF}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FFF0}'..='\u{FFFF}'
        | '\u{1F000}'..='\u{1FAFF}'
        | '\u{E0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_say() {
        for silent in ["", "…", "***", " \n\t", "?!", "😀🙂", "—", "\u{1}\u{0}"] {
            assert_eq!(speakable(silent), None, "{silent:?}");
        }
    }

    #[test]
    fn commands_become_spaces() {
        assert_eq!(speakable("a\u{1}99Pb").as_deref(), Some("a 99Pb"));
        assert_eq!(speakable("no\0thing").as_deref(), Some("no thing"));
        assert_eq!(speakable("[[h@l'oU]]").as_deref(), Some("  h@l'oU  "));
        assert_eq!(speakable("<break time='9s'/>yes").as_deref(), Some(" break time='9s'/ yes"));
    }

    #[test]
    fn other_scripts_stay_whole() {
        for text in ["नमस्ते, दुनिया", "سلام دنیا", "می‌خواهم", "Müller & Søn — 3,50 €", "你好"]
        {
            assert_eq!(speakable(text).as_deref(), Some(text));
        }
    }
}
