use super::room::{Recorded, Room, decibels, echo_path, part, perform, rms, scaled, voice};
use super::*;

const PLAIN: Hearing = Hearing { loudspeaker: true, denoise: Denoise::Off, gain: false };

/// How alike to itself a voice is after the high-pass alone, which turns its lowest tones.
const UNTOUCHED: f32 = 0.94;

/// Something is played for twelve seconds, and nobody speaks.
fn alone(room: &Room) -> Recorded {
    perform(room, PLAIN, &voice(12.0, 120.0, 3), &[], 12.0).unwrap()
}

/// Somebody who speaks between two seconds only.
fn speaking(from: f32, to: f32) -> Vec<f32> {
    let spoken = (from * room::RATE as f32) as usize..(to * room::RATE as f32) as usize;
    let said = voice(to, 190.0, 8);
    said.iter().enumerate().map(|(n, &sample)| if spoken.contains(&n) { sample } else { 0.0 }).collect()
}

#[test]
fn the_echo_is_gone_after_three_seconds() {
    let ms = Duration::from_millis;
    for (name, least, room) in [
        ("a small room", 25.0, Room::default()),
        ("a large room", 20.0, Room { path: echo_path(0.6, 0.5, 2), ..Room::default() }),
        ("a loudspeaker that bends", 18.0, Room { bends_at: 0.2, ..Room::default() }),
        ("a bare card", 20.0, Room { speaker_delay: ms(10), microphone_delay: ms(5), ..Room::default() }),
        ("a card that hides 200 ms", 25.0, Room { speaker_delay: ms(240), untold: -200, ..Room::default() }),
    ] {
        let recorded = alone(&room);
        let (taken, loudest) = (recorded.enhancement(3.0, 12.0), recorded.loudest(3.0, 12.0));
        eprintln!("{name}: {taken:.1} dB, at worst {loudest:.1} dBFS");
        assert!(taken > least, "{name}: {taken:.1} dB");
        assert!(loudest < -28.0, "{name}: a tenth of a second of {loudest:.1} dBFS");
    }
}

#[test]
fn a_microphone_that_is_driven_too_hard_keeps_no_more_than_a_tenth_of_the_echo() {
    let room = Room { path: echo_path(0.3, 6.0, 1), ..Room::default() };
    let recorded = alone(&room);
    assert!(recorded.heard.iter().any(|x| x.abs() >= 1.0), "it is driven too hard");
    assert!(recorded.enhancement(3.0, 12.0) > 20.0, "{:.1} dB", recorded.enhancement(3.0, 12.0));
}

#[test]
fn cards_that_drift_apart_and_callbacks_that_tremble_change_little() {
    for (name, room) in [
        ("200 ppm", Room { drift: 200.0, ..Room::default() }),
        ("-500 ppm", Room { drift: -500.0, ..Room::default() }),
        ("trembling", Room { tremble: Duration::from_millis(8), ..Room::default() }),
    ] {
        let recorded = alone(&room);
        let taken = recorded.enhancement(3.0, 12.0);
        eprintln!("{name}: {taken:.1} dB, {:?}", recorded.faults);
        assert!(taken > 20.0, "{name}: {taken:.1} dB");
        assert_eq!(recorded.faults.lost + recorded.faults.dropped, 0, "{name}");
    }
}

#[test]
fn a_delay_that_jumps_is_found_again_whether_or_not_the_card_tells() {
    for told in [true, false] {
        let recorded = alone(&Room { jump: Some((5.0, 60, told)), ..Room::default() });
        let taken = (recorded.enhancement(3.0, 5.0), recorded.enhancement(7.0, 12.0));
        eprintln!("told {told}: {taken:?} dB, {:?}", recorded.faults);
        assert!(taken.0 > 20.0 && taken.1 > 20.0, "told {told}: {taken:?} dB");
    }
}

#[test]
fn who_speaks_over_the_voice_is_heard() {
    let room = Room::default();
    let recorded = perform(&room, PLAIN, &voice(12.0, 120.0, 3), &speaking(6.0, 12.0), 12.0).unwrap();
    let (louder, alike) = recorded.survival(6.5, 12.0);
    eprintln!("{louder:.1} dB, {alike:.2} alike");
    assert!((-4.0..2.0).contains(&louder), "{louder:.1} dB");
    assert!(alike > 0.65, "{alike:.2} alike");
}

#[test]
fn what_suppression_takes_of_a_first_word_is_there_before_it() {
    let room = Room { path: echo_path(0.6, 1.0, 2), ..Room::default() };
    let near: Vec<f32> = speaking(6.0, 12.0).iter().map(|sample| 0.5 * sample).collect();
    let recorded = perform(&room, PLAIN, &voice(12.0, 120.0, 3), &near, 12.0).unwrap();
    let said = |from: &f32| rms(part(&recorded.near, *from, from + 0.05)) > 0.01;
    let from = (0..40).map(|n| 6.0 + 0.05 * n as f32).find(said).unwrap();
    let near = part(&recorded.near, from, from + 0.2);
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    // How much of the voice is in it, whatever else is.
    let share = |of: &[f32]| dot(near, part(of, from, from + 0.2)) / dot(near, near);
    let (before, after) = (share(&recorded.unsuppressed), share(&recorded.ear));
    eprintln!("{before:.2} of it is there before, {after:.2} after");
    assert!(before > 0.7 && before > after + 0.2, "{before:.2} before, {after:.2} after");
}

#[test]
fn where_nothing_is_played_the_voice_passes_untouched_and_silence_stays_silence() {
    let room = Room { noise: 0.0, ..Room::default() };
    let recorded = perform(&room, PLAIN, &[], &speaking(2.0, 6.0), 8.0).unwrap();
    let (louder, alike) = recorded.survival(2.0, 6.0);
    assert!(louder.abs() < 0.5 && alike > UNTOUCHED, "{louder:.2} dB, {alike:.4} alike");
    // The room's tone, at -60 dBFS in the loudspeaker, is all there is.
    let rest = decibels(rms(part(&recorded.ear, 0.5, 1.9)));
    assert!(rest < -66.0, "{rest} dBFS");
}

#[test]
fn headphones_cost_nothing_and_change_nothing() {
    let room = Room { path: vec![0.0], noise: 0.0, ..Room::default() };
    let hearing = Hearing { loudspeaker: false, ..PLAIN };
    let recorded = perform(&room, hearing, &voice(8.0, 120.0, 3), &speaking(2.0, 6.0), 8.0).unwrap();
    let (louder, alike) = recorded.survival(2.0, 6.0);
    assert!(louder.abs() < 0.3 && alike > UNTOUCHED, "{louder:.2} dB, {alike:.4} alike");
    assert_eq!(recorded.ear[..16_000], [0.0; 16_000], "silence is silence");
    assert_eq!((recorded.faults, recorded.aec), (EarFaults::default(), Echo::default()));
    assert!(recorded.unsuppressed.is_empty(), "there is nothing to suppress");
}

#[test]
fn noise_is_taken_down_and_the_voice_in_it_is_not() {
    let room = Room { path: vec![0.0], noise: 0.01, ..Room::default() };
    let hearing = Hearing { loudspeaker: false, denoise: Denoise::Moderate, gain: false };
    let recorded = perform(&room, hearing, &[], &speaking(4.0, 8.0), 8.0).unwrap();
    let noise = decibels(rms(part(&recorded.ear, 2.0, 3.9)) / rms(part(&recorded.heard, 2.0, 3.9)));
    let (louder, alike) = recorded.survival(4.0, 8.0);
    eprintln!("noise {noise:.1} dB, voice {louder:.1} dB, {alike:.3} alike");
    assert!(noise < -6.0 && louder > -2.0 && alike > 0.87);
}

#[test]
fn recorded_rooms_and_voices() {
    let Some(data) = std::env::var_os("VESPER_DATA").map(std::path::PathBuf::from) else {
        eprintln!("SKIPPED: VESPER_DATA names no folder with recorded rooms and voices");
        return;
    };
    let mut far = crate::read(data.join("speech/two_cities_16k.wav")).unwrap().samples;
    let level = rms(&far);
    far.iter_mut().for_each(|sample| *sample *= 0.1 / level);
    for name in ["rir2", "rir3"] {
        let path = crate::read(data.join("acoustics/RIRs").join(name).with_extension("wav")).unwrap().samples;
        let path = scaled(path.into_iter().take(room::RATE / 2).collect(), 0.5);
        let recorded = perform(&Room { path, ..Room::default() }, PLAIN, &far, &[], 12.0).unwrap();
        let taken = recorded.enhancement(3.0, 12.0);
        eprintln!("{name}: {taken:.1} dB");
        assert!(taken > 14.0, "{name}: {taken:.1} dB");
    }
    let taken = recorded_pair(&data.join("acoustics/aec/9mkQhVtzTEy2hDk-6u2Sww_farend_singletalk"));
    eprintln!("a recorded echo: {taken:.1} dB");
    assert!(taken > 15.0, "a recorded echo: {taken:.1} dB");
}

/// How much is taken out of a recorded echo, in dB, from its fourth second on: the two files of a pair of the AEC
/// challenge, what was played and what was heard.
fn recorded_pair(stem: &std::path::Path) -> f32 {
    let read = |end: &str| crate::read(format!("{}_{end}.wav", stem.display())).unwrap().samples;
    let (far, near) = (read("lpb"), read("mic"));
    let mut canceller = Canceller::new(true, Denoise::Off);
    let mut given = Vec::new();
    for (far, near) in far.as_chunks::<BLOCK>().0.iter().zip(near.as_chunks::<BLOCK>().0) {
        let mut block = *near;
        canceller.cancel(&mut block, far);
        given.extend(block);
    }
    decibels(rms(part(&near, 4.0, 10.5)) / rms(part(&given, 4.0, 10.5)))
}

#[test]
fn what_is_no_number_is_silence() {
    let mut canceller = Canceller::new(true, Denoise::Strong);
    let hostile = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 1e30, -1e30, f32::MIN_POSITIVE];
    for n in 0..200 {
        let mut near = std::array::from_fn(|i| hostile[(i + n) % hostile.len()]);
        let far = std::array::from_fn(|i| hostile[(i * 7 + n) % hostile.len()]);
        canceller.cancel(&mut near, &far);
        assert!(near.iter().all(|x| x.abs() <= 1.0), "block {n}");
    }
    let mut after = [0.0; BLOCK];
    for _ in 0..200 {
        after = [0.0; BLOCK];
        canceller.cancel(&mut after, &[0.0; BLOCK]);
    }
    assert!(rms(&after) < 1e-3, "it recovers: {}", rms(&after));
}

#[test]
fn an_ear_that_opens_late_or_again_and_a_speaker_that_is_opened_anew_find_each_other() {
    use crate::{Speaker, Time};
    use vesper_speech::AudioSink;
    let (time, far) = (Time::new(), FarEnd::new());
    let mut heard_over = Vec::new();
    let (mut now, mut frame) = (0_u64, Frame::default());
    let (mut speaker, mut puller) = Speaker::by_hand_heard(&time, 48_000, 2, &far).unwrap();
    for ear in 0..3 {
        if ear == 2 {
            (speaker, puller) = Speaker::by_hand_heard(&time, 44_100, 1, &far).unwrap();
        }
        let (microphone, mut pusher) = Microphone::by_hand(&time, 48_000, 1).unwrap();
        let mut ear = Ear::at(microphone, PLAIN, &far).unwrap();
        speaker.write(&[0.1; 48_000]);
        for _ in 0..100 {
            now += 10;
            time.reach(Duration::from_millis(now));
            let mut out = vec![0.0; if heard_over.len() == 2 { 441 } else { 960 }];
            puller.pull(&mut out, Duration::from_millis(30));
            pusher.push(&[0.0; 480]);
            while ear.take(&mut frame).unwrap() {}
        }
        heard_over.push((ear.is_played_over(), ear.faults().lost, ear.faults().realigned));
    }
    assert_eq!(heard_over, [(true, 0, 0); 3]);
}

#[test]
fn a_microphone_that_is_unplugged_changed_or_dies_without_a_word_is_lost_within_a_second() {
    use crate::{Fault, Time};
    use vesper_speech::Kind;
    for fault in [Some(Fault::Gone), Some(Fault::Changed), Some(Fault::Rerouted), None] {
        let time = Time::new();
        let (microphone, mut pusher) = Microphone::by_hand(&time, 48_000, 1).unwrap();
        let mut ear = Ear::at(microphone, Hearing::default(), &FarEnd::new()).unwrap();
        let mut frame = Frame::default();
        let mut now = 0;
        while now < 4_000 {
            now += 10;
            time.reach(Duration::from_millis(now));
            pusher.push(&[0.01; 480]);
            pusher.fail(Fault::Glitch);
            while ear.take(&mut frame).unwrap() {}
        }
        if let Some(fault) = fault {
            pusher.fail(fault);
        }
        let lost = loop {
            match ear.take(&mut frame) {
                Ok(_) => now += 10,
                Err(lost) => break lost,
            }
            time.reach(Duration::from_millis(now));
            assert!(now < 5_000, "{fault:?} goes unnoticed");
        };
        assert_eq!(lost.kind, Kind::LostDevice, "{fault:?}");
        assert!(!lost.advice.is_empty());
    }
}

#[test]
fn it_is_known_whether_an_echo_is_to_be_expected() {
    let (time, far) = (crate::Time::new(), FarEnd::new());
    let (mut speaker, mut puller) = crate::Speaker::by_hand_heard(&time, 48_000, 1, &far).unwrap();
    let (microphone, mut pusher) = Microphone::by_hand(&time, 48_000, 1).unwrap();
    let mut ear = Ear::at(microphone, Hearing::default(), &far).unwrap();
    let mut seen = Vec::new();
    for ms in (10..4_000).step_by(10) {
        if ms == 1_000 {
            vesper_speech::AudioSink::write(&mut speaker, &[0.1; 48_000]);
        }
        time.reach(Duration::from_millis(ms));
        puller.pull(&mut [0.0; 480], Duration::from_millis(20));
        pusher.push(&[0.0; 480]);
        while ear.take(&mut Frame::default()).unwrap() {}
        if ms % 500 == 0 {
            seen.push(ear.is_played_over());
        }
    }
    assert_eq!(seen, [false, false, true, true, false, false, false], "from 1 s to 2.3 s");
}
