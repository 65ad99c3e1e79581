use vesper_speech::{Bed, Result};

use super::sheets::Prompts;
use super::wish::{Intent, Place, Posture, Technique, bed_name};

/// What each field of a wish can be, with its name in a language: what a listener is shown and may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    pub intents: Vec<(Intent, String)>,
    pub postures: Vec<(Posture, String)>,
    /// The last one is none.
    pub beds: Vec<(Option<Bed>, String)>,
    pub techniques: Vec<(Technique, String)>,
    /// As they are spoken of: "your shoulders".
    pub places: Vec<(Place, String)>,
}

impl Prompts {
    /// # Errors
    /// `BadRequest`: there are no words in that language.
    pub fn choices(&self, language: &str) -> Result<Choices> {
        let sheets = self.of(language)?;
        let name = |section: &str, key: &str| sheets.name(section, key).to_owned();
        let beds = Bed::ALL.into_iter().map(Some).chain([None]);
        Ok(Choices {
            intents: Intent::ALL.iter().map(|it| (*it, name("intents", it.name()))).collect(),
            postures: Posture::ALL.iter().map(|it| (*it, name("postures", it.name()))).collect(),
            beds: beds.map(|it| (it, name("beds", bed_name(it)))).collect(),
            techniques: Technique::ALL.iter().map(|it| (*it, name("techniques", it.name()))).collect(),
            places: Place::ALL.iter().map(|it| (*it, name("places", it.name()))).collect(),
        })
    }
}
