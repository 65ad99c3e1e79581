use super::LONGEST;
use super::phrases::Phrases;
use super::text::{head, plain, words};

/// Which option was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// This one, by its index.
    Sure(usize),
    /// One of these, the likeliest first: ask again.
    Unsure(Vec<usize>),
    /// None of them, or nothing that is a choice.
    None,
}

/// Which of `options` was meant by `text`: by its number or place, by its words, or by other words for them. A wrong
/// certainty costs more than a question, so that what could mean two is [`Chosen::Unsure`]. `language` is a BCP 47 tag.
pub fn choice<S: AsRef<str>>(text: &str, options: &[S], language: &str) -> Chosen {
    let phrases = Phrases::of(language);
    let folded = |text: &str| plain(&words(head(text, LONGEST), &phrases.elided));
    let said = folded(text);
    match options.iter().position(|option| !said.is_empty() && folded(option.as_ref()) == said) {
        Some(option) => Chosen::Sure(option),
        None => Chosen::None,
    }
}
