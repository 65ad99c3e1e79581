use super::{Abbreviation, Cents, Currency, Date, Family, Scale, Time, Tongue, Unit, When, Words};
use crate::reading::numbers::Form::{self, Feminine as F, Masculine as M, Neuter as N};
use crate::reading::numbers::german::{cardinal, ordinal, year};

pub(super) static GERMAN: Tongue = Tongue {
    family: Family::German,
    digits: ["null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"],
    cardinal,
    ordinal,
    year,
    decimal: (',', "Komma"),
    fraction_as_number: false,
    fraction,
    part_of,
    and: "und",
    words: Words {
        minus: "minus",
        plus: "plus",
        to: "bis",
        by: "mal",
        times: "mal",
        per: "pro",
        number: "Nummer",
        at: "at",
        dot: "Punkt",
        slash: "Schrägstrich",
        dash: "Bindestrich",
        underscore: "Unterstrich",
        colon: "Doppelpunkt",
        about: "etwa",
    },
    months: MONTHS,
    day_first: true,
    date,
    time,
    scales: SCALES,
    of,
    currencies: CURRENCIES,
    cents: Cents { joint: " ", named: false },
    units: UNITS,
    abbreviations: ABBREVIATIONS,
    signs: SIGNS,
    numbered: &[
        "kapitel",
        "kap",
        "teil",
        "buch",
        "band",
        "akt",
        "szene",
        "abschnitt",
        "artikel",
        "phase",
        "typ",
        "klasse",
        "stufe",
        "abbildung",
        "tabelle",
        "anhang",
        "titel",
        "staffel",
        "lektion",
        "brief",
        "weltkrieg",
    ],
    regnal,
    short_words: SHORT,
};

fn fraction(top: u32, bottom: u32) -> Option<String> {
    let name = match bottom {
        2 => {
            return Some(if top == 1 {
                "ein halb".into()
            } else {
                format!("{} halbe", cardinal(u128::from(top), Form::Count))
            });
        }
        3..=100 => ordinal(u128::from(bottom), Form::Count)?,
        _ => return None,
    };
    let mut letters = name.trim_end_matches('e').chars();
    let first = letters.next()?.to_uppercase();
    Some(format!("{} {first}{}el", cardinal(u128::from(top), Form::Neuter), letters.as_str()))
}

/// The ordinal ends as the word before it asks: *am vierten*, *der vierte*, and *vierter* by itself.
fn part_of(part: Option<&str>, unit: &Unit) -> String {
    match (part, unit.3) {
        (Some(part), _) => format!("{part} {}", unit.1),
        (None, F) => format!("eine halbe {}", unit.1),
        (None, M) => format!("ein halber {}", unit.1),
        (None, _) => format!("ein halbes {}", unit.1),
    }
}

fn date(date: &Date<'_>) -> String {
    let month = MONTHS.get(date.month).and_then(|names| names.first()).copied().unwrap_or("");
    let ending = match date.before {
        "der" | "die" | "das" => "",
        "am" | "dem" | "den" | "des" | "vom" | "zum" | "bis" | "ab" | "seit" | "im" | "beim" | "nach"
        | "vor" => "n",
        _ => "r",
    };
    let day =
        date.day.and_then(|day| ordinal(u128::from(day), Form::Count)).map(|day| format!("{day}{ending}"));
    [day.unwrap_or_default(), month.into(), date.year.clone().unwrap_or_default()].join(" ").trim().to_owned()
}

fn time(time: &Time) -> String {
    let mut words = format!("{} Uhr", cardinal(u128::from(time.hour), Form::Neuter));
    let counted = |n: u32, name: &str| {
        let plural = if n == 1 { "" } else { "n" };
        format!(" {} {name}{plural}", cardinal(u128::from(n), Form::Feminine))
    };
    match time.second {
        Some(second) => words + &counted(time.minute, "Minute") + &counted(second, "Sekunde"),
        None if time.minute > 0 => {
            words.push_str(&format!(" {}", cardinal(u128::from(time.minute), Form::Count)));
            words
        }
        None => words,
    }
}

fn of(_: &str) -> &'static str {
    ""
}

/// As it stands behind a name in the nominative: Ludwig der Vierzehnte.
fn regnal(n: u32) -> String {
    let ordinal = ordinal(u128::from(n), Form::Count).unwrap_or_default();
    let mut letters = ordinal.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("der {first}{}", letters.as_str())
}

const MONTHS: [&[&str]; 12] = [
    &["Januar", "Jänner", "Jan", "Jän"],
    &["Februar", "Feb", "Febr"],
    &["März", "Mrz", "Mär"],
    &["April", "Apr"],
    &["Mai"],
    &["Juni", "Jun"],
    &["Juli", "Jul"],
    &["August", "Aug"],
    &["September", "Sept", "Sep"],
    &["Oktober", "Okt"],
    &["November", "Nov"],
    &["Dezember", "Dez"],
];

const SCALES: &[Scale] = &[
    Scale(&["Tausend", "Tsd"], "Tausend", "Tausend"),
    Scale(&["Million", "Millionen", "Mio"], "Million", "Millionen"),
    Scale(&["Milliarde", "Milliarden", "Mrd"], "Milliarde", "Milliarden"),
    Scale(&["Billion", "Billionen", "Bio"], "Billion", "Billionen"),
];

const CURRENCIES: &[Currency] = &[
    Currency(&["$", "USD", "US$"], "Dollar", "Dollar", M, Some(("Cent", "Cent", M))),
    Currency(&["€", "EUR"], "Euro", "Euro", M, Some(("Cent", "Cent", M))),
    Currency(&["£", "GBP"], "Pfund", "Pfund", N, Some(("Penny", "Pence", M))),
    Currency(&["¥", "JPY"], "Yen", "Yen", M, None),
    Currency(&["CNY", "元"], "Yuan", "Yuan", M, None),
    Currency(&["₩", "KRW"], "Won", "Won", M, None),
    Currency(&["₹", "INR"], "Rupie", "Rupien", F, None),
    Currency(&["₽", "RUB"], "Rubel", "Rubel", M, None),
    Currency(&["CHF", "Fr"], "Franken", "Franken", M, Some(("Rappen", "Rappen", M))),
    Currency(&["DM"], "Mark", "Mark", F, Some(("Pfennig", "Pfennig", M))),
    Currency(&["₿", "BTC"], "Bitcoin", "Bitcoin", M, None),
];

const UNITS: &[Unit] = &[
    Unit(&["%"], "Prozent", "Prozent", N),
    Unit(&["‰"], "Promille", "Promille", N),
    Unit(&["°C", "℃"], "Grad Celsius", "Grad Celsius", N),
    Unit(&["°F", "℉"], "Grad Fahrenheit", "Grad Fahrenheit", N),
    Unit(&["°"], "Grad", "Grad", N),
    Unit(&["km"], "Kilometer", "Kilometer", M),
    Unit(&["m"], "Meter", "Meter", M),
    Unit(&["cm"], "Zentimeter", "Zentimeter", M),
    Unit(&["mm"], "Millimeter", "Millimeter", M),
    Unit(&["µm", "μm"], "Mikrometer", "Mikrometer", M),
    Unit(&["nm"], "Nanometer", "Nanometer", M),
    Unit(&["km²", "km2", "qkm"], "Quadratkilometer", "Quadratkilometer", M),
    Unit(&["m²", "m2", "qm"], "Quadratmeter", "Quadratmeter", M),
    Unit(&["cm²", "cm2"], "Quadratzentimeter", "Quadratzentimeter", M),
    Unit(&["m³", "m3"], "Kubikmeter", "Kubikmeter", M),
    Unit(&["cm³", "cm3"], "Kubikzentimeter", "Kubikzentimeter", M),
    Unit(&["mph"], "Meile pro Stunde", "Meilen pro Stunde", F),
    Unit(&["kg"], "Kilogramm", "Kilogramm", N),
    Unit(&["g"], "Gramm", "Gramm", N),
    Unit(&["mg"], "Milligramm", "Milligramm", N),
    Unit(&["t"], "Tonne", "Tonnen", F),
    Unit(&["l", "L"], "Liter", "Liter", M),
    Unit(&["ml", "mL"], "Milliliter", "Milliliter", M),
    Unit(&["cl"], "Zentiliter", "Zentiliter", M),
    Unit(&["dl"], "Deziliter", "Deziliter", M),
    Unit(&["ha"], "Hektar", "Hektar", M),
    Unit(&["h", "Std"], "Stunde", "Stunden", F),
    Unit(&["min", "Min"], "Minute", "Minuten", F),
    Unit(&["s", "Sek"], "Sekunde", "Sekunden", F),
    Unit(&["ms"], "Millisekunde", "Millisekunden", F),
    Unit(&["Hz"], "Hertz", "Hertz", N),
    Unit(&["kHz"], "Kilohertz", "Kilohertz", N),
    Unit(&["MHz"], "Megahertz", "Megahertz", N),
    Unit(&["GHz"], "Gigahertz", "Gigahertz", N),
    Unit(&["W"], "Watt", "Watt", N),
    Unit(&["kW"], "Kilowatt", "Kilowatt", N),
    Unit(&["MW"], "Megawatt", "Megawatt", N),
    Unit(&["kWh"], "Kilowattstunde", "Kilowattstunden", F),
    Unit(&["V"], "Volt", "Volt", N),
    Unit(&["A"], "Ampere", "Ampere", N),
    Unit(&["J"], "Joule", "Joule", N),
    Unit(&["kcal"], "Kilokalorie", "Kilokalorien", F),
    Unit(&["hPa"], "Hektopascal", "Hektopascal", N),
    Unit(&["dB"], "Dezibel", "Dezibel", N),
    Unit(&["PS"], "P S", "P S", F),
    Unit(&["KB", "kB"], "Kilobyte", "Kilobyte", N),
    Unit(&["MB"], "Megabyte", "Megabyte", N),
    Unit(&["GB"], "Gigabyte", "Gigabyte", N),
    Unit(&["TB"], "Terabyte", "Terabyte", N),
];

const ABBREVIATIONS: &[Abbreviation] = &[
    Abbreviation("Hr", "Herr", When::Name),
    Abbreviation("Hrn", "Herrn", When::Name),
    Abbreviation("Fr", "Frau", When::Name),
    Abbreviation("Dr", "Doktor", When::Name),
    Abbreviation("Prof", "Professor", When::Name),
    Abbreviation("Dipl.-Ing", "Diplomingenieur", When::Name),
    Abbreviation("St", "Sankt", When::Name),
    Abbreviation("z. B", "zum Beispiel", When::Inner),
    Abbreviation("z.B", "zum Beispiel", When::Inner),
    Abbreviation("d. h", "das heißt", When::Inner),
    Abbreviation("d.h", "das heißt", When::Inner),
    Abbreviation("u. a", "unter anderem", When::Inner),
    Abbreviation("u.a", "unter anderem", When::Inner),
    Abbreviation("i. d. R", "in der Regel", When::Inner),
    Abbreviation("i.d.R", "in der Regel", When::Inner),
    Abbreviation("z. T", "zum Teil", When::Inner),
    Abbreviation("z.T", "zum Teil", When::Inner),
    Abbreviation("o. Ä", "oder Ähnliches", When::Last),
    Abbreviation("u. Ä", "und Ähnliches", When::Last),
    Abbreviation("v. Chr", "vor Christus", When::Last),
    Abbreviation("n. Chr", "nach Christus", When::Last),
    Abbreviation("v.Chr", "vor Christus", When::Last),
    Abbreviation("n.Chr", "nach Christus", When::Last),
    Abbreviation("v. a", "vor allem", When::Inner),
    Abbreviation("ff", "folgende", When::Last),
    Abbreviation("MwSt", "Mehrwertsteuer", When::Inner),
    Abbreviation("usw", "und so weiter", When::Last),
    Abbreviation("etc", "et cetera", When::Last),
    Abbreviation("bzw", "beziehungsweise", When::Inner),
    Abbreviation("ca", "circa", When::Inner),
    Abbreviation("evtl", "eventuell", When::Inner),
    Abbreviation("ggf", "gegebenenfalls", When::Inner),
    Abbreviation("inkl", "inklusive", When::Inner),
    Abbreviation("exkl", "exklusive", When::Inner),
    Abbreviation("max", "maximal", When::Inner),
    Abbreviation("min", "mindestens", When::Number),
    Abbreviation("Nr", "Nummer", When::Inner),
    Abbreviation("S", "Seite", When::Number),
    Abbreviation("Bd", "Band", When::Number),
    Abbreviation("Kap", "Kapitel", When::Number),
    Abbreviation("Abb", "Abbildung", When::Number),
    Abbreviation("Abs", "Absatz", When::Number),
    Abbreviation("Art", "Artikel", When::Number),
    Abbreviation("Str", "Straße", When::Last),
    Abbreviation("Tel", "Telefon", When::Inner),
    Abbreviation("sog", "sogenannte", When::Inner),
    Abbreviation("vgl", "vergleiche", When::Inner),
    Abbreviation("geb", "geboren", When::Inner),
    Abbreviation("gest", "gestorben", When::Inner),
    Abbreviation("Jh", "Jahrhundert", When::Last),
    Abbreviation("Jhd", "Jahrhundert", When::Last),
    Abbreviation("Mio", "Millionen", When::Inner),
    Abbreviation("Mrd", "Milliarden", When::Inner),
    Abbreviation("Jan", "Januar", When::Inner),
    Abbreviation("Feb", "Februar", When::Inner),
    Abbreviation("Aug", "August", When::Inner),
    Abbreviation("Sept", "September", When::Inner),
    Abbreviation("Okt", "Oktober", When::Inner),
    Abbreviation("Nov", "November", When::Inner),
    Abbreviation("Dez", "Dezember", When::Inner),
    Abbreviation("vs", "versus", When::Bare),
];

const SIGNS: &[(char, &str)] = &[
    ('&', "und"),
    ('@', "at"),
    ('%', "Prozent"),
    ('#', "Raute"),
    ('=', "gleich"),
    ('+', "plus"),
    ('×', "mal"),
    ('·', "mal"),
    ('÷', "geteilt durch"),
    ('±', "plus minus"),
    ('≈', "ungefähr"),
    ('≠', "ungleich"),
    ('≤', "kleiner oder gleich"),
    ('≥', "größer oder gleich"),
    ('<', "kleiner als"),
    ('>', "größer als"),
    ('√', "Wurzel aus"),
    ('π', "Pi"),
    ('∞', "unendlich"),
    ('°', "Grad"),
    ('§', "Paragraf"),
    ('$', "Dollar"),
    ('€', "Euro"),
    ('£', "Pfund"),
    ('/', "Schrägstrich"),
    ('²', "Quadrat"),
    ('³', "hoch drei"),
    ('½', "ein halb"),
    ('¼', "ein Viertel"),
    ('¾', "drei Viertel"),
    ('№', "Nummer"),
];

const SHORT: &[&str] = &[
    "ab", "am", "an", "da", "das", "dem", "den", "der", "des", "die", "du", "ein", "er", "es", "für", "gib",
    "hab", "hat", "her", "hin", "ich", "ihm", "ihn", "ihr", "im", "in", "ist", "ja", "man", "mir", "mit",
    "nein", "nie", "nun", "nur", "ob", "oft", "ohr", "rat", "rot", "sei", "sie", "so", "tag", "tat", "tod",
    "tor", "tot", "tun", "um", "und", "uns", "vom", "von", "vor", "war", "was", "weg", "wem", "wen", "wer",
    "wie", "wir", "wo", "zu", "zum", "zur", "aus", "auf", "alt", "arm", "bei", "bis", "bin",
];
