/// What chance follows in one passage: the seed of the performance, and how many choices led here.
#[derive(Clone, Copy)]
pub(crate) struct Seed {
    pub(crate) start: u64,
    pub(crate) turn: u32,
}

impl Seed {
    /// For the runtime, which counts on from its seed in 32 bits: half of them leave it room.
    pub(crate) fn narrowed(self) -> i32 {
        (Chance(self.start).next() & 0x3fff_ffff) as i32
    }

    pub(crate) fn salted(self) -> u64 {
        self.start.wrapping_add(u64::from(self.turn).wrapping_mul(GAMMA))
    }
}

const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GAMMA);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to below `count`; `None` where there is nothing below.
    pub(crate) fn below(&mut self, count: usize) -> Option<usize> {
        let count = u64::try_from(count).ok().filter(|count| *count > 0)?;
        usize::try_from(self.next() % count).ok()
    }
}
