//! What a model is asked, in bounds that a small model's context holds: about 3,000 tokens with the answer.

use vesper_speech::{Prompt, Sampling};

use super::plan::Step;
use super::scene::Said;
use super::schema;
use super::sheets::Sheets;
use super::tale::Story;
use super::wish::{Length, Wish};
use crate::ledger::{Around, line};
use crate::prompts::asked;
use crate::{clean, sentence};

/// Characters of a wish.
pub(crate) const WISH: usize = 400;
/// Characters of the ledger, of the summaries and of the last words.
const LEDGER: usize = 1_800;
const SO_FAR: usize = 1_600;
const LAST: usize = 400;
/// Tokens of a bible, and of a scene beside its words.
const BIBLE_TOKENS: usize = 1_400;
const SCENE_TOKENS: usize = 700;
/// Tokens of a word with what stands around it in the answer, generously.
const TOKENS_A_WORD: usize = 3;

/// Asks for a bible, for the `attempt`th time.
pub(crate) fn bible(wish: &Wish, sheets: &Sheets, attempt: u64) -> Prompt {
    let sheet = &sheets.bible;
    let ages = sheet.section(&format!("ages-{}", wish.ages.name()));
    let length = match wish.length {
        Length::Minutes(minutes) => sheet.fill("length-minutes", &[("minutes", &minutes.to_string())]),
        Length::Open => sheet.section("length-open").to_owned(),
    };
    let said = wished(wish);
    let mut user = sheet.fill("user", &[("wish", &said), ("length", &length)]);
    if attempt > 0 {
        user = format!("{user}\n\n{}", sheet.section("again"));
    }
    let system = sheet.fill("system", &[("ages", ages)]);
    asked(system, user, BIBLE_TOKENS, surprising(seed(wish, 0, attempt)), schema::bible())
}

/// Where a scene goes on from, and why.
pub(crate) struct Onward<'a> {
    /// The scene before; none at the beginning.
    pub(crate) before: Option<usize>,
    /// What the listener does; empty at the beginning.
    pub(crate) choice: &'a str,
    /// They said it in their own words.
    pub(crate) own: bool,
    /// How many scenes came before.
    pub(crate) number: usize,
    pub(crate) step: Step,
}

/// Asks for a scene, for the `attempt`th time, after which `told` was told of it.
pub(crate) fn scene(
    story: &Story,
    sheets: &Sheets,
    onward: &Onward<'_>,
    told: &[Said],
    attempt: u64,
) -> Prompt {
    let sheet = &sheets.scene;
    let (step, before) = (&onward.step, onward.before);
    let last =
        before.and_then(|at| story.scenes().get(at)).map(|scene| ending(&scene.lines)).unwrap_or_default();
    let nothing = sheets.words.section("so-far-nothing");
    let or_nothing = |text: String| if text.is_empty() { nothing.to_owned() } else { text };
    let way = match (before, onward.own) {
        (None, _) => sheet.fill("began", &[("wish", &wished(&story.wish))]),
        (Some(_), true) => sheet.fill("said", &[("choice", onward.choice)]),
        (Some(_), false) => sheet.fill("chose", &[("choice", onward.choice)]),
    };
    let of = step.count.map(|count| sheet.fill("of", &[("count", &count.to_string())])).unwrap_or_default();
    let mut user = sheet.fill(
        "user",
        &[
            ("so_far", &or_nothing(so_far(story, before))),
            ("ledger", &or_nothing(ledger(story, onward, &last))),
            ("last", &or_nothing(last)),
            ("way", &way),
            ("number", &(onward.number + 1).to_string()),
            ("of", &of),
            ("stage", sheet.section(step.stage.section())),
            ("words", &step.words.to_string()),
        ],
    );
    let written: usize = told.iter().map(|said| super::scene::words(&said.text)).sum();
    let left = step.words.saturating_sub(written).max(60);
    if !told.is_empty() {
        let again = sheet.fill("again", &[("last", &ending(told)), ("words", &left.to_string())]);
        user = format!("{user}\n\n{again}");
    }
    let form = schema::scene(&story.speakers(before), onward.step.stage == super::plan::Stage::Last);
    let tokens = SCENE_TOKENS + TOKENS_A_WORD * left;
    let seed = seed(&story.wish, story.scenes().len() as u64 + 1, attempt);
    asked(system(story, sheets), user, tokens, surprising(seed), form)
}

/// The same for every scene of a story, so that a model need not read it again.
fn system(story: &Story, sheets: &Sheets) -> String {
    let bible = &story.bible;
    let people = story.speakers(None).into_iter();
    let people: Vec<String> =
        people.map(|person| format!("{} ({}): {}", person.name, person.voice, person.wants)).collect();
    sheets.scene.fill(
        "system",
        &[
            ("title", &bible.title),
            ("place", &bible.place),
            ("people", &people.join("; ")),
            ("secret", &bible.secret),
            ("begins", &bible.arc.begins),
            ("worsens", &bible.arc.worsens),
            ("turns", &bible.arc.turns),
            ("ends", &bible.arc.ends),
            ("ages", sheets.bible.section(&format!("ages-{}", story.wish.ages.name()))),
        ],
    )
}

/// The summaries of the way: the first one, and of the others as many of the latest as there is room for.
fn so_far(story: &Story, before: Option<usize>) -> String {
    let way = before.map(|at| story.way(at)).unwrap_or_default();
    let all: Vec<&str> =
        way.iter().filter_map(|at| Some(story.scenes().get(*at)?.summary.as_str())).collect();
    let Some((first, rest)) = all.split_first() else { return String::new() };
    let mut room = SO_FAR.saturating_sub(first.chars().count());
    let fit = rest.iter().rev().take_while(|summary| {
        let length = summary.chars().count() + 1;
        let fits = length <= room;
        room = room.saturating_sub(length);
        fits
    });
    let from = rest.len() - fit.count();
    let gap = if from > 0 { " … " } else { " " };
    let latest = rest.get(from..).unwrap_or_default().join(" ");
    format!("{first}{gap}{latest}").trim().to_owned()
}

fn ledger(story: &Story, onward: &Onward<'_>, last: &str) -> String {
    let ledger = match onward.before {
        Some(at) => story.ledger(at),
        None => story.first_ledger(),
    };
    let around = Around { choice: onward.choice, last, scene: onward.number + 1 };
    ledger.told(&around, LEDGER).into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The last words of some lines, as much as a model needs to go on.
fn ending(lines: &[Said]) -> String {
    let mut room = LAST;
    let fit = lines.iter().rev().take_while(|said| {
        let length = said.text.chars().count() + 1;
        let fits = length <= room;
        room = room.saturating_sub(length);
        fits
    });
    let from = lines.len() - fit.count();
    lines.get(from..).unwrap_or_default().iter().map(|said| said.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// A wish in one line of words.
fn wished(wish: &Wish) -> String {
    clean::words(&wish.text, WISH).unwrap_or_default()
}

/// Stories want more surprise than answers do, and words that are not worn out.
fn surprising(seed: u64) -> Sampling {
    Sampling { temperature: 0.8, top_p: 0.95, presence: 0.3, seed, ..Sampling::default() }
}

/// Another for every scene and every attempt.
fn seed(wish: &Wish, scene: u64, attempt: u64) -> u64 {
    wish.seed.wrapping_add(scene.wrapping_mul(1_000)).wrapping_add(attempt)
}

/// A summary for a scene whose model gave none: what was done and what came of it.
pub(crate) fn summary(choice: &str, lines: &[Said]) -> String {
    let last = lines.last().map(|said| sentence::cut(&said.text, 160)).unwrap_or_default();
    format!("{choice} {last}").trim().to_owned()
}
