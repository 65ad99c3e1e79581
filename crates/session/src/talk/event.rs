use vesper_speech::{Error, Line, Prompt, Token, Turn};

use crate::intent::Spoken;

/// What a conversation learns. Whatever belongs to an utterance or a turn that is over is dropped on arrival.
#[derive(Clone, Debug)]
pub enum Event {
    /// The conversation begins.
    Begin,
    /// A frame of the microphone was judged.
    Frame {
        /// Samples heard since the conversation began, at [`HEARD_RATE`](vesper_speech::HEARD_RATE), this frame included.
        until: u64,
        /// How likely it is that somebody near speaks in it, 0..1, after the loudspeaker's echo was taken out.
        probability: f32,
    },
    /// What an utterance sounds like while it lasts.
    Partial(Words),
    /// What an utterance was, after [`Effect::Conclude`].
    Final(Words),
    /// The recogniser gave out at this utterance.
    NotRecognised {
        utterance: u64,
        error: Error,
    },
    /// A piece of the chat model's answer.
    Token {
        turn: Turn,
        token: Token,
    },
    /// The chat model gave out.
    NoReply {
        turn: Turn,
        error: Error,
    },
    /// How far the loudspeaker is in a line of this turn.
    Heard {
        turn: Turn,
        at: Position,
    },
    /// What [`Effect::Stop`] stopped is silent, and was heard up to there; none where nothing was, or nobody can tell.
    Stopped {
        turn: Turn,
        at: Option<Position>,
    },
    /// The voice or the loudspeaker gave out for good: what was not heard will not be.
    NotSaid {
        turn: Turn,
    },
    /// A performance sounds, or does not any more, with the words that sound and the names of those in it.
    Performing {
        sounds: bool,
        saying: String,
        present: Vec<String>,
    },
    /// The key of push-to-talk.
    Pressed,
    Released,
    /// Words that were typed instead of said.
    Typed(String),
    /// The answer is to wait, and to go on, by a key or a click.
    Pause,
    GoOn,
    MicrophoneLost(Error),
    MicrophoneBack,
    /// The listener had enough of it.
    End,
    /// Some time has passed.
    Tick,
}

/// The words of an utterance, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub utterance: u64,
    /// What will not change any more.
    pub stable: String,
    /// What may.
    pub rest: String,
    /// Up to which sample they tell what was heard, counted as in [`Event::Frame`].
    pub until: u64,
}

/// How far a line is heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Which line of the turn, in the order of [`Effect::Say`], counted from zero. Those before it were heard.
    pub line: usize,
    /// Bytes of its text up to the end of the last word that was heard whole.
    pub said: usize,
    /// Bytes of its text up to the end of the word that has begun and is not over; `said` between two words.
    pub begun: usize,
    /// All of it was heard.
    pub over: bool,
}

/// What a conversation wants done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// The microphone is to be open, or shut.
    Microphone(bool),
    /// An utterance begins at sample `from`, which lies up to a second back: all frames from there on go to the
    /// recogniser, and words come back as [`Event::Partial`].
    Hear {
        utterance: u64,
        from: u64,
    },
    /// The words of all that was heard so far are wanted now.
    Glimpse {
        utterance: u64,
    },
    /// The utterance is over, and its words are wanted as [`Event::Final`].
    Conclude {
        utterance: u64,
    },
    /// Nobody wants its words.
    Forget {
        utterance: u64,
    },
    /// The chat model is to answer, in place of whatever it is at. Until the turn is decided, the answer is a guess at
    /// what will have been said.
    Ask {
        turn: Turn,
        prompt: Prompt,
    },
    /// Nobody wants the answer.
    Cancel {
        turn: Turn,
    },
    /// The next lines of a turn: made at once, and heard unless the voice is held.
    Say {
        turn: Turn,
        lines: Vec<Line>,
    },
    /// No more lines come for this turn.
    Said {
        turn: Turn,
    },
    /// The voice sinks by 18 dB, at once.
    Duck,
    /// The voice falls silent at the sample where it is and loses nothing.
    Hold,
    /// The voice goes on, as loud as it was: from the sample where it was ducked where it was held after that, and
    /// otherwise from where it is.
    Restore,
    /// What was not heard of this turn is dropped; [`Event::Stopped`] says how far it was heard.
    Stop {
        turn: Turn,
    },
    /// The listener asked for something that is no matter of turns: slower, louder, help.
    Obey(Spoken),
    Tell(Told),
}

/// Where a conversation is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum State {
    /// For the listener to speak.
    #[default]
    Listening,
    /// What was said is being answered, and nothing of it was heard.
    Thinking,
    Speaking,
    /// The voice is ducked or silent because somebody may be speaking to it, or because it was told to wait.
    Holding,
}

/// What a window, a terminal or the library hears of a conversation, once each and in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    State(State),
    /// The microphone is open, or shut.
    Microphone(bool),
    /// What the listener is saying, as far as it is known; the second part may change.
    Hearing {
        stable: String,
        rest: String,
    },
    /// What the listener said; where a performance is steered, this is what steers it.
    Listener(String),
    /// What the listener heard of an answer: all of it, or cut off and marked as [`History`](super::History) marks it.
    Answer {
        text: String,
        cut: bool,
    },
    /// The listener asked for this, and it is done, or the shell's to do.
    Obeyed(Spoken),
    /// Somebody made a sound, and it was not taken for words to Vesper.
    Passed,
    /// How long an answer took, once its first sample is heard.
    Timing(Timing),
    Failed(Error),
}

/// How long the stages of one answer took, in milliseconds since the listener's last voiced sample.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    /// The chat model was asked.
    pub asked: u64,
    /// The turn was decided to be over.
    pub decided: u64,
    /// The first piece of the answer came.
    pub token: u64,
    /// The first clause went to the voice.
    pub clause: u64,
    /// The first sample was heard.
    pub heard: u64,
}
