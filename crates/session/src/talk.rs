//! A conversation that can be interrupted: whose turn it is, what was heard of each answer, and what is asked next.
//!
//! [`Talk`] decides and knows nothing of threads, clocks or devices: an [`Event`] goes in, [`Effect`]s come out. Speech
//! over an answer goes three steps. At its first evidence the voice is ducked; once it lasts, the voice is held, at the
//! very sample; and within half a second it is judged by its words. What asks for the floor stops the answer, and the
//! [`History`] keeps of it what was heard. A cough, a "mm-hmm", words to somebody else or the answer's own echo let it
//! go on from the sample where it was held.

mod activity;
mod answering;
mod clauses;
mod end_of_turn;
mod engines;
mod event;
mod history;
mod listening;
mod over;
mod presence;
mod reply;
mod settings;
mod steering;
mod stopping;
mod utterance;

use std::time::Duration;

use vesper_speech::Turn;

pub use end_of_turn::{ByWords, EndOfTurn, MOMENTS, Pause};
pub use engines::{Engines, OpenDetector, OpenMicrophone, Opener, Transcriber};
pub use event::{Effect, Event, Position, State, Timing, Told, Words};
pub use history::{CUT, History};
pub use presence::Presence;
pub use settings::{Listen, Partner, Settings};

use crate::intent::Spoken;
use activity::Activity;
use reply::Reply;
pub(crate) use stopping::LATEST;
use stopping::{Next, Stopping};
use utterance::{Standing, Utterance};

/// The decisions of a conversation. No clock, no thread, no device.
pub struct Talk {
    settings: Settings,
    end_of_turn: Box<dyn EndOfTurn>,
    history: History,
    begun: bool,
    now: Duration,
    activity: Activity,
    /// Whether the microphone was asked to be open, and whether it can hear.
    listening: bool,
    deaf: bool,
    /// The key of push-to-talk is down.
    pushed: bool,
    utterances: u64,
    utterance: Option<Utterance>,
    /// An utterance that went on after it had been taken to be over: its words are still to come, or are known.
    before: Option<Utterance>,
    turns: u64,
    reply: Option<Reply>,
    stopping: Option<Stopping>,
    /// A performance sounds that is steered.
    performing: bool,
    /// Who may be spoken to in it.
    present: Vec<String>,
    /// Until then the echo canceller learns what the loudspeaker sounds like, and what is heard may be the loudspeaker; none
    /// before it sounded.
    learns_until: Option<Duration>,
    /// The listener told the answer to wait.
    paused: bool,
    /// The voice is ducked or held.
    quiet: Quiet,
    held_since: Duration,
    /// Until then, voice must last before it ducks an answer that has just gone on.
    rests_until: Duration,
    /// How often the voice was held for nothing of late, and until when that counts.
    doubts: (u32, Duration),
    /// Until then, what is begun is taken to be for whom the words before it were for.
    elsewhere_until: Duration,
    /// The words that were heard last, and when.
    sounded: (String, Duration),
    /// The lines of the last answer that was heard.
    last_said: Vec<String>,
    told: State,
}

/// How the voice was told to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quiet {
    No,
    Ducked,
    Held,
}

impl Talk {
    pub fn new(settings: Settings, history: History) -> Talk {
        Talk::with(settings, history, Box::new(ByWords))
    }

    /// A conversation in which `end_of_turn` judges whether a speaker is done.
    pub fn with(settings: Settings, history: History, end_of_turn: Box<dyn EndOfTurn>) -> Talk {
        Talk {
            settings,
            end_of_turn,
            history,
            begun: false,
            now: Duration::ZERO,
            activity: Activity::default(),
            listening: false,
            deaf: false,
            pushed: false,
            utterances: 0,
            utterance: None,
            before: None,
            turns: 0,
            reply: None,
            stopping: None,
            performing: false,
            present: Vec::new(),
            learns_until: None,
            paused: false,
            quiet: Quiet::No,
            held_since: Duration::ZERO,
            rests_until: Duration::ZERO,
            doubts: (0, Duration::ZERO),
            elsewhere_until: Duration::ZERO,
            sounded: (String::new(), Duration::ZERO),
            last_said: Vec::new(),
            told: State::Listening,
        }
    }

    /// What was said and heard so far.
    pub fn history(&self) -> &History {
        &self.history
    }

    pub fn state(&self) -> State {
        let undecided = self.utterance.as_ref().filter(|utterance| utterance.is_undecided());
        match (&self.reply, undecided.map(|utterance| utterance.standing)) {
            (_, Some(Standing::Yielded)) => State::Listening,
            (None, Some(_)) if self.performing => State::Holding,
            (None, None) if self.performing && self.quiet == Quiet::No => State::Speaking,
            (None, _) => State::Listening,
            (Some(reply), _) if reply.guess => State::Listening,
            (Some(_), Some(_)) => State::Holding,
            (Some(_), None) if self.paused => State::Holding,
            (Some(reply), None) if reply.sounded => State::Speaking,
            (Some(_), None) => State::Thinking,
        }
    }

    /// The turn that is under way, or was last.
    pub fn turn(&self) -> Turn {
        Turn(self.turns)
    }

    /// Takes `event` in at time `now` and adds what is to be done to `out`.
    pub fn step(&mut self, now: Duration, event: Event, out: &mut Vec<Effect>) {
        self.now = self.now.max(now);
        if !self.begun && !matches!(event, Event::Begin) {
            return;
        }
        match event {
            Event::Begin => self.begin(out),
            Event::Frame { until, probability } => self.frame(until, probability, out),
            Event::Partial(words) => self.partial(&words, out),
            Event::Final(words) => self.last_words(&words),
            Event::NotRecognised { utterance, error } => self.not_recognised(utterance, error, out),
            Event::Token { turn, token } => self.token(turn, &token, out),
            Event::NoReply { turn, error } => self.no_reply(turn, error, out),
            Event::Heard { turn, at } => self.heard(turn, at, out),
            Event::Stopped { turn, at } => self.stopped(turn, at, out),
            Event::NotSaid { turn } => self.not_said(turn, out),
            Event::Performing { sounds, saying, present } => {
                self.present = present;
                self.performs(sounds, saying, out);
            }
            Event::Pressed => self.pressed(out),
            Event::Released => self.released(out),
            Event::Typed(text) => self.typed(&text, out),
            Event::Pause => self.obey(Spoken::Pause, out),
            Event::GoOn => self.obey(Spoken::GoOn, out),
            Event::MicrophoneLost(error) => self.microphone_lost(error, out),
            Event::MicrophoneBack => (self.deaf, self.learns_until) = (false, None),
            Event::End => self.end(out),
            Event::Tick => {}
        }
        self.pass_time(out);
        let state = self.state();
        if state != self.told {
            self.told = state;
            out.push(Effect::Tell(Told::State(state)));
        }
    }

    fn begin(&mut self, out: &mut Vec<Effect>) {
        if std::mem::replace(&mut self.begun, true) {
            return;
        }
        self.listen(self.settings.listen == Listen::Open, out);
    }

    /// Once it is known what was heard of the last answer.
    fn end(&mut self, out: &mut Vec<Effect>) {
        self.forget_utterance(out);
        self.drop_reply(out);
        if self.after_stop(Next::End, out).is_some() {
            self.leave(out);
        }
    }

    fn leave(&mut self, out: &mut Vec<Effect>) {
        self.forget_utterance(out);
        self.drop_reply(out);
        self.restore(out);
        self.listen(false, out);
        self.begun = false;
    }

    /// Nothing is said or heard any more.
    pub(crate) fn is_over(&self) -> bool {
        !self.begun
    }

    fn listen(&mut self, open: bool, out: &mut Vec<Effect>) {
        if self.listening != open {
            self.listening = open;
            out.push(Effect::Microphone(open));
            out.push(Effect::Tell(Told::Microphone(open)));
        }
    }

    /// What is due by now, whatever the event was.
    fn pass_time(&mut self, out: &mut Vec<Effect>) {
        self.await_stop(out);
        match self.utterance.as_ref().map(|utterance| utterance.standing) {
            Some(Standing::Turn) => self.judge_pause(out),
            Some(_) => self.judge_over(out),
            None => {}
        }
    }
}
