//! The thread `writer`: what the listener needs first, then what they are likely to need.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use vesper_script::{Cue, End, Header, Kind as ScriptKind};
use vesper_session::{Growing, More, Own, Page, Place, Wanted, Written};
use vesper_speech::{ChatModel, Error, Kind, Out, Result};
use vesper_studio::story::{Next, Prompts, Story, Wish, Writer};

use super::plan::Paced;
use super::{News, OpenModel, Stop, Tell, digest, kept};
use crate::home::Home;
use crate::kept::Kept;

/// Ways on that are written before anybody has chosen.
const AHEAD: usize = 2;

/// Where the listener is, as whoever writes sees it.
pub(super) trait Hall {
    /// Whether what is wanted now is as `wanted` says; not where nothing is.
    fn wants(&self, wanted: &dyn Fn(&Wanted) -> bool) -> bool;
    fn wanted(&self) -> Option<Wanted>;
    /// # Errors
    /// `Stopped`: nobody is there any more.
    fn grow(&self, growing: Growing) -> Result<()>;
    /// # Errors
    /// The same.
    fn write(&self, written: Written) -> Result<()>;
    /// Waits until something else may be wanted; says whether anybody is there.
    fn wait(&mut self) -> bool;
}

/// Who writes a story, before it is known which.
pub(super) struct Author<H> {
    pub(super) home: Home,
    pub(super) kept: Kept,
    pub(super) prompts: Prompts,
    pub(super) hall: H,
    pub(super) open: Option<OpenModel>,
    pub(super) place: Option<Place>,
    pub(super) choices: Vec<usize>,
    pub(super) tell: Tell,
    pub(super) stop: Arc<Stop>,
}

impl<H: Hall> Author<H> {
    /// Tells the story with this id, or makes one of a wish.
    pub(super) fn work(mut self, id: Option<String>, story: std::result::Result<Story, Wish>) {
        match self.begin(id, story) {
            Ok(mut work) => work.run(),
            Err(error) if error.kind == Kind::Stopped => {}
            Err(error) => (self.tell)(News::Failed(error)),
        }
    }

    fn begin(&mut self, id: Option<String>, story: std::result::Result<Story, Wish>) -> Result<Work<'_, H>> {
        let mut model = None;
        let story = match story {
            Ok(story) => story,
            Err(wish) => {
                let writer = Writer::new(self.prompts.clone());
                let opened = model.insert(opened(&mut self.open)?);
                let mut paced = Paced { model: opened.as_mut(), tell: &mut self.tell };
                writer.plan(&wish, &mut paced, &mut Awake(&self.stop))?
            }
        };
        let id = match id {
            Some(id) => id,
            None => kept::new_id(&self.home, &self.kept, &story.bible().title)?,
        };
        let mut work = Work {
            writer: Writer::new(self.prompts.clone()),
            author: self,
            id,
            story,
            model,
            own: BTreeMap::new(),
            failed: BTreeSet::new(),
        };
        work.keep();
        work.perform()?;
        Ok(work)
    }
}

fn opened(open: &mut Option<OpenModel>) -> Result<Box<dyn ChatModel>> {
    let open = open.take().ok_or_else(|| {
        Error::new(Kind::MissingModel, "the chat model for story", "could not be opened.", "Begin again.")
    })?;
    open()
}

/// A story under way.
struct Work<'a, H> {
    author: &'a mut Author<H>,
    writer: Writer,
    id: String,
    story: Story,
    model: Option<Box<dyn ChatModel>>,
    /// What the listener said where no option was it, by the options that lead through it; and whether the story ends there.
    own: BTreeMap<Vec<usize>, (String, bool)>,
    /// What could not be written since the listener was elsewhere last.
    failed: BTreeSet<Vec<usize>>,
}

/// What is to be done.
enum Due {
    Answer(Own),
    /// The scene that these options lead to.
    Write(Vec<usize>),
    Nothing,
}

impl<H: Hall> Work<'_, H> {
    fn run(&mut self) {
        let mut answered: Option<Wanted> = None;
        let mut here = Vec::new();
        while !self.author.stop.is_over() {
            let wanted = self.author.hall.wanted().filter(|wanted| wanted.id == self.id);
            if let Some(wanted) = &wanted
                && wanted.path != here
            {
                here.clone_from(&wanted.path);
                // Another try where the listener comes back to it.
                self.failed.clear();
            }
            if wanted.as_ref().is_none_or(|wanted| wanted.said.is_none()) {
                answered = None;
            }
            let due = match &wanted {
                Some(now) if wanted != answered => self.due(now),
                _ => Due::Nothing,
            };
            let done = match (due, &wanted) {
                (Due::Answer(own), Some(now)) => {
                    answered = wanted.clone();
                    self.answer(&now.path, &own)
                }
                (Due::Write(path), Some(_)) => self.write(&path),
                _ if self.author.hall.wait() => Ok(()),
                _ => return,
            };
            // Nobody is there to be told.
            if done.is_err() {
                return;
            }
        }
    }

    fn due(&self, wanted: &Wanted) -> Due {
        if let Some(own) = &wanted.said {
            return Due::Answer(own.clone());
        }
        let is_open = |path: &Vec<usize>| self.scene(path).is_none() && !self.failed.contains(path);
        let Some(scene) = self.scene(&wanted.path) else {
            return if is_open(&wanted.path) { Due::Write(wanted.path.clone()) } else { Due::Nothing };
        };
        let ahead = self.story.ahead(scene).into_iter().filter(|option| *option < AHEAD);
        let mut paths = ahead.map(|option| [wanted.path.as_slice(), &[option]].concat());
        paths.find(is_open).map_or(Due::Nothing, Due::Write)
    }

    /// The scene that `path` leads to, where it is written.
    fn scene(&self, path: &[usize]) -> Option<usize> {
        let first = (!self.story.scenes().is_empty()).then_some(0)?;
        path.iter().try_fold(first, |scene, option| self.story.leads(scene, *option))
    }

    /// Has the session perform the story, with all of it that is written.
    fn perform(&mut self) -> Result<()> {
        let place = self.author.place.take();
        let scenes = 0..self.story.scenes().len();
        let pages = scenes.map(|scene| Ok((self.story.path(scene), self.page(scene)?)));
        let growing = Growing {
            id: self.id.clone(),
            header: header(&self.story),
            digest: digest(&self.story),
            seed: self.story.wish().seed,
            place,
            pages: pages.collect::<Result<Vec<_>>>()?,
            choices: self.author.choices.iter().copied().collect(),
        };
        let title = self.story.bible().title.clone();
        self.author.hall.grow(growing)?;
        (self.author.tell)(News::Begins { id: self.id.clone(), title });
        Ok(())
    }

    fn page(&self, scene: usize) -> Result<Page> {
        let (end, own) = self.end(scene)?;
        Ok(Page { cues: self.story.cues(scene)?, end: Some(end), own })
    }

    fn end(&self, scene: usize) -> Result<(End, Option<usize>)> {
        let choices = self.story.choices(scene, self.writer.prompts())?;
        let own = self.story.scenes().get(scene).and_then(|scene| scene.something_else());
        let options: Vec<String> = choices.into_iter().map(|choice| choice.text).collect();
        Ok(if options.is_empty() { (End::Finish, None) } else { (End::Ask(options), own) })
    }

    /// Says what the listener's own words are.
    fn answer(&mut self, path: &[usize], own: &Own) -> Result<()> {
        let Some(scene) = self.scene(path) else { return Ok(()) };
        if own.back
            && let Some(there) = self.story.back_to(scene, &own.words)
        {
            return self.tell(path, More::Back(self.story.path(there)));
        }
        let meant = match own.answers {
            true => self.writer.meant(&self.story, scene, &own.words),
            false => Err(Error::new(
                Kind::BadRequest,
                "story",
                "has no such place behind you.",
                "Say a word of the scene that you mean.",
            )),
        };
        match meant {
            Ok(meant) => {
                let next = [path, &[meant.option]].concat();
                self.own.insert(next, (own.words.clone(), meant.ends));
                self.tell(path, More::Way { option: meant.option, text: meant.text })
            }
            Err(error) => self.tell(path, More::Failed(error)),
        }
    }

    /// Writes the scene that `path` leads to, and tells it meanwhile.
    fn write(&mut self, path: &[usize]) -> Result<()> {
        let written = self.written(path);
        match written {
            Ok(scene) => {
                self.keep();
                (self.author.tell)(News::Scenes(self.story.scenes().len()));
                let (end, own) = self.end(scene)?;
                self.tell(path, More::End { end, own })?;
                let Some((_, before)) = path.split_last() else { return Ok(()) };
                if let (true, Some(scene)) = (self.own.remove(path).is_some(), self.scene(before)) {
                    let (end, own) = self.end(scene)?;
                    self.tell(before, More::End { end, own })?;
                }
                Ok(())
            }
            Err(error) if error.kind == Kind::Stopped => self.tell(path, More::Forget),
            Err(error) => {
                tracing::warn!("a scene of {} is not written: {error}", self.id);
                self.failed.insert(path.to_vec());
                self.tell(path, More::Failed(error))
            }
        }
    }

    fn written(&mut self, path: &[usize]) -> Result<usize> {
        let (next, close) = self.next(path)?;
        let model = match &mut self.model {
            Some(model) => model,
            none => none.insert(opened(&mut self.author.open)?),
        };
        let (author, id) = (&*self.author, &self.id);
        let mut out = Listened { hall: &author.hall, stop: &author.stop, id, path };
        self.writer.write(&mut self.story, &next, close, model.as_mut(), &mut out)
    }

    /// What leads to `path`, and whether the story ends with it.
    fn next(&self, path: &[usize]) -> Result<(Next, bool)> {
        let Some((option, before)) = path.split_last() else { return Ok((Next::Beginning, false)) };
        let scene = self.scene(before).ok_or_else(|| {
            Error::new(Kind::BadRequest, "story", "has nothing written before that.", "Go back.")
        })?;
        Ok(match self.own.get(path) {
            Some((words, ends)) => (Next::Own { scene, words: words.clone() }, *ends),
            None => (Next::Offered { scene, option: *option }, false),
        })
    }

    fn keep(&mut self) {
        let Author { home, kept, prompts, tell, .. } = &mut *self.author;
        if let Err(error) = kept::keep(home, kept, &self.id, &self.story, prompts) {
            tracing::warn!("not kept: {error}");
            tell(News::NotKept(error));
        }
    }

    fn tell(&self, path: &[usize], more: More) -> Result<()> {
        self.author.hall.write(Written { id: self.id.clone(), path: path.to_vec(), more })
    }
}

/// What the session shows of a story.
fn header(story: &Story) -> Header {
    Header {
        kind: ScriptKind::Story,
        title: story.bible().title.clone(),
        by: "Vesper".into(),
        about: story.bible().promise.clone(),
        language: story.wish().tag().to_owned(),
        cast: story.people().iter().map(|person| (person.name.clone(), person.traits())).collect(),
        minutes: None,
        moods: Vec::new(),
    }
}

/// Goes on until nobody wants it any more.
struct Awake<'a>(&'a Stop);

impl Out<Cue> for Awake<'_> {
    fn put(&mut self, _cue: Cue) -> Result<()> {
        self.check()
    }

    fn check(&self) -> Result<()> {
        if self.0.is_over() { Err(Error::stopped()) } else { Ok(()) }
    }
}

/// The session, for a scene that is wanted, or is likely to be.
struct Listened<'a, H> {
    hall: &'a H,
    stop: &'a Stop,
    id: &'a str,
    path: &'a [usize],
}

impl<H: Hall> Out<Cue> for Listened<'_, H> {
    fn put(&mut self, cue: Cue) -> Result<()> {
        self.check()?;
        self.hall.write(Written { id: self.id.into(), path: self.path.into(), more: More::Cue(cue) })
    }

    fn check(&self) -> Result<()> {
        let before = self.path.split_last().map(|(_, before)| before);
        let wanted = |wanted: &Wanted| {
            let near = wanted.path == self.path || Some(wanted.path.as_slice()) == before;
            wanted.id == self.id && near && wanted.said.is_none()
        };
        if self.stop.is_over() || !self.hall.wants(&wanted) { Err(Error::stopped()) } else { Ok(()) }
    }
}
