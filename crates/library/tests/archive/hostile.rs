//! Archives that somebody made to do harm, or that were damaged on the way: each is refused, in words, and the
//! library is as it was.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use vesper_library::Library;
use vesper_speech::Kind;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::{entries, full};

/// The text entries of a good archive.
fn good(folder: &Path) -> BTreeMap<String, String> {
    let path = folder.join("good.zip");
    full().export(&path, &mut Vec::new()).unwrap();
    entries(&path)
}

pub(crate) fn write(path: &Path, entries: &[(&str, &[u8])]) {
    let mut zip = ZipWriter::new(File::create(path).unwrap());
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated))
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}

/// Brings in an archive that must be refused with these words, and change nothing.
fn refused(path: &Path, words: &str) {
    let mut library = Library::in_memory().unwrap();
    let error = library.import(path, &mut Vec::new()).unwrap_err();
    assert_eq!(error.kind, Kind::BadFile, "{error}");
    assert!(error.to_string().contains(words), "`{error}` lacks `{words}`");
    let there = library.statistics().unwrap();
    assert_eq!((there.sessions, there.lines, there.stories), (0, 0, 0), "{error}");
    assert!(library.settings().unwrap().is_empty() && library.assignments().unwrap().is_empty(), "{error}");
}

/// A good archive in which `entry` was changed.
fn changed(entry: &str, change: impl FnOnce(&str) -> String, words: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut entries = good(folder.path());
    let text = change(&entries[entry]);
    entries.insert(entry.into(), text);
    let path = folder.path().join("changed.zip");
    write(&path, &entries.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect::<Vec<_>>());
    refused(&path, words);
}

fn recounted(entry: &str, rows: u64, text: &str, words: &str) {
    let folder = tempfile::tempdir().unwrap();
    let mut entries = good(folder.path());
    entries.insert(entry.into(), text.into());
    let mut manifest: serde_json::Value = serde_json::from_str(&entries["manifest.json"]).unwrap();
    manifest["rows"][entry] = rows.into();
    entries.insert("manifest.json".into(), manifest.to_string());
    let path = folder.path().join("changed.zip");
    write(&path, &entries.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect::<Vec<_>>());
    refused(&path, words);
}

#[test]
fn what_is_no_archive_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no.zip");
    for bytes in [&b""[..], b"PK", b"hello", &[0; 70_000]] {
        fs::write(&path, bytes).unwrap();
        refused(&path, "no archive");
    }
    write(&path, &[]);
    refused(&path, "lacks `manifest.json`");
    write(&path, &[("manifest.json", b"{\"format\":\"epub\",\"version\":1}")]);
    refused(&path, "no archive of Vesper's");
    refused(folder.path(), "is no file");
    let missing = Library::in_memory().unwrap().import(&folder.path().join("none.zip"), &mut Vec::new());
    assert_eq!(missing.unwrap_err().kind, Kind::MissingFile);
}

#[test]
fn an_archive_cut_off_or_changed_anywhere_is_refused_or_the_same() {
    let folder = tempfile::tempdir().unwrap();
    good(folder.path());
    let bytes = fs::read(folder.path().join("good.zip")).unwrap();
    let path = folder.path().join("bad.zip");
    for length in (0..bytes.len()).step_by(97) {
        fs::write(&path, &bytes[..length]).unwrap();
        refused(&path, "archive");
    }
    let mut harmless = 0;
    for at in (0..bytes.len()).step_by(11) {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        fs::write(&path, flipped).unwrap();
        let mut library = Library::in_memory().unwrap();
        match library.import(&path, &mut Vec::new()) {
            // A date or an attribute of an entry, which nobody reads.
            Ok(_) => {
                harmless += 1;
                let again = folder.path().join("again.zip");
                library.export(&again, &mut Vec::new()).unwrap();
                let (mut one, mut other) = (entries(&folder.path().join("good.zip")), entries(&again));
                one.remove("manifest.json");
                other.remove("manifest.json");
                assert_eq!(one, other, "byte {at}");
            }
            Err(error) => assert_eq!(error.kind, Kind::BadFile, "byte {at}: {error}"),
        }
    }
    assert!(harmless < bytes.len() / 11 / 4, "{harmless}");
}

#[test]
fn names_are_those_of_an_archive_and_no_paths() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("names.zip");
    let entries = good(folder.path());
    for name in
        ["../../escaped.jsonl", "/tmp/escaped.jsonl", "C:\\escaped", "lines.jsonl/", "LINES.JSONL", "a\u{0}b"]
    {
        write(&path, &[("manifest.json", entries["manifest.json"].as_bytes()), (name, b"{}\n")]);
        refused(&path, "which no archive has");
    }
    let names: Vec<String> = (0..5000).map(|number| format!("{number}.jsonl")).collect();
    write(&path, &names.iter().map(|name| (name.as_str(), &b""[..])).collect::<Vec<_>>());
    refused(&path, "more entries");
}

#[test]
fn a_bomb_is_refused_before_it_goes_off() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bomb.zip");
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    zip.start_file("lines.jsonl", SimpleFileOptions::default()).unwrap();
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..100 {
        zip.write_all(&zeros).unwrap();
    }
    zip.finish().unwrap();
    refused(&path, "unpacks to far more");
}

#[test]
fn an_entry_that_lies_about_its_size_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    good(folder.path());
    let path = folder.path().join("good.zip");
    let mut bytes = fs::read(&path).unwrap();
    // In the directory at the end, the unpacked size of the lines becomes ten bytes.
    let name = bytes.windows(11).rposition(|name| name == b"lines.jsonl").unwrap();
    bytes[name - 46 + 24..name - 46 + 28].copy_from_slice(&10_u32.to_le_bytes());
    fs::write(&path, bytes).unwrap();
    refused(&path, "");
}

#[test]
fn entries_that_lie_upon_each_other_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    good(folder.path());
    let path = folder.path().join("good.zip");
    let mut bytes = fs::read(&path).unwrap();
    let find =
        |bytes: &[u8], name: &[u8]| bytes.windows(name.len()).rposition(|found| found == name).unwrap() - 46;
    let (facts, places) = (find(&bytes, b"facts.jsonl"), find(&bytes, b"places.jsonl"));
    let place = bytes[places + 42..places + 46].to_vec();
    bytes[facts + 42..facts + 46].copy_from_slice(&place);
    fs::write(&path, bytes).unwrap();
    refused(&path, "");
}

#[test]
fn a_newer_version_is_refused_with_what_to_do() {
    changed("manifest.json", |text| text.replace("\"version\":2", "\"version\":3"), "Update Vesper");
    changed(
        "manifest.json",
        |text| text.replace("\"version\":2", "\"version\":-1"),
        "no archive of Vesper's",
    );
    changed("manifest.json", |text| text.replace("lines.jsonl", "songs.jsonl"), "no archive has");
}

#[test]
fn rows_that_no_vesper_wrote_are_refused_with_their_line() {
    let deep = "[".repeat(200) + &"]".repeat(200);
    recounted(
        "settings.jsonl",
        1,
        &format!("{{\"name\":\"x\",\"value\":{deep}}}\n"),
        "line 1 of `settings.jsonl`",
    );
    recounted(
        "settings.jsonl",
        1,
        &format!("{{\"name\":\"{}\",\"value\":1}}\n", "x".repeat(9 << 20)),
        "too long",
    );
    recounted("settings.jsonl", 1, "\u{FEFF}{}\n", "line 1 of `settings.jsonl`");
    changed(
        "lines.jsonl",
        |text| text.lines().skip(1).map(|line| format!("{line}\n")).collect(),
        "does not have the 123 rows",
    );
    changed("lines.jsonl", |text| format!("{text}{text}"), "`lines.jsonl`");
    changed(
        "lines.jsonl",
        |text| text.replacen("\"number\":0", "\"number\":9223372036854775807", 1),
        "number is too high",
    );
    changed(
        "lines.jsonl",
        |text| text.replacen("\"heard\":[0,", "\"heard\":[99000000,", 1),
        "ends before it begins",
    );
    changed("lines.jsonl", |text| text.replacen("\"cut\":5", "\"cut\":5000", 1), "cut inside a character");
    changed("lines.jsonl", |text| text.replacen("\"number\"", "\"extra\":1,\"number\"", 1), "unknown field");
    changed(
        "sessions.jsonl",
        |text| text.replacen("\"mode\":\"story\"", "\"mode\":\"opera\"", 1),
        "no such mode",
    );
    changed(
        "sessions.jsonl",
        |text| text.replacen("\"identity\":\"", "\"identity\":\"X", 1),
        "identity is none",
    );
    changed(
        "facts.jsonl",
        |text| text.replacen("\"story\":\"fox\"", "\"story\":\"wolf\"", 1),
        "refers to what is not there",
    );
    changed("places.jsonl", |text| text.replacen("ffffffffffffffff", "+fffffffffffffff", 1), "hexadecimal");
    changed("branches.jsonl", |text| text.replacen("\"taken\":[1]", "\"taken\":[7]", 1), "was not there");
    changed(
        "requests.jsonl",
        |text| text.replacen("\"bytes\":12", "\"bytes\":18446744073709551615", 1),
        "too large",
    );
}
