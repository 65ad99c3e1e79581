use std::time::Duration;

use vesper_speech::{Line, NARRATOR, Style, Voice};

use crate::bounds;
use crate::cue::Cue;
use crate::header::{Header, Kind};
use crate::markup::{self, Voices};
use crate::silence;
use crate::steps::Step;
use crate::tag::{Tag, Wrong};

/// Silence after every line of a meditation.
const CALM: Duration = Duration::from_millis(900);
/// After the last words of a story, for its bed to go.
const ENDING: Duration = Duration::from_secs(4);

/// How lines are said until something else is said, or a knot or stitch begins.
#[derive(Clone, Default)]
pub(crate) struct Held {
    voice: Option<Voice>,
    style: Option<Style>,
    pace: Option<f32>,
}

/// Turns the lines of a passage into cues.
pub(crate) struct Stage<'a> {
    header: &'a Header,
    cast: &'a [Voice],
    held: Held,
    cues: Vec<Cue>,
}

impl<'a> Stage<'a> {
    /// `cast` are all that can speak, the narrator among them.
    pub(crate) fn new(header: &'a Header, cast: &'a [Voice], held: Held) -> Self {
        Stage { header, cast, held, cues: Vec::new() }
    }

    /// Beds and chapters come before the words of their line, silences and bells after them, in the order
    /// written.
    pub(crate) fn perform(&mut self, step: &Step) -> Result<(), Wrong> {
        if step.unwoven.fresh {
            self.held = Held::default();
        }
        let mut manner = Held::default();
        let mut breath = None;
        let mut after = Vec::new();
        for text in &step.tags {
            match Tag::parse(text)? {
                Tag::Voice(name) => {
                    manner.voice = Some(Voices::Cast(self.cast).find(&name)?);
                }
                Tag::Style(style) => manner.style = Some(style),
                Tag::Pace(pace) => manner.pace = Some(pace),
                Tag::Bed(bed) if step.unwoven.words.is_empty() => after.push(Cue::Bed(bed)),
                Tag::Chapter(name) if step.unwoven.words.is_empty() => after.push(Cue::Chapter(name)),
                Tag::Bed(bed) => self.cues.push(Cue::Bed(bed)),
                Tag::Chapter(name) => self.cues.push(Cue::Chapter(name)),
                Tag::Pause(length) => after.push(Cue::Pause(length)),
                Tag::Stretch { weight, least } => after.push(Cue::Stretch { weight, least }),
                Tag::Bell => after.push(Cue::Bell),
                Tag::Breathe { phase, length } => {
                    let cue = Cue::Breath { phase, length, line: None };
                    match breath {
                        None if !step.unwoven.words.is_empty() => breath = Some(cue),
                        _ => after.push(cue),
                    }
                }
            }
        }
        self.speak(&step.unwoven.words, manner, breath)?;
        self.cues.append(&mut after);
        if self.cues.len() > bounds::CUES {
            return Err((
                format!("More than {} steps are performed without a choice or an end.", bounds::CUES),
                "Let the loop end, or ask something in it.".into(),
            ));
        }
        Ok(())
    }

    fn speak(&mut self, words: &str, manner: Held, breath: Option<Cue>) -> Result<(), Wrong> {
        if words.is_empty() {
            // On a line of their own these hold.
            self.held = manner.or(&self.held);
            return Ok(());
        }
        let how = self.how(manner.or(&self.held));
        let spoken = markup::line(words, breath.is_some(), &how, self.cast)?;
        match breath {
            Some(Cue::Breath { phase, length, .. }) => {
                let line = one(spoken)?;
                self.cues.push(Cue::Breath { phase, length, line: Some(line) });
            }
            _ => self.cues.extend(spoken),
        }
        Ok(())
    }

    /// Nothing yet, said in this manner.
    fn how(&self, manner: Held) -> Line {
        let narrator = || self.cast.iter().find(|voice| voice.name == NARRATOR).cloned();
        Line {
            voice: manner.voice.or_else(narrator).unwrap_or_else(Voice::narrator),
            style: manner.style.unwrap_or_default(),
            pace: manner.pace.unwrap_or(1.0),
            language: self.header.language.clone(),
            ..Line::default()
        }
    }

    /// The cues with the natural silences between them, and what is held beyond this passage; `last` where the
    /// performance ends with it.
    pub(crate) fn finish(self, last: bool) -> (Vec<Cue>, Held) {
        let spaced = silence::spaced(&self.cues, |line, next| self.silence(line, next, last));
        (spaced, self.held)
    }

    /// What follows `line` by itself; nothing where the script says what follows.
    fn silence(&self, line: &Line, next: &[Cue], last: bool) -> Option<Duration> {
        let timed = silence::timed(next);
        let natural = silence::behind(line, timed)?;
        match timed {
            _ if self.header.kind == Kind::Meditation => Some(silence::paced(CALM, line)),
            None if last && !next.contains(&Cue::Bell) => Some(ENDING),
            _ => Some(natural),
        }
    }
}

/// The one line of a breath.
fn one(spoken: Vec<Cue>) -> Result<Line, Wrong> {
    match <[Cue; 1]>::try_from(spoken) {
        Ok([Cue::Say(line)]) => Ok(line),
        _ => Err((
            "The words of a breath are one line, said in one manner.".into(),
            "Put silences and other manners on lines of their own.".into(),
        )),
    }
}

impl Held {
    fn or(self, other: &Held) -> Held {
        Held {
            voice: self.voice.or_else(|| other.voice.clone()),
            style: self.style.or(other.style),
            pace: self.pace.or(other.pace),
        }
    }
}
