//! Speech from a file or the microphone, as the segments of a recogniser.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Builder;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::json;
use vesper::Home;
use vesper::cores::cores;
use vesper_asr::{Earshot, Utterance, Utterances, Whisper};
use vesper_audio::{FileSource, Microphone};
use vesper_speech::{AudioSource, Error, Frame, HEARD_RATE, Kind, Recognizer, Segment, VoiceDetector};

use super::{Hear, Words, interrupt};

/// Utterances that may wait for the recogniser before the microphone has to.
const WAITING: usize = 8;

pub(crate) fn run(home: &Home, hear: &Hear, words: Words) -> Result<ExitCode> {
    let model = vesper::models::recogniser(home, hear.model.as_deref(), hear.language.as_deref())?;
    let mut whisper = Whisper::open(&model, cores().clone())?;
    whisper.expect(hear.language.as_deref())?;
    let over = interrupt::watch()?;
    let utterances = listen(hear, over)?;
    for heard in utterances {
        let utterance = heard?;
        let mut segments: Vec<Segment> = Vec::new();
        whisper.recognize(&utterance.pcm, &mut segments)?;
        let start = Duration::from_secs_f64(utterance.start as f64 / f64::from(HEARD_RATE));
        segments.iter().for_each(|segment| print(segment, start, words));
    }
    Ok(ExitCode::SUCCESS)
}

/// Cuts what is heard into utterances on a thread of its own, because a microphone does not wait.
fn listen(hear: &Hear, over: Arc<AtomicBool>) -> Result<Receiver<Result<Utterance, Error>>> {
    let (found, utterances) = sync_channel(WAITING);
    let source = hear.source.clone();
    let device = hear.device.clone();
    let until = hear.seconds;
    Builder::new().name("ear".into()).spawn(move || {
        let heard = match source.as_str() {
            "mic" => Microphone::open(device.as_deref()).and_then(|mut microphone| {
                let ear = cut(&mut microphone, &found, &over, until);
                if microphone.dropped() > 0 {
                    tracing::warn!("{} samples of the microphone were lost", microphone.dropped());
                }
                ear
            }),
            file => {
                FileSource::open(Path::new(file)).and_then(|mut file| cut(&mut file, &found, &over, None))
            }
        };
        if let Err(error) = heard {
            drop(found.send(Err(error)));
        }
    })?;
    Ok(utterances)
}

fn cut(
    source: &mut dyn AudioSource,
    found: &SyncSender<Result<Utterance, Error>>,
    over: &AtomicBool,
    until: Option<Duration>,
) -> Result<(), Error> {
    let mut detector = Earshot::new();
    let mut utterances = Utterances::default();
    let mut frame = Frame::default();
    let began = Instant::now();
    while !over.load(Ordering::Acquire) && until.is_none_or(|until| began.elapsed() < until) {
        match source.read(&mut frame) {
            Ok(()) => {}
            Err(error) if error.kind == Kind::Stopped => break,
            Err(error) => return Err(error),
        }
        let probability = detector.probability(&frame)?;
        if let Some(utterance) = utterances.push(&frame, probability)
            && found.send(Ok(utterance)).is_err()
        {
            return Ok(());
        }
    }
    if let Some(utterance) = utterances.finish() {
        // Nobody may be left to hear it.
        drop(found.send(Ok(utterance)));
    }
    Ok(())
}

/// Seconds to the millisecond: no recogniser knows better.
fn milliseconds(time: Duration) -> f64 {
    time.as_millis() as f64 / 1000.0
}

fn print(segment: &Segment, start: Duration, words: Words) {
    let (from, to) = (start + segment.from, start + segment.to);
    if words.json {
        words.value(&json!({
            "event": "segment",
            "from": milliseconds(from),
            "to": milliseconds(to),
            "text": segment.text,
            "confidence": segment.confidence,
        }));
    } else {
        words.line(&format!("{:8.2} {:8.2}  {}", from.as_secs_f64(), to.as_secs_f64(), segment.text));
    }
}
