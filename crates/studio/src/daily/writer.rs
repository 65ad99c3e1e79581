//! From what there is to what is told: planned to a length, then told part by part.

use jiff::Zoned;
use vesper_script::Cue;
use vesper_speech::{ChatModel, Form, Kind, Message, Out, Prompt, Result, Role, Sampling};

use super::age::{age, clock, date};
use super::briefing::{Briefing, Cited, Part, Told};
use super::facts::Source as Facts;
use super::ink::{self, BREATH};
use super::matter::{Matter, matters};
use super::sheets::{Prompts, Sheets};
use super::teller::{About, Given, Teller};
use super::wish::{Material, Wish};
use super::{Event, Note};
use crate::answer::ask;
use crate::{clean, sentence};

/// Matters of a briefing, whether there will be room for them or not.
const MOST: usize = 40;
/// Sentences of the sources of a matter that a model is given, and their characters.
const GIVEN: usize = 14;
const GIVEN_CHARACTERS: usize = 1_800;
/// Characters of a sentence of a source, and of the shortest that says something.
const SENTENCE: usize = 420;
const SHORTEST: usize = 20;
/// Characters of a chapter's title.
const CHAPTER: usize = 60;
/// The share of a briefing that calendar and notes may take, in hundredths, and how many of each.
const OWN: usize = 30;
const EVENTS: usize = 6;
/// Words that are too few to begin another matter.
const TOO_FEW: usize = 15;
/// Tokens of an answer beside its words, and for each of them.
const TOKENS: usize = 160;
const TOKENS_A_WORD: usize = 4;

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
        if found.is_empty() && !material.editions.is_empty() {
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
        for at in 0..briefing.parts.len() {
            out.check()?;
            let left = briefing.wish.words().saturating_sub(briefing.weight());
            let Some(part) = briefing.parts.get(at) else { break };
            let full = part.matter.is_some() && left < TOO_FEW;
            if part.skipped || part.begun || full {
                continue;
            }
            self.tell(briefing, at, reborrowed(&mut model), out)?;
        }
        let words = &self.prompts.of(&briefing.wish.language)?.words;
        let closings = words.items("closing");
        let turn = usize::try_from(briefing.wish.seed).unwrap_or_default() % closings.len().max(1);
        briefing.closing = closings.get(turn).and_then(|text| told(text, &briefing.wish.language));
        briefing.closing.iter().flat_map(Told::cues).try_for_each(|cue| out.put(cue))
    }

    /// Tells one part.
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
        let sheets = self.prompts.of(&briefing.wish.language)?;
        let left = briefing.wish.words().saturating_sub(briefing.weight());
        let room = briefing.wish.length.words_of_matter().min(left.max(TOO_FEW));
        let part = briefing.parts.get_mut(at).ok_or_else(no_part)?;
        out.put(Cue::Chapter(part.title.clone()))?;
        part.begun = true;
        match &part.matter {
            None => part.told.iter().flat_map(Told::cues).try_for_each(|cue| out.put(cue))?,
            Some(matter) => {
                let work = Work::of(matter, part, None);
                let (told, trouble) = self.matter(sheets, briefing, at, &work, (room, "user"), model, out)?;
                briefing.take(at, told, trouble);
            }
        }
        out.put(Cue::Pause(BREATH))
    }

    /// "Tell me more": what was not told yet of the part `at`, out of `article` where that was fetched
    /// ([`Fetcher::article`](super::Fetcher::article)). Where there is nothing left, that is said.
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
        let sheets = self.prompts.of(&briefing.wish.language)?;
        let part = briefing.parts.get(at).ok_or_else(no_part)?;
        let room = 2 * briefing.wish.length.words_of_matter();
        let (told, trouble) = match &part.matter {
            Some(matter) => {
                let work = Work::of(matter, part, article);
                self.matter(sheets, briefing, at, &work, (room, "more"), model, out)?
            }
            None => (Vec::new(), None),
        };
        if told.is_empty() {
            let nothing = told_of(sheets, "nothing-more", &briefing.wish.language);
            return nothing.iter().flat_map(Told::cues).try_for_each(|cue| out.put(cue));
        }
        briefing.take(at, told, trouble);
        out.put(Cue::Pause(BREATH))
    }

    /// What was told, as an ink script that plays again without a model.
    pub fn ink(&self, briefing: &Briefing) -> String {
        ink::write(briefing)
    }

    #[allow(clippy::too_many_arguments, reason = "what is asked, of whom, and where it goes")]
    fn matter(
        &self,
        sheets: &Sheets,
        briefing: &Briefing,
        at: usize,
        work: &Work,
        (room, section): (usize, &str),
        model: Option<&mut dyn ChatModel>,
        out: &mut dyn Out<Cue>,
    ) -> Result<(Vec<Told>, Option<vesper_speech::Error>)> {
        let (wish, part) = (&briefing.wish, briefing.parts.get(at).ok_or_else(no_part)?);
        let given = work.for_model(&wish.language);
        let about = About {
            given: &given,
            facts: &work.facts,
            cited: &work.cited,
            words: &sheets.words,
            language: &wish.language,
            room,
        };
        let mut teller = Teller::new(about, part, out);
        let mut trouble = None;
        if let Some(model) = model.filter(|_| briefing.trouble.is_none() && !given.is_empty()) {
            let prompt = asked(sheets, section, part, &given, room, wish.seed.wrapping_add(at as u64));
            match ask(model, &prompt, &mut teller) {
                Err(error) if error.kind == Kind::Stopped => return Err(error),
                Err(error) => trouble = Some(error),
                Ok(_) => {}
            }
        }
        // Without a model, or where nothing of what it said could be kept: the beginning of the first source.
        if teller.words() == 0 {
            for given in &work.given {
                let told = teller.quote(given)?;
                if teller.words() > 0 && (!told && section == "user" || teller.words() >= room) {
                    break;
                }
            }
        }
        Ok((teller.into_told(), trouble))
    }
}

impl Briefing {
    fn take(&mut self, at: usize, told: Vec<Told>, trouble: Option<vesper_speech::Error>) {
        if let Some(part) = self.parts.get_mut(at) {
            part.told.extend(told);
        }
        self.trouble = self.trouble.take().or(trouble);
    }
}

/// A matter with its sentences and what each of its sources says.
struct Work {
    given: Vec<Given>,
    facts: Vec<(Facts, String)>,
    cited: Vec<Cited>,
}

impl Work {
    /// `article` is the whole of what the first source tells.
    fn of(matter: &Matter, part: &Part, article: Option<&str>) -> Work {
        let mut work = Work { given: Vec::new(), facts: Vec::new(), cited: Vec::new() };
        for (at, source) in matter.sources.iter().enumerate() {
            let more = article.filter(|_| at == 0).unwrap_or_default();
            work.facts.push((
                Facts::of(&format!("{}\n{more}", source.whole()), &source.language),
                source.language.clone(),
            ));
            work.cited.extend(part.cited(at));
            let before = work.given.len();
            for text in sentences(&format!("{}\n{more}", source.text)) {
                work.given.push(Given { source: at, text });
            }
            if work.given.len() == before {
                work.given.push(Given { source: at, text: source.title.clone() });
            }
        }
        let told = |given: &Given| part.told.iter().any(|told| clean::same(&told.text, &given.text));
        work.given.retain(|given| !told(given));
        work
    }

    /// What of it is in the briefing's language, the beginnings of all sources, as much as a small model reads.
    fn for_model(&self, language: &str) -> Vec<Given> {
        let speaks = |given: &&Given| {
            let of = self.facts.get(given.source).map(|(_, language)| language.as_str());
            of.is_some_and(|of| of.get(..2) == language.get(..2))
        };
        let share = GIVEN_CHARACTERS / self.cited.len().max(1);
        let mut taken: Vec<Given> = Vec::new();
        for source in 0..self.cited.len() {
            let mut room = share;
            for given in self.given.iter().filter(|given| given.source == source).filter(speaks) {
                let length = given.text.chars().count();
                if length > room || taken.len() >= GIVEN {
                    break;
                }
                room -= length;
                taken.push(given.clone());
            }
        }
        taken
    }
}

/// The sentences of a text of paragraphs. A first paragraph that only says where and who is none.
fn sentences(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for paragraph in text.lines() {
        let Some(clean) = clean::words(paragraph, 6_000) else { continue };
        let mut from = 0;
        let ends: Vec<usize> = sentence::ends(&clean).chain([clean.len()]).collect();
        for end in ends {
            let piece = clean.get(from..end).unwrap_or_default().trim();
            let length = piece.chars().count();
            if (SHORTEST..=SENTENCE).contains(&length) && piece.contains(' ') {
                found.push(piece.to_owned());
            }
            from = end;
        }
    }
    found
}

fn asked(sheets: &Sheets, section: &str, part: &Part, given: &[Given], words: usize, seed: u64) -> Prompt {
    let numbered: Vec<String> =
        given.iter().enumerate().map(|(at, given)| format!("{}. {}", at + 1, given.text)).collect();
    let heard: Vec<&str> = part.told.iter().map(|told| told.text.as_str()).collect();
    let heard: String = heard.join(" ").chars().take(600).collect();
    let title = part.matter.as_ref().map_or("", |matter| matter.title.as_str());
    let user = sheets.matter.fill(
        section,
        &[
            ("title", title),
            ("sentences", &numbered.join("\n")),
            ("words", &words.to_string()),
            ("told", &heard),
        ],
    );
    let system = sheets.matter.section("system").to_owned();
    let message = |role, text| Message { role, text };
    Prompt {
        messages: vec![message(Role::System, system), message(Role::User, user)],
        limit: TOKENS + TOKENS_A_WORD * words,
        // News wants no surprise.
        sampling: Sampling { temperature: 0.2, seed, ..Sampling::default() },
        form: Some(Form::Schema(schema(given.len(), words))),
        thinking: false,
    }
}

/// The form of an answer: sentences, each with the number of the one that it says.
fn schema(given: usize, words: usize) -> String {
    let numbers: Vec<String> = (1..=given).map(|number| number.to_string()).collect();
    let most = (words / 8).clamp(2, 16);
    format!(
        r#"{{"type":"object","additionalProperties":false,"required":["sentences"],"properties":{{"sentences":{{"type":"array","minItems":1,"maxItems":{most},"items":{{"type":"object","additionalProperties":false,"required":["from","text"],"properties":{{"from":{{"type":"integer","enum":[{}]}},"text":{{"type":"string","minLength":1,"maxLength":300}}}}}}}}}}}}"#,
        numbers.join(",")
    )
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
    Part { title, matter: Some(matter), ages, told: Vec::new(), begun: false, skipped: false }
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

fn told_of(sheets: &Sheets, section: &str, language: &str) -> Option<Told> {
    told(sheets.words.section(section), language)
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
