mod schemas;

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use self::schemas::{Dice, schema, valid};
use super::*;
use crate::words::tests::{byte_words, real};

/// A vocabulary of bytes, some longer tokens that JSON is written with, and an end.
fn words() -> Words {
    byte_words(&[("<|im_end|>", 3)], None)
}

/// An answer to `form` by a model that knows nothing, as text; none where it comes to no end within `limit` tokens.
fn answer(words: &Words, form: &Form, dice: &mut Dice, limit: usize) -> Result<Option<String>> {
    let mut constraint = Constraint::new(words, form)?;
    let mut said = Vec::new();
    for _ in 0..limit {
        if dice.below(2) == 0 {
            said.extend(constraint.forced()?);
        }
        let mut logits: Vec<f32> = (0..words.len()).map(|_| dice.below(1 << 20) as f32).collect();
        constraint.allow(&mut logits)?;
        let likeliest = logits.iter().zip(0_u32..).max_by(|one, other| one.0.total_cmp(other.0));
        let (logit, token) = likeliest.unwrap();
        assert!(*logit >= 0.0, "something may always come next");
        if words.ends(token) {
            let bytes = said.iter().flat_map(|token| words.bytes(*token)).copied().collect();
            return Ok(Some(String::from_utf8(bytes).unwrap()));
        }
        constraint.take(token)?;
        said.push(token);
    }
    Ok(None)
}

#[test]
fn answers_to_a_thousand_random_schemas_are_valid() {
    let words = words();
    let mut dice = Dice(41);
    let mut cut = 0;
    for at in 0..1000 {
        let schema = schema(&mut dice);
        let form = Form::Schema(schema.to_string());
        match answer(&words, &form, &mut dice, 4000).unwrap_or_else(|error| panic!("{at}: {schema}: {error}"))
        {
            None => cut += 1,
            Some(text) => {
                let value: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{schema}: {text}"));
                assert!(valid(&schema, &schema, &value), "{at}: {schema}: {text}");
            }
        }
    }
    assert_eq!(cut, 0, "each comes to an end");
}

#[test]
fn the_vocabulary_of_a_real_model_answers_just_so() {
    let Some(words) = real("ggml-vocab-qwen2.gguf") else { return };
    let mut dice = Dice(42);
    let mut masks = Vec::new();
    for _ in 0..100 {
        let schema = schema(&mut dice);
        let form = Form::Schema(schema.to_string());
        let text = answer(&words, &form, &mut dice, 4000).unwrap().unwrap();
        let value: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{schema}: {text}"));
        assert!(valid(&schema, &schema, &value), "{schema}: {text}");
    }
    let scene = json!({"type": "object", "additionalProperties": false, "required": ["title", "lines"], "properties": {
        "title": {"type": "string", "maxLength": 60},
        "lines": {"type": "array", "minItems": 3, "maxItems": 12, "items": {
            "type": "object", "additionalProperties": false, "required": ["who", "text", "pause"], "properties": {
                "who": {"enum": ["narrator", "fox", "keeper"]},
                "text": {"type": "string", "maxLength": 400},
                "pause": {"type": "number", "minimum": 0, "maximum": 9}}}}}});
    let begun = Instant::now();
    let mut constraint = Constraint::new(&words, &Form::Schema(scene.to_string())).unwrap();
    let opened = begun.elapsed();
    let said = r#"{"title": "The lighthouse that feared the dark", "lines": [{"who": "keeper", "text": "Who put out the light?", "pause": 1.5}, {"who": "narrator", "text": "Nobody answered; only the sea, far below, went on breathing.", "pause": 2}, {"who": "fox", "text": "I did.", "pause": 0}]}"#;
    let mut logits = vec![0.0; words.len()];
    for token in words.tokens(said, false) {
        let begun = Instant::now();
        constraint.allow(&mut logits).unwrap();
        masks.push(begun.elapsed());
        constraint.take(token).unwrap();
        logits.fill(0.0);
    }
    assert!(constraint.done());
    masks.sort_unstable();
    let (median, last) = (masks[masks.len() / 2], masks[masks.len() - 1]);
    eprintln!(
        "{} tokens: a mask takes {median:?} (median of {}), at most {last:?}; a form is opened in {opened:?}",
        words.len(),
        masks.len()
    );
    assert!(median < Duration::from_millis(50), "a mask takes {median:?}");
}

#[test]
fn a_grammar_is_kept_to() {
    let words = words();
    let mut dice = Dice(43);
    let grammar =
        "start: cue (\"\\n\" cue){0,3}\ncue: WHO \": \" WORDS\nWHO: \"fox\" | \"owl\"\nWORDS: /[a-z ]{1,20}/";
    for _ in 0..50 {
        let text = answer(&words, &Form::Grammar(grammar.into()), &mut dice, 500).unwrap().unwrap();
        assert!((1..=4).contains(&text.lines().count()), "{text}");
        for line in text.lines() {
            let (who, said) = line.split_once(": ").unwrap();
            assert!(["fox", "owl"].contains(&who) && (1..=20).contains(&said.len()), "{line}");
        }
    }
}

#[test]
fn what_must_come_is_told_at_once() {
    let words = words();
    let form = Form::Schema(json!({"const": {"who": "fox"}}).to_string());
    let mut constraint = Constraint::new(&words, &form).unwrap();
    let mut logits = vec![0.0; words.len() + 5];
    constraint.allow(&mut logits).unwrap();
    let allowed: Vec<usize> = (0..logits.len()).filter(|token| logits[*token] == 0.0).collect();
    assert_eq!(allowed, [usize::from(b'{')], "and nothing beyond the vocabulary");
    assert!(!constraint.done());
    let error = constraint.take(u32::from(b'}')).unwrap_err();
    assert_eq!(error.kind, Kind::BadRequest);
    let beginning = Form::Grammar("start: \"Once upon a time, \" /[a-z]{1,9}/".into());
    let mut constraint = Constraint::new(&words, &beginning).unwrap();
    let forced = constraint.forced().unwrap();
    let text: Vec<u8> = forced.iter().flat_map(|token| words.bytes(*token)).copied().collect();
    assert_eq!(String::from_utf8(text).unwrap(), "Once upon a time, ");
    assert!(constraint.forced().unwrap().is_empty());
}

#[test]
fn white_space_never_goes_on_for_ever() {
    let words = words();
    let form = Form::Schema(json!({"type": "array", "items": {"type": "integer"}}).to_string());
    let mut constraint = Constraint::new(&words, &form).unwrap();
    constraint.take(u32::from(b'[')).unwrap();
    let space = words.tokens(" ", false)[0];
    let spaces = (0..1000).take_while(|_| {
        let mut logits = vec![0.0; words.len()];
        constraint.allow(&mut logits).unwrap();
        logits[space as usize] == 0.0 && constraint.take(space).is_ok()
    });
    assert!(spaces.count() < 40);
}

#[test]
fn a_form_that_cannot_be_kept_to_is_refused_in_time() {
    let words = words();
    let nested = (0..2000).fold(json!(true), |inner, _| json!({"items": inner})).to_string();
    let wide = json!({"enum": (0..20_000).map(|n| format!("{n:x}")).collect::<Vec<_>>()}).to_string();
    let schemas = [
        "".into(),
        "{".into(),
        "7".into(),
        json!({"type": "banana"}).to_string(),
        json!({"$ref": "#/nowhere"}).to_string(),
        json!({"$ref": "https://example.org/schema"}).to_string(),
        json!({"type": "string", "pattern": "(a"}).to_string(),
        json!({"type": "string", "pattern": "(a{1000}){1000}"}).to_string(),
        json!({"type": "string", "minLength": 5, "maxLength": 2}).to_string(),
        json!({"type": "object", "unevaluatedProperties": false, "propertyNames": {"pattern": "a"}})
            .to_string(),
        nested,
        wide,
        " ".repeat(LONGEST_FORM + 1),
    ];
    let grammars = ["", "start: nothing", "start: start", "start: /(/", "start: \"a\"{1000000}"];
    let forms =
        schemas.into_iter().map(Form::Schema).chain(grammars.map(|grammar| Form::Grammar(grammar.into())));
    for form in forms {
        let begun = Instant::now();
        match Constraint::new(&words, &form) {
            Ok(mut constraint) => {
                let mut logits = vec![0.0; words.len()];
                let kept = constraint.allow(&mut logits);
                assert!(kept.is_ok() || kept.is_err_and(|error| error.kind == Kind::BadRequest));
            }
            Err(error) => {
                assert_eq!(error.kind, Kind::BadRequest);
                assert!(error.what.len() < 2000 && !error.what.contains("backtrace"), "{error}");
            }
        }
        let (Form::Schema(text) | Form::Grammar(text)) = &form;
        let text: String = text.chars().take(60).collect();
        assert!(begun.elapsed() < Duration::from_secs(20), "{text} takes {:?}", begun.elapsed());
    }
}
