use std::time::Duration;

use vesper_speech::{FRAME, Frame, HEARD_RATE, Out, Pcm, Recognizer, Result, Segment, Turn};

use crate::agreement::Agreement;

/// How often an utterance is recognised while it is being said, counted in its own samples.
const EVERY: usize = 2 * HEARD_RATE as usize / 5;
/// Of a long utterance, so much in every recognition has to be new: each takes all of it from the beginning.
const NEW_PART: usize = 20;
/// What a recogniser hears at once, with a margin: 29 s.
const LONGEST: usize = 29 * HEARD_RATE as usize;

/// What is known of an utterance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Partial {
    /// The utterance that it belongs to.
    pub turn: Turn,
    /// Words that two recognitions in a row agree on: they do not change until the utterance is whole. Then, all of it,
    /// heard once more and better, so that it may differ after all.
    pub stable: String,
    /// What the latest recognition has behind them.
    pub rest: String,
    /// How sure the recogniser is of both together, 0..1.
    pub confidence: f32,
    /// Where in the utterance words were heard, from its first sample; `None` where there were none.
    pub spoken: Option<(Duration, Duration)>,
    /// How much of the utterance this knows.
    pub heard: Duration,
    /// The utterance is over, and this is its text.
    pub last: bool,
}

impl Partial {
    /// Stable and unstable words together.
    pub fn text(&self) -> String {
        [self.stable.as_str(), self.rest.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// Hears an utterance while it is being said.
///
/// Made for a thread that owns a recogniser: it pushes the frames that came meanwhile, and asks for a
/// [`glance`](Listener::glance) whenever one is [`due`](Listener::due). It has no clock; time is the number of samples.
#[derive(Debug, Default)]
pub struct Listener {
    turn: Turn,
    heard: Pcm,
    agreement: Agreement,
    /// Samples of `heard` at the latest recognition.
    known: usize,
}

impl Listener {
    pub fn new() -> Self {
        Listener::default()
    }

    /// The next utterance begins, with what was heard shortly before it was noticed (at
    /// [`HEARD_RATE`](vesper_speech::HEARD_RATE)). The one before is forgotten.
    pub fn begin(&mut self, turn: Turn, before: &[f32]) {
        self.turn = turn;
        self.heard.rate = HEARD_RATE;
        self.heard.samples.clear();
        let from = before.len().saturating_sub(LONGEST - FRAME);
        self.heard.samples.extend_from_slice(before.get(from..).unwrap_or_default());
        self.agreement.clear();
        self.known = 0;
    }

    /// Takes the next frame. `false` where the utterance has become too long for one recognition (29 s): the frame was
    /// not taken; finish this one and begin the next.
    pub fn push(&mut self, frame: &Frame) -> bool {
        if self.heard.samples.len() + FRAME > LONGEST {
            return false;
        }
        self.heard.samples.extend_from_slice(&frame.0);
        true
    }

    /// The utterance so far.
    pub fn heard(&self) -> &Pcm {
        &self.heard
    }

    /// There is so much more of the utterance that it should be recognised again: 400 ms, and more of a long one.
    pub fn due(&self) -> bool {
        let length = self.heard.samples.len();
        length - self.known >= EVERY.max(length / NEW_PART)
    }

    /// Recognises the utterance so far, quickly, and puts what is known of it now.
    ///
    /// # Errors
    /// Those of the recogniser; `Stopped` where `out` says that nobody waits for this utterance any more, in which case
    /// the result is dropped.
    pub fn glance(&mut self, recognizer: &mut dyn Recognizer, out: &mut dyn Out<Partial>) -> Result<()> {
        self.known = self.heard.samples.len();
        let mut found = Found { segments: Vec::new(), waiting: out };
        recognizer.glance(&self.heard, &mut found)?;
        let (partial, text) = (self.partial(&found.segments), joined(&found.segments));
        out.check()?;
        self.agreement.take(&text);
        out.put(Partial { stable: self.agreement.stable(), rest: self.agreement.rest(), ..partial })
    }

    /// The utterance is over: recognises all of it as well as the recogniser can, and puts its text as the last.
    ///
    /// # Errors
    /// Those of [`glance`](Listener::glance).
    pub fn finish(&mut self, recognizer: &mut dyn Recognizer, out: &mut dyn Out<Partial>) -> Result<()> {
        self.known = self.heard.samples.len();
        let mut found = Found { segments: Vec::new(), waiting: out };
        recognizer.recognize(&self.heard, &mut found)?;
        let (partial, text) = (self.partial(&found.segments), joined(&found.segments));
        out.check()?;
        out.put(Partial { stable: text, last: true, ..partial })
    }

    fn partial(&self, segments: &[Segment]) -> Partial {
        let spoken = segments.first().zip(segments.last()).map(|(first, last)| (first.from, last.to));
        Partial {
            turn: self.turn,
            confidence: confidence(segments),
            spoken,
            heard: self.heard.duration(),
            ..Partial::default()
        }
    }
}

/// The segments of a recognition that somebody may stop waiting for.
struct Found<'o> {
    segments: Vec<Segment>,
    waiting: &'o dyn Out<Partial>,
}

impl Out<Segment> for Found<'_> {
    fn put(&mut self, segment: Segment) -> Result<()> {
        self.segments.push(segment);
        Ok(())
    }

    fn check(&self) -> Result<()> {
        self.waiting.check()
    }
}

fn joined(segments: &[Segment]) -> String {
    segments.iter().map(|segment| segment.text.trim()).collect::<Vec<_>>().join(" ")
}

/// The mean over the segments, each counted by its length.
fn confidence(segments: &[Segment]) -> f32 {
    let weight = |segment: &Segment| segment.text.len() as f32;
    let all: f32 = segments.iter().map(weight).sum();
    if all > 0.0 {
        segments.iter().map(|segment| segment.confidence * weight(segment)).sum::<f32>() / all
    } else {
        0.0
    }
}
