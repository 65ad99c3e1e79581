/// A number of bytes as a person reads it, in decimal units as disks are sold: `58 MB`, `5.6 GB`.
pub fn size_in_words(bytes: u64) -> String {
    let number = bytes as f64;
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        // What would be rounded up to 1000 MB or 10.0 GB is in the next row.
        1_000_000..999_500_000 => format!("{:.0} MB", number / 1e6),
        999_500_000..9_950_000_000 => format!("{:.1} GB", number / 1e9),
        _ => format!("{:.0} GB", number / 1e9),
    }
}

/// A number with as many digits as are worth saying: `0.4`, `2.5`, `31`.
pub(super) fn figure(number: f64) -> String {
    if number < 9.95 { format!("{number:.1}") } else { format!("{number:.0}") }
}

/// `part` of `whole` bytes, the unit said once where it is the same.
pub(super) fn of(part: u64, whole: u64) -> String {
    let (part, whole) = (size_in_words(part), size_in_words(whole));
    match (part.split_once(' '), whole.split_once(' ')) {
        (Some((number, unit)), Some((_, same))) if unit == same => format!("{number} of {whole}"),
        _ => format!("{part} of {whole}"),
    }
}
