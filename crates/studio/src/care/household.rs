//! What a household chose: whom it is for, what is not wanted, which country's lines are named.

use serde::{Deserialize, Serialize};
use vesper_speech::{Error, Kind, Result};

use super::alarm::Alarm;
use super::help::Help;
use super::limits::Limits;
use crate::story::Ages;

/// What was chosen once and for all. What is missing has its default: an adult without limits, in the country of the
/// system's locale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Care {
    /// The youngest who listens.
    pub ages: Ages,
    /// What the listener does not want, beside what does not suit those ages.
    pub limits: Limits,
    /// ISO 3166, where the lines are another country's than the locale's.
    pub country: Option<String>,
}

impl Default for Care {
    fn default() -> Self {
        Care { ages: Ages::Adult, limits: Limits::NONE, country: None }
    }
}

impl Care {
    /// Somebody under fourteen listens: no cloned voices, no open conversation, calm ends.
    pub fn is_for_children(&self) -> bool {
        self.ages < Ages::Teen
    }

    /// What was chosen and what suits the ages, the stricter of both for each topic.
    pub fn limits(&self) -> Limits {
        self.limits.and(&Limits::of(self.ages))
    }

    /// What is shown and said after `alarm`, where the system's locale is `locale`.
    ///
    /// # Errors
    /// As for [`Help::of`].
    pub fn help(&self, alarm: &Alarm, locale: &str) -> Result<Help> {
        let country = self.country.clone().or_else(|| super::country_of(locale));
        Help::of(alarm, country.as_deref(), self.is_for_children())
    }

    /// Whether what a listener wishes for, in `language` (BCP 47), is within the limits.
    ///
    /// # Errors
    /// `BadRequest` where it is not, with what it asks for.
    pub fn check_wish(&self, wish: &str, language: &str) -> Result<()> {
        let Some(breach) = self.limits().breach(wish, language) else { return Ok(()) };
        let advice = "Wish for something else, or have the limits changed with `vesper care`.";
        Err(Error::new(Kind::BadRequest, "the wish", format!("{breach}."), advice))
    }

    /// That a conversation may begin.
    ///
    /// # Errors
    /// `Denied` where somebody under fourteen listens.
    pub fn check_talk(&self) -> Result<()> {
        if !self.is_for_children() {
            return Ok(());
        }
        Err(Error::new(
            Kind::Denied,
            "conversations",
            "are not open to listeners under fourteen.",
            "Choose a story, or have the ages changed with `vesper care`.",
        ))
    }

    /// That a voice may be taken from a recording of somebody.
    ///
    /// # Errors
    /// `Denied` where somebody under fourteen listens.
    pub fn check_cloning(&self) -> Result<()> {
        if !self.is_for_children() {
            return Ok(());
        }
        Err(Error::new(
            Kind::Denied,
            "voices from recordings",
            "are not made where listeners under fourteen are.",
            "Have the ages changed with `vesper care`.",
        ))
    }

    /// What a model is told of all this, in `language`; empty where there is nothing to tell.
    pub fn prompt(&self, language: &str) -> String {
        self.limits().prompt(language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_has_no_conversation_and_the_limits_of_its_age() {
        let child = Care { ages: Ages::Child, ..Care::default() };
        assert_eq!(child.check_talk().expect_err("closed").kind, Kind::Denied);
        assert!(Care::default().check_talk().is_ok());
        assert!(child.check_wish("a story about a murder in a bar", "en").is_err());
        assert!(child.check_wish("a lighthouse that is afraid of the dark", "en").is_ok());
        assert!(Care::default().check_wish("a story about a murder in a bar", "en").is_ok());
        assert!(!child.prompt("en").is_empty() && Care::default().prompt("en").is_empty());
    }

    #[test]
    fn what_an_older_version_kept_is_read() {
        let care: Care = serde_json::from_str(r#"{"ages":"youth"}"#).expect("read");
        assert_eq!(care, Care { ages: Ages::Youth, ..Care::default() });
        let care: Care = serde_json::from_str(r#"{"limits":{"violence":"mild"}}"#).expect("read");
        assert_eq!(care.limits, Limits { violence: super::super::Level::Mild, ..Limits::NONE });
    }
}
