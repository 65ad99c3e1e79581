//! What a listener says to a performance.

use std::time::Duration;

use vesper_session::{Command, Phase, Settings};

use crate::order::STORY;
use crate::theatre::{Theatre, plain, request, script};

fn say(theatre: &mut Theatre, text: &str) {
    theatre.command(Command::Said(text.into()));
}

fn told(settings: Settings) -> Theatre {
    let mut theatre = Theatre::new(settings);
    theatre.perform(request(&script(STORY)));
    theatre.run(Duration::from_secs(2));
    theatre
}

#[test]
fn a_choice_is_taken_by_its_words_and_by_its_number() {
    for words in [0, 1].map(|option| {
        move |options: &[String]| {
            let number = ["one", "number two"][option].to_owned();
            [options[option].clone(), number]
        }
    }) {
        for way in 0..2 {
            let mut theatre = told(plain());
            theatre.until_asked();
            let options = theatre.stage().options;
            let said = words(&options)[way].clone();
            say(&mut theatre, &said);
            let chosen: Vec<String> =
                theatre.told().into_iter().filter(|told| told.starts_with("chosen")).collect();
            let wanted = options.iter().position(|option| words(&options)[0] == *option).expect("the option");
            assert_eq!(chosen, [format!("chosen {wanted}")], "{said:?} to {options:?}");
        }
    }
}

#[test]
fn commands_steer_a_performance() {
    let mut theatre = told(plain());
    say(&mut theatre, "could you pause please");
    assert_eq!(theatre.stage().phase, Phase::Paused);
    say(&mut theatre, "I want to go on by the river");
    assert_eq!(theatre.stage().phase, Phase::Paused, "a sentence is no command");
    say(&mut theatre, "go on");
    assert_ne!(theatre.stage().phase, Phase::Paused);
    say(&mut theatre, "stop");
    assert_eq!(theatre.stage().phase, Phase::Idle);
}

#[test]
fn again_skip_and_back_go_from_line_to_line() {
    let mut theatre = Theatre::performing(STORY);
    let lines: Vec<String> = {
        let mut all = Theatre::performing(STORY);
        all.until_asked();
        let told = all.told();
        told.iter().filter_map(|told| told.strip_prefix("narrator: ").map(str::to_owned)).collect()
    };
    assert!(lines.len() >= 2, "{lines:?}");
    theatre.until_line(&lines[0]);
    say(&mut theatre, "next");
    theatre.run(Duration::from_millis(300));
    let skipped = theatre.line();
    assert_ne!(skipped, lines[0]);
    say(&mut theatre, "again");
    theatre.run(Duration::from_millis(300));
    assert_eq!(theatre.line(), skipped);
    say(&mut theatre, "go back");
    theatre.run(Duration::from_millis(300));
    assert_eq!(theatre.line(), lines[0]);
}

#[test]
fn slower_and_quieter_go_one_step_and_not_beyond_what_there_is() {
    let mut theatre = told(plain());
    let before = theatre.world.air.volume.0;
    say(&mut theatre, "quieter");
    theatre.run(Duration::from_millis(100));
    assert!(theatre.world.air.volume.0 < before);
    for _ in 0..20 {
        say(&mut theatre, "louder");
        say(&mut theatre, "slower");
    }
    theatre.run(Duration::from_millis(100));
    assert_eq!(theatre.world.air.volume.0, 1.0);
}

#[test]
fn the_choices_are_read_once_more_when_they_are_asked_for() {
    let mut theatre = told(Settings { beds: false, ..Settings::default() });
    theatre.until_asked();
    theatre.run(Duration::from_secs(20));
    let readings = |theatre: &Theatre| {
        theatre.heard().iter().filter(|line| theatre.stage().options.contains(&line.text)).count()
    };
    let options = theatre.stage().options.len();
    assert_eq!(readings(&theatre), options);
    say(&mut theatre, "what were the choices?");
    theatre.run(Duration::from_secs(20));
    assert_eq!(theatre.stage().phase, Phase::Asking);
    assert_eq!(readings(&theatre), 2 * options);
}

const LAMPS: &str = "\
# title: The lamps
# kind: story
Two lamps stand on the table.
* [Take the red lamp]
    It is warm.
* [Take the blue lamp]
    It is cold.
- -> END
";

#[test]
fn what_may_mean_two_choices_is_asked_once_more_and_then_only_shown() {
    let mut theatre = Theatre::new(Settings { beds: false, ..Settings::default() });
    theatre.perform(request(&script(LAMPS)));
    theatre.until_asked();
    theatre.run(Duration::from_secs(20));
    let readings =
        |theatre: &Theatre| theatre.heard().iter().filter(|line| line.text == "Take the red lamp").count();
    for (time, wanted) in [(1, 2), (2, 2), (3, 2)] {
        say(&mut theatre, "the lamp");
        theatre.run(Duration::from_secs(20));
        assert_eq!(readings(&theatre), wanted, "said for the {time}. time");
        assert_eq!(theatre.stage().phase, Phase::Asking);
    }
    say(&mut theatre, "the blue one");
    assert!(theatre.told().contains(&"chosen 1".into()), "{:?}", theatre.told());
}
