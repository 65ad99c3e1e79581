use std::path::Path;

/// What this machine has, measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Machine {
    /// Bytes of memory, and of those what is free to take.
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
    pub memory: u64,
    pub free: u64,
    /// Its memory is the machine's own, counted there already.
    pub unified: bool,
}

impl Machine {
    /// Looks and measures, about a second. `models` is the folder where models are kept, or would be.
    pub fn measure(models: &Path) -> Machine {
        let _ = models;
        unimplemented!("engine under construction")
    }

    /// As [`Machine::measure`], but none as soon as `over` says that nobody waits for it any more.
    pub fn measure_unless(models: &Path, over: &(dyn Fn() -> bool + Sync)) -> Option<Machine> {
        let _ = (models, over);
        unimplemented!("engine under construction")
    }

    /// Looks again at what changes from one moment to the next: free memory, free disk.
    pub fn look_again(&mut self, models: &Path) {
        let _ = models;
        unimplemented!("engine under construction")
    }
}
