use super::{Abbreviation, Cents, Currency, Date, Family, Scale, Time, Tongue, Unit, When, Words};
use crate::reading::numbers::Form::{self, Feminine as F, Masculine as M};
use crate::reading::numbers::italian::{cardinal, ordinal, year};

pub(super) static ITALIAN: Tongue = Tongue {
    family: Family::Italian,
    digits: ["zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"],
    cardinal,
    ordinal,
    year,
    decimal: (',', "virgola"),
    fraction_as_number: true,
    fraction,
    part_of,
    and: "e",
    words: Words {
        minus: "meno",
        plus: "più",
        to: "a",
        by: "per",
        times: "per",
        per: "per",
        number: "numero",
        at: "chiocciola",
        dot: "punto",
        slash: "barra",
        dash: "trattino",
        underscore: "trattino basso",
        colon: "due punti",
        about: "circa",
    },
    months: MONTHS,
    day_first: true,
    date,
    time,
    scales: SCALES,
    of,
    currencies: CURRENCIES,
    cents: Cents { joint: " e ", named: true },
    units: UNITS,
    abbreviations: ABBREVIATIONS,
    signs: SIGNS,
    numbered: &[
        "capitolo", "cap", "vol", "sec", "parte", "libro", "tomo", "volume", "atto", "scena", "sezione",
        "articolo", "fase", "tipo", "classe", "livello", "figura", "tabella", "allegato", "titolo",
        "stagione", "lezione", "secolo", "lettera", "canto",
    ],
    regnal,
    short_words: SHORT,
};

fn fraction(top: u32, bottom: u32) -> Option<String> {
    let (one, many) = match bottom {
        2 => ("mezzo".to_owned(), "mezzi".to_owned()),
        3..=100 => {
            let part = ordinal(u128::from(bottom), Form::Count)?;
            (part.clone(), format!("{}i", part.trim_end_matches('o')))
        }
        _ => return None,
    };
    Some(if top == 1 {
        format!("un {one}")
    } else {
        format!("{} {many}", cardinal(u128::from(top), Form::Count))
    })
}

fn part_of(part: Option<&str>, unit: &Unit) -> String {
    match part {
        None => format!("{} {}", if unit.3 == F { "mezza" } else { "mezzo" }, unit.1),
        Some(part) => format!("{part} di {}", unit.1),
    }
}

fn date(date: &Date<'_>) -> String {
    let month = MONTHS.get(date.month).and_then(|names| names.first()).copied().unwrap_or("");
    let day =
        date.day.map(|day| if day == 1 { "primo".into() } else { cardinal(u128::from(day), Form::Count) });
    [day.unwrap_or_default(), month.into(), date.year.clone().unwrap_or_default()].join(" ").trim().to_owned()
}

fn time(time: &Time) -> String {
    let hour = if time.hour == 1 { "una".into() } else { cardinal(u128::from(time.hour), Form::Count) };
    let mut words = match time.minute {
        0 => hour,
        15 if time.hour <= 12 => format!("{hour} e un quarto"),
        30 if time.hour <= 12 => format!("{hour} e mezza"),
        minute => format!("{hour} e {}", cardinal(u128::from(minute), Form::Count)),
    };
    match time.half {
        Some("AM") => words.push_str(" di mattina"),
        Some(_) => words.push_str(" di pomeriggio"),
        None => {}
    }
    if let Some(second) = time.second {
        let ending = if second == 1 { "o" } else { "i" };
        words.push_str(&format!(" e {} second{ending}", cardinal(u128::from(second), Form::Masculine)));
    }
    words
}

fn of(_: &str) -> &'static str {
    "di "
}

fn regnal(n: u32) -> String {
    ordinal(u128::from(n), Form::Masculine).unwrap_or_default()
}

const MONTHS: [&[&str]; 12] = [
    &["gennaio", "gen", "genn"],
    &["febbraio", "feb", "febbr"],
    &["marzo", "mar"],
    &["aprile", "apr"],
    &["maggio", "mag"],
    &["giugno", "giu"],
    &["luglio", "lug"],
    &["agosto", "ago"],
    &["settembre", "set", "sett"],
    &["ottobre", "ott"],
    &["novembre", "nov"],
    &["dicembre", "dic"],
];

const SCALES: &[Scale] = &[
    Scale(&["mila"], "mila", "mila"),
    Scale(&["milione", "milioni", "mln", "Mln"], "milione", "milioni"),
    Scale(&["miliardo", "miliardi", "mld", "Mld"], "miliardo", "miliardi"),
];

const CURRENCIES: &[Currency] = &[
    Currency(&["$", "USD", "US$"], "dollaro", "dollari", M, Some(("centesimo", "centesimi", M))),
    Currency(&["€", "EUR"], "euro", "euro", M, Some(("centesimo", "centesimi", M))),
    Currency(&["£", "GBP"], "sterlina", "sterline", F, Some(("penny", "pence", M))),
    Currency(&["¥", "JPY"], "yen", "yen", M, None),
    Currency(&["CNY", "元"], "yuan", "yuan", M, None),
    Currency(&["₩", "KRW"], "won", "won", M, None),
    Currency(&["₹", "INR"], "rupia", "rupie", F, None),
    Currency(&["₽", "RUB"], "rublo", "rubli", M, None),
    Currency(&["CHF"], "franco svizzero", "franchi svizzeri", M, Some(("centesimo", "centesimi", M))),
    Currency(&["₿", "BTC"], "bitcoin", "bitcoin", M, None),
];

const UNITS: &[Unit] = &[
    Unit(&["%"], "per cento", "per cento", Form::Count),
    Unit(&["‰"], "per mille", "per mille", M),
    Unit(&["°C", "℃", "ºC"], "grado Celsius", "gradi Celsius", M),
    Unit(&["°F", "℉"], "grado Fahrenheit", "gradi Fahrenheit", M),
    Unit(&["°"], "grado", "gradi", M),
    Unit(&["km"], "chilometro", "chilometri", M),
    Unit(&["m"], "metro", "metri", M),
    Unit(&["cm"], "centimetro", "centimetri", M),
    Unit(&["mm"], "millimetro", "millimetri", M),
    Unit(&["µm", "μm"], "micrometro", "micrometri", M),
    Unit(&["nm"], "nanometro", "nanometri", M),
    Unit(&["km²", "km2"], "chilometro quadrato", "chilometri quadrati", M),
    Unit(&["m²", "m2", "mq"], "metro quadrato", "metri quadrati", M),
    Unit(&["cm²", "cm2"], "centimetro quadrato", "centimetri quadrati", M),
    Unit(&["m³", "m3", "mc"], "metro cubo", "metri cubi", M),
    Unit(&["cm³", "cm3"], "centimetro cubo", "centimetri cubi", M),
    Unit(&["mph"], "miglio all'ora", "miglia all'ora", M),
    Unit(&["kg"], "chilogrammo", "chilogrammi", M),
    Unit(&["g"], "grammo", "grammi", M),
    Unit(&["mg"], "milligrammo", "milligrammi", M),
    Unit(&["t"], "tonnellata", "tonnellate", F),
    Unit(&["l", "L"], "litro", "litri", M),
    Unit(&["ml", "mL"], "millilitro", "millilitri", M),
    Unit(&["cl"], "centilitro", "centilitri", M),
    Unit(&["dl"], "decilitro", "decilitri", M),
    Unit(&["ha"], "ettaro", "ettari", M),
    Unit(&["h"], "ora", "ore", F),
    Unit(&["min"], "minuto", "minuti", M),
    Unit(&["s", "sec"], "secondo", "secondi", M),
    Unit(&["ms"], "millisecondo", "millisecondi", M),
    Unit(&["Hz"], "hertz", "hertz", M),
    Unit(&["kHz"], "chilohertz", "chilohertz", M),
    Unit(&["MHz"], "megahertz", "megahertz", M),
    Unit(&["GHz"], "gigahertz", "gigahertz", M),
    Unit(&["W"], "watt", "watt", M),
    Unit(&["kW"], "chilowatt", "chilowatt", M),
    Unit(&["MW"], "megawatt", "megawatt", M),
    Unit(&["kWh"], "chilowattora", "chilowattora", M),
    Unit(&["V"], "volt", "volt", M),
    Unit(&["A"], "ampere", "ampere", M),
    Unit(&["J"], "joule", "joule", M),
    Unit(&["kcal"], "chilocaloria", "chilocalorie", F),
    Unit(&["hPa"], "ettopascal", "ettopascal", M),
    Unit(&["dB"], "decibel", "decibel", M),
    Unit(&["KB", "kB"], "kilobyte", "kilobyte", M),
    Unit(&["MB"], "megabyte", "megabyte", M),
    Unit(&["GB"], "gigabyte", "gigabyte", M),
    Unit(&["TB"], "terabyte", "terabyte", M),
];

const ABBREVIATIONS: &[Abbreviation] = &[
    Abbreviation("Sig", "signor", When::Name),
    Abbreviation("Sig.ra", "signora", When::Name),
    Abbreviation("Sig.na", "signorina", When::Name),
    Abbreviation("Sigg", "signori", When::Name),
    Abbreviation("Dott", "dottor", When::Name),
    Abbreviation("Dott.ssa", "dottoressa", When::Name),
    Abbreviation("Dr", "dottor", When::Name),
    Abbreviation("Prof", "professor", When::Name),
    Abbreviation("Prof.ssa", "professoressa", When::Name),
    Abbreviation("Ing", "ingegner", When::Name),
    Abbreviation("Avv", "avvocato", When::Name),
    Abbreviation("On", "onorevole", When::Name),
    Abbreviation("S", "San", When::Name),
    Abbreviation("Gen", "generale", When::Name),
    Abbreviation("ecc", "eccetera", When::Last),
    Abbreviation("etc", "eccetera", When::Last),
    Abbreviation("p. es", "per esempio", When::Inner),
    Abbreviation("p.es", "per esempio", When::Inner),
    Abbreviation("ad es", "ad esempio", When::Inner),
    Abbreviation("a. C", "avanti Cristo", When::Last),
    Abbreviation("d. C", "dopo Cristo", When::Last),
    Abbreviation("a.C", "avanti Cristo", When::Last),
    Abbreviation("d.C", "dopo Cristo", When::Last),
    Abbreviation("cfr", "confronta", When::Inner),
    Abbreviation("n", "numero", When::Number),
    Abbreviation("nn", "numeri", When::Number),
    Abbreviation("n°", "numero", When::Bare),
    Abbreviation("pag", "pagina", When::Inner),
    Abbreviation("pagg", "pagine", When::Inner),
    Abbreviation("p", "pagina", When::Number),
    Abbreviation("vol", "volume", When::Number),
    Abbreviation("cap", "capitolo", When::Number),
    Abbreviation("art", "articolo", When::Number),
    Abbreviation("fig", "figura", When::Number),
    Abbreviation("tel", "telefono", When::Inner),
    Abbreviation("ca", "circa", When::Inner),
    Abbreviation("circ", "circa", When::Inner),
    Abbreviation("sec", "secolo", When::Inner),
    Abbreviation("vs", "contro", When::Bare),
];

const SIGNS: &[(char, &str)] = &[
    ('&', "e"),
    ('@', "chiocciola"),
    ('%', "per cento"),
    ('#', "cancelletto"),
    ('=', "uguale"),
    ('+', "più"),
    ('×', "per"),
    ('÷', "diviso"),
    ('±', "più o meno"),
    ('≈', "circa uguale a"),
    ('≠', "diverso da"),
    ('≤', "minore o uguale a"),
    ('≥', "maggiore o uguale a"),
    ('<', "minore di"),
    ('>', "maggiore di"),
    ('√', "radice quadrata di"),
    ('π', "pi greco"),
    ('∞', "infinito"),
    ('°', "gradi"),
    ('§', "paragrafo"),
    ('$', "dollaro"),
    ('€', "euro"),
    ('£', "sterlina"),
    ('/', "barra"),
    ('²', "al quadrato"),
    ('³', "al cubo"),
    ('½', "un mezzo"),
    ('¼', "un quarto"),
    ('¾', "tre quarti"),
    ('№', "numero"),
];

const SHORT: &[&str] = &[
    "a", "ad", "ah", "ai", "al", "c", "che", "chi", "ci", "col", "con", "da", "dai", "dal", "dei", "del",
    "di", "due", "e", "è", "ed", "ero", "fa", "fu", "già", "gli", "ha", "hai", "ho", "i", "il", "in", "io",
    "la", "le", "lei", "li", "lo", "lui", "ma", "mai", "me", "mi", "mia", "mie", "mio", "ne", "né", "no",
    "noi", "non", "o", "oh", "or", "per", "più", "poi", "qua", "qui", "re", "sa", "se", "sé", "sei", "si",
    "sì", "sia", "so", "sta", "sto", "su", "sua", "sue", "sul", "suo", "te", "ti", "tra", "tre", "tu", "tua",
    "tuo", "un", "una", "uno", "va", "vi", "via", "voi",
];
