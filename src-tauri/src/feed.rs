use std::time::Duration;

use serde::Serialize;
use tauri::async_runtime::JoinHandle;
use tauri::ipc::Channel;
use tokio::sync::watch;

/// A state on its way to one window, once and whenever it changes; the next one replaces it.
pub(crate) struct Feed(JoinHandle<()>);

impl Feed {
    /// At most one every `beat`, as `seen` draws it.
    pub(crate) fn start<S, W>(
        mut states: watch::Receiver<S>,
        beat: Duration,
        on: Channel<W>,
        seen: impl Fn(&S) -> W + Send + 'static,
    ) -> Feed
    where
        S: Send + Sync + 'static,
        W: Serialize + Send + 'static,
    {
        Feed(tauri::async_runtime::spawn(async move {
            loop {
                let state = seen(&states.borrow_and_update());
                if on.send(state).is_err() {
                    return;
                }
                tokio::time::sleep(beat).await;
                if states.changed().await.is_err() {
                    return;
                }
            }
        }))
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        self.0.abort();
    }
}
