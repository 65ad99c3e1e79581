//! HTML as shallow and as small as pages are, before a library makes a tree of it: a tree takes time for every level, and
//! a hostile page nests with every tag.

/// Elements within each other; tags beyond that are left out, their words are not.
const DEEPEST: usize = 96;
/// Bytes of one tag.
const LONGEST_TAG: usize = 8 << 10;
/// Bytes of one attribute, of those that say what an element is for.
const LONGEST_VALUE: usize = 200;
const ATTRIBUTES: [&str; 4] = ["class", "id", "role", "lang"];
/// Elements of which nothing is ever read aloud; what stands in them is no markup, or not ours to read.
const SILENT: [&str; 13] = [
    "script", "style", "noscript", "template", "iframe", "object", "svg", "math", "textarea", "select",
    "xmp", "noframes", "button",
];
/// Elements without an end.
const EMPTY: [&str; 12] =
    ["br", "hr", "img", "input", "meta", "link", "wbr", "source", "area", "base", "col", "embed"];
/// Elements that end where the next of their kind begins.
const CLOSED_BY_NEXT: [&str; 9] = ["p", "li", "td", "th", "tr", "dt", "dd", "option", "a"];

/// `html` with at most `tags` tags, each with the attributes that a reader of articles looks at; without comments,
/// scripts and what else is silent.
pub(super) fn shallow(html: &str, tags: usize) -> String {
    let mut kept = String::with_capacity(html.len().min(1 << 20));
    let mut open: Vec<String> = Vec::new();
    let mut count = 0;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(length) = aside(rest) {
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        let Some((tag, length)) = tag(rest) else {
            kept.push_str("&lt;");
            rest = &rest[1..];
            continue;
        };
        count += 1;
        if count > tags {
            return kept;
        }
        rest = rest.get(length..).unwrap_or_default();
        if SILENT.contains(&tag.name.as_str()) {
            if !tag.ends {
                rest = behind(rest, &tag.name);
            }
            continue;
        }
        tag.write(&mut open, &mut kept);
    }
    kept.push_str(rest);
    kept
}

/// Bytes of a comment, a declaration or an instruction that `text` begins with.
fn aside(text: &str) -> Option<usize> {
    let close = match text {
        _ if text.starts_with("<!--") => "-->",
        _ if text.starts_with("<!") || text.starts_with("<?") => ">",
        _ => return None,
    };
    Some(text.find(close).map_or(text.len(), |end| end + close.len()))
}

/// What stands behind the end of the silent element `name`, which was opened before `text`.
fn behind<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        let after = rest.get(at + 2..).unwrap_or_default();
        let is_end = after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        if is_end {
            return after.find('>').and_then(|end| after.get(end + 1..)).unwrap_or_default();
        }
        rest = after;
    }
    ""
}

struct Tag<'a> {
    name: String,
    /// It ends an element.
    ends: bool,
    attributes: &'a str,
}

/// The tag that `text` begins with, and its bytes.
fn tag(text: &str) -> Option<(Tag<'_>, usize)> {
    let inner = text.strip_prefix('<')?;
    let (ends, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
    let length = inner.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
    let name = inner.get(..length)?.to_ascii_lowercase();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || name.len() > 24 {
        return None;
    }
    let after = inner.get(length..)?;
    let mut quote = None;
    for (at, byte) in after.bytes().enumerate().take(LONGEST_TAG) {
        match (quote, byte) {
            (None, b'>') => {
                let bytes = text.len() - after.len() + at + 1;
                return Some((Tag { name, ends, attributes: after.get(..at)? }, bytes));
            }
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    // Too long, or never closed: up to its next mark.
    let end = after.find('>').map_or(after.len(), |end| end + 1);
    Some((Tag { name, ends, attributes: "" }, text.len() - after.len() + end))
}

impl Tag<'_> {
    fn write(&self, open: &mut Vec<String>, kept: &mut String) {
        let name = self.name.as_str();
        if self.ends {
            if let Some(at) = open.iter().rposition(|known| known == name) {
                open.truncate(at);
                kept.push_str(&format!("</{name}>"));
            }
            return;
        }
        if EMPTY.contains(&name) {
            kept.push_str(&format!("<{name}>"));
            return;
        }
        if CLOSED_BY_NEXT.contains(&name) && open.last().is_some_and(|last| last == name) {
            open.pop();
            kept.push_str(&format!("</{name}>"));
        }
        if open.len() >= DEEPEST {
            return;
        }
        open.push(name.to_owned());
        kept.push('<');
        kept.push_str(name);
        for attribute in ATTRIBUTES {
            if let Some(value) = value(self.attributes, attribute) {
                kept.push_str(&format!(" {attribute}=\"{value}\""));
            }
        }
        kept.push('>');
    }
}

/// The value of an attribute, short and without what would end it.
fn value(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        let at = rest.find(name)?;
        let (before, after) = (rest.get(..at)?, rest.get(at + name.len()..)?);
        let after_name = after.trim_start();
        if before.ends_with(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '/'))
            && after_name.starts_with('=')
        {
            let value = after_name.get(1..)?.trim_start();
            let value = match value.chars().next()? {
                quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
                _ => value.split_whitespace().next()?,
            };
            let cut = value.get(..value.floor_char_boundary(LONGEST_VALUE.min(value.len())))?;
            return Some(cut.replace(['"', '<', '>', '&'], ""));
        }
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_keeps_its_words_and_its_order_and_loses_what_is_silent() {
        let html = "<!DOCTYPE html><!-- no --><div onclick='x()' class=\"story main\"><p>One<p>Two <b>2</b><script>if (a<b) \
                    {}</script></div></div><br/>3 < 4<svg><path d='m'/></svg>";
        assert_eq!(
            shallow(html, 100),
            "<div class=\"story main\"><p>One</p><p>Two <b>2</b></div><br>3 &lt; 4"
        );
    }

    #[test]
    fn no_page_nests_deeper_than_pages_do() {
        let kept = shallow(&"<div>a".repeat(5_000), 100_000);
        assert_eq!((kept.matches("<div>").count(), kept.matches('a').count()), (DEEPEST, 5_000));
        for odd in
            ["<", "<a", "<a href='", "</", "<!--", "<script>", "<é>", "<a b='>'>x", "<a class=>", "</p></p>"]
        {
            drop(shallow(odd, 10));
        }
    }
}
