//! Telling the day, with what its listener does to the part they hear.

use std::process::ExitCode;

use anyhow::Result;
use serde_json::json;
use vesper::Companion;
use vesper::daily::{News, Steer, Steered, Telling};

use super::Daily;
use crate::cli::Words;
use crate::cli::terminal::{self, Beside, Keys};

/// Tells it to its end, or until the listener stops it.
pub(super) fn follow(
    companion: &mut Companion,
    telling: Telling,
    daily: &Daily,
    words: Words,
) -> Result<ExitCode> {
    daily.listen.begin(companion)?;
    let steering = Steering { telling: &telling, words };
    terminal::follow_beside(companion, words, Keys::of(words), Some(&steering))
}

pub(super) fn tell(news: &News, words: Words) {
    match news {
        News::Begins { title } if words.json => words.value(&json!({ "event": "daily", "title": title })),
        News::Begins { title } => words.line(&format!("\n{title}\n")),
        News::Whole { path } if words.json => {
            words.value(&json!({ "event": "written", "path": path.display().to_string() }));
        }
        News::Whole { .. } => {}
        News::NotKept(error) | News::NoModel(error) | News::Failed(error) => words.trouble(error),
    }
}

struct Steering<'a> {
    telling: &'a Telling,
    words: Words,
}

impl Beside for Steering<'_> {
    fn legend(&self) -> &'static str {
        "n goes to the next item, m tells more of this one, s saves it."
    }

    fn key(&self, letter: char) -> Option<String> {
        let steer = match letter {
            'n' => Steer::Skip,
            'm' => Steer::More,
            's' => Steer::Save,
            _ => return None,
        };
        Some(self.shown(self.telling.steer(steer)))
    }

    fn said(&self, words: &str, heard: bool) -> Option<String> {
        let steered = if heard { self.telling.said(words) } else { self.telling.typed(words) };
        steered.transpose().map(|steered| self.shown(steered))
    }
}

impl Steering<'_> {
    fn shown(&self, steered: vesper_speech::Result<Steered>) -> String {
        match steered {
            Ok(Steered::Skipped) => self.told("skipped", None, "[On to the next item.]".into()),
            Ok(Steered::More { title }) => {
                self.told("more", Some(&title), format!("[More of this in a moment: {title}]"))
            }
            Ok(Steered::Saved(saved)) => {
                let text = format!("[Saved: {}. `vesper daily saved` has it.]", saved.title);
                self.told("saved", Some(&saved.title), text)
            }
            Ok(Steered::Nothing) => {
                self.told("nothing", None, "[That can be done with an item of your feeds only.]".into())
            }
            Err(error) => {
                if self.words.json {
                    self.words.trouble(&error);
                }
                format!("[{error}]")
            }
        }
    }

    /// Tells programs what was done, and gives what people are shown.
    fn told(&self, what: &str, title: Option<&str>, shown: String) -> String {
        if self.words.json {
            self.words.value(&json!({ "event": "steered", "what": what, "title": title }));
        }
        shown
    }
}
