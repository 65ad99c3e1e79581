//! What a style is, beside the prompt that a voice may have for it.

use vesper_speech::Style;

/// How a style differs from plain speech.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Manner {
    /// Decibels.
    pub(crate) level: f32,
    /// A factor.
    pub(crate) pace: f32,
    /// Semitones.
    pub(crate) pitch: f32,
}

/// The manner of `style`. A voice that has a prompt for it (`prompted`) brings its own pace and pitch, and only its loudness
/// is not known: all prompts are made equally loud, and a whisper is not as loud as a call.
pub(crate) fn manner(style: Style, prompted: bool) -> Manner {
    let manner = match style {
        Style::Plain => Manner { level: 0.0, pace: 1.0, pitch: 0.0 },
        Style::Whisper => Manner { level: -5.0, pace: 0.92, pitch: 0.0 },
        Style::Soft => Manner { level: -3.5, pace: 0.93, pitch: -0.3 },
        Style::Bright => Manner { level: 0.0, pace: 1.05, pitch: 0.8 },
        Style::Grave => Manner { level: 0.0, pace: 0.88, pitch: -1.0 },
        Style::Urgent => Manner { level: 1.0, pace: 1.15, pitch: 0.5 },
    };
    if prompted { Manner { pace: 1.0, pitch: 0.0, ..manner } } else { manner }
}
