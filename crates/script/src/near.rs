use std::cmp::Reverse;

/// The word among `known` that a reader would say was meant by `word`, if any.
///
/// Edit distance with neighbours swapped counting once (optimal string alignment; Damerau 1964, Levenshtein
/// 1966), at most a third of the word.
pub(crate) fn near<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().take(40).collect();
    known
        .into_iter()
        .map(|name| {
            let letters: Vec<char> = name.to_lowercase().chars().take(40).collect();
            let begins_alike = word.iter().zip(&letters).take_while(|(a, b)| a == b).count();
            (distance(&word, &letters), Reverse(begins_alike), letters.len(), name)
        })
        .filter(|(distance, _, length, _)| *distance <= ((*length).max(word.len()) / 3).max(1))
        .min_by_key(|(distance, begins_alike, ..)| (*distance, *begins_alike))
        .map(|(.., name)| name)
}

/// The word among `known` from which `word` is one letter off, or two that changed places.
pub(crate) fn slip<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(40).collect();
    known.into_iter().find(|name| distance(&word, &name.chars().collect::<Vec<_>>()) == 1)
}

/// Advice that names the near word, or all of them.
pub(crate) fn advice<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    match near(word, known.clone()) {
        Some(meant) => format!("Did you mean `{meant}`?"),
        None => {
            let all: Vec<String> = known.into_iter().map(|name| format!("`{name}`")).collect();
            format!("There are {}.", all.join(", "))
        }
    }
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (above[j] + usize::from(x != y)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_finger_are_understood() {
        let beds = ["rain", "waves", "fire", "wind", "drone", "brown", "none"];
        assert_eq!(near("rian", beds), Some("rain"));
        assert_eq!(near("Waves", beds), Some("waves"));
        assert_eq!(near("wavs", beds), Some("waves"));
        assert_eq!(near("thunder", beds), None);
        assert_eq!(near("", beds), None);
    }
}
