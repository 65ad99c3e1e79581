//! How fast this machine reads memory and multiplies. Both decide how fast a model runs: what is written one word
//! after another is bound by reading the weights once a word, what is heard or spoken by multiplying with them.

use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Builder, scope};
use std::time::{Duration, Instant};

use pulp::{Arch, Simd, WithSimd};

/// All speeds are of all threads together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Speeds {
    /// Bytes a second.
    pub(super) bandwidth: f64,
    /// Multiplications with addition a second.
    pub(super) arithmetic: f64,
}

/// Larger than what most processors keep in their caches.
const BUFFER: u64 = 256 << 20;
/// Of the memory that is free, at most one part in so many is taken for the measurement.
const SHARE: u64 = 8;
const LEAST_BUFFER: u64 = 16 << 20;
/// For so long each of the two is measured, in passes of some milliseconds.
const TIME: Duration = Duration::from_millis(300);
const LEAST_PASSES: usize = 4;

/// Slower or faster than any machine that runs this: a figure beyond is an accident of the measurement.
const BANDWIDTHS: (f64, f64) = (1e9, 4e12);
const ARITHMETICS: (f64, f64) = (1e9, 1e14);

/// Threads that compute at once.
pub(super) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Measures both, each by the best of its passes: what else runs can only make one slower. Ends early when `over`
/// says so.
pub(super) fn measure(available: u64, over: &(dyn Fn() -> bool + Sync)) -> Speeds {
    let threads = threads();
    Speeds {
        bandwidth: bandwidth(threads, available, over).clamp(BANDWIDTHS.0, BANDWIDTHS.1),
        arithmetic: arithmetic(threads, over).clamp(ARITHMETICS.0, ARITHMETICS.1),
    }
}

/// Bytes a second at which `threads` together sum a buffer up.
fn bandwidth(threads: usize, available: u64, over: &(dyn Fn() -> bool + Sync)) -> f64 {
    let bytes = (available / SHARE).clamp(LEAST_BUFFER, BUFFER);
    let words = usize::try_from(bytes / 8).unwrap_or(0) / threads;
    let mut buffers: Vec<Vec<u64>> = vec![Vec::new(); threads];
    // Written by the threads themselves, so that every page is there before it is read.
    pass(&mut buffers, |buffer| *buffer = vec![1; words]);
    let bytes = (words * 8 * threads) as f64;
    let arch = Arch::new();
    best(bytes, over, || {
        pass(&mut buffers, |buffer| {
            black_box(arch.dispatch(Sum(buffer)));
        })
    })
}

struct Sum<'a>(&'a [u64]);

impl WithSimd for Sum<'_> {
    type Output = u64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> u64 {
        self.0.iter().fold(0, |sum, word| sum.wrapping_add(*word))
    }
}

/// Multiplications with addition a second that `threads` do together, in registers alone.
fn arithmetic(threads: usize, over: &(dyn Fn() -> bool + Sync)) -> f64 {
    let arch = Arch::new();
    let mut done = vec![0_u64; threads];
    // The first pass says how many there are in one.
    pass(&mut done, |done| *done = arch.dispatch(Multiply));
    let count = done.iter().sum::<u64>() as f64;
    best(count, over, || pass(&mut done, |done| *done = arch.dispatch(Multiply)))
}

/// Some milliseconds of multiplications; gives how many there were.
struct Multiply;

/// As many sums under way as hide the time that one takes, and as fit into the registers.
const SUMS: usize = 10;
const ROUNDS: u64 = 1 << 21;

impl WithSimd for Multiply {
    type Output = u64;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> u64 {
        // The sums stay near 1: a number that grows small or large without end is slow to compute with.
        let (factor, summand) = (simd.splat_f32s(black_box(0.5)), simd.splat_f32s(black_box(0.5)));
        let mut sums = [simd.splat_f32s(black_box(1.0)); SUMS];
        for _ in 0..ROUNDS {
            for sum in &mut sums {
                *sum = simd.mul_add_e_f32s(*sum, factor, summand);
            }
        }
        black_box(sums.map(|sum| simd.reduce_sum_f32s(sum)));
        ROUNDS * (SUMS * S::F32_LANES) as u64
    }
}

/// Repeats `pass`, which does `amount` of work in the time it gives, and gives the best speed.
fn best(amount: f64, over: &(dyn Fn() -> bool + Sync), mut pass: impl FnMut() -> Duration) -> f64 {
    let began = Instant::now();
    let mut best = 0.0_f64;
    for done in 1.. {
        best = best.max(amount / pass().as_secs_f64().max(1e-9));
        if over() || (done >= LEAST_PASSES && began.elapsed() >= TIME) {
            break;
        }
    }
    best
}

/// Lets one thread work on each of `parts`, all at once, and gives the time from the first's beginning to the last's
/// end.
fn pass<T: Send>(parts: &mut [T], work: impl Fn(&mut T) + Sync) -> Duration {
    let begin = AtomicBool::new(false);
    let timed = |part: &mut T| {
        while !begin.load(Ordering::Acquire) {
            std::thread::yield_now();
        }
        let began = Instant::now();
        work(part);
        (began, Instant::now())
    };
    let count = parts.len();
    let times: Vec<(Instant, Instant)> = scope(|scope| {
        let timed = &timed;
        let threads: Vec<_> = parts
            .iter_mut()
            .map(|part| Builder::new().name("speed".into()).spawn_scoped(scope, move || timed(part)))
            .collect();
        begin.store(true, Ordering::Release);
        threads.into_iter().filter_map(|thread| thread.ok()?.join().ok()).collect()
    });
    let began = times.iter().map(|(began, _)| *began).min();
    let ended = times.iter().map(|(_, ended)| *ended).max();
    match began.zip(ended) {
        Some((began, ended)) if times.len() == count => ended - began,
        // Some threads could not be had: no measurement.
        _ => Duration::MAX,
    }
}
