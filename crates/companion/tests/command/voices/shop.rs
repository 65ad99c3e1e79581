//! A home with a voice model in its store, whole or not.

use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};
use vesper_catalog::{Catalog, Lock, Locked, Model, Origin, Sha256 as Sum, Store};

use crate::bench::{Answer, Bench};

/// What of the voice model is here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Files {
    None,
    Whole,
    /// Its weights break off, which the lock beside them tells.
    Cut,
    /// Its weights break off, and were fetched so.
    CutAndLocked,
    /// A text has the name of the weights.
    Text,
    NoTokenizer,
    /// Its people were made for a model of another size.
    OtherVoices,
    /// With the model beside it that takes voices up.
    Cloning,
}

pub(super) struct Shop {
    pub(super) bench: Bench,
}

const CATALOG: &str = r#"
[licence.free]
name = "CC-BY-4.0"
link = "https://example.org/free"
commercial = true

[licence.shut]
name = "CC-BY-NC-4.0"
link = "https://example.org/shut"
commercial = false

[[model]]
id = "pocket-english"
name = "Pocket TTS, English"
role = "voice"
about = "For tests."
repository = "test/voices"
licence = "free"
languages = ["en"]
memory = 1_000_000
rank = 10
needs = ["people"]
files = [{ name = "model.safetensors" }, { name = "config.json" }TOKENIZER]

[[model]]
id = "people"
name = "People"
role = "voice-prompt"
about = "For tests."
repository = "test/people"
licence = "shut"
languages = ["en"]
memory = 1_000_000
rank = 10
files = [{ name = "embeddings/anna.safetensors" }, { name = "embeddings/paul.safetensors" }]

[[model]]
id = "pocket-english-cloning"
name = "Pocket TTS, English, with voice cloning"
role = "voice"
about = "For tests."
repository = "kyutai/pocket-tts"
licence = "free"
gated = true
languages = ["en"]
memory = 1_000_000
rank = 1
needs = ["pocket-english", "people"]
files = [{ name = "model.safetensors" }, { name = "config.json" }]
"#;

impl Shop {
    pub(super) fn with(files: Files) -> Shop {
        let shop = Shop { bench: Bench::new() };
        // One whose makers forgot the tokenizer; where the store misses it, it is damaged.
        let tokenizer = if files == Files::NoTokenizer { "" } else { ", { name = \"tokenizer.json\" }" };
        shop.bench.file("catalog.toml", CATALOG.replace("TOKENIZER", tokenizer));
        if files == Files::None {
            return shop;
        }
        let made = shop.bench.path("made");
        vesper_tts::fixture::write(&made).expect("a model");
        let weights = std::fs::read(made.join("model.safetensors")).expect("weights");
        match files {
            Files::CutAndLocked => shop.put(&made, "model.safetensors", &weights[..weights.len() / 2]),
            Files::Text => shop.put(&made, "model.safetensors", b"Once upon a time there was a fox."),
            Files::OtherVoices => {
                for name in ["anna", "paul"] {
                    shop.put(&made, &format!("embeddings/{name}.safetensors"), &of_another_model());
                }
            }
            _ => {}
        }
        shop.install("pocket-english", &made);
        shop.install("people", &made);
        if files == Files::Cloning {
            shop.install("pocket-english-cloning", &made);
        }
        if files == Files::Cut {
            shop.put(&shop.models(), "pocket-english/model.safetensors", &weights[..weights.len() / 2]);
        }
        std::fs::remove_dir_all(made).expect("the only copy is the store's");
        shop
    }

    fn put(&self, folder: &Path, name: &str, bytes: &[u8]) {
        std::fs::write(folder.join(name), bytes).expect("a file");
    }

    pub(super) fn models(&self) -> PathBuf {
        self.bench.path("models")
    }

    /// Puts the files of the model `id` into the store, with the lock that a download leaves.
    fn install(&self, id: &str, made: &Path) {
        let text = std::fs::read_to_string(self.bench.path("catalog.toml")).expect("a catalog");
        let catalog = Catalog::parse("catalog.toml", &text).expect("a catalog");
        let (model, store): (&Model, _) = (catalog.get(id).expect("a model"), Store::at(self.models()));
        let mut lock = Lock::of(model);
        for file in &model.files {
            let bytes = std::fs::read(made.join(&file.name)).expect("a file");
            let place = self.models().join(id).join(&file.name);
            std::fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
            std::fs::write(place, &bytes).expect("a file");
            let sum = Sum(Sha256::digest(&bytes).into());
            lock.put(Locked::new(&file.name, bytes.len() as u64, sum, Origin::Hub));
        }
        lock.write(&store, model).expect("a lock");
    }

    pub(super) fn command(&self, words: &[&str]) -> Command {
        let mut command = self.bench.command(words);
        command.env("VESPER_CATALOG", self.bench.path("catalog.toml")).env("VESPER_MODELS", self.models());
        command
    }

    pub(super) fn run(&self, words: &[&str]) -> Answer {
        let output = self.command(words).output().expect("the command runs");
        Answer {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("words in UTF-8"),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// A voice of a model with one layer of two heads.
fn of_another_model() -> Vec<u8> {
    let head = br#"{"transformer.layers.0.self_attn/cache":{"dtype":"F32","shape":[2,1,1,2,4],"data_offsets":[0,64]},"transformer.layers.0.self_attn/offset":{"dtype":"I64","shape":[1],"data_offsets":[64,72]}}"#;
    let mut head = head.to_vec();
    head.resize(head.len().next_multiple_of(8), b' ');
    let mut file = (head.len() as u64).to_le_bytes().to_vec();
    file.extend(head);
    file.extend([0; 64]);
    file.extend(1_u64.to_le_bytes());
    file
}
