use std::sync::{Mutex, PoisonError};

use rayon::{ThreadPool, ThreadPoolBuilder};
use vesper_speech::{Cores, Error, Kind, Result};

/// The threads that compute one model. Work is cut into pieces, and whoever is free takes the next one, so that a core
/// that is busy elsewhere slows nobody down but itself: nothing waits at a barrier for a piece that nobody has begun.
pub(crate) struct Crew {
    pool: ThreadPool,
    cores: Cores,
}

impl Crew {
    /// A crew of as many threads as there are `cores`, at most 256. As many of them compute as there are free cores.
    ///
    /// # Errors
    /// `Engine` where the system gives no threads.
    pub(crate) fn new(cores: impl Into<Cores>) -> Result<Crew> {
        let cores = cores.into();
        let threads = cores.all().min(256);
        let pool = ThreadPoolBuilder::new()
            .num_threads(threads)
            .thread_name(|index| format!("chat-{index}"))
            .build()
            .map_err(|error| {
                let what = format!("the threads that compute it could not be started: {error}.");
                Error::new(Kind::Engine, "the chat model", what, "Close other programs and try again.")
            })?;
        Ok(Crew { pool, cores })
    }

    /// How many compute now.
    pub(crate) fn threads(&self) -> usize {
        self.cores.free().min(self.pool.current_num_threads())
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
