//! Spanish: long scale, *one* and the hundreds agree with what is counted.

use super::{Form, groups, name};

const SMALL: [&str; 30] = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
];
const TENS: [&str; 10] =
    ["", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];
const HUNDREDS: [&str; 10] = [
    "",
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
];
const SCALES: [(&str, &str); 4] =
    [("", ""), ("millón", "millones"), ("billón", "billones"), ("trillón", "trillones")];

pub(in super::super) fn cardinal(n: u128, form: Form) -> String {
    if n == 0 {
        return SMALL[0].into();
    }
    let groups = groups(n);
    let mut parts = Vec::new();
    // Two groups of three, thousands and ones, share one name of the long scale.
    for (i, pair) in groups.chunks(2).enumerate().rev() {
        let (ones, thousands) = (pair[0], pair.get(1).copied().unwrap_or(0));
        if ones == 0 && thousands == 0 {
            continue;
        }
        let form = if i == 0 { form } else { Form::Masculine };
        let words = below_million(thousands, ones, form);
        let (one, many) = SCALES.get(i).copied().unwrap_or_default();
        parts.push(match i {
            0 => words,
            _ if thousands == 0 && ones == 1 => format!("un {one}"),
            _ => format!("{words} {many}"),
        });
    }
    parts.join(" ")
}

fn below_million(thousands: u16, ones: u16, form: Form) -> String {
    let short = if form == Form::Feminine { Form::Feminine } else { Form::Masculine };
    let front = match thousands {
        0 => String::new(),
        1 => "mil".into(),
        _ => format!("{} mil", below_thousand(thousands, short)),
    };
    match (front.is_empty(), ones) {
        (false, 0) => front,
        (true, _) => below_thousand(ones, form),
        (false, _) => format!("{front} {}", below_thousand(ones, form)),
    }
}

fn below_thousand(n: u16, form: Form) -> String {
    let hundreds = match n / 100 {
        1 if n == 100 => "cien".into(),
        hundreds @ 2.. if form == Form::Feminine => {
            format!("{}as", name(&HUNDREDS, hundreds).trim_end_matches("os"))
        }
        hundreds => name(&HUNDREDS, hundreds).to_owned(),
    };
    let rest = below_hundred(n % 100, form);
    [hundreds, rest].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn below_hundred(n: u16, form: Form) -> String {
    let one = match form {
        Form::Count => "uno",
        Form::Feminine => "una",
        Form::Masculine | Form::Neuter => "un",
    };
    match (n, n / 10, n % 10) {
        (0, ..) => String::new(),
        (1, ..) => one.into(),
        (21, ..) if one == "un" => "veintiún".into(),
        (21, ..) => format!("veinti{one}"),
        (..30, ..) => name(&SMALL, n).into(),
        (_, tens, 0) => name(&TENS, tens).into(),
        (_, tens, 1) => format!("{} y {one}", name(&TENS, tens)),
        (_, tens, ones) => format!("{} y {}", name(&TENS, tens), name(&SMALL, ones)),
    }
}

const FIRST: [&str; 13] = [
    "",
    "primero",
    "segundo",
    "tercero",
    "cuarto",
    "quinto",
    "sexto",
    "séptimo",
    "octavo",
    "noveno",
    "décimo",
    "undécimo",
    "duodécimo",
];
const TENTHS: [&str; 10] = [
    "",
    "décimo",
    "vigésimo",
    "trigésimo",
    "cuadragésimo",
    "quincuagésimo",
    "sexagésimo",
    "septuagésimo",
    "octogésimo",
    "nonagésimo",
];

/// Up to 100; above, Spanish says the cardinal.
pub(in super::super) fn ordinal(n: u128, form: Form) -> Option<String> {
    let words = match n as u16 {
        1 | 3 if n < 4 && form == Form::Masculine => name(&FIRST, n as u16).trim_end_matches('o').to_owned(),
        small @ 1..=12 if n <= 12 => name(&FIRST, small).into(),
        teen @ 13..=19 if n < 20 => format!("décimo {}", name(&FIRST, teen - 10)),
        100 if n == 100 => "centésimo".into(),
        other if n < 100 && n > 0 => {
            format!("{} {}", name(&TENTHS, other / 10), name(&FIRST, other % 10)).trim_end().to_owned()
        }
        _ => return None,
    };
    Some(if form == Form::Feminine { feminine(&words) } else { words })
}

fn feminine(words: &str) -> String {
    let turned = words.split(' ').map(|word| match word.strip_suffix('o') {
        Some(stem) => format!("{stem}a"),
        None => word.to_owned(),
    });
    turned.collect::<Vec<_>>().join(" ")
}

pub(in super::super) fn year(n: u32) -> String {
    cardinal(u128::from(n), Form::Count)
}
