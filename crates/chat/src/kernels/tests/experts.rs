use candle_core::quantized::GgmlDType;

use super::{noise, weights};
use crate::kernels::{Choice, Crew, Expert, Experts, Gate, gate};

const WIDTH: usize = 256;
const INNER: usize = 512;

fn expert(seed: u64) -> Expert {
    Expert {
        gate: weights(GgmlDType::Q4K, 3 * seed + 1, WIDTH, INNER).0,
        up: weights(GgmlDType::Q4K, 3 * seed + 2, WIDTH, INNER).0,
        down: weights(GgmlDType::Q6K, 3 * seed + 3, INNER, WIDTH).0,
    }
}

#[test]
fn every_row_goes_through_the_experts_that_it_chose() {
    let count = 6;
    let alone: Vec<Expert> = (0..count).map(expert).collect();
    let experts = Experts::new((0..count).map(expert).collect(), Gate::Silu);
    for threads in [1, 2, 5] {
        let crew = Crew::new(threads).unwrap();
        for n in [1, 2, 9, 150] {
            let x = noise(99, n * WIDTH);
            // The last expert is chosen by nobody.
            let choices: Vec<Choice> = (0..2 * n)
                .map(|index| Choice {
                    expert: (index * 7 + index / 2) % 5,
                    weight: 0.25 + index as f32 / 500.0,
                })
                .collect();
            let mut y = noise(98, n * WIDTH);
            let mut right = y.clone();
            experts.apply(&crew, &x, &choices, &mut y);
            for (row, x) in x.chunks_exact(WIDTH).enumerate() {
                let mut chosen = choices[2 * row..2 * row + 2].to_vec();
                chosen.sort_by_key(|choice| choice.expert);
                for choice in chosen {
                    let expert = &alone[choice.expert];
                    let (mut gates, mut ups, mut down) =
                        (vec![0.0; INNER], vec![0.0; INNER], vec![0.0; WIDTH]);
                    expert.gate.apply(&crew, x, &mut gates);
                    expert.up.apply(&crew, x, &mut ups);
                    gate(&crew, Gate::Silu, &gates, &mut ups);
                    expert.down.apply(&crew, &ups, &mut down);
                    let y = &mut right[row * WIDTH..(row + 1) * WIDTH];
                    y.iter_mut().zip(down).for_each(|(y, down)| *y += choice.weight * down);
                }
            }
            assert_eq!(y, right, "{n} rows with {threads} threads");
        }
    }
}
