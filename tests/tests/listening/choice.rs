//! A choice that is said into the microphone of a sound service.

use std::process::Command as Process;
use std::thread::sleep;
use std::time::{Duration, Instant};

use vesper::{Companion, Home, Kept, Listening, Settings, Wish};
use vesper_script::Kind;
use vesper_session::talk::Told;
use vesper_session::{Command, Phase, Report};
use vesper_tests::pulse::Pulse;

use crate::speech::{VOICES, said};
use crate::{alone, recogniser};

/// What would have happened by then never will.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long somebody who was not understood waits before they say it again.
const AGAIN: Duration = Duration::from_secs(8);
/// How often they do: the recogniser for tests is right six times in seven, and less often on a machine that has too much to
/// do.
const TIMES: usize = 10;

const NAME: &str = "choice::a_choice_that_is_said_into_the_microphone_is_the_way_the_story_takes";

#[test]
fn a_choice_that_is_said_into_the_microphone_is_the_way_the_story_takes() {
    if let Some(pulse) = Pulse::inherited() {
        return chosen(&pulse);
    }
    let _alone = alone();
    let Some(pulse) = Pulse::start() else { return };
    let program = std::env::current_exe().expect("this program");
    let mut again = Process::new(program);
    let answer = again.args(["--exact", NAME, "--nocapture"]).envs(pulse.env()).output().expect("it runs");
    let words = [answer.stdout, answer.stderr].map(|said| String::from_utf8_lossy(&said).into_owned());
    eprintln!("{}{}", words[0], words[1]);
    assert!(answer.status.success() && words[0].contains("1 passed"), "it failed in its own process");
}

fn chosen(pulse: &Pulse) {
    let folder = tempfile::tempdir().expect("a folder");
    let speech = VOICES.map(|voice| said("Take the battery.", voice, folder.path()));
    let [Some(first), Some(second)] = speech else { return };
    let home = Home::at(folder.path().join("home"));
    let opening = Kept::open(&home).expect("a library");
    // Nobody waits here until the choices are read.
    let settings = Settings { read_options: false, ..Settings::default() };
    let mut companion = Companion::open_with(home, opening, settings).expect("a companion");
    let mut reports = companion.reports().expect("its reports");
    let mut reports = move || reports.try_recv().ok();
    let mut told = companion.told().expect("what is told");
    let mut told = move || told.try_recv().ok();
    let entry = companion.shelf().find("deep-station", Some(Kind::Story)).expect("a story that ships");
    companion.perform(&entry, Wish::default()).expect("it begins");
    let listening = Listening { on: true, recogniser: Some(recogniser()), ..Listening::default() };
    companion.listen_now(listening).expect("somebody listens");
    await_told(&mut told, &Told::Microphone(true));
    skip_to_the_choice(&companion);
    let mut heard = Vec::new();
    for speech in [&first, &second].into_iter().cycle().take(TIMES) {
        sleep(Duration::from_millis(500));
        pulse.play_into_mic(speech);
        let since = Instant::now();
        while since.elapsed() < AGAIN {
            while let Some(told) = told() {
                heard.push(told);
            }
            if let Some(choice) = chosen_by(&mut reports) {
                eprintln!("told: {heard:?}");
                assert_eq!(choice.options.get(choice.option).map(String::as_str), Some("Take the battery."));
                return await_branch(&mut reports);
            }
            sleep(Duration::from_millis(20));
        }
    }
    panic!("nothing was chosen; told was {heard:?}");
}

/// What it says then is said on this way only.
fn await_branch(reports: &mut impl FnMut() -> Option<Report>) {
    let since = Instant::now();
    while since.elapsed() < PATIENCE {
        match reports() {
            Some(Report::Line(line)) => {
                assert!(line.text.starts_with("It weighs what a sheep weighs."), "{}", line.text);
                return;
            }
            _ => sleep(Duration::from_millis(10)),
        }
    }
    panic!("the story did not go on");
}

fn await_told(told: &mut impl FnMut() -> Option<Told>, wanted: &Told) {
    let since = Instant::now();
    while since.elapsed() < PATIENCE {
        match told() {
            Some(told) if told == *wanted => return,
            _ => sleep(Duration::from_millis(10)),
        }
    }
    panic!("{wanted:?} was never told");
}

fn skip_to_the_choice(companion: &Companion) {
    let since = Instant::now();
    while companion.stage().borrow().phase != Phase::Asking {
        assert!(since.elapsed() < PATIENCE, "no choice; {:?}", companion.stage().borrow());
        companion.command(Command::Skip).expect("a session");
        sleep(Duration::from_millis(200));
    }
}

fn chosen_by(reports: &mut impl FnMut() -> Option<Report>) -> Option<vesper_session::Choice> {
    std::iter::from_fn(reports).find_map(|report| match report {
        Report::Chosen(choice) => Some(choice),
        _ => None,
    })
}
