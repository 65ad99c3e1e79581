//! What somebody agrees to whose voice is imitated, and what is said of it afterwards.

use vesper_speech::{Error, Kind, Result};
use vesper_tts::Consent;

/// Characters of a speaker's name.
const LONGEST: usize = 60;

/// The words that the listener types before `speaker`'s voice is imitated.
pub fn statement(speaker: &str) -> String {
    format!("{} has agreed to this imitation of their voice.", speaker.trim())
}

/// What a file says in which a voice speaks that was cloned with `consent`.
pub fn mark(consent: &Consent) -> String {
    // A file that says otherwise than ours is a stranger's: no more of it is repeated than a name and a day.
    let short =
        |text: &str| text.chars().filter(|letter| !letter.is_control()).take(LONGEST).collect::<String>();
    let (speaker, given) = (short(&consent.speaker), short(&consent.given));
    let when = if given.is_empty() { String::new() } else { format!(" given on {given}") };
    let whose = if speaker.is_empty() { "somebody's voice".into() } else { format!("{speaker}'s voice") };
    format!("Contains a synthetic imitation of {whose}, made with consent{when}.")
}

/// `speaker` as it is kept, if it is a name.
pub(crate) fn check_speaker(speaker: &str) -> Result<String> {
    let speaker = speaker.trim();
    let is_name = speaker.chars().any(char::is_alphabetic)
        && speaker.chars().count() <= LONGEST
        && !speaker.chars().any(char::is_control);
    if is_name {
        return Ok(speaker.to_owned());
    }
    let what = format!("has no name of 1 to {LONGEST} characters.");
    Err(Error::new(Kind::BadRequest, "the speaker", what, "Say who speaks in the recording."))
}

/// Fails unless `said` is the statement for `speaker`, but for capitals, spaces and the full stop.
pub(crate) fn check_statement(speaker: &str, said: &str) -> Result<()> {
    let wanted = statement(speaker);
    if plain(said) == plain(&wanted) {
        return Ok(());
    }
    let (what, advice) = match said.trim() {
        "" => ("is missing.", "A voice is imitated only with its speaker's consent. Once you have it, type:"),
        _ => ("is not as it has to be typed.", "Type exactly:"),
    };
    Err(Error::new(Kind::Denied, "the consent", what, format!("{advice} {wanted}")))
}

fn plain(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statement_has_to_be_typed_and_names_the_speaker() {
        let ada = "Ada  Lovelace";
        assert!(check_statement(ada, &statement(ada)).is_ok());
        assert!(check_statement(ada, " ada lovelace HAS agreed to this imitation of their voice").is_ok());
        for said in ["", "yes", "Ada has agreed to this imitation of their voice.", &statement("Bo")] {
            let error = check_statement(ada, said).expect_err(said);
            assert_eq!(error.kind, Kind::Denied);
            assert!(error.advice.contains(&statement(ada)), "{error}");
        }
    }

    #[test]
    fn a_mark_repeats_no_more_of_a_file_than_a_name_and_a_day() {
        let consent = Consent { speaker: "Ada".into(), given: "2026-11-23".into(), ..Consent::default() };
        let told = "Contains a synthetic imitation of Ada's voice, made with consent given on 2026-11-23.";
        assert_eq!(mark(&consent), told);
        let hostile =
            Consent { speaker: "x\n\u{1b}".repeat(900), given: String::new(), ..Consent::default() };
        assert!(mark(&hostile).len() < 200 && !mark(&hostile).contains(char::is_control));
        for nobody in ["", "  ", "12", "a\u{7}", &"n".repeat(61)] {
            assert!(check_speaker(nobody).is_err(), "{nobody:?}");
        }
        assert_eq!(check_speaker(" Özgür B. ").expect("a name"), "Özgür B.");
    }
}
