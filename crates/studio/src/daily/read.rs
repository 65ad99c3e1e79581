//! The file of a feed: RSS 0.9 to 2.0, Atom or JSON Feed.

use feed_rs::model::{Category, Entry, Link, Text};
use feed_rs::parser::{Builder, ParseFeedError};
use vesper_speech::{Error, Kind, Result};

use super::address::Address;
use super::apart::apart;
use super::feed::{Item, Reading, TITLE};
use super::{decode, page, xml};
use crate::clean;

/// Bytes of a feed's file.
pub const LONGEST_FEED: usize = 8 << 20;
/// Items of a feed that are taken: the first ones, which are the newest.
const MOST_ITEMS: usize = 60;
/// Characters of an item's text, of its title and of what identifies it.
const TEXT: usize = 8_000;
const HEADLINE: usize = 200;
const ID: usize = 300;
/// Topics of an item.
const TOPICS: usize = 6;
/// Bytes of the beginning of an RSS file in which its version stands.
const HEAD: usize = 4096;

/// Reads the file of the feed at `address`, which the server called `content_type`. In at most some hundred
/// milliseconds and a few times the size of the file in memory, whatever is in it.
///
/// # Errors
/// `BadFile`: larger than 8 MB, or no feed.
pub fn read(address: &str, bytes: &[u8], content_type: Option<&str>) -> Result<Reading> {
    let bad = |what: String| {
        Error::new(
            Kind::BadFile,
            address,
            what,
            "Check the address of the feed, or remove it from your feeds.",
        )
    };
    if bytes.len() > LONGEST_FEED {
        return Err(bad(format!("is larger than {} MB, which no feed is.", LONGEST_FEED >> 20)));
    }
    apart(address, || {
        let text = decode::text(bytes, content_type);
        let first = text.trim_start().chars().next();
        let source = match first {
            Some('{') => text,
            Some(_) if text.contains('<') => {
                let mended = with_version(xml::mended(&text));
                xml::check(&mended).map_err(|what| bad(if is_page(&mended) { PAGE.into() } else { what }))?;
                mended
            }
            _ => return Err(bad("is no feed: it is neither XML nor JSON.".into())),
        };
        let feed =
            Builder::new().base_uri(Some(address)).build().parse(source.as_bytes()).map_err(|error| {
                bad(match error {
                    _ if is_page(&source) => PAGE.into(),
                    ParseFeedError::JsonUnsupportedVersion(_) => "is JSON of a kind that is no feed.".into(),
                    error => format!("is no feed that can be read: {}.", told(&error)),
                })
            })?;
        let at = Address::parse(address).ok();
        Ok(Reading {
            title: line(feed.title.as_ref(), TITLE),
            language: language(feed.language.as_deref()),
            items: feed
                .entries
                .into_iter()
                .take(MOST_ITEMS)
                .filter_map(|entry| item(entry, at.as_ref()))
                .collect(),
        })
    })
}

const PAGE: &str = "is a web page, not a feed.";

fn is_page(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text).to_ascii_lowercase();
    head.contains("<html") || head.contains("<!doctype html")
}

/// What a library says of a fault, short and in one line: it may quote the file.
fn told(error: &ParseFeedError) -> String {
    clean::words(&error.to_string(), 120)
        .unwrap_or_else(|| "it is broken".into())
        .trim_end_matches('.')
        .to_owned()
}

/// RSS that does not say which is read as 2.0, as every reader does.
fn with_version(text: String) -> String {
    let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or(&text);
    let Some(begin) = head.find("<rss") else { return text };
    let Some(end) = head.get(begin..).and_then(|rest| rest.find('>')).map(|length| begin + length) else {
        return text;
    };
    let tag = text.get(begin..end).unwrap_or_default();
    match tag.find("version=") {
        None => {
            let mut versioned = text;
            versioned.insert_str(begin + "<rss".len(), " version=\"2.0\"");
            versioned
        }
        Some(_) => text,
    }
}

fn item(entry: Entry, feed: Option<&Address>) -> Option<Item> {
    let (summary, content) =
        (entry.summary.map(|text| text.content), entry.content.and_then(|content| content.body));
    let text =
        [content, summary].into_iter().flatten().map(|html| page::words(&html)).max_by_key(String::len);
    let text: String = text.unwrap_or_default().chars().take(TEXT).collect();
    let title = match line(entry.title.as_ref(), HEADLINE) {
        title if title.is_empty() => clean::words(&text, HEADLINE)?,
        title => title,
    };
    let link = link(&entry.links, feed);
    Some(Item {
        id: entry.id.chars().take(ID).collect(),
        title,
        text,
        link,
        when: entry.published.or(entry.updated).and_then(|when| u64::try_from(when.timestamp()).ok()),
        topics: entry.categories.iter().filter_map(topic).take(TOPICS).collect(),
    })
}

/// One line of words out of a title, which may hold HTML whatever it says.
fn line(text: Option<&Text>, most: usize) -> String {
    text.and_then(|text| clean::words(&page::words(&text.content), most)).unwrap_or_default()
}

/// The first link that leads to a page on the web, or on the feed's own server where the listener has that in their own
/// network. Any other address there is none of a stranger's business.
fn link(links: &[Link], feed: Option<&Address>) -> Option<String> {
    let pages = links.iter().filter(|link| matches!(link.rel.as_deref(), None | Some("alternate")));
    let mut addresses = pages.filter_map(|link| match feed {
        Some(feed) => feed.join(&link.href).ok(),
        None => Address::parse(&link.href).ok(),
    });
    let allowed =
        |address: &Address| !address.is_near() || feed.is_some_and(|feed| feed.is_same_server(address));
    addresses.find(allowed).map(|address| address.as_str().to_owned())
}

fn topic(category: &Category) -> Option<String> {
    let name = category.label.as_deref().unwrap_or(&category.term);
    // Some feeds put an address, or a whole path of topics there.
    (!name.contains(['/', ':'])).then(|| clean::words(name, 40)).flatten()
}

fn language(tag: Option<&str>) -> String {
    let tag = tag.unwrap_or_default().trim().to_ascii_lowercase();
    let first = tag.split(['-', '_']).next().unwrap_or_default();
    let plain = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase());
    if plain { first.to_owned() } else { String::new() }
}
