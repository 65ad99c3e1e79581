use super::Sizes;
use crate::storage::{F16, F32, Storage};

/// ggml's numbers of the types of files that whisper.cpp's own tools write (`ggml_ftype`), and of the storage of the
/// matrices in them.
const FILE_TYPES: [(i32, u32); 12] = [
    (0, F32.id),
    (1, F16.id),
    (2, 2),   // q4_0
    (3, 3),   // q4_1
    (7, 8),   // q8_0
    (8, 6),   // q5_0
    (9, 7),   // q5_1
    (10, 10), // q2_k
    (11, 11), // q3_k
    (12, 12), // q4_k
    (13, 13), // q5_k
    (14, 14), // q6_k
];

/// How the matrices of a file of this type are stored.
pub(super) fn matrix_storage(file_type: i32) -> Option<Storage> {
    FILE_TYPES.iter().find(|(known, _)| *known == file_type).and_then(|(_, id)| Storage::of(*id))
}

/// One tensor that a model must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tensor {
    pub(super) name: String,
    /// Innermost first, as in the file.
    pub(super) shape: Vec<u64>,
    pub(super) storage: Storage,
}

impl Tensor {
    /// Bytes of its data.
    pub(super) fn length(&self) -> u64 {
        self.parameters() / self.storage.block * self.storage.bytes
    }

    /// Numbers in it.
    pub(super) fn parameters(&self) -> u64 {
        self.shape.iter().product()
    }
}

/// Every tensor that whisper.cpp asks of a model of these sizes (`whisper_model_load` in whisper.cpp 1.8.3).
pub(super) fn expected(sizes: &Sizes) -> Vec<Tensor> {
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
