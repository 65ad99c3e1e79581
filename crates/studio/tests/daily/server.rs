//! A web server on loopback that answers what a test wants.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::Builder;

/// A request as it came: its first line and its headers.
pub(crate) type Heard = Arc<Mutex<Vec<String>>>;

pub(crate) struct Server {
    pub(crate) address: String,
    pub(crate) heard: Heard,
}

impl Server {
    /// Answers every request with what `answer` writes for its path. It ends with the test.
    pub(crate) fn start(
        answer: impl Fn(&str, &str, &mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static,
    ) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let heard = Heard::default();
        let (log, answer) = (heard.clone(), Arc::new(answer));
        Builder::new()
            .name("server".into())
            .spawn(move || {
                for stream in listener.incoming().flatten() {
                    let (log, answer) = (log.clone(), answer.clone());
                    drop(Builder::new().name("answer".into()).spawn(move || serve(stream, &log, &*answer)));
                }
            })
            .unwrap();
        Server { address, heard }
    }

    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

fn serve(
    mut stream: TcpStream,
    log: &Heard,
    answer: &dyn Fn(&str, &str, &mut TcpStream) -> std::io::Result<()>,
) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut head = String::new();
    while reader.read_line(&mut head).is_ok_and(|read| read > 2) {}
    if head.is_empty() {
        return;
    }
    log.lock().unwrap().push(head.clone());
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    // Whoever goes away before the end is part of what is tested.
    drop(answer(&path, &head, &mut stream));
}

/// Writes a whole answer and closes.
pub(crate) fn whole(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) -> std::io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)
}
