//! Voice, beds and bells become one stereo signal.
//!
//! [`mixer`] gives two halves. The [`Desk`] belongs to whoever performs: it takes the voice, the marks and
//! the orders. The [`Mixer`] belongs to the audio callback (or to the file that is written): it only ever
//! touches rings and atomics. What it has finished with travels back to the desk and is freed there.
//!
//! Every position is counted in voice samples since the mixer was made; the desk turns that into samples
//! since the last clear. So a clear is one number: the position before which everything is dropped.

mod desk;
mod duck;
mod layers;
mod ramp;
#[cfg(test)]
mod tests;
mod tone;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};

use rtrb::{Consumer, Producer, RingBuffer};
use vesper_speech::{Bed, RATE};

use crate::beds::{self, Bell, Sound};
use crate::meter::Meter;

pub(crate) use desk::Desk;
use duck::Duck;
use layers::Layers;
use ramp::{Gate, Ramp};
use tone::Tone;

/// Marks that may wait for their place at one time.
const MARKS: usize = 64;

/// Bells that may ring at one time; one more takes the place of the oldest.
const BELLS: usize = 6;

/// Frames that are mixed at a stretch.
const BLOCK: usize = 128;

/// Frames of the fades that stop and start the sound: 10 ms.
const FADE: u32 = RATE / 100;

/// What the two halves tell each other without waiting.
struct Shared {
    /// Voice samples that were rendered or dropped since the beginning.
    consumed: AtomicU64,
    /// Everything before this position was cleared. Written before `epoch`.
    cut: AtomicU64,
    /// How often was cleared.
    epoch: AtomicU64,
    paused: AtomicBool,
    /// Volumes 0..1 as the bits of an f32.
    voice: AtomicU32,
    bed: AtomicU32,
    meter: Meter,
}

/// A mark on its way to the mixer.
struct Placed {
    /// The clear after which it was made; a later clear drops it.
    epoch: u64,
    at: u64,
    event: Event,
}

enum Event {
    Bed { bed: Option<Fresh>, fade: u64 },
    Bell,
}

/// A bed that is to sound, made by the desk because making it takes memory.
struct Fresh {
    bed: Bed,
    seed: u64,
    sound: Sound,
}

/// Makes both halves. The ring between them holds `capacity` samples of voice.
pub(crate) fn mixer(capacity: usize) -> (Desk, Mixer) {
    let (voice_in, voice) = RingBuffer::new(capacity);
    let (marks_in, marks) = RingBuffer::new(MARKS);
    // Between two collections no more can come back than waits or sounds, and one that was just placed.
    let (spent, spent_out) = RingBuffer::new(MARKS + layers::LAYERS + 1);
    let shared = Arc::new(Shared {
        consumed: AtomicU64::new(0),
        cut: AtomicU64::new(0),
        epoch: AtomicU64::new(0),
        paused: AtomicBool::new(false),
        voice: AtomicU32::new(1.0_f32.to_bits()),
        bed: AtomicU32::new(1.0_f32.to_bits()),
        meter: Meter::new(2 * RATE),
    });
    let desk = Desk::new(voice_in, marks_in, spent_out, Arc::clone(&shared));
    let mixer = Mixer {
        shared,
        voice,
        marks,
        spent,
        position: 0,
        epoch: 0,
        cut: 0,
        clearing: 0,
        fade: FADE,
        gate: Gate::open(),
        voice_volume: Ramp::at(1.0),
        bed_volume: Ramp::at(1.0),
        duck: Duck::new(),
        layers: Layers::new(),
        bells: [const { None }; BELLS],
        tone: Tone::new(),
        speech: [0.0; BLOCK],
        room: [0.0; BLOCK],
        below: [[0.0; 2]; BLOCK],
        above: [[0.0; 2]; BLOCK],
    };
    (desk, mixer)
}

/// The real-time half. No call locks, allocates, frees or asks the system for anything.
pub(crate) struct Mixer {
    shared: Arc<Shared>,
    voice: Consumer<f32>,
    marks: Consumer<Placed>,
    spent: Producer<Sound>,
    /// The voice sample that comes next.
    position: u64,
    epoch: u64,
    cut: u64,
    /// Frames left of the fade before the cut, and how many it had.
    clearing: u32,
    fade: u32,
    gate: Gate,
    voice_volume: Ramp,
    bed_volume: Ramp,
    duck: Duck,
    layers: Layers,
    bells: [Option<Bell>; BELLS],
    tone: Tone,
    /// One block each of voice, room tone, beds and bells.
    speech: [f32; BLOCK],
    room: [f32; BLOCK],
    below: [[f32; 2]; BLOCK],
    above: [[f32; 2]; BLOCK],
}

impl Mixer {
    /// The voice sample that is rendered next, counted since the beginning whatever was cleared.
    pub(crate) fn position(&self) -> u64 {
        self.position
    }

    /// Fills `out`: interleaved stereo at [`RATE`], each sample in -1..1.
    pub(crate) fn render(&mut self, out: &mut [f32]) {
        self.notice_clear();
        let (frames, rest) = out.as_chunks_mut::<2>();
        rest.fill(0.0);
        let mut done = 0;
        while let Some(ahead) = frames.get_mut(done..).filter(|ahead| !ahead.is_empty()) {
            done += self.run(ahead);
        }
        self.shared.meter.measure(out);
    }

    /// Renders at least one of `frames`, as far as nothing changes, and says how many.
    fn run(&mut self, frames: &mut [[f32; 2]]) -> usize {
        let paused = self.shared.paused.load(Ordering::Acquire);
        if paused && self.gate.is_shut() {
            self.clearing = 0;
        }
        self.drop_cleared();
        if paused && self.gate.is_shut() {
            frames.fill([0.0; 2]);
            return frames.len();
        }
        self.begin_due();
        let spoken = self.voice.slots().min(self.until_next_mark());
        let mut length = frames.len().min(BLOCK);
        if spoken > 0 {
            length = length.min(spoken);
        }
        if paused {
            length = length.min(self.gate.left() as usize);
        }
        if self.clearing > 0 {
            length = length.min(self.clearing as usize);
        }
        self.take_voice(length, spoken > 0);
        self.mix(frames.get_mut(..length).unwrap_or_default(), paused);
        length
    }

    fn notice_clear(&mut self) {
        let epoch = self.shared.epoch.load(Ordering::Acquire);
        if epoch == self.epoch {
            return;
        }
        self.epoch = epoch;
        self.cut = self.shared.cut.load(Ordering::Acquire);
        // A clear during the fade of another lets that fade end: starting it anew would be a click.
        if self.clearing == 0 {
            self.clearing = self.cut.saturating_sub(self.position).min(u64::from(FADE)) as u32;
            self.fade = self.clearing.max(1);
        }
        while self.marks.peek().is_ok_and(|mark| mark.epoch < epoch) {
            if let Ok(Placed { event: Event::Bed { bed: Some(fresh), .. }, .. }) = self.marks.pop() {
                self.retire(fresh.sound);
            }
        }
    }

    /// Drops the voice that was cleared, once its fade is over.
    fn drop_cleared(&mut self) {
        let cleared = self.cut.saturating_sub(self.position);
        if self.clearing > 0 || cleared == 0 {
            return;
        }
        let here = self.voice.slots();
        if let Ok(chunk) = self.voice.read_chunk(usize::try_from(cleared).unwrap_or(here).min(here)) {
            self.position += chunk.len() as u64;
            chunk.commit_all();
        }
        self.shared.consumed.store(self.position, Ordering::Release);
    }

    /// Begins what is marked at this position.
    fn begin_due(&mut self) {
        while self.marks.peek().is_ok_and(|mark| mark.epoch == self.epoch && mark.at <= self.position) {
            match self.marks.pop() {
                Ok(Placed { event: Event::Bed { bed, fade }, .. }) => {
                    if let Some(unused) = self.layers.change(bed, fade) {
                        self.retire(unused);
                    }
                }
                Ok(Placed { event: Event::Bell, .. }) => self.strike(),
                Err(_) => return,
            }
        }
    }

    /// Voice samples before the next mark; at least one, since a mark may arrive while this looks.
    fn until_next_mark(&self) -> usize {
        match self.marks.peek() {
            Ok(mark) if mark.epoch == self.epoch => {
                usize::try_from(mark.at.saturating_sub(self.position)).unwrap_or(usize::MAX).max(1)
            }
            _ => usize::MAX,
        }
    }

    fn strike(&mut self) {
        let slot = self.bells.iter().position(Option::is_none).unwrap_or_else(|| {
            self.bells.rotate_left(1);
            BELLS - 1
        });
        if let Some(slot) = self.bells.get_mut(slot) {
            *slot = Some(beds::bell());
        }
    }

    /// Takes `length` samples of voice where there are any, and silence where not, with the tone of the room.
    fn take_voice(&mut self, length: usize, any: bool) {
        let Some(speech) = self.speech.get_mut(..length) else { return };
        let from = self.position;
        let came = any && self.voice.pop_entire_slice(speech).is_ok();
        if came {
            self.position += length as u64;
            self.shared.consumed.store(self.position, Ordering::Release);
        } else {
            speech.fill(0.0);
        }
        for (position, (room, &speech)) in (from..).zip(self.room.iter_mut().zip(speech.iter())) {
            *room = self.tone.next(came.then_some(position), speech);
        }
    }

    fn mix(&mut self, frames: &mut [[f32; 2]], paused: bool) {
        self.sound_layers(frames.len());
        self.ring_bells(frames.len());
        let voice_target = f32::from_bits(self.shared.voice.load(Ordering::Relaxed));
        let bed_target = f32::from_bits(self.shared.bed.load(Ordering::Relaxed));
        let voices = self.speech.iter().zip(&self.room);
        let sounds = voices.zip(self.below.iter().zip(&self.above));
        for (frame, ((&speech, room), (below, above))) in frames.iter_mut().zip(sounds) {
            let duck = self.duck.next(speech);
            let mut said = speech;
            if self.clearing > 0 {
                self.clearing -= 1;
                said *= ramp::smooth(self.clearing as f32 / self.fade as f32);
            }
            let voice = (said + room) * self.voice_volume.next(voice_target);
            let volume = self.bed_volume.next(bed_target);
            let gate = self.gate.next(paused);
            for (out, (below, above)) in frame.iter_mut().zip(below.iter().zip(above)) {
                *out = gate * limit(voice, (below * duck + above) * volume);
            }
        }
    }

    fn sound_layers(&mut self, length: usize) {
        let Some(below) = self.below.get_mut(..length) else { return };
        below.fill([0.0; 2]);
        self.layers.add_to(below);
        while let Some(sound) = self.layers.take_silent() {
            self.retire(sound);
        }
    }

    fn ring_bells(&mut self, length: usize) {
        let Some(above) = self.above.get_mut(..length) else { return };
        above.fill([0.0; 2]);
        for slot in &mut self.bells {
            let Some(bell) = slot else { continue };
            for frame in above.iter_mut() {
                match (bell.next(), bell.next()) {
                    (Some(left), Some(right)) => {
                        frame[0] += left;
                        frame[1] += right;
                    }
                    _ => {
                        *slot = None;
                        break;
                    }
                }
            }
        }
    }

    /// Sends a sound back to be freed. The ring has room for all that can be in flight; were it full after
    /// all, the memory is given up rather than freed on this thread.
    fn retire(&mut self, sound: Sound) {
        if let Err(rtrb::PushError::Full(sound)) = self.spent.push(sound) {
            std::mem::forget(sound);
        }
    }
}

/// The voice with what lies beside it, never beyond full scale.
///
/// The voice is never bent: the knee lies at nine tenths of full scale or at the voice itself, whichever is
/// higher, so that only what the bed adds is pressed into the room that is left.
fn limit(voice: f32, beside: f32) -> f32 {
    let sum = voice + beside;
    let knee = voice.abs().max(0.9);
    let over = sum.abs() - knee;
    if over <= 0.0 {
        return sum;
    }
    let room = 1.0 - knee;
    let pressed = if room > 0.0 { room * over / (room + over) } else { 0.0 };
    (knee + pressed).copysign(sum)
}
