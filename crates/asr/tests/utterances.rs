//! How a stream of frames falls into utterances.

use vesper_asr::{Hysteresis, Utterance, Utterances};
use vesper_speech::{FRAME, Frame, HEARD_RATE};

const SECOND: usize = HEARD_RATE as usize;

/// Pushes frames with these probabilities; every sample of a frame is the frame's number.
fn cut(utterances: &mut Utterances, probabilities: &[f32]) -> Vec<Utterance> {
    probabilities
        .iter()
        .enumerate()
        .filter_map(|(index, probability)| utterances.push(&Frame([index as f32; FRAME]), *probability))
        .collect()
}

fn stream(parts: &[(usize, f32)]) -> Vec<f32> {
    parts.iter().flat_map(|(frames, probability)| vec![*probability; *frames]).collect()
}

/// Its samples are those that were pushed from its start on.
#[track_caller]
fn assert_in_place(utterance: &Utterance) {
    for (offset, sample) in utterance.pcm.samples.iter().enumerate() {
        assert_eq!(*sample as u64, (utterance.start + offset as u64) / FRAME as u64);
    }
}

#[test]
fn an_utterance_has_its_pre_roll_and_its_pause() {
    let end = Hysteresis::default().end_frames;
    let found = cut(&mut Utterances::default(), &stream(&[(60, 0.05), (30, 0.9), (40, 0.1)]));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].start, (60 * FRAME - SECOND) as u64);
    assert_eq!(found[0].pcm.rate, HEARD_RATE);
    assert_eq!(found[0].pcm.samples.len(), SECOND + (30 + end) * FRAME);
    assert_in_place(&found[0]);
}

#[test]
fn a_click_and_a_doubtful_murmur_are_no_utterance() {
    let found =
        cut(&mut Utterances::default(), &stream(&[(40, 0.0), (2, 1.0), (40, 0.0), (100, 0.7), (40, 0.0)]));
    assert!(found.is_empty());
}

#[test]
fn a_sinking_voice_and_a_short_pause_do_not_end_it() {
    let end = Hysteresis::default().end_frames;
    let mut utterances = Utterances::default();
    let probabilities = stream(&[(10, 0.9), (30, 0.55), (end - 1, 0.0), (10, 0.9)]);
    assert!(cut(&mut utterances, &probabilities).is_empty());
    assert!(utterances.speaking());
    let rest = utterances.finish().unwrap();
    assert_eq!((rest.start, rest.pcm.samples.len()), (0, probabilities.len() * FRAME));
    assert!(!utterances.speaking() && utterances.finish().is_none());
}

#[test]
fn the_next_pre_roll_does_not_repeat_what_was_given() {
    let found =
        cut(&mut Utterances::default(), &stream(&[(40, 0.0), (20, 0.9), (22, 0.0), (20, 0.9), (40, 0.0)]));
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].start, found[0].start + found[0].pcm.samples.len() as u64);
    found.iter().for_each(assert_in_place);
}

#[test]
fn a_long_speech_is_cut_at_its_quietest_place_and_loses_nothing() {
    let mut probabilities = stream(&[(3000, 0.9), (60, 0.0)]);
    // A breath, too short for a pause, 26.2 s after the beginning.
    probabilities[820] = 0.1;
    let found = cut(&mut Utterances::default(), &probabilities);
    assert!(found.len() >= 3);
    assert_eq!(found[0].pcm.samples.len(), 821 * FRAME);
    let mut position = 0;
    for utterance in &found {
        assert_eq!(utterance.start, position);
        assert!(utterance.pcm.samples.len() <= 28 * SECOND);
        assert_in_place(utterance);
        position += utterance.pcm.samples.len() as u64;
    }
    assert!(position >= 3000 * FRAME as u64);
}
