//! Italian: compounds below a million, vowels that meet fall; long scale.

use super::{Form, groups, name};

const SMALL: [&str; 20] = [
    "zero",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
];
const TENS: [&str; 10] =
    ["", "", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"];
const SCALES: [(&str, &str); 8] = [
    ("", ""),
    ("", ""),
    ("milione", "milioni"),
    ("miliardo", "miliardi"),
    ("bilione", "bilioni"),
    ("biliardo", "biliardi"),
    ("trilione", "trilioni"),
    ("triliardo", "triliardi"),
];

pub(in super::super) fn cardinal(n: u128, form: Form) -> String {
    match (n, form) {
        (0, _) => return SMALL[0].into(),
        (1, Form::Masculine | Form::Neuter) => return "un".into(),
        (1, Form::Feminine) => return "una".into(),
        _ => {}
    }
    let groups = groups(n);
    let mut parts = Vec::new();
    for (i, &group) in groups.iter().enumerate().skip(2).rev().filter(|(_, group)| **group > 0) {
        let (one, many) = SCALES.get(i).copied().unwrap_or_default();
        parts.push(match group {
            1 => format!("un {one}"),
            _ => format!("{} {many}", accented(below_thousand(group))),
        });
    }
    let thousands = match groups.get(1).copied().unwrap_or(0) {
        0 => String::new(),
        1 => "mille".into(),
        group => format!("{}mila", below_thousand(group)),
    };
    let rest = below_thousand(groups.first().copied().unwrap_or(0));
    parts.push(accented(format!("{thousands}{rest}")));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// A final *tre* is stressed in a compound.
fn accented(words: String) -> String {
    match words.strip_suffix("tre") {
        Some(front) if !front.is_empty() => format!("{front}tré"),
        _ => words,
    }
}

fn below_thousand(n: u16) -> String {
    let hundreds = match n / 100 {
        0 => String::new(),
        1 => "cento".into(),
        hundreds => format!("{}cento", name(&SMALL, hundreds)),
    };
    let rest = below_hundred(n % 100);
    match hundreds.strip_suffix('o') {
        Some(stem) if rest.starts_with('o') => format!("{stem}{rest}"),
        _ => format!("{hundreds}{rest}"),
    }
}

fn below_hundred(n: u16) -> String {
    match (n / 10, n % 10) {
        (0, 0) => String::new(),
        (0 | 1, _) => name(&SMALL, n).into(),
        (tens, 0) => name(&TENS, tens).into(),
        (tens, ones @ (1 | 8)) => {
            let tens = name(&TENS, tens);
            format!("{}{}", &tens[..tens.len() - 1], name(&SMALL, ones))
        }
        (tens, ones) => format!("{}{}", name(&TENS, tens), name(&SMALL, ones)),
    }
}

const FIRST: [&str; 11] =
    ["", "primo", "secondo", "terzo", "quarto", "quinto", "sesto", "settimo", "ottavo", "nono", "decimo"];

pub(in super::super) fn ordinal(n: u128, form: Form) -> Option<String> {
    let words = match n {
        0 => return None,
        1..=10 => name(&FIRST, n as u16).to_owned(),
        _ => {
            let cardinal = cardinal(n, Form::Count);
            let stem = match cardinal.strip_suffix("tré") {
                Some(front) => format!("{front}tre"),
                None if cardinal.ends_with("sei") => cardinal,
                None if cardinal.ends_with("mila") => format!("{}ll", cardinal.strip_suffix("la")?),
                None => cardinal.strip_suffix(['o', 'e', 'i', 'a']).map(str::to_owned).unwrap_or(cardinal),
            };
            format!("{stem}esimo")
        }
    };
    Some(match (form, words.strip_suffix('o')) {
        (Form::Feminine, Some(stem)) => format!("{stem}a"),
        _ => words,
    })
}

pub(in super::super) fn year(n: u32) -> String {
    cardinal(u128::from(n), Form::Count)
}
