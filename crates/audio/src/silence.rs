//! The sink of a machine without a sound card.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use vesper_speech::{AudioSink, Health, Level, Mark, samples};

use crate::devices::{Direction, Sight, Watch, default_present};
use crate::mixer::{Desk, Mixer, mixer};
use crate::speaker::CAPACITY;

/// How often is asked whether there is a device by now.
const WATCH: Duration = Duration::from_secs(2);

/// Frames that are rendered at a stretch.
const BLOCK: usize = 1024;

/// Frames after which nothing that was written can be left: the rest of a long absence is not rendered.
const LONGEST: u64 = 2 * CAPACITY as u64;

/// Performs by the clock, for nobody: captions, pauses and marks go on as if it were heard.
///
/// [`health`](AudioSink::health) says [`Health::Moved`] once a speaker is there.
pub struct Silence {
    desk: Desk,
    // The contract asks for `played` and `level` by `&self`, and time goes on between the calls.
    past: RefCell<Past>,
    watch: Option<Watch>,
}

/// How far the clock was followed.
struct Past {
    clock: Box<dyn Fn() -> Duration + Send>,
    mixer: Mixer,
    frames: u64,
    unheard: Vec<f32>,
}

impl Silence {
    /// By the machine's own clock, looking out for a speaker every two seconds.
    #[must_use]
    pub fn new() -> Self {
        let begun = Instant::now();
        let look = || default_present(Direction::Output).then_some(Sight::Moved);
        Silence { watch: Some(Watch::start(WATCH, look)), ..Silence::timed_by(move || begun.elapsed()) }
    }

    /// By `clock`, which says how much time has passed and never goes back. It looks out for no speaker.
    #[must_use]
    pub fn timed_by(clock: impl Fn() -> Duration + Send + 'static) -> Self {
        let (desk, mixer) = mixer(CAPACITY);
        let frames = samples(clock());
        let past = Past { clock: Box::new(clock), mixer, frames, unheard: vec![0.0; 2 * BLOCK] };
        Silence { desk, past: RefCell::new(past), watch: None }
    }

    /// Everything up to now is over; comes before each order, which counts from now on.
    fn catch_up(&self) {
        self.past.borrow_mut().catch_up();
    }
}

impl Default for Silence {
    fn default() -> Self {
        Silence::new()
    }
}

impl Past {
    fn catch_up(&mut self) {
        let now = samples((self.clock)());
        let mut due = now.saturating_sub(self.frames).min(LONGEST);
        self.frames = self.frames.max(now);
        while due > 0 {
            let frames = due.min(BLOCK as u64);
            if let Some(block) = self.unheard.get_mut(..2 * frames as usize) {
                self.mixer.render(block);
            }
            due -= frames;
        }
    }
}

impl AudioSink for Silence {
    fn device(&self) -> Option<String> {
        None
    }

    fn write(&mut self, samples: &[f32]) -> usize {
        self.catch_up();
        self.desk.write(samples)
    }

    fn mark(&mut self, at: u64, mark: &Mark) -> bool {
        self.catch_up();
        self.desk.mark(at, mark)
    }

    fn played(&self) -> u64 {
        self.catch_up();
        self.desk.played()
    }

    fn pause(&mut self) {
        self.catch_up();
        self.desk.pause();
    }

    fn resume(&mut self) {
        self.catch_up();
        self.desk.resume();
    }

    fn clear(&mut self) {
        self.catch_up();
        self.desk.clear();
    }

    fn duck(&mut self, gain: f32) {
        self.catch_up();
        self.desk.duck(gain);
    }

    fn ducked(&self) -> Option<u64> {
        self.catch_up();
        self.desk.ducked()
    }

    fn restore(&mut self, from: Option<u64>) {
        self.catch_up();
        self.desk.restore(from);
    }

    fn stop(&mut self) {
        self.catch_up();
        self.desk.stop();
    }

    fn stopped(&self) -> Option<u64> {
        self.catch_up();
        self.desk.stopped()
    }

    fn volume(&mut self, voice: f32, bed: f32) {
        self.catch_up();
        self.desk.volume(voice, bed);
    }

    fn level(&self) -> Level {
        self.catch_up();
        self.desk.level()
    }

    fn health(&mut self) -> Health {
        match self.watch.as_ref().and_then(Watch::seen) {
            Some(_) => Health::Moved,
            None => Health::Fine,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    /// A silence whose time is set by hand, in milliseconds.
    fn by_hand() -> (Silence, Arc<AtomicU64>) {
        let time = Arc::new(AtomicU64::new(7_000));
        let told = time.clone();
        (Silence::timed_by(move || Duration::from_millis(told.load(Ordering::Relaxed))), time)
    }

    #[test]
    fn a_second_of_speech_takes_a_second() {
        let (mut silence, time) = by_hand();
        assert_eq!(silence.write(&[0.5; 48_000]), 48_000);
        assert_eq!(silence.played(), 0);
        time.fetch_add(250, Ordering::Relaxed);
        assert_eq!(silence.played(), 12_000);
        assert!(silence.level().peak > 0.4);
        time.fetch_add(1_000, Ordering::Relaxed);
        assert_eq!(silence.played(), 48_000);
    }

    #[test]
    fn what_is_written_late_begins_when_it_is_written() {
        let (mut silence, time) = by_hand();
        time.fetch_add(60_000, Ordering::Relaxed);
        assert_eq!(silence.write(&[0.5; 480]), 480);
        assert_eq!(silence.played(), 0);
        time.fetch_add(10, Ordering::Relaxed);
        assert_eq!(silence.played(), 480);
    }

    #[test]
    fn a_pause_stops_the_count_and_loses_nothing() {
        let (mut silence, time) = by_hand();
        silence.write(&[0.5; 48_000]);
        time.fetch_add(100, Ordering::Relaxed);
        silence.pause();
        time.fetch_add(5_000, Ordering::Relaxed);
        let paused = silence.played();
        assert!((4_800..=5_280).contains(&paused), "{paused}: the fade takes 10 ms at most");
        silence.resume();
        time.fetch_add(100, Ordering::Relaxed);
        assert_eq!(silence.played(), paused + 4_800);
        time.fetch_add(2_000, Ordering::Relaxed);
        assert_eq!(silence.played(), 48_000);
    }

    #[test]
    fn clearing_counts_from_zero_and_makes_room() {
        let (mut silence, time) = by_hand();
        let full = silence.write(&vec![0.5; 3 * CAPACITY]);
        assert_eq!(full, CAPACITY);
        time.fetch_add(100, Ordering::Relaxed);
        silence.clear();
        assert_eq!(silence.played(), 0);
        time.fetch_add(20, Ordering::Relaxed);
        assert_eq!(silence.played(), 0);
        assert_eq!(silence.write(&[0.5; 4_800]), 4_800);
        time.fetch_add(100, Ordering::Relaxed);
        assert_eq!(silence.played(), 4_800);
    }
}
