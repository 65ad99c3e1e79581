//! What the tests measure sounds with.

use std::f64::consts::{PI, TAU};

use vesper_speech::RATE;

/// The discrete Fourier transform in place, by halves (Cooley and Tukey, 1965). The length is a power of two.
pub(super) fn fourier(data: &mut [(f64, f64)]) {
    let n = data.len();
    let bits = n.trailing_zeros();
    for i in 0..n {
        let j = i.reverse_bits() >> (usize::BITS - bits);
        if i < j {
            data.swap(i, j);
        }
    }
    let mut half = 1;
    while half < n {
        let turn = -PI / half as f64;
        let turns: Vec<(f64, f64)> =
            (0..half).map(|k| ((turn * k as f64).cos(), (turn * k as f64).sin())).collect();
        for block in data.chunks_mut(2 * half) {
            let (low, high) = block.split_at_mut(half);
            for ((a, b), (cos, sin)) in low.iter_mut().zip(high).zip(&turns) {
                let turned = (b.0 * cos - b.1 * sin, b.0 * sin + b.1 * cos);
                (*a, *b) = ((a.0 + turned.0, a.1 + turned.1), (a.0 - turned.0, a.1 - turned.1));
            }
        }
        half *= 2;
    }
}

/// The share of the power that lies between `low` and `high` Hz.
pub(super) fn share(samples: &[f32], low: f64, high: f64) -> f64 {
    const SIZE: usize = 16_384;
    let (mut inside, mut all) = (0.0, 0.0);
    for piece in samples.chunks_exact(SIZE) {
        let mut data: Vec<(f64, f64)> = piece
            .iter()
            .enumerate()
            .map(|(i, &x)| (f64::from(x) * (0.5 - 0.5 * (TAU * i as f64 / SIZE as f64).cos()), 0.0))
            .collect();
        fourier(&mut data);
        for (i, (re, im)) in data.iter().take(SIZE / 2).enumerate() {
            let pitch = i as f64 * f64::from(RATE) / SIZE as f64;
            let power = re * re + im * im;
            all += power;
            if (low..high).contains(&pitch) {
                inside += power;
            }
        }
    }
    inside / all
}

/// How like itself the signal is when moved by each number of samples, -1..1, from 0 to half its length.
pub(super) fn autocorrelation(samples: &[f32]) -> Vec<f64> {
    let size = (2 * samples.len()).next_power_of_two();
    let mut data = vec![(0.0, 0.0); size];
    for (to, &x) in data.iter_mut().zip(samples) {
        to.0 = f64::from(x);
    }
    fourier(&mut data);
    for point in &mut data {
        *point = (point.0 * point.0 + point.1 * point.1, 0.0);
    }
    fourier(&mut data);
    let whole = data[0].0;
    // Fewer pairs lie far apart: each lag is scaled by how many there are.
    (0..samples.len() / 2)
        .map(|lag| data[lag].0 / whole * samples.len() as f64 / (samples.len() - lag) as f64)
        .collect()
}

/// Loudness in LUFS of both channels together, without gates (ITU-R BS.1770-4, with its filters for 48 kHz).
pub(super) fn loudness(channels: &[Vec<f32>; 2]) -> f64 {
    const SHELF: [f64; 5] = [
        1.535_124_859_586_97,
        -2.691_696_189_406_38,
        1.198_392_810_852_85,
        -1.690_659_293_182_41,
        0.732_480_774_215_85,
    ];
    const HIGH: [f64; 5] = [1.0, -2.0, 1.0, -1.990_047_454_833_98, 0.990_072_250_366_21];
    let power: f64 = channels
        .iter()
        .map(|samples| {
            let weighted = biquad(HIGH, biquad(SHELF, samples.iter().map(|&x| f64::from(x))));
            weighted.map(|x| x * x).sum::<f64>() / samples.len() as f64
        })
        .sum();
    -0.691 + 10.0 * power.log10()
}

fn biquad([b0, b1, b2, a1, a2]: [f64; 5], input: impl Iterator<Item = f64>) -> impl Iterator<Item = f64> {
    let (mut first, mut second) = (0.0, 0.0);
    input.map(move |x| {
        let y = b0 * x + first;
        first = b1 * x - a1 * y + second;
        second = b2 * x - a2 * y;
        y
    })
}

/// The root mean square of each piece of `length` samples.
pub(super) fn envelope(samples: &[f32], length: usize) -> Vec<f32> {
    samples
        .chunks_exact(length)
        .map(|piece| (piece.iter().map(|x| x * x).sum::<f32>() / length as f32).sqrt())
        .collect()
}

/// How alike two signals are, -1..1.
pub(super) fn likeness(a: &[f32], b: &[f32]) -> f64 {
    let sum = |pairs: &mut dyn Iterator<Item = (f32, f32)>| {
        pairs.map(|(a, b)| f64::from(a) * f64::from(b)).sum::<f64>()
    };
    let both = sum(&mut a.iter().copied().zip(b.iter().copied()));
    let (aa, bb) = (sum(&mut a.iter().map(|&x| (x, x))), sum(&mut b.iter().map(|&x| (x, x))));
    both / (aa * bb).sqrt()
}
