use serde::{Deserialize, Serialize};
use serde_json::Value;
use vesper_speech::Bed;

use super::cast::{self, Person};
use super::scene::bed_by_name;
use super::sheets::Sheets;
use super::wish::Wish;
use crate::clean;

/// Characters of a title and of a promise.
pub(crate) const TITLE: usize = 60;
pub(crate) const PROMISE: usize = 200;
/// People that a bible begins with.
const PEOPLE: usize = 6;

/// What a whole story stands on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bible {
    pub title: String,
    pub place: String,
    /// True, and nobody says it until late. It never stands in the ink.
    pub secret: String,
    /// What this story is, for its listener.
    pub promise: String,
    pub arc: Arc,
    /// The first scene's name.
    pub chapter: String,
    /// What is heard in the first scene.
    #[serde(with = "bed_by_name")]
    pub bed: Option<Bed>,
}

/// How a story goes, one sentence each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arc {
    pub begins: String,
    pub worsens: String,
    pub turns: String,
    pub ends: String,
}

/// What a model answered, cleaned; what is missing is taken from the wish and from the authored words. With the people.
pub(crate) fn read(answer: &Value, wish: &Wish, sheets: &Sheets) -> (Bible, Vec<Person>) {
    let text = |path: &str, most: usize| {
        answer.pointer(path).and_then(Value::as_str).and_then(|text| clean::words(text, most))
    };
    let wished = clean::words(&wish.text, TITLE);
    let bible = Bible {
        title: text("/title", TITLE).or(wished).unwrap_or_else(|| sheets.words.section("title").to_owned()),
        place: text("/place", 300).unwrap_or_default(),
        secret: text("/secret", 300).unwrap_or_default(),
        promise: text("/promise", PROMISE).unwrap_or_else(|| sheets.words.section("promise").to_owned()),
        arc: Arc {
            begins: text("/arc/begins", 200).unwrap_or_default(),
            worsens: text("/arc/worsens", 200).unwrap_or_default(),
            turns: text("/arc/turns", 200).unwrap_or_default(),
            ends: text("/arc/ends", 200).unwrap_or_default(),
        },
        chapter: text("/chapter", 40).unwrap_or_else(|| sheets.words.section("chapter").to_owned()),
        bed: answer.get("bed").and_then(Value::as_str).and_then(Bed::named),
    };
    (bible, people(answer, &[], PEOPLE))
}

/// Those whom an answer brings in, at most `most`, each with a voice that nobody `before` has.
pub(crate) fn people(answer: &Value, before: &[Person], most: usize) -> Vec<Person> {
    let mut all = before.to_vec();
    for raw in answer.get("people").and_then(Value::as_array).into_iter().flatten() {
        if all.len() >= before.len() + most {
            break;
        }
        let text = |name: &str| raw.get(name).and_then(Value::as_str).unwrap_or_default();
        let sound = Some(text("sound")).filter(|sound| *sound != "plain").unwrap_or_default();
        let voice = format!("{}, {sound}", text("who"));
        all.extend(cast::cast(&all, text("name"), &voice, text("wants")));
    }
    all.split_off(before.len())
}
