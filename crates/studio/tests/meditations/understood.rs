//! What a sentence means, without a model.

use vesper_speech::{Bed, Kind};
use vesper_studio::meditation::{
    Field, Intent, Place, Posture, Prompts, Technique, Understood, Writer, understand,
};

use crate::models::{Chance, Scripted};

fn understood(text: &str) -> Understood {
    understand(text, None, &Prompts::shipped().unwrap()).unwrap()
}

#[test]
fn a_sentence_says_what_it_is_for_and_how_long() {
    use Intent::{Calm, Courage, Focus, Grief, Pain, Sleep};
    for (text, language, intent, minutes) in [
        ("Eight minutes, I can't sleep, my shoulders are tight", "en", Sleep, 8),
        ("help me fall asleep", "en", Sleep, 15),
        ("a quarter of an hour to calm down before dinner, please", "en", Calm, 15),
        ("I have an exam tomorrow and I am scared, ten minutes", "en", Courage, 10),
        ("Half an hour. My mother died in spring and I miss her.", "en", Grief, 30),
        ("my back hurts, twenty-five minutes", "en", Pain, 25),
        ("5min focus before work", "en", Focus, 5),
        ("an eight-minute body scan", "en", Calm, 8),
        ("I've been awake for three hours, give me twelve minutes", "en", Sleep, 12),
        ("a quick meditation before my presentation", "en", Courage, 5),
        ("three quarters of an hour of rest", "en", Calm, 45),
        ("2 hours please, I am stressed", "en", Calm, 45),
        ("one minute to breathe", "en", Calm, 3),
        ("7.5 minutes of calm", "en", Calm, 8),
        ("something for ten to fifteen minutes, I can't concentrate", "en", Focus, 15),
        ("I need to be at the interview in ten minutes, five minutes please", "en", Courage, 5),
        ("an hour and a half", "en", Calm, 45),
        ("600 seconds, I feel lonely", "en", Grief, 10),
        ("just start", "en", Calm, 8),
        ("Half hour before bed", "en", Sleep, 30),
        ("1/2 hour to focus", "en", Focus, 30),
        ("the kids are asleep, I have fifteen minutes for myself", "en", Calm, 15),
        ("I've a headache and can't fall asleep; ten minutes", "en", Sleep, 10),
        ("panic attack help", "en", Calm, 8),
        ("dix minutes pour mon mal de tête", "fr", Pain, 10),
        ("je n'arrive pas à dormir depuis trois jours, vingt minutes", "fr", Sleep, 20),
        ("Une demi-heure pour m'endormir, il pleut", "fr", Sleep, 30),
        ("huit minutes, je n'arrive pas à dormir, j'ai les épaules tendues", "fr", Sleep, 8),
        ("un quart d'heure avant mon entretien, j'ai peur", "fr", Courage, 15),
        ("j'ai mal au dos, vingt et une minutes", "fr", Pain, 21),
        ("une dizaine de minutes pour me concentrer", "fr", Focus, 10),
        ("mon grand-père est mort et je suis triste", "fr", Grief, 12),
        ("je suis stressée, 12 mn s'il te plaît", "fr", Calm, 12),
        ("j'ai du mal à dormir, trois quarts d'heure", "fr", Sleep, 45),
        ("quarante-cinq minutes de calme", "fr", Calm, 45),
        ("une heure et demie pour dormir", "fr", Sleep, 45),
    ] {
        let Understood { wish, .. } = understood(text);
        let found = (wish.language.as_str(), wish.intent, wish.minutes);
        assert_eq!(found, (language, intent, minutes), "{text:?}");
    }
}

#[test]
fn places_techniques_beds_voices_and_postures_are_heard_too() {
    let wish = understood("Eight minutes, I can't sleep, my shoulders and my neck are tight, rain").wish;
    assert_eq!((wish.places, wish.bed), (vec![Place::Shoulders, Place::Neck], Some(Bed::Rain)));
    let wish = understood("a body scan and then loving-kindness by the sea, with a deep man's voice").wish;
    assert_eq!(wish.techniques, [Technique::BodyScan, Technique::LovingKindness]);
    assert_eq!((wish.bed, wish.voice.as_str()), (Some(Bed::Waves), "man, low"));
    let said = understood("ten minutes while I walk, no music, a woman's voice, gently");
    assert_eq!((said.wish.posture, said.wish.bed), (Posture::Walking, None));
    assert_eq!(said.wish.voice, "woman, soft");
    assert!(said.says(Field::Bed) && !said.says(Field::Places));
    let wish = understood("sleep, ocean sounds and a soft female voice").wish;
    assert_eq!((wish.bed, wish.voice.as_str()), (Some(Bed::Waves), "woman, soft"));
    let wish = understood("j'ai mal à la tête après la marche, allongée").wish;
    assert_eq!((wish.places, wish.posture), (vec![Place::Head], Posture::Lying));
    let wish = understood("without rain, and no body scan please, box breathing").wish;
    assert_eq!((wish.bed, wish.techniques), (None, vec![Technique::BoxBreathing]));
    let wish = understood("I lie on my back and my heart is broken, it's a woman I loved").wish;
    assert_eq!((wish.places, wish.posture, wish.voice.as_str()), (vec![], Posture::Lying, ""));
    let wish = understood("assise au bureau, la mâchoire serrée, avec les vagues et une voix grave").wish;
    assert_eq!((wish.posture, wish.places), (Posture::Sitting, vec![Place::Jaw]));
    assert_eq!((wish.bed, wish.voice.as_str()), (Some(Bed::Waves), "low"));
    let wish = understood("la respiration carrée, sans musique, debout").wish;
    assert_eq!(
        (wish.techniques, wish.bed, wish.posture),
        (vec![Technique::BoxBreathing], None, Posture::Standing)
    );
}

#[test]
fn another_intent_brings_what_suits_it_and_leaves_what_was_said() {
    let mut understood = understood("seven minutes with the sea");
    assert_eq!(understood.said, [Field::Minutes, Field::Bed]);
    understood.change_intent(Intent::Sleep);
    let wish = &understood.wish;
    assert_eq!((wish.minutes, wish.bed, wish.posture), (7, Some(Bed::Waves), Posture::Lying));
}

#[test]
fn what_is_shown_has_a_name_in_each_language() {
    let prompts = Prompts::shipped().unwrap();
    let english = prompts.choices("en-GB").unwrap();
    assert!(english.places.contains(&(Place::Shoulders, "your shoulders".into())));
    assert!(english.beds.contains(&(None, "Silence".into())));
    let french = prompts.choices("fr").unwrap();
    assert!(french.techniques.contains(&(Technique::BodyScan, "Parcours du corps".into())));
    assert_eq!((french.intents.len(), french.postures.len()), (6, 4));
}

#[test]
fn a_sentence_without_words_or_in_no_language_there_is_is_refused() {
    let prompts = Prompts::shipped().unwrap();
    for (text, language) in [("-> END", None), ("", Some("en")), ("calm", Some("tlh"))] {
        assert_eq!(understand(text, language, &prompts).unwrap_err().kind, Kind::BadRequest, "{text:?}");
    }
    assert_eq!(understand("calm", Some("fr-CA"), &prompts).unwrap().wish.language, "fr-CA");
}

#[test]
fn a_model_fills_in_what_the_sentence_left_open_and_nothing_else() {
    let writer = Writer::new(Prompts::shipped().unwrap());
    let answer = r#"{"intent":"grief","posture":"walking","bed":"none","places":["chest","chest"],"techniques":["senses"]}"#;
    let mut model = Scripted { answers: vec![answer.into(); 2], ..Scripted::default() };
    let mut open = understood("It was her birthday today.");
    writer.refine(&mut open, &mut model, &mut Vec::new()).unwrap();
    let wish = &open.wish;
    assert_eq!((wish.intent, wish.posture, wish.bed), (Intent::Grief, Posture::Walking, None));
    assert_eq!((wish.places.as_slice(), wish.minutes), (&[Place::Chest][..], 12));
    let mut said = understood("sitting, rain, my jaw is tense, sleep, noting, nine minutes");
    let before = said.clone();
    writer.refine(&mut said, &mut model, &mut Vec::new()).unwrap();
    assert_eq!(said, before);
    for nonsense in ["", "no", "{\"intent\":7,\"places\":\"x\"}"] {
        let mut model = Scripted { answers: vec![nonsense.into()], ..Scripted::default() };
        let mut same = before.clone();
        writer.refine(&mut same, &mut model, &mut Vec::new()).unwrap();
        assert_eq!(same, before);
    }
}

#[test]
fn whatever_is_said_is_understood_as_something_that_can_be() {
    let prompts = Prompts::shipped().unwrap();
    let words = [
        "minutes",
        "an",
        "hour",
        "and",
        "a",
        "half",
        "four",
        "twenty",
        "99999999999",
        "0",
        "-3",
        "1e9",
        "½",
        "in",
        "sleep",
        "not",
        "back",
        "quatre",
        "vingt",
        "dix",
        "et",
        "heure",
        "demie",
        "NaN",
        "inf",
        "é",
        "'",
        "sans",
        "pluie",
        "7,5",
        ".",
    ];
    let mut chance = Chance(3);
    for _ in 0..3_000 {
        let text: Vec<&str> = (0..1 + chance.below(14)).map(|_| words[chance.below(words.len())]).collect();
        if let Ok(Understood { wish, .. }) = understand(&text.join(" "), None, &prompts) {
            assert!((3..=45).contains(&wish.minutes), "{text:?}");
        }
    }
}
