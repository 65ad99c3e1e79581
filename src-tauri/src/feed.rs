use std::time::Duration;

use tauri::async_runtime::JoinHandle;
use tauri::ipc::Channel;
use tokio::sync::watch;

use crate::wire::Stage;

/// The stage on its way to one window; the next one replaces it.
pub(crate) struct Feed(JoinHandle<()>);

/// At most ten times a second.
const BEAT: Duration = Duration::from_millis(100);

impl Feed {
    pub(crate) fn start(mut stages: watch::Receiver<vesper_session::Stage>, on: Channel<Stage>) -> Feed {
        Feed(tauri::async_runtime::spawn(async move {
            loop {
                let stage = Stage::from(&*stages.borrow_and_update());
                if on.send(stage).is_err() {
                    return;
                }
                tokio::time::sleep(BEAT).await;
                if stages.changed().await.is_err() {
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
