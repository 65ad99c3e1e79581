//! What a script must sound like, reckoned from its cues alone.

use std::sync::Arc;

use vesper_script::{Cue, End, Playhead, Script, Start, lengths};
use vesper_speech::Mark;

use crate::voice::{Voice, signal};

/// A performance as it must be heard.
#[derive(Default)]
pub(crate) struct Score {
    pub(crate) samples: Vec<f32>,
    /// Chapters and bells by the sample at which they begin.
    pub(crate) marks: Vec<(usize, Mark)>,
    /// Each line with the sample at which it begins.
    pub(crate) lines: Vec<(String, usize)>,
}

impl Score {
    /// The whole script, with these options taken, up to the next choice or its end.
    pub(crate) fn of(script: &Arc<Script>, start: &Start, choices: &[usize], voice: &Voice) -> Score {
        let mut score = Score::default();
        let mut playhead = Playhead::start(script, start).expect("a start");
        let mut choices = choices.iter();
        loop {
            let passage = playhead.passage().expect("a passage");
            let target = start.minutes.map(|minutes| u64::from(minutes) * 60 * 48_000);
            score.passage(&passage.cues, target, voice);
            match passage.end {
                End::Finish => {
                    let silent = matches!(passage.cues.last(), Some(Cue::Pause(_) | Cue::Stretch { .. }));
                    if !silent {
                        score.silence(4 * 48_000);
                    }
                    return score;
                }
                End::Ask(_) => match choices.next() {
                    Some(choice) => playhead.choose(*choice).expect("an option"),
                    None => return score,
                },
            }
        }
    }

    fn passage(&mut self, cues: &[Cue], target: Option<u64>, voice: &Voice) {
        let words = |cue: usize| cues[cue].line().map_or(0, |line| voice.length(&line.text, line.pace));
        let lengths = lengths(cues, &words, target).expect("a length that is long enough");
        for (index, (cue, length)) in cues.iter().zip(lengths).enumerate() {
            match cue {
                Cue::Chapter(title) => self.mark(Mark::Chapter(title.clone())),
                Cue::Bell => self.mark(Mark::Bell),
                _ => {}
            }
            let begin = self.samples.len();
            if let Some(line) = cue.line() {
                self.lines.push((line.text.clone(), begin));
                self.samples.extend(signal(&line.text, words(index)));
            }
            self.samples.resize(begin + length as usize, 0.0);
        }
    }

    fn mark(&mut self, mark: Mark) {
        self.marks.push((self.samples.len(), mark));
    }

    fn silence(&mut self, count: usize) {
        self.samples.resize(self.samples.len() + count, 0.0);
    }

    /// The sample at which `line` begins.
    pub(crate) fn at(&self, line: &str) -> usize {
        self.lines.iter().find(|(text, _)| text == line).unwrap_or_else(|| panic!("no line {line}")).1
    }
}

/// Both are the same, sample for sample; says where they part.
pub(crate) fn assert_same(heard: &[f32], wanted: &[f32]) {
    let first = heard.iter().zip(wanted).position(|(heard, wanted)| heard != wanted);
    if let Some(at) = first {
        panic!("they part at sample {at}: heard {}, wanted {}", heard[at], wanted[at]);
    }
    assert_eq!(heard.len(), wanted.len(), "heard and wanted are as long as each other");
}
