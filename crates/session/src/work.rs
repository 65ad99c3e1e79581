//! What is being performed, and where the listener is in it.

use std::collections::VecDeque;

use vesper_script::{Cue, End};
use vesper_speech::{Bed, samples, seconds};

use crate::sheet::Sheet;
use crate::source::Source;
use crate::{AtAsk, Breath, Caption, ChapterView, Page, Place};

/// No performance is longer, in samples: a day. What a place says beyond that was never counted.
const LONGEST: u64 = 24 * 3600 * vesper_speech::RATE as u64;

/// One run of samples given to the sink without a cut: `turn` in the machine numbers them.
#[derive(Default)]
pub(crate) struct Run {
    /// (position in this run, cue, samples of the cue skipped), in order.
    pub(crate) timeline: Vec<(u64, usize, u64)>,
    /// Entries of the timeline that were told as heard.
    pub(crate) told: usize,
    pub(crate) written: u64,
    pub(crate) played: u64,
    /// Pieces handed to the mouth, and taken by the sink.
    pub(crate) pieces: u64,
    pub(crate) taken: u64,
}

/// A chapter that was reached: where to find it again.
#[derive(Clone, PartialEq)]
pub(crate) struct Reached {
    pub(crate) title: String,
    pub(crate) choices: usize,
    pub(crate) cue: usize,
}

pub(crate) struct Work {
    /// `None` for lines without a script.
    pub(crate) source: Option<Source>,
    pub(crate) path: Vec<usize>,
    pub(crate) ahead: VecDeque<usize>,
    pub(crate) at_ask: AtAsk,
    pub(crate) sheet: Sheet,
    /// A cue of this passage and the samples of the performance before it. Lengths behind it may still become
    /// known or change; what was counted there stays counted.
    pub(crate) anchor: (usize, u64),
    pub(crate) reached: Vec<Reached>,
    /// The bed before the first cue of this passage.
    pub(crate) bed_before: Option<Bed>,
    /// The bed that the script wants at the head.
    pub(crate) bed: Option<Bed>,
    /// What is written next: a cue and the samples of it already written.
    pub(crate) head: (usize, u64),
    pub(crate) run: Run,
    /// Samples of this performance heard in the runs before.
    pub(crate) heard_before: u64,
    /// The last cue whose beginning was heard and reported.
    pub(crate) announced: Option<usize>,
    /// The first cue whose words were not reported yet.
    pub(crate) worded: usize,
    pub(crate) paused: bool,
    /// The device is gone.
    pub(crate) held: bool,
    pub(crate) asked: bool,
    /// The choice was asked once more, because what was said to it was not clear.
    pub(crate) asked_again: bool,
    pub(crate) finishing: bool,
    pub(crate) ended: bool,
    pub(crate) fading: bool,
    /// The line at the head was begun by a voice that gave out: what was written of it is not gone on with.
    pub(crate) broken_off: bool,
    /// Something of it was heard.
    pub(crate) sounded: bool,
    /// Samples that were promised beyond the chosen length.
    pub(crate) longer: u64,
    /// The listener changed what was planned: the length that was promised last counts more than every word.
    pub(crate) replanned: bool,
}

impl Work {
    pub(crate) fn new(source: Option<Source>, sheet: Sheet, at_ask: AtAsk) -> Work {
        Work {
            source,
            path: Vec::new(),
            ahead: VecDeque::new(),
            at_ask,
            sheet,
            anchor: (0, 0),
            reached: Vec::new(),
            bed_before: None,
            bed: None,
            head: (0, 0),
            run: Run::default(),
            heard_before: 0,
            announced: None,
            worded: 0,
            paused: false,
            held: false,
            asked: false,
            asked_again: false,
            finishing: false,
            ended: false,
            fading: false,
            broken_off: false,
            sounded: false,
            longer: 0,
            replanned: false,
        }
    }

    /// The cue being heard and how far into it the listener is, in samples.
    pub(crate) fn heard(&self) -> (usize, u64) {
        let played = self.run.played;
        let after = self.run.timeline.partition_point(|&(start, _, _)| start <= played);
        match after.checked_sub(1).and_then(|entry| self.run.timeline.get(entry)) {
            Some(&(start, cue, skipped)) => (cue, skipped + played - start),
            None => self.head,
        }
    }

    /// The passage was written and heard to its end.
    pub(crate) fn all_heard(&self) -> bool {
        self.head.0 >= self.sheet.cues.len() && self.run.played >= self.run.written
    }

    /// Samples heard since the beginning of the performance.
    pub(crate) fn position(&self) -> u64 {
        let (cue, offset) = self.heard();
        self.position_of(cue) + offset
    }

    /// Samples of the performance before `cue`.
    pub(crate) fn position_of(&self, cue: usize) -> u64 {
        let (anchor, position) = self.anchor;
        (position + self.sheet.start_of(cue)).saturating_sub(self.sheet.start_of(anchor))
    }

    /// Moves the head to the beginning of `cue`, from where everything is reckoned anew.
    pub(crate) fn go_to(&mut self, cue: usize) {
        self.anchor = (cue, self.position_of(cue));
        self.sheet.renew(cue);
        self.place_head(cue, 0);
        self.asked = false;
    }

    /// The first cue of which nothing was written yet.
    pub(crate) fn next_unwritten(&self) -> usize {
        let (cue, offset) = self.head;
        cue + usize::from(offset > 0)
    }

    /// Words of the line at the head were written and others are still being made.
    pub(crate) fn is_amid_making(&self) -> bool {
        let (cue, offset) = self.head;
        offset > 0 && self.sheet.line(cue).is_some() && self.sheet.takes.get(cue).is_some_and(|it| !it.done)
    }

    /// A file can take nothing back: a line goes into it when all of it was made.
    pub(crate) fn takes_whole_lines(&self) -> bool {
        self.at_ask == AtAsk::Finish && self.source.is_some()
    }

    /// Another voice goes on where one gave out. What was made stays; what was begun is made anew.
    pub(crate) fn hand_over(&mut self) {
        self.broken_off |= self.is_amid_making();
        let from = if self.broken_off { self.head.0 } else { self.next_unwritten() };
        self.sheet.hand_over(from);
    }

    /// The line of `cue`, of which a part was written, is written from its beginning.
    pub(crate) fn again(&mut self, cue: usize) {
        let announced = self.announced;
        self.anchor = (cue, self.position_of(cue));
        self.place_head(cue, 0);
        self.announced = announced;
    }

    /// Goes on at `place`, as far as this passage has it.
    pub(crate) fn go_on(&mut self, place: &Place) {
        let cue = place.cue.min(self.sheet.first_option);
        let longest = match self.sheet.cues.get(cue) {
            Some(Cue::Pause(pause)) => samples(*pause),
            Some(Cue::Stretch { .. }) => self.target().unwrap_or(0),
            _ => 0,
        };
        let offset = place.offset.min(longest);
        self.anchor = (cue, place.position.min(LONGEST).saturating_sub(offset));
        self.place_head(cue, offset);
        self.reach(cue);
    }

    /// The length in samples that was promised last; only what can stretch has one.
    pub(crate) fn target(&self) -> Option<u64> {
        let minutes = self.source.as_ref()?.start.minutes?;
        let chosen = u64::from(minutes) * 60 * u64::from(vesper_speech::RATE);
        self.sheet.has_stretch(0).then(|| chosen + self.longer)
    }

    /// What is left of it from the beginning of the cue at the head.
    pub(crate) fn left(&self) -> Option<u64> {
        self.target().map(|target| target.saturating_sub(self.position_of(self.head.0)))
    }

    /// The bed that the script wants when `cue` begins.
    pub(crate) fn bed_at(&self, cue: usize) -> Option<Bed> {
        let last = self.sheet.cues.iter().take(cue).rev().find_map(|cue| match cue {
            Cue::Bed(bed) => Some(*bed),
            _ => None,
        });
        last.unwrap_or(self.bed_before)
    }

    /// Notes the chapters that begin up to `cue`.
    pub(crate) fn reach(&mut self, cue: usize) {
        let choices = self.path.len();
        let linear = self.target().is_some();
        for (index, item) in self.sheet.cues.iter().enumerate() {
            if index > cue && !linear {
                break;
            }
            if let Cue::Chapter(title) = item {
                let mark = Reached { title: title.clone(), choices, cue: index };
                if !self.reached.contains(&mark) {
                    self.reached.push(mark);
                }
            }
        }
    }

    /// The chapters in the order in which they were reached, and then those of the script still to come.
    pub(crate) fn chapters(&self) -> Vec<ChapterView> {
        let reached =
            self.reached.iter().map(|mark| ChapterView { title: mark.title.clone(), reached: true });
        let titles = self.source.iter().flat_map(Source::chapters);
        let to_come = titles
            .filter(|title| !self.reached.iter().any(|mark| &mark.title == *title))
            .map(|title| ChapterView { title: title.clone(), reached: false });
        reached.chain(to_come).collect()
    }

    pub(crate) fn chapter(&self) -> Option<usize> {
        self.chapter_at(self.heard().0)
    }

    /// The chapter in which `cue` of this passage lies.
    pub(crate) fn chapter_at(&self, cue: usize) -> Option<usize> {
        let here = self.path.len();
        self.reached.iter().rposition(|mark| (mark.choices, mark.cue) <= (here, cue))
    }

    pub(crate) fn options(&self) -> Vec<String> {
        match &self.sheet.end {
            End::Ask(options) if self.asked => options.clone(),
            _ => Vec::new(),
        }
    }

    /// (at most three before, the present line, at most three after)
    pub(crate) fn captions(&self) -> (Vec<Caption>, Option<Caption>, Vec<Caption>) {
        let (heard, _) = self.heard();
        let lines: Vec<usize> = self.sheet.lines().collect();
        let past = lines.partition_point(|&cue| cue <= heard);
        let caption = |cue: &usize| self.sheet.caption(*cue);
        let current = past.checked_sub(1).and_then(|line| caption(&lines[line]));
        let before =
            lines[past.saturating_sub(4)..past.saturating_sub(1)].iter().filter_map(caption).collect();
        let after = lines[past..].iter().take(3).filter_map(caption).collect();
        (before, current, after)
    }

    pub(crate) fn line_of_lines(&self) -> (usize, usize) {
        let (heard, _) = self.heard();
        let lines = self.sheet.lines();
        lines.fold((0, 0), |(line, lines), cue| (line + usize::from(cue <= heard), lines + 1))
    }

    /// Seconds left of the silence under way, where it is longer than two seconds.
    pub(crate) fn silence(&self) -> Option<f64> {
        let (cue, offset) = self.heard();
        if !matches!(self.sheet.cues.get(cue), Some(Cue::Pause(_) | Cue::Stretch { .. })) {
            return None;
        }
        let length = self.sheet.length(cue)?;
        (length > 2 * u64::from(vesper_speech::RATE)).then(|| seconds(length.saturating_sub(offset)))
    }

    pub(crate) fn breath(&self) -> Option<Breath> {
        let (cue, offset) = self.heard();
        let Some(Cue::Breath { phase, length, .. }) = self.sheet.cues.get(cue) else { return None };
        let length = self.sheet.length(cue).unwrap_or(samples(*length));
        Some(Breath { phase: *phase, length: seconds(length), at: seconds(offset.min(length)) })
    }

    pub(crate) fn place(&self) -> Option<Place> {
        let source = self.source.as_ref()?;
        let (heard, offset) = self.heard();
        let silent = matches!(self.sheet.cues.get(heard), Some(Cue::Pause(_) | Cue::Stretch { .. }));
        let (_, current, after) = self.captions();
        Some(Place {
            digest: source.digest(),
            seed: source.start.seed,
            minutes: source.start.minutes,
            path: self.path.clone(),
            cue: heard.min(self.sheet.first_option),
            offset: if silent { offset } else { 0 },
            // A place has the chosen length. What was promised beyond it is left as well when the place lies that much
            // earlier.
            position: self.position().saturating_sub(self.longer + if silent { 0 } else { offset }),
            excerpt: current.or(after.into_iter().next()).map(|line| line.text).unwrap_or_default(),
            chapter: self
                .chapter()
                .and_then(|chapter| self.reached.get(chapter))
                .map(|mark| mark.title.clone()),
        })
    }

    /// Takes the next passage in hand, from its first cue.
    pub(crate) fn turn_page(&mut self, page: Page, read_options: bool) {
        let language =
            self.source.as_ref().map_or("en", |source| source.header().language.as_str()).to_owned();
        self.sheet = Sheet::of(page, read_options, &language);
        self.asked = false;
        self.asked_again = false;
        self.finishing = false;
        self.ended = false;
        self.fading = false;
        self.announced = None;
        self.place_head(0, 0);
    }

    /// The next sample written is the `offset`-th of `cue`, in a new run.
    pub(crate) fn place_head(&mut self, cue: usize, offset: u64) {
        self.head = (cue, offset);
        self.bed = self.bed_at(cue);
        self.heard_before += self.run.played;
        self.run = Run::default();
        self.finishing = false;
        self.ended = false;
        self.fading = false;
        self.broken_off = false;
        self.announced = cue.checked_sub(1);
        self.worded = cue;
    }
}
