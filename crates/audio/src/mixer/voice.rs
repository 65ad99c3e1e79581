use rtrb::Consumer;
use vesper_speech::RATE;

use super::ramp::smooth;

/// Samples that can be said again: two seconds.
const LATELY: usize = 2 * RATE as usize;

/// Frames of the fades before and after a way back: 5 ms.
const TURN: u32 = RATE / 200;

/// The voice as it is said: from the ring, or once more from what was said lately.
pub(super) struct Voice {
    ring: Consumer<f32>,
    /// What was said lately; a sample stands at its position modulo the length.
    lately: Vec<f32>,
    /// What is said next, and the first sample that never was.
    position: u64,
    said: u64,
    /// Everything before this position is to be dropped, once the fade before it is over.
    cut: u64,
    clearing: Fade,
    /// The way back, once the fade before it is over.
    back: Option<u64>,
    turning: Fade,
    rising: Fade,
}

impl Voice {
    pub(super) fn new(ring: Consumer<f32>) -> Voice {
        Voice {
            ring,
            lately: vec![0.0; LATELY],
            position: 0,
            said: 0,
            cut: 0,
            clearing: Fade::over(),
            back: None,
            turning: Fade::over(),
            rising: Fade::over(),
        }
    }

    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// The first sample that was never said.
    pub(super) fn said(&self) -> u64 {
        self.said
    }

    /// Samples that can be taken at once.
    pub(super) fn ahead(&self) -> usize {
        match usize::try_from(self.said - self.position) {
            Ok(again) if again > 0 => again,
            _ => self.ring.slots(),
        }
    }

    /// Frames before something changes.
    pub(super) fn even(&self) -> usize {
        let fades = [self.clearing.left, self.turning.left];
        fades.into_iter().filter(|left| *left > 0).min().map_or(usize::MAX, |left| left as usize)
    }

    /// Drops everything before `cut`, after a fade of so many frames.
    pub(super) fn clear(&mut self, cut: u64, fade: u32) {
        self.cut = cut;
        self.back = None;
        // A clear during the fade of another lets that fade end: starting it anew would be a click. So does one on a
        // way back, which is not gone.
        if !self.clearing.is_over() {
            return;
        }
        let left = if self.turning.is_over() { fade } else { self.turning.left };
        self.clearing = Fade::of(cut.saturating_sub(self.position).min(u64::from(left)) as u32);
    }

    /// Goes back to `position`, as far as it is still known, with a fade on both sides.
    pub(super) fn go_back(&mut self, position: u64) {
        if !self.clearing.is_over() || position >= self.said {
            return;
        }
        self.back = Some(position);
        if self.turning.is_over() {
            self.turning = Fade::of(TURN);
        }
    }

    /// Nobody hears it: fades are over at once.
    pub(super) fn end_fades(&mut self) {
        for fade in [&mut self.clearing, &mut self.turning, &mut self.rising] {
            *fade = Fade::over();
        }
    }

    /// Drops what was cleared and goes where it was sent, once the fades before that are over. Says whether it is clear.
    pub(super) fn settle(&mut self) -> bool {
        if let (Some(back), true) = (self.back, self.turning.is_over()) {
            self.back = None;
            self.position = back.clamp(self.said.saturating_sub(LATELY as u64), self.said);
            self.rising = Fade::of(TURN);
        }
        if !self.clearing.is_over() {
            return false;
        }
        if self.cut > self.said {
            self.position = self.said;
            let here = self.ring.slots();
            let cleared = usize::try_from(self.cut - self.said).unwrap_or(here).min(here);
            if let Ok(chunk) = self.ring.read_chunk(cleared) {
                self.said += chunk.len() as u64;
                chunk.commit_all();
            }
            self.position = self.said;
        }
        true
    }

    /// Takes `speech.len()` samples, no more than are [`ahead`](Voice::ahead); `false` where there are none.
    pub(super) fn take(&mut self, speech: &mut [f32]) -> bool {
        let again = self.position < self.said;
        if !again && self.ring.pop_entire_slice(speech).is_err() {
            return false;
        }
        for sample in speech {
            let Some(kept) = self.lately.get_mut((self.position % LATELY as u64) as usize) else {
                return false;
            };
            if again {
                *sample = *kept;
            } else {
                *kept = *sample;
            }
            self.position += 1;
        }
        self.said = self.said.max(self.position);
        true
    }

    /// The gain of the next frame: exactly 1 outside of fades.
    pub(super) fn gain(&mut self) -> f32 {
        self.clearing.falling() * self.turning.falling() * self.rising.rising()
    }
}

/// A fade on its way.
struct Fade {
    left: u32,
    length: u32,
}

impl Fade {
    fn of(length: u32) -> Fade {
        Fade { left: length, length: length.max(1) }
    }

    fn over() -> Fade {
        Fade::of(0)
    }

    fn is_over(&self) -> bool {
        self.left == 0
    }

    fn falling(&mut self) -> f32 {
        if self.is_over() {
            return 1.0;
        }
        self.left -= 1;
        smooth(self.left as f32 / self.length as f32)
    }

    fn rising(&mut self) -> f32 {
        1.0 - if self.is_over() { 0.0 } else { self.falling() }
    }
}
