//! A phase while it is made: its steps are put on as cues as soon as they are there, and never taken back.

use std::collections::HashSet;

use vesper_script::Cue;
use vesper_speech::{Out, Result};

use super::authored::{breaths, chapter};
use super::form::{After, Meditation, Step, words};
use super::ink;
use super::plan::{Part, Planned};
use super::sheets::Sheets;
use super::silence::{lasts, silent, spoken};
use super::wish::Wish;
use crate::{clean, sentence};

/// Words of a line, roughly.
const LINE: usize = 13;
/// What a short, a long and the longest silence are beside each other, on the average.
const USUAL: f64 = 1.6;
/// What part of the silence that is left one line takes at most.
const PART: f64 = 0.35;
/// Seconds of the shortest and the longest silence that is planned.
const SHORTEST: f64 = 2.0;
const LONGEST: f64 = 75.0;
/// Lines of a phase, however short they are.
const LINES: usize = 80;
/// How many of the lines stand before breaths that are led.
const BEFORE_BREATHS: usize = 2;
/// Seconds of quiet after the last bell.
const AFTER_BELL: u32 = 8;

/// How long it is quiet after a line, as a model says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Silence {
    None,
    Short,
    Long,
    Longest,
}

impl Silence {
    pub(crate) const ALL: [(&'static str, Silence); 4] = [
        ("none", Silence::None),
        ("short", Silence::Short),
        ("long", Silence::Long),
        ("longest", Silence::Longest),
    ];

    pub(crate) fn named(name: &str) -> Silence {
        Silence::ALL
            .into_iter()
            .find(|(known, _)| *known == name)
            .map_or(Silence::Short, |(_, silence)| silence)
    }

    fn weight(self) -> f64 {
        match self {
            Silence::None => 0.0,
            Silence::Short => 1.0,
            Silence::Long => 2.0,
            Silence::Longest => 3.0,
        }
    }
}

/// Makes the steps of a phase, each put into `out` as it is made, and keeps count of the time.
pub(crate) struct Teller<'a> {
    out: &'a mut dyn Out<Cue>,
    wish: &'a Wish,
    sheets: &'a Sheets,
    planned: Planned,
    steps: Vec<Step>,
    /// A line whose silence is not chosen yet: what comes next decides.
    open: Option<(String, Silence)>,
    /// Lines that were said, and words in them.
    lines: usize,
    words: usize,
    /// Seconds of the phase that nothing takes yet.
    left: f64,
    /// Led breaths are still to come.
    breaths: Vec<Step>,
    /// What was said in the whole meditation, folded: it is not said again.
    before: HashSet<String>,
    /// What the phase before says.
    earlier: Vec<&'a str>,
}

impl<'a> Teller<'a> {
    /// Begins phase `at` of `meditation`, to say `planned.words` words in it.
    pub(crate) fn begin(
        meditation: &'a Meditation,
        at: usize,
        planned: Planned,
        sheets: &'a Sheets,
        out: &'a mut dyn Out<Cue>,
    ) -> Result<Teller<'a>> {
        let wish = &meditation.wish;
        let others = meditation.phases.iter().enumerate().filter(|(other, _)| *other != at);
        let before = others.flat_map(|(_, phase)| &phase.steps).map(|step| clean::folded(step.text()));
        let earlier = at.checked_sub(1).and_then(|earlier| meditation.phases.get(earlier));
        let breaths = breaths(&planned, sheets);
        let led: f64 = breaths.iter().map(|step| lasts(wish, step)).sum();
        let mut teller = Teller {
            out,
            wish,
            sheets,
            planned,
            steps: Vec::new(),
            open: None,
            lines: 0,
            words: 0,
            left: f64::from(planned.seconds) - led,
            breaths,
            before: before.filter(|text| !text.is_empty()).collect(),
            earlier: earlier.iter().flat_map(|phase| &phase.steps).map(Step::text).collect(),
        };
        teller.left -= teller.ending().iter().map(|step| lasts(wish, step)).sum::<f64>();
        for cue in ink::beginning(wish, chapter(sheets, planned.part), at == 0) {
            teller.out.put(cue)?;
        }
        if planned.part == Part::Arriving {
            teller.put(Step::Bell)?;
            teller.put(Step::Pause(3))?;
        }
        Ok(teller)
    }

    pub(crate) fn check(&self) -> Result<()> {
        self.out.check()
    }

    /// Words that are still to be said.
    pub(crate) fn wanted(&self) -> usize {
        self.planned.words.saturating_sub(self.words)
    }

    /// The last words that were said, here and in the phase before, at most so many characters.
    pub(crate) fn last(&self, most: usize) -> String {
        let said = self.steps.iter().map(Step::text).chain(self.open.iter().map(|(text, _)| text.as_str()));
        let texts: Vec<&str> =
            self.earlier.iter().copied().chain(said).filter(|text| !text.is_empty()).collect();
        let mut room = most;
        let fit = texts.iter().rev().take_while(|text| {
            let length = text.chars().count() + 1;
            let fits = length <= room;
            room = room.saturating_sub(length);
            fits
        });
        let from = texts.len() - fit.count();
        texts.get(from..).unwrap_or_default().join(" ")
    }

    /// Says `text` line by line, as far as there are words left for it: the last of it is cut where a sentence ends. False
    /// where nothing more has room.
    pub(crate) fn say(&mut self, text: &str, silence: Silence) -> Result<bool> {
        let pieces = sentence::lines(text);
        let count = pieces.len();
        for (at, piece) in pieces.into_iter().enumerate() {
            // A piece begins anew, and what is no beginning is cut off it.
            let Some(piece) = clean::words(piece, sentence::LINE) else { continue };
            if self.before.contains(&clean::folded(&piece)) {
                continue;
            }
            let Some(piece) = self.with_room(&piece) else { return Ok(false) };
            let silence = if at + 1 == count { silence } else { Silence::None };
            self.line(piece, silence)?;
        }
        Ok(true)
    }

    /// As many whole sentences of `piece` as have room; the first line has room in any case.
    fn with_room(&self, piece: &str) -> Option<String> {
        let most = self.planned.words + self.planned.words / 5;
        let room = most.saturating_sub(self.words);
        if words(piece) <= room || self.words == 0 && self.lines == 0 {
            return Some(piece.to_owned());
        }
        let end = sentence::ends(piece).take_while(|end| words(&piece[..*end]) <= room).last()?;
        clean::words(&piece[..end], sentence::LINE)
    }

    fn line(&mut self, text: String, silence: Silence) -> Result<()> {
        if self.lines >= LINES {
            return Ok(());
        }
        self.close(false)?;
        if self.lines >= BEFORE_BREATHS {
            self.lead()?;
        }
        self.lines += 1;
        self.words += words(&text);
        self.left -= spoken(self.wish, words(&text));
        self.before.insert(clean::folded(&text));
        // Of two lines in a row one is followed by silence.
        let two = silence == Silence::None
            && matches!(self.steps.last(), Some(Step::Say { after: After::Line, .. }));
        self.out.put(Cue::Say(ink::line(self.wish, &text)))?;
        self.open = Some((text, if two { Silence::Short } else { silence }));
        Ok(())
    }

    /// Chooses the silence of the line that was said last; `ends` where the phase ends with it.
    fn close(&mut self, ends: bool) -> Result<()> {
        let Some((text, silence)) = self.open.take() else { return Ok(()) };
        let after = if ends { self.rest() } else { self.silence(silence) };
        self.left -= silent(after);
        let step = Step::Say { text, after };
        // The words were put on already.
        for cue in ink::cues(self.wish, &step).into_iter().skip(1) {
            self.out.put(cue)?;
        }
        self.steps.push(step);
        Ok(())
    }

    /// A share of the silence that is left for the lines to come.
    fn silence(&self, silence: Silence) -> After {
        if silence == Silence::None {
            return After::Line;
        }
        let to_come = self.wanted();
        let quiet = self.left - spoken(self.wish, to_come);
        let share = quiet / ((to_come.div_ceil(LINE) + 1) as f64 * USUAL);
        match (share * silence.weight()).min(PART * quiet) {
            seconds if seconds < SHORTEST => After::Line,
            seconds => After::Quiet(seconds.clamp(SHORTEST, LONGEST).round() as u32),
        }
    }

    /// All the silence that is left.
    fn rest(&self) -> After {
        After::Quiet(self.left.clamp(SHORTEST, 2.0 * LONGEST).round() as u32)
    }

    /// Leads the breaths that belong to the technique.
    fn lead(&mut self) -> Result<()> {
        for step in std::mem::take(&mut self.breaths) {
            self.cue(step)?;
        }
        Ok(())
    }

    fn put(&mut self, step: Step) -> Result<()> {
        self.left -= lasts(self.wish, &step);
        self.cue(step)
    }

    fn cue(&mut self, step: Step) -> Result<()> {
        for cue in ink::cues(self.wish, &step) {
            self.out.put(cue)?;
        }
        self.steps.push(step);
        Ok(())
    }

    /// Ends the phase: breaks silence that is too long with quiet words, and lets it last as long as was planned.
    pub(crate) fn finish(mut self, turn: usize) -> Result<Vec<Step>> {
        let staying = self.sheets.words.items("staying");
        let fresh: Vec<&str> = (0..staying.len())
            .filter_map(|at| staying.get((at + turn) % staying.len()).copied())
            .filter(|text| !self.before.contains(&clean::folded(text)))
            .collect();
        for text in fresh {
            if self.left <= LONGEST && self.lines > 0 {
                break;
            }
            self.break_silence(text)?;
        }
        if !self.breaths.is_empty() {
            self.close(false)?;
            self.lead()?;
        }
        match self.open {
            Some(_) => self.close(true)?,
            None => self.put(Step::Quiet(self.left.clamp(SHORTEST, 2.0 * LONGEST).round() as u32))?,
        }
        for step in self.ending() {
            self.cue(step)?;
        }
        Ok(self.steps)
    }

    /// One more line, with a longer silence before it than a model would leave.
    fn break_silence(&mut self, text: &str) -> Result<()> {
        if let Some((said, _)) = self.open.take() {
            let seconds = (self.left / 2.0).clamp(SHORTEST, 0.7 * LONGEST).round() as u32;
            let step = Step::Say { text: said, after: After::Quiet(seconds) };
            self.left -= f64::from(seconds);
            for cue in ink::cues(self.wish, &step).into_iter().skip(1) {
                self.out.put(cue)?;
            }
            self.steps.push(step);
        }
        self.line(text.to_owned(), Silence::Long)
    }

    /// What a phase ends with in any case.
    fn ending(&self) -> Vec<Step> {
        if self.planned.part != Part::Closing {
            return Vec::new();
        }
        let last = self.sheets.words.items("last").into_iter().take(1);
        let last = last.map(|text| Step::Say { text: text.to_owned(), after: After::Line });
        last.chain([Step::Bell, Step::Quiet(AFTER_BELL)]).collect()
    }
}
