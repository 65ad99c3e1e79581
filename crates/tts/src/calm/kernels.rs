//! What the tensor library computes slowly on a processor, or only with threads that wait for each other: products with
//! matrices, convolutions, attention, exponential functions. Each runs on the thread that calls it, with the widest
//! instructions that are found when the program runs.

mod attention;
mod convolution;
mod each;
mod packed;

use candle_core::{CpuStorage, Layout, Result};

pub(crate) use attention::{Attention, attend};
pub(crate) use convolution::Convolution;
pub(crate) use packed::Packed;

/// What computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Means {
    /// These kernels, on a processor.
    Own,
    /// The tensor library, wherever the tensors lie.
    Library,
}

/// The numbers of a tensor that lie side by side.
fn numbers<'a>(storage: &'a CpuStorage, layout: &Layout) -> Result<&'a [f32]> {
    let all = storage.as_slice::<f32>()?;
    match layout.contiguous_offsets().and_then(|(from, to)| all.get(from..to)) {
        Some(numbers) => Ok(numbers),
        None => candle_core::bail!("a kernel was given numbers that do not lie side by side"),
    }
}

/// `a * b + c`, in one instruction where there is one: without, a function would compute it bit by bit.
#[inline(always)]
fn multiply_add<const FUSED: bool>(a: f32, b: f32, c: f32) -> f32 {
    if FUSED { a.mul_add(b, c) } else { a * b + c }
}
