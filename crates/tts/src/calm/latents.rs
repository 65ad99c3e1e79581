//! Latents for several takes at once, in lock-step.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;

use candle_core::{Device, Result, Tensor};

use super::lm::Lm;
use super::memory::{Memory, Recalled};
use super::noise::Noise;
use super::take::Take;

/// In the first frames the end is not believed: before somebody speaks, it looks the same.
pub(super) const BEFORE_END: usize = 6;
/// Tokens that are taken up before a stop is looked for again.
const READ: usize = 8;

/// What is told of a take.
pub(crate) enum Made {
    Latent { take: usize, latent: Vec<f32> },
    Ended { take: usize },
    Failed(candle_core::Error),
}

/// Makes the latents of `takes`.
pub(crate) struct Maker<'a> {
    pub(crate) lm: &'a Lm,
    pub(crate) device: &'a Device,
    pub(crate) takes: &'a [Take],
    /// Takes that are made at once; the first is made alone, so that it is heard early.
    pub(crate) together: usize,
    /// The end is told by a logit above this.
    pub(crate) ends_above: f32,
    /// Latents a second.
    pub(crate) frame_rate: f64,
    pub(crate) stop: &'a AtomicBool,
}

/// A take that is being made.
pub(super) struct Row<'a> {
    pub(super) take: usize,
    pub(super) of: &'a Take,
    noise: Noise,
    /// Frames that it may still have.
    pub(super) room: usize,
    /// Frames that are still made, once the end was told.
    left: Option<usize>,
    pub(super) done: bool,
}

impl Maker<'_> {
    /// Everything, told to `made`; ends early when nobody listens any more.
    pub(crate) fn make(&self, made: &SyncSender<Made>) {
        if let Err(error) = self.make_all(made) {
            // Nobody may be left to be told.
            drop(made.send(Made::Failed(error)));
        }
    }

    fn make_all(&self, made: &SyncSender<Made>) -> Result<()> {
        let (first, later) = self.takes.split_at(1.min(self.takes.len()));
        let batches = std::iter::once(first).chain(later.chunks(self.together));
        let mut begin = 0;
        for batch in batches {
            if !self.make_together(begin, batch, made)? {
                break;
            }
            begin += batch.len();
        }
        Ok(())
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Acquire)
    }

    /// Whether to go on.
    fn make_together(&self, begin: usize, takes: &[Take], made: &SyncSender<Made>) -> Result<bool> {
        let mut rows: Vec<Row<'_>> = Row::begin(begin, takes, self.frame_rate);
        // Rows are aligned at the end of their text: each is laid behind its voice alone, then recalled together.
        let mut read = Vec::with_capacity(takes.len());
        for take in takes {
            match self.read(take)? {
                Some(recalled) => read.push(recalled),
                None => return Ok(false),
            }
        }
        let longest = rows.iter().map(|row| row.room).max().unwrap_or(0);
        let slots = read.iter().map(Recalled::length).max().unwrap_or(0) + longest;
        let mut memory = Memory::of(&read.iter().collect::<Vec<_>>(), slots, self.device)?;
        drop(read);
        let condition = self.lm.condition(&rows.iter().map(|row| row.of.drawn).collect::<Vec<_>>())?;
        let mut latents = None;
        for step in 0..longest {
            if self.stopped() {
                return Ok(false);
            }
            if rows.iter().all(|row| row.done) {
                break;
            }
            let noise = self.noise(&mut rows)?;
            let told = self.lm.step(latents.as_ref(), &noise, condition.as_ref(), &mut memory)?;
            let (ends, values) = (told.ends.to_vec1::<f32>()?, told.latents.to_vec2::<f32>()?);
            for ((row, latent), end) in rows.iter_mut().zip(values).zip(ends) {
                let ends = step >= BEFORE_END && end > self.ends_above;
                if !row.done && made.send(row.advance(latent, ends)).is_err() {
                    return Ok(false);
                }
            }
            latents = Some(told.latents);
        }
        Ok(true)
    }

    /// The noise of the next step, `[rows, latent]`: each row has its own, whoever is beside it.
    fn noise(&self, rows: &mut [Row<'_>]) -> Result<Tensor> {
        let (count, width) = (rows.len(), self.lm.latent());
        let mut noise = Vec::with_capacity(count * width);
        for row in rows {
            row.draw(width, &mut noise);
        }
        Tensor::from_vec(noise, (count, width), self.device)
    }

    /// The voice with the text behind it; none when it was stopped.
    fn read(&self, take: &Take) -> Result<Option<Recalled>> {
        let slots = take.voice.length() + take.tokens.len();
        let mut memory = Memory::of(&[&take.voice], slots, self.device)?;
        for tokens in take.tokens.chunks(READ) {
            if self.stopped() {
                return Ok(None);
            }
            let tokens = Tensor::new(tokens, self.device)?.unsqueeze(0)?;
            self.lm.read(&self.lm.embed(&tokens)?, &mut memory)?;
        }
        memory.recall().map(Some)
    }
}

impl<'a> Row<'a> {
    /// Those of `takes`, of which the first is the `first`-th, at `rate` latents a second.
    pub(super) fn begin(first: usize, takes: &'a [Take], rate: f64) -> Vec<Row<'a>> {
        let row = |(row, of): (usize, &'a Take)| {
            let (take, noise, room) = (first + row, Noise::new(of.seed), of.limit(rate));
            Row { take, of, noise, room, left: None, done: false }
        };
        takes.iter().enumerate().map(row).collect()
    }

    /// Adds the noise of its next step, so many numbers, to `noise`.
    pub(super) fn draw(&mut self, numbers: usize, noise: &mut Vec<f32>) {
        let deviation = self.of.temperature.max(0.0).sqrt();
        noise.extend((0..numbers).map(|_| self.noise.draw() * deviation));
    }

    /// What is told of it, now that it has another `latent`.
    fn advance(&mut self, latent: Vec<f32>, ends: bool) -> Made {
        match self.goes_on(ends) {
            true => Made::Latent { take: self.take, latent },
            false => Made::Ended { take: self.take },
        }
    }

    /// Whether the latent that it has now is still part of it; `ends`: it says that this is the end.
    pub(super) fn goes_on(&mut self, ends: bool) -> bool {
        if self.left.is_none() && ends {
            self.left = Some(self.of.tail);
        }
        self.room -= 1;
        self.done = self.left == Some(0) || self.room == 0;
        self.left = self.left.map(|left| left.saturating_sub(1));
        !self.done
    }
}
