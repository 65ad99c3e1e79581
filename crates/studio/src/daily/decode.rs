//! Bytes as text, whatever encoding they claim and have.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes at the beginning in which an encoding is named.
const HEAD: usize = 1024;

/// `bytes` as text without control characters. What claims another encoding and is sound UTF-8 is UTF-8: that is the
/// commonest mistake of feeds, and hardly any other text is UTF-8 by chance. What names none is taken for Windows-1252,
/// as browsers do.
pub(crate) fn text(bytes: &[u8], content_type: Option<&str>) -> String {
    let (bytes, marked) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (bytes.get(length..).unwrap_or_default(), Some(encoding)),
        None => (bytes, wide(bytes)),
    };
    let decoded = match (marked, std::str::from_utf8(bytes)) {
        (Some(encoding), _) => encoding.decode_without_bom_handling(bytes).0,
        (None, Ok(text)) => text.into(),
        (None, Err(_)) => {
            let encoding = content_type.and_then(charset).or_else(|| declared(bytes)).unwrap_or(WINDOWS_1252);
            encoding.decode_without_bom_handling(bytes).0
        }
    };
    decoded.chars().filter(|c| !is_illegal(*c)).collect()
}

/// Two bytes a character, without a mark: the first is `<` or `{` in such a text.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<' | b'{', 0, ..] => Some(UTF_16LE),
        [0, b'<' | b'{', ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// What a `Content-Type` says.
fn charset(content_type: &str) -> Option<&'static Encoding> {
    let (_, rest) = content_type.split_once("charset=")?;
    let label = rest.split(';').next()?.trim().trim_matches(['"', '\'']);
    Encoding::for_label(label.as_bytes())
}

/// What the declaration of XML or a `meta` of HTML says.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, rest) = head.split_once("encoding=").or_else(|| head.split_once("charset="))?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let label = rest.split(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).next()?;
    Encoding::for_label(label.as_bytes())
}

/// Characters that no XML may hold (XML 1.0, section 2.2) and no text needs.
fn is_illegal(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_in_the_encoding_that_it_has() {
        let wide: Vec<u8> = "<a>é</a>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, content_type, read) in [
            ("<a>é</a>".as_bytes(), None, "<a>é</a>"),
            (b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>", None, "é"),
            (b"<a>\xe9 \x80</a>", None, "é €"),
            (b"<a>\xcf\xf0</a>", Some("text/xml; charset=\"windows-1251\""), "Пр"),
            (&wide, None, "<a>é</a>"),
            (b"\xff\xfe<\0a\0>\0", None, "<a>"),
            (b"\xef\xbb\xbf<a>\0\x08</a>", None, "<a></a>"),
        ] {
            let text = text(bytes, content_type);
            assert!(text.contains(read), "{text:?} lacks {read:?}");
        }
        let wrong = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>déjà</a>";
        assert!(text(wrong.as_bytes(), None).contains("déjà"), "sound UTF-8 is UTF-8, whatever it claims");
    }
}
