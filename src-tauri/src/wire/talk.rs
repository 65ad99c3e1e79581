//! A conversation as the window sees it, and what it may ask of one. Times in milliseconds.

use serde::{Deserialize, Serialize};
use specta::Type;
use vesper_session::Stage;
use vesper_session::intent::Spoken;
use vesper_session::talk::{State as SessionState, Timing as SessionTiming, Told};

use super::count;
use super::ear::Ear;
use super::stage::{Caption, Saying, said_now};

/// Lines that a window which has just opened is shown.
const SHOWN: usize = 100;

/// When the microphone is listened to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Listen {
    /// All the time.
    #[default]
    Open,
    /// While a key or a button is held.
    Pushed,
    /// The same where a recogniser is here; where none is, everything is typed.
    Typed,
}

/// How the two are to hear each other.
#[derive(Clone, Debug, PartialEq, Deserialize, Type)]
pub struct Talking {
    pub listen: Listen,
    /// Nothing of the voice comes back through the microphone.
    pub headphones: bool,
    /// By its id; none follows the system.
    pub microphone: Option<String>,
}

/// The whole truth about a conversation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
pub struct Talk {
    /// Counts the conversations of this window; 0 before the first.
    pub number: u32,
    /// It goes on.
    pub open: bool,
    pub state: TalkState,
    /// The listener told the answer to wait.
    pub paused: bool,
    pub listen: Listen,
    /// The listener can be heard: there is somebody to write down what they say.
    pub heard: bool,
    pub ear: Ear,
    /// What was said and heard, oldest first; the last hundred.
    pub said: Vec<Remark>,
    /// The line of the answer under way that is heard now, and those before it.
    pub answer: Vec<Caption>,
    /// The words that sound now, of the last line of `answer`.
    pub saying: Option<Saying>,
    /// Of the answer under way.
    pub timing: Option<Timing>,
    /// Something worth knowing of the voice or the loudspeaker, as a sentence.
    pub notice: Option<String>,
    /// The same of whoever answers.
    pub news: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum TalkState {
    #[default]
    Listening,
    Thinking,
    Speaking,
    Holding,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Who {
    Listener,
    Vesper,
}

/// What one of the two said; of an answer, what was heard.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct Remark {
    /// Counts them from the beginning of the conversation.
    pub number: u32,
    pub who: Who,
    pub text: String,
    /// It broke off where the text ends with an ellipsis.
    pub cut: bool,
    pub timing: Option<Timing>,
}

/// How long the stages of an answer took, since the listener's last sound.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Type)]
pub struct Timing {
    /// The chat model was asked.
    pub asked: u32,
    /// The listener's turn was decided to be over.
    pub decided: u32,
    /// The first piece of the answer came.
    pub token: u32,
    /// The first clause went to the voice.
    pub clause: u32,
    /// The first sample was heard.
    pub heard: u32,
}

/// What the window may ask of a conversation that is open.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum TalkControl {
    Pause,
    Resume,
    /// The key of push-to-talk went down, or up.
    Push {
        down: bool,
    },
    Type {
        text: String,
    },
}

impl Talk {
    /// The conversation `number` begins.
    pub(crate) fn begun(number: u32, listen: Listen, heard: bool) -> Talk {
        Talk { number, listen, heard, open: true, ..Talk::default() }
    }

    pub(crate) fn take(&mut self, told: &Told) {
        self.ear.take(told);
        match told {
            Told::State(state) => self.enter((*state).into()),
            Told::Listener(text) => self.add(Who::Listener, text, false),
            Told::Answer { text, cut } => {
                self.add(Who::Vesper, text, *cut);
                (self.timing, self.saying) = (None, None);
                self.answer.clear();
            }
            Told::Obeyed(spoken) => self.paused = *spoken == Spoken::Pause,
            Told::Timing(timing) => self.timing = Some((*timing).into()),
            Told::Microphone(_) | Told::Hearing { .. } | Told::Passed | Told::Failed(_) => {}
        }
    }

    /// What the listener hears just now of an answer, as far as they do.
    pub(crate) fn show(&mut self, stage: &Stage) {
        self.notice = stage.notice.as_ref().map(|notice| notice.text.clone());
        let sounds = stage.position > 0.0 && self.is_answering();
        let heard = stage.before.iter().chain(&stage.current).filter(|_| sounds);
        self.answer = heard.map(Caption::from).collect();
        self.saying = said_now(stage).filter(|_| sounds);
    }

    fn is_answering(&self) -> bool {
        matches!(self.state, TalkState::Speaking | TalkState::Holding)
    }

    fn enter(&mut self, state: TalkState) {
        self.state = state;
        self.paused &= state == TalkState::Holding;
        if !self.is_answering() {
            self.answer.clear();
            self.saying = None;
        }
    }

    fn add(&mut self, who: Who, text: &str, cut: bool) {
        let number = self.said.last().map_or(0, |last| last.number + 1);
        let timing = self.timing.filter(|_| who == Who::Vesper);
        self.said.push(Remark { number, who, text: text.to_owned(), cut, timing });
        let over = self.said.len().saturating_sub(SHOWN);
        self.said.drain(..over);
    }
}

impl From<SessionState> for TalkState {
    fn from(state: SessionState) -> TalkState {
        match state {
            SessionState::Listening => TalkState::Listening,
            SessionState::Thinking => TalkState::Thinking,
            SessionState::Speaking => TalkState::Speaking,
            SessionState::Holding => TalkState::Holding,
        }
    }
}

impl From<SessionTiming> for Timing {
    fn from(timing: SessionTiming) -> Timing {
        let whole = |milliseconds: u64| count(usize::try_from(milliseconds).unwrap_or(usize::MAX));
        Timing {
            asked: whole(timing.asked),
            decided: whole(timing.decided),
            token: whole(timing.token),
            clause: whole(timing.clause),
            heard: whole(timing.heard),
        }
    }
}

#[cfg(test)]
mod tests {
    use vesper_session::Caption as Line;
    use vesper_speech::{Error, Kind};

    use super::*;

    fn sounding(text: &str) -> Stage {
        let current = Some(Line { index: 0, voice: "narrator".into(), text: text.into() });
        Stage { position: 0.4, current, ..Stage::default() }
    }

    fn told(all: &[Told]) -> Talk {
        let mut talk = Talk::begun(1, Listen::Open, true);
        all.iter().for_each(|told| talk.take(told));
        talk
    }

    #[test]
    fn an_answer_is_shown_while_it_is_heard_and_then_as_it_was_heard() {
        let timing = SessionTiming { asked: 100, decided: 200, token: 300, clause: 400, heard: 500 };
        let mut talk = told(&[
            Told::Hearing { stable: "Who lives".into(), rest: "there".into() },
            Told::Listener("Who lives there?".into()),
            Told::State(SessionState::Thinking),
        ]);
        assert_eq!(talk.ear.hearing, None);
        talk.show(&sounding("The keeper does."));
        assert!(talk.answer.is_empty(), "nothing of it is heard while it is thought about");
        talk.take(&Told::State(SessionState::Speaking));
        talk.take(&Told::Timing(timing));
        talk.show(&sounding("The keeper does."));
        assert_eq!(talk.answer[0].text, "The keeper does.");
        talk.take(&Told::Answer { text: "The keeper…".into(), cut: true });
        talk.take(&Told::State(SessionState::Listening));
        talk.show(&sounding("The keeper does."));
        assert!(talk.answer.is_empty());
        let said: Vec<(Who, &str, bool)> =
            talk.said.iter().map(|remark| (remark.who, remark.text.as_str(), remark.cut)).collect();
        assert_eq!(said, [(Who::Listener, "Who lives there?", false), (Who::Vesper, "The keeper…", true)]);
        assert_eq!(talk.said[1].timing.map(|timing| timing.heard), Some(500));
        assert_eq!(talk.said[0].timing, None);
    }

    #[test]
    fn a_line_that_is_held_before_its_first_sample_is_not_shown() {
        let mut talk = told(&[Told::State(SessionState::Holding)]);
        talk.show(&Stage { position: 0.0, ..sounding("Not yet.") });
        assert!(talk.answer.is_empty());
    }

    #[test]
    fn a_pause_that_was_asked_for_is_told_from_one_for_a_sound() {
        let mut talk = told(&[Told::State(SessionState::Speaking), Told::State(SessionState::Holding)]);
        assert!(!talk.paused);
        talk.take(&Told::Obeyed(Spoken::Pause));
        assert!(talk.paused);
        talk.take(&Told::Obeyed(Spoken::GoOn));
        assert!(!talk.paused);
        talk.take(&Told::Obeyed(Spoken::Pause));
        talk.take(&Told::State(SessionState::Listening));
        assert!(!talk.paused, "what it paused is over");
    }

    #[test]
    fn a_microphone_that_is_lost_is_told_until_something_is_heard() {
        let lost = Error::new(Kind::LostDevice, "the microphone", "went away.", "Connect it again.");
        let mut talk = told(&[Told::Microphone(true), Told::Failed(lost)]);
        assert!(talk.ear.microphone && talk.ear.deaf);
        assert_eq!(talk.ear.trouble.as_ref().map(|trouble| trouble.code.as_str()), Some("lost_device"));
        talk.take(&Told::Hearing { stable: "Hello".into(), rest: String::new() });
        assert!(!talk.ear.deaf);
        talk.take(&Told::Listener("Hello.".into()));
        assert_eq!(talk.ear.trouble, None);
    }

    #[test]
    fn of_a_long_conversation_the_last_hundred_remarks_are_shown_with_their_numbers() {
        let all: Vec<Told> = (0..150).map(|number| Told::Listener(number.to_string())).collect();
        let talk = told(&all);
        assert_eq!(talk.said.len(), SHOWN);
        assert_eq!(talk.said.first().map(|remark| (remark.number, remark.text.as_str())), Some((50, "50")));
        assert_eq!(talk.said.last().map(|remark| remark.number), Some(149));
    }
}
