//! A hub on loopback: it serves files as the real one does, as slowly as it is told, and counts what it served.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::Builder;
use std::time::Duration;

use sha2::{Digest, Sha256};

const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";
const PIECE: usize = 16 << 10;

pub(super) struct Hub {
    address: String,
    told: Arc<Told>,
}

#[derive(Default)]
struct Told {
    /// By the path that is asked for.
    files: BTreeMap<String, Vec<u8>>,
    /// Milliseconds between pieces.
    pause: AtomicU64,
    requests: Mutex<Vec<String>>,
    bytes: AtomicU64,
}

impl Hub {
    /// Serves each `(repository, file, bytes)`.
    pub(super) fn new(files: &[(&str, &str, Vec<u8>)]) -> Hub {
        let mut by_path = BTreeMap::new();
        for (repository, name, bytes) in files {
            for revision in ["main", COMMIT] {
                by_path.insert(format!("/{repository}/resolve/{revision}/{name}"), bytes.clone());
            }
        }
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let told = Arc::new(Told { files: by_path, ..Told::default() });
        let serving = told.clone();
        let accept = move || {
            for stream in listener.incoming().flatten() {
                let told = serving.clone();
                let serve = move || drop(told.serve(&stream));
                Builder::new().name("hub".into()).spawn(serve).expect("a thread");
            }
        };
        Builder::new().name("hub".into()).spawn(accept).expect("a thread");
        Hub { address, told }
    }

    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// From now on it waits so long before each 16 KB.
    pub(super) fn pause(&self, milliseconds: u64) {
        self.told.pause.store(milliseconds, Ordering::Release);
    }

    pub(super) fn requests(&self) -> Vec<String> {
        self.told.requests.lock().expect("the requests").clone()
    }

    /// Bytes of files that were served so far.
    pub(super) fn bytes(&self) -> u64 {
        self.told.bytes.load(Ordering::Acquire)
    }
}

impl Told {
    fn serve(&self, stream: &TcpStream) -> Result<()> {
        let mut lines = BufReader::new(stream).lines();
        while let Some(first) = lines.next() {
            let first = first?;
            let mut range = None;
            for line in lines.by_ref() {
                let line = line?.to_lowercase();
                if line.is_empty() {
                    break;
                }
                range = line.strip_prefix("range: bytes=").map(str::to_owned).or(range);
            }
            self.requests.lock().expect("the requests").push(first.clone());
            let mut words = first.split_whitespace();
            let (method, path) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            self.answer(stream, method, path, range.as_deref())?;
        }
        Ok(())
    }

    fn answer(&self, mut stream: &TcpStream, method: &str, path: &str, range: Option<&str>) -> Result<()> {
        let Some(file) = self.files.get(path) else {
            return write!(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
        };
        let (from, to) = match range.and_then(|range| range.split_once('-')) {
            Some((from, to)) => {
                (from.parse().unwrap_or(0), to.parse::<usize>().map_or(file.len(), |to| to + 1))
            }
            None => (0, file.len()),
        };
        let body = &file[from.min(file.len())..to.min(file.len())];
        let status = if range.is_some() { "206 Partial Content" } else { "200 OK" };
        let hash = Sha256::digest(file).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\nAccept-Ranges: bytes\r\nETag: \"{hash}\"\r\n\
             X-Repo-Commit: {COMMIT}\r\nX-Linked-Size: {}\r\nX-Linked-ETag: \"{hash}\"\r\n",
            body.len(),
            file.len()
        )?;
        if range.is_some() {
            write!(stream, "Content-Range: bytes {from}-{}/{}\r\n", from + body.len() - 1, file.len())?;
        }
        write!(stream, "\r\n")?;
        if method == "HEAD" {
            return Ok(());
        }
        for piece in body.chunks(PIECE) {
            std::thread::sleep(Duration::from_millis(self.pause.load(Ordering::Acquire)));
            stream.write_all(piece)?;
            self.bytes.fetch_add(piece.len() as u64, Ordering::AcqRel);
        }
        Ok(())
    }
}
