use super::made::{CONTROL, DEFINED, byte_words};
use super::*;

const SPECIAL: [(&str, i32); 4] =
    [("<think>", DEFINED), ("</think>", DEFINED), ("<|im_start|>", CONTROL), ("<|im_end|>", CONTROL)];

/// Everything that is heard of `answer`, said in tokens of one byte or in those of the vocabulary.
fn heard(prompt: &str, answer: &str, formed: bool, spelled_out: bool) -> String {
    let words = byte_words(&SPECIAL, None);
    let mut flow = Flow::new(&words, &words.tokens(prompt, true), formed);
    let tokens = match spelled_out {
        true => answer.bytes().map(u32::from).map(|byte| token_of(&words, byte)).collect(),
        false => words.tokens(answer, false),
    };
    let mut told: Vec<String> = tokens.iter().map(|token| flow.take(&words, *token)).collect();
    told.push(flow.rest());
    told.concat()
}

fn token_of(words: &Words, byte: u32) -> u32 {
    (0..256).find(|token| words.bytes(*token) == [byte as u8]).unwrap()
}

#[test]
fn reasoning_is_never_heard_however_it_is_cut() {
    let cases = [
        ("", "<think>\nHm, a fox.\n</think>\n\nThe fox ran.", "The fox ran."),
        ("", "The fox <think>or the hare?</think> ran.", "The fox ran."),
        ("", "<think>on and on", ""),
        ("", "<think>a</think><think>b</think>Yes", "Yes"),
        ("<|im_start|>assistant\n<think>\n", "It wants me to </think>Good night.", "Good night."),
        ("<think>\n\n</think>\n\n", "Good night.", "Good night."),
        ("", "A < b <thin ice </thinking>", "A < b <thin ice </thinking>"),
        ("", "  Once", "Once"),
        ("", "ends in <thi", "ends in <thi"),
    ];
    for (prompt, answer, wanted) in cases {
        for spelled_out in [false, true] {
            let told = heard(prompt, answer, false, spelled_out);
            assert!(!told.contains("think>"), "{told}");
            assert_eq!(told, wanted, "{answer:?}, spelled out: {spelled_out}");
        }
    }
}

#[test]
fn characters_come_whole_and_broken_ones_are_marked() {
    let words = byte_words(&SPECIAL, None);
    let mut flow = Flow::new(&words, &[], false);
    let mut pieces = Vec::new();
    for byte in "né 狐 🦊".bytes() {
        pieces.push(flow.take(&words, token_of(&words, byte.into())));
    }
    assert_eq!(pieces.concat(), "né 狐 🦊");
    assert_eq!(pieces.iter().filter(|piece| !piece.is_empty()).count(), 6);
    assert_eq!(flow.take(&words, token_of(&words, 0xf0)), "");
    assert_eq!(flow.take(&words, token_of(&words, b'a'.into())), "\u{fffd}a");
    assert_eq!(flow.take(&words, token_of(&words, 0xe2)), "");
    assert_eq!(flow.rest(), "\u{fffd}");
    assert_eq!(flow.rest(), "");
}

#[test]
fn an_end_that_is_spelled_out_ends_the_answer_unheard() {
    let words = byte_words(&SPECIAL, None);
    let mut flow = Flow::new(&words, &[], false);
    let mut told = String::new();
    for byte in "Good night.<|im_end|>\n<|im_start|>user".bytes() {
        told += &flow.take(&words, token_of(&words, byte.into()));
    }
    assert!(flow.ended());
    assert_eq!(told + &flow.rest(), "Good night.");
    assert_eq!(heard("", "a <|im_e", false, true), "a <|im_e");
}

#[test]
fn a_form_keeps_what_looks_like_reasoning_once_it_has_begun() {
    let json = r#"{"say": "<think>not a thought</think> <|im_end|>"}"#;
    for spelled_out in [false, true] {
        assert_eq!(heard("", json, true, spelled_out), json);
        assert_eq!(heard("", &format!("<think>Hm.</think>{json}"), true, spelled_out), json);
    }
}

#[test]
fn whether_it_thinks_is_known() {
    let words = byte_words(&SPECIAL, None);
    let mut flow = Flow::new(&words, &[], false);
    let mut thinking = Vec::new();
    for token in words.tokens("<think>a</think>b", false) {
        flow.take(&words, token);
        thinking.push(flow.thinking());
    }
    assert_eq!(thinking, [true, true, false, false]);
}
