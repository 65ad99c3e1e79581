//! What was said and what was heard, as the chat model is told it.

use vesper_speech::{Message, Role};

/// Stands behind the last word of an answer that was cut off: attached to a word that was heard in part (`lightho…`
/// is not known to the letter, so it is `lighthouse…`), after a space where the cut fell between two words.
pub const CUT: char = '…';

/// Messages that are kept; the oldest go first.
const LONGEST: usize = 400;

/// A conversation as it was heard: an answer stands in it as far as it left the loudspeaker, never as it was planned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    messages: Vec<Message>,
}

impl History {
    /// Goes on from an earlier conversation.
    pub fn new(messages: Vec<Message>) -> History {
        let mut history = History { messages };
        history.bound();
        history
    }

    /// Oldest first, without the system's.
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// What is sent to a chat model: `system` where there is one, all that was heard, and `said`, which may not have
    /// been said for good.
    pub fn prompt(&self, system: &str, said: Option<&str>) -> Vec<Message> {
        let before = (!system.is_empty()).then(|| Message { role: Role::System, text: system.to_owned() });
        let mut messages: Vec<Message> = before.into_iter().chain(self.messages.iter().cloned()).collect();
        if let Some(said) = said {
            add(&mut messages, Role::User, said);
        }
        messages
    }

    /// The listener said this. Where nothing was heard in between it goes on from what they said before.
    pub fn said(&mut self, text: &str) {
        add(&mut self.messages, Role::User, text);
        self.bound();
    }

    /// The listener heard this of an answer.
    pub fn heard(&mut self, text: &str) {
        add(&mut self.messages, Role::Assistant, text);
        self.bound();
    }

    fn bound(&mut self) {
        let over = self.messages.len().saturating_sub(LONGEST);
        self.messages.drain(..over);
    }
}

fn add(messages: &mut Vec<Message>, role: Role, text: &str) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    match messages.last_mut().filter(|last| last.role == role) {
        Some(last) => {
            last.text.push(' ');
            last.text.push_str(text);
        }
        None => messages.push(Message { role, text: text.to_owned() }),
    }
}

/// `text` as far as it was heard: whole words up to byte `said`, and the word up to `begun`, of which a part was heard.
pub(crate) fn cut(text: &str, said: usize, begun: usize) -> String {
    let whole = text.get(..said).unwrap_or_default();
    match text.get(..begun).filter(|_| begun > said) {
        Some(part) => format!("{}{CUT}", part.trim_end()),
        None if whole.trim().is_empty() => String::new(),
        None => format!("{} {CUT}", whole.trim_end()),
    }
}
