//! Roman numerals, where the words around them say that they are.

use super::numbers::Form;
use super::page::{Dot, Found, Page, is_capitalised, is_one_of};
use super::tongues::Family;

/// The numeral at `at`: `Chapter IV`, `Louis XIV`, `le XIXe siècle`.
pub(super) fn numeral(page: &Page<'_>, at: usize) -> Option<Found> {
    let word = page.word(at)?;
    if let Some(owner) = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")) {
        return plain(page, at, owner).map(|found| Found { spoken: found.spoken + "'s", ..found });
    }
    plain(page, at, word)
}

/// The numeral `word`, which stands at `at`.
fn plain(page: &Page<'_>, at: usize, word: &str) -> Option<Found> {
    if !word.starts_with(['I', 'V', 'X', 'L', 'C', 'D', 'M']) || word.len() > 15 {
        return None;
    }
    if let Some(found) = french_ordinal(page, at, word) {
        return Some(found);
    }
    let n = value(word)?;
    let cardinal = |end| Found::new(end, (page.tongue.cardinal)(u128::from(n), Form::Count));
    if page.tongue.family == Family::Italian && page.is_space(at + 1) && page.word(at + 2) == Some("secolo") {
        return (page.tongue.ordinal)(u128::from(n), Form::Masculine).map(|words| Found::new(at + 1, words));
    }
    let before = page.word_before(at).or_else(|| label(page, at))?;
    if is_one_of(before, page.tongue.numbered) && (word.len() > 1 || is_capitalised(before)) {
        return Some(cardinal(at + 1));
    }
    if is_one_of(before, &["siècle", "secolo"]) {
        return Some(cardinal(at + 1));
    }
    let name = is_capitalised(before) && before.chars().skip(1).all(char::is_lowercase) && before.len() > 1;
    if !name || n > 100 {
        return None;
    }
    if RULERS.binary_search(&before).is_ok() && sure(page, at, word) {
        let dot = page.tongue.family == Family::German && page.is_mark(at + 1, '.');
        let end = at + 1 + usize::from(dot);
        return Some(Found { end, spoken: (page.tongue.regnal)(n), dot: dot.then_some(Dot::Last) });
    }
    (word.len() > 1 && !page.is_mark(at + 1, '\'')).then(|| cardinal(at + 1))
}

/// The abbreviated label before the numeral at `at`: `Séc. XXI`.
fn label<'a>(page: &Page<'a>, at: usize) -> Option<&'a str> {
    let dot = at.checked_sub(2).filter(|&dot| page.is_mark(dot, '.') && page.is_space(dot + 1))?;
    page.word(dot.checked_sub(1)?).filter(|word| is_one_of(word, page.tongue.numbered))
}

/// `I` behind a name may be the pronoun: *Henry, I* is none, *Henry I was* is one only before a comma or an end.
fn sure(page: &Page<'_>, at: usize, word: &str) -> bool {
    word != "I"
        || page.tongue.family != Family::English
        || !page.is_space(at + 1)
        || page.word(at + 2).is_some_and(|next| is_one_of(next, &["of", "was", "and", "is", "had"]))
}

/// `XIXe`, `IIème`, `Ier`.
fn french_ordinal(page: &Page<'_>, at: usize, word: &str) -> Option<Found> {
    if page.tongue.family != Family::French {
        return None;
    }
    let cut = word.find(|c: char| !matches!(c, 'I' | 'V' | 'X'))?;
    let (numeral, suffix) = word.split_at(cut);
    let form = match suffix {
        "e" | "er" | "ème" | "eme" => Form::Masculine,
        "re" | "ère" => Form::Feminine,
        _ => return None,
    };
    Some(Found::new(at + 1, (page.tongue.ordinal)(u128::from(value(numeral)?), form)?))
}

/// The value of a numeral in its one usual form, below 4000.
pub(super) fn value(numeral: &str) -> Option<u32> {
    const PARTS: [(&str, u32); 13] = [
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let mut rest = numeral;
    let mut value = 0;
    for (part, worth) in PARTS {
        let most = if part.len() == 1 && matches!(part, "M" | "C" | "X" | "I") { 3 } else { 1 };
        for _ in 0..most {
            let Some(next) = rest.strip_prefix(part) else { break };
            rest = next;
            value += worth;
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

/// Names of kings, queens, popes and emperors. Sorted.
const RULERS: &[&str] = &[
    "Alejandro",
    "Alessandro",
    "Alexander",
    "Alexandre",
    "Alfonso",
    "Benedetto",
    "Benedict",
    "Benedicto",
    "Benedikt",
    "Benoît",
    "Bento",
    "Boniface",
    "Carlo",
    "Carlos",
    "Catalina",
    "Catherine",
    "Charles",
    "Christian",
    "Clement",
    "Clemente",
    "Darius",
    "Edward",
    "Elisabeth",
    "Elisabetta",
    "Elizabeth",
    "Emanuele",
    "Enrico",
    "Enrique",
    "Felipe",
    "Ferdinand",
    "Fernando",
    "Filippo",
    "Francesco",
    "Francis",
    "Francisco",
    "Franz",
    "François",
    "Frederick",
    "Friedrich",
    "Frédéric",
    "George",
    "Georges",
    "Giacomo",
    "Giorgio",
    "Giovanni",
    "Gregor",
    "Gregorio",
    "Gregory",
    "Grégoire",
    "Guglielmo",
    "Guillaume",
    "Gustav",
    "Heinrich",
    "Henri",
    "Henry",
    "Innocent",
    "Isabel",
    "Ivan",
    "Jacques",
    "Jaime",
    "Jakob",
    "James",
    "Jean",
    "Johannes",
    "John",
    "Jorge",
    "Joseph",
    "João",
    "Juan",
    "Juliana",
    "Karl",
    "Konrad",
    "Leo",
    "Leone",
    "Leopold",
    "Louis",
    "Ludwig",
    "Luigi",
    "Luis",
    "Luís",
    "Malcolm",
    "Manuel",
    "Margaret",
    "Margrethe",
    "Maria",
    "Mary",
    "Maximilian",
    "Napoleon",
    "Napoleone",
    "Napoléon",
    "Nicholas",
    "Nicolas",
    "Nikolaus",
    "Olav",
    "Otto",
    "Pablo",
    "Paolo",
    "Paul",
    "Paulo",
    "Pedro",
    "Peter",
    "Philip",
    "Philipp",
    "Philippe",
    "Pie",
    "Pierre",
    "Pietro",
    "Pio",
    "Pius",
    "Ptolemy",
    "Pío",
    "Ramses",
    "Richard",
    "Rudolf",
    "Sixtus",
    "Umberto",
    "Urban",
    "Victor",
    "Vittorio",
    "Wilhelm",
    "William",
    "Xerxes",
    "Élisabeth",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_in_their_usual_form() {
        let told = [("I", 1), ("IV", 4), ("XIV", 14), ("XLII", 42), ("MCMLXXXIV", 1984), ("MMXXVI", 2026)];
        for (numeral, n) in told {
            assert_eq!(value(numeral), Some(n), "{numeral}");
        }
        for word in ["IIII", "VX", "IC", "MIX I", "LIVID", "CIVIC", "IL"] {
            assert_eq!(value(word), None, "{word}");
        }
        assert!(RULERS.is_sorted());
    }
}
