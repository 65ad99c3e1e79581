/// Tokens that may be said over and over, at most.
const LONGEST: usize = 12;
/// Nobody says the same so often in a row; of single tokens, some do ("no no no no").
const TIMES: usize = 4;
const TIMES_ALONE: usize = 8;

/// Where `tokens` end in the same words over and over: how many of them are left when these are said once. That is how
/// Whisper fails when it lost its place.
pub(super) fn without(tokens: &[i32]) -> Option<usize> {
    (1..=LONGEST).find_map(|length| {
        let times = if length == 1 { TIMES_ALONE } else { TIMES };
        let from = tokens.len().checked_sub(length * times)?;
        let tail = tokens.get(from..)?;
        let repeated = tail.iter().zip(tail.iter().skip(length)).all(|(one, next)| one == next);
        repeated.then_some(from + length)
    })
}

#[cfg(test)]
mod tests {
    use super::without;

    #[test]
    fn what_is_said_over_and_over_is_left_once() {
        assert_eq!(without(&[5, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3]), Some(4));
        assert_eq!(without(&[7; 8]), Some(1));
    }

    #[test]
    fn what_people_repeat_is_left_alone() {
        assert_eq!(without(&[9, 4, 4, 4, 4, 4]), None);
        assert_eq!(without(&[1, 2, 1, 2, 1, 2]), None);
        assert_eq!(without(&[]), None);
    }
}
