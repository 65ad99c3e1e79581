//! From what there is to what is told: planned to a length, then told part by part.

use jiff::Zoned;
use vesper_script::Cue;
use vesper_speech::{ChatModel, Kind, Out, Result};

use super::age::{age, clock, date};
use super::briefing::{self, Briefing, Part, Told};
use super::ink::{self, BREATH};
use super::matter::{Matter, matters};
use super::sheets::Prompts;
use super::teller::{About, Teller};
use super::wish::{Material, Wish};
use super::work::{Work, asked};
use super::{Event, Note};
use crate::answer::ask;
use crate::{clean, sentence};

/// Matters of a briefing, whether there will be room for them or not.
const MOST: usize = 40;
/// Characters of a chapter's title.
const CHAPTER: usize = 60;
/// The share of a briefing that calendar and notes may take, in hundredths, and how many of each.
const OWN: usize = 30;
const EVENTS: usize = 6;

/// Writes briefings.
pub struct Writer {
    prompts: Prompts,
}

impl Writer {
    pub fn new(prompts: Prompts) -> Writer {
        Writer { prompts }
    }

    /// Decides what is told and in which order; tells nothing yet. `now` has the listener's zone.
    ///
    /// # Errors
    /// `BadRequest`: there are no words in that language.
    pub fn plan(&self, wish: &Wish, material: &Material, now: &Zoned) -> Result<Briefing> {
        let words = &self.prompts.of(&wish.language)?.words;
        let made = u64::try_from(now.timestamp().as_second()).unwrap_or_default();
        let mut found = matters(&material.editions, &wish.interests, &wish.language, made);
        for matter in &mut found {
            matter.sources.retain(|source| material.limits.allows(&source.whole(), &source.language));
            if let Some(first) = matter.sources.first() {
                matter.title.clone_from(&first.title);
            }
        }
        found.retain(|matter| !matter.sources.is_empty());
        let own = |text: &str| told(text, &wish.language);
        let spoken = date(words, now);
        let time = clock(words, now.time());
        let mut opening: Vec<Told> =
            own(&words.fill("opening", &[("date", &spoken), ("time", &time)])).into_iter().collect();
        let oldest = material.editions.iter().map(|(_, edition)| edition.fetched).min();
        if let Some(oldest) = oldest.filter(|_| material.offline) {
            opening.extend(own(&words.fill("fetched", &[("age", &age(words, oldest, now))])));
        }
        if found.is_empty() && (material.offline || !material.editions.is_empty()) {
            opening.extend(own(words.section("nothing")));
        }
        let title = format!("{}, {spoken}", words.section("title"));
        let mut parts = vec![Part::own(words.section("title"), opening)];
        let room = wish.words() * OWN / 100;
        let calendar = events(&material.events, words, room);
        if !calendar.is_empty() {
            let told = calendar.iter().filter_map(|text| own(text)).collect();
            parts.push(Part::own(words.section("calendar"), told));
        }
        let noted = notes(&material.notes, room.saturating_sub(parts.iter().map(Part::weight).sum()));
        if !noted.is_empty() {
            let told = noted.iter().filter_map(|text| own(text)).collect();
            parts.push(Part::own(words.section("notes"), told));
        }
        parts.extend(ordered(found, wish).into_iter().map(|matter| part(matter, words, now)));
        let count = material.editions.len().to_string();
        Ok(Briefing {
            about: words.fill("about", &[("date", &spoken), ("count", &count)]),
            title,
            made,
            parts,
            closing: None,
            trouble: None,
            wish: wish.clone(),
        })
    }

    /// Tells the whole of it as cues, as far as its length goes, while it is written: with `model` in its words, each held
    /// against its source, and without one in the sources' own. A model that gives out ends nothing: what is left is told
    /// without it, and [`Briefing::trouble`] says why.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn write(
        &self,
        briefing: &mut Briefing,
        mut model: Option<&mut dyn ChatModel>,
        out: &mut dyn Out<Cue>,
    ) -> Result<()> {
        let mut from = 0;
        while let Some(at) = briefing.next(from) {
            out.check()?;
            self.tell(briefing, at, reborrowed(&mut model), out)?;
            from = at + 1;
        }
        self.close(briefing, out)
    }

    /// The last words of a briefing.
    ///
    /// # Errors
    /// What `out` answers.
    pub fn close(&self, briefing: &mut Briefing, out: &mut dyn Out<Cue>) -> Result<()> {
        let words = &self.prompts.of(&briefing.wish.language)?.words;
        let closings = words.items("closing");
        let turn = usize::try_from(briefing.wish.seed).unwrap_or_default() % closings.len().max(1);
        briefing.closing = closings.get(turn).and_then(|text| told(text, &briefing.wish.language));
        briefing.closing.iter().flat_map(Told::cues).try_for_each(|cue| out.put(cue))
    }

    /// Tells one part: what was written of it before as it stands, and another is written.
    ///
    /// # Errors
    /// What `out` answers; `BadRequest` where there is no such part.
    pub fn tell(
        &self,
        briefing: &mut Briefing,
        at: usize,
        model: Option<&mut dyn ChatModel>,
        out: &mut dyn Out<Cue>,
    ) -> Result<()> {
        let left = briefing.wish.words().saturating_sub(briefing.weight());
        let room = briefing.wish.length.words_of_matter().min(left.max(briefing::TOO_FEW));
        let part = briefing.parts.get_mut(at).ok_or_else(no_part)?;
        out.put(Cue::Chapter(part.title.clone()))?;
        let written = std::mem::replace(&mut part.begun, true) || part.matter.is_none();
        match written {
            true => part.told.iter().flat_map(Told::cues).try_for_each(|cue| out.put(cue))?,
            false => {
                let order = Order { at, room, section: "user", article: None };
                self.matter(briefing, &order, model, out)?;
            }
        }
        out.put(Cue::Pause(BREATH))
    }

    /// "Tell me more": what was not told yet of the part `at`, out of `article` where that was fetched
    /// ([`Fetcher::article`](super::Fetcher::article)). Where there is nothing left, that is said. It takes no time from
    /// what else is told.
    ///
    /// # Errors
    /// What `out` answers; `BadRequest` where there is no such part.
    pub fn more(
        &self,
        briefing: &mut Briefing,
        at: usize,
        article: Option<&str>,
        model: Option<&mut dyn ChatModel>,
        out: &mut dyn Out<Cue>,
    ) -> Result<()> {
        let room = 2 * briefing.wish.length.words_of_matter();
        let before = briefing.parts.get(at).ok_or_else(no_part)?.told.len();
        let told_more = self.matter(briefing, &Order { at, room, section: "more", article }, model, out);
        if let Some(part) = briefing.parts.get_mut(at) {
            part.beyond += part.told.iter().skip(before).map(Told::weight).sum::<usize>();
        }
        if told_more? == 0 {
            let words = &self.prompts.of(&briefing.wish.language)?.words;
            let nothing = told(words.section("nothing-more"), &briefing.wish.language);
            return nothing.iter().flat_map(Told::cues).try_for_each(|cue| out.put(cue));
        }
        out.put(Cue::Pause(BREATH))
    }

    /// What was told, as an ink script that plays again without a model.
    pub fn ink(&self, briefing: &Briefing) -> String {
        ink::write(briefing)
    }

    /// Tells of a matter and remembers what was told, also where nobody wants the rest.
    fn matter(
        &self,
        briefing: &mut Briefing,
        order: &Order<'_>,
        model: Option<&mut dyn ChatModel>,
        out: &mut dyn Out<Cue>,
    ) -> Result<usize> {
        let sheets = self.prompts.of(&briefing.wish.language)?;
        let (wish, part) = (&briefing.wish, briefing.parts.get(order.at).ok_or_else(no_part)?);
        let Some(matter) = &part.matter else { return Ok(0) };
        let work = Work::of(matter, part, order.article);
        let given = work.for_model(&wish.language);
        let about = About {
            given: &given,
            facts: &work.facts,
            cited: &work.cited,
            words: &sheets.words,
            language: &wish.language,
            room: order.room,
        };
        let mut teller = Teller::new(about, part, out);
        let asks = model.filter(|_| briefing.trouble.is_none() && !given.is_empty());
        let answered = asks.map_or(Ok(()), |model| {
            let seed = wish.seed.wrapping_add(order.at as u64);
            let prompt = asked(sheets, order.section, part, &given, order.room, seed);
            ask(model, &prompt, &mut teller).map(drop)
        });
        // Without a model, or where nothing of what it said could be kept: the beginning of the first source.
        let stopped = answered.as_ref().is_err_and(|error| error.kind == Kind::Stopped);
        let quoted = if teller.words() == 0 && !stopped { order.quote(&work, &mut teller) } else { Ok(()) };
        let told = teller.into_told();
        let count = told.len();
        if let Some(part) = briefing.parts.get_mut(order.at) {
            part.told.extend(told);
        }
        match answered {
            Err(error) if error.kind == Kind::Stopped => return Err(error),
            Err(error) => briefing.trouble = Some(error),
            Ok(()) => {}
        }
        quoted.map(|()| count)
    }
}

/// What is to be told of a part.
struct Order<'a> {
    at: usize,
    /// Words that there is room for.
    room: usize,
    /// Of the prompts: `user`, or `more`.
    section: &'static str,
    /// The whole of what its first source tells.
    article: Option<&'a str>,
}

impl Order<'_> {
    /// The sources' own sentences. A first telling ends with the first that does not fit.
    fn quote(&self, work: &Work, teller: &mut Teller<'_>) -> Result<()> {
        for given in &work.given {
            let told = teller.quote(given)?;
            let full = teller.words() >= self.room || !told && self.section == "user";
            if teller.words() > 0 && full {
                break;
            }
        }
        Ok(())
    }
}

/// The most important of them, those of one topic together: topics in the order of their most important matter. What there
/// may be no room for stays behind, in the order of importance.
fn ordered(found: Vec<Matter>, wish: &Wish) -> Vec<Matter> {
    let room = wish.words() / wish.length.words_of_matter().max(1);
    let mut found: Vec<Matter> = found.into_iter().take(MOST).collect();
    let spare = found.split_off(room.min(found.len()));
    let topics: Vec<String> = found.iter().map(|matter| matter.topic.clone()).collect();
    let place = |matter: &Matter| topics.iter().position(|topic| *topic == matter.topic).unwrap_or_default();
    // The sort is stable: within a topic the order of importance stays.
    found.sort_by_key(|matter| if matter.topic.is_empty() { usize::MAX } else { place(matter) });
    found.into_iter().chain(spare).collect()
}

fn part(matter: Matter, words: &crate::prompts::Sheet, now: &Zoned) -> Part {
    let titled = if matter.topic.is_empty() {
        matter.title.clone()
    } else {
        format!("{}: {}", matter.topic, matter.title)
    };
    let title = clean::words(&titled, CHAPTER).unwrap_or_else(|| words.section("news").to_owned());
    let ages = matter.sources.iter().map(|source| age(words, source.when, now)).collect();
    Part { title, matter: Some(matter), ages, told: Vec::new(), beyond: 0, begun: false, skipped: false }
}

fn events(events: &[Event], words: &crate::prompts::Sheet, room: usize) -> Vec<String> {
    let mut told = vec![format!("{}.", words.section("calendar"))];
    let mut left = room;
    for event in events.iter().take(EVENTS) {
        let what = if event.place.is_empty() {
            event.title.clone()
        } else {
            format!("{}, {}", event.title, event.place)
        };
        let text = match event.at {
            Some(at) => words.fill("event", &[("time", &clock(words, at)), ("event", &what)]),
            None => words.fill("event-day", &[("event", &what)]),
        };
        let count = text.split_whitespace().count();
        if count > left {
            break;
        }
        left -= count;
        told.push(text);
    }
    if told.len() > 1 { told } else { Vec::new() }
}

fn notes(notes: &[Note], room: usize) -> Vec<String> {
    let mut told = Vec::new();
    let mut left = room;
    for note in notes {
        let text = format!("{}. {}", note.title.trim_end_matches('.'), sentence::cut(&note.text, 240));
        let count = text.split_whitespace().count();
        if count > left {
            break;
        }
        left -= count;
        told.push(text);
    }
    told
}

fn told(text: &str, language: &str) -> Option<Told> {
    let text = clean::words(text, 2 * sentence::LINE)?;
    Some(Told { text, language: language.to_owned(), source: None })
}

fn reborrowed<'a>(model: &'a mut Option<&mut dyn ChatModel>) -> Option<&'a mut dyn ChatModel> {
    match model {
        Some(model) => Some(&mut **model),
        None => None,
    }
}

fn no_part() -> vesper_speech::Error {
    vesper_speech::Error::new(Kind::BadRequest, "briefing", "has no such part.", "")
}
