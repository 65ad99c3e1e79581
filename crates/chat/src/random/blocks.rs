//! Random numbers, packed.

use half::f16;

/// SplitMix64 (<https://doi.org/10.1145/2714064.2660195>).
pub(super) struct Noise {
    state: u64,
}

impl Noise {
    pub(super) fn new(seed: u64) -> Noise {
        Noise { state: seed }
    }

    fn draw(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        for bytes in bytes.chunks_mut(8) {
            for (byte, drawn) in bytes.iter_mut().zip(self.draw().to_le_bytes()) {
                *byte = drawn;
            }
        }
    }
}

/// How a tensor is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// 32-bit numbers that are all one.
    Ones,
    /// 32-bit numbers.
    Plain,
    Q8,
    Q4K,
    Q6K,
}

impl Kind {
    /// ggml's number of it.
    pub(super) fn id(self) -> u32 {
        match self {
            Kind::Ones | Kind::Plain => 0,
            Kind::Q8 => 8,
            Kind::Q4K => 12,
            Kind::Q6K => 14,
        }
    }

    /// Numbers in a block, and its bytes.
    fn block(self) -> (u64, usize) {
        match self {
            Kind::Ones | Kind::Plain => (1, 4),
            Kind::Q8 => (32, 34),
            Kind::Q4K => (256, 144),
            Kind::Q6K => (256, 210),
        }
    }

    /// Bytes of so many numbers, which fill whole blocks.
    pub(super) fn length(self, numbers: u64) -> u64 {
        let (block, bytes) = self.block();
        numbers / block * bytes as u64
    }

    /// Fills `bytes`, which are whole blocks, with numbers that are spread as those of a trained layer with so many
    /// inputs: one by their root.
    pub(super) fn fill(self, noise: &mut Noise, inputs: u64, bytes: &mut [u8]) {
        let spread = 1.0 / (inputs.max(1) as f32).sqrt();
        let (_, size) = self.block();
        match self {
            Kind::Ones => bytes.as_chunks_mut().0.fill(1.0_f32.to_le_bytes()),
            Kind::Plain => {
                for number in bytes.as_chunks_mut().0 {
                    let drawn = (noise.draw() >> 40) as f32 / (1 << 23) as f32 - 1.0;
                    *number = (drawn * spread * 1.732).to_le_bytes();
                }
            }
            // The scales make the numbers that random bytes stand for as wide as they should be; what is divided by is
            // their standard deviation at a scale of one.
            Kind::Q8 => {
                for block in bytes.chunks_exact_mut(size) {
                    noise.fill(block);
                    put(block, 0, spread / 73.9);
                }
            }
            Kind::Q4K => {
                for block in bytes.chunks_exact_mut(size) {
                    noise.fill(block);
                    put(block, 0, spread / 255.0);
                    // What is taken off: 15 halves of the largest, so that the mean is nought.
                    put(block, 2, spread * 7.5 / 255.0);
                }
            }
            Kind::Q6K => {
                for block in bytes.chunks_exact_mut(size) {
                    noise.fill(block);
                    put(block, size - 2, spread / 1367.0);
                }
            }
        }
    }
}

fn put(block: &mut [u8], at: usize, scale: f32) {
    if let Some(place) = block.get_mut(at..at + 2) {
        place.copy_from_slice(&f16::from_f32(scale).to_le_bytes());
    }
}
