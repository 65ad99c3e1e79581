//! Sound that is made of several takes at once is heard one take behind the other.

use std::sync::mpsc::SyncSender;

use vesper_speech::Spoken;

use super::sound::{Line, Result};
use super::take::{Delivery, Take};

/// Puts the sound of takes in order, and hands it on line by line.
pub(super) struct Order<'a> {
    takes: &'a [Take],
    deliveries: &'a [Delivery],
    rate: u32,
    heard: &'a SyncSender<candle_core::Result<Spoken>>,
    /// Of each take.
    waiting: Vec<Waiting>,
    /// The take that is heard now, and its line or one before it.
    take: usize,
    line: Line<'a>,
}

/// Sound of a take that is not heard yet: at most what a batch of takes can have.
#[derive(Default)]
struct Waiting {
    samples: Vec<f32>,
    ended: bool,
}

impl<'a> Order<'a> {
    /// None where there is no line.
    pub(super) fn begin(
        takes: &'a [Take],
        deliveries: &'a [Delivery],
        rate: u32,
        heard: &'a SyncSender<candle_core::Result<Spoken>>,
    ) -> Option<Order<'a>> {
        let waiting = takes.iter().map(|_| Waiting::default()).collect();
        let line = line(0, takes, deliveries, rate, heard)?;
        Some(Order { takes, deliveries, rate, heard, waiting, take: 0, line })
    }

    /// More sound of the `take`-th; whether it has `ended` with it.
    pub(super) fn hear(&mut self, take: usize, samples: Vec<f32>, ended: bool) -> Result<()> {
        if let Some(waiting) = self.waiting.get_mut(take) {
            waiting.samples.extend(samples);
            waiting.ended |= ended;
        }
        while let (Some(take), Some(waiting)) = (self.takes.get(self.take), self.waiting.get_mut(self.take)) {
            let (samples, ended) = (std::mem::take(&mut waiting.samples), waiting.ended);
            if samples.is_empty() && !ended {
                break;
            }
            while self.line.row < take.line && self.turn()? {}
            if !samples.is_empty() {
                self.line.push(samples)?;
            }
            if !ended {
                break;
            }
            self.line.end_take();
            self.take += 1;
        }
        Ok(())
    }

    /// Ends this line and begins the next; false where there is none.
    fn turn(&mut self) -> Result<bool> {
        let next = self.line.row + 1;
        let Some(next) = line(next, self.takes, self.deliveries, self.rate, self.heard) else {
            return Ok(false);
        };
        std::mem::replace(&mut self.line, next).end()?;
        Ok(true)
    }

    /// Ends all lines that are left.
    pub(super) fn end(mut self) -> Result<()> {
        while self.turn()? {}
        self.line.end()
    }
}

/// The beginning of the `row`-th line; none where there are fewer.
fn line<'a>(
    row: usize,
    takes: &[Take],
    deliveries: &[Delivery],
    rate: u32,
    heard: &'a SyncSender<candle_core::Result<Spoken>>,
) -> Option<Line<'a>> {
    let words = takes.iter().filter(|take| take.line == row).map(|take| take.words.clone()).collect();
    deliveries.get(row).map(|delivery| Line::new(row, delivery, words, rate, heard))
}
