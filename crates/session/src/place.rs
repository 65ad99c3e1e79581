/// Where a performance stands: enough to go on there in another process, with the script beside it.
///
/// Ink is deterministic for a seed, so the choices taken lead back to the passage, and the cue to the line.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// [`vesper_script::Script::digest`] of the script as it was; another digest means it was edited since.
    pub digest: u64,
    pub seed: u64,
    /// The chosen length of a meditation.
    pub minutes: Option<u32>,
    /// The options taken at each choice, counted from zero.
    pub path: Vec<usize>,
    /// The cue within the passage that follows those choices.
    pub cue: usize,
    /// Samples of that cue already heard; only for silences, a line is said from its beginning.
    pub offset: u64,
    /// Samples of the performance before that, so that what was fitted to a length still is: as many less as were promised
    /// beyond the chosen length.
    pub position: u64,
    /// The words last heard, for the library to show.
    pub excerpt: String,
    pub chapter: Option<String>,
}
