//! How a story is laid out over its length.

use super::wish::{Length, Wish};

/// Words of a scene: the least, the usual and the most.
pub(crate) const LEAST: usize = 120;
const USUAL: usize = 200;
pub(crate) const MOST: usize = 300;
/// Scenes of one way through a story without an end of its own.
const LONGEST_WAY: usize = 200;

/// Where a scene stands in the arc.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    Begins,
    Worsens,
    Turns,
    Ends,
    Last,
}

impl Stage {
    /// The section of the prompts that says what to do.
    pub(crate) fn section(self) -> &'static str {
        match self {
            Stage::Begins => "stage-begins",
            Stage::Worsens => "stage-worsens",
            Stage::Turns => "stage-turns",
            Stage::Ends => "stage-ends",
            Stage::Last => "stage-last",
        }
    }
}

/// What the next scene of a way is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) stage: Stage,
    /// The words to write.
    pub(crate) words: usize,
    /// Words that are too few to go on with.
    pub(crate) least: usize,
    /// Words after which nothing more is taken but the last line.
    pub(crate) most: usize,
    /// How many scenes the way will have; none where that is open.
    pub(crate) count: Option<usize>,
}

/// Plans the scene behind `scenes` scenes of `told` words together; `close` lets the story end with it.
///
/// The words that are left are shared among as many scenes of the usual length as fit, anew for each scene: so a model that
/// writes long scenes gets fewer of them, and the whole lands on its length.
pub(crate) fn next(wish: &Wish, scenes: usize, told: usize, close: bool) -> Step {
    let Some(all) = words(wish) else {
        let stage = match scenes {
            0 => Stage::Begins,
            _ if close || scenes + 1 >= LONGEST_WAY => Stage::Last,
            _ if scenes % 4 == 3 => Stage::Turns,
            _ => Stage::Worsens,
        };
        return Step { stage, words: USUAL, least: LEAST, most: MOST, count: None };
    };
    let left = all.saturating_sub(told);
    let fit = ((left + USUAL / 2) / USUAL).max(1);
    // Scenes without words would never use a length up.
    let most_scenes = 3 * (all / USUAL).max(1) / 2 + 1;
    let last = close || fit == 1 || scenes + 1 >= most_scenes;
    let fit = if last { 1 } else { fit };
    let words = (left / fit).clamp(LEAST, MOST);
    let stage = match scenes {
        _ if last => Stage::Last,
        0 => Stage::Begins,
        _ if 2 * told < all => Stage::Worsens,
        _ if 5 * told < 4 * all && fit > 2 => Stage::Turns,
        _ => Stage::Ends,
    };
    let most = if last { (words + words / 2).min(MOST) } else { MOST };
    Step { stage, words, least: LEAST.max(words * 4 / 5), most, count: Some(scenes + fit) }
}

/// Words of a story that lasts as long as was wished; none where it is open.
fn words(wish: &Wish) -> Option<usize> {
    match wish.length {
        Length::Minutes(minutes) => Some((minutes.clamp(2, 60) * wish.pace.clamp(60, 300)) as usize),
        Length::Open => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(length: Length) -> Wish {
        Wish { length, ..Wish::new("a lighthouse") }
    }

    /// The words of a whole story whose model writes `written(asked for)` words a scene, and its scenes.
    fn told(wish: &Wish, mut written: impl FnMut(usize) -> usize) -> (usize, usize) {
        let (mut scenes, mut told) = (0, 0);
        loop {
            let step = next(wish, scenes, told, false);
            told += written(step.words).clamp(step.least, step.most);
            scenes += 1;
            if step.stage == Stage::Last {
                return (told, scenes);
            }
        }
    }

    #[test]
    fn a_story_lands_on_its_length_however_long_its_scenes_are() {
        for minutes in [5, 15, 30] {
            let wish = wish(Length::Minutes(minutes));
            let wanted = minutes as usize * 150;
            let mut turn = 0;
            let uneven = |words: usize| {
                turn += 1;
                if turn % 2 == 0 { words / 2 } else { 2 * words }
            };
            for (told, scenes) in
                [told(&wish, |words| words), told(&wish, |_| 1), told(&wish, |_| 900), told(&wish, uneven)]
            {
                assert!(
                    told.abs_diff(wanted) <= (wanted / 10).max(110),
                    "{minutes} minutes: {told} words of {wanted}"
                );
                assert!(
                    (wanted / MOST..=wanted / LEAST + 1).contains(&scenes),
                    "{minutes} minutes: {scenes} scenes"
                );
            }
        }
    }

    #[test]
    fn every_story_ends() {
        for length in [Length::Minutes(0), Length::Minutes(15), Length::Minutes(u32::MAX), Length::Open] {
            let wish = Wish { pace: u32::MAX, ..wish(length) };
            let (mut scenes, mut told) = (0, 0);
            while next(&wish, scenes, told, false).stage != Stage::Last {
                scenes += 1;
                told += scenes % 2;
                assert!(scenes < 400);
            }
        }
        assert_eq!(next(&wish(Length::Open), 3, 400, true).stage, Stage::Last);
    }
}
