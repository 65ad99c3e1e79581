use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rtrb::{Consumer, Producer, RingBuffer};
use vesper_speech::RATE;

use crate::devices::{NOTES, Note};

/// Samples on their way: a second, far more than an ear that works ever leaves there.
const CAPACITY: usize = RATE as usize;

/// What the loudspeaker plays, on its way to the ear: give one to the speaker
/// ([`open_heard`](crate::open_heard)) and a clone of it to the [`Ear`](crate::Ear).
///
/// Either may be opened anew while the other goes on. While no ear listens, the loudspeaker's callback has nothing to do
/// for it.
#[derive(Clone, Default)]
pub struct FarEnd(Arc<Line>);

#[derive(Default)]
struct Line {
    /// What the speaker that was opened last plays, until an ear takes it. No callback touches the lock.
    latest: Mutex<Option<Feed>>,
    /// Ears that listen.
    ears: AtomicUsize,
    /// Samples that found no room.
    lost: AtomicU64,
}

impl FarEnd {
    #[must_use]
    pub fn new() -> FarEnd {
        FarEnd::default()
    }

    /// Samples, at 48 kHz, that the ear did not take in time.
    #[must_use]
    pub fn lost(&self) -> u64 {
        self.0.lost.load(Ordering::Relaxed)
    }

    /// The beginning of a new line, for the callback of a speaker that is being opened.
    pub(crate) fn tap(&self) -> Tap {
        let (samples, taken) = RingBuffer::new(CAPACITY);
        let (notes, noted) = RingBuffer::new(NOTES);
        *self.0.latest.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(Feed { samples: taken, notes: noted, count: 0 });
        Tap { line: self.0.clone(), samples, notes, count: 0 }
    }

    /// The end of a line that was begun since this was last asked.
    pub(crate) fn latest(&self) -> Option<Feed> {
        self.0.latest.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// One more ear listens.
    pub(crate) fn begin(&self) {
        self.0.ears.fetch_add(1, Ordering::AcqRel);
    }

    /// One ear less does, and leaves its line to the next.
    pub(crate) fn end(&self, feed: Option<Feed>) {
        self.0.ears.fetch_sub(1, Ordering::AcqRel);
        if let Some(feed) = feed {
            self.0.latest.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(feed);
        }
    }
}

/// The loudspeaker's end. Neither locks, allocates nor asks the system for anything.
pub(crate) struct Tap {
    line: Arc<Line>,
    samples: Producer<f32>,
    notes: Producer<Note>,
    /// Samples put in so far.
    count: u64,
}

impl Tap {
    /// The block `stereo`, at [`RATE`], was asked for at `at`.
    pub(crate) fn take(&mut self, stereo: &[f32], at: Duration) {
        if self.line.ears.load(Ordering::Acquire) == 0 {
            return;
        }
        let (frames, _) = stereo.as_chunks::<2>();
        let room = frames.len().min(self.samples.slots());
        if room < frames.len() {
            self.line.lost.fetch_add((frames.len() - room) as u64, Ordering::Relaxed);
        }
        let Ok(chunk) = self.samples.write_chunk_uninit(room) else { return };
        // Without its note a block is placed after the one before it, which is right but where one was lost.
        self.notes.push(Note { index: self.count, at }).ok();
        self.count += chunk.fill_from_iter(frames.iter().map(|[left, right]| (left + right) / 2.0)) as u64;
    }
}

/// The ear's end: mono at [`RATE`].
pub(crate) struct Feed {
    samples: Consumer<f32>,
    notes: Consumer<Note>,
    /// Samples taken out so far.
    count: u64,
}

impl Feed {
    /// The index of the sample that comes next.
    pub(crate) fn next(&self) -> u64 {
        self.count
    }

    /// Appends what has come, and gives the latest note.
    pub(crate) fn drain(&mut self, out: &mut Vec<f32>) -> Option<Note> {
        // The samples last: a note that is seen belongs to samples that are taken, now or at the next call.
        let mut latest = None;
        while let Ok(note) = self.notes.pop() {
            latest = Some(note);
        }
        if let Ok(chunk) = self.samples.read_chunk(self.samples.slots()) {
            let (first, second) = chunk.as_slices();
            out.extend_from_slice(first);
            out.extend_from_slice(second);
            self.count += chunk.len() as u64;
            chunk.commit_all();
        }
        latest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides_travel_as_one_with_their_time() {
        let far = FarEnd::new();
        let mut tap = far.tap();
        far.begin();
        tap.take(&[0.5, 0.25, -1.0, -1.0], Duration::from_millis(30));
        tap.take(&[1.0, 1.0], Duration::from_millis(40));
        let mut feed = far.latest().unwrap();
        let mut heard = Vec::new();
        let note = feed.drain(&mut heard);
        assert_eq!(heard, [0.375, -1.0, 1.0]);
        assert_eq!(note, Some(Note { index: 2, at: Duration::from_millis(40) }));
        assert!(far.latest().is_none(), "one line, one ear");
    }

    #[test]
    fn nothing_is_kept_while_no_ear_listens_and_what_finds_no_room_is_counted() {
        let far = FarEnd::new();
        let mut tap = far.tap();
        let mut feed = far.latest().unwrap();
        tap.take(&[0.5; 960], Duration::ZERO);
        let mut heard = Vec::new();
        assert_eq!(feed.drain(&mut heard), None);
        far.begin();
        for block in 0..101 {
            tap.take(&[0.5; 960], Duration::from_millis(10 * block));
        }
        feed.drain(&mut heard);
        assert_eq!((heard.len(), far.lost()), (CAPACITY, 480));
    }
}
