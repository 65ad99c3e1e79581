//! Care for who listens, as this machine keeps it: what was chosen, and what is done where somebody is in danger.
//!
//! What was said is looked at and forgotten: nothing of it is logged, sent, or kept beyond the session's own lines.

use std::collections::BTreeMap;

use vesper_script::Cue;
use vesper_session::Command;
use vesper_speech::{Aloud, ChatModel, Error, Kind, Line, ReadAs, Result};

pub use vesper_studio::care::{
    Alarm, Attentive, Breach, Care, Country, Crisis, During, Help, Level, Limits, Line as HelpLine, Reaches,
    Sentence, Topic, alarm, countries, country_of,
};
pub use vesper_studio::story::Ages;
use vesper_studio::story::Wish as StoryWish;

use crate::companion::Companion;
use crate::kept::Kept;

/// The name under which the library keeps what was chosen.
const CHOSEN: &str = "care";

impl Kept {
    /// What was chosen; the default where nothing was, or where it makes no sense any more.
    ///
    /// # Errors
    /// Why the library cannot be read.
    pub fn care(&self) -> Result<Care> {
        let kept = self.with(|library| library.setting(CHOSEN))?;
        Ok(kept.and_then(|kept| serde_json::from_value(kept).ok()).unwrap_or_default())
    }

    /// Keeps what was chosen.
    ///
    /// # Errors
    /// `BadRequest` for a country that is no two letters; why the library cannot be written.
    pub fn choose_care(&self, care: &Care) -> Result<()> {
        let is_code = |code: &String| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        if care.country.as_ref().is_some_and(|code| !is_code(code)) {
            let advice = "Give two capital letters, such as GB or FR.";
            return Err(Error::new(Kind::BadRequest, "the country", "is no code of one.", advice));
        }
        let value = serde_json::to_value(care).unwrap_or_default();
        self.with(|library| library.set(&BTreeMap::from([(CHOSEN.to_owned(), value)])))
    }
}

/// The locale of this system, as far as the environment tells it; empty where it does not.
pub fn locale() -> String {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    said.into_iter().find(|locale| !locale.is_empty()).unwrap_or_default()
}

/// `model`, which from now on minds what `care` says.
pub fn attentive<M>(model: M, care: &Care, reaches: Reaches) -> Attentive<M>
where
    Attentive<M>: ChatModel,
{
    Attentive { model, care: care.clone(), locale: locale(), reaches }
}

/// Where help is, if `text` says that somebody is in danger.
///
/// # Errors
/// As for [`Care::help`].
pub fn help(care: &Care, text: &str, during: During) -> Result<Option<Help>> {
    alarm(text, during).map(|alarm| care.help(&alarm, &locale())).transpose()
}

/// What a voice says of it, its telephone numbers digit by digit.
pub fn cues(help: &Help) -> Vec<Cue> {
    let cue = |sentence: &Sentence| {
        let number = |part: &std::ops::Range<usize>| Aloud { part: part.clone(), how: ReadAs::Telephone };
        Cue::Say(Line {
            text: sentence.text.clone(),
            language: help.language.to_owned(),
            aloud: sentence.numbers.iter().map(number).collect(),
            ..Line::default()
        })
    };
    help.sentences.iter().map(cue).collect()
}

impl Companion {
    /// `wish` as it may be told in this house: for no older ears than listen here.
    ///
    /// # Errors
    /// `BadRequest` where it asks for what is not wanted; `Denied` where it says that somebody is in danger: then where
    /// help is is said, and is what the error says.
    pub(crate) fn allowed(&self, wish: StoryWish) -> Result<StoryWish> {
        let care = self.kept.care()?;
        self.minds(&wish.text)?;
        care.check_wish(&wish.text, &wish.language)?;
        Ok(StoryWish { ages: wish.ages.min(care.ages), ..wish })
    }

    /// Stops the performance and says where help is, if what the listener said during it means that somebody is in danger.
    /// What is said is also given, to be shown.
    ///
    /// # Errors
    /// `Engine` where the session is gone.
    pub fn attend(&self, said: &str) -> Result<Option<Help>> {
        let Some(help) = help(&self.kept.care()?, said, During::Story)? else { return Ok(None) };
        self.keeper.keep();
        self.command(Command::Instead(cues(&help)))?;
        Ok(Some(help))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::Home;

    #[test]
    fn what_was_chosen_is_there_the_next_time_and_a_country_is_two_letters() {
        let folder = tempfile::tempdir().expect("a folder");
        let home = Home::at(folder.path());
        let kept = Kept::open(&home).expect("opened").kept;
        assert_eq!(kept.care().expect("read"), Care::default());
        let limits = Limits { violence: Level::Mild, ..Limits::NONE };
        let care = Care { ages: Ages::Child, limits, country: Some("FR".into()) };
        kept.choose_care(&care).expect("kept");
        assert_eq!(kept.care().expect("read"), care);
        let odd = Care { country: Some("France".into()), ..care };
        assert_eq!(kept.choose_care(&odd).expect_err("no code").kind, Kind::BadRequest);
    }

    #[test]
    fn a_number_is_read_digit_by_digit_and_the_rest_as_it_is_shown() {
        let care = Care { country: Some("GB".into()), ..Care::default() };
        let help = help(&care, "I want to die", During::Story).expect("whole").expect("heard");
        let cues = cues(&help);
        let read: Vec<&str> = cues
            .iter()
            .filter_map(Cue::line)
            .flat_map(|line| line.aloud.iter().filter_map(|aloud| line.text.get(aloud.part.clone())))
            .collect();
        assert_eq!(read, ["999", "116 123", "85258"]);
    }
}
