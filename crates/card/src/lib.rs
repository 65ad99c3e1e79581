//! The graphics card, where there is one to compute with.
//!
//! Vesper is built for CUDA or Metal by the features `cuda` and `metal`, and for the processor alone without them. A program
//! that was built for a card starts on a machine that has none as well: [`open`] says why there is none, and the engines
//! compute on the processor.

#[cfg(stand_ins)]
mod stand_ins;

use candle_core::Device;
use vesper_speech::{Error, Kind, Result};

/// Names what computes: `processor` or `card`; anything else, or nothing, takes the card where there is one.
pub const VARIABLE: &str = "VESPER_DEVICE";

/// What the listener wants to compute with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// The card where there is one, else the processor.
    #[default]
    Best,
    Processor,
    /// The card and nothing else.
    Card,
}

impl Wish {
    /// What [`VARIABLE`] says.
    pub fn of_environment() -> Wish {
        match std::env::var(VARIABLE).unwrap_or_default().as_str() {
            "processor" => Wish::Processor,
            "card" => Wish::Card,
            _ => Wish::Best,
        }
    }
}

/// What computes, as was wished.
///
/// Every call opens the card anew, with a stream of its own: an engine opens it once and hands it to all its threads. What
/// they compute is then done in the order in which it was asked for.
///
/// # Errors
/// `MissingDevice`, with the reason, where the card was wished for and there is none.
pub fn device(wish: Wish) -> Result<Device> {
    match wish {
        Wish::Processor => Ok(Device::Cpu),
        Wish::Best => Ok(open().unwrap_or(Device::Cpu)),
        Wish::Card => open(),
    }
}

/// The first card.
///
/// # Errors
/// `MissingDevice`, with the reason why there is none to compute with.
pub fn open() -> Result<Device> {
    found().map_err(|why| {
        let advice = "Without it, everything is computed by the processor.";
        Error::new(Kind::MissingDevice, "the graphics card", why, advice)
    })
}

#[cfg(feature = "cuda")]
fn found() -> std::result::Result<Device, String> {
    #[cfg(stand_ins)]
    stand_ins::load()?;
    // Products of 32-bit matrices round what they take to 10 bits behind the point (NVIDIA calls it TF32).
    candle_core::cuda::set_gemm_reduced_precision_f32(true);
    let device = Device::new_cuda_with_stream(0);
    device.map_err(|error| format!("there is none that CUDA can compute with: {}.", in_short(&error)))
}

#[cfg(all(feature = "metal", not(feature = "cuda")))]
fn found() -> std::result::Result<Device, String> {
    let device = Device::new_metal(0);
    device.map_err(|error| format!("there is none that Metal can compute with: {}.", in_short(&error)))
}

#[cfg(not(any(feature = "cuda", feature = "metal")))]
fn found() -> std::result::Result<Device, String> {
    Err("this program was built for the processor alone.".into())
}

/// The first line of what may have a trace behind it.
#[cfg(any(feature = "cuda", feature = "metal"))]
fn in_short(error: &candle_core::Error) -> String {
    let text = error.to_string();
    text.lines().next().unwrap_or_default().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_card_the_processor_computes_and_a_card_is_refused_with_the_reason() {
        if open().is_ok() {
            eprintln!("SKIPPED: this machine has a card");
            return;
        }
        assert!(device(Wish::Best).unwrap().is_cpu());
        assert!(device(Wish::Processor).unwrap().is_cpu());
        let refused = device(Wish::Card).unwrap_err();
        assert_eq!(refused.kind, Kind::MissingDevice);
        assert!(refused.to_string().contains("processor"), "{refused}");
    }
}
