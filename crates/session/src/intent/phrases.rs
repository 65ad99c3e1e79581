//! The words of a language, as its file in `assets/phrases` has them.

mod file;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::command::Spoken;
use super::lexicon::Lexicon;
pub(super) use file::File;

static ENGLISH: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::read(include_str!("../../../../assets/phrases/en.txt")));
static FRENCH: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::read(include_str!("../../../../assets/phrases/fr.txt")));
static OTHER: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::read(include_str!("../../../../assets/phrases/und.txt")));

/// What the files write for any number.
const NUMBER: &str = "0";
/// The greatest number that a command can hold.
const MOST: usize = 90;

/// Everything that is known of one language. All words are folded.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    commands: HashMap<String, Spoken>,
    /// One way to say each, as it is written.
    pub(super) plainest: Vec<(Spoken, String)>,
    /// Words of the longest command.
    command: usize,
    /// What is said before a command without changing it.
    pub(super) before: Sayings,
    pub(super) after: Sayings,
    /// What becomes a word of its own before an apostrophe.
    pub(super) elided: HashSet<String>,
    /// Signs of following, and what may surround them.
    pub(super) following: Sayings,
    /// Syllables of laughter.
    laughter: HashSet<String>,
    /// What recognisers call laughter.
    pub(super) laughing: HashSet<String>,
    /// What recognisers write on silence.
    pub(super) invented: Sayings,
    pub(super) fillers: HashSet<String>,
    /// What asks for the floor at once.
    pub(super) stopping: Sayings,
    /// How somebody else is addressed.
    pub(super) address: HashSet<String>,
    /// Given names: who begins with one, and a comma, calls somebody.
    pub(super) names: HashSet<String>,
    /// What is said to somebody else.
    pub(super) elsewhere: Sayings,
    /// What a telephone is answered with, whatever follows.
    pub(super) telephone: Sayings,
    /// What a request to somebody begins with.
    pub(super) requests: Sayings,
    /// Classes of words after which a sentence is not over, each with how surely it is not, 0..1.
    pub(super) open: HashMap<String, f32>,
    /// Pairs of words and more at the end of a sentence that is not over.
    pub(super) hanging: Sayings,
    /// The same at the end of one that is, though its last word alone would leave it open.
    pub(super) closing: Sayings,
    /// Words that describe what follows, when a determiner stands before them.
    pub(super) describing: HashSet<String>,
    pub(super) determiners: HashSet<String>,
    /// Beginnings of half a sentence, unless a verb of asking follows.
    pub(super) subordinate: HashSet<String>,
    pub(super) asks: HashSet<String>,
    /// Sentences by themselves, however short.
    pub(super) whole: Sayings,
    /// Words for an option, and for taking one: "one", "choice", "number", "take".
    pub(super) option: HashSet<String>,
    pub(super) last: HashSet<String>,
    pub(super) middle: HashSet<String>,
    /// Words after which "one" is no number.
    pub(super) pointing: HashSet<String>,
    /// What refuses all options.
    pub(super) neither: Sayings,
    /// What takes back what was said before it.
    pub(super) correcting: Sayings,
    /// What refuses the thing that follows: "anything but".
    pub(super) except: Sayings,
    /// Words between two clauses.
    pub(super) parting: HashSet<String>,
    /// What questions begin with, and what begins like one and is a wish: "how about".
    pub(super) asking: Sayings,
    pub(super) wishing: Sayings,
    pub(super) lexicon: Lexicon,
}

impl Phrases {
    /// Of the language with this BCP 47 tag; its region makes no difference.
    pub(super) fn of(language: &str) -> &'static Phrases {
        let tag = language.get(..2).unwrap_or_default();
        let ends = !language.as_bytes().get(2).is_some_and(u8::is_ascii_alphanumeric);
        if ends && tag.eq_ignore_ascii_case("en") {
            &ENGLISH
        } else if ends && tag.eq_ignore_ascii_case("fr") {
            &FRENCH
        } else {
            &OTHER
        }
    }

    fn read(text: &str) -> Phrases {
        let file = File::read(text);
        let mut commands = HashMap::new();
        let mut longest = 0;
        for spoken in Spoken::ALL {
            for saying in file.sayings(&format!("command {}", spoken.name())) {
                longest = longest.max(saying.split(' ').count());
                commands.insert(saying, spoken);
            }
        }
        let plainest = Spoken::ALL
            .into_iter()
            .filter_map(|spoken| Some((spoken, file.plainest(&format!("command {}", spoken.name()))?)));
        Phrases {
            commands,
            plainest: plainest.collect(),
            command: longest,
            before: Sayings::new(file.sayings("before")),
            after: Sayings::new(file.sayings("after")),
            elided: file.words("elided"),
            following: Sayings::new(file.sayings("following")),
            laughter: file.words("laughter"),
            laughing: file.words("laughing"),
            invented: Sayings::new(file.sayings("invented")),
            fillers: file.words("fillers"),
            stopping: Sayings::new(file.sayings("stopping")),
            address: file.words("address"),
            names: file.words("names"),
            elsewhere: Sayings::new(file.sayings("elsewhere")),
            telephone: Sayings::new(file.sayings("telephone")),
            requests: Sayings::new(file.sayings("requests")),
            open: file.graded("open"),
            closing: Sayings::new(file.sayings("closing")),
            hanging: Sayings::new(file.sayings("hanging")),
            describing: file.words("describing"),
            determiners: file.words("determiners"),
            subordinate: file.words("subordinate"),
            asks: file.words("asks"),
            whole: Sayings::new(file.sayings("whole")),
            option: file.words("option"),
            last: file.words("last"),
            middle: file.words("middle"),
            pointing: file.words("pointing"),
            neither: Sayings::new(file.sayings("neither")),
            correcting: Sayings::new(file.sayings("correcting")),
            except: Sayings::new(file.sayings("except")),
            parting: file.words("parting"),
            asking: Sayings::new(file.sayings("asking")),
            wishing: Sayings::new(file.sayings("wishing")),
            lexicon: Lexicon::read(&file),
        }
    }

    /// The command that exactly these words are.
    pub(super) fn command(&self, words: &[&str]) -> Option<Spoken> {
        if words.is_empty() || words.len() > self.command {
            return None;
        }
        if words.contains(&NUMBER) {
            return None;
        }
        self.commands.get(&words.join(" ")).copied().or_else(|| self.numbered(words))
    }

    /// The command that these words are with one number among them.
    fn numbered(&self, words: &[&str]) -> Option<Spoken> {
        words.iter().enumerate().find_map(|(at, word)| {
            let number = self.lexicon.number(word).filter(|number| (1..=MOST).contains(number))?;
            let mut saying = words.to_vec();
            *saying.get_mut(at)? = NUMBER;
            match self.commands.get(&saying.join(" "))? {
                Spoken::Longer(_) => u8::try_from(number).ok().map(Spoken::Longer),
                _ => None,
            }
        })
    }

    /// All that is understood as `spoken`.
    #[cfg(test)]
    pub(super) fn sayings(&self, spoken: Spoken) -> Vec<&str> {
        self.commands.iter().filter(|(_, of)| **of == spoken).map(|(saying, _)| saying.as_str()).collect()
    }

    /// `word` is nothing but syllables of laughter, two at least.
    pub(super) fn laughs(&self, word: &str) -> bool {
        let mut rest = word;
        let mut syllables = 0;
        while let Some(syllable) = self.laughter.iter().find(|syllable| rest.starts_with(syllable.as_str())) {
            rest = rest.get(syllable.len()..).unwrap_or_default();
            syllables += 1;
        }
        syllables > 1 && (rest.is_empty() || rest == "h")
    }

    /// `word` begins sentences without being a name.
    pub(super) fn common(&self, word: &str) -> bool {
        let alone = [word];
        let sayings = [&self.before, &self.following, &self.stopping, &self.requests, &self.whole];
        self.open.contains_key(word)
            || self.fillers.contains(word)
            || self.command(&alone).is_some()
            || self.lexicon.weight(word) < 1.0
            || self.lexicon.ordinals.contains_key(word)
            || sayings.iter().any(|sayings| sayings.has(&alone))
    }
}

/// Sayings of one word and more that are looked for at the ends of an utterance.
#[derive(Debug, Default)]
pub(super) struct Sayings {
    known: HashSet<String>,
    longest: usize,
}

impl Sayings {
    fn new(sayings: Vec<String>) -> Self {
        let longest = sayings.iter().map(|saying| saying.split(' ').count()).max().unwrap_or(0);
        Sayings { known: sayings.into_iter().collect(), longest }
    }

    /// Exactly these words are one.
    pub(super) fn has(&self, words: &[&str]) -> bool {
        !words.is_empty() && words.len() <= self.longest && self.known.contains(&words.join(" "))
    }

    /// How many words at the beginning are one, for each that fits, the shortest first.
    pub(super) fn heads(&self, words: &[&str]) -> Vec<usize> {
        (1..=self.longest.min(words.len()))
            .filter(|&n| words.get(..n).is_some_and(|head| self.has(head)))
            .collect()
    }

    /// One of these begins with exactly these words and goes on.
    pub(super) fn begin_with(&self, words: &[&str]) -> bool {
        let begun = words.join(" ");
        let goes_on =
            |saying: &String| saying.strip_prefix(begun.as_str()).is_some_and(|rest| rest.starts_with(' '));
        !words.is_empty() && words.len() < self.longest && self.known.iter().any(goes_on)
    }

    /// As [`Sayings::heads`], at the end.
    pub(super) fn tails(&self, words: &[&str]) -> Vec<usize> {
        let fits = |n: &usize| words.get(words.len() - n..).is_some_and(|tail| self.has(tail));
        (1..=self.longest.min(words.len())).filter(fits).collect()
    }

    /// Where an utterance may begin when any number of these is taken off its head; the first is zero.
    pub(super) fn beginnings(&self, words: &[&str]) -> Vec<usize> {
        let mut begins = vec![0];
        let mut next = 0;
        while let Some(&from) = begins.get(next) {
            for length in self.heads(words.get(from..).unwrap_or_default()) {
                if !begins.contains(&(from + length)) {
                    begins.push(from + length);
                }
            }
            next += 1;
        }
        begins
    }

    /// Where it may end when any number of these is taken off its tail; the first is its length.
    pub(super) fn ends(&self, words: &[&str]) -> Vec<usize> {
        let mut ends = vec![words.len()];
        let mut next = 0;
        while let Some(&to) = ends.get(next) {
            for length in self.tails(words.get(..to).unwrap_or_default()) {
                if !ends.contains(&(to - length)) {
                    ends.push(to - length);
                }
            }
            next += 1;
        }
        ends
    }
}
