//! German: compounds below a million, ones before tens; long scale.

use super::{Form, groups, name};

const SMALL: [&str; 20] = [
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
];
const TENS: [&str; 10] =
    ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];
const SCALES: [(&str, &str); 8] = [
    ("", ""),
    ("", ""),
    ("Million", "Millionen"),
    ("Milliarde", "Milliarden"),
    ("Billion", "Billionen"),
    ("Billiarde", "Billiarden"),
    ("Trillion", "Trillionen"),
    ("Trilliarde", "Trilliarden"),
];

pub(in super::super) fn cardinal(n: u128, form: Form) -> String {
    if n == 0 {
        return SMALL[0].into();
    }
    let mut parts = Vec::new();
    let groups = groups(n);
    for (i, &group) in groups.iter().enumerate().skip(2).rev().filter(|(_, group)| **group > 0) {
        let (one, many) = SCALES.get(i).copied().unwrap_or_default();
        parts.push(match group {
            1 => format!("eine {one}"),
            _ => format!("{} {many}", below_thousand(group, "eins")),
        });
    }
    let one = match form {
        Form::Count => "eins",
        Form::Feminine => "eine",
        Form::Masculine | Form::Neuter => "ein",
    };
    let thousands = match groups.get(1).copied().unwrap_or(0) {
        0 => String::new(),
        1 if parts.is_empty() => "tausend".into(),
        group => format!("{}tausend", below_thousand(group, "ein")),
    };
    let rest = groups.first().copied().unwrap_or(0);
    let rest = match rest {
        0 => String::new(),
        100..200 if !thousands.is_empty() => format!("ein{}", below_thousand(rest, one)),
        _ => below_thousand(rest, one),
    };
    parts.push(format!("{thousands}{rest}"));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// `one` is what *one* is at the end of it.
fn below_thousand(n: u16, one: &str) -> String {
    let hundreds = match n / 100 {
        0 => String::new(),
        1 => "hundert".into(),
        hundreds => format!("{}hundert", name(&SMALL, hundreds)),
    };
    format!("{hundreds}{}", below_hundred(n % 100, one))
}

fn below_hundred(n: u16, one: &str) -> String {
    match (n / 10, n % 10) {
        (0, 0) => String::new(),
        (0, 1) => one.into(),
        (0 | 1, _) => name(&SMALL, n).into(),
        (tens, 0) => name(&TENS, tens).into(),
        (tens, 1) => format!("einund{}", name(&TENS, tens)),
        (tens, ones) => format!("{}und{}", name(&SMALL, ones), name(&TENS, tens)),
    }
}

/// In the form that follows an article, `-te`; other endings are added to it.
pub(in super::super) fn ordinal(n: u128, _: Form) -> Option<String> {
    let rest = (n % 100) as u16;
    let front = match n - u128::from(rest) {
        0 => String::new(),
        front => cardinal(front, Form::Count),
    };
    Some(match rest {
        1 => format!("{front}erste"),
        3 => format!("{front}dritte"),
        7 => format!("{front}siebte"),
        8 => format!("{front}achte"),
        0 if n == 0 => "nullte".into(),
        2..=19 => format!("{front}{}te", name(&SMALL, rest)),
        _ => format!("{front}{}ste", below_hundred(rest, "eins")),
    })
}

/// Years before 2000 are counted in hundreds: neunzehnhundertvierundachtzig.
pub(in super::super) fn year(n: u32) -> String {
    match n {
        1100..2000 => {
            format!("{}hundert{}", name(&SMALL, (n / 100) as u16), below_hundred((n % 100) as u16, "eins"))
        }
        _ => cardinal(u128::from(n), Form::Count),
    }
}
