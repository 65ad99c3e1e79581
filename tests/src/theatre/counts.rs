//! Shares and percentiles.

use vesper_speech::RATE;

/// Lengths of time, in samples.
#[derive(Clone, Debug, Default)]
pub struct Spread(Vec<u64>);

impl Spread {
    pub fn add(&mut self, samples: u64) {
        self.0.push(samples);
    }

    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// In milliseconds, the value that `share` (0..1) of them do not exceed; none of none.
    #[must_use]
    pub fn at(&self, share: f64) -> Option<f64> {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let place = (share * sorted.len() as f64).ceil() as usize;
        sorted.get(place.saturating_sub(1)).map(|samples| *samples as f64 * 1_000.0 / f64::from(RATE))
    }

    pub(super) fn join(&mut self, other: Spread) {
        self.0.extend(other.0);
    }
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub good: usize,
    pub all: usize,
}

impl Share {
    pub(super) fn add(&mut self, good: bool) {
        self.good += usize::from(good);
        self.all += 1;
    }

    pub(super) fn join(&mut self, other: Share) {
        self.good += other.good;
        self.all += other.all;
    }

    /// None of nothing.
    #[must_use]
    pub fn of(&self) -> Option<f64> {
        (self.all > 0).then(|| self.good as f64 / self.all as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let mut spread = Spread::default();
        (1..=20).for_each(|n| spread.add(n * 48));
        assert_eq!((spread.at(0.5), spread.at(0.95), spread.at(1.0)), (Some(10.0), Some(19.0), Some(20.0)));
        assert_eq!(Spread::default().at(0.5), None);
    }
}
