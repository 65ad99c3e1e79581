//! A conversation with its mouth: [`Talk`] decides whose turn it is, and [`Machine`] performs the answers.

use std::time::Duration;

use vesper_speech::Turn;

use crate::intent::Spoken;
use crate::machine::{self, Machine};
use crate::talk::{self, Position, Talk, Told};
use crate::{Command, Report, Settings, Stage, Wanted};

/// What is to be done: by the threads of a conversation, or by those of any performance.
#[derive(Debug, PartialEq)]
pub enum Deed {
    Talk(talk::Effect),
    Stage(machine::Effect),
}

/// A machine, with the talk that it performs the answers of, where there is one. As pure as both: what goes in comes
/// with its time.
pub struct Conversation {
    machine: Machine,
    talk: Option<Talk>,
    now: Duration,
    /// The turn that the machine performs, and how far it was told to be heard.
    reply: Option<(Turn, Option<Position>)>,
    /// The turn that was stopped last.
    stopped: Option<Turn>,
    /// The voice is held, whether or not it has something to say; and it was ducked before that.
    held: bool,
    ducked: bool,
    /// The listener paused it before or meanwhile: it stays silent when it is held no more.
    stays: bool,
    /// It was told to end.
    ending: bool,
    /// The talk steers a performance, and was told that this sounds.
    steers: bool,
    sounding: Option<String>,
}

impl Conversation {
    /// Performances only.
    pub fn none(settings: Settings) -> Conversation {
        Conversation {
            machine: Machine::new(settings),
            talk: None,
            now: Duration::ZERO,
            reply: None,
            stopped: None,
            held: false,
            ducked: false,
            stays: false,
            ending: false,
            steers: false,
            sounding: None,
        }
    }

    pub fn new(settings: Settings, talk: Talk) -> Conversation {
        let steers = talk.steers();
        Conversation { talk: Some(talk), steers, ..Conversation::none(settings) }
    }

    /// The talk, where there is one.
    pub fn talk(&self) -> Option<&Talk> {
        self.talk.as_ref()
    }

    /// Whether it is a conversation rather than a performance, steered or not.
    pub(crate) fn is_conversation(&self) -> bool {
        self.talk.is_some() && !self.steers
    }

    /// From here on, at time `now`, what `talk` hears steers what is performed; without one, nobody listens any more, and a
    /// voice that was held for what was being said goes on. A conversation is left as it is.
    pub fn listen(&mut self, now: Duration, talk: Option<Talk>, out: &mut Vec<Deed>) {
        if self.is_conversation() {
            return;
        }
        self.learn(now, talk::Event::End, out);
        self.steers = talk.is_some();
        self.talk = talk;
        self.sounding = None;
        self.learn(now, talk::Event::Begin, out);
    }

    /// What whoever writes the story that is performed should know.
    pub fn wanted(&self) -> Option<Wanted> {
        self.machine.wanted()
    }

    /// What a window has to draw now of what is said.
    pub fn stage(&self) -> Stage {
        self.machine.stage()
    }

    /// Takes in at time `now` what concerns the talk, and adds what is to be done to `out`.
    pub fn learn(&mut self, now: Duration, event: talk::Event, out: &mut Vec<Deed>) {
        self.now = now;
        self.machine.pass_time(now);
        self.step_talk(event, out);
        self.settle(out);
    }

    /// Takes in at time `now` what concerns the performance, and adds what is to be done to `out`.
    pub fn perform(&mut self, now: Duration, event: machine::Event, out: &mut Vec<Deed>) {
        self.now = now;
        let Some(event) = self.of_talk(event, out) else { return self.settle(out) };
        // What is said goes on where nobody hears it: it is shown, and a device may come.
        let unheard = self.is_conversation() && !self.held && matches!(event, machine::Event::Opened(None));
        let mut effects = Vec::new();
        self.machine.step(now, event, &mut effects);
        if unheard {
            self.machine.pause(false, &mut effects);
        }
        self.give(effects, out);
        if self.talk.is_some() {
            self.follow(out);
        }
    }

    /// Some time has passed.
    pub fn tick(&mut self, now: Duration, out: &mut Vec<Deed>) {
        self.perform(now, machine::Event::Tick, out);
        if self.talk.is_some() {
            self.learn(now, talk::Event::Tick, out);
        }
    }

    /// In a conversation, commands are about the conversation; gives back what is not. A performance that is steered
    /// has its own.
    fn of_talk(&mut self, event: machine::Event, out: &mut Vec<Deed>) -> Option<machine::Event> {
        use machine::Event::Command as Commanded;
        let event = match event {
            Commanded(Command::Push(true)) => talk::Event::Pressed,
            Commanded(Command::Push(false)) => talk::Event::Released,
            Commanded(Command::Type(text) | Command::Said(text)) if !self.is_conversation() => {
                self.heed(out, |machine, effects| machine.said(&text, effects));
                return None;
            }
            Commanded(Command::Do(words)) if !self.is_conversation() => {
                self.heed(out, |machine, effects| machine.own_words(&words, effects));
                return None;
            }
            other if !self.is_conversation() => {
                self.stays = match &other {
                    Commanded(Command::Pause) => self.held,
                    Commanded(Command::Resume) => false,
                    _ => self.stays,
                };
                return Some(other);
            }
            Commanded(Command::Type(text) | Command::Said(text)) => talk::Event::Typed(text),
            Commanded(Command::Pause) => talk::Event::Pause,
            Commanded(Command::Resume) => talk::Event::GoOn,
            Commanded(Command::Stop) => {
                self.end(out);
                return None;
            }
            // There is no script to be moved about in.
            Commanded(
                Command::Perform(_)
                | Command::Grow(_)
                | Command::Written(_)
                | Command::Do(_)
                | Command::Say(_)
                | Command::Instead(_)
                | Command::Back
                | Command::Jump(_)
                | Command::Choose(_),
            ) => return None,
            other => return Some(other),
        };
        self.step_talk(event, out);
        None
    }

    /// The conversation is to end: microphone and loudspeaker are given back once it is known what was heard.
    fn end(&mut self, out: &mut Vec<Deed>) {
        self.ending = true;
        self.step_talk(talk::Event::End, out);
        self.close(out);
    }

    fn close(&mut self, out: &mut Vec<Deed>) {
        if !self.ending || !self.talk.as_ref().is_none_or(Talk::is_over) {
            return;
        }
        self.ending = false;
        let mut effects = Vec::new();
        self.machine.close(&mut effects);
        self.give(effects, out);
    }

    fn step_talk(&mut self, event: talk::Event, out: &mut Vec<Deed>) {
        let Some(talk) = self.talk.as_mut() else { return };
        let mut effects = Vec::new();
        talk.step(self.now, event, &mut effects);
        for effect in effects {
            self.carry_out(effect, out);
        }
    }

    fn carry_out(&mut self, effect: talk::Effect, out: &mut Vec<Deed>) {
        use machine::Effect as Stage;
        let mut effects = Vec::new();
        match effect {
            talk::Effect::Say { turn, lines } => match self.reply {
                Some((replying, _)) if replying == turn => self.machine.go_on_replying(lines),
                _ => {
                    self.reply = Some((turn, None));
                    self.machine.begin_reply(lines, self.held, &mut effects);
                }
            },
            talk::Effect::Stop { turn } => {
                self.reply = None;
                self.stopped = Some(turn);
                self.machine.end_reply(&mut effects);
            }
            talk::Effect::Duck => {
                self.ducked = true;
                effects.push(Stage::Duck);
            }
            talk::Effect::Hold => {
                self.stays = self.steers && self.machine.is_paused();
                self.held = true;
                self.machine.pause(true, &mut effects);
            }
            talk::Effect::Restore => {
                if std::mem::take(&mut self.ducked) {
                    effects.push(Stage::Restore { again: self.held });
                }
                let held = std::mem::take(&mut self.held);
                let stays = std::mem::take(&mut self.stays) || self.steers && !held;
                if !stays {
                    self.machine.pause(false, &mut effects);
                }
            }
            talk::Effect::Obey(spoken) => {
                if let Some(settings) = self.machine.adjusted(spoken) {
                    self.machine.set(settings, &mut effects);
                }
            }
            talk::Effect::Tell(Told::Listener(text)) if self.steers => {
                out.push(Deed::Talk(talk::Effect::Tell(Told::Listener(text.clone()))));
                self.heed(out, |machine, effects| machine.said(&text, effects));
            }
            other => out.push(Deed::Talk(other)),
        }
        self.give(effects, out);
    }

    /// What is performed takes in what the listener said; the command that it was, if it was one, is told.
    fn heed(
        &mut self,
        out: &mut Vec<Deed>,
        take: impl FnOnce(&mut Machine, &mut Vec<machine::Effect>) -> Option<Spoken>,
    ) {
        let mut effects = Vec::new();
        self.machine.pass_time(self.now);
        let obeyed = take(&mut self.machine, &mut effects);
        self.give(effects, out);
        if let Some(spoken) = obeyed {
            self.stays = spoken == Spoken::Pause && self.held;
            out.push(Deed::Talk(talk::Effect::Tell(Told::Obeyed(spoken))));
        }
    }

    /// Does what follows until nothing does.
    fn settle(&mut self, out: &mut Vec<Deed>) {
        let mut effects = Vec::new();
        self.machine.settle(&mut effects);
        self.give(effects, out);
        if self.talk.is_some() {
            self.follow(out);
        }
    }

    /// Tells the talk how far its answer is heard.
    fn follow(&mut self, out: &mut Vec<Deed>) {
        if self.steers {
            return self.follow_performance(out);
        }
        if let Some(at) = self.machine.ended.take()
            && let Some(turn) = self.stopped.take()
        {
            self.step_talk(talk::Event::Stopped { turn, at }, out);
        }
        self.close(out);
        // One answer may end where the next begins, and that one where another does; each of them takes a step.
        for _ in 0..4 {
            let Some((turn, told)) = self.reply else { return };
            let event = if self.machine.reply_failed() {
                talk::Event::NotSaid { turn }
            } else {
                let Some(at) = self.machine.reply_position().filter(|at| Some(*at) != told) else { return };
                self.reply = Some((turn, Some(at)));
                talk::Event::Heard { turn, at }
            };
            self.step_talk(event, out);
            let mut effects = Vec::new();
            self.machine.settle(&mut effects);
            self.give(effects, out);
        }
    }

    /// Tells the talk what sounds of the performance that it steers.
    fn follow_performance(&mut self, out: &mut Vec<Deed>) {
        let sounding = self.machine.sounding(self.held && !self.stays);
        if sounding == self.sounding {
            return;
        }
        self.sounding.clone_from(&sounding);
        let event = talk::Event::Performing {
            sounds: sounding.is_some(),
            saying: sounding.unwrap_or_default(),
            present: self.machine.present(),
        };
        self.step_talk(event, out);
    }

    fn give(&mut self, effects: Vec<machine::Effect>, out: &mut Vec<Deed>) {
        let talking = self.is_conversation();
        let wanted = |effect: &machine::Effect| match effect {
            // A conversation tells its own lines.
            machine::Effect::Report(report) if talking => {
                matches!(report, Report::Opened(_) | Report::Notice(_) | Report::Failed(_))
            }
            _ => true,
        };
        out.extend(effects.into_iter().filter(wanted).map(Deed::Stage));
    }
}
