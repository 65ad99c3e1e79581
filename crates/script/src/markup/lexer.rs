//! Cuts marked-up text into tokens. Whatever is no markup is text: nothing is refused, and nothing is looked at
//! more than twice, so that time grows with the length of the text and with nothing else.

use super::Form;
use super::direction::{self, Direction};
use super::element;
use crate::tag::Wrong;

/// Bytes within which a direction must close: `[pause 1m30s]`.
const DIRECTION: usize = 40;
/// Bytes of the longest reference, `&#x10FFFF;`, with room for leading zeros.
const REFERENCE: usize = 16;
/// Bytes of a name.
const NAME: usize = 64;
/// Attributes of one tag.
const ATTRIBUTES: usize = 24;

pub(super) struct Token<'a> {
    /// Bytes of the text.
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) what: What<'a>,
}

pub(super) enum What<'a> {
    Text(&'a str),
    /// What a reference such as `&lt;` stands for.
    Char(char),
    /// A line of the text ends.
    LineEnd,
    Open(Open<'a>),
    /// The name of an element that ends.
    Close(&'a str),
    Direction(Direction),
    /// Something is wrong here; `text` is spoken all the same.
    Odd {
        text: &'a str,
        wrong: Wrong,
    },
    /// Comments, declarations and instructions to other programs.
    Nothing,
}

/// The tag that begins an element.
pub(super) struct Open<'a> {
    /// With its prefix, as it is written.
    pub(super) name: &'a str,
    /// Names without a known meaning among them, values as they are written.
    pub(super) attributes: Vec<(&'a str, &'a str)>,
    /// It ends at once: `<break/>`.
    pub(super) empty: bool,
}

pub(super) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    form: Form,
    /// The last character of the paragraph that is spoken and no space.
    last: Option<char>,
    /// Terminators that were searched for and are not there from here on.
    missing: Vec<&'static str>,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str, form: Form) -> Self {
        Lexer { text, at: 0, form, last: None, missing: Vec::new() }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What begins here with `<`, and its length; `None` where that is text.
    fn angle(&mut self) -> Option<(usize, What<'a>)> {
        let rest = self.rest();
        if rest.starts_with("<!--") {
            return self.up_to(4, "-->").map(|end| (end, What::Nothing));
        }
        if rest.starts_with("<![CDATA[") {
            let end = self.up_to(9, "]]>")?;
            return Some((end, What::Text(&rest[9..end - 3])));
        }
        if rest.starts_with("<?") && rest[2..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            return self.up_to(2, "?>").map(|end| (end, What::Nothing));
        }
        if rest.starts_with("<!") && rest[2..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            return self.declaration().map(|end| (end, What::Nothing));
        }
        if let Some(inner) = rest.strip_prefix("</") {
            let name = name(inner)?;
            let after = inner[name.len()..].trim_start();
            return after.strip_prefix('>').map(|after| (rest.len() - after.len(), What::Close(name)));
        }
        let name = name(&rest[1..])?;
        match open(rest, name) {
            Some((length, open)) => Some((length, What::Open(open))),
            // Shorter names are soon something else: `x <p`.
            None => {
                let example = element::example(name).filter(|_| name.len() > 2)?;
                let what = format!("The tag `{name}` is not complete, so it is read as text.");
                let advice = format!("Write it like `{example}`, with straight quotes.");
                Some((1, What::Odd { text: &rest[..1], wrong: (what, advice) }))
            }
        }
    }

    /// Where a declaration such as `<!DOCTYPE … [ … ]>` ends. What it declares is not taken in.
    fn declaration(&mut self) -> Option<usize> {
        let rest = self.rest();
        let first = 2 + rest[2..].find(['<', '[', '>'])?;
        match rest.as_bytes().get(first) {
            Some(b'[') => self.up_to(first, "]>"),
            Some(b'>') => Some(first + 1),
            _ => None,
        }
    }

    /// The bytes of what is left up to and with `terminator`, which is looked for behind the first `from` of them.
    fn up_to(&mut self, from: usize, terminator: &'static str) -> Option<usize> {
        if self.missing.contains(&terminator) {
            return None;
        }
        match self.rest().get(from..).and_then(|rest| rest.find(terminator)) {
            Some(at) => Some(from + at + terminator.len()),
            None => {
                self.missing.push(terminator);
                None
            }
        }
    }

    /// What begins here with `&`.
    fn reference(&self) -> Option<(usize, What<'a>)> {
        let rest = self.rest();
        let (length, name) = reference(rest)?;
        if let Some(c) = meant(name) {
            return Some((length, What::Char(c)));
        }
        if self.form != Form::Ssml {
            // Elsewhere `R&D;` is text.
            return None;
        }
        let what = format!("There is no character `&{name};`, so it is read as text.");
        let advice = "Write the character itself, or `&amp;` for an ampersand.".to_owned();
        Some((length, What::Odd { text: &rest[..length], wrong: (what, advice) }))
    }

    /// What begins here with `[`.
    fn bracket(&self) -> Option<(usize, What<'a>)> {
        let inside = &self.rest()[1..];
        let close = inside.bytes().take(DIRECTION).position(|byte| matches!(byte, b']' | b'[' | b'\n'))?;
        if inside.as_bytes().get(close) != Some(&b']') {
            return None;
        }
        let what = match direction::read(&inside[..close], self.stands_apart())? {
            Ok(direction) => What::Direction(direction),
            Err(wrong) => What::Odd { text: "", wrong },
        };
        Some((close + 2, what))
    }

    /// Nothing was said in this paragraph, or a sentence has ended.
    fn stands_apart(&self) -> bool {
        self.last.is_none_or(|c| matches!(c, '.' | '!' | '?' | '…'))
    }

    /// A backslash makes text of the markup behind it; before anything else it is text itself.
    fn escaped(&self) -> Option<(usize, What<'a>)> {
        let behind = Lexer { at: self.at + 1, missing: Vec::new(), ..*self };
        let rest = behind.rest();
        let markup = match rest.chars().next()? {
            '<' => rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            '[' => behind.bracket().is_some(),
            '&' => behind.reference().is_some(),
            _ => false,
        };
        markup.then(|| (2, What::Text(&rest[..1])))
    }

    fn remember(&mut self, what: &What<'_>) {
        match what {
            What::Text(text) | What::Odd { text, .. } => {
                let closing = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')');
                self.last = text.trim_end_matches(closing).chars().next_back().or(self.last);
            }
            What::Char(c) => self.last = Some(*c),
            What::LineEnd if self.form == Form::Text => self.last = None,
            What::Open(Open { name, .. }) | What::Close(name) if element::divides(name) => self.last = None,
            What::Direction(_) => self.last = None,
            _ => {}
        }
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        let at = self.at;
        let found = match rest.chars().next()? {
            '<' => self.angle(),
            '&' => self.reference(),
            '[' => self.bracket(),
            '\\' => self.escaped(),
            '\n' => Some((1, What::LineEnd)),
            _ => None,
        };
        let (length, what) = found.unwrap_or_else(|| {
            // The first character is text, whatever it is.
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let plain = rest[first..].find(['<', '&', '[', '\\', '\n']).unwrap_or(rest.len() - first);
            (first + plain, What::Text(&rest[..first + plain]))
        });
        self.remember(&what);
        self.at += length;
        Some(Token { at, end: self.at, what })
    }
}

/// The name that `text` begins with, unless it is longer than any name.
fn name(text: &str) -> Option<&str> {
    if !text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return None;
    }
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')));
    Some(&text[..end.unwrap_or(text.len())]).filter(|name| name.len() <= NAME)
}

/// The tag at the beginning of `text`, which goes on with `name` behind its `<`, and its length.
///
/// As XML has it, every attribute has a value in quotes: `x<y and z>w` holds no tag. No `<` stands within, so that
/// one that never closes is looked at once.
fn open<'a>(text: &'a str, name: &'a str) -> Option<(usize, Open<'a>)> {
    let mut rest = &text[1 + name.len()..];
    let mut attributes = Vec::new();
    loop {
        let trimmed = rest.trim_start();
        if let Some(after) = trimmed.strip_prefix('>') {
            return Some((text.len() - after.len(), Open { name, attributes, empty: false }));
        }
        if let Some(after) = trimmed.strip_prefix("/>") {
            return Some((text.len() - after.len(), Open { name, attributes, empty: true }));
        }
        if trimmed.len() == rest.len() || attributes.len() >= ATTRIBUTES {
            return None;
        }
        let key = self::name(trimmed)?;
        let value = trimmed[key.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let end = 1 + value[1..].find([quote, '<'])?;
        if !value[end..].starts_with(quote) {
            return None;
        }
        attributes.push((key, &value[1..end]));
        rest = &value[end + 1..];
    }
}

/// The reference at the beginning of `text`: its length, and what stands between `&` and `;`.
fn reference(text: &str) -> Option<(usize, &str)> {
    let end = text.bytes().take(REFERENCE).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let plain = name.strip_prefix('#').unwrap_or(name);
    let fits = !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_alphanumeric());
    fits.then_some((end + 1, name))
}

/// The character that XML's own names and numbers stand for. Control characters are spaces, because no engine takes
/// them.
fn meant(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return Some(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            _ => return None,
        });
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|_| code > 0).map(|c| if c.is_control() { ' ' } else { c })
}

/// `value` of an attribute with its references read and its spaces made single.
pub(super) fn value(value: &str) -> String {
    let mut plain = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let (length, c) =
            reference(rest).and_then(|(length, name)| Some((length, meant(name)?))).unwrap_or((1, '&'));
        plain.push(c);
        rest = &rest[length..];
    }
    plain.push_str(rest);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
