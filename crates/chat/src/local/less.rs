use std::fmt;

use crate::Keep;

/// Tokens that a model has to remember at least, so that something can be talked about.
pub(super) const LEAST: usize = 1024;

/// What a model goes without where memory is short. Smaller contexts come first, then fewer bits, then the processor in the
/// place of the card; after that, only a smaller model helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Less {
    /// It remembers so many tokens of the `of` that it would have.
    Context { tokens: usize, of: usize },
    /// What it remembers is kept in 8 bits a number.
    Eight,
    /// The processor computes it, not the graphics card.
    Processor,
}

/// As a part of a sentence, as in "it remembers 2048 tokens instead of 8192".
impl fmt::Display for Less {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Less::Context { tokens, of } => write!(f, "it remembers {tokens} tokens instead of {of}"),
            Less::Eight => f.write_str("what it remembers is kept in 8 bits a number"),
            Less::Processor => f.write_str("the processor computes it instead of the graphics card"),
        }
    }
}

/// The largest context up to `wished`, halved as often as it takes, for which `bytes` fits into `room`: first with what is
/// kept as precisely as in `keeps[0]`, then as in the next. None where not even [`LEAST`] tokens fit.
pub(super) fn fit(
    wished: usize,
    keeps: &[Keep],
    room: u64,
    bytes: &dyn Fn(usize, Keep) -> u64,
) -> Option<(usize, Keep)> {
    let contexts = || {
        let halved = std::iter::successors(Some(wished), |context| Some(context / 2));
        halved.take_while(|context| *context == wished || *context >= LEAST)
    };
    let mut all = keeps.iter().flat_map(|keep| contexts().map(move |context| (context, *keep)));
    all.find(|(context, keep)| bytes(*context, *keep) <= room)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A thousand bytes of weights, and one for each token, or half of one.
    fn bytes(context: usize, keep: Keep) -> u64 {
        1000 + context as u64 / if keep == Keep::Eight { 2 } else { 1 }
    }

    #[test]
    fn the_context_shrinks_before_the_bits_and_what_fits_no_longer_is_refused() {
        let fit = |room| fit(8192, &[Keep::Half, Keep::Eight], room, &bytes);
        assert_eq!(fit(u64::MAX), Some((8192, Keep::Half)));
        assert_eq!(fit(9192), Some((8192, Keep::Half)));
        assert_eq!(fit(9191), Some((4096, Keep::Half)));
        assert_eq!(fit(2024), Some((1024, Keep::Half)));
        assert_eq!(fit(2023), Some((1024, Keep::Eight)));
        assert_eq!(fit(1511), None);
        assert_eq!(super::fit(100, &[Keep::Half], 1100, &bytes), Some((100, Keep::Half)), "as it was wished");
        assert_eq!(super::fit(100, &[Keep::Half], 1099, &bytes), None);
    }
}
