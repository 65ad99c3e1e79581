/// How ggml stores the numbers of a tensor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Storage {
    /// ggml's name of it, such as `q4_k`.
    pub name: &'static str,
    /// ggml's number of it (`ggml_type`).
    pub id: u32,
    /// Numbers that are packed together, and the bytes they take.
    pub block: u64,
    pub bytes: u64,
}

const fn storage(name: &'static str, id: u32, block: u64, bytes: u64) -> Storage {
    Storage { name, id, block, bytes }
}

pub(crate) const F32: Storage = storage("f32", 0, 1, 4);
pub(crate) const F16: Storage = storage("f16", 1, 1, 2);

/// All that ggml 0.9.8 and llama.cpp of November 2026 know (`ggml_type` and the blocks of ggml-common.h). The numbers
/// that are missing belonged to packings that were given up.
const ALL: [Storage; 35] = [
    F32,
    F16,
    storage("q4_0", 2, 32, 18),
    storage("q4_1", 3, 32, 20),
    storage("q5_0", 6, 32, 22),
    storage("q5_1", 7, 32, 24),
    storage("q8_0", 8, 32, 34),
    storage("q8_1", 9, 32, 36),
    storage("q2_k", 10, 256, 84),
    storage("q3_k", 11, 256, 110),
    storage("q4_k", 12, 256, 144),
    storage("q5_k", 13, 256, 176),
    storage("q6_k", 14, 256, 210),
    storage("q8_k", 15, 256, 292),
    storage("iq2_xxs", 16, 256, 66),
    storage("iq2_xs", 17, 256, 74),
    storage("iq3_xxs", 18, 256, 98),
    storage("iq1_s", 19, 256, 50),
    storage("iq4_nl", 20, 32, 18),
    storage("iq3_s", 21, 256, 110),
    storage("iq2_s", 22, 256, 82),
    storage("iq4_xs", 23, 256, 136),
    storage("i8", 24, 1, 1),
    storage("i16", 25, 1, 2),
    storage("i32", 26, 1, 4),
    storage("i64", 27, 1, 8),
    storage("f64", 28, 1, 8),
    storage("iq1_m", 29, 256, 56),
    storage("bf16", 30, 1, 2),
    storage("tq1_0", 34, 256, 54),
    storage("tq2_0", 35, 256, 66),
    storage("mxfp4", 39, 32, 17),
    storage("nvfp4", 40, 64, 36),
    storage("q1_0", 41, 128, 18),
    storage("q2_0", 42, 64, 18),
];

impl Storage {
    /// The one with this number.
    pub fn of(id: u32) -> Option<Storage> {
        ALL.into_iter().find(|storage| storage.id == id)
    }

    /// Every storage that is known.
    pub fn all() -> impl Iterator<Item = Storage> {
        ALL.into_iter()
    }

    /// Bytes of a tensor whose rows have `row` numbers and which has `numbers` in all; none where a row does not fill
    /// whole blocks or the bytes cannot be counted.
    pub(crate) fn length(&self, row: u64, numbers: u64) -> Option<u64> {
        row.is_multiple_of(self.block).then(|| (numbers / self.block).checked_mul(self.bytes))?
    }
}
