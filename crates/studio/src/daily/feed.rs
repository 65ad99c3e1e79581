//! Feeds that the listener chose, and what one had when it was fetched last.

use serde::{Deserialize, Serialize};
use vesper_speech::{Error, Kind, Result};

use super::address::Address;
use crate::clean;

/// Characters of a title and of a topic.
pub(crate) const TITLE: usize = 80;
const TOPIC: usize = 40;

/// A feed that the listener chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// `http` or `https`.
    pub address: String,
    /// As it is named aloud; empty until it was fetched, where the listener gave none.
    #[serde(default)]
    pub title: String,
    /// Under what it is told; empty leaves that to what its items say of themselves.
    #[serde(default)]
    pub topic: String,
}

impl Feed {
    /// A feed at `address`, told under `topic`, which may be empty. An address without `https://` is given it.
    ///
    /// # Errors
    /// `BadRequest` where that is no address of a feed.
    pub fn new(address: &str, title: &str, topic: &str) -> Result<Feed> {
        let given = address.trim();
        let whole = if given.contains(':') || given.is_empty() {
            given.to_owned()
        } else {
            format!("https://{given}")
        };
        let address = Address::parse(&whole).map_err(|what| {
            // What holds a password is not quoted.
            let subject = if given.contains('@') || given.len() > 200 { "the feed's address" } else { given };
            let what = format!("is no address of a feed: {what}.");
            Error::new(Kind::BadRequest, subject, what, "It looks like https://example.org/feed.xml.")
        })?;
        Ok(Feed {
            address: address.as_str().to_owned(),
            title: clean::words(title, TITLE).unwrap_or_default(),
            topic: clean::words(topic, TOPIC).unwrap_or_default(),
        })
    }

    /// What it is called where it has no title.
    pub fn host(&self) -> String {
        let host = Address::parse(&self.address).map(|address| address.host().to_owned()).unwrap_or_default();
        host.strip_prefix("www.").map(str::to_owned).unwrap_or(host)
    }
}

/// Something that a feed tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// As its feed identifies it.
    pub id: String,
    pub title: String,
    /// Its words, a paragraph a line; empty where the feed has none but the title.
    #[serde(default)]
    pub text: String,
    /// Where its article is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// When it was published, in seconds since 1970; none where the feed does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<u64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
}

/// What a feed's file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub title: String,
    /// BCP 47 tag; empty where the feed does not say.
    pub language: String,
    /// In the order of the file.
    pub items: Vec<Item>,
}

/// What a feed had when it was fetched last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// Of its feed.
    pub address: String,
    pub title: String,
    #[serde(default)]
    pub language: String,
    /// In seconds since 1970: when the server was asked last and answered.
    pub fetched: u64,
    /// By what the server knows this edition (RFC 9110, sections 8.8.2 and 8.8.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    pub items: Vec<Item>,
}
