//! Every architecture computes what `transformers` does with the same weights.

use candle_core::Device;

use super::fixture::{ALL, apart, never, open, reference};
use crate::model::backend::Backend;
use crate::model::cache::Keep;
use crate::model::card::Card;
use crate::model::processor::Processor;

fn as_the_reference<B: Backend>(backend: impl Fn() -> B) {
    for name in ALL {
        let network = open(name, backend());
        let (tokens, logits) = reference(name);
        let mut state = network.begin(Keep::Full);
        for (index, expected) in logits.iter().enumerate() {
            let found = network.logits(&mut state, &tokens[..=index], &never).unwrap();
            let apart = apart(&found, expected);
            assert!(apart < 1e-3, "{name}, token {index}: {apart:e} apart");
        }
        let whole = network.logits(&mut network.begin(Keep::Full), &tokens, &never).unwrap();
        let apart = apart(&whole, logits.last().unwrap());
        assert!(apart < 1e-3, "{name}, all tokens at once: {apart:e} apart");
    }
}

#[test]
fn the_tensor_library_computes_what_the_reference_does() {
    as_the_reference(|| Card::new(Device::Cpu));
}

#[test]
fn our_own_kernels_compute_what_the_reference_does() {
    as_the_reference(|| Processor::new(2).unwrap());
}
