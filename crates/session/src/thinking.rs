//! The `chat` thread: the chat model lives here, opened here, one answer at a time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};

use tokio::sync::mpsc::Sender;
use vesper_speech::{ChatModel, Error, Kind, Out, Prompt, Result, Token, Turn};

use crate::talk::{Event, Opener};

/// What is asked last, until the thread takes it: an answer that nobody waits for any more is not begun.
type Asked = Arc<Mutex<Option<(Turn, Prompt)>>>;

pub(crate) struct Thinking {
    asked: Asked,
    wake: SyncSender<()>,
    /// Turns numbered lower are nobody's any more.
    floor: Arc<AtomicU64>,
    thread: JoinHandle<()>,
}

impl Thinking {
    pub(crate) fn start(open: Opener<dyn ChatModel>, events: Sender<Event>) -> Result<Thinking> {
        let (wake, woken) = sync_channel(1);
        let (asked, floor) = (Asked::default(), Arc::new(AtomicU64::new(0)));
        let (queue, seen) = (asked.clone(), floor.clone());
        let thread = Builder::new()
            .name("chat".into())
            .spawn(move || drop(think(open, &queue, &woken, &events, &seen)))
            .map_err(|error| Error::new(Kind::Engine, "chat thread", format!("{error}."), ""))?;
        Ok(Thinking { asked, wake, floor, thread })
    }

    /// Asks in place of whatever it is at.
    pub(crate) fn ask(&self, turn: Turn, prompt: Prompt) {
        self.floor.store(turn.0, Ordering::Release);
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).replace((turn, prompt));
        if self.wake.try_send(()) == Err(TrySendError::Disconnected(())) {
            tracing::error!("the chat thread has ended");
        }
    }

    pub(crate) fn cancel(&self, turn: Turn) {
        self.floor.fetch_max(turn.0 + 1, Ordering::AcqRel);
    }

    /// Cuts short what is being answered, and gives what is over when the model is gone.
    pub(crate) fn leave(self) -> JoinHandle<()> {
        let Thinking { wake, floor, thread, .. } = self;
        floor.store(u64::MAX, Ordering::Release);
        drop(wake);
        thread
    }
}

/// Answers until nobody asks any more.
fn think(
    open: Opener<dyn ChatModel>,
    asked: &Asked,
    woken: &Receiver<()>,
    events: &Sender<Event>,
    floor: &AtomicU64,
) -> Result<()> {
    let mut model = guarded(open);
    while woken.recv().is_ok() {
        let next = asked.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some((turn, prompt)) = next else { continue };
        let mut out = ToTalk { turn, events, floor };
        let answered = match model.as_mut() {
            Ok(model) => guarded(|| model.reply(&prompt, &mut out)),
            Err(error) => Err(error.clone()),
        };
        if let Err(error) = answered
            && error.kind != Kind::Stopped
        {
            events.blocking_send(Event::NoReply { turn, error }).map_err(|_| Error::stopped())?;
        }
    }
    Ok(())
}

/// An engine that breaks down ends its answer, not the program.
fn guarded<T>(work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let advice = "Say it once more; if it stays so, choose another model.";
        Err(Error::new(Kind::Engine, "chat model", "broke down.", advice))
    })
}

struct ToTalk<'a> {
    turn: Turn,
    events: &'a Sender<Event>,
    floor: &'a AtomicU64,
}

impl Out<Token> for ToTalk<'_> {
    fn put(&mut self, token: Token) -> Result<()> {
        self.check()?;
        let event = Event::Token { turn: self.turn, token };
        self.events.blocking_send(event).map_err(|_| Error::stopped())
    }

    fn check(&self) -> Result<()> {
        let over = self.turn.0 < self.floor.load(Ordering::Acquire);
        if over { Err(Error::stopped()) } else { Ok(()) }
    }
}
