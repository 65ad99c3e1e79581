use super::crew::Crew;
use super::each::{Gate, gate};
use super::matrix::{Job, Matrix, Rows, compute};

/// An expert that a token is sent to, and how much its answer counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Choice {
    pub(crate) expert: usize,
    pub(crate) weight: f32,
}

/// One feed-forward network of a mixture.
pub(crate) struct Expert {
    /// `[width of the network, width of the model]`, both.
    pub(crate) gate: Matrix,
    pub(crate) up: Matrix,
    /// `[width of the model, width of the network]`.
    pub(crate) down: Matrix,
}

/// The networks of a mixture of experts (<https://arxiv.org/abs/2101.03961>).
pub(crate) struct Experts {
    experts: Vec<Expert>,
    gate: Gate,
}

impl Experts {
    pub(crate) fn new(experts: Vec<Expert>, gate: Gate) -> Experts {
        Experts { experts, gate }
    }

    /// Adds to each row of `y` what its experts make of the row of `x`, by their weights; both are `[n, width of the model]`,
    /// and `choices` are those of each row, equally many. An expert's weights are read once for all rows that chose it, and
    /// those of one that nobody chose not at all.
    ///
    /// # Panics
    /// Where an expert is not there, or the lengths do not fit.
    pub(crate) fn apply(&self, crew: &Crew, x: &[f32], choices: &[Choice], y: &mut [f32]) {
        let Some(first) = self.experts.first() else { return };
        let (width, inner) = (first.gate.from(), first.gate.to());
        let each = choices.len() / (x.len() / width).max(1);
        let mut sent = vec![Vec::new(); self.experts.len()];
        for (index, choice) in choices.iter().enumerate() {
            sent[choice.expert].push((index / each, choice.weight));
        }
        let asked = || self.experts.iter().zip(&sent).filter(|(_, rows)| !rows.is_empty());
        let cpu = first.gate.cpu();
        let rounds = |expert: &Expert| expert.gate.rounds() || expert.up.rounds();

        let inputs: Vec<Rows<'_>> = asked()
            .map(|(expert, rows)| {
                let row = |index: usize| {
                    let (row, _): (usize, f32) = rows[index];
                    &x[row * width..(row + 1) * width]
                };
                Rows::new(crew, cpu, rows.len(), width, rounds(expert), row)
            })
            .collect();
        let mut gates = vec![0.0; choices.len() * inner];
        let mut ups = vec![0.0; choices.len() * inner];
        let (mut gates_left, mut ups_left) = (gates.as_mut_slice(), ups.as_mut_slice());
        let mut jobs = Vec::with_capacity(2 * inputs.len());
        for ((expert, chosen), rows) in asked().zip(&inputs) {
            let (gates, left) = gates_left.split_at_mut(chosen.len() * inner);
            gates_left = left;
            let (ups, left) = ups_left.split_at_mut(chosen.len() * inner);
            ups_left = left;
            jobs.push(Job { matrix: &expert.gate, rows, y: gates });
            jobs.push(Job { matrix: &expert.up, rows, y: ups });
        }
        compute(crew, jobs);
        gate(crew, self.gate, &gates, &mut ups);

        let mut begin = 0;
        let inputs: Vec<Rows<'_>> = asked()
            .map(|(expert, rows)| {
                let numbers = &ups[begin * inner..(begin + rows.len()) * inner];
                begin += rows.len();
                let row = |index: usize| &numbers[index * inner..(index + 1) * inner];
                Rows::new(crew, cpu, rows.len(), inner, expert.down.rounds(), row)
            })
            .collect();
        let mut answers = vec![0.0; choices.len() * width];
        let mut left = answers.as_mut_slice();
        let mut jobs = Vec::with_capacity(inputs.len());
        for ((expert, chosen), rows) in asked().zip(&inputs) {
            let (y, rest) = left.split_at_mut(chosen.len() * width);
            left = rest;
            jobs.push(Job { matrix: &expert.down, rows, y });
        }
        compute(crew, jobs);
        let chosen = sent.iter().flatten();
        for ((row, weight), answer) in chosen.zip(answers.chunks_exact(width)) {
            for (y, answer) in y[row * width..(row + 1) * width].iter_mut().zip(answer) {
                *y += weight * answer;
            }
        }
    }
}
