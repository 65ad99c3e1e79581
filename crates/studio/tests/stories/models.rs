//! Models that say what a test wants.

use serde_json::{Value, json};
use vesper_speech::{ChatModel, Ending, Error, Form, Kind, Out, Prompt, Result, Token};

/// SplitMix64.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }
}

/// Gives an answer as a model does: a few characters at a time.
fn told(answer: &str, out: &mut dyn Out<Token>) -> Result<()> {
    let chars: Vec<char> = answer.chars().collect();
    for piece in chars.chunks(4) {
        out.put(Token { text: piece.iter().collect(), end: None })?;
    }
    out.put(Token { text: String::new(), end: Some(Ending::Said) })
}

/// Says what was written for it, in turn, and remembers what it was asked. With nothing left to say it fails.
#[derive(Default)]
pub(crate) struct Scripted {
    pub(crate) answers: Vec<String>,
    pub(crate) asked: Vec<Prompt>,
}

impl ChatModel for Scripted {
    fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        let answer = self.answers.get(self.asked.len()).cloned();
        self.asked.push(prompt.clone());
        match answer {
            Some(answer) => told(&answer, out),
            None => Err(Error::new(Kind::Engine, "model", "has nothing left to say.", "")),
        }
    }
}

/// Answers whatever a function makes of the prompt.
pub(crate) struct Made<F>(pub(crate) F);

impl<F: FnMut(&Prompt) -> Value> ChatModel for Made<F> {
    fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        told(&(self.0)(prompt).to_string(), out)
    }
}

/// Keeps to the schema of what it is asked and knows nothing else: every choice that the schema leaves is made by chance.
pub(crate) struct Nonsense {
    pub(crate) chance: Chance,
    /// Makes the texts, of at most so many characters.
    pub(crate) text: fn(&mut Chance, usize) -> String,
    /// One answer in so many is cut off somewhere.
    pub(crate) cut: usize,
}

impl ChatModel for Nonsense {
    fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        let mut answer = valid(&schema(prompt), &mut self.chance, self.text).to_string();
        if self.cut > 0 && self.chance.below(self.cut) == 0 {
            let most = self.chance.below(answer.chars().count());
            answer = answer.chars().take(most).collect();
        }
        told(&answer, out)
    }
}

pub(crate) fn schema(prompt: &Prompt) -> Value {
    let Some(Form::Schema(schema)) = &prompt.form else { panic!("no schema was asked for") };
    serde_json::from_str(schema).expect("a schema is JSON")
}

/// Whether a story's scene is asked for, and not its bible.
pub(crate) fn asks_for_scene(prompt: &Prompt) -> bool {
    schema(prompt).pointer("/properties/lines").is_some()
}

/// Any value that the schema allows.
pub(crate) fn valid(schema: &Value, chance: &mut Chance, text: fn(&mut Chance, usize) -> String) -> Value {
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return words[chance.below(words.len())].clone();
    }
    let bound = |name: &str| schema[name].as_u64().unwrap() as usize;
    match schema["type"].as_str().unwrap() {
        "object" => {
            let fields = schema["properties"].as_object().unwrap();
            fields.iter().map(|(name, schema)| (name.clone(), valid(schema, chance, text))).collect()
        }
        "array" => {
            let (least, most) = (bound("minItems"), bound("maxItems"));
            let count = least + chance.below(most - least + 1);
            (0..count).map(|_| valid(&schema["items"], chance, text)).collect()
        }
        "string" => {
            let text: String = text(chance, bound("maxLength")).chars().take(bound("maxLength")).collect();
            json!(if text.is_empty() { "x".to_owned() } else { text })
        }
        other => panic!("no schema here has the type {other}"),
    }
}

/// Words that nobody knows.
pub(crate) fn gibberish(chance: &mut Chance, most: usize) -> String {
    let length = 1 + chance.below(most);
    let letters: Vec<char> = "abcdefghijklmnopqrstuvwxyz    .,?!éàü’".chars().collect();
    (0..length).map(|_| letters[chance.below(letters.len())]).collect()
}
