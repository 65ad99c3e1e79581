//! The two threads of a voice: one makes latents, the other sound.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use rayon::{ThreadPool, ThreadPoolBuilder};
use vesper_speech::{Error, Kind, Out, Result, Spoken};

use super::fault::Checked;
use super::latents::{Made, Maker};
use super::sound::Sounder;

/// Latents that wait between the two threads.
const LATENTS: usize = 64;
/// Pieces of sound that wait to be taken.
const PIECES: usize = 4;
/// How often a stop is looked for while nothing comes.
const LOOK: Duration = Duration::from_millis(5);

/// Each is a pool of one: what the tensor library and its matrix products share out among the threads of a pool stays on
/// the thread that asked. Left to themselves they take as many threads as there are cores, twice, and these wait for
/// each other in spinning loops: with another program at work the voice then takes ten times as long.
pub(crate) struct Threads {
    latents: ThreadPool,
    sound: ThreadPool,
}

impl Threads {
    /// # Errors
    /// `Engine` where the system has no more threads.
    pub(crate) fn start() -> Result<Threads> {
        let pool = |name: &'static str| {
            let pool = ThreadPoolBuilder::new().num_threads(1).thread_name(move |_| name.into()).build();
            pool.map_err(|error| {
                let what = format!("no thread could be started for it ({error}).");
                Error::new(Kind::Engine, "the voice", what, "Close other programs, and try again.")
            })
        };
        Ok(Threads { latents: pool("voice-latents")?, sound: pool("voice-sound")? })
    }

    /// Runs `work` on one of the threads, and waits for it.
    pub(crate) fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.latents.install(work)
    }

    /// Lets `maker` and `sounder` work for each other, and hands on what is heard. Returns when both have stopped, at
    /// most one step of either after `out` said so.
    pub(crate) fn speak(
        &self,
        maker: &Maker<'_>,
        sounder: &Sounder<'_>,
        stop: &AtomicBool,
        out: &mut dyn Out<Spoken>,
    ) -> Checked<()> {
        let (made, making) = sync_channel::<Made>(LATENTS);
        let (heard, hearing): (SyncSender<candle_core::Result<Spoken>>, _) = sync_channel(PIECES);
        self.latents.in_place_scope(|latents| {
            self.sound.in_place_scope(|sound| {
                latents.spawn(move |_| maker.make(&made));
                sound.spawn(move |_| sounder.sound(&making, &heard));
                let spoken = hand_on(hearing, out);
                stop.store(true, Ordering::Release);
                spoken
            })
        })
    }

    /// Has `work` tell what is heard from one thread, and hands that on. Returns as [`speak`](Threads::speak) does.
    pub(crate) fn speak_alone(
        &self,
        work: impl FnOnce(&SyncSender<candle_core::Result<Spoken>>) + Send,
        stop: &AtomicBool,
        out: &mut dyn Out<Spoken>,
    ) -> Checked<()> {
        let (heard, hearing): (SyncSender<candle_core::Result<Spoken>>, _) = sync_channel(PIECES);
        self.sound.in_place_scope(|sound| {
            sound.spawn(move |_| work(&heard));
            let spoken = hand_on(hearing, out);
            stop.store(true, Ordering::Release);
            spoken
        })
    }
}

/// Takes what is heard until nothing more can come. The receiver is dropped with it: whoever still sends then stops.
fn hand_on(hearing: Receiver<candle_core::Result<Spoken>>, out: &mut dyn Out<Spoken>) -> Checked<()> {
    loop {
        out.check()?;
        match hearing.recv_timeout(LOOK) {
            Ok(spoken) => out.put(spoken?)?,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
    }
}
