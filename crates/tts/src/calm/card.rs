//! Speech on a graphics card: all takes of a batch together, a lump of frames at a time.
//!
//! A card computes many rows in the time of one, and does what it is told in the order in which it is told: one thread tells
//! it everything, and asks for a lump's sound and for where speech ends in one answer. Between two answers it never waits.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::SyncSender;

use candle_core::{Device, Tensor};
use vesper_speech::Spoken;

use super::codec::{Decoder, Decoding};
use super::latents::{BEFORE_END, Row};
use super::lm::Lm;
use super::memory::Memory;
use super::order::Order;
use super::sound::{Over, Result, fade_in};
use super::take::{Delivery, Take};

/// Takes that are made at once.
const TOGETHER: usize = 16;
/// Frames between two answers: one at first, to be heard early, then twice as many each time, up to this.
const LUMP: usize = 8;

/// Makes `takes`.
pub(crate) struct Card<'a> {
    pub(crate) lm: &'a Lm,
    pub(crate) decoder: &'a Decoder,
    pub(crate) device: &'a Device,
    pub(crate) takes: &'a [Take],
    /// Of the lines that the takes belong to; one that has no take is silent.
    pub(crate) deliveries: &'a [Delivery],
    /// The end is told by a logit above this.
    pub(crate) ends_above: f32,
    /// Latents a second.
    pub(crate) frame_rate: f64,
    pub(crate) stop: &'a AtomicBool,
}

/// Takes that are being made together, and where that stands.
struct Batch<'a> {
    of: &'a Card<'a>,
    rows: Vec<Row<'a>>,
    memory: Memory,
    condition: Option<Tensor>,
    /// `[steps, rows, latent]`.
    noise: Tensor,
    /// Those of the last step.
    latents: Option<Tensor>,
    decoding: Decoding,
    step: usize,
    /// Steps that the longest take may have.
    longest: usize,
}

impl Card<'_> {
    /// Everything, handed to `heard`; ends early when nobody listens any more.
    pub(crate) fn speak(&self, heard: &SyncSender<candle_core::Result<Spoken>>) {
        if let Err(Over::Failed(error)) = self.speak_all(heard) {
            // Nobody may be left to be told.
            drop(heard.send(Err(error)));
        }
    }

    fn speak_all(&self, heard: &SyncSender<candle_core::Result<Spoken>>) -> Result<()> {
        let Some(mut order) = Order::begin(self.takes, self.deliveries, self.decoder.rate(), heard) else {
            return Ok(());
        };
        for (index, takes) in self.takes.chunks(TOGETHER).enumerate() {
            self.check()?;
            let mut batch = Batch::begin(self, index * TOGETHER, takes)?;
            let mut lump = 1;
            while batch.goes_on() {
                self.check()?;
                batch.make(lump, &mut order)?;
                lump = (lump * 2).min(LUMP);
            }
        }
        order.end()
    }

    fn check(&self) -> candle_core::Result<()> {
        match self.stop.load(Ordering::Acquire) {
            true => candle_core::bail!("stopped"),
            false => Ok(()),
        }
    }
}

impl<'a> Batch<'a> {
    fn begin(of: &'a Card<'a>, first: usize, takes: &'a [Take]) -> candle_core::Result<Batch<'a>> {
        let mut rows = Row::begin(first, takes, of.frame_rate);
        let longest = rows.iter().map(|row| row.room).max().unwrap_or(0);
        let memory = read(of, takes, longest)?;
        let condition = of.lm.condition(&takes.iter().map(|take| take.drawn).collect::<Vec<_>>())?;
        let noise = noise(&mut rows, longest, of.lm.latent(), of.device)?;
        let decoding = of.decoder.begin(rows.len(), of.device)?;
        Ok(Batch { of, rows, memory, condition, noise, latents: None, decoding, step: 0, longest })
    }

    fn goes_on(&self) -> bool {
        self.step < self.longest && self.rows.iter().any(|row| !row.done)
    }

    /// The next `lump` frames of all takes. What was made behind the end of one is left out.
    fn make(&mut self, lump: usize, order: &mut Order<'_>) -> Result<()> {
        let from = self.step;
        let lump = lump.min(self.longest - from);
        let told = self.tell(lump)?;
        for (row, mut samples) in self.rows.iter_mut().zip(told).filter(|(row, _)| !row.done) {
            let ends = samples.split_off(samples.len() - lump);
            let frame = samples.len() / lump;
            let mut kept = 0;
            for (step, end) in ends.iter().enumerate() {
                if !row.goes_on(from + step >= BEFORE_END && *end > self.of.ends_above) {
                    break;
                }
                kept += frame;
            }
            samples.truncate(kept);
            if from == 0 {
                fade_in(&mut samples, self.of.decoder.rate());
            }
            order.hear(row.take, samples, row.done)?;
        }
        Ok(())
    }

    /// The sound of `lump` steps of each row, and behind it how sure each step is that it is the last.
    fn tell(&mut self, lump: usize) -> candle_core::Result<Vec<Vec<f32>>> {
        let Card { lm, decoder, .. } = self.of;
        let (mut latents, mut ends) = (Vec::with_capacity(lump), Vec::with_capacity(lump));
        for step in self.step..self.step + lump {
            let noise = self.noise.get(step)?;
            let made = lm.step(self.latents.as_ref(), &noise, self.condition.as_ref(), &mut self.memory)?;
            ends.push(made.ends);
            latents.push(made.latents.clone());
            self.latents = Some(made.latents);
        }
        self.step += lump;
        let latents = lm.finished(&Tensor::stack(&latents, 1)?)?;
        let sound = decoder.decode(&latents, &mut self.decoding, &|| self.of.check())?;
        Tensor::cat(&[sound, Tensor::stack(&ends, 1)?], 1)?.to_vec2()
    }
}

/// The voices of all takes with their texts behind them, and room for `longest` steps: taken up in one go, the texts ending
/// together.
fn read(of: &Card<'_>, takes: &[Take], longest: usize) -> candle_core::Result<Memory> {
    let voices: Vec<_> = takes.iter().map(|take| &take.voice).collect();
    let text = takes.iter().map(|take| take.tokens.len()).max().unwrap_or(0);
    let voice = voices.iter().map(|voice| voice.length()).max().unwrap_or(0);
    let mut memory = Memory::of(&voices, voice + text + longest, of.device)?;
    let gaps: Vec<usize> = takes.iter().map(|take| text - take.tokens.len()).collect();
    memory.skip(&gaps, of.device)?;
    // Any token will do where nobody looks.
    let tokens = takes.iter().zip(&gaps);
    let tokens =
        tokens.flat_map(|(take, gap)| std::iter::repeat_n(0, *gap).chain(take.tokens.iter().copied()));
    let tokens = Tensor::from_vec(tokens.collect::<Vec<u32>>(), (takes.len(), text), of.device)?;
    if text > 0 {
        of.lm.read(&of.lm.embed(&tokens)?, &mut memory)?;
    }
    Ok(memory)
}

/// The noise of all steps, `[steps, rows, latent]`: each row has its own, whoever is beside it.
fn noise(rows: &mut [Row<'_>], steps: usize, width: usize, device: &Device) -> candle_core::Result<Tensor> {
    let mut noise = Vec::with_capacity(rows.len() * steps * width);
    let count = rows.len();
    for row in rows {
        row.draw(steps * width, &mut noise);
    }
    Tensor::from_vec(noise, (count, steps, width), device)?.transpose(0, 1)?.contiguous()
}
