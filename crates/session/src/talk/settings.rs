use vesper_speech::{Line, Sampling};

/// How a conversation is led.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub listen: Listen,
    pub partner: Partner,
    /// What the listener hears comes back through the microphone: words that Vesper says itself are not taken for theirs.
    pub loudspeaker: bool,
    /// BCP 47 tag of what is said on both sides.
    pub language: String,
    /// What the chat model is told before the conversation.
    pub system: String,
    /// How the answers are said; its text is replaced.
    pub manner: Line,
    /// Tokens of one answer at most.
    pub limit: usize,
    pub sampling: Sampling,
}

/// When the microphone is listened to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Listen {
    /// All the time.
    #[default]
    Open,
    /// While a key is held.
    Pushed,
}

/// Whom the listener talks to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Partner {
    /// A chat model answers.
    #[default]
    Chat,
    /// A performance is steered: choices and commands. Speech over it is judged as speech over an answer is.
    Performance,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            listen: Listen::Open,
            partner: Partner::Chat,
            loudspeaker: true,
            language: "en".into(),
            system: String::new(),
            manner: Line::default(),
            limit: 400,
            sampling: Sampling::default(),
        }
    }
}
