//! Which words of a growing utterance are certain.

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
        // What is certain counts by number of words: a recognition that has them otherwise is not believed there.
        let news = words.get(self.stable.len()..).unwrap_or_default();
        let agreed = news.iter().zip(&self.rest).take_while(|(new, old)| same(new, old)).count();
        self.stable.extend(news.iter().take(agreed).map(|word| (*word).to_owned()));
        self.rest = news.iter().skip(agreed).map(|word| (*word).to_owned()).collect();
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
