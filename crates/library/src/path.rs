//! The way through a story as it is kept: options counted from zero, joined by dots.

/// No story is this deep; a longer one is not written by Vesper.
const DEEPEST: usize = 100_000;

pub(crate) fn written(path: &[usize]) -> String {
    path.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
}

/// `None` for what [`written`] cannot have made.
pub(crate) fn read(text: &str) -> Option<Vec<usize>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let path: Vec<usize> =
        text.split('.').take(DEEPEST + 1).map(|step| step.parse().ok()).collect::<Option<_>>()?;
    (path.len() <= DEEPEST).then_some(path)
}
