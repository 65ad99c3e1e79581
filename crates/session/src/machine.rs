//! The decisions: an event goes in, effects come out. No clock, no thread, no device.

use std::time::Duration;

use vesper_script::{Cue, End};
use vesper_speech::{Error, Kind, Line, Mark, Turn, WordTime};

use crate::casting::VoiceState;
use crate::sink::Sink;
use crate::talk::Position;
use crate::work::Work;
use crate::{AtAsk, Command, GaveOut, Notice, NoticeKind, OpenVoice, Report, Settings};

/// What a machine learns.
#[derive(Debug)]
pub enum Event {
    Command(Command),
    /// A voice speaks from here on; those that gave out were to speak before it.
    VoiceOpened {
        voice: String,
        gave_out: Vec<GaveOut>,
    },
    /// None of the voices could be opened.
    NoVoice(Vec<GaveOut>),
    /// Samples of the words of cue `row`, of the request numbered `cast`, and where words of it are heard.
    Spoken {
        cast: u64,
        row: usize,
        samples: Vec<f32>,
        words: Vec<WordTime>,
        last: bool,
    },
    /// The request is done, one way or the other: the voice is free.
    VoiceDone {
        cast: u64,
        failed: Option<Error>,
    },
    /// How far the sink is: samples heard and pieces taken since the last [`Effect::Clear`].
    Heard {
        turn: Turn,
        played: u64,
        taken: u64,
    },
    /// What [`Effect::Stop`] stopped was heard up to `played`, and is silent.
    Stopped {
        turn: Turn,
        played: u64,
    },
    /// A sink is there; `None` is one that nobody hears.
    Opened(Option<String>),
    OpenFailed(Error),
    /// The sink is gone or a better one is there; it was heard up to `played`. Another is being opened.
    Lost {
        turn: Turn,
        played: u64,
        reason: Option<String>,
    },
    Finished(Result<(), Error>),
    /// Some time has passed.
    Tick,
}

/// What a machine wants done.
#[derive(Debug, PartialEq)]
pub enum Effect {
    Speak {
        cast: u64,
        rows: Vec<(usize, Line)>,
    },
    /// Requests older than this are nobody's any more.
    Hush {
        cast: u64,
    },
    /// These are the voices from the next request on, the first that can be opened before the others.
    Voices(Vec<OpenVoice>),
    Open,
    Reopen,
    Close,
    /// What was not heard is dropped; a new turn begins.
    Clear(Turn),
    /// The same where it matters up to which sample it was heard: [`Event::Stopped`] says so of the turn before.
    Stop(Turn),
    Play(Turn, Piece),
    Pause,
    Resume,
    /// Somebody seems to speak: the voice sinks by 18 dB.
    Duck,
    /// As loud as it was. `again`, from the sample at which it sank, so that what was said under it is said again.
    Restore {
        again: bool,
    },
    Volume(f32, f32),
    /// Everything was written: complete the file.
    Finish,
    Report(Report),
}

#[derive(Debug, PartialEq)]
pub enum Piece {
    Samples(Vec<f32>),
    Silence(u64),
    Mark(Mark),
}

/// How long a notice that needs no answer is shown.
const NOTICE: Duration = Duration::from_secs(12);

#[derive(Default)]
pub struct Machine {
    pub(crate) settings: Settings,
    pub(crate) work: Option<Work>,
    pub(crate) sink: Sink,
    pub(crate) voice: VoiceState,
    pub(crate) turn: Turn,
    now: Duration,
    pub(crate) notice: Option<(Notice, Duration)>,
    pub(crate) reports: Vec<Report>,
    /// An answer that was stopped and may still be heard, and the turn of it.
    pub(crate) ending: Option<(Turn, Work)>,
    /// How far the one before was heard.
    pub(crate) ended: Option<Option<Position>>,
}

impl Machine {
    pub fn new(settings: Settings) -> Machine {
        Machine { settings, ..Machine::default() }
    }

    /// Takes `event` in at time `now` and adds what is to be done to `out`.
    pub fn step(&mut self, now: Duration, event: Event, out: &mut Vec<Effect>) {
        self.now = now;
        match event {
            Event::Command(command) => self.command(command, out),
            Event::VoiceOpened { voice, gave_out } => self.voice_opened(&voice, &gave_out),
            Event::NoVoice(gave_out) => self.no_voice(&gave_out),
            Event::Spoken { cast, row, samples, words, last } => {
                if let Some(work) = self.work.as_mut() {
                    work.sheet.made(cast, row, samples, words, last);
                }
            }
            Event::VoiceDone { cast, failed } => self.voice_done(cast, failed, out),
            Event::Heard { turn, played, taken } => self.heard(turn, played, taken),
            Event::Stopped { turn, played } => self.reply_stopped(turn, played),
            Event::Opened(device) => self.opened(device, out),
            Event::OpenFailed(error) => self.open_failed(error, out),
            Event::Lost { turn, played, reason } => self.lost(turn, played, reason),
            Event::Finished(result) => self.finished(result, out),
            Event::Tick => self.forget_notice(),
        }
        self.settle(out);
    }

    pub(crate) fn pass_time(&mut self, now: Duration) {
        self.now = now;
    }

    /// Does what follows from what has changed.
    pub(crate) fn settle(&mut self, out: &mut Vec<Effect>) {
        self.begin_line_again(out);
        self.ask_voice(out);
        self.fill(out);
        self.ask_voice(out);
        self.follow(out);
        out.extend(self.reports.drain(..).map(Effect::Report));
    }

    fn command(&mut self, command: Command, out: &mut Vec<Effect>) {
        match command {
            Command::Perform(request) => self.perform(*request, out),
            Command::Grow(growing) => self.grow(*growing, out),
            Command::Written(written) => self.written(*written, out),
            Command::Do(words) => {
                self.own_words(&words, out);
            }
            Command::Say(cues) => self.say(cues, out),
            Command::Instead(cues) => self.say_instead(cues, out),
            Command::Pause => self.pause(true, out),
            Command::Resume => self.pause(false, out),
            Command::Back => self.back(out),
            Command::Stop => self.stop(out),
            Command::Jump(chapter) => self.jump(chapter, out),
            Command::Choose(option) => self.choose(option, out),
            Command::Longer(minutes) => self.longer(minutes),
            Command::Stay => self.stay(out),
            Command::Skip => self.skip(out),
            Command::Rewrite(script) => self.rewrite(script),
            Command::Settings(settings) => self.set(settings, out),
            Command::Voices(voices) => self.change_voices(voices, out),
            Command::Tell(notice) => self.notify(notice),
            Command::Reopen if self.sink.open => out.push(Effect::Reopen),
            Command::Reopen => {}
            Command::Said(text) | Command::Type(text) => {
                self.said(&text, out);
            }
            // For who listens.
            Command::Push(_) | Command::Listen(_) => {}
        }
    }

    pub(crate) fn pause(&mut self, paused: bool, out: &mut Vec<Effect>) {
        let Some(work) = self.work.as_mut().filter(|work| !work.ended) else { return };
        let held = std::mem::take(&mut work.held) && !paused;
        if work.paused != paused {
            work.paused = paused;
            out.push(if paused { Effect::Pause } else { Effect::Resume });
        }
        let tried_again = !paused && std::mem::take(&mut self.voice.failed);
        if held || tried_again {
            self.notice = None;
        }
    }

    pub(crate) fn is_paused(&self) -> bool {
        self.work.as_ref().is_some_and(|work| work.paused)
    }

    pub(crate) fn stop(&mut self, out: &mut Vec<Effect>) {
        self.cut_short();
        if self.work.take().is_none() {
            return;
        }
        self.turn.0 += 1;
        self.hush(out);
        out.push(Effect::Clear(self.turn));
        self.close(out);
        self.notice = None;
        self.reports.push(Report::Stopped);
    }

    pub(crate) fn set(&mut self, settings: Settings, out: &mut Vec<Effect>) {
        let recast = (&settings.voice, settings.pace) != (&self.settings.voice, self.settings.pace);
        let volume = (settings.voice_volume, settings.bed_volume);
        if volume != (self.settings.voice_volume, self.settings.bed_volume) {
            out.push(Effect::Volume(volume.0, volume.1));
        }
        self.settings = settings;
        if recast && let Some(work) = self.work.as_mut() {
            let (cue, offset) = work.head;
            work.sheet.recast(cue + usize::from(offset > 0));
            work.plan_anew();
        }
    }

    fn heard(&mut self, turn: Turn, played: u64, taken: u64) {
        if turn != self.turn {
            return;
        }
        if let Some(work) = self.work.as_mut() {
            work.run.played = played.clamp(work.run.played, work.run.written);
            work.run.taken = taken.min(work.run.pieces);
            work.sounded |= played > 0;
        }
    }

    fn finished(&mut self, result: Result<(), Error>, out: &mut Vec<Effect>) {
        // Who stopped or went back in the meantime is not at the end any more.
        let Some(work) = self.work.as_mut().filter(|work| work.finishing) else { return };
        work.ended = true;
        let length = work.position();
        self.close(out);
        match result {
            Ok(()) => self.reports.push(Report::Ended(vesper_speech::seconds(length))),
            Err(error) => {
                self.notify(Notice { kind: NoticeKind::Failed, text: error.to_string() });
                self.reports.push(Report::Failed(error));
            }
        }
    }

    /// Reports what was heard since the last step, asks where a choice was reached, ends at the end.
    fn follow(&mut self, out: &mut Vec<Effect>) {
        let Some(work) = self.work.as_mut().filter(|work| !work.finishing && !work.ended && !work.held)
        else {
            return;
        };
        if work.run.timeline.is_empty() && work.head.0 < work.sheet.cues.len() {
            return;
        }
        let (heard, _) = work.heard();
        work.reach(heard);
        self.reports.extend(work.heard_whole().into_iter().map(Report::Heard));
        let from = work.announced.map_or(0, |cue| cue + 1);
        for cue in from..=heard {
            match work.sheet.cues.get(cue) {
                Some(Cue::Chapter(title)) => self.reports.push(Report::Chapter(title.clone())),
                Some(_) if cue < work.sheet.first_option => {
                    self.reports.extend(work.sheet.caption(cue).map(Report::Line));
                }
                _ => {}
            }
        }
        work.announced = Some(work.announced.map_or(heard, |cue| cue.max(heard)));
        self.reports.extend(work.words_to_tell());
        let all_heard = work.all_heard();
        match &work.sheet.end {
            End::Ask(options) if !work.asked && (heard >= work.sheet.first_option || all_heard) => {
                let options = options.clone();
                work.asked = true;
                self.reports.push(Report::Ask(options));
                self.answer(out);
            }
            End::Finish if all_heard && !work.sheet.open => {
                work.finishing = true;
                out.push(Effect::Finish);
            }
            _ => {}
        }
    }

    /// Takes the option that was given in advance, or ends where nobody will answer.
    fn answer(&mut self, out: &mut Vec<Effect>) {
        let Some(work) = self.work.as_mut() else { return };
        let options = work.options();
        match work.ahead.pop_front() {
            Some(option) if option < options.len() => self.choose(option, out),
            Some(option) => return self.no_such_option(option, &options, out),
            None if work.at_ask == AtAsk::Finish => {
                work.asked = false;
                work.sheet.finish_here();
            }
            None => return,
        }
        self.ask_voice(out);
        self.fill(out);
    }

    /// What was to be taken without asking is not there: a listener is asked, a file cannot be made.
    fn no_such_option(&mut self, option: usize, options: &[String], out: &mut Vec<Effect>) {
        let offered: Vec<String> =
            options.iter().enumerate().map(|(number, text)| format!("{}. {text}", number + 1)).collect();
        let error = Error::new(
            Kind::BadRequest,
            format!("choice {}", option + 1),
            "is not offered here.",
            format!("There are: {}", offered.join("  ")),
        );
        let Some(work) = self.work.as_mut() else { return };
        work.ahead.clear();
        if work.at_ask == AtAsk::Wait {
            self.notify(Notice { kind: NoticeKind::Failed, text: error.to_string() });
        } else {
            self.reports.push(Report::Failed(error));
            self.stop(out);
        }
    }

    pub(crate) fn notify(&mut self, notice: Notice) {
        self.reports.push(Report::Notice(notice.clone()));
        self.notice = Some((notice, self.now + NOTICE));
    }

    /// What was said of an earlier performance is not true of the next, but for what is still missing.
    pub(crate) fn forget_past_notice(&mut self) {
        use NoticeKind::{DeviceLost, NoDevice, NoVoice, NotKept, VoiceGaveOut};
        let lasting =
            |notice: &Notice| matches!(notice.kind, NoVoice | VoiceGaveOut | NoDevice | DeviceLost | NotKept);
        let until = self.now + NOTICE;
        self.notice = self.notice.take().filter(|(notice, _)| lasting(notice)).map(|(it, _)| (it, until));
    }

    fn forget_notice(&mut self) {
        use NoticeKind::{DeviceBack, KeptAgain, ScriptChanged, VoiceGaveOut};
        // A voice may give out long before anybody listens.
        let listened = self.work.is_some();
        let passing = |notice: &Notice| match notice.kind {
            DeviceBack | ScriptChanged | KeptAgain => true,
            VoiceGaveOut => listened,
            _ => false,
        };
        self.notice = self.notice.take().filter(|(notice, until)| !passing(notice) || *until > self.now);
    }
}
