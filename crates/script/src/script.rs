use std::sync::{Arc, OnceLock};

use vesper_speech::{NARRATOR, Voice};

use crate::cue::{Cue, End, Passage};
use crate::fault::{Fault, Faults};
use crate::fence::fenced;
use crate::header::{self, Header, Kind, Minutes};
use crate::outline::{self, Outline};
use crate::playhead::{Playhead, Start};
use crate::program::Program;
use crate::source::{Row, Source};
use crate::tag::Tag;
use crate::{bounds, weave};

/// Choices after which a script that never ends is long enough to know.
const LONGEST_WAY: usize = 40;

/// A script that was checked and compiled. Cheap to clone.
#[derive(Clone)]
pub struct Script(Arc<Checked>);

pub(crate) struct Checked {
    name: String,
    pub(crate) header: Header,
    outline: Outline,
    digest: u64,
    /// All that can speak, the narrator first.
    pub(crate) cast: Vec<Voice>,
    pub(crate) program: Program,
    hearing: OnceLock<usize>,
}

impl std::fmt::Debug for Script {
    /// By its name: what it holds is long.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Script").field(&self.name()).finish()
    }
}

impl Script {
    /// Checks and compiles `text`, which is known as `name` in every fault.
    ///
    /// `include` answers each `INCLUDE` with the text of the file at that path, relative to the folder of the
    /// script; absolute paths and paths that climb out never reach it. A meditation is also performed to its end,
    /// at its least, usual and greatest length; a story up to its first choice.
    ///
    /// # Errors
    /// All faults that were found, never none. Whatever `text` is, there is no panic and no endless loop.
    pub fn parse(name: &str, text: &str, include: &dyn Fn(&str) -> Option<String>) -> Result<Script, Faults> {
        let mut source = Source::read(name, text, include)?;
        some(bounds::check(&source))?;
        let header = header::take(&mut source).map_err(Faults)?;
        some(unplayable(&source, &header))?;
        let cast = cast(&header);
        let woven = weave::weave(&source, &cast).map_err(Faults)?;
        if header.kind == Kind::Meditation && !woven.tags.iter().any(|tag| matches!(tag, Tag::Stretch { .. }))
        {
            let what = "This meditation has no silence that can grow, so it cannot be fitted to a length.";
            return Err(Fault::new(name, 0, what, "Write `# stretch` where the listener has time.").into());
        }
        let compiled = fenced(|| Program::compile(&source.files, woven.rows));
        let (program, ink) = compiled.map_err(|what| crashed(&source, what))??;
        let outline = Outline::of(&ink, &source.rows, &woven.tags);
        let checked = Checked {
            name: name.to_owned(),
            header,
            outline,
            digest: source.digest,
            cast,
            program,
            hearing: OnceLock::new(),
        };
        let script = Script(Arc::new(checked));
        script.rehearse()?;
        Ok(script)
    }

    /// As it was named to [`parse`](Script::parse).
    pub fn name(&self) -> &str {
        &self.0.name
    }

    pub fn header(&self) -> &Header {
        &self.0.header
    }

    pub fn outline(&self) -> &Outline {
        &self.0.outline
    }

    /// Words of one hearing, that of a listener who always takes the first way on. Performed once, when it is
    /// first asked for; up to the fault where there is one.
    pub fn hearing(&self) -> usize {
        *self.0.hearing.get_or_init(|| {
            let Ok(mut playhead) = Playhead::start(self, &Start::default()) else { return 0 };
            let mut words = 0;
            for _ in 0..LONGEST_WAY {
                let Ok(Passage { cues, end }) = playhead.passage() else { break };
                let lines = cues.iter().filter_map(Cue::line);
                words += lines.map(|line| line.text.split_whitespace().count()).sum::<usize>();
                if end == End::Finish || playhead.choose(0).is_err() {
                    break;
                }
            }
            words
        })
    }

    /// Differs when the words of the script, or of anything that it includes, differ; the same under every name of the
    /// script and in every build.
    pub fn digest(&self) -> u64 {
        self.0.digest
    }

    pub(crate) fn checked(&self) -> &Arc<Checked> {
        &self.0
    }

    /// What can only be seen in performance.
    fn rehearse(&self) -> Result<(), Fault> {
        let lengths = match self.0.header.minutes {
            Some(Minutes { least, usual, most }) => vec![Some(least), Some(usual), Some(most)],
            None => vec![None],
        };
        for minutes in lengths {
            let passage = Playhead::start(self, &Start { minutes, seed: 0 })?.passage()?;
            if self.0.header.kind == Kind::Meditation {
                self.fits(&passage.cues, &passage.end, minutes.unwrap_or_default())?;
            }
        }
        Ok(())
    }

    fn fits(&self, cues: &[Cue], end: &End, minutes: u32) -> Result<(), Fault> {
        let fault = |what: String, advice: &str| Err(self.0.program.fault(None, what, advice));
        if *end != End::Finish {
            return fault("A meditation asks nothing, and this one does.".into(), "Take its choices out.");
        }
        if !cues.iter().any(|cue| matches!(cue, Cue::Stretch { .. })) {
            let what = format!("At {minutes} minutes no silence is performed that can grow.");
            return fault(what, "Let every length pass a `# stretch`.");
        }
        Ok(())
    }
}

fn some(faults: Vec<Fault>) -> Result<(), Faults> {
    if faults.is_empty() { Ok(()) } else { Err(Faults(faults)) }
}

fn cast(header: &Header) -> Vec<Voice> {
    let mut cast = vec![Voice::narrator()];
    for (name, traits) in &header.cast {
        let voice = Voice { name: name.clone(), traits: *traits, chosen: None };
        match cast.first_mut().filter(|_| name == NARRATOR) {
            Some(narrator) => *narrator = voice,
            None => cast.push(voice),
        }
    }
    cast
}

/// What ink allows and a performance does not.
fn unplayable(source: &Source, header: &Header) -> Vec<Fault> {
    let mut faults = Vec::new();
    for row in &source.rows {
        let text = row.text.trim();
        if text.starts_with("EXTERNAL ") {
            let what = "Nothing outside the script can be called.";
            faults.push(source.fault(row, what, "Write the function in ink: `=== function name()`."));
        }
        if drops_words(text) {
            let what = "What stands behind this `:` is not performed.";
            let advice = "Put it on the next line, or close the `}` on this one.";
            faults.push(source.fault(row, what, advice));
        }
        let bare = text.trim_start_matches(['-', ' ', '\t']);
        if header.kind == Kind::Meditation && outline::level(bare, &['*', '+']) > 0 {
            let what = "A meditation asks nothing, and this is a choice.";
            faults.push(source.fault(row, what, "Take it out, or call the script a story."));
        }
    }
    faults.truncate(bounds::FAULTS);
    faults
}

/// The compiler reads a block that spans several lines from its second line on, and passes over the rest of the first.
fn drops_words(text: &str) -> bool {
    let mut depth = 0i32;
    let opens = text.starts_with('{')
        && text.chars().all(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth > 0
        });
    opens && text.split_once(':').is_some_and(|(_, rest)| !rest.trim().is_empty())
}

/// The compiler counts characters where it means bytes, so words beyond ASCII in its logic are the likely cause.
fn crashed(source: &Source, what: String) -> Fault {
    let logic = |row: &&Row| {
        let text = row.text.trim();
        let computes = text.starts_with(['~', '{']) || text.starts_with("VAR ") || text.contains("->");
        computes && !text.is_ascii()
    };
    let advice = "Keep to plain letters where the script computes: names, conditions, values.";
    match source.rows.iter().find(logic) {
        Some(row) => source.fault(row, what, advice),
        None => Fault::new(
            source.files.first().map_or("", String::as_str),
            0,
            what,
            "Undo the last change to it.",
        ),
    }
}
