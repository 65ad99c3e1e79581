//! What was heard of each line, to the sample.

use std::time::Duration;

use vesper_session::{Command, HeardLine, Phase, Report, Settings};

use crate::order::STORY;
use crate::score::Score;
use crate::theatre::{Theatre, request, script};
use crate::voice::{Voice, letters, signal};

/// The air has the samples of every line where the line says they were.
fn assert_in_the_air(theatre: &Theatre) {
    let mut end = 0;
    for line in theatre.heard().into_iter().filter(|line| line.voice.is_some()) {
        let range = line.samples.start as usize..line.samples.end as usize;
        assert!(range.start >= end, "{line:?} overlaps what was heard before");
        end = range.end;
        let sounded = &theatre.world.air.samples[range.clone()];
        assert!(sounded == signal(&line.text, range.len() as u64), "{line:?} is not what sounded there");
        let whole = range.len() as u64 == letters(&line.text) * 1_000;
        assert_eq!(line.cut.is_none(), whole, "{line:?}");
    }
}

fn words(line: &HeardLine) -> (&str, &str) {
    (line.voice.as_deref().unwrap_or("listener"), &line.text)
}

#[test]
fn every_line_of_a_whole_story_was_heard_where_it_sounded() {
    let script = script(STORY);
    let mut theatre = Theatre::new(crate::theatre::plain());
    let mut request = request(&script);
    request.choices = [0, 1].into();
    let score = Score::of(&script, &request.start, &[0, 1], &Voice::default());
    theatre.perform(request);
    theatre.until_ended();
    assert_in_the_air(&theatre);
    let heard = theatre.heard();
    let said: Vec<_> = heard.iter().map(|line| words(line)).collect();
    assert_eq!(
        said,
        [
            ("narrator", "It is late."),
            ("narrator", "A lamp burns on the stairs."),
            ("cat", "Good evening."),
            ("listener", "Answer it."),
            ("narrator", "You answer."),
            ("cat", "It answers back."),
            ("narrator", "The stairs go up."),
            ("narrator", "And up."),
            ("listener", "Stay."),
            ("narrator", "You stay."),
            ("narrator", "That is all."),
        ]
    );
    assert!(heard.iter().all(|line| line.cut.is_none()));
    let chapters: Vec<_> = heard.iter().filter_map(|line| line.chapter.as_deref()).collect();
    assert_eq!(chapters[..6], ["The hall"; 6]);
    assert_eq!(chapters[6..], ["The landing"; 5]);
    let begins: Vec<_> =
        heard.iter().filter(|line| line.voice.is_some()).map(|it| it.samples.start).collect();
    let wanted: Vec<_> = score.lines.iter().map(|(_, at)| *at as u64).collect();
    assert_eq!(begins, wanted);
}

#[test]
fn a_line_is_told_as_heard_with_its_last_sample_and_not_before() {
    let mut theatre = Theatre::performing(STORY);
    theatre.hear(10_999);
    assert_eq!(theatre.heard().len(), 0);
    theatre.hear(11_000);
    assert_eq!(theatre.heard()[0].samples, 0..11_000);
}

#[test]
fn a_line_that_is_cut_off_was_heard_up_to_that_sample() {
    let second = 11_000 + 48_000;
    let ways = [
        ("stop", Command::Stop),
        ("back", Command::Back),
        ("jump", Command::Jump(0)),
        ("another", Command::Perform(Box::new(request(&script(STORY))))),
    ];
    for (way, command) in ways {
        for (heard, words) in [(1, ""), (6_500, "A lamp"), (7_000, "A lamp"), (25_999, "A lamp burns on the")]
        {
            let mut theatre = Theatre::performing(STORY);
            theatre.hear(second + heard);
            theatre.command(command.clone());
            let lines = theatre.heard();
            assert_eq!(lines.len(), 2, "{way}");
            assert_eq!(lines[1].samples, second as u64..(second + heard) as u64, "{way}");
            let cut = lines[1].cut.expect("a cut");
            assert_eq!(&lines[1].text[..cut], words, "{way} after {heard} samples");
            // From there on, time is counted on where it is the same performance, and from zero in another.
            theatre.until(way, |theatre| theatre.heard().len() == 3 || theatre.stage().phase == Phase::Idle);
            if way == "another" {
                assert_eq!(theatre.heard()[2].samples, 0..11_000);
            } else {
                assert_in_the_air(&theatre);
            }
        }
    }
}

#[test]
fn nothing_heard_is_told_twice_and_silences_are_no_lines() {
    let mut theatre = Theatre::performing(STORY);
    // In the pause after the first line.
    theatre.hear(30_000);
    theatre.command(Command::Stop);
    let lines = theatre.heard();
    assert_eq!(lines.len(), 1);
    assert_eq!((words(lines[0]), lines[0].cut), (("narrator", "It is late."), None));
    assert_eq!(theatre.told().last().map(String::as_str), Some("stopped"));
    let mut unheard = Theatre::performing(STORY);
    unheard.command(Command::Stop);
    assert_eq!(unheard.heard().len(), 0);
}

#[test]
fn pauses_and_waiting_at_a_choice_take_no_time() {
    let mut theatre = Theatre::performing(STORY);
    theatre.hear(5_000);
    theatre.command(Command::Pause);
    theatre.run(Duration::from_secs(2));
    theatre.command(Command::Resume);
    theatre.until_asked();
    theatre.run(Duration::from_secs(5));
    theatre.command(Command::Choose(0));
    theatre.until_line("The stairs go up.");
    assert_in_the_air(&theatre);
    let heard = theatre.heard();
    assert_eq!(heard[0].samples, 0..11_000);
    // The gap after the last line was heard before it was asked.
    let gap = 16_800;
    assert_eq!(heard[3].samples, heard[2].samples.end + gap..heard[2].samples.end + gap);
    assert_eq!(heard[4].samples.start, heard[3].samples.start);
}

#[test]
fn a_line_that_a_device_takes_along_goes_on_with_the_next_and_is_one_line() {
    let mut theatre = Theatre::performing(STORY);
    for at in [3_000, 59_500, 80_000] {
        theatre.hear(at);
        theatre.mouth.news = Some(Some("unplugged".into()));
        theatre.run(Duration::from_millis(200));
        assert!(theatre.heard().iter().all(|line| line.cut.is_none()));
    }
    theatre.until_asked();
    assert_in_the_air(&theatre);
    let texts: Vec<_> = theatre.heard().iter().map(|line| line.text.clone()).collect();
    assert_eq!(texts, ["It is late.", "A lamp burns on the stairs.", "Good evening."]);
}

#[test]
fn options_that_are_read_aloud_are_lines_and_the_choice_cuts_them_off() {
    let mut theatre = Theatre::new(Settings::default());
    theatre.perform(request(&script(STORY)));
    theatre.until_asked();
    theatre.until("the second option", |theatre| theatre.stage().reading == Some(1));
    theatre.run(Duration::from_millis(100));
    theatre.command(Command::Choose(1));
    assert_in_the_air(&theatre);
    let heard = theatre.heard();
    assert_eq!(words(heard[3]), ("narrator", "Answer it."));
    assert_eq!(heard[3].cut, None);
    assert_eq!((words(heard[4]), heard[4].cut.is_some()), (("narrator", "Put it out."), true));
    assert_eq!((words(heard[5]), heard[5].cut), (("listener", "Put it out."), None));
    let choice = theatre.reports.iter().find_map(|report| match report {
        Report::Chosen(choice) => Some(choice.clone()),
        _ => None,
    });
    let choice = choice.expect("a choice");
    assert_eq!((choice.option, choice.path.as_slice()), (1, [].as_slice()));
    assert_eq!(choice.options, ["Answer it.", "Put it out."]);
}

#[test]
fn a_cut_lies_between_two_characters_in_every_script() {
    for text in ["Œuvre d'été à Łódź, naïve — fin.", "黙って階段を上がっていく猫", "🌊🌊🌊 🌊🌊"]
    {
        for share in 1..40 {
            let tale = format!("# title: T\n# kind: story\n{text}\n-> END\n");
            let mut theatre = Theatre::performing(&tale);
            let whole = letters(text) as usize * 1_000;
            theatre.hear(whole * share / 40);
            theatre.command(Command::Stop);
            let line = theatre.heard()[0].clone();
            let cut = line.cut.expect("a cut");
            let said = line.text.get(..cut).expect("a boundary");
            let most = text.chars().count() * share / 40;
            assert!(said.chars().count() <= most, "{said:?} is more than was heard");
        }
    }
}
