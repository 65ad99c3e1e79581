//! Parts that are read otherwise than they are written.

use std::ops::Range;

use vesper_speech::{Aloud, ReadAs};
use vesper_tts::read_aloud;

use crate::joined;

/// What is said for `text` where the part in brackets is read as `how`.
#[track_caller]
fn said(text: &str, how: ReadAs, language: &str) -> String {
    let from = text.find('[').unwrap();
    let to = text.find(']').unwrap() - 1;
    let text = text.replace(['[', ']'], "");
    let reading = read_aloud(&text, language, &[Aloud { part: from..to, how }]);
    let word = reading.sentences.iter().flat_map(|sentence| &sentence.words);
    assert!(word.clone().any(|word| word.shown.start <= from && word.shown.end >= to), "{reading:?}");
    joined(&reading)
}

#[test]
fn parts_are_read_as_they_are_meant() {
    use ReadAs::{Cardinal, Date, Letters, Ordinal, Telephone, Time};
    let mut wrong = Vec::new();
    for (text, how, language, wanted) in [
        ("The [FBI] came.", Letters, "en", "The F B I came."),
        ("Row [b7].", Letters, "en", "Row B seven."),
        ("In [1984] of them.", Cardinal, "en", "In one thousand nine hundred and eighty-four of them."),
        ("Only [-5].", Cardinal, "en", "Only minus five."),
        ("Part [XIV].", Cardinal, "en", "Part fourteen."),
        ("The [3] of them.", Ordinal, "en", "The third of them."),
        ("On [10/06/2005].", Date, "en", "On October sixth, two thousand five."),
        ("On [2026-11-23].", Date, "en-GB", "On the twenty-third of November, twenty twenty-six."),
        ("On [3/4].", Date, "en", "On march fourth."),
        ("At [0830].", Time, "en", "At eight thirty."),
        ("At [4:00 pm].", Time, "en", "At four PM."),
        ("Call [555 0123].", Telephone, "en", "Call five five five, zero one two three."),
        ("Seite [21].", Ordinal, "de", "Seite einundzwanzigste."),
        ("Um [14.30].", Time, "de", "Um vierzehn Uhr dreißig."),
        ("Zahl [1984].", Cardinal, "de", "Zahl tausendneunhundertvierundachtzig."),
        ("le [15/01/2020]", Date, "fr", "le quinze janvier deux mille vingt"),
        ("la [1re] fois", Ordinal, "fr", "la première fois"),
        ("el [3] día", Ordinal, "es", "el tercer día"),
        ("alle [14:30]", Time, "it", "alle quattordici e trenta"),
        ("o [2] dia", Ordinal, "pt", "o segundo dia"),
        ("nr [42]", Telephone, "nl", "nr vier twee"),
        ("pokój [42]", Cardinal, "pl", "pokój 42"),
    ] {
        let said = said(text, how.clone(), language);
        if said.to_lowercase() != wanted.to_lowercase() {
            wrong.push(format!("{text} as {how:?} in {language}: {said}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_part_can_be_said_in_other_words() {
    let words = |words: &str| ReadAs::Words(words.into());
    assert_eq!(said("[Wroxeter] is near.", words("Rooster"), "en"), "Rooster is near.");
    assert_eq!(said("I [😀] you [", words("like"), "en").trim_end_matches(" ["), "I like you");
    assert_eq!(said("It is [H2O].", words("water, 3 l"), "en"), "It is water, three liters.");
    // What would be markup is none, neither in the part nor in its words.
    assert_eq!(said("a [*b*] c", words("<b>d</b>"), "en"), "a d c");
    assert_eq!(said("so [(laughs)] he said", words("ha ha"), "en"), "so ha ha he said");
}

#[test]
fn what_cannot_be_read_so_is_read_as_it_stands() {
    for (how, text) in [
        (ReadAs::Date, "soon"),
        (ReadAs::Date, "99/99/2020"),
        (ReadAs::Time, "25:99"),
        (ReadAs::Cardinal, "many"),
        (ReadAs::Ordinal, "first of 12 3"),
    ] {
        let plain = joined(&vesper_tts::read(text, "en"));
        assert_eq!(said(&format!("[{text}]"), how.clone(), "en"), plain, "{how:?}");
    }
}

#[test]
fn ranges_behind_a_part_are_those_of_the_text() {
    let text = "At 0830, *then* 12 März.";
    let aloud = [
        Aloud { part: 3..7, how: ReadAs::Time },
        Aloud { part: 19..24, how: ReadAs::Words("of course".into()) },
    ];
    let reading = read_aloud(text, "en", &aloud);
    let shown: Vec<&str> = reading
        .sentences
        .iter()
        .flat_map(|sentence| &sentence.words)
        .map(|word| &text[word.shown.clone()])
        .collect();
    assert_eq!(shown, ["At", "0830", "then", "12", "März"]);
}

#[test]
fn parts_that_are_none_are_as_if_they_were_not_there() {
    let text = "Zwölf Füchse, 3 Eulen.";
    let plain = vesper_tts::read(text, "de");
    #[allow(clippy::reversed_empty_ranges, reason = "that is one of the faults")]
    let parts: [Range<usize>; 6] = [3..4, 100..200, 5..5, 9..2, 0..usize::MAX, usize::MAX - 1..usize::MAX];
    for part in parts {
        let aloud = [Aloud { part: part.clone(), how: ReadAs::Words("x".into()) }];
        assert_eq!(read_aloud(text, "de", &aloud), plain, "{part:?}");
    }
    let overlapping = [
        Aloud { part: 0..6, how: ReadAs::Words("Zehn".into()) },
        Aloud { part: 2..14, how: ReadAs::Letters },
    ];
    assert_eq!(joined(&read_aloud(text, "de", &overlapping)), "Zehn Füchse, drei Eulen.");
    // The character that stands for a part is nothing in a text.
    let odd = "One \u{FDD0} two.";
    assert_eq!(joined(&read_aloud(odd, "en", &[])), "One two.");
}
