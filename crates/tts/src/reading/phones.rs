//! Telephone numbers, read group by group.

use super::figures::{spelled, whole};
use super::numbers::Form;
use super::page::{Found, Page};
use super::tongues::Family;

/// The telephone number that begins at `at`: a figure, a plus, or a bracket.
pub(super) fn number(page: &Page<'_>, at: usize) -> Option<Found> {
    if page.touched(at) {
        return None;
    }
    let plus = page.is_mark(at, '+');
    let (groups, end) = groups(page, at + usize::from(plus))?;
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let digits: usize = lengths.iter().sum();
    if groups == ["1", "800"] && page.is_mark(end, '-') && page.word(end + 1).is_some() {
        return Some(Found::new(end + 1, "one, eight hundred,"));
    }
    if !(7..=16).contains(&digits) || !(plus || is_usual(page, at, &groups, &lengths)) {
        return None;
    }
    let pairs =
        page.tongue.family == Family::French && lengths.iter().filter(|&&length| length == 2).count() >= 4;
    let said = |group: &&str| match pairs && group.len() <= 2 {
        true => whole(page.tongue, group, Form::Count),
        false if is_toll_free(&groups, group) => whole(page.tongue, group, Form::Count),
        false => spelled(page.tongue, group),
    };
    let mut words = groups.iter().map(said).collect::<Vec<_>>().join(", ");
    if plus {
        words = format!("{} {words}", page.tongue.words.plus);
    }
    Some(Found::new(end, words))
}

fn is_toll_free(groups: &[&str], group: &str) -> bool {
    groups.first() == Some(&"1") && group == "800"
}

/// Groups of figures with one separator between them, and the first token behind.
fn groups<'a>(page: &Page<'a>, at: usize) -> Option<(Vec<&'a str>, usize)> {
    let mut groups = Vec::new();
    let mut next = at;
    let mut end = at;
    for _ in 0..9 {
        let bracket = page.is_mark(next, '(');
        let from = next + usize::from(bracket);
        let Some(digits) = page.digits(from).filter(|digits| digits.len() <= 10) else { break };
        if bracket && !page.is_mark(from + 1, ')') {
            break;
        }
        groups.push(digits);
        end = from + 1 + usize::from(bracket);
        next = end;
        let separator =
            matches!(page.mark(next), Some('-' | '.' | '/' | '\u{2010}' | '\u{2011}')) || page.is_space(next);
        if page.is_space(next) && page.is_mark(next + 1, '/') && page.is_space(next + 2) {
            next += 3;
        } else if separator {
            next += 1;
        } else if !bracket && !page.is_mark(next, '(') {
            break;
        }
    }
    (groups.len() > 1 || (groups.len() == 1 && at > 0 && page.is_mark(at - 1, '+'))).then_some((groups, end))
}

/// Whether groups of these lengths are how numbers are written where the language is spoken.
fn is_usual(page: &Page<'_>, at: usize, groups: &[&str], lengths: &[usize]) -> bool {
    let hyphens = page.is_mark(at + 1, '-') || page.is_mark(at + 1, '.');
    let bracket = page.is_mark(at, '(');
    match page.tongue.family {
        Family::English => match lengths {
            [3, 3, 4] | [3, 3, 4, _] | [3, 2, 4] => hyphens || bracket,
            [3, 4] => page.is_mark(at + 1, '-'),
            [1, 3, 3, 4] => hyphens,
            [5, 6] | [4, 3, 4] | [3, 4, 4] => groups[0].starts_with('0'),
            _ => false,
        },
        Family::French => matches!(lengths, [2, 2, 2, 2, 2]) && groups[0].starts_with('0'),
        Family::German => groups[0].starts_with('0') && groups[0].len() >= 3 && !page.is_mark(at + 1, '.'),
        Family::Spanish => {
            matches!(lengths, [3, 3, 3] | [3, 2, 2, 2] | [2, 3, 2, 2])
                && groups[0].starts_with(['6', '7', '8', '9'])
                && called(page, at)
        }
        Family::Italian => groups[0].starts_with('0') || (called(page, at) && groups[0].starts_with('3')),
        Family::Portuguese => {
            bracket
                || matches!(lengths, [5, 4] | [4, 4]) && page.is_mark(at + 1, '-')
                || (called(page, at) && matches!(lengths, [3, 3, 3]))
        }
        Family::Other => false,
    }
}

/// Whether the word before says that a telephone number follows.
fn called(page: &Page<'_>, at: usize) -> bool {
    let mut before = at;
    while before > 0 && at - before < 3 && page.word(before).is_none() {
        before -= 1;
    }
    page.word(before).is_some_and(|word| {
        let word = word.to_lowercase();
        ["tel", "tél", "llam", "chiam", "lig", "móvil", "whats", "contat", "cell"]
            .iter()
            .any(|stem| word.starts_with(stem))
    })
}
