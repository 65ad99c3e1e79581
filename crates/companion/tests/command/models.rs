//! Models: listed, fetched from a hub on loopback, paused, checked, taken from a stick, deleted, used.

mod hub;
mod room;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;
use vesper_asr::fixture::{Fixture, write};

use crate::bench::{Answer, Bench, has_voice};
use hub::Hub;

/// A home, a catalog of four models, and a hub that has them.
struct Shop {
    bench: Bench,
    hub: Hub,
    /// The recogniser that the hub has.
    ear: Vec<u8>,
}

impl Shop {
    fn new() -> Shop {
        let bench = Bench::new();
        let path = bench.path("ear.bin");
        write(&path, Fixture { multilingual: false, seed: 1 }).expect("a model");
        let ear = std::fs::read(&path).expect("a model");
        std::fs::remove_file(path).expect("the only copy is the hub's");
        bench.file("catalog.toml", catalog(ear.len()));
        let hub = Hub::new(&[
            ("test/ears", "ear.bin", ear.clone()),
            ("test/voices", "voice.json", b"{\"voice\": 1}".to_vec()),
            ("test/voices", "prompts.json", b"{\"prompts\": 2}".to_vec()),
        ]);
        Shop { bench, hub, ear }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = self.bench.command(words);
        command
            .env("VESPER_CATALOG", self.bench.path("catalog.toml"))
            .env("HF_ENDPOINT", self.hub.address())
            .env("HF_HOME", self.bench.path("hub"))
            .env_remove("VESPER_MODELS");
        for name in ["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_TOKEN_PATH", "HF_HUB_CACHE"] {
            command.env_remove(name);
        }
        for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, words: &[&str]) -> Answer {
        let output = self.command(words).output().expect("the command runs");
        Answer {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("words in UTF-8"),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    fn file(&self) -> PathBuf {
        self.bench.home().join("models/ear/ear.bin")
    }

    /// How `vesper models list` says that a model is.
    fn state(&self, id: &str) -> Value {
        let cards = self.run(&["--json", "models", "list"]).ok().values();
        let card = cards.into_iter().find(|card| card["id"] == id);
        card.unwrap_or_else(|| panic!("{id} is not listed"))["state"].clone()
    }
}

fn catalog(ear: usize) -> String {
    let model = |id: &str, role: &str, licence: &str, rest: &str| {
        format!(
            "[[model]]\nid = \"{id}\"\nname = \"{id}\"\nrole = \"{role}\"\nabout = \"For tests.\"\n\
             repository = \"test/{role}s\"\nlicence = \"{licence}\"\nmemory = 30_000_000\nrank = 10\n{rest}\n"
        )
        .replace("test/recognisers", "test/ears")
        .replace("test/voice-prompts", "test/voices")
    };
    [
        "[licence.free]\nname = \"MIT\"\nlink = \"https://example.org/free\"\ncommercial = true\n\n\
         [licence.shut]\nname = \"CC-BY-NC-4.0\"\nlink = \"https://example.org/shut\"\ncommercial = false\n"
            .to_owned(),
        model("ear", "recogniser", "free", &format!("files = [{{ name = \"ear.bin\", size = {ear} }}]")),
        model("ear-best", "recogniser", "shut", "files = [{ name = \"best.bin\", size = 40 }]")
            .replace("rank = 10", "rank = 99"),
        model("voice", "voice", "free", "needs = [\"prompts\"]\nfiles = [{ name = \"voice.json\" }]"),
        model("prompts", "voice-prompt", "free", "files = [{ name = \"prompts.json\" }]"),
    ]
    .join("\n")
}

fn events<'a>(values: &'a [Value], event: &str) -> Vec<&'a Value> {
    values.iter().filter(|value| value["event"] == event).collect()
}

#[test]
fn models_are_listed_with_what_they_cost_and_what_suits_and_nothing_is_fetched() {
    let shop = Shop::new();
    let list = shop.run(&["models", "list"]).ok().out;
    assert!(list.contains("* ear ") && list.contains("runs well") && list.contains("of memory"), "{list}");
    assert!(list.contains("not for commercial use") && !list.contains("* ear-best"), "{list}");
    let voices = shop.run(&["--json", "models", "list", "--role", "voice"]).ok().values();
    assert_eq!(voices.iter().map(|card| card["id"].as_str()).collect::<Vec<_>>(), [Some("voice")]);
    shop.run(&["models", "list", "--role", "cook"]).code.filter(|code| *code == 2).expect("a usage error");

    let fit = shop.run(&["--json", "models", "fit"]).ok().values();
    assert!(fit[0]["machine"]["memory"].as_u64().is_some_and(|bytes| bytes > 1 << 28));
    assert!(fit[0]["machine"]["bandwidth"].as_f64().is_some_and(|speed| speed >= 1e9));
    let ear = fit.iter().find(|value| value["role"] == "recogniser").expect("a choice");
    assert_eq!(ear["model"], "ear", "the best that everybody may use");
    assert!(ear["reason"].as_str().is_some_and(|reason| reason.contains("30 MB of memory")), "{ear}");

    let proposed = shop.run(&["models", "get"]).ok().out;
    assert!(proposed.contains("vesper models get ear voice"), "{proposed}");
    assert_eq!(shop.hub.requests(), [""; 0], "nothing is fetched unasked");
    let near = shop.run(&["models", "get", "eer"]);
    near.refused(&["eer", "ear"]);
}

#[test]
fn a_model_is_fetched_whole_with_what_it_needs_and_every_request_is_kept() {
    let shop = Shop::new();
    let values = shop.run(&["--json", "models", "get", "ear", "voice"]).ok().values();
    let begun: Vec<_> = events(&values, "begin").iter().map(|value| value["id"].clone()).collect();
    assert_eq!(begun, ["ear", "voice", "prompts"]);
    let host = shop.hub.address().trim_start_matches("http://");
    assert!(events(&values, "begin").iter().all(|value| value["host"] == host), "{values:?}");
    assert_eq!(events(&values, "whole").len(), 3);
    assert!(std::fs::read(shop.file()).expect("the file") == shop.ear, "it is what the hub has");
    assert_eq!(shop.state("ear")["is"], "whole");
    let log = shop.run(&["--json", "library", "requests"]).ok().values();
    let asked: Vec<&str> = log.iter().filter_map(|value| value["path"].as_str()).collect();
    for name in ["ear.bin", "voice.json", "prompts.json"] {
        assert!(asked.iter().any(|path| path.ends_with(name)), "{name} is not in {log:?}");
    }
    assert!(log.iter().all(|value| value["host"].as_str().is_some_and(|it| it.contains("127.0.0.1"))));
    assert!(log.len() >= shop.hub.requests().len(), "each that came was logged");
    // What is whole is not fetched again.
    let before = shop.hub.requests().len();
    shop.run(&["models", "get", "ear"]).ok();
    assert_eq!(shop.hub.requests().len(), before);
}

#[test]
fn ctrl_c_pauses_and_the_next_time_goes_on_from_there() {
    let shop = Shop::new();
    shop.hub.pause(30);
    let mut child = shop.command(&["--json", "models", "get", "ear"]).spawn().expect("it runs");
    let out = BufReader::new(child.stdout.take().expect("its output"));
    let mut interrupted = false;
    let mut last = Value::Null;
    for line in out.lines().map_while(Result::ok) {
        last = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{line}: {error}"));
        let came = last["event"] == "progress" && last["done"].as_u64().is_some_and(|done| done > 200_000);
        if came && !interrupted {
            let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
            assert!(sent.is_ok_and(|status| status.success()));
            interrupted = true;
        }
    }
    assert!(interrupted, "it never said how far it is");
    assert_eq!(child.wait().expect("it ends").code(), Some(1));
    assert_eq!(last["event"], "paused", "{last}");
    assert!(!shop.file().exists(), "what is not whole has not its name");
    let partial = shop.state("ear");
    let done = partial["done"].as_u64().unwrap_or_else(|| panic!("{partial}"));
    assert!(partial["is"] == "partial" && done > 0, "{partial}");

    shop.hub.pause(0);
    let before = shop.hub.bytes();
    shop.run(&["models", "get", "ear"]).ok();
    assert!(std::fs::read(shop.file()).expect("the file") == shop.ear);
    let again = shop.hub.bytes() - before;
    assert!(again <= shop.ear.len() as u64 - done, "{again} bytes came again, {done} were there");
}

#[test]
fn a_flipped_byte_is_found_and_mended() {
    let shop = Shop::new();
    shop.run(&["models", "get", "ear"]).ok();
    assert!(shop.run(&["models", "verify"]).ok().out.contains("ear: whole"));
    let mut bytes = shop.ear.clone();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(shop.file(), bytes).expect("the file is written");
    let answer = shop.run(&["--json", "models", "verify", "ear"]);
    assert_eq!(answer.code, Some(1));
    let values = answer.values();
    assert_eq!(events(&values, "damaged").len(), 1, "{values:?}");
    assert_eq!(shop.state("ear")["is"], "damaged");
    let doctor = shop.run(&["--json", "doctor"]).ok().values();
    let check = doctor.iter().find(|value| value["name"] == "models").expect("a check");
    assert!(
        check["ok"] == false && check["advice"].as_str().is_some_and(|it| it.contains("get ear")),
        "{check}"
    );
    shop.run(&["models", "get", "ear"]).ok();
    assert!(std::fs::read(shop.file()).expect("the file") == shop.ear);
    shop.run(&["models", "verify", "ear"]).ok();
}

#[test]
fn a_model_on_a_stick_is_recognised_and_taken_without_the_network() {
    let shop = Shop::new();
    std::fs::create_dir(shop.bench.path("stick")).expect("a folder");
    shop.bench.file("stick/ear.bin", &shop.ear);
    let values = shop.run(&["--json", "models", "add", "stick"]).ok().values();
    assert_eq!(events(&values, "whole")[0]["id"], "ear");
    assert!(std::fs::read(shop.file()).expect("the file") == shop.ear);
    assert!(shop.bench.path("stick/ear.bin").exists(), "the stick is left as it was");
    assert_eq!(shop.hub.requests(), [""; 0]);
    shop.bench.file("poem.txt", "no model");
    shop.run(&["models", "add", "poem.txt"]).refused(&["poem.txt", "no model of the catalog"]);
    shop.run(&["models", "add", "nowhere"]).refused(&["nowhere"]);
}

#[test]
fn nothing_is_deleted_that_nobody_agreed_to() {
    let shop = Shop::new();
    shop.run(&["models", "get", "ear"]).ok();
    shop.run(&["models", "remove", "ear"]).refused(&["--yes"]);
    assert!(shop.file().exists());
    let values = shop.run(&["--json", "models", "remove", "ear", "--yes"]).ok().values();
    assert!(events(&values, "removed")[0]["bytes"].as_u64() >= Some(shop.ear.len() as u64), "{values:?}");
    assert!(!shop.file().exists());
    assert_eq!(shop.state("ear")["is"], "absent");
}

#[test]
fn what_is_said_is_heard_with_the_model_that_was_fetched() {
    let shop = Shop::new();
    shop.bench.file("a.wav", "not looked at");
    shop.run(&["hear", "a.wav"]).refused(&["no recogniser", "vesper models get ear"]);
    shop.run(&["models", "get", "ear"]).ok();
    let doctor = shop.run(&["--json", "doctor"]).ok().values();
    let check = doctor.iter().find(|value| value["name"] == "recogniser").expect("a check");
    assert!(
        check["ok"] == true && check["detail"].as_str().is_some_and(|it| it.ends_with("ear.bin")),
        "{check}"
    );
    if !has_voice() {
        return;
    }
    shop.run(&["say", "Good evening.", "--out", "said.wav"]).ok();
    let values = shop.run(&["--json", "hear", "said.wav"]).ok().values();
    assert!(values.iter().all(|value| value["event"] == "segment"), "{values:?}");
}

#[test]
fn a_hub_that_has_it_not_is_told_as_such() {
    let shop = Shop::new();
    let answer = shop.run(&["--json", "models", "get", "ear-best"]);
    assert_eq!(answer.code, Some(1));
    let values = answer.values();
    assert_eq!(events(&values, "error")[0]["id"], "ear-best", "{values:?}");
    assert!(shop.run(&["models", "get", "ear-best"]).err.contains("ear-best"));
}
