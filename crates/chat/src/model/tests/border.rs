//! Where one back end hands over to the other changes nothing but what computes.

use std::path::Path;

use candle_core::Device;

use super::fixture::{ALL, apart, fresh, layers, load, long, path, share};
use crate::model::cache::Keep;
use crate::model::card::Card;
use crate::model::processor::Processor;

/// Two numbers of 32 bits that were summed in another order.
const ROUNDING: f32 = 1e-5;

/// However many layers are on the card: what comes out is no further from what one of the two computes alone than they
/// are from each other, or twice as far where their errors add up.
fn is_alike_at_every_border(path: &Path) {
    let name = path.display();
    let ours = load(path, Processor::new(2).unwrap()).unwrap();
    let theirs = load(path, Card::new(Device::Cpu)).unwrap();
    let tokens = long(&ours, 40);
    let (expected, other) = (fresh(&ours, Keep::Full, &tokens), fresh(&theirs, Keep::Full, &tokens));
    let between = apart(&expected, &other);
    for border in 0..=layers(path) {
        let found = fresh(&share(path, border, None), Keep::Full, &tokens);
        let apart = apart(&found, &expected);
        assert!(
            apart <= 2.0 * between + ROUNDING,
            "{name}, {border} layers on the card: {apart:e} from the processor's, the card's is {between:e}"
        );
        assert!(border > 0 || found == expected, "{name}: no layer is elsewhere");
    }
}

#[test]
fn a_network_is_alike_wherever_it_is_cut_in_two() {
    for name in ALL {
        is_alike_at_every_border(&path(name));
    }
}

#[test]
fn a_quantised_network_is_alike_wherever_it_is_cut_in_two() {
    for name in ["q8_0", "q6_k", "q4_k_m"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/llama");
        is_alike_at_every_border(&folder.join(format!("{name}.gguf")));
    }
}
