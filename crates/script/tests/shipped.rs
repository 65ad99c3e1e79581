//! Every story and meditation that ships is performed along every branch, and held to the rules of the shelf.

#![allow(clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use vesper_script::{Cue, End, Kind, Passage, Playhead, Script, Start, lengths};
use vesper_speech::{samples, seconds};

/// Words per minute of an unhurried voice.
const WORDS_PER_MINUTE: f64 = 130.0;

/// The scripts of a folder of the shelf, each with its text.
fn shipped(folder: &str) -> Vec<(Script, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "ink"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "nothing is shipped in {}", folder.display());
    files.iter().map(|path| load(&folder, path)).collect()
}

fn load(folder: &Path, path: &Path) -> (Script, String) {
    let name = path.file_name().expect("a name").to_string_lossy();
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let include = |path: &str| fs::read_to_string(folder.join(path)).ok();
    let script = Script::parse(&name, &text, &include).unwrap_or_else(|faults| panic!("{faults}"));
    (script, text)
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// What a walk over every branch of a story has seen.
#[derive(Default)]
struct Walk {
    ends: usize,
    /// Choices on the shortest way to an end.
    fewest: usize,
    voices: BTreeSet<String>,
    chapters: BTreeSet<String>,
    longest: String,
    words: usize,
}

impl Walk {
    fn of(script: &Script) -> Walk {
        let mut walk = Walk { fewest: usize::MAX, ..Walk::default() };
        let mut lines = BTreeSet::new();
        let mut passages = 0;
        let mut open = vec![(begin(script, Start::default()), 0)];
        while let Some((mut playhead, choices)) = open.pop() {
            passages += 1;
            assert!(passages < 60_000, "{}: more branches than a walk can take", script.name());
            let passage = perform(&mut playhead);
            for line in passage.cues.iter().filter_map(Cue::line) {
                lines.insert(line.text.clone());
                walk.voices.insert(line.voice.name.clone());
            }
            walk.chapters.extend(passage.cues.iter().filter_map(|cue| match cue {
                Cue::Chapter(name) => Some(name.clone()),
                _ => None,
            }));
            match passage.end {
                End::Finish => {
                    walk.ends += 1;
                    walk.fewest = walk.fewest.min(choices);
                }
                End::Ask(options) => {
                    for option in 0..options.len() {
                        let mut branch = playhead.clone();
                        branch.choose(option).unwrap_or_else(|fault| panic!("{fault}"));
                        open.push((branch, choices + 1));
                    }
                }
            }
        }
        walk.words = lines.iter().map(|line| words(line)).sum();
        walk.longest = lines.into_iter().max_by_key(|line| line.chars().count()).unwrap_or_default();
        walk
    }
}

fn begin(script: &Script, start: Start) -> Playhead {
    Playhead::start(script, &start).unwrap_or_else(|fault| panic!("{fault}"))
}

fn perform(playhead: &mut Playhead) -> Passage {
    playhead.passage().unwrap_or_else(|fault| panic!("{fault}"))
}

/// The variables that `text` sets after a choice and reads in a condition or in words.
fn consequences(text: &str) -> usize {
    let set: BTreeSet<&str> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix('~')?.trim().split([' ', '+', '-', '=']).next())
        .collect();
    let read = |name: &str| {
        text.split('{').skip(1).any(|braces| {
            let condition = braces.split('}').next().unwrap_or_default();
            condition.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
        })
    };
    set.into_iter().filter(|name| !name.is_empty() && read(name)).count()
}

#[test]
fn every_branch_of_every_story_reaches_an_end() {
    for (script, text) in shipped("stories") {
        let name = script.name();
        let header = script.header();
        assert_eq!(header.kind, Kind::Story, "{name}");
        assert!(!header.by.is_empty() && !header.about.is_empty(), "{name} says nothing of itself");
        let walk = Walk::of(&script);
        println!(
            "{name}: {} words, {} ends, at least {} choices, voices {:?}",
            walk.words, walk.ends, walk.fewest, walk.voices
        );
        assert!(walk.ends > 1, "{name} has one end whatever is chosen");
        assert!(walk.words >= 2_000, "{name} speaks {} words", walk.words);
        let chosen = script.outline().choices;
        assert!(
            walk.fewest >= 4 || (chosen >= 4 && consequences(&text) >= 4),
            "{name}: a way to an end passes {} choices, and {} of the variables count",
            walk.fewest,
            consequences(&text)
        );
        assert!(walk.voices.len() >= 3, "{name} is spoken by {:?}", walk.voices);
        let silent: Vec<&String> = header
            .cast
            .iter()
            .map(|(voice, _)| voice)
            .filter(|voice| !walk.voices.contains(*voice))
            .collect();
        assert!(silent.is_empty(), "{name}: {silent:?} never speak");
        let longest = walk.longest.chars().count();
        assert!(longest <= 400, "{name}: a line of {longest} characters: {}", walk.longest);
        let chapters: BTreeSet<String> = script.outline().chapters.iter().cloned().collect();
        assert!(!chapters.is_empty(), "{name} has no chapter");
        assert_eq!(walk.chapters, chapters, "{name}: a chapter is never reached");
    }
}

#[test]
fn every_meditation_fits_every_length() {
    for (script, _) in shipped("meditations") {
        let name = script.name();
        assert_eq!(script.header().kind, Kind::Meditation, "{name}");
        let range = script.header().minutes.expect("minutes");
        assert_eq!((range.least, range.most), (3, 30), "{name}");
        let spoken: Vec<usize> = (3..=30).map(|minutes| fitted(&script, minutes)).collect();
        println!("{name}: {} words at 3 minutes, {} at 30", spoken[0], spoken[27]);
        assert!(spoken[0] <= 260, "{name}: {} words do not fit into 3 minutes of a slow voice", spoken[0]);
        assert!(spoken[17] > spoken[0], "{name} says no more in 20 minutes than in 3");
    }
}

/// Performs `script` at `minutes`, fits it, and answers how many words were spoken.
fn fitted(script: &Script, minutes: u32) -> usize {
    let name = script.name();
    let mut playhead = begin(script, Start { minutes: Some(minutes), seed: 7 });
    let Passage { cues, end } = perform(&mut playhead);
    assert_eq!(end, End::Finish, "{name}");
    let estimate = |i: usize| {
        cues[i].line().map_or(0, |line| {
            let spoken = words(&line.text) as f64 * 60.0 / (WORDS_PER_MINUTE * f64::from(line.pace));
            samples(Duration::from_secs_f64(spoken))
        })
    };
    let target = samples(Duration::from_secs(u64::from(minutes) * 60));
    let lengths = lengths(&cues, &estimate, Some(target)).unwrap_or_else(|short| {
        panic!("{name} at {minutes} minutes: at least {:.0} s", seconds(short.least))
    });
    assert_eq!(lengths.iter().sum::<u64>(), target, "{name} at {minutes} minutes");
    for (cue, length) in cues.iter().zip(&lengths) {
        if let Cue::Stretch { .. } = cue {
            let silence = seconds(*length);
            assert!(silence <= 120.0, "{name} at {minutes} minutes: {silence:.0} s of silence at once");
        }
    }
    cues.iter().filter_map(Cue::line).map(|line| words(&line.text)).sum()
}

#[test]
fn the_examples_for_authors_can_be_performed() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/README.md");
    let page = fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
    let examples: Vec<Script> = page
        .split("```ink\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("```"))
        .map(|(text, _)| {
            Script::parse("README.md", text, &|_| None).unwrap_or_else(|faults| panic!("{faults}"))
        })
        .collect();
    assert_eq!(
        examples.iter().map(|script| script.header().kind).collect::<Vec<_>>(),
        [Kind::Story, Kind::Meditation]
    );
    let walk = Walk::of(&examples[0]);
    assert_eq!((walk.ends, walk.fewest), (4, 2));
    assert!(walk.voices.len() == 3 && walk.chapters.len() == 2);
    assert!(fitted(&examples[1], 2) < fitted(&examples[1], 5));
}
