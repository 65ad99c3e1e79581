mod measure;

use rodio::Source;
use vesper_speech::{Bed, RATE};

use measure::{autocorrelation, envelope, likeness, loudness, share};

const SECOND: usize = RATE as usize;

fn minute(bed: Bed, seed: u64) -> [Vec<f32>; 2] {
    let mut sound = super::sound(bed, seed);
    assert_eq!((sound.channels().get(), sound.sample_rate().get()), (2, RATE));
    let mut channels = [Vec::new(), Vec::new()];
    for _ in 0..60 * SECOND {
        for channel in &mut channels {
            channel.push(sound.next().unwrap());
        }
    }
    channels
}

fn decibels(ratio: f64) -> f64 {
    20.0 * ratio.log10()
}

#[test]
fn the_same_seed_gives_the_same_samples_and_another_gives_others() {
    for bed in Bed::ALL {
        let take = |seed| super::sound(bed, seed).take(20_000).collect::<Vec<_>>();
        assert_eq!(take(3), take(3), "{}", bed.name());
        assert!(likeness(&take(3), &take(4)).abs() < 0.7, "{}", bed.name());
    }
}

#[test]
fn all_are_about_as_loud_and_well_under_speech() {
    let found: Vec<(&str, f64)> =
        Bed::ALL.into_iter().map(|bed| (bed.name(), loudness(&minute(bed, 1)))).collect();
    println!("{found:.1?}");
    assert!(found.iter().all(|(_, loud)| (-31.5..-28.5).contains(loud)), "LUFS: {found:.1?}");
}

#[test]
fn nothing_in_them_comes_again() {
    for bed in Bed::ALL {
        let [left, _] = minute(bed, 5);
        // A tone is like itself after each of its periods; that its loudness does not come again is what counts.
        let signal = match bed {
            Bed::Drone => {
                let loud = envelope(&left, 2_400);
                let mean = loud.iter().sum::<f32>() / loud.len() as f32;
                loud.iter().map(|x| x - mean).collect()
            }
            _ => left,
        };
        let (start, most) = if bed == Bed::Drone { (100, 0.75) } else { (SECOND / 2, 0.12) };
        let like = autocorrelation(&signal)[start..].iter().copied().fold(0.0, f64::max);
        println!("{:6} {like:.3}", bed.name());
        assert!(like < most, "{} comes again: {like:.2}", bed.name());
    }
}

#[test]
fn both_sides_differ_and_weigh_the_same() {
    for bed in Bed::ALL {
        let [left, right] = minute(bed, 6);
        let like = likeness(&left, &right);
        let lean = decibels(f64::from(envelope(&left, left.len())[0] / envelope(&right, right.len())[0]));
        println!("{:6} likeness {like:.2}, lean {lean:.1} dB", bed.name());
        assert!(like.abs() < 0.45, "{}: {like:.2}", bed.name());
        assert!(lean.abs() < 2.0, "{}: {lean:.1} dB", bed.name());
    }
}

#[test]
fn none_clicks_drifts_off_or_comes_near_full_scale() {
    for bed in Bed::ALL {
        for channel in minute(bed, 8) {
            let rms = envelope(&channel, channel.len())[0];
            let mean = channel.iter().map(|&x| f64::from(x)).sum::<f64>() / channel.len() as f64;
            let peak = channel.iter().fold(0.0_f32, |top, x| top.max(x.abs()));
            let step = channel.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max);
            println!("{:6} rms {rms:.4} mean {mean:.6} peak {peak:.2} step {step:.3}", bed.name());
            assert!(mean.abs() < 0.01 * f64::from(rms), "{}: constant part {mean}", bed.name());
            assert!(peak < 0.4, "{}: peak {peak}", bed.name());
            let most = if bed == Bed::Fire { 0.25 } else { 9.0 * rms };
            assert!(step < most, "{}: step {step}", bed.name());
        }
    }
}

#[test]
fn each_sounds_as_it_is_called() {
    let left = |bed| minute(bed, 9)[0].clone();

    let rain = left(Bed::Rain);
    assert!(share(&rain, 1_000.0, 24_000.0) > 0.7, "rain is bright");
    assert!(share(&rain, 9_000.0, 24_000.0) < 0.2, "and not sharp");

    let drone = left(Bed::Drone);
    assert!(share(&drone, 50.0, 400.0) > 0.98, "a drone is low");
    let loud = envelope(&drone, SECOND / 10);
    let (least, most) = loud.iter().fold((f32::MAX, 0.0_f32), |(a, b), &x| (a.min(x), b.max(x)));
    assert!((1.3..12.0).contains(&(most / least)), "it beats: {}", most / least);
    let quick = loud.windows(2).map(|pair| (pair[1] / pair[0] - 1.0).abs()).fold(0.0, f32::max);
    assert!(quick < 0.3, "slowly: {quick}");

    let fire = left(Bed::Fire);
    assert!(share(&fire, 20.0, 300.0) > 0.4, "fire rumbles");
    // A crackle is what is sudden: the differences from sample to sample show it.
    let sudden: Vec<f32> = fire.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    let tops: Vec<f32> = sudden.chunks(SECOND / 100).map(|c| c.iter().copied().fold(0.0, f32::max)).collect();
    let mut sorted = tops.clone();
    sorted.sort_by(f32::total_cmp);
    let middle = sorted[sorted.len() / 2];
    let cracks = tops.iter().filter(|&&top| top > 4.0 * middle).count();
    println!("{cracks} crackles");
    assert!((60..1_500).contains(&cracks), "{cracks} crackles in a minute");

    let brown = left(Bed::Brown);
    let octaves = [100.0, 200.0, 400.0, 800.0, 1_600.0].map(|low| share(&brown, low, 2.0 * low));
    for pair in octaves.windows(2) {
        let fall = 10.0 * (pair[1] / pair[0]).log10();
        assert!(
            (-4.0..-2.0).contains(&fall),
            "an octave of brown noise has half the power of the last: {fall:.1}"
        );
    }
}

#[test]
fn waves_come_every_six_to_twelve_seconds_and_not_like_a_clock() {
    let both = [1, 2].map(|seed| {
        let [left, right] = minute(Bed::Waves, seed);
        let sum: Vec<f32> = left.iter().zip(&right).map(|(l, r)| l.hypot(*r)).collect();
        envelope(&sum, SECOND / 4)
    });
    for loud in both {
        // The crests: nothing within two and a half seconds is louder.
        let crests: Vec<usize> = (1..loud.len() - 1)
            .filter(|&i| loud[i.saturating_sub(10)..(i + 11).min(loud.len())].iter().all(|&x| x <= loud[i]))
            .collect();
        let gaps: Vec<f32> = crests.windows(2).map(|pair| (pair[1] - pair[0]) as f32 / 4.0).collect();
        println!("{gaps:?}");
        assert!(gaps.len() >= 4 && gaps.iter().all(|gap| (5.5..12.5).contains(gap)), "{gaps:?}");
        assert!(gaps.windows(2).any(|pair| (pair[0] - pair[1]).abs() > 0.4), "{gaps:?}");
        let (least, most) = loud[8..].iter().fold((f32::MAX, 0.0_f32), |(a, b), &x| (a.min(x), b.max(x)));
        assert!(most / least > 2.5, "they rise and fall: {}", most / least);
    }
}

#[test]
fn the_wind_blows_in_gusts_whose_pitch_rises() {
    let [left, _] = minute(Bed::Wind, 3);
    let loud = envelope(&left, SECOND / 2);
    let bright: Vec<f64> = left.chunks_exact(SECOND / 2).map(|piece| share(piece, 500.0, 4_000.0)).collect();
    let (least, most) = loud.iter().fold((f32::MAX, 0.0_f32), |(a, b), &x| (a.min(x), b.max(x)));
    assert!(most / least > 2.0, "{}", most / least);
    let mean = loud.iter().sum::<f32>() / loud.len() as f32;
    let side = |strong: bool| {
        let those = loud.iter().zip(&bright).filter(|(loud, _)| (**loud > mean) == strong);
        let shares: Vec<f64> = those.map(|(_, bright)| *bright).collect();
        shares.iter().sum::<f64>() / shares.len() as f64
    };
    assert!(side(true) > 1.1 * side(false), "{} {}", side(true), side(false));
}

#[test]
fn the_bell_begins_softly_and_rings_out_in_its_own_ratios() {
    let sound: Vec<f32> = super::bell().collect();
    let left: Vec<f32> = sound.iter().step_by(2).copied().collect();
    assert!((8 * SECOND..12 * SECOND).contains(&left.len()));
    let step = left.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max);
    assert!(left[0].abs() < 0.001 && step < 0.03, "no click: {step}");
    let loud = envelope(&left, SECOND / 20);
    let top = loud.iter().position(|&x| x == loud.iter().copied().fold(0.0, f32::max)).unwrap();
    assert!(top <= 12, "the stroke is the loudest: {top}");
    assert!(*loud.last().unwrap() < 1e-4);
    assert!((-75.0..-30.0).contains(&decibels(f64::from(loud[loud.len() * 4 / 5] / loud[top]))));
    for pitch in [220.0, 220.0 * 2.828, 220.0 * 5.423] {
        assert!(share(&left, pitch - 12.0, pitch + 12.0) > 0.002, "{pitch} Hz is there");
    }
    assert!(share(&left, 240.0, 580.0) < 0.01, "and nothing between");
}
