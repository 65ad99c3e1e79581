//! The feeds that the listener chose, among the settings.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use vesper_speech::{Error, Kind, Result};
use vesper_studio::daily::{Feed, outline};

use super::gathered::file;
use crate::kept::Kept;

/// The setting that has them.
const SETTING: &str = "feeds";
/// Feeds at most; each is a request at every fetching.
const MOST: usize = 200;
/// Bytes of a list of feeds.
const LONGEST_LIST: usize = 4 << 20;

/// Those that the listener chose, in the order in which they did. What cannot be read as one is left out.
///
/// # Errors
/// What the library answers.
pub fn feeds(kept: &Kept) -> Result<Vec<Feed>> {
    let setting = kept.with(|library| library.setting(SETTING))?;
    let listed = setting.as_ref().and_then(Value::as_array);
    let read = |value: &Value| serde_json::from_value::<Feed>(value.clone()).ok();
    // What stands there is held to what the listener could have chosen.
    let sound = |feed: Feed| Feed::new(&feed.address, &feed.title, &feed.topic).ok();
    Ok(listed.into_iter().flatten().filter_map(read).filter_map(sound).take(MOST).collect())
}

/// Adds `feed`, in the place of one with the same address.
///
/// # Errors
/// `BadRequest` where there are too many; what the library answers.
pub fn add_feed(kept: &Kept, feed: Feed) -> Result<()> {
    add(kept, vec![feed]).map(drop)
}

/// Adds the feeds in the OPML file at `path`; gives those that are new.
///
/// # Errors
/// `MissingFile` or `BadFile` where there is none in it; `BadRequest` where that would be too many.
pub fn import_feeds(kept: &Kept, path: &Path) -> Result<Vec<Feed>> {
    let bytes = file(path, LONGEST_LIST, "Export your feeds once more as OPML.")?;
    add(kept, outline(&path.display().to_string(), &bytes)?)
}

/// Gives those that were not there before.
fn add(kept: &Kept, more: Vec<Feed>) -> Result<Vec<Feed>> {
    let mut all = feeds(kept)?;
    let mut new = Vec::new();
    for feed in more {
        match all.iter_mut().find(|known| known.address == feed.address) {
            Some(known) => *known = feed,
            None => {
                all.push(feed.clone());
                new.push(feed);
            }
        }
    }
    if all.len() > MOST {
        let what = format!("would be {}, and {MOST} is what Vesper asks at most.", all.len());
        return Err(Error::new(Kind::BadRequest, "your feeds", what, "Remove some first."));
    }
    keep(kept, &all)?;
    Ok(new)
}

/// Forgets the feed that `name` means: its number in the list from 1, its address, its title or its host.
///
/// # Errors
/// `BadRequest` where there is none, or more than one.
pub fn remove_feed(kept: &Kept, name: &str) -> Result<Feed> {
    let mut all = feeds(kept)?;
    let number = name.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let means = |feed: &Feed| {
        feed.address == name
            || feed.title.eq_ignore_ascii_case(name)
            || feed.host().eq_ignore_ascii_case(name)
    };
    let meant: Vec<usize> = match number {
        Some(at) if at < all.len() => vec![at],
        _ => (0..all.len()).filter(|at| all.get(*at).is_some_and(means)).collect(),
    };
    let [at] = meant.as_slice() else {
        let what =
            if meant.is_empty() { "is no feed that you chose." } else { "means several of your feeds." };
        let advice = "`vesper daily feeds list` numbers them.";
        return Err(Error::new(Kind::BadRequest, name, what, advice));
    };
    let gone = all.remove(*at);
    keep(kept, &all)?;
    Ok(gone)
}

fn keep(kept: &Kept, feeds: &[Feed]) -> Result<()> {
    let value = serde_json::to_value(feeds).unwrap_or_default();
    kept.with(|library| library.set(&BTreeMap::from([(SETTING.to_owned(), value)])))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::home::Home;

    #[test]
    fn feeds_are_chosen_imported_and_removed_by_what_they_are_called() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::open(&Home::at(folder.path())).unwrap().kept;
        add_feed(&kept, Feed::new("one.example/feed", "One", "World").unwrap()).unwrap();
        let list = folder.path().join("mine.opml");
        let text = "<opml><body><outline text='Science'><outline title='Two' xmlUrl='https://two.example/rss'/>\
                    <outline title='One' xmlUrl='https://one.example/feed'/></outline></body></opml>";
        std::fs::write(&list, text).unwrap();
        let new = import_feeds(&kept, &list).unwrap();
        assert_eq!(new.iter().map(|feed| feed.title.as_str()).collect::<Vec<_>>(), ["Two"]);
        let all = feeds(&kept).unwrap();
        assert_eq!((all.len(), all[0].topic.as_str(), all[1].topic.as_str()), (2, "Science", "Science"));
        assert!(remove_feed(&kept, "three").unwrap_err().what.contains("no feed"));
        assert_eq!(remove_feed(&kept, "two.example").unwrap().title, "Two");
        assert_eq!(remove_feed(&kept, "1").unwrap().title, "One");
        assert!(feeds(&kept).unwrap().is_empty());
    }
}
