//! Who will speak, and why: for the doctor, and for whoever chooses.

use vesper_speech::Result;

use super::order::{Order, Reason};
use super::sources::Speaker;
use crate::companion::LANGUAGE;
use crate::doctor::Check;
use crate::engines::SYSTEM;
use crate::home::Home;
use crate::kept::{Kept, Opening};

/// Who speaks in the next performance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaks {
    /// A model's name, or `the system voice`.
    pub name: String,
    /// As the end of a sentence that begins with the name, without a full stop.
    pub why: String,
}

/// Who speaks in the next performance of what ships, where the listener chose the voice `chosen`. Looks at names and
/// lengths of files only.
pub fn who_speaks(home: &Home, kept: &Kept, chosen: Option<&str>) -> Speaks {
    told(&super::order(home, kept, chosen, LANGUAGE), chosen)
}

fn told(order: &Order, chosen: Option<&str>) -> Speaks {
    let why = match (&order.reason, &order.missed) {
        (_, Some(missed)) => format!("speaks, because the chosen voice {} {}", missed.voice(), missed.what()),
        (Reason::Chosen, None) => {
            format!("speaks, because you chose its voice {}", plain(chosen.unwrap_or_default()))
        }
        (Reason::Best(fit), None) => format!("speaks, the best of the models here: {fit}"),
        (Reason::NoneHere, None) => "speaks, because no model that speaks English is here".into(),
        (Reason::TooMuch(which), None) => {
            format!("speaks, because the models here are too much for this machine: {which}")
        }
    };
    Speaks { name: order.first().to_owned(), why }
}

fn plain(id: &str) -> String {
    id.chars().filter(|letter| !letter.is_control()).take(60).collect()
}

/// Whether there is somebody to speak: a model that can be opened as far as its files' headers tell, else the system
/// voice.
pub(crate) fn check(home: &Home, kept: Option<&Kept>) -> Check {
    let (kept, settings) = match kept.cloned().map(Opening::of).map_or_else(|| Kept::look(home), Ok) {
        Ok(Opening { kept, .. }) => (kept.clone(), kept.settings().unwrap_or_default()),
        Err(error) => return Check::of("voice", Err::<(), _>(error), |()| String::new()),
    };
    let chosen = settings.voice.as_deref();
    let order = super::order(home, &kept, chosen, LANGUAGE);
    let Speaks { name, why } = told(&order, chosen);
    let system = vesper_tts::voices().map(|voices| voices.len());
    let counted = match &system {
        Ok(count) => format!("{SYSTEM} has {count} voices"),
        Err(error) => format!("{SYSTEM} cannot: {}", error.what.trim_end_matches('.')),
    };
    let broken = order.speakers.first().and_then(|speaker| Some((speaker, sound(speaker).err()?)));
    match (broken, system) {
        (Some((speaker, error)), Ok(_)) => Check {
            name: "voice",
            ok: false,
            detail: format!(
                "{} cannot speak ({}: {}), so {SYSTEM} does",
                speaker.model.name,
                error.subject,
                error.what.trim_end_matches('.')
            ),
            advice: error.advice,
        },
        (Some((_, error)), Err(_)) => Check::of("voice", Err::<(), _>(error), |()| String::new()),
        (None, Err(error)) if order.speakers.is_empty() => {
            Check::of("voice", Err::<(), _>(error), |()| String::new())
        }
        (None, _) => Check {
            name: "voice",
            ok: order.missed.is_none(),
            detail: format!("{name} {why}; {counted}"),
            advice: match (&order.missed, &order.reason) {
                (Some(_), _) => "Choose another voice in the settings.".into(),
                (None, Reason::NoneHere) => "`vesper models get` says which voice suits this machine.".into(),
                _ => String::new(),
            },
        },
    }
}

/// Fails where a model could not be opened: its files are not whole, or a header among them is none.
fn sound(speaker: &Speaker) -> Result<()> {
    let folder = speaker.folder.clone()?;
    speaker.voices()?;
    let weights = |name: &str| [".safetensors", ".gguf"].iter().any(|ending| name.ends_with(ending));
    let mut files = speaker.model.files.iter().filter(|file| weights(&file.name));
    files.try_for_each(|file| vesper_weights::check(&folder.join(&file.name)).map(drop))
}
