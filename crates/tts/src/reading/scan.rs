//! Text cut into tokens: words, figures, marks and the spaces between them.

use super::aloud::PART;
use super::plain::{LINE, PARAGRAPH};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, with apostrophes between them (`o'clock`).
    Word,
    /// ASCII digits.
    Digits,
    /// Any other character.
    Mark(char),
    /// A part that is read otherwise than it is written.
    Part,
    /// White space, one token however long.
    Space,
    /// The end of a line that is a sentence of its own.
    Line,
    /// The end of a paragraph.
    Paragraph,
}

/// A token: `from..to` are bytes of the scanned text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) from: usize,
    pub(super) to: usize,
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 3);
    let mut chars = text.char_indices().peekable();
    while let Some((from, c)) = chars.next() {
        let kind = kind(c);
        let mut to = from + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            let goes_on = match kind {
                Kind::Mark(_) | Kind::Part => false,
                Kind::Word => self::kind(next) == Kind::Word || joins(next, &text[at..]),
                _ => self::kind(next) == kind,
            };
            if !goes_on {
                break;
            }
            to = at + next.len_utf8();
            chars.next();
        }
        tokens.push(Token { kind, from, to });
    }
    tokens
}

/// Whether `c`, with which `rest` begins, joins two letters into one word.
fn joins(c: char, rest: &str) -> bool {
    is_apostrophe(c) && rest[c.len_utf8()..].chars().next().is_some_and(is_letter)
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2BC}')
}

fn kind(c: char) -> Kind {
    match c {
        'a'..='z' | 'A'..='Z' => Kind::Word,
        ' ' | '\t' | '\n' | '\r' => Kind::Space,
        '0'..='9' => Kind::Digits,
        PARAGRAPH => Kind::Paragraph,
        PART => Kind::Part,
        LINE => Kind::Line,
        _ if c.is_ascii() => Kind::Mark(c),
        _ if is_letter(c) => Kind::Word,
        _ if c.is_whitespace() => Kind::Space,
        _ => Kind::Mark(c),
    }
}

/// A letter or what modifies one. Raised figures, fractions and the ordinal signs are marks.
fn is_letter(c: char) -> bool {
    match c {
        'ª' | 'º' | '²' | '³' | '¹' | '¼'..='¾' => false,
        '\u{2070}'..='\u{209C}' | '\u{2150}'..='\u{215F}' | '\u{2189}' => false,
        '\u{300}'..='\u{36F}'
        | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20F0}' => true,
        '\u{200C}' | '\u{200D}' => true,
        // Vowel killers and nuktas, which Unicode does not count as letters though words cannot do without them.
        '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{DFF}' => {
            !matches!(c, '\u{964}' | '\u{965}' | '\u{DF4}')
        }
        '\u{E31}'..='\u{E4E}' | '\u{F71}'..='\u{F87}' | '\u{1037}'..='\u{103A}' | '\u{17B6}'..='\u{17D3}' => {
            true
        }
        _ => c.is_alphanumeric() && !c.is_ascii_digit(),
    }
}
