use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use super::Clock;

/// A stream without a callback for so long has died, whatever the system says of it: some never tell.
const STALL: Duration = Duration::from_millis(750);

/// How long a stream may take until its callbacks come steadily. PulseAudio asks some sinks once, and then not for two
/// seconds.
const BEGINNING: Duration = Duration::from_secs(3);

/// The life signs of one stream: written by its callbacks, read by its owner, without a lock.
pub(crate) struct Vitals {
    /// The same for every stream.
    clock: Clock,
    /// The latest data callback by that clock, in nanoseconds; the opening before the first.
    beat: AtomicU64,
    opened: Duration,
    rerouted: AtomicBool,
    glitches: AtomicU64,
    fault: OnceLock<String>,
}

impl Vitals {
    pub(crate) fn new() -> Self {
        Vitals::timed(Clock::running())
    }

    pub(crate) fn timed(clock: Clock) -> Self {
        let opened = clock.now();
        Vitals {
            clock,
            beat: AtomicU64::new(opened.as_nanos() as u64),
            opened,
            rerouted: AtomicBool::new(false),
            glitches: AtomicU64::new(0),
            fault: OnceLock::new(),
        }
    }

    /// Time by the clock of all streams.
    pub(crate) fn now(&self) -> Duration {
        self.clock.now()
    }

    /// The data callback runs at `now`.
    pub(crate) fn beat(&self, now: Duration) {
        self.beat.store(now.as_nanos() as u64, Ordering::Relaxed);
    }

    /// Whether the callbacks have ceased.
    pub(crate) fn stalls(&self) -> bool {
        let now = self.now();
        let silent = now.saturating_sub(Duration::from_nanos(self.beat.load(Ordering::Relaxed)));
        silent > STALL && now.saturating_sub(self.opened) > BEGINNING
    }

    /// For the error callback. The first fault that ends the stream is kept; a glitch is only counted.
    pub(crate) fn failed(&self, cause: &cpal::Error) {
        match cause.kind() {
            cpal::ErrorKind::Xrun => {
                self.glitches.fetch_add(1, Ordering::Relaxed);
            }
            cpal::ErrorKind::DeviceChanged => self.rerouted.store(true, Ordering::Relaxed),
            cpal::ErrorKind::RealtimeDenied => {}
            // It allocates, which is harmless on a stream that has come to its end.
            _ => {
                self.fault.get_or_init(|| cause.to_string());
            }
        }
    }

    /// What ended the stream.
    pub(crate) fn fault(&self) -> Option<&str> {
        self.fault.get().map(String::as_str)
    }

    /// The system moved the stream to another device by itself.
    pub(crate) fn rerouted(&self) -> bool {
        self.rerouted.load(Ordering::Relaxed)
    }

    /// How often the device ran dry or over since the stream was opened.
    pub(crate) fn glitches(&self) -> u64 {
        self.glitches.load(Ordering::Relaxed)
    }
}
