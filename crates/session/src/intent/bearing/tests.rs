use std::time::Duration;

use super::{Bearing, Heard, Kind, Missing, bearing};
use crate::intent::Spoken;

const SAYING: &str =
    "The keeper climbed the iron stairs and lit the lamp, as she had done every night for forty years.";

fn heard<'a>(text: &'a str, language: &'a str) -> Heard<'a> {
    let lasted = Duration::from_millis(300 + 280 * text.split_whitespace().count() as u64);
    Heard { text, lasted, voiced: 0.8, language, saying: SAYING, present: &["Porter", "Widow Pell"] }
}

fn kinds(language: &str, texts: &[&str], kind: Kind) {
    for text in texts {
        let bearing = bearing(&heard(text, language));
        assert_eq!(bearing.kind, kind, "{text:?} in {language}: {bearing:?}");
    }
}

#[test]
fn signs_of_following_leave_the_floor() {
    kinds(
        "en",
        &[
            "mm-hmm",
            "Mhm.",
            "Uh-huh.",
            "yeah",
            "Yeah, yeah.",
            "Right.",
            "I see.",
            "oh really",
            "Okay.",
            "Wow!",
            "mmmm",
            "riiight",
            "oh no way",
            "Haha",
            "ha ha ha",
            "(laughs)",
            "[laughter]",
            "That makes sense.",
            "sure, of course",
        ],
        Kind::Backchannel,
    );
    kinds(
        "fr",
        &[
            "oui",
            "Ouais, ouais.",
            "d'accord",
            "Mm-hm.",
            "ah bon",
            "Je vois.",
            "c'est vrai",
            "Ah oui, bien sûr",
            "hihi",
            "(rires)",
        ],
        Kind::Backchannel,
    );
}

#[test]
fn a_sign_of_following_that_grows_is_a_sentence() {
    kinds(
        "en",
        &[
            "yeah but what about the boat",
            "right, but who lit it",
            "mm-hmm and then I would like to know",
            "okay so tell me about the keeper",
            "oh I thought she was dead",
        ],
        Kind::Sentence,
    );
    kinds(
        "fr",
        &["oui mais qui a allumé la lampe", "d'accord, et le bateau alors", "ah bon, mais pourquoi elle"],
        Kind::Sentence,
    );
    assert_eq!(bearing(&heard("yeah", "en")).missing, Missing::Ending);
}

#[test]
fn commands_and_what_asks_for_the_floor_are_known_at_once() {
    assert_eq!(
        bearing(&heard("Stop!", "en")),
        Bearing::new(Kind::Command(Spoken::Stop), 0.95, Missing::Nothing)
    );
    kinds("en", &["pause", "wait a second", "no wait"], Kind::Command(Spoken::Pause));
    kinds("en", &["no", "No, no.", "hey", "wait, what?", "excuse me", "actually"], Kind::Halt);
    kinds("fr", &["non", "Non, non !", "écoute", "en fait"], Kind::Halt);
    kinds("fr", &["attends", "Attendez !"], Kind::Command(Spoken::Pause));
    kinds("en", &["no that is not what I meant", "wait who is the keeper of the lamp"], Kind::Sentence);
}

#[test]
fn what_the_mouth_says_itself_is_an_echo() {
    kinds(
        "en",
        &[
            "climbed the iron stairs",
            "the keeper climbed the iron",
            "and lit the lamp as she had",
            "forty years",
            "Every night for four tea years.",
        ],
        Kind::Echo,
    );
    kinds("en", &["climbed the iron stairs stop"], Kind::Command(Spoken::Stop));
    kinds("en", &["lit the lamp wait that is not true"], Kind::Sentence);
    kinds("en", &["what did the lamp look like", "who is she"], Kind::Sentence);
}

#[test]
fn speech_to_others_is_suspected() {
    kinds(
        "en",
        &[
            "Honey, can you close the window?",
            "Anna, could you bring me the salt?",
            "mum where are my shoes",
            "Hello? Yes, this is Tom.",
            "I'm on the phone.",
            "Hey Ben, come here!",
            "what's for dinner",
            "are you coming, sweetheart",
            "Lucy, your shoes are in the hall.",
            "Robert, put that back.",
            "Hello, this is the garage speaking.",
            "Yes, hello, it's a bad moment.",
            "One moment, sweetie, I have to finish this.",
        ],
        Kind::Aside,
    );
    kinds(
        "fr",
        &[
            "Chérie, tu peux fermer la porte ?",
            "Allô ?",
            "maman, où tu as mis mes clés",
            "Paul, viens voir !",
            "Camille, tes chaussures sont dans l'entrée.",
            "Oui allô, je suis occupé.",
        ],
        Kind::Aside,
    );
    // Those of the story are spoken to, and of.
    kinds(
        "en",
        &[
            "Porter, can you hear me?",
            "Vesper, what is the lamp made of?",
            "Who was the keeper before her?",
            "Who is it directed to?",
            "Oh dear, how uneasy I feel",
            "First, we should light the lamp.",
        ],
        Kind::Sentence,
    );
    assert!(
        bearing(&heard("Anna, could you bring me the salt?", "en")).confidence < 0.8,
        "words are weak evidence of that"
    );
}

#[test]
fn sounds_without_words_are_noise_and_wait_while_they_are_short() {
    let sound = |milliseconds, voiced| {
        bearing(&Heard { lasted: Duration::from_millis(milliseconds), voiced, ..heard("", "en") })
    };
    assert_eq!(sound(100, 1.0).kind, Kind::Unclear);
    assert_eq!(sound(400, 0.2).kind, Kind::Noise);
    assert_eq!(sound(500, 0.9).kind, Kind::Unclear);
    assert_eq!(sound(500, 0.9).missing, Missing::Words);
    assert_eq!(sound(1_200, 0.9).kind, Kind::Noise);
    assert_eq!(sound(400, f32::NAN).kind, Kind::Noise);
    kinds("en", &["[cough]", "(coughing)", "*sneezes*", "♪♪♪", "[BLANK_AUDIO]"], Kind::Noise);
}

#[test]
fn what_a_recogniser_invents_is_noise() {
    let invented = |text, milliseconds, voiced| {
        bearing(&Heard { lasted: Duration::from_millis(milliseconds), voiced, ..heard(text, "en") }).kind
    };
    assert_eq!(invented("Thank you.", 900, 0.1), Kind::Noise);
    assert_eq!(invented("Thanks for watching!", 600, 0.3), Kind::Noise);
    assert_eq!(invented("So I went there and then I said that he would never", 400, 0.9), Kind::Noise);
    assert_ne!(invented("Thank you.", 900, 0.9), Kind::Noise);
}
