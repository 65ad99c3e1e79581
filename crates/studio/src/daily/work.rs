//! What a matter is told from: the sentences of its sources, and what a model is asked about them.

use vesper_speech::{Prompt, Sampling};

use super::briefing::{Cited, Part};
use super::facts::Source as Facts;
use super::matter::Matter;
use super::sheets::Sheets;
use super::teller::Given;
use crate::schema::{array, number, object, text};
use crate::{clean, prompts, sentence};

/// Sentences of the sources of a matter that a model is given, and their characters.
const GIVEN: usize = 14;
const GIVEN_CHARACTERS: usize = 1_800;
/// Characters of a sentence of a source, and of the shortest that says something.
const SENTENCE: usize = 420;
const SHORTEST: usize = 20;
/// Tokens of an answer beside its words, and for each of them.
const TOKENS: usize = 160;
const TOKENS_A_WORD: usize = 4;

/// A matter with its sentences and what each of its sources says.
pub(crate) struct Work {
    /// What was not told yet, source by source.
    pub(crate) given: Vec<Given>,
    /// Of each source, with its language.
    pub(crate) facts: Vec<(Facts, String)>,
    pub(crate) cited: Vec<Cited>,
}

impl Work {
    /// `article` is the whole of what the first source tells.
    pub(crate) fn of(matter: &Matter, part: &Part, article: Option<&str>) -> Work {
        let mut work = Work { given: Vec::new(), facts: Vec::new(), cited: Vec::new() };
        for (at, source) in matter.sources.iter().enumerate() {
            let more = article.filter(|_| at == 0).unwrap_or_default();
            work.facts.push((
                Facts::of(&format!("{}\n{more}", source.whole()), &source.language),
                source.language.clone(),
            ));
            work.cited.extend(part.cited(at));
            let before = work.given.len();
            for text in sentences(&format!("{}\n{more}", source.text)) {
                work.given.push(Given { source: at, text });
            }
            if work.given.len() == before {
                work.given.push(Given { source: at, text: source.title.clone() });
            }
        }
        let told = |given: &Given| part.told.iter().any(|told| clean::same(&told.text, &given.text));
        work.given.retain(|given| !told(given));
        work
    }

    /// What of it is in the briefing's language, the beginnings of all sources, as much as a small model reads.
    pub(crate) fn for_model(&self, language: &str) -> Vec<Given> {
        let speaks = |given: &&Given| {
            let of = self.facts.get(given.source).map(|(_, language)| language.as_str());
            of.is_some_and(|of| of.get(..2) == language.get(..2))
        };
        let share = GIVEN_CHARACTERS / self.cited.len().max(1);
        let mut taken: Vec<Given> = Vec::new();
        for source in 0..self.cited.len() {
            let mut room = share;
            for given in self.given.iter().filter(|given| given.source == source).filter(speaks) {
                let length = given.text.chars().count();
                if length > room || taken.len() >= GIVEN {
                    break;
                }
                room -= length;
                taken.push(given.clone());
            }
        }
        taken
    }
}

/// The sentences of a text of paragraphs. A first paragraph that only says where and who is none.
fn sentences(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for paragraph in text.lines() {
        let Some(clean) = clean::words(paragraph, 6_000) else { continue };
        let mut from = 0;
        let ends: Vec<usize> = sentence::ends(&clean).chain([clean.len()]).collect();
        for end in ends {
            let piece = clean.get(from..end).unwrap_or_default().trim();
            let length = piece.chars().count();
            if (SHORTEST..=SENTENCE).contains(&length) && piece.contains(' ') {
                found.push(piece.to_owned());
            }
            from = end;
        }
    }
    found
}

/// Asks for `words` words of the matter of `part` in the words of `section`.
pub(crate) fn asked(
    sheets: &Sheets,
    section: &str,
    part: &Part,
    given: &[Given],
    words: usize,
    seed: u64,
) -> Prompt {
    let numbered: Vec<String> =
        given.iter().enumerate().map(|(at, given)| format!("{}. {}", at + 1, given.text)).collect();
    let heard: Vec<&str> = part.told.iter().map(|told| told.text.as_str()).collect();
    let heard: String = heard.join(" ").chars().take(600).collect();
    let title = part.matter.as_ref().map_or("", |matter| matter.title.as_str());
    let user = sheets.matter.fill(
        section,
        &[
            ("title", title),
            ("sentences", &numbered.join("\n")),
            ("words", &words.to_string()),
            ("told", &heard),
        ],
    );
    let system = sheets.matter.section("system").to_owned();
    // News wants no surprise.
    let sampling = Sampling { temperature: 0.2, seed, ..Sampling::default() };
    prompts::asked(system, user, TOKENS + TOKENS_A_WORD * words, sampling, form(given.len(), words))
}

/// The form of an answer: sentences, each with the number of the one that it says.
fn form(given: usize, words: usize) -> String {
    let sentence = object(&[("from", number(1..=given)), ("text", text(300))]);
    object(&[("sentences", array(&sentence, 1, (words / 8).clamp(2, 16)))])
}
