//! A story that is written while it is performed: its scenes come as they are written, each at the end of its way, and who
//! writes them is told which one is wanted.

use std::collections::{BTreeMap, VecDeque};

use vesper_script::{Cue, End, Fault, Header, Start, behind};
use vesper_speech::Error;

use crate::intent::Spoken;
use crate::machine::{Effect, Machine};
use crate::navigate::CHOICES;
use crate::source::{Source, Text};
use crate::work::Work;
use crate::{AtAsk, Notice, NoticeKind, Place, Report, intent};

/// A story to be performed while it is written.
#[derive(Clone, Debug)]
pub struct Growing {
    /// What the shells call it.
    pub id: String,
    pub header: Header,
    /// The same for as long as the story keeps what was told of it.
    pub digest: u64,
    pub seed: u64,
    pub place: Option<Place>,
    /// What is written already, by the options that lead there from the beginning.
    pub pages: Vec<(Vec<usize>, Page)>,
    /// Options to take without asking, counted from zero.
    pub choices: VecDeque<usize>,
}

/// A scene, as far as it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Without the silences that nobody writes.
    pub cues: Vec<Cue>,
    /// None: there is more to come.
    pub end: Option<End>,
    /// The option that stands for whatever the listener may think of.
    pub own: Option<usize>,
}

/// Something of a growing story: at the scene that `path` leads to.
#[derive(Clone, Debug)]
pub struct Written {
    /// [`Growing::id`].
    pub id: String,
    /// The options taken from the beginning, counted from zero.
    pub path: Vec<usize>,
    pub more: More,
}

/// What was written.
#[derive(Clone, Debug)]
pub enum More {
    Cue(Cue),
    /// The scene is whole; where it was before, this is how its options are called now.
    End {
        end: End,
        own: Option<usize>,
    },
    /// What the listener said is this option, which is taken.
    Way {
        option: usize,
        text: String,
    },
    /// What the listener said leads back to the beginning of the scene that these options lead to.
    Back(Vec<usize>),
    /// What came of the scene is taken back: it is written anew, or later.
    Forget,
    /// It cannot be written now, and why.
    Failed(Error),
}

/// What whoever writes a growing story needs to know: where its listener is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// [`Growing::id`].
    pub id: String,
    /// The options taken from the beginning to the scene that is performed.
    pub path: Vec<usize>,
    /// What the listener said there that is none of the options, and waits for an answer.
    pub said: Option<Own>,
}

/// Words of a listener that nobody offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    pub words: String,
    /// They ask to go back somewhere: "back to the bridge".
    pub back: bool,
    /// They answer a choice. Otherwise they were said while something was told.
    pub answers: bool,
}

/// The scenes of a growing story and where in it the listener is.
#[derive(Clone, Debug)]
pub(crate) struct Pages {
    pub(crate) header: Header,
    pub(crate) digest: u64,
    pages: BTreeMap<Vec<usize>, Page>,
    at: Vec<usize>,
    said: Option<Own>,
}

impl Pages {
    fn of(header: Header, digest: u64, written: Vec<(Vec<usize>, Page)>) -> Pages {
        let mut pages = Pages { header, digest, pages: BTreeMap::new(), at: Vec::new(), said: None };
        for (path, page) in written {
            page.cues.into_iter().for_each(|cue| drop(pages.add(&path, cue)));
            if let Some(end) = page.end {
                drop(pages.end(&path, end, page.own));
            }
        }
        pages
    }

    pub(crate) fn rewind(&mut self) {
        self.at.clear();
        self.said = None;
    }

    /// Goes on through `option`.
    ///
    /// # Errors
    /// The story has no such option here.
    pub(crate) fn choose(&mut self, option: usize) -> Result<(), Fault> {
        self.said = None;
        if self.option(option).is_none() {
            return Err(Fault {
                file: self.header.title.clone(),
                line: 0,
                column: 0,
                what: format!("There is no choice number {} here.", option + 1),
                advice: String::new(),
            });
        }
        self.at.push(option);
        Ok(())
    }

    /// The scene at hand, empty where nothing of it is written yet.
    pub(crate) fn page(&self) -> Page {
        self.pages.get(&self.at).cloned().unwrap_or_default()
    }

    fn option(&self, option: usize) -> Option<&str> {
        match self.pages.get(&self.at)?.end.as_ref()? {
            End::Ask(options) => options.get(option).map(String::as_str),
            End::Finish => None,
        }
    }

    /// The option at hand that stands for whatever the listener may think of.
    fn own(&self) -> Option<usize> {
        self.pages.get(&self.at)?.own
    }

    /// How far `path` can be gone.
    fn known(&self, path: &[usize]) -> usize {
        let mut pages = Pages { at: Vec::new(), ..self.clone() };
        path.iter().take(CHOICES).take_while(|option| pages.choose(**option).is_ok()).count()
    }

    /// Adds a cue to a scene that is not whole; gives what that adds to its performance.
    fn add(&mut self, path: &[usize], cue: Cue) -> Vec<Cue> {
        let page = self.pages.entry(path.to_vec()).or_default();
        if page.end.is_some() {
            return Vec::new();
        }
        let takes_time = !matches!(cue, Cue::Chapter(_) | Cue::Bed(_) | Cue::Bell);
        let silence = match page.cues.last() {
            Some(Cue::Say(line)) if takes_time => behind(line, Some(&cue)).map(Cue::Pause),
            _ => None,
        };
        let added: Vec<Cue> = silence.into_iter().chain([cue]).collect();
        page.cues.extend(added.iter().cloned());
        added
    }

    /// Ends a scene, or renames the options of one that has ended; gives what that adds to its performance.
    fn end(&mut self, path: &[usize], end: End, own: Option<usize>) -> Option<Cue> {
        let page = self.pages.entry(path.to_vec()).or_default();
        let silence = match (&page.end, &end, page.cues.last()) {
            (None, End::Ask(_), Some(Cue::Say(line))) => behind(line, None).map(Cue::Pause),
            _ => None,
        };
        page.cues.extend(silence.clone());
        (page.end, page.own) = (Some(end), own);
        silence
    }

    /// What was begun of a scene is nobody's any more.
    fn forget(&mut self, path: &[usize]) {
        if self.pages.get(path).is_some_and(|page| page.end.is_none()) {
            self.pages.remove(path);
        }
    }

    /// Calls an option of the scene at hand so; one more where there is none of that number.
    fn offer(&mut self, option: usize, text: String) -> Option<End> {
        let page = self.pages.get_mut(&self.at)?;
        let Some(End::Ask(options)) = page.end.as_mut() else { return None };
        match options.get_mut(option) {
            Some(known) => *known = text,
            None => options.push(text),
        }
        page.end.clone()
    }
}

impl Machine {
    pub(crate) fn grow(&mut self, growing: Growing, out: &mut Vec<Effect>) {
        self.forget_past_notice();
        match Work::growing(growing, self.settings.read_options) {
            Ok(work) => self.begin(work, out),
            Err(fault) => self.fault(&fault, out),
        }
    }

    /// What whoever writes the story at hand should know; none where none is being written.
    pub fn wanted(&self) -> Option<Wanted> {
        let work = self.work.as_ref()?;
        let source = work.source.as_ref()?;
        let Text::Growing(pages) = &source.text else { return None };
        Some(Wanted { id: source.id.clone(), path: work.path.clone(), said: pages.said.clone() })
    }

    /// Takes in what was written.
    pub(crate) fn written(&mut self, written: Written, out: &mut Vec<Effect>) {
        let read_options = self.settings.read_options;
        let Written { id, path, more } = written;
        let Some(work) = self.work.as_mut() else { return };
        let here = work.path == path;
        let Some(Source { text: Text::Growing(pages), .. }) =
            work.source.as_mut().filter(|source| source.id == id)
        else {
            return;
        };
        match more {
            More::Cue(cue) => {
                let added = pages.add(&path, cue);
                if here && work.sheet.open {
                    added.into_iter().for_each(|cue| work.sheet.write(cue));
                }
            }
            More::End { end, own } => {
                let language = pages.header.language.clone();
                let added = pages.end(&path, end.clone(), own);
                if !here {
                    return;
                }
                if work.sheet.open {
                    added.into_iter().for_each(|cue| work.sheet.write(cue));
                    work.sheet.conclude(end, read_options, &language);
                } else {
                    work.sheet.end = end;
                }
            }
            More::Way { option, text } if here && work.asked => {
                if let Some(end) = pages.offer(option, text) {
                    work.sheet.end = end;
                    self.choose(option, out);
                }
            }
            More::Way { .. } => {}
            More::Back(to) if here => self.back_to(&to, out),
            More::Back(_) => {}
            More::Forget => {
                pages.forget(&path);
                if here && work.sheet.open {
                    self.back_to(&path, out);
                }
            }
            More::Failed(error) => {
                pages.forget(&path);
                if here {
                    self.not_written(error, out);
                }
            }
        }
    }

    /// The listener does this, in their own words, where a growing story asks; or they ask to go back somewhere. An option
    /// that they mean is taken, a command obeyed, and given. Any other performance takes it as said.
    pub(crate) fn own_words(&mut self, words: &str, out: &mut Vec<Effect>) -> Option<Spoken> {
        let work = self.work.as_mut().filter(|work| !work.ended)?;
        let (asked, options) = (work.asked, work.options());
        let Some(Source { text: Text::Growing(pages), .. }) = work.source.as_mut() else {
            return self.said(words, out);
        };
        let language = pages.header.language.clone();
        let own = pages.own();
        let back = returns(words, &language);
        if let intent::Chosen::Sure(option) = intent::choice(words, &options, &language)
            && !back
            && Some(option) != own
        {
            self.choose(option, out);
            return None;
        }
        if let Some(spoken) = intent::command(words, &language) {
            self.obey(spoken, out);
            return Some(spoken);
        }
        let words = words.trim();
        let Some(Source { text: Text::Growing(pages), .. }) = self.work.as_mut()?.source.as_mut() else {
            return None;
        };
        if !words.is_empty() && (back || asked) {
            pages.said = Some(Own { words: words.to_owned(), back, answers: asked });
        }
        None
    }

    /// Whether `option` is no way on but stands for the listener's own words, which are asked for then.
    pub(crate) fn asks_for_words(&mut self, option: usize) -> bool {
        let source = self.work.as_ref().and_then(|work| work.source.as_ref());
        let Some(Source { text: Text::Growing(pages), .. }) = source else { return false };
        if pages.own() != Some(option) {
            return false;
        }
        let text = "Say or type what you do.".to_owned();
        self.notify(Notice { kind: NoticeKind::Failed, text });
        true
    }

    /// What is wanted cannot be written: the choice that led there is asked again.
    fn not_written(&mut self, error: Error, out: &mut Vec<Effect>) {
        let read_options = self.settings.read_options;
        let Some(work) = self.work.as_mut() else { return };
        let Some(Source { text: Text::Growing(pages), .. }) = work.source.as_mut() else { return };
        pages.said = None;
        if work.sheet.open && work.path.is_empty() {
            self.reports.push(Report::Failed(error));
            return self.stop(out);
        }
        self.notify(Notice { kind: NoticeKind::Failed, text: error.to_string() });
        let Some(work) = self.work.as_mut().filter(|work| work.sheet.open) else { return };
        let choices = work.path.len();
        work.path.pop();
        let there = work.replay(choices - 1, read_options);
        if there.is_ok() {
            work.go_to(work.sheet.first_option);
        }
        self.went(there, choices, out);
    }

    fn back_to(&mut self, path: &[usize], out: &mut Vec<Effect>) {
        let read_options = self.settings.read_options;
        self.cut_short();
        let Some(work) = self.work.as_mut() else { return };
        let choices = work.path.len();
        work.path = path.to_vec();
        let there = work.replay(path.len(), read_options);
        if there.is_ok() {
            work.go_to(0);
        }
        if std::mem::take(&mut work.paused) {
            out.push(Effect::Resume);
        }
        // Another passage of as many choices is another passage all the same.
        self.went(there, choices + 1, out);
    }
}

impl Work {
    fn growing(growing: Growing, read_options: bool) -> Result<Work, Fault> {
        let Growing { id, header, digest, seed, place, pages, choices } = growing;
        let pages = Pages::of(header, digest, pages);
        let place = place.filter(|place| place.digest == digest);
        let known = place.as_ref().map_or(0, |place| pages.known(&place.path));
        let start = Start { minutes: None, seed };
        let source = Source { id, start, text: Text::Growing(Box::new(pages)) };
        let mut work = Work::opened(source, AtAsk::Wait, read_options)?;
        work.ahead = choices;
        if let Some(place) = place {
            work.path = place.path.iter().take(known).copied().collect();
            if known > 0 {
                work.replay(known, read_options)?;
            }
            match known == place.path.len() {
                true => work.go_on(&place),
                // What was said there was not kept: it is asked again.
                false => work.go_to(work.sheet.first_option),
            }
        }
        Ok(work)
    }

    pub(crate) fn is_growing(&self) -> bool {
        matches!(self.source, Some(Source { text: Text::Growing(_), .. }))
    }
}

/// Whether `words` say to go back, and where to: "back to the bridge".
pub(crate) fn returns(words: &str, language: &str) -> bool {
    let spaces = words.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(at, _)| at);
    let mut beginnings = spaces.filter_map(|at| words.get(..at)).take(6);
    beginnings.any(|beginning| intent::command(beginning, language) == Some(intent::Spoken::Back))
}
