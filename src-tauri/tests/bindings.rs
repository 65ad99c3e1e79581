//! The bindings that the UI imports are those of the commands as they are.

use std::path::Path;

#[test]
fn the_committed_bindings_are_current() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/lib/backend/bindings.ts");
    if std::env::var_os("VESPER_WRITE_BINDINGS").is_some() {
        vesper_desktop::write_bindings(&committed).unwrap();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let fresh = folder.path().join("bindings.ts");
    vesper_desktop::write_bindings(&fresh).unwrap();
    let fresh = std::fs::read_to_string(fresh).unwrap();
    let committed = std::fs::read_to_string(committed).unwrap_or_default();
    assert!(fresh == committed, "ui/src/lib/backend/bindings.ts is out of date: run `cargo xtask bindings`");
}
