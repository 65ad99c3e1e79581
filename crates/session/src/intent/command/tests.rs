use super::{Spoken, command};

/// Utterances, each with the command that it is.
fn check(language: &str, cases: &[(&str, Option<Spoken>)]) {
    for (said, spoken) in cases {
        assert_eq!(command(said, language), *spoken, "{said:?} in {language}");
    }
}

#[test]
fn commands_are_known_in_english_as_whole_utterances() {
    check(
        "en-GB",
        &[
            ("Pause.", Some(Spoken::Pause)),
            ("pause the story, please", Some(Spoken::Pause)),
            ("hold on a second", Some(Spoken::Pause)),
            ("Wait a minute!", Some(Spoken::Pause)),
            ("could you go on please", Some(Spoken::GoOn)),
            ("Okay, continue.", Some(Spoken::GoOn)),
            ("carry on", Some(Spoken::GoOn)),
            ("again", Some(Spoken::Again)),
            ("Sorry, what did you say?", Some(Spoken::Again)),
            ("can you say that again please", Some(Spoken::Again)),
            ("Could you repeat that?", Some(Spoken::Again)),
            ("slower", Some(Spoken::Slower)),
            ("a bit slower please", Some(Spoken::Slower)),
            ("could you speak a bit slower", Some(Spoken::Slower)),
            ("speak faster", Some(Spoken::Faster)),
            ("speed up a little", Some(Spoken::Faster)),
            ("Louder!", Some(Spoken::Louder)),
            ("turn it up a bit", Some(Spoken::Louder)),
            ("turn the volume down", Some(Spoken::Quieter)),
            ("a little quieter, please", Some(Spoken::Quieter)),
            ("skip", Some(Spoken::Skip)),
            ("skip this part", Some(Spoken::Skip)),
            ("next", Some(Spoken::Skip)),
            ("go back", Some(Spoken::Back)),
            ("go back one line please", Some(Spoken::Back)),
            ("stop", Some(Spoken::Stop)),
            ("Stop, stop!", Some(Spoken::Stop)),
            ("Vesper, stop talking", Some(Spoken::Stop)),
            ("please stop now", Some(Spoken::Stop)),
            ("that's enough for today", Some(Spoken::Stop)),
            ("help", Some(Spoken::Help)),
            ("what can I say?", Some(Spoken::Help)),
            ("What were the choices?", Some(Spoken::Choices)),
            ("what were my options again", Some(Spoken::Choices)),
            ("can you read the choices again", Some(Spoken::Choices)),
            ("Stay here.", Some(Spoken::Stay)),
            ("let's stay with this a while", Some(Spoken::Stay)),
            ("Five more minutes!", Some(Spoken::Longer(5))),
            ("could I have 10 more minutes please", Some(Spoken::Longer(10))),
            ("another two minutes", Some(Spoken::Longer(2))),
            ("one more minute", Some(Spoken::Longer(1))),
            ("a little longer", Some(Spoken::Longer(5))),
            ("0 more minutes", None),
            ("900 more minutes", None),
            ("five more minutes of rain", None),
            ("stay with the fox", None),
        ],
    );
}

#[test]
fn commands_are_known_in_french() {
    check(
        "fr",
        &[
            ("Pause !", Some(Spoken::Pause)),
            ("attendez une minute", Some(Spoken::Pause)),
            ("fais une pause s'il te plaît", Some(Spoken::Pause)),
            ("Tu peux continuer, s’il te plaît ?", Some(Spoken::GoOn)),
            ("vas-y", Some(Spoken::GoOn)),
            ("Répète, s'il te plaît.", Some(Spoken::Again)),
            ("peux-tu répéter ça", Some(Spoken::Again)),
            ("Qu'est-ce que tu as dit ?", Some(Spoken::Again)),
            ("moins vite", Some(Spoken::Slower)),
            ("PARLE PLUS LENTEMENT", Some(Spoken::Slower)),
            ("un peu plus vite", Some(Spoken::Faster)),
            ("plus fort, s'il vous plaît", Some(Spoken::Louder)),
            ("baisse le son", Some(Spoken::Quieter)),
            ("moins fort", Some(Spoken::Quieter)),
            ("passe ce chapitre", Some(Spoken::Skip)),
            ("suivant", Some(Spoken::Skip)),
            ("reviens en arrière", Some(Spoken::Back)),
            ("Arrête.", Some(Spoken::Stop)),
            ("arrête-toi", Some(Spoken::Stop)),
            ("tais-toi", Some(Spoken::Stop)),
            ("aide-moi", Some(Spoken::Help)),
            ("Quels étaient les choix ?", Some(Spoken::Choices)),
            ("c'était quoi les choix", Some(Spoken::Choices)),
            ("Reste ici.", Some(Spoken::Stay)),
            ("restons là encore un peu", Some(Spoken::Stay)),
            ("cinq minutes de plus, s'il te plaît", Some(Spoken::Longer(5))),
            ("encore 10 minutes", Some(Spoken::Longer(10))),
            ("une minute de plus", Some(Spoken::Longer(1))),
            ("encore un peu", Some(Spoken::Longer(5))),
        ],
    );
}

#[test]
fn a_sentence_that_contains_a_command_is_none() {
    let english = [
        "I want to stop by the river",
        "stop the train with the lantern",
        "go back to the lighthouse and light the lamp",
        "help the old woman",
        "wait for the fox",
        "ask her to speak slower",
        "I won't pause for anyone",
        "continue down the stairs to the cellar",
        "the next train",
        "let's skip the stones across the lake",
        "again and again he came",
        "turn the lamp up",
        "what were the choices that made you a keeper",
        "please",
        "",
    ];
    let french = [
        "je veux m'arrêter près de la rivière",
        "arrête le train avec la lanterne",
        "aide la vieille dame",
        "attends le renard",
        "continue dans la forêt",
        "passe le pont",
    ];
    check("en", &english.map(|said| (said, None)));
    check("fr", &french.map(|said| (said, None)));
}

#[test]
fn a_language_without_a_file_has_the_words_that_all_share() {
    check("de", &[("Stop!", Some(Spoken::Stop)), ("Pause", Some(Spoken::Pause)), ("weiter", None)]);
    check("english", &[("go on", None)]);
    check("", &[("stop", Some(Spoken::Stop))]);
}

#[test]
fn every_command_can_be_said_in_every_full_language() {
    for language in ["en", "fr"] {
        let phrases = super::Phrases::of(language);
        let missing: Vec<Spoken> =
            Spoken::ALL.into_iter().filter(|spoken| phrases.sayings(*spoken).is_empty()).collect();
        assert!(missing.is_empty(), "{missing:?} cannot be said in {language}");
    }
}
