//! What Vesper uses of others is accounted for in docs/dependencies.md.
#![allow(clippy::unwrap_used, reason = "a checkout that cannot be read ends the test")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use cargo_metadata::MetadataCommand;
use serde_json::Value;

fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The crates and packages that a manifest of ours names.
fn used() -> BTreeSet<String> {
    let metadata = MetadataCommand::new().manifest_path(file("Cargo.toml")).no_deps().exec().unwrap();
    let dependencies = metadata.packages.iter().flat_map(|package| &package.dependencies);
    let crates =
        dependencies.filter(|dependency| dependency.path.is_none()).map(|dependency| &dependency.name);
    let manifest = std::fs::read_to_string(file("ui/package.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let packages = ["dependencies", "devDependencies"].map(|kind| manifest[kind].as_object().unwrap().keys());
    crates.chain(packages.into_iter().flatten()).cloned().collect()
}

/// The names in the first column of the page's tables.
fn accounted_for() -> BTreeSet<String> {
    let page = std::fs::read_to_string(file("docs/dependencies.md")).unwrap();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |"));
    rows.map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn everything_that_is_used_is_accounted_for_and_nothing_else() {
    let (used, accounted_for) = (used(), accounted_for());
    let missing: Vec<_> = used.difference(&accounted_for).collect();
    assert!(missing.is_empty(), "docs/dependencies.md does not say what these are for: {missing:?}");
    let gone: Vec<_> = accounted_for.difference(&used).collect();
    assert!(gone.is_empty(), "docs/dependencies.md has what nothing uses any more: {gone:?}");
}
