use candle_core::quantized::GgmlDType;
use vesper_speech::Cores;

use super::{noise, storage, weights};
use crate::kernels::cpu::Cpu;
use crate::kernels::crew::Crew;
use crate::kernels::{Matrix, products};

const KINDS: [GgmlDType; 13] = [
    GgmlDType::F32,
    GgmlDType::F16,
    GgmlDType::BF16,
    GgmlDType::Q4_0,
    GgmlDType::Q8_0,
    GgmlDType::Q4K,
    GgmlDType::Q5K,
    GgmlDType::Q6K,
    GgmlDType::Q4_1,
    GgmlDType::Q5_0,
    GgmlDType::Q5_1,
    GgmlDType::Q2K,
    GgmlDType::Q3K,
];

/// Kinds whose products round nothing but sums.
fn exact(kind: GgmlDType) -> bool {
    !matches!(kind, GgmlDType::Q4_0 | GgmlDType::Q8_0 | GgmlDType::Q4K | GgmlDType::Q5K | GgmlDType::Q6K)
}

fn product(x: &[f32], weights: &[f32], from: usize) -> Vec<f64> {
    let mut y = Vec::new();
    for x in x.chunks_exact(from) {
        for row in weights.chunks_exact(from) {
            y.push(x.iter().zip(row).map(|(x, w)| f64::from(*x) * f64::from(*w)).sum());
        }
    }
    y
}

#[test]
fn a_row_is_read_as_candle_reads_it() {
    for kind in KINDS {
        let (from, to) = (512, 21);
        let (matrix, right) = weights(kind, 1, from, to);
        let mut row = vec![0.0; from];
        for (index, right) in right.chunks_exact(from).enumerate() {
            matrix.row(index, &mut row);
            for (at, (found, right)) in row.iter().zip(right).enumerate() {
                let close = (found - right).abs() <= right.abs() * if exact(kind) { 1e-3 } else { 1e-6 };
                assert!(close, "{kind:?}: {found} instead of {right} in row {index} at {at}");
            }
        }
        matrix.row(to, &mut row);
        assert!(row.iter().all(|number| *number == 0.0), "{kind:?} has more rows than it has");
    }
}

#[test]
fn products_are_those_of_the_weights_read_one_by_one() {
    let crew = Crew::new(2).unwrap();
    for kind in KINDS {
        let block = storage(kind).block as usize;
        for (blocks, to) in [(1, 1), (1, 16), (2, 33), (3, 100), (4, 256)] {
            let from = if block == 1 { [1, 7, 33, 100][blocks - 1] } else { block * blocks };
            let (mut matrix, right) = weights(kind, 2, from, to);
            for n in [1, 2, 3, 5, 8, 13, 40, 70] {
                let x = noise(3, n * from);
                let right = product(&x, &right, from);
                for cpu in Cpu::all() {
                    matrix.use_cpu(cpu);
                    let mut y = vec![f32::NAN; n * to];
                    matrix.apply(&crew, &x, &mut y);
                    // As a share of what sums of so many such products usually are.
                    let usual = (from as f64).sqrt() / 3.0;
                    let differences = y.iter().zip(&right).map(|(y, right)| (f64::from(*y) - right).abs());
                    let found = differences.fold(0.0, f64::max) / usual;
                    // The other factor is rounded to 8 bits: each of its numbers by a 254th of the largest at most.
                    let allowed = if exact(kind) { 2e-3 } else { 0.02 };
                    assert!(found < allowed, "{kind:?}, {n} rows of {from} to {to} on {cpu:?}: {found}");
                }
            }
        }
    }
}

#[test]
fn a_row_comes_out_the_same_alone_among_others_and_with_any_number_of_threads() {
    for kind in [GgmlDType::F32, GgmlDType::F16, GgmlDType::Q8_0, GgmlDType::Q4K, GgmlDType::Q6K] {
        let (from, to, n) = (512, 200, 77);
        let (mut matrix, _) = weights(kind, 4, from, to);
        let x = noise(5, n * from);
        for cpu in Cpu::all() {
            matrix.use_cpu(cpu);
            let mut first = vec![0.0; n * to];
            matrix.apply(&Crew::new(1).unwrap(), &x, &mut first);
            for threads in [2, 3, 7] {
                let cores = Cores::new(threads);
                let crew = Crew::new(cores.clone()).unwrap();
                let mut y = vec![0.0; n * to];
                crew.enter(|| matrix.apply(&crew, &x, &mut y));
                assert_eq!(y, first, "{kind:?} with {threads} threads on {cpu:?}");
                let _voice = cores.take(threads - 1);
                assert_eq!(crew.threads(), 1);
                for (x, first) in x.chunks_exact(from).zip(first.chunks_exact(to)) {
                    let mut y = vec![0.0; to];
                    matrix.apply(&crew, x, &mut y);
                    assert_eq!(y, first, "{kind:?}, one row on {cpu:?}");
                }
            }
        }
    }
}

#[test]
fn several_matrices_share_an_input() {
    let crew = Crew::new(2).unwrap();
    let from = 256;
    let parts = [(GgmlDType::Q4K, 48), (GgmlDType::Q6K, 17), (GgmlDType::F32, 5)];
    let parts = parts.map(|(kind, to)| weights(kind, to as u64, from, to).0);
    for n in [1, 3, 64] {
        let x = noise(6, n * from);
        let mut together: Vec<Vec<f32>> = parts.iter().map(|part| vec![0.0; n * part.to()]).collect();
        let mut outputs: Vec<(&Matrix, &mut [f32])> =
            parts.iter().zip(&mut together).map(|(part, y)| (part, y.as_mut_slice())).collect();
        products(&crew, &x, &mut outputs);
        for (part, together) in parts.iter().zip(&together) {
            let mut alone = vec![0.0; n * part.to()];
            part.apply(&crew, &x, &mut alone);
            assert_eq!(&alone, together);
        }
    }
}

#[test]
fn what_is_no_number_stays_none_and_nought_stays_nought() {
    let crew = Crew::new(1).unwrap();
    let (from, to) = (256, 32);
    for kind in [GgmlDType::F32, GgmlDType::Q8_0, GgmlDType::Q4K, GgmlDType::Q6K] {
        let (mut matrix, _) = weights(kind, 7, from, to);
        for cpu in Cpu::all() {
            matrix.use_cpu(cpu);
            let mut y = vec![1.0; to];
            matrix.apply(&crew, &vec![0.0; from], &mut y);
            assert!(y.iter().all(|number| *number == 0.0), "{kind:?} on {cpu:?}: {y:?}");
            for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
                let mut x = noise(8, from);
                x[77] = bad;
                matrix.apply(&crew, &x, &mut y);
                assert!(y.iter().all(|number| !number.is_finite()), "{kind:?} on {cpu:?}: {bad} is lost");
            }
            matrix.apply(&crew, &vec![f32::MIN_POSITIVE / 4.0; from], &mut y);
            assert!(y.iter().all(|number| number.abs() < 1e-30), "{kind:?} on {cpu:?}: {y:?}");
        }
    }
}

#[test]
fn the_largest_bytes_do_not_overflow() {
    // -128 and 127 everywhere: the largest sums that eight bits can make.
    let (from, to) = (1024, 16);
    let mut bytes = Vec::new();
    for row in 0..to {
        for _ in 0..from / 32 {
            bytes.extend(half::f16::ONE.to_le_bytes());
            bytes.extend([if row % 2 == 0 { 0x80 } else { 0x7f }; 32]);
        }
    }
    let mut matrix = Matrix::read("weights", &mut &*bytes, storage(GgmlDType::Q8_0), from, to).unwrap();
    for cpu in Cpu::all() {
        matrix.use_cpu(cpu);
        let mut y = vec![0.0; to];
        matrix.apply(&Crew::new(1).unwrap(), &vec![127.0; from], &mut y);
        for (row, y) in y.into_iter().enumerate() {
            let right = if row % 2 == 0 { -128.0 } else { 127.0 } * 127.0 * from as f32;
            assert_eq!(y, right, "row {row} on {cpu:?}");
        }
    }
}

#[test]
fn a_file_that_ends_early_is_told() {
    let (from, to) = (256, 20);
    let bytes = vec![0; 144 * (to - 1)];
    let read = Matrix::read("model.gguf", &mut &*bytes, storage(GgmlDType::Q4K), from, to);
    let said = read.err().map(|error| error.to_string()).unwrap();
    assert!(said.starts_with("model.gguf: its weights cannot be read"), "{said}");
    for (from, to) in [(0, 4), (4, 0), (255, 4), (usize::MAX / 256 * 256, usize::MAX)] {
        assert!(Matrix::read("model.gguf", &mut &*bytes, storage(GgmlDType::Q4K), from, to).is_err());
    }
    let storage = vesper_weights::Storage::all().find(|storage| storage.name == "iq2_xs").unwrap();
    let said = Matrix::read("model.gguf", &mut &*bytes, storage, from, to).err().unwrap().to_string();
    assert!(said.contains("iq2_xs"), "{said}");
}
