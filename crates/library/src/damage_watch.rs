//! The thread that looks after an open library: it takes the weekly snapshot and reads the file through.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rusqlite::{Connection, InterruptHandle, OpenFlags};

use crate::damage::{self, Damage, Notice};
use crate::{open, snapshot};

/// The first moments belong to whoever opened the library.
const DELAY: Duration = Duration::from_secs(2);
/// How often is looked whether a snapshot is due, in a library that stays open.
const LOOK: Duration = Duration::from_secs(3600);

/// Ends its work when it is dropped.
pub(crate) struct Watch {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    stop: AtomicBool,
    reading: Mutex<Option<InterruptHandle>>,
    found: Mutex<Option<Damage>>,
}

impl Watch {
    /// Looks after the library at `library`, about which opening found `notice`, and which held something by then or
    /// did not.
    pub(crate) fn start(library: &Path, notice: Option<&Notice>, held: bool) -> Watch {
        // What was cut off was read through just now.
        let check = notice.is_none();
        // The snapshots there are were offered just now; they are not to be pushed out by an empty library.
        let keep = !matches!(notice, Some(Notice::Damaged(_)));
        let shared = Arc::new(Shared::default());
        let library = library.to_owned();
        let thread = thread::Builder::new().name("library".into()).spawn({
            let shared = Arc::clone(&shared);
            move || shared.look_after(&library, keep, keep && held, check)
        });
        if let Err(error) = &thread {
            tracing::warn!("the library is not looked after: {error}");
        }
        Watch { shared, thread: thread.ok() }
    }

    pub(crate) fn found(&self) -> Option<Damage> {
        self.shared.found.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::Relaxed);
        let Some(thread) = self.thread.take() else { return };
        thread.thread().unpark();
        // Asked again and again: between two statements an interrupt is not heard.
        while !thread.is_finished() {
            if let Some(reading) = &*self.shared.reading.lock().unwrap_or_else(PoisonError::into_inner) {
                reading.interrupt();
            }
            thread::sleep(Duration::from_millis(1));
        }
        drop(thread.join());
    }
}

impl Shared {
    /// What came into the library after it was opened is still growing: it has its snapshot later.
    fn look_after(&self, library: &Path, keep: bool, held: bool, check: bool) {
        if held {
            take_if_due(library);
        }
        if check {
            thread::park_timeout(DELAY);
            if !self.is_over() {
                self.check(library);
            }
        }
        if !keep {
            return;
        }
        loop {
            if !self.is_over() {
                thread::park_timeout(LOOK);
            }
            let last = self.is_over();
            take_if_due(library);
            // Once more when it is over: a first session has its snapshot then.
            if last {
                break;
            }
        }
    }

    fn is_over(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn check(&self, library: &Path) {
        match self.read_through(library) {
            Ok(Some(what)) => self.report(library, what),
            Ok(None) => {}
            Err(error) => tracing::debug!("the library was not read through: {error}"),
        }
    }

    fn read_through(&self, library: &Path) -> rusqlite::Result<Option<String>> {
        let connection = Connection::open_with_flags(library, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        open::set_up(&connection)?;
        *self.reading.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(connection.get_interrupt_handle());
        let found = damage::thorough(&connection);
        *self.reading.lock().unwrap_or_else(PoisonError::into_inner) = None;
        found
    }

    fn report(&self, library: &Path, what: String) {
        let mark: PathBuf = damage::suspect(library);
        if let Err(error) = File::create(&mark).and_then(|file| file.sync_all()) {
            tracing::warn!("{} could not be made: {error}", mark.display());
        }
        let snapshot = snapshot::snapshots(library).into_iter().next();
        *self.found.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(Damage { what, aside: None, snapshot });
    }
}

/// Not interrupted, so that those who only ever come for a moment have snapshots too.
fn take_if_due(library: &Path) {
    if snapshot::due(library)
        && let Err(error) = snapshot::take(library)
    {
        tracing::warn!("no snapshot was taken: {error}");
    }
}
