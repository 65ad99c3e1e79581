//! English: short scale, *and* before the last two digits.

use super::{Form, groups, name};

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [&str; 8] =
    ["", " thousand", " million", " billion", " trillion", " quadrillion", " quintillion", " sextillion"];

pub(in super::super) fn cardinal(n: u128, _: Form) -> String {
    if n == 0 {
        return SMALL[0].into();
    }
    let groups = groups(n);
    let mut parts = Vec::new();
    for (i, &group) in groups.iter().enumerate().rev().filter(|(_, group)| **group > 0) {
        let and = if i == 0 && group < 100 && groups.len() > 1 { "and " } else { "" };
        parts.push(format!("{and}{}{}", below_thousand(group), name(&SCALES, i as u16)));
    }
    parts.join(" ")
}

fn below_thousand(n: u16) -> String {
    match (n / 100, n % 100) {
        (0, rest) => below_hundred(rest),
        (hundreds, 0) => format!("{} hundred", name(&SMALL, hundreds)),
        (hundreds, rest) => format!("{} hundred and {}", name(&SMALL, hundreds), below_hundred(rest)),
    }
}

fn below_hundred(n: u16) -> String {
    match (n / 10, n % 10) {
        (0 | 1, _) => name(&SMALL, n).into(),
        (tens, 0) => name(&TENS, tens).into(),
        (tens, ones) => format!("{}-{}", name(&TENS, tens), name(&SMALL, ones)),
    }
}

pub(in super::super) fn ordinal(n: u128, form: Form) -> Option<String> {
    let cardinal = cardinal(n, form);
    let cut = cardinal.rfind([' ', '-']).map_or(0, |at| at + 1);
    let (rest, last) = cardinal.split_at(cut);
    let last = match last {
        "one" => "first".into(),
        "two" => "second".into(),
        "three" => "third".into(),
        "five" => "fifth".into(),
        "eight" => "eighth".into(),
        "nine" => "ninth".into(),
        "twelve" => "twelfth".into(),
        other => match other.strip_suffix('y') {
            Some(stem) => format!("{stem}ieth"),
            None => format!("{other}th"),
        },
    };
    Some(format!("{rest}{last}"))
}

/// Years go in pairs: nineteen eighty-four, fifteen oh six, two thousand six, twenty ten.
pub(in super::super) fn year(n: u32) -> String {
    let (century, rest) = (n / 100, n % 100);
    if !(1000..10_000).contains(&n) || century.is_multiple_of(10) && rest < 10 {
        return cardinal(u128::from(n), Form::Count).replace(" and ", " ");
    }
    format!("{} {}", below_hundred(century as u16), second_half(rest))
}

/// The last two digits of a year or a house number, behind the first.
pub(in super::super) fn second_half(n: u32) -> String {
    match n {
        0 => "hundred".into(),
        1..=9 => format!("oh {}", name(&SMALL, n as u16)),
        _ => below_hundred((n % 100) as u16),
    }
}

/// Several of a round number: the nineteen eighties, in her thirties.
pub(in super::super) fn plural(words: &str) -> String {
    match words.strip_suffix('y') {
        Some(stem) => format!("{stem}ies"),
        None if words.ends_with('x') => format!("{words}es"),
        None => format!("{words}s"),
    }
}
