//! What this machine has: counted by the system, measured where the system does not know.

mod disk;
mod features;
mod gpus;
mod speed;

use std::path::Path;

use sysinfo::System;

/// What this machine has, measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Machine {
    /// Bytes of memory, and of those what is free to take. Where a container may take less, that is counted.
    pub memory: u64,
    pub available: u64,
    pub cores: usize,
    pub threads: usize,
    /// What of the processor's instructions matters here: `avx2`, `avx512f`, `neon`.
    pub features: Vec<String>,
    pub gpus: Vec<Gpu>,
    /// Bytes free where models are kept.
    pub disk: u64,
    /// Bytes a second that all threads together read from memory.
    pub bandwidth: f64,
    /// Multiplications with addition a second of 32-bit numbers, all threads together.
    pub arithmetic: f64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gpu {
    pub name: String,
    /// Bytes of its memory, and of those what is free.
    pub memory: u64,
    pub free: u64,
    /// Its memory is the machine's own, counted there already.
    pub unified: bool,
}

impl Machine {
    /// Looks and measures, about a second with all threads at work. `models` is the folder where models are kept, or
    /// would be.
    pub fn measure(models: &Path) -> Machine {
        let never = || false;
        let (memory, available) = memory();
        let speeds = speed::measure(available, &never);
        Machine::of(models, (memory, available), speeds, gpus::find(memory, available, &never))
    }

    /// As [`Machine::measure`], but none within about 20 ms once `over` says that nobody waits for it any more.
    pub fn measure_unless(models: &Path, over: &(dyn Fn() -> bool + Sync)) -> Option<Machine> {
        let (memory, available) = memory();
        let speeds = speed::measure(available, over);
        let gpus = gpus::find(memory, available, over);
        (!over()).then(|| Machine::of(models, (memory, available), speeds, gpus))
    }

    fn of(models: &Path, (memory, available): (u64, u64), speeds: speed::Speeds, gpus: Vec<Gpu>) -> Machine {
        let threads = speed::threads();
        Machine {
            memory,
            available,
            // A container may have fewer threads than the machine has cores.
            cores: System::physical_core_count().map_or(threads, |cores| cores.clamp(1, threads)),
            threads,
            features: features::find(),
            gpus,
            disk: disk::free(models),
            bandwidth: speeds.bandwidth,
            arithmetic: speeds.arithmetic,
        }
    }

    /// Looks again at what changes from one moment to the next: free memory and free disk.
    pub fn look_again(&mut self, models: &Path) {
        (self.memory, self.available) = memory();
        self.disk = disk::free(models);
    }
}

/// Bytes of memory in all and free to take, within the limits of a container; 0 where the system does not say.
fn memory() -> (u64, u64) {
    let Ok(mut system) = System::new() else { return (0, 0) };
    system.refresh_memory();
    let (total, available) = (system.total_memory(), system.available_memory());
    match system.cgroup_limits().filter(|limits| limits.total_memory > 0) {
        Some(limits) => {
            let total = total.min(limits.total_memory);
            (total, available.min(limits.free_memory).min(total))
        }
        None => (total, available.min(total)),
    }
}
