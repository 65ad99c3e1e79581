use std::sync::Arc;
use std::sync::atomic::Ordering;

use rtrb::{Consumer, Producer};
use vesper_speech::{Level, Mark, samples};

use super::{Event, Fresh, Placed, Shared};
use crate::beds::{self, Sound};

/// The performer's half: every call answers at once, none is for the audio callback.
///
/// The calls mean what [`AudioSink`](vesper_speech::AudioSink) says of them. Marks are placed in the order
/// of their positions; one that is placed behind a later one begins with that one.
pub(crate) struct Desk {
    voice: Producer<f32>,
    marks: Producer<Placed>,
    spent: Consumer<Sound>,
    shared: Arc<Shared>,
    /// Voice samples taken since the beginning.
    written: u64,
    /// How many of them were taken when it was last cleared.
    base: u64,
    epoch: u64,
}

impl Desk {
    pub(super) fn new(
        voice: Producer<f32>,
        marks: Producer<Placed>,
        spent: Consumer<Sound>,
        shared: Arc<Shared>,
    ) -> Self {
        Desk { voice, marks, spent, shared, written: 0, base: 0, epoch: 0 }
    }

    /// Takes what fits. Samples beyond full scale are cut to it, and what is no number is silence.
    pub(crate) fn write(&mut self, samples: &[f32]) -> usize {
        let length = samples.len().min(self.voice.slots());
        let Ok(room) = self.voice.write_chunk_uninit(length) else { return 0 };
        let sound = samples.iter().map(|&sample| if sample.is_nan() { 0.0 } else { sample.clamp(-1.0, 1.0) });
        let taken = room.fill_from_iter(sound);
        self.written += taken as u64;
        taken
    }

    /// Places `mark` at voice sample `at` since the last clear; `false` while there is no room.
    pub(crate) fn mark(&mut self, at: u64, mark: &Mark) -> bool {
        self.collect();
        if self.marks.is_full() {
            return false;
        }
        let event = match mark {
            Mark::Bed { bed, seed, fade } => {
                let bed = bed.map(|bed| Fresh { bed, seed: *seed, sound: beds::sound(bed, *seed) });
                Event::Bed { bed, fade: samples(*fade) }
            }
            Mark::Bell => Event::Bell,
            Mark::Chapter(_) => return true,
        };
        self.marks.push(Placed { epoch: self.epoch, at: self.base.saturating_add(at), event }).is_ok()
    }

    pub(crate) fn clear(&mut self) {
        self.base = self.written;
        self.epoch += 1;
        self.shared.cut.store(self.base, Ordering::Release);
        self.shared.epoch.store(self.epoch, Ordering::Release);
    }

    pub(crate) fn pause(&mut self) {
        self.shared.paused.store(true, Ordering::Release);
    }

    pub(crate) fn resume(&mut self) {
        self.shared.paused.store(false, Ordering::Release);
    }

    /// Volumes 0..1 of the voice and of what lies beside it; what is no number changes nothing.
    pub(crate) fn volume(&mut self, voice: f32, bed: f32) {
        for (volume, wanted) in [(&self.shared.voice, voice), (&self.shared.bed, bed)] {
            if !wanted.is_nan() {
                volume.store(wanted.clamp(0.0, 1.0).to_bits(), Ordering::Relaxed);
            }
        }
    }

    /// Voice samples that were rendered since the last clear.
    pub(crate) fn played(&self) -> u64 {
        self.shared.consumed.load(Ordering::Acquire).saturating_sub(self.base)
    }

    pub(crate) fn level(&self) -> Level {
        self.shared.meter.level()
    }

    /// Frees what the mixer has finished with.
    fn collect(&mut self) {
        while self.spent.pop().is_ok() {}
    }
}
