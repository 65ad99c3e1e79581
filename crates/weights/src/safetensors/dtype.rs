/// What the numbers of a tensor are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dtype {
    name: &'static str,
    bits: u64,
}

/// Those of safetensors 0.8.0.
const ALL: [Dtype; 22] = [
    dtype("BOOL", 8),
    dtype("F4", 4),
    dtype("F6_E2M3", 6),
    dtype("F6_E3M2", 6),
    dtype("U8", 8),
    dtype("I8", 8),
    dtype("F8_E5M2", 8),
    dtype("F8_E4M3", 8),
    dtype("F8_E8M0", 8),
    dtype("F8_E4M3FNUZ", 8),
    dtype("F8_E5M2FNUZ", 8),
    dtype("I16", 16),
    dtype("U16", 16),
    dtype("F16", 16),
    dtype("BF16", 16),
    dtype("I32", 32),
    dtype("U32", 32),
    dtype("F32", 32),
    dtype("C64", 64),
    dtype("F64", 64),
    dtype("I64", 64),
    dtype("U64", 64),
];

const fn dtype(name: &'static str, bits: u64) -> Dtype {
    Dtype { name, bits }
}

impl Dtype {
    /// The one with this name.
    pub fn of(name: &str) -> Option<Dtype> {
        ALL.into_iter().find(|dtype| dtype.name == name)
    }

    /// As the file has it: `BF16`.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Bits of one number.
    pub fn bits(self) -> u64 {
        self.bits
    }
}
