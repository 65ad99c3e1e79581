//! What a recogniser says where nobody spoke.
//!
//! Whisper learnt from subtitles, and where it hears nothing it writes what subtitles have there: thanks for watching, who
//! translated them; or it says the phrases that it was told to expect. All of these are real sentences, so they count as
//! invented only where the voice detector heard next to nothing.

use std::time::Duration;

use crate::activity::LITTLE;

/// How sure Whisper has to be of what it says where the detector heard little.
const DOUBTFUL: f32 = 0.5;

/// What subtitles end with, in the languages that Whisper invents most in. Letters and digits only, words apart.
const WHOLE: &[&str] = &[
    "you",
    "thank you",
    "thank you very much",
    "thank you so much",
    "thanks",
    "thanks for watching",
    "bye",
    "bye bye",
    "okay",
    "so",
    "oh",
    "uh",
    "hmm",
    "the end",
    "i m sorry",
    "see you next time",
    "see you in the next video",
    "please subscribe",
    "subscribe",
    "like and subscribe",
    "silence",
    "music",
    "applause",
    "blank audio",
    "merci",
    "merci d avoir regardé",
    "merci d avoir regardé cette vidéo",
    "merci à tous",
    "au revoir",
    "à bientôt",
    "à la prochaine",
    "abonnez vous",
    "musique",
    "vielen dank",
    "danke",
    "danke schön",
    "tschüss",
    "bis zum nächsten mal",
    "vielen dank fürs zuschauen",
    "danke fürs zuschauen",
    "musik",
    "das war s",
    "gracias",
    "muchas gracias",
    "gracias por ver",
    "gracias por ver el video",
    "suscríbete",
    "hasta la próxima",
    "música",
    "grazie",
    "grazie mille",
    "grazie a tutti",
    "grazie per la visione",
    "sottotitoli",
    "obrigado",
    "obrigada",
    "tchau",
    "até a próxima",
    "спасибо",
    "спасибо за просмотр",
    "продолжение следует",
    "до свидания",
    "ご視聴ありがとうございました",
    "ありがとうございました",
    "谢谢",
    "谢谢观看",
    "請不吝點贊訂閱轉發打賞支持明鏡與點點欄目",
];
/// What credits of subtitles have in them.
const INSIDE: &[&str] = &[
    "amara org",
    "sous titr",
    "subtitles by",
    "subtitled by",
    "captions by",
    "transcribed by",
    "translated by",
    "untertitel",
    "untertitelung",
    "sottotitoli",
    "sottotitolato",
    "subtítulos",
    "legendas",
    "ondertitel",
    "субтитры",
    "字幕",
    "thanks for watching",
    "thank you for watching",
    "merci d avoir regardé",
    "opensubtitles",
];

/// What speaks for words that were recognised, and against them.
pub(crate) struct Grounds<'g> {
    /// How long the voice detector heard somebody.
    pub(crate) voiced: Duration,
    /// How sure the recogniser is of its words, 0..1.
    pub(crate) confidence: f32,
    /// What it was told to expect.
    pub(crate) expected: &'g [String],
}

/// Whether `text` was invented rather than heard.
pub(crate) fn is_invented(text: &str, grounds: &Grounds<'_>) -> bool {
    if grounds.voiced >= LITTLE {
        return false;
    }
    let text = plain(text);
    text.is_empty()
        || grounds.confidence < DOUBTFUL
        || WHOLE.contains(&text.as_str())
        || INSIDE.iter().any(|part| text.contains(part))
        || grounds.expected.iter().any(|phrase| plain(phrase) == text)
}

/// The words of `text` in small letters, one space between them, without anything else.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invented(text: &str, voiced: u64, confidence: f32) -> bool {
        let expected = ["Light the lamp.".to_owned()];
        is_invented(text, &Grounds { voiced: Duration::from_millis(voiced), confidence, expected: &expected })
    }

    #[test]
    fn what_subtitles_have_in_silence_is_not_taken_for_heard() {
        for text in [
            "Thank you.",
            " Thanks for watching!",
            "Merci d'avoir regardé cette vidéo !",
            "Sous-titres réalisés par la communauté d'Amara.org",
            "Untertitel im Auftrag des ZDF, 2020",
            "Субтитры сделал DimaTorzok",
            "you",
        ] {
            assert!(invented(text, 64, 0.95), "{text}");
        }
    }

    #[test]
    fn a_thank_you_that_somebody_said_is_kept() {
        for text in ["Thank you.", "Merci.", "Bye!", "Thanks for watching the door."] {
            assert!(!invented(text, 416, 0.4), "{text}");
        }
    }

    #[test]
    fn a_choice_that_nobody_said_is_not_taken() {
        assert!(invented("Light the lamp", 0, 0.99));
        assert!(!invented("Light the lamp", 700, 0.99));
    }

    #[test]
    fn a_word_that_was_hardly_heard_has_to_be_a_sure_one() {
        assert!(!invented("Left.", 96, 0.9));
        assert!(invented("Left.", 96, 0.3));
    }
}
