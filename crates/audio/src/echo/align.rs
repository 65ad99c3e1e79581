use std::f64::consts::{SQRT_2, TAU};
use std::time::Duration;

use vesper_speech::{Error, HEARD_RATE, Kind, RATE, Result};

use super::BLOCK;
use super::far::Feed;
use crate::convert::Converter;
use crate::devices::Note;

/// Far samples of a block: 10 ms at [`RATE`].
const STRIDE: usize = BLOCK * (RATE / HEARD_RATE) as usize;

/// Blocks that are watched before the far end is placed: how far ahead of the ear the loudspeaker is rendered goes up and
/// down with the callbacks of both.
const WATCHED: usize = 30;

/// Blocks of which the median is taken, a second: a callback may be late by tens of milliseconds, but not all of them.
const MEDIAN: usize = 100;

/// What is kept between the place of the far end and what was rendered last, in samples: 5 ms for a callback that is
/// late.
const SLACK: f64 = 0.5 * STRIDE as f64;

/// Where that becomes less, because the callbacks of both cards wander past each other, the far end is placed later, by so
/// many samples a block: 1 ms a second, which the canceller follows.
const SLIDE: f64 = 1e-3 * STRIDE as f64;

/// More than this ahead the far end is never placed, in samples: 100 ms.
const LEAD: f64 = 10.0 * STRIDE as f64;

/// Far samples that are held at most: what is older than that is before any echo.
const HELD: usize = RATE as usize;

/// A difference beyond this, in samples, is no drift but a gap: 20 ms.
const GAP: f64 = 2.0 * STRIDE as f64;

/// Nothing is played any more where so long nothing was asked for.
const CEASED: Duration = Duration::from_millis(300);

/// Blocks that find nothing rendered, one after the other, before the far end is placed anew.
const DRY: u32 = 10;

/// A difference counts as this at most, in samples: 2 ms.
const OUTLIER: f64 = 0.2 * STRIDE as f64;

/// How far two cards may be apart, as a share: 1000 ppm, twice what is sold.
const DRIFT: f64 = 1e-3;

/// Bandwidth of the loop that follows the drift, in Hz: narrow, because the canceller follows what is slow and not what
/// trembles.
const BANDWIDTH: f64 = 0.01;

/// It begins wider, and is narrow after so many seconds times its bandwidth.
const SETTLING: f64 = 0.25;

const BLOCK_SECONDS: f64 = BLOCK as f64 / HEARD_RATE as f64;

/// Brings what the loudspeaker plays to the microphone's clock: for each block that was heard, the block that was played
/// a fixed time before.
///
/// Both streams tell when their samples were asked for and came; the delays of the cards are found by the canceller. The far end is read at a pace that a delay-locked loop of the
/// second order keeps (Adriaensen, "Using a DLL to filter time", 2005), by cubic interpolation at 48 kHz, and only then
/// brought to 16 kHz. It follows the median of what the times of a second say, and where that jumps, one of the streams had
/// a gap and it is placed anew.
pub(crate) struct Alignment {
    feed: Option<Feed>,
    /// Samples from `from` on.
    held: Vec<f32>,
    from: u64,
    latest: Option<Note>,
    place: Place,
    converter: Converter,
    realigned: u64,
    starved: u64,
}

enum Place {
    /// Not yet known.
    Watched(Watched),
    Known(Reading),
}

/// What was seen before the far end is placed, counted from the first block.
struct Watched {
    /// The least of what was rendered beyond each block.
    least: f64,
    /// What was heard at each block, less the samples that had passed.
    heard: Recent,
}

struct Reading {
    /// The sample that is read next.
    at: f64,
    /// How far ahead of what is heard is read.
    lead: f64,
    /// How much faster than nominal the loudspeaker runs, as a share.
    pace: f64,
    /// By how much it was read too early or too late of late.
    errors: Recent,
    /// Blocks since it was placed, and the latest that found nothing to read.
    blocks: u64,
    dry: u32,
}

impl Alignment {
    pub(crate) fn new() -> Result<Alignment> {
        let converter = Converter::new(RATE, HEARD_RATE, 1).ok_or_else(|| {
            Error::new(Kind::Engine, "echo canceller", "cannot convert what the loudspeaker plays.", "")
        })?;
        Ok(Alignment {
            feed: None,
            held: Vec::with_capacity(2 * HELD),
            from: 0,
            latest: None,
            place: Place::unknown(),
            converter,
            realigned: 0,
            starved: 0,
        })
    }

    /// Another loudspeaker plays from now on. What was left of the one before is forgotten.
    pub(crate) fn follow(&mut self, feed: Feed) {
        self.held.clear();
        self.from = feed.next();
        self.feed = Some(feed);
        self.latest = None;
        self.place = Place::unknown();
    }

    /// Gives the loudspeaker's line back.
    pub(crate) fn release(&mut self) -> Option<Feed> {
        self.feed.take()
    }

    /// How often the far end was placed anew, and blocks for which nothing had been rendered in time.
    pub(crate) fn faults(&self) -> (u64, u64) {
        (self.realigned, self.starved)
    }

    /// What was played before the block that was heard from `at` on; `false` where nothing plays, and `out` is silent.
    pub(crate) fn block(&mut self, at: Duration, out: &mut [f32; BLOCK]) -> bool {
        self.gather();
        out.fill(0.0);
        let Some(latest) = self.latest else { return false };
        if at > latest.at + CEASED {
            self.place = Place::unknown();
            return false;
        }
        let heard = latest.index as f64 + (at.as_secs_f64() - latest.at.as_secs_f64()) * f64::from(RATE);
        let rendered = self.from as f64 + self.held.len() as f64;
        let Some(begin) = self.step(heard, rendered) else { return false };
        let pace = self.reading().map_or(1.0, |reading| 1.0 + reading.pace);
        let (held, from) = (&self.held, self.from as f64);
        for (n, sample) in self.converter.input().iter_mut().enumerate() {
            *sample = interpolated(held, begin - from + n as f64 * pace);
        }
        for (out, converted) in out.iter_mut().zip(self.converter.convert()) {
            *out = *converted;
        }
        true
    }

    fn reading(&self) -> Option<&Reading> {
        match &self.place {
            Place::Known(reading) => Some(reading),
            Place::Watched(_) => None,
        }
    }

    fn gather(&mut self) {
        let Some(feed) = &mut self.feed else { return };
        if let Some(note) = feed.drain(&mut self.held) {
            self.latest = Some(note);
        }
        if self.held.len() > HELD {
            let old = self.held.len() - HELD / 2;
            self.held.drain(..old);
            self.from += old as u64;
        }
    }

    /// Where the next block is read, while sample `heard` is heard and all before `rendered` are there.
    fn step(&mut self, heard: f64, rendered: f64) -> Option<f64> {
        // The latest place from which a whole block can be read.
        let limit = rendered - (STRIDE as f64 + 2.0);
        match &mut self.place {
            Place::Watched(watched) => {
                if let Some(reading) = watched.step(heard, limit) {
                    self.place = Place::Known(reading);
                }
                None
            }
            Place::Known(reading) => {
                let (begin, step) = reading.step(heard, limit);
                match step {
                    Step::Even => {}
                    Step::Starved => self.starved += 1,
                    Step::Placed => self.realigned += 1,
                    Step::Lost => {
                        self.realigned += 1;
                        self.place = Place::unknown();
                    }
                }
                Some(begin)
            }
        }
    }
}

impl Place {
    fn unknown() -> Place {
        Place::Watched(Watched { least: f64::INFINITY, heard: Recent::new() })
    }
}

impl Watched {
    /// The reading, once enough was seen. It begins as early as it can, which is what samples tell that were counted; times
    /// only say where that is.
    fn step(&mut self, heard: f64, limit: f64) -> Option<Reading> {
        let passed = (self.heard.count * STRIDE) as f64;
        self.least = self.least.min(limit - passed);
        self.heard.push(heard - passed);
        if self.heard.count < WATCHED {
            return None;
        }
        let ahead = self.least - SLACK - self.heard.median();
        let lead = ahead.min(LEAD);
        let at = self.heard.median() + lead + passed + STRIDE as f64;
        Some(Reading { at, lead, pace: 0.0, errors: Recent::new(), blocks: 0, dry: 0 })
    }
}

/// How a step of the reading went.
enum Step {
    Even,
    /// Not all of it was there.
    Starved,
    /// A gap was passed over.
    Placed,
    /// It is starved for good.
    Lost,
}

impl Reading {
    /// Where this block is read, and how that went. From `limit` on it is not all there.
    fn step(&mut self, heard: f64, limit: f64) -> (f64, Step) {
        let mut step = Step::Even;
        if self.at > limit - SLACK {
            self.at -= SLIDE;
            self.lead -= SLIDE;
        }
        self.errors.push(heard + self.lead - self.at);
        if self.errors.count >= WATCHED {
            let error = self.errors.median();
            if error.abs() > GAP {
                self.at += error;
                self.errors = Recent::new();
                step = Step::Placed;
            } else {
                self.follow(error);
            }
        }
        let begin = self.at;
        self.at += STRIDE as f64 * (1.0 + self.pace);
        self.blocks += 1;
        if begin > limit {
            self.dry += 1;
            step = if self.dry >= DRY { Step::Lost } else { Step::Starved };
        } else {
            self.dry = 0;
        }
        (begin, step)
    }

    fn follow(&mut self, error: f64) {
        let error = error.clamp(-OUTLIER, OUTLIER);
        let seconds = (self.blocks + 1) as f64 * BLOCK_SECONDS;
        let omega = TAU * BANDWIDTH.max(SETTLING / seconds.max(5.0)) * BLOCK_SECONDS;
        self.at += SQRT_2 * omega * error;
        self.pace = (self.pace + omega * omega * error / STRIDE as f64).clamp(-DRIFT, DRIFT);
    }
}

/// The latest values, as many as the median is taken of.
struct Recent {
    values: [f64; MEDIAN],
    count: usize,
}

impl Recent {
    fn new() -> Recent {
        Recent { values: [0.0; MEDIAN], count: 0 }
    }

    fn push(&mut self, value: f64) {
        if let Some(place) = self.values.get_mut(self.count % MEDIAN) {
            *place = value;
        }
        self.count += 1;
    }

    /// Zero where there is none.
    fn median(&self) -> f64 {
        let mut sorted = self.values;
        let known = sorted.get_mut(..self.count.min(MEDIAN)).unwrap_or_default();
        known.sort_unstable_by(f64::total_cmp);
        known.get(known.len() / 2).copied().unwrap_or(0.0)
    }
}

/// The value between the samples of `held` at `at`, by the cubic through its four neighbours (Lagrange); silence where
/// one of them is missing.
fn interpolated(held: &[f32], at: f64) -> f32 {
    let whole = at.floor();
    if whole < 1.0 {
        return 0.0;
    }
    let t = (at - whole) as f32;
    let first = whole as usize - 1;
    let Some(&[a, b, c, d]) = held.get(first..).and_then(|rest| rest.first_chunk::<4>()) else { return 0.0 };
    let (before, after, beyond) = (t + 1.0, t - 1.0, t - 2.0);
    -a * t * after * beyond / 6.0 + b * before * after * beyond / 2.0 - c * before * t * beyond / 2.0
        + d * before * t * after / 6.0
}
