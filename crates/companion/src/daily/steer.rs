//! What a listener says to the part of a day that they hear.

use vesper_session::intent::{Spoken, command};
use vesper_studio::daily::Saved;

/// What to do with the part that is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steer {
    /// On to the next part.
    Skip,
    /// Tell more of it, then go on.
    More,
    /// Keep it, to be read later.
    Save,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Steered {
    Skipped,
    /// More of this is told as soon as it is there.
    More {
        title: String,
    },
    Saved(Saved),
    /// What is heard tells of nothing: the opening, the calendar, the last words.
    Nothing,
}

/// The words of a language, folded as [`plain`] does.
struct Words {
    skip: &'static [&'static str],
    more: &'static [&'static str],
    save: &'static [&'static str],
    /// What is said around a command without changing it.
    polite: &'static [&'static str],
}

const ENGLISH: Words = Words {
    skip: &[
        "next item",
        "next story",
        "next news",
        "skip this item",
        "skip this story",
        "not interested",
        "i'm not interested",
    ],
    more: &[
        "more",
        "more on this",
        "more on that",
        "more about this",
        "more about that",
        "more about it",
        "more of this",
        "tell me more",
        "tell more",
        "tell me more about this",
        "tell me more about that",
        "tell me more about it",
        "i want to hear more",
        "i'd like to hear more",
        "say more",
        "read more",
        "go deeper",
        "details",
        "more details",
    ],
    save: &[
        "save",
        "save it",
        "save this",
        "save that",
        "save this one",
        "save that one",
        "save this item",
        "save this story",
        "save it for later",
        "save this for later",
        "save that for later",
        "keep it",
        "keep this",
        "keep that",
        "remember this",
        "bookmark this",
        "bookmark it",
    ],
    polite: &[
        "please",
        "can you",
        "could you",
        "vesper",
        "hey vesper",
        "ok",
        "okay",
        "yes",
        "thanks",
        "thank you",
    ],
};

const FRENCH: Words = Words {
    skip: &[
        "nouvelle suivante",
        "sujet suivant",
        "article suivant",
        "passe cette nouvelle",
        "passez cette nouvelle",
        "ça ne m'intéresse pas",
    ],
    more: &[
        "plus",
        "en savoir plus",
        "dis-m'en plus",
        "dites-m'en plus",
        "dis m'en plus",
        "dites m'en plus",
        "dis-en plus",
        "raconte-m'en plus",
        "plus de détails",
        "des détails",
        "je veux en savoir plus",
        "plus sur ce sujet",
        "développe",
        "développez",
    ],
    save: &[
        "garde",
        "garde ça",
        "gardez ça",
        "garde-le",
        "gardez-le",
        "garde-la",
        "gardez-la",
        "garde cet article",
        "enregistre",
        "enregistre ça",
        "enregistrez ça",
        "sauvegarde",
        "sauvegarde ça",
        "sauvegardez ça",
        "garde ça pour plus tard",
    ],
    polite: &["s'il te plaît", "s'il vous plaît", "vesper", "oui", "d'accord", "merci"],
};

/// What `words` mean for the part that is heard; none where that is something else. `language` is a BCP 47 tag.
pub(super) fn meant(words: &str, language: &str) -> Option<Steer> {
    let known = if is_french(language) { &FRENCH } else { &ENGLISH };
    let mut said = plain(words);
    while let Some(rest) = known.polite.iter().find_map(|polite| without(&said, polite)) {
        said = rest;
    }
    let is = |list: &[&str]| list.iter().any(|saying| plain(saying) == said);
    if is(known.more) {
        Some(Steer::More)
    } else if is(known.save) {
        Some(Steer::Save)
    } else if is(known.skip) || command(words, language) == Some(Spoken::Skip) {
        Some(Steer::Skip)
    } else {
        None
    }
}

fn is_french(language: &str) -> bool {
    language.split('-').next().is_some_and(|tag| tag.eq_ignore_ascii_case("fr"))
}

/// In small letters with single blanks, without the marks of sentences.
fn plain(words: &str) -> String {
    let letters = words.chars().take(200).map(|letter| match letter {
        '’' => '\'',
        '-' | ',' | '.' | '!' | '?' | '…' => ' ',
        letter => letter,
    });
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is left of `said` where it begins or ends with `polite`, and something is left.
fn without(said: &str, polite: &str) -> Option<String> {
    let polite = plain(polite);
    let head = said.strip_prefix(&polite).and_then(|rest| rest.strip_prefix(' '));
    let tail = said.strip_suffix(&polite).and_then(|rest| rest.strip_suffix(' '));
    head.or(tail).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listener_says_it_in_their_words() {
        for (words, wanted) in [
            ("Tell me more.", Some(Steer::More)),
            ("Could you tell me more about this, please?", Some(Steer::More)),
            ("more", Some(Steer::More)),
            ("Save it for later!", Some(Steer::Save)),
            ("okay Vesper, keep that", Some(Steer::Save)),
            ("skip", Some(Steer::Skip)),
            ("next one please", Some(Steer::Skip)),
            ("Next story.", Some(Steer::Skip)),
            ("please", None),
            ("tell me a story", None),
            ("there was more to save than that", None),
            ("", None),
        ] {
            assert_eq!(meant(words, "en-GB"), wanted, "{words}");
        }
        for (words, wanted) in [
            ("Dis-m’en plus, s'il te plaît.", Some(Steer::More)),
            ("garde ça", Some(Steer::Save)),
            ("Au suivant", Some(Steer::Skip)),
            ("Article suivant !", Some(Steer::Skip)),
            ("tell me more", None),
        ] {
            assert_eq!(meant(words, "fr"), wanted, "{words}");
        }
    }
}
