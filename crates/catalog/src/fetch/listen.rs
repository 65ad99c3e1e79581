use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use vesper_speech::{Out, Result};

use super::wire::Message;
use crate::News;

/// Asked this often whether to stop.
const TICK: Duration = Duration::from_millis(10);

/// Tells the news of the threads at the other end, and lets `each` tell its own every few milliseconds, until the
/// last of those threads has ended. Only the thread that calls this touches `news`.
pub(super) fn listen(
    messages: &Receiver<Message>,
    news: &mut dyn Out<News>,
    mut each: impl FnMut(&mut dyn Out<News>) -> Result<()>,
) -> Result<()> {
    loop {
        match messages.recv_timeout(TICK) {
            Ok(Message::Request(request, told)) => {
                news.put(News::Request(request))?;
                // The thread that asked may have been stopped meanwhile: then nothing leaves.
                told.send(()).unwrap_or_default();
            }
            Ok(Message::Answer(answer)) => news.put(News::Answer(answer))?,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        news.check()?;
        each(news)?;
    }
}
