//! What a script does with a story.

use std::collections::HashSet;

use vesper_script::{Cue, End, Playhead, Script, Start};
use vesper_studio::story::{Prompts, Story};

use crate::models::Chance;

/// The story's ink, checked and compiled.
pub(crate) fn script(story: &Story) -> Script {
    let ink = story.ink(&Prompts::shipped().unwrap()).unwrap();
    Script::parse("story.ink", &ink, &|_| None).unwrap_or_else(|faults| panic!("{faults}\n{ink}"))
}

/// What the script performs of a scene, without the silences that nobody writes.
pub(crate) fn performed(story: &Story, script: &Script, scene: usize) -> Vec<Cue> {
    let mut playhead = Playhead::start(script, &Start::default()).unwrap();
    let mut passage = playhead.passage().unwrap();
    for option in story.path(scene) {
        playhead.choose(option).unwrap();
        passage = playhead.passage().unwrap();
    }
    passage.cues.into_iter().filter(|cue| !matches!(cue, Cue::Pause(_))).collect()
}

/// Performs the script to its end by random choices, and gives everything that is said or offered on the way.
pub(crate) fn wandered(script: &Script, chance: &mut Chance) -> HashSet<String> {
    let mut said = HashSet::new();
    let mut playhead = Playhead::start(script, &Start::default()).unwrap();
    for _ in 0..2_000 {
        let passage = playhead.passage().unwrap();
        said.extend(passage.cues.iter().filter_map(Cue::line).map(|line| line.text.clone()));
        match passage.end {
            End::Finish => return said,
            End::Ask(options) => {
                playhead.choose(chance.below(options.len())).unwrap();
                said.extend(options);
            }
        }
    }
    panic!("2,000 choices and no end");
}
