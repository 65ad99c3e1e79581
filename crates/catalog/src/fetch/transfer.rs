//! One file on its way: who fetches which bytes, what has come, what the disk has, and how it ends.

use std::ops::Range;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use vesper_speech::{Error, Kind};

use super::address::Address;
use super::failure::{Failure, Tried};
use super::hub::Limits;
use super::part::Part;
use super::resolve::Resolved;
use super::retry;
use super::spans::Spans;

/// No request is for fewer bytes than this, unless that is all there is.
const LEAST_PIECE: u64 = 4 << 20;
/// A try that brought this many bytes was worth it.
const FRUITFUL: u64 = 1024;
/// What has come is written down at least this often.
const SOON: Duration = Duration::from_secs(1);
/// Without a byte for this long, the listener is told that it stands still.
const QUIET: Duration = Duration::from_secs(3);

pub(super) struct Transfer {
    pub(super) file: Resolved,
    /// How messages name it.
    pub(super) subject: String,
    pub(super) limits: Limits,
    pub(super) part: Part,
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    arrived: Spans,
    /// Bytes that are being written at this moment.
    writing: u64,
    /// Bytes that the journal knows of.
    recorded: u64,
    recorded_at: Instant,
    /// How far the hash has come.
    hashed: u64,
    /// What connections are fetching.
    flight: Vec<Range<u64>>,
    ranges: Ranges,
    /// Where redirects led last: asked first, as long as it answers.
    direct: Option<Address>,
    /// The file's version as the server that sends it names it.
    tag: Option<(Address, String)>,
    /// Tries in a row that brought nothing, and when the last of them failed.
    fruitless: u32,
    failed_at: Option<Instant>,
    not_before: Option<Instant>,
    last_byte: Instant,
    end: Option<Failure>,
}

/// Whether the server sends a part of a file when asked for one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ranges {
    /// One connection finds out.
    Unknown,
    Yes,
    /// One connection fetches all.
    No,
}

/// What one connection is to fetch.
pub(super) struct Claim {
    pub(super) range: Range<u64>,
    /// Where it was found last time, if anywhere.
    pub(super) direct: Option<Address>,
    /// The server sends files whole or not at all: it is no use asking for a range.
    pub(super) whole: bool,
    since: Instant,
}

/// How far it is, for who shows it.
pub(super) struct Standing {
    pub(super) arrived: u64,
    pub(super) hashed: u64,
    pub(super) quiet: bool,
}

impl Transfer {
    pub(super) fn new(
        file: Resolved,
        subject: String,
        limits: Limits,
        part: Part,
        arrived: Spans,
    ) -> Transfer {
        let now = Instant::now();
        let state = State {
            writing: 0,
            recorded: arrived.total(),
            arrived,
            recorded_at: now,
            hashed: 0,
            flight: Vec::new(),
            ranges: Ranges::Unknown,
            direct: None,
            tag: None,
            fruitless: 0,
            failed_at: None,
            not_before: None,
            last_byte: now,
            end: None,
        };
        Transfer { file, subject, limits, part, state: Mutex::new(state), changed: Condvar::new() }
    }

    /// What to fetch next; waits while there is nothing to do yet. `None` when the work is over.
    pub(super) fn claim(&self) -> Option<Claim> {
        let mut state = self.lock();
        loop {
            if state.is_over(self.file.size) {
                return None;
            }
            let now = Instant::now();
            if let Some(pause) = state.not_before.and_then(|until| until.checked_duration_since(now)) {
                state = self.wait(state, Some(pause.max(Duration::from_millis(1))));
            } else if let Some(range) = state.next(self.file.size, self.piece()) {
                state.not_before = None;
                state.flight.push(range.clone());
                let (direct, whole) = (state.direct.clone(), state.ranges == Ranges::No);
                return Some(Claim { range, direct, whole, since: now });
            } else {
                state = self.wait(state, None);
            }
        }
    }

    fn piece(&self) -> u64 {
        let share = self.file.size.div_ceil(self.limits.connections.max(1) as u64);
        share.max(LEAST_PIECE).min(self.limits.piece.max(1))
    }

    /// The server sends ranges: others may ask for theirs.
    pub(super) fn ranges_work(&self) {
        let mut state = self.lock();
        if state.ranges == Ranges::Unknown {
            state.ranges = Ranges::Yes;
            self.changed.notify_all();
        }
    }

    /// The server sent the whole file where a range was asked for. `false` where it did send ranges before: then this
    /// answer is a mishap.
    pub(super) fn sends_whole(&self, claim: &mut Claim) -> bool {
        let mut state = self.lock();
        if state.ranges == Ranges::Yes {
            return false;
        }
        state.ranges = Ranges::No;
        state.flight.retain(|range| *range != claim.range);
        claim.range = 0..self.file.size;
        state.flight.push(claim.range.clone());
        true
    }

    /// Where redirects led; `None` to begin at the hub again.
    pub(super) fn lead(&self, direct: Option<Address>) {
        self.lock().direct = direct;
    }

    /// Whether `tag`, told by the server at `at`, is of the version that it sent before.
    pub(super) fn same_version(&self, at: &Address, tag: &str) -> bool {
        let mut state = self.lock();
        match &state.tag {
            Some((server, before)) if server.origin() == at.origin() => before == tag,
            _ => {
                state.tag = Some((at.clone(), tag.to_owned()));
                true
            }
        }
    }

    /// Takes the bytes that came for `at` on, and gives how many of them were new. Waits while more than a block is
    /// not in the journal yet.
    pub(super) fn arrive(&self, at: u64, bytes: &[u8]) -> Tried<u64> {
        let end = at + bytes.len() as u64;
        let mut next = at;
        let mut new = 0;
        while let Some(gap) = self.room(next, end)? {
            let length = gap.end - gap.start;
            let from = (gap.start - at) as usize;
            let written = match bytes.get(from..from + length as usize) {
                Some(bytes) => self.part.write(gap.start, bytes),
                None => Ok(()),
            };
            let mut state = self.lock();
            state.writing = state.writing.saturating_sub(length);
            if let Err(error) = written {
                return Err(if error.kind == Kind::Stopped {
                    Failure::Stopped
                } else {
                    Failure::Final(error)
                });
            }
            next = gap.end;
            new += length;
            state.arrived.add(gap);
            state.last_byte = Instant::now();
            self.changed.notify_all();
        }
        Ok(new)
    }

    /// The next bytes between `at` and `end` that are missing, as many as may be written now.
    fn room(&self, at: u64, end: u64) -> Tried<Option<Range<u64>>> {
        let mut state = self.lock();
        loop {
            if let Some(end) = &state.end {
                return Err(end.clone());
            }
            let Some(gap) = state.arrived.gap(at, end) else { return Ok(None) };
            let unrecorded = state.unrecorded() + state.writing;
            let room = self.limits.block.max(1).saturating_sub(unrecorded);
            let length = (gap.end - gap.start).min(self.limits.block.max(1));
            if room >= length {
                state.writing += length;
                return Ok(Some(gap.start..gap.start + length));
            }
            state = self.wait(state, None);
        }
    }

    /// A connection is done with its claim, one way or the other, having brought `brought` bytes.
    pub(super) fn settle(&self, claim: &Claim, brought: u64, outcome: Tried<()>) {
        let mut state = self.lock();
        state.flight.retain(|range| *range != claim.range);
        if brought >= FRUITFUL || outcome.is_ok() {
            state.fruitless = 0;
        }
        match outcome {
            Ok(()) => {}
            Err(Failure::Passing { what, wait }) => {
                state.direct = None;
                let end = self.try_again(&mut state, claim, brought, &what, wait);
                state.end = state.end.take().or(end);
            }
            Err(failure) => state.end = state.end.take().or(Some(failure)),
        }
        self.changed.notify_all();
    }

    /// Decides when, and whether, there is another try.
    fn try_again(
        &self,
        state: &mut State,
        claim: &Claim,
        brought: u64,
        what: &str,
        asked: Option<Duration>,
    ) -> Option<Failure> {
        let now = Instant::now();
        // Several connections that break together are one mishap.
        let another = state.failed_at.is_none_or(|failed| claim.since >= failed);
        if brought < FRUITFUL && another {
            state.fruitless += 1;
        }
        if another {
            state.failed_at = Some(now);
        }
        if let Some(wait) = asked.filter(|wait| *wait > self.limits.longest_wait) {
            let minutes = wait.as_secs().div_ceil(60);
            return Some(self.given_up(what, format!("Get the model again in {minutes} minutes")));
        }
        if state.fruitless >= self.limits.tries.max(1) {
            return Some(self.given_up(what, "Check the network, then get the model again".into()));
        }
        let wait = asked.unwrap_or_default().max(retry::wait(&self.limits, state.fruitless));
        let until = now + wait;
        state.not_before = Some(state.not_before.map_or(until, |before| before.max(until)));
        None
    }

    fn given_up(&self, what: &str, advice: String) -> Failure {
        let advice = format!("{advice}: it goes on from where it is.");
        Failure::Final(Error::new(Kind::Network, &self.subject, format!("did not come: {what}."), advice))
    }

    /// Ends it: nothing more is fetched, written or hashed; what is on the disk is written down.
    pub(super) fn end(&self, failure: Failure) {
        let mut state = self.lock();
        state.end = state.end.take().or(Some(failure));
        self.changed.notify_all();
    }

    /// How it ended; `None` where every byte came.
    pub(super) fn ended(&self) -> Option<Failure> {
        self.lock().end.clone()
    }

    /// What to write into the journal once the disk has it, and whether that is the last time. Waits until there is
    /// enough; `None` when there is nothing left to write.
    pub(super) fn to_record(&self) -> Option<(Spans, bool)> {
        let mut state = self.lock();
        loop {
            let over = state.is_over(self.file.size) && state.writing == 0;
            let unrecorded = state.unrecorded();
            let since = state.recorded_at.elapsed();
            if over && unrecorded == 0 {
                return None;
            }
            if over || unrecorded > 0 && (unrecorded >= self.limits.block / 4 || since >= SOON) {
                return Some((state.arrived.clone(), over));
            }
            let pause = SOON.saturating_sub(since).max(Duration::from_millis(1));
            state = self.wait(state, Some(if unrecorded > 0 { pause } else { SOON }));
        }
    }

    /// The journal knows of `total` bytes.
    pub(super) fn recorded(&self, total: u64) {
        let mut state = self.lock();
        state.recorded = total;
        state.recorded_at = Instant::now();
        self.changed.notify_all();
    }

    /// How far the file is there without a gap, once that is beyond `hashed`; `None` when it ended before.
    pub(super) fn front_beyond(&self, hashed: u64) -> Option<u64> {
        let mut state = self.lock();
        state.hashed = hashed;
        loop {
            let front = state.arrived.front();
            if state.end.is_some() {
                return None;
            }
            if front > hashed || hashed >= self.file.size {
                return Some(front);
            }
            state = self.wait(state, None);
        }
    }

    pub(super) fn standing(&self) -> Standing {
        let state = self.lock();
        let arrived = state.arrived.total();
        let paused = state.not_before.is_some_and(|until| until > Instant::now()) && state.flight.is_empty();
        let quiet = arrived < self.file.size && (paused || state.last_byte.elapsed() >= QUIET);
        Standing { arrived, hashed: state.hashed, quiet }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&'a self, state: MutexGuard<'a, State>, most: Option<Duration>) -> MutexGuard<'a, State> {
        match most {
            Some(most) => self.changed.wait_timeout(state, most).unwrap_or_else(PoisonError::into_inner).0,
            None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
        }
    }
}

impl State {
    fn is_over(&self, size: u64) -> bool {
        self.end.is_some() || self.arrived.total() >= size
    }

    fn unrecorded(&self) -> u64 {
        self.arrived.total().saturating_sub(self.recorded)
    }

    fn next(&self, size: u64, piece: u64) -> Option<Range<u64>> {
        if self.ranges != Ranges::Yes && !self.flight.is_empty() {
            return None;
        }
        if self.ranges == Ranges::No {
            return Some(0..size);
        }
        let mut taken = self.arrived.clone();
        self.flight.iter().for_each(|range| taken.add(range.clone()));
        let gap = taken.gap(0, size)?;
        Some(gap.start..gap.end.min(gap.start.saturating_add(piece)))
    }
}
