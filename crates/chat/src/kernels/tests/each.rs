use super::{error, noise};
use crate::kernels::each::exp;
use crate::kernels::{Crew, Gate, Pairs, add, gate, rms_norm, rope};

#[test]
fn the_exponential_is_within_two_units_of_the_last_place() {
    for step in -88_000..=88_700 {
        let x = step as f32 / 1000.0;
        let (found, right) = (f64::from(exp(x)), f64::from(x).exp());
        let close = (found - right).abs() <= right * 2.5e-7 || (x < -87.3 && found < 1.3e-38);
        assert!(close, "{x}: {found} instead of {right}");
    }
    assert_eq!(exp(f32::NEG_INFINITY), 0.0);
    assert_eq!(exp(f32::INFINITY), f32::INFINITY);
    assert_eq!(exp(0.0), 1.0);
    assert!(exp(f32::NAN).is_nan());
}

#[test]
fn rows_are_normalised() {
    let crew = Crew::new(2).unwrap();
    for width in [1, 8, 100, 1024] {
        let (x, weight) = (noise(1, 5 * width), noise(2, width));
        let mut y = x.clone();
        rms_norm(&crew, &mut y, &weight, 1e-6);
        let mut right = Vec::new();
        for row in x.chunks_exact(width) {
            let mean = row.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>() / width as f64;
            right.extend(row.iter().zip(&weight).map(|(x, w)| f64::from(x * w) / (mean + 1e-6).sqrt()));
        }
        assert!(error(&y, &right) < 1e-5);
    }
}

#[test]
fn positions_turn_pairs() {
    let crew = Crew::new(2).unwrap();
    let (n, heads, width, rotated) = (70, 3, 10, 6);
    let angles: Vec<f32> = noise(1, n * rotated / 2).iter().map(|x| 3.0 * x).collect();
    let (cosines, sines): (Vec<f32>, Vec<f32>) = angles.iter().map(|x| (x.cos(), x.sin())).unzip();
    for pairs in [Pairs::Neighbours, Pairs::Halves] {
        let before = noise(2, n * heads * width);
        let mut x = before.clone();
        rope(&crew, &mut x, heads, width, &cosines, &sines, pairs);
        for (index, (after, before)) in x.chunks_exact(width).zip(before.chunks_exact(width)).enumerate() {
            for pair in 0..rotated / 2 {
                let (a, b) = match pairs {
                    Pairs::Neighbours => (2 * pair, 2 * pair + 1),
                    Pairs::Halves => (pair, pair + rotated / 2),
                };
                let angle = angles[index / heads * rotated / 2 + pair];
                let right = before[a] * angle.cos() - before[b] * angle.sin();
                assert!((after[a] - right).abs() < 1e-6);
                let right = before[a] * angle.sin() + before[b] * angle.cos();
                assert!((after[b] - right).abs() < 1e-6);
            }
            assert_eq!(after[rotated..], before[rotated..]);
        }
    }
}

#[test]
fn gates_open_by_their_activation() {
    let crew = Crew::new(2).unwrap();
    let gates: Vec<f32> = noise(1, 40_001).iter().map(|x| 20.0 * x).collect();
    let ups = noise(2, gates.len());
    let tanh = |x: f64| 0.5 * x * (1.0 + (0.797_884_560_8 * (x + 0.044_715 * x.powi(3))).tanh());
    let silu = |x: f64| x / (1.0 + (-x).exp());
    for kind in [Gate::Silu, Gate::Gelu] {
        let mut found = ups.clone();
        gate(&crew, kind, &gates, &mut found);
        let activated = gates.iter().map(|x| match kind {
            Gate::Silu => silu(f64::from(*x)),
            Gate::Gelu => tanh(f64::from(*x)),
        });
        let right: Vec<f64> = activated.zip(&ups).map(|(x, up)| x * f64::from(*up)).collect();
        assert!(error(&found, &right) < 1e-5, "{kind:?}");
    }
    let mut extremes = [1.0; 4];
    gate(&crew, Gate::Silu, &[-1e30, 1e30, -200.0, 200.0], &mut extremes);
    assert_eq!(extremes, [0.0, 1e30, 0.0, 200.0]);
}

#[test]
fn rows_are_added() {
    let crew = Crew::new(2).unwrap();
    let (mut x, y) = (noise(1, 50_000), noise(2, 50_000));
    let right: Vec<f32> = x.iter().zip(&y).map(|(x, y)| x + y).collect();
    add(&crew, &mut x, &y);
    assert_eq!(x, right);
}
