use vesper_speech::{FRAME, Frame, HEARD_RATE, Pcm};

/// Audio before the onset that belongs to the utterance, so that its first syllable is there: 1 s.
const PRE_ROLL: usize = HEARD_RATE as usize;
/// The longest utterance, in frames: 28 s, what Whisper hears at once less a margin.
const LONGEST: usize = 28 * HEARD_RATE as usize / FRAME;
/// Where a longer one is cut: at its quietest frame of the last 4 s.
const CUT_WITHIN: usize = 4 * HEARD_RATE as usize / FRAME;

/// What somebody said in one go.
#[derive(Clone, Debug, PartialEq)]
pub struct Utterance {
    /// Its first sample, counted at [`HEARD_RATE`] from the first frame that was pushed.
    pub start: u64,
    /// With up to a second before the onset and the pause that ended it.
    pub pcm: Pcm,
}

/// When speech begins and when it ends. Beginning asks for more than going on does, so that a voice that sinks at
/// the end of a sentence is still heard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hysteresis {
    /// Probability from which a frame counts as the beginning of speech, 0..1.
    pub onset: f32,
    /// Probability below which a frame counts as a pause, 0..1.
    pub end: f32,
    /// So many frames (of 32 ms) in a row begin an utterance.
    pub onset_frames: usize,
    /// So many frames of pause in a row end it.
    pub end_frames: usize,
}

impl Default for Hysteresis {
    /// Begins after 96 ms of speech, ends after 608 ms of pause. At such an onset [`Earshot`] takes less than 1 % of
    /// a noisy kitchen for speech and more than 94 % of the loud frames of three recorded speakers; with a lower
    /// end, the kitchen would not let an utterance end.
    ///
    /// [`Earshot`]: crate::Earshot
    fn default() -> Self {
        Hysteresis { onset: 0.75, end: 0.5, onset_frames: 3, end_frames: 19 }
    }
}

/// Cuts a stream of frames into utterances by their probabilities of speech. Pure: no clock, no device.
pub struct Utterances {
    hysteresis: Hysteresis,
    /// Quiet: the pre-roll and the frames that may become an onset. Speaking: the utterance so far.
    samples: Vec<f32>,
    /// One per frame of the utterance so far, from its onset on.
    probabilities: Vec<f32>,
    /// Samples of `samples` that lie before the first of `probabilities`.
    before: usize,
    speaking: bool,
    /// Frames in a row that speak for a change of state.
    run: usize,
    /// Samples that were pushed in all.
    position: u64,
}

impl Utterances {
    pub fn new(hysteresis: Hysteresis) -> Self {
        Utterances {
            hysteresis,
            samples: Vec::new(),
            probabilities: Vec::new(),
            before: 0,
            speaking: false,
            run: 0,
            position: 0,
        }
    }

    /// Somebody is in the middle of an utterance.
    pub fn speaking(&self) -> bool {
        self.speaking
    }

    /// Takes the next frame with its `probability` of speech (0..1) and gives the utterance that it completes.
    pub fn push(&mut self, frame: &Frame, probability: f32) -> Option<Utterance> {
        self.samples.extend_from_slice(&frame.0);
        self.position += FRAME as u64;
        if self.speaking { self.listen_on(probability) } else { self.await_onset(probability) }
    }

    /// The stream is over: gives what was being said.
    pub fn finish(&mut self) -> Option<Utterance> {
        let utterance = self.speaking.then(|| self.take(self.samples.len()));
        self.speaking = false;
        self.run = 0;
        self.samples.clear();
        self.probabilities.clear();
        utterance
    }

    fn await_onset(&mut self, probability: f32) -> Option<Utterance> {
        self.run = if probability >= self.hysteresis.onset { self.run + 1 } else { 0 };
        let keep = PRE_ROLL + self.run * FRAME;
        self.samples.drain(..self.samples.len().saturating_sub(keep));
        if self.run > 0 && self.run >= self.hysteresis.onset_frames {
            self.speaking = true;
            self.before = self.samples.len() - (self.run * FRAME).min(self.samples.len());
            self.probabilities = vec![1.0; self.run];
            self.run = 0;
        }
        None
    }

    fn listen_on(&mut self, probability: f32) -> Option<Utterance> {
        self.probabilities.push(probability);
        self.run = if probability < self.hysteresis.end { self.run + 1 } else { 0 };
        if self.run > 0 && self.run >= self.hysteresis.end_frames {
            return self.finish();
        }
        (self.samples.len() >= LONGEST * FRAME).then(|| self.cut())
    }

    /// Gives what was said up to the quietest place; the rest begins the next utterance.
    fn cut(&mut self) -> Utterance {
        let from = self.probabilities.len().saturating_sub(CUT_WITHIN);
        let late = self.probabilities.get(from..).unwrap_or_default();
        let quietest =
            late.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(index, _)| from + index);
        let frames = quietest + 1;
        let utterance = self.take((self.before + frames * FRAME).min(self.samples.len()));
        self.probabilities.drain(..frames.min(self.probabilities.len()));
        self.before = 0;
        utterance
    }

    fn take(&mut self, count: usize) -> Utterance {
        let start = self.position - self.samples.len() as u64;
        let samples = self.samples.drain(..count).collect();
        Utterance { start, pcm: Pcm { rate: HEARD_RATE, samples } }
    }
}

impl Default for Utterances {
    fn default() -> Self {
        Utterances::new(Hysteresis::default())
    }
}
