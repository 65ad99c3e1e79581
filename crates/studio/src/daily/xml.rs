//! XML from strangers, before a library reads it: mended where everybody gets it wrong, and refused where it nests or
//! grows as no feed does.

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::Event;

/// Elements within each other, elements in all, and everything in all that a reader sees: texts, tags, references.
const DEEPEST: usize = 64;
const MOST: usize = 60_000;
const MOST_PIECES: usize = 500_000;
/// Bytes of one tag with its attributes.
const LONGEST_TAG: usize = 64 << 10;
/// The entities that XML itself has.
const XML: [&str; 5] = ["lt", "gt", "amp", "quot", "apos"];
/// Bytes of the name of an entity.
const NAME: usize = 32;

/// `text` from its first element on, without its declaration (the text is decoded already), with HTML's entities as
/// characters and everything else that begins with `&` as it stands. No entity that a document defines is ever replaced.
pub(crate) fn mended(text: &str) -> String {
    let begin = text.find('<').unwrap_or(text.len());
    let text = text.get(begin..).unwrap_or_default();
    let text = match text.strip_prefix("<?xml").and_then(|rest| rest.find("?>").map(|end| (rest, end))) {
        Some((rest, end)) => rest.get(end + 2..).unwrap_or_default().trim_start(),
        None => text,
    };
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        mended.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let name = rest.bytes().take(NAME).position(|byte| byte == b';').and_then(|end| rest.get(..end));
        match name {
            Some(name) if XML.contains(&name) || is_number(name) => mended.push('&'),
            Some(name) => match resolve_html5_entity(name) {
                Some(character) => {
                    mended.push_str(character);
                    rest = rest.get(name.len() + 1..).unwrap_or_default();
                }
                None => mended.push_str("&amp;"),
            },
            None => mended.push_str("&amp;"),
        }
    }
    mended.push_str(rest);
    mended
}

/// The number of a character that XML may hold.
fn is_number(name: &str) -> bool {
    let Some(number) = name.strip_prefix('#') else { return false };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32).is_some_and(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'))
}

/// Whether `text` is XML in the bounds of a feed; what is wrong with it otherwise, as a sentence without its subject.
pub(crate) fn check(text: &str) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    let (mut depth, mut elements, mut pieces) = (0usize, 0usize, 0usize);
    loop {
        let event = reader.read_event().map_err(|error| format!("is no sound XML: {error}."))?;
        pieces += 1;
        match &event {
            Event::Start(tag) | Event::Empty(tag) if tag.len() > LONGEST_TAG => {
                return Err(format!("has a tag of more than {} KB, which no feed has.", LONGEST_TAG >> 10));
            }
            Event::Start(_) => {
                depth += 1;
                elements += 1;
            }
            Event::Empty(_) => elements += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(format!("nests more than {DEEPEST} elements, which no feed does."));
        }
        if elements > MOST || pieces > MOST_PIECES {
            return Err("has more elements and references than any feed.".into());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_gets_wrong_is_mended_and_nothing_is_replaced_that_a_document_defines() {
        for (wrong, right) in [
            ("\n <?xml version=\"1.0\" encoding=\"x\"?>\n<a/>", "<a/>"),
            (
                "<a>Tom & Ann &lt; caf&eacute;&nbsp;&#233; &#0; &lol9;</a>",
                "<a>Tom &amp; Ann &lt; café\u{a0}&#233; &amp;#0; &amp;lol9;</a>",
            ),
            ("<a>&</a>", "<a>&amp;</a>"),
        ] {
            assert_eq!(mended(wrong), right);
        }
    }

    #[test]
    fn what_nests_or_grows_without_end_is_refused() {
        assert_eq!(check("<rss><channel><item/></channel></rss>"), Ok(()));
        assert!(check(&"<a>".repeat(70)).is_err_and(|what| what.contains("nests")));
        assert!(
            check(&format!("<a>{}</a>", "<b/>".repeat(MOST)))
                .is_err_and(|what| what.contains("more elements"))
        );
        assert!(check("<a></b>").is_err_and(|what| what.contains("no sound XML")));
    }
}
