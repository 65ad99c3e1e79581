//! Stories that are written while they are performed: nothing sounds twice, every way stays, and whoever writes knows what
//! is wanted.

use std::collections::VecDeque;
use std::time::Duration;

use vesper_script::{Cue, End, Header, Kind as ScriptKind};
use vesper_session::{Command, Growing, More, NoticeKind, Page, Phase, Place, Settings, Wanted, Written};
use vesper_speech::{Bed, Error, Kind, Line};

use crate::theatre::{Theatre, plain};
use crate::voice::signal;

fn say(text: &str) -> Cue {
    Cue::Say(Line { text: text.into(), ..Line::default() })
}

fn growing(pages: Vec<(Vec<usize>, Page)>, place: Option<Place>) -> Growing {
    let header = Header {
        kind: ScriptKind::Story,
        title: "The bridge".into(),
        by: "Vesper".into(),
        about: String::new(),
        language: "en".into(),
        cast: Vec::new(),
        minutes: None,
        moods: Vec::new(),
    };
    Growing { id: "own/bridge".into(), header, digest: 7, seed: 3, place, pages, choices: VecDeque::new() }
}

fn told(settings: Settings) -> Theatre {
    let mut theatre = Theatre::new(settings);
    theatre.command(Command::Grow(Box::new(growing(Vec::new(), None))));
    theatre
}

impl Theatre {
    fn written(&mut self, path: &[usize], more: More) {
        let written = Written { id: "own/bridge".into(), path: path.into(), more };
        self.command(Command::Written(Box::new(written)));
    }

    fn asks(&mut self, path: &[usize], options: &[&str]) {
        let own = options.iter().position(|option| *option == "Something else.");
        let end = End::Ask(options.iter().map(ToString::to_string).collect());
        self.written(path, More::End { end, own });
    }

    fn said(&self, text: &str) -> usize {
        let wanted = signal(text, 64);
        self.world.air.samples.windows(64).filter(|few| *few == wanted).count()
    }

    fn wanted(&self) -> Wanted {
        self.machine.wanted().expect("something is wanted")
    }

    /// A first scene that asks.
    fn first_scene(&mut self) {
        self.written(&[], More::Cue(Cue::Chapter("The bridge".into())));
        self.written(&[], More::Cue(Cue::Bed(Some(Bed::Rain))));
        self.written(&[], More::Cue(say("It counts.")));
        self.written(&[], More::Cue(say("Seven, eight.")));
        self.asks(&[], &["Cross it.", "Turn back home.", "Something else."]);
    }
}

#[test]
fn lines_sound_as_they_come_and_the_bed_lies_under_what_is_waited_for() {
    let mut theatre = told(plain());
    assert_eq!(theatre.stage().phase, Phase::Preparing);
    theatre.written(&[], More::Cue(Cue::Chapter("The bridge".into())));
    theatre.written(&[], More::Cue(Cue::Bed(Some(Bed::Rain))));
    theatre.run(Duration::from_millis(300));
    assert_eq!(theatre.world.air.bed, Some(Bed::Rain), "the bed sounds before the first word");
    theatre.written(&[], More::Cue(say("It counts.")));
    theatre.run(Duration::from_secs(3));
    assert_eq!(theatre.said("It counts."), 1);
    assert_eq!(theatre.stage().phase, Phase::Speaking, "what is not whole is not over");
    assert_eq!(theatre.world.air.bed, Some(Bed::Rain));
    theatre.written(&[], More::Cue(say("Seven, eight.")));
    theatre.until_line("Seven, eight.");
    theatre.asks(&[], &["Cross it.", "Turn back home.", "Something else."]);
    theatre.until_asked();
    assert_eq!((theatre.said("It counts."), theatre.said("Seven, eight.")), (1, 1));
    assert_eq!(theatre.stage().title, "The bridge");
}

#[test]
fn what_was_written_ahead_goes_on_at_once_and_what_is_being_written_flows_on() {
    let mut theatre = told(plain());
    theatre.first_scene();
    theatre.written(&[0], More::Cue(say("You are half across.")));
    theatre.until_asked();
    theatre.command(Command::Choose(0));
    assert_eq!(theatre.wanted().path, [0]);
    theatre.until_line("You are half across.");
    theatre.written(&[0], More::Cue(say("It stops counting.")));
    theatre.written(&[0], More::End { end: End::Finish, own: None });
    theatre.until_ended();
    assert_eq!((theatre.said("You are half across."), theatre.said("It stops counting.")), (1, 1));
}

#[test]
fn something_else_asks_for_words_and_words_become_a_way_that_stays() {
    let mut theatre = told(plain());
    theatre.first_scene();
    theatre.until_asked();
    theatre.command(Command::Choose(2));
    assert_eq!(theatre.stage().phase, Phase::Asking, "something else leads nowhere by itself");
    assert!(theatre.notices().contains(&NoticeKind::Failed));
    theatre.command(Command::Said("I sing to the water below".into()));
    let said = theatre.wanted().said.expect("words that nobody offered");
    assert_eq!((said.words.as_str(), said.back, said.answers), ("I sing to the water below", false, true));
    theatre.written(&[], More::Way { option: 3, text: "I sing to the water below.".into() });
    assert_eq!(theatre.wanted(), Wanted { id: "own/bridge".into(), path: vec![3], said: None });
    theatre.written(&[3], More::Cue(say("It hums along.")));
    theatre.until_line("It hums along.");
    theatre.command(Command::Back);
    theatre.until_asked();
    assert_eq!(theatre.stage().options.last().map(String::as_str), Some("I sing to the water below."));
    theatre.command(Command::Do("turn back home".into()));
    assert_eq!(theatre.wanted().path, [1], "an option that is meant is taken");
}

#[test]
fn who_wants_back_to_a_place_is_told_from_there_again_and_both_ways_stay() {
    let mut theatre = told(plain());
    theatre.first_scene();
    theatre.until_asked();
    theatre.command(Command::Choose(0));
    theatre.written(&[0], More::Cue(say("A tower stands there.")));
    theatre.until_line("A tower stands there.");
    theatre.command(Command::Said("go back to the bridge".into()));
    let said = theatre.wanted().said.expect("a way back");
    assert!(said.back && !said.answers);
    theatre.written(&[0], More::Back(Vec::new()));
    assert_eq!(theatre.wanted().path, [0; 0]);
    theatre.until_asked();
    assert_eq!(theatre.said("It counts."), 2);
    theatre.command(Command::Choose(1));
    assert_eq!(theatre.wanted().path, [1]);
    theatre.written(&[1], More::Cue(say("The door is open.")));
    theatre.until_line("The door is open.");
}

#[test]
fn what_cannot_be_written_is_said_and_the_choice_is_asked_again() {
    let mut theatre = told(plain());
    theatre.first_scene();
    theatre.until_asked();
    theatre.command(Command::Choose(1));
    theatre.written(&[1], More::Cue(say("Half a")));
    theatre.until_line("Half a");
    theatre.run(Duration::from_millis(50));
    let error = Error::new(Kind::Network, "kitchen", "does not answer.", "Start it.");
    theatre.written(&[1], More::Failed(error));
    theatre.until_asked();
    assert_eq!(theatre.wanted().path, [0; 0]);
    assert!(theatre.stage().notice.is_some_and(|notice| notice.text.contains("does not answer")));
    theatre.command(Command::Choose(1));
    theatre.written(&[1], More::Cue(say("A whole one.")));
    theatre.until_line("A whole one.");
    assert_eq!(theatre.said("Half a"), 1, "what was begun is not told again");
}

#[test]
fn a_first_scene_that_nobody_can_write_ends_the_performance() {
    let mut theatre = told(plain());
    let error = Error::new(Kind::MissingModel, "the chat model for story", "is not there.", "Get one.");
    theatre.written(&[], More::Failed(error.clone()));
    assert_eq!(theatre.stage().phase, Phase::Idle);
    assert!(theatre.told().contains(&format!("failed {error}")));
}

#[test]
fn a_place_leads_back_into_what_was_kept_and_no_further() {
    let page = |lines: &[&str], options: &[&str]| Page {
        cues: lines.iter().map(|text| say(text)).collect(),
        end: Some(End::Ask(options.iter().map(ToString::to_string).collect())),
        own: Some(options.len() - 1),
    };
    let first = (vec![], page(&["It counts.", "Seven, eight."], &["Cross it.", "Something else."]));
    let second = (vec![0], page(&["A tower stands there.", "It leans."], &["Climb.", "Something else."]));
    let place = |path: &[usize], cue: usize| Place {
        digest: 7,
        seed: 3,
        minutes: None,
        path: path.into(),
        cue,
        offset: 0,
        position: 48_000,
        excerpt: String::new(),
        chapter: None,
    };
    let perform = |place: Place| {
        let mut theatre = Theatre::new(plain());
        let pages = vec![first.clone(), second.clone()];
        theatre.command(Command::Grow(Box::new(growing(pages, Some(place)))));
        theatre
    };
    let mut theatre = perform(place(&[0], 2));
    theatre.until_line("It leans.");
    assert_eq!(theatre.said("A tower stands there."), 0);
    let mut theatre = perform(place(&[0, 4], 3));
    theatre.until_asked();
    assert_eq!(theatre.wanted().path, [0], "what was said there was not kept, so it is asked again");
    let mut theatre = perform(place(&[0, 0], 3));
    assert_eq!(theatre.wanted().path, [0, 0], "a way that nobody wrote is wanted");
    theatre.written(&[0, 0], More::Cue(say("Up and up.")));
    theatre.until_line("Up and up.");
}
