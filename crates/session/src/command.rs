use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use vesper_script::{Cue, Script, Start};

use crate::{Attention, Growing, Notice, OpenVoice, Place, Written};

/// What the listener may ask of a performance. Whatever makes no sense in the present phase is ignored.
#[derive(Clone, Debug)]
pub enum Command {
    Perform(Box<Request>),
    /// A story that is written while it is performed.
    Grow(Box<Growing>),
    /// Something of it was written.
    Written(Box<Written>),
    /// Cues without a script: `vesper say`, or a voice being tried out. They are performed as they stand.
    Say(Vec<Cue>),
    /// Cues in the place of whatever is performed, which is over: something that cannot wait.
    Instead(Vec<Cue>),
    Pause,
    Resume,
    /// To the line before the present one; from the first line of a passage, to the choice before it.
    Back,
    Stop,
    /// To the n-th chapter of those the stage lists, if it was reached or can be.
    Jump(usize),
    Choose(usize),
    Settings(Settings),
    /// Other voices, the best first: the first that can be opened speaks from the next line on, and the others stand
    /// by for it.
    Voices(Vec<OpenVoice>),
    /// Something that the listener should know, from outside the performance.
    Tell(Notice),
    /// The sink is opened anew, because the listener chose another device.
    Reopen,
    /// The listener said this: a choice that is open, or a command such as "pause", "slower", "stay here" or "five more minutes".
    Said(String),
    /// What the listener does, in their own words, where a growing story asks; or where they want to be again: "back to the
    /// bridge". Any other performance takes it as [`Said`](Command::Said).
    Do(String),
    /// From here on the listener is heard, and what they say steers the performance; or they are not heard any more.
    /// [`Session::told`](crate::Session::told) says what becomes of it. A conversation listens by itself.
    Listen(Option<Box<Attention>>),
    /// Where somebody listens: the key of push-to-talk went down, or up.
    Push(bool),
    /// In a conversation: this was typed instead of said. A performance takes it as said.
    Type(String),
    /// What is fitted to a length lasts so many minutes longer than was promised last.
    Longer(u32),
    /// The silence that sounds, or the next one, lasts longer; what comes later is shorter by as much.
    Stay,
    /// To the next chapter of what is fitted to a length, within the last one and elsewhere to the next line.
    Skip,
    /// The script that is performed, with other words from somewhere on that the listener has not come to. What is
    /// different where they are already, or before, is not taken.
    Rewrite(Arc<Script>),
}

/// A script to be performed.
#[derive(Clone)]
pub struct Request {
    /// What the shells call the script.
    pub id: String,
    pub script: Arc<Script>,
    /// `minutes` is also the length that the stretches are solved for.
    pub start: Start,
    pub place: Option<Place>,
    /// Options to take without asking, counted from zero.
    pub choices: VecDeque<usize>,
    pub at_ask: AtAsk,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("id", &self.id).field("place", &self.place).finish_non_exhaustive()
    }
}

/// What happens at a choice that nobody has answered in advance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtAsk {
    Wait,
    /// The performance ends there: a file cannot wait.
    Finish,
}

/// How the listener wants to hear it. May change at any time; voice and pace from the next line on.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The engine's name of the narrator's voice.
    pub voice: Option<String>,
    /// Multiplies the pace of every line, 0.5..2.0.
    pub pace: f32,
    pub voice_volume: f32,
    pub bed_volume: f32,
    pub beds: bool,
    /// Options are read aloud at a choice.
    pub read_options: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            voice: None,
            pace: 1.0,
            voice_volume: 1.0,
            bed_volume: 0.7,
            beds: true,
            read_options: true,
        }
    }
}
