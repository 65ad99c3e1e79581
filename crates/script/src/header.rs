use vesper_speech::{Age, Person, Pitch, Tempo, Timbre, Traits};

use crate::fault::Fault;
use crate::near;
use crate::source::{Row, Source};
use crate::tag;

/// What a script says of itself, in the tags at the top of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    pub kind: Kind,
    pub title: String,
    /// Who wrote it; empty where the script does not say.
    pub by: String,
    /// One or two sentences for the shelf; empty where the script does not say.
    pub about: String,
    /// BCP 47 tag of everything that is spoken; `en` where the script does not say.
    pub language: String,
    /// The voices beside the narrator, in the order of their declaration. The narrator is among them only
    /// where the script gives it traits.
    pub cast: Vec<(String, Traits)>,
    /// How long it can last, where a listener chooses that.
    pub minutes: Option<Minutes>,
    /// Words to find it by: `sleep`, `calm`.
    pub moods: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Asks its listener, and goes where they choose.
    Story,
    /// Runs from its beginning to its end, fitted to a length.
    Meditation,
}

/// The lengths that a script can take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Minutes {
    pub least: u32,
    pub usual: u32,
    pub most: u32,
}

pub(crate) const NAMES: [&str; 8] = ["title", "by", "about", "kind", "language", "cast", "minutes", "mood"];

const KINDS: [(&str, Kind); 2] = [("story", Kind::Story), ("meditation", Kind::Meditation)];

/// The longest that a script may last, in minutes.
const MOST: u32 = 180;
const VOICES: usize = 32;

/// Takes the header off `source`: its rows are left empty, so that the compiler never sees them.
///
/// The header is the tag-only rows of the script's own file from its top on, up to the first row with another
/// tag or with anything else; included files have none.
pub(crate) fn take(source: &mut Source) -> Result<Header, Vec<Fault>> {
    let mut draft = Draft::default();
    let mut faults = Vec::new();
    let name = source.files.first().cloned().unwrap_or_default();
    for row in source.rows.iter_mut().filter(|row| row.file == 0) {
        let text = row.text.trim();
        if text.is_empty() {
            continue;
        }
        let Some(tags) = text.strip_prefix('#') else { break };
        if !tags.split('#').all(|tag| NAMES.contains(&tag::parts(tag).0)) {
            break;
        }
        for text in tags.split('#') {
            if let Err((what, advice)) = draft.tag(text) {
                faults.push(Fault::new(name.as_str(), row.line, what, advice));
            }
        }
        row.text.clear();
    }
    match draft.finish() {
        Ok(header) if faults.is_empty() => Ok(header),
        Ok(_) => Err(faults),
        Err((what, advice)) => {
            faults.push(misspelt(source).unwrap_or_else(|| Fault::new(name, 0, what, advice)));
            Err(faults)
        }
    }
}

/// The first row that is left, where it begins with a tag that nobody knows: more use to an author than
/// "there is no title".
fn misspelt(source: &Source) -> Option<Fault> {
    let row: &Row = source.rows.iter().find(|row| row.file == 0 && !row.text.trim().is_empty())?;
    let (name, _) = tag::parts(row.text.trim().strip_prefix('#')?.split('#').next()?);
    let known = NAMES.contains(&name) || tag::NAMES.contains(&name);
    let meant = near::near(name, NAMES)?;
    (!known)
        .then(|| source.fault(row, format!("There is no tag `{name}`."), format!("Did you mean `{meant}`?")))
}

#[derive(Default)]
struct Draft {
    kind: Option<Kind>,
    title: Option<String>,
    by: Option<String>,
    about: Option<String>,
    language: Option<String>,
    cast: Vec<(String, Traits)>,
    minutes: Option<Minutes>,
    moods: Option<Vec<String>>,
}

impl Draft {
    fn tag(&mut self, text: &str) -> Result<(), tag::Wrong> {
        let (name, value) = tag::parts(text);
        if value.is_empty() {
            return Err((format!("The tag `{name}` has no value."), format!("Write `# {name}: …`.")));
        }
        match name {
            "title" => once(name, &mut self.title, value.to_owned()),
            "by" => once(name, &mut self.by, value.to_owned()),
            "about" => once(name, &mut self.about, value.to_owned()),
            "kind" => {
                let kind = KINDS.iter().find(|(word, _)| *word == value).ok_or_else(|| {
                    (format!("There is no kind `{value}`."), near::advice(value, KINDS.map(|(word, _)| word)))
                })?;
                once(name, &mut self.kind, kind.1)
            }
            "language" => once(name, &mut self.language, language(value)?),
            "cast" => self.cast(value),
            "minutes" => once(name, &mut self.minutes, minutes(value)?),
            "mood" => {
                let words = value.split(',').map(|mood| mood.trim().to_lowercase());
                once(name, &mut self.moods, words.filter(|mood| !mood.is_empty()).collect())
            }
            _ => Err((format!("There is no tag `{name}`."), near::advice(name, NAMES))),
        }
    }

    fn cast(&mut self, value: &str) -> Result<(), tag::Wrong> {
        let (name, words) = value.split_once('=').unwrap_or((value, ""));
        let name = name.trim();
        let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '_');
        if name.is_empty() || name.chars().count() > 40 || !name.chars().all(plain) {
            return Err((
                format!("`{name}` cannot be the name of a voice."),
                "Write `# cast: fox = young woman, quick`: letters and digits, at most 40.".into(),
            ));
        }
        if self.cast.iter().any(|(known, _)| known == name) {
            return Err((format!("The voice `{name}` is declared twice."), "Delete one of them.".into()));
        }
        if self.cast.len() >= VOICES {
            return Err((
                format!("The cast has more than {VOICES} voices."),
                "Nobody can tell them apart.".into(),
            ));
        }
        self.cast.push((name.to_owned(), traits(words)?));
        Ok(())
    }

    fn finish(self) -> Result<Header, tag::Wrong> {
        let missing = |name: &str, example: &str| {
            (
                format!("The script has no {name}."),
                format!("Write `# {name}: {example}` at the top of the file, before anything else."),
            )
        };
        let kind = self.kind.ok_or_else(|| missing("kind", "story"))?;
        if kind == Kind::Meditation && self.minutes.is_none() {
            return Err(missing("minutes", "3-30 usually 8"));
        }
        Ok(Header {
            kind,
            title: self.title.ok_or_else(|| missing("title", "The salt bird"))?,
            by: self.by.unwrap_or_default(),
            about: self.about.unwrap_or_default(),
            language: self.language.unwrap_or_else(|| "en".to_owned()),
            cast: self.cast,
            minutes: self.minutes,
            moods: self.moods.unwrap_or_default(),
        })
    }
}

fn once<T>(name: &str, slot: &mut Option<T>, value: T) -> Result<(), tag::Wrong> {
    if slot.is_some() {
        return Err((format!("The tag `{name}` is there twice."), "Delete one of them.".into()));
    }
    *slot = Some(value);
    Ok(())
}

/// The shape of a BCP 47 tag (RFC 5646): a language of two or three letters, then subtags.
pub(crate) fn language(value: &str) -> Result<String, tag::Wrong> {
    let mut parts = value.split('-');
    let first = parts.next().unwrap_or_default();
    let fits = (2..=3).contains(&first.len())
        && first.chars().all(|c| c.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
        && value.len() <= 35;
    fits.then(|| value.to_owned())
        .ok_or_else(|| (format!("`{value}` is no language."), "Write it like `en` or `en-GB`.".into()))
}

/// `3-30 usually 8`, `3-30` or `8`.
fn minutes(value: &str) -> Result<Minutes, tag::Wrong> {
    let wrong = || {
        (
            format!("`{value}` is no range of minutes."),
            format!("Write it like `3-30 usually 8`, from 1 to {MOST}."),
        )
    };
    let number = |text: &str| text.trim().parse::<u32>().map_err(|_| wrong());
    let (range, usual) = match value.split_once("usually") {
        Some((range, usual)) => (range, Some(number(usual)?)),
        None => (value, None),
    };
    let (least, most) = match range.split_once('-') {
        Some((least, most)) => (number(least)?, number(most)?),
        None => (number(range)?, number(range)?),
    };
    let usual = usual.unwrap_or(8.clamp(least, most.max(least)));
    if least < 1 || most > MOST || !(least..=most).contains(&usual) {
        return Err(wrong());
    }
    Ok(Minutes { least, usual, most })
}

/// The traits that words such as `old man, rough` name: those of a `# cast:` line.
pub fn parse_traits(words: &str) -> Result<Traits, Fault> {
    traits(words).map_err(|(what, advice)| Fault::new(words, 0, what, advice))
}

fn traits(words: &str) -> Result<Traits, tag::Wrong> {
    let mut traits = Traits::default();
    for word in words.split([',', ' ', '\t']).filter(|word| !word.is_empty()) {
        match word {
            "woman" => trait_once(&mut traits.person, Person::Woman, word)?,
            "man" => trait_once(&mut traits.person, Person::Man, word)?,
            "child" => trait_once(&mut traits.person, Person::Child, word)?,
            "creature" => trait_once(&mut traits.person, Person::Creature, word)?,
            "young" => trait_once(&mut traits.age, Age::Young, word)?,
            "old" => trait_once(&mut traits.age, Age::Old, word)?,
            "high" => trait_once(&mut traits.pitch, Pitch::High, word)?,
            "low" => trait_once(&mut traits.pitch, Pitch::Low, word)?,
            "quick" => trait_once(&mut traits.tempo, Tempo::Quick, word)?,
            "slow" => trait_once(&mut traits.tempo, Tempo::Slow, word)?,
            "soft" => trait_once(&mut traits.timbre, Timbre::Soft, word)?,
            "bright" => trait_once(&mut traits.timbre, Timbre::Bright, word)?,
            "rough" => trait_once(&mut traits.timbre, Timbre::Rough, word)?,
            _ => return Err((format!("There is no trait `{word}`."), near::advice(word, TRAITS))),
        }
    }
    Ok(traits)
}

const TRAITS: [&str; 13] = [
    "woman", "man", "child", "creature", "young", "old", "high", "low", "quick", "slow", "soft", "bright",
    "rough",
];

fn trait_once<T>(slot: &mut Option<T>, value: T, word: &str) -> Result<(), tag::Wrong> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => {
            Err((format!("`{word}` contradicts or repeats another trait."), "Keep one of the two.".into()))
        }
    }
}
