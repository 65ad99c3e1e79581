//! Who has the library open. A file is looked at from outside, and moved, by a process that has it for itself.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use vesper_speech::{Error, Kind, Result};

use crate::damage::beside;
use crate::snapshot::unwritable;

/// How long the opening of another process is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// A lock on `library.db-lock`, held for as long as the library is open. The system lets go of it when a process
/// ends, however it ends.
pub(crate) struct Door {
    lock: File,
    alone: bool,
}

impl Door {
    /// Waits while another process is opening the library at `path`.
    pub(crate) fn enter(path: &Path) -> Result<Door> {
        let name = beside(path, "-lock");
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&name)
            .map_err(|error| unwritable(&name, &error))?;
        let started = Instant::now();
        loop {
            match lock.try_lock() {
                Ok(()) => return Ok(Door { lock, alone: true }),
                // A file system without locks is used by one at a time.
                Err(TryLockError::Error(_)) => return Ok(Door { lock, alone: true }),
                Err(TryLockError::WouldBlock) => {}
            }
            if lock.try_lock_shared().is_ok() {
                return Ok(Door { lock, alone: false });
            }
            if started.elapsed() > PATIENCE {
                return Err(Error::new(
                    Kind::Unwritable,
                    path.display().to_string(),
                    "is being opened by another Vesper that does not finish.",
                    "Close the other one, or try again.",
                ));
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Whether nobody else has the library open, until [`share`](Door::share).
    pub(crate) fn alone(&self) -> bool {
        self.alone
    }

    /// Lets others open the library too.
    pub(crate) fn share(&mut self) {
        self.alone = false;
        // Where locks are not known there was none to begin with.
        drop(self.lock.lock_shared());
    }
}
