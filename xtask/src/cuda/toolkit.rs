//! NVIDIA's compiler for its cards, without installing anything: out of the packages that it publishes for Python.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command;
use crate::tree::Tree;

/// 13.0 and no later: drivers of that generation refuse what a newer compiler makes.
const PACKAGES: [&str; 5] = [
    "nvidia-cuda-nvcc==13.0.88",
    "nvidia-nvvm==13.0.88",
    "nvidia-cuda-crt==13.0.88",
    "nvidia-cuda-runtime==13.0.96",
    "nvidia-cuda-cccl==13.0.85",
];

/// Written when everything is in place.
const COMPLETE: &str = "complete";

/// Stands before the compiler: what is made for one card shall run on later ones as well.
const COMPILER: &str = "nvcc-for-later-cards";

/// The folder of the compiler, which is fetched where it is not there: 170 MB, 600 MB unpacked.
pub(super) fn folder(tree: &Tree) -> Result<PathBuf> {
    let folder = tree.target().join("cuda-toolkit");
    if !folder.join(COMPLETE).is_file() {
        fetch(&tree.fresh("cuda-toolkit")?)?;
    }
    let toolkit = folder.join("nvidia/cu13");
    let programs = toolkit.join("bin");
    std::fs::write(programs.join(COMPILER), include_str!("nvcc.sh"))?;
    executable(&programs)?;
    Ok(toolkit)
}

/// The compiler in `toolkit`.
pub(super) fn compiler(toolkit: &Path) -> PathBuf {
    toolkit.join("bin").join(COMPILER)
}

fn fetch(folder: &Path) -> Result<()> {
    let packages = folder.join("packages");
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest"]);
    command::run(pip.arg(&packages).args(PACKAGES)).context("Python 3 with pip is needed")?;
    for package in std::fs::read_dir(&packages)? {
        let package = package?.path();
        command::run(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(package).arg(folder))?;
    }
    std::fs::remove_dir_all(&packages)?;
    let cuda = folder.join("nvidia/cu13");
    for programs in [cuda.join("bin"), cuda.join("nvvm/bin")] {
        executable(&programs)?;
    }
    only_static(&cuda.join("lib"))?;
    std::fs::write(folder.join(COMPLETE), "")?;
    Ok(())
}

/// The archives do not keep that their files are programs.
#[cfg(unix)]
fn executable(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    for program in std::fs::read_dir(folder)? {
        std::fs::set_permissions(program?.path(), std::fs::Permissions::from_mode(0o755))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn executable(_: &Path) -> Result<()> {
    bail!("the compiler for the cards can be fetched on Linux only")
}

/// Leaves no shared library there, so that the linker takes the static runtime and the stand-ins.
fn only_static(libraries: &Path) -> Result<()> {
    for library in std::fs::read_dir(libraries)? {
        let library = library?.path();
        if library.file_name().is_some_and(|name| name.to_string_lossy().contains(".so")) {
            std::fs::remove_file(library)?;
        }
    }
    let runtime = libraries.join("libcudart_static.a");
    if !runtime.is_file() {
        bail!("{} is not in the packages any more", runtime.display());
    }
    std::fs::copy(&runtime, libraries.join("libcudart.a"))?;
    Ok(())
}
