//! Sound and hostile files, mutated and read: every input has a number of its own, from which it is made again.

#![allow(dead_code, reason = "the test and the program use parts of it")]

mod accepted;
mod mutation;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use vesper_speech::Result;
use vesper_weights::gguf::Header as GgufHeader;
use vesper_weights::safetensors::Header as SafetensorsHeader;
use vesper_weights::whisper::Model;

use crate::craft::{Crafted, gguf, safetensors, whisper};
use mutation::{Noise, mutated};

/// What reading one input may take.
pub(crate) const MOST_MEMORY: usize = 64 << 20;
pub(crate) const LONGEST: Duration = Duration::from_secs(1);
const RETRIES: usize = 4;
/// More kinds of refusal than there are sentences would be a fault of the counting.
const MOST_KINDS: usize = 400;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parser {
    Gguf,
    Safetensors,
    Whisper,
}

impl Parser {
    pub(crate) const ALL: [Parser; 3] = [Parser::Gguf, Parser::Safetensors, Parser::Whisper];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Parser::Gguf => "gguf",
            Parser::Safetensors => "safetensors",
            Parser::Whisper => "whisper",
        }
    }

    fn seeds(self) -> Vec<Crafted> {
        let (mut sound, hostile) = match self {
            Parser::Gguf => {
                let version_2 = gguf::Gguf { version: 2, ..gguf::sound() };
                let bare = gguf::Gguf::new().tensor("t", &[64, 2], gguf::F32, 0, 512);
                (vec![gguf::sound().craft(), version_2.craft(), bare.craft()], gguf::hostile())
            }
            Parser::Safetensors => {
                (vec![safetensors::sound(), safetensors::craft("{}", 0)], safetensors::hostile())
            }
            Parser::Whisper => {
                let sound = whisper::sound();
                let hostile = whisper::hostile(&sound);
                (vec![sound, whisper::weightless()], hostile)
            }
        };
        // Mutated from a sound file, an input gets deeper.
        sound = sound.iter().cycle().take(hostile.len().max(sound.len())).cloned().collect();
        sound.into_iter().chain(hostile.into_iter().map(|(_, file)| file)).collect()
    }

    fn read(self, file: &Crafted) -> Result<Accepted> {
        match self {
            Parser::Gguf => GgufHeader::read("input", file.open()).map(Accepted::Gguf),
            Parser::Safetensors => SafetensorsHeader::read("input", file.open()).map(Accepted::Safetensors),
            Parser::Whisper => Model::read("input", file.open()).map(|_| Accepted::Whisper),
        }
    }
}

enum Accepted {
    Gguf(GgufHeader),
    Safetensors(SafetensorsHeader),
    Whisper,
}

impl Accepted {
    /// Panics where what was read of a file of `length` bytes does not hold.
    fn look(&self, length: u64) {
        match self {
            Accepted::Gguf(header) => accepted::gguf(header, length),
            Accepted::Safetensors(header) => accepted::safetensors(header, length),
            Accepted::Whisper => {}
        }
    }
}

/// Beyond this many the next one tells nothing new.
const MOST_FAULTS: usize = 50;

/// One parser and what its inputs are made of.
pub(crate) struct Campaign {
    parser: Parser,
    seeds: Vec<Crafted>,
}

/// What a run of inputs came to. An input is named by its number.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) inputs: u64,
    pub(crate) accepted: u64,
    /// How often each sentence was said, without its names and numbers.
    pub(crate) refused: BTreeMap<String, u64>,
    pub(crate) faults: Vec<(u64, String)>,
    pub(crate) slowest: (Duration, u64),
    /// No input took more bytes than this, and the last one that came near.
    pub(crate) most_memory: (usize, u64),
}

/// Bytes that are taken now, and the most that ever were.
pub(crate) struct Memory {
    pub(crate) now: usize,
    pub(crate) peak: usize,
}

impl Campaign {
    pub(crate) fn new(parser: Parser) -> Self {
        Campaign { parser, seeds: parser.seeds() }
    }

    /// The number of the `index`th input of the campaign that begins with `seed`.
    pub(crate) fn number(seed: u64, index: u64) -> u64 {
        Noise::new(seed ^ Noise::new(index).next()).next()
    }

    /// The input with this number.
    pub(crate) fn input(&self, number: u64) -> Crafted {
        mutated(&self.seeds, &mut Noise::new(number), self.parser == Parser::Safetensors)
    }

    fn timed(&self, input: &Crafted) -> (Caught<Result<Accepted>>, Duration) {
        let begun = Instant::now();
        let read = caught(|| self.parser.read(input));
        (read, begun.elapsed())
    }

    /// Reads the input with this number.
    pub(crate) fn one(&self, number: u64, memory: impl Fn() -> Memory, tally: &mut Tally) {
        let input = self.input(number);
        let before = memory();
        let (read, mut took) = self.timed(&input);
        let after = memory();
        // On a busy machine others may have had the time; what is really slow is so each time.
        for _ in 0..RETRIES {
            if took > LONGEST {
                took = took.min(self.timed(&input).1);
            }
        }
        tally.inputs += 1;
        match read {
            Ok(Ok(accepted)) => match caught(|| accepted.look(input.length())) {
                Ok(()) => tally.accepted += 1,
                Err(panic) => tally.fault(number, format!("was accepted, and is wrong: {panic}")),
            },
            Ok(Err(error)) => tally.refuse(&error.what),
            Err(panic) => tally.fault(number, format!("panicked: {panic}")),
        }
        tally.slowest = tally.slowest.max((took, number));
        // Only a peak higher than all before shows; the others took less.
        let taken = after.peak - before.now;
        if after.peak > before.peak {
            tally.most_memory.1 = number;
            if taken > MOST_MEMORY {
                tally.fault(number, format!("took {taken} bytes of memory"));
            }
        }
        tally.most_memory.0 = tally.most_memory.0.max(taken);
        if took > LONGEST {
            tally.fault(number, format!("took {} ms", took.as_millis()));
        }
    }
}

/// The answer of what may panic.
type Caught<T> = std::result::Result<T, String>;

fn caught<T>(work: impl FnOnce() -> T) -> Caught<T> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| said(&*panic))
}

impl Tally {
    fn fault(&mut self, number: u64, what: String) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push((number, what));
        }
    }

    fn refuse(&mut self, what: &str) {
        let kind = without_particulars(what);
        let kind = if self.refused.len() < MOST_KINDS { kind } else { "others".into() };
        *self.refused.entry(kind).or_default() += 1;
    }
}

fn said(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
}

/// The sentence without what is quoted, listed or counted in it.
fn without_particulars(what: &str) -> String {
    let mut kind = String::new();
    let mut letters = what.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' | '`' => {
                while let Some(inside) = letters.next() {
                    match inside {
                        '\\' => drop(letters.next()),
                        _ if inside == letter => break,
                        _ => {}
                    }
                }
                kind.push('…');
            }
            '[' => {
                letters.by_ref().find(|inside| *inside == ']');
                kind.push_str("[…]");
            }
            '-' | '0'..='9' => {
                while letters
                    .next_if(|next| next.is_ascii_digit() || matches!(next, '.' | 'e' | '+'))
                    .is_some()
                {}
                if !kind.ends_with('N') {
                    kind.push('N');
                }
            }
            _ => kind.push(letter),
        }
    }
    kind
}
