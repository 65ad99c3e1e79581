//! A chat model that listens for danger before it answers, and keeps to the limits while it does.

use vesper_speech::{ChatModel, Ending, Message, Out, Prompt, Result, Role, Token};

use super::alarm::{Alarm, During, alarm};
use super::help::{Help, aftermath, left_out};
use super::household::Care;
use super::limits::Limits;
use crate::sentence;

/// Characters of a sentence that are waited for before they are held against the limits.
const LONGEST: usize = 600;

/// How an answer reaches the listener.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reaches {
    /// As text alone.
    Eyes,
    /// Through a voice that reads numbers as amounts.
    Ears,
}

/// Answers in the place of a chat model: with where help is, where the listener's last words say that somebody is in
/// danger, whatever a model would have said; else with what the model says within the limits.
pub struct Attentive<M> {
    pub model: M,
    pub care: Care,
    /// The system's locale.
    pub locale: String,
    pub reaches: Reaches,
}

impl ChatModel for Attentive<Box<dyn ChatModel>> {
    fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        reply(&mut *self.model, &self.care, &self.locale, self.reaches, prompt, out)
    }
}

impl ChatModel for Attentive<&mut dyn ChatModel> {
    fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        reply(self.model, &self.care, &self.locale, self.reaches, prompt, out)
    }
}

fn reply(
    model: &mut dyn ChatModel,
    care: &Care,
    locale: &str,
    reaches: Reaches,
    prompt: &Prompt,
    out: &mut dyn Out<Token>,
) -> Result<()> {
    let alarms = prompt.messages.iter().filter(|message| message.role == Role::User);
    let alarms: Vec<Option<Alarm>> = alarms.map(|message| alarm(&message.text, During::Talk)).collect();
    if let Some(alarm) = alarms.last().copied().flatten() {
        return say(&care.help(&alarm, locale)?, reaches, out);
    }
    let earlier = alarms.into_iter().flatten().last();
    let language = earlier.map_or("en", |alarm| alarm.language);
    let told = [earlier.map(|alarm| aftermath(&alarm)).unwrap_or_default(), care.prompt(language)];
    let prompt = with_system(prompt, &told);
    let limits = care.limits();
    if limits == Limits::NONE {
        return model.reply(&prompt, out);
    }
    let mut sieve = Sieve { limits: &limits, language, left: String::new(), closed: false, out };
    match model.reply(&prompt, &mut sieve) {
        // It is the sieve that stopped the model, not the listener.
        Err(_) if sieve.closed => Ok(()),
        answered => answered,
    }
}

/// Says all of it, sentence by sentence.
fn say(help: &Help, reaches: Reaches, out: &mut dyn Out<Token>) -> Result<()> {
    let sentences = help.sentences.len();
    for (at, sentence) in help.sentences.iter().enumerate() {
        let text = match reaches {
            Reaches::Eyes => sentence.text.clone(),
            Reaches::Ears => sentence.spelt(),
        };
        let last = at + 1 == sentences;
        let text = if last { text } else { text + " " };
        out.put(Token { text, end: last.then_some(Ending::Said) })?;
    }
    Ok(())
}

/// `prompt` with more in its system message, if there is more.
fn with_system(prompt: &Prompt, told: &[String]) -> Prompt {
    let mut prompt = prompt.clone();
    for told in told.iter().filter(|told| !told.is_empty()) {
        match prompt.messages.first_mut().filter(|first| first.role == Role::System) {
            Some(system) => system.text = format!("{}\n\n{told}", system.text),
            None => prompt.messages.insert(0, Message { role: Role::System, text: told.clone() }),
        }
    }
    prompt
}

/// Lets whole sentences through that keep to the limits, and ends the answer at the first that does not.
struct Sieve<'a> {
    limits: &'a Limits,
    language: &'static str,
    /// What is not a whole sentence yet.
    left: String,
    closed: bool,
    out: &'a mut dyn Out<Token>,
}

impl Sieve<'_> {
    /// Gives `text` on, or what is said in its place.
    fn give(&mut self, text: String, end: Option<Ending>) -> Result<()> {
        // A model may go on in either language that there are lists for.
        let fits = ["en", "fr"].into_iter().all(|language| self.limits.allows(&text, language));
        if fits {
            return self.out.put(Token { text, end });
        }
        self.closed = true;
        self.out.put(Token { text: left_out(self.language), end: Some(Ending::Said) })?;
        Err(vesper_speech::Error::stopped())
    }
}

impl Out<Token> for Sieve<'_> {
    fn put(&mut self, token: Token) -> Result<()> {
        self.check()?;
        self.left.push_str(&token.text);
        if token.end.is_some() {
            let rest = std::mem::take(&mut self.left);
            return self.give(rest, token.end);
        }
        let long = self.left.chars().count() > LONGEST;
        let end = if long { Some(self.left.len()) } else { sentence::ends(&self.left).last() };
        match end {
            Some(end) => {
                let rest = self.left.split_off(end);
                let whole = std::mem::replace(&mut self.left, rest);
                self.give(whole, None)
            }
            None => Ok(()),
        }
    }

    fn check(&self) -> Result<()> {
        if self.closed { Err(vesper_speech::Error::stopped()) } else { self.out.check() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::Ages;

    /// Says the same whatever it is asked, and remembers what that was.
    struct Parrot {
        says: &'static str,
        asked: Vec<Prompt>,
    }

    impl ChatModel for Parrot {
        fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
            self.asked.push(prompt.clone());
            for word in self.says.split_inclusive(' ') {
                out.put(Token { text: word.into(), end: None })?;
            }
            out.put(Token { text: String::new(), end: Some(Ending::Said) })
        }
    }

    /// The answer to the last of `said`, which the user says with an answer in between, and what the model was asked.
    fn answer(care: Care, reaches: Reaches, says: &'static str, said: &[&str]) -> (String, Vec<Prompt>) {
        let mut parrot = Parrot { says, asked: Vec::new() };
        let mut messages = vec![Message { role: Role::System, text: "You are Vesper.".into() }];
        for text in said {
            messages.push(Message { role: Role::User, text: (*text).into() });
            messages.push(Message { role: Role::Assistant, text: "Yes.".into() });
        }
        messages.pop();
        let model: &mut dyn ChatModel = &mut parrot;
        let mut attentive = Attentive { model, care, locale: "en_GB.UTF-8".into(), reaches };
        let mut tokens: Vec<Token> = Vec::new();
        let prompt = Prompt { messages, ..Prompt::default() };
        attentive.reply(&prompt, &mut tokens).expect("answered");
        assert!(tokens.last().is_some_and(|token| token.end.is_some()), "an answer ends");
        (tokens.into_iter().map(|token| token.text).collect(), parrot.asked)
    }

    #[test]
    fn words_of_danger_are_answered_with_help_and_no_model_is_asked() {
        let (text, asked) = answer(Care::default(), Reaches::Eyes, "Cheer up!", &["I want to kill myself"]);
        assert!(text.contains("116 123") && text.contains("999"), "{text}");
        assert!(asked.is_empty());
        let (spoken, _) = answer(Care::default(), Reaches::Ears, "Cheer up!", &["je veux mourir"]);
        assert!(spoken.contains("1 1 6, 1 2 3") && spoken.contains("appelez"), "{spoken}");
    }

    #[test]
    fn afterwards_the_model_is_told_and_otherwise_asked_what_it_was_asked() {
        let said = ["I want to kill myself", "Thank you. What is the weather?"];
        let (text, asked) = answer(Care::default(), Reaches::Eyes, "It rains.", &said);
        assert_eq!(text, "It rains.");
        assert!(asked[0].messages[0].text.starts_with("You are Vesper."));
        assert!(asked[0].messages[0].text.contains("danger"));
        let (_, asked) = answer(Care::default(), Reaches::Eyes, "It rains.", &["What is the weather?"]);
        assert_eq!(asked[0].messages[0].text, "You are Vesper.");
    }

    #[test]
    fn an_answer_ends_at_the_first_sentence_that_the_limits_do_not_allow() {
        let care = Care { ages: Ages::Youth, ..Care::default() };
        let says = "The knight rode home. He was stabbed in the dark. Nobody saw it.";
        let (text, asked) = answer(care, Reaches::Eyes, says, &["Go on"]);
        assert!(text.starts_with("The knight rode home."), "{text}");
        assert!(!text.contains("stabbed") && !text.contains("Nobody saw"), "{text}");
        assert!(asked[0].messages[0].text.contains("nobody is wounded"), "{}", asked[0].messages[0].text);
    }
}
