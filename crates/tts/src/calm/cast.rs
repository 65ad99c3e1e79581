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

/// Chooses the voice of `line` among `names`, which are sorted: the same line always has the same voice. `name@style` is
/// the same person speaking in that style.
pub(crate) fn cast(line: &Line, names: &[&str]) -> Option<usize> {
    let place = |name: &str| names.binary_search(&name).ok();
    let person = match &line.voice.chosen {
        Some(chosen) => place(chosen)?,
        None if line.voice.name == NARRATOR && line.voice.traits == Traits::default() => {
            NARRATORS.iter().find_map(|name| place(name)).or_else(|| first(names))?
        }
        None => audition(&line.voice.name, line.voice.traits, names)?,
    };
    let styled = format!("{}@{}", names.get(person)?, style(line.style));
    Some(place(&styled).unwrap_or(person))
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

fn first(names: &[&str]) -> Option<usize> {
    names.iter().position(|name| !name.contains('@'))
}

/// Finds a voice that fits the traits; among equals, the character's name decides.
fn audition(character: &str, traits: Traits, names: &[&str]) -> Option<usize> {
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
    let able: Vec<(u32, usize)> = names
        .iter()
        .enumerate()
        .filter(|(_, name)| !name.contains('@'))
        .map(|(place, name)| (fit(name), place))
        .collect();
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
        cast(line, &NAMES).map(|place| NAMES[place])
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
        assert_eq!(voice(&line("fox", None, Some("nobody"))), None);
        let whispered = Line { style: Style::Whisper, ..line("fox", None, Some("alba")) };
        assert_eq!(voice(&whispered), Some("alba@whisper"));
        let whispered = Line { style: Style::Whisper, ..line("fox", None, Some("zoe")) };
        assert_eq!(voice(&whispered), Some("zoe"));
        assert_eq!(cast(&line("fox", None, None), &[]), None);
    }
}
