use super::{File, MACHINES, UNFINISHED};

fn faults(path: &str, text: &str) -> Vec<String> {
    File { path: path.into(), text: text.into() }.faults()
}

#[test]
fn a_tidy_file_has_no_faults() {
    let text = "//! One subject.\n\nmod rain;\n\npub fn drop() {}\n";
    assert_eq!(faults("crates/audio/src/beds.rs", text), [""; 0]);
}

#[test]
fn only_code_makes_a_file_long() {
    let code = "let x = 1;\n".repeat(400);
    let comments = "// why\n\n".repeat(400);
    assert_eq!(faults("crates/audio/src/beds.rs", &format!("{code}{comments}")), [""; 0]);
    let long = faults("crates/audio/src/beds.rs", &format!("{code}let y = 2;\n"));
    assert_eq!(long, ["crates/audio/src/beds.rs: 401 lines, more than 400: it has more than one subject"]);
    assert_eq!(
        faults("ui/src/lib/backend/bindings.ts", &format!("{code}{code}")),
        [""; 0],
        "it is generated"
    );
    assert_eq!(faults("ui/src/lib/backend/backend.ts", &format!("{code}{code}")).len(), 1);
    assert_eq!(faults("assets/stories/fox.ink", &format!("{code}{code}")), [""; 0]);
    assert_eq!(faults("ARCHITECTURE.md", &"a line\n".repeat(301)).len(), 1);
}

#[test]
fn names_that_say_nothing_are_found_in_paths_and_modules() {
    assert_eq!(faults("crates/audio/src/utils.rs", "").len(), 1);
    assert_eq!(faults("ui/src/lib/common/text.ts", "").len(), 1);
    assert_eq!(faults("crates/audio/src/lib.rs", "pub mod voice_manager {").len(), 1);
    assert_eq!(faults("crates/audio/src/lib.rs", "mod voice;\n// a common case").len(), 0);
}

#[test]
fn unfinished_work_is_found_where_it_stands() {
    for mark in UNFINISHED {
        let found = faults("ui/src/main.ts", &format!("fine\n// {mark} later)"));
        assert!(found[0].starts_with("ui/src/main.ts:2: "), "{found:?}");
    }
}

#[test]
fn paths_of_one_machine_are_found_and_others_are_not() {
    for path in MACHINES {
        assert_eq!(faults("README.md", &format!("see {path}me/vesper")).len(), 1, "{path}");
    }
    let inside = format!("https://example.org{}vesper and assets{}vesper", MACHINES[0], MACHINES[2]);
    assert_eq!(faults("README.md", &inside), [""; 0]);
}
