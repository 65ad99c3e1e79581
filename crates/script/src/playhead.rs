use std::sync::Arc;

use crate::chance::Seed;
use crate::cue::{End, Passage};
use crate::fault::Fault;
use crate::fence::fenced;
use crate::script::{Checked, Script};
use crate::stage::{Held, Stage};
use crate::steps::Steps;

/// How a performance begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Start {
    /// How long it is to last, for scripts that can be fitted; `None` for their usual length. A script that
    /// declares `VAR minutes` reads it there.
    pub minutes: Option<u32>,
    /// What `RANDOM` and shuffles follow.
    pub seed: u64,
}

/// A performance under way: where a script is, and all that it remembers.
///
/// Deterministic: the same script, [`Start`] and choices give the same cues. A clone goes its own way.
#[derive(Clone)]
pub struct Playhead {
    script: Arc<Checked>,
    seed: Seed,
    /// The runtime's memory, as it saves itself.
    memory: String,
    held: Held,
    turn: Turn,
}

#[derive(Clone)]
enum Turn {
    /// Words are next.
    Perform,
    /// A choice is next, among these.
    Asked(Vec<String>),
    /// This one was chosen.
    Chosen(usize),
    Over,
}

impl Playhead {
    /// Sets a performance up, before its first word.
    ///
    /// # Errors
    /// A fault where the script cannot last that long, or cannot begin.
    pub fn start(script: &Script, start: &Start) -> Result<Playhead, Fault> {
        let script = script.checked();
        let minutes = minutes(script, start)?;
        let seed = Seed { start: start.seed, turn: 0 };
        let memory = in_fence(script, || {
            let mut steps = Steps::begin(&script.program, seed)?;
            if let Some(minutes) = minutes {
                steps.set_minutes(minutes)?;
            }
            steps.memory()
        })?;
        Ok(Playhead { script: script.clone(), seed, memory, held: Held::default(), turn: Turn::Perform })
    }

    /// Performs up to the next choice or the end.
    ///
    /// At a choice that is still open it asks again, and after the end it finishes again, without cues.
    ///
    /// # Errors
    /// A fault of the script that only shows in performance; the playhead stays where it was.
    pub fn passage(&mut self) -> Result<Passage, Fault> {
        let chosen = match &self.turn {
            Turn::Perform => None,
            Turn::Chosen(option) => Some(*option),
            Turn::Asked(options) => return Ok(Passage { cues: Vec::new(), end: End::Ask(options.clone()) }),
            Turn::Over => return Ok(Passage { cues: Vec::new(), end: End::Finish }),
        };
        let script = &self.script;
        let (passage, held, memory) = in_fence(script, || {
            let mut steps = Steps::resume(&script.program, self.seed, &self.memory)?;
            if let Some(option) = chosen {
                steps.choose(option)?;
            }
            let mut stage = Stage::new(&script.header, &script.cast, self.held.clone());
            while let Some(step) = steps.next()? {
                stage
                    .perform(&step)
                    .map_err(|(what, advice)| script.program.fault(steps.row(), what, advice))?;
            }
            let options = steps.options()?;
            let (cues, held) = stage.finish(options.is_empty());
            let end = if options.is_empty() { End::Finish } else { End::Ask(options) };
            Ok((Passage { cues, end }, held, steps.memory()?))
        })?;
        self.memory = memory;
        self.held = held;
        self.turn = match &passage.end {
            End::Ask(options) => Turn::Asked(options.clone()),
            End::Finish => Turn::Over,
        };
        Ok(passage)
    }

    /// Answers the choice that [`passage`](Playhead::passage) ended with; `option` counts from 0.
    ///
    /// # Errors
    /// A fault where no choice is open, or it has no such option; nothing has changed then.
    pub fn choose(&mut self, option: usize) -> Result<(), Fault> {
        let offered = match &self.turn {
            Turn::Asked(options) => options.len(),
            _ => 0,
        };
        if option >= offered {
            let what = match offered {
                0 => "There is nothing to choose here.".to_owned(),
                _ => format!("There are {offered} choices here, and number {} was chosen.", option + 1),
            };
            return Err(self.script.program.fault(None, what, ""));
        }
        self.turn = Turn::Chosen(option);
        self.seed.turn = self.seed.turn.wrapping_add(1);
        Ok(())
    }
}

/// The runtime holds what cannot change threads, so it lives within one fence and is rebuilt in the next.
fn in_fence<T: Send>(script: &Checked, work: impl FnOnce() -> Result<T, Fault> + Send) -> Result<T, Fault> {
    fenced(work).map_err(|what| {
        script.program.fault(None, what, "Make the script simpler where it was changed last.")
    })?
}

fn minutes(script: &Checked, start: &Start) -> Result<Option<u32>, Fault> {
    let Some(range) = script.header.minutes else { return Ok(start.minutes) };
    let minutes = start.minutes.unwrap_or(range.usual);
    if !(range.least..=range.most).contains(&minutes) {
        let what =
            format!("It lasts from {} to {} minutes, and {minutes} were asked for.", range.least, range.most);
        return Err(script.program.fault(None, what, "Choose a length in between."));
    }
    Ok(Some(minutes))
}
