//! How fast short utterances are recognised, beside whisper.cpp's own call, as one line of JSON.
//!
//!     hearing make FILE
//!     hearing measure FILE THREADS ROUNDS
//!
//! Utterances are recordings from `speech` in the folder that VESPER_DATA names, cut to less than 5 s, or bursts of noise.
#![allow(clippy::print_stdout, reason = "whoever measures reads the terminal")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use vesper_asr::Whisper;
use vesper_asr::fixture::{Fixture, write_base};
use vesper_speech::{Error, HEARD_RATE, Kind, Pcm, Recognizer, Result, Segment};
use whisper_rs::{FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters, WhisperState};

/// Utterances that are measured, from the shortest to the longest.
const UTTERANCES: usize = 8;
/// 4.9 s.
const LONGEST: usize = 49 * HEARD_RATE as usize / 10;

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", file] => write_base(Path::new(file), Fixture { multilingual: false, seed: 1 })
            .map_err(|error| wrong(&format!("{file} could not be written: {error}."))),
        ["measure", file, threads, rounds] => measure(Path::new(file), number(threads)?, number(rounds)?),
        _ => Err(wrong("say `make FILE` or `measure FILE THREADS ROUNDS`.")),
    }
}

/// One utterance, recognised by both.
struct Pair {
    seconds: f32,
    tokens: usize,
    ours: Duration,
    plain: Duration,
}

fn measure(file: &Path, threads: usize, rounds: usize) -> Result<()> {
    let mut ours = Whisper::open(file, threads)?;
    let context =
        WhisperContext::new_with_params(file, WhisperContextParameters::default()).map_err(failed)?;
    let mut plain = context.create_state().map_err(failed)?;
    let (utterances, source) = utterances();
    // Memory that is laid out once.
    for utterance in &utterances {
        glance(&mut ours, utterance)?;
    }
    if let Some(longest) = utterances.last() {
        recognize_plainly(&mut plain, longest, threads, 1)?;
    }
    let mut pairs = Vec::new();
    for round in 1..=rounds {
        for utterance in &utterances {
            let own = glance(&mut ours, utterance)?;
            let tokens = ours.work().tokens;
            let plain = recognize_plainly(&mut plain, utterance, threads, tokens)?;
            let seconds = utterance.duration().as_secs_f32();
            println!(
                "{round}: {seconds:.2} s, {} positions, {tokens} tokens: {:.0} ms, plain {:.0} ms",
                ours.work().positions,
                milliseconds(own),
                milliseconds(plain),
            );
            pairs.push(Pair { seconds, tokens, ours: own, plain });
        }
    }
    println!("{}", result(&pairs, source, threads));
    Ok(())
}

fn result(pairs: &[Pair], source: &str, threads: usize) -> String {
    let ratios = pairs.iter().map(|pair| pair.plain.as_secs_f64() / pair.ours.as_secs_f64());
    let middle = |values: Vec<f64>| median(values).map_or("null".to_owned(), |value| format!("{value:.2}"));
    format!(
        "{{\"ratio\":{},\"ratio_least\":{:.2},\"ours_ms\":{},\"plain_ms\":{},\"seconds\":{},\"tokens\":{},\"utterances\":\"{source}\",\"threads\":{threads},\"runs\":{}}}",
        middle(ratios.clone().collect()),
        ratios.fold(f64::INFINITY, f64::min),
        middle(pairs.iter().map(|pair| milliseconds(pair.ours)).collect()),
        middle(pairs.iter().map(|pair| milliseconds(pair.plain)).collect()),
        middle(pairs.iter().map(|pair| f64::from(pair.seconds)).collect()),
        middle(pairs.iter().map(|pair| pair.tokens as f64).collect()),
        pairs.len(),
    )
}

fn glance(whisper: &mut Whisper, utterance: &Pcm) -> Result<Duration> {
    let began = Instant::now();
    let mut segments: Vec<Segment> = Vec::new();
    whisper.glance(utterance, &mut segments)?;
    Ok(began.elapsed())
}

/// whisper.cpp's call as it comes, but for three things that random weights would make look worse than they are: it writes
/// as many tokens as ours did, does not try again at higher temperatures, and writes no times, by which it would go on
/// to windows behind the utterance.
fn recognize_plainly(
    state: &mut WhisperState,
    utterance: &Pcm,
    threads: usize,
    tokens: usize,
) -> Result<Duration> {
    let mut params = FullParams::new(SamplingStrategy::Greedy { best_of: 5 });
    params.set_n_threads(threads as i32);
    params.set_max_tokens(tokens.saturating_sub(1).max(1) as i32);
    params.set_temperature_inc(0.0);
    params.set_no_timestamps(true);
    params.set_print_progress(false);
    params.set_print_realtime(false);
    let began = Instant::now();
    state.full(params, &utterance.samples).map_err(failed)?;
    Ok(began.elapsed())
}

/// The utterances, from the shortest to the longest, and what they are.
fn utterances() -> (Vec<Pcm>, &'static str) {
    let mut recordings = Vec::new();
    if let Some(data) = std::env::var_os("VESPER_DATA") {
        collect(&Path::new(&data).join("speech"), &mut recordings);
    }
    recordings.sort();
    let lengths = (1..=UTTERANCES).map(|count| count * LONGEST / UTTERANCES);
    let heard = |samples: Vec<f32>| Pcm { rate: HEARD_RATE, samples };
    let spoken: Option<Vec<Pcm>> =
        lengths.clone().map(|length| beginning(&recordings, length).map(heard)).collect();
    match spoken {
        Some(spoken) => (spoken, "recordings"),
        None => (lengths.map(|length| heard(bursts(length))).collect(), "bursts of noise"),
    }
}

/// The first `length` samples of the shortest recording that has them.
fn beginning(recordings: &[(usize, PathBuf)], length: usize) -> Option<Vec<f32>> {
    let (_, path) = recordings.iter().find(|(samples, _)| *samples >= length)?;
    let mut wav = hound::WavReader::open(path).ok()?;
    let samples = wav.samples::<i16>().take(length);
    samples.map(|sample| sample.map(|sample| f32::from(sample) / 32768.0).ok()).collect()
}

/// The recordings in `folder` that are mono, of 16 bits and at 16 kHz, with how many samples they have.
fn collect(folder: &Path, recordings: &mut Vec<(usize, PathBuf)>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.is_dir() {
            collect(&path, recordings);
        } else if let Ok(wav) = hound::WavReader::open(&path) {
            let spec = wav.spec();
            if (spec.sample_rate, spec.channels, spec.bits_per_sample) == (HEARD_RATE, 1, 16) {
                recordings.push((wav.duration() as usize, path));
            }
        }
    }
}

/// Noise with the rhythm of syllables.
fn bursts(length: usize) -> Vec<f32> {
    let mut seed = 1_u32;
    (0..length)
        .map(|index| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (seed >> 8) as f32 / (1 << 23) as f32 - 1.0;
            let syllables = (index as f32 / HEARD_RATE as f32 * 4.0 * std::f32::consts::PI).sin().max(0.0);
            0.2 * noise * syllables
        })
        .collect()
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn number(word: &str) -> Result<usize> {
    word.parse().map_err(|_| wrong(&format!("\"{word}\" is no number.")))
}

fn failed(error: whisper_rs::WhisperError) -> Error {
    Error::new(Kind::Engine, "whisper.cpp", format!("it failed ({error})."), "")
}

fn wrong(what: &str) -> Error {
    Error::new(Kind::BadRequest, "hearing", what, "")
}
