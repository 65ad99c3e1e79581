//! What is told: to the letter with a model that knows its trade, and never falsely with one that does not.

use jiff::civil::time;
use vesper_script::{Cue, Playhead, Script, Start};
use vesper_speech::{ChatModel, Error, Kind, Out, Prompt, Result, Token};
use vesper_studio::care::Limits;
use vesper_studio::daily::{Archive, Event, Length, Material, Wish};

use vesper_studio::story::Ages;

use crate::models::{Made, Scripted, given};

use crate::day::*;

#[test]
fn the_day_is_told_and_kept_to_the_letter() {
    let mut model = Scripted {
        answers: vec![
            sentences(&[
                (1, "At least twelve people died in Porto when the Douro rose four and a half metres."),
                (1, "The Douro rose by 4.5 metres on Saturday, says mayor Ana Rua Dias."),
                (5, "Hospitals opened 300 more beds."),
                (6, "Hospitals opened 300 more beds in Porto."),
            ]),
            sentences(&[(1, "Tolls on the northern bridge go up by four percent in January.")]),
            sentences(&[(1, "Blue whales sing a third deeper than in 1960."), (2, "Nobody knows why.")]),
        ],
        ..Scripted::default()
    };
    let (briefing, cues) = written(&wish(), &material(), Some(&mut model));
    assert_eq!(model.asked.len(), 3, "what is in another language is told in its own words");
    golden("day.cues", &shown(&cues));
    let ink = writer().ink(&briefing);
    golden("day.ink", &ink);
    let asked = |prompt: &Prompt| {
        let messages =
            prompt.messages.iter().map(|message| format!("[{:?}]\n{}\n", message.role, message.text));
        messages.collect::<String>()
    };
    golden("day.prompts", &model.asked.iter().map(asked).collect::<Vec<_>>().join("\n----\n\n"));

    let script = Script::parse("day.ink", &ink, &|_| None).unwrap();
    let played = Playhead::start(&script, &Start::default()).unwrap().passage().unwrap().cues;
    assert_eq!(said(&played), said(&cues), "the file says what was told");
    let spoken =
        |cues: &[Cue]| cues.iter().filter_map(Cue::line).map(|it| it.language.clone()).collect::<Vec<_>>();
    assert_eq!(spoken(&played), spoken(&cues), "in the same languages");
}

#[test]
fn without_a_model_the_sources_tell_it_themselves_with_name_and_age() {
    let (briefing, cues) = written(&wish(), &material(), None);
    let told = said(&cues);
    for whole in [
        "It is Monday, 23 November 2026, 14:05.",
        "At 18:00, Choir, Town Hall.",
        "Harbour Post, 2 hours ago.",
        "At least 12 people died in Porto when the Douro rose 4.5 metres on Saturday, the mayor Ana Rua Dias said.",
        "Whale Letter, yesterday.",
        "Le tunnel rouvre lundi, après trois mois de travaux.",
    ] {
        assert!(told.contains(whole), "{whole:?} is missing in\n{told}");
    }
    for part in briefing.parts().iter().filter(|part| part.matter.is_some() && part.begun) {
        assert!(!part.told.is_empty(), "{} says nothing", part.title);
        assert!(
            part.told.iter().all(|told| told.source.as_ref().is_some_and(|source| !source.age.is_empty()))
        );
    }
}

#[test]
fn what_was_fetched_before_is_told_with_its_age() {
    let mut offline = Material { offline: true, ..material() };
    offline.editions[1].1.fetched = seconds() - 3 * 24 * 3600;
    let (_, cues) = written(&wish(), &offline, None);
    assert!(said(&cues).contains("What follows was fetched 3 days ago."), "{}", said(&cues));
    let nothing = Material { editions: vec![edition("Empty", "", "en", Vec::new())], ..Material::default() };
    let (_, cues) = written(&wish(), &nothing, None);
    assert!(said(&cues).contains("There is nothing new in your feeds."));
    let (_, cues) = written(&wish(), &Material { offline: true, ..Material::default() }, None);
    assert!(said(&cues).contains("There is nothing new in your feeds."), "nothing was ever fetched");
}

/// Every number, name and quotation that a small model could make up. None of them is in any source above.
const PLANTED: [&str; 26] = [
    "At least 13 people died in Porto.",
    "At least thirteen people died in Porto.",
    "At least a hundred and twelve people died in Porto.",
    "At least 12 million people died in Porto.",
    "The Douro rose 45 metres.",
    "The Douro rose 4,5 kilometres, or 5.4 metres.",
    "The damage is put at $3.2 billion.",
    "The damage is put at €3.2 million.",
    "About 1.240 people were moved to schools.",
    "About 1,250 people were moved to schools.",
    "12% of the people died in Porto.",
    "Thousands died in Porto.",
    "The mayor Ana Costa said so.",
    "Ana Rua Dias told Radio Sul.",
    "Lisbon was flooded by the Douro.",
    "The mayor said: “We lost everything.”",
    "It rose on Sunday, the mayor said.",
    "It rose on 22 November, the mayor said.",
    "It rose at 4:30 pm, the mayor said.",
    "Nobody died in Porto.",
    "Half of the people died in Porto.",
    "The third flood hit the harbour.",
    "Call 0900 1234 now to help Porto.",
    "The G20 met in Porto.",
    "Tolls rise by 40% in January.",
    "Blue whales sing a quarter deeper than in 1690.",
];

#[test]
fn nothing_false_reaches_a_cue_whatever_the_model_says() {
    let truths = said(&written(&Wish { length: Length::Ten, ..wish() }, &material(), None).1);
    for planted in PLANTED {
        // The same words of every given sentence, so that it meets every source.
        let mut model = Made(|prompt: &Prompt| {
            let all: Vec<(usize, &str)> = (1..=given(prompt).len()).map(|from| (from, planted)).collect();
            sentences(&all)
        });
        let (_, cues) = written(&Wish { length: Length::Ten, ..wish() }, &material(), Some(&mut model));
        let told = said(&cues);
        assert!(!told.contains(planted.trim_end_matches('.')), "{planted:?} was told");
        let strange: Vec<&str> = told.lines().filter(|line| !truths.contains(line)).collect();
        assert!(strange.is_empty(), "{planted:?} left {strange:?}");
    }
}

#[test]
fn nonsense_a_cut_answer_and_a_model_that_gives_out_end_nothing() {
    let extractive = said(&written(&wish(), &material(), None).1);
    for answer in [
        "",
        "no",
        "{",
        "{\"sentences\":[",
        "{\"sentences\":[{\"from\":99,\"text\":\"x\"}]}",
        "{\"sentences\":7}",
    ] {
        let (_, cues) = written(&wish(), &material(), Some(&mut Made(|_: &Prompt| answer.to_owned())));
        assert_eq!(said(&cues), extractive, "{answer:?}");
    }
    let cut = "{\"sentences\":[{\"from\":1,\"text\":\"Blue whales sing deeper than in 1960.\"},{\"from\":2,\"text\":\"Nob";
    let (_, cues) = written(&wish(), &material(), Some(&mut Made(|_: &Prompt| cut.to_owned())));
    assert!(
        said(&cues).contains("Blue whales sing deeper than in 1960."),
        "what was whole of a cut answer is told"
    );

    let mut gives_out = Scripted::default();
    let (briefing, cues) = written(&wish(), &material(), Some(&mut gives_out));
    assert_eq!((said(&cues), gives_out.asked.len()), (extractive, 1), "it is not asked again");
    assert_eq!(briefing.trouble().unwrap().what, "has nothing left to say.");
}

#[test]
fn a_sentence_is_told_before_the_next_one_is_written() {
    struct Watched<'a>(&'a std::cell::RefCell<Vec<Cue>>, usize);
    impl ChatModel for Watched<'_> {
        fn reply(&mut self, _: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
            let put = |out: &mut dyn Out<Token>, text: &str| out.put(Token { text: text.into(), end: None });
            put(out, "{\"sentences\":[{\"from\":1,\"text\":\"Blue whales sing a third deeper.\"}")?;
            self.1 = self
                .0
                .borrow()
                .iter()
                .filter_map(Cue::line)
                .filter(|line| line.text.contains("deeper"))
                .count();
            put(out, "]}")
        }
    }
    struct Shared<'a>(&'a std::cell::RefCell<Vec<Cue>>);
    impl Out<Cue> for Shared<'_> {
        fn put(&mut self, cue: Cue) -> Result<()> {
            self.0.borrow_mut().push(cue);
            Ok(())
        }
        fn check(&self) -> Result<()> {
            Ok(())
        }
    }
    let cues = std::cell::RefCell::default();
    let only = Material { editions: vec![material().editions.remove(2)], ..Material::default() };
    let mut briefing = writer().plan(&wish(), &only, &now()).unwrap();
    let mut model = Watched(&cues, 0);
    writer().write(&mut briefing, Some(&mut model), &mut Shared(&cues)).unwrap();
    assert_eq!(model.1, 1, "it was heard while the model wrote on");
}

#[test]
fn whoever_stops_listening_ends_it_at_once() {
    struct Leaves(usize);
    impl Out<Cue> for Leaves {
        fn put(&mut self, _: Cue) -> Result<()> {
            self.0 += 1;
            if self.0 > 6 { Err(Error::stopped()) } else { Ok(()) }
        }
        fn check(&self) -> Result<()> {
            Ok(())
        }
    }
    let mut briefing = writer().plan(&wish(), &material(), &now()).unwrap();
    let ended = writer().write(&mut briefing, None, &mut Leaves(0)).unwrap_err();
    assert_eq!(ended.kind, Kind::Stopped);
}

#[test]
fn what_the_listener_does_not_want_is_not_told() {
    let limits = Limits::of(Ages::Small);
    let (_, cues) = written(&wish(), &Material { limits, ..material() }, None);
    let told = said(&cues);
    assert!(!told.contains("died") && !told.contains("12 dead"), "{told}");
    assert!(told.contains("Blue whales sing a third deeper"), "{told}");
}

/// Feeds with more than ten minutes to tell.
#[test]
fn one_three_and_ten_minutes_are_as_long_as_they_say() {
    for length in Length::ALL {
        for pace in [120, 150, 190] {
            let wish = Wish { pace, ..Wish::new(length) };
            let (_, cues) = written(&wish, &plenty(), None);
            // A voice at this pace, with the breath behind every line that the session gives it.
            let lines: Vec<&str> = cues.iter().filter_map(Cue::line).map(|line| line.text.as_str()).collect();
            let words: usize = lines.iter().map(|line| line.split_whitespace().count()).sum();
            let pauses = cues.iter().filter(|cue| matches!(cue, Cue::Pause(_))).count();
            let seconds = words as f32 * 60.0 / pace as f32 + 0.35 * lines.len() as f32 + 0.7 * pauses as f32;
            let wanted = 60.0 * length.minutes() as f32;
            assert!(
                seconds > 0.75 * wanted && seconds < 1.1 * wanted,
                "{seconds} s for {wanted}:\n{}",
                shown(&cues)
            );
        }
    }
}

#[test]
fn skip_tell_me_more_and_save_are_about_the_part_that_is_told() {
    let mut briefing = writer().plan(&wish(), &material(), &now()).unwrap();
    let flood = briefing
        .parts()
        .iter()
        .position(|part| part.title.contains("Flood") || part.title.contains("flood"))
        .unwrap();
    let whales = briefing.parts().iter().position(|part| part.title.contains("Whales")).unwrap();
    assert_eq!(briefing.skip(whales), Some(whales + 1));
    let mut cues = Vec::new();
    writer().write(&mut briefing, None, &mut cues).unwrap();
    assert!(!said(&cues).contains("whales"), "what was skipped is not told");

    let article = "At least 12 people died in Porto. The last flood of this kind was in 1909. Divers look for two boats.";
    let mut more = Vec::new();
    let mut model = Made(|prompt: &Prompt| {
        let from = given(prompt).iter().position(|given| given.contains("1909")).unwrap() + 1;
        sentences(&[(from, "The last such flood was in 1909."), (from, "The last such flood was in 1906.")])
    });
    writer().more(&mut briefing, flood, Some(article), Some(&mut model), &mut more).unwrap();
    let told = said(&more);
    assert!(told.contains("The last such flood was in 1909.") && !told.contains("1906"), "{told}");
    assert!(!said(&cues).lines().any(|line| line.len() > 40 && told.contains(line)), "nothing is told twice");
    assert!(writer().ink(&briefing).contains("1909"), "what was told more is kept");

    let mut nothing = Vec::new();
    writer().more(&mut briefing, 0, None, None, &mut nothing).unwrap();
    assert_eq!(said(&nothing), "There is no more about this.\n");

    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::at(folder.path());
    archive.save(briefing.save(flood, seconds()).unwrap()).unwrap();
    assert_eq!(briefing.save(0, seconds()), None, "there is nothing in an opening to be saved");
    let saved = archive.saved().unwrap();
    assert!(saved[0].title.contains("lood in Porto") || saved[0].title.contains("Porto flood"), "{saved:?}");
}

#[test]
fn a_french_day_is_told_in_french() {
    let text = "Le tunnel du Mont-Cenis rouvre lundi, trois mois après l’incendie. Les travaux ont coûté 4,5 millions d’euros.";
    let french = Material {
        editions: vec![edition(
            "Le Jour",
            "Monde",
            "fr",
            vec![item("Le tunnel du Mont-Cenis rouvre", text, 1)],
        )],
        events: vec![Event { at: Some(time(9, 30, 0, 0)), title: "Dentiste".into(), place: String::new() }],
        ..Material::default()
    };
    let wish = Wish { language: "fr".into(), ..Wish::new(Length::One) };
    let mut model = Scripted {
        answers: vec![sentences(&[
            (1, "Le tunnel du Mont-Cenis rouvre lundi, 3 mois après l'incendie."),
            (2, "Les travaux ont coûté quatre millions et demi d'euros."),
            (2, "Les travaux ont coûté 4,5 milliards d'euros."),
        ])],
        ..Scripted::default()
    };
    let (_, cues) = written(&wish, &french, Some(&mut model));
    let told = said(&cues);
    for whole in [
        "Nous sommes le lundi 23 novembre 2026, il est 14 h 05.",
        "À 9 h 30, Dentiste.",
        "Le Jour, il y a une heure.",
        "Le tunnel du Mont-Cenis rouvre lundi, 3 mois après l'incendie.",
        "Les travaux ont coûté 4,5 millions d’euros.",
    ] {
        assert!(told.contains(whole), "{whole:?} is missing in\n{told}");
    }
    assert!(!told.contains("milliards") && !told.contains("quatre millions"), "{told}");
}
