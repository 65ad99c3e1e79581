use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The cores that the engines of one program share. Whoever has to be quick takes some for as long as it computes; who
/// can wait asks often how many are [`free`](Cores::free), and lets no more threads compute. Nobody waits for anybody:
/// more threads than cores would only take turns, and wait for each other in between.
///
/// Clones share; engines that share nothing are given a count, as in `Cores::from(2)`.
#[derive(Clone, Debug)]
pub struct Cores {
    all: usize,
    taken: Arc<AtomicUsize>,
}

impl Cores {
    /// So many, at least one.
    pub fn new(all: usize) -> Cores {
        Cores { all: all.max(1), taken: Arc::default() }
    }

    pub fn all(&self) -> usize {
        self.all
    }

    /// Those that nobody has taken; at least one, so that everything goes on, however slowly.
    pub fn free(&self) -> usize {
        self.all.saturating_sub(self.taken.load(Ordering::Relaxed)).max(1)
    }

    /// Takes `count` until what this gives is dropped. It is not refused: who takes them computes in any case.
    pub fn take(&self, count: usize) -> Taken {
        self.taken.fetch_add(count, Ordering::Relaxed);
        Taken { taken: self.taken.clone(), count }
    }
}

impl From<usize> for Cores {
    fn from(all: usize) -> Cores {
        Cores::new(all)
    }
}

/// Cores that are taken.
#[must_use = "they are free again as soon as this is dropped"]
#[derive(Debug)]
pub struct Taken {
    taken: Arc<AtomicUsize>,
    count: usize,
}

impl Drop for Taken {
    fn drop(&mut self) {
        self.taken.fetch_sub(self.count, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_missing_until_it_is_given_back_and_one_is_always_left() {
        let cores = Cores::new(4);
        let of_the_same = cores.clone();
        let voice = cores.take(2);
        assert_eq!(of_the_same.free(), 2);
        let recogniser = of_the_same.take(of_the_same.free());
        assert_eq!(cores.free(), 1);
        drop(voice);
        assert_eq!(cores.free(), 2);
        drop(recogniser);
        assert_eq!((cores.free(), cores.all()), (4, 4));
        assert_eq!(Cores::from(0).free(), 1);
    }
}
