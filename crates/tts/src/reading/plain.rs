//! Text without what is not spoken, and the way back to the text that was given.

use std::ops::Range;

/// Ends a paragraph in [`Plain::text`].
pub(super) const PARAGRAPH: char = '\u{2029}';
/// Ends a line that is a sentence of its own (an item of a list) in [`Plain::text`].
pub(super) const LINE: char = '\u{2028}';

#[derive(Default)]
pub(super) struct Plain {
    pub(super) text: String,
    runs: Vec<Run>,
}

/// From `plain` on, the text stands for `source`: byte for byte where it was copied, else as a whole.
struct Run {
    plain: usize,
    source: Range<usize>,
    copied: bool,
}

impl Plain {
    /// Appends `source[range]` as it is.
    pub(super) fn copy(&mut self, source: &str, range: Range<usize>) {
        let Some(piece) = source.get(range.clone()).filter(|piece| !piece.is_empty()) else { return };
        let plain = self.text.len();
        self.text.push_str(piece);
        match self.runs.last_mut() {
            Some(run) if run.copied && run.source.end == range.start => run.source.end = range.end,
            _ => self.runs.push(Run { plain, source: range, copied: true }),
        }
    }

    /// Appends `c`, which stands for the bytes `range` of the source.
    pub(super) fn put(&mut self, c: char, range: Range<usize>) {
        self.runs.push(Run { plain: self.text.len(), source: range, copied: false });
        self.text.push(c);
    }

    /// The bytes of the source that `range` of the text stands for.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.run(range.start).map_or(0, |run| match run.copied {
            true => run.source.start + (range.start - run.plain),
            false => run.source.start,
        });
        let last = range.end.saturating_sub(1).max(range.start);
        let end = self.run(last).map_or(start, |run| match run.copied {
            true => run.source.start + (range.end.max(range.start) - run.plain),
            false => run.source.end,
        });
        start..end.max(start)
    }

    fn run(&self, at: usize) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.plain <= at);
        self.runs.get(after.checked_sub(1)?)
    }
}
