//! Postal addresses as they are read in English: house numbers in pairs, kinds of street, states.

use super::figures::spelled;
use super::numbers::english::second_half;
use super::numbers::{Form, english};
use super::page::{Dot, Found, Page, is_capitalised, same};
use super::scan::Kind;
use super::tongues::Family;

/// Tokens between a house number and the kind of its street.
const REACH: usize = 12;

/// What belongs to an address at `at`.
pub(super) fn part(page: &Page<'_>, at: usize) -> Option<Found> {
    if page.tongue.family != Family::English {
        return None;
    }
    match page.kind(at)? {
        Kind::Digits => house(page, at).or_else(|| code(page, at)),
        Kind::Word => kind(page, at).or_else(|| direction(page, at)).or_else(|| state(page, at)),
        _ => None,
    }
}

/// The kind of street written at `at`.
fn street(page: &Page<'_>, at: usize) -> Option<&'static str> {
    let word = page.word(at)?;
    KINDS.iter().find(|(short, _)| same(short, word)).map(|(_, long)| *long)
}

/// A house number: twenty-seven eighty-eight, seven zero eight.
fn house(page: &Page<'_>, at: usize) -> Option<Found> {
    let digits = page.digits(at).filter(|digits| digits.len() <= 4 && !digits.starts_with('0'))?;
    if page.touched(at) || kind_behind(page, at).is_none() {
        return None;
    }
    let n: u32 = digits.parse().ok()?;
    let words = match (digits.len(), n / 100, n % 100) {
        (3, _, rest) if rest < 10 && rest > 0 => spelled(page.tongue, digits),
        (3 | 4, front, rest) if rest > 0 || front % 10 > 0 => {
            format!("{} {}", english::cardinal(u128::from(front), Form::Count), second_half(rest))
        }
        _ => english::cardinal(u128::from(n), Form::Count),
    };
    Some(Found::new(at + 1, words))
}

/// Where the kind of the street stands whose house number is at `house`: behind names, figures and spaces.
fn kind_behind(page: &Page<'_>, house: usize) -> Option<usize> {
    let mut named = false;
    for at in house + 1..house + REACH {
        match page.kind(at)? {
            Kind::Space => {}
            Kind::Digits => named = true,
            Kind::Word if page.touched(at) => {}
            Kind::Word if named && street(page, at).is_some() => return Some(at),
            Kind::Word if is_capitalised(page.piece(at)) => named = true,
            _ => return None,
        }
    }
    None
}

/// `St`, `Ave.`: behind the name of a street with a house number.
fn kind(page: &Page<'_>, at: usize) -> Option<Found> {
    let long = street(page, at)?;
    let mut numbers =
        (at.saturating_sub(REACH - 1)..at.saturating_sub(2)).filter(|&i| page.digits(i).is_some());
    let housed = numbers.any(|number| kind_behind(page, number) == Some(at));
    if !housed && !within_sentence(page, at) {
        return None;
    }
    let dot = page.is_mark(at + 1, '.');
    Some(Found { end: at + 1 + usize::from(dot), spoken: long.into(), dot: dot.then_some(Dot::Last) })
}

/// `Downing St. is`, `Elm Rd., London`: behind a name and before no other.
fn within_sentence(page: &Page<'_>, at: usize) -> bool {
    let name = page.word_before(at).is_some_and(is_capitalised) && is_capitalised(page.piece(at));
    let small = page.is_space(at + 2) && page.word(at + 3).is_some_and(|word| !is_capitalised(word));
    name && page.is_mark(at + 1, '.') && (small || page.is_mark(at + 2, ','))
}

/// `N`, `SW` between a house number and a name.
fn direction(page: &Page<'_>, at: usize) -> Option<Found> {
    let word = page.word(at).filter(|word| word.len() <= 2)?;
    let long = DIRECTIONS.iter().find(|(short, _)| *short == word).map(|(_, long)| *long)?;
    let house = at.checked_sub(2).filter(|&i| page.is_space(i + 1) && page.digits(i).is_some())?;
    kind_behind(page, house).map(|_| Found::new(at + 1 + usize::from(page.is_mark(at + 1, '.')), long))
}

/// `, CA 95051`, `, NY`: a state behind a comma.
fn state(page: &Page<'_>, at: usize) -> Option<Found> {
    let word = page.word(at).filter(|word| word.len() == 2)?;
    let long = STATES.iter().find(|(short, _)| *short == word).map(|(_, long)| *long)?;
    let comma = at.checked_sub(2).is_some_and(|i| page.is_mark(i, ',') && page.is_space(i + 1));
    let ends = !page.is_space(at + 1) || page.digits(at + 2).is_some();
    (comma && ends).then(|| Found::new(at + 1, long))
}

/// The post code behind a state.
fn code(page: &Page<'_>, at: usize) -> Option<Found> {
    let digits = page.digits(at).filter(|digits| digits.len() == 5)?;
    let mut before = at.checked_sub(2)?;
    before -= usize::from(page.is_mark(before, ',')).min(before);
    let word = page.word(before).filter(|word| STATES.iter().any(|(short, _)| short == word));
    word.map(|_| Found::new(at + 1, spelled(page.tongue, digits)))
}

const KINDS: &[(&str, &str)] = &[
    ("St", "Street"),
    ("Ave", "Avenue"),
    ("Rd", "Road"),
    ("Blvd", "Boulevard"),
    ("Ln", "Lane"),
    ("Dr", "Drive"),
    ("Ct", "Court"),
    ("Pl", "Place"),
    ("Sq", "Square"),
    ("Ter", "Terrace"),
    ("Hwy", "Highway"),
    ("Expy", "Expressway"),
    ("Pkwy", "Parkway"),
    ("Cres", "Crescent"),
];

const DIRECTIONS: &[(&str, &str)] = &[
    ("N", "North"),
    ("S", "South"),
    ("E", "East"),
    ("W", "West"),
    ("NE", "Northeast"),
    ("NW", "Northwest"),
    ("SE", "Southeast"),
    ("SW", "Southwest"),
];

const STATES: &[(&str, &str)] = &[
    ("AL", "Alabama"),
    ("AK", "Alaska"),
    ("AZ", "Arizona"),
    ("AR", "Arkansas"),
    ("CA", "California"),
    ("CO", "Colorado"),
    ("CT", "Connecticut"),
    ("DE", "Delaware"),
    ("FL", "Florida"),
    ("GA", "Georgia"),
    ("HI", "Hawaii"),
    ("ID", "Idaho"),
    ("IL", "Illinois"),
    ("IN", "Indiana"),
    ("IA", "Iowa"),
    ("KS", "Kansas"),
    ("KY", "Kentucky"),
    ("LA", "Louisiana"),
    ("ME", "Maine"),
    ("MD", "Maryland"),
    ("MA", "Massachusetts"),
    ("MI", "Michigan"),
    ("MN", "Minnesota"),
    ("MS", "Mississippi"),
    ("MO", "Missouri"),
    ("MT", "Montana"),
    ("NE", "Nebraska"),
    ("NV", "Nevada"),
    ("NH", "New Hampshire"),
    ("NJ", "New Jersey"),
    ("NM", "New Mexico"),
    ("NY", "New York"),
    ("NC", "North Carolina"),
    ("ND", "North Dakota"),
    ("OH", "Ohio"),
    ("OK", "Oklahoma"),
    ("OR", "Oregon"),
    ("PA", "Pennsylvania"),
    ("RI", "Rhode Island"),
    ("SC", "South Carolina"),
    ("SD", "South Dakota"),
    ("TN", "Tennessee"),
    ("TX", "Texas"),
    ("UT", "Utah"),
    ("VT", "Vermont"),
    ("VA", "Virginia"),
    ("WA", "Washington"),
    ("WV", "West Virginia"),
    ("WI", "Wisconsin"),
    ("WY", "Wyoming"),
];
