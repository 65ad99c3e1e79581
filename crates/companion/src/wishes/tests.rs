use super::*;

fn taken(sentence: &str) -> Meant {
    let prompts = Prompts::shipped().expect("prompts");
    meant(sentence, &prompts).expect(sentence)
}

fn wrong(wanted: Mode, sentences: &[&str]) -> Vec<String> {
    let taken = sentences.iter().map(|sentence| (sentence, taken(sentence)));
    taken
        .filter(|(_, meant)| meant.surely != Some(wanted))
        .map(|(sentence, meant)| format!("{sentence}: {:?}", meant.could))
        .collect()
}

#[test]
fn a_sentence_that_wants_a_story_is_one_whatever_it_is_about() {
    let sentences = [
        "tell me a story about a lighthouse that is afraid of the dark",
        "a story about a meditation teacher who cannot sleep",
        "A bedtime story, five minutes",
        "Once upon a time there was a fox",
        "I'd like a fairy tale with two dragons",
        "could you tell me the story of the last ferry?",
        "an adventure in the Arctic",
        "not a meditation, a story",
        "surprise me",
        "a story where people talk too much about the news",
        "raconte-moi une histoire de pirates",
        "Une histoire sur un phare qui a peur du noir",
        "il était une fois un renard",
        "je voudrais un conte de Noël",
    ];
    assert_eq!(wrong(Mode::Story, &sentences), [""; 0]);
}

#[test]
fn a_sentence_of_rest_or_of_what_hurts_is_a_meditation() {
    let sentences = [
        "eight minutes, I can't sleep, my shoulders are tight",
        "ten minutes of calm",
        "a meditation for courage before an exam",
        "guide me through a body scan",
        "help me fall asleep",
        "can you help me relax?",
        "sleep",
        "my back hurts and I want to rest for a while",
        "box breathing, standing, three minutes",
        "meditate with me about the sea",
        "I am nervous about tomorrow's interview, 12 minutes",
        "dix minutes pour dormir",
        "une méditation de cinq minutes",
        "aide-moi à me détendre",
        "j'ai mal au dos, un quart d'heure",
    ];
    assert_eq!(wrong(Mode::Meditation, &sentences), [""; 0]);
}

#[test]
fn a_sentence_about_what_is_new_is_the_day() {
    let sentences = [
        "the day",
        "what happened today, three minutes",
        "the news",
        "What's new?",
        "read me the headlines",
        "a briefing about the climate",
        "what do I have today",
        "les nouvelles",
        "Que s'est-il passé aujourd'hui ?",
        "la journée",
        "quoi de neuf ?",
    ];
    assert_eq!(wrong(Mode::Daily, &sentences), [""; 0]);
}

#[test]
fn a_greeting_a_question_and_a_wish_for_company_are_talk() {
    let sentences = [
        "hello",
        "let's talk",
        "I just want to chat",
        "Why is the sky blue?",
        "how do lighthouses work",
        "let's talk about the news",
        "explain inflation to me",
        "don't tell me a story, just talk with me",
        "keep me company",
        "bonsoir",
        "parlons un peu",
        "pourquoi la mer est-elle salée ?",
        "on pourrait discuter de philosophie",
    ];
    assert_eq!(wrong(Mode::Talk, &sentences), [""; 0]);
}

#[test]
fn what_is_not_clear_is_not_guessed_and_the_likeliest_way_stands_first() {
    for (sentence, could) in [
        (
            "a lighthouse that is afraid of the dark",
            vec![Mode::Story, Mode::Meditation, Mode::Talk, Mode::Daily],
        ),
        ("the sea at night", vec![Mode::Story, Mode::Talk, Mode::Meditation, Mode::Daily]),
        ("a story or a meditation", vec![Mode::Story, Mode::Meditation]),
        ("how do I fall asleep sooner?", vec![Mode::Talk, Mode::Meditation]),
        ("ten minutes", vec![Mode::Meditation, Mode::Daily, Mode::Story, Mode::Talk]),
        ("purple elephants everywhere tonight", vec![Mode::Story, Mode::Talk, Mode::Meditation, Mode::Daily]),
        ("un renard dans la neige", vec![Mode::Story, Mode::Talk, Mode::Meditation, Mode::Daily]),
    ] {
        let meant = taken(sentence);
        assert_eq!((meant.surely, meant.could), (None, could), "{sentence}");
    }
}

#[test]
fn the_language_and_the_minutes_are_taken_with_it() {
    let said = taken("raconte-moi une histoire de dix minutes sur la mer");
    assert_eq!((said.language.as_str(), said.minutes), ("fr", Some(10)));
    let said = taken("a five minute story about a fox");
    assert_eq!((said.language.as_str(), said.minutes), ("en", Some(5)));
    assert_eq!(taken("a story about a fox").minutes, None);
}

#[test]
fn a_wish_without_words_is_refused_and_a_hostile_one_is_only_words() {
    let prompts = Prompts::shipped().expect("prompts");
    assert_eq!(meant(" … !? ", &prompts).expect_err("no words").kind, Kind::BadRequest);
    let long = "not a ".repeat(40_000) + "story";
    assert!(meant(&long, &prompts).is_ok_and(|meant| meant.surely.is_none()));
}
