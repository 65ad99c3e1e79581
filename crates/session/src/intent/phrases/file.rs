//! The form of a phrase file: sections in square brackets, a saying on each line.
//!
//! `#` begins a comment. In a saying, `a/b` stands for either word, `[a]` and `[a/b]` for one that may be left out, and
//! `a_b` holds two words together as one alternative. All is folded as heard text is.

use std::collections::{HashMap, HashSet};

use super::super::text::{plain, words};

/// Ways in which one line may be said, at most.
const WAYS: usize = 1_000;

/// The sections of a file, by name, with their lines.
pub(in super::super) struct File<'a> {
    sections: HashMap<&'a str, Vec<&'a str>>,
    elided: HashSet<String>,
}

impl<'a> File<'a> {
    pub(in super::super) fn read(text: &'a str) -> Self {
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
        let elided = lines.flat_map(|line| line.split_whitespace()).map(str::to_owned).collect();
        File { sections, elided }
    }

    fn lines(&self, section: &str) -> impl Iterator<Item = &'a str> {
        self.sections.get(section).cloned().unwrap_or_default().into_iter()
    }

    /// All ways in which the lines of a section may be said.
    pub(in super::super) fn sayings(&self, section: &str) -> Vec<String> {
        let ways = self.lines(section).flat_map(ways);
        ways.map(|way| self.folded(&way)).filter(|saying| !saying.is_empty()).collect()
    }

    /// The first line of a section in its shortest way, as it is written.
    pub(in super::super) fn plainest(&self, section: &str) -> Option<String> {
        let line = self.lines(section).next()?;
        let needed = line.split_whitespace().filter(|part| !part.starts_with('['));
        let words = needed.filter_map(|part| part.split('/').next()).map(|word| word.replace('_', " "));
        Some(words.collect::<Vec<_>>().join(" "))
    }

    /// The words of a section, several on a line.
    pub(in super::super) fn words(&self, section: &str) -> HashSet<String> {
        self.lines(section).flat_map(str::split_whitespace).map(|word| self.folded(word)).collect()
    }

    /// The lines of a section as groups of words.
    pub(in super::super) fn groups(&self, section: &str) -> Vec<Vec<String>> {
        self.lines(section)
            .map(|line| line.split_whitespace().map(|word| self.folded(word)).collect())
            .collect()
    }

    /// Words with the number that begins their line.
    pub(in super::super) fn graded(&self, section: &str) -> HashMap<String, f32> {
        let mut graded = HashMap::new();
        for line in self.lines(section) {
            let mut parts = line.split_whitespace();
            let Some(grade) = parts.next().and_then(|grade| grade.parse().ok()) else { continue };
            graded.extend(parts.map(|word| (self.folded(word), grade)));
        }
        graded
    }

    fn folded(&self, saying: &str) -> String {
        plain(&words(saying, &self.elided))
    }
}

/// Every way in which a line may be said.
fn ways(line: &str) -> Vec<String> {
    let mut ways = vec![String::new()];
    for part in line.split_whitespace() {
        let optional = part.strip_prefix('[').and_then(|part| part.strip_suffix(']'));
        let alternatives = optional.unwrap_or(part).split('/').chain(optional.map(|_| ""));
        let alternatives: Vec<String> = alternatives.map(|word| word.replace('_', " ")).collect();
        ways = ways
            .iter()
            .flat_map(|way| alternatives.iter().map(move |word| format!("{way} {word}")))
            .collect();
        ways.truncate(WAYS);
    }
    ways
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{File, ways};

    #[test]
    fn every_language_has_the_same_sections() {
        let sections = |text: &'static str| File::read(text).sections.into_keys().collect::<BTreeSet<&str>>();
        let english = sections(include_str!("../../../../../assets/phrases/en.txt"));
        assert_eq!(
            sections(include_str!("../../../../../assets/phrases/fr.txt"))
                .symmetric_difference(&english)
                .count(),
            1
        );
        assert!(sections(include_str!("../../../../../assets/phrases/und.txt")).is_subset(&english));
    }

    #[test]
    fn no_line_has_more_ways_than_are_kept() {
        for text in [
            include_str!("../../../../../assets/phrases/en.txt"),
            include_str!("../../../../../assets/phrases/fr.txt"),
        ] {
            let most = text.lines().map(|line| (ways(line).len(), line)).max().unwrap();
            assert!(most.0 < super::WAYS, "{} ways to say {:?}", most.0, most.1);
        }
    }

    #[test]
    fn a_line_is_said_in_all_its_ways() {
        let said: Vec<String> = ways("go [a_bit/much] slower/down")
            .iter()
            .map(|way| way.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(
            said,
            ["go a bit slower", "go a bit down", "go much slower", "go much down", "go slower", "go down"]
        );
        assert!(ways(&"a/b ".repeat(40)).len() <= super::WAYS);
    }
}
