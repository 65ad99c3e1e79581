use std::sync::{Arc, Mutex};

use vesper_speech::{Ending, Form};

use super::*;

/// Says its words, then ends or fails; remembers what it was asked.
struct Scripted {
    words: Vec<&'static str>,
    fails: Option<Kind>,
    context: usize,
    asked: Arc<Mutex<Vec<Prompt>>>,
    /// Steps that it goes down before it answers, for want of memory.
    steps: usize,
}

impl ChatModel for Scripted {
    fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        self.asked.lock().unwrap().push(prompt.clone());
        for word in &self.words {
            out.put(Token { text: (*word).into(), end: None })?;
        }
        match self.fails.or((self.steps > 0).then_some(Kind::Engine)) {
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

    fn less(&self) -> Vec<String> {
        if self.steps > 0 { vec!["it remembers little".into()] } else { Vec::new() }
    }

    fn read(&mut self, messages: &[Message], check: Check<'_>) -> Result<()> {
        self.asked.lock().unwrap().push(Prompt {
            messages: messages.to_vec(),
            limit: 0,
            ..Prompt::default()
        });
        check()
    }

    fn make_do(&mut self) -> Result<Option<String>> {
        if self.steps == 0 {
            return Ok(None);
        }
        self.steps -= 1;
        self.context /= 2;
        Ok(Some(format!("it remembers {} tokens", self.context)))
    }
}

#[derive(Clone, Default)]
struct Seen {
    asked: Arc<Mutex<Vec<Prompt>>>,
    told: Arc<Mutex<Vec<News>>>,
    opened: Arc<Mutex<Vec<&'static str>>>,
}

impl Seen {
    fn contender(&self, name: &'static str, words: &[&'static str], fails: Option<Kind>) -> Contender {
        self.tight(name, words, fails, 0)
    }

    fn tight(
        &self,
        name: &'static str,
        words: &[&'static str],
        fails: Option<Kind>,
        steps: usize,
    ) -> Contender {
        let (words, asked, opened) = (words.to_vec(), self.asked.clone(), self.opened.clone());
        let open: Open = Box::new(move |_| {
            opened.lock().unwrap().push(name);
            Ok(Box::new(Scripted { words: words.clone(), fails, context: 2000, asked: asked.clone(), steps }))
        });
        Contender { name: name.into(), open }
    }

    fn answerer(&self, contenders: Vec<Contender>) -> Answerer {
        let told = self.told.clone();
        Answerer::new(Mode::Talk, contenders, Box::new(move |news| told.lock().unwrap().push(news.clone())))
    }

    fn told(&self) -> Vec<String> {
        self.told.lock().unwrap().iter().map(News::to_string).collect()
    }
}

fn missing(name: &'static str) -> Contender {
    let open: Open = Box::new(|_| Err(Error::new(Kind::MissingFile, "a.gguf", "is not there.", "")));
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
    assert!(seen.answerer(vec![]).open(&|| Ok(())).is_err());
    let mut answerer = seen.answerer(vec![missing("large"), seen.contender("small", &["a"], None)]);
    assert_eq!(answerer.open(&|| Ok(())).unwrap(), "small");
}

#[test]
fn who_has_too_little_memory_goes_down_step_by_step_and_the_next_smaller_one_answers_in_the_end() {
    let seen = Seen::default();
    let mut answerer = seen.answerer(vec![seen.tight("large", &["Yes."], None, 2)]);
    assert_eq!(said(&mut answerer, &prompt()).unwrap(), "Yes.Yes.Yes.");
    assert_eq!(
        seen.told(),
        [
            "There is little memory left for large: it remembers little.",
            "There is little memory left for large: it remembers 1000 tokens.",
            "There is little memory left for large: it remembers 500 tokens.",
        ]
    );
    let seen = Seen::default();
    let large = seen.tight("large", &[], Some(Kind::Engine), 1);
    let mut answerer = seen.answerer(vec![large, seen.contender("small", &["Yes."], None)]);
    assert_eq!(said(&mut answerer, &prompt()).unwrap(), "Yes.");
    assert_eq!(seen.told().last().unwrap(), "large cannot answer. it: broke. small is asked instead.");
    assert_eq!(seen.told().len(), 3);
}

#[test]
fn a_long_conversation_is_made_to_fit_the_engine_that_is_asked() {
    let seen = Seen::default();
    let mut answerer = seen.answerer(vec![seen.contender("small", &["Noted."], None)]);
    let mut prompt = Prompt { limit: 1000, ..prompt() };
    for turn in 0..300 {
        let message = |role, text: String| Message { role, text };
        prompt.messages.push(message(Role::Assistant, format!("answer {turn} of five words")));
        prompt.messages.push(message(Role::User, format!("question {turn} of five words")));
    }
    said(&mut answerer, &prompt).unwrap();
    let asked = seen.asked.lock().unwrap();
    let words = |prompt: &Prompt| -> usize {
        prompt.messages.iter().map(|it| it.text.split_whitespace().count()).sum()
    };
    assert_eq!(asked.len(), 2, "notes, then the answer");
    assert!(words(&asked[0]) < 1800 && asked[0].messages[1].text.contains("question 200"));
    assert!(words(&asked[1]) <= 1000 && words(&asked[1]) > 450, "{}", words(&asked[1]));
    assert!(asked[1].messages[0].text.contains("in short: Noted."), "{:?}", asked[1].messages[0]);
    assert_eq!(asked[1].messages.last(), prompt.messages.last());
}

#[test]
fn while_there_is_time_notes_are_made_and_read_and_the_next_answer_needs_none() {
    let seen = Seen::default();
    let mut answerer = seen.answerer(vec![seen.contender("small", &["Noted."], None)]);
    let mut prompt = Prompt { limit: 1000, ..prompt() };
    answerer.rest(&prompt, &|| Ok(())).unwrap();
    assert!(seen.opened.lock().unwrap().is_empty(), "nothing is opened for it");
    said(&mut answerer, &prompt).unwrap();
    answerer.rest(&prompt, &|| Ok(())).unwrap();
    assert_eq!(seen.asked.lock().unwrap().len(), 1, "there is nothing to prepare yet");
    for turn in 0..85 {
        let message = |role, text: String| Message { role, text };
        prompt.messages.push(message(Role::Assistant, format!("answer {turn} of five words")));
        prompt.messages.push(message(Role::User, format!("question {turn} of five words")));
    }
    let stop = || Err(Error::stopped());
    assert_eq!(answerer.rest(&prompt, &stop).unwrap_err().kind, Kind::Stopped);
    answerer.rest(&prompt, &|| Ok(())).unwrap();
    said(&mut answerer, &prompt).unwrap();
    let asked = seen.asked.lock().unwrap();
    let limits: Vec<usize> = asked.iter().map(|asked| asked.limit).collect();
    assert_eq!(
        limits,
        [1000, 256, 256, 0, 1000],
        "an answer, notes that were stopped, notes, read, an answer"
    );
    assert_eq!(asked[3].messages, asked[4].messages);
}
