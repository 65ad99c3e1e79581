//! Lists of feeds as other programs write them: OPML 1.0 to 2.0.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use vesper_speech::{Error, Kind, Result};

use super::apart::apart;
use super::feed::Feed;
use super::{decode, xml};

/// Bytes of such a list, and feeds in it.
const LONGEST: usize = 4 << 20;
const MOST: usize = 500;

/// The feeds that come with Vesper to choose from. None of them is fetched before it was chosen.
const STARTER: &str = include_str!("../../../../assets/feeds/starter.opml");

/// Public feeds to choose from, grouped by topic; nothing asks them before the listener chose them.
///
/// # Errors
/// None, as long as what comes with Vesper is whole.
pub fn starter() -> Result<Vec<Feed>> {
    outline("starter.opml", STARTER.as_bytes())
}

/// The feeds in an OPML file known as `file`, each with the topic of the outline that it stands in. What is no feed, or
/// has no address of one, is left out; a feed that stands there twice is taken once.
///
/// # Errors
/// `BadFile`: larger than 4 MB, not OPML, or without a feed.
pub fn outline(file: &str, bytes: &[u8]) -> Result<Vec<Feed>> {
    let bad = |what: String| Error::new(Kind::BadFile, file, what, "Export your feeds once more as OPML.");
    if bytes.len() > LONGEST {
        return Err(bad(format!("is larger than {} MB.", LONGEST >> 20)));
    }
    let text = xml::mended(&decode::text(bytes, None));
    xml::check(&text).map_err(bad)?;
    let feeds = apart(file, || listed(&text).ok_or_else(|| bad("is no list of feeds in OPML.".into())))?;
    if feeds.is_empty() {
        return Err(bad("has no feed in it.".into()));
    }
    Ok(feeds)
}

/// None where it is no OPML.
fn listed(text: &str) -> Option<Vec<Feed>> {
    let mut reader = Reader::from_str(text);
    let mut feeds: Vec<Feed> = Vec::new();
    // The titles of the outlines around the present one; a feed's own is among them, with nothing below it.
    let mut around: Vec<String> = Vec::new();
    let mut is_opml = false;
    loop {
        let (start, nests) = match reader.read_event().ok()? {
            Event::Start(start) => (start, true),
            Event::Empty(start) => (start, false),
            Event::End(end) => {
                if end.name().as_ref().eq_ignore_ascii_case("outline") {
                    around.pop();
                }
                continue;
            }
            Event::Eof => return is_opml.then_some(feeds),
            _ => continue,
        };
        is_opml |= start.name().as_ref().eq_ignore_ascii_case("opml");
        if !start.name().as_ref().eq_ignore_ascii_case("outline") {
            continue;
        }
        let title = attribute(&start, "title").or_else(|| attribute(&start, "text")).unwrap_or_default();
        if let Some(address) = attribute(&start, "xmlUrl") {
            let topic = around.iter().rev().find(|title| !title.is_empty()).map_or("", String::as_str);
            let feed = Feed::new(&address, &title, topic).ok();
            let fresh = feed.filter(|feed| feeds.iter().all(|known| known.address != feed.address));
            feeds.extend(fresh.filter(|_| feeds.len() < MOST));
        }
        if nests {
            around.push(title);
        }
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    attributes.with_checks(false);
    let found = attributes.flatten().find(|it| it.key.as_ref().eq_ignore_ascii_case(name))?;
    let value = quick_xml::escape::unescape(&found.value).unwrap_or(found.value.clone());
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_feeds_keeps_its_topics_and_loses_what_is_no_feed() {
        let file = r#"<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
            <outline text="Science"><outline type="rss" text="Probes &amp; Moons" xmlUrl="https://a.example/feed?x=1&amp;y=2"/>
            <outline type="rss" text="Bad" xmlUrl="javascript:alert(1)"/></outline>
            <outline type="rss" title="Town" xmlUrl="https://b.example/rss"></outline>
            <outline type="rss" title="Town again" xmlUrl="https://b.example/rss"/></body></opml>"#;
        let feeds = outline("mine.opml", file.as_bytes()).expect("feeds");
        let told: Vec<_> =
            feeds.iter().map(|it| (it.address.as_str(), it.title.as_str(), it.topic.as_str())).collect();
        assert_eq!(
            told,
            [
                ("https://a.example/feed?x=1&y=2", "Probes Moons", "Science"),
                ("https://b.example/rss", "Town", "")
            ]
        );
    }

    #[test]
    fn what_is_no_list_says_so() {
        let why = |text: &str| outline("mine.opml", text.as_bytes()).expect_err("a fault").to_string();
        assert!(why("<html><body/></html>").contains("no list of feeds"));
        assert!(why("<opml><body/></opml>").contains("no feed"));
        assert!(why("hello").contains("no list of feeds"));
        assert!(why(&format!("<opml>{}", "<outline>".repeat(5_000))).contains("nests"));
    }

    #[test]
    fn what_comes_with_vesper_is_a_list_of_feeds_by_topic() {
        let feeds = starter().expect("whole");
        assert!(feeds.len() >= 8);
        assert!(feeds.iter().all(|feed| !feed.title.is_empty() && !feed.topic.is_empty()));
        assert!(feeds.iter().all(|feed| feed.address.starts_with("https://")));
    }
}
