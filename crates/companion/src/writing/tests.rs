//! A story is heard while it is written, in virtual time: the session's own machine with a voice, a sink and a model that
//! all take the time that theirs take.

mod engines;
mod house;
mod model;

use std::sync::Arc;

use tempfile::TempDir;
use vesper_session::Command;
use vesper_studio::story::{Length, Prompts, Story, Wish};

use self::house::{House, Shared};
use self::model::Steady;
use super::writer::Author;
use super::{Stop, kept};
use crate::home::Home;
use crate::kept::Kept;

/// Tokens that the model gives in a second.
const PACE: f64 = 12.0;

struct Told {
    house: Shared,
    home: Home,
    kept: Kept,
    _folder: TempDir,
}

impl Told {
    fn id(&self) -> String {
        self.kept.with(|library| library.stories()).expect("stories").remove(0).id
    }

    fn story(&self) -> Story {
        kept::load(&self.kept, &self.id()).expect("kept").expect("a story")
    }
}

/// Tells a story of `minutes` in `house`, until its listener leaves.
fn told(minutes: u32, house: House) -> Told {
    let folder = tempfile::tempdir().expect("a folder");
    let home = Home::at(folder.path());
    let kept = Kept::open(&home).expect("a library").kept;
    let house = Shared::new(house);
    let model = Steady::new(house.clone(), PACE);
    let author = Author {
        home: home.clone(),
        kept: kept.clone(),
        prompts: Prompts::shipped().expect("whole"),
        hall: house.clone(),
        open: Some(Box::new(move || Ok(Box::new(model)))),
        place: None,
        choices: Vec::new(),
        tell: Box::new(|_| {}),
        stop: Arc::new(Stop::default()),
    };
    let wish = Wish { length: Length::Minutes(minutes), ..Wish::new("A bridge that counts") };
    author.work(None, Err(wish));
    Told { house, home, kept, _folder: folder }
}

#[test]
fn a_story_sounds_at_once_and_goes_on_without_a_gap() {
    let told = told(5, House::new(|asked, _| Some(Command::Choose(asked % 2))));
    let house = told.house.look();
    assert!(house.ended, "it came to its end at {:.0} s", house.seconds());
    let first = house.first_sound.expect("a sound") - house.first_token.expect("a token");
    let word = house.first_word.expect("a word") - house.first_token.expect("a token");
    eprintln!(
        "first sound {first:.2} s and first word {word:.2} s behind the model's first token of a scene"
    );
    assert!(first <= 2.0, "the first sound comes {first:.2} s behind the first token");
    assert!(word <= 3.5, "the first word comes {word:.2} s behind the first token");
    let longest = house.longest_gap;
    let between = house.scene_gaps.iter().copied().fold(0.0, f64::max);
    eprintln!(
        "longest silence of the voice {longest:.2} s; {} scenes, between them {between:.2} s",
        house.scenes
    );
    assert!(house.scenes >= 3 && between <= 1.5, "{between:.2} s between two scenes");
    assert!(longest <= 1.5, "{longest:.2} s within a scene");
    assert_eq!(house.silences_without_bed, 0, "the bed carries what is waited for");
    let words: usize = told
        .story()
        .way(told.story().at(&house.path))
        .iter()
        .map(|at| told.story().scenes()[*at].words())
        .sum();
    assert!(words.abs_diff(750) <= 110, "{words} words for five minutes");
}

#[test]
fn both_likely_ways_are_written_before_anybody_chooses() {
    // Who thinks about it for a while.
    let told = told(3, House::new(|asked, waited| (waited > 60.0).then_some(Command::Choose(1 - asked % 2))));
    let house = told.house.look();
    assert!(house.ended && house.scene_gaps.iter().all(|gap| *gap <= 1.5), "{:?}", house.scene_gaps);
    let story = told.story();
    let branched =
        story.scenes().iter().filter(|scene| scene.from.is_some_and(|from| from.option == 1)).count();
    assert!(
        branched >= 1 && story.scenes().len() > house.scenes,
        "{} written, {} told",
        story.scenes().len(),
        house.scenes
    );
}

#[test]
fn words_that_nobody_offered_become_a_way_and_a_word_leads_back_to_another() {
    let told = told(
        4,
        House::new(|asked, waited| match asked {
            _ if waited < 1.0 => None,
            0 => Some(Command::Do("I sing to the water below".into())),
            1 => Some(Command::Do("go back to the beginning of scene 1".into())),
            2 => Some(Command::Choose(0)),
            _ => Some(Command::Stop),
        }),
    );
    let (id, story) = (told.id(), told.story());
    assert_eq!(story.scenes()[0].own, ["I sing to the water below."]);
    let option = story.choices(0, &Prompts::shipped().expect("whole")).expect("choices").len() - 1;
    assert!(story.leads(0, option).is_some() && story.leads(0, 0).is_some(), "both ways are kept");
    let ink = told.kept.with(|library| library.story(&id)).expect("kept").expect("a story").ink;
    assert!(ink.as_ref().is_some_and(|ink| ink.contains("I sing to the water below.")));
    let file = told.home.scripts().join(format!("{}.ink", id.trim_start_matches("own/")));
    assert_eq!(std::fs::read_to_string(file).ok(), ink, "it stands on the shelf as it is kept");
    let found = kept::find(&told.home, &told.kept, &id).expect("looked");
    assert_eq!(found.map(|found| found.id), Some(id));
}

#[test]
fn a_script_that_the_listener_changed_is_theirs() {
    let told = told(2, House::new(|_, _| Some(Command::Choose(0))));
    let file = told.home.scripts().join(format!("{}.ink", told.id().trim_start_matches("own/")));
    let ink = std::fs::read_to_string(&file).expect("a script");
    std::fs::write(&file, format!("{ink}// mine\n")).expect("written");
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(60);
    std::fs::File::open(&file).and_then(|file| file.set_modified(later)).expect("a later time");
    assert_eq!(kept::find(&told.home, &told.kept, &told.id()).expect("looked"), None);
    kept::keep(&told.home, &told.kept, &told.id(), &told.story(), &Prompts::shipped().expect("whole"))
        .expect("kept");
    assert!(
        std::fs::read_to_string(&file).expect("a script").ends_with("// mine\n"),
        "nothing of it is lost"
    );
}
