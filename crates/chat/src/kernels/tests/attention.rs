use super::{error, noise};
use crate::kernels::{Attention, Cache, Crew, NoRoom, Precision, attend};

/// Queries, keys and values of `n` positions.
struct Case {
    heads: usize,
    shared: usize,
    width: usize,
    n: usize,
    window: Option<usize>,
}

impl Case {
    fn queries(&self) -> Vec<f32> {
        noise(1, self.n * self.heads * self.width).into_iter().map(|x| 3.0 * x).collect()
    }

    fn kept(&self, seed: u64) -> Vec<f32> {
        noise(seed, self.n * self.shared * self.width)
    }

    fn right(&self) -> Vec<f64> {
        let (queries, keys, values) = (self.queries(), self.kept(2), self.kept(3));
        let (width, row) = (self.width, self.shared * self.width);
        let mut heard = Vec::new();
        for position in 0..self.n {
            for head in 0..self.heads {
                let query = &queries[(position * self.heads + head) * width..][..width];
                let shared = head * self.shared / self.heads * width;
                let first = self.window.map_or(0, |window| (position + 1).saturating_sub(window));
                let shares: Vec<f64> = (first..=position)
                    .map(|key| {
                        let key = &keys[key * row + shared..][..width];
                        let product: f64 =
                            query.iter().zip(key).map(|(q, k)| f64::from(*q) * f64::from(*k)).sum();
                        (product / (width as f64).sqrt()).exp()
                    })
                    .collect();
                let sum: f64 = shares.iter().sum();
                for at in 0..width {
                    let weighed = (first..).zip(&shares);
                    let weighed =
                        weighed.map(|(key, share)| share * f64::from(values[key * row + shared + at]));
                    heard.push(weighed.sum::<f64>() / sum);
                }
            }
        }
        heard
    }

    /// In steps of `step` positions.
    fn heard(&self, crew: &Crew, precision: Precision, step: usize) -> Vec<f32> {
        let mut cache = Cache::new(precision, self.shared, self.width, self.n, self.window);
        let (queries, keys, values) = (self.queries(), self.kept(2), self.kept(3));
        let (row, kept) = (self.heads * self.width, self.shared * self.width);
        let mut heard = vec![f32::NAN; queries.len()];
        for at in (0..self.n).step_by(step) {
            let end = (at + step).min(self.n);
            cache.write(at, &keys[at * kept..end * kept], &values[at * kept..end * kept]).unwrap();
            let scale = 1.0 / (self.width as f32).sqrt();
            let of = Attention { at, heads: self.heads, scale, window: self.window };
            attend(crew, &queries[at * row..end * row], &cache, &of, &mut heard[at * row..end * row]);
        }
        heard
    }
}

const CASES: [Case; 7] = [
    Case { heads: 1, shared: 1, width: 8, n: 5, window: None },
    Case { heads: 4, shared: 2, width: 64, n: 70, window: None },
    Case { heads: 8, shared: 1, width: 32, n: 40, window: None },
    Case { heads: 3, shared: 3, width: 80, n: 65, window: None },
    Case { heads: 5, shared: 1, width: 96, n: 33, window: Some(7) },
    Case { heads: 16, shared: 8, width: 128, n: 300, window: None },
    Case { heads: 2, shared: 1, width: 256, n: 150, window: Some(64) },
];

#[test]
fn attention_is_what_its_formula_says() {
    let crew = Crew::new(2).unwrap();
    for case in &CASES {
        let right = case.right();
        for (precision, allowed) in [(Precision::F32, 1e-4), (Precision::F16, 5e-3), (Precision::Q8, 0.1)] {
            let found = error(&case.heard(&crew, precision, case.n), &right);
            let Case { heads, shared, width, n, window } = case;
            assert!(found < allowed, "{precision:?} {heads}/{shared} by {width}, {n}, {window:?}: {found}");
        }
    }
}

#[test]
fn it_is_the_same_token_by_token_and_with_any_number_of_threads() {
    for case in &CASES {
        for precision in [Precision::F32, Precision::F16, Precision::Q8] {
            let once = case.heard(&Crew::new(1).unwrap(), precision, case.n);
            for (threads, step) in [(2, 1), (3, 17), (5, case.n)] {
                let crew = Crew::new(threads).unwrap();
                assert_eq!(case.heard(&crew, precision, step), once, "{precision:?} in steps of {step}");
            }
        }
    }
}

#[test]
fn going_back_writes_over_what_was_there() {
    let crew = Crew::new(1).unwrap();
    let case = &CASES[1];
    let kept = case.shared * case.width;
    let right = case.heard(&crew, Precision::F16, case.n);
    let mut cache = Cache::new(Precision::F16, case.shared, case.width, 1000, None);
    // Other words first, more of them, then from position 20 on what belongs there.
    cache.write(0, &case.kept(2)[..20 * kept], &case.kept(3)[..20 * kept]).unwrap();
    cache.write(20, &noise(9, 400 * kept), &noise(10, 400 * kept)).unwrap();
    cache.write(20, &case.kept(2)[20 * kept..], &case.kept(3)[20 * kept..]).unwrap();
    let scale = 1.0 / (case.width as f32).sqrt();
    let mut heard = vec![0.0; right.len()];
    let of = Attention { at: 0, heads: case.heads, scale, window: None };
    attend(&crew, &case.queries(), &cache, &of, &mut heard);
    assert_eq!(heard, right);
}

#[test]
fn eight_bits_take_a_quarter_of_the_memory() {
    let size = |precision| {
        let mut cache = Cache::new(precision, 8, 128, 4096, None);
        cache.write(0, &vec![0.0; 1024 * 8 * 128], &vec![0.0; 1024 * 8 * 128]).unwrap();
        cache.size() as f64
    };
    for precision in [Precision::F32, Precision::F16, Precision::Q8] {
        assert_eq!(size(precision), Cache::bytes(precision, 8, 128, 1024, None) as f64);
    }
    assert_eq!(size(Precision::F32), 2.0 * 4.0 * 1024.0 * 1024.0);
    assert_eq!(size(Precision::F16), size(Precision::F32) / 2.0);
    assert!(size(Precision::Q8) / size(Precision::F32) < 0.29);
}

#[test]
fn a_layer_with_a_window_takes_no_more_memory_however_long_the_conversation_and_hears_the_same() {
    let case = Case { heads: 2, shared: 1, width: 32, n: 3000, window: Some(64) };
    let crew = Crew::new(2).unwrap();
    let kept = case.shared * case.width;
    let (queries, keys, values) = (case.queries(), case.kept(2), case.kept(3));
    let of = |at| Attention { at, heads: case.heads, scale: 1.0, window: case.window };
    for precision in [Precision::F32, Precision::F16, Precision::Q8] {
        let mut all = Cache::new(precision, case.shared, case.width, case.n, None);
        all.write(0, &keys, &values).unwrap();
        let mut right = vec![0.0; queries.len()];
        attend(&crew, &queries, &all, &of(0), &mut right);

        let mut ring = Cache::new(precision, case.shared, case.width, case.n, case.window);
        let mut heard = vec![0.0; queries.len()];
        let mut hear = |ring: &mut Cache, from: usize, to: usize, step: usize| {
            for at in (from..to).step_by(step) {
                let end = (at + step).min(to);
                ring.write(at, &keys[at * kept..end * kept], &values[at * kept..end * kept]).unwrap();
                let row = case.heads * case.width;
                attend(&crew, &queries[at * row..end * row], ring, &of(at), &mut heard[at * row..end * row]);
            }
            heard == right
        };
        assert!(hear(&mut ring, 0, case.n, 256), "{precision:?}");
        assert!(ring.size() <= all.size() / 2, "{} of {}", ring.size(), all.size());
        // Back over an answer, and on again; further back than it reaches, it says so.
        assert!(ring.recalls(2000) && hear(&mut ring, 2000, case.n, 100), "{precision:?}");
        assert!(!ring.recalls(1000) && !ring.recalls(0));
        assert!(hear(&mut ring, 0, 700, 256) && ring.recalls(0));
    }
}

#[test]
fn what_no_memory_holds_is_refused_and_the_rest_is_kept() {
    for precision in [Precision::F32, Precision::F16, Precision::Q8] {
        let mut cache = Cache::new(precision, 1, 8, usize::MAX, None);
        cache.write(0, &noise(1, 8), &noise(2, 8)).unwrap();
        let size = cache.size();
        assert_eq!(cache.write(1 << 58, &noise(1, 8), &noise(2, 8)), Err(NoRoom));
        assert_eq!(cache.size(), size);
        cache.write(1, &noise(3, 8), &noise(4, 8)).unwrap();
    }
}
