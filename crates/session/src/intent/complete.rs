use super::LONGEST;
use super::phrases::Phrases;
use super::text::{tail, words};

/// How finished `text` sounds, 0..1: near 0 where more must follow ("and then the"), near 1 for a whole sentence. Half is
/// the border. `language` is a BCP 47 tag.
pub fn completeness(text: &str, language: &str) -> f32 {
    let phrases = Phrases::of(language);
    let text = tail(text, LONGEST);
    let words = words(text, &phrases.elided);
    let Some(last) = words.last() else { return 0.0 };
    let plain: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
    let end = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ' ']);
    if end.ends_with("...") || matches!(last.mark, Some('…' | ',' | '—' | ':' | ';')) {
        return 0.15;
    }
    if phrases.fillers.contains(&last.plain) {
        return 0.1;
    }
    let ended = matches!(last.mark, Some('.' | '!' | '?'));
    if phrases.whole.has(&plain) {
        return if ended { 0.98 } else { 0.9 };
    }
    let open = phrases.open.get(&last.plain).copied().unwrap_or(0.0);
    let hanging = if phrases.hanging.tails(&plain).is_empty() { 0.0 } else { 0.85 };
    let closed = 1.0 - open.max(hanging);
    // A recogniser ends whatever it was given with a full stop, so that one weighs little against an open word.
    let closed = if ended { closed + (1.0 - closed) * 0.3 } else { closed * 0.85 };
    closed.clamp(0.0, 1.0)
}
