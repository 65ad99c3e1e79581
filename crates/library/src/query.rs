//! What the listener types, as an expression of SQLite's full-text search.
//!
//! Every word goes in as a quoted string, so nothing that is typed is an operator (FTS5, "Full-text Query Syntax").

/// More words than anybody types; the rest is left out.
const MOST_WORDS: usize = 16;

/// Characters of a query that are looked at.
const LONGEST: usize = 1000;

/// The expression that finds lines with all words of `query`: a word finds itself and longer ones that begin with
/// it, what is in quotation marks must stand as it is. `None` when there is no word in it.
pub(crate) fn expression(query: &str) -> Option<String> {
    let mut wanted = Vec::new();
    let bounded: String = query.chars().take(LONGEST).collect();
    let typing = bounded.chars().next_back().is_some_and(is_word);
    // Every second piece is inside quotation marks; a mark that is never closed opens a phrase to the end.
    for (number, piece) in bounded.split(['"', '“', '”', '„', '«', '»']).enumerate() {
        let words = piece.split(|c: char| !is_word(c)).filter(|word| !word.is_empty());
        if number % 2 == 1 {
            let phrase = words.take(MOST_WORDS).collect::<Vec<_>>().join(" ");
            wanted.extend((!phrase.is_empty()).then(|| quoted(&phrase)));
        } else {
            wanted.extend(words.map(beginning));
        }
    }
    // A single letter finds nearly everything, unless it stands by itself; the last one is still being typed.
    if typing && let Some(last) = wanted.last_mut().filter(|last| last.len() == quoted("a").len()) {
        last.push_str(" *");
    }
    wanted.truncate(MOST_WORDS);
    (!wanted.is_empty()).then(|| wanted.join(" AND "))
}

fn quoted(words: &str) -> String {
    format!("\"{words}\"")
}

/// The whole word counts a second time, so that it comes before longer ones.
fn beginning(word: &str) -> String {
    let whole = quoted(word);
    if word.len() == 1 { whole } else { format!("({whole} OR {whole} *)") }
}

/// Letters, digits and marks, as the `unicode61` tokenizer has them, give or take: what slips through is dropped by
/// the tokenizer itself.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && !c.is_whitespace() && !c.is_control())
}
