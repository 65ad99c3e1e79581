//! Stage directions: what a performer does instead of saying it.

/// Bytes within which a direction must close.
const LENGTH: usize = 80;

/// Words in a direction at most.
const WORDS: usize = 6;

/// Where the stage direction closes that begins at `at` with `open`: `*sighs*`, `(laughs)`, `[long pause]`.
///
/// Something in brackets is a direction if it is short, has nothing but words, and its first or last word is one
/// that directions begin or end with; an ordinary parenthesis or emphasis is left alone. In square brackets, which
/// prose hardly uses, one word of the table anywhere is enough.
pub(super) fn between(source: &str, at: usize, open: char) -> Option<usize> {
    let close = match open {
        '[' => b']',
        '(' => b')',
        _ => open as u8,
    };
    let inside = source.as_bytes().get(at + 1..)?;
    let length = inside.iter().take(LENGTH).position(|&byte| byte == close || byte == b'\n')?;
    if inside[length] != close {
        return None;
    }
    let text = source.get(at + 1..at + 1 + length)?;
    let plain = text
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '\'' | '’' | '-' | ',' | '.' | '…' | '!'));
    if !plain || text.starts_with(' ') {
        return None;
    }
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|w| !w.is_empty())
        .collect();
    let listed = |word: &str| DIRECTIONS.binary_search(&word.to_lowercase().as_str()).is_ok();
    let direction = match open {
        '[' => words.iter().any(|word| listed(word)),
        _ => {
            words.first().is_some_and(|word| listed(word))
                || (words.len() == 2 && words.last().is_some_and(|word| listed(word)))
        }
    };
    (direction && words.len() <= WORDS).then_some(at + length + 2)
}

/// What performers do, in the forms in which scripts say it, in six languages. Sorted.
const DIRECTIONS: &[&str] = &[
    "annuisce",
    "aplausos",
    "applaudissements",
    "applaus",
    "applause",
    "applausi",
    "asiente",
    "beat",
    "boceja",
    "bosteza",
    "breathes",
    "breathing",
    "bâille",
    "chora",
    "chorando",
    "chuchotant",
    "chuchote",
    "chuckle",
    "chuckles",
    "chuckling",
    "clears",
    "cough",
    "coughing",
    "coughs",
    "cries",
    "crosstalk",
    "crying",
    "exhales",
    "flüsternd",
    "flüstert",
    "gasp",
    "gasping",
    "gasps",
    "geme",
    "giggle",
    "giggles",
    "giggling",
    "gime",
    "grida",
    "grins",
    "grinst",
    "grita",
    "groan",
    "groaning",
    "groans",
    "growls",
    "grumbles",
    "grunts",
    "gähnt",
    "gémit",
    "humming",
    "hums",
    "hurle",
    "hustet",
    "inaudible",
    "inhales",
    "kichert",
    "lachen",
    "lachend",
    "lacht",
    "laugh",
    "laughing",
    "laughs",
    "laughter",
    "llora",
    "llorando",
    "lächelt",
    "moans",
    "mumbles",
    "murmelt",
    "murmure",
    "murmurs",
    "music",
    "musica",
    "musik",
    "musique",
    "mutters",
    "música",
    "nickt",
    "nods",
    "pausa",
    "pause",
    "pauses",
    "pausiert",
    "pausing",
    "piange",
    "piangendo",
    "pleure",
    "ri",
    "ride",
    "ridendo",
    "riendo",
    "rindo",
    "rire",
    "rires",
    "risas",
    "risata",
    "risate",
    "risos",
    "rit",
    "räuspert",
    "ríe",
    "sanglote",
    "sbadiglia",
    "schluchzt",
    "schreit",
    "screams",
    "seufzend",
    "seufzt",
    "shivers",
    "shouts",
    "shrugs",
    "sic",
    "sigh",
    "sighing",
    "sighs",
    "silence",
    "silencio",
    "silenzio",
    "silêncio",
    "singing",
    "sings",
    "slow",
    "slowly",
    "smiles",
    "smirks",
    "sneeze",
    "sneezes",
    "sniffs",
    "snores",
    "snorts",
    "sobbing",
    "sobs",
    "softly",
    "sonríe",
    "sorri",
    "sorride",
    "sospira",
    "sospirando",
    "souffle",
    "soupir",
    "soupire",
    "soupirs",
    "sourit",
    "squeals",
    "stammers",
    "stille",
    "stutters",
    "stöhnt",
    "suspira",
    "suspirando",
    "sussurra",
    "sussurrando",
    "susurra",
    "susurrando",
    "swallows",
    "tose",
    "tosse",
    "tossisce",
    "tousse",
    "toux",
    "weeps",
    "weint",
    "whimpers",
    "whisper",
    "whispered",
    "whispering",
    "whispers",
    "whistles",
    "winks",
    "yawn",
    "yawning",
    "yawns",
    "yells",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_can_be_searched() {
        assert!(DIRECTIONS.is_sorted());
    }
}
