//! What this machine was measured to be. Measuring takes a second of all its cores, so it is done once and kept.

use std::path::Path;

use serde::{Deserialize, Serialize};
use vesper_catalog::{Gpu, Machine};

use crate::kept::Kept;

/// Under this name the library keeps it.
const NAME: &str = "machine";

/// What of a machine does not change while nobody opens its case.
#[derive(Serialize, Deserialize)]
struct Measured {
    cores: usize,
    threads: usize,
    features: Vec<String>,
    /// Name, bytes of memory, bytes of it that were free, whether it is the machine's own memory.
    gpus: Vec<(String, u64, u64, bool)>,
    bandwidth: f64,
    arithmetic: f64,
}

/// This machine, with the memory and disk that are free now where `models` lie; measured only where that was not done
/// before.
pub(crate) fn machine(kept: &Kept, models: &Path) -> Machine {
    if let Some(mut machine) = before(kept) {
        machine.look_again(models);
        return machine;
    }
    let machine = Machine::measure(models);
    keep(kept, &machine);
    machine
}

fn before(kept: &Kept) -> Option<Machine> {
    let kept = kept.with(|library| library.setting(NAME)).ok().flatten()?;
    let Measured { cores, threads, features, gpus, bandwidth, arithmetic } =
        serde_json::from_value(kept).ok()?;
    let is_sound = |speed: f64| speed.is_finite() && speed > 0.0;
    let is_same = std::thread::available_parallelism().is_ok_and(|now| now.get() == threads);
    if !is_same || !is_sound(bandwidth) || !is_sound(arithmetic) {
        return None;
    }
    let gpus = gpus.into_iter().map(|(name, memory, free, unified)| Gpu { name, memory, free, unified });
    let gpus = gpus.collect();
    Some(Machine { memory: 0, available: 0, cores, threads, features, gpus, disk: 0, bandwidth, arithmetic })
}

/// Keeps what was measured, for the next time. What cannot be kept is measured again.
fn keep(kept: &Kept, machine: &Machine) {
    let Machine { cores, threads, features, gpus, bandwidth, arithmetic, .. } = machine.clone();
    let gpus = gpus.into_iter().map(|gpu| (gpu.name, gpu.memory, gpu.free, gpu.unified)).collect();
    let measured = Measured { cores, threads, features, gpus, bandwidth, arithmetic };
    let noted = serde_json::to_value(measured).map(|value| [(NAME.to_owned(), value)].into());
    if let Ok(named) = noted
        && let Err(error) = kept.with(|library| library.set(&named))
    {
        tracing::warn!("what was measured of this machine is not kept: {error}");
    }
}
