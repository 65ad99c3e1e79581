//! Reasoning that a server sends as part of the answer's text.

/// How models write that they begin and end to think.
const MARKS: [(&str, &str); 3] =
    [("<think>", "</think>"), ("<thinking>", "</thinking>"), ("[THINK]", "[/THINK]")];

/// Takes what stands between those marks out of a text that comes in pieces, with the blanks around it. A mark without
/// its other half is taken out too; what stands before an end without a beginning was given out by then.
#[derive(Default)]
pub(super) struct Thoughts {
    held: String,
    /// The mark that ends what is left out at the moment.
    until: Option<&'static str>,
    /// Something was given since the beginning or the last thought; before that, blanks are left out.
    said: bool,
}

impl Thoughts {
    /// Gives what of the text so far, and of `piece`, is sure to be answer.
    pub(super) fn take(&mut self, piece: &str) -> String {
        self.held.push_str(piece);
        let mut answer = String::new();
        loop {
            match self.until {
                Some(end) => match self.held.find(end) {
                    Some(at) => {
                        self.held.drain(..at + end.len());
                        self.until = None;
                        self.said = false;
                    }
                    None => {
                        let keep = beginning_of(&self.held, end);
                        self.held.drain(..self.held.len() - keep);
                        return answer;
                    }
                },
                None => {
                    let Some((at, mark, until)) = first_mark(&self.held) else {
                        let marks = MARKS.iter().flat_map(|(begin, end)| [*begin, *end]);
                        let keep = marks.map(|mark| beginning_of(&self.held, mark)).max().unwrap_or(0);
                        let sure = self.held.len() - keep;
                        let sure: String = self.held.drain(..sure).collect();
                        self.give(&sure, &mut answer);
                        return answer;
                    };
                    let before: String = self.held.drain(..at).collect();
                    self.held.drain(..mark);
                    self.give(&before, &mut answer);
                    self.until = until;
                    if until.is_none() {
                        self.said = false;
                    }
                }
            }
        }
    }

    /// The text is over: what looked like the beginning of a mark was none.
    pub(super) fn end(&mut self) -> String {
        let held = std::mem::take(&mut self.held);
        let mut answer = String::new();
        if self.until.is_none() {
            self.give(&held, &mut answer);
        }
        answer
    }

    fn give(&mut self, text: &str, answer: &mut String) {
        let text = if self.said { text } else { text.trim_start() };
        if !text.is_empty() {
            self.said = true;
            answer.push_str(text);
        }
    }
}

/// The first mark: where, how long, and what ends the thought that it begins.
fn first_mark(text: &str) -> Option<(usize, usize, Option<&'static str>)> {
    let found = MARKS.iter().flat_map(|(begin, end)| {
        let begins = text.find(begin).map(|at| (at, begin.len(), Some(*end)));
        let ends = text.find(end).map(|at| (at, end.len(), None));
        [begins, ends]
    });
    found.flatten().min_by_key(|(at, ..)| *at)
}

/// How many bytes at the end of `text` are the beginning of `mark`, but not all of it.
fn beginning_of(text: &str, mark: &str) -> usize {
    let begins = |length: &usize| mark.get(..*length).is_some_and(|start| text.ends_with(start));
    (1..mark.len()).rev().find(begins).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(text: &str) -> String {
        let in_pieces = |size: usize| {
            let mut thoughts = Thoughts::default();
            let letters: Vec<char> = text.chars().collect();
            let mut answer = String::new();
            for piece in letters.chunks(size) {
                answer.push_str(&thoughts.take(&piece.iter().collect::<String>()));
            }
            answer + &thoughts.end()
        };
        let whole = in_pieces(1000);
        for size in 1..12 {
            assert_eq!(in_pieces(size), whole, "in pieces of {size}");
        }
        whole
    }

    #[test]
    fn what_a_model_thinks_is_never_part_of_its_answer() {
        assert_eq!(answered("<think>\nHm, ü <b>.\n</think>\n\nGood evening."), "Good evening.");
        assert_eq!(answered("\n<thinking>a</thinking> One <think>b</think> two"), "One two");
        assert_eq!(answered("[THINK]x[/THINK]Yes"), "Yes");
        assert_eq!(answered("<think>without an end, </thin"), "");
        assert_eq!(answered("</think>\nYes"), "Yes");
        assert_eq!(answered("<think><think></think>said"), "said");
    }

    #[test]
    fn what_only_looks_like_a_mark_is_said() {
        for text in ["a < b and <thin air", "[TH", "x </p> y <", "<thinker>"] {
            assert_eq!(answered(text), text);
        }
    }
}
