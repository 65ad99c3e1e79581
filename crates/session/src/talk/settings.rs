use vesper_speech::{Line, Sampling};

/// How a conversation is led.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub listen: Listen,
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

impl Default for Settings {
    fn default() -> Self {
        Settings {
            listen: Listen::Open,
            loudspeaker: true,
            language: "en".into(),
            system: String::new(),
            manner: Line::default(),
            limit: 400,
            sampling: Sampling::default(),
        }
    }
}
