//! Telling a day while it is written, and doing with the part at hand what its listener wants.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use jiff::Zoned;
use tokio::sync::watch;
use vesper_session::Stage;
use vesper_speech::{ChatModel, Error, Kind, Result};
use vesper_studio::daily::{Archive, Briefing, Fetcher, Limits, Material, Saved, Wish, Writer};

use super::live::{Cut, Items, Live, Order};
use super::ready::Ready;
use super::steer::{Steer, Steered, meant};
use super::told::keep;
use super::{archive, feeds, writer};
use crate::companion::Companion;
use crate::home::Home;
use crate::kept::Kept;
use crate::places::now;
use crate::requests::Logged;
use crate::writing::OpenModel;

/// Orders that wait while an article is fetched.
const ORDERS: usize = 16;
/// A source that says this many characters itself needs no article to tell more.
const ENOUGH: usize = 1_200;
/// How long an article may take: somebody waits for it in silence.
const ARTICLE: Limits =
    Limits { connect: Duration::from_secs(4), whole: Duration::from_secs(8), bytes: 2 << 20 };

/// What the listener hears of the writing beside the words, on the thread `daily`.
pub type Tell = Box<dyn FnMut(News) + Send>;

/// How the writing goes.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// It begins under this name.
    Begins { title: String },
    /// All is told but for the last part; the script lies there.
    Whole { path: PathBuf },
    /// What was told could not be kept.
    NotKept(Error),
    /// The model gave out, or there is none that can be opened: the sources' own sentences are told.
    NoModel(Error),
    /// There is no briefing.
    Failed(Error),
}

/// A day that is being told. Dropped, it ends the thread, within 50 ms of the model's next breath.
pub struct Telling {
    stop: Arc<AtomicBool>,
    orders: SyncSender<Order>,
    items: Items,
    stage: watch::Receiver<Stage>,
    id: String,
    /// BCP 47.
    language: String,
    archive: Archive,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Telling {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        if let Some(thread) = self.thread.take() {
            // One that panicked has told so already.
            drop(thread.join());
        }
    }
}

impl Telling {
    /// Does this with the part that is heard, and says what comes of it.
    ///
    /// # Errors
    /// Where it cannot be saved.
    pub fn steer(&self, steer: Steer) -> Result<Steered> {
        self.order(steer, false)
    }

    /// The same for words that the session hears as well, and what of it they mean; none where they mean nothing here.
    ///
    /// # Errors
    /// Those of [`steer`](Telling::steer).
    pub fn said(&self, words: &str) -> Result<Option<Steered>> {
        meant(words, &self.language).map(|steer| self.order(steer, true)).transpose()
    }

    /// The same for words that the session does not get to hear.
    ///
    /// # Errors
    /// Those of [`steer`](Telling::steer).
    pub fn typed(&self, words: &str) -> Result<Option<Steered>> {
        meant(words, &self.language).map(|steer| self.steer(steer)).transpose()
    }

    fn order(&self, steer: Steer, moved: bool) -> Result<Steered> {
        let matter =
            self.items.at_hand(&self.id, &self.stage).and_then(|item| Some((item.matter?, item.told)));
        let send = |order: Order| self.orders.try_send(order).is_ok();
        match (steer, matter) {
            (Steer::Skip, _) if send(Order::Skip { moved }) => Ok(Steered::Skipped),
            (Steer::More, Some((matter, _))) if send(Order::More) => {
                Ok(Steered::More { title: matter.title })
            }
            (Steer::Save, Some((matter, told))) => {
                let saved = Saved { told, when: now(), ..matter };
                self.archive.save(saved.clone())?;
                Ok(Steered::Saved(saved))
            }
            _ => Ok(Steered::Nothing),
        }
    }
}

impl Companion {
    /// Begins to write the day of `material` and tells it meanwhile; without `model` in the sources' own sentences.
    ///
    /// # Errors
    /// `BadRequest` for a language without words; `BadFile` for prompts of the listener's own that cannot be used; `Engine`
    /// where the system gives no thread.
    pub fn tell_day(
        &self,
        wish: &Wish,
        material: &Material,
        model: Option<OpenModel>,
        tell: Tell,
    ) -> Result<Telling> {
        let briefing = writer(self.home())?.plan(wish, material, &Zoned::now())?;
        self.tell_ready(Ready::now(briefing, !material.offline), model, tell)
    }

    /// Tells a day that was made ready, and writes what the listener asks for beyond it.
    ///
    /// # Errors
    /// Those of [`tell_day`](Companion::tell_day).
    pub fn tell_ready(&self, ready: Ready, model: Option<OpenModel>, tell: Tell) -> Result<Telling> {
        let Ready { briefing, online, .. } = ready;
        let writer = writer(self.home())?;
        let language = briefing.language().to_owned();
        self.keeper.keep();
        self.cast.change(&self.session, self.settings().voice.as_deref(), Some(&language))?;
        self.hear_in(&language)?;
        let (orders, ordered) = sync_channel(ORDERS);
        let session = (self.session.desk(), self.session.teller(), self.session.stage());
        let page = Live::new(format!("daily/{}", briefing.made()), session, ordered);
        let (stop, items, id) = (page.stop.clone(), page.items.clone(), page.id.clone());
        let online = online.then(|| self.kept().clone());
        let teller = Teller {
            home: self.home().clone(),
            online,
            writer,
            tell,
            page,
            articles: HashMap::new(),
            gave_out: false,
        };
        let thread = Builder::new()
            .name("daily".into())
            .spawn(move || teller.work(briefing, model))
            .map_err(|error| Error::new(Kind::Engine, "daily thread", format!("{error}."), ""))?;
        let (stage, archive) = (self.session.stage(), archive(self.home()));
        Ok(Telling { stop, orders, items, stage, id, language, archive, thread: Some(thread) })
    }
}

struct Teller {
    home: Home,
    /// What is kept, where the network may be asked.
    online: Option<Kept>,
    writer: Writer,
    tell: Tell,
    page: Live,
    /// Of the parts of which more was told.
    articles: HashMap<usize, Option<String>>,
    /// It was told that the model gave out.
    gave_out: bool,
}

impl Teller {
    fn work(mut self, mut briefing: Briefing, model: Option<OpenModel>) {
        let told = self.told(&mut briefing, model);
        self.skipped(&mut briefing);
        // What was told is kept, whether the rest was wanted or not.
        let kept = keep(&self.home, &briefing, &self.writer.ink(&briefing));
        match (told, kept) {
            (Ok(()), Ok(path)) => (self.tell)(News::Whole { path }),
            (Ok(()), Err(error)) => (self.tell)(News::NotKept(error)),
            // Nobody listens any more.
            (Err(error), _) if error.kind == Kind::Stopped => {}
            (Err(error), _) => (self.tell)(News::Failed(error)),
        }
    }

    fn told(&mut self, briefing: &mut Briefing, model: Option<OpenModel>) -> Result<()> {
        self.page.begin(briefing)?;
        (self.tell)(News::Begins { title: briefing.title().to_owned() });
        let mut model = match model.map(|open| open()).transpose() {
            Ok(model) => model,
            Err(error) => {
                (self.tell)(News::NoModel(error));
                None
            }
        };
        let mut from = 0;
        loop {
            while let Some(at) = briefing.next(from) {
                if self.part(briefing, at, borrowed(&mut model))? {
                    from = at + 1;
                    self.rest(briefing, false, &mut model)?;
                } else {
                    self.answer(briefing, &mut model)?;
                }
            }
            self.rest(briefing, true, &mut model)?;
            // What was skipped may have left room for another.
            if briefing.next(from).is_none() {
                break;
            }
        }
        self.writer.close(briefing, &mut self.page)?;
        self.page.end()
    }

    /// Writes a part; whether to its end, or as far as the listener wants it. Not where they want more of another first.
    fn part(
        &mut self,
        briefing: &mut Briefing,
        at: usize,
        model: Option<&mut dyn ChatModel>,
    ) -> Result<bool> {
        let before = briefing.clone();
        self.page.open(at, briefing.save(at, 0));
        let written = self.writer.tell(briefing, at, model, &mut self.page);
        let later = self.cut(written)? == Some(Cut::Later);
        self.page.close();
        if later {
            *briefing = before;
            self.page.forget_waiting();
        }
        self.tell_trouble(briefing);
        Ok(!later)
    }

    /// Waits as [`Live::wait`] does, and tells more whenever that is wanted.
    fn rest(&mut self, briefing: &mut Briefing, heard: bool, model: &mut Model) -> Result<()> {
        while self.page.wait(heard)? {
            self.answer(briefing, model)?;
        }
        self.skipped(briefing);
        Ok(())
    }

    /// Tells more of what the listener wants more of.
    fn answer(&mut self, briefing: &mut Briefing, model: &mut Model) -> Result<()> {
        while let Some(part) = self.page.wanted() {
            let Some(matter) = briefing.save(part, 0) else { continue };
            let article = self.article(briefing, part);
            let title = briefing.parts().get(part).map_or(String::new(), |part| part.title.clone());
            self.page.open_more(part, &title, Some(matter))?;
            let told = self.writer.more(briefing, part, article.as_deref(), borrowed(model), &mut self.page);
            self.cut(told)?;
            self.page.close();
            self.tell_trouble(briefing);
        }
        Ok(())
    }

    /// Why the writing of something ended early, where that is as the listener wants it.
    fn cut(&self, written: Result<()>) -> Result<Option<Cut>> {
        let cut = self.page.cut();
        match written {
            Ok(()) => Ok(None),
            Err(error) if error.kind == Kind::Stopped && cut.is_some() => Ok(cut),
            Err(error) => Err(error),
        }
    }

    fn skipped(&self, briefing: &mut Briefing) {
        for part in self.page.skipped() {
            briefing.skip(part);
        }
    }

    fn tell_trouble(&mut self, briefing: &Briefing) {
        if let Some(error) = briefing.trouble().filter(|_| !std::mem::replace(&mut self.gave_out, true)) {
            (self.tell)(News::NoModel(error.clone()));
        }
    }

    /// The whole of what the first source of a part tells, where that is more than its feed has: asked for once, of a feed
    /// that the listener chose, where the network may be asked.
    fn article(&mut self, briefing: &Briefing, part: usize) -> Option<String> {
        if let Some(known) = self.articles.get(&part) {
            return known.clone();
        }
        let found = self.fetched(briefing, part).unwrap_or_else(|error| {
            if error.kind != Kind::Stopped {
                self.page.tell(&error);
            }
            None
        });
        self.articles.insert(part, found.clone());
        found
    }

    fn fetched(&self, briefing: &Briefing, part: usize) -> Result<Option<String>> {
        let matter = briefing.parts().get(part).and_then(|part| part.matter.as_ref());
        let source = matter.and_then(|matter| matter.sources.first());
        let (Some(kept), Some(source)) = (&self.online, source) else { return Ok(None) };
        let chosen = feeds(kept)?.into_iter().find(|feed| feed.address == source.feed);
        let (Some(feed), Some(link)) = (chosen, &source.link) else { return Ok(None) };
        if source.text.chars().count() >= ENOUGH {
            return Ok(None);
        }
        let stop = self.page.stop.clone();
        let check = move || if stop.load(Ordering::Acquire) { Err(Error::stopped()) } else { Ok(()) };
        let noted = Logged::new(kept.clone());
        let article = Fetcher { witness: &noted, limits: ARTICLE }.article(&feed, link, &check)?;
        let limits = kept.care()?.limits();
        Ok(Some(article).filter(|article| limits.allows(article, &source.language)))
    }
}

type Model = Option<Box<dyn ChatModel>>;

fn borrowed(model: &mut Model) -> Option<&mut dyn ChatModel> {
    match model {
        Some(model) => Some(model.as_mut()),
        None => None,
    }
}
