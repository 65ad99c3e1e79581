//! Which model a path is, without being told.

use std::fs;
use std::path::Path;

use vesper_catalog::Catalog;
use vesper_speech::Kind;

use crate::desk::{Desk, bytes, sha256};

fn catalog(first: &[u8], second: &[u8]) -> Catalog {
    let entry = |id: &str, files: String| {
        format!(
            "[[model]]\nid = \"{id}\"\nname = \"N\"\nrole = \"chat\"\nabout = \"A.\"\nrepository = \"maker/{id}\"\n\
             licence = \"mit\"\nmemory = 1\nrank = 1\nfiles = [{files}]\n"
        )
    };
    let known = |name: &str, bytes: &[u8]| {
        format!("{{ name = \"{name}\", size = {}, sha256 = \"{}\" }}", bytes.len(), sha256(bytes))
    };
    let text = [
        "[licence.mit]\nname = \"MIT\"\nlink = \"https://example.org/mit\"\ncommercial = true\n".to_string(),
        entry("first", known("first.dat", first)),
        entry("second", known("second.dat", second)),
        entry("english", "{ name = \"en/model.dat\" }, { name = \"en/words.json\" }".into()),
        entry("french", "{ name = \"fr/model.dat\" }, { name = \"fr/words.json\" }".into()),
    ];
    Catalog::parse("list", &text.concat()).unwrap()
}

#[test]
fn a_model_is_known_by_its_names_or_by_its_bytes() {
    let desk = Desk::new();
    let (first, second) = (bytes(1, 5000), bytes(2, 5000));
    let catalog = catalog(&first, &second);
    let recognise = |path: &Path| catalog.recognise(path, &mut Vec::new()).map(|model| model.id.clone());

    let named = desk.write("downloads/first.dat", &first);
    assert_eq!(recognise(&named).unwrap(), "first");
    assert_eq!(recognise(&desk.at("downloads")).unwrap(), "first");
    let renamed = desk.write("renamed.bin", &second);
    assert_eq!(recognise(&renamed).unwrap(), "second");

    desk.write("stick/fr/model.dat", b"any");
    let error = recognise(&desk.at("stick")).unwrap_err();
    assert!(error.what.contains("no model"), "half a model is none: {error}");
    desk.write("stick/fr/words.json", b"any");
    assert_eq!(recognise(&desk.at("stick")).unwrap(), "french");
    assert_eq!(recognise(&desk.at("stick/fr")).unwrap(), "french");
}

#[test]
fn what_is_no_model_or_several_is_said() {
    let desk = Desk::new();
    let (first, second) = (bytes(1, 5000), bytes(2, 5000));
    let catalog = catalog(&first, &second);
    let refused = |path: &Path| catalog.recognise(path, &mut Vec::new()).unwrap_err();

    let other = desk.write("holiday.jpg", &bytes(3, 5000));
    assert_eq!(refused(&other).kind, Kind::BadRequest);
    let cut = desk.write("first.dat", &first[..4999]);
    assert!(refused(&cut).advice.contains("whole"));
    desk.write("both/first.dat", &first);
    desk.write("both/second.dat", &second);
    let error = refused(&desk.at("both"));
    assert!(error.what.contains("first") && error.what.contains("second"), "{error}");
    assert_eq!(refused(&desk.at("nowhere")).kind, Kind::MissingFile);
    fs::create_dir(desk.at("empty")).unwrap();
    assert_eq!(refused(&desk.at("empty")).kind, Kind::BadRequest);
}
