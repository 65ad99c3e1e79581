//! What is told to somebody, and what is written for them.

use vesper_studio::care::{Alarm, Care, Crisis, Help, Limits, country_of};
use vesper_studio::story::Ages;

#[test]
fn what_is_shown_and_what_is_said_are_the_same_words_and_numbers() {
    for country in ["AT", "AU", "BE", "CA", "CH", "DE", "ES", "FR", "GB", "IE", "LU", "NL", "NZ", "US", "ZZ"]
    {
        for crisis in Crisis::ALL {
            for (language, other, young) in [("en", false, false), ("fr", true, true)] {
                let help = Help::of(&Alarm { crisis, language, other }, Some(country), young).expect("whole");
                let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
                assert_eq!(digits(&help.text()), digits(&help.spelt()));
                assert!(help.text().len() < 1_000, "too long for somebody in need: {}", help.text());
                assert!(!help.text().contains(['{', '}']));
                for sentence in &help.sentences {
                    assert!(
                        sentence.numbers.iter().all(|number| sentence.text.get(number.clone()).is_some())
                    );
                }
            }
        }
    }
}

#[test]
fn the_country_that_was_chosen_wins_over_that_of_the_system() {
    let alarm = Alarm { crisis: Crisis::Suicide, language: "en", other: false };
    let care = Care { country: Some("FR".into()), ..Care::default() };
    assert!(care.help(&alarm, "en_GB.UTF-8").expect("whole").text().contains("3114"));
    assert!(Care::default().help(&alarm, "en_GB.UTF-8").expect("whole").text().contains("116 123"));
    assert!(Care::default().help(&alarm, "C").expect("whole").text().contains("findahelpline.com"));
    assert_eq!(country_of("fr_FR.UTF-8").as_deref(), Some("FR"));
}

/// What suits small children, and what does not, as a model may write it.
#[test]
fn what_is_written_for_children_keeps_to_their_age() {
    let fit = [
        ("en", "The little fox was afraid of the dark, and the owl sang to him until he slept."),
        ("en", "They had a pillow fight and drank hot chocolate. Time stood still."),
        ("en", "A tear ran down her cheek, and her mother held her."),
        ("fr", "Le petit renard avait peur du noir, et le hibou chantait pour lui."),
        ("fr", "Ils ont mangé une orange sanguine sous le vieux tilleul."),
    ];
    let unfit = [
        ("en", "He drew his gun and killed the guard."),
        ("en", "She drank whisky until she was drunk."),
        ("en", "They made love all night."),
        ("en", "The demons crawled out of the coffin."),
        ("en", "He hanged himself in the barn."),
        ("fr", "Il a tué le garde d'un coup de couteau."),
        ("fr", "Elle était ivre et fumait une cigarette."),
        ("fr", "Il s'est suicidé dans la grange."),
        ("fr", "Putain, dit-il."),
    ];
    for ages in [Ages::Small, Ages::Child] {
        let limits = Limits::of(ages);
        for (language, text) in fit {
            assert_eq!(limits.breach(text, language), None, "{ages:?}: {text}");
        }
        for (language, text) in unfit {
            assert!(!limits.allows(text, language), "{ages:?}: {text}");
        }
    }
    for (language, text) in unfit {
        assert!(Limits::of(Ages::Adult).allows(text, language));
    }
}
