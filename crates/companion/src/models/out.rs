use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use vesper_catalog::{Answer, News, Request};
use vesper_speech::{Error, Out, Result};

use super::board::Shared;

/// Told of every request that leaves this machine for a model. Called from several threads.
pub trait Witness: Send + Sync {
    /// `request` is about to leave; an error keeps it here and ends the work. What it gives names the request when
    /// its answer is told.
    fn asked(&self, request: &Request) -> Result<i64>;

    /// The request that was given this name was answered, or failed.
    fn answered(&self, asked: i64, answer: &Answer);
}

/// Writes requests to the log of the program alone.
pub struct Traced;

impl Witness for Traced {
    fn asked(&self, request: &Request) -> Result<i64> {
        tracing::info!("{} {}{} for {}", request.method, request.host, request.path, request.purpose);
        Ok(0)
    }

    fn answered(&self, _: i64, answer: &Answer) {
        tracing::info!("answered with {:?}, {} bytes", answer.status, answer.bytes);
    }
}

/// What the listener wants of a work that is under way.
#[derive(Default)]
pub(super) struct Wish(AtomicU8);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    GoOn,
    Pause,
    Cancel,
}

impl Wish {
    pub(super) fn want(&self, wanted: Wanted) {
        let number = match wanted {
            Wanted::GoOn => 0,
            Wanted::Pause => 1,
            Wanted::Cancel => 2,
        };
        self.0.store(number, Ordering::Release);
    }

    pub(super) fn wanted(&self) -> Wanted {
        match self.0.load(Ordering::Acquire) {
            0 => Wanted::GoOn,
            1 => Wanted::Pause,
            _ => Wanted::Cancel,
        }
    }
}

/// Where the work on one model puts its news: progress onto its card, requests to the witness.
pub(super) struct Reporter {
    shared: Arc<Shared>,
    id: String,
    wish: Arc<Wish>,
    /// The witness's names of requests that wait for their answer.
    asked: HashMap<u64, i64>,
}

impl Reporter {
    pub(super) fn new(shared: Arc<Shared>, id: String, wish: Arc<Wish>) -> Reporter {
        Reporter { shared, id, wish, asked: HashMap::new() }
    }
}

impl Out<News> for Reporter {
    fn put(&mut self, news: News) -> Result<()> {
        match news {
            News::Progress(progress) => self.shared.progress(&self.id, progress),
            News::Request(request) => {
                self.check()?;
                let asked = self.shared.witness.asked(&request)?;
                self.asked.insert(request.number, asked);
            }
            News::Answer(answer) => {
                if let Some(asked) = self.asked.remove(&answer.number) {
                    self.shared.witness.answered(asked, &answer);
                }
            }
        }
        self.check()
    }

    fn check(&self) -> Result<()> {
        match self.wish.wanted() {
            Wanted::GoOn => Ok(()),
            Wanted::Pause | Wanted::Cancel => Err(Error::stopped()),
        }
    }
}
