//! Numbers by what they are worth and what they count.

/// Of a unit, so that decimals are exact.
const PARTS: i128 = 1_000_000;
/// Figures of a number that is still reckoned with.
const FIGURES: usize = 15;

/// What a number is a number of, where that is said by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Plain,
    Percent,
    /// By its sign.
    Money(char),
    Ordinal,
    /// One of so many parts: a third of the harbour.
    Share,
    /// A day of the month of this number, 1..=12.
    Day(u8),
    /// Minutes since midnight.
    Clock,
    /// Figures and letters in one, such as `G7`, or too many figures: compared as they are written.
    Name,
}

/// A number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) value: i128,
    pub(super) sort: Sort,
    written: String,
}

impl Amount {
    pub(super) fn new(value: i128, sort: Sort, written: &str) -> Amount {
        Amount { value, sort, written: written.to_owned() }
    }

    pub(super) fn whole(value: i128, sort: Sort, written: &str) -> Amount {
        Amount::new(value.saturating_mul(PARTS), sort, written)
    }

    pub(super) fn name(written: &str) -> Amount {
        Amount::new(0, Sort::Name, &written.to_lowercase())
    }

    pub(super) fn is_name(&self) -> bool {
        self.sort == Sort::Name
    }

    pub(super) fn written(&self) -> &str {
        &self.written
    }

    /// Whether it says what `other` says.
    pub(super) fn agrees(&self, other: &Amount) -> bool {
        self.sort == other.sort
            && match self.sort {
                Sort::Name => self.written == other.written,
                _ => self.value == other.value,
            }
    }
}

/// What figures are worth. In English a comma groups and a point parts, in French the other way round, and a blank groups
/// in both. What cannot be read so is none.
pub(super) fn value(figures: &str, comma_parts: bool) -> Option<i128> {
    let figures: String = figures
        .chars()
        .map(|c| if matches!(c, '\u{a0}' | '\u{202f}' | '\u{2009}' | '’') { '\'' } else { c })
        .collect();
    if figures.chars().filter(char::is_ascii_digit).count() > FIGURES {
        return None;
    }
    let marks: Vec<char> = figures.chars().filter(|c| !c.is_ascii_digit()).collect();
    let (grouping, parting) = if comma_parts { ('.', ',') } else { (',', '.') };
    let parted = marks.iter().filter(|mark| **mark == parting).count();
    let split = match parted {
        1 if marks.last() == Some(&parting) => figures.split_once(parting),
        // `1.234.567` in English, `1,234,567` in French: groups all the same.
        _ if parted > 1 && marks.len() == parted => {
            return grouped(&figures, parting).map(|whole| whole * PARTS);
        }
        0 => Some((figures.as_str(), "")),
        _ => return None,
    };
    let (whole, part) = split?;
    let whole = if whole.contains('\'') { grouped(whole, '\'') } else { grouped(whole, grouping) };
    // One mark of the other kind that groups nothing parts: `3,5` in English is three and a half.
    match whole {
        Some(whole) => Some(whole.checked_mul(PARTS)? + parts(part)?),
        None if part.is_empty() && marks == [grouping] => {
            let (whole, part) = figures.split_once(grouping)?;
            Some(whole.parse::<i128>().ok()?.checked_mul(PARTS)? + parts(part)?)
        }
        None => None,
    }
}

/// Figures in groups of three, or without any.
fn grouped(figures: &str, mark: char) -> Option<i128> {
    let groups: Vec<&str> = figures.split(mark).collect();
    let (first, rest) = groups.split_first()?;
    let sound =
        rest.iter().all(|group| group.len() == 3) && (rest.is_empty() || (1..=3).contains(&first.len()));
    let all = groups.concat();
    (sound && all.bytes().all(|byte| byte.is_ascii_digit())).then(|| all.parse().ok()).flatten()
}

fn parts(figures: &str) -> Option<i128> {
    let exact: String = figures.chars().chain(std::iter::repeat('0')).take(6).collect();
    // What is finer than that is not spoken.
    if figures.len() > 6 || !figures.bytes().all(|byte| byte.is_ascii_digit()) {
        None
    } else {
        exact.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_worth_what_their_language_means() {
        for (figures, english, french) in [
            ("1,234", Some(1_234_000_000), Some(1_234_000)),
            ("1.234", Some(1_234_000), Some(1_234_000_000)),
            ("1,234.5", Some(1_234_500_000), None),
            ("1.234,5", None, Some(1_234_500_000)),
            ("12\u{202f}500", Some(12_500_000_000), Some(12_500_000_000)),
            ("3,5", Some(3_500_000), Some(3_500_000)),
            ("3.5", Some(3_500_000), Some(3_500_000)),
            ("1,234,567", Some(1_234_567_000_000), Some(1_234_567_000_000)),
            ("2026", Some(2_026_000_000), Some(2_026_000_000)),
            ("1234567890123456789", None, None),
        ] {
            assert_eq!(value(figures, false), english, "{figures} in English");
            assert_eq!(value(figures, true), french, "{figures} in French");
        }
    }
}
