use std::sync::atomic::{AtomicU8, Ordering};

/// What the listener wants of a work that is under way.
#[derive(Default)]
pub(super) struct Wish(AtomicU8);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    GoOn,
    /// Stop, and keep what came.
    Pause,
    /// Stop, and drop what came.
    Cancel,
}

const PAUSE: u8 = 1;
const CANCEL: u8 = 2;

impl Wish {
    pub(super) fn pause(&self) {
        // Who cancelled already does not want it kept.
        self.0.fetch_max(PAUSE, Ordering::AcqRel);
    }

    pub(super) fn cancel(&self) {
        self.0.fetch_max(CANCEL, Ordering::AcqRel);
    }

    pub(super) fn wanted(&self) -> Wanted {
        match self.0.load(Ordering::Acquire) {
            CANCEL => Wanted::Cancel,
            PAUSE => Wanted::Pause,
            _ => Wanted::GoOn,
        }
    }
}
