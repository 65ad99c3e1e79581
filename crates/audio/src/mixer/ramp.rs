use super::FADE;
use vesper_speech::RATE;

/// Steps from silence to full volume: 50 ms, and 10 ms where it must be quick.
const VOLUME_STEPS: f32 = (RATE / 20) as f32;
const QUICK_STEPS: f32 = (RATE / 100) as f32;

/// Rises from 0 to 1 as `t` does, level at both ends, so that a fade has no corner to hear.
pub(super) fn smooth(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}

/// A volume that follows its target without a jump.
pub(super) struct Ramp(f32);

impl Ramp {
    pub(super) fn at(value: f32) -> Self {
        Ramp(value)
    }

    pub(super) fn next(&mut self, target: f32) -> f32 {
        self.approach(target, 1.0 / VOLUME_STEPS)
    }

    /// The same, but down within 10 ms.
    pub(super) fn next_down_quickly(&mut self, target: f32) -> f32 {
        let steps = if target < self.0 { QUICK_STEPS } else { VOLUME_STEPS };
        self.approach(target, 1.0 / steps)
    }

    fn approach(&mut self, target: f32, step: f32) -> f32 {
        // The subtraction first: a target that is reached must be met exactly.
        self.0 =
            if (target - self.0).abs() <= step { target } else { self.0 + step.copysign(target - self.0) };
        self.0
    }
}

/// Lets everything through, nothing, or what lies on the way between: the pause.
pub(super) struct Gate(u32);

impl Gate {
    pub(super) fn open() -> Self {
        Gate(FADE)
    }

    pub(super) fn is_shut(&self) -> bool {
        self.0 == 0
    }

    /// Frames until it is shut.
    pub(super) fn left(&self) -> u32 {
        self.0
    }

    /// The gain of the next frame: exactly 1 while open.
    pub(super) fn next(&mut self, paused: bool) -> f32 {
        self.0 = if paused { self.0.saturating_sub(1) } else { (self.0 + 1).min(FADE) };
        smooth(self.0 as f32 / FADE as f32)
    }
}
