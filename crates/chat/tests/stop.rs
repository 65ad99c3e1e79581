//! How much is computed after the work was told to stop.
//!
//! One test alone in its program: the processor time of all its threads counts.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test ends where it fails, and says what it saw"
)]

use std::cell::Cell;
use std::fs;
use std::time::Duration;

use vesper_card::Wish;
use vesper_chat::random::{self, Packing, Shape};
use vesper_chat::{Local, Options};

/// What all threads of this program computed so far; none where the system does not say.
fn computed() -> Option<Duration> {
    let mut sum = 0_u64;
    for thread in fs::read_dir("/proc/self/task").ok()? {
        // A thread may end while this is read.
        let Ok(times) = fs::read_to_string(thread.ok()?.path().join("schedstat")) else { continue };
        sum += times.split_whitespace().next()?.parse::<u64>().ok()?;
    }
    Some(Duration::from_nanos(sum))
}

/// The most that is computed from one moment at which a stop is seen to the next, in processor time: how busy the machine is
/// otherwise does not matter.
#[test]
fn a_stop_is_seen_before_fifty_milliseconds_of_work_are_done() {
    if computed().is_none_or(|computed| computed.is_zero()) {
        eprintln!("SKIPPED: a stop is seen in time: this system does not say what a thread computed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("model.gguf");
    random::write(&path, Shape::Qwen3Tiny, Packing::Four, 1, &|| Ok(())).unwrap();
    let options = Options { cores: Some(1.into()), device: Some(Wish::Processor), ..Options::default() };
    let mut local = Local::open(&path, &options).unwrap();
    for (what, prefill, decode) in [("reading", 512, 1), ("writing", 1, 24)] {
        let (before, most, asked) = (Cell::new(computed().unwrap()), Cell::new(Duration::ZERO), Cell::new(0));
        let check = || {
            let now = computed().unwrap();
            most.set(most.get().max(now.saturating_sub(before.replace(now))));
            asked.set(asked.get() + 1);
            Ok(())
        };
        local.speed(prefill, decode, &check).unwrap();
        eprintln!("{what}: {:?} of work at most, of {} pieces", most.get(), asked.get());
        assert!(asked.get() > 28, "{what}: asked {} times", asked.get());
        assert!(most.get() < Duration::from_millis(50), "{what}: {:?} of work", most.get());
    }
}
