//! What an exported script must sound like, reckoned from its cues and from lines synthesised one by one.

use std::sync::Arc;

use vesper_audio::Converted;
use vesper_script::{Cue, End, Playhead, Script, Start, lengths};
use vesper_speech::{Line, Spoken, Synthesizer};

pub(crate) struct Score {
    /// The voice alone, at 48 kHz.
    pub(crate) samples: Vec<f32>,
    /// Each line with the samples it takes.
    pub(crate) lines: Vec<(String, std::ops::Range<usize>)>,
    /// Silences between them.
    pub(crate) silences: Vec<std::ops::Range<usize>>,
    pub(crate) chapters: Vec<(String, usize)>,
    pub(crate) bells: Vec<usize>,
}

pub(crate) fn script(path: &str) -> Arc<Script> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets").join(path);
    let text = std::fs::read_to_string(&path).expect("a shipped script");
    Arc::new(Script::parse("shipped.ink", &text, &|_| None).expect("a sound script"))
}

/// The samples of `line`, spoken by the system's voice as it is.
pub(crate) fn spoken(voice: &mut dyn Synthesizer, line: &Line) -> Vec<f32> {
    let mut pieces: Vec<Spoken> = Vec::new();
    voice.synthesize(std::slice::from_ref(line), &mut pieces).expect("a spoken line");
    pieces.into_iter().flat_map(|piece| piece.samples).collect()
}

impl Score {
    /// `choices` count from zero; where they end at a choice, four seconds of silence follow.
    pub(crate) fn of(script: &Arc<Script>, start: &Start, choices: &[usize]) -> Score {
        let system = vesper_tts::System::open().expect("a voice");
        let mut voice = Converted::new(Box::new(system)).expect("a voice at 48 kHz");
        let mut score = Score {
            samples: Vec::new(),
            lines: Vec::new(),
            silences: Vec::new(),
            chapters: Vec::new(),
            bells: Vec::new(),
        };
        let mut playhead = Playhead::start(script, start).expect("a start");
        let mut choices = choices.iter();
        loop {
            let passage = playhead.passage().expect("a passage");
            score.passage(&passage.cues, start.minutes, &mut voice);
            let silent = matches!(passage.cues.last(), Some(Cue::Pause(_) | Cue::Stretch { .. }));
            match (passage.end, choices.next()) {
                (End::Ask(_), Some(choice)) => playhead.choose(*choice).expect("an option"),
                (End::Finish, _) if silent => return score,
                _ => {
                    score.silence(4 * 48_000);
                    return score;
                }
            }
        }
    }

    fn passage(&mut self, cues: &[Cue], minutes: Option<u32>, voice: &mut dyn Synthesizer) {
        let words: Vec<Vec<f32>> =
            cues.iter().map(|cue| cue.line().map_or(Vec::new(), |line| spoken(voice, line))).collect();
        let target = minutes.map(|minutes| u64::from(minutes) * 60 * 48_000);
        let lengths = lengths(cues, &|cue| words[cue].len() as u64, target).expect("a length that fits");
        for ((cue, words), length) in cues.iter().zip(words).zip(lengths) {
            let begin = self.samples.len();
            match cue {
                Cue::Chapter(title) => self.chapters.push((title.clone(), begin)),
                Cue::Bell => self.bells.push(begin),
                _ => {}
            }
            if let Some(line) = cue.line() {
                self.lines.push((line.text.clone(), begin..begin + words.len()));
            }
            let silence = length as usize - words.len();
            self.samples.extend(words);
            self.silence(silence);
        }
    }

    fn silence(&mut self, count: usize) {
        let begin = self.samples.len();
        if count > 0 {
            self.silences.push(begin..begin + count);
            self.samples.resize(begin + count, 0.0);
        }
    }
}

/// Root of the mean square.
pub(crate) fn loudness(samples: &[f32]) -> f64 {
    let sum: f64 = samples.iter().map(|sample| f64::from(*sample).powi(2)).sum();
    (sum / samples.len().max(1) as f64).sqrt()
}
