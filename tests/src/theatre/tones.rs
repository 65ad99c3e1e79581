//! A voice whose every word is known by its sound: two tones for each, so that what was heard can be read off the
//! loudspeaker's samples.

use std::f64::consts::TAU;
use std::ops::Range;

use vesper_speech::RATE;

use super::Chance;

/// Words that sound different; then they begin anew.
pub const CODES: usize = 64;
/// Samples of a word, and of the silence behind it: 220 and 40 ms.
pub const WORD: usize = 10_560;
pub const GAP: usize = 1_920;

/// Samples in which a word comes and goes: 3 ms.
const EDGE: usize = 144;
/// Samples that are looked at together: 2 ms.
const BLOCK: usize = 96;
/// What is quieter is silence: -50 dBFS, 10 dB above the tone of the room.
const SILENT: f64 = 0.003_16;
/// Blocks of silence that part two words: 12 ms.
const PARTS: usize = 6;
/// A shorter piece of a word is not told by its tones.
const SHORTEST: usize = 960;

fn tones(code: usize) -> (f64, f64) {
    (400.0 + 100.0 * (code % 8) as f64, 1_400.0 + 150.0 * (code / 8 % 8) as f64)
}

/// The word `code` with the silence behind it, at [`RATE`]. Some noise lies under the tones, as breath does in speech:
/// an echo canceller learns little of a room from tones alone.
#[must_use]
pub fn word(code: usize) -> Vec<f32> {
    let (low, high) = tones(code);
    let mut breath = Chance::new(code as u64);
    let tone = |frequency: f64, n: usize| (TAU * frequency * n as f64 / f64::from(RATE)).sin() as f32;
    let sound = (0..WORD).map(|n| {
        let edge = (n.min(WORD - 1 - n) as f32 / EDGE as f32).min(1.0);
        edge * (0.10 * tone(low, n) + 0.10 * tone(high, n) + 0.05 * breath.noise())
    });
    sound.chain(std::iter::repeat_n(0.0, GAP)).collect()
}

/// A word, or a piece of one, that was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Which word; none where too little of it was heard to tell.
    pub code: Option<usize>,
    /// Where, exact to 2 ms.
    pub samples: Range<usize>,
}

/// The words in what a loudspeaker played (mono, at [`RATE`]).
#[must_use]
pub fn listen(played: &[f32]) -> Vec<Piece> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for (n, block) in played.chunks(BLOCK).enumerate() {
        let energy: f64 = block.iter().map(|s| f64::from(*s).powi(2)).sum::<f64>() / BLOCK as f64;
        if energy.sqrt() < SILENT {
            continue;
        }
        let (from, to) = (n * BLOCK, n * BLOCK + block.len());
        match pieces.last_mut().filter(|piece| from - piece.end < PARTS * BLOCK) {
            Some(piece) => piece.end = to,
            None => pieces.push(from..to),
        }
    }
    pieces.into_iter().map(|samples| Piece { code: code(&played[samples.clone()]), samples }).collect()
}

/// Which word it is, by the stronger tone of each group (Goertzel, "An algorithm for the evaluation of finite
/// trigonometric series", 1958).
fn code(sound: &[f32]) -> Option<usize> {
    if sound.len() < SHORTEST {
        return None;
    }
    let strongest = |tone: fn(usize) -> f64| {
        (0..8).max_by(|a, b| energy(sound, tone(*a)).total_cmp(&energy(sound, tone(*b)))).unwrap_or(0)
    };
    Some(strongest(|n| tones(n).0) + 8 * strongest(|n| tones(8 * n).1))
}

fn energy(sound: &[f32], frequency: f64) -> f64 {
    let turn = 2.0 * (TAU * frequency / f64::from(RATE)).cos();
    let (mut last, mut before) = (0.0, 0.0);
    for sample in sound {
        (last, before) = (f64::from(*sample) + turn * last - before, last);
    }
    last * last + before * before - turn * last * before
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(played: &[f32]) -> Vec<Option<usize>> {
        listen(played).into_iter().map(|piece| piece.code).collect()
    }

    #[test]
    fn every_word_is_told_from_every_other_loud_and_ducked() {
        let played: Vec<f32> = (0..CODES).flat_map(word).collect();
        let all: Vec<Option<usize>> = (0..CODES).map(Some).collect();
        assert_eq!(codes(&played), all);
        let ducked: Vec<f32> = played.iter().map(|sample| sample * 0.126).collect();
        assert_eq!(codes(&ducked), all);
    }

    #[test]
    fn a_word_that_is_cut_off_is_told_with_the_place_where_it_was() {
        for cut in [1_500, 4_800, 9_999] {
            let mut played = word(7);
            played.truncate(cut);
            played.resize(RATE as usize, 0.0);
            let heard = listen(&played);
            assert_eq!(heard.len(), 1);
            assert_eq!(heard[0].code, Some(7));
            assert!(heard[0].samples.end.abs_diff(cut) <= BLOCK, "{cut}: {heard:?}");
        }
    }

    #[test]
    fn the_tone_of_a_room_is_no_word() {
        let mut chance = Chance::new(3);
        let room: Vec<f32> = (0..RATE).map(|_| 0.0017 * chance.noise()).collect();
        assert_eq!(listen(&room), []);
    }
}
