//! What happened, however many feeds tell it: items that tell the same, in the order of how much they matter.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use super::feed::{Edition, Feed, Item};
use crate::clean;

/// Items that are looked at, the newest of all feeds.
const LOOKED_AT: usize = 600;
/// Items older than this are no news, in seconds; the newest of a feed that has nothing newer are told all the same.
const FRESH: u64 = 3 * 24 * 3600;
const AT_LEAST: usize = 3;
/// Seconds after which an item matters half as much.
const HALF: f64 = 12.0 * 3600.0;
/// How much of the words of two titles must be the same, and how many words at least.
const ALIKE: f32 = 0.5;
const WORDS: usize = 3;
/// Letters of a title's word that counts.
const LONG: usize = 4;
/// What a topic of the listener's adds to what matters once.
const INTEREST: f64 = 2.5;
/// Sources of one matter that are listened to.
const SOURCES: usize = 3;

/// One source of a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The feed's name, as it is said.
    pub name: String,
    /// The feed's address.
    pub feed: String,
    /// BCP 47.
    pub language: String,
    pub title: String,
    /// Its words, a paragraph a line.
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// When it was published, or fetched where it does not say; in seconds since 1970.
    pub when: u64,
}

impl Source {
    /// Everything that it says.
    pub(crate) fn whole(&self) -> String {
        format!("{}.\n{}", self.title, self.text)
    }
}

/// Something that happened, as its sources tell it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// A title of one of its sources.
    pub title: String,
    /// Under what it is told; empty where nobody says.
    pub topic: String,
    /// The best first: at most three, each of another feed.
    pub sources: Vec<Source>,
    /// How many feeds tell it.
    pub told_by: usize,
}

/// What the feeds tell, the important first: by how new it is, how many tell it, and whether it is about one of
/// `interests`. `now` is in seconds since 1970; `language` is meant where a feed does not say its own.
pub(crate) fn matters(
    editions: &[(Feed, Edition)],
    interests: &[String],
    language: &str,
    now: u64,
) -> Vec<Matter> {
    let mut candidates: Vec<Candidate<'_>> =
        editions.iter().flat_map(|(feed, edition)| candidates(feed, edition, language, now)).collect();
    candidates.sort_by(|a, b| b.when.cmp(&a.when).then_with(|| a.item.title.cmp(&b.item.title)));
    candidates.truncate(LOOKED_AT);
    let mut groups: Vec<Vec<Candidate<'_>>> = Vec::new();
    for candidate in candidates {
        match groups.iter_mut().find(|group| group.iter().any(|known| known.tells_the_same(&candidate))) {
            Some(group) => group.push(candidate),
            None => groups.push(vec![candidate]),
        }
    }
    let interests: Vec<Vec<String>> =
        interests.iter().map(|words| title_words(words, 1).into_iter().collect()).collect();
    let mut weighed: Vec<(f64, Matter)> =
        groups.iter().map(|group| (weight(group, &interests, now), matter(group))).collect();
    weighed.sort_by(|(a, one), (b, other)| b.total_cmp(a).then_with(|| one.title.cmp(&other.title)));
    weighed.into_iter().map(|(_, matter)| matter).collect()
}

/// An item that may be told.
struct Candidate<'a> {
    feed: &'a Feed,
    edition: &'a Edition,
    item: &'a Item,
    language: &'a str,
    when: u64,
    /// Its place in the feed, from zero.
    place: usize,
    words: HashSet<String>,
}

fn candidates<'a>(feed: &'a Feed, edition: &'a Edition, language: &'a str, now: u64) -> Vec<Candidate<'a>> {
    let when = |item: &Item| item.when.unwrap_or(edition.fetched).min(edition.fetched.max(1));
    let fresh = |item: &Item| now.saturating_sub(when(item)) <= FRESH;
    let language = if edition.language.is_empty() { language } else { &edition.language };
    let all = edition.items.iter().enumerate().filter(|(place, item)| *place < AT_LEAST || fresh(item));
    all.map(|(place, item)| Candidate {
        feed,
        edition,
        item,
        language,
        when: when(item),
        place,
        words: title_words(&item.title, LONG),
    })
    .collect()
}

fn title_words(title: &str, long: usize) -> HashSet<String> {
    let folded = clean::folded(title);
    let words = folded
        .split(' ')
        .filter(|word| word.chars().count() >= long || word.contains(|c: char| c.is_ascii_digit()));
    words.map(str::to_owned).collect()
}

impl Candidate<'_> {
    fn tells_the_same(&self, other: &Candidate<'_>) -> bool {
        let link = |item: &Item| {
            item.link.as_deref().map(|link| link.split(['?', '#']).next().unwrap_or(link).to_owned())
        };
        let linked = link(self.item).is_some_and(|own| link(other.item) == Some(own));
        // A feed that has two items has two things to tell, however alike their titles are: a series, the weather.
        let same_feed = self.feed.address == other.feed.address;
        if same_feed {
            return linked || clean::same(&self.item.title, &other.item.title);
        }
        let shared = self.words.intersection(&other.words).count();
        let all = self.words.len() + other.words.len() - shared;
        linked
            || (shared >= WORDS && shared as f32 >= ALIKE * all as f32)
            || clean::same(&self.item.title, &other.item.title)
    }

    fn source(&self) -> Source {
        let name = [&self.feed.title, &self.edition.title].into_iter().find(|name| !name.is_empty());
        Source {
            name: name.cloned().unwrap_or_else(|| self.feed.host()),
            feed: self.feed.address.clone(),
            language: self.language.to_owned(),
            title: self.item.title.clone(),
            text: self.item.text.clone(),
            link: self.item.link.clone(),
            when: self.when,
        }
    }
}

/// How much it matters: more the newer it is, the more feeds tell it, the higher they place it.
fn weight(group: &[Candidate<'_>], interests: &[Vec<String>], now: u64) -> f64 {
    let newest = group.iter().map(|it| it.when).max().unwrap_or_default();
    let recency = 0.5f64.powf(now.saturating_sub(newest) as f64 / HALF);
    let feeds = told_by(group) as f64;
    let place = group.iter().map(|it| it.place).min().unwrap_or_default() as f64;
    let wanted = group.iter().any(|it| is_about(it, interests));
    (0.2 + recency)
        * (1.0 + feeds.log2())
        * (1.0 + 0.3 / (1.0 + place))
        * if wanted { 1.0 + INTEREST } else { 1.0 }
}

/// Whether all words of one of the interests are in it.
fn is_about(candidate: &Candidate<'_>, interests: &[Vec<String>]) -> bool {
    let told =
        [&candidate.item.title, &candidate.feed.topic, &candidate.item.text].map(|text| clean::folded(text));
    let words: HashSet<&str> = told
        .iter()
        .flat_map(|text| text.split(' '))
        .chain(candidate.item.topics.iter().map(String::as_str))
        .collect();
    let has = |word: &String| words.iter().any(|known| super::facts::are_related(known, word));
    interests.iter().any(|interest| !interest.is_empty() && interest.iter().all(has))
}

fn told_by(group: &[Candidate<'_>]) -> usize {
    group.iter().map(|it| it.feed.address.as_str()).collect::<HashSet<_>>().len()
}

fn matter(group: &[Candidate<'_>]) -> Matter {
    let mut sources: Vec<Source> = Vec::new();
    let mut ordered: Vec<&Candidate<'_>> = group.iter().collect();
    // Who says more is listened to first.
    ordered.sort_by_key(|it| std::cmp::Reverse(it.item.text.chars().count().min(1_200)));
    for candidate in ordered {
        let known = sources.iter().any(|source| source.feed == candidate.feed.address);
        if !known && sources.len() < SOURCES {
            sources.push(candidate.source());
        }
    }
    let title = sources.first().map(|source| source.title.clone()).unwrap_or_default();
    Matter { title, topic: topic(group), told_by: told_by(group), sources }
}

/// What the listener calls it; else what most of its items say of themselves.
fn topic(group: &[Candidate<'_>]) -> String {
    if let Some(chosen) = group.iter().map(|it| &it.feed.topic).find(|topic| !topic.is_empty()) {
        return chosen.clone();
    }
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for name in group.iter().flat_map(|it| it.item.topics.iter().take(1)) {
        *counted.entry(name).or_default() += 1;
    }
    let most = counted.into_iter().max_by(|(a, one), (b, other)| one.cmp(other).then_with(|| b.cmp(a)));
    most.map(|(name, _)| name.to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: u64 = 1_800_000_000;
    const HOUR: u64 = 3600;

    fn edition(name: &str, topic: &str, items: &[(&str, u64)]) -> (Feed, Edition) {
        let feed = Feed::new(&format!("https://{name}.example/feed"), name, topic).expect("a feed");
        let item = |(title, hours): &(&str, u64)| Item {
            id: (*title).to_owned(),
            title: (*title).to_owned(),
            text: format!("{title} it is."),
            when: Some(NOW - hours * HOUR),
            ..Item::default()
        };
        let items = items.iter().map(item).collect();
        let edition = Edition { address: feed.address.clone(), fetched: NOW, items, ..Edition::default() };
        (feed, edition)
    }

    fn titles(matters: &[Matter]) -> Vec<&str> {
        matters.iter().map(|matter| matter.title.as_str()).collect()
    }

    #[test]
    fn what_several_tell_is_one_matter_and_comes_first() {
        let editions = [
            edition("a", "World", &[("Great flood closes Porto harbour", 5), ("Cat found in tree", 1)]),
            edition("b", "", &[("Porto harbour closed after great flood", 6)]),
            edition("c", "", &[("Great flood: Porto harbour closed", 2), ("Market falls again", 3)]),
        ];
        let matters = matters(&editions, &[], "en", NOW);
        assert_eq!(matters.len(), 3);
        assert_eq!(
            (matters[0].told_by, matters[0].sources.len(), matters[0].topic.as_str()),
            (3, 3, "World")
        );
        assert_eq!(titles(&matters)[1..], ["Cat found in tree", "Market falls again"]);
    }

    #[test]
    fn what_the_listener_cares_about_comes_before_what_is_newer() {
        let editions = [edition("a", "", &[("Budget talks begin", 1), ("Whales sing in the fjord", 20)])];
        assert_eq!(titles(&matters(&editions, &[], "en", NOW))[0], "Budget talks begin");
        assert_eq!(titles(&matters(&editions, &["whale".into()], "en", NOW))[0], "Whales sing in the fjord");
    }

    #[test]
    fn what_is_old_is_left_out_but_for_the_top_of_a_quiet_feed() {
        let old: Vec<(String, u64)> =
            (0..20).map(|at| (format!("Old matter number {at}"), 400 + at)).collect();
        let old: Vec<(&str, u64)> = old.iter().map(|(title, hours)| (title.as_str(), *hours)).collect();
        assert_eq!(matters(&[edition("a", "", &old)], &[], "en", NOW).len(), AT_LEAST);
        let future = [("Clock of the server is wrong tonight", 0)];
        let (feed, mut wrong) = edition("b", "", &future);
        wrong.items[0].when = Some(NOW + 90 * 24 * HOUR);
        assert_eq!(matters(&[(feed, wrong)], &[], "en", NOW)[0].sources[0].when, NOW);
    }
}
