use std::sync::Arc;
use std::sync::atomic::Ordering;

use rtrb::{Consumer, Producer};
use vesper_speech::{Level, Mark, samples};

use super::{Event, FADE, Fresh, Placed, STOP, Shared};
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
    /// What `base` was before the latest stop, and the clear that it was.
    stopped: Option<(u64, u64)>,
    ducks: u64,
    backs: u64,
}

impl Desk {
    pub(super) fn new(
        voice: Producer<f32>,
        marks: Producer<Placed>,
        spent: Consumer<Sound>,
        shared: Arc<Shared>,
    ) -> Self {
        Desk { voice, marks, spent, shared, written: 0, base: 0, epoch: 0, stopped: None, ducks: 0, backs: 0 }
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
        self.drop_all(FADE);
    }

    pub(crate) fn stop(&mut self) {
        self.stopped = Some((self.base, self.epoch + 1));
        self.drop_all(STOP);
    }

    /// How many of the samples before the latest stop are heard, its fade included, once the callback has faded.
    pub(crate) fn stopped(&self) -> Option<u64> {
        let (base, epoch) = self.stopped?;
        let cleared = self.shared.cleared.load(Ordering::Acquire);
        (cleared == epoch).then(|| self.shared.ended.load(Ordering::Acquire).saturating_sub(base))
    }

    /// Lowers everything to `gain`, 0..1.
    pub(crate) fn duck(&mut self, gain: f32) {
        if gain.is_nan() {
            return;
        }
        let gain = gain.clamp(0.0, 1.0);
        if f32::from_bits(self.shared.duck.swap(gain.to_bits(), Ordering::Relaxed)) >= 1.0 {
            self.ducks += 1;
            self.shared.ducks.store(self.ducks, Ordering::Release);
        }
    }

    /// The voice sample since the last clear where the ducking began, once the callback has seen it.
    pub(crate) fn ducked(&self) -> Option<u64> {
        let lowered = f32::from_bits(self.shared.duck.load(Ordering::Relaxed)) < 1.0;
        let seen = self.shared.ducked.load(Ordering::Acquire) == self.ducks;
        (lowered && seen).then(|| self.shared.ducked_at.load(Ordering::Acquire).saturating_sub(self.base))
    }

    /// Ends the ducking; with `from`, the voice goes back to that sample since the last clear.
    pub(crate) fn restore(&mut self, from: Option<u64>) {
        self.shared.duck.store(1.0_f32.to_bits(), Ordering::Relaxed);
        if let Some(from) = from {
            self.backs += 1;
            self.shared.back_to.store(self.base.saturating_add(from), Ordering::Release);
            self.shared.backs.store(self.backs, Ordering::Release);
        }
    }

    fn drop_all(&mut self, fade: u32) {
        self.restore(None);
        self.base = self.written;
        self.epoch += 1;
        self.shared.fade.store(fade, Ordering::Release);
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
