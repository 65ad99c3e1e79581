//! Characters that are seen and not said.

/// Emoji, dingbats, arrows, box drawing, private use, and what modifies a pictograph.
pub(super) fn is_picture(c: char) -> bool {
    matches!(c,
        '\u{20E3}'
        | '\u{2190}'..='\u{21FF}'
        | '\u{2300}'..='\u{23FF}'
        | '\u{2400}'..='\u{2426}'
        | '\u{2460}'..='\u{27BF}'
        | '\u{27F0}'..='\u{27FF}'
        | '\u{2900}'..='\u{297F}'
        | '\u{2B00}'..='\u{2BFF}'
        | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}'
        | '\u{E000}'..='\u{F8FF}'
        | '\u{1F000}'..='\u{1FAFF}'
        | '\u{F0000}'..='\u{10FFFF}')
}

/// Characters that nobody sees: controls, marks of text direction, joiners, variation selectors, tags.
pub(super) fn is_invisible(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFF0}'..='\u{FFFF}'
            | '\u{E0000}'..='\u{EFFFF}')
}

/// Zero-width joiners that change the letters of Persian and Indic words, and so belong to them.
pub(super) fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Letters of scripts in which a joiner is part of the spelling.
pub(super) fn takes_joiners(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{DFF}' | '\u{FB50}'..='\u{FDFF}')
}
