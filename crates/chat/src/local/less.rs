use std::fmt;

/// What a model goes without where memory is short. Smaller contexts come first, then fewer layers on the graphics card,
/// down to none; on the processor, fewer bits. After that, only a smaller model helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Less {
    /// It remembers so many tokens of the `of` that it would have.
    Context { tokens: usize, of: usize },
    /// What it remembers is kept in 8 bits a number.
    Eight,
    /// The graphics card computes so many of its `of` layers, the first ones, and the processor the rest.
    Layers { on_card: usize, of: usize },
    /// The processor computes it, not the graphics card.
    Processor,
}

/// As a part of a sentence, as in "it remembers 2048 tokens instead of 8192".
impl fmt::Display for Less {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Less::Context { tokens, of } => write!(f, "it remembers {tokens} tokens instead of {of}"),
            Less::Eight => f.write_str("what it remembers is kept in 8 bits a number"),
            Less::Layers { on_card, of } => {
                write!(f, "the graphics card computes {on_card} of its {of} layers, the processor the rest")
            }
            Less::Processor => f.write_str("the processor computes it instead of the graphics card"),
        }
    }
}
