//! What the listener types, read on a thread of its own: until a line comes, there is time for other work.

use std::io::{BufRead, Read, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::Builder;

/// Bytes of what is read from a pipe as one question.
pub(super) const LONGEST: u64 = 1 << 20;

pub(super) struct Lines {
    lines: Receiver<Result<String>>,
    come: Arc<AtomicUsize>,
    taken: usize,
}

impl Lines {
    /// Those of standard input. One waits at most; the next is read when it was taken.
    pub(super) fn new() -> Result<Lines> {
        let (give, lines) = sync_channel(0);
        let come = Arc::new(AtomicUsize::new(0));
        let counted = come.clone();
        let read = move || {
            let mut input = std::io::stdin().lock();
            loop {
                let mut line = String::new();
                let read = input.by_ref().take(LONGEST).read_line(&mut line);
                let is_over = !matches!(read, Ok(1..));
                counted.fetch_add(1, Ordering::AcqRel);
                if give.send(read.map(|_| line)).is_err() || is_over {
                    return;
                }
            }
        };
        Builder::new().name("lines".into()).spawn(read)?;
        Ok(Lines { lines, come, taken: 0 })
    }

    /// Whether there is a line, or the end, that was not taken yet.
    pub(super) fn waits(&self) -> bool {
        self.come.load(Ordering::Acquire) > self.taken
    }

    /// The next line, once it comes; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<String>> {
        let Ok(line) = self.lines.recv() else { return Ok(None) };
        self.taken += 1;
        Ok(Some(line?).filter(|line| !line.is_empty()))
    }
}
