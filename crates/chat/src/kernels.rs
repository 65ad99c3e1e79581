//! What a processor is asked for most: products with quantised matrices, attention, and the passes between them.
//!
//! Numbers are plain slices, row after row. [`Crew`] has the threads, [`Matrix`] and [`Experts`] the weights, [`Cache`]
//! what attention looks back on. Nothing here depends on how many threads compute: the sums are the same to the bit, and
//! a row's result is the same whether it is computed alone or among others.

mod attention;
mod cache;
mod cpu;
mod crew;
mod each;
mod experts;
mod input;
mod matrix;
mod packing;
mod product;
#[cfg(test)]
mod tests;

pub(crate) use attention::{Attention, attend};
pub(crate) use cache::{AT_ONCE, Cache, NoRoom, Precision};
pub(crate) use crew::Crew;
pub(crate) use each::{Gate, Pairs, add, gate, rms_norm, rope};
pub(crate) use experts::{Choice, Expert, Experts};
pub(crate) use matrix::{Matrix, products};
