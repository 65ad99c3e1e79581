//! Which experts each token is given to (<https://arxiv.org/abs/1701.06538>).

use super::config::Experts;

/// A row that an expert was chosen for, and its share in what comes out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Chosen {
    pub(crate) expert: usize,
    pub(crate) row: usize,
    pub(crate) share: f32,
}

/// The experts that each row is rated highest for, row by row. `ratings` has one number for each expert for each row.
/// Shares are the softmax over all experts, made to add up to one where the network wants that. Of equals the first is
/// taken; what is no number is rated lowest.
pub(crate) fn choose(shape: &Experts, ratings: &[f32]) -> Vec<Chosen> {
    let mut chosen = Vec::with_capacity(ratings.len() / shape.count.max(1) * shape.used);
    let mut order: Vec<usize> = Vec::with_capacity(shape.count);
    for (row, ratings) in ratings.chunks_exact(shape.count.max(1)).enumerate() {
        let rating = |expert: &usize| match ratings.get(*expert) {
            Some(rating) if !rating.is_nan() => *rating,
            _ => f32::NEG_INFINITY,
        };
        order.clear();
        order.extend(0..shape.count);
        order.sort_by(|a, b| rating(b).total_cmp(&rating(a)));
        let highest = order.first().map_or(0.0, rating);
        let all: f32 = ratings.iter().map(|rating| (rating - highest).exp()).sum();
        order.truncate(shape.used);
        let share = |expert: &usize| (rating(expert) - highest).exp() / all;
        let sum: f32 = if shape.normalised { order.iter().map(share).sum() } else { 1.0 };
        chosen.extend(order.iter().map(|expert| Chosen {
            expert: *expert,
            row,
            share: share(expert) / sum * shape.scale,
        }));
    }
    chosen
}

/// The same, expert by expert: what each of `count` was chosen for.
pub(crate) fn by_expert(chosen: &[Chosen], count: usize) -> Vec<Vec<Chosen>> {
    let mut all = vec![Vec::new(); count];
    for one in chosen {
        if let Some(expert) = all.get_mut(one.expert) {
            expert.push(*one);
        }
    }
    all
}
