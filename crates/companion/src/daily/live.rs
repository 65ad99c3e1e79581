//! The page that a day is told from: it grows part by part, each when the one before was heard, so that there always is room
//! for what the listener asks about the part at hand.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use vesper_script::{Cue, End, Header, Kind as ScriptKind};
use vesper_session::{Command, Desk, Growing, More, Notice, NoticeKind, Stage, Teller, Written};
use vesper_speech::{Error, Out, Result};
use vesper_studio::daily::{Briefing, Saved};

/// How often is looked where the listener is, and what they want.
const LOOK: Duration = Duration::from_millis(20);

/// What an empty page begins with.
const OPENING: Duration = Duration::from_millis(200);

/// What the listener wants of the part at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// `moved`: the session took the same words as its own, and is a line further already.
    Skip {
        moved: bool,
    },
    More,
}

/// A part as far as the session has it.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Which of the briefing's.
    pub(super) part: usize,
    /// Lines of the page before it.
    before: usize,
    /// Its lines.
    pub(super) told: Vec<String>,
    /// What there is to be saved of it; none where it is the briefing's own.
    pub(super) matter: Option<Saved>,
}

/// What the session has, in order; a chapter each.
#[derive(Clone, Default)]
pub(super) struct Items(Arc<Mutex<Vec<Item>>>);

impl Items {
    fn all(&self) -> MutexGuard<'_, Vec<Item>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The item that has the `line`th line of the page, counted from one; the first before any was heard.
    fn place(&self, line: usize) -> Option<(usize, Item)> {
        let all = self.all();
        let at = all.iter().position(|item| line <= item.before + item.told.len())?;
        Some((at, all.get(at)?.clone()))
    }

    /// The one that the listener hears in the performance `id`.
    pub(super) fn at_hand(&self, id: &str, stage: &watch::Receiver<Stage>) -> Option<Item> {
        let stage = stage.borrow();
        let here = stage.script.as_deref() == Some(id);
        here.then(|| self.place(stage.line)).flatten().map(|(_, item)| item)
    }
}

/// What is being written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Doing {
    /// Nothing, or words that belong to no part.
    #[default]
    Between,
    /// A part.
    Part(usize),
    /// More of a part that was told.
    More(usize),
}

/// A part that is written, or being written, before its time.
struct Waiting {
    item: Item,
    cues: VecDeque<Cue>,
}

/// Why the writing of something ends before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// The listener goes on without it.
    Skipped,
    /// They want more of another first.
    Later,
}

#[derive(Default)]
struct State {
    doing: Doing,
    /// Lines of the page.
    lines: usize,
    waiting: Option<Waiting>,
    /// What the page has may be left where it is.
    free: bool,
    /// Parts of which more is wanted.
    wanted: VecDeque<usize>,
    /// Parts that the listener skipped, until somebody asks.
    skipped: Vec<usize>,
    cut: Option<Cut>,
    /// The session has shown the page.
    shown: bool,
}

/// The performance that grows while the day is written: one page without choices.
pub(super) struct Live {
    pub(super) id: String,
    pub(super) stop: Arc<AtomicBool>,
    pub(super) desk: Desk,
    pub(super) session: Teller,
    pub(super) stage: watch::Receiver<Stage>,
    pub(super) orders: Receiver<Order>,
    pub(super) items: Items,
    state: RefCell<State>,
}

impl Live {
    pub(super) fn new(
        id: String,
        (desk, session, stage): (Desk, Teller, watch::Receiver<Stage>),
        orders: Receiver<Order>,
    ) -> Live {
        let (stop, items) = Default::default();
        Live { id, stop, desk, session, stage, orders, items, state: RefCell::default() }
    }

    pub(super) fn begin(&self, briefing: &Briefing) -> Result<()> {
        let header = Header {
            kind: ScriptKind::Story,
            title: briefing.title().to_owned(),
            by: "Vesper".into(),
            about: String::new(),
            language: briefing.language().to_owned(),
            cast: Vec::new(),
            minutes: None,
            moods: Vec::new(),
        };
        self.desk.grow(Growing {
            id: self.id.clone(),
            header,
            digest: briefing.made(),
            seed: briefing.made(),
            place: None,
            pages: Vec::new(),
            choices: Default::default(),
        })
    }

    pub(super) fn end(&self) -> Result<()> {
        self.hand_in(More::End { end: End::Finish, own: None })
    }

    /// What comes now is the part `part`, of which `matter` can be saved. It waits until the one before was heard.
    pub(super) fn open(&self, part: usize, matter: Option<Saved>) {
        let mut state = self.state.borrow_mut();
        let item = Item { part, before: 0, told: Vec::new(), matter };
        state.waiting = Some(Waiting { item, cues: VecDeque::new() });
        (state.doing, state.cut) = (Doing::Part(part), None);
    }

    /// What waits is written anew later.
    pub(super) fn forget_waiting(&self) {
        self.state.borrow_mut().waiting = None;
    }

    /// What comes now is more of `part`.
    ///
    /// # Errors
    /// `Stopped`.
    pub(super) fn open_more(&self, part: usize, title: &str, matter: Option<Saved>) -> Result<()> {
        let is_last = self.items.all().last().is_some_and(|item| item.part == part);
        if !is_last {
            self.begin_item(Item { part, before: 0, told: Vec::new(), matter });
            self.page(Cue::Chapter(title.to_owned()), true)?;
        }
        let mut state = self.state.borrow_mut();
        (state.doing, state.cut) = (Doing::More(part), None);
        Ok(())
    }

    /// What comes now, if anything, belongs to no part.
    pub(super) fn close(&self) {
        self.state.borrow_mut().doing = Doing::Between;
    }

    /// Why the writing ended early, where it did.
    pub(super) fn cut(&self) -> Option<Cut> {
        self.state.borrow_mut().cut.take()
    }

    /// The part of which more is wanted first.
    pub(super) fn wanted(&self) -> Option<usize> {
        self.state.borrow_mut().wanted.pop_front()
    }

    /// The parts that were skipped since this was asked last.
    pub(super) fn skipped(&self) -> Vec<usize> {
        std::mem::take(&mut self.state.borrow_mut().skipped)
    }

    /// Waits until what was written last is in the page, and with `heard` until all of the page was heard; or until more is
    /// wanted, and says whether that is so.
    ///
    /// # Errors
    /// `Stopped`.
    pub(super) fn wait(&self, heard: bool) -> Result<bool> {
        loop {
            self.look()?;
            if !self.state.borrow().wanted.is_empty() {
                return Ok(true);
            }
            if self.state.borrow().waiting.is_none() && (!heard || self.is_heard()) {
                return Ok(false);
            }
            std::thread::sleep(LOOK);
        }
    }

    /// Something that the listener should know.
    pub(super) fn tell(&self, error: &Error) {
        let notice = Notice { kind: NoticeKind::Failed, text: error.to_string() };
        // A session that is gone shows nothing.
        self.session.command(Command::Tell(notice));
    }

    /// Does what the listener asked for, and puts into the page what has its time now.
    fn look(&self) -> Result<()> {
        if self.is_over() {
            return Err(Error::stopped());
        }
        while let Ok(order) = self.orders.try_recv() {
            self.obey(order);
        }
        let begins = {
            let state = self.state.borrow();
            let waits = state.waiting.as_ref().is_some_and(|waiting| !waiting.cues.is_empty());
            let between = state.wanted.is_empty() && !matches!(state.doing, Doing::More(_));
            waits && between && self.is_heard()
        };
        if begins { self.turn_to_part() } else { Ok(()) }
    }

    /// Nobody listens to this page any more.
    fn is_over(&self) -> bool {
        let here = self.stage.borrow().script.as_deref() == Some(self.id.as_str());
        let left = self.state.borrow().shown && !here;
        self.state.borrow_mut().shown |= here;
        left || self.stop.load(Ordering::Acquire) || self.desk.is_gone()
    }

    /// All lines of the page were heard, or left behind.
    fn is_heard(&self) -> bool {
        let state = self.state.borrow();
        let stage = self.stage.borrow();
        let behind = |line: usize| stage.place.as_ref().is_some_and(|place| place.cue > line);
        let last = stage.line >= state.lines && stage.current.as_ref().is_some_and(|line| behind(line.index));
        state.free || state.lines == 0 || stage.script.as_deref() == Some(self.id.as_str()) && last
    }

    /// The part that waits begins.
    fn turn_to_part(&self) -> Result<()> {
        let Some(Waiting { item, cues }) = self.state.borrow_mut().waiting.take() else { return Ok(()) };
        let empty = self.state.borrow().lines == 0;
        self.begin_item(item);
        if empty {
            // On an empty page the session takes the first cue for one that was told: that is no chapter then.
            self.page(Cue::Pause(OPENING), true)?;
        }
        cues.into_iter().try_for_each(|cue| self.page(cue, true))
    }

    fn begin_item(&self, item: Item) {
        let before = self.state.borrow().lines;
        self.state.borrow_mut().free = false;
        self.items.all().push(Item { before, ..item });
    }

    fn obey(&self, order: Order) {
        let (line, here) = {
            let stage = self.stage.borrow();
            (stage.line, stage.script.as_deref() == Some(self.id.as_str()))
        };
        let Some((at, item)) = self.items.place(line).filter(|_| here) else { return };
        match order {
            Order::More => {
                let mut state = self.state.borrow_mut();
                if item.matter.is_some() && !state.wanted.contains(&item.part) {
                    state.wanted.push_back(item.part);
                }
                if matches!(state.doing, Doing::Part(_)) && state.waiting.is_some() {
                    state.cut = Some(Cut::Later);
                }
            }
            Order::Skip { moved } if moved && line == item.before + 1 => {}
            Order::Skip { .. } if at + 1 < self.items.all().len() => {
                self.session.command(Command::Jump(at + 1));
            }
            Order::Skip { .. } => self.skip(&item, line),
        }
    }

    /// Leaves the item that the page has last: what follows begins on an empty page, at once.
    fn skip(&self, item: &Item, line: usize) {
        let over = self.is_heard();
        {
            let mut state = self.state.borrow_mut();
            (state.free, state.lines) = (true, 0);
            state.wanted.retain(|part| *part != item.part);
            if [Doing::Part(item.part), Doing::More(item.part)].contains(&state.doing) {
                state.cut = Some(Cut::Skipped);
            }
            if !over {
                state.skipped.push(item.part);
            }
        }
        self.items.all().clear();
        // What the stage shows must be of the new page before anything is reckoned from it; a session that is gone ends it.
        let left = self.hand_in(More::Forget);
        while left.is_ok() && line > 0 && self.stage.borrow().line >= line && !self.is_over() {
            std::thread::sleep(LOOK);
        }
    }

    /// Puts a cue into the page, of the item that is last or of none.
    fn page(&self, cue: Cue, of_item: bool) -> Result<()> {
        if let Cue::Say(line) = &cue {
            self.state.borrow_mut().lines += 1;
            if let Some(item) = self.items.all().last_mut().filter(|_| of_item) {
                item.told.push(line.text.clone());
            }
        }
        self.hand_in(More::Cue(cue))
    }

    fn hand_in(&self, more: More) -> Result<()> {
        self.desk.write(Written { id: self.id.clone(), path: Vec::new(), more })
    }
}

impl Out<Cue> for Live {
    fn put(&mut self, cue: Cue) -> Result<()> {
        self.check()?;
        let doing = self.state.borrow().doing;
        if let Doing::Part(_) = doing
            && let Some(waiting) = &mut self.state.borrow_mut().waiting
        {
            waiting.cues.push_back(cue);
            return Ok(());
        }
        self.page(cue, doing != Doing::Between)
    }

    fn check(&self) -> Result<()> {
        self.look()?;
        if self.state.borrow().cut.is_some() { Err(Error::stopped()) } else { Ok(()) }
    }
}
