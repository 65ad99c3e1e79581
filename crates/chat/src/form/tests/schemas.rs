//! Random schemas, and a second opinion on whether a value keeps to one.

use regex::Regex;
use serde_json::{Map, Value, json};

const PATTERNS: [&str; 4] =
    ["^[a-z]{2,5}$", "^(red|green|blue)-[0-9]{1,3}$", "^[A-Z][a-z]* [^x]$", "^(a|bc)+d?$"];
const DEEPEST: usize = 4;

/// SplitMix64.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % count as u64) as usize
    }
}

/// A schema of objects, lists, enumerations, bounded numbers and texts, alternatives and references, the last also to
/// itself.
pub(super) fn schema(dice: &mut Dice) -> Value {
    let mut root = object(dice, 0);
    let step = json!({"type": "object", "additionalProperties": false, "required": ["at", "next"], "properties": {
        "at": {"type": "integer", "minimum": 0, "maximum": 99},
        "next": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/step"}]}}});
    let point = part(dice, DEEPEST - 1);
    root["$defs"] = json!({"step": step, "point": point});
    root
}

fn object(dice: &mut Dice, depth: usize) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for at in 0..1 + dice.below(4) {
        let name = ["who", "says", "a b", "ü\"", "n"][dice.below(5)].to_owned() + &at.to_string();
        if dice.below(3) > 0 {
            required.push(name.clone());
        }
        properties.insert(name, part(dice, depth + 1));
    }
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

fn part(dice: &mut Dice, depth: usize) -> Value {
    match dice.below(if depth < DEEPEST { 12 } else { 8 }) {
        0 => json!({"type": "boolean"}),
        1 => json!({"enum": ["fox", "owl \"\\", 3, null, true, ["a"]]}),
        2 => json!({"const": {"made": ["for", 1, {"test": null}]}}),
        3 => {
            let low = dice.below(2000) as i64 - 1000;
            json!({"type": "integer", "minimum": low, "maximum": low + dice.below(5000) as i64})
        }
        4 => {
            let low = dice.below(200) as f64 / 8.0 - 12.0;
            json!({"type": "number", "minimum": low, "maximum": low + 1.0 + dice.below(100) as f64})
        }
        5 => json!({"type": "string", "pattern": (PATTERNS[dice.below(PATTERNS.len())])}),
        6 | 7 => {
            let least = dice.below(5);
            json!({"type": "string", "minLength": least, "maxLength": least + dice.below(9)})
        }
        8 => {
            let least = dice.below(3);
            json!({"type": "array", "items": part(dice, depth + 1), "minItems": least, "maxItems": least + dice.below(4)})
        }
        9 => json!({"anyOf": [part(dice, depth + 1), {"type": "null"}, part(dice, depth + 1)]}),
        10 if depth < DEEPEST - 1 => json!({"$ref": (["#/$defs/step", "#/$defs/point"][dice.below(2)])}),
        _ => object(dice, depth + 1),
    }
}

/// Whether `value` keeps to `schema`, a part of `root`.
pub(super) fn valid(root: &Value, schema: &Value, value: &Value) -> bool {
    let number = |key: &str| schema.get(key).and_then(Value::as_f64);
    let within = |amount: f64, least: &str, most: &str| {
        number(least).is_none_or(|least| amount >= least) && number(most).is_none_or(|most| amount <= most)
    };
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return valid(root, root.pointer(reference.trim_start_matches('#')).unwrap(), value);
    }
    if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
        return choices.iter().any(|choice| valid(root, choice, value));
    }
    if let Some(choices) = schema.get("enum").and_then(Value::as_array) {
        return choices.contains(value);
    }
    if let Some(wanted) = schema.get("const") {
        return wanted == value;
    }
    match (schema["type"].as_str().unwrap(), value) {
        ("null", Value::Null) | ("boolean", Value::Bool(_)) => true,
        ("integer", Value::Number(amount)) => {
            amount.is_i64() && within(amount.as_f64().unwrap(), "minimum", "maximum")
        }
        ("number", Value::Number(amount)) => within(amount.as_f64().unwrap(), "minimum", "maximum"),
        ("string", Value::String(text)) => {
            within(text.chars().count() as f64, "minLength", "maxLength")
                && schema
                    .get("pattern")
                    .is_none_or(|pattern| Regex::new(pattern.as_str().unwrap()).unwrap().is_match(text))
        }
        ("array", Value::Array(items)) => {
            within(items.len() as f64, "minItems", "maxItems")
                && items.iter().all(|item| valid(root, &schema["items"], item))
        }
        ("object", Value::Object(entries)) => {
            let required = schema["required"].as_array().unwrap();
            required.iter().all(|name| entries.contains_key(name.as_str().unwrap()))
                && entries.iter().all(|(name, value)| {
                    schema["properties"].get(name).is_some_and(|schema| valid(root, schema, value))
                })
        }
        _ => false,
    }
}
