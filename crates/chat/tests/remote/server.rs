//! A chat server that does what a test tells it to, and what is needed to ask it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::Builder;
use std::time::Duration;

use serde_json::Value;
use vesper_chat::{Answer, Key, Limits, Remote, Request, Server, Witness};
use vesper_speech::{ChatModel, Ending, Error, Message, Prompt, Result, Role, Token};

/// What a client sent.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) path: String,
    /// Lines of the head, names in lower case.
    pub(crate) head: Vec<String>,
    pub(crate) body: Value,
}

/// One connection, its request already read.
pub(crate) struct Guest {
    pub(crate) asked: Asked,
    stream: TcpStream,
}

impl Guest {
    /// Sends `bytes`; `false` where the client is gone.
    pub(crate) fn send(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).and_then(|()| self.stream.flush()).is_ok()
    }

    /// The beginning of an answer that ends with the connection.
    pub(crate) fn begin(&mut self) {
        self.send(
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\nconnection: close\r\n\r\n",
        );
    }

    pub(crate) fn say(&mut self, text: &str) {
        self.send(event(text));
    }

    pub(crate) fn refuse(&mut self, status: u16, head: &str, body: &str) {
        let length = body.len();
        self.send(format!(
            "HTTP/1.1 {status} No\r\n{head}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
        ));
    }

    /// The next request on the same connection.
    pub(crate) fn again(&mut self) -> Guest {
        read(self.stream.try_clone().unwrap()).unwrap()
    }

    /// Until the client closes the connection.
    pub(crate) fn wait_for_the_end(&mut self) {
        let mut rest = [0; 64];
        while self.stream.read(&mut rest).is_ok_and(|read| read > 0) {}
    }
}

pub(crate) fn event(text: &str) -> String {
    let piece = serde_json::json!({ "choices": [{ "delta": { "content": text } }] });
    format!("data: {piece}\n\n")
}

pub(crate) const STOP: &str =
    "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

/// Lets `serve` have one connection after the other, with its number from 0, until the test ends. Gives the address
/// and what was asked.
pub(crate) fn serve(serve: impl Fn(usize, &mut Guest) + Send + 'static) -> (String, Receiver<Asked>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (tell, asked) = sync_channel(64);
    let work = move || {
        for (number, stream) in listener.incoming().enumerate() {
            let Some(mut guest) = stream.ok().and_then(read) else { continue };
            if tell.send(guest.asked.clone()).is_err() {
                return;
            }
            serve(number, &mut guest);
        }
    };
    Builder::new().name("server".into()).spawn(work).unwrap();
    (address, asked)
}

fn read(stream: TcpStream) -> Option<Guest> {
    let mut lines = BufReader::new(stream.try_clone().ok()?);
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        head.push(if value.is_empty() {
            line.to_owned()
        } else {
            format!("{}:{value}", name.to_lowercase())
        });
    }
    let length = head.iter().find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok())?;
    let mut body = vec![0; length];
    lines.read_exact(&mut body).ok()?;
    let path = head.first()?.split(' ').nth(1)?.to_owned();
    let body = serde_json::from_slice(&body).ok()?;
    Some(Guest { asked: Asked { path, head, body }, stream })
}

/// A request that was told, and its answer once that was.
pub(crate) type Seen = (Request, Option<Answer>);

/// What was told of requests.
#[derive(Clone, Default)]
pub(crate) struct Told(pub(crate) Arc<Mutex<Vec<Seen>>>);

impl Witness for Told {
    fn asked(&mut self, request: &Request) -> Result<()> {
        self.0.lock().unwrap().push((request.clone(), None));
        Ok(())
    }

    fn answered(&mut self, answer: &Answer) {
        self.0.lock().unwrap().last_mut().unwrap().1 = Some(*answer);
    }
}

/// Limits that end soon where they are to end, and late where a busy machine may be slow.
pub(crate) fn limits() -> Limits {
    Limits {
        connect: Duration::from_secs(20),
        first: Duration::from_secs(60),
        idle: Duration::from_secs(60),
        whole: Duration::from_secs(120),
        wait: Duration::from_millis(10),
        longest_wait: Duration::from_secs(3),
        tries: 3,
    }
}

pub(crate) const KEY: &str = "sk-very-secret-0815";

pub(crate) fn remote(address: &str, limits: Limits) -> (Remote, Told) {
    let server = Server { address: address.into(), model: "m".into(), key: Key::new(KEY) };
    let told = Told::default();
    (Remote::with(server, limits, Box::new(told.clone())).unwrap(), told)
}

pub(crate) fn prompt() -> Prompt {
    let text = "What does the fox say tonight?".to_owned();
    Prompt { messages: vec![Message { role: Role::User, text }], ..Prompt::default() }
}

/// The words of an answer and how it ended.
pub(crate) fn reply(remote: &mut Remote) -> Result<(String, Ending)> {
    let mut tokens: Vec<Token> = Vec::new();
    remote.reply(&prompt(), &mut tokens)?;
    let (last, before) = tokens.split_last().unwrap();
    assert!(before.iter().all(|token| token.end.is_none()), "{tokens:?}");
    Ok((tokens.iter().map(|token| token.text.as_str()).collect(), last.end.unwrap()))
}

/// What came before an answer failed, and the error.
pub(crate) fn failure(remote: &mut Remote) -> (String, Error) {
    let mut tokens: Vec<Token> = Vec::new();
    let error = remote.reply(&prompt(), &mut tokens).unwrap_err();
    assert!(tokens.iter().all(|token| token.end.is_none()), "{tokens:?}");
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("secret") && !shown.contains("fox"), "{shown}");
    (tokens.iter().map(|token| token.text.as_str()).collect(), error)
}
