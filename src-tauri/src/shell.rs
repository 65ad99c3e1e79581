use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use vesper::models::named_recogniser;
use vesper::{Companion, Home};
use vesper_session::Command;
use vesper_session::talk::Told;

use crate::conversation::{Conversation, Shown, over};
use crate::feed::Feed;
use crate::wire::{Heard, Listening, Talk, Talking, Trouble};
use crate::wishes::Wishes;

/// How long a conversation may take to end when the window closes.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// What the commands share. The companion is opened on a thread of its own: the window does not wait for it.
pub struct Shell {
    opened: Arc<Opened>,
    /// The stage on its way.
    pub(crate) feed: Mutex<Option<Feed>>,
    /// The models on their way.
    pub(crate) models: Mutex<Option<Feed>>,
    /// Set to stop the voice that is being made; none while none is.
    pub(crate) making: Mutex<Option<Arc<AtomicBool>>>,
    conversation: Mutex<Option<Conversation>>,
    pub(crate) talks: Arc<watch::Sender<Talk>>,
    /// The conversation on its way.
    pub(crate) talk_feed: Mutex<Option<Feed>>,
    /// What is heard while something is performed, and that on its way.
    pub(crate) heard: Arc<watch::Sender<Heard>>,
    pub(crate) heard_feed: Mutex<Option<Feed>>,
    pub(crate) wishes: Wishes,
}

/// The performance waits, and is not listened to.
fn quiet(companion: &Companion) -> vesper_speech::Result<()> {
    companion.command(Command::Pause)?;
    companion.listen_now(vesper::Listening { on: false, ..companion.listening() })
}

pub(crate) fn show_listening(companion: &Companion, heard: &watch::Sender<Heard>) {
    let listening = Listening::from(&companion.listening());
    heard.send_if_modified(|heard| {
        let changed = heard.listening != listening;
        heard.listening = listening;
        changed
    });
}

/// Shows what is told where the performance is listened to, until there is no companion any more.
fn follow(mut told: mpsc::Receiver<Told>, heard: &watch::Sender<Heard>) {
    while let Some(told) = told.blocking_recv() {
        heard.send_modify(|heard| heard.take(&told));
    }
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
        let heard = Arc::new(watch::Sender::new(Heard::default()));
        let hears = heard.clone();
        Builder::new().name("opening".into()).spawn(move || {
            let companion = Companion::open(home).map_err(Trouble::from);
            let told = companion.as_ref().ok().and_then(Companion::told);
            if let Ok(companion) = &companion {
                show_listening(companion, &hears);
            }
            *place.lock() = Some(companion);
            place.there.notify_all();
            if let Some(told) = told {
                follow(told, &hears);
            }
        })?;
        Ok(Shell {
            opened,
            feed: Mutex::new(None),
            models: Mutex::new(None),
            making: Mutex::new(None),
            conversation: Mutex::new(None),
            talks: Arc::new(watch::Sender::new(Talk::default())),
            talk_feed: Mutex::new(None),
            heard,
            heard_feed: Mutex::new(None),
            wishes: Wishes::default(),
        })
    }

    /// Runs `work` with the companion, off the main thread.
    pub(crate) async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Companion) -> Result<T, Trouble> + Send + 'static,
    ) -> Result<T, Trouble> {
        let opened = self.opened.clone();
        tauri::async_runtime::spawn_blocking(move || opened.with(work)).await.map_err(Trouble::internal)?
    }

    /// The performance is listened to so from here on; nobody hears for two at once.
    pub(crate) async fn listen(&self, listening: Listening) -> Result<(), Trouble> {
        if listening.on {
            self.hang_up().await?;
        }
        let heard = self.heard.clone();
        self.with(move |companion| {
            companion.listen(listening.through(named_recogniser()))?;
            show_listening(companion, &heard);
            Ok(())
        })
        .await
    }

    /// Begins a conversation in place of the one that is open. What is being performed waits: two voices at once are
    /// none.
    pub(crate) async fn converse(&self, wish: Talking) -> Result<(), Trouble> {
        self.hang_up().await?;
        let (talks, heard) = (self.talks.clone(), self.heard.clone());
        let begin = move |companion: &mut Companion| {
            let shown = Shown::next(&talks);
            let begun = quiet(companion).and_then(|()| {
                show_listening(companion, &heard);
                let (home, kept, settings) = (companion.home(), companion.kept(), companion.settings());
                Conversation::begin(home, kept, settings, wish, shown.clone())
            });
            begun.map_err(|error| {
                shown.close();
                Trouble::from(error)
            })
        };
        let begun = self.with(begin).await?;
        *self.open_conversation() = Some(begun);
        Ok(())
    }

    /// Tells the conversation that is open.
    pub(crate) fn say(&self, command: Command) -> vesper_speech::Result<()> {
        self.open_conversation().as_ref().map_or_else(|| Err(over()), |it| it.send(command))
    }

    /// Ends the conversation that is open, if one is.
    pub(crate) async fn hang_up(&self) -> Result<(), Trouble> {
        let Some(conversation) = self.open_conversation().take() else { return Ok(()) };
        tauri::async_runtime::spawn_blocking(move || drop(conversation)).await.map_err(Trouble::internal)
    }

    /// The window closes: what was heard of an answer is kept, if its engines let go of it soon.
    pub(crate) fn leave(&self) {
        let Some(conversation) = self.open_conversation().take() else { return };
        // Nothing is sent: it closes when the conversation is gone.
        let (gone, waits) = sync_channel::<()>(0);
        let left = Builder::new().name("leaving".into()).spawn(move || {
            drop(conversation);
            drop(gone);
        });
        if left.is_ok() && waits.recv_timeout(LAST_WORDS) == Err(RecvTimeoutError::Timeout) {
            tracing::warn!("the conversation was still ending when the window closed");
        }
    }

    fn open_conversation(&self) -> MutexGuard<'_, Option<Conversation>> {
        self.conversation.lock().unwrap_or_else(PoisonError::into_inner)
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
