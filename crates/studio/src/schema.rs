//! JSON schemas, as text: the forms that answers of models are bound to. The order of an object's fields is the order in
//! which they come.

/// A text of so many characters, at least one.
pub(crate) fn text(most: usize) -> String {
    format!(r#"{{"type":"string","minLength":1,"maxLength":{most}}}"#)
}

/// One of these words.
pub(crate) fn choice<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> =
        words.into_iter().map(|word| serde_json::Value::from(word).to_string()).collect();
    format!(r#"{{"type":"string","enum":[{}]}}"#, words.join(","))
}

/// One of these numbers.
pub(crate) fn number(numbers: impl IntoIterator<Item = usize>) -> String {
    let numbers: Vec<String> = numbers.into_iter().map(|number| number.to_string()).collect();
    format!(r#"{{"type":"integer","enum":[{}]}}"#, numbers.join(","))
}

pub(crate) fn array(items: &str, least: usize, most: usize) -> String {
    format!(r#"{{"type":"array","minItems":{least},"maxItems":{most},"items":{items}}}"#)
}

/// An object with exactly these fields.
pub(crate) fn object(fields: &[(&str, String)]) -> String {
    let properties: Vec<String> =
        fields.iter().map(|(name, schema)| format!(r#""{name}":{schema}"#)).collect();
    let required: Vec<String> = fields.iter().map(|(name, _)| format!(r#""{name}""#)).collect();
    format!(
        r#"{{"type":"object","additionalProperties":false,"required":[{}],"properties":{{{}}}}}"#,
        required.join(","),
        properties.join(",")
    )
}
