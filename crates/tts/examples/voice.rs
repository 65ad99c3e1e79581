//! How fast a neural voice speaks here, as one line of JSON.
//!
//!     voice [--random-weights pocket|phonon] [--model FOLDER --voices FOLDER] [--device processor|card] [--rows N] [--runs N]
#![allow(clippy::print_stdout, reason = "whoever measures reads the terminal")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use vesper_speech::{Error, Kind, Line, Out, Result, Spoken, Style, Synthesizer, Voice};
use vesper_tts::{Calm, Sizes, Wish};

/// About ten seconds of speech each: sentences as a story has them.
const SENTENCES: [&str; 4] = [
    "The keeper climbed the stairs with a lamp in her hand, counting them under her breath as she always did.",
    "At the window she stopped, because the light that should have been turning stood quite still above the water.",
    "Nobody had told her that a lighthouse could be afraid of the dark, and yet it was trembling like a child.",
    "She put the lamp down, laid her palm against the cold stone, and began to tell it a story about the morning.",
];

/// Sentences that a card speaks at once.
const ON_CARD: usize = 12;

/// Notes when sound comes.
struct Watch {
    begun: Instant,
    first: Option<Duration>,
    samples: usize,
}

impl Out<Spoken> for Watch {
    fn put(&mut self, spoken: Spoken) -> Result<()> {
        if !spoken.samples.is_empty() {
            self.first.get_or_insert_with(|| self.begun.elapsed());
        }
        self.samples += spoken.samples.len();
        Ok(())
    }

    fn check(&self) -> Result<()> {
        Ok(())
    }
}

/// Says stop behind a certain piece, and notes when.
struct Stopping {
    pieces: usize,
    said: Option<Instant>,
}

impl Out<Spoken> for Stopping {
    fn put(&mut self, _: Spoken) -> Result<()> {
        self.pieces = self.pieces.saturating_sub(1);
        if self.pieces > 0 {
            return Ok(());
        }
        self.said = Some(Instant::now());
        Err(Error::stopped())
    }

    fn check(&self) -> Result<()> {
        Ok(())
    }
}

/// Milliseconds until it is silent when it is stopped behind so many pieces.
fn stop(calm: &mut Calm, lines: &[Line], pieces: usize) -> Result<f64> {
    let mut out = Stopping { pieces, said: None };
    match calm.synthesize(lines, &mut out) {
        Err(error) if error.kind == Kind::Stopped => {}
        other => other?,
    }
    Ok(out.said.map_or(0.0, |said| said.elapsed().as_secs_f64() * 1e3))
}

#[derive(Default)]
struct Asked {
    random: Option<Sizes>,
    model: Option<PathBuf>,
    voices: Vec<PathBuf>,
    device: Wish,
    rows: Option<usize>,
    runs: Option<usize>,
}

fn bad(what: String) -> Error {
    Error::new(Kind::BadRequest, "the measurement", what, "")
}

fn asked() -> Result<Asked> {
    let mut asked = Asked::default();
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| bad(format!("{word} needs a value.")));
        let number = |text: String| text.parse().map_err(|_| bad(format!("{text} is no number.")));
        match word.as_str() {
            "--random-weights" => {
                asked.random = Some(match value()?.as_str() {
                    "pocket" => Sizes::Pocket,
                    "phonon" => Sizes::Phonon,
                    other => return Err(bad(format!("there are no sizes {other}."))),
                });
            }
            "--model" => asked.model = Some(value()?.into()),
            "--voices" => asked.voices.push(value()?.into()),
            "--device" => {
                asked.device = match value()?.as_str() {
                    "processor" => Wish::Processor,
                    "card" => Wish::Card,
                    other => return Err(bad(format!("nothing is called {other}."))),
                }
            }
            "--rows" => asked.rows = Some(number(value()?)?),
            "--runs" => asked.runs = Some(number(value()?)?),
            _ => return Err(bad(format!("{word} is unknown."))),
        }
    }
    Ok(asked)
}

fn line(text: &str) -> Line {
    Line {
        text: text.into(),
        voice: Voice::narrator(),
        style: Style::Plain,
        pace: 1.0,
        language: "en".into(),
        ..Line::default()
    }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// The most memory that this program had, in megabytes; none where the system does not say.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()? / 1000)
}

/// Seconds of all processors together that this program took; none where the system does not say.
fn worked() -> Option<f64> {
    taken(&std::fs::read_to_string("/proc/self/stat").ok()?)
}

/// Seconds of a processor, out of what the system says of a program or a thread.
fn taken(stat: &str) -> Option<f64> {
    // Behind the name, which may have spaces, the 12th and 13th are ticks of 10 ms.
    let mut ticks = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    Some((ticks.next()?.parse::<f64>().ok()? + ticks.next()?.parse::<f64>().ok()?) / 100.0)
}

/// Seconds of a processor that the thread of a stage took; none where the system does not say.
fn worked_by(thread: &str) -> Option<f64> {
    let tasks = std::fs::read_dir("/proc/self/task").ok()?;
    let stats = tasks.filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("stat")).ok());
    stats.filter(|stat| stat.contains(&format!("({thread})"))).map(|stat| taken(&stat)).sum()
}

/// The threads of the two stages: the language model and the decoder.
const STAGES: [&str; 2] = ["voice-latents", "voice-sound"];

fn main() -> Result<()> {
    let asked = asked()?;
    let begun = Instant::now();
    let mut calm = match (asked.random, asked.model) {
        (Some(sizes), None) => Calm::random_on(sizes, asked.device)?,
        (None, Some(model)) => Calm::open_on(&model, &asked.voices, asked.device)?,
        _ => return Err(bad("name either sizes or a model.".into())),
    };
    println!("opened in {:.2} s", begun.elapsed().as_secs_f64());
    let device = if calm.on_card() { "card" } else { "processor" };
    let rows = asked.rows.unwrap_or(if calm.on_card() { ON_CARD } else { SENTENCES.len() });
    let lines: Vec<Line> = SENTENCES.iter().cycle().take(rows).map(|text| line(text)).collect();
    // The first reads and measures the voice, and a card sets itself up.
    calm.synthesize(&[line("Yes.")], &mut Vec::new())?;
    let (mut firsts, mut factors) = (Vec::new(), Vec::new());
    let (before, mut all) = (worked(), 0.0);
    let before_by = STAGES.map(worked_by);
    for _ in 0..asked.runs.unwrap_or(5).max(1) {
        let mut watch = Watch { begun: Instant::now(), first: None, samples: 0 };
        calm.synthesize(&lines, &mut watch)?;
        let took = watch.begun.elapsed().as_secs_f64();
        let spoken = watch.samples as f64 / f64::from(calm.rate());
        let first = watch.first.unwrap_or_default().as_secs_f64() * 1e3;
        println!(
            "first sound after {first:.0} ms, {spoken:.1} s of speech in {took:.2} s: {:.3}",
            took / spoken
        );
        all += spoken;
        firsts.push(first);
        factors.push(took / spoken);
    }
    let (first, factor) = (median(&mut firsts), median(&mut factors));
    let share = |after: Option<f64>, before: Option<f64>| {
        after.zip(before).map_or("null".into(), |(after, before)| format!("{:.4}", (after - before) / all))
    };
    let work = share(worked(), before);
    let [latents, sound] = [0, 1].map(|stage| share(worked_by(STAGES[stage]), before_by[stage]));
    let mut stops = (1..=9).map(|pieces| stop(&mut calm, &lines, pieces)).collect::<Result<Vec<f64>>>()?;
    let stop = median(&mut stops);
    let peak = peak().map_or("null".into(), |peak| peak.to_string());
    // A card that gave out on the way would be none that was measured.
    if calm.on_card() != (device == "card") {
        return Err(bad("the graphics card gave out.".into()));
    }
    println!(
        "{{\"device\":\"{device}\",\"first_audio_ms\":{first:.1},\"rtf\":{factor:.4},\"seconds_per_minute\":{:.2},\"work\":{work},\"latents\":{latents},\"sound\":{sound},\"stop_ms\":{stop:.1},\"rows\":{rows},\"peak_mb\":{peak}}}",
        factor * 60.0
    );
    Ok(())
}
