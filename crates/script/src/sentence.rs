use std::ops::Range;

/// Characters that a listener can take in at once, and a caption can show: longer lines are told in pieces.
const LONG: usize = 220;

/// Words that end in a point within a sentence.
const SHORTENED: [&str; 24] = [
    "mr", "mrs", "ms", "dr", "st", "prof", "rev", "capt", "col", "gen", "lt", "sgt", "jr", "sr", "mt", "no",
    "vs", "etc", "e.g", "i.e", "cf", "fig", "approx", "vol",
];

/// Where `text` is cut into pieces of whole sentences, none longer than needed; one piece where it is short or is
/// one sentence. No cut is made within one of the parts that are `kept` whole, which are in order.
pub(crate) fn pieces(text: &str, kept: &[Range<usize>]) -> Vec<Range<usize>> {
    let whole = 0..text.len();
    if text.chars().count() <= LONG {
        return vec![whole];
    }
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut last = 0;
    let mut kept = kept.iter().peekable();
    for end in ends(text).chain([text.len()]) {
        while kept.next_if(|part| part.end <= end).is_some() {}
        if kept.peek().is_some_and(|part| part.start < end) {
            continue;
        }
        if last > start && text[start..end].trim().chars().count() > LONG {
            pieces.push(trimmed(text, start..last));
            start = last;
        }
        last = end;
    }
    pieces.push(trimmed(text, start..text.len()));
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn trimmed(text: &str, piece: Range<usize>) -> Range<usize> {
    let part = &text[piece.clone()];
    let start = piece.start + part.len() - part.trim_start().len();
    start..start + part.trim().len()
}

/// Where sentences end: the byte after each end mark with its closing quotes.
fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.char_indices().filter_map(|(at, mark)| {
        if !matches!(mark, '.' | '!' | '?' | '…') {
            return None;
        }
        let after = &text[at + mark.len_utf8()..];
        let rest = after.trim_start_matches(['"', '\'', '”', '’', '»', ')', ']']);
        let next = rest.trim_start();
        let begins = next.chars().next()?;
        let ended = next.len() < rest.len() && !begins.is_lowercase();
        (ended && !(mark == '.' && shortened(&text[..at]))).then(|| text.len() - rest.len())
    })
}

fn shortened(before: &str) -> bool {
    let word = before.rsplit(|c: char| !(c.is_alphanumeric() || c == '.')).next().unwrap_or("");
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    initial || SHORTENED.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        super::pieces(text, &[]).into_iter().map(|piece| &text[piece]).collect()
    }

    fn padded(sentence: &str) -> String {
        format!("{sentence} {}", "And the rain went on and on over the roofs of the town. ".repeat(4).trim())
    }

    #[test]
    fn a_short_line_stays_whole() {
        assert_eq!(pieces("One. Two! Three?"), ["One. Two! Three?"]);
    }

    #[test]
    fn pieces_end_where_sentences_end_and_lose_no_words() {
        let text = "The lamp went out. ".repeat(40);
        let parts = pieces(text.trim());
        assert!(parts.len() > 2);
        assert!(parts.iter().all(|p| p.chars().count() <= LONG && p.ends_with("out.")));
        assert_eq!(parts.join(" "), text.trim());
    }

    #[test]
    fn points_within_a_sentence_do_not_end_it() {
        for whole in [
            "Dr. Mirren and Mrs. Vale of St. Bride measured 3.14 fathoms.",
            "J. Wren wrote it, e.g. Here.",
            "\u{201c}Who goes there?\u{201d} she asked.",
        ] {
            let ended: Vec<usize> = ends(whole).collect();
            assert!(ended.is_empty(), "{whole:?} was cut at {ended:?}");
        }
        let text = padded("\u{201c}Who goes there?\u{201d} Nobody answered Dr. Mirren at all.");
        assert_eq!(pieces(&text).join(" "), text);
    }

    #[test]
    fn one_endless_sentence_stays_whole() {
        let text = "and then ".repeat(60);
        assert_eq!(pieces(text.trim()).len(), 1);
    }

    #[test]
    fn no_cut_is_made_where_something_is_read_as_one() {
        let text = format!(
            "{} {}",
            "The rain went on. ".repeat(11),
            "Ask A. B. C. Nobody. But him. Yes. ".repeat(3)
        );
        let whole = text.find("A. B.").expect("there")..text.find(" Yes").expect("there");
        let cuts = super::pieces(&text, std::slice::from_ref(&whole));
        assert!(
            cuts.len() > 1 && cuts.iter().all(|cut| cut.end <= whole.start || cut.end >= whole.end),
            "{cuts:?}"
        );
    }
}
