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
mod voice;

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
use voice::Voice;

/// Marks that may wait for their place at one time.
const MARKS: usize = 64;

/// Bells that may ring at one time; one more takes the place of the oldest.
const BELLS: usize = 6;

/// Frames that are mixed at a stretch.
const BLOCK: usize = 128;

/// Frames of the fades that stop and start the sound: 10 ms.
const FADE: u32 = RATE / 100;

/// Frames of the fade where the voice is stopped short: 5 ms.
const STOP: u32 = RATE / 200;

/// What the two halves tell each other without waiting.
struct Shared {
    /// Voice samples that were rendered or dropped since the beginning.
    consumed: AtomicU64,
    /// Everything before this position was cleared, with a fade of so many frames. Written before `epoch`.
    cut: AtomicU64,
    fade: AtomicU32,
    /// How often was cleared.
    epoch: AtomicU64,
    /// Where the voice ended at a clear, and which clear that was; written in this order.
    ended: AtomicU64,
    cleared: AtomicU64,
    /// The gain of the ducking as the bits of an f32, and how often it began.
    duck: AtomicU32,
    ducks: AtomicU64,
    /// Where the voice was when a ducking began, and which that was; written in this order.
    ducked_at: AtomicU64,
    ducked: AtomicU64,
    /// Where the voice was sent back to, and how often it was. Written in this order.
    back_to: AtomicU64,
    backs: AtomicU64,
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
        fade: AtomicU32::new(FADE),
        epoch: AtomicU64::new(0),
        ended: AtomicU64::new(0),
        cleared: AtomicU64::new(0),
        duck: AtomicU32::new(1.0_f32.to_bits()),
        ducks: AtomicU64::new(0),
        ducked_at: AtomicU64::new(0),
        ducked: AtomicU64::new(0),
        back_to: AtomicU64::new(0),
        backs: AtomicU64::new(0),
        paused: AtomicBool::new(false),
        voice: AtomicU32::new(1.0_f32.to_bits()),
        bed: AtomicU32::new(1.0_f32.to_bits()),
        meter: Meter::new(2 * RATE),
    });
    let desk = Desk::new(voice_in, marks_in, spent_out, Arc::clone(&shared));
    let mixer = Mixer {
        shared,
        voice: Voice::new(voice),
        marks,
        spent,
        epoch: 0,
        ducks: 0,
        backs: 0,
        gate: Gate::open(),
        voice_volume: Ramp::at(1.0),
        bed_volume: Ramp::at(1.0),
        ducking: Ramp::at(1.0),
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
    voice: Voice,
    marks: Consumer<Placed>,
    spent: Producer<Sound>,
    /// The latest clear, ducking and way back that were noticed.
    epoch: u64,
    ducks: u64,
    backs: u64,
    gate: Gate,
    voice_volume: Ramp,
    bed_volume: Ramp,
    /// Of everything, while somebody else speaks.
    ducking: Ramp,
    /// Of the bed, while the voice does.
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
    /// The first voice sample that was never rendered, counted since the beginning whatever was cleared.
    pub(crate) fn position(&self) -> u64 {
        self.voice.said()
    }

    /// Fills `out`: interleaved stereo at [`RATE`], each sample in -1..1.
    pub(crate) fn render(&mut self, out: &mut [f32]) {
        self.notice_clear();
        self.notice_restore();
        self.notice_duck();
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
        if self.gate.is_shut() {
            self.voice.end_fades();
        }
        self.settle();
        if paused && self.gate.is_shut() {
            frames.fill([0.0; 2]);
            return frames.len();
        }
        self.begin_due();
        let spoken = self.voice.ahead().min(self.until_next_mark());
        let mut length = frames.len().min(BLOCK).min(self.voice.even());
        if spoken > 0 {
            length = length.min(spoken);
        }
        if paused {
            length = length.min(self.gate.left() as usize);
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
        let fade = self.shared.fade.load(Ordering::Acquire);
        self.voice.clear(self.shared.cut.load(Ordering::Acquire), fade);
        while self.marks.peek().is_ok_and(|mark| mark.epoch < epoch) {
            if let Ok(Placed { event: Event::Bed { bed: Some(fresh), .. }, .. }) = self.marks.pop() {
                self.retire(fresh.sound);
            }
        }
    }

    fn notice_restore(&mut self) {
        let backs = self.shared.backs.load(Ordering::Acquire);
        if backs != self.backs {
            self.backs = backs;
            self.voice.go_back(self.shared.back_to.load(Ordering::Acquire));
        }
    }

    fn notice_duck(&mut self) {
        let ducks = self.shared.ducks.load(Ordering::Acquire);
        if ducks != self.ducks {
            self.ducks = ducks;
            self.shared.ducked_at.store(self.voice.position(), Ordering::Release);
            self.shared.ducked.store(ducks, Ordering::Release);
        }
    }

    /// Drops the voice that was cleared, once its fade is over, and tells where it ended.
    fn settle(&mut self) {
        let told = self.shared.cleared.load(Ordering::Relaxed) == self.epoch;
        let ended = self.voice.said();
        if self.voice.settle() && !told {
            self.shared.ended.store(ended, Ordering::Release);
            self.shared.cleared.store(self.epoch, Ordering::Release);
        }
        self.shared.consumed.store(self.voice.said(), Ordering::Release);
    }

    /// Begins what is marked at this position.
    fn begin_due(&mut self) {
        while self.marks.peek().is_ok_and(|mark| mark.epoch == self.epoch && mark.at <= self.voice.position())
        {
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
                usize::try_from(mark.at.saturating_sub(self.voice.position())).unwrap_or(usize::MAX).max(1)
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
        let from = self.voice.position();
        let came = any && self.voice.take(speech);
        if came {
            self.shared.consumed.store(self.voice.said(), Ordering::Release);
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
        let ducking = f32::from_bits(self.shared.duck.load(Ordering::Relaxed));
        let voices = self.speech.iter().zip(&self.room);
        let sounds = voices.zip(self.below.iter().zip(&self.above));
        for (frame, ((&speech, room), (below, above))) in frames.iter_mut().zip(sounds) {
            let duck = self.duck.next(speech);
            let said = speech * self.voice.gain();
            let voice = (said + room) * self.voice_volume.next(voice_target);
            let volume = self.bed_volume.next(bed_target);
            let gate = self.gate.next(paused) * self.ducking.next_down_quickly(ducking);
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
