//! Which of a model's voices says a line.

use vesper_speech::{Age, Line, NARRATOR, Person, Pitch, Style, Timbre, Traits};

use crate::cast::Dice;

/// What is known of a published voice.
struct Known {
    name: &'static str,
    person: Person,
    age: Option<Age>,
    pitch: Option<Pitch>,
    timbre: Option<Timbre>,
}

const fn known(name: &'static str, person: Person) -> Known {
    Known { name, person, age: None, pitch: None, timbre: None }
}

/// Kyutai's voices: who they are is said by the lists of speakers of the collections that they were recorded for (VCTK,
/// voice donations, Voice Zero, Common Voice), and their ages too.
const KNOWN: [Known; 24] = [
    known("alba", Person::Woman),
    known("anna", Person::Woman),
    known("azelma", Person::Woman),
    known("bill_boerst", Person::Man),
    known("caro_davy", Person::Woman),
    known("charles", Person::Man),
    known("cosette", Person::Woman),
    known("eponine", Person::Woman),
    known("estelle", Person::Woman),
    Known { age: Some(Age::Young), ..known("eve", Person::Woman) },
    known("fantine", Person::Woman),
    Known { age: Some(Age::Young), ..known("george", Person::Man) },
    known("giovanni", Person::Man),
    known("jane", Person::Woman),
    known("javert", Person::Man),
    known("jean", Person::Man),
    known("lola", Person::Woman),
    known("marius", Person::Man),
    Known { age: Some(Age::Young), ..known("mary", Person::Woman) },
    Known { age: Some(Age::Young), ..known("michael", Person::Man) },
    known("paul", Person::Man),
    known("peter_yearsley", Person::Man),
    known("stuart_bell", Person::Man),
    known("vera", Person::Woman),
];

/// Voices that read stories well, the first that is there reads them unless somebody else was chosen.
const NARRATORS: [&str; 9] =
    ["alba", "estelle", "giovanni", "lola", "juergen", "rafael", "daan", "peter_yearsley", "anna"];

/// Somebody who can be cast.
pub(crate) struct Candidate<'a> {
    pub(crate) name: &'a str,
    /// Speaks only when chosen by name.
    pub(crate) cloned: bool,
}

/// A voice for a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cast {
    /// Which of the candidates.
    pub(crate) place: usize,
    /// It has the line's style of itself.
    pub(crate) styled: bool,
}

/// Chooses the voice of `line` among `all`, which are sorted by name: the same line always has the same voice.
/// `name@style` is the same person speaking in that style. A choice is a name, or `model`, a slash and a name.
pub(crate) fn cast(line: &Line, model: &str, all: &[Candidate<'_>]) -> Option<Cast> {
    let place = |name: &str| all.binary_search_by(|candidate| candidate.name.cmp(name)).ok();
    let unasked = |name: &str| place(name).filter(|place| all.get(*place).is_some_and(|one| !one.cloned));
    let person = match &line.voice.chosen {
        Some(chosen) => {
            let own = chosen.strip_prefix(model).and_then(|rest| rest.strip_prefix('/'));
            place(own.unwrap_or(chosen))?
        }
        None if line.voice.name == NARRATOR && line.voice.traits == Traits::default() => {
            NARRATORS.iter().find_map(|name| unasked(name)).or_else(|| able(all).next())?
        }
        None => audition(&line.voice.name, line.voice.traits, all)?,
    };
    let styled = place(&format!("{}@{}", all.get(person)?.name, style(line.style)));
    Some(Cast { place: styled.unwrap_or(person), styled: styled.is_some() })
}

/// Who a published voice is, where that is known.
pub(crate) fn person(name: &str) -> Option<Person> {
    KNOWN.iter().find(|known| known.name == name).map(|known| known.person)
}

fn style(style: Style) -> &'static str {
    match style {
        Style::Plain => "plain",
        Style::Whisper => "whisper",
        Style::Soft => "soft",
        Style::Bright => "bright",
        Style::Grave => "grave",
        Style::Urgent => "urgent",
    }
}

/// The places of those who may be cast unasked.
fn able(all: &[Candidate<'_>]) -> impl Iterator<Item = usize> {
    let unasked = |one: &Candidate<'_>| !one.cloned && !one.name.contains('@');
    all.iter().enumerate().filter(move |(_, one)| unasked(one)).map(|(place, _)| place)
}

/// Finds a voice that fits the traits; among equals, the character's name decides.
fn audition(character: &str, traits: Traits, all: &[Candidate<'_>]) -> Option<usize> {
    let mut dice = Dice::from(character);
    let person = match traits.person {
        // No model speaks as a child or a creature: the nearest are young women, and men.
        Some(Person::Child) => Person::Woman,
        Some(Person::Creature) => Person::Man,
        Some(person) => person,
        None if dice.throw(2) == 0 => Person::Woman,
        None => Person::Man,
    };
    let age = if traits.person == Some(Person::Child) { Some(Age::Young) } else { traits.age };
    let fit = |name: &str| {
        let Some(known) = KNOWN.iter().find(|known| known.name == name) else { return 4 };
        let wanted = 8 * u32::from(known.person == person);
        let age = 2 * u32::from(age.is_none() || known.age == age);
        let pitch = u32::from(traits.pitch.is_none() || known.pitch == traits.pitch);
        wanted + age + pitch + u32::from(traits.timbre.is_none() || known.timbre == traits.timbre)
    };
    let able: Vec<(u32, usize)> =
        able(all).filter_map(|place| Some((fit(all.get(place)?.name), place))).collect();
    let best = able.iter().map(|(fit, _)| *fit).max()?;
    let fitting: Vec<usize> =
        able.into_iter().filter(|(fit, _)| *fit == best).map(|(_, place)| place).collect();
    fitting.get(dice.throw(fitting.len())).copied()
}

#[cfg(test)]
mod tests {
    use vesper_speech::Voice;

    use super::*;

    const NAMES: [&str; 7] = ["alba", "alba@whisper", "eve", "george", "marius", "paul", "zoe"];

    fn line(name: &str, person: Option<Person>, chosen: Option<&str>) -> Line {
        let traits = Traits { person, ..Traits::default() };
        let voice = Voice { name: name.into(), traits, chosen: chosen.map(str::to_owned) };
        Line { text: "Yes.".into(), voice, ..Line::default() }
    }

    fn voice(line: &Line) -> Option<&'static str> {
        let all = NAMES.map(|name| Candidate { name, cloned: name == "zoe" });
        cast(line, "pocket-english", &all).map(|cast| NAMES[cast.place])
    }

    #[test]
    fn characters_get_a_voice_that_fits_and_keep_it() {
        assert_eq!(voice(&line(NARRATOR, None, None)), Some("alba"));
        for name in ["fox", "owl", "the lighthouse"] {
            let man = voice(&line(name, Some(Person::Man), None)).unwrap();
            assert!(["marius", "paul"].contains(&man), "{man}");
            assert_eq!(voice(&line(name, Some(Person::Man), None)), Some(man));
            assert_eq!(voice(&line(name, Some(Person::Child), None)), Some("eve"));
        }
        let men: Vec<_> =
            ["a", "b", "c", "d", "e"].map(|name| voice(&line(name, Some(Person::Man), None))).into();
        assert!(men.iter().any(|man| *man != men[0]), "everybody is {men:?}");
    }

    #[test]
    fn a_choice_wins_and_a_style_has_its_own_prompt() {
        assert_eq!(voice(&line("fox", None, Some("zoe"))), Some("zoe"));
        assert_eq!(voice(&line("fox", None, Some("pocket-english/zoe"))), Some("zoe"));
        assert_eq!(voice(&line("fox", None, Some("pocket-french/zoe"))), None);
        assert_eq!(voice(&line("fox", None, Some("nobody"))), None);
        let whispered = Line { style: Style::Whisper, ..line("fox", None, Some("alba")) };
        assert_eq!(voice(&whispered), Some("alba@whisper"));
        let whispered = Line { style: Style::Whisper, ..line("fox", None, Some("zoe")) };
        assert_eq!(voice(&whispered), Some("zoe"));
        assert_eq!(cast(&line("fox", None, None), "", &[]), None);
    }
}
