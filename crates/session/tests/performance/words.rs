//! Which word is heard, held to what sounds.

use std::time::Duration;

use vesper_session::{Command, Event, Phase, Report, Settings};
use vesper_speech::WordTime;

use crate::fitting::CALM;
use crate::order::STORY;
use crate::theatre::{Theatre, plain, request, said, script};
use crate::voice::{Voice, letters, signal};

fn telling(text: &str, settings: Settings) -> Theatre {
    let mut theatre = Theatre::new(settings);
    theatre.voice.tells_words = true;
    theatre.perform(request(&script(text)));
    theatre
}

/// How many samples of `text` sounded, by the last of them: every line sounds like no other.
fn sounded(theatre: &Theatre, text: &str) -> Option<u64> {
    let air = &theatre.world.air.samples;
    let last = air.get(air.len().checked_sub(8)?..)?;
    let line = signal(text, letters(text) * theatre.voice.per_letter * 2);
    line.windows(8).position(|window| window == last).map(|at| at as u64 + 8)
}

/// The word that is shown as heard is the word of which a sample sounded last; says which.
fn assert_shown(theatre: &Theatre, pace: f32) -> Option<String> {
    let stage = theatre.stage();
    let text = said(&stage)?;
    let at = sounded(theatre, text).filter(|at| *at < theatre.voice.length(text, pace));
    let saying = stage.saying.as_ref();
    assert_eq!(saying.map(|saying| saying.at), at, "samples of {text:?}");
    let words = theatre.voice.words(text, pace);
    let wanted = words.iter().rev().find(|word| at.is_some_and(|at| word.samples.start < at));
    let shown = saying.and_then(|saying| saying.words.get(saying.word?));
    assert_eq!(shown, wanted, "after {at:?} samples of {text:?}");
    shown.map(|word| text[word.text.clone()].to_owned())
}

/// The words that are shown while `samples` are heard, one after the other.
fn shown(theatre: &mut Theatre, samples: usize, pace: f32) -> Vec<String> {
    let until = theatre.world.air.heard + samples;
    let mut words: Vec<String> = Vec::new();
    while theatre.world.air.heard < until {
        theatre.hear((theatre.world.air.heard + 700).min(until));
        match assert_shown(theatre, pace) {
            Some(word) if words.last() != Some(&word) => words.push(word),
            _ => {}
        }
    }
    words
}

#[test]
fn the_word_that_is_shown_is_the_word_that_sounds() {
    let mut theatre = telling(STORY, plain());
    let words = shown(&mut theatre, 11_000 + 48_000 + 27_000 + 16_800 + 13_000, 1.0);
    let text = "It is late A lamp burns on the stairs Good evening";
    assert_eq!(words, text.split(' ').collect::<Vec<_>>());
}

#[test]
fn a_silence_has_no_word_and_neither_has_a_line_that_was_not_begun() {
    let mut theatre = telling(STORY, plain());
    assert_eq!(theatre.stage().saying, None);
    theatre.hear(1);
    assert_eq!(theatre.stage().saying.map(|saying| saying.word), Some(Some(0)));
    theatre.hear(10_999);
    assert!(theatre.stage().saying.is_some());
    for silent in [11_000, 30_000, 58_999] {
        theatre.hear(silent);
        assert_eq!(theatre.stage().saying, None, "after {silent} samples");
    }
}

#[test]
fn the_word_stays_right_wherever_one_goes() {
    let mut theatre = telling(STORY, plain());
    theatre.hear(65_000);
    theatre.command(Command::Pause);
    let held = theatre.stage().saying;
    theatre.run(Duration::from_secs(3));
    assert_eq!(theatre.stage().saying, held, "it stands while it is paused");
    assert_shown(&theatre, 1.0);
    theatre.command(Command::Resume);
    shown(&mut theatre, 5_000, 1.0);

    theatre.command(Command::Back);
    assert_eq!(theatre.stage().saying.and_then(|saying| saying.word), None, "a line that is to begin again");
    assert_eq!(shown(&mut theatre, 11_000, 1.0), ["It", "is", "late"]);

    theatre.hear(theatre.world.air.heard + 55_000);
    theatre.mouth.news = Some(Some("unplugged".into()));
    theatre.until("the other device", |theatre| theatre.stage().saying.is_some());
    shown(&mut theatre, 9_000, 1.0);

    theatre.command(Command::Jump(0));
    assert_eq!(shown(&mut theatre, 11_000, 1.0), ["It", "is", "late"]);

    theatre.command(Command::Settings(Settings { pace: 0.5, ..plain() }));
    theatre.until_line("A lamp burns on the stairs.");
    theatre.until_asked();
    theatre.command(Command::Choose(1));
    assert_eq!(shown(&mut theatre, 20_000, 0.5), ["It", "is", "dark"]);
}

#[test]
fn words_of_a_breath_are_shown_and_its_silence_has_none() {
    let mut theatre = telling(CALM, plain());
    theatre.until_line("Slowly out, as long as it takes.");
    theatre.hear(theatre.world.air.heard + 480);
    let words = shown(&mut theatre, 6 * 48_000 - 2_000, 1.0);
    assert_eq!(words.last().map(String::as_str), Some("takes"));
    assert!(theatre.stage().breath.is_some() && theatre.stage().saying.is_none());
}

#[test]
fn options_that_are_read_aloud_have_their_words() {
    let mut theatre = telling(STORY, Settings::default());
    theatre.until("an option", |theatre| theatre.stage().reading == Some(0));
    let mut words = shown(&mut theatre, 10_000, 1.0);
    theatre.until("the second", |theatre| theatre.stage().reading == Some(1));
    words.extend(shown(&mut theatre, 10_500, 1.0));
    assert_eq!(words, ["Answer", "it", "Put", "it", "out"]);
}

#[test]
fn a_voice_that_tells_no_words_shows_its_lines_as_ever() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_asked();
    let told = |report: &Report| matches!(report, Report::Words { .. });
    assert!(theatre.stage().saying.is_none() && !theatre.reports.iter().any(told));
}

#[test]
fn the_words_of_each_line_are_told_once() {
    let mut theatre = telling(STORY, plain());
    theatre.hear(70_000);
    theatre.mouth.news = Some(Some("unplugged".into()));
    theatre.until_asked();
    let mut lines = theatre.reports.iter().filter_map(|report| match report {
        Report::Line(line) => Some(line.clone()),
        _ => None,
    });
    let told: Vec<_> = theatre
        .reports
        .iter()
        .filter_map(|report| match report {
            Report::Words { index, words } => Some((*index, words.clone())),
            _ => None,
        })
        .collect();
    assert_eq!(told.len(), 3);
    for (index, words) in told {
        let line = lines.next().expect("its line");
        assert_eq!((line.index, words), (index, Voice::default().words(&line.text, 1.0)));
    }
}

#[test]
fn what_an_engine_tells_that_cannot_be_is_dropped() {
    let text = "Œuvre d'été, à Łódź.";
    let tale = format!("# title: T\n# kind: story\n{text}\n-> END\n");
    let mut theatre = Theatre::performing(&tale);
    theatre.until("a request", |theatre| theatre.voice.is_busy());
    theatre.voice.drop_job();
    let (cast, row) = theatre.voice.casts[0];
    let word = |text: std::ops::Range<usize>, samples: std::ops::Range<u64>| WordTime { text, samples };
    let words = vec![
        word(1..6, 0..100),
        word(0..6, 0..1_000),
        word(0..6, 100..900),
        word(7..7, 1_000..2_000),
        #[allow(clippy::reversed_empty_ranges, reason = "it is what cannot be")]
        word(13..7, 1_000..2_000),
        #[allow(clippy::reversed_empty_ranges, reason = "it is what cannot be")]
        word(7..14, 3_000..2_000),
        word(7..14, 3_000..u64::MAX),
        word(16..18, 2_000..4_000),
        word(0..usize::MAX, 4_000..5_000),
        word(usize::MAX - 1..usize::MAX, 4_000..5_000),
        word(16..18, 30_000..40_000),
    ];
    theatre.step(Event::Spoken { cast, row, samples: vec![0.1; 20_000], words, last: false });
    theatre.hear(500);
    theatre.step(Event::Spoken { cast, row, samples: Vec::new(), words: Vec::new(), last: true });
    let saying = theatre.stage().saying.expect("words");
    assert_eq!(saying.words, [word(0..6, 0..1_000), word(7..14, 3_000..20_000)]);
}

#[test]
fn what_was_heard_of_a_line_ends_with_its_last_whole_word() {
    let begin = 59_000;
    for (heard, said) in
        [(900, ""), (1_000, "A"), (5_900, "A"), (6_000, "A lamp"), (26_000, "A lamp burns on the stairs")]
    {
        let mut theatre = telling(STORY, plain());
        theatre.hear(begin + heard);
        theatre.command(Command::Stop);
        let line = theatre.heard()[1];
        assert_eq!(line.cut.map(|cut| &line.text[..cut]), Some(said), "after {heard} samples");
    }
    // While the voice is still at it, no word is taken for heard that was not.
    let mut theatre = telling(STORY, plain());
    theatre.voice.per_beat = 450;
    theatre.until("half a line", |theatre| theatre.world.air.heard >= begin + 12_500);
    theatre.command(Command::Stop);
    let line = theatre.heard()[1];
    assert_eq!(line.cut.map(|cut| &line.text[..cut]), Some("A lamp burns"));
    assert_eq!(theatre.stage().phase, Phase::Idle);
}
