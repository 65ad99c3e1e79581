//! What the listener saved of a day, and how it is handed on as Markdown.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::address::Address;

/// Something that the listener wants to read later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    pub title: String,
    /// Whose it is.
    pub source: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// What its source says.
    pub text: String,
    /// What was told of it, in order.
    #[serde(default)]
    pub told: Vec<String>,
    /// When it was saved, in seconds since 1970.
    pub when: u64,
}

/// `saved` as a Markdown file (CommonMark 0.31), each with its source, its address, the day in `zone` on which it was
/// saved, and what was told of it. Nothing in it is taken for markup.
pub fn markdown(saved: &[Saved], zone: &TimeZone) -> String {
    let mut text = String::from("# Saved from the day\n");
    for item in saved {
        let day = i64::try_from(item.when).ok().and_then(|when| Timestamp::from_second(when).ok());
        let day =
            day.map_or(String::new(), |day| day.to_zoned(zone.clone()).strftime(", %Y-%m-%d").to_string());
        text += &format!("\n## {}\n\n{}{day}", plain(&item.title), plain(&item.source));
        // Only what Vesper itself would ask is made to be clicked on.
        if let Some(address) = item.link.as_deref().and_then(|link| Address::parse(link).ok()) {
            text += &format!(", <{}>", address.as_str().replace(['<', '>', ' '], ""));
        }
        text.push('\n');
        if !item.told.is_empty() {
            text += &format!("\n{}\n", plain(&item.told.join(" ")));
        }
    }
    text
}

/// In one line, with every character that could begin markup escaped.
fn plain(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut plain = String::with_capacity(words.len());
    for (at, letter) in words.char_indices() {
        // A number with a dot begins a list.
        let numbers = matches!(letter, '.' | ')')
            && words
                .get(..at)
                .is_some_and(|before| !before.is_empty() && before.bytes().all(|b| b.is_ascii_digit()));
        if numbers || "\\`*_{}[]<>#|~&".contains(letter) || at == 0 && "+-=".contains(letter) {
            plain.push('\\');
        }
        plain.push(letter);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_saved_is_told_in_markdown_and_nothing_in_it_is_markup() {
        let item = |title: &str, link: &str| Saved {
            title: title.into(),
            source: "Harbour *Post*".into(),
            link: Some(link.into()),
            text: String::new(),
            told: vec!["1. Harbour Post, 2 hours ago.".into(), "The ferry\nruns <b>again</b>.".into()],
            when: 1_795_437_000,
        };
        let all = [
            item("# Ferry [runs](javascript:alert)", "https://post.example/ferry"),
            item("Two", "javascript:alert(1)"),
        ];
        let text = markdown(&all, &TimeZone::UTC);
        assert_eq!(
            text.split("\n## ").nth(1),
            Some(
                "\\# Ferry \\[runs\\](javascript:alert)\n\nHarbour \\*Post\\*, 2026-11-23, <https://post.example/ferry>\n\n\
                 1\\. Harbour Post, 2 hours ago. The ferry runs \\<b\\>again\\</b\\>.\n"
            )
        );
        assert!(!text.contains("<javascript"), "{text}");
    }
}
