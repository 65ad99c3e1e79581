//! Where sentences end, and how a text is cut into what is said in one breath.

use std::ops::Range;

/// Characters of one line as it is performed: what a caption holds. A script divides longer ones, so none is.
pub(crate) const LINE: usize = 220;
/// Characters of the shortest beginning that is worth being spoken alone.
const SHORTEST: usize = 12;

/// Where the sentences of `text` end: the byte behind each end mark and its closing quotes. A sentence that `text` ends
/// with is only among them where more could not belong to it: something follows.
pub(crate) fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.char_indices().filter_map(|(at, mark)| {
        if !matches!(mark, '.' | '!' | '?' | '…') {
            return None;
        }
        let after = &text[at + mark.len_utf8()..];
        let rest = after.trim_start_matches(['\'', '”', '’', '»', '.', '!', '?', '…']);
        let next = rest.trim_start();
        let begins = next.chars().next()?;
        // French has a space before its marks: what follows one may be another.
        let ended = next.len() < rest.len()
            && (begins.is_uppercase() || begins.is_numeric() || "«“‘".contains(begins));
        (ended && !(mark == '.' && shortened(&text[..at]))).then(|| text.len() - rest.len())
    })
}

/// Titles that end in a point within a sentence.
const TITLES: [&str; 8] = ["Mr", "Mrs", "Ms", "Dr", "St", "Mme", "Me", "Pr"];

/// Titles and initials.
fn shortened(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    initial || TITLES.contains(&word)
}

/// The first sentences of a text that is still being written, as far as they are whole and long enough; the byte behind
/// them.
pub(crate) fn whole(text: &str) -> Option<usize> {
    ends(text).find(|end| text[..*end].trim().chars().count() >= SHORTEST)
}

/// `text` cut to at most `most` characters: behind a sentence where that keeps half of it, else behind a word.
pub(crate) fn cut(text: &str, most: usize) -> &str {
    let Some((limit, _)) = text.char_indices().nth(most) else { return text };
    let part = &text[..limit];
    let sentence = ends(text).take_while(|end| *end <= limit).last();
    let word = part.rfind(char::is_whitespace);
    let end = sentence.filter(|end| *end >= limit / 2).or(word).unwrap_or(limit);
    part[..end].trim_end_matches([',', ';', ':', '-', '–', '—', ' '])
}

/// `text` as pieces of whole sentences of at most [`LINE`] characters each; a longer sentence is cut behind a comma or a
/// word.
pub(crate) fn lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let piece = first_line(rest);
        lines.push(rest[piece.clone()].trim());
        rest = rest[piece.end..].trim_start();
    }
    lines
}

fn first_line(text: &str) -> Range<usize> {
    let Some((limit, _)) = text.char_indices().nth(LINE) else { return 0..text.len() };
    let sentence = ends(text).take_while(|end| *end <= limit).last();
    let part = &text[..limit];
    let clause = || {
        let marks = part.char_indices().filter(|(_, c)| matches!(c, ',' | ';' | ':' | '—'));
        let ends = marks.map(|(at, c)| at + c.len_utf8());
        ends.filter(|end| text[*end..].starts_with(' ')).rfind(|end| *end >= limit / 2)
    };
    let word = || part.rfind(' ').filter(|at| *at > 0);
    0..sentence.or_else(clause).or_else(word).unwrap_or(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_whole_when_the_next_one_begins() {
        assert_eq!(whole("The lamp went out."), None);
        assert_eq!(
            whole("The lamp went out. Th").map(|end| &"The lamp went out. Th"[..end]),
            Some("The lamp went out.")
        );
        assert_eq!(whole("Dr. Mirren asks Mrs. Vale"), None);
        assert_eq!(whole("No. Not again, she said"), None, "too short to be worth it");
        assert_eq!(whole("Où vas-tu donc ? Je ne sais pas"), Some("Où vas-tu donc ?".len()));
        assert_eq!(whole("“Who goes there?” she asked"), None);
    }

    #[test]
    fn lines_are_short_and_lose_no_words() {
        let long = "and the rain went on over the roofs, ".repeat(20);
        for text in ["The lamp went out. ".repeat(40), long, "x".repeat(700), "é".repeat(500)] {
            let lines = lines(&text);
            assert!(lines.iter().all(|line| !line.is_empty() && line.chars().count() <= LINE));
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }

    #[test]
    fn a_cut_falls_behind_a_sentence_or_a_word() {
        assert_eq!(cut("One two three. Four five six seven.", 20), "One two three.");
        assert_eq!(cut("One two three four five", 12), "One two");
        assert_eq!(cut("short", 12), "short");
    }
}
