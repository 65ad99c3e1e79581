mod interruption;

use std::time::Duration;

use vesper_speech::{Bed, Mark, RATE};

use super::tone::Tone;
use super::{Desk, Mixer, mixer};

/// A voice whose every sample tells its position, and that never jumps: a slow ramp up and down.
fn speech(from: usize, length: usize) -> Vec<f32> {
    (from..from + length).map(|i| 0.5 * (i as f32 * 0.002).sin()).collect()
}

fn render(mixer: &mut Mixer, frames: usize) -> Vec<[f32; 2]> {
    let mut out = vec![9.0; 2 * frames];
    for piece in out.chunks_mut(2 * 111) {
        mixer.render(piece);
    }
    out.as_chunks().0.to_vec()
}

fn left(frames: &[[f32; 2]]) -> Vec<f32> {
    frames.iter().map(|frame| frame[0]).collect()
}

/// The largest step from one sample to the next: what a click is.
fn step(samples: &[f32]) -> f32 {
    samples.windows(2).map(|pair| (pair[1] - pair[0]).abs()).fold(0.0, f32::max)
}

fn rms(samples: &[f32]) -> f32 {
    (samples.iter().map(|x| x * x).sum::<f32>() / samples.len() as f32).sqrt()
}

/// `voice` as it is heard, and `after` frames for which none comes: with the tone of the room where it is silent.
fn in_room(voice: &[f32], after: usize) -> Vec<f32> {
    let mut tone = Tone::new();
    let mut heard: Vec<f32> =
        (0..).zip(voice).map(|(at, &speech)| speech + tone.next(Some(at), speech)).collect();
    heard.extend((0..after).map(|_| tone.next(None, 0.0)));
    heard
}

/// Nothing but the room.
fn is_room(samples: &[f32]) -> bool {
    samples.iter().all(|x| x.abs() < 0.006)
}

fn bed(bed: Option<Bed>, fade: Duration) -> Mark {
    Mark::Bed { bed, seed: 7, fade }
}

const SECOND: usize = RATE as usize;
const SOON: Duration = Duration::from_millis(100);

#[test]
fn a_voice_alone_passes_untouched() {
    let (mut desk, mut mixer) = mixer(SECOND);
    let mut voice = speech(0, 5_000);
    voice.extend([1.0, -1.0, 0.0, 0.97, -0.0]);
    assert_eq!(desk.write(&voice), voice.len());
    let out = render(&mut mixer, voice.len() + 100);
    let heard = left(&out);
    let spoken = voice.iter().zip(&heard).filter(|(voice, _)| voice.abs() > 1e-4);
    assert!(spoken.clone().count() > 4_990);
    assert!(spoken.into_iter().all(|(voice, heard)| voice == heard), "what is said is untouched");
    assert!(out.iter().all(|frame| frame[0] == frame[1]), "the voice stands in the middle");
    assert_eq!(heard, in_room(&voice, 100), "and silence has the tone of the room");
    assert_eq!(desk.played(), voice.len() as u64);
}

#[test]
fn pauses_carry_the_tone_of_the_room_and_no_edge_clicks() {
    let (mut desk, mut mixer) = mixer(SECOND);
    // A line as engines make them: it begins and ends at zero.
    let word: Vec<f32> = (0..9_425).map(|i| 0.5 * (i as f32 * 0.002).sin().powi(2)).collect();
    let voice = [&word[..], &[0.0; 12_000], &word[..]].concat();
    desk.write(&voice);
    let heard = left(&render(&mut mixer, voice.len()));
    assert_eq!(heard, in_room(&voice, 0), "to the sample");
    let level = 20.0 * rms(&heard[10_000..21_000]).log10();
    assert!((-60.5..-59.5).contains(&level), "{level} dBFS in the pause");
    assert!(step(&heard[9_000..22_000]) < 0.002, "{}", step(&heard[9_000..22_000]));
}

#[test]
fn a_room_that_was_paused_is_silent_and_one_whose_voice_is_late_is_not() {
    let (mut desk, mut mixer) = mixer(SECOND);
    desk.write(&[0.0; 20_000]);
    render(&mut mixer, 5_000);
    desk.pause();
    assert!(left(&render(&mut mixer, 5_000))[480..].iter().all(|&x| x == 0.0));
    desk.resume();
    let out = left(&render(&mut mixer, 30_000));
    assert_eq!(desk.played(), 20_000);
    assert!(out[480..].chunks(2_952).all(|part| (0.0008..0.0012).contains(&rms(part))), "on and on");
}

#[test]
fn a_voice_at_no_volume_stands_in_no_room() {
    let (mut desk, mut mixer) = mixer(SECOND);
    desk.volume(0.0, 1.0);
    desk.write(&[0.0; 20_000]);
    assert!(left(&render(&mut mixer, 20_000))[2_400..].iter().all(|&x| x == 0.0));
}

#[test]
fn takes_what_fits_and_makes_hostile_samples_harmless() {
    let (mut desk, mut mixer) = mixer(100);
    assert_eq!(desk.write(&[0.1; 250]), 100);
    assert_eq!(desk.write(&[0.1]), 0);
    render(&mut mixer, 60);
    assert_eq!(desk.write(&[f32::NAN, f32::INFINITY, -3.0]), 3);
    let heard = left(&render(&mut mixer, 43));
    assert!(is_room(&heard[40..41]), "what is no number is silence");
    assert_eq!(heard[41..], [1.0, -1.0]);
}

#[test]
fn pausing_loses_no_sample_and_does_not_click() {
    let (mut desk, mut mixer) = mixer(SECOND);
    let voice = speech(0, 20_000);
    desk.write(&voice);
    let mut out = left(&render(&mut mixer, 6_000));
    desk.pause();
    let paused = left(&render(&mut mixer, 4_000));
    assert!(paused[480..].iter().all(|&x| x == 0.0), "silent within 10 ms");
    let stopped = desk.played();
    assert_eq!(stopped, 6_480, "what faded was heard, the rest is kept");
    out.extend(&paused);
    desk.resume();
    let resumed = left(&render(&mut mixer, 5_000));
    assert_eq!(resumed[480..], voice[6_960..11_480], "goes on at the sample where it stopped");
    out.extend(&resumed);
    assert!(step(&out) < 0.003, "the voice itself steps by 0.001; the largest step was {}", step(&out));
}

#[test]
fn a_pause_that_is_taken_back_while_it_fades_goes_on_at_once() {
    let (mut desk, mut mixer) = mixer(SECOND);
    let voice = speech(0, 20_000);
    desk.write(&voice);
    let mut out = left(&render(&mut mixer, 3_000));
    desk.pause();
    out.extend(left(&render(&mut mixer, 200)));
    desk.resume();
    out.extend(left(&render(&mut mixer, 3_000)));
    assert_eq!(out[3_400..], voice[3_400..6_200]);
    assert!(step(&out) < 0.003, "{}", step(&out));
}

#[test]
fn clearing_drops_the_voice_and_its_marks_and_counts_from_zero() {
    let (mut desk, mut mixer) = mixer(SECOND);
    desk.write(&speech(0, 20_000));
    assert!(desk.mark(5_000, &Mark::Bell));
    let mut out = left(&render(&mut mixer, 3_000));
    desk.clear();
    assert_eq!(desk.played(), 0, "from zero, at once");
    let next = speech(0, 6_283);
    assert_eq!(desk.write(&next), 6_283);
    out.extend(left(&render(&mut mixer, 480)));
    assert_eq!(desk.played(), 0, "the fade is the old voice");
    out.extend(left(&render(&mut mixer, 8_000)));
    // It begins with a sample of silence.
    assert_eq!(out[3_481..9_763], next[1..]);
    assert!(is_room(&out[9_763..]), "the bell of the old voice does not ring");
    assert!(step(&out) < 0.003, "{}", step(&out));
    assert_eq!(desk.played(), 6_283);
}

#[test]
fn clearing_just_before_the_end_fades_what_is_left() {
    let (mut desk, mut mixer) = mixer(SECOND);
    desk.write(&vec![0.4; 1_100]);
    let mut out = left(&render(&mut mixer, 1_000));
    desk.clear();
    out.extend(left(&render(&mut mixer, 500)));
    assert!(step(&out[1..]) < 0.01, "{}", step(&out[1..]));
}

#[test]
fn clearing_twice_while_it_fades_does_not_begin_the_fade_anew() {
    let (mut desk, mut mixer) = mixer(SECOND);
    desk.write(&vec![0.4; 20_000]);
    let mut out = left(&render(&mut mixer, 1_000));
    for _ in 0..3 {
        desk.clear();
        desk.write(&vec![0.4; 1_000]);
        out.extend(left(&render(&mut mixer, 150)));
    }
    desk.clear();
    out.extend(left(&render(&mut mixer, 600)));
    assert!(is_room(&out[1_480..]));
    assert!(step(&out[1..]) < 0.003, "{}", step(&out[1..]));
}

#[test]
fn clearing_while_paused_makes_room_and_stays_silent() {
    let (mut desk, mut mixer) = mixer(2_000);
    desk.write(&speech(0, 2_000));
    render(&mut mixer, 100);
    desk.pause();
    render(&mut mixer, 1_000);
    desk.clear();
    assert_eq!(rms(&left(&render(&mut mixer, 500))), 0.0);
    let next = speech(500, 2_000);
    assert_eq!(desk.write(&next), 2_000);
    assert_eq!(rms(&left(&render(&mut mixer, 500))), 0.0);
    desk.resume();
    assert_eq!(left(&render(&mut mixer, 1_000))[480..], next[480..1_000]);
    assert_eq!(desk.played(), 1_000);
}

#[test]
fn a_mark_begins_at_its_sample_and_waits_while_the_voice_waits() {
    let (mut desk, mut mixer) = mixer(SECOND);
    assert!(desk.mark(1_000, &Mark::Bell));
    desk.write(&[0.0; 700]);
    let mut tone = Tone::new();
    let mut quiet = |at: std::ops::Range<u64>, alone: usize| -> Vec<f32> {
        let here = at.map(|at| tone.next(Some(at), 0.0)).collect::<Vec<_>>();
        here.into_iter().chain((0..alone).map(|_| tone.next(None, 0.0))).collect()
    };
    assert_eq!(left(&render(&mut mixer, 5_000)), quiet(0..700, 4_300), "the voice has not come so far");
    desk.write(&[0.0; 700]);
    let out = left(&render(&mut mixer, 3_000));
    let room = quiet(700..1_400, 2_300);
    assert_eq!(out.iter().zip(&room).position(|(out, room)| out != room), Some(300));
    assert_eq!(desk.played(), 1_400, "while there is no voice, its position stands");
    assert!(rms(&out[2_000..]) > 0.01, "it rings on");
}

#[test]
fn bells_ring_over_one_another_and_end() {
    let (mut desk, mut mixer) = mixer(SECOND);
    for at in [0, 100, 200, 300, 400, 500, 600, 700] {
        assert!(desk.mark(at, &Mark::Bell));
    }
    desk.write(&[0.0; 1_000]);
    let out = left(&render(&mut mixer, 11 * SECOND));
    assert!(out.iter().all(|x| x.abs() <= 1.0));
    assert!(rms(&out[..SECOND]) > 0.05);
    assert_eq!(out[10 * SECOND + 1_000..], in_room(&[0.0; 1_000], out.len() - 1_000)[10 * SECOND + 1_000..]);
}

#[test]
fn the_bed_lies_on_where_the_voice_ends_and_through_a_clear() {
    let (mut desk, mut mixer) = mixer(SECOND);
    assert!(desk.mark(0, &bed(Some(Bed::Brown), SOON)));
    desk.write(&[0.0; 1_000]);
    render(&mut mixer, SECOND);
    let before = rms(&left(&render(&mut mixer, SECOND)));
    desk.clear();
    let after = rms(&left(&render(&mut mixer, SECOND)));
    assert!(before > 0.005 && (0.5..2.0).contains(&(after / before)), "{before} {after}");
    assert_eq!(desk.played(), 0);
}

#[test]
fn pausing_stops_the_bed_and_keeps_its_place() {
    let continuous = {
        let (mut desk, mut mixer) = mixer(1);
        desk.mark(0, &bed(Some(Bed::Rain), SOON));
        left(&render(&mut mixer, 20_000))
    };
    let (mut desk, mut mixer) = mixer(1);
    desk.mark(0, &bed(Some(Bed::Rain), SOON));
    render(&mut mixer, 9_520);
    desk.pause();
    assert_eq!(rms(&left(&render(&mut mixer, 5_000))[480..]), 0.0);
    desk.resume();
    assert_eq!(left(&render(&mut mixer, 10_000))[480..], continuous[10_480..]);
}

#[test]
fn beds_cross_without_a_hole_or_a_click() {
    let (mut desk, mut mixer) = mixer(4 * SECOND);
    desk.mark(0, &bed(Some(Bed::Brown), SOON));
    desk.mark(SECOND as u64, &bed(Some(Bed::Drone), Duration::from_secs(1)));
    desk.mark(3 * SECOND as u64, &bed(None, Duration::from_secs(1)));
    desk.write(&vec![0.0; 4 * SECOND]);
    let out = left(&render(&mut mixer, 4 * SECOND + 1_000));
    for tenth in out[SECOND / 5..3 * SECOND].chunks(SECOND / 5) {
        assert!(rms(tenth) > 0.006, "a hole of {}", rms(tenth));
    }
    let room = in_room(&vec![0.0; 4 * SECOND], 1_000);
    assert_eq!(out[4 * SECOND + 1..], room[4 * SECOND + 1..], "the bed has gone");
    assert!(step(&out) < 0.05, "{}", step(&out));
}

#[test]
fn the_bed_that_lies_already_lies_on() {
    let once = {
        let (mut desk, mut mixer) = mixer(SECOND);
        desk.mark(0, &bed(Some(Bed::Waves), SOON));
        desk.write(&[0.0; 20_000]);
        left(&render(&mut mixer, SECOND))
    };
    let (mut desk, mut mixer) = mixer(SECOND);
    desk.mark(0, &bed(Some(Bed::Waves), SOON));
    desk.mark(10_000, &bed(Some(Bed::Waves), Duration::from_secs(5)));
    desk.write(&[0.0; 20_000]);
    assert_eq!(left(&render(&mut mixer, SECOND)), once);
}

#[test]
fn marks_are_bounded_and_their_memory_comes_back() {
    let (mut desk, mut mixer) = mixer(SECOND);
    let mut placed = 0;
    while desk.mark(0, &bed(Some(Bed::ALL[placed % 6]), Duration::ZERO)) {
        placed += 1;
        assert!(placed < 1_000, "no bound");
    }
    for round in 0..200_u64 {
        let out = render(&mut mixer, 300);
        assert!(out.iter().flatten().all(|x| x.abs() <= 1.0));
        let mark = Mark::Bed { bed: Some(Bed::Fire), seed: round, fade: Duration::MAX };
        assert!(desk.mark(0, &mark), "there is room again");
    }
}

#[test]
fn the_bed_is_lowered_under_speech_and_does_not_pump_between_words() {
    let beside = |voice: &[f32]| {
        let (mut desk, mut mixer) = mixer(20 * SECOND);
        desk.mark(0, &bed(Some(Bed::Brown), Duration::ZERO));
        desk.write(voice);
        let out = left(&render(&mut mixer, voice.len()));
        out.iter().zip(in_room(voice, 0)).map(|(out, voice)| out - voice).collect::<Vec<_>>()
    };
    // One second of quiet, four of words of 300 ms with gaps of 250 ms, three of quiet.
    let mut voice = vec![0.0; 8 * SECOND];
    for (i, sample) in voice.iter_mut().enumerate().take(5 * SECOND).skip(SECOND) {
        *sample = if i % 26_400 < 14_400 { 0.2 * (i as f32 * 0.05).sin() } else { 0.0 };
    }
    let (ducked, free) = (beside(&voice), beside(&vec![0.0; 8 * SECOND]));
    let gain = |at: f32, to: f32| {
        let range = (at * RATE as f32) as usize..(to * RATE as f32) as usize;
        20.0 * (rms(&ducked[range.clone()]) / rms(&free[range])).log10()
    };
    assert!(gain(0.5, 1.0).abs() < 0.1);
    for i in 0..70 {
        let at = 1.4 + 0.05 * i as f32;
        let gain = gain(at, at + 0.05);
        assert!((-8.8..-7.2).contains(&gain), "{gain:.1} dB at {at:.2} s");
    }
    assert!(gain(6.5, 8.0) > -1.0, "and comes back");
    let curve: Vec<f32> =
        ducked.iter().zip(&free).filter(|(_, free)| free.abs() > 1e-3).map(|(a, b)| a / b).collect();
    assert!(step(&curve) < 0.01, "smoothly: {}", step(&curve));
}

#[test]
fn volumes_are_reached_within_fifty_milliseconds_without_a_step() {
    let (mut desk, mut mixer) = mixer(SECOND);
    desk.write(&[0.8; 10_000]);
    render(&mut mixer, 1_000);
    desk.volume(0.25, f32::NAN);
    let out = left(&render(&mut mixer, 5_000));
    assert!(step(&out) < 0.001);
    assert_eq!(out[2_400..], [0.2; 2_600]);
    desk.volume(7.0, -1.0);
    assert_eq!(left(&render(&mut mixer, 4_000))[2_400..], [0.8; 1_600]);
}

#[test]
fn the_sum_never_leaves_full_scale_and_the_voice_is_never_bent() {
    for voice in [-1.0, -0.95, -0.5, 0.0, 0.3, 0.9, 0.99, 1.0] {
        assert_eq!(super::limit(voice, 0.0), voice);
        let mut last = -1.0;
        for i in -400..=400 {
            let sum = super::limit(voice, i as f32 * 0.01);
            assert!(sum.abs() <= 1.0 && sum >= last, "{voice} with {i}: {sum}");
            last = sum;
        }
    }
}

#[test]
fn the_level_shows_what_was_heard() {
    let (mut desk, mut mixer) = mixer(SECOND);
    let tone: Vec<f32> = (0..SECOND).map(|i| 0.5 * (i as f32 * 0.1).sin()).collect();
    desk.write(&tone);
    render(&mut mixer, SECOND);
    let level = desk.level();
    assert!((level.peak - 0.5).abs() < 0.01 && (level.rms - 0.354).abs() < 0.02, "{level:?}");
    render(&mut mixer, 3 * SECOND);
    let level = desk.level();
    assert!(level.peak < 0.006 && level.rms < 0.0015, "nothing but the room: {level:?}");
}

#[test]
fn both_halves_work_on_two_threads() {
    let (mut desk, mut mixer): (Desk, Mixer) = mixer(4_800);
    // No sample is like the one before or after it, by far more than the room's tone.
    let voice: Vec<f32> = (0..200_000).map(|i| 0.1 + 0.8 * (i as f64 * 0.618_034).fract() as f32).collect();
    let heard = std::thread::scope(|scope| {
        let listener = std::thread::Builder::new()
            .name("listener".into())
            .spawn_scoped(scope, move || {
                let mut heard = Vec::new();
                let mut out = [0.0; 2];
                while heard.len() < 200_000 {
                    let before = mixer.position();
                    mixer.render(&mut out);
                    if mixer.position() > before {
                        heard.push(out[0]);
                    }
                }
                heard
            })
            .unwrap();
        let mut rest = &voice[..];
        while !rest.is_empty() {
            rest = &rest[desk.write(rest)..];
            std::thread::yield_now();
        }
        listener.join().unwrap()
    });
    // Where the voice was late, the room is heard, and fades within its next 10 ms.
    let same = heard.iter().zip(&voice).all(|(heard, voice)| (heard - voice).abs() < 0.006);
    assert!(same && heard.len() == voice.len());
}
