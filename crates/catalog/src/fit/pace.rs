//! How fast a model would be, from how fast the machine reads and multiplies.
//!
//! - A chat model reads its weights once a token (of a mixture only the experts that are asked), and reading is what
//!   takes the time: tokens a second = 0.4 of the bandwidth / bytes read. That is what candle 0.11 reached with random
//!   weights of Qwen3-0.6B's shape in Q4_K, 47 tokens a second on two threads that read 33 GB/s; larger models may
//!   come nearer to the bandwidth, long prompts cost time of their own that is not in here.
//! - A recogniser of Whisper's kind listens in windows of 30 s, and multiplying takes the time: for each window about
//!   18 G × (parameters / 38 M)^1.35 multiplications. That is within a third of what the published sizes of tiny,
//!   base, small and large-v3-turbo give for 1500 positions of the encoder, their attention and 30 words.
//!   whisper.cpp did 10 G of them a second on one thread that does 60 G in registers, with random weights of base's
//!   shape in Q5_1: a sixth.
//! - A voice does both: it reads its weights for each of 12.5 frames a second, and decodes them to sound, which takes
//!   1 G multiplications a second at the same sixth. No engine of ours was held against that yet.

use super::words::figure;
use super::{Limit, Verdict};
use crate::{Machine, Model, Role};

const READING: f64 = 0.4;
const MULTIPLYING: f64 = 1.0 / 6.0;

/// English words in a token of chat, on the average of the usual vocabularies.
const WORDS: f64 = 0.75;
/// Tokens a second. A calm reader says 2.5 words a second; with less than twice of that, what is thought keeps nobody
/// waiting only as long as nothing else runs. Below half of it a conversation is none.
const CHAT: Bounds = Bounds { well: 6.0, tight: 1.5 };
/// Seconds of sound per second: a window of 30 s, and be it one word, is understood within 4 s; within 15.
const RECOGNISER: Bounds = Bounds { well: 7.5, tight: 2.0 };
/// Seconds of sound per second: below 1 the voice falls silent between sentences, below one half nobody listens.
const VOICE: Bounds = Bounds { well: 1.5, tight: 0.5 };

/// Seconds in a recogniser's window.
const WINDOW: f64 = 30.0;
/// Frames a second of the voices' codec.
const FRAMES: f64 = 12.5;
/// Multiplications for a second of sound from these frames.
const DECODER: f64 = 1e9;

struct Bounds {
    well: f64,
    tight: f64,
}

pub(super) struct Pace {
    /// As in [`Fit`](super::Fit).
    pub(super) speed: f64,
    pub(super) limit: Limit,
}

/// None for what is too small to matter.
pub(super) fn of(machine: &Machine, model: &Model) -> Option<Pace> {
    let read = READING * machine.bandwidth;
    let multiplied = MULTIPLYING * machine.arithmetic;
    let bytes = model.active.unwrap_or_else(|| model.size().unwrap_or(model.memory)).max(1) as f64;
    let (speed, bounds) = match model.role {
        Role::Chat => (read / bytes, CHAT),
        Role::Recogniser => (WINDOW * multiplied / window(parameters(model, bytes)), RECOGNISER),
        Role::Voice => (1.0 / (FRAMES * bytes / read + DECODER / multiplied), VOICE),
        Role::VoicePrompt | Role::VoiceActivity => return None,
    };
    let verdict = match speed {
        speed if speed >= bounds.well => Verdict::Well,
        speed if speed >= bounds.tight => Verdict::Tight,
        _ => Verdict::No,
    };
    let words = words(model.role, speed, verdict);
    Some(Pace { speed, limit: Limit { verdict, words } })
}

/// Multiplications for one window of a recogniser.
fn window(parameters: f64) -> f64 {
    18e9 * (parameters / 38e6).powf(1.35)
}

/// How many numbers are in `bytes` of weights, by what the file's name says of how they are packed.
fn parameters(model: &Model, bytes: f64) -> f64 {
    /// Bits of a number, with its part of the block's scale.
    const PACKED: [(&str, f64); 6] =
        [("q4_0", 4.5), ("q4_1", 5.0), ("q5_0", 5.5), ("q5_1", 6.0), ("q8_0", 8.5), ("f32", 32.0)];
    let name = model.files.first().map_or("", |file| file.name.as_str());
    let packed = PACKED.iter().find(|(packing, _)| name.contains(packing));
    bytes * 8.0 / packed.map_or(16.0, |(_, bits)| *bits)
}

fn words(role: Role, speed: f64, verdict: Verdict) -> String {
    let slowly = match verdict {
        Verdict::No => ": too slow",
        Verdict::Tight => ": slow",
        Verdict::Well => "",
    };
    match role {
        Role::Chat => format!("about {} words a second{slowly}", figure(speed * WORDS)),
        Role::Recogniser => {
            let seconds = WINDOW / speed.max(f64::MIN_POSITIVE);
            format!("understands a sentence in about {} s{slowly}", figure(seconds))
        }
        _ => format!("about {} seconds of speech a second{slowly}", figure(speed)),
    }
}
