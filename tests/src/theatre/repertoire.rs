//! Which scenes are played, and where.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use vesper_session::talk::Presence;
use vesper_speech::{Pcm, RATE, VoiceDetector};

use super::engines::Delays;
use super::mishap::Mishap;
use super::scene::{Deed, scene};
use super::score::Score;
use super::stage::{Place, Stage};
use super::{Chance, Format, Room, Sounds};

/// Deeds of one scene, besides the questions before them.
const DEEDS: usize = 6;
/// Answers of one scene in which nobody says anything.
const ANSWERS: usize = 8;
/// Mishaps of one scene, and answers in which they happen.
const MISHAPS: usize = 7;
/// -41 dBFS: 15 dB below people.
const NOISE: f32 = 41.0;
/// How loud the loudspeaker is at the microphone, less than what it plays: from and to, in dB. People are at -26 dBFS,
/// the voice is played at -17.
const ECHO: (f64, f64) = (-18.0, -6.0);

/// What a scene is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Sentences and hesitations, without haste.
    Turns,
    /// One kind of sound into answers, on headphones or a loudspeaker.
    Over(Deed, bool),
    /// Answers that nobody speaks into, on a loudspeaker.
    Alone,
    /// Devices fail.
    Faults,
}

/// A scene to be played.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    pub part: Part,
    pub seed: u64,
}

/// Scenes with about `events` events of each kind, from `seed`.
#[must_use]
pub fn repertoire(events: usize, seed: u64) -> Vec<Piece> {
    let over = |deed| [(Part::Over(deed, false), events / 2), (Part::Over(deed, true), events / 2)];
    let interruption =
        [(Part::Over(Deed::Interruption, false), events), (Part::Over(Deed::Interruption, true), events)];
    let mut parts = vec![(Part::Turns, 2 * events)];
    parts.extend(interruption);
    parts.extend([Deed::Backchannel, Deed::Cough, Deed::Aside].into_iter().flat_map(over));
    let mut pieces: Vec<Part> = parts
        .into_iter()
        .flat_map(|(part, count)| std::iter::repeat_n(part, count.div_ceil(DEEDS).max(1)))
        .collect();
    // An hour of speech for 300 events: an answer that nobody speaks into has 60 words, of 0.22 s each.
    let answers = (events as f64 * 12.0 / (60.0 * 0.22)).ceil() as usize;
    pieces.extend(std::iter::repeat_n(Part::Alone, answers.div_ceil(ANSWERS).max(1)));
    pieces.extend(std::iter::repeat_n(Part::Faults, events.div_ceil(MISHAPS).max(1)));
    let mut seeds = Chance::new(seed);
    pieces.into_iter().map(|part| Piece { part, seed: seeds.bits() }).collect()
}

/// Plays scenes on `threads` threads, each with detectors of its own, and counts what happens in them.
///
/// # Errors
/// What a device, a detector or espeak-ng has to say.
pub fn perform(
    pieces: &[Piece],
    data: Option<&Path>,
    threads: usize,
    detector: &(dyn Fn() -> Box<dyn VoiceDetector> + Sync),
) -> Result<Score, String> {
    let next = AtomicUsize::new(0);
    let responses = responses(data);
    let work = || -> Result<Vec<(usize, Score)>, String> {
        let mut sounds = Sounds::open(data)?;
        let mut scores = Vec::new();
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            let Some(piece) = pieces.get(n) else { return Ok(scores) };
            let presence = Presence::open(|| Ok(detector())).map_err(|error| error.to_string())?;
            scores.push((n, play(*piece, &mut sounds, &responses, presence)?));
        }
    };
    let results: Vec<Result<Vec<(usize, Score)>, String>> = std::thread::scope(|scope| {
        let named = |n: usize| std::thread::Builder::new().name(format!("stage-{n}"));
        let running: Vec<_> = (0..threads.max(1)).map(|n| named(n).spawn_scoped(scope, work)).collect();
        let ended = |thread: std::io::Result<std::thread::ScopedJoinHandle<'_, _>>| match thread {
            Ok(thread) => thread.join().unwrap_or_else(|_| Err("a stage fell down".to_owned())),
            Err(error) => Err(format!("no thread could be started ({error})")),
        };
        running.into_iter().map(ended).collect()
    });
    let mut scores = Vec::new();
    for result in results {
        scores.extend(result?);
    }
    scores.sort_by_key(|(n, _)| *n);
    let mut all = Score::default();
    scores.into_iter().for_each(|(_, score)| all.join(score));
    Ok(all)
}

fn play(
    Piece { part, seed }: Piece,
    sounds: &mut Sounds,
    responses: &[Pcm],
    presence: Presence,
) -> Result<Score, String> {
    let mut chance = Chance::new(seed);
    let (deeds, count): (Vec<Deed>, usize) = match part {
        Part::Turns => (vec![Deed::Turn, Deed::Hesitation], DEEDS),
        Part::Over(deed, _) => (vec![deed], DEEDS),
        Part::Alone => (vec![Deed::Turn, Deed::Listen], 2 * ANSWERS),
        Part::Faults => (vec![Deed::Turn, Deed::Listen], MISHAPS),
    };
    let acts = scene(&deeds, count, &mut chance, sounds);
    let loudspeaker = matches!(part, Part::Over(_, true) | Part::Alone);
    let place = place(loudspeaker, responses, &mut chance);
    let stage = Stage::new(place, presence, acts, chance.bits()).map_err(|error| error.to_string())?;
    let stage = match part {
        Part::Faults => stage.with_mishaps(shuffled(&mut chance)),
        _ => stage,
    };
    let record = stage.play().map_err(|error| error.to_string())?;
    Ok(Score::of(&record))
}

/// A room, with a card of one of the usual rates and, every other time, noise.
fn place(loudspeaker: bool, responses: &[Pcm], chance: &mut Chance) -> Place {
    let rate = chance.one(&[48_000_u32, 48_000, 44_100]);
    let period = rate as usize / 100;
    let latency = Duration::from_secs_f64(chance.between(0.005, 0.030));
    let room = if loudspeaker { room(responses, chance) } else { Room::headphones() };
    Place {
        room,
        loudspeaker,
        speaker: Format { rate, period, latency, ..Format::SPEAKER },
        microphone: Format { rate, period, ..Format::MICROPHONE },
        noise: (chance.share() < 0.5).then_some(NOISE),
        delays: Delays::default(),
    }
}

fn room(responses: &[Pcm], chance: &mut Chance) -> Room {
    let gain = 10_f64.powf(chance.between(ECHO.0, ECHO.1) / 20.0) as f32;
    let delay = Duration::from_secs_f64(chance.between(0.005, 0.060));
    let measured =
        (chance.share() < 0.5).then(|| responses.get(chance.below(responses.len().max(1)))).flatten();
    let room = match measured {
        Some(response) => Room::measured(response, gain, delay),
        None => Room::reverberant(chance.between(0.2, 0.6), gain, delay, chance),
    };
    if chance.share() < 0.3 { room.bent(0.3) } else { room }
}

fn shuffled(chance: &mut Chance) -> Vec<Mishap> {
    let mut mishaps = Mishap::ALL.to_vec();
    for n in (1..mishaps.len()).rev() {
        mishaps.swap(n, chance.below(n + 1));
    }
    mishaps
}

/// The rooms whose impulse responses lie in `data`.
fn responses(data: Option<&Path>) -> Vec<Pcm> {
    let Some(folder) = data.map(|data| data.join("acoustics/RIRs")) else { return Vec::new() };
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let short = |pcm: &Pcm| pcm.samples.len() <= 4 * RATE as usize;
    paths.iter().filter_map(|path| vesper_audio::read(path).ok()).filter(short).collect()
}
