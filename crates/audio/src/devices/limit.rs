//! A bound on calls that a hung sound service would never answer.

use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread::Builder;
use std::time::Duration;

use vesper_speech::{Error, Kind, Result};

/// A service that is slow to start takes a second or two; nobody waits longer than this for a window.
const PATIENCE: Duration = Duration::from_secs(5);
const FAREWELL: Duration = Duration::from_secs(1);

/// Runs `work` on a thread of its own and waits five seconds for it. What comes later is dropped there.
pub(crate) fn within<T: Send + 'static>(
    subject: &str,
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let (done, answer) = sync_channel(1);
    let spawned = Builder::new().name("audio-device".into()).spawn(move || {
        // A send fails only when nobody waits any more.
        done.send(work()).ok();
    });
    if let Err(cause) = spawned {
        return Err(Error::new(
            Kind::Engine,
            subject,
            format!("no thread could be started for it ({cause})."),
            "Close other programs and try again.",
        ));
    }
    answer.recv_timeout(PATIENCE).unwrap_or_else(|missing| {
        let what = match missing {
            RecvTimeoutError::Timeout => "did not answer within five seconds.",
            RecvTimeoutError::Disconnected => "failed while it was asked.",
        };
        Err(Error::new(
            Kind::LostDevice,
            subject,
            what,
            "Restart the system's sound service, or choose another device.",
        ))
    })
}

/// Closes `stream` and waits a second for it: a card is free for the next opening, and a hung service
/// does not take the caller along.
pub(crate) fn close(stream: cpal::Stream) {
    let (done, closed) = sync_channel::<()>(1);
    let spawned = Builder::new().name("audio-close".into()).spawn(move || {
        drop(stream);
        drop(done);
    });
    if spawned.is_ok() {
        // Either answer is the end of the waiting: closed, or given up.
        closed.recv_timeout(FAREWELL).ok();
    }
}
