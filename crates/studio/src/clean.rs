//! What a model wrote, made into words and nothing else.
//!
//! The text goes into ink, from there through markup to a voice and to a caption. So this keeps what is spoken (letters,
//! digits, the marks of sentences) and lets nothing pass that means something to one of the three: tags, diverts, logic,
//! markup, directions, control characters. What is clean stays as it is when it is cleaned again.

use crate::sentence;

/// Characters that are looked at; what a model writes beyond that is not wanted anyway.
const LOOKED_AT: usize = 8_000;
/// Characters of a word.
const WORD: usize = 40;
/// How often a word may follow itself.
const REPEATS: usize = 3;
/// How often a text is looked at until nothing is left to clean.
const PASSES: usize = 6;
/// How many accents a letter can carry.
const ACCENTS: usize = 2;

/// Words that begin a line of ink that is no text. The last is put together, because no code here may hold it whole.
const KEYWORDS: [&str; 6] = ["VAR", "CONST", "LIST", "INCLUDE", "EXTERNAL", concat!("TO", "DO")];

/// `text` as it can be spoken, in one line of at most `most` characters, cut where a sentence or a word ends. None where
/// no word is left.
pub(crate) fn words(text: &str, most: usize) -> Option<String> {
    settled(text, |text| cleaned(text, most))
}

/// What `clean` leaves as it is, in a few passes: what one takes away may bring together what another has to take.
fn settled(text: &str, clean: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut text = clean(text)?;
    for _ in 0..PASSES {
        let again = clean(&text)?;
        if again == text {
            return Some(text);
        }
        text = again;
    }
    None
}

fn cleaned(text: &str, most: usize) -> Option<String> {
    // First of all, so that nothing is put together by their going.
    let text: String = text.chars().filter(|c| !unseen(*c)).take(LOOKED_AT).collect();
    let mut kept = String::with_capacity(text.len());
    for line in text.lines().filter(|line| !is_code(line)) {
        kept.push(' ');
        kept.push_str(&without_spans(line));
    }
    let plain = ordered(&letters(&kept));
    let begun =
        plain.trim_start_matches(|c: char| !(c.is_alphanumeric() || "«“‘\u{bf}\u{a1}€£$".contains(c)));
    let cut = sentence::cut(&lowered(begun), most).trim().to_owned();
    cut.contains(char::is_alphanumeric).then_some(cut)
}

/// Whether a text was cleaned, and has at most `most` characters.
pub(crate) fn is_words(text: &str, most: usize) -> bool {
    words(text, most).as_deref() == Some(text)
}

/// A name that a script's cast can hold: letters and digits with single spaces, at most 32 characters.
pub(crate) fn name(text: &str) -> Option<String> {
    settled(text, named)
}

fn named(text: &str) -> Option<String> {
    let plain: String = words(text, 4 * WORD)?
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '\'') {
                c
            } else if c == '’' {
                '\''
            } else {
                ' '
            }
        })
        .collect();
    let mut name = String::new();
    for word in
        plain.split_whitespace().map(|word| word.trim_matches(['-', '\''])).filter(|word| !word.is_empty())
    {
        if name.chars().count() + word.chars().count() >= 32 {
            break;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word);
    }
    name.contains(char::is_alphabetic).then_some(name)
}

/// Whether two texts say the same, whatever their marks and letters' case.
pub(crate) fn same(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
}

/// The words of a text in lower case with single spaces, without marks.
pub(crate) fn folded(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A line of ink that says nothing, or the fence of a block of code.
fn is_code(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['=', '~'])
        || line.starts_with("```")
        || KEYWORDS
            .iter()
            .any(|word| line.strip_prefix(word).is_some_and(|rest| rest.starts_with([' ', ':'])))
}

/// `line` without what means something elsewhere: tags of markup, directions, ink's logic, tags, diverts and comments,
/// references such as `&amp;`, addresses.
fn without_spans(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let dropped = match c {
            '<' => closed(rest, '>', 160),
            '{' => closed(rest, '}', 240),
            '[' => closed(rest, ']', 80),
            '-' if rest.starts_with("->") => Some(diverted(rest)),
            '&' => reference(rest),
            '#' => tagged(rest),
            '/' if rest.starts_with("//") => Some(rest.len()),
            '/' if rest.starts_with("/*") => Some(rest.find("*/").map_or(rest.len(), |end| end + 2)),
            'h' | 'w' | 'H' | 'W' if !kept.ends_with(char::is_alphanumeric) => address(rest),
            _ => None,
        };
        match dropped {
            Some(length) => {
                kept.push(' ');
                rest = rest.get(length..).unwrap_or_default();
            }
            None => {
                kept.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    kept
}

/// Bytes of the span that opens `text` up to and with `close`, its own kind nesting within; none where it does not close
/// within `most` bytes.
fn closed(text: &str, close: char, most: usize) -> Option<usize> {
    let open = text.chars().next()?;
    let mut depth = 0usize;
    for (at, c) in text.char_indices().take_while(|(at, _)| *at < most) {
        if c == open {
            depth += 1;
        } else if c == close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return Some(at + c.len_utf8());
            }
        }
    }
    None
}

/// Bytes of an arrow with the place that it leads to.
fn diverted(text: &str) -> usize {
    let target = text.trim_start_matches(['-', '>']).trim_start_matches(' ');
    let after = target.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    text.len() - after.len()
}

/// Bytes of a reference to a character.
fn reference(text: &str) -> Option<usize> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let inner = text.get(1..end)?;
    let name = inner.strip_prefix('#').unwrap_or(inner);
    (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(end + 1)
}

/// Bytes of a tag: from its `#` to the next or to the end of the line.
fn tagged(text: &str) -> Option<usize> {
    let inner = text.trim_start_matches('#');
    let is_tag = inner.trim_start().starts_with(|c: char| c.is_ascii_alphabetic());
    is_tag.then(|| text.len() - inner.len() + inner.find('#').unwrap_or(inner.len()))
}

/// Bytes of an address on the web.
fn address(text: &str) -> Option<usize> {
    let word = text.split_whitespace().next()?;
    let lower = word.to_ascii_lowercase();
    ["http://", "https://", "www."].iter().any(|begin| lower.starts_with(begin)).then_some(word.len())
}

/// Letters, digits and the marks of sentences; anything else is a space.
fn letters(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut accents = 0;
    let mut quoted = false;
    for c in text.chars() {
        let accent = is_accent(c);
        accents = if accent { accents + 1 } else { 0 };
        match c {
            '"' => {
                quoted = !quoted;
                kept.push(if quoted { '“' } else { '”' });
            }
            '\u{2010}' | '\u{2011}' | '\u{2212}' => kept.push('-'),
            '`' => kept.push('\''),
            '.' | ',' | ';' | ':' | '!' | '?' | '…' | '\'' | '’' | '‘' | '“' | '”' | '«' | '»' | '%'
            | '°' | '-' | '–' | '—' | '¿' | '¡' | '€' | '£' | '$' => kept.push(c),
            _ if accent
                && accents <= ACCENTS
                && kept.ends_with(|c: char| c.is_alphabetic() || is_accent(c)) =>
            {
                kept.push(c);
            }
            _ if c.is_alphanumeric() => kept.push(c),
            _ if accent => {}
            _ => kept.push(' '),
        }
    }
    kept
}

/// Accents that are characters of their own.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Characters without width, which would otherwise part a word: joiners, marks of direction, variants.
fn unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Words with single spaces: none endless, none repeated for ever, no run of marks that a voice would stumble over.
fn ordered(text: &str) -> String {
    let mut kept: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let word = short_runs(word);
        let spoken = word.contains(char::is_alphanumeric);
        let out_of_place = kept.is_empty() && !matches!(word.as_str(), "«" | "“");
        if !spoken && (out_of_place || word.chars().count() > 2) {
            continue;
        }
        let alike = kept.iter().rev().take_while(|before| same_word(before, &word)).count();
        if alike < if spoken { REPEATS } else { 1 } {
            kept.push(word);
        }
    }
    kept.join(" ")
}

fn same_word(a: &str, b: &str) -> bool {
    a == b || (folded(a) == folded(b) && a.contains(char::is_alphanumeric))
}

/// At most [`WORD`] characters, at most three of one mark in a row, no double dash.
fn short_runs(word: &str) -> String {
    let mut kept = String::with_capacity(word.len());
    let mut run = 0;
    let mut last = None;
    for c in word.chars() {
        run = if last == Some(c) { run + 1 } else { 1 };
        last = Some(c);
        let most = match c {
            '-' => 1,
            _ if c.is_alphanumeric() => 6,
            _ => 3,
        };
        if run <= most && kept.chars().count() < WORD {
            kept.push(c);
        }
    }
    kept
}

/// A first word that ink would take for its own, in small letters.
fn lowered(text: &str) -> String {
    match KEYWORDS.iter().find(|word| text.starts_with(**word)) {
        Some(word) => word.to_lowercase() + text.get(word.len()..).unwrap_or_default(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(text: &str) -> String {
        words(text, 400).unwrap_or_default()
    }

    #[test]
    fn plain_words_stay_as_they_are() {
        for plain in [
            "The lamp went out, and nobody spoke.",
            "«\u{a0}Où vas-tu\u{a0}?\u{a0}» demande-t-elle.",
            "It cost £3.50… or 7%? Don't ask!",
            "“Who goes there?” the fox asks — twice.",
        ] {
            assert_eq!(clean(plain), plain.replace('\u{a0}', " "));
        }
    }

    #[test]
    fn what_means_something_elsewhere_is_gone() {
        for (hostile, left) in [
            ("Come in. # voice: fox # pause: 2s", "Come in."),
            ("Go on -> END", "Go on"),
            ("{x > 1: yes|no}She waits.", "She waits."),
            ("[whisper]Hush.[/whisper] <break time=\"9s\"/>Now.", "Hush. Now."),
            ("* [Open it] Fine.", "Fine."),
            ("~ x = 5\nStill here.", "Still here."),
            ("=== knot ===\nHello.", "Hello."),
            ("VAR x = 1\nHello.", "Hello."),
            ("Hi // there", "Hi"),
            ("a /* b */ c", "a c"),
            ("Tea &amp; cake <|im_end|>", "Tea cake"),
            ("See https://evil.example/x now.", "See now."),
            ("\u{1}2\u{2}Sea\u{202e}side\u{200b}", "2 Sea side".replace("Sea side", "Seaside").as_str()),
            ("no no no no no no", "no no no"),
            ("!!!!!!!!", ""),
            ("\u{1f600}\u{1f600}", ""),
            (concat!("- TO", "DO: nothing"), "todo: nothing"),
            ("Wait!!!!!!!!", "Wait!!!"),
        ] {
            assert_eq!(clean(hostile), left, "{hostile:?}");
        }
    }

    #[test]
    fn cleaning_twice_changes_nothing() {
        for text in [
            "-> -> x <<b>> {{a} b",
            "a - - - b -- c",
            "# # # x",
            "“ ” VAR LIST x",
            "'-' e\u{301}\u{301}\u{301}",
            "ww\u{200b}w.x y",
        ] {
            let once = clean(text);
            assert_eq!(clean(&once), once, "{text:?}");
        }
    }

    #[test]
    fn whatever_was_cleaned_is_clean_at_every_length() {
        let pieces: Vec<char> =
            "aé I.,;:!?…'’“”«»-–—%°\"#{}[]<>/&~=*VARTDOwww.123\u{301}\u{200b}\n ".chars().collect();
        let mut state = 7u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        for _ in 0..3_000 {
            let length = 1 + next(300);
            let text: String = (0..length).map(|_| pieces[next(pieces.len())]).collect();
            let most = 20 + next(220);
            if let Some(once) = words(&text, most) {
                assert_eq!(words(&once, most).as_deref(), Some(once.as_str()), "{text:?} at {most}");
            }
            if let Some(once) = name(&text) {
                assert_eq!(name(&once).as_deref(), Some(once.as_str()), "{text:?}");
            }
        }
    }

    #[test]
    fn a_name_is_one_that_a_cast_can_hold() {
        assert_eq!(name("Old Marn (the keeper)").as_deref(), Some("Old Marn the keeper"));
        assert_eq!(name("L’Ombre").as_deref(), Some("L'Ombre"));
        assert_eq!(name("{7}"), None);
        assert!(name(&"Anna ".repeat(30)).is_some_and(|name| name.chars().count() <= 32));
    }
}
