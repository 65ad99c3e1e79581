use super::{Abbreviation, Cents, Currency, Date, Family, Scale, Time, Tongue, Unit, When, Words};
use crate::reading::numbers::Form::{self, Feminine as F, Masculine as M};
use crate::reading::numbers::portuguese as numbers;
use crate::reading::numbers::portuguese::{cardinal, ordinal};

pub(super) static PORTUGUESE: Tongue = tongue(false);
pub(super) static EUROPEAN: Tongue = tongue(true);

const fn tongue(european: bool) -> Tongue {
    Tongue {
        family: Family::Portuguese,
        digits: ["zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove"],
        cardinal: if european { numbers::european } else { numbers::cardinal },
        ordinal,
        year: if european { numbers::european_year } else { numbers::year },
        decimal: (',', "vírgula"),
        fraction_as_number: true,
        fraction,
        part_of,
        and: "e",
        words: Words {
            minus: "menos",
            plus: "mais",
            to: "a",
            by: "por",
            times: "vezes",
            per: "por",
            number: "número",
            at: "arroba",
            dot: "ponto",
            slash: "barra",
            dash: "hífen",
            underscore: "sublinhado",
            colon: "dois pontos",
            about: "cerca de",
        },
        months: MONTHS,
        day_first: true,
        date: if european { european_date } else { date },
        time,
        scales: SCALES,
        of,
        currencies: CURRENCIES,
        cents: Cents { joint: " e ", named: true },
        units: if european { EUROPEAN_UNITS } else { UNITS },
        abbreviations: ABBREVIATIONS,
        signs: SIGNS,
        numbered: &[
            "capítulo",
            "cap",
            "vol",
            "séc",
            "parte",
            "livro",
            "tomo",
            "volume",
            "ato",
            "acto",
            "cena",
            "secção",
            "seção",
            "artigo",
            "fase",
            "tipo",
            "classe",
            "nível",
            "figura",
            "tabela",
            "anexo",
            "título",
            "temporada",
            "lição",
            "século",
            "carta",
            "canto",
        ],
        regnal,
        short_words: SHORT,
    }
}

fn fraction(top: u32, bottom: u32) -> Option<String> {
    let (one, many) = match bottom {
        2 => ("meio".to_owned(), "meios".to_owned()),
        3 => ("terço".into(), "terços".into()),
        4..=10 => {
            let part = ordinal(u128::from(bottom), Form::Count)?;
            (part.clone(), format!("{part}s"))
        }
        11..=100 => {
            let part = cardinal(u128::from(bottom), Form::Count);
            (format!("{part} avos"), format!("{part} avos"))
        }
        _ => return None,
    };
    Some(if top == 1 {
        format!("um {one}")
    } else {
        format!("{} {many}", cardinal(u128::from(top), Form::Masculine))
    })
}

fn part_of(part: Option<&str>, unit: &Unit) -> String {
    match part {
        None => format!("{} {}", if unit.3 == F { "meia" } else { "meio" }, unit.1),
        Some(part) => format!("{part} de {}", unit.1),
    }
}

fn date(date: &Date<'_>) -> String {
    written(date, cardinal)
}

fn european_date(date: &Date<'_>) -> String {
    written(date, numbers::european)
}

fn written(date: &Date<'_>, cardinal: fn(u128, Form) -> String) -> String {
    let month = MONTHS.get(date.month).and_then(|names| names.first()).copied().unwrap_or("");
    let day = match date.day {
        Some(1) => "primeiro de ".to_owned(),
        Some(day) => format!("{} de ", cardinal(u128::from(day), Form::Count)),
        None => String::new(),
    };
    let year = date.year.as_ref().map(|year| format!(" de {year}")).unwrap_or_default();
    format!("{day}{month}{year}")
}

fn time(time: &Time) -> String {
    let s = if time.hour == 1 { "" } else { "s" };
    let hour = cardinal(u128::from(time.hour), Form::Feminine);
    let mut words = match time.minute {
        0 => format!("{hour} hora{s}"),
        minute => format!("{hour} hora{s} e {}", cardinal(u128::from(minute), Form::Count)),
    };
    match time.half {
        Some("AM") => words.push_str(" da manhã"),
        Some(_) => words.push_str(" da tarde"),
        None => {}
    }
    if let Some(second) = time.second {
        let s = if second == 1 { "" } else { "s" };
        if time.minute > 0 {
            words.push_str(if time.minute == 1 { " minuto" } else { " minutos" });
        }
        words.push_str(&format!(" e {} segundo{s}", cardinal(u128::from(second), Form::Masculine)));
    }
    words
}

fn of(_: &str) -> &'static str {
    "de "
}

/// Up to ten as an ordinal: Dom Pedro segundo, Luís catorze.
fn regnal(n: u32) -> String {
    let n = u128::from(n);
    if n <= 10 { ordinal(n, Form::Count).unwrap_or_default() } else { cardinal(n, Form::Count) }
}

const MONTHS: [&[&str]; 12] = [
    &["janeiro", "jan"],
    &["fevereiro", "fev"],
    &["março", "mar"],
    &["abril", "abr"],
    &["maio", "mai"],
    &["junho", "jun"],
    &["julho", "jul"],
    &["agosto", "ago"],
    &["setembro", "set"],
    &["outubro", "out"],
    &["novembro", "nov"],
    &["dezembro", "dez"],
];

const SCALES: &[Scale] = &[
    Scale(&["mil"], "mil", "mil"),
    Scale(&["milhão", "milhões", "mi", "M"], "milhão", "milhões"),
    Scale(&["bilhão", "bilhões", "bi"], "bilhão", "bilhões"),
    Scale(&["trilhão", "trilhões", "tri"], "trilhão", "trilhões"),
];

const CURRENCIES: &[Currency] = &[
    Currency(&["R$", "BRL"], "real", "reais", M, Some(("centavo", "centavos", M))),
    Currency(&["$", "USD", "US$"], "dólar", "dólares", M, Some(("centavo", "centavos", M))),
    Currency(&["€", "EUR"], "euro", "euros", M, Some(("cêntimo", "cêntimos", M))),
    Currency(&["£", "GBP"], "libra", "libras", F, Some(("péni", "pence", M))),
    Currency(&["¥", "JPY"], "iene", "ienes", M, None),
    Currency(&["CNY", "元"], "yuan", "yuans", M, None),
    Currency(&["₩", "KRW"], "won", "wons", M, None),
    Currency(&["₹", "INR"], "rupia", "rupias", F, None),
    Currency(&["₽", "RUB"], "rublo", "rublos", M, None),
    Currency(&["CHF"], "franco suíço", "francos suíços", M, Some(("cêntimo", "cêntimos", M))),
    Currency(&["₿", "BTC"], "bitcoin", "bitcoins", M, None),
];

/// The metre and what is made of it are spelled with another accent on either side of the ocean.
macro_rules! units {
    ($o:literal) => {
        &[
            Unit(&["%"], "por cento", "por cento", M),
            Unit(&["‰"], "por mil", "por mil", M),
            Unit(&["°C", "℃", "ºC"], "grau Celsius", "graus Celsius", M),
            Unit(&["°F", "℉"], "grau Fahrenheit", "graus Fahrenheit", M),
            Unit(&["°"], "grau", "graus", M),
            Unit(&["km"], concat!("quil", $o, "metro"), concat!("quil", $o, "metros"), M),
            Unit(&["m"], "metro", "metros", M),
            Unit(&["cm"], "centímetro", "centímetros", M),
            Unit(&["mm"], "milímetro", "milímetros", M),
            Unit(&["µm", "μm"], concat!("micr", $o, "metro"), concat!("micr", $o, "metros"), M),
            Unit(&["nm"], concat!("nan", $o, "metro"), concat!("nan", $o, "metros"), M),
            Unit(
                &["km²", "km2"],
                concat!("quil", $o, "metro quadrado"),
                concat!("quil", $o, "metros quadrados"),
                M,
            ),
            Unit(&["m²", "m2"], "metro quadrado", "metros quadrados", M),
            Unit(&["cm²", "cm2"], "centímetro quadrado", "centímetros quadrados", M),
            Unit(&["m³", "m3"], "metro cúbico", "metros cúbicos", M),
            Unit(&["cm³", "cm3"], "centímetro cúbico", "centímetros cúbicos", M),
            Unit(&["mph"], "milha por hora", "milhas por hora", F),
            Unit(&["kg"], "quilograma", "quilogramas", M),
            Unit(&["g"], "grama", "gramas", M),
            Unit(&["mg"], "miligrama", "miligramas", M),
            Unit(&["t"], "tonelada", "toneladas", F),
            Unit(&["l", "L"], "litro", "litros", M),
            Unit(&["ml", "mL"], "mililitro", "mililitros", M),
            Unit(&["cl"], "centilitro", "centilitros", M),
            Unit(&["ha"], "hectare", "hectares", M),
            Unit(&["h"], "hora", "horas", F),
            Unit(&["min"], "minuto", "minutos", M),
            Unit(&["s", "seg"], "segundo", "segundos", M),
            Unit(&["ms"], "milissegundo", "milissegundos", M),
            Unit(&["Hz"], "hertz", "hertz", M),
            Unit(&["kHz"], "quilohertz", "quilohertz", M),
            Unit(&["MHz"], "megahertz", "megahertz", M),
            Unit(&["GHz"], "gigahertz", "gigahertz", M),
            Unit(&["W"], "watt", "watts", M),
            Unit(&["kW"], "quilowatt", "quilowatts", M),
            Unit(&["MW"], "megawatt", "megawatts", M),
            Unit(&["kWh"], "quilowatt-hora", "quilowatts-hora", M),
            Unit(&["V"], "volt", "volts", M),
            Unit(&["A"], "ampere", "amperes", M),
            Unit(&["J"], "joule", "joules", M),
            Unit(&["kcal"], "quilocaloria", "quilocalorias", F),
            Unit(&["hPa"], "hectopascal", "hectopascais", M),
            Unit(&["dB"], "decibel", "decibéis", M),
            Unit(&["KB", "kB"], "quilobyte", "quilobytes", M),
            Unit(&["MB"], "megabyte", "megabytes", M),
            Unit(&["GB"], "gigabyte", "gigabytes", M),
            Unit(&["TB"], "terabyte", "terabytes", M),
        ]
    };
}

const UNITS: &[Unit] = units!("ô");
const EUROPEAN_UNITS: &[Unit] = units!("ó");

const ABBREVIATIONS: &[Abbreviation] = &[
    Abbreviation("Sr", "senhor", When::Name),
    Abbreviation("Sra", "senhora", When::Name),
    Abbreviation("Srta", "senhorita", When::Name),
    Abbreviation("Srs", "senhores", When::Name),
    Abbreviation("Dr", "doutor", When::Name),
    Abbreviation("Dra", "doutora", When::Name),
    Abbreviation("Prof", "professor", When::Name),
    Abbreviation("Profa", "professora", When::Name),
    Abbreviation("Eng", "engenheiro", When::Name),
    Abbreviation("D", "Dom", When::Name),
    Abbreviation("Sto", "Santo", When::Name),
    Abbreviation("Sta", "Santa", When::Name),
    Abbreviation("Gen", "general", When::Name),
    Abbreviation("V. Exa", "Vossa Excelência", When::Inner),
    Abbreviation("etc", "et cetera", When::Last),
    Abbreviation("p. ex", "por exemplo", When::Inner),
    Abbreviation("p.ex", "por exemplo", When::Inner),
    Abbreviation("a. C", "antes de Cristo", When::Last),
    Abbreviation("d. C", "depois de Cristo", When::Last),
    Abbreviation("a.C", "antes de Cristo", When::Last),
    Abbreviation("d.C", "depois de Cristo", When::Last),
    Abbreviation("núm", "número", When::Inner),
    Abbreviation("n.º", "número", When::Bare),
    Abbreviation("nº", "número", When::Bare),
    Abbreviation("n", "número", When::Number),
    Abbreviation("pág", "página", When::Inner),
    Abbreviation("págs", "páginas", When::Inner),
    Abbreviation("p", "página", When::Number),
    Abbreviation("vol", "volume", When::Number),
    Abbreviation("cap", "capítulo", When::Number),
    Abbreviation("art", "artigo", When::Number),
    Abbreviation("fig", "figura", When::Number),
    Abbreviation("tel", "telefone", When::Inner),
    Abbreviation("av", "avenida", When::Inner),
    Abbreviation("aprox", "aproximadamente", When::Inner),
    Abbreviation("máx", "máximo", When::Inner),
    Abbreviation("mín", "mínimo", When::Inner),
    Abbreviation("séc", "século", When::Inner),
    Abbreviation("vs", "versus", When::Bare),
];

const SIGNS: &[(char, &str)] = &[
    ('&', "e"),
    ('@', "arroba"),
    ('%', "por cento"),
    ('#', "cardinal"),
    ('=', "igual a"),
    ('+', "mais"),
    ('×', "vezes"),
    ('÷', "dividido por"),
    ('±', "mais ou menos"),
    ('≈', "aproximadamente igual a"),
    ('≠', "diferente de"),
    ('≤', "menor ou igual a"),
    ('≥', "maior ou igual a"),
    ('<', "menor que"),
    ('>', "maior que"),
    ('√', "raiz quadrada de"),
    ('π', "pi"),
    ('∞', "infinito"),
    ('°', "graus"),
    ('§', "parágrafo"),
    ('$', "dólar"),
    ('€', "euro"),
    ('£', "libra"),
    ('/', "barra"),
    ('²', "ao quadrado"),
    ('³', "ao cubo"),
    ('½', "meio"),
    ('¼', "um quarto"),
    ('¾', "três quartos"),
    ('№', "número"),
];

const SHORT: &[&str] = &[
    "a", "à", "ah", "ai", "ao", "aos", "as", "às", "com", "da", "das", "de", "do", "dor", "dos", "e", "é",
    "ela", "ele", "em", "era", "eu", "fé", "fim", "foi", "há", "ia", "ir", "já", "lá", "lei", "ler", "lhe",
    "luz", "mal", "mãe", "mar", "mas", "mau", "me", "meu", "mim", "mil", "muy", "na", "não", "nas", "nem",
    "no", "nó", "nos", "nós", "o", "oh", "os", "ou", "pai", "paz", "pé", "pôr", "por", "quê", "que", "rei",
    "sã", "se", "sé", "sem", "ser", "seu", "si", "sim", "só", "sob", "sol", "som", "sou", "sua", "tal",
    "tão", "te", "teu", "ti", "toda", "tu", "um", "uma", "vai", "vem", "ver", "vez", "vi", "voz", "vou",
];
