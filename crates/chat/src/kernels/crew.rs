use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuilder};
use vesper_speech::{Error, Kind, Result};

/// The threads that compute one model. Work is cut into pieces, and whoever is free takes the next one, so that a core
/// that is busy elsewhere slows nobody down but itself: nothing waits at a barrier for a piece that nobody has begun.
pub(crate) struct Crew {
    pool: ThreadPool,
    threads: AtomicUsize,
}

impl Crew {
    /// A crew of `threads`, at least 1 and at most 256.
    ///
    /// # Errors
    /// `Engine` where the system gives no threads.
    pub(crate) fn new(threads: usize) -> Result<Crew> {
        let threads = threads.clamp(1, 256);
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads)
            .thread_name(|index| format!("chat-{index}"))
            .build()
            .map_err(|error| {
                let what = format!("the threads that compute it could not be started: {error}.");
                Error::new(Kind::Engine, "the chat model", what, "Close other programs and try again.")
            })?;
        Ok(Crew { pool, threads: AtomicUsize::new(threads) })
    }

    /// How many compute now.
    pub(crate) fn threads(&self) -> usize {
        self.threads.load(Ordering::Relaxed)
    }

    /// From the next piece of work on, so many compute: at least 1, and no more than there are.
    pub(crate) fn limit(&self, threads: usize) {
        self.threads.store(threads.clamp(1, self.pool.current_num_threads()), Ordering::Relaxed);
    }

    /// Runs `work` on a thread of the crew. What it shares from there is begun without a system call; from elsewhere
    /// each [`share`](Crew::share) first wakes the crew.
    pub(crate) fn enter<R: Send>(&self, work: impl FnOnce() -> R + Send) -> R {
        self.pool.install(work)
    }

    /// Does `work` with every piece, on all threads; returns when all is done.
    pub(crate) fn share<P: Send>(
        &self,
        pieces: impl ExactSizeIterator<Item = P> + Send,
        work: impl Fn(P) + Sync,
    ) {
        let helpers = self.threads().min(pieces.len()).saturating_sub(1);
        if helpers == 0 {
            pieces.for_each(work);
            return;
        }
        let pieces = Mutex::new(pieces);
        let take = || pieces.lock().unwrap_or_else(PoisonError::into_inner).next();
        let help = || {
            while let Some(piece) = take() {
                work(piece);
            }
        };
        self.pool.in_place_scope(|scope| {
            for _ in 0..helpers {
                scope.spawn(|_| help());
            }
            help();
        });
    }
}
