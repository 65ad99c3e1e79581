//! Which of several scripts comes nearest to a wish, where no model writes one.

use vesper_script::{Header, Kind};
use vesper_speech::Result;

use super::phrases::{Phrases, folded};
use super::plan::techniques;
use super::sheets::{Prompts, Sheets};
use super::understand::{Field, Understood};
use super::wish::Posture;

/// What each kind of agreement counts.
const ASKED: f32 = 8.0;
const INTENT: f32 = 3.0;
const TECHNIQUE: f32 = 1.5;
const ON_FOOT: f32 = 6.0;
const WORD: f32 = 1.0;
/// A word of the description counts so much beside one of the title or the moods.
const ABOUT: f32 = 0.3;
/// Letters of a word that says something.
const LETTERS: usize = 4;

/// A script that suits a wish.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shipped {
    /// Its place among those that were given.
    pub script: usize,
    /// As long as was wished, or as near to that as the script can be.
    pub minutes: u32,
}

/// The meditation among `headers` that comes nearest to what was understood, by what it says of itself: what it is for, the techniques in
/// it, the words of the sentence. None where there is none in the wish's language.
///
/// # Errors
/// `BadRequest`: there are no prompts in that language.
pub fn shipped(understood: &Understood, headers: &[&Header], prompts: &Prompts) -> Result<Option<Shipped>> {
    let wish = &understood.wish;
    let sheets = prompts.of(&wish.language)?;
    let mut best: Option<(f32, Shipped)> = None;
    for (script, header) in headers.iter().enumerate() {
        let range = header.minutes.filter(|_| header.kind == Kind::Meditation);
        let Some(range) = range.filter(|_| same_language(&header.language, &wish.language)) else { continue };
        let minutes = wish.length().clamp(range.least, range.most);
        let off = minutes.abs_diff(wish.length());
        let score = nearness(understood, header, sheets) - off as f32 * 0.1;
        if best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, Shipped { script, minutes }));
        }
    }
    Ok(best.map(|(_, shipped)| shipped))
}

fn nearness(understood: &Understood, header: &Header, sheets: &Sheets) -> f32 {
    let wish = &understood.wish;
    let named = folded(&format!("{} {}", header.title, header.moods.join(" ")));
    let about = folded(&header.about);
    let known = &sheets.understanding;
    let speaks = |phrases: &Phrases| {
        let count = |words: &[String]| phrases.found(words).iter().map(|found| found.weight).sum::<f32>();
        (count(&named) + ABOUT * count(&about)).min(2.0)
    };
    let intent = known.intents.iter().find(|(intent, _)| *intent == wish.intent);
    // What nobody said is only what is usual.
    let said = if understood.says(Field::Intent) { INTENT } else { WORD };
    let mut score = said * intent.map_or(0.0, |(_, phrases)| speaks(phrases));
    for technique in techniques(wish) {
        let counts = if wish.techniques.contains(&technique) { ASKED } else { TECHNIQUE };
        let phrases = known.techniques.iter().find(|(known, _)| *known == technique);
        score += counts * phrases.map_or(0.0, |(_, phrases)| speaks(phrases).min(1.0));
    }
    if matches!(wish.posture, Posture::Standing | Posture::Walking) {
        let posture = known.postures.iter().find(|(posture, _)| *posture == wish.posture);
        score += ON_FOOT * posture.map_or(0.0, |(_, phrases)| speaks(phrases).min(1.0));
    }
    let wished = folded(&wish.text);
    let says = |words: &[String], word: &String| word.chars().count() >= LETTERS && words.contains(word);
    let shared: f32 = wished
        .iter()
        .map(|word| match (says(&named, word), says(&about, word)) {
            (true, _) => WORD,
            (false, true) => ABOUT * WORD,
            _ => 0.0,
        })
        .sum();
    score + shared
}

fn same_language(a: &str, b: &str) -> bool {
    let first = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    first(a) == first(b)
}
