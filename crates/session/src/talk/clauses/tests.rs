use super::Clauses;

/// What comes out where the text comes in pieces of `size` characters.
fn lines(text: &str, size: usize) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut clauses = Clauses::default();
    let mut lines = Vec::new();
    for piece in letters.chunks(size) {
        lines.extend(clauses.push(&piece.iter().collect::<String>()));
    }
    lines.extend(clauses.finish());
    lines
}

#[test]
fn the_first_line_is_a_clause_and_the_others_are_sentences() {
    let text = "Well, the keeper lives alone, high above the bay. Dr. Hale paid 3.5 crowns; nobody knows why! Do you?";
    let wanted = [
        "Well,",
        "the keeper lives alone, high above the bay.",
        "Dr. Hale paid 3.5 crowns; nobody knows why!",
        "Do you?",
    ];
    for size in [1, 2, 7, 1000] {
        assert_eq!(lines(text, size), wanted, "in pieces of {size}");
    }
}

#[test]
fn six_words_are_enough_to_begin_with() {
    let text = "The lighthouse that stood above the bay was dark.";
    assert_eq!(lines(text, 3), ["The lighthouse that stood above the", "bay was dark."]);
}

#[test]
fn the_first_clause_comes_out_before_the_rest_is_written() {
    let mut clauses = Clauses::default();
    assert_eq!(clauses.push("Yes"), [""; 0]);
    assert_eq!(clauses.push(", "), ["Yes,"]);
    assert_eq!(clauses.push("she is."), [""; 0], "the point may be one of three");
    assert_eq!(clauses.finish().as_deref(), Some("she is."));
}

#[test]
fn what_is_written_to_be_looked_at_is_not_said() {
    let text = "## Lamps\n\n- **Oil**, first.\n> `Gas` came next.\u{7}";
    let said = lines(text, 4);
    assert_eq!(said, ["Lamps", "Oil, first.", "Gas came next."]);
    assert_eq!(lines("*** --- ...", 3), [""; 0]);
}

#[test]
fn no_line_is_endless_and_no_word_is_lost() {
    let text = "word ".repeat(500);
    let said = lines(&text, 11);
    assert!(said.iter().all(|line| line.chars().count() <= 300), "{said:?}");
    assert_eq!(said.join(" "), text.trim());
    assert!(lines(&"x".repeat(5000), 100).iter().all(|line| line.chars().count() <= 300));
}
