//! What is recognised by one short look is what whisper.cpp's own decoder recognises, word for word.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic")]

use tempfile::TempDir;
use vesper_asr::Whisper;
use vesper_asr::fixture::{Fixture, write};
use vesper_speech::{HEARD_RATE, Pcm, Recognizer, Segment};
use whisper_rs::{FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters};

/// A voice of two formants that comes and goes.
fn babble(seconds: f32, pitch: f32) -> Vec<f32> {
    let count = (seconds * HEARD_RATE as f32) as usize;
    (0..count)
        .map(|n| {
            let t = n as f32 / HEARD_RATE as f32;
            let pulse = 2.0 * (t * pitch).fract() - 1.0;
            let formants = (t * 4400.0).sin() + 0.6 * (t * 8200.0 + 2.0 * (t * 9.0).sin()).sin();
            0.2 * pulse * formants * (t * 4.0 * std::f32::consts::PI).sin().max(0.0)
        })
        .collect()
}

/// What whisper.cpp's own call writes at so many positions, one word a token.
fn plainly(
    context: &WhisperContext,
    samples: &[f32],
    language: &str,
    prompt: &str,
    work: (usize, usize),
) -> Vec<String> {
    let mut params = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
    let tokens: Vec<i32>;
    if !prompt.is_empty() {
        tokens = context.tokenize(prompt, prompt.len() + 1).unwrap();
        params.set_tokens(&tokens);
    }
    params.set_n_threads(1);
    params.set_language(Some(language));
    params.set_audio_ctx(work.0 as i32);
    params.set_max_tokens(work.1 as i32);
    params.set_no_context(true);
    params.set_no_timestamps(true);
    params.set_suppress_nst(true);
    params.set_temperature_inc(0.0);
    params.set_logprob_thold(-1e9);
    params.set_print_progress(false);
    params.set_print_realtime(false);
    let mut state = context.create_state().unwrap();
    state.full(params, samples).unwrap();
    let text: String = state.as_iter().map(|segment| segment.to_str_lossy().unwrap().into_owned()).collect();
    text.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn a_short_look_hears_what_whisper_cpp_hears() {
    let folder = TempDir::new().unwrap();
    let mut compared = 0;
    for (multilingual, seed) in [(false, 3), (true, 4), (false, 11)] {
        let path = folder.path().join(format!("{seed}.bin"));
        write(&path, Fixture { multilingual, seed }).unwrap();
        let mut whisper = Whisper::open(&path, 1).unwrap();
        let language = if multilingual { "fr" } else { "en" };
        whisper.expect(Some(language)).unwrap();
        let context = WhisperContext::new_with_params(&path, WhisperContextParameters::default()).unwrap();
        for (seconds, pitch, phrase) in [(1.2, 110.0, ""), (2.5, 180.0, ""), (3.0, 130.0, "ba be bi bo.")] {
            let samples = babble(seconds, pitch);
            whisper.expect_phrases(&[phrase.to_owned()]);
            let mut segments: Vec<Segment> = Vec::new();
            whisper.glance(&Pcm { rate: HEARD_RATE, samples: samples.clone() }, &mut segments).unwrap();
            let ours: Vec<&str> =
                segments.iter().flat_map(|segment| segment.text.split_whitespace()).collect();
            let prompt = if phrase.is_empty() { String::new() } else { format!(" {phrase}") };
            let work = (whisper.work().positions, whisper.work().tokens);
            let theirs = plainly(&context, &samples, language, &prompt, work);
            // Ours ends where the same is said over and over.
            assert!(!ours.is_empty() && theirs.len() >= ours.len(), "{ours:?} {theirs:?}");
            assert_eq!(ours, theirs[..ours.len()], "{seconds} s, {language}");
            compared += ours.len();
        }
    }
    println!("{compared} words are the same");
}
