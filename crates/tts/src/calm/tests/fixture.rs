use std::collections::HashMap;
use std::path::PathBuf;

use candle_core::{Device, Tensor};

use crate::calm::config::{Config, renamed};
use crate::calm::weights::{File, Packing, Weights};

/// What a reference computed: its weights and config, and what came out at every stage.
pub(super) struct Fixture {
    pub(super) config: Config,
    /// The config as its maker writes it.
    pub(super) text: String,
    path: PathBuf,
    all: HashMap<String, Tensor>,
}

impl Fixture {
    pub(super) fn open(name: &str) -> Fixture {
        let path =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("fixtures/calm/{name}.safetensors"));
        let header = vesper_weights::safetensors::Header::open(&path).unwrap();
        let text = header.metadata().find(|(key, _)| *key == "config").unwrap().1.to_owned();
        let config = if name == "phonon" { Config::phonon(&text) } else { Config::pocket(&text) };
        let all = candle_core::safetensors::load(&path, &Device::Cpu).unwrap();
        Fixture { config: config.unwrap(), text, path, all }
    }

    pub(super) fn weights(&self, packing: Packing) -> Weights {
        self.weights_on(packing, &Device::Cpu)
    }

    pub(super) fn weights_on(&self, packing: Packing, device: &Device) -> Weights {
        let file = File::open(&self.path, |name| renamed(name.strip_prefix("in.").unwrap_or(name))).unwrap();
        Weights::of(file, packing, device)
    }

    /// The weights under the names of a published checkpoint.
    pub(super) fn checkpoint(&self) -> HashMap<String, Tensor> {
        let named = self.all.iter();
        named
            .filter_map(|(name, tensor)| Some((name.strip_prefix("in.")?.to_owned(), tensor.clone())))
            .collect()
    }

    pub(super) fn all(&self) -> &HashMap<String, Tensor> {
        &self.all
    }

    pub(super) fn out(&self, name: &str) -> Tensor {
        self.all.get(&format!("out.{name}")).unwrap_or_else(|| panic!("no {name}")).clone()
    }
}

/// The largest difference.
#[track_caller]
pub(super) fn far(a: &Tensor, b: &Tensor) -> f32 {
    assert_eq!(a.dims(), b.dims());
    (a - b).unwrap().abs().unwrap().max_all().unwrap().to_scalar().unwrap()
}

#[track_caller]
pub(super) fn near(what: &str, a: &Tensor, b: &Tensor) {
    let far = far(a, b);
    assert!(far < 1e-4, "{what} is off by {far:e}");
}
