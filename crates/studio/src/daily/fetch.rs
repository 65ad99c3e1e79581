//! Asking the feeds that the listener chose, when they ask for it.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::Builder;

use vesper_speech::{Error, Kind, Result};

use super::address::Address;
use super::archive::Archive;
use super::feed::{Edition, Feed};
use super::page;
use super::read;
use super::wire::{Ask, Got, Limits, get};
use super::witness::Witness;

/// Feeds that are asked at the same time.
const AT_ONCE: usize = 4;
const FEEDS: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, \
                     text/xml;q=0.8, application/json;q=0.7, */*;q=0.1";
const PAGES: &str = "text/html, application/xhtml+xml;q=0.9";
/// Bytes of an article's page.
const LONGEST_PAGE: usize = 2 << 20;

/// Whether to go on.
pub type Check<'a> = &'a (dyn Fn() -> Result<()> + Sync);

/// What fetching a feed came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// It has something that was not here.
    New,
    /// The server has nothing newer.
    Unchanged,
}

/// Asks feeds and the articles that they lead to. Nothing else here speaks to another machine, and nothing leaves before
/// the witness knows of it.
pub struct Fetcher<'a> {
    pub witness: &'a dyn Witness,
    pub limits: Limits,
}

impl Fetcher<'_> {
    /// Asks each of `feeds` for what is newer than what `archive` has, some at a time, and keeps it there. What came of
    /// each stands in their order; one that fails leaves what was fetched before as it is.
    pub fn refresh(
        &self,
        feeds: &[Feed],
        archive: &Archive,
        now: u64,
        check: Check<'_>,
    ) -> Vec<Result<Fetched>> {
        let next = AtomicUsize::new(0);
        let done: Mutex<Vec<(usize, Result<Fetched>)>> = Mutex::new(Vec::new());
        let work = || {
            while let Some((at, feed)) =
                Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, feeds.get(at)?)))
            {
                let result = self.fetch(feed, archive, now, check);
                done.lock().unwrap_or_else(PoisonError::into_inner).push((at, result));
            }
        };
        std::thread::scope(|scope| {
            let others = (1..AT_ONCE.min(feeds.len()))
                .map(|number| Builder::new().name(format!("feeds-{number}")).spawn_scoped(scope, work));
            // Where no more threads can be started, this one asks all of them.
            others.for_each(drop);
            work();
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(at, _)| *at);
        done.into_iter().map(|(_, result)| result).collect()
    }

    fn fetch(&self, feed: &Feed, archive: &Archive, now: u64, check: Check<'_>) -> Result<Fetched> {
        let address = parsed(&feed.address)?;
        // What cannot be read of the last time is fetched anew.
        let before = archive.edition(feed).ok().flatten();
        let ask = Ask {
            purpose: format!("feed {}", address.host()),
            address: address.clone(),
            chosen: &address,
            accept: FEEDS,
            etag: before.as_ref().and_then(|edition| edition.etag.as_deref()),
            modified: before.as_ref().and_then(|edition| edition.modified.as_deref()),
        };
        let got = get(&ask, &self.limits, self.witness, check)?;
        if let (true, Some(before)) = (got.unchanged, before) {
            archive.keep(&Edition { fetched: now, ..before })?;
            return Ok(Fetched::Unchanged);
        }
        let Got { bytes, content_type, etag, modified, .. } = got;
        let reading = read::read(&feed.address, &bytes, content_type.as_deref())?;
        archive.keep(&Edition {
            address: feed.address.clone(),
            title: reading.title,
            language: reading.language,
            fetched: now,
            etag,
            modified,
            items: reading.items,
        })?;
        Ok(Fetched::New)
    }

    /// The article at `link`, which stands in an item of `feed`: a paragraph a line.
    ///
    /// # Errors
    /// `Denied` where the link leads into the listener's own network and the feed is not there itself; `Network`;
    /// `BadFile` for a page without an article.
    pub fn article(&self, feed: &Feed, link: &str, check: Check<'_>) -> Result<String> {
        let chosen = parsed(&feed.address)?;
        let ask = Ask {
            purpose: format!("article of {}", chosen.host()),
            address: parsed(link)?,
            chosen: &chosen,
            accept: PAGES,
            etag: None,
            modified: None,
        };
        let limits = Limits { bytes: self.limits.bytes.min(LONGEST_PAGE), ..self.limits };
        let got = get(&ask, &limits, self.witness, check)?;
        page::article(&got.bytes, got.content_type.as_deref(), got.at.as_str())
    }
}

fn parsed(address: &str) -> Result<Address> {
    Address::parse(address).map_err(|what| {
        let what = format!("cannot be asked: {what}.");
        Error::new(Kind::BadRequest, "the address of a feed or an article", what, "")
    })
}
