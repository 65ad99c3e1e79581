//! An engine as the session has it: choices that are another engine's are left to its own judgement, and what a cloned
//! voice says is marked.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use vesper_audio::Remarks;
use vesper_speech::{Line, Out, Result, Spoken, Synthesizer};

/// Where a file says that a voice in it is cloned.
#[derive(Clone, Default)]
pub(crate) struct Marks {
    /// What is said of each cloned voice, by its id.
    pub(crate) sentences: BTreeMap<String, String>,
    pub(crate) remarks: Remarks,
}

pub(crate) struct Speaking {
    pub(crate) engine: Box<dyn Synthesizer>,
    /// The ids of its voices.
    pub(crate) own: BTreeSet<String>,
    pub(crate) marks: Marks,
}

impl Synthesizer for Speaking {
    fn rate(&self) -> u32 {
        self.engine.rate()
    }

    fn synthesize(&mut self, lines: &[Line], out: &mut dyn Out<Spoken>) -> Result<()> {
        let foreign = |line: &Line| line.voice.chosen.as_ref().is_some_and(|id| !self.own.contains(id));
        let lines: Cow<'_, [Line]> = match lines.iter().any(foreign) {
            false => Cow::Borrowed(lines),
            true => lines
                .iter()
                .map(|line| {
                    let mut line = line.clone();
                    line.voice.chosen = line.voice.chosen.filter(|id| self.own.contains(id));
                    line
                })
                .collect(),
        };
        // Before a sample of it can be in any file.
        let chosen = lines.iter().filter_map(|line| line.voice.chosen.as_ref());
        let cloned = chosen.filter_map(|id| self.marks.sentences.get(id));
        cloned.for_each(|sentence| self.marks.remarks.add(sentence));
        self.engine.synthesize(&lines, out)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use vesper_speech::Voice;

    use super::*;

    /// Says nothing, and remembers who was chosen to.
    #[derive(Clone, Default)]
    struct Mute(Arc<Mutex<Vec<Option<String>>>>);

    impl Synthesizer for Mute {
        fn rate(&self) -> u32 {
            48_000
        }

        fn synthesize(&mut self, lines: &[Line], _: &mut dyn Out<Spoken>) -> Result<()> {
            let chosen = lines.iter().map(|line| line.voice.chosen.clone());
            self.0.lock().expect("a list").extend(chosen);
            Ok(())
        }
    }

    fn asked(own: &str, chosen: &[Option<&str>]) -> Vec<Option<String>> {
        let (mute, own) = (Mute::default(), [own.to_owned()].into());
        let mut speaking = Speaking { engine: Box::new(mute.clone()), own, marks: Marks::default() };
        let line = |id: &Option<&str>| {
            let voice = Voice { chosen: id.map(str::to_owned), ..Voice::narrator() };
            Line { text: "Yes.".into(), voice, ..Line::default() }
        };
        let lines: Vec<Line> = chosen.iter().map(line).collect();
        speaking.synthesize(&lines, &mut Vec::new()).expect("said");
        mute.0.lock().expect("a list").clone()
    }

    #[test]
    fn a_choice_that_is_another_engines_is_left_to_the_one_that_speaks() {
        let chosen = [None, Some("en-us+f2"), Some("pocket-english/anna"), Some("pocket-english/gone")];
        let kept = |id: &str| Some(id.to_owned());
        assert_eq!(asked("en-us+f2", &chosen), [None, kept("en-us+f2"), None, None]);
        let anna = "pocket-english/anna";
        assert_eq!(asked(anna, &chosen), [None, None, kept(anna), None]);
    }
}
