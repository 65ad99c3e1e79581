use std::time::Duration;

use vesper_speech::{Line, NARRATOR, Style, Traits, Voice};

use crate::bounds;
use crate::cue::Cue;
use crate::header::{Header, Kind};
use crate::sentence;
use crate::steps::Step;
use crate::tag::{Tag, Wrong};
use crate::weave;

/// Silence after a line where the same voice goes on.
const WITHIN: Duration = Duration::from_millis(350);
/// Silence after a line where another voice answers.
const BETWEEN: Duration = Duration::from_millis(500);
/// Silence after every line of a meditation.
const CALM: Duration = Duration::from_millis(900);
/// After the last words of a story, for its bed to go.
const ENDING: Duration = Duration::from_secs(4);

/// How lines are said until something else is said, or a knot or stitch begins.
#[derive(Clone, Default)]
pub(crate) struct Held {
    voice: Option<String>,
    style: Option<Style>,
    pace: Option<f32>,
}

/// Turns the lines of a passage into cues.
pub(crate) struct Stage<'a> {
    header: &'a Header,
    voices: &'a [String],
    held: Held,
    cues: Vec<Cue>,
}

impl<'a> Stage<'a> {
    /// `voices` are the names of all that can speak.
    pub(crate) fn new(header: &'a Header, voices: &'a [String], held: Held) -> Self {
        Stage { header, voices, held, cues: Vec::new() }
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
                    weave::known(&name, self.voices)?;
                    manner.voice = Some(name);
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
        self.speak(&step.unwoven.words, manner, breath);
        self.cues.append(&mut after);
        if self.cues.len() > bounds::CUES {
            return Err((
                format!("More than {} steps are performed without a choice or an end.", bounds::CUES),
                "Let the loop end, or ask something in it.".into(),
            ));
        }
        Ok(())
    }

    fn speak(&mut self, words: &str, manner: Held, breath: Option<Cue>) {
        if words.is_empty() {
            // On a line of their own these hold.
            self.held = manner.or(&self.held);
            return;
        }
        let manner = manner.or(&self.held);
        match breath {
            Some(Cue::Breath { phase, length, .. }) => {
                let line = Some(self.line(words, &manner));
                self.cues.push(Cue::Breath { phase, length, line });
            }
            _ => {
                for piece in sentence::pieces(words) {
                    let line = self.line(piece, &manner);
                    self.cues.push(Cue::Say(line));
                }
            }
        }
    }

    fn line(&self, words: &str, manner: &Held) -> Line {
        let name = manner.voice.as_deref().unwrap_or(NARRATOR);
        let traits = self.header.cast.iter().find(|(known, _)| known == name);
        Line {
            text: words.to_owned(),
            voice: Voice {
                name: name.to_owned(),
                traits: traits.map_or_else(Traits::default, |(_, traits)| *traits),
                chosen: None,
            },
            style: manner.style.unwrap_or_default(),
            pace: manner.pace.unwrap_or(1.0),
            language: self.header.language.clone(),
            ..Line::default()
        }
    }

    /// The cues with the natural silences between them, and what is held beyond this passage; `last` where the
    /// performance ends with it.
    pub(crate) fn finish(self, last: bool) -> (Vec<Cue>, Held) {
        let mut spaced = Vec::with_capacity(self.cues.len() * 2);
        for (i, cue) in self.cues.iter().enumerate() {
            spaced.push(cue.clone());
            if let Cue::Say(line) = cue
                && let Some(silence) = self.silence(line, &self.cues[i + 1..], last)
            {
                spaced.push(Cue::Pause(silence));
            }
        }
        (spaced, self.held)
    }

    /// What follows `line` by itself; nothing where the script says what follows.
    fn silence(&self, line: &Line, next: &[Cue], last: bool) -> Option<Duration> {
        let timed = next.iter().find(|cue| !matches!(cue, Cue::Chapter(_) | Cue::Bed(_) | Cue::Bell));
        let natural = match timed {
            Some(Cue::Pause(_) | Cue::Stretch { .. } | Cue::Breath { .. }) => return None,
            _ if self.header.kind == Kind::Meditation => CALM,
            None if last && !next.contains(&Cue::Bell) => return Some(ENDING),
            Some(Cue::Say(answer)) if answer.voice != line.voice => BETWEEN,
            _ => WITHIN,
        };
        let micros = natural.as_micros() as f64 / f64::from(line.pace);
        Some(Duration::from_micros(micros.round() as u64))
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
