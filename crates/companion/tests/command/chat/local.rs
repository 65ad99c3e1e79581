//! Conversations with a model in a file, computed here.
//!
//! One with random weights answers at once and knows nothing; stories260K, which `VESPER_DATA` has in `lm`, was trained to
//! tell of small children and dogs. `VESPER_LLAMA_SERVER` is the command that starts llama.cpp's server.

use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use vesper_chat::random;

use super::{ALL, answers, typed};
use crate::bench::{Bench, PATIENCE, Running, text};
use crate::chat::server::Server;

fn least(bench: &Bench) -> PathBuf {
    let path = bench.path("least.gguf");
    random::write_least(&path, 5).expect("a model");
    path
}

#[test]
fn a_model_in_a_file_answers_in_pieces_the_same_for_the_same_seed_and_the_library_has_it() {
    let bench = Bench::new();
    let model = least(&bench);
    let once = |seed: &str| {
        let words =
            ["--json", "chat", "--model", text(&model), "--once", "Hello.", "--limit", "24", "--seed", seed];
        bench.run(&words).ok().values()
    };
    let values = once("3");
    let tokens: String =
        values.iter().filter(|it| it["event"] == "token").filter_map(|it| it["text"].as_str()).collect();
    let [(answer, end)] = answers(&values)[..] else { panic!("{values:?}") };
    assert_eq!((answer, end), (tokens.as_str(), "limit"));
    assert!(values.len() > 8, "in pieces: {values:?}");
    assert_eq!(answers(&once("3")), [(answer, end)]);
    assert_ne!(answers(&once("4")), [(answer, end)]);
    let library = bench.library();
    let sessions = library.sessions(ALL).expect("sessions");
    assert_eq!(sessions.len(), 3);
    assert!(library.requests(ALL).expect("requests").is_empty(), "nothing leaves this machine");
}

#[test]
fn a_second_turn_reads_only_what_is_new() {
    let bench = Bench::new();
    let model = least(&bench);
    // An answer without a word leaves no turn, and with some seeds the first token is the end.
    let words = ["--json", "chat", "--model", text(&model), "--limit", "8", "--no-keep", "--seed", "3"];
    let mut command = bench.command(&words);
    command.env("VESPER_LOG", "vesper_chat=debug").stdin(Stdio::piped());
    let answer = typed(command, "Tell me of the sea.\nAnd of the sky?\n").ok();
    let number = |line: &str, name: &str| -> usize {
        let (_, rest) = line.split_once(&format!("{name}=")).unwrap_or_else(|| panic!("no {name} in {line}"));
        rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().expect("a number")
    };
    let read: Vec<(usize, usize)> = answer
        .err
        .lines()
        .filter(|line| line.contains("reads a prompt"))
        .map(|line| (number(line, "tokens"), number(line, "held")))
        .collect();
    let [(first, 0), (second, held)] = read[..] else { panic!("{read:?} in {answer:?}") };
    assert!(held + 4 >= first && held < second, "{read:?}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_a_model_in_a_file_and_the_conversation_goes_on() {
    let bench = Bench::new();
    let model = least(&bench);
    let words = ["--json", "chat", "--model", text(&model), "--limit", "30000", "--seed", "1"];
    let mut chat = Running::of(bench.command(&words));
    chat.press(&"Talk. ".repeat(20));
    chat.until("token");
    chat.signal("-INT");
    let pressed = Instant::now();
    let answer = chat.until("answer");
    let took = pressed.elapsed();
    eprintln!("stopped within {took:?} of the signal");
    // So small a model may have said all by itself before.
    assert!(["stopped", "limit", "said"].contains(&answer["end"].as_str().expect("an end")), "{answer}");
    assert!(took < Duration::from_secs(5), "{took:?}");
    if answer["end"] != "stopped" {
        eprintln!("SKIPPED: it had said all when it was stopped");
        return;
    }
    chat.press("Hello?");
    chat.until("answer");
    chat.close();
    assert_eq!(chat.code(), Some(0));
    let library = bench.library();
    let session = library.sessions(ALL).expect("sessions")[0].id;
    let lines = library.lines(session).expect("lines");
    assert!(lines.len() >= 2 && lines[1].said.cut.is_some(), "{lines:?}");
}

/// A catalog with one chat model, which is one file.
fn catalog(size: usize) -> String {
    format!(
        "[licence.free]\nname = \"MIT\"\nlink = \"https://example.org/free\"\ncommercial = true\n\n\
         [[model]]\nid = \"mine\"\nname = \"Mine\"\nrole = \"chat\"\nabout = \"For tests.\"\n\
         repository = \"test/mine\"\nlicence = \"free\"\nmemory = 1_000_000\nrank = 1\n\
         files = [{{ name = \"mine.gguf\", size = {size} }}]\n"
    )
}

#[test]
fn a_model_that_is_damaged_leaves_the_word_to_the_next_and_the_doctor_says_what_fits() {
    let (bench, server) = (Bench::new(), Server::new());
    let model = least(&bench);
    let size = std::fs::metadata(&model).expect("a file").len() as usize;
    let list = bench.file("catalog.toml", catalog(size));
    let run = |words: &[&str]| {
        let mut command = bench.command(words);
        command.env("VESPER_CATALOG", &list);
        typed(command, "")
    };
    std::fs::create_dir(bench.path("stick")).expect("a folder");
    std::fs::copy(&model, bench.path("stick/mine.gguf")).expect("a file");
    run(&["models", "add", text(&bench.path("stick"))]).ok();
    run(&["models", "servers", "add", "box", &server.address, "--model", "says"]).ok();
    run(&["models", "assign", "talk", "mine,box"]).ok();
    let ask = ["chat", "--once", "Hello.", "--limit", "8", "--seed", "1"];
    let sound = run(&ask).ok();
    assert!(!sound.out.contains("Well, hello.") && sound.err.is_empty(), "{sound:?}");
    let doctor = run(&["doctor"]).out;
    assert!(doctor.contains("for a chat model; mine will remember 2048 tokens"), "{doctor}");

    // Its length is right, what it computes is not.
    let kept = bench.home().join("models/mine/mine.gguf");
    let mut bytes = std::fs::read(&kept).expect("the model");
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0xff);
    std::fs::write(&kept, &bytes).expect("a file");
    let answer = run(&ask).ok();
    assert_eq!(answer.out, "Well, hello.\n");
    assert!(
        answer.err.contains("mine cannot answer.") && answer.err.contains("box is asked instead."),
        "{answer:?}"
    );
    // It is not even a model any more.
    bytes.fill(7);
    std::fs::write(&kept, &bytes).expect("a file");
    let answer = run(&ask).ok();
    assert_eq!(answer.out, "Well, hello.\n");
    assert!(answer.err.contains("mine cannot answer."), "{answer:?}");
}

#[test]
fn a_conversation_that_outgrows_the_model_goes_on() {
    let bench = Bench::new();
    let model = least(&bench);
    let words = ["--json", "chat", "--model", text(&model), "--limit", "40", "--no-keep"];
    let lines = format!("{}\n", "Tell me of the sea and of the sky. ".repeat(8)).repeat(14);
    let values = typed(bench.command(&words), &lines).ok().values();
    assert_eq!(answers(&values).len(), 14, "{values:?}");
}

/// stories260K with a template that lets it go on with what the listener says; none where there is no such file.
fn stories(bench: &Bench) -> Option<PathBuf> {
    let Some(data) = std::env::var_os("VESPER_DATA") else {
        eprintln!("SKIPPED: VESPER_DATA is not set; it names a folder with lm/stories260K-f32.gguf");
        return None;
    };
    let bytes = std::fs::read(Path::new(&data).join("lm/stories260K-f32.gguf")).expect("the model");
    Some(bench.file("stories.gguf", with_template(&bytes)))
}

/// The file with one key more, before the others: magic, version, counts of tensors and keys, keys.
fn with_template(bytes: &[u8]) -> Vec<u8> {
    let (head, rest) = bytes.split_at(24);
    let key = "tokenizer.chat_template";
    let written = "{% for message in messages %}{{ message.content }} {% endfor %}{##}";
    // What lies behind stays where blocks of 32 bytes begin: a comment is as long as it takes.
    let short = (8 + key.len() + 4 + 8 + written.len()) % 32;
    let template = written.replace("{##}", &format!("{{#{}#}}", "-".repeat((32 - short) % 32)));
    let keys = u64::from_le_bytes(head[16..24].try_into().expect("eight bytes"));
    let mut whole = head[..16].to_vec();
    whole.extend((keys + 1).to_le_bytes());
    whole.extend((key.len() as u64).to_le_bytes());
    whole.extend(key.as_bytes());
    whole.extend(8_u32.to_le_bytes());
    whole.extend((template.len() as u64).to_le_bytes());
    whole.extend(template.as_bytes());
    whole.extend(rest);
    whole
}

const OPENING: &str = "Once upon a time, there was a little girl named Lily.";

fn told(bench: &Bench, model: &[&str]) -> String {
    let rest = ["--system", "", "--once", OPENING, "--limit", "60", "--temperature", "0", "--no-keep"];
    bench.run(&[&["chat"][..], model, &rest].concat()).ok().out
}

#[test]
fn a_model_that_was_trained_tells_a_story() {
    let bench = Bench::new();
    let Some(model) = stories(&bench) else { return };
    let story = told(&bench, &["--model", text(&model)]);
    is_story(&story);
}

/// Plain words, as stories260K says them: about a girl, with her toys.
fn is_story(story: &str) {
    eprintln!("{OPENING} {story}");
    // Where it was cut off, the command says so.
    let story = story.split(" [").next().unwrap_or_default();
    let plain =
        |word: &&str| word.chars().all(|letter| letter.is_ascii_alphanumeric() || ".,!?\"'".contains(letter));
    let words: Vec<&str> = story.split_whitespace().collect();
    assert!(
        words.len() > 20 && words.iter().filter(|word| plain(word)).count() * 10 > words.len() * 9,
        "{story}"
    );
    assert!([" she ", " Lily ", " her ", " the "].iter().any(|word| story.contains(word)), "{story}");
}

/// Killed when it is dropped.
struct Llama {
    process: Child,
    address: String,
}

impl Llama {
    fn start(command: &str, model: &Path) -> Llama {
        let port = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
        let mut words = command.split_whitespace();
        let process = Command::new(words.next().expect("a program"))
            .args(words)
            .arg("--model")
            .arg(model)
            .args(["--host", "127.0.0.1", "--port", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("llama.cpp's server");
        let llama = Llama { process, address: format!("http://127.0.0.1:{port}/v1") };
        let since = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(since.elapsed() < 3 * PATIENCE, "{command} does not listen");
            std::thread::sleep(Duration::from_millis(100));
        }
        llama
    }
}

impl Drop for Llama {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

#[test]
fn the_same_model_on_llama_cpps_server_is_talked_with_alike() {
    let bench = Bench::new();
    let Some(model) = stories(&bench) else { return };
    let Some(command) = std::env::var("VESPER_LLAMA_SERVER").ok().filter(|it| !it.is_empty()) else {
        eprintln!(
            "SKIPPED: VESPER_LLAMA_SERVER is not set; it is the command that starts llama.cpp's server"
        );
        return;
    };
    let llama = Llama::start(&command, &model);
    is_story(&told(&bench, &["--server", &llama.address, "--model", "stories"]));
    let words =
        ["--json", "chat", "--server", &llama.address, "--model", "stories", "--limit", "40", "--system", ""];
    let values = typed(bench.command(&words), &format!("{OPENING}\nAnd then?\n")).ok().values();
    let answers = answers(&values);
    assert!(answers.len() == 2 && answers.iter().all(|(text, _)| !text.trim().is_empty()), "{values:?}");
}
