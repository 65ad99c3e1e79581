//! How much is computed between two moments at which the work can be stopped.

use std::time::Duration;

/// A stop should be noticed within 50 ms, also where the machine is busier than it was while this was learned.
const LONG: Duration = Duration::from_millis(20);
const SHORT: Duration = Duration::from_millis(8);
/// Tokens that are computed together: fewer would read each matrix too often, more gain nothing.
const FEWEST: usize = 16;
const MOST: usize = crate::kernels::AT_ONCE;

/// Learned from how long the last steps took: machines and models differ a hundredfold. It decides only what is computed
/// together; what is computed does not depend on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    /// Tokens of a prompt that go through a layer together.
    pub(super) tokens: usize,
    /// Layers that a single token goes through in one turn.
    pub(super) layers: usize,
}

impl Pace {
    pub(super) fn new() -> Pace {
        Pace { tokens: 4 * FEWEST, layers: 1 }
    }

    /// The slowest turn of a block of so many `tokens` took this long; of one token, with so many `layers` of `all`.
    pub(super) fn learn(&mut self, tokens: usize, layers: usize, all: usize, took: Duration) {
        if tokens == 1 {
            if took > LONG {
                self.layers = (layers / 2).max(1);
            } else if took < SHORT && layers == self.layers {
                self.layers = (2 * layers).min(all.max(1));
            }
        } else if took > LONG {
            self.tokens = (tokens / 2).max(FEWEST);
        } else if took < SHORT && tokens == self.tokens {
            self.tokens = (2 * tokens).min(MOST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What one layer takes for each token, until nothing changes any more.
    fn learned(layer: Duration, all: usize) -> Pace {
        let mut pace = Pace::new();
        for _ in 0..20 {
            pace.learn(pace.tokens, 1, all, layer * u32::try_from(pace.tokens).unwrap());
            pace.learn(1, pace.layers, all, layer * u32::try_from(pace.layers).unwrap());
        }
        pace
    }

    #[test]
    fn turns_are_short_on_slow_machines_and_few_on_quick_ones() {
        let quick = learned(Duration::from_micros(5), 28);
        assert_eq!((quick.tokens, quick.layers), (256, 28));
        let usual = learned(Duration::from_micros(100), 28);
        assert!(usual.tokens >= 80 && usual.tokens <= 200 && usual.layers == 28, "{usual:?}");
        let slow = learned(Duration::from_millis(15), 64);
        assert_eq!((slow.tokens, slow.layers), (16, 1));
    }
}
