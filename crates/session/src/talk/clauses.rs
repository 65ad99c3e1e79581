//! An answer on its way, cut into lines for the voice: the first clause as soon as it is whole, then whole sentences.

/// Words of the first line at most: the voice begins with it while the rest is still being thought of.
const FIRST: usize = 6;
/// Characters of a line at most.
const LONGEST: usize = 300;

/// Words that end in a point within a sentence.
const SHORTENED: [&str; 16] = [
    "mr", "mrs", "ms", "dr", "st", "prof", "mme", "mlle", "jr", "sr", "vs", "e.g", "i.e", "cf", "approx",
    "no",
];

/// Takes an answer piece by piece and gives its lines. All its words come out, in order, each once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clauses {
    /// What is not part of a line yet.
    left: String,
    begun: bool,
}

impl Clauses {
    /// Adds `piece`, and gives the lines that it completes.
    pub(crate) fn push(&mut self, piece: &str) -> Vec<String> {
        for letter in piece.chars() {
            self.add(letter);
        }
        let mut lines = Vec::new();
        while let Some(end) = self.end() {
            let line: String = self.left.drain(..end).collect();
            self.take(&line, &mut lines);
        }
        lines
    }

    /// The answer is over: gives what is left of it.
    pub(crate) fn finish(&mut self) -> Option<String> {
        let mut lines = Vec::new();
        let left = std::mem::take(&mut self.left);
        self.take(&left, &mut lines);
        lines.pop()
    }

    fn take(&mut self, line: &str, lines: &mut Vec<String>) {
        let line = line.trim();
        if line.contains(char::is_alphanumeric) {
            self.begun = true;
            lines.push(line.to_owned());
        }
    }

    /// What a model writes to be looked at, and a voice cannot say, is left out: marks of emphasis and of headings.
    fn add(&mut self, letter: char) {
        let line_begins = self.left.is_empty() || self.left.ends_with('\n');
        match letter {
            '*' | '`' => {}
            '#' | '>' | '-' | ' ' | '\n' if line_begins => {}
            '\n' => self.left.push('\n'),
            letter if letter.is_whitespace() => self.left.push(' '),
            letter if letter.is_control() => {}
            letter => self.left.push(letter),
        }
    }

    /// Where the next line ends, if all of it is there.
    fn end(&self) -> Option<usize> {
        let (mut words, mut characters, mut space) = (0, 0, 0);
        let mut before = ' ';
        for (at, letter) in self.left.char_indices() {
            if letter == '\n' {
                return Some(at + 1);
            }
            if letter == ' ' && before != ' ' {
                words += 1;
                space = at;
                if self.ends_line(at, before) {
                    return Some(at);
                }
            }
            if letter != ' ' && before == ' ' && !self.begun && words == FIRST {
                return Some(at);
            }
            characters += 1;
            if characters > LONGEST {
                return Some(if space > 0 { space } else { at });
            }
            before = letter;
        }
        None
    }

    /// Whether a line ends before the space at `at`, which stands after `mark`.
    fn ends_line(&self, at: usize, mark: char) -> bool {
        let text = self.left.get(..at).unwrap_or_default();
        let bare = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
        match bare.chars().next_back().unwrap_or(mark) {
            '!' | '?' | '…' => true,
            '.' => !shortened(bare),
            ',' | ';' | ':' | '—' | '–' => !self.begun,
            _ => false,
        }
    }
}

/// Whether the point at the end of `text` belongs to its last word.
fn shortened(text: &str) -> bool {
    let word = text.trim_end_matches('.').rsplit(' ').next().unwrap_or_default();
    let word = word.trim_start_matches(['(', '"', '“', '«']).to_lowercase();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic) && word != "i";
    let number = !word.is_empty() && text.trim().len() == word.len() + 1 && word.parse::<u32>().is_ok();
    initial || number || SHORTENED.contains(&word.as_str())
}

#[cfg(test)]
mod tests;
