//! What was begun from a sentence, while it is thought of, written and told: one at a time.

mod day;

use std::any::Any;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use vesper::daily;
use vesper::meditation::{self, Understood as Sentence, Writer};
use vesper::works::{News, answerer};
use vesper::writing::{self, OpenModel, Telling, Which, fitting};
use vesper::{Companion, Home, Kept, Settings};
use vesper_library::Mode as Of;
use vesper_speech::{ChatModel, Result};

use crate::feed::Feed;
use crate::shell::{Shell, show_listening};
use crate::wire::{
    DAYS, Instead, MeditationWish, Mode, Ready, StoryWish, Trouble, Understood, Work, WorkState, count,
};

/// Words that a voice speaks in a minute at its own pace.
const PACE: f32 = 150.0;

/// How the ids of the listener's own scripts begin, and those of stories that Vesper writes.
const OWN: &str = "own/";

/// What was begun, and what the window is shown of it.
#[derive(Default)]
pub(crate) struct Wishes {
    works: Arc<watch::Sender<Work>>,
    /// The work on its way.
    pub(crate) feed: Mutex<Option<Feed>>,
    /// What is under way; dropped, it ends.
    begun: Mutex<Option<Begun>>,
    /// The meditation that was led last: what the stage calls it, and how it was wished for.
    led: Mutex<Option<(String, MeditationWish)>>,
    /// A script was written since the shelf was looked at.
    written: Arc<AtomicBool>,
}

/// A story that is written, a meditation that is led, a day that is gathered or told.
type Begun = Box<dyn Any + Send>;

impl Wishes {
    pub(crate) fn works(&self) -> watch::Receiver<Work> {
        self.works.subscribe()
    }

    /// Whether a script was written since this was asked last.
    pub(crate) fn has_written(&self) -> bool {
        self.written.swap(false, Ordering::AcqRel)
    }

    fn next(&self, mode: Mode) -> Shown {
        let number = self.works.borrow().number.wrapping_add(1);
        self.works.send_replace(Work::begun(number, mode));
        Shown { works: self.works.clone(), number }
    }

    fn hold(&self, begun: impl Any + Send) {
        *lock(&self.begun) = Some(Box::new(begun));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the window is shown of one work; nothing any more once there is another.
#[derive(Clone)]
struct Shown {
    works: Arc<watch::Sender<Work>>,
    number: u32,
}

impl Shown {
    fn change(&self, change: impl FnOnce(&mut Work)) {
        self.works.send_if_modified(|work| {
            let mine = work.number == self.number && work.state != WorkState::None;
            if mine {
                change(work);
            }
            mine
        });
    }

    /// What was asked for is refused: nothing is shown of it.
    fn refused<T>(&self, begun: std::result::Result<T, Trouble>) -> std::result::Result<T, Trouble> {
        if begun.is_err() {
            self.change(Work::over);
        }
        begun
    }
}

impl Shell {
    pub(crate) async fn ready(&self) -> std::result::Result<Ready, Trouble> {
        let (home, kept) = self.rooms().await?;
        let look = move || -> Result<Ready> {
            let mut written = Vec::new();
            for mode in Of::ALL {
                if is_written(&home, &kept, mode)? {
                    written.push(mode.into());
                }
            }
            Ok(Ready { written, feeds: count(daily::feeds(&kept)?.len()) })
        };
        Ok(tauri::async_runtime::spawn_blocking(look).await.map_err(Trouble::internal)??)
    }

    /// For what is done without the companion, which a performance needs meanwhile.
    async fn rooms(&self) -> std::result::Result<(Home, Kept), Trouble> {
        self.with(|companion| Ok((companion.home().clone(), companion.kept().clone()))).await
    }

    pub(crate) async fn begin_story(&self, wish: StoryWish) -> std::result::Result<(), Trouble> {
        self.quieten().await?;
        let shown = self.wishes.next(Mode::Story);
        let tell = self.told_story(&shown);
        let (heard, opens) = (self.heard.clone(), shown.clone());
        let begin = move |companion: &mut Companion| {
            let wish = wish.heard(pace(companion.settings()), chance());
            let instead = fitting(companion.shelf(), &wish).and_then(Instead::of);
            let model = model(companion, Of::Story, opens);
            let tell = Box::new(move |news| tell(news, instead.as_ref()));
            let telling = Telling { which: Which::New(wish), model, fresh: true, choices: Vec::new(), tell };
            let writing = companion.tell_story(telling)?;
            show_listening(companion, &heard);
            Ok(writing)
        };
        let writing = shown.refused(self.with(begin).await)?;
        self.wishes.hold(writing);
        Ok(())
    }

    /// Performs what Vesper made itself and no script on the shelf stands for, or what it goes on writing; says whether
    /// `id` is that.
    pub(crate) async fn open_again(
        &self,
        id: &str,
        minutes: Option<u32>,
        fresh: bool,
    ) -> std::result::Result<bool, Trouble> {
        let led = lock(&self.wishes.led).clone().filter(|(led, _)| led == id);
        if let Some((_, wish)) = led {
            self.begin_meditation(MeditationWish { minutes: minutes.or(wish.minutes), ..wish }).await?;
            return Ok(true);
        }
        if id.starts_with(DAYS) {
            self.tell_again().await?;
            return Ok(true);
        }
        self.tell_on(id.to_owned(), fresh).await
    }

    /// Goes on telling a story that Vesper writes; says whether `id` is one.
    async fn tell_on(&self, id: String, fresh: bool) -> std::result::Result<bool, Trouble> {
        if !id.starts_with(OWN) {
            return Ok(false);
        }
        let known = id.clone();
        let is_written = self.with(move |companion| {
            let found = writing::find(companion.home(), companion.kept(), &known)?;
            Ok(found.is_some_and(|found| found.id == known))
        });
        if !is_written.await? {
            return Ok(false);
        }
        self.quieten().await?;
        let shown = self.wishes.next(Mode::Story);
        let tell = self.told_story(&shown);
        let (heard, opens) = (self.heard.clone(), shown.clone());
        let begin = move |companion: &mut Companion| {
            let model = model(companion, Of::Story, opens);
            let tell = Box::new(move |news| tell(news, None));
            let which = Which::Kept(id);
            let writing = companion.tell_story(Telling { which, model, fresh, choices: Vec::new(), tell })?;
            show_listening(companion, &heard);
            Ok(writing)
        };
        let writing = shown.refused(self.with(begin).await)?;
        self.wishes.hold(writing);
        Ok(true)
    }

    fn told_story(&self, shown: &Shown) -> impl Fn(writing::News, Option<&Instead>) + Send + 'static {
        let (shown, written) = (shown.clone(), self.wishes.written.clone());
        move |news, instead| {
            if matches!(news, writing::News::Scenes(_)) {
                written.store(true, Ordering::Release);
            }
            shown.change(|work| work.take_story(news, instead));
        }
    }

    pub(crate) async fn understand(&self, wish: MeditationWish) -> std::result::Result<Understood, Trouble> {
        self.with(move |companion| {
            companion.minds(&wish.text)?;
            let (writer, sentence) = understood(companion, &wish)?;
            Ok(Understood::of(wish, &sentence, &writer)?)
        })
        .await
    }

    pub(crate) async fn begin_meditation(&self, wish: MeditationWish) -> std::result::Result<(), Trouble> {
        self.quieten().await?;
        let shown = self.wishes.next(Mode::Meditation);
        let (heard, told) = (self.heard.clone(), shown.clone());
        let again = wish.clone();
        let begin = move |companion: &mut Companion| {
            let (writer, sentence) = understood(companion, &wish)?;
            let shows = Understood::of(wish, &sentence, &writer)?;
            let meditation = writer.author(&sentence.wish)?;
            let id = meditation::entry(&writer, &meditation)?.id;
            let written = is_written(companion.home(), companion.kept(), Of::Meditation)?;
            let model = written.then(|| model(companion, Of::Meditation, told.clone()));
            let title = meditation.title().to_owned();
            let tells = told.clone();
            let tell = Box::new(move |news| tells.change(|work| work.take_meditation(news)));
            let leading = companion.lead(writer, meditation, model, tell)?;
            show_listening(companion, &heard);
            told.change(|work| {
                work.understood = Some(shows);
                work.tell(id.clone(), title);
            });
            Ok((leading, id))
        };
        let (leading, id) = shown.refused(self.with(begin).await)?;
        self.wishes.hold(leading);
        *lock(&self.wishes.led) = Some((id, again));
        Ok(())
    }

    /// Nothing else is talked about, written or told.
    pub(crate) async fn quieten(&self) -> std::result::Result<(), Trouble> {
        self.hang_up().await?;
        self.leave_work().await
    }

    /// Ends what was begun, if anything was.
    pub(crate) async fn leave_work(&self) -> std::result::Result<(), Trouble> {
        let begun = lock(&self.wishes.begun).take();
        let number = self.wishes.works.borrow().number;
        Shown { works: self.wishes.works.clone(), number }.change(Work::over);
        let Some(begun) = begun else { return Ok(()) };
        // It waits for the model's next breath.
        tauri::async_runtime::spawn_blocking(move || drop(begun)).await.map_err(Trouble::internal)
    }
}

fn understood(companion: &Companion, wish: &MeditationWish) -> Result<(Writer, Sentence)> {
    let writer = meditation::writer(companion.home())?;
    let sentence = meditation::understand(&writer, companion.kept(), &wish.text, wish.language.as_deref())?;
    let mut sentence = wish.over(sentence)?;
    (sentence.wish.pace, sentence.wish.seed) = (pace(companion.settings()), chance());
    Ok((writer, sentence))
}

/// Whether a chat model is here for it, or on a server.
fn is_written(home: &Home, kept: &Kept, mode: Of) -> Result<bool> {
    Ok(!answerer(home, kept, mode, Box::new(|_| ()))?.names().is_empty())
}

/// Opens whoever writes, and shows where another goes on.
fn model(companion: &Companion, mode: Of, shown: Shown) -> OpenModel {
    let (home, kept) = (companion.home().clone(), companion.kept().clone());
    Box::new(move || {
        let tell = Box::new(move |news: &News| shown.change(|work| work.news = Some(news.to_string())));
        let answerer = answerer(&home, &kept, mode, tell)?;
        Ok(Box::new(answerer.flowing()) as Box<dyn ChatModel>)
    })
}

fn pace(settings: &Settings) -> u32 {
    (PACE * settings.pace).round() as u32
}

/// Another number each time.
fn chance() -> u64 {
    RandomState::new().hash_one(0)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicU32;

    use super::*;

    fn begins(id: &str) -> writing::News {
        writing::News::Begins { id: id.into(), title: id.into() }
    }

    #[test]
    fn news_of_what_was_left_change_nothing_of_what_came_after_it() {
        let wishes = Wishes::default();
        let first = wishes.next(Mode::Story);
        let second = wishes.next(Mode::Meditation);
        first.change(|work| work.take_story(begins("own/first"), None));
        assert_eq!(wishes.works().borrow().state, WorkState::Planned);
        second.change(|work| work.tell("meditation/1".into(), "Calm".into()));
        first.change(Work::over);
        let work = wishes.works().borrow().clone();
        assert_eq!((work.mode, work.state), (Some(Mode::Meditation), WorkState::Told));
    }

    #[test]
    fn what_was_refused_leaves_nothing_behind_and_late_news_of_it_are_not_shown() {
        let wishes = Wishes::default();
        let shown = wishes.next(Mode::Daily);
        assert!(shown.refused::<()>(Err(Trouble::internal("no feeds"))).is_err());
        shown.change(|work| work.tell("daily/1".into(), "Monday".into()));
        assert_eq!(*wishes.works().borrow(), Work { number: 1, ..Work::default() });
    }

    #[test]
    fn what_is_begun_ends_what_was_begun_before_it() {
        struct Ends(Arc<AtomicU32>);
        impl Drop for Ends {
            fn drop(&mut self) {
                self.0.fetch_add(1, Ordering::AcqRel);
            }
        }
        let (wishes, ended) = (Wishes::default(), Arc::new(AtomicU32::new(0)));
        wishes.hold(Ends(ended.clone()));
        assert_eq!(ended.load(Ordering::Acquire), 0, "it goes on while nothing else begins");
        wishes.hold(Ends(ended.clone()));
        assert_eq!(ended.load(Ordering::Acquire), 1);
    }

    #[test]
    fn a_script_that_was_written_is_looked_for_once() {
        let wishes = Wishes::default();
        assert!(!wishes.has_written());
        wishes.written.store(true, Ordering::Release);
        assert!(wishes.has_written() && !wishes.has_written());
    }
}
