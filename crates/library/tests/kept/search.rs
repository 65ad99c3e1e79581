use vesper_library::{Hit, Library};

use crate::{Home, story, texts, told};

fn library_with(lines: &[&str]) -> Library {
    let mut library = Library::in_memory().unwrap();
    let session = library.begin(&story("The lighthouse")).unwrap();
    for line in lines {
        library.heard(session, &told(line)).unwrap();
    }
    assert_eq!(texts(&library, session), lines);
    library
}

fn found(library: &Library, query: &str) -> Vec<String> {
    library.search(query, 50).unwrap().into_iter().map(|hit| hit.line.said.text).collect()
}

fn marked(hit: &Hit) -> Vec<&str> {
    hit.matches.iter().map(|range| &hit.excerpt[range.clone()]).collect()
}

#[test]
fn words_are_found_in_any_order_case_and_accent() {
    let library = library_with(&[
        "The lighthouse was afraid of the dark.",
        "Der Leuchtturm fürchtet die Größe der Nacht.",
        "Le phare a peur de l’obscurité.",
    ]);
    assert_eq!(found(&library, "DARK lighthouse"), ["The lighthouse was afraid of the dark."]);
    assert_eq!(found(&library, "furchtet nacht"), ["Der Leuchtturm fürchtet die Größe der Nacht."]);
    assert_eq!(found(&library, "OBSCURITE"), ["Le phare a peur de l’obscurité."]);
    assert_eq!(found(&library, "lighthouse nacht"), [""; 0]);
    let hit = &library.search("lighthouse", 1).unwrap()[0];
    assert_eq!((hit.title.as_str(), hit.mode.name()), ("The lighthouse", "story"));
}

#[test]
fn a_word_finds_longer_ones_and_comes_before_them() {
    let library =
        library_with(&["A lamp on the table.", "A lamplighter on the stairs.", "An old clamp, rusted."]);
    assert_eq!(found(&library, "lamp"), ["A lamp on the table.", "A lamplighter on the stairs."]);
    assert_eq!(found(&library, "lampl"), ["A lamplighter on the stairs."]);
    // A letter that may still grow to a word, and one that stands by itself.
    assert_eq!(found(&library, "stairs l"), ["A lamplighter on the stairs."]);
    assert_eq!(found(&library, "l stairs"), [""; 0]);
}

#[test]
fn words_in_quotation_marks_stand_as_they_are() {
    let library = library_with(&["the dark sea", "the sea, dark and wide", "a dark seagull"]);
    assert_eq!(found(&library, "\"dark sea\""), ["the dark sea"]);
    assert_eq!(found(&library, "„dark sea“"), ["the dark sea"]);
    assert_eq!(found(&library, "wide \"sea dark\""), ["the sea, dark and wide"]);
    assert_eq!(found(&library, "\"dark sea").len(), 1);
}

#[test]
fn among_equals_the_newest_is_first() {
    let mut library = Library::in_memory().unwrap();
    let session = library.begin(&story("rain")).unwrap();
    let ids: Vec<_> =
        (0..30).map(|_| library.heard(session, &told("Rain fell on the roof.")).unwrap()).collect();
    let hits = library.search("rain", 5).unwrap();
    let newest: Vec<_> = ids.into_iter().rev().take(5).collect();
    assert_eq!(hits.iter().map(|hit| hit.line.id).collect::<Vec<_>>(), newest);
}

#[test]
fn ranges_name_the_words_in_text_of_any_script() {
    let library = library_with(&[
        "“Größer?”, sagte der Fuchs. 🦊 Die Größe der Nacht war ihm égal.",
        "Где маяк? Маяк там.",
        "e\u{301}cole et école",
    ]);
    let hit = &library.search("große egal", 1).unwrap()[0];
    assert_eq!(marked(hit), ["Größer", "Größe", "égal"]);
    let hit = &library.search("маяк", 1).unwrap()[0];
    assert_eq!(marked(hit), ["маяк", "Маяк"]);
    let hit = &library.search("ecole", 1).unwrap()[0];
    assert_eq!(marked(hit), ["e\u{301}cole", "école"]);
}

#[test]
fn a_long_line_is_shortened_around_the_match() {
    let before = "one two three four five six seven eight nine ten ".repeat(20);
    let text = format!("{before} the needle lies here {before}");
    let library = library_with(&[&text]);
    let hit = &library.search("needle", 1).unwrap()[0];
    assert_eq!(marked(hit), ["needle"]);
    assert!(hit.excerpt.len() < 200 && hit.excerpt.starts_with('…') && hit.excerpt.ends_with('…'));
    assert_eq!(hit.line.said.text, text);
}

#[test]
fn whatever_is_typed_is_a_query_and_never_an_order() {
    let texts = ["the fox and the hare", "NEAR and NOT and OR are words", "text : column * star ^ first"];
    let library = library_with(&texts);
    assert_eq!(found(&library, "NEAR(and"), ["NEAR and NOT and OR are words"]);
    assert_eq!(found(&library, "fox NOT hare"), [""; 0]);
    assert_eq!(found(&library, "text:column"), ["text : column * star ^ first"]);
    for nothing in ["", "   ", "\"", "\"\"", "***", "^", "()", "-", ":", "\0", "\u{1}", "'", ";--"] {
        assert_eq!(found(&library, nothing), [""; 0], "{nothing:?}");
    }
    // Every character of the first planes by itself, between words and in quotation marks: any answer, no error.
    for code in (0..0x3000).chain((0xA000..0x1_1000).step_by(7)).chain([0xFDD0, 0xFDD1, 0xFFFF, 0x10_FFFF]) {
        let Some(c) = char::from_u32(code) else { continue };
        for query in
            [format!("{c}"), format!("fox{c}hare"), format!("\"the{c}fox{c}"), format!("fox {c}* OR")]
        {
            library.search(&query, 3).unwrap_or_else(|error| panic!("{query:?}: {error}"));
        }
    }
    let many = "fox AND (hare OR \" ".repeat(10_000);
    assert!(library.search(&many, 3).is_ok());
    let joined = "x".repeat(1_000_000);
    assert!(library.search(&joined, 3).is_ok());
    assert_eq!(found(&library, "fox hare"), [texts[0]]);
}

#[test]
fn text_with_characters_of_inner_use_is_found_with_sound_ranges() {
    let text = "\u{FDD1} the \u{FDD0} fox \u{FDD0}\u{FDD1} and \u{FDD1} hare \u{FDD0}";
    let library = library_with(&[text]);
    let hits = library.search("fox", 5).unwrap();
    assert_eq!(hits.len(), 1);
    assert_eq!(hits[0].line.said.text, text);
    let mut end = 0;
    for range in &hits[0].matches {
        assert!(end <= range.start && range.start < range.end);
        assert!(hits[0].excerpt.get(range.clone()).is_some());
        end = range.end;
    }
}

#[test]
fn what_was_said_is_found_after_closing_and_not_after_forgetting() {
    let home = Home::new();
    let mut library = home.open();
    let session = library.begin(&story("one")).unwrap();
    let first = library.heard(session, &told("the marmalade is here")).unwrap();
    library.heard(session, &told("more marmalade")).unwrap();
    drop(library);
    let mut library = home.open();
    assert_eq!(library.search("marmalade", 9).unwrap().len(), 2);
    library.forget_line(first).unwrap();
    assert_eq!(found(&library, "marmalade"), ["more marmalade"]);
}
