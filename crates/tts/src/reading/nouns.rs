//! What a number shows of the noun behind it: its gender, as far as the ending tells.

use super::numbers::Form;
use super::page::Page;
use super::tongues::Family;

/// The form of a number before the word that follows at `at`.
pub(super) fn form_before(page: &Page<'_>, at: usize) -> Form {
    let Some(word) = page.word(at + 1).filter(|_| page.is_space(at)) else { return Form::Count };
    let small = word.chars().next().is_some_and(char::is_lowercase);
    let noun = word.chars().nth(2).is_some() && !NO_NOUNS.contains(&word);
    let listed = |family: Family| WORDS.iter().any(|(of, words)| *of == family && words.contains(&word));
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let (counts, feminine, other) = match page.tongue.family {
        family @ Family::German => (!small && noun, listed(family) || ends(GERMAN), Form::Neuter),
        family @ Family::French => (small && noun, listed(family) || ends(FRENCH), Form::Masculine),
        family @ (Family::Spanish | Family::Italian | Family::Portuguese) => {
            let masculine = ends(&["ma", "emas", "amas"]) || MASCULINE.contains(&word);
            (small && noun, (listed(family) || ends(ROMANCE)) && !masculine, Form::Masculine)
        }
        Family::English | Family::Other => return Form::Count,
    };
    match (counts, feminine) {
        (false, _) => Form::Count,
        (true, true) => Form::Feminine,
        (true, false) => other,
    }
}

/// Endings of feminine nouns.
const GERMAN: &[&str] = &["ung", "heit", "keit", "schaft", "ion", "tät", "e"];
const FRENCH: &[&str] = &[
    "ille", "elle", "ette", "otte", "tion", "sion", "ssion", "aison", "té", "ée", "ie", "ance", "ence",
    "ure", "euse", "rice", "esse", "ade", "ude", "ine", "enne", "onne", "aine", "ère", "ances", "illes",
    "elles", "ettes", "tions", "ées", "ies", "aines", "ures", "ières", "ière", "onnes", "euses",
];
const ROMANCE: &[&str] =
    &["a", "as", "ción", "ciones", "sión", "dad", "dades", "ções", "ção", "dade", "zione", "tà"];

/// Feminine nouns whose ending does not show it.
const WORDS: &[(Family, &[&str])] = &[
    (
        Family::German,
        &[
            "Frau",
            "Nacht",
            "Stadt",
            "Hand",
            "Zeit",
            "Welt",
            "Art",
            "Zahl",
            "Mutter",
            "Tochter",
            "Schwester",
            "Person",
            "Kraft",
            "Wand",
            "Tür",
            "Bank",
            "Burg",
            "Nummer",
            "Kuh",
            "Maus",
            "Gans",
            "Wurst",
            "Oper",
            "Feder",
            "Nadel",
            "Insel",
            "Regel",
            "Tafel",
            "Gabel",
            "Mauer",
            "Leiter",
            "Antwort",
            "Fahrt",
            "Tat",
            "Wahl",
            "Mark",
        ],
    ),
    (
        Family::French,
        &[
            "femme", "femmes", "fois", "heure", "heures", "minute", "minutes", "seconde", "secondes", "page",
            "pages", "place", "places", "maison", "maisons", "nuit", "nuits", "main", "mains", "tasse",
            "tasses", "ville", "villes", "porte", "portes", "table", "tables", "chose", "choses", "étoile",
            "étoiles", "île", "îles", "rose", "roses", "pomme", "pommes", "dent", "dents", "tête", "têtes",
            "vie", "vies", "voix", "mère", "reine", "sœur", "tonne", "tonnes", "chambre", "chambres",
            "lettre", "lettres", "larme", "larmes", "fleur", "fleurs", "part", "parts",
        ],
    ),
    (
        Family::Spanish,
        &[
            "vez", "veces", "noche", "noches", "mujer", "mujeres", "parte", "partes", "calle", "calles",
            "tarde", "tardes", "flor", "flores", "mano", "manos", "clase", "clases", "voz", "voces", "luz",
            "luces", "llave", "llaves", "nube", "nubes", "torre", "torres", "fuente", "fuentes",
        ],
    ),
    (
        Family::Italian,
        &["notte", "parte", "mano", "voce", "luce", "chiave", "madre", "classe", "nave", "torre", "moglie"],
    ),
    (
        Family::Portuguese,
        &[
            "vez", "vezes", "noite", "noites", "mulher", "mulheres", "parte", "partes", "mão", "mãos",
            "flor", "flores", "tarde", "tardes", "voz", "vozes", "luz", "luzes", "torre", "torres",
        ],
    ),
];

/// Masculine nouns that end like feminine ones.
const MASCULINE: &[&str] =
    &["día", "días", "dia", "dias", "mapa", "mapas", "planeta", "planetas", "poeta", "poetas"];

/// Words behind a number that it does not count.
const NO_NOUNS: &[&str] = &[
    "que", "por", "para", "con", "del", "los", "las", "una", "pero", "como", "más", "está", "son", "era",
    "hay", "che", "per", "non", "della", "alla", "sono", "com", "não", "mas", "dos", "das", "uma", "mais",
    "foi", "anche", "les", "des", "est", "sont", "pour", "dans", "avec", "sur", "qui", "était", "mais",
    "plus", "fut", "sera",
];
