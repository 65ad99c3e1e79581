//! Portuguese: *e* between the parts; Brazil counts in the short scale, Portugal in the long.

use super::{Form, groups, name};

const SMALL: [&str; 20] = [
    "zero",
    "um",
    "dois",
    "três",
    "quatro",
    "cinco",
    "seis",
    "sete",
    "oito",
    "nove",
    "dez",
    "onze",
    "doze",
    "treze",
    "catorze",
    "quinze",
    "dezesseis",
    "dezessete",
    "dezoito",
    "dezenove",
];
const TENS: [&str; 10] =
    ["", "", "vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa"];
const HUNDREDS: [&str; 10] = [
    "",
    "cento",
    "duzentos",
    "trezentos",
    "quatrocentos",
    "quinhentos",
    "seiscentos",
    "setecentos",
    "oitocentos",
    "novecentos",
];
const SCALES: [(&str, &str); 8] = [
    ("", ""),
    ("", ""),
    ("milhão", "milhões"),
    ("bilhão", "bilhões"),
    ("trilhão", "trilhões"),
    ("quatrilhão", "quatrilhões"),
    ("quintilhão", "quintilhões"),
    ("sextilhão", "sextilhões"),
];
const LONG_SCALES: [(&str, &str); 4] =
    [("", ""), ("milhão", "milhões"), ("bilião", "biliões"), ("trilião", "triliões")];

/// As in Brazil.
pub(in super::super) fn cardinal(n: u128, form: Form) -> String {
    if n == 0 {
        return SMALL[0].into();
    }
    let groups = groups(n);
    let mut parts = Vec::new();
    for (i, &group) in groups.iter().enumerate().skip(2).rev().filter(|(_, group)| **group > 0) {
        let (one, many) = SCALES.get(i).copied().unwrap_or_default();
        parts.push((
            group,
            format!("{} {}", below_thousand(group, Form::Count), if group == 1 { one } else { many }),
        ));
    }
    let (ones, thousands) = (groups[0], groups.get(1).copied().unwrap_or(0));
    push_below_million(&mut parts, thousands, ones, form);
    joined(parts)
}

/// As in Portugal, Angola and Mozambique.
pub(in super::super) fn european(n: u128, form: Form) -> String {
    if n == 0 {
        return SMALL[0].into();
    }
    let mut parts = Vec::new();
    // Two groups of three, thousands and ones, share one name of the long scale.
    for (i, pair) in groups(n).chunks(2).enumerate().rev() {
        let (ones, thousands) = (pair[0], pair.get(1).copied().unwrap_or(0));
        if i == 0 {
            push_below_million(&mut parts, thousands, ones, form);
        } else if ones > 0 || thousands > 0 {
            let mut front = Vec::new();
            push_below_million(&mut front, thousands, ones, Form::Count);
            let (one, many) = LONG_SCALES.get(i).copied().unwrap_or_default();
            let scale = if thousands == 0 && ones == 1 { one } else { many };
            parts.push((ones, format!("{} {scale}", joined(front))));
        }
    }
    let words = joined(parts);
    words.replace("dezesseis", "dezasseis").replace("dezessete", "dezassete").replace("dezenove", "dezanove")
}

fn push_below_million(parts: &mut Vec<(u16, String)>, thousands: u16, ones: u16, form: Form) {
    match thousands {
        0 => {}
        1 => parts.push((1, "mil".into())),
        _ => parts.push((thousands, format!("{} mil", below_thousand(thousands, form)))),
    }
    if ones > 0 {
        parts.push((ones, below_thousand(ones, form)));
    }
}

/// The last part is joined with *e* if it is below a hundred or a round hundred.
fn joined(parts: Vec<(u16, String)>) -> String {
    let last = parts.len().saturating_sub(1);
    let mut words = String::new();
    for (i, (group, part)) in parts.into_iter().enumerate() {
        if i > 0 {
            let and = i == last && (group < 100 || group.is_multiple_of(100));
            words.push_str(if and { " e " } else { " " });
        }
        words.push_str(&part);
    }
    words
}

fn below_thousand(n: u16, form: Form) -> String {
    let hundreds = match n / 100 {
        1 if n == 100 => "cem".into(),
        hundreds @ 2.. if form == Form::Feminine => {
            format!("{}as", name(&HUNDREDS, hundreds).trim_end_matches("os"))
        }
        hundreds => name(&HUNDREDS, hundreds).to_owned(),
    };
    let tens = if n % 100 < 20 { "" } else { name(&TENS, n % 100 / 10) };
    let ones = match (if n % 100 < 20 { n % 100 } else { n % 10 }, form) {
        (0, _) => "",
        (1, Form::Feminine) => "uma",
        (2, Form::Feminine) => "duas",
        (ones, _) => name(&SMALL, ones),
    };
    let parts = [hundreds.as_str(), tens, ones];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" e ")
}

const FIRST: [&str; 10] =
    ["", "primeiro", "segundo", "terceiro", "quarto", "quinto", "sexto", "sétimo", "oitavo", "nono"];
const TENTHS: [&str; 10] = [
    "",
    "décimo",
    "vigésimo",
    "trigésimo",
    "quadragésimo",
    "quinquagésimo",
    "sexagésimo",
    "septuagésimo",
    "octogésimo",
    "nonagésimo",
];

/// Up to 100; above, the cardinal is said.
pub(in super::super) fn ordinal(n: u128, form: Form) -> Option<String> {
    let words = match n {
        1..=99 => {
            format!("{} {}", name(&TENTHS, n as u16 / 10), name(&FIRST, n as u16 % 10)).trim().to_owned()
        }
        100 => "centésimo".into(),
        _ => return None,
    };
    if form != Form::Feminine {
        return Some(words);
    }
    let turned = words.split(' ').map(|word| format!("{}a", word.trim_end_matches('o')));
    Some(turned.collect::<Vec<_>>().join(" "))
}

pub(in super::super) fn year(n: u32) -> String {
    cardinal(u128::from(n), Form::Count)
}

pub(in super::super) fn european_year(n: u32) -> String {
    european(u128::from(n), Form::Count)
}
