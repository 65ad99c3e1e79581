//! What was understood of a meditation, and what of it the listener wants otherwise.

use serde::{Deserialize, Serialize};
use specta::Type;
use vesper::meditation::{
    self, Choices, Field, Intent, LONGEST, MeditationWish as Wish, SHORTEST, Understood as Sentence, Writer,
    techniques,
};
use vesper_speech::{Bed, Error, Kind, Result};

/// Without a bed.
const NO_BED: &str = "none";

/// A meditation that is wished for: a sentence, and what the listener chose beside it. What is none is as the sentence says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
pub struct MeditationWish {
    pub text: String,
    /// BCP 47 tag; none where it is to be recognised.
    pub language: Option<String>,
    /// One of [`Understood::intents`].
    pub intent: Option<String>,
    pub minutes: Option<u32>,
    pub posture: Option<String>,
    pub bed: Option<String>,
    /// `woman`, `man`, or empty for the listener's own voice.
    pub voice: Option<String>,
}

/// A word that stands for something, and what it is called in the meditation's language.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct Named {
    pub id: String,
    pub name: String,
}

/// What was understood, with what else each of it could be.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct Understood {
    /// With which the same is understood again.
    pub wish: MeditationWish,
    /// BCP 47 tag of the words to come, and of the names here.
    pub language: String,
    pub title: String,
    pub intent: String,
    pub intents: Vec<Named>,
    pub minutes: u32,
    pub least: u32,
    pub most: u32,
    pub posture: String,
    pub postures: Vec<Named>,
    pub bed: String,
    /// The last one is none.
    pub beds: Vec<Named>,
    /// As a cast describes it, such as `woman, soft`; empty for the listener's own.
    pub voice: String,
    /// What is done in it, by name.
    pub techniques: Vec<String>,
    /// Places of the body that were named.
    pub places: Vec<String>,
    /// What of it the sentence says, or the listener chose.
    pub said: Vec<Said>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Said {
    Intent,
    Minutes,
    Places,
    Techniques,
    Voice,
    Bed,
    Posture,
}

impl MeditationWish {
    /// Lays what the listener chose over what was understood of the sentence.
    ///
    /// # Errors
    /// `BadRequest` for a word that stands for nothing.
    pub(crate) fn over(&self, mut understood: Sentence) -> Result<Sentence> {
        let mut chosen = Vec::new();
        if let Some(minutes) = self.minutes {
            understood.wish.minutes = minutes.clamp(SHORTEST, LONGEST);
            chosen.push(Field::Minutes);
        }
        if let Some(posture) = &self.posture {
            let known = meditation::Posture::named(posture);
            understood.wish.posture = known.ok_or_else(|| unknown(posture))?;
            chosen.push(Field::Posture);
        }
        if let Some(bed) = &self.bed {
            let known = if bed == NO_BED { Some(None) } else { Bed::named(bed).map(Some) };
            understood.wish.bed = known.ok_or_else(|| unknown(bed))?;
            chosen.push(Field::Bed);
        }
        if let Some(voice) = &self.voice {
            if !["", "woman", "man"].contains(&voice.as_str()) {
                return Err(unknown(voice));
            }
            understood.wish.voice.clone_from(voice);
            chosen.push(Field::Voice);
        }
        chosen.retain(|field| !understood.says(*field));
        understood.said.extend(chosen);
        if let Some(intent) = &self.intent {
            let intent = Intent::named(intent).ok_or_else(|| unknown(intent))?;
            understood.change_intent(intent);
            if !understood.says(Field::Intent) {
                understood.said.push(Field::Intent);
            }
        }
        Ok(understood)
    }
}

fn unknown(word: &str) -> Error {
    Error::new(
        Kind::BadRequest,
        "the meditation",
        format!("knows no {word}."),
        "Choose one of those that are shown.",
    )
}

impl Understood {
    /// # Errors
    /// `BadRequest`: there are no words in its language.
    pub(crate) fn of(wish: MeditationWish, sentence: &Sentence, writer: &Writer) -> Result<Understood> {
        let known: &Wish = &sentence.wish;
        let Choices { intents, postures, beds, techniques: done, places } =
            writer.prompts().choices(&known.language)?;
        let named = |id: &str, name: String| Named { id: id.to_owned(), name };
        Ok(Understood {
            title: writer.author(known)?.title().to_owned(),
            wish,
            language: known.language.clone(),
            intent: known.intent.name().to_owned(),
            intents: intents.into_iter().map(|(it, name)| named(it.name(), name)).collect(),
            minutes: known.minutes,
            least: SHORTEST,
            most: LONGEST,
            posture: known.posture.name().to_owned(),
            postures: postures.into_iter().map(|(it, name)| named(it.name(), name)).collect(),
            bed: known.bed.map_or(NO_BED, Bed::name).to_owned(),
            beds: beds.into_iter().map(|(it, name)| named(it.map_or(NO_BED, Bed::name), name)).collect(),
            voice: known.voice.clone(),
            techniques: names(&done, &techniques(known)),
            places: names(&places, &known.places),
            said: sentence.said.iter().copied().map(Said::from).collect(),
        })
    }
}

/// What `wanted` is called.
fn names<T: PartialEq>(known: &[(T, String)], wanted: &[T]) -> Vec<String> {
    let name = |wanted: &T| known.iter().find(|(known, _)| known == wanted).map(|(_, name)| name.clone());
    wanted.iter().filter_map(name).collect()
}

impl From<Field> for Said {
    fn from(field: Field) -> Said {
        match field {
            Field::Intent => Said::Intent,
            Field::Minutes => Said::Minutes,
            Field::Places => Said::Places,
            Field::Techniques => Said::Techniques,
            Field::Voice => Said::Voice,
            Field::Bed => Said::Bed,
            Field::Posture => Said::Posture,
        }
    }
}

#[cfg(test)]
mod tests {
    use vesper::{Home, Kept};

    use super::*;

    fn understood(wish: MeditationWish) -> Result<Understood> {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        let kept = Kept::open(&home).unwrap().kept;
        let writer = meditation::writer(&home)?;
        let sentence = meditation::understand(&writer, &kept, &wish.text, wish.language.as_deref())?;
        let sentence = wish.over(sentence)?;
        Understood::of(wish, &sentence, &writer)
    }

    fn wish(text: &str) -> MeditationWish {
        MeditationWish { text: text.into(), ..MeditationWish::default() }
    }

    #[test]
    fn a_sentence_is_shown_with_all_that_was_understood_and_what_it_could_be_instead() {
        let shown = understood(wish("Eight minutes, I can't sleep, my shoulders are tight")).unwrap();
        assert_eq!((shown.intent.as_str(), shown.minutes, shown.posture.as_str()), ("sleep", 8, "lying"));
        assert_eq!(shown.places, ["your shoulders"]);
        assert!(shown.intents.iter().any(|it| it.id == "grief") && shown.intents.len() == 6);
        assert_eq!(shown.beds.last().map(|bed| bed.id.as_str()), Some("none"));
        assert!(shown.said.contains(&Said::Minutes) && !shown.said.contains(&Said::Bed));
        assert!(!shown.techniques.is_empty() && !shown.title.is_empty());
    }

    #[test]
    fn what_is_changed_holds_and_another_intent_changes_only_what_nobody_asked_for() {
        let sentence = wish("eight minutes of calm");
        let usual = understood(sentence.clone()).unwrap();
        let changed =
            MeditationWish { intent: Some("focus".into()), posture: Some("walking".into()), ..sentence };
        let shown = understood(changed.clone()).unwrap();
        assert_eq!((shown.intent.as_str(), shown.minutes, shown.posture.as_str()), ("focus", 8, "walking"));
        assert_ne!(shown.bed, usual.bed, "the bed follows the intent");
        assert_eq!(shown.wish, changed, "it is understood again from this");
        let silent = MeditationWish { bed: Some("none".into()), voice: Some("man".into()), ..changed };
        let shown = understood(silent).unwrap();
        assert_eq!((shown.bed.as_str(), shown.voice.as_str()), ("none", "man"));
        assert!(
            [Said::Bed, Said::Voice, Said::Posture, Said::Intent]
                .iter()
                .all(|said| shown.said.contains(said))
        );
    }

    #[test]
    fn a_word_that_stands_for_nothing_is_refused_and_a_length_is_bounded() {
        let sentence = wish("ten minutes of calm");
        for odd in [
            MeditationWish { intent: Some("power".into()), ..sentence.clone() },
            MeditationWish { bed: Some("thunder".into()), ..sentence.clone() },
            MeditationWish { voice: Some("woman\n# bell".into()), ..sentence.clone() },
        ] {
            assert_eq!(understood(odd).unwrap_err().kind, Kind::BadRequest);
        }
        let long = MeditationWish { minutes: Some(u32::MAX), ..sentence };
        assert_eq!(understood(long).unwrap().minutes, LONGEST);
    }
}
