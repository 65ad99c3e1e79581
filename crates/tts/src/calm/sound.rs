//! Latents become sound, line by line, those that are heard first before the others.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender};

use candle_core::{Device, Tensor};
use vesper_speech::Spoken;

use super::codec::Decoder;
use super::latents::Made;
use super::lm::Lm;
use super::stretch::Stretch;
use super::take::{Delivery, Take};
use super::tape::{self, Tape};
use crate::align::{Aligner, Expected};
use crate::finish::Finish;

/// Frames that are decoded at once: the first alone, to be heard early; then as many as there are, so that weights are read
/// once for all of them, but no more than keep a stop from being noticed.
const FIRST: usize = 1;
const MOST: usize = 4;
/// A decoder that begins clicks: it fades in, in seconds.
const FADE: f32 = 0.005;

/// Makes sound of what a [`Maker`](super::latents::Maker) tells.
pub(crate) struct Sounder<'a> {
    pub(crate) lm: &'a Lm,
    pub(crate) decoder: &'a Decoder,
    pub(crate) device: &'a Device,
    pub(crate) takes: &'a [Take],
    pub(crate) stop: &'a AtomicBool,
    /// Of the lines that the takes belong to; one that has no take is silent.
    pub(crate) deliveries: &'a [Delivery],
}

/// Latents of one take that were not decoded yet.
#[derive(Default)]
struct Waiting {
    latents: VecDeque<Vec<f32>>,
    ended: bool,
}

/// Why there is no more sound.
pub(super) enum Over {
    /// Nobody listens, or nobody tells any more.
    Unheard,
    Failed(candle_core::Error),
}

impl From<candle_core::Error> for Over {
    fn from(error: candle_core::Error) -> Self {
        Over::Failed(error)
    }
}

pub(super) type Result<T> = std::result::Result<T, Over>;

impl Sounder<'_> {
    /// Everything, handed to `heard`; ends early when nobody listens any more.
    pub(crate) fn sound(&self, made: &Receiver<Made>, heard: &SyncSender<candle_core::Result<Spoken>>) {
        if let Err(Over::Failed(error)) = self.sound_all(made, heard) {
            // Nobody may be left to be told.
            drop(heard.send(Err(error)));
        }
    }

    fn sound_all(
        &self,
        made: &Receiver<Made>,
        heard: &SyncSender<candle_core::Result<Spoken>>,
    ) -> Result<()> {
        let mut waiting: Vec<Waiting> = self.takes.iter().map(|_| Waiting::default()).collect();
        let mut takes = self.takes.iter().enumerate().peekable();
        for (row, delivery) in self.deliveries.iter().enumerate() {
            let words = self.takes.iter().filter(|take| take.line == row).map(|take| take.words.clone());
            let mut line = Line::new(row, delivery, words.collect(), self.decoder.rate(), heard);
            while let Some((index, _)) = takes.next_if(|(_, take)| take.line == row) {
                self.take(index, &mut line, &mut waiting, made)?;
                line.end_take();
            }
            line.end()?;
        }
        Ok(())
    }

    fn take(
        &self,
        take: usize,
        line: &mut Line<'_>,
        waiting: &mut [Waiting],
        made: &Receiver<Made>,
    ) -> Result<()> {
        let check = || match self.stop.load(Ordering::Acquire) {
            true => candle_core::bail!("stopped"),
            false => Ok(()),
        };
        let mut decoding = self.decoder.begin(1, self.device)?;
        let mut first = true;
        loop {
            while let Ok(made) = made.try_recv() {
                keep(made, waiting)?;
            }
            let Some(here) = waiting.get_mut(take) else { return Ok(()) };
            if here.latents.is_empty() {
                if here.ended {
                    return Ok(());
                }
                keep(made.recv().map_err(|_| Over::Unheard)?, waiting)?;
                continue;
            }
            let count = here.latents.len().min(if first { FIRST } else { MOST });
            let latents: Vec<f32> = here.latents.drain(..count).flatten().collect();
            let latents = Tensor::from_vec(latents, (1, count, self.lm.latent()), self.device)?;
            let sound = self.decoder.decode(&self.lm.finished(&latents)?, &mut decoding, &check)?;
            let mut samples = sound.squeeze(0)?.to_vec1::<f32>()?;
            if first {
                fade_in(&mut samples, self.decoder.rate());
                first = false;
            }
            line.push(samples)?;
        }
    }
}

/// A line on its way out: at its pace and pitch, as loud as it should be, cut to the speech, with the times of its words.
pub(super) struct Line<'a> {
    pub(super) row: usize,
    stretch: Option<Stretch>,
    tape: Option<Tape>,
    finish: Finish,
    aligner: Aligner,
    /// Samples that the decoder made, and how many of them become one that is heard.
    made: usize,
    pace: f32,
    heard: &'a SyncSender<candle_core::Result<Spoken>>,
}

impl<'a> Line<'a> {
    pub(super) fn new(
        row: usize,
        delivery: &Delivery,
        words: Vec<Vec<Expected>>,
        rate: u32,
        heard: &'a SyncSender<candle_core::Result<Spoken>>,
    ) -> Self {
        let &Delivery { gain, volume, pace, pitch, level, tempo } = delivery;
        // What the tape makes quicker, the stretch has made slower.
        let higher = tape::speed(pitch).unwrap_or(1.0) as f32;
        let stretch = Stretch::new(rate, pace / higher);
        Line {
            row,
            pace: if stretch.is_some() { pace } else { higher },
            stretch,
            tape: Tape::new(pitch),
            finish: Finish::known(rate, gain, volume),
            aligner: Aligner::new(rate, level, tempo, words),
            made: 0,
            heard,
        }
    }

    pub(super) fn push(&mut self, samples: Vec<f32>) -> Result<()> {
        self.made += samples.len();
        let samples = match &mut self.stretch {
            Some(stretch) => {
                let mut stretched = Vec::new();
                stretch.push(&samples, &mut stretched);
                stretched
            }
            None => samples,
        };
        let samples = match &mut self.tape {
            Some(tape) => {
                let mut played = Vec::new();
                tape.push(&samples, &mut played);
                played
            }
            None => samples,
        };
        let mut ready = Vec::new();
        self.finish.push(samples, &mut ready);
        if ready.is_empty() {
            return Ok(());
        }
        let words = self.aligner.hear(&ready);
        hand_on(Spoken { row: self.row, samples: ready, words, last: false }, self.heard)
    }

    /// A take is over: its words lie before the sound that comes next.
    pub(super) fn end_take(&mut self) {
        let border = (self.made as f64 / f64::from(self.pace)) as u64;
        self.aligner.border(border.saturating_sub(self.finish.skipped() as u64));
    }

    pub(super) fn end(mut self) -> Result<()> {
        let mut rest = Vec::new();
        if let Some(stretch) = self.stretch.take() {
            stretch.end(&mut rest);
        }
        if let Some(mut tape) = self.tape.take() {
            let mut played = Vec::new();
            tape.push(&rest, &mut played);
            tape.end(&mut played);
            rest = played;
        }
        let mut ready = Vec::new();
        self.finish.push(rest, &mut ready);
        self.finish.end(&mut ready);
        let mut words = self.aligner.hear(&ready);
        words.extend(self.aligner.end());
        hand_on(Spoken { row: self.row, samples: ready, words, last: true }, self.heard)
    }
}

fn hand_on(spoken: Spoken, heard: &SyncSender<candle_core::Result<Spoken>>) -> Result<()> {
    heard.send(Ok(spoken)).map_err(|_| Over::Unheard)
}

fn keep(made: Made, waiting: &mut [Waiting]) -> Result<()> {
    let (take, latent) = match made {
        Made::Latent { take, latent } => (take, Some(latent)),
        Made::Ended { take } => (take, None),
        Made::Failed(error) => return Err(error.into()),
    };
    if let Some(waiting) = waiting.get_mut(take) {
        waiting.ended |= latent.is_none();
        waiting.latents.extend(latent);
    }
    Ok(())
}

pub(super) fn fade_in(samples: &mut [f32], rate: u32) {
    let length = rate as f32 * FADE;
    for (index, sample) in samples.iter_mut().enumerate().take(length as usize) {
        *sample *= index as f32 / length;
    }
}
