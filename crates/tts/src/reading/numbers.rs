//! Numbers in words: one file per language.

pub(super) mod english;
pub(super) mod french;
pub(super) mod german;
pub(super) mod italian;
pub(super) mod portuguese;
pub(super) mod spanish;

/// What a number stands before. Only *one* cares in most languages, hundreds too in Spanish and Portuguese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Nothing: counting, or a number by itself (`eins`, `uno`).
    Count,
    Masculine,
    Feminine,
    Neuter,
}

/// Digits of the largest number that has a name here; longer ones are said digit by digit.
pub(super) const NAMED: usize = 24;

/// The value of `digits` if it has a name.
pub(super) fn value(digits: &str) -> Option<u128> {
    (digits.len() <= NAMED).then(|| digits.parse().ok()).flatten()
}

/// `n` in groups of three digits, least significant first.
fn groups(mut n: u128) -> Vec<u16> {
    let mut groups = Vec::with_capacity(NAMED / 3);
    while n > 0 {
        groups.push((n % 1000) as u16);
        n /= 1000;
    }
    groups
}

/// `names[n]`; empty where there is no such name.
fn name(names: &[&'static str], n: u16) -> &'static str {
    names.get(usize::from(n)).copied().unwrap_or("")
}
