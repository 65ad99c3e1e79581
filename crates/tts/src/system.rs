use std::path::{Path, PathBuf};
use std::time::Duration;

use vesper_speech::{Error, Kind, Line, Out, Result, Spoken, Synthesizer, WordTime};

use crate::align::Aligner;
use crate::cast::cast;
use crate::finish::Finish;
use crate::installed::Installed;
use crate::program::{self, Utterance};
use crate::text::{Said, said};
use crate::wav::WavStream;

/// Longest piece that is handed on, in seconds.
const PIECE: f32 = 0.08;

/// The system voice: espeak-ng as a separate program.
///
/// Every line runs a process of its own. On a machine with two cores, starting one and hearing its first sample
/// takes 5 ms, all of a six-second line 10 ms. A process that waits for its text with the voice already loaded
/// answers in 0.5 ms, but voice, pitch and speed are fixed when it starts, so it would have to be guessed which
/// line comes next. The next line of a batch is known: its process is started before the current line is handed
/// on, which hides the cost without guessing. More at once would gain nothing: twenty lines, 109 s of speech,
/// take 0.4 s.
pub struct System {
    program: PathBuf,
    installed: Installed,
    rate: u32,
    patience: Duration,
}

impl System {
    /// Finds espeak-ng on the `PATH` and asks what it can do; takes about 30 ms.
    ///
    /// # Errors
    /// `MissingProgram`, with the command that installs it, where espeak-ng is absent; `Engine` where it fails.
    pub fn open() -> Result<Self> {
        System::with_program(Path::new(program::NAME), program::PATIENCE)
    }

    fn with_program(program: &Path, patience: Duration) -> Result<Self> {
        let installed = Installed::ask(program)?;
        let mut system = System { program: program.into(), installed, rate: 0, patience };
        system.rate = system.probe()?;
        Ok(system)
    }

    /// Says a word to nobody to learn the sample rate, which espeak-ng takes from its data.
    fn probe(&self) -> Result<u32> {
        let line = Line { text: "yes".into(), ..Line::default() };
        let mut stream = WavStream::default();
        let mut utterance =
            Utterance::start(&self.program, &cast(&line, &self.installed)?, &line.text, self.patience)?;
        while let Some(bytes) = utterance.next(&|| Ok(()))? {
            stream.push(&bytes, &mut Vec::new()).map_err(|what| self.bad_stream(what))?;
        }
        stream.rate().ok_or_else(|| self.bad_stream("it made no sound at all.".into()))
    }

    /// Starts on a line; `None` where nothing is to be said.
    fn begin(&self, line: &Line) -> Result<Option<Row>> {
        let delivery = cast(line, &self.installed)?;
        let Some(Said { text, words }) = said(line) else { return Ok(None) };
        let level = delivery.level + 20.0 * delivery.volume.log10();
        Ok(Some(Row {
            utterance: Utterance::start(&self.program, &delivery, &text, self.patience)?,
            stream: WavStream::default(),
            finish: Finish::new(self.rate, delivery.level, delivery.volume),
            aligner: Aligner::new(self.rate, level, delivery.tempo, vec![words]),
        }))
    }

    fn bad_stream(&self, what: String) -> Error {
        Error::new(Kind::Engine, self.program.display().to_string(), what, program::INSTALL)
    }

    /// Hands on the whole of one row.
    fn perform(&self, row: usize, begun: Option<Row>, out: &mut dyn Out<Spoken>) -> Result<()> {
        if let Some(Row { mut utterance, mut stream, mut finish, mut aligner }) = begun {
            while let Some(bytes) = utterance.next(&|| out.check())? {
                let (mut samples, mut ready) = (Vec::new(), Vec::new());
                stream.push(&bytes, &mut samples).map_err(|what| self.bad_stream(what))?;
                if stream.rate().is_some_and(|rate| rate != self.rate) {
                    return Err(self.bad_stream("its sample rate changed.".into()));
                }
                finish.push(samples, &mut ready);
                let words = aligner.hear(&ready);
                self.hand_on(row, &ready, words, out)?;
            }
            let mut ready = Vec::new();
            finish.end(&mut ready);
            let mut words = aligner.hear(&ready);
            words.extend(aligner.end());
            self.hand_on(row, &ready, words, out)?;
        }
        out.put(Spoken { row, last: true, ..Spoken::default() })
    }

    /// The words go with the first piece: when they are heard is told before they are.
    fn hand_on(
        &self,
        row: usize,
        ready: &[f32],
        mut words: Vec<WordTime>,
        out: &mut dyn Out<Spoken>,
    ) -> Result<()> {
        let longest = ((self.rate as f32 * PIECE) as usize).max(1);
        for piece in ready.chunks(longest) {
            out.check()?;
            let words = std::mem::take(&mut words);
            out.put(Spoken { row, samples: piece.to_vec(), words, last: false })?;
        }
        match words.is_empty() {
            true => Ok(()),
            false => out.put(Spoken { row, words, ..Spoken::default() }),
        }
    }
}

/// A line that espeak-ng is at work on.
struct Row {
    utterance: Utterance,
    stream: WavStream,
    finish: Finish,
    aligner: Aligner,
}

impl Synthesizer for System {
    fn rate(&self) -> u32 {
        self.rate
    }

    fn synthesize(&mut self, lines: &[Line], out: &mut dyn Out<Spoken>) -> Result<()> {
        out.check()?;
        let mut ahead = lines.first().map(|line| self.begin(line));
        for row in 0..lines.len() {
            let Some(begun) = ahead.take() else { break };
            // A row that cannot be said is told when its turn comes: those before it are still heard.
            let begun = begun?;
            ahead = lines.get(row + 1).map(|line| self.begin(line));
            self.perform(row, begun, out)?;
        }
        Ok(())
    }
}
