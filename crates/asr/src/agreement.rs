//! Which words of a growing utterance are certain.

/// So many of the words that are certain are looked for in the next recognition, which may have one more or less before
/// them.
const ANCHOR: usize = 2;

/// Local agreement: a word is certain as soon as two recognitions in a row have it, and all before it, at the same
/// place. What is certain stays. After Liu, Spanakis and Niehues, "Low-latency sequence-to-sequence speech recognition and
/// translation by partial hypothesis selection" (2020), with n = 2.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    stable: Vec<String>,
    /// The words of the latest recognition behind those that are certain.
    rest: Vec<String>,
}

impl Agreement {
    pub fn new() -> Self {
        Agreement::default()
    }

    /// Takes the next recognition of the whole utterance so far. Words are the same where letters and digits are:
    /// case and punctuation come and go.
    pub fn take(&mut self, text: &str) {
        let words: Vec<&str> = text.split_whitespace().collect();
        let news = words.get(self.behind(&words)..).unwrap_or_default();
        let agreed = news.iter().zip(&self.rest).take_while(|(new, old)| same(new, old)).count();
        self.stable.extend(news.iter().take(agreed).map(|word| (*word).to_owned()));
        self.rest = news.iter().skip(agreed).map(|word| (*word).to_owned()).collect();
    }

    /// Where in `words` what is certain ends: behind its last words, at the place that is nearest to where they were.
    /// Where they are not found, a recognition that has them otherwise counts as long as they are.
    fn behind(&self, words: &[&str]) -> usize {
        let end = self.stable.len();
        let last = self.stable.get(end.saturating_sub(ANCHOR)..).unwrap_or_default();
        let found = words.windows(last.len().max(1)).enumerate().filter(|(_, window)| {
            !last.is_empty() && window.iter().zip(last).all(|(word, stable)| same(word, stable))
        });
        found.map(|(from, _)| from + last.len()).min_by_key(|place| place.abs_diff(end)).unwrap_or(end)
    }

    /// The words that are certain, as one text.
    pub fn stable(&self) -> String {
        self.stable.join(" ")
    }

    /// What the latest recognition has behind them.
    pub fn rest(&self) -> String {
        self.rest.join(" ")
    }

    /// Begins anew with the next utterance.
    pub fn clear(&mut self) {
        self.stable.clear();
        self.rest.clear();
    }
}

fn same(one: &str, other: &str) -> bool {
    plain(one).eq(plain(other))
}

/// The letters and digits of `text`, small.
fn plain(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is certain and what is not after each of these recognitions.
    fn told(recognitions: &[&str]) -> Vec<(String, String)> {
        let mut agreement = Agreement::new();
        recognitions
            .iter()
            .map(|text| {
                agreement.take(text);
                (agreement.stable(), agreement.rest())
            })
            .collect()
    }

    fn pairs(told: &[(String, String)]) -> Vec<(&str, &str)> {
        told.iter().map(|(stable, rest)| (stable.as_str(), rest.as_str())).collect()
    }

    #[test]
    fn two_recognitions_that_agree_make_a_word_certain() {
        let told = told(&[
            "Go",
            "Go to the light",
            "go to the lighthouse.",
            "Go to the lighthouse, please",
            "Go to the lighthouse, please.",
        ]);
        assert_eq!(
            pairs(&told),
            [
                ("", "Go"),
                ("Go", "to the light"),
                ("Go to the", "lighthouse."),
                ("Go to the lighthouse,", "please"),
                ("Go to the lighthouse, please.", ""),
            ]
        );
    }

    #[test]
    fn what_is_certain_stays_whatever_comes_later() {
        let told = told(&["open the door", "open the door", "hope in a drawer now", "", "open the door now"]);
        assert_eq!(
            pairs(&told),
            [
                ("", "open the door"),
                ("open the door", ""),
                ("open the door", "drawer now"),
                ("open the door", ""),
                ("open the door", "now"),
            ]
        );
    }

    #[test]
    fn words_that_turn_up_before_are_not_said_twice() {
        let told = told(&["the door", "the door", "open the door now", "Open the door now!"]);
        assert_eq!(
            pairs(&told),
            [("", "the door"), ("the door", ""), ("the door", "now"), ("the door now!", "")]
        );
    }

    #[test]
    fn a_word_is_not_certain_while_one_before_it_changes() {
        let told = told(&["a red lamp", "the red lamp", "a red lamp"]);
        assert_eq!(pairs(&told), [("", "a red lamp"), ("", "the red lamp"), ("", "a red lamp")]);
    }

    #[test]
    fn the_next_utterance_owes_nothing_to_the_last() {
        let mut agreement = Agreement::new();
        agreement.take("yes");
        agreement.take("yes");
        agreement.clear();
        agreement.take("yes");
        assert_eq!((agreement.stable(), agreement.rest()), (String::new(), "yes".into()));
    }
}
