use std::f64::consts::TAU;

use assert_no_alloc::{AllocDisabler, assert_no_alloc, violation_count};
use vesper_speech::{Bed, Mark, samples};

use super::*;
use crate::echo::FarEnd;
use crate::mixer::{Desk, mixer};

// Counts what is allocated and freed inside `assert_no_alloc`.
#[global_allocator]
static ALLOCATOR: AllocDisabler = AllocDisabler;

struct Device {
    desk: Desk,
    callback: Callback,
    heard: Arc<Heard>,
    vitals: Arc<Vitals>,
}

fn device(rate: u32, channels: u16) -> Device {
    device_heard(rate, channels, None)
}

fn device_heard(rate: u32, channels: u16, tap: Option<Tap>) -> Device {
    let format = Format { rate, channels, sample: SampleFormat::F32, period: rate / 100 };
    let (desk, mixer) = mixer(2 * RATE as usize);
    let (heard, vitals) = (Arc::new(Heard::new()), Arc::new(Vitals::new()));
    let callback = Callback::new(mixer, &format, heard.clone(), vitals.clone(), tap).unwrap();
    Device { desk, callback, heard, vitals }
}

fn tone(rate: u32, frames: usize) -> Vec<f32> {
    (0..frames).map(|n| 0.5 * (TAU * 200.0 * n as f64 / f64::from(rate)).sin() as f32).collect()
}

fn correlation(a: &[f32], b: &[f32]) -> f64 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(a * b)).sum::<f64>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

#[test]
fn a_stereo_device_gets_the_voice_on_both_sides_unchanged() {
    let mut device = device(RATE, 2);
    let voice = tone(RATE, 4_800);
    device.desk.write(&voice);
    let mut out = vec![9.0_f32; 2 * 4_800];
    // Callbacks of odd sizes, as PulseAudio makes them.
    for part in out.chunks_mut(2 * 701) {
        device.callback.fill_samples(part, Duration::ZERO);
    }
    for (frame, expected) in out.chunks_exact(2).zip(&voice) {
        assert!(frame.iter().all(|side| (side - expected).abs() < 1e-6), "{frame:?} for {expected}");
    }
}

#[test]
fn one_channel_hears_both_sides_and_of_six_only_the_front_sounds() {
    let mut mono = device(RATE, 1);
    mono.desk.write(&[0.5; 480]);
    let mut out = [0_i16; 480];
    mono.callback.fill_samples(&mut out, Duration::ZERO);
    assert_eq!(out, [16_384; 480]);

    let mut six = device(RATE, 6);
    six.desk.write(&[0.5; 480]);
    let mut out = [7_u8; 6 * 480];
    six.callback.fill_samples(&mut out, Duration::ZERO);
    assert!(out.chunks_exact(6).all(|frame| frame == [192, 192, 128, 128, 128, 128]));
}

#[test]
fn full_scale_does_not_wrap_around() {
    let mut device = device(RATE, 2);
    device.desk.write(&[1.0; 480]);
    let mut out = [I24::new(0).unwrap(); 960];
    device.callback.fill_samples(&mut out, Duration::ZERO);
    assert!(out.iter().all(|sample| sample.inner() > 8_388_000), "{:?}", out[0]);
}

#[test]
fn a_device_of_another_rate_keeps_pitch_and_time() {
    for rate in [44_100_u32, 96_000, 22_050] {
        let mut device = device(rate, 2);
        assert_eq!(device.desk.write(&tone(RATE, RATE as usize)), RATE as usize);
        let mut out = vec![0.0_f32; 2 * rate as usize];
        for part in out.chunks_mut(2 * (rate as usize / 100)) {
            device.callback.fill_samples(part, Duration::ZERO);
        }
        let left: Vec<f32> = out.chunks_exact(2).map(|frame| frame[0]).collect();
        let lag = Converter::new(RATE, rate, 2).unwrap().delay();
        let expected = tone(rate, rate as usize - lag);
        // The delay of the filter is half a frame off at most; at 200 Hz that is nothing.
        let score = correlation(&left[lag..], &expected);
        assert!(score > 0.9995, "{rate} Hz: correlation {score}");
    }
}

#[test]
fn what_waits_in_the_device_and_in_the_converter_was_not_heard() {
    let mut device = device(44_100, 2);
    device.desk.write(&[0.5; 4_800]);
    let mut out = vec![0.0_f32; 2 * 441];
    let hour = Duration::from_secs(3_600);
    let before = device.vitals.now();
    device.callback.fill_samples(&mut out, hour);
    assert_eq!(device.desk.played(), 480, "it was taken from the ring");
    let heard = |after: Duration| device.heard.position(before + hour + after);
    assert_eq!(heard(Duration::ZERO), None, "the filter's delay comes first");
    assert_eq!(heard(Duration::from_secs(1)), Some(480));
}

#[test]
fn nothing_is_allocated_in_the_callback() {
    let control = violation_count();
    assert_no_alloc(|| drop(std::hint::black_box(vec![0_u8; 100])));
    assert!(violation_count() > control, "the allocator does not count");
    for (rate, channels) in [(RATE, 2), (RATE, 1), (44_100, 2), (96_000, 6), (22_050, 2)] {
        let far = FarEnd::new();
        far.begin();
        let mut device = device_heard(rate, channels, Some(far.tap()));
        let bed = Mark::Bed { bed: Some(Bed::Rain), seed: 1, fade: Duration::from_millis(100) };
        assert!(device.desk.mark(0, &bed) && device.desk.mark(480, &Mark::Bell));
        device.desk.write(&tone(RATE, RATE as usize));
        let mut floats = vec![0.0_f32; usize::from(channels) * 1_234];
        let mut shorts = vec![0_i16; usize::from(channels) * 480];
        let before = violation_count();
        let mut render = || {
            for _ in 0..40 {
                device.callback.fill_samples(&mut floats, Duration::from_millis(20));
                device.callback.fill_samples(&mut shorts, Duration::from_millis(20));
            }
        };
        assert_no_alloc(&mut render);
        device.desk.duck(0.1);
        assert_no_alloc(&mut render);
        device.desk.restore(Some(100));
        assert_no_alloc(&mut render);
        device.desk.pause();
        assert_no_alloc(&mut render);
        device.desk.clear();
        device.desk.resume();
        assert_no_alloc(&mut render);
        device.desk.stop();
        assert_no_alloc(&mut render);
        assert!(far.lost() > 0, "the ring to the ear is full by now");
        assert_eq!(violation_count(), before, "{rate} Hz, {channels} channels");
        assert!(device.desk.played() <= samples(Duration::from_secs(1)));
    }
}
