//! What is lost with 8 bits a number.

use candle_core::{Device, Tensor};

use super::fixture::Fixture;
use crate::calm::lm::Lm;
use crate::calm::memory::Memory;
use crate::calm::weights::Packing;

/// The power of `wanted` above that of the difference, in decibels.
fn signal_to_noise(wanted: &[f32], found: &[f32]) -> f64 {
    let power =
        |values: &mut dyn Iterator<Item = f32>| values.map(|value| f64::from(value * value)).sum::<f64>();
    let noise = power(&mut wanted.iter().zip(found).map(|(a, b)| a - b));
    10.0 * (power(&mut wanted.iter().copied()) / noise).log10()
}

/// How far the latents of `lm` are above what they differ from the reference's. Each step is given what the reference made
/// of the one before: noise that grows from step to step would say nothing of how large it is.
pub(super) fn above_the_noise(fixture: &Fixture, lm: &Lm) -> f64 {
    let mut memory = Memory::empty(lm.extent(), 1, 64, &Device::Cpu).unwrap();
    lm.read(&fixture.out("voice").unsqueeze(0).unwrap(), &mut memory).unwrap();
    lm.read(&lm.embed(&fixture.out("tokens").unsqueeze(0).unwrap()).unwrap(), &mut memory).unwrap();
    let row = |name: &str, step: usize| fixture.out(name).get(step).unwrap().unsqueeze(0).unwrap();
    let (mut wanted, mut found) = (Vec::new(), Vec::new());
    for step in 0..20_usize {
        let before: Option<Tensor> = step.checked_sub(1).map(|before| row("latents", before));
        let made = lm.step(before.as_ref(), &row("noise", step), None, &mut memory).unwrap();
        found.extend(made.latents.squeeze(0).unwrap().to_vec1::<f32>().unwrap());
        wanted.extend(row("latents", step).squeeze(0).unwrap().to_vec1::<f32>().unwrap());
    }
    signal_to_noise(&wanted, &found)
}

#[test]
fn latents_stay_thirty_decibels_above_what_is_lost() {
    for name in ["pocket", "matching", "drifting"] {
        let fixture = Fixture::open(name);
        let lm = Lm::load(&fixture.weights(Packing::Eight).under("flow_lm"), &fixture.config.lm).unwrap();
        let above = above_the_noise(&fixture, &lm);
        println!("{name}: {above:.1} dB");
        assert!(above > 30.0, "{name}: {above:.1} dB");
        assert!(above < 100.0, "{name}: nothing was rounded");
    }
}
