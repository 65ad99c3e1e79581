//! The words of a page: what a feed carries as HTML, and the article that a link leads to.

mod shallow;

use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};
use vesper_speech::{Error, Kind, Result};

use super::apart::apart;
use super::decode;

/// Bytes of a page, and of a piece of HTML in a feed; the rest is not looked at.
const LONGEST_PAGE: usize = 2 << 20;
const LONGEST_PIECE: usize = 128 << 10;
/// Tags of either.
const MOST_TAGS: usize = 12_000;
const MOST_TAGS_OF_PIECE: usize = 1_500;
/// What is not read aloud, though it is words.
const UNSPOKEN: &str = "form, figure, table, head";

/// The words of a piece of HTML, a paragraph a line. Text without tags and references stays as it is.
pub(crate) fn words(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.trim().to_owned();
    }
    let document = Document::fragment(bounded(html, LONGEST_PIECE, MOST_TAGS_OF_PIECE));
    document.select(UNSPOKEN).remove();
    paragraphs(&document.formatted_text())
}

/// The article of a page at `address`, a paragraph a line.
///
/// # Errors
/// `BadFile`: there is no article in it.
pub(crate) fn article(page: &[u8], content_type: Option<&str>, address: &str) -> Result<String> {
    let page = page.get(..LONGEST_PAGE).unwrap_or(page);
    let html = decode::text(page, content_type);
    apart(address, || {
        let none = |_| {
            let what = "is a page without an article that could be read.";
            Error::new(Kind::BadFile, address, what, "Open it in a browser.")
        };
        let config = Config {
            text_mode: TextMode::Formatted,
            // Data for search engines: nobody sees it, so nobody checks it.
            disable_json_ld: true,
            ..Config::default()
        };
        let html = bounded(&html, LONGEST_PAGE, MOST_TAGS);
        let mut readability = Readability::new(html, None, Some(config)).map_err(none)?;
        readability.doc.select("form, figure, table").remove();
        let article = readability.parse().map_err(none)?;
        Ok(paragraphs(&article.text_content))
    })
}

/// As much of `html` as is looked at, shallow.
fn bounded(html: &str, bytes: usize, tags: usize) -> String {
    let html = html.get(..html.floor_char_boundary(bytes.min(html.len()))).unwrap_or(html);
    shallow::shallow(html, tags)
}

/// Lines with single spaces, none empty. What a line begins with that would make code of all of it is taken off: here a
/// line is a whole paragraph.
fn paragraphs(text: &str) -> String {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let lines = lines.map(|line| line.trim_start_matches(['=', '~', '`', ' ']).to_owned());
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_html_are_its_paragraphs_without_scripts() {
        let html = "<p>Caf&eacute; &amp; <b>cake</b>.</p><script>steal('all')</script><p>Two<br>lines</p><style>x{}</style>";
        assert_eq!(words(html), "Café & cake.\nTwo\nlines");
        assert_eq!(words("plain text"), "plain text");
        assert_eq!(words("1 &lt; 2"), "1 < 2");
    }

    #[test]
    fn an_article_is_read_out_of_its_page_and_a_page_without_one_is_refused() {
        let paragraph =
            "The harbour of Brest was closed on Tuesday after a crane fell into the water, the port said. ";
        let page = format!(
            "<html><head><title>Brest</title></head><body><nav><a href=/a>Home</a> <a href=/b>Sport</a></nav>\
             <article><h1>Harbour closed</h1><p>{0}</p><p>{0}{0}</p><p>{0}</p></article>\
             <script>document.write('evil')</script><footer>Cookies</footer></body></html>",
            paragraph.repeat(3)
        );
        let text = article(page.as_bytes(), Some("text/html; charset=utf-8"), "https://example.org/a")
            .expect("text");
        assert!(text.contains("The harbour of Brest") && !text.contains("evil") && !text.contains("Cookies"));
        assert!(article(b"<html><body></body></html>", None, "https://example.org/b").is_err());
    }

    #[test]
    fn pages_that_nest_with_every_tag_are_cut() {
        for tag in ["<div>", "<b>", "<p><a>", "<table><tr><td>", "<font x=y>", "<li>", "</p>"] {
            let hostile = tag.repeat(100_000);
            let words = words(&format!("Hello. {hostile}"));
            assert!(words.starts_with("Hello."), "{tag}: {words}");
            // There may be an article in it or not; what counts is that somebody answers.
            drop(article(hostile.as_bytes(), None, "https://example.org/hostile"));
        }
    }
}
