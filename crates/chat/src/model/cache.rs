/// How precisely a model keeps what it was told. What is kept in fewer bits takes less memory, and is read faster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// 32 bits a number.
    Full,
    /// 16 bits a number.
    #[default]
    Half,
    /// 8 bits a number, with a scale for every 32 of them.
    Eight,
}
