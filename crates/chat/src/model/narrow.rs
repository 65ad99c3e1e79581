//! A card whose memory ends where a test wants it to.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use vesper_weights::Storage;

use super::backend::{Backend, Part};
use super::cache::Keep;
use super::config::{Experts, Heads};
use super::fault::{Checked, Fault};
use super::file::Stored;
use super::rope::Rotation;
use crate::kernels::Gate;

/// The bytes that are left of a card's memory.
#[derive(Clone)]
pub(crate) struct Room(Arc<AtomicI64>);

impl Room {
    pub(crate) fn of(bytes: u64) -> Room {
        Room(Arc::new(AtomicI64::new(i64::try_from(bytes).unwrap_or(i64::MAX))))
    }

    pub(crate) fn left(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    /// Another program takes all but so many of the bytes that are left.
    pub(crate) fn leave(&self, bytes: i64) {
        self.0.store(bytes, Ordering::SeqCst);
    }

    fn hold(&self, bytes: u64) -> Checked<Held> {
        let mut held = Held { room: self.clone(), bytes: 0 };
        held.grow_to(bytes)?;
        Ok(held)
    }
}

/// A part of it that is taken.
pub(crate) struct Held {
    room: Room,
    bytes: u64,
}

impl Held {
    fn grow_to(&mut self, bytes: u64) -> Checked<()> {
        let more = bytes.saturating_sub(self.bytes);
        if i64::try_from(more).is_ok_and(|more| more > self.room.left()) {
            // As CUDA says it.
            let message = "DriverError(CUDA_ERROR_OUT_OF_MEMORY, \"out of memory\")";
            return Err(Fault::Tensors(candle_core::Error::Msg(message.into())));
        }
        self.room.0.fetch_sub(more as i64, Ordering::SeqCst);
        self.bytes += more;
        Ok(())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.room.0.fetch_add(self.bytes as i64, Ordering::SeqCst);
    }
}

/// Computes as `B` does, within `room`.
pub(crate) struct Narrow<B> {
    pub(crate) backend: B,
    pub(crate) room: Room,
}

pub(crate) struct Cache<B: Backend> {
    kept: B::Cache,
    window: Option<usize>,
    keep: Keep,
    held: Held,
}

impl<B: Backend> Backend for Narrow<B> {
    type Rows = B::Rows;
    type Matrix = (B::Matrix, Held);
    type Vector = B::Vector;
    type Experts = (B::Experts, Vec<Held>);
    type Cache = Cache<B>;
    type Turns = B::Turns;

    fn matrix(&self, file: &str, stored: Stored) -> Checked<Self::Matrix> {
        let held = self.room.hold(stored.source.get_ref().length())?;
        Ok((self.backend.matrix(file, stored)?, held))
    }

    fn vector(&self, numbers: Vec<f32>) -> Checked<B::Vector> {
        self.backend.vector(numbers)
    }

    fn experts(
        &self,
        file: &str,
        count: usize,
        read: &mut dyn FnMut(Part, usize) -> Checked<Stored>,
    ) -> Checked<Self::Experts> {
        let mut all = Vec::new();
        let experts = self.backend.experts(file, count, &mut |part, expert| {
            let stored = read(part, expert)?;
            all.push(self.room.hold(stored.source.get_ref().length())?);
            Ok(stored)
        })?;
        Ok((experts, all))
    }

    fn cache(&self, heads: Heads, context: usize, window: Option<usize>, keep: Keep) -> Cache<B> {
        let held = Held { room: self.room.clone(), bytes: 0 };
        Cache { kept: self.backend.cache(heads, context, window, keep), window, keep, held }
    }

    fn recalls(cache: &Cache<B>, position: usize) -> bool {
        B::recalls(&cache.kept, position)
    }

    fn cache_bytes(heads: Heads, context: usize, window: Option<usize>, keep: Keep) -> u64 {
        B::cache_bytes(heads, context, window, keep)
    }

    fn attention_bytes(heads: Heads, context: usize) -> u64 {
        B::attention_bytes(heads, context)
    }

    fn matrix_bytes(storage: Storage, from: u64, to: u64) -> u64 {
        B::matrix_bytes(storage, from, to)
    }

    fn turns(&self, rotation: &Rotation, from: usize, count: usize) -> Checked<B::Turns> {
        self.backend.turns(rotation, from, count)
    }

    fn enter<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        self.backend.enter(work)
    }

    fn look_up(&self, table: &Self::Matrix, tokens: &[u32], scale: f32) -> Checked<B::Rows> {
        self.backend.look_up(&table.0, tokens, scale)
    }

    fn products<const N: usize>(&self, matrices: [&Self::Matrix; N], x: &B::Rows) -> Checked<[B::Rows; N]> {
        self.backend.products(matrices.map(|(matrix, _)| matrix), x)
    }

    fn norm(&self, x: &B::Rows, weights: &B::Vector, epsilon: f32) -> Checked<B::Rows> {
        self.backend.norm(x, weights, epsilon)
    }

    fn turn(&self, x: B::Rows, heads: usize, turns: &B::Turns) -> Checked<B::Rows> {
        self.backend.turn(x, heads, turns)
    }

    fn attend(
        &self,
        heads: Heads,
        queries: &B::Rows,
        keys: &B::Rows,
        values: &B::Rows,
        cache: &mut Cache<B>,
        position: usize,
    ) -> Checked<B::Rows> {
        cache.held.grow_to(B::cache_bytes(heads, position + 1, cache.window, cache.keep))?;
        self.backend.attend(heads, queries, keys, values, &mut cache.kept, position)
    }

    fn gated(&self, gate: B::Rows, x: B::Rows, activation: Gate) -> Checked<B::Rows> {
        self.backend.gated(gate, x, activation)
    }

    fn add(&self, x: B::Rows, y: &B::Rows) -> Checked<B::Rows> {
        self.backend.add(x, y)
    }

    fn mixture(
        &self,
        shape: &Experts,
        router: &Self::Matrix,
        experts: &Self::Experts,
        x: &B::Rows,
    ) -> Checked<B::Rows> {
        self.backend.mixture(shape, &router.0, &experts.0, x)
    }

    fn last(&self, x: &B::Rows) -> Checked<B::Rows> {
        self.backend.last(x)
    }

    fn numbers(&self, x: B::Rows) -> Checked<Vec<f32>> {
        self.backend.numbers(x)
    }

    fn rows(&self, numbers: Vec<f32>, width: usize) -> Checked<B::Rows> {
        self.backend.rows(numbers, width)
    }
}
