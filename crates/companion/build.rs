//! Puts the shipped scripts into the program, so that it tells a story wherever it is copied to.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../../assets");
    let mut list = String::from("pub(crate) const SHIPPED: &[(&str, &str)] = &[\n");
    for folder in ["stories", "meditations"] {
        let folder_path = root.join(folder);
        println!("cargo::rerun-if-changed={}", folder_path.display());
        for path in scripts(&folder_path)? {
            println!("cargo::rerun-if-changed={}", path.display());
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let file = path.canonicalize()?;
            writeln!(
                list,
                "    ({:?}, include_str!({:?})),",
                format!("{folder}/{name}"),
                file.display().to_string()
            )
            .map_err(io::Error::other)?;
        }
    }
    list.push_str("];\n");
    fs::write(PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("shipped.rs"), list)
}

fn scripts(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "ink"))
        .collect();
    found.sort();
    Ok(found)
}
