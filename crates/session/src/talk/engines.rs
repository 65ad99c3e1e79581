use vesper_speech::{AudioSource, ChatModel, Frame, Result, VoiceDetector};

/// The engines of a conversation, beside voice and loudspeaker. Each is opened on the thread that will use it.
pub struct Engines {
    /// Again after each loss, and whenever the microphone was shut in between.
    pub microphone: OpenMicrophone,
    /// Two are opened: see [`Presence`](super::Presence).
    pub detector: OpenDetector,
    pub recogniser: Opener<dyn Transcriber>,
    /// Who answers; nobody where a performance is steered.
    pub chat: Option<Opener<dyn ChatModel>>,
}

pub type OpenMicrophone = Box<dyn FnMut() -> Result<Box<dyn AudioSource>> + Send>;
pub type OpenDetector = Box<dyn FnMut() -> Result<Box<dyn VoiceDetector>> + Send>;
pub type Opener<T> = Box<dyn FnOnce() -> Result<Box<T>> + Send>;

/// Understands an utterance while it is being said. It has no clock and no thread: whoever owns it pushes what is heard
/// and asks for what is known.
pub trait Transcriber {
    /// The next utterance begins with these samples, at [`HEARD_RATE`](vesper_speech::HEARD_RATE). The one before is
    /// forgotten.
    fn begin(&mut self, before: &[f32]);

    /// These phrases are likely to be said next, the likeliest first: the choices at hand. They take the place of those
    /// of before. Whoever cannot listen for anything does nothing.
    fn expect_phrases(&mut self, _phrases: &[String]) {}

    /// Takes the next frame, with its probability of speech, 0..1. `false` where the utterance has become too long
    /// for one: the frame was not taken.
    fn push(&mut self, frame: &Frame, probability: f32) -> bool;

    /// So much is new that the words should be asked for again.
    fn due(&self) -> bool;

    /// The words so far: those that stay, and those that may change. Quick.
    fn glance(&mut self) -> Result<(String, String)>;

    /// The words of the whole utterance.
    fn finish(&mut self) -> Result<String>;
}
