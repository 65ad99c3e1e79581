//! Which experts each token is given to (<https://arxiv.org/abs/1701.06538>).

use super::config::Experts;
use crate::kernels::Choice;

/// The experts that each row is rated highest for, row by row. `ratings` has one number for each expert for each row.
/// Shares are the softmax over all experts, made to add up to one where the network wants that. Of equals the first is
/// taken; what is no number is rated lowest.
pub(crate) fn choose(shape: &Experts, ratings: &[f32]) -> Vec<Choice> {
    let mut chosen = Vec::with_capacity(ratings.len() / shape.count.max(1) * shape.used);
    let mut order: Vec<usize> = Vec::with_capacity(shape.count);
    for ratings in ratings.chunks_exact(shape.count.max(1)) {
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
        chosen.extend(
            order.iter().map(|expert| Choice { expert: *expert, weight: share(expert) / sum * shape.scale }),
        );
    }
    chosen
}

/// The same, expert by expert: the rows that each was chosen for, with their shares.
pub(crate) fn by_expert(shape: &Experts, choices: &[Choice]) -> Vec<Vec<(usize, f32)>> {
    let mut all = vec![Vec::new(); shape.count];
    for (index, choice) in choices.iter().enumerate() {
        if let Some(rows) = all.get_mut(choice.expert) {
            rows.push((index / shape.used.max(1), choice.weight));
        }
    }
    all
}
