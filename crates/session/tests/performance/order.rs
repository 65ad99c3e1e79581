//! Lines, silences and marks in their order, and nothing else.

use std::time::Duration;

use vesper_script::Cue;
use vesper_session::{AtAsk, Command, Phase, Report, Settings};
use vesper_speech::{Bed, Line, Mark, Style, Voice as Speaker};

use crate::score::{Score, assert_same};
use crate::theatre::{Theatre, plain, request, script};
use crate::voice::{Voice, signal};

pub(crate) const STORY: &str = "\
# title: The lamp
# kind: story
# cast: cat = young creature, quick
-> hall
=== hall ===
# chapter: The hall
# bed: rain
It is late. # pause: 1s
A lamp burns on the stairs.
Good evening. # voice: cat
* [Answer it.]
    You answer. # bell
    It answers back. # voice: cat
* [Put it out.]
    It is dark.
    Nobody speaks.
- -> landing
=== landing ===
# chapter: The landing
# bed: fire
The stairs go up.
And up.
* [Climb.]
    You climb.
* [Stay.]
    You stay.
- That is all.
-> END
";

fn bells_and_chapters(theatre: &Theatre) -> Vec<(usize, Mark)> {
    let marks = theatre.world.air.marks.iter();
    marks.filter(|(_, mark)| !matches!(mark, Mark::Bed { .. })).cloned().collect()
}

#[test]
fn what_is_heard_is_the_script_sample_for_sample() {
    let script = script(STORY);
    let mut theatre = Theatre::new(plain());
    let mut request = request(&script);
    request.choices = [0, 1].into();
    let score = Score::of(&script, &request.start, &[0, 1], &Voice::default());
    theatre.perform(request);
    theatre.until_ended();
    assert_same(&theatre.world.air.samples, &score.samples);
    assert_eq!(bells_and_chapters(&theatre), score.marks);
    assert_eq!(
        theatre.told(),
        [
            "opened Speakers",
            "chapter The hall",
            "narrator: It is late.",
            "narrator: A lamp burns on the stairs.",
            "cat: Good evening.",
            "ask Answer it. / Put it out.",
            "chosen 0",
            "narrator: You answer.",
            "cat: It answers back.",
            "chapter The landing",
            "narrator: The stairs go up.",
            "narrator: And up.",
            "ask Climb. / Stay.",
            "chosen 1",
            "narrator: You stay.",
            "narrator: That is all.",
            "ended",
        ]
    );
    let seconds = score.samples.len() as f64 / 48_000.0;
    assert!(matches!(theatre.reports.last(), Some(Report::Ended(told)) if (told - seconds).abs() < 1e-6));
    assert_eq!(theatre.world.finished, 1);
    theatre.pass();
    assert!(!theatre.mouth.has_sink(), "the device is given back");
}

#[test]
fn a_line_is_reported_and_shown_when_it_is_heard_and_not_before() {
    let script = script(STORY);
    let score = Score::of(&script, &request(&script).start, &[], &Voice::default());
    let mut theatre = Theatre::performing(STORY);
    for (text, at) in &score.lines {
        theatre.hear(*at);
        let line = theatre.line();
        assert!(at == &0 || theatre.reports.iter().all(|report| !is_line(report, text)) || &line == text);
        theatre.hear(at + 600);
        assert_eq!(&theatre.line(), text);
        assert!(theatre.reports.iter().any(|report| is_line(report, text)), "{text} was not reported");
    }
}

fn is_line(report: &Report, text: &str) -> bool {
    matches!(report, Report::Line(line) if line.text == text)
}

#[test]
fn the_stage_names_the_language_of_what_is_shown() {
    for (header, language) in [("", "en"), ("# language: fr-CA\n", "fr-CA")] {
        let mut theatre = Theatre::new(plain());
        assert_eq!(theatre.stage().language, None, "nothing is performed yet");
        theatre.perform(request(&script(&format!("# title: T\n# kind: story\n{header}Salut.\n-> END\n"))));
        theatre.until_line("Salut.");
        assert_eq!(theatre.stage().language.as_deref(), Some(language));
    }
}

#[test]
fn a_pause_loses_nothing_and_doubles_nothing() {
    let script = script(STORY);
    let score = Score::of(&script, &request(&script).start, &[], &Voice::default());
    let mut theatre = Theatre::performing(STORY);
    // In a line, in a silence, at their edges, twice at the same sample.
    for at in [1, 5_000, 11_000, 11_000, 20_500, 59_000, 59_001, 84_000] {
        theatre.hear(at);
        theatre.command(Command::Pause);
        theatre.command(Command::Pause);
        theatre.run(Duration::from_secs(3));
        let heard = theatre.world.air.heard;
        assert!(heard - at <= 480, "{} samples were heard after the pause", heard - at);
        assert_eq!(theatre.stage().phase, Phase::Paused);
        theatre.command(Command::Resume);
    }
    theatre.until_asked();
    assert_same(&theatre.world.air.samples, &score.samples);
}

#[test]
fn options_are_shown_and_read_aloud_where_the_listener_wants_it() {
    let script = script(STORY);
    let score = Score::of(&script, &request(&script).start, &[], &Voice::default());
    let mut theatre = Theatre::new(Settings::default());
    theatre.perform(request(&script));
    theatre.until_asked();
    assert_eq!(theatre.stage().options, ["Answer it.", "Put it out."]);
    theatre.hear(score.samples.len() + 1_000);
    assert_eq!(theatre.stage().reading, Some(0));
    theatre.run(Duration::from_secs(20));
    let mut wanted = score.samples;
    for option in ["Answer it.", "Put it out."] {
        wanted.extend(signal(option, Voice::default().length(option, 1.0)));
        wanted.resize(wanted.len() + 28_800, 0.0);
    }
    assert_same(&theatre.world.air.samples, &wanted);
    assert_eq!((theatre.stage().reading, theatre.stage().phase), (None, Phase::Asking));
    assert_eq!(theatre.line(), "Good evening.", "an option is no line of the story");
    assert!(theatre.voice.asked.iter().any(|line| line.text == "Answer it." && line.style == Style::Soft));
}

#[test]
fn a_choice_cuts_the_reading_of_the_options_short() {
    let mut theatre = Theatre::new(Settings::default());
    theatre.perform(request(&script(STORY)));
    theatre.until("the first option", |theatre| theatre.stage().reading == Some(0));
    theatre.run(Duration::from_millis(50));
    let heard = theatre.world.air.heard;
    theatre.command(Command::Choose(1));
    theatre.until_line("Nobody speaks.");
    let after = &theatre.world.air.samples[heard..];
    let dark = signal("It is dark.", 11_000);
    let begin = after.windows(64).position(|few| few == &dark[..64]).expect("the chosen branch");
    assert!(begin < 1_000, "{begin} samples of the options were still heard");
    assert_eq!(after[begin..begin + 11_000], dark[..]);
    let second = signal("Put it out.", 11_000);
    assert!(!theatre.world.air.samples.windows(64).any(|few| few == &second[..64]));
}

#[test]
fn an_option_that_is_not_there_is_no_choice() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_asked();
    theatre.command(Command::Choose(2));
    theatre.command(Command::Choose(usize::MAX));
    theatre.run(Duration::from_secs(1));
    assert_eq!(theatre.stage().phase, Phase::Asking);
    theatre.command(Command::Choose(0));
    theatre.until_line("You answer.");
}

#[test]
fn beds_follow_the_script_and_the_listener() {
    let mut theatre = Theatre::performing(STORY);
    theatre.hear(1);
    assert_eq!(theatre.world.air.bed, Some(Bed::Rain));
    theatre.command(Command::Settings(Settings { beds: false, ..plain() }));
    theatre.run(Duration::from_secs(2));
    assert_eq!(theatre.world.air.bed, None);
    theatre.until_asked();
    assert_eq!(theatre.world.air.bed, None);
    theatre.command(Command::Settings(plain()));
    theatre.run(Duration::from_secs(2));
    assert_eq!(theatre.world.air.bed, Some(Bed::Rain), "beds come back while the listener thinks");
    theatre.command(Command::Choose(0));
    theatre.until_line("And up.");
    assert_eq!(theatre.world.air.bed, Some(Bed::Fire));
}

#[test]
fn the_last_bed_is_gone_when_the_last_sample_is() {
    let mut theatre = Theatre::new(plain());
    let script = script(STORY);
    let mut request = request(&script);
    request.choices = [0, 0].into();
    theatre.perform(request);
    theatre.until_ended();
    let heard = theatre.world.air.heard;
    let last = theatre.world.air.marks.iter().rev().find_map(|(at, mark)| match mark {
        Mark::Bed { bed, fade, .. } => Some((*at, *bed, *fade)),
        _ => None,
    });
    let (at, bed, fade) = last.expect("a mark that ends the bed");
    assert_eq!(bed, None);
    assert_eq!(at + vesper_speech::samples(fade) as usize, heard, "it fades to the very end");
}

#[test]
fn volumes_reach_the_sink_at_once_and_again_when_it_is_opened_anew() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_line("It is late.");
    let quiet = Settings { voice_volume: 0.3, bed_volume: 0.1, ..plain() };
    theatre.command(Command::Settings(quiet));
    theatre.pass();
    assert_eq!(theatre.world.air.volume, (0.3, 0.1));
    theatre.world.air.volume = (1.0, 1.0);
    theatre.command(Command::Reopen);
    theatre.run(Duration::from_millis(100));
    assert_eq!(theatre.world.air.volume, (0.3, 0.1));
}

#[test]
fn choices_that_nobody_answers_end_a_file() {
    let script = script(STORY);
    let mut request = request(&script);
    request.choices = [1].into();
    request.at_ask = AtAsk::Finish;
    let mut score = Score::of(&script, &request.start, &[1], &Voice::default());
    let mut theatre = Theatre::new(Settings::default());
    theatre.perform(request);
    theatre.until_ended();
    score.samples.resize(score.samples.len() + 4 * 48_000, 0.0);
    assert_same(&theatre.world.air.samples, &score.samples);
}

#[test]
fn a_file_for_which_an_option_is_wished_that_is_not_there_says_so() {
    let script = script(STORY);
    let mut request = request(&script);
    request.choices = [0, 6].into();
    request.at_ask = AtAsk::Finish;
    let mut theatre = Theatre::new(plain());
    theatre.perform(request);
    theatre.until("an answer", |theatre| theatre.stage().phase == Phase::Idle);
    let failed = theatre.reports.iter().find_map(|report| match report {
        Report::Failed(error) => Some(error.clone()),
        _ => None,
    });
    let failed = failed.expect("a failure");
    assert_eq!(failed.kind, vesper_speech::Kind::BadRequest);
    assert!(failed.to_string().contains('7') && failed.to_string().contains("Climb."), "{failed}");
    assert_eq!(theatre.world.finished, 0, "no file is completed");
}

#[test]
fn lines_without_a_script_are_said_one_after_the_other() {
    let line = |text: &str| Line {
        text: text.into(),
        voice: Speaker::narrator(),
        style: Style::Plain,
        pace: 1.0,
        language: "en".into(),
        ..Line::default()
    };
    let mut theatre = Theatre::new(Settings::default());
    let silence = Cue::Pause(Duration::from_millis(350));
    theatre.command(Command::Say(vec![Cue::Say(line("One.")), silence, Cue::Say(line("Two."))]));
    theatre.until_ended();
    let mut wanted = signal("One.", 4_000);
    wanted.resize(wanted.len() + 16_800, 0.0);
    wanted.extend(signal("Two.", 4_000));
    assert_same(theatre.world.air.samples.get(..wanted.len()).unwrap_or_default(), &wanted);
    assert!(theatre.world.air.samples[wanted.len()..].iter().all(|sample| *sample == 0.0));
    assert_eq!(theatre.stage().place, None);
    // And once more, from a sink that was closed.
    theatre.command(Command::Say(vec![Cue::Say(line("Three."))]));
    theatre.until_line("Three.");
    theatre.until_ended();
}

#[test]
fn a_bell_before_the_last_words_rings_out_behind_them() {
    let line = Line { text: "One.".into(), ..Line::default() };
    let mut theatre = Theatre::new(Settings::default());
    theatre.command(Command::Say(vec![Cue::Bell, Cue::Say(line)]));
    theatre.until_ended();
    let whole = theatre.world.air.samples.len();
    assert!((9 * 48_000..11 * 48_000).contains(&whole), "{whole} samples");
}

#[test]
fn saying_something_does_not_cut_into_a_performance() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_line("It is late.");
    theatre.command(Command::Say(Vec::new()));
    theatre.until_line("A lamp burns on the stairs.");
}

#[test]
fn stop_is_silence_at_once_and_leaves_nothing_under_way() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_line("A lamp burns on the stairs.");
    let heard = theatre.world.air.heard;
    theatre.command(Command::Stop);
    theatre.run(Duration::from_secs(2));
    assert!(theatre.world.air.heard - heard <= 480);
    assert_eq!(theatre.stage().phase, Phase::Idle);
    assert_eq!(theatre.told().last().map(String::as_str), Some("stopped"));
    assert!(!theatre.mouth.has_sink() && !theatre.voice.is_busy());
    theatre.command(Command::Stop);
    assert_eq!(theatre.told().iter().filter(|told| *told == "stopped").count(), 1);
}

#[test]
fn a_performance_takes_the_place_of_another() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_line("A lamp burns on the stairs.");
    let heard = theatre.world.air.heard;
    theatre.perform(request(&script(STORY)));
    theatre.until_asked();
    let score = Score::of(&script(STORY), &request(&script(STORY)).start, &[], &Voice::default());
    let again = theatre.world.air.samples.len() - score.samples.len();
    assert!(again - heard <= 960);
    assert_same(&theatre.world.air.samples[again..], &score.samples);
}
