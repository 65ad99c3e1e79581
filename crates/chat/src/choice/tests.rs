use super::*;

fn plain() -> Sampling {
    Sampling { temperature: 1.0, top_k: 0, top_p: 1.0, ..Sampling::default() }
}

/// How often each of `logits` is chosen in 20,000 draws.
fn shares(sampling: Sampling, logits: &[f32]) -> Vec<f64> {
    let mut chooser = Chooser::new(&sampling);
    let mut counts = vec![0.0; logits.len()];
    for _ in 0..20_000 {
        counts[chooser.next(&mut logits.to_vec()) as usize] += 1.0 / 20_000.0;
    }
    counts
}

fn about(found: &[f64], wanted: &[f64]) {
    for (found_one, wanted_one) in found.iter().zip(wanted) {
        assert!((found_one - wanted_one).abs() < 0.02, "{found:?} instead of {wanted:?}");
    }
}

/// Logits of these shares.
fn logits(shares: &[f64]) -> Vec<f32> {
    shares.iter().map(|share| share.ln() as f32).collect()
}

#[test]
fn each_token_comes_as_often_as_the_model_says() {
    let shares_wanted = [0.5, 0.1, 0.3, 0.1];
    about(&shares(plain(), &logits(&shares_wanted)), &shares_wanted);
    let squared = Sampling { temperature: 0.5, ..plain() };
    about(&shares(squared, &logits(&shares_wanted)), &[25.0 / 36.0, 1.0 / 36.0, 9.0 / 36.0, 1.0 / 36.0]);
}

#[test]
fn each_filter_leaves_what_it_promises() {
    let model = logits(&[0.05, 0.4, 0.3, 0.25]);
    about(&shares(Sampling { top_k: 2, ..plain() }, &model), &[0.0, 4.0 / 7.0, 3.0 / 7.0, 0.0]);
    about(&shares(Sampling { top_p: 0.69, ..plain() }, &model), &[0.0, 4.0 / 7.0, 3.0 / 7.0, 0.0]);
    about(&shares(Sampling { min_p: 0.7, ..plain() }, &model), &[0.0, 4.0 / 7.0, 3.0 / 7.0, 0.0]);
    // The share is counted before the temperature flattens it.
    let hot = Sampling { top_p: 0.69, temperature: 1000.0, ..plain() };
    about(&shares(hot, &model), &[0.0, 0.5, 0.5, 0.0]);
}

#[test]
fn what_was_said_becomes_less_likely() {
    let greedy = |repetition, presence| {
        let mut chooser = Chooser::new(&Sampling { temperature: 0.0, repetition, presence, ..plain() });
        let model = [2.0, 1.9, -0.5];
        (0..4).map(|_| chooser.next(&mut model.to_vec())).collect::<Vec<_>>()
    };
    assert_eq!(greedy(1.0, 0.0), [0, 0, 0, 0]);
    assert_eq!(greedy(1.2, 0.0), [0, 1, 0, 0]);
    assert_eq!(greedy(1.0, 5.0), [0, 1, 2, 0]);
    let mut chooser = Chooser::new(&Sampling { temperature: 0.0, presence: 1.0, ..plain() });
    chooser.said(0);
    assert_eq!(chooser.next(&mut [2.0, 1.9]), 1, "what was forced counts as said");
}

#[test]
fn the_same_seed_says_the_same_and_another_something_else() {
    let said = |seed| {
        let mut chooser = Chooser::new(&Sampling { seed, ..plain() });
        (0..50).map(|_| chooser.next(&mut [0.0; 30])).collect::<Vec<_>>()
    };
    assert_eq!(said(7), said(7));
    assert_ne!(said(7), said(8));
    // The first values of the published generator for the seed 1234567.
    let mut dice = Dice(1_234_567);
    assert_eq!([dice.next(), dice.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
}

#[test]
fn what_is_not_a_number_is_never_chosen() {
    let broken = [f32::NAN, f32::NEG_INFINITY, 1.0, -f32::NAN, f32::NEG_INFINITY];
    for temperature in [0.0, 1.0, f32::NAN] {
        let mut chooser = Chooser::new(&Sampling { temperature, ..Sampling::default() });
        assert_eq!(chooser.next(&mut broken.clone()), 2);
        assert_eq!(chooser.next(&mut [f32::NAN; 4]), 0);
        assert_eq!(chooser.next(&mut [0.0, f32::INFINITY, 0.0]), 1);
        assert_eq!(chooser.next(&mut []), 0);
    }
}

#[test]
fn values_beyond_their_ranges_still_choose() {
    for value in [-1.0, 0.0, 2.0, f32::INFINITY, f32::NAN] {
        let sampling = Sampling {
            top_p: value,
            min_p: value,
            repetition: value,
            presence: value,
            ..Sampling::default()
        };
        let mut chooser = Chooser::new(&sampling);
        for _ in 0..20 {
            assert!(chooser.next(&mut [0.5, 1.0, -1.0]) < 3);
        }
    }
}
