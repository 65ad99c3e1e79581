use super::{Abbreviation, Cents, Currency, Date, Family, Scale, Time, Tongue, Unit, When, Words};
use crate::reading::numbers::Form::{self, Feminine as F, Masculine as M};
use crate::reading::numbers::french::{cardinal, ordinal, year};

pub(super) static FRENCH: Tongue = Tongue {
    family: Family::French,
    digits: ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"],
    cardinal,
    ordinal,
    year,
    decimal: (',', "virgule"),
    fraction_as_number: true,
    fraction,
    part_of,
    and: "et",
    words: Words {
        minus: "moins",
        plus: "plus",
        to: "à",
        by: "sur",
        times: "fois",
        per: "par",
        number: "numéro",
        at: "arobase",
        dot: "point",
        slash: "barre oblique",
        dash: "tiret",
        underscore: "tiret bas",
        colon: "deux-points",
        about: "environ",
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
        "chapitre", "chap", "vol", "partie", "livre", "tome", "volume", "acte", "scène", "section",
        "article", "phase", "type", "classe", "niveau", "figure", "tableau", "annexe", "titre", "saison",
        "leçon", "siècle", "lettre",
    ],
    regnal,
    short_words: SHORT,
};

fn fraction(top: u32, bottom: u32) -> Option<String> {
    let (one, many) = match bottom {
        2 => ("demi".to_owned(), "demis".to_owned()),
        3 => ("tiers".into(), "tiers".into()),
        4 => ("quart".into(), "quarts".into()),
        5..=100 => {
            let part = ordinal(u128::from(bottom), Form::Masculine)?;
            (part.clone(), format!("{part}s"))
        }
        _ => return None,
    };
    Some(if top == 1 {
        format!("un {one}")
    } else {
        format!("{} {many}", cardinal(u128::from(top), Form::Masculine))
    })
}

fn part_of(part: Option<&str>, unit: &Unit) -> String {
    match part {
        None => format!("{} demi-{}", if unit.3 == F { "une" } else { "un" }, unit.1),
        Some(part) => format!("{part} {}{}", of(unit.1), unit.1),
    }
}

fn date(date: &Date<'_>) -> String {
    let month = MONTHS.get(date.month).and_then(|names| names.first()).copied().unwrap_or("");
    let day =
        date.day.map(|day| if day == 1 { "premier".into() } else { cardinal(u128::from(day), Form::Count) });
    [day.unwrap_or_default(), month.into(), date.year.clone().unwrap_or_default()].join(" ").trim().to_owned()
}

fn time(time: &Time) -> String {
    let s = if time.hour > 1 { "s" } else { "" };
    let mut words = format!("{} heure{s}", cardinal(u128::from(time.hour), Form::Feminine));
    if time.minute > 0 {
        words.push_str(&format!(" {}", cardinal(u128::from(time.minute), Form::Feminine)));
    }
    if let Some(second) = time.second {
        let s = if second > 1 { "s" } else { "" };
        words.push_str(&format!(" et {} seconde{s}", cardinal(u128::from(second), Form::Feminine)));
    }
    words
}

fn of(currency: &str) -> &'static str {
    let vowel = currency.starts_with(['a', 'e', 'i', 'o', 'u', 'y', 'é', 'h'])
        && !currency.starts_with("yu")
        && !currency.starts_with("ye");
    if vowel { "d'" } else { "de " }
}

fn regnal(n: u32) -> String {
    if n == 1 { "premier".into() } else { cardinal(u128::from(n), Form::Count) }
}

const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv", "jan"],
    &["février", "févr", "fév"],
    &["mars"],
    &["avril", "avr"],
    &["mai"],
    &["juin"],
    &["juillet", "juil"],
    &["août", "aout"],
    &["septembre", "sept"],
    &["octobre", "oct"],
    &["novembre", "nov"],
    &["décembre", "déc"],
];

const SCALES: &[Scale] = &[
    Scale(&["mille", "k"], "mille", "mille"),
    Scale(&["million", "millions", "M"], "million", "millions"),
    Scale(&["milliard", "milliards", "Md", "Mds"], "milliard", "milliards"),
    Scale(&["billion", "billions"], "billion", "billions"),
];

const CURRENCIES: &[Currency] = &[
    Currency(&["$", "USD", "US$"], "dollar", "dollars", M, Some(("cent", "cents", M))),
    Currency(&["€", "EUR"], "euro", "euros", M, Some(("centime", "centimes", M))),
    Currency(&["£", "GBP"], "livre", "livres", F, Some(("penny", "pence", M))),
    Currency(&["¥", "JPY"], "yen", "yens", M, None),
    Currency(&["CNY", "元"], "yuan", "yuans", M, None),
    Currency(&["₩", "KRW"], "won", "wons", M, None),
    Currency(&["₹", "INR"], "roupie", "roupies", F, None),
    Currency(&["₽", "RUB"], "rouble", "roubles", M, None),
    Currency(&["CHF"], "franc suisse", "francs suisses", M, Some(("centime", "centimes", M))),
    Currency(&["CAD", "C$", "$CA"], "dollar canadien", "dollars canadiens", M, Some(("cent", "cents", M))),
    Currency(&["₿", "BTC"], "bitcoin", "bitcoins", M, None),
];

const UNITS: &[Unit] = &[
    Unit(&["%"], "pour cent", "pour cent", M),
    Unit(&["‰"], "pour mille", "pour mille", M),
    Unit(&["°C", "℃"], "degré Celsius", "degrés Celsius", M),
    Unit(&["°F", "℉"], "degré Fahrenheit", "degrés Fahrenheit", M),
    Unit(&["°"], "degré", "degrés", M),
    Unit(&["km"], "kilomètre", "kilomètres", M),
    Unit(&["m"], "mètre", "mètres", M),
    Unit(&["cm"], "centimètre", "centimètres", M),
    Unit(&["mm"], "millimètre", "millimètres", M),
    Unit(&["µm", "μm"], "micromètre", "micromètres", M),
    Unit(&["nm"], "nanomètre", "nanomètres", M),
    Unit(&["km²", "km2"], "kilomètre carré", "kilomètres carrés", M),
    Unit(&["m²", "m2"], "mètre carré", "mètres carrés", M),
    Unit(&["cm²", "cm2"], "centimètre carré", "centimètres carrés", M),
    Unit(&["m³", "m3"], "mètre cube", "mètres cubes", M),
    Unit(&["cm³", "cm3"], "centimètre cube", "centimètres cubes", M),
    Unit(&["mph"], "mille par heure", "milles par heure", M),
    Unit(&["kg"], "kilogramme", "kilogrammes", M),
    Unit(&["g"], "gramme", "grammes", M),
    Unit(&["mg"], "milligramme", "milligrammes", M),
    Unit(&["t"], "tonne", "tonnes", F),
    Unit(&["l", "L"], "litre", "litres", M),
    Unit(&["ml", "mL"], "millilitre", "millilitres", M),
    Unit(&["cl", "cL"], "centilitre", "centilitres", M),
    Unit(&["dl", "dL"], "décilitre", "décilitres", M),
    Unit(&["ha"], "hectare", "hectares", M),
    Unit(&["h"], "heure", "heures", F),
    Unit(&["min", "mn"], "minute", "minutes", F),
    Unit(&["s", "sec"], "seconde", "secondes", F),
    Unit(&["ms"], "milliseconde", "millisecondes", F),
    Unit(&["Hz"], "hertz", "hertz", M),
    Unit(&["kHz"], "kilohertz", "kilohertz", M),
    Unit(&["MHz"], "mégahertz", "mégahertz", M),
    Unit(&["GHz"], "gigahertz", "gigahertz", M),
    Unit(&["W"], "watt", "watts", M),
    Unit(&["kW"], "kilowatt", "kilowatts", M),
    Unit(&["MW"], "mégawatt", "mégawatts", M),
    Unit(&["kWh"], "kilowattheure", "kilowattheures", M),
    Unit(&["V"], "volt", "volts", M),
    Unit(&["A"], "ampère", "ampères", M),
    Unit(&["J"], "joule", "joules", M),
    Unit(&["kcal"], "kilocalorie", "kilocalories", F),
    Unit(&["hPa"], "hectopascal", "hectopascals", M),
    Unit(&["dB"], "décibel", "décibels", M),
    Unit(&["ko", "Ko"], "kilooctet", "kilooctets", M),
    Unit(&["Mo"], "mégaoctet", "mégaoctets", M),
    Unit(&["Go"], "gigaoctet", "gigaoctets", M),
    Unit(&["To"], "téraoctet", "téraoctets", M),
];

const ABBREVIATIONS: &[Abbreviation] = &[
    Abbreviation("M", "Monsieur", When::Name),
    Abbreviation("MM", "Messieurs", When::Name),
    Abbreviation("Mme", "Madame", When::Name),
    Abbreviation("Mmes", "Mesdames", When::Name),
    Abbreviation("Mlle", "Mademoiselle", When::Name),
    Abbreviation("Mlles", "Mesdemoiselles", When::Name),
    Abbreviation("Dr", "Docteur", When::Name),
    Abbreviation("Pr", "Professeur", When::Name),
    Abbreviation("Me", "Maître", When::Name),
    Abbreviation("Mgr", "Monseigneur", When::Name),
    Abbreviation("St", "Saint", When::Name),
    Abbreviation("Ste", "Sainte", When::Name),
    Abbreviation("etc", "et cetera", When::Last),
    Abbreviation("p. ex", "par exemple", When::Inner),
    Abbreviation("c.-à-d", "c'est-à-dire", When::Inner),
    Abbreviation("cf", "confer", When::Inner),
    Abbreviation("av. J.-C", "avant Jésus-Christ", When::Last),
    Abbreviation("apr. J.-C", "après Jésus-Christ", When::Last),
    Abbreviation("env", "environ", When::Number),
    Abbreviation("p", "page", When::Number),
    Abbreviation("pp", "pages", When::Number),
    Abbreviation("vol", "volume", When::Number),
    Abbreviation("chap", "chapitre", When::Number),
    Abbreviation("fig", "figure", When::Number),
    Abbreviation("art", "article", When::Number),
    Abbreviation("n°", "numéro", When::Bare),
    Abbreviation("tél", "téléphone", When::Inner),
    Abbreviation("bd", "boulevard", When::Inner),
    Abbreviation("av", "avenue", When::Inner),
    Abbreviation("janv", "janvier", When::Inner),
    Abbreviation("févr", "février", When::Inner),
    Abbreviation("juil", "juillet", When::Inner),
    Abbreviation("sept", "septembre", When::Inner),
    Abbreviation("oct", "octobre", When::Inner),
    Abbreviation("nov", "novembre", When::Inner),
    Abbreviation("déc", "décembre", When::Inner),
    Abbreviation("vs", "versus", When::Bare),
];

const SIGNS: &[(char, &str)] = &[
    ('&', "et"),
    ('@', "arobase"),
    ('%', "pour cent"),
    ('#', "dièse"),
    ('=', "égale"),
    ('+', "plus"),
    ('×', "fois"),
    ('÷', "divisé par"),
    ('±', "plus ou moins"),
    ('≈', "environ égal à"),
    ('≠', "différent de"),
    ('≤', "inférieur ou égal à"),
    ('≥', "supérieur ou égal à"),
    ('<', "inférieur à"),
    ('>', "supérieur à"),
    ('√', "racine carrée de"),
    ('π', "pi"),
    ('∞', "infini"),
    ('°', "degrés"),
    ('§', "paragraphe"),
    ('$', "dollar"),
    ('€', "euro"),
    ('£', "livre"),
    ('/', "barre oblique"),
    ('²', "au carré"),
    ('³', "au cube"),
    ('½', "un demi"),
    ('¼', "un quart"),
    ('¾', "trois quarts"),
    ('№', "numéro"),
];

const SHORT: &[&str] = &[
    "a", "à", "y", "ah", "ai", "an", "as", "au", "ce", "ci", "da", "de", "du", "en", "es", "et", "eu", "il",
    "je", "la", "le", "les", "ma", "me", "mes", "mon", "ne", "ni", "nos", "non", "nous", "ô", "oh", "on",
    "ou", "où", "par", "pas", "peu", "plus", "pour", "qu", "que", "qui", "sa", "se", "ses", "si", "son",
    "su", "sur", "ta", "te", "tes", "toi", "ton", "tu", "tue", "un", "une", "va", "vos", "vous", "vu", "les",
    "des", "est", "fin", "feu", "ici", "lui", "moi", "mot", "moi", "mer", "roi", "oui", "sac", "sel", "soi",
    "sol", "été",
];
