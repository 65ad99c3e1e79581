//! How a chat model and a neural voice fare at the same time, as one line of JSON. Both have random weights.
//!
//!     together make FILE
//!     together measure FILE [--seconds N] [--cores N] [--greedy]
//!
//! The voice speaks into a loudspeaker that plays in real time and takes no more than 1.5 s ahead, as a performance has
//! it; whenever there is nothing to play, that is an underrun. With `--greedy` the chat model yields to nobody: what the
//! shared budget of cores is compared with.
#![allow(clippy::print_stdout, reason = "whoever measures reads the terminal")]

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::Builder;
use std::time::{Duration, Instant};

use vesper::cores::{First, cores};
use vesper_chat::random::{Packing, Shape};
use vesper_chat::{Local, Options, random};
use vesper_speech::{Cores, Error, Kind, Line, Out, Result, Spoken, Synthesizer};
use vesper_tts::{Calm, Sizes};

/// About ten seconds of speech each.
const SENTENCES: [&str; 4] = [
    "The keeper climbed the stairs with a lamp in her hand, counting them under her breath as she always did.",
    "At the window she stopped, because the light that should have been turning stood quite still above the water.",
    "Nobody had told her that a lighthouse could be afraid of the dark, and yet it was trembling like a child.",
    "She put the lamp down, laid her palm against the cold stone, and began to tell it a story about the morning.",
];
/// Between the first sound and its being played.
const LEAD: Duration = Duration::from_millis(300);
/// What the loudspeaker takes ahead of what it plays.
const AHEAD: Duration = Duration::from_millis(1500);
/// Tokens that are read and then written, again and again.
const READ: usize = 16;
const WRITTEN: usize = 32;

struct Asked {
    /// How long each is measured.
    time: Duration,
    cores: Cores,
    greedy: bool,
}

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["make", file] => random::write(Path::new(file), Shape::Qwen3Tiny, Packing::Four, 1, &|| Ok(())),
        ["measure", file, rest @ ..] => measure(Path::new(file), &asked(rest)?),
        _ => Err(wrong("say `make FILE` or `measure FILE [--seconds N] [--cores N] [--greedy]`.")),
    }
}

fn asked(words: &[&str]) -> Result<Asked> {
    let mut asked = Asked { time: Duration::from_secs(20), cores: cores().clone(), greedy: false };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut number = || {
            let number = words.next().and_then(|word| word.parse::<u16>().ok()).filter(|number| *number > 0);
            number.ok_or_else(|| wrong("give a number from 1 to 65535."))
        };
        match *word {
            "--seconds" => asked.time = Duration::from_secs(number()?.into()),
            "--cores" => asked.cores = Cores::new(number()?.into()),
            "--greedy" => asked.greedy = true,
            other => return Err(wrong(&format!("{other} is unknown."))),
        }
    }
    Ok(asked)
}

fn measure(file: &Path, asked: &Asked) -> Result<()> {
    let cores = &asked.cores;
    let own = if asked.greedy { Cores::new(cores.all()) } else { cores.clone() };
    let options = Options { context: Some(2048), cores: Some(own), ..Options::default() };
    let mut chat = Local::open(file, &options)?;
    let mut voice = First::new(Calm::random(Sizes::Pocket)?, cores);
    // The first sentence measures the voice, and the first tokens read all weights.
    voice.synthesize(&[line("Yes.")], &mut Vec::new())?;
    chat.speed(READ, WRITTEN, &|| Ok(()))?;

    let factor_alone = factor(&mut voice)?;
    let heard_alone = heard(&mut voice, asked.time)?;
    let begun = Instant::now();
    let decode_alone = decode(&mut chat, &|| begun.elapsed() > asked.time)?;
    let (factor, decode_hurried) = beside(&mut chat, || factor(&mut voice))?;
    let (heard, decode) = beside(&mut chat, || heard(&mut voice, asked.time))?;
    println!(
        "{}",
        serde_json::json!({
            "decode_alone": rounded(decode_alone),
            "decode_together": rounded(decode),
            "ratio": rounded(decode / decode_alone),
            // While the voice computes without a pause, which it does only until it is far enough ahead.
            "ratio_hurried": rounded(decode_hurried / decode_alone),
            "voice_rtf_alone": rounded(factor_alone),
            "voice_rtf": rounded(factor),
            "first_audio_ms_alone": heard_alone.slowest_first.as_millis() as u64,
            "first_audio_ms": heard.slowest_first.as_millis() as u64,
            "underruns_alone": heard_alone.underruns,
            "underruns": heard.underruns,
            "least_ahead_ms": heard.least_ahead.as_millis() as u64,
            "cores": cores.all(),
            "greedy": asked.greedy,
        })
    );
    Ok(())
}

/// Does `work` while the chat model writes on a thread of its own; gives its result, and tokens a second.
fn beside<T>(chat: &mut Local, work: impl FnOnce() -> Result<T>) -> Result<(T, f64)> {
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let writing = Builder::new()
            .name("chat".into())
            .spawn_scoped(scope, || decode(chat, &|| over.load(Ordering::Acquire)))
            .map_err(|error| wrong(&format!("no thread could be started: {error}.")))?;
        let result = work();
        over.store(true, Ordering::Release);
        let rate = writing.join().map_err(|_| wrong("the chat model broke down."))??;
        Ok((result?, rate))
    })
}

/// Seconds of work for a second of speech, four sentences at once.
fn factor(voice: &mut impl Synthesizer) -> Result<f64> {
    let begun = Instant::now();
    let mut spoken: Vec<Spoken> = Vec::new();
    voice.synthesize(&SENTENCES.map(line), &mut spoken)?;
    let samples: usize = spoken.iter().map(|spoken| spoken.samples.len()).sum();
    Ok(begun.elapsed().as_secs_f64() * f64::from(voice.rate()) / samples as f64)
}

fn heard(voice: &mut impl Synthesizer, time: Duration) -> Result<Loudspeaker> {
    let mut heard = Loudspeaker::new(voice.rate());
    let begun = Instant::now();
    while begun.elapsed() < time {
        heard.play(voice)?;
    }
    Ok(heard)
}

/// Tokens a second that are written until it is `over`, reading not counted.
fn decode(chat: &mut Local, over: &dyn Fn() -> bool) -> Result<f64> {
    let (mut tokens, mut seconds) = (0.0, 0.0);
    while tokens == 0.0 || !over() {
        let rate = chat.speed(READ, WRITTEN, &|| Ok(()))?.decode;
        tokens += WRITTEN as f64;
        seconds += WRITTEN as f64 / rate;
    }
    Ok(tokens / seconds)
}

/// Plays in real time what it is given, and notes how the voice fares.
struct Loudspeaker {
    rate: u32,
    /// Of the sentences that are being said.
    asked: Instant,
    playing: Option<Playing>,
    slowest_first: Duration,
    least_ahead: Duration,
    underruns: usize,
}

/// What is played of the sentences that are being said.
struct Playing {
    begun: Instant,
    samples: usize,
}

impl Loudspeaker {
    fn new(rate: u32) -> Loudspeaker {
        Loudspeaker {
            rate,
            asked: Instant::now(),
            playing: None,
            slowest_first: Duration::ZERO,
            least_ahead: AHEAD,
            underruns: 0,
        }
    }

    /// Plays four sentences to their end.
    fn play(&mut self, voice: &mut impl Synthesizer) -> Result<()> {
        (self.asked, self.playing) = (Instant::now(), None);
        voice.synthesize(&SENTENCES.map(line), self)?;
        if let Some(playing) = &self.playing {
            std::thread::sleep(self.end(playing).saturating_duration_since(Instant::now()));
        }
        Ok(())
    }

    /// When all that was given has been played.
    fn end(&self, playing: &Playing) -> Instant {
        playing.begun + Duration::from_secs_f64(playing.samples as f64 / f64::from(self.rate))
    }
}

impl Out<Spoken> for Loudspeaker {
    fn put(&mut self, spoken: Spoken) -> Result<()> {
        let now = Instant::now();
        let mut playing = match self.playing.take() {
            Some(playing) => playing,
            None => {
                self.slowest_first = self.slowest_first.max(now - self.asked);
                Playing { begun: now + LEAD, samples: 0 }
            }
        };
        if playing.samples > 0 {
            let end = self.end(&playing);
            self.least_ahead = self.least_ahead.min(end.saturating_duration_since(now));
            if now > end {
                self.underruns += 1;
                playing.begun += now - end;
            }
        }
        playing.samples += spoken.samples.len();
        let ahead = self.end(&playing).saturating_duration_since(Instant::now());
        self.playing = Some(playing);
        std::thread::sleep(ahead.saturating_sub(AHEAD));
        Ok(())
    }

    fn check(&self) -> Result<()> {
        Ok(())
    }
}

fn line(text: &str) -> Line {
    Line { text: text.into(), language: "en".into(), ..Line::default() }
}

fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

fn wrong(what: &str) -> Error {
    Error::new(Kind::BadRequest, "the measurement", what, "")
}
