use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, OnceLock};
use std::thread::Builder;
use std::time::Duration;

/// What a watch has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sight {
    /// Another device is the right one now.
    Moved,
    /// The device is no longer there.
    Gone,
}

/// Looks at the devices every now and then, on a thread of its own because the question may block, until
/// it has seen something or is dropped.
pub(crate) struct Watch {
    seen: Arc<OnceLock<Sight>>,
    /// Its end wakes the thread. It is not joined: a hung sound service would hold us up.
    _end: Option<SyncSender<()>>,
}

impl Watch {
    /// Calls `look` every `period`, the first time after one period.
    pub(crate) fn start(period: Duration, mut look: impl FnMut() -> Option<Sight> + Send + 'static) -> Watch {
        let seen = Arc::new(OnceLock::new());
        let (end, ended) = sync_channel::<()>(0);
        let told = seen.clone();
        let spawned = Builder::new().name("audio-watch".into()).spawn(move || {
            while ended.recv_timeout(period) == Err(RecvTimeoutError::Timeout) {
                if let Some(sight) = look() {
                    told.get_or_init(|| sight);
                    return;
                }
            }
        });
        if let Err(cause) = &spawned {
            tracing::warn!("changes of the sound devices will go unnoticed: {cause}");
        }
        Watch { seen, _end: spawned.is_ok().then_some(end) }
    }

    pub(crate) fn seen(&self) -> Option<Sight> {
        self.seen.get().copied()
    }
}
