//! A passage lands on its length to the sample.

#![allow(clippy::expect_used, clippy::panic)]

use std::time::Duration;

use vesper_script::{Cue, Phase, TooShort, lengths, lengths_above};
use vesper_speech::{Line, RATE, Style, Voice, samples};

fn line() -> Line {
    Line {
        text: "Rest.".into(),
        voice: Voice::narrator(),
        style: Style::Plain,
        pace: 1.0,
        language: "en".into(),
        ..Line::default()
    }
}

fn stretch(weight: f32, seconds: u64) -> Cue {
    Cue::Stretch { weight, least: Duration::from_secs(seconds) }
}

fn breath(seconds: u64, line: Option<Line>) -> Cue {
    Cue::Breath { phase: Phase::In, length: Duration::from_secs(seconds), line }
}

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ (mixed >> 27)) % count
    }
}

#[test]
fn what_is_left_over_is_shared_by_weight() {
    let cues = [
        Cue::Bell,
        Cue::Say(line()),
        stretch(1.0, 1),
        Cue::Pause(Duration::from_secs(2)),
        stretch(3.0, 2),
        breath(4, None),
    ];
    let second = u64::from(RATE);
    let fit = |seconds: u64| lengths(&cues, &|_| second, Some(seconds * second));
    assert_eq!(fit(18), Ok([0, 1, 3, 2, 8, 4].map(|seconds| seconds * second).to_vec()));
    assert_eq!(fit(10), Ok([0, 1, 1, 2, 2, 4].map(|seconds| seconds * second).to_vec()));
    assert_eq!(fit(9), Err(TooShort { least: 10 * second }));
    assert_eq!(lengths(&cues, &|_| second, None), fit(10));
}

#[test]
fn a_breath_waits_for_its_words() {
    let cues = [breath(4, Some(line())), breath(4, None)];
    let of = |spoken: u64| lengths(&cues, &|_| spoken, None).expect("no target");
    assert_eq!(of(1000), [samples(Duration::from_secs(4)); 2]);
    assert_eq!(of(300_000), [300_000, samples(Duration::from_secs(4))]);
}

#[test]
fn any_passage_lands_on_its_target_and_keeps_every_least_length() {
    let mut dice = Dice(20_261_123);
    for round in 0..3_000 {
        let cues: Vec<Cue> =
            (0..1 + dice.below(40)).map(|_| cue(&mut dice)).chain([stretch(0.75, 0)]).collect();
        let spoken: Vec<u64> = cues.iter().map(|_| dice.below(20 * u64::from(RATE))).collect();
        let least = lengths(&cues, &|i| spoken[i], None).expect("no target");
        let sum: u64 = least.iter().sum();
        let target = sum + dice.below(2_000 * u64::from(RATE));
        let fitted = lengths(&cues, &|i| spoken[i], Some(target)).expect("long enough");
        assert_eq!(fitted.iter().sum::<u64>(), target, "round {round}: {cues:?}");
        let weights: f64 = cues.iter().map(weight).sum();
        for ((cue, fitted), least) in cues.iter().zip(&fitted).zip(&least) {
            let share = (target - sum) as f64 * weight(cue) / weights;
            let given = (fitted - least) as f64;
            assert!((given - share).abs() <= 1.0, "round {round}: {given} samples for a share of {share}");
        }
        if sum > 0 {
            assert_eq!(lengths(&cues, &|i| spoken[i], Some(sum - 1)), Err(TooShort { least: sum }));
        }
    }
}

fn weight(cue: &Cue) -> f64 {
    match cue {
        Cue::Stretch { weight, .. } => f64::from(*weight),
        _ => 0.0,
    }
}

fn cue(dice: &mut Dice) -> Cue {
    let millis = Duration::from_millis(100 + dice.below(30_000));
    match dice.below(6) {
        0 | 1 => Cue::Say(line()),
        2 => Cue::Pause(millis),
        // Thousandths, which is as fine as weights are.
        3 => Cue::Stretch { weight: (1 + dice.below(8)) as f32 / 4.0, least: millis },
        4 => Cue::Breath { phase: Phase::Out, length: millis, line: (dice.below(2) == 0).then(line) },
        _ => Cue::Bell,
    }
}

#[test]
fn absurd_cues_do_not_break_the_sum() {
    let cues = [
        Cue::Say(line()),
        Cue::Stretch { weight: f32::NAN, least: Duration::ZERO },
        Cue::Stretch { weight: f32::INFINITY, least: Duration::ZERO },
        Cue::Stretch { weight: -3.0, least: Duration::ZERO },
    ];
    let fitted = lengths(&cues, &|_| 5, Some(1 << 60)).expect("long enough");
    assert_eq!(fitted.iter().sum::<u64>(), 1 << 60);
    assert_eq!(lengths(&cues, &|_| u64::MAX, Some(7)), Err(TooShort { least: u64::MAX }));
    assert_eq!(lengths(&[], &|_| 0, Some(7)), Ok(vec![]));
}

#[test]
fn what_was_heard_or_asked_for_is_kept_and_the_others_give() {
    let second = u64::from(RATE);
    let cues = [stretch(1.0, 1), Cue::Say(line()), stretch(1.0, 1), stretch(2.0, 1)];
    let fit = |floors: [u64; 4], seconds: u64| {
        let floor = |i: usize| floors[i] * second;
        lengths_above(&cues, &|_| second, &floor, Some(seconds * second))
            .map(|lengths| lengths.into_iter().map(|length| length / second).collect::<Vec<_>>())
    };
    assert_eq!(fit([0; 4], 16), Ok(vec![4, 1, 4, 7]), "as without floors");
    assert_eq!(fit([3, 0, 0, 0], 16), Ok(vec![4, 1, 4, 7]), "a floor below the share changes nothing");
    assert_eq!(fit([9, 0, 0, 0], 16), Ok(vec![9, 1, 2, 3]));
    assert_eq!(fit([9, 0, 2, 0], 15), Ok(vec![9, 1, 2, 3]));
    assert_eq!(fit([0, 7, 0, 0], 16), Ok(vec![4, 1, 4, 7]), "only a stretch has a floor");
    assert_eq!(fit([12, 0, 0, 0], 15), Ok(vec![12, 1, 1, 1]));
    assert_eq!(fit([13, 0, 0, 0], 15), Err(TooShort { least: 16 * second }));
    for seed in 0..500 {
        let mut dice = Dice(seed);
        let floors: Vec<u64> = (0..4).map(|_| dice.below(9 * second)).collect();
        let target = 4 * second + dice.below(40 * second);
        match lengths_above(&cues, &|_| second, &|i| floors[i], Some(target)) {
            Ok(lengths) => {
                assert_eq!(lengths.iter().sum::<u64>(), target, "seed {seed}");
                assert!([0, 2, 3].iter().all(|i| lengths[*i] >= floors[*i].max(second)), "seed {seed}");
            }
            Err(short) => assert!(short.least > target, "seed {seed}"),
        }
    }
}
