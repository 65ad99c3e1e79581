//! Sound does not depend on how many latents are decoded at once, or who is beside them.

use candle_core::{Device, Tensor};

use super::fixture::{Fixture, near};
use crate::calm::codec::Decoder;
use crate::calm::noise::Noise;
use crate::calm::weights::Packing;

const FRAMES: usize = 40;

fn decoder(name: &str) -> (Fixture, Decoder) {
    let fixture = Fixture::open(name);
    let decoder =
        Decoder::load(&fixture.weights(Packing::Full).under("mimi"), &fixture.config.codec).unwrap();
    (fixture, decoder)
}

fn latents(rows: usize, width: usize) -> Tensor {
    let mut noise = Noise::new(5);
    let numbers = (0..rows * FRAMES * width).map(|_| noise.draw()).collect();
    Tensor::from_vec(numbers, (rows, FRAMES, width), &Device::Cpu).unwrap()
}

fn decode(decoder: &Decoder, latents: &Tensor, lump: usize) -> Tensor {
    let mut at = decoder.begin(latents.dim(0).unwrap(), &Device::Cpu).unwrap();
    let parts: Vec<Tensor> = (0..FRAMES)
        .step_by(lump)
        .map(|from| {
            decoder
                .decode(&latents.narrow(1, from, lump.min(FRAMES - from)).unwrap(), &mut at, &|| Ok(()))
                .unwrap()
        })
        .collect();
    Tensor::cat(&parts, 1).unwrap()
}

/// Forty frames are far beyond the window, so that what was remembered has been forgotten several times.
#[test]
fn lumps_make_no_difference() {
    for name in ["pocket", "small"] {
        let (fixture, decoder) = decoder(name);
        let latents = latents(1, fixture.config.codec.latent);
        let whole = decode(&decoder, &latents, FRAMES);
        for lump in [1, 2, 7] {
            near(&format!("{name} in lumps of {lump}"), &decode(&decoder, &latents, lump), &whole);
        }
    }
}

#[test]
fn rows_make_no_difference() {
    let (fixture, decoder) = decoder("pocket");
    let latents = latents(3, fixture.config.codec.latent);
    let together = decode(&decoder, &latents, 2);
    for row in 0..3 {
        let alone = decode(&decoder, &latents.narrow(0, row, 1).unwrap(), 2);
        near("a row", &together.narrow(0, row, 1).unwrap(), &alone);
    }
}
