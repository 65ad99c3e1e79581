//! With `VESPER_CUDA_STAND_INS`, a folder that `cargo xtask cuda` makes, the program is linked with stand-ins for the CUDA
//! libraries, and loads the real ones itself: then it starts on machines that have none.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(stand_ins)");
    println!("cargo::rerun-if-env-changed=VESPER_CUDA_STAND_INS");
    let cuda = std::env::var_os("CARGO_FEATURE_CUDA").is_some();
    let Some(folder) = std::env::var_os("VESPER_CUDA_STAND_INS").filter(|_| cuda) else { return };
    let folder = folder.to_string_lossy();
    println!("cargo::rustc-cfg=stand_ins");
    println!("cargo::rustc-link-search=native={folder}");
    println!("cargo::rustc-link-lib=static=vespercuda");
    println!("cargo::rerun-if-changed={folder}/libvespercuda.a");
}
