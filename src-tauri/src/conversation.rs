use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{Builder, JoinHandle};

use tokio::sync::{mpsc, watch};
use vesper::models::{named_recogniser, recogniser};
use vesper::talk::{self as room, Record, SYSTEM, converse, is_final};
use vesper::works::{Answerer, News, answerer};
use vesper::{Home, Kept, Settings};
use vesper_library::Mode;
use vesper_session::talk::{self, Told};
use vesper_session::{Command, Report, Session, Stage};
use vesper_speech::{ChatModel, Error, Kind, Result};

use crate::wire::{Listen, Talk, Talking, Trouble};

/// BCP 47 tag of what both speak.
const LANGUAGE: &str = "en";
/// What the chat model is told to be.
/// A conversation that is open. Dropping it ends it, and waits until its engines are gone and all is written down.
pub(crate) struct Conversation {
    session: Line,
    shown: Shown,
    follower: Option<JoinHandle<()>>,
}

/// The session, until the conversation is over.
type Line = Arc<Mutex<Option<Session>>>;

/// What the window is shown of one conversation; nothing any more once there is another.
#[derive(Clone)]
pub(crate) struct Shown {
    talks: Arc<watch::Sender<Talk>>,
    number: u32,
}

impl Shown {
    /// The next conversation of those that `talks` shows. Nothing is shown of it before it is open.
    pub(crate) fn next(talks: &Arc<watch::Sender<Talk>>) -> Shown {
        Shown { talks: talks.clone(), number: talks.borrow().number.wrapping_add(1) }
    }

    /// `heard` says whether the listener can be.
    fn open(&self, listen: Listen, heard: bool) {
        self.talks.send_replace(Talk::begun(self.number, listen, heard));
    }

    fn change(&self, change: impl FnOnce(&mut Talk)) {
        self.talks.send_if_modified(|talk| {
            let mine = talk.number == self.number;
            if mine {
                change(talk);
            }
            mine
        });
    }

    pub(crate) fn fail(&self, error: &Error) {
        self.change(|talk| talk.ear.trouble = Some(Trouble::from(error.clone())));
    }

    pub(crate) fn close(&self) {
        self.change(|talk| (talk.open, talk.ear.microphone, talk.ear.hearing) = (false, false, None));
    }
}

impl Conversation {
    /// Opens no device and no model before its threads do.
    ///
    /// # Errors
    /// `MissingModel` where nobody can answer, or where the listener is to be heard and no recogniser is here.
    pub(crate) fn begin(
        home: &Home,
        kept: &Kept,
        settings: &Settings,
        wish: Talking,
        shown: Shown,
    ) -> Result<Conversation> {
        somebody_answers(home, kept)?;
        let recogniser = match recogniser(home, named_recogniser().as_deref(), Some(LANGUAGE)) {
            Err(error) if wish.listen != Listen::Typed => return Err(error),
            found => found.ok(),
        };
        shown.open(wish.listen, recogniser.is_some());
        let talking = room::Talking {
            microphone: wish.microphone,
            headphones: wish.headphones,
            // Nobody is heard then, so nobody looks for it.
            recogniser: recogniser.unwrap_or_default(),
            chat: Box::new(who_answers(home.clone(), kept.clone(), shown.clone())),
            talk: talk::Settings {
                listen: wish.listen.into(),
                language: LANGUAGE.into(),
                system: SYSTEM.into(),
                ..talk::Settings::default()
            },
        };
        let mut session = converse(home, kept, settings, talking)?;
        let follower = Follower {
            told: session.told(),
            reports: session.reports(),
            stage: session.stage(),
            record: Record::new(Some(kept.clone()), LANGUAGE),
            shown: shown.clone(),
            session: Line::new(Mutex::new(Some(session))),
        };
        let session = follower.session.clone();
        Ok(Conversation { session, shown, follower: Some(follower.start()?) })
    }

    /// # Errors
    /// `BadRequest` where it is over.
    pub(crate) fn send(&self, command: Command) -> Result<()> {
        match lock(&self.session).as_ref() {
            Some(session) => session.send(command),
            None => Err(over()),
        }
    }
}

impl Drop for Conversation {
    fn drop(&mut self) {
        self.shown.close();
        end(&self.session);
        if let Some(follower) = self.follower.take() {
            // One that panicked has told so already.
            drop(follower.join());
        }
    }
}

/// Nobody talks any more.
pub(crate) fn over() -> Error {
    Error::new(Kind::BadRequest, "the conversation", "is over.", "Begin another.")
}

/// Gives microphone and loudspeaker back at once, and the models as soon as they are done.
fn end(line: &Line) {
    let Some(session) = lock(line).take() else { return };
    if let Err(error) = session.send(Command::Stop) {
        tracing::debug!("{error}");
    }
}

fn lock(line: &Line) -> MutexGuard<'_, Option<Session>> {
    line.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whoever is to answer has to be known before a microphone opens.
fn somebody_answers(home: &Home, kept: &Kept) -> Result<()> {
    let mut known = answerer(home, kept, Mode::Talk, Box::new(|_| ()))?;
    if known.names().is_empty() {
        known.open(&|| Ok(()))?;
    }
    Ok(())
}

fn who_answers(
    home: Home,
    kept: Kept,
    shown: Shown,
) -> impl FnOnce() -> Result<Box<dyn ChatModel>> + Send + 'static {
    move || {
        let told = shown.clone();
        let tell = Box::new(move |news: &News| told.change(|talk| talk.news = Some(news.to_string())));
        let open = |mut answerer: Answerer| {
            answerer.open(&|| Ok(()))?;
            Ok(Box::new(answerer) as Box<dyn ChatModel>)
        };
        // It is told again when something is said; until then, nobody should wait for an answer.
        answerer(&home, &kept, Mode::Talk, tell).and_then(open).inspect_err(|error| shown.fail(error))
    }
}

/// Writes a conversation down and shows it, on a thread of its own: a disk may be slow.
struct Follower {
    told: Option<mpsc::Receiver<Told>>,
    reports: Option<mpsc::Receiver<Report>>,
    stage: watch::Receiver<Stage>,
    record: Record,
    shown: Shown,
    session: Line,
}

impl Follower {
    fn start(self) -> Result<JoinHandle<()>> {
        let failed =
            |error: std::io::Error| Error::new(Kind::Engine, "conversation thread", format!("{error}."), "");
        let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(failed)?;
        let follow = move || runtime.block_on(self.follow());
        Builder::new().name("conversation".into()).spawn(follow).map_err(failed)
    }

    async fn follow(mut self) {
        let (Some(mut told), Some(mut reports)) = (self.told.take(), self.reports.take()) else { return };
        let mut stage = self.stage.clone();
        loop {
            tokio::select! {
                biased;
                happened = told.recv() => match happened {
                    Some(happened) => self.take(&happened),
                    None => break,
                },
                Some(report) = reports.recv() => if let Report::Failed(error) = report {
                    self.shown.fail(&error);
                },
                Ok(()) = stage.changed() => {
                    let stage = stage.borrow_and_update();
                    self.shown.change(|talk| talk.show(&stage));
                }
            }
        }
        self.record.end();
        self.shown.close();
    }

    fn take(&self, told: &Told) {
        let kept = self.record.take(told);
        self.shown.change(|talk| talk.take(told));
        if let Err(error) = kept {
            self.shown.fail(&error);
        }
        if let Told::Failed(error) = told
            && is_final(error.kind)
        {
            end(&self.session);
        }
    }
}

impl From<Listen> for talk::Listen {
    fn from(listen: Listen) -> talk::Listen {
        match listen {
            Listen::Open => talk::Listen::Open,
            Listen::Pushed | Listen::Typed => talk::Listen::Pushed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nobody_yet() -> Arc<watch::Sender<Talk>> {
        Arc::new(watch::Sender::new(Talk::default()))
    }

    #[test]
    fn the_end_of_one_conversation_does_not_end_the_next() {
        let talks = nobody_yet();
        let first = Shown::next(&talks);
        first.open(Listen::Open, true);
        let second = Shown::next(&talks);
        second.open(Listen::Typed, true);
        first.close();
        first.fail(&over());
        assert!(talks.borrow().open && talks.borrow().ear.trouble.is_none());
        second.close();
        assert!(!talks.borrow().open);
    }

    #[test]
    fn with_nobody_to_answer_no_conversation_begins_and_it_is_said_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let kept = Kept::open(&home).unwrap().kept;
        let wish = Talking { listen: Listen::Open, headphones: false, microphone: None };
        let talks = nobody_yet();
        let shown = Shown::next(&talks);
        let refused = Conversation::begin(&home, &kept, &Settings::default(), wish, shown).err();
        assert_eq!(*talks.borrow(), Talk::default(), "nothing is shown of it");
        let error = refused.expect("no chat model is in an empty folder");
        assert_eq!(error.kind, Kind::MissingModel);
        assert!(error.advice.contains("vesper models get"), "{error}");
    }
}
