use std::f32::consts::FRAC_PI_2;

use vesper_speech::Bed;

use super::{FADE, Fresh};
use crate::beds::Sound;

/// Beds that may sound at one time, fading out included.
pub(super) const LAYERS: usize = 6;

/// The bed that lies under the voice, and those before it that still fade.
pub(super) struct Layers {
    slots: [Option<Layer>; LAYERS],
}

struct Layer {
    bed: Bed,
    seed: u64,
    sound: Sound,
    fade: Fade,
}

/// An equal-power fade: the rising sine of one bed and the falling cosine of another keep the loudness.
struct Fade {
    /// The gain when it began to fall; `None` while it rises or stays.
    from: Option<f32>,
    step: u64,
    steps: u64,
}

impl Fade {
    fn rising(steps: u64) -> Self {
        Fade { from: None, step: 0, steps: steps.max(u64::from(FADE)) }
    }

    fn fall(&mut self, steps: u64) {
        *self = Fade { from: Some(self.gain()), step: 0, steps: steps.max(u64::from(FADE)) };
    }

    fn gain(&self) -> f32 {
        let angle = FRAC_PI_2 * (self.step as f64 / self.steps as f64) as f32;
        match self.from {
            None if self.step >= self.steps => 1.0,
            None => angle.sin(),
            Some(_) if self.step >= self.steps => 0.0,
            Some(from) => from * angle.cos(),
        }
    }

    fn next(&mut self) -> f32 {
        self.step = self.step.saturating_add(1).min(self.steps);
        self.gain()
    }

    fn falls(&self) -> bool {
        self.from.is_some()
    }

    fn is_silent(&self) -> bool {
        self.falls() && self.step >= self.steps
    }
}

impl Layers {
    pub(super) fn new() -> Self {
        Layers { slots: [const { None }; LAYERS] }
    }

    /// Fades over to `bed` in `fade` frames and gives back a sound that is not needed: the new one where it
    /// is sounding already, or the quietest of the old ones where there are too many.
    pub(super) fn change(&mut self, bed: Option<Fresh>, fade: u64) -> Option<Sound> {
        let same = |layer: &Layer, fresh: &Fresh| layer.bed == fresh.bed && layer.seed == fresh.seed;
        for layer in self.slots.iter_mut().flatten().filter(|layer| !layer.fade.falls()) {
            match bed {
                Some(fresh) if same(layer, &fresh) => return Some(fresh.sound),
                _ => layer.fade.fall(fade),
            }
        }
        let Fresh { bed, seed, sound } = bed?;
        let slot = self.slots.iter_mut().min_by(|a, b| loudness(a).total_cmp(&loudness(b)))?;
        slot.replace(Layer { bed, seed, sound, fade: Fade::rising(fade) }).map(|layer| layer.sound)
    }

    /// Adds what sounds to `frames`.
    pub(super) fn add_to(&mut self, frames: &mut [[f32; 2]]) {
        for layer in self.slots.iter_mut().flatten() {
            for frame in frames.iter_mut() {
                let gain = layer.fade.next();
                for out in frame {
                    *out += gain * layer.sound.next().unwrap_or(0.0);
                }
            }
        }
    }

    /// Takes out a sound that has faded away.
    pub(super) fn take_silent(&mut self) -> Option<Sound> {
        let faded = |slot: &&mut Option<Layer>| slot.as_ref().is_some_and(|layer| layer.fade.is_silent());
        self.slots.iter_mut().find(faded)?.take().map(|layer| layer.sound)
    }
}

fn loudness(slot: &Option<Layer>) -> f32 {
    slot.as_ref().map_or(-1.0, |layer| layer.fade.gain())
}
