//! The air between a loudspeaker and a microphone.

use std::time::Duration;

use vesper_speech::{Pcm, RATE, samples};

use super::Chance;

/// Reflections of a made room.
const REFLECTIONS: usize = 48;
/// Reflections that are kept of a measured one.
const STRONGEST: usize = 160;

/// What of the loudspeaker reaches the microphone, sample by sample at [`RATE`].
#[derive(Clone, Debug)]
pub struct Room {
    /// Delay in samples and gain, each.
    paths: Vec<(usize, f32)>,
    /// The loudspeaker bends what is louder than about this share of full scale; none does not.
    bend: Option<f32>,
    /// What was played lately, as a ring.
    past: Vec<f32>,
    at: usize,
}

impl Room {
    /// Nothing of it does.
    #[must_use]
    pub fn headphones() -> Room {
        Room::of(Vec::new(), None)
    }

    /// A room in which a sound needs `rt60` seconds to fall by 60 dB: direct sound, then sparse reflections that fade
    /// and change sign by chance (velvet noise, Karjalainen and Järveläinen, "Reverberation modeling using velvet
    /// noise", 2007). All of it together has the energy of `gain`, and comes `delay` after it was played.
    #[must_use]
    pub fn reverberant(rt60: f64, gain: f32, delay: Duration, chance: &mut Chance) -> Room {
        let late = rt60 * 0.6 * f64::from(RATE);
        let spacing = late / REFLECTIONS as f64;
        let echoes = (0..REFLECTIONS).map(|n| {
            let after = (n as f64 + chance.share()) * spacing + 60.0;
            let sign = if chance.share() < 0.5 { -0.35 } else { 0.35 };
            (after as usize, sign * 10_f64.powf(-3.0 * after / (rt60 * f64::from(RATE))) as f32)
        });
        let paths = std::iter::once((0, 1.0)).chain(echoes).collect();
        Room::scaled(paths, gain, delay)
    }

    /// A room whose impulse response was measured; its strongest reflections stand for all.
    #[must_use]
    pub fn measured(response: &Pcm, gain: f32, delay: Duration) -> Room {
        let ratio = f64::from(RATE) / f64::from(response.rate.max(1));
        let mut paths: Vec<(usize, f32)> = response
            .samples
            .iter()
            .enumerate()
            .map(|(n, gain)| ((n as f64 * ratio) as usize, *gain))
            .collect();
        paths.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        paths.truncate(STRONGEST);
        let first = paths.iter().map(|(after, _)| *after).min().unwrap_or(0);
        for (after, _) in &mut paths {
            *after -= first;
        }
        Room::scaled(paths, gain, delay)
    }

    /// With a loudspeaker that bends what is louder than about `level`, 0..1.
    #[must_use]
    pub fn bent(mut self, level: f32) -> Room {
        self.bend = Some(level.max(0.01));
        self
    }

    fn scaled(mut paths: Vec<(usize, f32)>, gain: f32, delay: Duration) -> Room {
        let energy: f32 = paths.iter().map(|(_, gain)| gain * gain).sum();
        let delay = samples(delay) as usize;
        for (after, path) in &mut paths {
            *after += delay;
            *path *= gain / energy.sqrt().max(1e-9);
        }
        Room::of(paths, None)
    }

    fn of(paths: Vec<(usize, f32)>, bend: Option<f32>) -> Room {
        let longest = paths.iter().map(|(after, _)| *after).max().unwrap_or(0);
        Room { paths, bend, past: vec![0.0; longest + 1], at: 0 }
    }

    /// `played` leaves the loudspeaker; gives what reaches the microphone at that moment.
    pub fn hear(&mut self, played: f32) -> f32 {
        if self.paths.is_empty() {
            return 0.0;
        }
        let length = self.past.len();
        self.at = (self.at + 1) % length;
        self.past[self.at] = self.bend.map_or(played, |level| level * (played / level).tanh());
        self.paths.iter().map(|(after, gain)| gain * self.past[(self.at + length - after) % length]).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn impulse(room: &mut Room, count: usize) -> Vec<f32> {
        (0..count).map(|n| room.hear(if n == 0 { 1.0 } else { 0.0 })).collect()
    }

    #[test]
    fn a_room_answers_after_its_delay_with_its_energy_and_dies_away() {
        let mut room = Room::reverberant(0.4, 0.5, Duration::from_millis(20), &mut Chance::new(1));
        let heard = impulse(&mut room, RATE as usize);
        let energy = |part: &[f32]| part.iter().map(|s| s * s).sum::<f32>();
        assert_eq!(energy(&heard[..959]), 0.0, "nothing before 20 ms");
        assert!((energy(&heard).sqrt() - 0.5).abs() < 0.01);
        assert!(energy(&heard[960..4_800]) > 20.0 * energy(&heard[9_600..]));
    }

    #[test]
    fn headphones_let_nothing_out() {
        assert!(impulse(&mut Room::headphones(), 4_800).iter().all(|sample| *sample == 0.0));
    }
}
