use std::fmt;
use std::time::{Duration, Instant};

use vesper_chat::{Local, Remote};
use vesper_library::Mode;
use vesper_speech::{ChatModel, Error, Kind, Message, Out, Prompt, Result, Role, Token};

use super::trim::trimmed;

/// How long an engine that gave out is left alone.
const REST: Duration = Duration::from_secs(60);
/// Tokens that a server remembers, where nobody knows: what most are started with, or more.
const SERVER_CONTEXT: usize = 8192;
/// What an engine is told that goes on with the answer of another.
const GO_ON: &str = "You were cut off in the middle of your answer. Go on from exactly there, in the same language, \
                     without repeating or explaining anything.";

/// A chat model that knows how much it remembers.
pub trait Remembering: ChatModel {
    /// Tokens of a prompt and its answer together, at most.
    fn context(&self) -> usize;

    /// Tokens that these messages take of it.
    fn count(&self, messages: &[Message]) -> Result<usize>;
}

impl Remembering for Local {
    fn context(&self) -> usize {
        Local::context(self)
    }

    fn count(&self, messages: &[Message]) -> Result<usize> {
        Local::count(self, messages)
    }
}

/// Servers do not say how they count. A token has about four bytes of English and two of other scripts; this takes three
/// and two, so that it is rather too many.
impl Remembering for Remote {
    fn context(&self) -> usize {
        SERVER_CONTEXT
    }

    fn count(&self, messages: &[Message]) -> Result<usize> {
        let tokens = |text: &str| {
            let ascii = text.bytes().filter(u8::is_ascii).count();
            ascii.div_ceil(3) + (text.len() - ascii).div_ceil(2)
        };
        Ok(messages.iter().map(|message| tokens(&message.text) + 8).sum())
    }
}

/// Opens an engine on the thread that asks it, when it is first needed, and again after it gave out.
pub type Open = Box<dyn FnMut() -> Result<Box<dyn Remembering>> + Send>;

/// One of those that may answer.
pub struct Contender {
    /// As the listener knows it.
    pub name: String,
    pub open: Open,
}

/// An engine gave out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switch {
    pub from: String,
    pub why: Error,
    /// Who is asked now; none: there is nobody left.
    pub to: Option<String>,
    /// A part of the answer was given already; what follows is another's.
    pub in_the_middle: bool,
}

impl fmt::Display for Switch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let when = if self.in_the_middle { "gave out in the middle of the answer" } else { "cannot answer" };
        write!(f, "{} {when}. {}", self.from, self.why)?;
        match &self.to {
            Some(to) if self.in_the_middle => write!(f, " {to} goes on."),
            Some(to) => write!(f, " {to} is asked instead."),
            None => Ok(()),
        }
    }
}

/// Answers with the first engine that can, and with the next where one gives out.
///
/// What was given of a free answer stays given: the next engine is told it, and goes on from there. An answer with a
/// form is given out when it is whole, so that the next engine can begin it anew; nobody is meant to hear such a one as
/// it comes. An engine that gave out is left alone for a minute. Of a conversation that is longer than an engine
/// remembers, the oldest turns are left out ([`trimmed`]).
pub struct Answerer {
    work: Mode,
    entries: Vec<Entry>,
    tell: Box<dyn FnMut(&Switch) + Send>,
}

struct Entry {
    contender: Contender,
    model: Option<Box<dyn Remembering>>,
    rests_until: Option<Instant>,
}

impl Answerer {
    /// `tell` hears of every engine that gives out, when it does.
    pub fn new(work: Mode, contenders: Vec<Contender>, tell: Box<dyn FnMut(&Switch) + Send>) -> Answerer {
        let entry = |contender| Entry { contender, model: None, rests_until: None };
        Answerer { work, entries: contenders.into_iter().map(entry).collect(), tell }
    }

    /// The names of its engines in the order in which they are asked.
    pub fn names(&self) -> Vec<&str> {
        self.entries.iter().map(|entry| entry.contender.name.as_str()).collect()
    }

    /// Opens the first engine that can be opened, so that the first answer does not have to wait for it, and gives its
    /// name.
    ///
    /// # Errors
    /// What the last one answered; `MissingModel` where there is none.
    pub fn open(&mut self) -> Result<&str> {
        let mut failed = self.nobody();
        let order = self.order();
        for (turn, at) in order.iter().enumerate() {
            let opened = self.entries.get_mut(*at).map(|entry| entry.model().map(drop));
            match opened {
                Some(Ok(())) => return Ok(self.name(*at)),
                Some(Err(error)) => {
                    self.give_up(*at, &error, order.get(turn + 1), false);
                    failed = error;
                }
                None => {}
            }
        }
        Err(failed)
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
        let (from, to) = (self.name(at).to_owned(), next.map(|next| self.name(*next).to_owned()));
        if let Some(entry) = self.entries.get_mut(at) {
            // A request that this one does not take says nothing against the next.
            if why.kind != Kind::BadRequest {
                entry.model = None;
                entry.rests_until = Some(Instant::now() + REST);
            }
        }
        tracing::warn!("{from} gave out: {why}");
        (self.tell)(&Switch { from, why: why.clone(), to, in_the_middle });
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
            holds: prompt.form.is_some(),
            said: String::new(),
            tokens: 0,
            held: Vec::new(),
            refused: None,
        };
        let mut failed = self.nobody();
        let order = self.order();
        for (turn, at) in order.iter().enumerate() {
            let Some(entry) = self.entries.get_mut(*at) else { continue };
            let error = match entry.answer(prompt, &mut relay) {
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
            failed = error;
        }
        Err(failed)
    }
}

impl Entry {
    fn model(&mut self) -> Result<&mut Box<dyn Remembering>> {
        match &mut self.model {
            Some(model) => Ok(model),
            model => Ok(model.insert((self.contender.open)()?)),
        }
    }

    fn answer(&mut self, prompt: &Prompt, relay: &mut Relay<'_>) -> Result<()> {
        relay.check()?;
        let model = self.model()?;
        let mut asked = prompt.clone();
        if !relay.said.is_empty() {
            let message = |role, text: &str| Message { role, text: text.into() };
            asked.messages.push(message(Role::Assistant, &relay.said));
            asked.messages.push(message(Role::User, GO_ON));
            asked.limit = prompt.limit.saturating_sub(relay.tokens).max(1);
        }
        let room = model.context().saturating_sub(asked.limit);
        asked.messages = trimmed(&asked.messages, room, &|messages| model.count(messages))?;
        model.reply(&asked, relay)?;
        self.rests_until = None;
        Ok(())
    }
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
mod tests {
    use std::sync::{Arc, Mutex};

    use vesper_speech::{Ending, Form};

    use super::*;

    /// Says its words, then ends or fails; remembers what it was asked.
    struct Scripted {
        words: Vec<&'static str>,
        fails: Option<Kind>,
        context: usize,
        asked: Arc<Mutex<Vec<Prompt>>>,
    }

    impl ChatModel for Scripted {
        fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
            self.asked.lock().unwrap().push(prompt.clone());
            for word in &self.words {
                out.put(Token { text: (*word).into(), end: None })?;
            }
            match self.fails {
                Some(kind) => Err(Error::new(kind, "it", "broke.", "")),
                None => out.put(Token { text: String::new(), end: Some(Ending::Said) }),
            }
        }
    }

    impl Remembering for Scripted {
        fn context(&self) -> usize {
            self.context
        }

        fn count(&self, messages: &[Message]) -> Result<usize> {
            Ok(messages.iter().map(|message| message.text.split_whitespace().count()).sum())
        }
    }

    #[derive(Clone, Default)]
    struct Seen {
        asked: Arc<Mutex<Vec<Prompt>>>,
        told: Arc<Mutex<Vec<Switch>>>,
        opened: Arc<Mutex<Vec<&'static str>>>,
    }

    impl Seen {
        fn contender(&self, name: &'static str, words: &[&'static str], fails: Option<Kind>) -> Contender {
            let (words, asked, opened) = (words.to_vec(), self.asked.clone(), self.opened.clone());
            let open: Open = Box::new(move || {
                opened.lock().unwrap().push(name);
                Ok(Box::new(Scripted { words: words.clone(), fails, context: 2000, asked: asked.clone() }))
            });
            Contender { name: name.into(), open }
        }

        fn answerer(&self, contenders: Vec<Contender>) -> Answerer {
            let told = self.told.clone();
            Answerer::new(
                Mode::Talk,
                contenders,
                Box::new(move |switch| told.lock().unwrap().push(switch.clone())),
            )
        }

        fn told(&self) -> Vec<String> {
            self.told.lock().unwrap().iter().map(Switch::to_string).collect()
        }
    }

    fn missing(name: &'static str) -> Contender {
        let open: Open = Box::new(|| Err(Error::new(Kind::MissingFile, "a.gguf", "is not there.", "")));
        Contender { name: name.into(), open }
    }

    fn prompt() -> Prompt {
        Prompt { messages: vec![Message { role: Role::User, text: "A story?".into() }], ..Prompt::default() }
    }

    fn said(answerer: &mut Answerer, prompt: &Prompt) -> Result<String> {
        let mut tokens: Vec<Token> = Vec::new();
        answerer.reply(prompt, &mut tokens)?;
        assert_eq!(tokens.iter().filter(|token| token.end.is_some()).count(), 1);
        Ok(tokens.into_iter().map(|token| token.text).collect())
    }

    #[test]
    fn the_next_engine_answers_where_one_cannot_be_opened_or_fails_and_it_is_told() {
        let seen = Seen::default();
        let fails = seen.contender("box", &[], Some(Kind::Network));
        let works = seen.contender("small", &["Once."], None);
        let mut answerer = seen.answerer(vec![missing("large"), fails, works]);
        assert_eq!(said(&mut answerer, &prompt()).unwrap(), "Once.");
        assert_eq!(
            seen.told(),
            [
                "large cannot answer. a.gguf: is not there. box is asked instead.",
                "box cannot answer. it: broke. small is asked instead.",
            ]
        );
        assert_eq!(said(&mut answerer, &prompt()).unwrap(), "Once.");
        assert_eq!(seen.told().len(), 2, "who gave out is left alone for a while");
        assert_eq!(*seen.opened.lock().unwrap(), ["box", "small"], "opened once each");
    }

    #[test]
    fn what_was_said_stays_said_and_another_goes_on() {
        let seen = Seen::default();
        let first = seen.contender("box", &["Once ", "upon "], Some(Kind::Network));
        let second = seen.contender("small", &["a time."], None);
        let mut answerer = seen.answerer(vec![first, second]);
        assert_eq!(said(&mut answerer, &prompt()).unwrap(), "Once upon a time.");
        assert_eq!(seen.told(), ["box gave out in the middle of the answer. it: broke. small goes on."]);
        let asked = seen.asked.lock().unwrap();
        let texts: Vec<&str> = asked[1].messages.iter().map(|message| message.text.as_str()).collect();
        assert_eq!(texts, ["A story?", "Once upon ", GO_ON]);
        assert_eq!(asked[1].limit, prompt().limit - 2);
    }

    #[test]
    fn an_answer_with_a_form_is_begun_anew() {
        let seen = Seen::default();
        let first = seen.contender("box", &["{\"a\":"], Some(Kind::Engine));
        let second = seen.contender("small", &["{}"], None);
        let mut answerer = seen.answerer(vec![first, second]);
        let prompt = Prompt { form: Some(Form::Schema("{}".into())), ..prompt() };
        assert_eq!(said(&mut answerer, &prompt).unwrap(), "{}");
        assert_eq!(seen.asked.lock().unwrap()[1].messages, prompt.messages);
    }

    #[test]
    fn a_stop_asks_nobody_else_and_neither_does_a_listener_that_fails() {
        struct Deaf(Kind);
        impl Out<Token> for Deaf {
            fn put(&mut self, _: Token) -> Result<()> {
                Err(Error::new(self.0, "the listener", "is gone.", ""))
            }
            fn check(&self) -> Result<()> {
                Ok(())
            }
        }
        for kind in [Kind::Stopped, Kind::Engine] {
            let seen = Seen::default();
            let mut answerer =
                seen.answerer(vec![seen.contender("a", &["x"], None), seen.contender("b", &["y"], None)]);
            assert_eq!(answerer.reply(&prompt(), &mut Deaf(kind)).unwrap_err().kind, kind);
            assert_eq!(seen.asked.lock().unwrap().len(), 1);
            assert!(seen.told().is_empty());
        }
    }

    #[test]
    fn where_nobody_answers_the_last_reason_is_the_error() {
        let seen = Seen::default();
        let error = said(&mut seen.answerer(vec![missing("large")]), &prompt()).unwrap_err();
        assert_eq!(error.kind, Kind::MissingFile);
        let error = said(&mut seen.answerer(vec![]), &prompt()).unwrap_err();
        assert_eq!(error.kind, Kind::MissingModel);
        assert!(error.advice.contains("vesper models get"), "{error}");
        assert!(seen.answerer(vec![]).open().is_err());
        let mut answerer = seen.answerer(vec![missing("large"), seen.contender("small", &["a"], None)]);
        assert_eq!(answerer.open().unwrap(), "small");
    }

    #[test]
    fn a_long_conversation_is_made_to_fit_the_engine_that_is_asked() {
        let seen = Seen::default();
        let mut answerer = seen.answerer(vec![seen.contender("small", &["Yes."], None)]);
        let mut prompt = Prompt { limit: 1000, ..prompt() };
        for turn in 0..300 {
            let message = |role, text: String| Message { role, text };
            prompt.messages.push(message(Role::Assistant, format!("answer {turn} of five words")));
            prompt.messages.push(message(Role::User, format!("question {turn} of five words")));
        }
        said(&mut answerer, &prompt).unwrap();
        let asked = seen.asked.lock().unwrap();
        let words: usize = asked[0].messages.iter().map(|it| it.text.split_whitespace().count()).sum();
        assert!(words <= 1000 && words > 900, "{words}");
        assert_eq!(asked[0].messages.last(), prompt.messages.last());
    }
}
