use super::Crafted;

/// A value of the metadata.
#[derive(Clone)]
pub(crate) enum Value {
    U8(u8),
    U32(u32),
    I32(i32),
    F32(f32),
    Bool(u8),
    Text(Vec<u8>),
    /// The type of the items, how many the file says there are, and those that are there.
    List(u32, u64, Vec<Value>),
    /// As a list, of `bytes` zeros.
    Zeros {
        kind: u32,
        count: u64,
        bytes: u64,
    },
    /// A type by its number, and its bytes.
    Raw(u32, Vec<u8>),
}

pub(crate) const TEXT: u32 = 8;
pub(crate) const LIST: u32 = 9;
/// Numbers of ggml's types.
pub(crate) const F32: u32 = 0;

pub(crate) fn text(text: &str) -> Value {
    Value::Text(text.as_bytes().to_vec())
}

pub(crate) fn texts(texts: impl IntoIterator<Item = String>) -> Value {
    let items: Vec<Value> = texts.into_iter().map(|item| text(&item)).collect();
    Value::List(TEXT, items.len() as u64, items)
}

/// A tensor: its name, its dimensions, its type and where it lies.
#[derive(Clone)]
pub(crate) struct Tensor {
    pub(crate) name: Vec<u8>,
    pub(crate) dimensions: Vec<u64>,
    pub(crate) kind: u32,
    pub(crate) offset: u64,
}

/// A GGUF file to be written; what the file says of itself can be made to differ from what it has.
#[derive(Clone)]
pub(crate) struct Gguf {
    pub(crate) magic: [u8; 4],
    pub(crate) version: u32,
    pub(crate) entries: Vec<(Vec<u8>, Value)>,
    pub(crate) tensors: Vec<Tensor>,
    pub(crate) said_entries: Option<u64>,
    pub(crate) said_tensors: Option<u64>,
    /// Bytes after the header is padded.
    pub(crate) data: u64,
}

impl Gguf {
    pub(crate) fn new() -> Self {
        Gguf {
            magic: *b"GGUF",
            version: 3,
            entries: Vec::new(),
            tensors: Vec::new(),
            said_entries: None,
            said_tensors: None,
            data: 0,
        }
    }

    pub(crate) fn with(mut self, key: &str, value: Value) -> Self {
        self.entries.push((key.as_bytes().to_vec(), value));
        self
    }

    /// A tensor that lies at `offset`; the file gets as long as its last tensor needs, if `bytes` is right.
    pub(crate) fn tensor(
        mut self,
        name: &str,
        dimensions: &[u64],
        kind: u32,
        offset: u64,
        bytes: u64,
    ) -> Self {
        let (name, dimensions) = (name.as_bytes().to_vec(), dimensions.to_vec());
        self.tensors.push(Tensor { name, dimensions, kind, offset });
        self.data = self.data.max(offset.saturating_add(bytes));
        self
    }

    pub(crate) fn craft(&self) -> Crafted {
        let mut file = Crafted::default();
        file.raw(&self.magic).u32(self.version);
        file.u64(self.said_tensors.unwrap_or(self.tensors.len() as u64));
        file.u64(self.said_entries.unwrap_or(self.entries.len() as u64));
        for (key, value) in &self.entries {
            file.text(key).u32(kind(value));
            put(&mut file, value);
        }
        for tensor in &self.tensors {
            file.text(&tensor.name).u32(tensor.dimensions.len() as u32);
            for dimension in &tensor.dimensions {
                file.u64(*dimension);
            }
            file.u32(tensor.kind).u64(tensor.offset);
        }
        if self.data > 0 {
            let padded = file.length().next_multiple_of(self.alignment());
            file.hole(padded - file.length() + self.data);
        }
        file
    }

    fn alignment(&self) -> u64 {
        self.entries
            .iter()
            .find_map(|(key, value)| match value {
                Value::U32(alignment) if key == b"general.alignment" && *alignment > 0 => {
                    Some((*alignment).into())
                }
                _ => None,
            })
            .unwrap_or(32)
    }
}

fn kind(value: &Value) -> u32 {
    match value {
        Value::U8(_) => 0,
        Value::U32(_) => 4,
        Value::I32(_) => 5,
        Value::F32(_) => 6,
        Value::Bool(_) => 7,
        Value::Text(_) => TEXT,
        Value::List(..) | Value::Zeros { .. } => LIST,
        Value::Raw(kind, _) => *kind,
    }
}

fn put(file: &mut Crafted, value: &Value) {
    match value {
        Value::U8(value) | Value::Bool(value) => file.raw(&[*value]),
        Value::U32(value) => file.u32(*value),
        Value::I32(value) => file.u32(value.cast_unsigned()),
        Value::F32(value) => file.u32(value.to_bits()),
        Value::Text(text) => file.text(text),
        Value::Raw(_, bytes) => file.raw(bytes),
        Value::Zeros { kind, count, bytes } => file.u32(*kind).u64(*count).hole(*bytes),
        Value::List(kind, count, items) => {
            file.u32(*kind).u64(*count);
            items.iter().for_each(|item| put(file, item));
            file
        }
    };
}

/// A small file with something of everything.
pub(crate) fn sound() -> Gguf {
    let kinds = (0..6).map(Value::I32).collect();
    let scores = (0..6).map(|index| Value::F32(-(index as f32))).collect();
    Gguf::new()
        .with("general.architecture", text("qwen3"))
        .with("general.alignment", Value::U32(64))
        .with("general.name", text("A model of nothing"))
        .with("qwen3.block_count", Value::U32(2))
        .with("qwen3.rope.freq_base", Value::F32(1e6))
        .with("tokenizer.ggml.add_bos_token", Value::Bool(1))
        .with("tokenizer.ggml.tokens", texts(["<s>", "</s>", "a", "b", "é", ""].map(String::from)))
        .with("tokenizer.ggml.scores", Value::List(6, 6, scores))
        .with("tokenizer.ggml.token_type", Value::List(5, 6, kinds))
        .with("tokenizer.chat_template", text("{% for m in messages %}{{ m.content }}{% endfor %}"))
        .with("nested", Value::List(LIST, 2, vec![Value::Raw(0, nested(1)), Value::Raw(0, nested(2))]))
        .tensor("token_embd.weight", &[256, 6], 12, 0, 864)
        .tensor("blk.0.attn_q.weight", &[32, 4], 8, 896, 136)
        .tensor("blk.0.attn_norm.weight", &[32], F32, 1088, 128)
        .tensor("output.weight", &[256, 3, 2], 30, 1216, 3072)
}

/// A list of `count` bytes as an item of a list.
fn nested(count: u8) -> Vec<u8> {
    let mut item = Crafted::default();
    item.u32(0).u64(count.into()).raw(&vec![7; count.into()]);
    item.bytes
}

/// Files with which neighbours were broken, by name: what each is about is said where it is tested.
pub(crate) fn hostile() -> Vec<(&'static str, Crafted)> {
    vec![
        ("candle alignment 0", candle_alignment_zero()),
        ("candle product wraps", one_tensor(&[1 << 32, 1 << 32], F32)),
        ("candle list of 50 M bytes", list_of_bytes(50_000_000)),
        ("CVE-2026-7482 offset", tensor_at(1 << 40)),
        ("CVE-2026-7482 size", one_tensor(&[1 << 20], F32)),
        ("CVE-2025-53630", sum_of_sizes_overflows()),
        ("CVE-2026-27940", tensors_said(u64::MAX / 368 + 1)),
        ("CVE-2026-27940 padding", one_tensor(&[u64::MAX / 4], F32)),
        ("CVE-2026-33298", one_tensor(&[1024, 1024, (1 << 44) + 1], F32)),
        ("llama.cpp 19856 string", text_of(1 << 30)),
        ("llama.cpp 19856 array", list_of_bytes((1 << 30) + 1)),
        ("llama.cpp 19856 duplicate", sound().with("general.name", text("again")).craft()),
        ("llama.cpp 19856 type", one_tensor(&[32], u32::MAX)),
        ("llama.cpp 26946", one_tensor(&[32, 0], F32)),
        ("GO-2025-3557", Gguf { said_entries: Some(u64::MAX), ..Gguf::new() }.craft()),
        ("GO-2025-3558", name_beyond_the_end()),
        ("GO-2025-3559", block_count_is_a_text()),
        ("GO-2025-3582", Gguf::new().with("general.architecture", Value::U32(0)).craft()),
        ("gguf-py endless list", endless_list()),
    ]
}

/// 57 bytes: one key, `general.alignment`, and it is 0.
pub(crate) fn candle_alignment_zero() -> Crafted {
    Gguf::new().with("general.alignment", Value::U32(0)).craft()
}

/// One F32 tensor's worth of 4 MB behind a tensor that says what it likes.
pub(crate) fn one_tensor(dimensions: &[u64], kind: u32) -> Crafted {
    Gguf { data: 1 << 20, ..Gguf::new() }.tensor("token_embd.weight", dimensions, kind, 0, 0).craft()
}

pub(crate) fn tensor_at(offset: u64) -> Crafted {
    let mut file = Gguf::new().tensor("token_embd.weight", &[32], F32, offset, 0);
    file.data = 128;
    file.craft()
}

pub(crate) fn list_of_bytes(count: u64) -> Crafted {
    Gguf::new().with("a.list", Value::Zeros { kind: 0, count, bytes: count }).craft()
}

/// A chat template of `length` zeros, all of them in the file.
pub(crate) fn text_of(length: u64) -> Crafted {
    let mut file = Gguf { said_entries: Some(1), ..Gguf::new() }.craft();
    file.text(b"tokenizer.chat_template").u32(TEXT).u64(length).hole(length);
    file
}

/// Two tensors whose sizes, each countable, come to 2⁶⁴ together.
pub(crate) fn sum_of_sizes_overflows() -> Crafted {
    let mut file = Gguf::new().tensor("a", &[1 << 61], F32, 0, 0).tensor("b", &[1 << 61], F32, 1 << 63, 0);
    file.data = 4096;
    file.craft()
}

pub(crate) fn tensors_said(count: u64) -> Crafted {
    Gguf { said_tensors: Some(count), ..sound() }.craft()
}

pub(crate) fn name_beyond_the_end() -> Crafted {
    let mut file = Gguf { said_tensors: Some(1), ..Gguf::new() }.craft();
    file.u64(60).raw(b"short").raw(&[0; 24]);
    file
}

pub(crate) fn block_count_is_a_text() -> Crafted {
    Gguf::new().with("general.architecture", text("llama")).with("llama.block_count", text("0")).craft()
}

/// A list that says it has 2⁶³ items.
pub(crate) fn endless_list() -> Crafted {
    Gguf::new().with("k", Value::List(TEXT, 1 << 63, Vec::new())).craft()
}
