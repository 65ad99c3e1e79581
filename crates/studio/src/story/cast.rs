//! Who speaks, and how each is told from the others.

use serde::{Deserialize, Serialize};
use vesper_script::parse_traits;
use vesper_speech::{Age, NARRATOR, Person as Who, Pitch, Tempo, Timbre, Traits, Voice};

use crate::clean;

/// Voices of one story: more nobody can tell apart, and a script holds no more than 32.
pub(crate) const MOST: usize = 24;

/// Somebody who speaks in a story. The voice is theirs from beginning to end, in every branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    /// As a script's cast describes it: `old man, rough`.
    pub voice: String,
    pub wants: String,
}

impl Person {
    /// What a cast says of the voice.
    pub fn traits(&self) -> Traits {
        parse_traits(&self.voice).unwrap_or_default()
    }
}

/// The voice of `name` among `people`; the narrator where nobody is called so.
pub(crate) fn voice(people: &[Person], name: &str) -> Voice {
    match known(people, name) {
        Some(person) => Voice { name: person.name.clone(), traits: person.traits(), chosen: None },
        None => Voice::narrator(),
    }
}

pub(crate) fn known<'a>(people: &'a [Person], name: &str) -> Option<&'a Person> {
    people.iter().find(|person| clean::same(&person.name, name))
}

/// Somebody new beside `people`, with a voice that none of them has. None where the name is no name, is taken, or where
/// there are enough.
pub(crate) fn cast(people: &[Person], name: &str, voice: &str, wants: &str) -> Option<Person> {
    let name = clean::name(name)?;
    if people.len() >= MOST || clean::same(&name, NARRATOR) || known(people, &name).is_some() {
        return None;
    }
    let wished = parse_traits(voice).ok().filter(|traits| traits.person.is_some());
    let wished =
        wished.unwrap_or_else(|| Traits { person: Some(someone(people.len())), ..Traits::default() });
    let taken: Vec<Traits> = people.iter().map(Person::traits).collect();
    let traits = variants(wished).find(|traits| !taken.contains(traits))?;
    Some(Person { name, voice: words(traits), wants: clean::words(wants, 160).unwrap_or_default() })
}

fn someone(number: usize) -> Who {
    if number.is_multiple_of(2) { Who::Woman } else { Who::Man }
}

/// `traits` and what is nearest to them: another sound first, then another pitch, then another speed.
fn variants(traits: Traits) -> impl Iterator<Item = Traits> {
    let tempos = around(traits.tempo, [None, Some(Tempo::Slow), Some(Tempo::Quick)]);
    tempos.into_iter().flat_map(move |tempo| {
        let pitches = around(traits.pitch, [None, Some(Pitch::Low), Some(Pitch::High)]);
        pitches.into_iter().flat_map(move |pitch| {
            let timbres =
                around(traits.timbre, [None, Some(Timbre::Rough), Some(Timbre::Bright), Some(Timbre::Soft)]);
            timbres.into_iter().map(move |timbre| Traits { tempo, pitch, timbre, ..traits })
        })
    })
}

/// `first`, then the others.
fn around<T: PartialEq + Copy, const N: usize>(first: Option<T>, all: [Option<T>; N]) -> Vec<Option<T>> {
    std::iter::once(first).chain(all.into_iter().filter(|other| *other != first)).collect()
}

/// Traits in the words of a script's cast.
fn words(traits: Traits) -> String {
    let age = traits.age.map(|age| match age {
        Age::Young => "young",
        Age::Old => "old",
    });
    let who = [age, traits.person.map(Who::name)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let pitch = traits.pitch.map(|pitch| match pitch {
        Pitch::High => "high",
        Pitch::Low => "low",
    });
    let tempo = traits.tempo.map(|tempo| match tempo {
        Tempo::Quick => "quick",
        Tempo::Slow => "slow",
    });
    let timbre = traits.timbre.map(|timbre| match timbre {
        Timbre::Soft => "soft",
        Timbre::Bright => "bright",
        Timbre::Rough => "rough",
    });
    [Some(who.as_str()), pitch, tempo, timbre].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_has_a_voice_of_their_own_whatever_was_wished_for() {
        let mut people = Vec::new();
        for number in 0..40 {
            let voice = ["old man, rough", "woman", "purple", ""][number % 4];
            people.extend(cast(&people, &format!("Person {number}"), voice, "to sleep"));
        }
        assert_eq!(people.len(), MOST);
        assert_eq!(people[0].voice, "old man, rough");
        for (at, person) in people.iter().enumerate() {
            assert!(people[..at].iter().all(|other| other.traits() != person.traits()), "{person:?}");
            assert_eq!(words(person.traits()), person.voice);
        }
        assert_eq!(cast(&[], "Narrator", "man", ""), None);
        assert_eq!(cast(&people[..1], "person 0", "man", ""), None);
    }
}
