use std::fmt;
use std::time::{Duration, Instant};

use vesper_library::Mode;
use vesper_speech::{ChatModel, Error, Kind, Message, Out, Prompt, Result, Role, Token};

use super::notes::Notes;

/// How long an engine that gave out is left alone.
const REST: Duration = Duration::from_secs(60);
/// What an engine is told that goes on with the answer of another.
const GO_ON: &str = "You were cut off in the middle of your answer. Go on from exactly there, in the same language, \
                     without repeating or explaining anything.";

/// A chat model that knows how much it remembers.
pub trait Remembering: ChatModel {
    /// Tokens of a prompt and its answer together, at most.
    fn context(&self) -> usize;

    /// Tokens that these messages take of it.
    fn count(&self, messages: &[Message]) -> Result<usize>;

    /// What it goes without for want of memory, each as a sentence without its full stop.
    fn less(&self) -> Vec<String> {
        Vec::new()
    }

    /// After a reply that failed for want of memory: goes without something more, and says what. None where that would not
    /// help.
    ///
    /// # Errors
    /// Why it cannot go on at all.
    fn make_do(&mut self) -> Result<Option<String>> {
        Ok(None)
    }

    /// Reads the messages while there is time, so that an answer to what begins with them comes sooner.
    ///
    /// # Errors
    /// What `check` answers.
    fn read(&mut self, _messages: &[Message], _check: Check<'_>) -> Result<()> {
        Ok(())
    }
}

/// Opens an engine on the thread that asks it, when it is first needed, and again after it gave out. It asks the check
/// that it is given often, and what that answers ends the opening.
pub type Open = Box<dyn FnMut(Check<'_>) -> Result<Box<dyn Remembering>> + Send>;

/// Whether to go on.
pub type Check<'a> = &'a dyn Fn() -> Result<()>;

/// One of those that may answer.
pub struct Contender {
    /// As the listener knows it.
    pub name: String,
    pub open: Open,
}

/// An engine gave out, and another is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switch {
    pub from: String,
    pub why: Error,
    pub to: String,
    /// A part of the answer was given already; what follows is another's.
    pub in_the_middle: bool,
}

impl fmt::Display for Switch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let when = if self.in_the_middle { "gave out in the middle of the answer" } else { "cannot answer" };
        write!(f, "{} {when}. {}", self.from, self.why)?;
        let then = if self.in_the_middle { "goes on" } else { "is asked instead" };
        write!(f, " {} {then}.", self.to)
    }
}

/// What the listener is told beside an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    Switch(Switch),
    /// An engine goes without something, for want of memory.
    Less {
        who: String,
        how: String,
    },
}

impl fmt::Display for News {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            News::Switch(switch) => switch.fmt(f),
            News::Less { who, how } => write!(f, "There is little memory left for {who}: {how}."),
        }
    }
}

/// Answers with the first engine that can, and with the next where one gives out.
///
/// What was given of a free answer stays given: the next engine is told it, and goes on from there. An answer with a
/// form is given out when it is whole, so that the next engine can begin it anew; where somebody hears such a one as it
/// comes ([`flowing`](Answerer::flowing)) it ends where its engine gave out, and the next question is the next engine's. An engine that gave out is left alone for a minute; one that has too little memory goes without something
/// first. Of a conversation that is longer than an engine remembers, it is told notes of the oldest turns, which it made
/// itself: when they are due, or while there is time ([`rest`](Answerer::rest)).
pub struct Answerer {
    work: Mode,
    entries: Vec<Entry>,
    notes: Notes,
    tell: Tell,
    flows: bool,
}

/// Hears what the listener is to be told.
pub type Tell = Box<dyn FnMut(&News) + Send>;

struct Entry {
    contender: Contender,
    model: Option<Box<dyn Remembering>>,
    rests_until: Option<Instant>,
}

impl Answerer {
    /// `tell` hears of every engine that gives out before another is asked, and of what one goes without.
    pub fn new(work: Mode, contenders: Vec<Contender>, tell: Tell) -> Answerer {
        let entry = |contender| Entry { contender, model: None, rests_until: None };
        let entries = contenders.into_iter().map(entry).collect();
        Answerer { work, entries, notes: Notes::default(), tell, flows: false }
    }

    /// Gives answers with a form as they come too, for those who hear them so and take one that is cut off.
    pub fn flowing(self) -> Answerer {
        Answerer { flows: true, ..self }
    }

    /// The names of its engines in the order in which they are asked.
    pub fn names(&self) -> Vec<&str> {
        self.entries.iter().map(|entry| entry.contender.name.as_str()).collect()
    }

    /// Opens the first engine that can be opened, so that the first answer does not have to wait for it, and gives its
    /// name.
    ///
    /// # Errors
    /// What the last one answered, or `check`; `MissingModel` where there is none.
    pub fn open(&mut self, check: Check<'_>) -> Result<&str> {
        let mut failed = self.nobody();
        let order = self.order();
        for (turn, at) in order.iter().enumerate() {
            match self.opened(*at, check) {
                Ok(()) => return Ok(self.name(*at)),
                Err(error) if error.kind == Kind::Stopped => return Err(error),
                Err(error) => {
                    self.give_up(*at, &error, order.get(turn + 1), false);
                    failed = error;
                }
            }
        }
        Err(failed)
    }

    /// Makes ready for the next answer while there is time: where `prompt`'s conversation will soon be too long, notes of
    /// its oldest turns are made, and what is left is read. Does nothing where no engine is open. An answer may be asked
    /// for whenever this has ended, by itself or by `check`.
    ///
    /// # Errors
    /// What `check` answers.
    pub fn rest(&mut self, prompt: &Prompt, check: Check<'_>) -> Result<()> {
        let first = self.order().first().copied();
        let entry = first.and_then(|at| self.entries.get_mut(at));
        let Some(model) = entry.and_then(|entry| entry.model.as_deref_mut()) else { return Ok(()) };
        let room = room(model, prompt);
        let prepared = self.notes.prepare(&prompt.messages, room, model, check).and_then(|made| match made {
            true => model.read(&self.notes.told(&prompt.messages), check),
            false => Ok(()),
        });
        match prepared {
            Err(error) if error.kind == Kind::Stopped => Err(error),
            Err(error) => {
                tracing::warn!("nothing could be prepared for the next answer: {error}");
                check()
            }
            Ok(()) => Ok(()),
        }
    }

    /// Opens an engine, if it is not, and tells what it goes without.
    fn opened(&mut self, at: usize, check: Check<'_>) -> Result<()> {
        let Some(entry) = self.entries.get_mut(at).filter(|entry| entry.model.is_none()) else {
            return Ok(());
        };
        let model = (entry.contender.open)(check)?;
        let who = &entry.contender.name;
        for how in model.less() {
            (self.tell)(&News::Less { who: who.clone(), how });
        }
        entry.model = Some(model);
        Ok(())
    }

    /// Has an engine answer, with less and less where memory is short.
    fn answer(&mut self, at: usize, prompt: &Prompt, relay: &mut Relay<'_>) -> Result<()> {
        relay.check()?;
        self.opened(at, &|| relay.check())?;
        loop {
            let Some(entry) = self.entries.get_mut(at) else { return Err(self.nobody()) };
            let Err(error) = entry.answer(prompt, &mut self.notes, relay) else { return Ok(()) };
            if relay.refused.is_some() || error.kind == Kind::Stopped {
                return Err(error);
            }
            let Some(how) = entry.make_do()? else { return Err(error) };
            relay.held.clear();
            (self.tell)(&News::Less { who: entry.contender.name.clone(), how });
            if prompt.form.is_some() && !relay.said.is_empty() {
                return Ok(());
            }
        }
    }

    fn name(&self, at: usize) -> &str {
        self.entries.get(at).map_or("", |entry| entry.contender.name.as_str())
    }

    /// Those that rest come last.
    fn order(&self) -> Vec<usize> {
        let now = Instant::now();
        let rests = |at: &usize| {
            self.entries.get(*at).and_then(|entry| entry.rests_until).is_some_and(|until| until > now)
        };
        let (resting, ready): (Vec<usize>, Vec<usize>) = (0..self.entries.len()).partition(rests);
        ready.into_iter().chain(resting).collect()
    }

    fn give_up(&mut self, at: usize, why: &Error, next: Option<&usize>, in_the_middle: bool) {
        let from = self.name(at).to_owned();
        if let Some(entry) = self.entries.get_mut(at) {
            // A request that this one does not take says nothing against the next.
            if why.kind != Kind::BadRequest {
                entry.model = None;
                entry.rests_until = Some(Instant::now() + REST);
            }
        }
        tracing::warn!("{from} gave out: {why}");
        // Where nobody is left, the error itself is told.
        if let Some(next) = next {
            let to = self.name(*next).to_owned();
            (self.tell)(&News::Switch(Switch { from, why: why.clone(), to, in_the_middle }));
        }
    }

    fn nobody(&self) -> Error {
        Error::new(
            Kind::MissingModel,
            format!("the chat model for {}", self.work.name()),
            "is not there.",
            "`vesper models get` says which suits this machine, and `vesper models servers add` takes one on a server.",
        )
    }
}

impl ChatModel for Answerer {
    fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        let mut relay = Relay {
            out,
            holds: prompt.form.is_some() && !self.flows,
            said: String::new(),
            tokens: 0,
            held: Vec::new(),
            refused: None,
        };
        let mut failed = self.nobody();
        let order = self.order();
        for (turn, at) in order.iter().enumerate() {
            let error = match self.answer(*at, prompt, &mut relay) {
                Ok(()) => return relay.release(),
                Err(error) => error,
            };
            if let Some(refused) = relay.refused.take() {
                return Err(refused);
            }
            if error.kind == Kind::Stopped {
                return Err(error);
            }
            relay.held.clear();
            self.give_up(*at, &error, order.get(turn + 1), !relay.said.is_empty());
            if prompt.form.is_some() && !relay.said.is_empty() && order.len() > turn + 1 {
                return Ok(());
            }
            failed = error;
        }
        Err(failed)
    }
}

impl Entry {
    /// # Errors
    /// What the engine answers. It was opened before.
    fn answer(&mut self, prompt: &Prompt, notes: &mut Notes, relay: &mut Relay<'_>) -> Result<()> {
        let Some(model) = self.model.as_deref_mut() else {
            return Err(Error::new(Kind::Engine, &*self.contender.name, "is not open.", ""));
        };
        let mut asked = prompt.clone();
        if !relay.said.is_empty() {
            let message = |role, text: &str| Message { role, text: text.into() };
            asked.messages.push(message(Role::Assistant, &relay.said));
            asked.messages.push(message(Role::User, GO_ON));
            asked.limit = prompt.limit.saturating_sub(relay.tokens).max(1);
        }
        let room = room(model, &asked);
        asked.messages = notes.fit(&asked.messages, room, model, &|| relay.check())?;
        model.reply(&asked, relay)?;
        self.rests_until = None;
        Ok(())
    }

    fn make_do(&mut self) -> Result<Option<String>> {
        self.model.as_deref_mut().map_or(Ok(None), |model| model.make_do())
    }
}

/// Tokens of `model`'s context that a conversation may take beside its answer. A long answer leaves it half at least.
fn room(model: &dyn Remembering, prompt: &Prompt) -> usize {
    let context = model.context();
    context - prompt.limit.min(context / 2)
}

/// Passes an answer on, and remembers what of it was given and whether it was refused.
struct Relay<'a> {
    out: &'a mut dyn Out<Token>,
    /// Nothing is given before the whole is there.
    holds: bool,
    said: String,
    tokens: usize,
    held: Vec<Token>,
    refused: Option<Error>,
}

impl Relay<'_> {
    fn release(self) -> Result<()> {
        let Relay { out, held, .. } = self;
        held.into_iter().try_for_each(|token| out.put(token))
    }
}

impl Out<Token> for Relay<'_> {
    fn put(&mut self, token: Token) -> Result<()> {
        if self.holds {
            self.held.push(token);
            return self.out.check();
        }
        self.said.push_str(&token.text);
        self.tokens += 1;
        self.out.put(token).inspect_err(|error| self.refused = Some(error.clone()))
    }

    fn check(&self) -> Result<()> {
        self.out.check()
    }
}

#[cfg(test)]
mod tests;
