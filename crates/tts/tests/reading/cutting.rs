//! Where sentences end, and where one that is too long is cut.

use vesper_tts::{End, Sentence, read};

fn sentences(text: &str, language: &str) -> Vec<String> {
    read(text, language).sentences.into_iter().map(|sentence| sentence.spoken).collect()
}

#[test]
fn a_dot_is_not_always_an_end() {
    let one = [
        ("en", "Dr. Jekyll met Mr. Hyde at St. James."),
        ("en", "It costs 3.14 dollars, or $3.50 on Sundays."),
        ("en", "Ask e.g. the cook, i.e. Mrs. Brown, vs. nobody."),
        ("en", "The U.S. Army and J. R. R. Tolkien and George W. Bush went."),
        ("en", "He left at 5 p.m. and slept."),
        ("en", "See www.example.com or example.org/a.b now."),
        ("en", "Version 2.1.0 and Fig. 3 and No. 5 and Vol. 2 are here."),
        ("en", "\"Why?\" she asked, \"Oh!\" he said… and left."),
        ("fr", "M. Dupont et le Dr. Martin, p. ex. ici, av. J.-C. ou non."),
        ("de", "Am 3. Mai kam Dr. Müller, z. B. um 14.30 Uhr, d. h. Nr. 5."),
        ("es", "El Sr. López y la Dra. Ruiz, p. ej. aquí, en EE. UU. o no."),
        ("it", "Il Sig. Rossi e la Prof.ssa Verdi, p. es. qui, pag. 5."),
        ("pt", "O Sr. Silva e a Dra. Lima, p. ex. aqui, pág. 5."),
    ];
    for (language, text) in one {
        let sentences = sentences(text, language);
        assert_eq!(sentences.len(), 1, "{sentences:?}");
    }
}

#[test]
fn sentences_end_where_a_reader_pauses() {
    let text = "It was I. She left at 7 p.m. He stayed, etc. \"Really?\" Yes! He lived in the U.S. They did not.\n\nNew.";
    let reading = read(text, "en");
    let ends: Vec<(&str, End)> = reading.sentences.iter().map(|s| (s.spoken.as_str(), s.end)).collect();
    let expected = [
        ("It was I.", End::Stop),
        ("She left at seven PM.", End::Stop),
        ("He stayed, et cetera.", End::Stop),
        ("\"Really?\"", End::Question),
        ("Yes!", End::Stop),
        ("He lived in the U S.", End::Stop),
        ("They did not.", End::Paragraph),
        ("New.", End::Paragraph),
    ];
    assert_eq!(ends, expected);
}

#[test]
fn headings_items_and_blank_lines_end_sentences() {
    let text = "# A Title\nFirst line\ngoes on\n\n- one\n- two\n\nLast";
    let reading = read(text, "en");
    let ends: Vec<(&str, End)> = reading.sentences.iter().map(|s| (s.spoken.as_str(), s.end)).collect();
    let expected = [
        ("A Title", End::Paragraph),
        ("First line goes on", End::Paragraph),
        ("one", End::Stop),
        ("two", End::Paragraph),
        ("Last", End::Paragraph),
    ];
    assert_eq!(ends, expected);
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn one(text: &str) -> Sentence {
    let mut sentences = read(text, "en").sentences;
    assert_eq!(sentences.len(), 1, "{sentences:?}");
    sentences.remove(0)
}

#[test]
fn long_sentences_are_cut_at_clauses() {
    let text = "When the rain had stopped, the fox came out of the wood; he looked about, and seeing nobody, he ran.";
    let pieces = one(text).split(12, words);
    let spoken: Vec<&str> = pieces.iter().map(|piece| piece.spoken.as_str()).collect();
    let expected = [
        "When the rain had stopped, the fox came out of the wood;",
        "he looked about, and seeing nobody, he ran.",
    ];
    assert_eq!(spoken, expected);
    assert_eq!(pieces.iter().map(|piece| piece.end).collect::<Vec<_>>(), [End::Clause, End::Paragraph]);
}

#[test]
fn quotations_stay_whole_where_they_can() {
    let text = "The old king said slowly, \"bring me the bird, the horse and the princess\" and fell asleep at once, snoring.";
    for piece in one(text).split(13, words) {
        assert_eq!(piece.spoken.matches('"').count() % 2, 0, "{}", piece.spoken);
    }
}

#[test]
fn pieces_keep_the_limit_and_every_word() {
    let text = "On July 4, 1776 the U.S. paid $3,500.25 for 12.5 km of rope and then it went on and on without any mark \
                at all until nobody knew any more what it had been about and everybody fell asleep";
    let whole = one(text);
    for limit in [1, 2, 3, 5, 8, 13, 40] {
        let pieces = whole.clone().split(limit, words);
        let said: Vec<&str> = pieces.iter().flat_map(|piece| piece.spoken.split_whitespace()).collect();
        assert_eq!(said, whole.spoken.split_whitespace().collect::<Vec<_>>(), "limit {limit}");
        for piece in &pieces {
            assert!(words(&piece.spoken) <= limit, "limit {limit}: {}", piece.spoken);
            for word in &piece.words {
                assert!(
                    piece.spoken.get(word.spoken.clone()).is_some_and(|said| !said.is_empty()),
                    "{piece:?}"
                );
            }
        }
        if limit >= 8 {
            let date = pieces.iter().any(|piece| piece.spoken.contains("July fourth, seventeen seventy-six"));
            let sum = pieces
                .iter()
                .any(|p| p.spoken.contains("three thousand five hundred dollars twenty-five cents"));
            assert!(date && sum, "limit {limit} divides a number: {pieces:?}");
        }
    }
}

#[test]
fn a_word_without_end_is_cut_between_letters() {
    let text = "ü".repeat(1000);
    let pieces = one(&text).split(64, str::len);
    assert!(pieces.iter().all(|piece| piece.spoken.len() <= 64));
    assert_eq!(pieces.iter().map(|piece| piece.spoken.as_str()).collect::<String>(), text);
    assert!(pieces.iter().all(|piece| piece.words.len() == 1 && piece.words[0].shown == (0..2000)));
    assert_eq!(one("ü").split(0, str::len).len(), 1);
}
