//! A scene while it is written: whatever is whole of an answer is cleaned, told, and never taken back.

use std::collections::HashSet;

use serde_json::Value;
use vesper_script::Cue;
use vesper_speech::{NARRATOR, Out, Result};

use super::cast::{self, Person};
use super::scene::{How, Said, words};
use crate::answer::{Cut, Listener, mended};
use crate::{clean, sentence};

/// Words of a line that may come again: `No.` may.
const REPEATABLE: usize = 3;
/// Lines of a scene, however short they are.
const LINES: usize = 48;

/// Takes a scene's lines out of its answers and puts them on as cues. The first line of an answer is told sentence by
/// sentence, so that a voice has something to say soon; the others as a whole, because they sound better so.
pub(crate) struct Teller<'a> {
    out: &'a mut dyn Out<Cue>,
    people: &'a [Person],
    language: &'a str,
    /// Words after which nothing more is taken.
    most: usize,
    told: Vec<Said>,
    words: usize,
    /// What was told lately, folded: it is not told again.
    before: HashSet<String>,
    /// Lines of this answer that were taken.
    taken: usize,
    /// Bytes of its next line that were taken.
    begun: usize,
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
        Teller { out, people, language, most, told: Vec::new(), words: 0, before, taken: 0, begun: 0 }
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

    /// The answer is over: what is whole of it is told. What comes next is another answer.
    pub(crate) fn finish(&mut self, answer: &str) -> Result<()> {
        if let Some(answer) = mended(answer, Cut::Dropped) {
            for line in lines(&answer).iter().skip(self.taken) {
                self.whole(line)?;
            }
        }
        (self.taken, self.begun) = (0, 0);
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
        let text = text(line, "text").get(self.begun..).unwrap_or_default().to_owned();
        self.say(line, &text)?;
        self.taken += 1;
        self.begun = 0;
        Ok(())
    }

    /// The sentences of the first line that are whole.
    fn begin(&mut self, line: &Value) -> Result<()> {
        // Who speaks comes before what is said; where it does not, the whole line is waited for.
        if self.taken > 0 || line.get("who").is_none() {
            return Ok(());
        }
        let text = text(line, "text");
        while let Some(rest) = text.get(self.begun..)
            && let Some(end) = sentence::whole(rest)
        {
            self.say(line, &rest[..end])?;
            self.begun += end;
        }
        Ok(())
    }

    fn say(&mut self, line: &Value, text: &str) -> Result<()> {
        let Some(clean) = clean::words(text, 2 * sentence::LINE) else { return Ok(()) };
        let who = cast::known(self.people, self::text(line, "who")).map_or(NARRATOR, |person| &person.name);
        for piece in sentence::lines(&clean) {
            // A piece begins anew, and what is no beginning is cut off it.
            let Some(piece) = clean::words(piece, sentence::LINE) else { continue };
            let folded = clean::folded(&piece);
            let repeated = match words(&piece) {
                0..=REPEATABLE => self.told.last().is_some_and(|last| clean::same(&last.text, &piece)),
                _ => self.before.contains(&folded),
            };
            let full = self.words > 0 && self.words + words(&piece) > self.most;
            if !repeated && !full && self.told.len() < LINES {
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
        if self.words >= self.most {
            return Ok(());
        }
        let Some(answer) = mended(answer, Cut::Kept) else { return Ok(()) };
        let lines = lines(&answer);
        // The last one may not be whole yet, unless something follows the lines.
        let over = answer.as_object().is_some_and(|fields| fields.len() > 1);
        let whole = if over { lines.len() } else { lines.len().saturating_sub(1) };
        for line in lines.iter().take(whole).skip(self.taken) {
            self.whole(line)?;
        }
        lines.get(whole).map_or(Ok(()), |line| self.begin(line))
    }

    fn check(&self) -> Result<()> {
        self.out.check()
    }
}

fn lines(answer: &Value) -> &[Value] {
    answer.get("lines").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}
