//! A conversation that has grown beyond what a model remembers: its oldest turns become notes.

use std::hash::{DefaultHasher, Hash, Hasher};

use vesper_speech::{Error, Kind, Message, Out, Prompt, Result, Role, Sampling, Token};

use super::answerer::{Check, Remembering};

/// Tokens of notes at most, and the words that they are asked for in.
const LIMIT: usize = 256;
const WORDS: usize = 120;
/// Letters of notes; a server may not keep to the limit.
const LONGEST: usize = 4096;
/// Tokens of what is to be noted: a model on this machine reads as many in some seconds.
const READ: usize = 2048;
/// Letters of each message that notes are made of, the first time that it is tried, and the last.
const LETTERS: usize = 1200;
const FEWEST_LETTERS: usize = 60;
/// Of what fits, the latest turns keep this part when older ones become notes. What a model computed of the beginning then
/// stays good until the rest is filled.
const KEPT: (usize, usize) = (1, 2);
/// Where a conversation fills this part of what fits, notes are made as soon as there is time for it.
const SOON: (usize, usize) = (3, 4);

const WRITER: &str = "You keep short notes of a conversation, for somebody who will go on with it.";
const NOTED: &str = "What was said before this, in short:";
const LEFT_OUT: &str = "(The beginning of the conversation is left out here.)";

/// What stands for the oldest turns of a conversation.
#[derive(Clone, Debug, Default)]
pub(super) struct Notes {
    /// Messages behind the system's that they stand for; none: there are no notes.
    covers: usize,
    /// What these messages were.
    of: u64,
    /// Empty where nothing could be noted.
    text: String,
}

impl Notes {
    /// The messages as they fit into `room` tokens of `model`: the system's, notes of the oldest turns, the latest turns as
    /// they were. A turn is what the listener said with what was answered; the last one stays, whether it fits or not.
    ///
    /// Notes are asked of the model, and are good until what is said behind them no longer fits. Where it cannot write any,
    /// the turns are left out without.
    ///
    /// # Errors
    /// What `check` answers, and what the model answers when it counts.
    pub(super) fn fit(
        &mut self,
        messages: &[Message],
        room: usize,
        model: &mut dyn Remembering,
        check: Check<'_>,
    ) -> Result<Vec<Message>> {
        let told = self.told(messages);
        if model.count(&told)? <= room {
            return Ok(told);
        }
        self.cover_more(messages, room, model, check)?;
        let told = self.told(messages);
        if model.count(&told)? <= room {
            return Ok(told);
        }
        // The last turn alone is long: it matters more than what was noted.
        self.text.clear();
        Ok(self.told(messages))
    }

    /// Makes notes ahead, where the next turns will need some; whether it did.
    ///
    /// # Errors
    /// As for [`fit`](Notes::fit).
    pub(super) fn prepare(
        &mut self,
        messages: &[Message],
        room: usize,
        model: &mut dyn Remembering,
        check: Check<'_>,
    ) -> Result<bool> {
        if model.count(&self.told(messages))? <= room / SOON.1 * SOON.0 {
            return Ok(false);
        }
        self.cover_more(messages, room, model, check)
    }

    /// The conversation with these notes in it, if they are of this one.
    pub(super) fn told(&self, messages: &[Message]) -> Vec<Message> {
        let (system, talk) = apart(messages);
        if !self.are_of(talk) {
            return messages.to_vec();
        }
        let note = match self.text.as_str() {
            "" => LEFT_OUT.to_owned(),
            text => format!("{NOTED} {text}"),
        };
        let mut told = system.to_vec();
        match told.last_mut() {
            Some(last) => last.text = format!("{}\n\n{note}", last.text),
            None => told.push(Message { role: Role::System, text: note }),
        }
        told.extend_from_slice(talk.get(self.covers..).unwrap_or_default());
        told
    }

    fn are_of(&self, talk: &[Message]) -> bool {
        self.covers > 0 && talk.get(..self.covers).is_some_and(|talk| digest(talk) == self.of)
    }

    /// Lets older turns become notes, until what is left is well below `room`; whether there were any.
    fn cover_more(
        &mut self,
        messages: &[Message],
        room: usize,
        model: &mut dyn Remembering,
        check: Check<'_>,
    ) -> Result<bool> {
        let (system, talk) = apart(messages);
        let before = if self.are_of(talk) { self.covers } else { 0 };
        let known = if before > 0 { self.text.clone() } else { String::new() };
        let covers = begin_of_rest(system, talk, before, room, model)?;
        let Some(gone) = talk.get(before..covers).filter(|gone| !gone.is_empty()) else { return Ok(false) };
        let text = match written(&known, gone, model, check) {
            Ok(text) => text,
            Err(error) if error.kind == Kind::Stopped => return Err(error),
            Err(error) => {
                check()?;
                tracing::warn!("the oldest turns are left out, for they could not be noted: {error}");
                known
            }
        };
        *self = Notes { covers, of: digest(talk.get(..covers).unwrap_or_default()), text };
        Ok(true)
    }
}

/// The system's messages at the beginning, and the rest.
fn apart(messages: &[Message]) -> (&[Message], &[Message]) {
    messages.split_at(messages.iter().take_while(|message| message.role == Role::System).count())
}

fn digest(talk: &[Message]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for message in talk {
        (message.role, &message.text).hash(&mut hasher);
    }
    hasher.finish()
}

/// Where the turns begin that stay as they are, behind `before`: the last one, and of those before it as many as fit into
/// their part of what it leaves of `room`.
fn begin_of_rest(
    system: &[Message],
    talk: &[Message],
    before: usize,
    room: usize,
    model: &dyn Remembering,
) -> Result<usize> {
    let begins: Vec<usize> = (before + 1..talk.len()).filter(|at| begins_turn(talk, *at)).collect();
    let tokens = |begin: usize| {
        let mut rest = system.to_vec();
        rest.extend_from_slice(talk.get(begin..).unwrap_or_default());
        model.count(&rest)
    };
    let Some(last) = begins.last() else { return Ok(before) };
    let least = tokens(*last)?;
    let most = least + room.saturating_sub(least) / KEPT.1 * KEPT.0;
    // The later a begin, the less is left: the first that fits is looked for between one that does not and one that does.
    let (mut low, mut high) = (0, begins.len() - 1);
    while low < high {
        let middle = low.midpoint(high);
        match begins.get(middle) {
            Some(begin) if tokens(*begin)? > most => low = middle + 1,
            _ => high = middle,
        }
    }
    Ok(begins.get(high).copied().unwrap_or(*last))
}

fn begins_turn(talk: &[Message], at: usize) -> bool {
    let is_user = |at: usize| talk.get(at).is_some_and(|message| message.role == Role::User);
    is_user(at) && (at == 0 || !is_user(at - 1))
}

/// Has `model` write notes of `gone`, which follow on what is `known`.
fn written(known: &str, gone: &[Message], model: &mut dyn Remembering, check: Check<'_>) -> Result<String> {
    let asked = question(known, gone, model)?;
    let mut noting = Noting { check, text: String::new() };
    model.reply(&asked, &mut noting)?;
    let text = noting.text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(Error::new(Kind::Engine, "the model", "wrote no notes.", ""));
    }
    Ok(text)
}

/// What is asked for notes, as much of each message in it as the model can read soon.
fn question(known: &str, gone: &[Message], model: &dyn Remembering) -> Result<Prompt> {
    let message = |role, text: String| Message { role, text };
    let most = model.context().saturating_sub(LIMIT).min(READ);
    let (mut gone, mut letters) = (gone, LETTERS);
    while !gone.is_empty() {
        let text = request(known, gone, letters);
        let messages = vec![message(Role::System, WRITER.into()), message(Role::User, text)];
        if model.count(&messages)? <= most {
            let sampling = Sampling { temperature: 0.0, ..Sampling::default() };
            return Ok(Prompt { messages, limit: LIMIT, sampling, form: None, thinking: false });
        }
        if letters > FEWEST_LETTERS {
            letters = (letters / 2).max(FEWEST_LETTERS);
        } else {
            // Of very many short messages, the latest.
            gone = gone.get(gone.len().div_ceil(2)..).unwrap_or_default();
        }
    }
    Err(Error::new(Kind::BadRequest, "the oldest turns", "are too long for notes.", ""))
}

fn request(known: &str, gone: &[Message], letters: usize) -> String {
    let mut text = String::new();
    if !known.is_empty() {
        text += &format!("The notes so far:\n{known}\n\n");
    }
    text += "What was said then:\n";
    for message in gone {
        let who = match message.role {
            Role::User => "Listener",
            Role::Assistant => "You",
            Role::System => "Told to you",
        };
        text += &format!("{who}: {}\n", clipped(&message.text, letters));
    }
    text + &format!(
        "\nWrite the notes anew, the old ones included, in at most {WORDS} words and in the language of the conversation: \
         who the listener is, what they want, names, what was agreed, what is open. Write the notes and nothing else."
    )
}

/// The beginning and the end of `text`, `letters` in all.
fn clipped(text: &str, letters: usize) -> String {
    let all = text.chars().count();
    if all <= letters {
        return text.to_owned();
    }
    let half = letters / 2;
    let begin: String = text.chars().take(half).collect();
    let end: String = text.chars().skip(all - half).collect();
    format!("{begin} […] {end}")
}

struct Noting<'a> {
    check: Check<'a>,
    text: String,
}

impl Out<Token> for Noting<'_> {
    fn put(&mut self, token: Token) -> Result<()> {
        let left = LONGEST.saturating_sub(self.text.len());
        self.text.extend(token.text.chars().take(left));
        self.check()
    }

    fn check(&self) -> Result<()> {
        (self.check)()
    }
}

#[cfg(test)]
mod tests;
