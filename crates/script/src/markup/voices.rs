//! The voices that a text may name.

use vesper_speech::Voice;

use crate::near;
use crate::tag::Wrong;

/// Where the voices that a text may name come from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Voices<'a> {
    /// The cast of a script, its narrator among them.
    Cast(&'a [Voice]),
    /// Those that this machine has.
    Machine(&'a [Voice]),
}

impl Voices<'_> {
    pub(crate) fn find(&self, name: &str) -> Result<Voice, Wrong> {
        let (Voices::Cast(voices) | Voices::Machine(voices)) = self;
        if let Some(voice) = voices.iter().find(|voice| voice.name == name) {
            return Ok(voice.clone());
        }
        let meant = near::near(name, voices.iter().map(|voice| voice.name.as_str()));
        Err(match (self, meant) {
            (Voices::Cast(_), Some(meant)) => {
                (format!("There is no voice `{name}` in the cast."), format!("Did you mean `{meant}`?"))
            }
            (Voices::Cast(_), None) => (
                format!("There is no voice `{name}` in the cast."),
                format!("Declare it at the top of the file: `# cast: {name} = …`."),
            ),
            (Voices::Machine(_), Some(meant)) => {
                (format!("There is no voice `{name}` here."), format!("Did you mean `{meant}`?"))
            }
            (Voices::Machine(_), None) => {
                (format!("There is no voice `{name}` here."), "`vesper voices` lists them.".to_owned())
            }
        })
    }
}
