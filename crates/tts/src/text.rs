/// What of `text` goes to espeak-ng, or `None` when there is nothing to say in it.
///
/// espeak-ng reads control characters as commands (`\x01` changes pitch and speed), `[[…]]` as phonemes, and
/// says the names of asterisks and emoji aloud; none of that is what the listener sees. Such characters become
/// spaces, so that words stay apart.
pub(crate) fn speakable(text: &str) -> Option<String> {
    if !text.chars().any(char::is_alphanumeric) {
        return None;
    }
    Some(text.chars().map(|c| if is_spoken(c) { c } else { ' ' }).collect())
}

fn is_spoken(c: char) -> bool {
    !c.is_control() && !is_markup(c) && !is_pictorial(c)
}

fn is_markup(c: char) -> bool {
    matches!(c, '*' | '_' | '~' | '`' | '|' | '<' | '>' | '^' | '\\' | '[' | ']' | '{' | '}')
}

/// Arrows, dingbats, emoji and what modifies them, private use, and the invisible marks of text direction.
fn is_pictorial(c: char) -> bool {
    matches!(c,
        '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
        | '\u{2190}'..='\u{21FF}'
        | '\u{2300}'..='\u{2BFF}'
        | '\u{E000}'..='\u{F8FF}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FFF0}'..='\u{FFFF}'
        | '\u{1F000}'..='\u{1FAFF}'
        | '\u{E0000}'..='\u{10FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_say() {
        for silent in ["", "…", "***", " \n\t", "?!", "😀🙂", "—", "\u{1}\u{0}"] {
            assert_eq!(speakable(silent), None, "{silent:?}");
        }
    }

    #[test]
    fn commands_become_spaces() {
        assert_eq!(speakable("a\u{1}99Pb").as_deref(), Some("a 99Pb"));
        assert_eq!(speakable("no\0thing").as_deref(), Some("no thing"));
        assert_eq!(speakable("[[h@l'oU]]").as_deref(), Some("  h@l'oU  "));
        assert_eq!(speakable("<break time='9s'/>yes").as_deref(), Some(" break time='9s'/ yes"));
    }

    #[test]
    fn other_scripts_stay_whole() {
        for text in ["नमस्ते, दुनिया", "سلام دنیا", "می‌خواهم", "Müller & Søn — 3,50 €", "你好"]
        {
            assert_eq!(speakable(text).as_deref(), Some(text));
        }
    }
}
