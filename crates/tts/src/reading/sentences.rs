//! Words and marks collected into sentences.

use std::ops::Range;

use super::page::{Page, is_capitalised};
use super::scan::Kind;
use super::{End, Sentence, Word};

#[derive(Default)]
pub(super) struct Sentences {
    done: Vec<Sentence>,
    spoken: String,
    words: Vec<Word>,
    /// A space is due before what comes next.
    gap: bool,
    /// The next word continues the shown word before it.
    joined: bool,
    /// The last word was written out.
    written: bool,
    /// The last mark belongs to the next word, even where a space follows it.
    opened: bool,
}

impl Sentences {
    /// Appends what is said for `shown`. `written`: it is written out, so that a space is due around it even where
    /// it touches another word.
    pub(super) fn word(&mut self, shown: Range<usize>, spoken: &str, written: bool) {
        if spoken.is_empty() {
            return;
        }
        if self.spoken.is_empty() {
            self.gap = false;
        }
        let touches = self.spoken.chars().next_back().is_some_and(char::is_alphanumeric);
        if self.gap || (touches && (written || self.written)) {
            self.spoken.push(' ');
        }
        let from = self.spoken.len();
        self.spoken.push_str(spoken);
        let to = self.spoken.len();
        let continues = self.joined && !self.gap;
        match self.words.last_mut() {
            Some(last) if continues || last.shown.end >= shown.start => {
                last.shown.end = last.shown.end.max(shown.end);
                last.spoken.end = to;
            }
            _ => self.words.push(Word { shown, spoken: from..to }),
        }
        self.gap = false;
        self.joined = false;
        self.written = written;
        self.opened = false;
    }

    pub(super) fn space(&mut self) {
        self.gap = !self.opened;
        self.joined = false;
    }

    /// A hyphen between parts of one shown word.
    pub(super) fn join(&mut self, spoken: bool) {
        if spoken {
            self.spoken.push('-');
        } else {
            self.spoken.push(' ');
        }
        self.joined = true;
    }

    /// Appends a mark that shapes the melody. What repeats or contradicts the mark before is dropped.
    pub(super) fn mark(&mut self, c: char) {
        self.joined = false;
        let last = self.spoken.chars().next_back();
        match (last, c) {
            (None, _) => {}
            (Some('?'), '!' | '.' | '?' | ',' | '…') | (Some('!'), '!' | '.' | ',' | '…') => {}
            (Some('…'), '.' | ',' | '…') => {}
            (Some('!'), '?')
            | (Some('…'), '?' | '!')
            | (Some(',' | ';' | ':'), '.' | '!' | '?' | '…' | ';' | ':') => {
                self.spoken.pop();
                self.spoken.push(c);
            }
            (Some(last), _) if last == c && !matches!(c, '"' | '\'') => {}
            (Some(last), ',') if !last.is_alphanumeric() && !closes(last) => {}
            _ => self.spoken.push(c),
        }
    }

    /// Appends a mark that belongs to the word behind it.
    pub(super) fn open(&mut self, c: char) {
        if self.gap && !self.spoken.is_empty() {
            self.spoken.push(' ');
        }
        self.gap = false;
        self.joined = false;
        self.opened = true;
        self.spoken.push(c);
    }

    /// A dash between words.
    pub(super) fn dash(&mut self) {
        self.joined = false;
        match self.spoken.chars().next_back() {
            None | Some('—') => {}
            _ => {
                self.spoken.push_str(" —");
                self.gap = true;
            }
        }
    }

    /// The sentence ends here; one without a word is forgotten, its marks with it.
    pub(super) fn end(&mut self, end: End) {
        if self.words.is_empty() {
            if end == End::Paragraph
                && let Some(last) = self.done.last_mut()
            {
                last.end = End::Paragraph;
            }
        } else {
            let spoken = std::mem::take(&mut self.spoken);
            let spoken = spoken.trim_end_matches([' ', '—', ',', '(', '“', '«']).to_owned();
            self.done.push(Sentence { spoken, words: std::mem::take(&mut self.words), end });
        }
        self.spoken.clear();
        self.gap = false;
        self.joined = false;
    }

    pub(super) fn finish(mut self) -> Vec<Sentence> {
        self.end(End::Paragraph);
        self.done
    }
}

/// Marks that may stand between the end of a sentence and the space behind it.
pub(super) fn closes(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | '»' | '›' | ')' | ']' | '“' | '«')
}

/// Marks that can end a sentence.
pub(super) fn is_ender(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | '…' | '。' | '！' | '？' | '।' | '؟' | '۔')
}

/// Whether a sentence whose ending mark was `mark` ends before the token `at`, which is no mark that closes.
pub(super) fn ends(page: &Page<'_>, at: usize, mark: char) -> bool {
    match page.kind(at) {
        None | Some(Kind::Paragraph | Kind::Line) => true,
        Some(Kind::Space) => begins(page, at + 1),
        Some(Kind::Word) => match mark {
            '。' | '！' | '？' | '।' | '۔' => true,
            '?' | '!' => is_capitalised(page.piece(at)),
            _ => false,
        },
        _ => false,
    }
}

/// Whether the paragraph ends before the token `at`.
pub(super) fn is_last(page: &Page<'_>, at: usize) -> bool {
    matches!(page.kind(at), None | Some(Kind::Paragraph | Kind::Line))
}

/// Whether a word follows at `at` that begins sentences and no names.
pub(super) fn starts(page: &Page<'_>, at: usize) -> bool {
    let word = page.word(at + 1).filter(|_| page.is_space(at));
    is_last(page, at) || word.is_some_and(|word| STARTERS.binary_search(&word).is_ok())
}

/// Words in capitals at the beginning of sentences, in six languages. Sorted.
const STARTERS: &[&str] = &[
    "A", "Aber", "After", "All", "Allora", "Alors", "Als", "Am", "And", "Après", "As", "At", "But", "By",
    "Ce", "Ces", "Cette", "Con", "Cuando", "Da", "Danach", "Dann", "Dans", "Das", "Depois", "Der", "Des",
    "Después", "Die", "Doch", "Dopo", "E", "Ein", "Eine", "El", "Ela", "Elas", "Ele", "Eles", "Ella", "Elle",
    "Elles", "Ellos", "Em", "En", "Entonces", "Então", "Er", "Es", "Esta", "Este", "Et", "Eu", "For", "From",
    "Gli", "He", "Her", "His", "How", "However", "I", "Ich", "If", "Ihr", "Il", "Ils", "Im", "In", "It",
    "Its", "Je", "La", "Las", "Le", "Lei", "Les", "Lo", "Loro", "Los", "Lui", "Ma", "Mais", "Mas", "My",
    "Na", "Nach", "Nel", "Nella", "No", "Noi", "Not", "Nous", "Now", "Nós", "O", "On", "Once", "One", "Os",
    "Our", "Pero", "Poi", "Pour", "Puis", "Quand", "Quando", "Questa", "Questo", "Sa", "Sein", "Ses", "Seu",
    "She", "Sie", "So", "Some", "Son", "Still", "Su", "Sua", "Sus", "That", "The", "Then", "There", "These",
    "They", "This", "Those", "Though", "To", "Um", "Uma", "Un", "Una", "Und", "Under", "Une", "Uno", "Unos",
    "Until", "Vous", "Was", "We", "Wenn", "Wer", "What", "When", "Where", "While", "Who", "Why", "Wie",
    "Wir", "With", "Y", "Yes", "Yet", "Yo", "You", "Your",
];

/// Whether a sentence can begin at `at`, behind opening marks.
fn begins(page: &Page<'_>, mut at: usize) -> bool {
    for _ in 0..8 {
        match page.kind(at) {
            Some(Kind::Word) => {
                return !page.piece(at).chars().next().is_some_and(char::is_lowercase);
            }
            Some(Kind::Mark('.' | ',' | ';' | ':' | '?' | '!' | '…' | '-' | '–' | '—')) => {
                return false;
            }
            Some(Kind::Mark(_)) => at += 1,
            _ => return true,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_can_be_searched() {
        assert!(super::STARTERS.is_sorted());
    }
}
