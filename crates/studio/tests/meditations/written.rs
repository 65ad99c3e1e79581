//! A meditation that a scripted model writes: the file, the cues, the prompts, to the letter.

use std::cell::Cell;

use serde_json::Value;
use vesper_script::Cue;
use vesper_speech::{ChatModel, Error, Kind, Out, Prompt, Result, Token};
use vesper_studio::meditation::{Intent, Meditation, Part, Place, Technique, Wish, plan, understand};

use crate::models::Scripted;
use crate::performed::{WRITER, golden, performed, script, without_pauses, written};

/// The answers of a model that knows its trade, one for each phase.
fn answers() -> Vec<String> {
    let text = include_str!("golden/shoulders.json");
    serde_json::from_str::<Vec<Value>>(text).unwrap().iter().map(Value::to_string).collect()
}

fn wish() -> Wish {
    let text = "Eight minutes, I can't sleep, my shoulders are tight";
    understand(text, None, WRITER.prompts()).unwrap().wish
}

fn shown(cue: &Cue) -> String {
    match cue {
        Cue::Chapter(name) => format!("\nchapter {name}\n"),
        Cue::Bed(bed) => format!("bed {}\n", bed.map_or("none", |bed| bed.name())),
        Cue::Say(line) => format!("{:?} {}: {}\n", line.style, line.pace, line.text),
        Cue::Breath { phase, length, line } => {
            let words = line.as_ref().map(|line| line.text.as_str()).unwrap_or_default();
            format!("breath {phase:?} {length:?} {words}\n")
        }
        Cue::Stretch { weight, .. } => format!("  stretch {weight}\n"),
        Cue::Pause(length) => format!("  pause {length:?}\n"),
        Cue::Bell => "bell\n".into(),
    }
}

#[test]
fn tight_shoulders_are_written_told_and_kept_to_the_letter() {
    let wish = wish();
    assert_eq!(
        (wish.intent, wish.minutes, wish.places.as_slice()),
        (Intent::Sleep, 8, &[Place::Shoulders][..])
    );
    let parts: Vec<Part> = plan(&wish).iter().map(|phase| phase.part).collect();
    let techniques = [Technique::Relaxation, Technique::BodyScan].map(Part::Technique);
    let [relaxation, scan] = techniques;
    assert_eq!(parts, [Part::Arriving, Part::Settling, relaxation, scan, Part::Deepening, Part::Drifting]);

    let mut model = Scripted { answers: answers(), ..Scripted::default() };
    let (meditation, told) = written(&wish, &mut model);
    golden("shoulders.ink", &meditation.ink(WRITER.prompts()).unwrap());
    golden("shoulders.cues", &told.iter().map(shown).collect::<String>());
    let asked = |prompt: &Prompt| {
        let messages =
            prompt.messages.iter().map(|message| format!("[{:?}]\n{}\n", message.role, message.text));
        messages.collect::<String>()
    };
    golden("shoulders.prompts", &model.asked.iter().map(asked).collect::<Vec<_>>().join("\n----\n\n"));
    assert_eq!(without_pauses(performed(&script(&meditation), None)), without_pauses(told));

    let mut again = Scripted { answers: answers(), ..Scripted::default() };
    assert_eq!(written(&wish, &mut again).0, meditation, "the same answers give the same meditation");
}

#[test]
fn what_stands_before_a_phase_never_changes_when_it_is_written() {
    let mut model = Scripted { answers: answers(), ..Scripted::default() };
    let mut meditation = WRITER.author(&wish()).unwrap();
    let cues = |meditation: &Meditation| performed(&script(meditation), None);
    // The session goes through these in its own tests, from one to the next.
    let kept = |meditation: &Meditation, phases: usize| {
        golden(&format!("live/{phases}.ink"), &meditation.ink(WRITER.prompts()).unwrap());
    };
    kept(&meditation, 0);
    while let Some(phase) = meditation.next() {
        let before = cues(&meditation);
        WRITER.write(&mut meditation, phase, &mut model, &mut Vec::new()).unwrap();
        kept(&meditation, phase + 1);
        let after = cues(&meditation);
        let chapters = |at: &(usize, &Cue)| matches!(at.1, Cue::Chapter(_));
        let (begins, _) = after.iter().enumerate().filter(chapters).nth(phase).unwrap();
        assert_eq!(before[..begins], after[..begins], "phase {phase}");
    }
}

/// Keeps what it is given, with how much of the answer had come by then.
struct Watched<'a> {
    came: &'a Cell<usize>,
    cues: Vec<(usize, Cue)>,
    /// Wants no more after so many cues.
    most: usize,
}

impl Out<Cue> for Watched<'_> {
    fn put(&mut self, cue: Cue) -> Result<()> {
        self.cues.push((self.came.get(), cue));
        Ok(())
    }

    fn check(&self) -> Result<()> {
        if self.cues.len() < self.most { Ok(()) } else { Err(Error::stopped()) }
    }
}

/// Says an answer letter by letter, and how far it is.
struct Slow<'a> {
    answer: String,
    came: &'a Cell<usize>,
}

impl ChatModel for Slow<'_> {
    fn reply(&mut self, _prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        for (at, c) in self.answer.char_indices() {
            self.came.set(at + 1);
            out.put(Token { text: c.into(), end: None })?;
        }
        Ok(())
    }
}

#[test]
fn it_sounds_before_a_model_has_answered_and_each_line_is_told_when_it_is_whole() {
    let answer = answers()[0].clone();
    let came = Cell::new(0);
    let mut out = Watched { came: &came, cues: Vec::new(), most: usize::MAX };
    let mut model = Slow { answer: answer.clone(), came: &came };
    let mut meditation = WRITER.author(&wish()).unwrap();
    WRITER.write(&mut meditation, 0, &mut model, &mut out).unwrap();
    let at_once: Vec<&Cue> = out.cues.iter().filter(|(came, _)| *came == 0).map(|(_, cue)| cue).collect();
    assert!(matches!(at_once[..4], [Cue::Chapter(_), Cue::Bed(Some(_)), Cue::Bell, Cue::Pause(_)]));
    assert!(at_once.iter().filter_map(|cue| cue.line()).count() >= 2, "authored lines come first");
    let mut of_model = 0;
    for (came, cue) in &out.cues {
        let Some(line) = cue.line() else { continue };
        let Some(begins) = answer.find(&line.text) else { continue };
        let late = came - (begins + line.text.len());
        assert!(late < 40, "{:?} was whole {late} bytes before it was told", line.text);
        of_model += 1;
    }
    assert!(of_model >= 1);
}

#[test]
fn who_wants_no_more_ends_the_work_and_the_meditation_is_as_it_was() {
    let came = Cell::new(0);
    let answer = answers()[2].clone();
    let mut meditation = WRITER.author(&wish()).unwrap();
    let before = meditation.clone();
    let mut out = Watched { came: &came, cues: Vec::new(), most: 3 };
    let mut model = Slow { answer: answer.clone(), came: &came };
    let error = WRITER.write(&mut meditation, 2, &mut model, &mut out).unwrap_err();
    assert_eq!((error.kind, &meditation), (Kind::Stopped, &before));
    assert!(came.get() < answer.len() / 2, "it went on to {} of {}", came.get(), answer.len());
    let mut broken = Scripted::default();
    let error = WRITER.write(&mut meditation, 2, &mut broken, &mut Vec::new()).unwrap_err();
    assert_eq!((error.kind, meditation), (Kind::Engine, before), "what a model fails at is said");
}
