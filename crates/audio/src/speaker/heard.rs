use std::sync::atomic::{AtomicU64, Ordering, fence};
use std::time::Duration;

use vesper_speech::RATE;

/// Blocks that are remembered: at 10 ms each, two and a half seconds, which is more than any wireless
/// speaker lags.
const BLOCKS: usize = 256;

/// When which sample of the voice is heard.
///
/// The callback notes of each block when its first frame will leave the device; the performer asks how
/// far it has come by now. Neither waits for the other: each slot carries a number that is odd while it is
/// written, and a reader who meets an odd or a changed number passes over it (a seqlock, see Boehm, "Can
/// Seqlocks Get Along With Programming Language Memory Models?", 2012).
pub(super) struct Heard {
    slots: [Slot; BLOCKS],
    /// Blocks noted so far.
    count: AtomicU64,
}

#[derive(Default)]
struct Slot {
    seal: AtomicU64,
    /// Nanoseconds since the stream was opened.
    at: AtomicU64,
    from: AtomicU64,
    to: AtomicU64,
}

impl Heard {
    pub(super) fn new() -> Self {
        Heard { slots: std::array::from_fn(|_| Slot::default()), count: AtomicU64::new(0) }
    }

    /// The block that is heard at `at` carries the voice's samples `from..to`, none where they are equal.
    /// Only the callback may call this.
    pub(super) fn note(&self, at: Duration, from: u64, to: u64) {
        let count = self.count.load(Ordering::Relaxed);
        let Some(slot) = self.slots.get(count as usize % BLOCKS) else { return };
        slot.seal.store(2 * count + 1, Ordering::Relaxed);
        fence(Ordering::Release);
        slot.at.store(at.as_nanos() as u64, Ordering::Relaxed);
        slot.from.store(from, Ordering::Relaxed);
        slot.to.store(to, Ordering::Relaxed);
        slot.seal.store(2 * count + 2, Ordering::Release);
        self.count.store(count + 1, Ordering::Release);
    }

    /// How far the voice was heard at `now`; `None` while that is before everything remembered.
    pub(super) fn position(&self, now: Duration) -> Option<u64> {
        let now = now.as_nanos() as u64;
        let count = self.count.load(Ordering::Acquire);
        let oldest = count.saturating_sub(BLOCKS as u64);
        let (at, from, to) =
            (oldest..count).rev().filter_map(|block| self.read(block)).find(|(at, ..)| *at <= now)?;
        let since = u128::from(now - at) * u128::from(RATE) / 1_000_000_000;
        Some(from + u64::try_from(since).unwrap_or(u64::MAX).min(to.saturating_sub(from)))
    }

    fn read(&self, block: u64) -> Option<(u64, u64, u64)> {
        let slot = self.slots.get(block as usize % BLOCKS)?;
        let sealed = slot.seal.load(Ordering::Acquire);
        let noted = (
            slot.at.load(Ordering::Relaxed),
            slot.from.load(Ordering::Relaxed),
            slot.to.load(Ordering::Relaxed),
        );
        fence(Ordering::Acquire);
        (sealed == 2 * block + 2 && slot.seal.load(Ordering::Relaxed) == sealed).then_some(noted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn a_block_counts_as_it_is_heard_and_not_as_it_is_queued() {
        let heard = Heard::new();
        heard.note(ms(30), 0, 480);
        heard.note(ms(40), 480, 960);
        assert_eq!(heard.position(ms(29)), None);
        assert_eq!(heard.position(ms(30)), Some(0));
        assert_eq!(heard.position(ms(35)), Some(240));
        assert_eq!(heard.position(ms(45)), Some(720));
    }

    #[test]
    fn the_last_word_is_heard_to_its_end_though_silence_follows() {
        let heard = Heard::new();
        heard.note(ms(30), 0, 480);
        heard.note(ms(40), 480, 480);
        assert_eq!(heard.position(ms(200)), Some(480));
    }

    #[test]
    fn a_device_that_lags_behind_all_memory_has_played_nothing_new() {
        let heard = Heard::new();
        for block in 0..2 * BLOCKS as u64 {
            heard.note(ms(10_000 + 10 * block), 480 * block, 480 * (block + 1));
        }
        assert_eq!(heard.position(ms(9_000)), None);
        assert_eq!(heard.position(ms(10_000 + 10 * 300)), Some(480 * 300));
    }
}
