//! The form of the files of phrases: sections in double brackets, a pattern on each line, `#` begins a comment.

use std::collections::{HashMap, HashSet};

use super::pattern::Pattern;
use super::text::words;

/// The sections of a file, by name, with their lines.
pub(super) struct File<'a> {
    sections: HashMap<&'a str, Vec<&'a str>>,
    elided: Vec<&'a str>,
}

impl<'a> File<'a> {
    pub(super) fn read(text: &'a str) -> File<'a> {
        let mut sections: HashMap<&str, Vec<&str>> = HashMap::new();
        let mut section = "";
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default().trim();
            match line.strip_prefix("[[").and_then(|line| line.strip_suffix("]]")) {
                Some(name) => section = name,
                None if line.is_empty() => {}
                None => sections.entry(section).or_default().push(line),
            }
        }
        let lines = sections.get("elided").into_iter().flatten();
        let elided = lines.flat_map(|line| line.split_whitespace()).collect();
        File { sections, elided }
    }

    /// What becomes a word of its own before an apostrophe.
    pub(super) fn elided(&self) -> Vec<&'a str> {
        self.elided.clone()
    }

    fn lines(&self, section: &str) -> &[&'a str] {
        self.sections.get(section).map_or(&[], Vec::as_slice)
    }

    /// A section whose lines are patterns; its sets are the sections `set …`.
    pub(super) fn patterns(&self, section: &str) -> Vec<Pattern> {
        let set =
            |name: &str| self.lines(&format!("set {name}")).iter().map(|way| (*way).to_owned()).collect();
        self.lines(section).iter().map(|line| Pattern::read(line, &self.elided, &set)).collect()
    }

    /// A section of single words, several on a line.
    pub(super) fn words(&self, section: &str) -> HashSet<String> {
        self.lines(section).iter().flat_map(|line| words(line, &[])).map(|word| word.plain).collect()
    }

    /// The names of all sections.
    #[cfg(test)]
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.sections.keys().copied()
    }
}
