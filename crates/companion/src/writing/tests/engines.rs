//! The real engines, which say nonsense: no story gets stuck, every script is one, every length is met.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use vesper_chat::{Local, Options, random};
use vesper_library::Mode;
use vesper_script::{Cue, Script};
use vesper_speech::ChatModel;
use vesper_studio::story::{Length, Next, Prompts, Story, Wish, Writer};

use crate::Home;
use crate::kept::Kept;
use crate::works::{Answerer, Server, server};

/// Tokens of the small model: its tokens are letters.
const CONTEXT: u32 = 16_384;
/// Seeds of the whole figure, and of the tenth that is always taken.
const SEEDS: u64 = 200;
const TENTH: u64 = 20;

/// One way through a story of two minutes, to its end, with what was told of it.
fn written(model: &mut dyn ChatModel, seed: u64) -> Story {
    let prompts = Prompts::shipped().expect("whole");
    let writer = Writer::new(prompts.clone());
    let language = if seed.is_multiple_of(3) { "fr" } else { "en" };
    let wish = Wish {
        length: Length::Minutes(2),
        language: language.into(),
        seed,
        ..Wish::new("A lighthouse that is afraid of the dark")
    };
    let mut story = writer.plan(&wish, model, &mut Vec::new()).expect("a plan");
    let mut next = Next::Beginning;
    for turn in 0.. {
        assert!(turn < 12, "seed {seed}: {turn} scenes and no end");
        let mut cues: Vec<Cue> = Vec::new();
        let scene = writer.write(&mut story, &next, false, model, &mut cues).expect("a scene");
        assert_eq!(cues, story.cues(scene).expect("cues"), "seed {seed}: what was told is what is kept");
        if story.scenes()[scene].is_last() {
            break;
        }
        next = Next::Offered { scene, option: (seed % 2) as usize };
    }
    let ink = story.ink(&prompts).expect("ink");
    if let Err(faults) = Script::parse("story.ink", &ink, &|_| None) {
        panic!("seed {seed}: {faults}\n{ink}");
    }
    story
}

#[test]
fn random_weights_write_stories_that_end_compile_and_last_as_long_as_was_wished() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("least.gguf");
    random::write_least_for(&path, CONTEXT, 7).expect("a model");
    let options = Options { context: Some(CONTEXT as usize), ..Options::default() };
    let mut model = Local::open(&path, &options).expect("opened");
    let all = std::env::var_os("VESPER_ALL_SEEDS").is_some();
    if !all {
        eprintln!("SKIPPED: {} of {SEEDS} seeds; VESPER_ALL_SEEDS takes them all", SEEDS - TENTH);
    }
    let began = Instant::now();
    for seed in 0..if all { SEEDS } else { TENTH } {
        let story = written(&mut model, seed);
        let words: usize = story.scenes().iter().map(|scene| scene.words()).sum();
        assert!((150..=400).contains(&words), "seed {seed}: {words} words for two minutes");
        let elapsed = began.elapsed().as_secs();
        eprintln!("seed {seed}: {} scenes, {words} words, after {elapsed} s", story.scenes().len());
    }
}

struct Llama {
    process: Child,
    address: String,
}

impl Llama {
    fn start(command: &str, model: &Path) -> Llama {
        let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
        let mut words = command.split_whitespace();
        let process = Command::new(words.next().expect("a command"))
            .args(words)
            .arg("--model")
            .arg(model)
            .args(["--host", "127.0.0.1", "--port", &port.to_string(), "--n_ctx", "8192"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let llama = Llama { process, address: format!("http://127.0.0.1:{port}/v1") };
        let since = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(since.elapsed() < Duration::from_secs(180), "{command} does not listen");
            std::thread::sleep(Duration::from_millis(100));
        }
        llama
    }
}

impl Drop for Llama {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

#[test]
fn llama_cpps_server_writes_a_story_the_same_way() {
    let found = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let (Some(command), Some(data)) = (found("VESPER_LLAMA_SERVER"), found("VESPER_DATA")) else {
        eprintln!("SKIPPED: llama.cpp's server: set VESPER_LLAMA_SERVER and VESPER_DATA");
        return;
    };
    let llama = Llama::start(&command, &PathBuf::from(data).join("lm/stories260K-f32.gguf"));
    let folder = tempfile::tempdir().expect("a folder");
    let kept = Kept::open(&Home::at(folder.path())).expect("a library").kept;
    let named = Server {
        name: "llama".into(),
        address: llama.address.clone(),
        model: "stories".into(),
        key: None,
        context: Some(8192),
    };
    let tell = Box::new(|news: &crate::works::News| eprintln!("{news}"));
    let mut model = Answerer::new(Mode::Story, vec![server(&kept, named)], tell).flowing();
    let story = written(&mut model, 1);
    let words: usize = story.scenes().iter().map(|scene| scene.words()).sum();
    eprintln!("{} scenes, {words} words:\n{}", story.scenes().len(), story.bible().title);
    assert!((1..=600).contains(&words));
}
