//! What strangers wrote is read on a thread of its own: a library that gives up there takes nothing with it.

use std::thread::Builder;

use vesper_speech::{Error, Kind, Result};

/// Bytes of stack: libraries that read nested things call themselves as deep as those nest, which is bounded before.
const STACK: usize = 32 << 20;

/// Runs `read` apart. `subject` is what it reads.
///
/// # Errors
/// `BadFile` where it gave up half-way, `Engine` where no thread could be started; what `read` answers.
pub(crate) fn apart<T: Send>(subject: &str, read: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    std::thread::scope(|scope| {
        let started = Builder::new().name("feed-read".into()).stack_size(STACK).spawn_scoped(scope, read);
        let running = started.map_err(|error| {
            let what = format!("cannot be read: no thread could be started: {error}.");
            Error::new(Kind::Engine, subject, what, "Close something else, then try again.")
        })?;
        running.join().unwrap_or_else(|_| {
            let what = "is written in a way that cannot be read.";
            Err(Error::new(Kind::BadFile, subject, what, "It was left out."))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_gives_up_takes_nobody_along() {
        #[allow(clippy::panic, reason = "what is tested")]
        let fault = apart::<()>("feed", || panic!("this belongs to the test")).expect_err("a fault");
        assert_eq!((fault.kind, fault.subject.as_str()), (Kind::BadFile, "feed"));
        assert_eq!(apart("feed", || Ok(3)), Ok(3));
    }
}
