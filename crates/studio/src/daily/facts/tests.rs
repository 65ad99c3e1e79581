use super::*;

const ENGLISH: &str = "Flood in Porto kills 12. At least 12 people died and 1,240 were moved to safety when the Douro rose \
                       4.5 metres on 21 November, mayor Ana Rua Dias said. “We lost a third of the old harbour,” she told \
                       Radio Norte. The damage is put at €3.2 billion, 15% of the city's budget. Hospitals opened at 14:30. \
                       It was the second flood in seventeen years; dozens are missing. The G7 sent $5m.";
const FRENCH: &str = "Inondation à Porto : douze morts. Le Douro est monté de 4,5 mètres le 21 novembre, selon la maire Ana \
                      Rua Dias. 12 500 personnes ont été évacuées et les dégâts sont estimés à 3,2 milliards d'euros, soit \
                      15 % du budget. « Nous avons perdu le port », dit-elle. Les écoles rouvrent à 14 h 30, la \
                      quatre-vingt-dix-septième depuis vingt et un ans.";

fn lacks(source: &str, language: &str, sentence: &str) -> Option<Missing> {
    Source::of(source, language).lacks(sentence, language)
}

#[test]
fn what_the_source_says_may_be_said_in_other_words() {
    for sentence in [
        "At least twelve people died in Porto.",
        "The Douro rose by 4.5 metres on November 21.",
        "The river Douro rose 4.5 metres on the 21st of November.",
        "One thousand two hundred and forty people were moved to safety.",
        "Damage of 3.2 billion euros, or 15 percent of the city's budget, is reported.",
        "The damage is put at €3,200,000,000.",
        "“We lost a third of the old harbour,” said mayor Dias.",
        "Hospitals opened at 2:30 pm.",
        "It was the 2nd flood in 17 years.",
        "Dozens are missing after the flood.",
        "The G7 sent five million dollars.",
        "She told Radio Norte of the old harbour.",
    ] {
        assert_eq!(lacks(ENGLISH, "en", sentence), None, "{sentence}");
    }
    for sentence in [
        "Douze personnes sont mortes dans l'inondation à Porto.",
        "Le 21 novembre, le Douro est monté de 4,5 mètres.",
        "Douze mille cinq cents personnes ont été évacuées.",
        "Les dégâts sont estimés à trois virgule deux."
            .replace("trois virgule deux", "3,2 milliards d’euros")
            .as_str(),
        "Cela représente 15 pour cent du budget.",
        "Les écoles rouvrent à 14h30.",
        "« Nous avons perdu le port », dit la maire Ana Rua Dias.",
        "C'est la première évacuation depuis 21 ans."
            .replace("la première évacuation", "une inondation évacuées")
            .as_str(),
    ] {
        assert_eq!(lacks(FRENCH, "fr", sentence), None, "{sentence}");
    }
}

#[test]
fn a_number_that_the_source_does_not_have_is_found() {
    for sentence in [
        "At least 13 people died in Porto.",
        "At least thirteen people died in Porto.",
        "Twelve hundred people died in Porto.",
        "At least 12 million people died in Porto.",
        "At least 12% of people died in Porto.",
        "The Douro rose 45 metres.",
        "The Douro rose on 22 November.",
        "The Douro rose on 12 November.",
        "1.240 people were moved to safety.",
        "The damage is put at $3.2 billion.",
        "The damage is put at €3.2 million.",
        "Hospitals opened at 2:30.",
        "Hospitals opened at 4:30 pm.",
        "It was the third flood.",
        "A second of the old harbour is lost.",
        "It was the flood in 70 years.",
        "The G8 sent money.",
        "The Douro rose -4.5 metres.",
        "The damage is 15 of the budget.",
    ] {
        assert!(matches!(lacks(ENGLISH, "en", sentence), Some(Missing::Number(_))), "{sentence}");
    }
    for sentence in [
        "Treize personnes sont mortes à Porto.",
        "Le Douro est monté de 45 mètres.",
        "12 501 personnes ont été évacuées.",
        "12,5 personnes ont été évacuées.",
        "Douze mille personnes ont été évacuées.",
        "Les dégâts sont estimés à 3,2 millions d'euros.",
        "Le 20 novembre, le Douro est monté.",
        "Les écoles rouvrent à 15 h 30.",
        "C'est une inondation depuis quatre-vingt-dix-sept ans.",
        "Cela représente quatre-vingts pour cent du budget.",
    ] {
        assert!(matches!(lacks(FRENCH, "fr", sentence), Some(Missing::Number(_))), "{sentence}");
    }
}

#[test]
fn a_name_a_quotation_or_a_count_that_the_source_does_not_have_is_found() {
    for (sentence, missing) in [
        ("The flood hit Lisbon.", Missing::Name("Lisbon".into())),
        ("Lisbon was hit by the flood.", Missing::Name("Lisbon".into())),
        ("Mayor Ana Dias said hospitals opened.", Missing::Name("Mayor Ana Dias".into())),
        ("Radio Dias told of the harbour.", Missing::Name("Radio Dias".into())),
        ("The mayor said: “We lost the old harbour.”", Missing::Quotation("We lost the old harbour.".into())),
        ("Thousands are missing in Porto.", Missing::Word("thousands".into())),
        ("The flood came yesterday.", Missing::Word("yesterday".into())),
        ("Hospitals did not open.", Missing::Word("not".into())),
        ("Aliens secretly caused torrential chaos worldwide.", Missing::Name("Aliens".into())),
        ("The aliens secretly caused torrential chaos worldwide.", Missing::Most),
    ] {
        assert_eq!(lacks(ENGLISH, "en", sentence), Some(missing), "{sentence}");
    }
    for (sentence, missing) in [
        ("L'inondation a touché Lisbonne.", Missing::Name("Lisbonne".into())),
        ("« Le port est perdu », dit-elle.", Missing::Quotation(" Le port est perdu ".into())),
        ("Le Douro est monté lundi.", Missing::Word("lundi".into())),
        ("Des milliers de personnes ont été évacuées.", Missing::Word("milliers".into())),
    ] {
        assert_eq!(lacks(FRENCH, "fr", sentence), Some(missing), "{sentence}");
    }
}

#[test]
fn hostile_figures_are_compared_as_they_are_written() {
    let long = "9".repeat(400);
    assert_eq!(lacks(&format!("Pi has {long} figures."), "en", &format!("Pi has {long} figures.")), None);
    assert!(lacks("Pi has figures.", "en", &format!("Pi has {long} figures.")).is_some());
    for odd in ["1.2.3.4", "1,,2", "٣ and ½", "5e9", "0x1f", "1:2:3", "-", "%", "$", "12'34"] {
        drop(lacks(odd, "en", odd));
        drop(lacks(odd, "fr", odd));
    }
}
