//! A text as words, numbers and marks.

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// As it is written, apostrophes as borders: `l'Élysée` is two.
    pub(super) text: String,
    /// In small letters.
    pub(super) folded: String,
    /// Nothing but a space, a hyphen or an apostrophe stands between it and the one before.
    pub(super) follows: bool,
    /// Nothing at all stands between it and the one before.
    pub(super) touches: bool,
    /// A sentence begins with it.
    pub(super) begins: bool,
}

impl Token {
    pub(super) fn is_word(&self) -> bool {
        self.text.chars().all(char::is_alphabetic)
    }

    pub(super) fn is_mark(&self) -> bool {
        !self.text.contains(char::is_alphanumeric)
    }

    pub(super) fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    pub(super) fn begins_with_figure(&self) -> bool {
        self.text.chars().next().is_some_and(|c| c.is_ascii_digit())
    }
}

/// The tokens of `text`. Figures with the marks within them are one (`1,234.5`, `14:30`, `12 500` where its blank is not
/// one at which a line may break), with the letters that touch them (`5bn`, `23rd`, `G7`); of other marks only those are
/// tokens that belong to numbers: `%`, currencies, a minus.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens: Vec<Token> = Vec::new();
    let (mut at, mut follows, mut touches, mut begins) = (0, false, false, true);
    while let Some(&c) = chars.get(at) {
        if c.is_alphanumeric() {
            let end = if c.is_numeric() { number_end(&chars, at) } else { word_end(&chars, at) };
            push(&mut tokens, chars.get(at..end).unwrap_or_default(), follows, touches, begins);
            (at, follows, touches, begins) = (end.max(at + 1), true, true, false);
            continue;
        }
        let next_is_figure = chars.get(at + 1).is_some_and(char::is_ascii_digit);
        let before_is_word = at > 0 && chars.get(at - 1).is_some_and(|c| c.is_alphanumeric());
        let minus = matches!(c, '-' | '−' | '–') && next_is_figure && !before_is_word;
        if matches!(c, '%' | '‰' | '$' | '€' | '£' | '¥' | '°') || minus {
            let mark = if minus { '-' } else { c };
            push(&mut tokens, &[mark], follows, touches, begins);
            (follows, touches, begins) = (true, true, false);
        } else {
            touches = false;
            follows &= c.is_whitespace() && c != '\n' || matches!(c, '-' | '‑' | '\'' | '’');
            begins |= matches!(c, '.' | '!' | '?' | '…' | ':' | '\n' | '“' | '«' | '”' | '»');
        }
        at += 1;
    }
    tokens
}

fn push(tokens: &mut Vec<Token>, chars: &[char], follows: bool, touches: bool, begins: bool) {
    let text: String = chars.iter().collect();
    let folded = text.to_lowercase();
    tokens.push(Token { text, folded, follows, touches, begins });
}

fn word_end(chars: &[char], from: usize) -> usize {
    let rest = chars.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|c| c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}')).count()
}

/// Behind the figures that begin at `from`, what groups and parts them, and the letters that touch them.
fn number_end(chars: &[char], from: usize) -> usize {
    let mut at = from;
    loop {
        match chars.get(at) {
            Some(c) if c.is_numeric() => at += 1,
            // Marks and blanks within figures; a plain blank parts numbers.
            Some('.' | ',' | ':' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’')
                if chars.get(at + 1).is_some_and(char::is_ascii_digit) =>
            {
                at += 1;
            }
            Some(c) if c.is_alphabetic() => return word_end(chars, at),
            _ => return at,
        }
    }
}
