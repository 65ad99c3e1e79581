use serde_json::Value;
use vesper_script::Cue;
use vesper_speech::{Bed, ChatModel, Error, Kind, Out, Result};

use super::authored::{authored, chapter, lead};
use super::claims::Claims;
use super::form::{Meditation, Phase, Step, no_phase};
use super::plan::{Part, Planned, plan, words};
use super::prompt;
use super::sheets::Prompts;
use super::tell::{Silence, Teller};
use super::understand::{Field, SENTENCE, TECHNIQUES, Understood};
use super::wish::{Intent, Place, Posture, Technique, Wish};
use crate::answer::{Cut, Listener, Object, ask, mended, object};
use crate::{clean, sentence};

/// How often a model is asked for one phase. What is missing then was written beforehand.
const ATTEMPTS: u64 = 2;
/// Words that are not worth asking for.
const FEW: usize = 8;

/// Writes meditations with the prompts that it was given.
#[derive(Clone, Debug)]
pub struct Writer {
    prompts: Prompts,
}

impl Writer {
    pub fn new(prompts: Prompts) -> Writer {
        Writer { prompts }
    }

    pub fn prompts(&self) -> &Prompts {
        &self.prompts
    }

    /// Has a model say what a sentence left open: nothing that was said is changed by it.
    ///
    /// Nothing is put into `out`; it is asked whether to go on.
    ///
    /// # Errors
    /// What the model or `out` answers; `BadRequest` where there are no prompts in its language.
    pub fn refine(
        &self,
        understood: &mut Understood,
        model: &mut dyn ChatModel,
        out: &mut dyn Out<Cue>,
    ) -> Result<()> {
        let sheets = self.prompts.of(&understood.wish.language)?;
        let answer = ask(model, &prompt::understanding(&understood.wish, sheets), &mut Quiet(out))?;
        if let Some(answer) = mended(&answer, Cut::Dropped) {
            take(&answer, understood);
        }
        Ok(())
    }

    /// A whole meditation for `wish` in authored words: what is performed without a model, and wherever one has not written
    /// yet.
    ///
    /// # Errors
    /// `BadRequest`: a wish without words or with a voice that cannot be, or no prompts in its language.
    pub fn author(&self, wish: &Wish) -> Result<Meditation> {
        let sheets = self.prompts.of(&wish.language)?;
        let refused = |what: &str, advice: &str| Error::new(Kind::BadRequest, "meditation", what, advice);
        let text = clean::words(&wish.text, SENTENCE).ok_or_else(|| {
            refused("cannot be made of a wish without words.", "Say in one sentence what it should be for.")
        })?;
        if !wish.voice.is_empty() && vesper_script::parse_traits(&wish.voice).is_err() {
            return Err(refused("cannot be spoken by such a voice.", "Describe it like `woman, soft`."));
        }
        let wish = Wish { text, minutes: wish.length(), language: wish.tag().to_owned(), ..wish.clone() };
        let phases = plan(&wish);
        let begun = phases.iter().map(|planned| Phase {
            part: planned.part,
            chapter: chapter(sheets, planned.part).to_owned(),
            seconds: planned.seconds,
            steps: Vec::new(),
            written: false,
        });
        let title = sheets.name("titles", wish.intent.name()).to_owned();
        let mut meditation = Meditation { title, phases: begun.collect(), wish };
        for at in 0..phases.len() {
            let steps = self.compose(&meditation, at, None, &mut Vec::new())?;
            if let Some(phase) = meditation.phases.get_mut(at) {
                phase.steps = steps;
            }
        }
        Ok(meditation)
    }

    /// Writes phase `at` and puts it on as cues while it is written: its chapter, its bed and what was authored at once, each
    /// line of the model as soon as it is whole. The words before and behind it stay as they are.
    ///
    /// # Errors
    /// What the model or `out` answers; the meditation is as it was then. `BadRequest`: there is no such phase.
    pub fn write(
        &self,
        meditation: &mut Meditation,
        at: usize,
        model: &mut dyn ChatModel,
        out: &mut dyn Out<Cue>,
    ) -> Result<()> {
        let steps = self.compose(meditation, at, Some(model), out)?;
        if let Some(phase) = meditation.phases.get_mut(at) {
            (phase.steps, phase.written) = (steps, true);
        }
        Ok(())
    }

    fn compose(
        &self,
        meditation: &Meditation,
        at: usize,
        model: Option<&mut dyn ChatModel>,
        out: &mut dyn Out<Cue>,
    ) -> Result<Vec<Step>> {
        let (wish, sheets) = (&meditation.wish, self.prompts.of(&meditation.wish.language)?);
        let planned = budget(meditation, at).ok_or_else(|| no_phase(at))?;
        let mut teller = Teller::begin(meditation, at, planned, sheets, out)?;
        if planned.part == Part::Arriving {
            for text in lead(wish, sheets) {
                teller.say(&text, Silence::Short)?;
            }
        }
        let mut authored = authored(wish, sheets, &planned, is_first_technique(meditation, at));
        if let Some(model) = model {
            let (mut least, wanted) = (FEW, teller.wanted());
            for attempt in 0..ATTEMPTS {
                if teller.wanted() < least {
                    break;
                }
                // Half of what was asked for is enough; a line or two are authored.
                least = FEW.max(teller.wanted() / 2);
                let asked = (teller.wanted(), teller.last(prompt::LAST));
                let prompt = prompt::phase(wish, sheets, (at, planned.part), (asked.0, &asked.1), attempt);
                let mut reading = Reading::new(teller, &sheets.claims, &mut authored);
                ask(model, &prompt, &mut reading)?;
                teller = reading.teller;
            }
            if teller.wanted() < wanted && !authored.is_empty() {
                // It has begun: what introduces comes too late.
                authored.remove(0);
            }
        }
        if teller.wanted() > planned.words / 2 {
            for text in spread(&authored, teller.wanted()) {
                teller.say(&text, Silence::Long)?;
            }
        }
        teller.finish(at + (wish.seed % 7) as usize)
    }
}

/// The first of the techniques comes back to the places that were named.
fn is_first_technique(meditation: &Meditation, at: usize) -> bool {
    let first = meditation.phases.iter().position(|phase| matches!(phase.part, Part::Technique(_)));
    first == Some(at)
}

/// What a phase is to say: what was planned, and its part of what phases before it said too much or too little.
fn budget(meditation: &Meditation, at: usize) -> Option<Planned> {
    // By what it was planned as, which another Vesper may have done otherwise.
    let wish = &meditation.wish;
    let planned = meditation.phases.iter().map(|&Phase { part, seconds, .. }| Planned {
        part,
        seconds,
        words: words(wish, part, seconds),
    });
    let phases: Vec<Planned> = planned.collect();
    let planned = *phases.get(at)?;
    let before = meditation.phases.iter().zip(&phases).take(at);
    let said: usize = before.clone().map(|(phase, _)| phase.words()).sum();
    let meant: usize = before.map(|(_, planned)| planned.words).sum();
    let to_come: usize = phases.iter().skip(at).map(|planned| planned.words).sum();
    let share = planned.words as f64 / to_come.max(1) as f64;
    let usual = planned.words as f64;
    let wanted = (usual + (meant as f64 - said as f64) * share).clamp(usual * 0.5, usual * 1.5);
    Some(Planned { words: wanted.round() as usize, ..planned })
}

/// So many of `lines` as hold `wanted` words, spread over all of them: the first one among them.
fn spread(lines: &[String], wanted: usize) -> Vec<String> {
    let words: usize = lines.iter().map(|line| super::form::words(line)).sum();
    if wanted == 0 || words == 0 {
        return Vec::new();
    }
    let count = (lines.len() * wanted).div_ceil(words).min(lines.len());
    (0..count).filter_map(|at| lines.get(at * lines.len() / count).cloned()).collect()
}

/// Reads an answer while it comes: each line that is whole is cleaned, held against what may not be promised, and said.
struct Reading<'a, 't> {
    teller: Teller<'t>,
    claims: &'a Claims,
    /// Said in the place of a line of which nothing may be said.
    instead: &'a mut Vec<String>,
    /// The byte where the next line begins; none before the first.
    at: Option<usize>,
    over: bool,
}

impl<'a, 't> Reading<'a, 't> {
    fn new(teller: Teller<'t>, claims: &'a Claims, instead: &'a mut Vec<String>) -> Self {
        Reading { teller, claims, instead, at: None, over: false }
    }

    fn line(&mut self, line: &Value) -> Result<()> {
        let text = |name: &str| line.get(name).and_then(Value::as_str).unwrap_or_default();
        let Some(clean) = clean::words(text("text"), 2 * sentence::LINE) else { return Ok(()) };
        let silence = Silence::named(text("silence"));
        let (kept, left_out) = self.claims.without(&clean);
        let said = match kept.is_empty() && left_out && !self.instead.is_empty() {
            // The first of them introduces, which is over.
            true => self.instead.remove(self.instead.len() / 2),
            false => kept.join(" "),
        };
        self.over = !self.teller.say(&said, silence)?;
        Ok(())
    }
}

impl Listener for Reading<'_, '_> {
    fn came(&mut self, answer: &str) -> Result<()> {
        while !self.over
            && let Some(at) = self.at.or_else(|| first_line(answer))
        {
            let rest = answer.get(at..).unwrap_or_default().trim_start_matches([' ', '\n', '\r', '\t', ',']);
            let at = answer.len() - rest.len();
            self.at = Some(at);
            match object(rest) {
                _ if rest.is_empty() => break,
                _ if !rest.starts_with('{') => self.over = true,
                Object::Whole(length) => {
                    self.at = Some(at + length);
                    // What is no JSON after all says nothing.
                    let line = rest.get(..length).and_then(|text| serde_json::from_str(text).ok());
                    self.line(&line.unwrap_or_default())?;
                }
                Object::Begun => break,
                Object::Nonsense => self.over = true,
            }
        }
        Ok(())
    }

    fn check(&self) -> Result<()> {
        self.teller.check()
    }
}

/// Where the first line of an answer begins.
fn first_line(answer: &str) -> Option<usize> {
    let (_, after) = answer.split_once("\"lines\"")?;
    let list = after.trim_start().strip_prefix(':')?.trim_start().strip_prefix('[')?;
    Some(answer.len() - list.len())
}

/// Takes from an answer what the sentence did not say.
fn take(answer: &Value, understood: &mut Understood) {
    let text = |name: &str| answer.get(name).and_then(Value::as_str).unwrap_or_default();
    let list = |name: &str| {
        let all = answer.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        all.iter().filter_map(Value::as_str).collect::<Vec<_>>()
    };
    if !understood.says(Field::Intent)
        && let Some(intent) = Intent::named(text("intent"))
    {
        understood.change_intent(intent);
    }
    if !understood.says(Field::Posture)
        && let Some(posture) = Posture::named(text("posture"))
    {
        understood.wish.posture = posture;
    }
    if !understood.says(Field::Bed) && answer.get("bed").is_some_and(Value::is_string) {
        understood.wish.bed = Bed::named(text("bed"));
    }
    if !understood.says(Field::Places) {
        understood.wish.places = distinct(list("places").into_iter().filter_map(Place::named), 3);
    }
    if !understood.says(Field::Techniques) {
        let named = list("techniques").into_iter().filter_map(Technique::named);
        understood.wish.techniques = distinct(named, TECHNIQUES - 1);
    }
}

fn distinct<T: PartialEq>(all: impl Iterator<Item = T>, most: usize) -> Vec<T> {
    let mut distinct = Vec::new();
    for value in all {
        if distinct.len() < most && !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
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
