//! Meditations land on their length, to the sample, whatever happens on the way.

use std::sync::Arc;
use std::time::Duration;

use vesper_script::Script;
use vesper_session::{Command, NoticeKind, Phase, Report, Settings};

use crate::order::STORY;
use crate::score::{Score, assert_same};
use crate::theatre::{Theatre, plain, request, script};

pub(crate) const CALM: &str = "\
# title: A calm
# kind: meditation
# minutes: 1-30 usually 2
# chapter: Arriving
# bed: waves
# bell
Sit as you like. # stretch
Notice the breath. # stretch: 2 least 3s
# chapter: Breathing
In. # breathe: in 4s
# breathe: hold 2s
Slowly out, as long as it takes. # breathe: out 6s
There is nothing to do. # pause: 5s
Nothing at all. # stretch
# chapter: Leaving
Open your eyes. # stretch: 0.5
Good day.
-> END
";

const TWO_MINUTES: usize = 2 * 60 * 48_000;

fn sitting(per_letter: u64) -> Theatre {
    let mut theatre = Theatre::new(plain());
    theatre.voice.per_letter = per_letter;
    theatre.beat = Duration::from_millis(50);
    theatre.perform(request(&script(CALM)));
    theatre
}

/// Where it ended, in samples of the performance's own time.
fn ended_at(theatre: &mut Theatre) -> f64 {
    theatre.until_ended();
    match theatre.reports.last() {
        Some(Report::Ended(seconds)) => seconds * 48_000.0,
        last => panic!("it ended with {last:?}"),
    }
}

fn assert_lands(theatre: &mut Theatre) {
    let at = ended_at(theatre);
    assert!((at - TWO_MINUTES as f64).abs() < 0.5, "landed at {at}, wanted {TWO_MINUTES}");
}

#[test]
fn a_voice_of_any_speed_lands_on_the_sample() {
    for per_letter in [1, 700, 2_400, 9_001] {
        let mut theatre = sitting(per_letter);
        assert_lands(&mut theatre);
        let script = script(CALM);
        let score = Score::of(&script, &request(&script).start, &[], &theatre.voice);
        assert_same(&theatre.world.air.samples, &score.samples);
        assert_eq!(theatre.world.air.heard, TWO_MINUTES);
    }
}

#[test]
fn pauses_do_not_count() {
    let mut theatre = sitting(2_400);
    for at in [10_000, 500_000, 2_000_000, 5_500_000] {
        theatre.hear(at);
        theatre.command(Command::Pause);
        theatre.run(Duration::from_secs(20));
        theatre.command(Command::Resume);
    }
    assert_lands(&mut theatre);
    assert_eq!(theatre.world.air.heard, TWO_MINUTES);
}

#[test]
fn another_device_does_not_move_the_end() {
    let mut theatre = sitting(2_400);
    for at in [10_000, 500_000, 2_000_000, 5_500_000] {
        theatre.hear(at);
        theatre.mouth.news = Some(Some("unplugged".into()));
    }
    assert_lands(&mut theatre);
    assert_eq!(theatre.world.air.heard, TWO_MINUTES);
}

/// What is heard from here on is what the clock of the performance still has to go.
fn assert_lands_from(theatre: &mut Theatre) {
    let from = theatre.stage().position * 48_000.0;
    let heard = theatre.world.air.heard;
    assert_lands(theatre);
    let rest = (theatre.world.air.heard - heard) as f64;
    assert!((from + rest - TWO_MINUTES as f64).abs() < 0.5, "from {from} on {rest} samples were heard");
}

#[test]
fn back_and_jumps_keep_the_end() {
    for per_letter in [700, 4_000] {
        let mut theatre = sitting(per_letter);
        theatre.hear(3_000_000);
        theatre.command(Command::Back);
        assert_lands_from(&mut theatre);

        let mut theatre = sitting(per_letter);
        theatre.hear(1_000_000);
        theatre.command(Command::Jump(2));
        assert_lands_from(&mut theatre);

        let mut theatre = sitting(per_letter);
        theatre.hear(4_000_000);
        theatre.command(Command::Jump(0));
        theatre.run(Duration::from_secs(20));
        theatre.command(Command::Jump(1));
        theatre.run(Duration::from_secs(2));
        theatre.command(Command::Back);
        assert_lands_from(&mut theatre);
    }
}

#[test]
fn a_jump_before_anything_is_measured_keeps_the_end() {
    let mut theatre = sitting(2_400);
    theatre.voice.per_beat = 400;
    theatre.hear(100);
    theatre.command(Command::Jump(1));
    theatre.run(Duration::from_millis(200));
    assert_lands_from(&mut theatre);
}

#[test]
fn another_pace_mid_way_keeps_the_end() {
    for pace in [0.6, 1.5] {
        for at in [10_000, 700_000, 2_500_000] {
            let mut theatre = sitting(2_400);
            theatre.hear(at);
            theatre.command(Command::Settings(Settings { pace, ..plain() }));
            assert_lands(&mut theatre);
            assert_eq!(theatre.world.air.heard, TWO_MINUTES, "pace {pace} from sample {at}");
        }
    }
}

#[test]
fn back_after_another_pace_keeps_the_end() {
    for pace in [0.6, 1.5] {
        let mut theatre = sitting(2_400);
        theatre.hear(3_500_000);
        theatre.command(Command::Settings(Settings { pace, ..plain() }));
        theatre.run(Duration::from_secs(1));
        theatre.command(Command::Jump(0));
        theatre.run(Duration::from_millis(200));
        assert_lands_from(&mut theatre);
    }
}

#[test]
fn a_place_leaves_as_much_as_was_left() {
    for per_letter in [700, 4_000] {
        for at in [300_000, 1_000_000, 2_400_000, 4_000_000, 5_600_000] {
            let mut theatre = sitting(per_letter);
            theatre.hear(at);
            let place = theatre.place();
            let left = TWO_MINUTES as f64 - theatre.stage().position * 48_000.0;

            let mut later = Theatre::new(plain());
            later.voice.per_letter = per_letter;
            later.beat = Duration::from_millis(50);
            let script = script(CALM);
            later.perform(vesper_session::Request { place: Some(place.clone()), ..request(&script) });
            let begun = later.stage().position * 48_000.0;
            assert_lands(&mut later);
            let heard = later.world.air.heard as f64;
            assert!((begun + heard - TWO_MINUTES as f64).abs() < 0.5, "{begun} and {heard} at {at}");
            let again = heard - left;
            let line = f64::from(u32::try_from(per_letter * 40).unwrap());
            assert!((-0.5..=line).contains(&again), "{again} samples too many after {at}");

            // And from there back.
            let mut back = Theatre::new(plain());
            back.voice.per_letter = per_letter;
            back.beat = Duration::from_millis(50);
            back.perform(vesper_session::Request { place: Some(place), ..request(&script) });
            back.run(Duration::from_millis(500));
            back.command(Command::Back);
            back.run(Duration::from_millis(500));
            assert_lands_from(&mut back);
        }
    }
}

#[test]
fn words_that_are_too_long_are_told_and_spoken_all_the_same() {
    let mut theatre = sitting(60_000);
    theatre.until_ended();
    assert_eq!(theatre.notices(), [NoticeKind::TooShort]);
    assert!(theatre.world.air.heard > TWO_MINUTES);
    let text = theatre.reports.iter().find_map(|report| match report {
        Report::Notice(notice) => Some(notice.text.clone()),
        _ => None,
    });
    let minutes = (theatre.world.air.heard as u64).div_ceil(60 * 48_000);
    assert!(
        text.unwrap_or_default().contains(&format!("{minutes} minutes")),
        "it says how long is long enough"
    );
    theatre.perform(request(&script(STORY)));
    assert_eq!(theatre.stage().notice, None, "the next performance is not too short");
}

#[test]
fn the_stage_counts_silences_and_breaths_down() {
    let mut theatre = sitting(700);
    theatre.until("a long silence", |theatre| theatre.stage().silence.is_some_and(|left| left > 5.0));
    let before = theatre.stage().silence.unwrap();
    theatre.run(Duration::from_secs(2));
    let after = theatre.stage().silence.unwrap();
    assert!((before - after - 2.0).abs() < 0.11, "{before} and then {after}");
    theatre.until("a breath", |theatre| theatre.stage().breath.is_some());
    let breath = theatre.stage().breath.unwrap();
    assert_eq!((breath.phase, breath.length), (vesper_script::Phase::In, 4.0));
    theatre.run(Duration::from_secs(1));
    assert!((theatre.stage().breath.unwrap().at - breath.at - 1.0).abs() < 0.11);
    assert_eq!(theatre.stage().length, Some(120.0));
}

/// The eight that ship, as long as they can be and as short.
#[test]
fn what_ships_lands_on_three_eight_and_thirty_minutes() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/meditations");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("the shipped meditations") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("a script");
        let name = path.display().to_string();
        let script = Arc::new(Script::parse(&name, &text, &|_| None).expect("a sound script"));
        let range = script.header().minutes.expect("a meditation's minutes");
        for minutes in [3, 8, 30].into_iter().filter(|it| (range.least..=range.most).contains(it)) {
            lands(&script, minutes);
        }
        seen += 1;
    }
    assert!(seen >= 8, "{seen} meditations were found");
}

/// With a voice as fast as a calm reader, whose samples nobody keeps.
fn lands(script: &Arc<Script>, minutes: u32) {
    let mut theatre = Theatre::new(plain());
    theatre.voice.per_letter = 3_000;
    theatre.voice.per_beat = 48_000 * 60;
    theatre.beat = Duration::from_millis(800);
    theatre.world.air.forgets = true;
    let mut request = request(script);
    request.start.minutes = Some(minutes);
    theatre.perform(request);
    theatre.until_ended();
    let name = script.name();
    assert_eq!(theatre.notices(), [], "{name} at {minutes} minutes");
    assert_eq!(theatre.world.air.heard, minutes as usize * 60 * 48_000, "{name} at {minutes} minutes");
    assert_eq!(theatre.stage().phase, Phase::Ended);
}
