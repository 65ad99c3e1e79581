//! Tags between angle brackets, and what belongs to them.

/// Bytes within which a tag must close.
const TAG: usize = 4096;

/// Elements whose content is not text.
const SILENT: &[&str] = &["script", "style", "template", "svg", "head"];

/// Elements that lie within a line of text, so that no space stands in for their tags.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr",
];

/// Elements and comments that are known never to close from here on.
#[derive(Default)]
pub(super) struct Tags {
    comments: bool,
    silent: [bool; SILENT.len()],
}

impl Tags {
    /// The end of the tag that begins at `at`, and the space that stands in for it; `None` where this is no tag.
    pub(super) fn skip(&mut self, source: &str, at: usize) -> Option<(usize, Option<char>)> {
        let rest = &source[at + 1..];
        if rest.starts_with("!--") && !self.comments {
            match rest.find("-->") {
                Some(end) => return Some((at + 1 + end + 3, Some(' '))),
                None => self.comments = true,
            }
        }
        let close = rest.starts_with('/');
        let name = rest.strip_prefix('/').unwrap_or(rest);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
            return None;
        }
        let length = name.bytes().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = &name[..length];
        let end = at + 1 + end(rest)?;
        if source[at..end].contains("://") && !source[at..end].contains(' ') {
            return None;
        }
        // `a<b and c>d` compares; a tag of one letter with attributes gives them values.
        if name.len() == 1 && source[at..end].contains(' ') && !source[at..end].contains('=') {
            return None;
        }
        if !close && let Some(past) = self.content(source, end, name) {
            return Some((past, Some(' ')));
        }
        let inline = INLINE.iter().any(|inline| name.eq_ignore_ascii_case(inline));
        Some((end, (!inline).then_some(' ')))
    }

    /// Where the content of the silent element `name`, whose tag ended at `at`, has closed.
    fn content(&mut self, source: &str, at: usize, name: &str) -> Option<usize> {
        let index = SILENT.iter().position(|silent| name.eq_ignore_ascii_case(silent))?;
        if self.silent[index] {
            return None;
        }
        let bytes = source.as_bytes();
        let mut from = at;
        while let Some(open) = bytes.get(from..)?.windows(2).position(|pair| pair == b"</").map(|i| from + i)
        {
            let found = bytes
                .get(open + 2..open + 2 + name.len())
                .is_some_and(|other| other.eq_ignore_ascii_case(name.as_bytes()));
            if found {
                let end = bytes[open..].iter().position(|&byte| byte == b'>');
                return Some(end.map_or(source.len(), |i| open + i + 1));
            }
            from = open + 2;
        }
        self.silent[index] = true;
        None
    }
}

/// Where the tag closes whose inside begins with `rest`. Another `<` says that it was none; quoted attributes may
/// hold anything.
fn end(rest: &str) -> Option<usize> {
    let mut quote = None;
    for (i, byte) in rest.bytes().take(TAG).enumerate() {
        match (byte, quote) {
            (b'>', None) => return Some(i + 1),
            (b'<', _) => return None,
            (b'"' | b'\'', None) if rest.as_bytes()[..i].last() == Some(&b'=') => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    None
}
