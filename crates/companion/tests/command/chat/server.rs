//! A chat server that does what the name of the model says.

use std::io::{BufRead, BufReader, Read, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::Builder;

use serde_json::{Value, json};

pub(crate) const KEY: &str = "sk-never-to-be-seen";

pub(crate) struct Server {
    pub(crate) address: String,
    asked: Arc<Mutex<Vec<Value>>>,
}

impl Server {
    pub(crate) fn new() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked: Arc<Mutex<Vec<Value>>> = Arc::default();
        let told = asked.clone();
        let accept = move || {
            for stream in listener.incoming().flatten() {
                let told = told.clone();
                let serve = move || drop(serve(&stream, &told));
                Builder::new().name("guest".into()).spawn(serve).expect("a thread");
            }
        };
        Builder::new().name("server".into()).spawn(accept).expect("a thread");
        Server { address, asked }
    }

    /// The texts of the messages of each request.
    pub(crate) fn asked(&self) -> Vec<Vec<String>> {
        let texts = |body: &Value| {
            let messages = body["messages"].as_array().expect("messages").iter();
            messages.map(|message| message["content"].as_str().expect("a text").to_owned()).collect()
        };
        self.asked.lock().expect("what was asked").iter().map(texts).collect()
    }
}

fn serve(mut stream: &TcpStream, told: &Mutex<Vec<Value>>) -> Result<()> {
    let mut lines = BufReader::new(stream);
    let (mut length, mut has_key) = (0, false);
    loop {
        let mut line = String::new();
        lines.read_line(&mut line)?;
        let line = line.trim_end().to_lowercase();
        match line.split_once(": ") {
            Some(("content-length", value)) => length = value.parse().unwrap_or(0),
            Some(("authorization", value)) => has_key = value == format!("bearer {KEY}"),
            _ if line.is_empty() => break,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    lines.read_exact(&mut body)?;
    let body: Value = serde_json::from_slice(&body)?;
    let asked = told.lock().expect("what was asked").len();
    let last = body["messages"].as_array().and_then(|all| all.last()).map(|it| it["content"].clone());
    told.lock().expect("what was asked").push(body.clone());
    let model = body["model"].as_str().unwrap_or_default();
    if model == "busy" || (model == "locked" && !has_key) {
        let status = if model == "busy" { 400 } else { 401 };
        return write!(stream, "HTTP/1.1 {status} No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    }
    write!(stream, "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")?;
    let mut say = |text: &str| {
        let piece = json!({ "choices": [{ "delta": { "content": text } }] });
        write!(stream, "data: {piece}\n\n")
    };
    match model {
        "paints" => say("\u{1b}[2J\u{7}plain\u{202e}")?,
        "breaks" => {
            say("Once ")?;
            return say("upon ");
        }
        "hangs" if last == Some("Hang.".into()) => {
            say("Once ")?;
            return lines.read(&mut [0]).map(drop);
        }
        "guides" => {
            let line = |line| json!({ "text": format!("Rain falls on roof {line} of street {asked}."), "silence": "long" });
            say(&json!({ "lines": (1..=8).map(line).collect::<Vec<_>>() }).to_string())?;
        }
        _ => {
            say("Well, ")?;
            say("hello.")?;
        }
    }
    write!(stream, "data: [DONE]\n\n")
}
