//! Which names are near one that was mistyped.

/// Longest name that is compared; a longer one is near to nothing.
const LONGEST: usize = 80;

/// At most five of `names`, nearest first: those that contain `typed`, then those a few letters away.
pub(super) fn near<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    if typed.is_empty() || typed.len() > LONGEST {
        return Vec::new();
    }
    let reach = 2 + typed.len() / 4;
    let mut found: Vec<(usize, &str)> = names
        .filter_map(|name| {
            let distance = if name.contains(typed) { 0 } else { distance(typed, name) };
            (distance <= reach).then_some((distance, name))
        })
        .collect();
    found.sort();
    found.into_iter().take(5).map(|(_, name)| name).collect()
}

/// Letters to insert, delete or replace to get from one to the other (Wagner and Fischer 1974, row by row).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, letter) in from.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (cell, other) in row.iter_mut().skip(1).zip(&to) {
            let above = *cell;
            let replaced = diagonal + usize::from(letter != *other);
            left = replaced.min(above + 1).min(left + 1);
            diagonal = above;
            *cell = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}
