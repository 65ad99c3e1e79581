use std::ops::Range;

/// Which bytes of a file are there: ranges in order, none touching the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spans(Vec<Range<u64>>);

impl Spans {
    /// What a journal says: `None` where ranges are empty, out of order or reach beyond `size`.
    pub(super) fn read(ranges: &[(u64, u64)], size: u64) -> Option<Spans> {
        let mut spans = Spans::default();
        let mut end = None;
        for &(from, to) in ranges {
            if from >= to || to > size || end.is_some_and(|end| from <= end) {
                return None;
            }
            end = Some(to);
            spans.0.push(from..to);
        }
        Some(spans)
    }

    pub(super) fn add(&mut self, range: Range<u64>) {
        if range.is_empty() {
            return;
        }
        let from = self.0.partition_point(|span| span.end < range.start);
        let to = self.0.partition_point(|span| span.start <= range.end);
        let touched = self.0.get(from..to).unwrap_or_default();
        let start = touched.first().map_or(range.start, |span| span.start.min(range.start));
        let end = touched.last().map_or(range.end, |span| span.end.max(range.end));
        self.0.splice(from..to, std::iter::once(start..end));
    }

    /// The first bytes from `at` on, before `end`, that are not there.
    pub(super) fn gap(&self, at: u64, end: u64) -> Option<Range<u64>> {
        let next = self.0.partition_point(|span| span.end <= at);
        let (start, next) = match self.0.get(next) {
            Some(span) if span.start <= at => (span.end, self.0.get(next + 1)),
            other => (at, other),
        };
        let stop = next.map_or(end, |span| span.start).min(end);
        (start < stop).then_some(start..stop)
    }

    /// How far the file is there without a gap from its beginning.
    pub(super) fn front(&self) -> u64 {
        self.0.first().filter(|span| span.start == 0).map_or(0, |span| span.end)
    }

    pub(super) fn total(&self) -> u64 {
        self.0.iter().map(|span| span.end - span.start).sum()
    }

    pub(super) fn pairs(&self) -> Vec<(u64, u64)> {
        self.0.iter().map(|span| (span.start, span.end)).collect()
    }

    /// Nothing beyond `length` is there.
    pub(super) fn cut(&mut self, length: u64) {
        self.0.retain(|span| span.start < length);
        if let Some(last) = self.0.last_mut() {
            last.end = last.end.min(length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_what_a_table_of_single_bytes_says() {
        let mut state = 7_u64;
        let mut random = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for _ in 0..200 {
            let (mut spans, mut table) = (Spans::default(), [false; 64]);
            for _ in 0..12 {
                let (from, length) = (random(64), random(10));
                let to = (from + length).min(64);
                spans.add(from..to);
                table[from as usize..to as usize].fill(true);
                assert_eq!(spans.total(), table.iter().filter(|there| **there).count() as u64);
                assert_eq!(spans.front(), table.iter().take_while(|there| **there).count() as u64);
                assert_eq!(Spans::read(&spans.pairs(), 64).as_ref(), Some(&spans));
                let (at, end) = (random(64), random(65));
                let first = (at..end).find(|byte| !table[*byte as usize]);
                let gap =
                    first.map(|first| first..(first..end).find(|byte| table[*byte as usize]).unwrap_or(end));
                assert_eq!(spans.gap(at, end), gap);
            }
        }
    }

    #[test]
    fn ranges_that_no_journal_of_ours_has_are_refused() {
        for bad in [vec![(5, 5)], vec![(6, 5)], vec![(0, 11)], vec![(0, 5), (5, 8)], vec![(4, 8), (0, 2)]] {
            assert_eq!(Spans::read(&bad, 10), None, "{bad:?}");
        }
    }
}
