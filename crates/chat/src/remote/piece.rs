//! What one event of an answer says.

use serde_json::Value;
use vesper_speech::Ending;

/// A part of an answer, or its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// May be empty: a sign of life, such as reasoning that the server keeps apart.
    Text(String),
    End(Ending),
    /// The server withholds the rest.
    Withheld,
    /// What the server says went wrong.
    Failed(String),
    /// Nothing comes any more.
    Done,
}

/// An event is no JSON, or none that an answer has.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// The pieces in the data of an event: `[DONE]`, or JSON objects, of which some servers put several into one.
pub(super) fn pieces(data: &[u8]) -> Result<Vec<Piece>, Malformed> {
    let data = data.trim_ascii();
    if data.is_empty() {
        return Ok(Vec::new());
    }
    let (data, done) = match data.strip_suffix(b"[DONE]") {
        Some(data) => (data, true),
        None => (data, false),
    };
    let mut pieces = Vec::new();
    for value in serde_json::Deserializer::from_slice(data).into_iter::<Value>() {
        let value = value.map_err(|_| Malformed)?;
        read(&value, &mut pieces)?;
    }
    if done {
        pieces.push(Piece::Done);
    }
    Ok(pieces)
}

fn read(value: &Value, pieces: &mut Vec<Piece>) -> Result<(), Malformed> {
    let Some(fields) = value.as_object() else { return Err(Malformed) };
    if let Some(what) = complaint(value) {
        pieces.push(Piece::Failed(what));
        return Ok(());
    }
    // The last event of some servers counts tokens, and has no choices.
    let Some(choice) = fields.get("choices").and_then(|choices| choices.get(0)) else {
        return if fields.contains_key("choices") || fields.contains_key("usage") {
            Ok(())
        } else {
            Err(Malformed)
        };
    };
    // A server that does not stream sends it all as a message.
    let part = choice.get("delta").or_else(|| choice.get("message"));
    pieces.push(Piece::Text(part.map(text).unwrap_or_default()));
    match choice.get("finish_reason").and_then(Value::as_str) {
        None | Some("") => {}
        Some("length") => pieces.push(Piece::End(Ending::Limit)),
        Some("content_filter") => pieces.push(Piece::Withheld),
        Some(_) => pieces.push(Piece::End(Ending::Said)),
    }
    Ok(())
}

/// The text of a delta; `reasoning_content` and its like beside it are not part of it.
fn text(part: &Value) -> String {
    match part.get("content") {
        Some(Value::String(text)) => text.clone(),
        // Parts with a type each, as in a request.
        Some(Value::Array(parts)) => {
            let texts = parts.iter().filter(|part| part.get("type").is_none_or(|of| of == "text"));
            texts.filter_map(|part| part.get("text")?.as_str()).collect()
        }
        _ => String::new(),
    }
}

/// What a server says went wrong, in any of the ways in which servers do.
pub(super) fn complaint(value: &Value) -> Option<String> {
    let told = match value.get("error").filter(|error| !error.is_null()) {
        Some(error) => error,
        None if value.get("choices").is_some() => return None,
        None => value.get("detail").or_else(|| value.get("message").map(|_| value))?,
    };
    let text = told.as_str().or_else(|| told.get("message").and_then(Value::as_str));
    Some(text.map_or_else(|| told.to_string(), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(data: &str) -> Result<Vec<Piece>, Malformed> {
        pieces(data.as_bytes())
    }

    fn text(text: &str) -> Piece {
        Piece::Text(text.into())
    }

    #[test]
    fn an_event_is_read_in_every_way_in_which_servers_write_it() {
        assert_eq!(of(r#"{"choices":[{"delta":{"role":"assistant","content":null}}]}"#), Ok(vec![text("")]));
        assert_eq!(
            of(r#"{"choices":[{"delta":{"content":"Hi"},"finish_reason":null}]}"#),
            Ok(vec![text("Hi")])
        );
        assert_eq!(
            of(r#"{"choices":[{"delta":{"reasoning_content":"hm","reasoning":"hm"}}]}"#),
            Ok(vec![text("")]),
            "reasoning is no text"
        );
        assert_eq!(
            of(r#"{"choices":[{"message":{"content":"All"},"finish_reason":"length"}]}"#),
            Ok(vec![text("All"), Piece::End(Ending::Limit)])
        );
        assert_eq!(
            of(
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n{\"choices\":[{\"delta\":{},\n\"finish_reason\":\"stop\"}]}"
            ),
            Ok(vec![text("a"), text(""), Piece::End(Ending::Said)]),
            "two in one"
        );
        assert_eq!(of(r#"{"choices":[],"usage":{"total_tokens":3}}"#), Ok(vec![]));
        assert_eq!(of(" [DONE] "), Ok(vec![Piece::Done]));
        assert_eq!(
            of(r#"{"choices":[{"finish_reason":"content_filter"}]}"#),
            Ok(vec![text(""), Piece::Withheld])
        );
    }

    #[test]
    fn what_went_wrong_is_heard_in_every_way_in_which_servers_say_it() {
        for (data, what) in [
            (r#"{"error":{"code":500,"message":"no memory"}}"#, "no memory"),
            (r#"{"error":"no memory"}"#, "no memory"),
            (r#"{"object":"error","message":"no memory","code":400}"#, "no memory"),
            (r#"{"code":400,"message":"no memory","type":"x"}"#, "no memory"),
            (r#"{"detail":"no memory"}"#, "no memory"),
            (r#"{"detail":[{"msg":"no memory"}]}"#, r#"[{"msg":"no memory"}]"#),
        ] {
            assert_eq!(of(data), Ok(vec![Piece::Failed(what.into())]), "{data}");
        }
    }

    #[test]
    fn what_is_no_answer_is_malformed() {
        for data in [
            "{",
            "nonsense",
            "[]",
            "7",
            "{}",
            "{\"choices\":[{\"delta\":{\"content\":\"a\"}}",
            "\u{1}",
            "{\"a\":1}x",
        ] {
            assert_eq!(of(data), Err(Malformed), "{data}");
        }
        assert_eq!(pieces(b"{\"choices\":[{\"delta\":{\"content\":\"\xff\"}}]}"), Err(Malformed));
        let deep = "[".repeat(100_000);
        assert_eq!(of(&deep), Err(Malformed));
    }
}
