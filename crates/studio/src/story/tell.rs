//! A scene while it is written: whatever is whole of an answer is cleaned, told, and never taken back.

use std::collections::HashSet;

use serde_json::Value;
use vesper_script::Cue;
use vesper_speech::{NARRATOR, Out, Result};

use super::cast::{self, Person};
use super::scene::{How, Said, words};
use crate::answer::{Cut, Listener, Object, mended, object};
use crate::{clean, sentence};

/// Words of a line that may come again: `No.` may.
const REPEATABLE: usize = 3;
/// Lines of a scene, however short they are.
const LINES: usize = 48;
/// Words that are kept free for the last line of an answer: without it a scene would break off.
const LAST: usize = 40;

/// Takes a scene's lines out of its answers and puts them on as cues. The first line of an answer is told sentence by
/// sentence, so that a voice has something to say soon; the others as a whole, because they sound better so.
pub(crate) struct Teller<'a> {
    out: &'a mut dyn Out<Cue>,
    people: &'a [Person],
    /// BCP 47.
    language: &'a str,
    /// Words after which nothing more is taken.
    most: usize,
    told: Vec<Said>,
    words: usize,
    /// What was told lately, folded: it is not told again.
    before: HashSet<String>,
    reading: Reading,
}

/// How far an answer was read.
#[derive(Default)]
struct Reading {
    /// The byte where its next line begins; none before its first.
    at: Option<usize>,
    /// Lines that were taken.
    taken: usize,
    /// Bytes of the text of the next line that were taken.
    begun: usize,
    /// There are no more lines.
    over: bool,
    /// A line for which there was no room; told if no other comes.
    held: Option<(Value, String)>,
}

impl<'a> Teller<'a> {
    /// `before` are the lines that were told last.
    pub(crate) fn new<'b>(
        out: &'a mut dyn Out<Cue>,
        people: &'a [Person],
        language: &'a str,
        most: usize,
        before: impl Iterator<Item = &'b Said>,
    ) -> Self {
        let before =
            before.filter(|said| words(&said.text) > REPEATABLE).map(|said| clean::folded(&said.text));
        let before = before.collect();
        Teller {
            out,
            people,
            language,
            most,
            told: Vec::new(),
            words: 0,
            before,
            reading: Reading::default(),
        }
    }

    /// The words that were told.
    pub(crate) fn words(&self) -> usize {
        self.words
    }

    pub(crate) fn lines(&self) -> &[Said] {
        &self.told
    }

    pub(crate) fn into_lines(self) -> Vec<Said> {
        self.told
    }

    /// A cue that no answer brought.
    pub(crate) fn cue(&mut self, cue: Cue) -> Result<()> {
        self.out.put(cue)
    }

    /// The answer is over: its last line is told in any case. What comes next is another answer.
    pub(crate) fn finish(&mut self, answer: &str) -> Result<()> {
        self.read(answer)?;
        match std::mem::take(&mut self.reading).held {
            Some((line, text)) => self.say(&line, &text),
            None => Ok(()),
        }
    }

    /// Takes the lines that are whole by now.
    fn read(&mut self, answer: &str) -> Result<()> {
        while !self.reading.over
            && let Some(at) = self.reading.at.or_else(|| first_line(answer))
        {
            let rest = answer.get(at..).unwrap_or_default().trim_start_matches([' ', '\n', '\r', '\t', ',']);
            let at = answer.len() - rest.len();
            self.reading.at = Some(at);
            match object(rest) {
                _ if rest.is_empty() => break,
                _ if !rest.starts_with('{') => self.reading.over = true,
                Object::Whole(length) => {
                    self.reading.at = Some(at + length);
                    // What is no JSON after all says nothing.
                    self.whole(&serde_json::from_str(&rest[..length]).unwrap_or_default())?;
                }
                Object::Begun => {
                    // Whoever speaks comes before what is said; where not, the whole line is waited for.
                    let line = Some(rest)
                        .filter(|_| self.reading.taken == 0)
                        .and_then(|rest| mended(rest, Cut::Kept));
                    return line
                        .filter(|line| line.get("who").is_some())
                        .map_or(Ok(()), |line| self.begin(&line));
                }
                Object::Nonsense => self.reading.over = true,
            }
        }
        Ok(())
    }

    /// Tells an authored text, the first of `texts` that was not told lately; the one in whose `turn` it is otherwise.
    pub(crate) fn author(&mut self, texts: &[&str], turn: usize) -> Result<()> {
        let turn = turn.checked_rem(texts.len()).unwrap_or_default();
        let (rest, first) = (&texts[..turn], &texts[turn..]);
        let fresh = first.iter().chain(rest).find(|text| !self.before.contains(&clean::folded(text)));
        match fresh.or(first.first()) {
            Some(text) => self.put(Said { who: NARRATOR.into(), how: How::Plain, text: (*text).to_owned() }),
            None => Ok(()),
        }
    }

    /// The rest of a line, which is whole.
    fn whole(&mut self, line: &Value) -> Result<()> {
        let text = text(line, "text").get(self.reading.begun..).unwrap_or_default().to_owned();
        self.reading.taken += 1;
        self.reading.begun = 0;
        let room = self.most.saturating_sub(LAST);
        let full = self.told.len() >= LINES || self.words > 0 && self.words + words(&text) > room;
        // Once there was no room, shorter lines that follow would not make sense.
        if full || self.reading.held.is_some() {
            self.reading.held = Some((line.clone(), text));
            return Ok(());
        }
        self.say(line, &text)
    }

    /// The sentences of the first line that are whole.
    fn begin(&mut self, line: &Value) -> Result<()> {
        let text = text(line, "text");
        while let Some(rest) = text.get(self.reading.begun..)
            && let Some(end) = sentence::whole(rest)
        {
            self.say(line, &rest[..end])?;
            self.reading.begun += end;
        }
        Ok(())
    }

    fn say(&mut self, line: &Value, text: &str) -> Result<()> {
        let Some(clean) = clean::words(text, 2 * sentence::LINE) else { return Ok(()) };
        let who = cast::known(self.people, self::text(line, "who")).map_or(NARRATOR, |person| &person.name);
        for piece in sentence::lines(&clean) {
            // A piece begins anew, and what is no beginning is cut off it.
            let Some(piece) = clean::words(piece, sentence::LINE) else { continue };
            let repeated = match words(&piece) {
                0..=REPEATABLE => self.told.last().is_some_and(|last| clean::same(&last.text, &piece)),
                _ => self.before.contains(&clean::folded(&piece)),
            };
            if !repeated {
                self.put(Said {
                    who: who.to_owned(),
                    how: How::named(self::text(line, "how")),
                    text: piece,
                })?;
            }
        }
        Ok(())
    }

    fn put(&mut self, said: Said) -> Result<()> {
        self.out.put(said.cue(self.people, self.language))?;
        self.words += words(&said.text);
        self.before.insert(clean::folded(&said.text));
        self.told.push(said);
        Ok(())
    }
}

impl Listener for Teller<'_> {
    fn came(&mut self, answer: &str) -> Result<()> {
        self.read(answer)
    }

    fn check(&self) -> Result<()> {
        self.out.check()
    }
}

/// Where the first line of a scene begins in its answer.
fn first_line(answer: &str) -> Option<usize> {
    let (_, after) = answer.split_once("\"lines\"")?;
    let list = after.trim_start().strip_prefix(':')?.trim_start().strip_prefix('[')?;
    Some(answer.len() - list.len())
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}
