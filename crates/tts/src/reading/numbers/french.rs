//! French of France: soixante-dix, quatre-vingts; long scale.

use super::{Form, groups, name};

const SMALL: [&str; 20] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
];
const TENS: [&str; 7] = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante"];
const SCALES: [&str; 8] = ["", "", "million", "milliard", "billion", "billiard", "trillion", "trilliard"];

pub(in super::super) fn cardinal(n: u128, form: Form) -> String {
    if n == 0 {
        return SMALL[0].into();
    }
    let mut parts = Vec::new();
    for (i, &group) in groups(n).iter().enumerate().rev().filter(|(_, group)| **group > 0) {
        match (i, group) {
            (0, _) => parts.push(below_thousand(group, form, true)),
            (1, 1) => parts.push("mille".into()),
            (1, _) => parts.push(format!("{} mille", below_thousand(group, Form::Count, false))),
            (_, 1) => parts.push(format!("un {}", name(&SCALES, i as u16))),
            _ => parts.push(format!(
                "{} {}s",
                below_thousand(group, Form::Count, true),
                name(&SCALES, i as u16)
            )),
        }
    }
    parts.join(" ")
}

/// `last`: nothing numeral follows, so that cents and quatre-vingts take their s.
fn below_thousand(n: u16, form: Form, last: bool) -> String {
    let s = if last { "s" } else { "" };
    match (n / 100, n % 100) {
        (0, rest) => below_hundred(rest, form, last),
        (1, 0) => "cent".into(),
        (1, rest) => format!("cent {}", below_hundred(rest, form, last)),
        (hundreds, 0) => format!("{} cent{s}", name(&SMALL, hundreds)),
        (hundreds, rest) => format!("{} cent {}", name(&SMALL, hundreds), below_hundred(rest, form, last)),
    }
}

fn below_hundred(n: u16, form: Form, last: bool) -> String {
    let one = if form == Form::Feminine { "une" } else { "un" };
    match (n / 10, n % 10) {
        (0, 1) => one.into(),
        (0 | 1, _) => name(&SMALL, n).into(),
        (8, 0) => format!("quatre-vingt{}", if last { "s" } else { "" }),
        (8, 1) => format!("quatre-vingt-{one}"),
        (8 | 9, _) => format!("quatre-vingt-{}", name(&SMALL, n - 80)),
        (7, 1) => "soixante et onze".into(),
        (7, _) => format!("soixante-{}", name(&SMALL, n - 60)),
        (tens, 0) => name(&TENS, tens).into(),
        (tens, 1) => format!("{} et {one}", name(&TENS, tens)),
        (tens, ones) => format!("{}-{}", name(&TENS, tens), name(&SMALL, ones)),
    }
}

pub(in super::super) fn ordinal(n: u128, form: Form) -> Option<String> {
    if n == 1 {
        return Some(if form == Form::Feminine { "première" } else { "premier" }.into());
    }
    let cardinal = cardinal(n, Form::Count);
    let stem = match cardinal.as_str() {
        many if many.ends_with("cents") || many.ends_with("vingts") || many.ends_with("ions") => {
            many.strip_suffix('s')?
        }
        other => other,
    };
    Some(match stem {
        five if five.ends_with("cinq") => format!("{five}uième"),
        nine if nine.ends_with("neuf") => format!("{}vième", nine.strip_suffix('f')?),
        other => format!("{}ième", other.strip_suffix('e').unwrap_or(other)),
    })
}

pub(in super::super) fn year(n: u32) -> String {
    cardinal(u128::from(n), Form::Count)
}
