use std::ops::Range;
use std::time::Duration;

use crate::{Frame, Level, Line, Mark, Pcm, Prompt, Result, Token};

/// Numbers everything in flight; what belongs to an older turn is dropped on arrival.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Turn(pub u64);

/// Where an engine puts what it makes.
///
/// Either call may block (that is the backpressure), and either may answer with
/// [`Kind::Stopped`](crate::Kind::Stopped), which ends the work: `?` is cancellation.
pub trait Out<T> {
    fn put(&mut self, item: T) -> Result<()>;

    /// For long stretches without output: call it at least every 20 ms.
    fn check(&self) -> Result<()>;
}

impl<T> Out<T> for Vec<T> {
    fn put(&mut self, item: T) -> Result<()> {
        self.push(item);
        Ok(())
    }

    fn check(&self) -> Result<()> {
        Ok(())
    }
}

/// A microphone, or a file that stands in for one.
pub trait AudioSource {
    /// Blocks until a whole frame is there. Fails with `LostDevice` after one second without samples.
    fn read(&mut self, frame: &mut Frame) -> Result<()>;

    /// The frame that was read last as it was before an echo of our own was suppressed in it, where one is: suppression
    /// takes the beginning of a voice away with the echo, and here it is plainer.
    fn unsuppressed(&self) -> Option<&Frame> {
        None
    }

    /// Tells how likely it is that somebody speaks in the frame that was read last, 0..1.
    fn judged(&mut self, _probability: f32) {}
}

pub trait VoiceDetector {
    /// How likely it is that somebody speaks in `frame`, 0..1. Keeps state from frame to frame.
    fn probability(&mut self, frame: &Frame) -> Result<f32>;
    fn reset(&mut self);
}

/// Words that were recognised, with their place in the audio that was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    pub from: Duration,
    pub to: Duration,
    pub text: String,
    /// How sure the recogniser is, 0..1.
    pub confidence: f32,
}

pub trait Recognizer {
    /// Recognises the whole of `heard` (mono, [`HEARD_RATE`](crate::HEARD_RATE)).
    fn recognize(&mut self, heard: &Pcm, out: &mut dyn Out<Segment>) -> Result<()>;

    /// Recognises what there is of an utterance that is still being said: quickly, if less surely.
    fn glance(&mut self, heard: &Pcm, out: &mut dyn Out<Segment>) -> Result<()> {
        self.recognize(heard, out)
    }

    /// Phrases that are likely to be said next, the likeliest first: the choices at hand, names. They take the place of
    /// those of before. Whoever cannot listen for anything does nothing.
    fn expect_phrases(&mut self, _phrases: &[String]) {}
}

/// A chat model. What it keeps of one prompt makes the next one quicker where both begin alike; what it answers does
/// not depend on that.
pub trait ChatModel {
    /// Answers `prompt`, token by token, the last one with its [`Ending`](crate::Ending). Hidden reasoning is not part of it.
    ///
    /// # Errors
    /// What `out` answers, within 50 ms; `BadRequest` where the prompt does not fit or its form cannot be kept to.
    fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()>;
}

/// A piece of one row of a synthesis: `row` indexes the lines that were given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spoken {
    pub row: usize,
    /// Mono samples in -1..1 at the synthesiser's rate; may be empty.
    pub samples: Vec<f32>,
    /// Where words of the row are heard, as far as the engine knows by now, in order: each is told once, at the
    /// latest with the row's last piece.
    pub words: Vec<WordTime>,
    /// The row ends with these samples.
    pub last: bool,
}

/// When a word of a line is heard: for highlighting, and to know what was heard when a line is cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordTime {
    /// Bytes of the line's text.
    pub text: Range<usize>,
    /// Samples from the beginning of the row, at the synthesiser's rate.
    pub samples: Range<u64>,
}

/// A voice engine. Several lines at once, because that is where a GPU's speed lies; rows may arrive
/// interleaved, the pieces of one row in order.
pub trait Synthesizer {
    /// Samples per second of what it makes.
    fn rate(&self) -> u32;

    /// Silence at the ends of a line belongs to the performance, not to the voice: it is cut here.
    fn synthesize(&mut self, lines: &[Line], out: &mut dyn Out<Spoken>) -> Result<()>;
}

/// How a sink fares. Asked often, answered without blocking.
#[derive(Clone, Debug, PartialEq)]
pub enum Health {
    Fine,
    /// The device is gone or refuses; the sink stays silent until it is opened anew.
    Lost(String),
    /// A better device is there (the default changed, or one appeared where there was none): open anew.
    Moved,
}

/// Something that plays: a speaker, a silent clock, a file. Mono in at [`RATE`](crate::RATE); the sink adds
/// the beds and bells. Positions count the voice's samples since the last [`clear`](AudioSink::clear).
pub trait AudioSink {
    /// The device's name; `None` for a clock that nobody hears.
    fn device(&self) -> Option<String>;

    /// Takes what fits and says how much that was; never blocks.
    fn write(&mut self, samples: &[f32]) -> usize;

    /// Puts `mark` at position `at`, which must not be before what was written. `false` when there is no
    /// room yet: try again.
    fn mark(&mut self, at: u64, mark: &Mark) -> bool;

    /// How many of the written samples were heard (left the device, less its delay).
    fn played(&self) -> u64;

    /// Falls silent within 10 ms, bed and all, keeping everything.
    fn pause(&mut self);
    /// Goes on at the sample where [`pause`](AudioSink::pause) stopped.
    fn resume(&mut self);

    /// Drops what was not heard, marks included, with a 10 ms fade, and counts from zero again. The bed
    /// lies on until a mark changes it.
    fn clear(&mut self);

    /// Lowers voice and bed to `gain`, 0..1, within 20 ms of the next callback: somebody seems to speak. The voice goes
    /// on underneath. Sinks that nobody interrupts ignore it.
    fn duck(&mut self, _gain: f32) {}

    /// The voice's position where the latest [`duck`](AudioSink::duck) began, once the callback has seen it; until
    /// [`restore`](AudioSink::restore), [`stop`](AudioSink::stop) or [`clear`](AudioSink::clear).
    fn ducked(&self) -> Option<u64> {
        None
    }

    /// Ends the ducking. With `from`, the voice goes back to that position, so that what was said under the duck is
    /// said again: at most two seconds, and never before the last clear. [`played`](AudioSink::played) stands still
    /// until the voice is beyond what was heard already; marks do not begin a second time.
    fn restore(&mut self, _from: Option<u64>) {}

    /// Falls silent with a fade of 5 ms, drops what was not heard and counts from zero, as [`clear`](AudioSink::clear)
    /// does; ends the ducking too. [`stopped`](AudioSink::stopped) says which sample was the last.
    fn stop(&mut self) {
        self.clear();
    }

    /// How many samples of what was written before the latest [`stop`](AudioSink::stop) leave the device, its fade
    /// included: exact, and `None` until the callback has seen the stop, or where the sink cannot tell.
    fn stopped(&self) -> Option<u64> {
        None
    }

    /// Volumes of voice and bed, 0..1 each, reached within 50 ms.
    fn volume(&mut self, voice: f32, bed: f32);

    /// What was heard lately.
    fn level(&self) -> Level;

    fn health(&mut self) -> Health;

    /// Everything was written: a file is completed and synced. Others have nothing to do.
    fn finish(&mut self) -> Result<()> {
        Ok(())
    }
}

/// Opens the best sink there is, again after each [`Health::Lost`] or [`Health::Moved`], on the thread that will use it:
/// audio streams stay where they were made.
pub type OpenSink = Box<dyn FnMut() -> Result<Box<dyn AudioSink>> + Send>;
