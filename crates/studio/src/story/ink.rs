//! A story as an ink script: for every scene a knot that tells it and one that asks, so that asking again tells nothing
//! twice.
//!
//! Every text is words only: it was cleaned when it came, and a kept story in which one is not is refused.

use std::fmt::{self, Write};

use vesper_speech::NARRATOR;

use super::cast;
use super::scene::{How, Scene, bed_by_name};
use super::tale::Story;
use crate::prompts::Sheet;

pub(super) fn write(story: &Story, words: &Sheet) -> String {
    let mut ink = Ink { story, words, text: String::new() };
    // A String takes whatever is written.
    match ink.whole() {
        Ok(()) | Err(fmt::Error) => ink.text,
    }
}

struct Ink<'a> {
    story: &'a Story,
    words: &'a Sheet,
    text: String,
}

impl Ink<'_> {
    fn whole(&mut self) -> fmt::Result {
        self.header()?;
        for (at, scene) in self.story.scenes().iter().enumerate() {
            self.scene(at, scene)?;
            if !scene.is_last() {
                self.ask(at, scene)?;
            }
        }
        Ok(())
    }

    fn header(&mut self) -> fmt::Result {
        let story = self.story;
        writeln!(self.text, "# title: {}", story.bible.title)?;
        writeln!(self.text, "# by: Vesper")?;
        writeln!(self.text, "# about: {}", story.bible.promise)?;
        writeln!(self.text, "# kind: story")?;
        writeln!(self.text, "# language: {}", story.wish.tag())?;
        for person in story.people() {
            writeln!(self.text, "# cast: {} = {}", person.name, person.voice)?;
        }
        writeln!(self.text, "-> scene_1")
    }

    fn scene(&mut self, at: usize, scene: &Scene) -> fmt::Result {
        writeln!(self.text, "\n=== scene_{} ===", at + 1)?;
        writeln!(self.text, "# chapter: {}", scene.chapter)?;
        writeln!(self.text, "# bed: {}", bed_by_name::name(scene.bed))?;
        for said in &scene.lines {
            self.text.push_str(&said.text);
            let voice = cast::voice(self.story.people(), &said.who);
            if voice.name != NARRATOR {
                write!(self.text, " # voice: {}", voice.name)?;
            }
            if said.how != How::Plain {
                write!(self.text, " # style: {}", said.how.name())?;
            }
            self.text.push('\n');
        }
        if scene.is_last() { writeln!(self.text, "-> END") } else { writeln!(self.text, "-> ask_{}", at + 1) }
    }

    /// The choice at the end of a scene. Options keep their numbers for ever: what is told later changes none.
    fn ask(&mut self, at: usize, scene: &Scene) -> fmt::Result {
        let knot = at + 1;
        let offered = scene.ways.iter().map(|way| way.text.as_str());
        let offered = offered.chain([self.words.section("else")]).chain(scene.own.iter().map(String::as_str));
        let mut open = false;
        let mut told = false;
        writeln!(self.text, "\n=== ask_{knot} ===")?;
        for (option, text) in offered.enumerate() {
            writeln!(self.text, "+ [{text}]")?;
            match self.story.leads(at, option) {
                Some(next) => {
                    told = true;
                    writeln!(self.text, "    -> scene_{}", next + 1)?;
                }
                None => {
                    open = true;
                    writeln!(self.text, "    -> untold_{knot}")?;
                }
            }
        }
        if open {
            writeln!(self.text, "\n=== untold_{knot} ===")?;
            let (says, goes) = match told {
                true => ("untold", format!("ask_{knot}")),
                false => ("unfinished", "END".to_owned()),
            };
            writeln!(self.text, "{}\n-> {goes}", self.words.section(says))?;
        }
        Ok(())
    }
}
