//! Speaker and microphone on a real sound server, compared sample by sample.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "clippy knows the tests themselves, not what they share"
)]

use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use vesper_audio::{Direction, Microphone, Speaker, devices, open};
use vesper_speech::{AudioSink, AudioSource, Frame, HEARD_RATE, Health, Kind, RATE};
use vesper_tests::pulse::Pulse;
use vesper_tests::signal::{correlation, find, longest_fault, speech_like};

/// No test here measures the machine: whatever has not happened after so long will not happen.
const PATIENCE: Duration = Duration::from_secs(20);

/// A thread that waits so long for a core misses what a sound server asks of it.
const STARVED: Duration = Duration::from_millis(10);

/// One server at a time: what is compared is sound, and a busy machine stutters.
static ALONE: Mutex<()> = Mutex::new(());

/// Runs `test` in a process whose sound server is a private one. `name` is the test's own.
fn on_a_server(name: &str, test: impl FnOnce(Pulse)) {
    match Pulse::inherited() {
        Some(pulse) => test(pulse),
        None => rerun(name, Pulse::start),
    }
}

/// Runs the test `name` again where `pulse` is the sound server.
fn rerun(name: &str, pulse: impl FnOnce() -> Option<Pulse>) {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(pulse) = pulse() else { return };
    let program = std::env::current_exe().unwrap();
    let mut again = Command::new(program);
    let answer = again.args(["--exact", name, "--nocapture"]).envs(pulse.env()).output().unwrap();
    let words = [answer.stdout, answer.stderr].map(|said| String::from_utf8_lossy(&said).into_owned());
    eprintln!("{}{}", words[0], words[1]);
    assert!(answer.status.success() && words[0].contains("1 passed"), "{name} failed in its own process");
}

/// Tries up to eight times to get `attempt` right. What goes wrong while no thread waits long for a core is
/// our fault; where every failure came while one did, the machine is too busy to tell, and the test says
/// that it was skipped.
fn while_calm(mut attempt: impl FnMut() -> Result<(), String>) {
    let mut told = Vec::new();
    for _ in 0..8 {
        let (outcome, lateness) = with_lateness(&mut attempt);
        let Err(fault) = outcome else { return };
        assert!(lateness > STARVED, "{fault}, and no thread was later than {lateness:?}");
        told.push(format!("{fault} (a thread was {lateness:?} late)"));
    }
    eprintln!("SKIPPED: the machine is too busy to play without gaps: {}", told.join("; "));
}

/// Runs `work`, and says by how much a thread that only sleeps was woken too late meanwhile.
fn with_lateness<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        let metronome = thread::Builder::new().name("metronome".into()).spawn_scoped(scope, || {
            let (tick, mut worst) = (Duration::from_millis(2), Duration::ZERO);
            while !over.load(Ordering::Relaxed) {
                let slept = Instant::now();
                sleep(tick);
                worst = worst.max(slept.elapsed().saturating_sub(tick));
            }
            worst
        });
        let result = work();
        over.store(true, Ordering::Relaxed);
        (result, metronome.unwrap().join().unwrap())
    })
}

/// Where `written` was heard, or what is wrong with it: less than 0.99 alike, or a gap or click longer
/// than a millisecond.
fn heard_whole(written: &[f32], heard: &[f32]) -> Result<(), String> {
    let (begin, _) = find(written, heard).ok_or("nothing was heard")?;
    let heard = &heard[begin..(begin + written.len()).min(heard.len())];
    let score = correlation(written, heard).unwrap_or(0.0);
    let fault = longest_fault(written, heard, 48);
    eprintln!("correlation {score:.6}, longest fault {fault} samples");
    let good = score > 0.99 && fault <= 48;
    good.then_some(()).ok_or_else(|| format!("correlation {score:.4}, a fault of {fault} samples"))
}

fn await_that(what: &str, mut happens: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !happens() {
        assert!(begun.elapsed() < PATIENCE, "{what}: not after {PATIENCE:?}");
        sleep(Duration::from_millis(5));
    }
}

/// Writes all of `samples` as there is room.
fn write(sink: &mut dyn AudioSink, samples: &[f32]) {
    let mut rest = samples;
    await_that("the speaker takes everything", || {
        let taken = sink.write(rest);
        rest = &rest[taken..];
        rest.is_empty()
    });
}

/// Writes `samples` and waits until their end was heard, as the sink counts.
fn say(sink: &mut dyn AudioSink, samples: &[f32]) {
    let end = sink.played() + samples.len() as u64;
    write(sink, samples);
    await_that("the last sample is heard", || sink.played() == end);
}

#[test]
fn what_is_written_is_what_sounds() {
    on_a_server("what_is_written_is_what_sounds", |pulse| {
        let written = speech_like(1.5, RATE, 0.0);
        let mut speaker = Speaker::open(None).unwrap();
        assert!(speaker.device().is_some());
        while_calm(|| {
            let recording = pulse.record("spk");
            let before = speaker.played();
            say(&mut speaker, &written);
            assert_eq!(speaker.played() - before, written.len() as u64);
            recording.finish().iter().try_for_each(|side| heard_whole(&written, side))
        });
        assert_eq!(speaker.health(), Health::Fine);
    });
}

#[test]
fn a_pause_cuts_nothing_out() {
    on_a_server("a_pause_cuts_nothing_out", |pulse| {
        let written = speech_like(2.0, RATE, 0.0);
        let mut speaker = Speaker::open(None).unwrap();
        while_calm(|| {
            speaker.clear();
            let recording = pulse.record("spk");
            write(&mut speaker, &written);
            await_that("half a second is heard", || speaker.played() > 24_000);
            speaker.pause();
            recording.await_frames(24_000);
            let paused = speaker.played();
            recording.await_frames(24_000);
            assert_eq!(speaker.played(), paused, "it went on during the pause");
            speaker.resume();
            await_that("the last sample is heard", || speaker.played() == written.len() as u64);
            let [heard, _] = recording.finish();
            heard_around_a_pause(&written, &heard)
        });
    });
}

/// Whether all of `written` was heard, a part of it at least 0.8 seconds later, but for the fades.
fn heard_around_a_pause(written: &[f32], heard: &[f32]) -> Result<(), String> {
    let half = written.len() / 2;
    let (begin, _) = find(written, heard).ok_or("nothing was heard")?;
    let (tail, _) = find(&written[half..], heard).ok_or("the end was not heard")?;
    let later = tail.saturating_sub(half);
    if later < begin + 40_000 {
        return Err(format!("the pause was {} samples short", begin + 48_000 - later));
    }
    let near =
        |n: usize, start: usize| heard.get(start + n).is_some_and(|heard| (heard - written[n]).abs() < 0.01);
    let lost: Vec<usize> = (0..written.len()).filter(|&n| !near(n, begin) && !near(n, later)).collect();
    let span = lost.last().map_or(0, |last| last + 1 - lost[0]);
    // The fades of the pause, 10 ms each, are all that may differ.
    (span <= 1_000).then_some(()).ok_or_else(|| format!("{span} samples were not heard"))
}

#[test]
fn clearing_drops_the_rest_and_nothing_of_what_follows() {
    on_a_server("clearing_drops_the_rest_and_nothing_of_what_follows", |pulse| {
        let first = speech_like(2.0, RATE, 0.0);
        let second: Vec<f32> = speech_like(1.0, RATE, 5.0 * f64::from(RATE));
        let mut speaker = Speaker::open(None).unwrap();
        while_calm(|| {
            speaker.clear();
            let recording = pulse.record("spk");
            write(&mut speaker, &first);
            await_that("a quarter of a second is heard", || speaker.played() > 12_000);
            speaker.clear();
            assert_eq!(speaker.played(), 0);
            say(&mut speaker, &second);
            assert_eq!(speaker.played(), second.len() as u64);
            let [heard, _] = recording.finish();
            let (_, rest) = find(&first[72_000..], &heard).unwrap();
            assert!(rest < 0.9, "what was cleared was heard: {rest}");
            heard_whole(&second, &heard)
        });
    });
}

#[test]
fn another_default_moves_a_speaker_that_follows_it() {
    on_a_server("another_default_moves_a_speaker_that_follows_it", |pulse| {
        pulse.add_sink("other");
        let mut follower = Speaker::open(None).unwrap();
        let mut fixed = Speaker::open(Some("spk")).unwrap();
        pulse.set_default("other");
        await_that("the follower is told", || follower.health() == Health::Moved);
        assert_eq!(fixed.health(), Health::Fine);
        let anew = Speaker::open(None).unwrap();
        assert_eq!((anew.device(), fixed.device()), (Some("other".into()), Some("spk".into())));
    });
}

#[test]
fn a_sink_that_is_unplugged_while_it_plays_is_noticed_and_replaced() {
    on_a_server("a_sink_that_is_unplugged_while_it_plays_is_noticed_and_replaced", |pulse| {
        let mut following = Speaker::open(None).unwrap();
        let mut fixed = Speaker::open(Some("spk")).unwrap();
        write(&mut following, &speech_like(1.5, RATE, 0.0));
        write(&mut fixed, &speech_like(1.5, RATE, 0.0));
        pulse.add_sink("other");
        pulse.remove_sink("spk");
        pulse.set_default("other");
        let noticed = Instant::now();
        await_that("the follower is told", || following.health() != Health::Fine);
        eprintln!("noticed after {:?}: {:?}", noticed.elapsed(), following.health());
        await_that("the other one is lost", || matches!(fixed.health(), Health::Lost(_)));
        eprintln!("noticed after {:?}: {:?}", noticed.elapsed(), fixed.health());
        drop((following, fixed));

        let error = Speaker::open(Some("spk")).err().expect("it was unplugged");
        assert_eq!((error.kind, error.subject.as_str()), (Kind::MissingDevice, "spk"));

        let written = speech_like(1.0, RATE, 0.0);
        let recording = pulse.record("other");
        // What opens for a listener who had chosen the sink that is gone.
        let mut anew = open(Some("spk"), 1.0, 1.0);
        say(&mut *anew, &written);
        let [heard, _] = recording.finish();
        let (_, score) = find(&written, &heard).unwrap();
        assert!(score > 0.99, "{score}");

        pulse.add_sink("spk");
        await_that("the chosen one is back", || anew.health() == Health::Moved);
    });
}

#[test]
fn without_a_server_time_goes_on_until_one_appears() {
    let name = "without_a_server_time_goes_on_until_one_appears";
    let Some(mut pulse) = Pulse::inherited() else { return rerun(name, Pulse::prepare) };
    let mut silence = open(None, 1.0, 1.0);
    assert_eq!(silence.device(), None);
    say(&mut *silence, &speech_like(0.5, RATE, 0.0));
    assert_eq!(silence.health(), Health::Fine);

    pulse.launch();
    await_that("the speaker is seen", || silence.health() == Health::Moved);
    let mut speaker = open(None, 1.0, 1.0);
    assert!(speaker.device().is_some());
    let written = speech_like(1.0, RATE, 0.0);
    let recording = pulse.record("spk");
    say(&mut *speaker, &written);
    let [heard, _] = recording.finish();
    assert!(find(&written, &heard).unwrap().1 > 0.99);
}

#[test]
fn what_is_said_into_the_microphone_is_what_is_heard() {
    on_a_server("what_is_said_into_the_microphone_is_what_is_heard", |pulse| {
        let folder = tempfile::tempdir().unwrap();
        let wav = folder.path().join("said.wav");
        write_wav(&wav, &speech_like(3.0, RATE, 0.0));
        while_calm(|| {
            let mut microphone = Microphone::open(None).unwrap();
            let heard = hear(&mut microphone, &pulse, &wav);
            assert_eq!(microphone.dropped(), 0);
            // The server may take up the sound between two of our samples.
            let scores = [0.0, 1.0 / 3.0, 2.0 / 3.0].map(|shift| {
                let expected = speech_like(2.9, HEARD_RATE, shift);
                let begin = find(&expected, &heard).map_or(0, |(begin, _)| begin);
                correlation(&expected, &heard[begin..]).unwrap_or(0.0)
            });
            eprintln!("correlations {scores:?}");
            let good = scores.iter().any(|score| *score > 0.99);
            good.then_some(()).ok_or_else(|| format!("correlations {scores:?}"))
        });
    });
}

/// What the microphone hears while `wav` is played into it, and half a second more: what was played last
/// is still on its way.
fn hear(microphone: &mut Microphone, pulse: &Pulse, wav: &std::path::Path) -> Vec<f32> {
    let (mut heard, mut frame, mut loudest, mut after) = (Vec::new(), Frame::default(), 0.0_f32, 0);
    thread::scope(|scope| {
        let player = thread::Builder::new().name("player".into());
        let said = player.spawn_scoped(scope, || pulse.play_into_mic(wav)).unwrap();
        while after < 16 {
            microphone.read(&mut frame).unwrap();
            heard.extend(frame.0);
            loudest = loudest.max(microphone.level().peak);
            after += usize::from(said.is_finished());
        }
    });
    assert!(loudest > 0.3, "the meter showed {loudest} at most");
    heard
}

#[test]
fn a_microphone_that_is_unplugged_is_lost_and_says_so() {
    on_a_server("a_microphone_that_is_unplugged_is_lost_and_says_so", |pulse| {
        let mut microphone = Microphone::open(Some("mic")).unwrap();
        let mut frame = Frame::default();
        microphone.read(&mut frame).unwrap();
        pulse.remove_sink("micfeed");
        let begun = Instant::now();
        let error = loop {
            match microphone.read(&mut frame) {
                Ok(()) => assert!(begun.elapsed() < PATIENCE, "it still hears"),
                Err(error) => break error,
            }
        };
        eprintln!("after {:?}: {error}", begun.elapsed());
        assert_eq!(error.kind, Kind::LostDevice);
        assert_eq!(error.subject, microphone.device());
        assert!(!error.advice.is_empty());
    });
}

#[test]
fn every_device_is_listed_once_with_its_direction() {
    on_a_server("every_device_is_listed_once_with_its_direction", |_| {
        let all = devices().unwrap();
        let default = |direction: Direction| {
            let found: Vec<_> = all.iter().filter(|d| d.direction == direction && d.is_default).collect();
            assert_eq!(found.len(), 1, "{all:?}");
            found[0].id.clone()
        };
        assert_eq!(default(Direction::Output), "pulseaudio:spk");
        assert_eq!(default(Direction::Input), "pulseaudio:mic");
        assert!(all.iter().any(|d| d.id == "pulseaudio:micfeed" && !d.is_default));
        for device in &all {
            assert_eq!(all.iter().filter(|d| d.id == device.id).count(), 1);
        }
    });
}

#[test]
fn opening_and_closing_leaves_no_connection_behind() {
    on_a_server("opening_and_closing_leaves_no_connection_behind", |pulse| {
        let rounds = |count: usize| {
            for _ in 0..count {
                drop((Speaker::open(None).unwrap(), Microphone::open(None).unwrap()));
                Speaker::open(Some("nowhere")).err().expect("there is no such speaker");
                devices().unwrap();
            }
        };
        rounds(1);
        let few = pulse.clients();
        rounds(5);
        await_that("the connections are closed", || pulse.clients() <= few);
    });
}

fn write_wav(path: &std::path::Path, samples: &[f32]) {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: RATE,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut wav = hound::WavWriter::create(path, spec).unwrap();
    for sample in samples {
        wav.write_sample((sample * 32_767.0) as i16).unwrap();
    }
    wav.finalize().unwrap();
}
