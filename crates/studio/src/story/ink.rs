//! A story as an ink script: for every scene a knot that tells it and one that asks, so that asking again tells nothing
//! twice.
//!
//! Every text was cleaned when it came. It is cleaned again here: a story that was kept may have been changed by hand.

use std::fmt::{self, Write};

use vesper_speech::NARRATOR;

use super::cast;
use super::scene::{How, Scene, bed_by_name};
use super::tale::Story;
use crate::clean;
use crate::prompts::Sheet;
use crate::sentence;

/// Characters of what a header says, of an option and of a chapter.
const TITLE: usize = 60;
const ABOUT: usize = 200;
pub(crate) const OPTION: usize = 80;
pub(crate) const CHAPTER: usize = 40;

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
        let (story, words) = (self.story, self.words);
        let title = clean::words(&story.bible.title, TITLE);
        let about = clean::words(&story.bible.promise, ABOUT);
        writeln!(self.text, "# title: {}", title.as_deref().unwrap_or(words.section("title")))?;
        writeln!(self.text, "# by: Vesper")?;
        writeln!(self.text, "# about: {}", about.as_deref().unwrap_or(words.section("promise")))?;
        writeln!(self.text, "# kind: story")?;
        writeln!(self.text, "# language: {}", language(&story.wish.language))?;
        for person in story.people() {
            writeln!(self.text, "# cast: {} = {}", person.name, person.voice)?;
        }
        writeln!(self.text, "-> scene_1")
    }

    fn scene(&mut self, at: usize, scene: &Scene) -> fmt::Result {
        let chapter = clean::words(&scene.chapter, CHAPTER);
        writeln!(self.text, "\n=== scene_{} ===", at + 1)?;
        writeln!(self.text, "# chapter: {}", chapter.as_deref().unwrap_or(self.words.section("chapter")))?;
        writeln!(self.text, "# bed: {}", bed_by_name::name(scene.bed))?;
        for said in &scene.lines {
            let Some(text) = clean::words(&said.text, sentence::LINE) else { continue };
            self.text.push_str(&text);
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
            let text = clean::words(text, OPTION);
            writeln!(self.text, "+ [{}]", text.as_deref().unwrap_or(self.words.section("else")))?;
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

/// The language as a script's header takes it.
fn language(tag: &str) -> &str {
    let fits = tag.len() <= 35
        && tag.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    let first = tag.split('-').next().unwrap_or_default();
    if fits && (2..=3).contains(&first.len()) { tag } else { "en" }
}
