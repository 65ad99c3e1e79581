use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

/// A piece of a text: bytes, and the token that they are, if they are one.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) bytes: Range<usize>,
    pub(super) token: Option<u32>,
}

/// What two neighbours become, and how soon: lower ranks first, of equal ones the leftmost.
pub(super) struct Joint {
    pub(super) rank: u32,
    pub(super) token: u32,
}

#[derive(Clone, Copy)]
struct Link {
    before: usize,
    after: usize,
}

const NONE: usize = usize::MAX;

/// Joins neighbours among `pieces` for as long as `joint` knows what a pair becomes, the lowest rank first. Both families of
/// tokenizers are this, with ranks from their list of merges or from the scores of their tokens. What is left over is in
/// order; `n` pieces take n log n steps.
pub(super) fn merge(mut pieces: Vec<Piece>, joint: impl Fn(&Piece, &Piece) -> Option<Joint>) -> Vec<Piece> {
    let mut links: Vec<Link> = (0..pieces.len())
        .map(|at| Link {
            before: at.checked_sub(1).unwrap_or(NONE),
            after: if at + 1 < pieces.len() { at + 1 } else { NONE },
        })
        .collect();
    // Rank, left piece, right piece, where the right one ended, the token of both.
    let mut queue = BinaryHeap::new();
    let propose = |queue: &mut BinaryHeap<_>, pieces: &[Piece], left: usize, right: usize| {
        let (Some(first), Some(second)) = (pieces.get(left), pieces.get(right)) else { return };
        if let Some(joint) = joint(first, second) {
            queue.push(Reverse((joint.rank, left, right, second.bytes.end, joint.token)));
        }
    };
    for right in 1..pieces.len() {
        propose(&mut queue, &pieces, right - 1, right);
    }
    while let Some(Reverse((_, left, right, end, token))) = queue.pop() {
        // One of the two is part of another piece by now, or has grown.
        if links[left].after != right || pieces[right].bytes.end != end {
            continue;
        }
        let Link { before, .. } = links[left];
        let Link { after, .. } = links[right];
        pieces[left] = Piece { bytes: pieces[left].bytes.start..end, token: Some(token) };
        links[left].after = after;
        links[right] = Link { before: NONE, after: NONE };
        pieces[right].bytes = end..end;
        if let Some(link) = links.get_mut(after) {
            link.before = left;
        }
        propose(&mut queue, &pieces, before, left);
        propose(&mut queue, &pieces, left, after);
    }
    pieces.retain(|piece| !piece.bytes.is_empty());
    pieces
}
