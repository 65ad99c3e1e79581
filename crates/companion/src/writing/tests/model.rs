//! A model that says what fits, at a pace.

use serde_json::{Value, json};
use vesper_speech::{ChatModel, Ending, Form, Out, Prompt, Result, Token};

use super::house::Shared;

/// Characters of a token, as models for English have them.
const LETTERS: usize = 4;
/// Seconds until the first token of an answer.
const READING: f64 = 1.5;

/// Gives so many tokens a second of the house's time.
pub(super) struct Steady {
    house: Shared,
    pace: f64,
    scenes: usize,
}

impl Steady {
    pub(super) fn new(house: Shared, pace: f64) -> Steady {
        Steady { house, pace, scenes: 0 }
    }

    fn answer(&mut self, schema: &Value) -> Value {
        if schema.pointer("/properties/lines").is_none() {
            return bible();
        }
        self.scenes += 1;
        scene(self.scenes, schema.pointer("/properties/ways").is_none())
    }
}

impl ChatModel for Steady {
    fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        let Some(Form::Schema(schema)) = &prompt.form else { return out.check() };
        let schema: Value = serde_json::from_str(schema).unwrap_or_default();
        let is_scene = schema.pointer("/properties/lines").is_some();
        let answer = self.answer(&schema).to_string();
        let letters: Vec<char> = answer.chars().collect();
        self.house.pass(READING, out)?;
        for (at, piece) in letters.chunks(LETTERS).take(prompt.limit).enumerate() {
            self.house.pass(1.0 / self.pace, out)?;
            if is_scene && at == 0 {
                self.house.token();
            }
            out.put(Token { text: piece.iter().collect(), end: None })?;
        }
        out.put(Token { text: String::new(), end: Some(Ending::Said) })
    }
}

fn bible() -> Value {
    json!({
        "title": "The Bridge That Counts",
        "place": "A stone bridge over a wide river, at the edge of a town that sleeps early.",
        "people": [
            { "name": "Odile", "who": "old woman", "sound": "rough", "wants": "to cross before the count ends" },
            { "name": "Pell", "who": "young man", "sound": "bright", "wants": "to know who taught it numbers" },
        ],
        "secret": "The bridge counts those who did not come back.",
        "promise": "A night walk over a bridge that keeps count of everybody.",
        "arc": { "begins": "You hear it count.", "worsens": "It misses one.", "turns": "It asks you.", "ends": "It rests." },
        "chapter": "The first stone",
        "bed": "rain",
    })
}

fn scene(number: usize, last: bool) -> Value {
    let line = |at: usize| {
        let who = ["narrator", "Odile", "narrator", "Pell"][at % 4];
        let text = format!(
            "Stone {at} of scene {number} is wet, and the river under it says a number that nobody has heard before."
        );
        json!({ "who": who, "how": "plain", "text": text })
    };
    let first =
        json!({ "who": "narrator", "how": "soft", "text": format!("You stand still at mark {number}.") });
    let lines: Vec<Value> = std::iter::once(first).chain((1..11).map(line)).collect();
    let summary = format!("In scene {number} the bridge counts on and you listen.");
    if last {
        return json!({ "lines": lines, "summary": summary });
    }
    json!({
        "lines": lines,
        "ways": [
            { "text": format!("Walk on past lamp {number}."), "chapter": format!("Beyond lamp {number}"), "bed": "rain" },
            { "text": format!("Climb down by rope {number}."), "chapter": format!("Under arch {number}"), "bed": "waves" },
        ],
        "people": [],
        "truths": [{ "subject": "fact", "name": format!("lamp {number}"), "text": "It burns green.", "weight": 1 }],
        "settled": [],
        "summary": summary,
    })
}
