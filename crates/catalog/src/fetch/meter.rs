use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Speed is that of the last seconds.
const SECONDS: Duration = Duration::from_secs(5);
/// Points that speed is measured between; with [`OFTEN`] they cover those seconds.
const MOST: usize = 50;
/// How often progress is told.
const OFTEN: Duration = Duration::from_millis(100);

/// How fast bytes come.
#[derive(Default)]
pub(super) struct Meter {
    points: VecDeque<(Instant, u64)>,
}

impl Meter {
    /// Whether progress is due.
    pub(super) fn due(&self, now: Instant) -> bool {
        self.points.back().is_none_or(|(last, _)| now.duration_since(*last) >= OFTEN)
    }

    /// Notes that `bytes` have come in all until `now`, and gives the bytes a second.
    pub(super) fn note(&mut self, now: Instant, bytes: u64) -> Option<f64> {
        // Fewer than before: it began anew.
        if self.points.back().is_some_and(|(_, before)| bytes < *before) {
            self.points.clear();
        }
        let late = |(first, _): &(Instant, u64)| now.duration_since(*first) > SECONDS;
        while self.points.len() >= MOST || self.points.len() > 1 && self.points.front().is_some_and(late) {
            self.points.pop_front();
        }
        self.points.push_back((now, bytes));
        let (first, from) = *self.points.front()?;
        let seconds = now.duration_since(first).as_secs_f64();
        (seconds >= 0.5).then(|| (bytes - from) as f64 / seconds)
    }
}

/// The time that `bytes` take at `speed`.
pub(super) fn left(bytes: u64, speed: f64) -> Option<Duration> {
    (speed >= 1.0).then(|| Duration::try_from_secs_f64(bytes as f64 / speed).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speed_is_that_of_the_last_seconds() {
        let start = Instant::now();
        let mut meter = Meter::default();
        let mut speed = None;
        for tenth in 0..200_u32 {
            // Ten seconds at 1 MB/s, then ten at 3 MB/s.
            let done = u64::from(tenth) * 100_000 + u64::from(tenth.saturating_sub(100)) * 200_000;
            let now = start + Duration::from_millis(100) * tenth;
            assert!(meter.due(now));
            speed = meter.note(now, done);
            assert!(!meter.due(now + Duration::from_millis(50)));
            if tenth == 99 {
                assert!((speed.unwrap() - 1e6).abs() < 1e4, "{speed:?}");
            }
        }
        assert!((speed.unwrap() - 3e6).abs() < 5e4, "{speed:?}");
        assert_eq!(left(30_000_000, 3e6), Some(Duration::from_secs(10)));
        assert_eq!(left(1, 0.0), None);
        assert_eq!(meter.note(start + Duration::from_secs(21), 0), None, "begun anew");
    }
}
