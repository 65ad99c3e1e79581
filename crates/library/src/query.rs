//! What the listener types, as an expression of SQLite's full-text search.
//!
//! Every word goes in as a quoted string, so nothing that is typed is an operator (FTS5, "Full-text Query Syntax").

/// More words than anybody types; the rest is left out.
const MOST_WORDS: usize = 16;

/// Characters of a query that are looked at.
const LONGEST: usize = 1000;

/// The expression that finds lines with all words of `query`: a word matches its own beginning of a longer one,
/// what is in quotation marks matches as it stands. `None` when there is no word in it.
pub(crate) fn expression(query: &str) -> Option<String> {
    let mut wanted = Vec::new();
    let bounded: String = query.chars().take(LONGEST).collect();
    // Every second piece is inside quotation marks; a mark that is never closed opens a phrase to the end.
    for (index, piece) in bounded.split(['"', '“', '”', '„', '«', '»']).enumerate() {
        let words = piece.split(|c: char| !is_word(c)).filter(|word| !word.is_empty());
        if index % 2 == 1 {
            let phrase = words.take(MOST_WORDS).collect::<Vec<_>>().join(" ");
            if !phrase.is_empty() {
                wanted.push(format!("\"{phrase}\""));
            }
        } else {
            wanted.extend(words.map(|word| format!("\"{word}\" *")));
        }
    }
    wanted.truncate(MOST_WORDS);
    (!wanted.is_empty()).then(|| wanted.join(" AND "))
}

/// Letters, digits and marks, as the `unicode61` tokenizer has them, give or take: what slips through is dropped by
/// the tokenizer itself.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && !c.is_whitespace() && !c.is_control())
}
