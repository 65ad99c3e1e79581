use super::*;

/// -18 dB.
const DUCKED: f32 = 0.126;

/// A voice of which no sample is like its neighbours, at positions `from..to`.
fn numbered(from: usize, to: usize) -> Vec<f32> {
    (from..to).map(|i| 0.2 + 0.6 * (i as f64 * 0.001).sin().abs() as f32).collect()
}

#[test]
fn a_duck_is_there_within_twenty_milliseconds_and_says_where_it_began() {
    let (mut desk, mut mixer) = mixer(SECOND);
    desk.write(&vec![0.8; 40_000]);
    render(&mut mixer, 5_000);
    assert_eq!(desk.ducked(), None);
    desk.duck(DUCKED);
    assert_eq!(desk.ducked(), None, "no callback has seen it");
    let out = left(&render(&mut mixer, 5_000));
    assert_eq!(desk.ducked(), Some(5_000));
    assert!(step(&out) < 0.003, "without a click: {}", step(&out));
    assert!(out[960..].iter().all(|x| (x / 0.8 - DUCKED).abs() < 1e-3), "-18 dB, {}", out[960]);
    desk.restore(None);
    assert_eq!(desk.ducked(), None);
    let out = left(&render(&mut mixer, 5_000));
    assert!(step(&out) < 0.003, "{}", step(&out));
    assert_eq!(out[2_400..], [0.8; 2_600]);
    assert_eq!(desk.played(), 15_000, "the voice went on");
}

#[test]
fn bed_and_bell_are_ducked_with_the_voice() {
    let (mut desk, mut mixer) = mixer(1);
    desk.mark(0, &bed(Some(Bed::Brown), Duration::ZERO));
    render(&mut mixer, SECOND);
    let before = rms(&left(&render(&mut mixer, SECOND)));
    desk.duck(DUCKED);
    render(&mut mixer, 960);
    let after = rms(&left(&render(&mut mixer, SECOND)));
    assert!((0.08..0.2).contains(&(after / before)), "{}", after / before);
}

#[test]
fn what_was_said_under_the_duck_is_said_again_from_its_first_sample() {
    let (mut desk, mut mixer) = mixer(SECOND);
    let voice = numbered(0, 40_000);
    desk.write(&voice);
    let mut out = left(&render(&mut mixer, 10_000));
    desk.duck(DUCKED);
    out.extend(left(&render(&mut mixer, 14_000)));
    let from = desk.ducked().unwrap();
    assert_eq!((from, desk.played()), (10_000, 24_000));
    desk.restore(Some(from));
    out.extend(left(&render(&mut mixer, 3_000)));
    assert_eq!(desk.played(), 24_240, "5 ms faded; then it stands still");
    out.extend(left(&render(&mut mixer, 23_000)));
    // 240 samples of fade, and the voice is back at sample 10 000; its volume needs 50 ms.
    let again = 24_240;
    assert_eq!(out[again + 2_400..50_000], voice[12_400..35_760], "not a sample lost or said twice");
    assert_eq!(desk.played(), 35_760);
    assert!(step(&out[10..]) < 0.006, "{}", step(&out[10..]));
}

#[test]
fn a_way_back_is_at_most_two_seconds_long_and_never_before_the_last_clear() {
    let (mut desk, mut mixer) = mixer(6 * SECOND);
    desk.write(&numbered(0, 5 * SECOND));
    render(&mut mixer, 4 * SECOND);
    desk.restore(Some(0));
    let out = left(&render(&mut mixer, 1_000));
    assert_eq!(out[480..], numbered(2 * SECOND + 240 + 240, 2 * SECOND + 240 + 760));
    desk.clear();
    render(&mut mixer, 1_000);
    desk.write(&numbered(7, 20_007));
    render(&mut mixer, 5_000);
    desk.restore(Some(0));
    let out = left(&render(&mut mixer, 1_000));
    assert_eq!(out[480..], numbered(247, 767));
    desk.restore(Some(19_000));
    let out = left(&render(&mut mixer, 10_000));
    assert_eq!(out[..100], numbered(767, 867), "what was not said yet is nothing to go back to");
}

#[test]
fn marks_on_the_way_back_do_not_begin_again() {
    let (mut desk, mut mixer) = mixer(SECOND);
    assert!(desk.mark(2_000, &Mark::Bell));
    desk.write(&[0.0; 40_000]);
    let once = left(&render(&mut mixer, 4_000));
    desk.restore(Some(1_000));
    let on = left(&render(&mut mixer, 20_000));
    assert!(once[..2_000].iter().all(|x| x.abs() < 0.006) && rms(&once[2_000..]) > 0.05);
    assert!(rms(&on[10_000..]) < rms(&once[3_000..]), "one stroke, ringing out");
}

#[test]
fn a_stop_fades_for_five_milliseconds_and_says_which_sample_was_the_last() {
    let (mut desk, mut mixer) = mixer(SECOND);
    desk.write(&vec![0.5; 3_000]);
    render(&mut mixer, 3_000);
    desk.clear();
    desk.write(&vec![0.5; 20_000]);
    render(&mut mixer, 7_000);
    desk.duck(DUCKED);
    let ducked = left(&render(&mut mixer, 1_000));
    desk.stop();
    assert_eq!(desk.stopped(), None, "no callback has seen it");
    assert_eq!((desk.played(), desk.ducked()), (0, None));
    let out = left(&render(&mut mixer, 1_000));
    assert_eq!(desk.stopped(), Some(8_240));
    assert!(is_room(&out[240..]) && out[200].abs() > 0.0006);
    assert!(step(&out) < 0.004 && (out[0] - ducked[999]).abs() < 0.004);
    // What comes next begins at once, at its full volume.
    desk.write(&numbered(0, 10_000));
    let next = left(&render(&mut mixer, 5_000));
    assert_eq!(next[2_400..], numbered(2_400, 5_000));
    assert_eq!(desk.played(), 5_000);
}

#[test]
fn a_stop_where_nothing_is_left_or_nobody_listens_is_exact_too() {
    let (mut desk, mut mixer) = mixer(SECOND);
    desk.write(&vec![0.5; 1_000]);
    render(&mut mixer, 2_000);
    desk.stop();
    render(&mut mixer, 10);
    assert_eq!(desk.stopped(), Some(1_000), "all of it was heard");
    desk.write(&vec![0.5; 9_000]);
    render(&mut mixer, 3_000);
    desk.pause();
    render(&mut mixer, 1_000);
    desk.stop();
    render(&mut mixer, 10);
    assert_eq!(desk.stopped(), Some(3_480), "the fade of the pause was the last");
}

#[test]
fn orders_in_any_order_lose_no_sample_and_stay_within_full_scale() {
    for seed in 1..60_u32 {
        let (mut desk, mut mixer) = mixer(SECOND);
        let mut chance = seed;
        let mut draw = |below: u32| {
            chance ^= chance << 13;
            chance ^= chance >> 17;
            chance ^= chance << 5;
            chance % below
        };
        let mut written = 0_u64;
        for _ in 0..200 {
            match draw(9) {
                0 => desk.duck(DUCKED),
                1 => desk.restore(None),
                2 => desk.restore(desk.ducked()),
                3 => desk.pause(),
                4 | 5 => desk.resume(),
                6 if draw(4) == 0 => {
                    desk.stop();
                    written = 0;
                }
                7 if draw(4) == 0 => {
                    desk.clear();
                    written = 0;
                }
                _ => written += desk.write(&vec![0.9; draw(3_000) as usize]) as u64,
            }
            let out = render(&mut mixer, draw(1_200) as usize);
            assert!(out.iter().flatten().all(|x| x.abs() <= 1.0), "seed {seed}");
            assert!(desk.played() <= written, "seed {seed}");
        }
        desk.resume();
        render(&mut mixer, 4 * SECOND);
        assert_eq!(desk.played(), written, "seed {seed}: everything was said in the end");
    }
}
