//! A network on the processor, with our own kernels.

use vesper_speech::{Cores, Result};
use vesper_weights::Storage;

use super::backend::{Backend, Part};
use super::cache::Keep;
use super::config::{self, Heads};
use super::experts::choose;
use super::fault::Checked;
use super::file::Stored;
use super::rope::Rotation;
use crate::kernels::{self, Attention, Crew, Expert, Experts, Gate, Matrix, Pairs, Precision};

pub(crate) struct Processor {
    crew: Crew,
}

impl Processor {
    /// On as many of the `cores` as are free at each step.
    ///
    /// # Errors
    /// `Engine` where the system gives no threads.
    pub(crate) fn new(cores: impl Into<Cores>) -> Result<Processor> {
        Ok(Processor { crew: Crew::new(cores)? })
    }
}

/// `[tokens, width]`.
pub(crate) struct Rows {
    numbers: Vec<f32>,
    width: usize,
}

pub(crate) struct Cache {
    kept: kernels::Cache,
    window: Option<usize>,
}

pub(crate) struct Turns {
    cosines: Vec<f32>,
    sines: Vec<f32>,
    pairs: Pairs,
}

impl Backend for Processor {
    type Rows = Rows;
    type Matrix = Matrix;
    type Vector = Vec<f32>;
    type Experts = Experts;
    type Cache = Cache;
    type Turns = Turns;

    fn matrix(&self, file: &str, mut stored: Stored) -> Checked<Matrix> {
        Ok(Matrix::read(file, &mut stored.source, stored.storage, stored.from, stored.to)?)
    }

    fn vector(&self, numbers: Vec<f32>) -> Checked<Vec<f32>> {
        Ok(numbers)
    }

    fn experts(
        &self,
        file: &str,
        count: usize,
        read: &mut dyn FnMut(Part, usize) -> Checked<Stored>,
    ) -> Checked<Experts> {
        let mut matrix = |part, expert| self.matrix(file, read(part, expert)?);
        let experts = (0..count).map(|expert| {
            let (gate, up) = (matrix(Part::Gate, expert)?, matrix(Part::Up, expert)?);
            Ok(Expert { gate, up, down: matrix(Part::Down, expert)? })
        });
        Ok(Experts::new(experts.collect::<Checked<_>>()?, Gate::Silu))
    }

    fn cache(&self, heads: Heads, context: usize, window: Option<usize>, keep: Keep) -> Cache {
        let kept = kernels::Cache::new(precision(keep), heads.keys, heads.width, context, window);
        Cache { kept, window }
    }

    fn recalls(cache: &Cache, position: usize) -> bool {
        cache.kept.recalls(position)
    }

    fn cache_bytes(heads: Heads, context: usize, window: Option<usize>, keep: Keep) -> u64 {
        kernels::Cache::bytes(precision(keep), heads.keys, heads.width, context, window)
    }

    /// It reads the cache where it lies, and keeps no more of it than a few lines at a time.
    fn attention_bytes(_heads: Heads, _context: usize) -> u64 {
        0
    }

    fn matrix_bytes(storage: Storage, from: u64, to: u64) -> u64 {
        Matrix::bytes(storage, from, to)
    }

    fn turns(&self, rotation: &Rotation, from: usize, count: usize) -> Checked<Turns> {
        let (cosines, sines) = rotation.turns(from, count);
        Ok(Turns { cosines, sines, pairs: rotation.pairs })
    }

    fn enter<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        self.crew.enter(work)
    }

    fn look_up(&self, table: &Matrix, tokens: &[u32], scale: f32) -> Checked<Rows> {
        let width = table.from();
        let mut numbers = vec![0.0; tokens.len() * width];
        for (row, token) in numbers.chunks_exact_mut(width).zip(tokens) {
            table.row(*token as usize, row);
        }
        if scale != 1.0 {
            for number in &mut numbers {
                *number *= scale;
            }
        }
        Ok(Rows { numbers, width })
    }

    fn products<const N: usize>(&self, matrices: [&Matrix; N], x: &Rows) -> Checked<[Rows; N]> {
        let tokens = x.numbers.len() / x.width;
        let mut all =
            matrices.map(|matrix| Rows { numbers: vec![0.0; tokens * matrix.to()], width: matrix.to() });
        let mut outputs: Vec<_> = matrices
            .into_iter()
            .zip(&mut all)
            .map(|(matrix, rows)| (matrix, rows.numbers.as_mut_slice()))
            .collect();
        kernels::products(&self.crew, &x.numbers, &mut outputs);
        Ok(all)
    }

    fn norm(&self, x: &Rows, weights: &Vec<f32>, epsilon: f32) -> Checked<Rows> {
        let mut numbers = x.numbers.clone();
        kernels::rms_norm(&self.crew, &mut numbers, weights, epsilon);
        Ok(Rows { numbers, width: x.width })
    }

    fn turn(&self, mut x: Rows, heads: usize, turns: &Turns) -> Checked<Rows> {
        let Turns { cosines, sines, pairs } = turns;
        kernels::rope(&self.crew, &mut x.numbers, heads, x.width / heads, cosines, sines, *pairs);
        Ok(x)
    }

    fn attend(
        &self,
        heads: Heads,
        queries: &Rows,
        keys: &Rows,
        values: &Rows,
        cache: &mut Cache,
        position: usize,
    ) -> Checked<Rows> {
        cache.kept.write(position, &keys.numbers, &values.numbers)?;
        let of = Attention { at: position, heads: heads.queries, scale: heads.scale, window: cache.window };
        let mut numbers = vec![0.0; queries.numbers.len()];
        kernels::attend(&self.crew, &queries.numbers, &cache.kept, &of, &mut numbers);
        Ok(Rows { numbers, width: queries.width })
    }

    fn gated(&self, gate: Rows, x: Rows, activation: Gate) -> Checked<Rows> {
        let mut x = x;
        kernels::gate(&self.crew, activation, &gate.numbers, &mut x.numbers);
        Ok(x)
    }

    fn add(&self, mut x: Rows, y: &Rows) -> Checked<Rows> {
        kernels::add(&self.crew, &mut x.numbers, &y.numbers);
        Ok(x)
    }

    fn mixture(
        &self,
        shape: &config::Experts,
        router: &Matrix,
        experts: &Experts,
        x: &Rows,
    ) -> Checked<Rows> {
        let [ratings] = self.products([router], x)?;
        let choices = choose(shape, &ratings.numbers);
        let mut numbers = vec![0.0; x.numbers.len()];
        experts.apply(&self.crew, &x.numbers, &choices, &mut numbers);
        Ok(Rows { numbers, width: x.width })
    }

    fn last(&self, x: &Rows) -> Checked<Rows> {
        let begin = x.numbers.len().saturating_sub(x.width);
        Ok(Rows { numbers: x.numbers.get(begin..).unwrap_or_default().to_vec(), width: x.width })
    }

    fn numbers(&self, x: Rows) -> Checked<Vec<f32>> {
        Ok(x.numbers)
    }

    fn rows(&self, numbers: Vec<f32>, width: usize) -> Checked<Rows> {
        Ok(Rows { numbers, width })
    }
}

fn precision(keep: Keep) -> Precision {
    match keep {
        Keep::Full => Precision::F32,
        Keep::Half => Precision::F16,
        Keep::Eight => Precision::Q8,
    }
}
