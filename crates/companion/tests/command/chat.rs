//! Conversations in writing, with models on servers: kept, stopped, taken back, and gone on with by another.

mod local;
pub(crate) mod server;

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use vesper_library::{Mode, Page, Speaker};

use crate::bench::{Answer, Bench, Running, text};
use server::{KEY, Server};

const ALL: Page = Page { skip: 0, count: 100 };

/// Runs the command with `lines` at its input.
fn typed(mut command: Command, lines: &str) -> Answer {
    let mut child = command.stdin(Stdio::piped()).spawn().expect("the command runs");
    child.stdin.take().expect("its input").write_all(lines.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    Answer {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("words in UTF-8"),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn answers(values: &[Value]) -> Vec<(&str, &str)> {
    let answers = values.iter().filter(|value| value["event"] == "answer");
    answers.filter_map(|value| Some((value["text"].as_str()?, value["end"].as_str()?))).collect()
}

#[test]
fn an_answer_is_shown_and_kept_and_the_request_stands_in_the_log_without_a_word_of_it() {
    let (bench, server) = (Bench::new(), Server::new());
    let words = ["chat", "--server", &server.address, "--model", "says", "--once", "Hello fox."];
    assert_eq!(bench.run(&words).ok().out, "Well, hello.\n");
    let asked = server.asked();
    assert!(asked[0][0].contains("Vesper") && asked[0][1] == "Hello fox.", "{asked:?}");

    let library = bench.library();
    let sessions = library.sessions(ALL).expect("sessions");
    assert_eq!((sessions.len(), sessions[0].mode, sessions[0].title.as_str()), (1, Mode::Talk, "Hello fox."));
    assert!(sessions[0].ended.is_some());
    let lines = library.lines(sessions[0].id).expect("lines");
    let said: Vec<(&Speaker, &str)> =
        lines.iter().map(|it| (&it.said.speaker, it.said.text.as_str())).collect();
    let vesper = Speaker::Voice("vesper".into());
    assert_eq!(said, [(&Speaker::Listener, "Hello fox."), (&vesper, "Well, hello.")]);
    let requests = library.requests(ALL).expect("requests");
    assert_eq!((requests.len(), requests[0].path.as_str()), (1, "/v1/chat/completions"));
    assert_eq!(requests[0].status, Some(200));
    assert!(server.address.ends_with(&requests[0].host) && !format!("{requests:?}").contains("fox"));
}

#[test]
fn a_conversation_goes_on_is_taken_back_and_begins_anew() {
    let (bench, server) = (Bench::new(), Server::new());
    let words = [
        "--json",
        "chat",
        "--server",
        &server.address,
        "--model",
        "says",
        "--system",
        "Be kind.",
        "--no-keep",
    ];
    let lines = "One.\n\nTwo.\n/undo\nThree.\n/clear\nFour.\n/undo\n/undo\n/dance\n/quit\nFive.\n";
    let values = typed(bench.command(&words), lines).ok().values();
    assert_eq!(answers(&values), [("Well, hello.", "said"); 4]);
    let tokens = values.iter().filter(|value| value["event"] == "token").count();
    assert_eq!(tokens, 8, "as they come");
    let hello = "Well, hello.";
    assert_eq!(
        server.asked(),
        [
            vec!["Be kind.", "One."],
            vec!["Be kind.", "One.", hello, "Two."],
            vec!["Be kind.", "One.", hello, "Three."],
            vec!["Be kind.", "Four."],
        ]
    );
    let notices: Vec<&str> = values
        .iter()
        .filter(|value| value["event"] == "notice")
        .filter_map(|value| value["text"].as_str())
        .collect();
    assert!(notices.iter().any(|text| text.contains("nothing to take back")), "{notices:?}");
    assert!(notices.iter().any(|text| text.contains("/dance is no command")), "{notices:?}");
    assert!(bench.library().sessions(ALL).expect("sessions").is_empty(), "nothing is kept");
    assert_eq!(bench.library().requests(ALL).expect("requests").len(), 4, "what left is");

    typed(bench.command(&words[..words.len() - 1]), "One.\nTwo.\n/undo\n").ok();
    let library = bench.library();
    let session = library.sessions(ALL).expect("sessions")[0].id;
    let kept: Vec<String> =
        library.lines(session).expect("lines").into_iter().map(|line| line.said.text).collect();
    assert_eq!(kept, ["One.", hello], "what was taken back is gone");
}

#[cfg(unix)]
#[test]
fn ctrl_c_stops_the_answer_and_the_conversation_goes_on() {
    let (bench, server) = (Bench::new(), Server::new());
    let words = ["--json", "chat", "--server", &server.address, "--model", "hangs"];
    let mut chat = Running::of(bench.command(&words));
    chat.press("Hang.");
    assert_eq!(chat.until("token")["text"], "Once ");
    let pressed = Instant::now();
    chat.signal("-INT");
    let answer = chat.until("answer");
    let took = pressed.elapsed();
    assert_eq!((&answer["text"], &answer["end"]), (&"Once ".into(), &"stopped".into()));
    assert!(took < Duration::from_secs(1), "{took:?}");
    eprintln!("stopped within {took:?}, the signal's way included");
    chat.press("Hello?");
    assert_eq!(chat.until("answer")["text"], "Well, hello.");
    chat.close();
    assert_eq!(chat.code(), Some(0));
    let library = bench.library();
    let session = library.sessions(ALL).expect("sessions")[0].id;
    let lines = library.lines(session).expect("lines");
    assert_eq!((lines[1].said.text.as_str(), lines[1].said.cut), ("Once ", Some(5)));
    assert_eq!(lines.len(), 4);

    let mut chat = Running::of(bench.command(&words));
    chat.press("Hello?");
    chat.until("answer");
    chat.signal("-INT");
    assert_eq!(chat.code(), Some(130), "when nothing is being said, it leaves");
    assert!(bench.library().sessions(ALL).expect("sessions")[0].ended.is_some());
}

#[test]
fn the_next_engine_goes_on_where_one_gives_out() {
    let (bench, server) = (Bench::new(), Server::new());
    for (name, model) in [("first", "busy"), ("second", "breaks"), ("third", "says")] {
        bench.run(&["models", "servers", "add", name, &server.address, "--model", model]).ok();
    }
    bench.run(&["models", "assign", "talk", "first,second,server:third"]).ok();
    assert_eq!(
        bench.run(&["models", "assign", "talk"]).ok().out.trim_end(),
        "talk        server:first, then server:second, then server:third"
    );
    let answer = bench.run(&["chat", "--once", "Hello."]).ok();
    assert_eq!(answer.out, "Once upon Well, hello.\n");
    assert!(answer.err.contains("first cannot answer") && answer.err.contains("third goes on"), "{answer:?}");
    let asked = server.asked();
    assert!(asked[2][2] == "Once upon " && asked[2][3].contains("Go on"), "{asked:?}");

    bench.run(&["models", "servers", "remove", "third"]).ok();
    let answer = bench.run(&["chat", "--once", "Hello."]);
    assert_eq!((answer.code, answer.out.as_str()), (Some(1), "Once upon \n"), "{answer:?}");
    assert!(answer.err.contains("middle of the answer"), "{answer:?}");
}

#[cfg(unix)]
#[test]
fn a_key_is_sent_to_its_server_and_is_nowhere_else() {
    use std::os::unix::fs::PermissionsExt;
    let (bench, server) = (Bench::new(), Server::new());
    let key = bench.file("key", format!("{KEY}\n"));
    let close = |mode| {
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(mode)).expect("the file is ours")
    };
    close(0o644);
    let add = ["models", "servers", "add", "box", &server.address, "--model", "locked"];
    bench.run(&[&add[..], &["--key-from-file", text(&key)]].concat()).ok();
    bench.run(&["chat", "--server", "box", "--once", "Hello."]).refused(&["chmod 600"]);
    close(0o600);
    let mut seen = bench.run(&["-v", "chat", "--server", "box", "--once", "Hello."]).ok();
    assert_eq!(seen.out, "Well, hello.\n");
    bench.run(&[&add[..], &["--key-from-env", "BOX_KEY"]].concat()).ok();
    let with_key = bench.command(&["-v", "models", "servers", "test", "box"]).env("BOX_KEY", KEY).output();
    let with_key = with_key.expect("the command runs");
    assert!(with_key.status.success(), "{with_key:?}");
    seen.err += &String::from_utf8_lossy(&with_key.stderr);
    let wrong =
        bench.command(&["-v", "models", "servers", "test", "box"]).env("BOX_KEY", "sk-wrong").output();
    let wrong = String::from_utf8_lossy(&wrong.expect("the command runs").stderr).into_owned();
    assert!(wrong.contains("refused the key") && !wrong.contains("sk-wrong"), "{wrong}");
    bench.run(&["models", "servers", "test", "box"]).refused(&["BOX_KEY"]);
    assert!(bench.run(&["models", "servers", "list"]).ok().out.contains("its key in BOX_KEY"));
    assert!(!seen.err.contains(KEY), "{}", seen.err);
    for name in bench.names("home") {
        let bytes = std::fs::read(bench.home().join(&name)).unwrap_or_default();
        assert!(!bytes.windows(KEY.len()).any(|part| part == KEY.as_bytes()), "{name}");
    }
}

#[test]
fn the_table_is_shown_changed_and_cleared() {
    let bench = Bench::new();
    let table = bench.run(&["models", "assign"]).ok().out;
    assert_eq!(table.lines().count(), 4, "{table}");
    assert!(table.contains("story       no chat model is here, then authored"), "{table}");
    bench.run(&["models", "assign", "story", "qwen3-0.6b-q8_0"]).ok();
    bench.run(&["models", "assign", "meditation", "authored"]).ok();
    let values = bench.run(&["--json", "models", "assign"]).ok().values();
    let of =
        |work: &str| values.iter().find(|value| value["work"] == work).expect("a row")["assigned"].clone();
    assert_eq!(of("story"), serde_json::json!(["qwen3-0.6b-q8_0"]));
    assert_eq!(of("meditation"), serde_json::json!(["authored"]));
    bench.run(&["models", "assign", "story", "--clear"]).ok();
    assert!(bench.run(&["models", "assign", "story"]).ok().out.contains("no chat model is here"));
    bench.run(&["models", "assign", "talk", "gpt-9"]).refused(&["gpt-9"]);
    bench
        .run(&["models", "assign", "talk", "whisper-base-q5_1"])
        .refused(&["no chat model but a recogniser"]);
    bench.run(&["models", "assign", "talk", "authored,qwen3-0.6b-q8_0"]).refused(&["`authored` last"]);
    let unknown = bench.run(&["models", "assign", "dancing", "authored"]);
    assert!(unknown.code == Some(2) && unknown.err.contains("story, meditation, daily, talk"), "{unknown:?}");
    bench.run(&["chat", "--once", "Hello."]).refused(&["vesper models get", "vesper models servers add"]);
}

#[test]
fn what_cannot_be_is_refused_in_words_and_nothing_moves_the_cursor() {
    let (bench, server) = (Bench::new(), Server::new());
    let painted =
        bench.run(&["chat", "--server", &server.address, "--model", "paints", "--once", "Hello."]).ok();
    assert_eq!(painted.out, "[2Jplain\n", "letters alone");
    let add =
        |name: &str, address: &str| bench.run(&["models", "servers", "add", name, address, "--model", "m"]);
    add("box", "http://example.com/v1").refused(&["https:"]);
    add("box", "https://me:secret@example.com").refused(&["a name or a password"]);
    add("two words", &server.address).refused(&["cannot be the name"]);
    add("authored", &server.address).refused(&["cannot be the name"]);
    bench.run(&["models", "servers", "remove", "box"]).refused(&["no server that you added"]);
    bench.run(&["chat", "--server", "box", "--once", "Hello."]).refused(&["no server that you added"]);
    bench.run(&["chat", "--server", &server.address, "--once", "Hello."]).refused(&["--model"]);
    bench.run(&["chat", "--model", "nothing.gguf", "--once", "Hello."]).refused(&["nothing.gguf"]);
    let noise = bench.file("noise.gguf", [7; 4096]);
    bench.run(&["chat", "--model", text(&noise), "--once", "Hello."]).refused(&["noise.gguf"]);
    bench
        .run(&["chat", "--server", &server.address, "--model", "says", "--once", " "])
        .refused(&["nothing to answer"]);
}
