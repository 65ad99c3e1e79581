use serde_json::Value;
use vesper_script::Cue;
use vesper_speech::{Bed, ChatModel, Error, Kind, Out, Result};

use super::bible;
use super::cast::{self, Person};
use super::meant::{Goal, Own, option, own};
use super::plan::{self, Stage, Step};
use super::prompt::{self, Onward};
use super::scene::{CHAPTER, Origin, Scene, Way};
use super::sheets::{Prompts, Sheets};
use super::tale::{self, Story};
use super::tell::Teller;
use super::wish::Wish;
use crate::answer::{Cut, Listener, ask, mended};
use crate::clean;
use crate::ledger::{Change, Entry, Subject};

/// How often a model is asked for one thing. What is missing then was written beforehand.
const ATTEMPTS: u64 = 3;
/// What a scene adds to the ledger at most.
const TRUTHS: usize = 6;
/// People who join in one scene.
const JOIN: usize = 2;

/// Writes stories with the prompts that it was given.
#[derive(Clone, Debug)]
pub struct Writer {
    prompts: Prompts,
}

/// Where a story goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// It begins.
    Beginning,
    /// The listener takes one of the options of a scene.
    Offered { scene: usize, option: usize },
    /// The listener does something that nobody offered.
    Own { scene: usize, words: String },
}

impl Writer {
    pub fn new(prompts: Prompts) -> Writer {
        Writer { prompts }
    }

    pub fn prompts(&self) -> &Prompts {
        &self.prompts
    }

    /// Makes a bible of a wish. It has no scene yet.
    ///
    /// Nothing is put into `out`; it is asked whether to go on.
    ///
    /// # Errors
    /// What the model or `out` answers; `BadRequest` for a wish without words, or in a language without prompts.
    pub fn plan(&self, wish: &Wish, model: &mut dyn ChatModel, out: &mut dyn Out<Cue>) -> Result<Story> {
        let sheets = self.prompts.of(&wish.language)?;
        let Some(text) = clean::words(&wish.text, prompt::WISH) else {
            let advice = "Say in one sentence what it should be about.";
            return Err(Error::new(
                Kind::BadRequest,
                "story",
                "cannot be made of a wish without words.",
                advice,
            ));
        };
        let wish = Wish { text, ..wish.clone() };
        let mut best = (Value::Null, 0);
        for attempt in 0..ATTEMPTS {
            let answer = ask(model, &prompt::bible(&wish, sheets, attempt), &mut Quiet(out))?;
            let answer = mended(&answer, Cut::Dropped).unwrap_or_default();
            let (bible, people) = bible::read(&answer, &wish, sheets);
            let said = [&bible.place, &bible.secret, &bible.arc.begins, &bible.arc.ends];
            let worth = 1 + said.into_iter().filter(|text| !text.is_empty()).count() + people.len().min(2);
            if worth > best.1 {
                best = (answer, worth);
            }
            if worth == 7 {
                break;
            }
        }
        let (bible, people) = bible::read(&best.0, &wish, sheets);
        Ok(Story { wish, bible, people, scenes: Vec::new() })
    }

    /// Writes the scene that `next` leads to and puts it on as cues while it is written: its chapter and its bed at once,
    /// its first sentence as soon as that is whole. A scene that is written already is put on as it is. Answers its number.
    ///
    /// `close` lets the story end with it, whatever its length was to be.
    ///
    /// # Errors
    /// What the model or `out` answers; the story is as it was then. `BadRequest`: there is no such option, the listener's
    /// words are none, or the story has as many scenes as a script can hold.
    pub fn write(
        &self,
        story: &mut Story,
        next: &Next,
        close: bool,
        model: &mut dyn ChatModel,
        out: &mut dyn Out<Cue>,
    ) -> Result<usize> {
        let sheets = self.prompts.of(&story.wish.language)?;
        let goal = match self.goal(story, next, sheets)? {
            Found::Told(scene) => {
                story.cues(scene)?.into_iter().try_for_each(|cue| out.put(cue))?;
                return Ok(scene);
            }
            Found::Open(goal) => goal,
        };
        if story.scenes.len() >= tale::MOST {
            let what = format!("has {} scenes already, as many as a script can hold.", tale::MOST);
            return Err(Error::new(
                Kind::BadRequest,
                "story",
                what,
                "Take a way that was told, or begin another one.",
            ));
        }
        let (scene, people) = compose(story, sheets, &goal, close, model, out)?;
        if let (true, Some(from)) = (goal.adds_option, scene.from) {
            story.scenes[from.scene].own.push(goal.choice);
        }
        story.people.extend(people);
        story.scenes.push(scene);
        Ok(story.scenes.len() - 1)
    }

    fn goal(&self, story: &Story, next: &Next, sheets: &Sheets) -> Result<Found> {
        let (scene, option) = match next {
            Next::Beginning if !story.scenes.is_empty() => return Ok(Found::Told(0)),
            Next::Beginning => {
                let (chapter, bed) = (story.bible.chapter.clone(), story.bible.bed);
                return Ok(Found::Open(Goal { chapter, bed, ..Goal::default() }));
            }
            Next::Offered { scene, option } => (*scene, *option),
            Next::Own { scene, words } => match own(story, &self.prompts, *scene, words)? {
                Own::Known(option) => (*scene, option),
                Own::New(goal) => return Ok(Found::Open(goal)),
            },
        };
        if let Some(told) = story.leads(scene, option) {
            return Ok(Found::Told(told));
        }
        let before = story.scene(scene)?;
        let from = Some(Origin { scene, option });
        match before.ways.get(option) {
            Some(way) => {
                let (choice, chapter) = (way.text.clone(), way.chapter.clone());
                Ok(Found::Open(Goal { from, choice, chapter, bed: way.bed, ..Goal::default() }))
            }
            None => {
                let what = match before.something_else() == Some(option) {
                    true => format!("`{}` leads nowhere by itself.", sheets.words.section("else")),
                    false => "has no such option.".to_owned(),
                };
                Err(Error::new(Kind::BadRequest, "story", what, "Say what you do."))
            }
        }
    }
}

enum Found {
    Told(usize),
    Open(Goal),
}

/// Writes a scene, telling it. Gives it with those who join in it.
fn compose(
    story: &Story,
    sheets: &Sheets,
    goal: &Goal,
    close: bool,
    model: &mut dyn ChatModel,
    out: &mut dyn Out<Cue>,
) -> Result<(Scene, Vec<Person>)> {
    let before = goal.from.map(|from| from.scene);
    let way = before.map(|at| story.way(at)).unwrap_or_default();
    let told = way.iter().filter_map(|at| story.scenes.get(*at)).map(Scene::words).sum();
    let step = plan::next(&story.wish, way.len(), told, close);
    let onward = Onward { before, choice: &goal.choice, own: goal.adds_option, number: way.len(), step };
    let recent =
        way.iter().rev().take(3).filter_map(|at| story.scenes.get(*at)).flat_map(|scene| &scene.lines);
    let mut teller = Teller::new(out, &story.people, story.wish.tag(), step.most, recent);
    teller.cue(Cue::Chapter(goal.chapter.clone()))?;
    teller.cue(Cue::Bed(goal.bed))?;
    let mut rest = Rest::default();
    for attempt in 0..ATTEMPTS {
        let prompt = prompt::scene(story, sheets, &onward, teller.lines(), attempt);
        let answer = ask(model, &prompt, &mut teller)?;
        teller.finish(&answer)?;
        rest.take(&answer, story, goal.bed);
        if teller.words() >= step.least {
            break;
        }
    }
    connect(&mut teller, sheets, step, way.len())?;
    let lines = teller.into_lines();
    let summary = rest.summary.unwrap_or_else(|| prompt::summary(&goal.choice, &lines));
    let ways = if step.stage == Stage::Last { Vec::new() } else { filled(rest.ways, sheets, goal.bed) };
    let scene = Scene {
        from: goal.from,
        chapter: goal.chapter.clone(),
        bed: goal.bed,
        lines,
        ways,
        own: Vec::new(),
        joined: rest.joined,
        changes: rest.changes,
        summary,
    };
    Ok((scene, rest.people))
}

/// Authored words where the model had too few.
fn connect(teller: &mut Teller<'_>, sheets: &Sheets, step: Step, number: usize) -> Result<()> {
    if teller.words() >= step.least / 2 {
        return Ok(());
    }
    if teller.lines().is_empty() && step.stage == Stage::Begins {
        teller.author(&sheets.words.items("opening"), number)?;
    }
    let kind = if step.stage == Stage::Last { "ending" } else { "onward" };
    teller.author(&sheets.words.items(kind), number)
}

/// What a scene's answers say besides its lines.
#[derive(Default)]
struct Rest {
    ways: Vec<Way>,
    /// Who is new to the story.
    people: Vec<Person>,
    /// Who is new to this way through it.
    joined: Vec<String>,
    changes: Vec<Change>,
    summary: Option<String>,
}

impl Rest {
    /// Of several answers the last ways and the last summary count, and everything that is to be remembered.
    fn take(&mut self, answer: &str, story: &Story, bed: Option<Bed>) {
        let Some(answer) = mended(answer, Cut::Dropped) else { return };
        let text = |name: &str, most: usize| {
            answer.get(name).and_then(Value::as_str).and_then(|text| clean::words(text, most))
        };
        let ways = ways(&answer, bed);
        if ways.len() >= self.ways.len() {
            self.ways = ways;
        }
        self.summary = text("summary", 240).or(self.summary.take());
        if self.joined.is_empty() {
            self.join(&answer, story);
        }
        let learned = list(&answer, "truths").iter().filter_map(truth).map(Change::Learn);
        let settled = list(&answer, "settled").iter().filter_map(Value::as_str);
        let settled = settled.filter_map(|name| clean::words(name, 48)).map(Change::Settle);
        self.changes.extend(learned.chain(settled).take(TRUTHS));
        self.changes.truncate(2 * TRUTHS);
    }

    fn join(&mut self, answer: &Value, story: &Story) {
        self.people = bible::people(answer, &story.people, JOIN);
        for person in met_elsewhere(answer, story).into_iter().chain(&self.people) {
            if !self.joined.contains(&person.name) {
                self.joined.push(person.name.clone());
                let entry = Entry::new(Subject::Person, &person.name, &person.wants, 2);
                self.changes.extend(entry.map(Change::Learn));
            }
        }
    }
}

/// Whom an answer brings in that another way through the story met before: they keep their voice.
fn met_elsewhere<'a>(answer: &Value, story: &'a Story) -> Vec<&'a Person> {
    let from_the_beginning = story.speakers(None);
    let names = list(answer, "people").iter().filter_map(|raw| raw.get("name")?.as_str());
    let known = names.filter_map(|name| cast::known(&story.people, name));
    known.filter(|person| !from_the_beginning.contains(person)).take(JOIN).collect()
}

fn truth(raw: &Value) -> Option<Entry> {
    let text = |name: &str| raw.get(name).and_then(Value::as_str);
    let weight = raw.get("weight").and_then(Value::as_u64).map_or(1, |weight| weight.min(3) as u8);
    Entry::new(Subject::named(text("subject")?)?, text("name")?, text("text")?, weight)
}

fn ways(answer: &Value, bed: Option<Bed>) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    for raw in list(answer, "ways") {
        let text = |name: &str, most: usize| {
            raw.get(name).and_then(Value::as_str).and_then(|text| clean::words(text, most))
        };
        let Some(way) = option(raw.get("text").and_then(Value::as_str).unwrap_or_default()) else { continue };
        let Some(chapter) = text("chapter", CHAPTER).or_else(|| clean::words(&way, CHAPTER)) else {
            continue;
        };
        let bed = match raw.get("bed").and_then(Value::as_str) {
            Some(name) => Bed::named(name),
            None => bed,
        };
        ways.push(Way { text: way, chapter, bed });
    }
    ways
}

/// Two or three ways that differ, authored ones where the model gave fewer.
fn filled(ways: Vec<Way>, sheets: &Sheets, bed: Option<Bed>) -> Vec<Way> {
    let words = &sheets.words;
    let authored = words.items("ways").into_iter().map(|text| Way {
        text: text.to_owned(),
        chapter: words.section("chapter").to_owned(),
        bed,
    });
    let count = ways.len();
    let mut differ: Vec<Way> = Vec::new();
    for (at, way) in ways.into_iter().chain(authored).enumerate() {
        let enough = if at < count { 3 } else { 2 };
        let taken = differ.iter().any(|known| clean::same(&known.text, &way.text));
        if differ.len() < enough && !taken && !clean::same(&way.text, words.section("else")) {
            differ.push(way);
        }
    }
    differ
}

fn list<'a>(answer: &'a Value, name: &str) -> &'a [Value] {
    answer.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Nobody listens to an answer; somebody may not want it any more.
struct Quiet<'a>(&'a mut dyn Out<Cue>);

impl Listener for Quiet<'_> {
    fn came(&mut self, _answer: &str) -> Result<()> {
        Ok(())
    }

    fn check(&self) -> Result<()> {
        self.0.check()
    }
}
