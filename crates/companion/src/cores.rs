//! The cores of this machine, which recogniser, chat model and voice share.

use std::num::NonZero;
use std::sync::OnceLock;

use vesper_speech::{Cores, Line, Out, Result, Spoken, Synthesizer, Taken};

/// The threads of a neural voice: one makes latents, the other sound.
const VOICE: usize = 2;

/// Those of this program.
pub fn cores() -> &'static Cores {
    static CORES: OnceLock<Cores> = OnceLock::new();
    CORES.get_or_init(|| std::thread::available_parallelism().map_or(1, NonZero::get).into())
}

/// A neural voice to which the others yield while it computes: where it is late there is a gap in the speech, where they
/// are late a word comes later.
pub struct First<S> {
    voice: S,
    cores: Cores,
}

impl<S: Synthesizer> First<S> {
    pub fn new(voice: S, cores: &Cores) -> First<S> {
        First { voice, cores: cores.clone() }
    }
}

impl<S: Synthesizer> Synthesizer for First<S> {
    fn rate(&self) -> u32 {
        self.voice.rate()
    }

    fn synthesize(&mut self, lines: &[Line], out: &mut dyn Out<Spoken>) -> Result<()> {
        let mut out = Working { out, taken: Some(self.cores.take(VOICE)), cores: &self.cores };
        self.voice.synthesize(lines, &mut out)
    }
}

/// Where the voice puts its sound. It has the cores except while it waits to be rid of it.
struct Working<'a> {
    out: &'a mut dyn Out<Spoken>,
    cores: &'a Cores,
    taken: Option<Taken>,
}

impl Out<Spoken> for Working<'_> {
    fn put(&mut self, spoken: Spoken) -> Result<()> {
        self.taken = None;
        let put = self.out.put(spoken);
        self.taken = Some(self.cores.take(VOICE));
        put
    }

    fn check(&self) -> Result<()> {
        self.out.check()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Notes how many cores are free when it is asked to go on, and when it takes what was made.
    struct Watching {
        cores: Cores,
        computing: std::cell::RefCell<Vec<usize>>,
        waiting: Vec<usize>,
    }

    impl Out<Spoken> for Watching {
        fn put(&mut self, _: Spoken) -> Result<()> {
            self.waiting.push(self.cores.free());
            Ok(())
        }

        fn check(&self) -> Result<()> {
            self.computing.borrow_mut().push(self.cores.free());
            Ok(())
        }
    }

    struct Two;

    impl Synthesizer for Two {
        fn rate(&self) -> u32 {
            24_000
        }

        fn synthesize(&mut self, _: &[Line], out: &mut dyn Out<Spoken>) -> Result<()> {
            for _ in 0..2 {
                out.check()?;
                out.put(Spoken::default())?;
            }
            out.check()
        }
    }

    #[test]
    fn the_others_have_fewer_cores_only_while_the_voice_computes() {
        let cores = Cores::new(8);
        let mut out = Watching { cores: cores.clone(), computing: Vec::new().into(), waiting: Vec::new() };
        First::new(Two, &cores).synthesize(&[Line::default()], &mut out).unwrap();
        assert_eq!(out.computing.into_inner(), [6, 6, 6]);
        assert_eq!(out.waiting, [8, 8]);
        assert_eq!(cores.free(), 8);
    }
}
