use super::{Abbreviation, Cents, Currency, Date, Family, Scale, Time, Tongue, Unit, When, Words};
use crate::reading::numbers::Form::{self, Feminine as F, Masculine as M};
use crate::reading::numbers::spanish::{cardinal, ordinal, year};

pub(super) static SPANISH: Tongue = Tongue {
    family: Family::Spanish,
    digits: ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"],
    cardinal,
    ordinal,
    year,
    decimal: (',', "coma"),
    fraction_as_number: true,
    fraction,
    part_of,
    and: "y",
    words: Words {
        minus: "menos",
        plus: "más",
        to: "a",
        by: "por",
        times: "por",
        per: "por",
        number: "número",
        at: "arroba",
        dot: "punto",
        slash: "barra",
        dash: "guion",
        underscore: "guion bajo",
        colon: "dos puntos",
        about: "aproximadamente",
    },
    months: MONTHS,
    day_first: true,
    date,
    time,
    scales: SCALES,
    of,
    currencies: CURRENCIES,
    cents: Cents { joint: " con ", named: true },
    units: UNITS,
    abbreviations: ABBREVIATIONS,
    signs: SIGNS,
    numbered: &[
        "capítulo",
        "cap",
        "vol",
        "s",
        "parte",
        "libro",
        "tomo",
        "volumen",
        "acto",
        "escena",
        "sección",
        "artículo",
        "fase",
        "tipo",
        "clase",
        "nivel",
        "figura",
        "tabla",
        "anexo",
        "título",
        "temporada",
        "lección",
        "siglo",
        "carta",
    ],
    regnal,
    short_words: SHORT,
};

fn fraction(top: u32, bottom: u32) -> Option<String> {
    let (one, many) = match bottom {
        2 => ("medio".to_owned(), "medios".to_owned()),
        3 => ("tercio".into(), "tercios".into()),
        4..=10 => {
            let part = ordinal(u128::from(bottom), Form::Count)?;
            (part.clone(), format!("{part}s"))
        }
        11..=99 => {
            let part = format!(
                "{}avo",
                cardinal(u128::from(bottom), Form::Count).replace(" y ", "i").trim_end_matches('a')
            );
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
        None => format!("{} {}", if unit.3 == F { "media" } else { "medio" }, unit.1),
        Some(part) => format!("{part} de {}", unit.1),
    }
}

fn date(date: &Date<'_>) -> String {
    let month = MONTHS.get(date.month).and_then(|names| names.first()).copied().unwrap_or("");
    let day = match date.day {
        Some(1) if date.ordinal => "primero de ".to_owned(),
        Some(day) => format!("{} de ", cardinal(u128::from(day), Form::Count)),
        None => String::new(),
    };
    let year = date.year.as_ref().map(|year| format!(" de {year}")).unwrap_or_default();
    format!("{day}{month}{year}")
}

fn time(time: &Time) -> String {
    let hour = cardinal(u128::from(time.hour), Form::Feminine);
    let mut words = match time.minute {
        0 => hour,
        15 if time.hour <= 12 => format!("{hour} y cuarto"),
        30 if time.hour <= 12 => format!("{hour} y media"),
        minute => format!("{hour} y {}", cardinal(u128::from(minute), Form::Count)),
    };
    if time.hours && time.minute == 0 {
        let s = if time.hour == 1 { "" } else { "s" };
        words = format!("{} hora{s}", cardinal(u128::from(time.hour), Form::Feminine));
    }
    match time.half {
        Some("AM") => words.push_str(" de la mañana"),
        Some(_) => words.push_str(" de la tarde"),
        None => {}
    }
    if let Some(second) = time.second {
        let s = if second == 1 { "" } else { "s" };
        words.push_str(&format!(" y {} segundo{s}", cardinal(u128::from(second), Form::Masculine)));
    }
    words
}

fn of(_: &str) -> &'static str {
    "de "
}

/// Up to ten as an ordinal: Felipe segundo, Luis catorce.
fn regnal(n: u32) -> String {
    let n = u128::from(n);
    if n <= 10 { ordinal(n, Form::Count).unwrap_or_default() } else { cardinal(n, Form::Count) }
}

const MONTHS: [&[&str]; 12] = [
    &["enero", "ene"],
    &["febrero", "feb"],
    &["marzo", "mar"],
    &["abril", "abr"],
    &["mayo", "may"],
    &["junio", "jun"],
    &["julio", "jul"],
    &["agosto", "ago"],
    &["septiembre", "setiembre", "sept", "sep"],
    &["octubre", "oct"],
    &["noviembre", "nov"],
    &["diciembre", "dic"],
];

const SCALES: &[Scale] = &[
    Scale(&["mil"], "mil", "mil"),
    Scale(&["millón", "millones", "M", "mill"], "millón", "millones"),
    Scale(&["billón", "billones"], "billón", "billones"),
];

const CURRENCIES: &[Currency] = &[
    Currency(&["$", "USD", "US$"], "dólar", "dólares", M, Some(("centavo", "centavos", M))),
    Currency(&["€", "EUR"], "euro", "euros", M, Some(("céntimo", "céntimos", M))),
    Currency(&["£", "GBP"], "libra", "libras", F, Some(("penique", "peniques", M))),
    Currency(&["¥", "JPY"], "yen", "yenes", M, None),
    Currency(&["CNY", "元"], "yuan", "yuanes", M, None),
    Currency(&["₩", "KRW"], "won", "wones", M, None),
    Currency(&["₹", "INR"], "rupia", "rupias", F, None),
    Currency(&["₽", "RUB"], "rublo", "rublos", M, None),
    Currency(&["CHF"], "franco suizo", "francos suizos", M, Some(("céntimo", "céntimos", M))),
    Currency(&["MXN"], "peso mexicano", "pesos mexicanos", M, Some(("centavo", "centavos", M))),
    Currency(&["₿", "BTC"], "bitcoin", "bitcoins", M, None),
];

const UNITS: &[Unit] = &[
    Unit(&["%"], "por ciento", "por ciento", Form::Count),
    Unit(&["‰"], "por mil", "por mil", M),
    Unit(&["°C", "℃", "ºC"], "grado Celsius", "grados Celsius", M),
    Unit(&["°F", "℉"], "grado Fahrenheit", "grados Fahrenheit", M),
    Unit(&["°"], "grado", "grados", M),
    Unit(&["km"], "kilómetro", "kilómetros", M),
    Unit(&["m"], "metro", "metros", M),
    Unit(&["cm"], "centímetro", "centímetros", M),
    Unit(&["mm"], "milímetro", "milímetros", M),
    Unit(&["µm", "μm"], "micrómetro", "micrómetros", M),
    Unit(&["nm"], "nanómetro", "nanómetros", M),
    Unit(&["km²", "km2"], "kilómetro cuadrado", "kilómetros cuadrados", M),
    Unit(&["m²", "m2"], "metro cuadrado", "metros cuadrados", M),
    Unit(&["cm²", "cm2"], "centímetro cuadrado", "centímetros cuadrados", M),
    Unit(&["m³", "m3"], "metro cúbico", "metros cúbicos", M),
    Unit(&["cm³", "cm3"], "centímetro cúbico", "centímetros cúbicos", M),
    Unit(&["mph"], "milla por hora", "millas por hora", F),
    Unit(&["kg"], "kilogramo", "kilogramos", M),
    Unit(&["g"], "gramo", "gramos", M),
    Unit(&["mg"], "miligramo", "miligramos", M),
    Unit(&["t"], "tonelada", "toneladas", F),
    Unit(&["l", "L"], "litro", "litros", M),
    Unit(&["ml", "mL"], "mililitro", "mililitros", M),
    Unit(&["cl"], "centilitro", "centilitros", M),
    Unit(&["ha"], "hectárea", "hectáreas", F),
    Unit(&["h"], "hora", "horas", F),
    Unit(&["min"], "minuto", "minutos", M),
    Unit(&["s", "seg"], "segundo", "segundos", M),
    Unit(&["ms"], "milisegundo", "milisegundos", M),
    Unit(&["Hz"], "hercio", "hercios", M),
    Unit(&["kHz"], "kilohercio", "kilohercios", M),
    Unit(&["MHz"], "megahercio", "megahercios", M),
    Unit(&["GHz"], "gigahercio", "gigahercios", M),
    Unit(&["W"], "vatio", "vatios", M),
    Unit(&["kW"], "kilovatio", "kilovatios", M),
    Unit(&["MW"], "megavatio", "megavatios", M),
    Unit(&["kWh"], "kilovatio hora", "kilovatios hora", M),
    Unit(&["V"], "voltio", "voltios", M),
    Unit(&["A"], "amperio", "amperios", M),
    Unit(&["J"], "julio", "julios", M),
    Unit(&["kcal"], "kilocaloría", "kilocalorías", F),
    Unit(&["hPa"], "hectopascal", "hectopascales", M),
    Unit(&["dB"], "decibelio", "decibelios", M),
    Unit(&["KB", "kB"], "kilobyte", "kilobytes", M),
    Unit(&["MB"], "megabyte", "megabytes", M),
    Unit(&["GB"], "gigabyte", "gigabytes", M),
    Unit(&["TB"], "terabyte", "terabytes", M),
];

const ABBREVIATIONS: &[Abbreviation] = &[
    Abbreviation("Sr", "señor", When::Name),
    Abbreviation("Sra", "señora", When::Name),
    Abbreviation("Srta", "señorita", When::Name),
    Abbreviation("Sres", "señores", When::Name),
    Abbreviation("Dr", "doctor", When::Name),
    Abbreviation("Dra", "doctora", When::Name),
    Abbreviation("Prof", "profesor", When::Name),
    Abbreviation("D", "don", When::Name),
    Abbreviation("Dña", "doña", When::Name),
    Abbreviation("Ing", "ingeniero", When::Name),
    Abbreviation("Lic", "licenciado", When::Name),
    Abbreviation("Gral", "general", When::Name),
    Abbreviation("Sto", "Santo", When::Name),
    Abbreviation("Sta", "Santa", When::Name),
    Abbreviation("Ud", "usted", When::Last),
    Abbreviation("Uds", "ustedes", When::Last),
    Abbreviation("Vd", "usted", When::Last),
    Abbreviation("EE. UU", "Estados Unidos", When::Last),
    Abbreviation("EE.UU", "Estados Unidos", When::Last),
    Abbreviation("p. ej", "por ejemplo", When::Inner),
    Abbreviation("p.ej", "por ejemplo", When::Inner),
    Abbreviation("a. C", "antes de Cristo", When::Last),
    Abbreviation("d. C", "después de Cristo", When::Last),
    Abbreviation("a.C", "antes de Cristo", When::Last),
    Abbreviation("d.C", "después de Cristo", When::Last),
    Abbreviation("a. m", "de la mañana", When::Last),
    Abbreviation("p. m", "de la tarde", When::Last),
    Abbreviation("a.m", "de la mañana", When::Last),
    Abbreviation("p.m", "de la tarde", When::Last),
    Abbreviation("etc", "etcétera", When::Last),
    Abbreviation("núm", "número", When::Inner),
    Abbreviation("n.º", "número", When::Bare),
    Abbreviation("nº", "número", When::Bare),
    Abbreviation("pág", "página", When::Inner),
    Abbreviation("págs", "páginas", When::Inner),
    Abbreviation("p", "página", When::Number),
    Abbreviation("vol", "volumen", When::Number),
    Abbreviation("cap", "capítulo", When::Number),
    Abbreviation("art", "artículo", When::Number),
    Abbreviation("fig", "figura", When::Number),
    Abbreviation("tel", "teléfono", When::Inner),
    Abbreviation("avda", "avenida", When::Inner),
    Abbreviation("Av", "avenida", When::Inner),
    Abbreviation("aprox", "aproximadamente", When::Inner),
    Abbreviation("máx", "máximo", When::Inner),
    Abbreviation("mín", "mínimo", When::Inner),
    Abbreviation("vs", "versus", When::Bare),
];

const SIGNS: &[(char, &str)] = &[
    ('&', "y"),
    ('@', "arroba"),
    ('%', "por ciento"),
    ('#', "almohadilla"),
    ('=', "igual a"),
    ('+', "más"),
    ('×', "por"),
    ('÷', "dividido entre"),
    ('±', "más menos"),
    ('≈', "aproximadamente igual a"),
    ('≠', "distinto de"),
    ('≤', "menor o igual que"),
    ('≥', "mayor o igual que"),
    ('<', "menor que"),
    ('>', "mayor que"),
    ('√', "raíz cuadrada de"),
    ('π', "pi"),
    ('∞', "infinito"),
    ('°', "grados"),
    ('§', "sección"),
    ('$', "dólar"),
    ('€', "euro"),
    ('£', "libra"),
    ('/', "barra"),
    ('²', "al cuadrado"),
    ('³', "al cubo"),
    ('½', "un medio"),
    ('¼', "un cuarto"),
    ('¾', "tres cuartos"),
    ('№', "número"),
];

const SHORT: &[&str] = &[
    "a", "al", "ay", "con", "da", "dar", "de", "del", "di", "dos", "él", "el", "en", "era", "es", "esa",
    "ese", "eso", "fe", "fin", "fue", "ha", "haz", "hay", "he", "la", "las", "le", "les", "lo", "los", "luz",
    "mal", "mar", "más", "me", "mi", "mil", "mis", "mía", "mío", "muy", "ni", "no", "nos", "o", "oh", "os",
    "oye", "paz", "pie", "por", "que", "qué", "rey", "sé", "se", "ser", "si", "sí", "sin", "sol", "son",
    "su", "sus", "tal", "tan", "te", "ti", "tu", "tú", "tus", "un", "una", "uno", "va", "van", "ve", "ver",
    "vez", "vi", "voy", "voz", "y", "ya", "yo",
];
