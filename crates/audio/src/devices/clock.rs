#[cfg(any(test, feature = "by-hand"))]
use std::sync::Arc;
use std::sync::OnceLock;
#[cfg(any(test, feature = "by-hand"))]
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// When the first stream of this program was opened: all count from the same moment, so that what is heard can be
/// compared with what was played.
static FIRST: OnceLock<Instant> = OnceLock::new();

/// Sample `index` of a stream was asked for, or came, at `at`, by the clock of all streams.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Note {
    pub(crate) index: u64,
    pub(crate) at: Duration,
}

/// Notes that may be on their way: five seconds of callbacks.
pub(crate) const NOTES: usize = 512;

/// What tells a stream the time.
#[derive(Clone, Debug)]
pub(crate) enum Clock {
    /// The system's, since this moment.
    Running(Instant),
    /// One that stands still until it is moved.
    #[cfg(any(test, feature = "by-hand"))]
    Moved(Time),
}

impl Clock {
    pub(crate) fn running() -> Clock {
        Clock::Running(*FIRST.get_or_init(Instant::now))
    }

    pub(crate) fn now(&self) -> Duration {
        match self {
            Clock::Running(since) => since.elapsed(),
            #[cfg(any(test, feature = "by-hand"))]
            Clock::Moved(time) => time.now(),
        }
    }
}

#[cfg(any(test, feature = "by-hand"))]
impl From<&Time> for Clock {
    fn from(time: &Time) -> Clock {
        Clock::Moved(time.clone())
    }
}

/// A time that stands still until it is moved. Clones are the same time.
#[cfg(any(test, feature = "by-hand"))]
#[derive(Clone, Debug, Default)]
pub struct Time {
    /// Nanoseconds since it was made.
    nanos: Arc<AtomicU64>,
}

#[cfg(any(test, feature = "by-hand"))]
impl Time {
    #[must_use]
    pub fn new() -> Time {
        Time::default()
    }

    /// Since it was made.
    #[must_use]
    pub fn now(&self) -> Duration {
        Duration::from_nanos(self.nanos.load(Ordering::Acquire))
    }

    /// Moves it to `now`; it never goes back.
    pub fn reach(&self, now: Duration) {
        let nanos = u64::try_from(now.as_nanos()).unwrap_or(u64::MAX);
        self.nanos.fetch_max(nanos, Ordering::AcqRel);
    }
}
