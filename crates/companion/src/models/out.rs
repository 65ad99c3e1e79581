use std::collections::HashMap;
use std::sync::Arc;

use vesper_catalog::News;
use vesper_speech::{Error, Out, Result};

use super::shared::Shared;
use super::wish::{Wanted, Wish};

/// Where the work on a model puts its news: progress onto its card, requests to the witness.
pub(super) struct Reporter {
    shared: Arc<Shared>,
    /// None while it is not known yet which model it is.
    id: Option<String>,
    wish: Arc<Wish>,
    /// The witness's names of requests that wait for their answer.
    asked: HashMap<u64, i64>,
}

impl Reporter {
    pub(super) fn new(shared: Arc<Shared>, id: Option<String>, wish: Arc<Wish>) -> Reporter {
        Reporter { shared, id, wish, asked: HashMap::new() }
    }
}

impl Out<News> for Reporter {
    fn put(&mut self, news: News) -> Result<()> {
        match news {
            News::Progress(progress) => {
                if let Some(id) = &self.id {
                    self.shared.progress(id, progress);
                }
            }
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
