//! What was accepted must be usable: found out here from the answers alone, and not with the readers' own sums.

use vesper_weights::gguf::{Array, Header as Gguf};
use vesper_weights::safetensors::Header as Safetensors;

/// Panics where something that the header promises does not hold for a file of `length` bytes.
pub(super) fn gguf(header: &Gguf, length: u64) {
    for (key, value) in header.metadata() {
        assert_eq!(
            header.get(key).map(std::ptr::from_ref),
            Some(std::ptr::from_ref(value)),
            "another value of {key}"
        );
        match value.array() {
            Some(Array::Texts(texts)) => assert_eq!(texts.iter().count(), texts.len()),
            Some(Array::Scalars(scalars)) => assert_eq!(scalars.iter().count(), scalars.len()),
            _ => {}
        }
    }
    let mut places = Vec::new();
    for tensor in header.tensors() {
        assert_eq!(header.tensor(&tensor.name), Some(tensor), "another tensor of that name");
        let numbers: u128 = tensor.shape().iter().map(|size| u128::from(*size)).product();
        let blocks = numbers / u128::from(tensor.storage.block);
        assert_eq!(blocks * u128::from(tensor.storage.block), numbers, "a block that is not full");
        assert_eq!(u128::from(tensor.length), blocks * u128::from(tensor.storage.bytes), "another length");
        places.push((u128::from(tensor.begin), u128::from(tensor.begin) + u128::from(tensor.length)));
    }
    places.sort_unstable();
    assert!(places.last().is_none_or(|(_, end)| *end <= u128::from(length)), "a tensor beyond the end");
    assert!(places.windows(2).all(|pair| pair[0].1 <= pair[1].0), "a tensor over another");
}

/// Panics where something that the header promises does not hold for a file of `length` bytes.
pub(super) fn safetensors(header: &Safetensors, length: u64) {
    let Some(first) = header.tensors().first() else { return };
    let mut filled = u128::from(first.begin);
    for tensor in header.tensors() {
        let numbers: u128 = tensor.shape.iter().map(|size| u128::from(*size)).product();
        assert_eq!(
            u128::from(tensor.length) * 8,
            numbers * u128::from(tensor.dtype.bits()),
            "another length"
        );
        assert_eq!(u128::from(tensor.begin), filled, "a hole, or a tensor over another");
        filled += u128::from(tensor.length);
    }
    assert_eq!(filled, u128::from(length), "bytes that belong to nothing");
}
