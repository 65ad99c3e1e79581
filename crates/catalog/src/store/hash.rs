//! Reading a file from end to end: its SHA-256, told on the way, stopped when asked.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use sha2::Digest;
use vesper_speech::{Out, Result};

use super::disk;
use crate::{News, Progress, Sha256, Step};

/// Read at once. A slow processor hashes this in a few milliseconds, so that stopping is felt at once.
const BLOCK: usize = 256 * 1024;
/// Progress is told this often.
const OFTEN: Duration = Duration::from_millis(100);
/// Speed is that of about this long.
const SMOOTH: f64 = 2.0;

/// How far reading the files of one model has come.
pub(crate) struct Pace {
    step: Step,
    done: u64,
    total: Option<u64>,
    told: Instant,
    told_at: u64,
    speed: Option<f64>,
}

impl Pace {
    /// `total` are the bytes of all that will be read, where they are known.
    pub(crate) fn new(step: Step, total: Option<u64>) -> Pace {
        Pace { step, done: 0, total, told: Instant::now(), told_at: 0, speed: None }
    }

    /// Bytes that need not be read count as done.
    pub(crate) fn skip(&mut self, bytes: u64) {
        self.done += bytes;
        self.told_at += bytes;
    }

    /// Goes back to `done` bytes: what was read since was not what was sought.
    pub(crate) fn back_to(&mut self, done: u64) {
        self.done = done;
        self.told_at = self.told_at.min(done);
    }

    pub(crate) fn done(&self) -> u64 {
        self.done
    }

    fn advance(&mut self, file: &str, bytes: u64, news: &mut dyn Out<News>) -> Result<()> {
        self.done += bytes;
        let since = self.told.elapsed();
        if since >= OFTEN { self.tell(file, since.as_secs_f64(), news) } else { Ok(()) }
    }

    fn tell(&mut self, file: &str, since: f64, news: &mut dyn Out<News>) -> Result<()> {
        let now = self.done.saturating_sub(self.told_at) as f64 / since;
        let share = (since / SMOOTH).min(1.0);
        let speed = self.speed.map_or(now, |speed| speed + (now - speed) * share);
        self.speed = Some(speed);
        self.told = Instant::now();
        self.told_at = self.done;
        self.send(file, news)
    }

    /// Tells where the work stands now.
    pub(crate) fn send(&self, file: &str, news: &mut dyn Out<News>) -> Result<()> {
        let left = match (self.total, self.speed) {
            (Some(total), Some(speed)) if speed >= 1.0 => {
                Duration::try_from_secs_f64(total.saturating_sub(self.done) as f64 / speed).ok()
            }
            _ => None,
        };
        news.put(News::Progress(Progress {
            step: self.step,
            file: file.to_string(),
            done: self.done,
            total: self.total,
            speed: self.speed,
            left,
        }))
    }
}

/// The SHA-256 and length of `source`, copied to `copy` on the way where there is one. `name` is told as the file at
/// hand, `path` and `copied` are for messages.
pub(crate) fn stream(
    (path, source): (&Path, &mut File),
    mut copy: Option<(&Path, &mut File)>,
    name: &str,
    pace: &mut Pace,
    news: &mut dyn Out<News>,
) -> Result<(Sha256, u64)> {
    let mut hash = sha2::Sha256::new();
    let mut block = vec![0; BLOCK];
    let mut length = 0;
    loop {
        news.check()?;
        let read = match source.read(&mut block) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(disk::unreadable(path, &error)),
        };
        let bytes = block.get(..read).unwrap_or_default();
        hash.update(bytes);
        if let Some((copied, file)) = &mut copy {
            file.write_all(bytes).map_err(|error| disk::unwritable(copied, &error))?;
        }
        length += read as u64;
        pace.advance(name, read as u64, news)?;
    }
    Ok((Sha256(hash.finalize().into()), length))
}
