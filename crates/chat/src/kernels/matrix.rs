use std::io::Read;
use std::ops::Range;

use vesper_speech::{Error, Kind, Result};
use vesper_weights::Storage;

use super::cpu::{Cpu, LANES, Lanes, Line, Work};
use super::crew::Crew;
use super::input::{Group, Input};
use super::packing::Packing;
use super::product;

/// Rows of the input that one thread takes at a time, at most: so many share what was read of the matrix.
const ROWS: usize = 64;
/// Pieces that the work is cut into for each thread, so that one that is held up leaves some of its own to others.
const PIECES: usize = 4;
/// Sixteens of outputs that are worth a piece of their own.
const SIXTEENS: usize = 4;

/// A matrix `[to, from]` of weights, packed as ggml packs numbers, sixteen rows side by side.
pub(crate) struct Matrix {
    cpu: Cpu,
    packing: Packing,
    from: usize,
    to: usize,
    lines: Vec<Line>,
}

impl Matrix {
    /// Reads `to` rows of `from` numbers from `source`, which has them one after the other as `storage` says. What is
    /// packed otherwise than `f32`, `f16`, `bf16`, `q4_0`, `q8_0`, `q4_k`, `q5_k` and `q6_k` is kept in 16 bits.
    /// `subject` is how messages call the file.
    ///
    /// # Errors
    /// `BadFile` where the source ends early, rows do not fill whole blocks, or the storage cannot be computed with.
    pub(crate) fn read(
        subject: &str,
        source: &mut dyn Read,
        storage: Storage,
        from: usize,
        to: usize,
    ) -> Result<Matrix> {
        let bad = |what: String| Error::new(Kind::BadFile, subject, what, "Take another file of this model.");
        let unusual = Unusual::of(storage);
        let Some(packing) = Packing::of(storage.id).or(unusual.map(|_| Packing::F16)) else {
            return Err(bad(format!("weights of type {} cannot be computed with.", storage.name)));
        };
        let (block, bytes) = (storage.block as usize, storage.bytes as usize);
        if from == 0 || to == 0 || !from.is_multiple_of(block) {
            return Err(bad(format!("a matrix of {to} by {from} cannot be of type {}.", storage.name)));
        }
        let lines = packing.lines(from).checked_mul(to.div_ceil(LANES));
        let row = (from / block).checked_mul(bytes);
        let Some((lines, row)) = lines.zip(row).filter(|(lines, _)| *lines <= isize::MAX as usize / 64)
        else {
            return Err(bad(format!("a matrix of {to} by {from} does not fit any memory.")));
        };
        let mut matrix = Matrix { cpu: Cpu::detect(), packing, from, to, lines: Vec::new() };
        if matrix.lines.try_reserve_exact(lines).is_err() {
            let what = format!("a matrix of {to} by {from} does not fit the memory.");
            return Err(Error::new(
                Kind::Engine,
                subject,
                what,
                "Close other programs, or take a smaller model.",
            ));
        }
        let sixteen = packing.lines(from);
        let mut bytes = vec![0; row];
        for first in (0..to).step_by(LANES) {
            let begin = matrix.lines.len();
            matrix.lines.resize(begin + sixteen, Line::ZERO);
            for lane in 0..LANES.min(to - first) {
                source
                    .read_exact(&mut bytes)
                    .map_err(|error| bad(format!("its weights cannot be read: {error}.")))?;
                let records = &mut matrix.lines[begin..];
                match unusual {
                    None => packing.put(&bytes, lane, records),
                    Some(unusual) => {
                        let row = unusual.halves(&bytes, from);
                        let row = row.ok_or_else(|| {
                            bad(format!("its weights of type {} are damaged.", storage.name))
                        })?;
                        packing.put(&row, lane, records);
                    }
                }
            }
        }
        Ok(matrix)
    }

    /// The bytes that `to` rows of `from` numbers take once they are read; of what cannot be computed with, none.
    pub(crate) fn bytes(storage: Storage, from: u64, to: u64) -> u64 {
        let unusual = || Unusual::of(storage).map(|_| Packing::F16);
        let Some(packing) = Packing::of(storage.id).or_else(unusual) else { return 0 };
        let (numbers, lines) = packing.record();
        let records = from.div_ceil(numbers as u64).saturating_mul(to.div_ceil(LANES as u64));
        records.saturating_mul((lines * size_of::<Line>()) as u64)
    }

    /// Numbers that a row of the input has.
    pub(crate) fn from(&self) -> usize {
        self.from
    }

    /// Numbers that a row of the output has.
    pub(crate) fn to(&self) -> usize {
        self.to
    }

    /// Row `index` as numbers: what an embedding is looked up by. `numbers` has [`from`](Matrix::from); beyond the last
    /// row they are nought.
    pub(crate) fn row(&self, index: usize, numbers: &mut [f32]) {
        numbers.fill(0.0);
        if index < self.to {
            let records = self.sixteens(index / LANES..index / LANES + 1);
            let from = self.from.min(numbers.len());
            self.packing.row(records, index % LANES, &mut numbers[..from]);
        }
    }

    /// `y`: `[n, to]` becomes `x`: `[n, from]` times this.
    #[cfg(test)]
    pub(crate) fn apply(&self, crew: &Crew, x: &[f32], y: &mut [f32]) {
        products(crew, x, &mut [(self, y)]);
    }

    pub(super) fn cpu(&self) -> Cpu {
        self.cpu
    }

    #[cfg(test)]
    pub(super) fn use_cpu(&mut self, cpu: Cpu) {
        self.cpu = cpu;
    }

    /// Whether products round the input to 8 bits.
    pub(super) fn rounds(&self) -> bool {
        self.packing.rounds()
    }

    fn sixteens(&self, range: Range<usize>) -> &[Line] {
        let sixteen = self.packing.lines(self.from);
        self.lines.get(range.start * sixteen..range.end * sixteen).unwrap_or_default()
    }
}

/// Products of the same `x`: `[n, from]` with several matrices that take as many numbers; each `y` is `[n, to]`. The input is
/// rounded to 8 bits once (in blocks of 32, where the weights are rounded too), and the crew is woken once.
///
/// # Panics
/// Where the lengths do not fit: they are the model's own, checked when it was opened.
pub(crate) fn products(crew: &Crew, x: &[f32], outputs: &mut [(&Matrix, &mut [f32])]) {
    let Some((first, _)) = outputs.first() else { return };
    let from = first.from;
    let rounds = outputs.iter().any(|(matrix, _)| matrix.packing.rounds());
    let rows =
        Rows::new(crew, first.cpu, x.len() / from, from, rounds, |row| &x[row * from..(row + 1) * from]);
    compute(crew, outputs.iter_mut().map(|(matrix, y)| Job { matrix, rows: &rows, y }).collect());
}

/// Rows of the input, as they are and in 8 bits.
pub(super) struct Rows<'a> {
    plain: Vec<&'a [f32]>,
    rounded: Option<Input>,
}

impl<'a> Rows<'a> {
    /// `n` rows of `from` numbers; `row` has each of them.
    pub(super) fn new(
        crew: &Crew,
        cpu: Cpu,
        n: usize,
        from: usize,
        rounds: bool,
        row: impl Fn(usize) -> &'a [f32] + Sync,
    ) -> Rows<'a> {
        let rounded = rounds.then(|| Input::new(crew, cpu, n, from, &row));
        Rows { plain: (0..n).map(row).collect(), rounded }
    }
}

/// A product that is asked for: `y` is `[rows, to]`.
pub(super) struct Job<'a> {
    pub(super) matrix: &'a Matrix,
    pub(super) rows: &'a Rows<'a>,
    pub(super) y: &'a mut [f32],
}

/// Computes all products together.
pub(super) fn compute(crew: &Crew, jobs: Vec<Job<'_>>) {
    let mut all = 0;
    for Job { matrix, rows, y } in &jobs {
        let n = rows.plain.len();
        all += n;
        assert!(
            rows.plain.iter().all(|row| row.len() == matrix.from) && y.len() == n * matrix.to,
            "{n} rows do not multiply with {} by {} into {} numbers",
            matrix.to,
            matrix.from,
            y.len()
        );
    }
    let Some(cpu) = jobs.first().map(|job| job.matrix.cpu) else { return };
    if all >= 2 * crew.threads() * cpu.rows() * jobs.len() {
        by_rows(crew, cpu, jobs);
    } else {
        by_outputs(crew, cpu, jobs);
    }
}

/// Every thread takes some rows of an input and has their outputs to itself.
fn by_rows(crew: &Crew, cpu: Cpu, jobs: Vec<Job<'_>>) {
    let mut pieces = Vec::new();
    for Job { matrix, rows, y } in jobs {
        let piece = rows.plain.len().div_ceil(crew.threads() * PIECES).next_multiple_of(cpu.rows()).min(ROWS);
        for (y, begin) in y.chunks_mut(piece * matrix.to).zip((0..).step_by(piece)) {
            let end = begin + y.len() / matrix.to;
            pieces.push(Product {
                matrix,
                input: rows,
                rows: begin..end,
                sixteens: 0..matrix.to.div_ceil(LANES),
                y,
            });
        }
    }
    crew.share(pieces.into_iter(), |product| cpu.run(product));
}

/// Every thread takes some of the outputs, of all rows. Those of a single row lie where they belong; those of several are
/// brought there.
fn by_outputs(crew: &Crew, cpu: Cpu, jobs: Vec<Job<'_>>) {
    let sixteens: usize = jobs.iter().map(|job| job.matrix.to.div_ceil(LANES)).sum();
    let piece = sixteens.div_ceil(crew.threads() * PIECES).max(SIXTEENS);
    let mut apart: Vec<Vec<f32>> =
        jobs.iter().map(|job| vec![0.0; if job.rows.plain.len() == 1 { 0 } else { job.y.len() }]).collect();
    let mut pieces = Vec::new();
    let mut moves = Vec::new();
    for (Job { matrix, rows, y }, apart) in jobs.into_iter().zip(&mut apart) {
        let n = rows.plain.len();
        let place = if n == 1 {
            y
        } else {
            moves.push((matrix.to, n, y));
            apart.as_mut_slice()
        };
        for (y, begin) in place.chunks_mut((piece * LANES * n).max(1)).zip((0..).step_by(piece)) {
            let end = begin + (y.len() / n).div_ceil(LANES);
            pieces.push(Product { matrix, input: rows, rows: 0..n, sixteens: begin..end, y });
        }
    }
    crew.share(pieces.into_iter(), |product| cpu.run(product));
    for ((to, n, y), apart) in moves.into_iter().zip(apart.iter().filter(|apart| !apart.is_empty())) {
        for (apart, begin) in apart.chunks(piece * LANES * n).zip((0..).step_by(piece * LANES)) {
            let width = apart.len() / n;
            for (y, apart) in y.chunks_exact_mut(to).zip(apart.chunks_exact(width)) {
                y[begin..begin + width].copy_from_slice(apart);
            }
        }
    }
}

/// The products of `rows` of the input with some sixteens of the matrix. `y`: `[rows, outputs of these sixteens]`.
struct Product<'a> {
    matrix: &'a Matrix,
    input: &'a Rows<'a>,
    rows: Range<usize>,
    sixteens: Range<usize>,
    y: &'a mut [f32],
}

impl Work for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn compute<L: Lanes>(self, lanes: L) {
        let Product { matrix, input, rows, sixteens, y } = self;
        let sixteen = matrix.packing.lines(matrix.from);
        let width = (sixteens.end * LANES).min(matrix.to) - sixteens.start * LANES;
        let records = matrix.sixteens(sixteens).chunks_exact(sixteen);
        for (records, begin) in records.zip((0..).step_by(LANES)) {
            let mut put = |row: usize, numbers: &[[f32; LANES]]| {
                for (numbers, row) in numbers.iter().zip(row - rows.start..) {
                    let y = &mut y[row * width + begin..(row + 1) * width];
                    let count = y.len().min(LANES);
                    y[..count].copy_from_slice(&numbers[..count]);
                }
            };
            match input.rounded.as_ref().filter(|_| matrix.packing.rounds()) {
                Some(rounded) => {
                    for Group { begin, rows, blocks } in rounded.groups(rows.clone()) {
                        match rows {
                            8 if L::ROWS == 8 => {
                                put(begin, &product::rounded::<L, 8>(lanes, matrix.packing, records, blocks));
                            }
                            4 => {
                                put(begin, &product::rounded::<L, 4>(lanes, matrix.packing, records, blocks))
                            }
                            2 => {
                                put(begin, &product::rounded::<L, 2>(lanes, matrix.packing, records, blocks))
                            }
                            _ => {
                                put(begin, &product::rounded::<L, 1>(lanes, matrix.packing, records, blocks))
                            }
                        }
                    }
                }
                None => {
                    let row = |row: usize| input.plain[row];
                    let (mut begin, end) = (rows.start, rows.end);
                    while begin < end {
                        if end - begin >= 4 {
                            put(
                                begin,
                                &product::whole::<L, 4>(lanes, matrix.packing, records, |r| row(begin + r)),
                            );
                            begin += 4;
                        } else {
                            put(
                                begin,
                                &product::whole::<L, 1>(lanes, matrix.packing, records, |_| row(begin)),
                            );
                            begin += 1;
                        }
                    }
                }
            }
        }
    }
}

/// A storage that only candle knows.
#[derive(Clone, Copy)]
struct Unusual(candle_core::quantized::GgmlDType);

impl Unusual {
    fn of(storage: Storage) -> Option<Unusual> {
        use candle_core::quantized::GgmlDType;
        Some(Unusual(match storage.name {
            "q4_1" => GgmlDType::Q4_1,
            "q5_0" => GgmlDType::Q5_0,
            "q5_1" => GgmlDType::Q5_1,
            "q2_k" => GgmlDType::Q2K,
            "q3_k" => GgmlDType::Q3K,
            _ => return None,
        }))
    }

    /// The `from` numbers of a row in 16 bits.
    fn halves(self, row: &[u8], from: usize) -> Option<Vec<u8>> {
        use candle_core::quantized::{QStorage, QTensor};
        let cpu = candle_core::Device::Cpu;
        let storage = QStorage::from_data(row.into(), &cpu, self.0).ok()?;
        let numbers = QTensor::new(storage, from).ok()?.dequantize(&cpu).ok()?.to_vec1::<f32>().ok()?;
        Some(numbers.into_iter().flat_map(|number| half::f16::from_f32(number).to_le_bytes()).collect())
    }
}
