use crate::model::Sizes;

/// How a tensor is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Storage {
    pub(crate) name: &'static str,
    /// ggml's number of the type.
    pub(crate) id: i32,
    /// Elements that are packed together, and the bytes they take.
    pub(crate) block: u64,
    pub(crate) bytes: u64,
}

const fn storage(name: &'static str, id: i32, block: u64, bytes: u64) -> Storage {
    Storage { name, id, block, bytes }
}

pub(crate) const F32: Storage = storage("f32", 0, 1, 4);
pub(crate) const F16: Storage = storage("f16", 1, 1, 2);

/// The storages of matrices that whisper.cpp's own tools write, by ggml's number of the file type (`ggml_ftype`).
const FILE_TYPES: [(i32, Storage); 12] = [
    (0, F32),
    (1, F16),
    (2, storage("q4_0", 2, 32, 18)),
    (3, storage("q4_1", 3, 32, 20)),
    (7, storage("q8_0", 8, 32, 34)),
    (8, storage("q5_0", 6, 32, 22)),
    (9, storage("q5_1", 7, 32, 24)),
    (10, storage("q2_k", 10, 256, 84)),
    (11, storage("q3_k", 11, 256, 110)),
    (12, storage("q4_k", 12, 256, 144)),
    (13, storage("q5_k", 13, 256, 176)),
    (14, storage("q6_k", 14, 256, 210)),
];

/// How the matrices of a file of this type are stored.
pub(crate) fn matrix_storage(file_type: i32) -> Option<Storage> {
    FILE_TYPES.iter().find(|(known, _)| *known == file_type).map(|(_, storage)| *storage)
}

/// One tensor that a model must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tensor {
    pub(crate) name: String,
    /// Innermost first, as in the file.
    pub(crate) shape: Vec<u64>,
    pub(crate) storage: Storage,
}

impl Tensor {
    /// Bytes of its data.
    pub(crate) fn length(&self) -> u64 {
        self.shape.iter().product::<u64>() / self.storage.block * self.storage.bytes
    }
}

/// Every tensor that whisper.cpp asks of a model of these sizes (`whisper_model_load` in whisper.cpp 1.8.3).
pub(crate) fn expected(sizes: &Sizes) -> Vec<Tensor> {
    let mut list = List { tensors: Vec::new(), matrix: sizes.storage };
    let (state, mels) = (sizes.state, sizes.mels);
    list.vector2("encoder.positional_embedding", &[state, sizes.audio_context]);
    list.convolution("encoder.conv1", &[3, mels, state]);
    list.convolution("encoder.conv2", &[3, state, state]);
    list.norm("encoder.ln_post", state);
    for layer in 0..sizes.audio_layers {
        let block = format!("encoder.blocks.{layer}");
        list.attention(&block, "attn", state);
        list.feed_forward(&block, state);
    }
    list.vector2("decoder.positional_embedding", &[state, sizes.text_context]);
    list.matrix("decoder.token_embedding.weight".into(), &[state, sizes.vocabulary]);
    list.norm("decoder.ln", state);
    for layer in 0..sizes.text_layers {
        let block = format!("decoder.blocks.{layer}");
        list.attention(&block, "attn", state);
        list.attention(&block, "cross_attn", state);
        list.feed_forward(&block, state);
    }
    list.tensors
}

struct List {
    tensors: Vec<Tensor>,
    matrix: Storage,
}

impl List {
    fn add(&mut self, name: String, shape: &[u64], storage: Storage) {
        self.tensors.push(Tensor { name, shape: shape.to_vec(), storage });
    }

    fn matrix(&mut self, name: String, shape: &[u64]) {
        self.add(name, shape, self.matrix);
    }

    /// A table that is never packed.
    fn vector2(&mut self, name: &str, shape: &[u64]) {
        self.add(name.into(), shape, F32);
    }

    fn convolution(&mut self, name: &str, shape: &[u64; 3]) {
        let storage = if self.matrix == F32 { F32 } else { F16 };
        self.add(format!("{name}.weight"), shape, storage);
        self.add(format!("{name}.bias"), &[1, shape[2]], F32);
    }

    fn norm(&mut self, name: &str, state: u64) {
        self.add(format!("{name}.weight"), &[state], F32);
        self.add(format!("{name}.bias"), &[state], F32);
    }

    fn linear(&mut self, name: &str, from: u64, to: u64) {
        self.matrix(format!("{name}.weight"), &[from, to]);
        self.add(format!("{name}.bias"), &[to], F32);
    }

    fn attention(&mut self, block: &str, kind: &str, state: u64) {
        self.norm(&format!("{block}.{kind}_ln"), state);
        self.linear(&format!("{block}.{kind}.query"), state, state);
        self.matrix(format!("{block}.{kind}.key.weight"), &[state, state]);
        self.linear(&format!("{block}.{kind}.value"), state, state);
        self.linear(&format!("{block}.{kind}.out"), state, state);
    }

    fn feed_forward(&mut self, block: &str, state: u64) {
        self.norm(&format!("{block}.mlp_ln"), state);
        self.linear(&format!("{block}.mlp.0"), state, 4 * state);
        self.linear(&format!("{block}.mlp.2"), 4 * state, state);
    }
}
