//! What a model is asked, in bounds that a small model's context holds.

use vesper_speech::{Bed, Prompt, Sampling};

use super::plan::{Part, techniques};
use super::sheets::Sheets;
use super::tell::Silence;
use super::understand::TECHNIQUES;
use super::wish::{Intent, Place, Posture, Technique, Wish};
use crate::prompts::asked;
use crate::schema::{array, choice, object, text};

/// Characters of what was said last.
pub(crate) const LAST: usize = 400;
/// Tokens of an answer beside its words, and of a word with what stands around it.
const TOKENS: usize = 300;
const TOKENS_A_WORD: usize = 4;
/// Tokens of a wish that is understood.
const WISH_TOKENS: usize = 200;

/// Asks for `wanted` words of a phase, for the `attempt`th time, after which `last` was said.
pub(crate) fn phase(
    wish: &Wish,
    sheets: &Sheets,
    (at, part): (usize, Part),
    (wanted, last): (usize, &str),
    attempt: u64,
) -> Prompt {
    let sheet = &sheets.phase;
    let names: Vec<&str> =
        techniques(wish).into_iter().map(|it| sheets.name("techniques", it.name())).collect();
    let places: Vec<&str> = wish.places.iter().map(|it| sheets.name("places", it.name())).collect();
    let places = match places.is_empty() {
        true => String::new(),
        false => sheet.fill("places", &[("places", &places.join(", "))]),
    };
    let system = sheet.fill(
        "system",
        &[
            ("intent", sheets.name("intents", wish.intent.name())),
            ("posture", sheets.name("postures", wish.posture.name())),
            ("techniques", &names.join(", ")),
            ("places", &places),
        ],
    );
    let nothing = if last.is_empty() { sheet.section("nothing") } else { last };
    let words = wanted.to_string();
    let mut user = sheet.fill(
        "user",
        &[
            ("wish", &wish.text),
            ("last", nothing),
            ("part", sheet.section(&part.section())),
            ("words", &words),
        ],
    );
    if attempt > 0 {
        let again = sheet.fill("again", &[("last", nothing), ("words", &words)]);
        user = format!("{user}\n\n{again}");
    }
    let seed = wish.seed.wrapping_add((at as u64 + 1).wrapping_mul(1_000)).wrapping_add(attempt);
    asked(system, user, TOKENS + TOKENS_A_WORD * wanted, calm(seed), lines(wanted))
}

/// Asks what a sentence means.
pub(crate) fn understanding(wish: &Wish, sheets: &Sheets) -> Prompt {
    let user = sheets.wish.fill("user", &[("wish", &wish.text)]);
    let system = sheets.wish.section("system").to_owned();
    asked(system, user, WISH_TOKENS, calm(wish.seed), understood())
}

fn calm(seed: u64) -> Sampling {
    Sampling { temperature: 0.7, top_p: 0.9, presence: 0.3, seed, ..Sampling::default() }
}

/// The form of a phase's lines, as many as so many words make.
fn lines(words: usize) -> String {
    let silence = choice(Silence::ALL.map(|(name, _)| name));
    let line = object(&[("text", text(240)), ("silence", silence)]);
    let most = (words / 5).clamp(4, 60);
    object(&[("lines", array(&line, 2, most))])
}

fn understood() -> String {
    let beds = Bed::ALL.map(Bed::name).into_iter().chain(["none"]);
    object(&[
        ("intent", choice(Intent::ALL.iter().map(|it| it.name()))),
        ("posture", choice(Posture::ALL.iter().map(|it| it.name()))),
        ("bed", choice(beds)),
        ("places", array(&choice(Place::ALL.iter().map(|it| it.name())), 0, 3)),
        ("techniques", array(&choice(Technique::ALL.iter().map(|it| it.name())), 1, TECHNIQUES - 1)),
    ])
}
