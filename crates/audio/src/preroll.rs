use vesper_speech::{FRAME, Frame, HEARD_RATE};

/// The last second of what was heard: a voice is only known for one when its first syllable is over, and that syllable is
/// part of what was said.
pub struct PreRoll {
    /// A ring; `next` is the oldest once it is full.
    frames: Vec<Frame>,
    next: usize,
}

impl PreRoll {
    /// Frames that it holds: 31 of 32 ms, a second less 8 ms.
    pub const FRAMES: usize = HEARD_RATE as usize / FRAME;

    #[must_use]
    pub fn new() -> PreRoll {
        PreRoll { frames: Vec::with_capacity(PreRoll::FRAMES), next: 0 }
    }

    /// Takes the next frame in and lets the oldest go.
    pub fn push(&mut self, frame: &Frame) {
        match self.frames.get_mut(self.next) {
            Some(place) => place.clone_from(frame),
            None => self.frames.push(frame.clone()),
        }
        self.next = (self.next + 1) % PreRoll::FRAMES;
    }

    /// What it holds, oldest first.
    pub fn frames(&self) -> impl Iterator<Item = &Frame> {
        let (newer, older) = self.frames.split_at(self.next.min(self.frames.len()));
        older.iter().chain(newer)
    }

    /// Gives what it holds, oldest first, and is empty: no sample is given twice.
    pub fn take(&mut self) -> Vec<Frame> {
        let frames = self.frames().cloned().collect();
        self.clear();
        frames
    }

    pub fn clear(&mut self) {
        self.frames.clear();
        self.next = 0;
    }
}

impl Default for PreRoll {
    fn default() -> Self {
        PreRoll::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(numbers: std::ops::Range<usize>) -> Vec<Frame> {
        numbers.map(|n| Frame([n as f32; FRAME])).collect()
    }

    #[test]
    fn it_holds_the_last_second_in_order_and_gives_it_once() {
        let mut preroll = PreRoll::new();
        for frame in numbered(0..3) {
            preroll.push(&frame);
        }
        assert_eq!(preroll.take(), numbered(0..3), "less than a second so far");
        for frame in numbered(3..100) {
            preroll.push(&frame);
        }
        assert_eq!(preroll.frames().count(), 31);
        assert_eq!(preroll.take(), numbered(69..100));
        assert!(preroll.take().is_empty());
    }
}
