use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;

use vesper::{Companion, Home};

use crate::feed::Feed;
use crate::wire::Trouble;

/// What the commands share. The companion is opened on a thread of its own: the window does not wait for it.
pub struct Shell {
    opened: Arc<Opened>,
    /// The stage on its way.
    pub(crate) feed: Mutex<Option<Feed>>,
    /// The models on their way.
    pub(crate) models: Mutex<Option<Feed>>,
    /// Set to stop the voice that is being made; none while none is.
    pub(crate) making: Mutex<Option<Arc<AtomicBool>>>,
}

#[derive(Default)]
struct Opened {
    companion: Mutex<Option<Result<Companion, Trouble>>>,
    there: Condvar,
}

impl Shell {
    pub fn open(home: Home) -> std::io::Result<Shell> {
        let opened = Arc::new(Opened::default());
        let place = opened.clone();
        Builder::new().name("opening".into()).spawn(move || {
            let companion = Companion::open(home).map_err(Trouble::from);
            *place.lock() = Some(companion);
            place.there.notify_all();
        })?;
        Ok(Shell { opened, feed: Mutex::new(None), models: Mutex::new(None), making: Mutex::new(None) })
    }

    /// Runs `work` with the companion, off the main thread.
    pub(crate) async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Companion) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let opened = self.opened.clone();
        tauri::async_runtime::spawn_blocking(move || opened.with(work)).await.map_err(Trouble::internal)?
    }
}

impl Opened {
    fn lock(&self) -> MutexGuard<'_, Option<Result<Companion, Trouble>>> {
        self.companion.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<T>(&self, work: impl FnOnce(&mut Companion) -> Result<T, Trouble>) -> Result<T, Trouble> {
        let mut companion = self
            .there
            .wait_while(self.lock(), |companion| companion.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        match companion.as_mut() {
            Some(Ok(companion)) => work(companion),
            Some(Err(trouble)) => Err(trouble.clone()),
            None => Err(Trouble::internal("the companion is not open")),
        }
    }
}
