//! The story that ships and comes nearest to a wish, for when nobody can write one.

use std::collections::HashSet;

use vesper_script::Kind;
use vesper_studio::story::Wish;

use crate::shelf::{Entry, Shelf};

/// Words that are shorter say nothing of what a story is about.
const SHORTEST: usize = 4;

/// The story on the shelf that shares most words with `wish`, in its language where there is one; of several, another for
/// another wish.
pub fn fitting<'a>(shelf: &'a Shelf, wish: &Wish) -> Option<&'a Entry> {
    let wanted = words(&wish.text);
    let shared = |entry: &Entry| -> Option<(bool, usize)> {
        let script = entry.script.as_ref().ok().filter(|script| script.header().kind == Kind::Story)?;
        let header = script.header();
        let first = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let told = [header.title.as_str(), &header.about].into_iter();
        let told = told.chain(header.moods.iter().chain(&script.outline().chapters).map(String::as_str));
        let known: HashSet<String> = told.flat_map(words).collect();
        let alike = wanted.iter().filter(|word| known.iter().any(|known| alike(word, known))).count();
        Some((first(&header.language) == first(&wish.language), alike))
    };
    let shipped = shelf.entries().filter(|entry| entry.id.starts_with("stories/"));
    let scored: Vec<(&Entry, (bool, usize))> =
        shipped.filter_map(|entry| Some((entry, shared(entry)?))).collect();
    let best = scored.iter().map(|(_, score)| *score).max()?;
    let equal: Vec<&Entry> =
        scored.into_iter().filter(|(_, score)| *score == best).map(|(entry, _)| entry).collect();
    let turn = wish.text.bytes().fold(0_usize, |sum, byte| sum.wrapping_add(usize::from(byte)));
    equal.get(turn.checked_rem(equal.len())?).copied()
}

fn words(text: &str) -> HashSet<String> {
    let parts = text.split(|letter: char| !letter.is_alphanumeric());
    parts.filter(|word| word.chars().count() >= SHORTEST).map(str::to_lowercase).collect()
}

/// One begins with the other: `lamp` and `lamps`.
fn alike(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Home;

    #[test]
    fn a_wish_finds_the_story_that_is_about_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let shelf = Shelf::load(&Home::at(folder.path()));
        let found = |text: &str| fitting(&shelf, &Wish::new(text)).expect("a story").id.clone();
        assert_eq!(found("a train through the night"), "stories/night-train");
        assert_eq!(found("An orchard where clocks grow"), "stories/orchard-of-clocks");
        assert!(found("zzz").starts_with("stories/"), "some story is better than none");
    }
}
