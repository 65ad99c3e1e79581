//! A web server that does what it is told, and remembers what it was asked and what it sent.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: String,
    /// With the query.
    pub(crate) path: String,
    headers: Vec<(String, String)>,
    pub(crate) at: Instant,
    /// Counts the requests of this server, from 0.
    pub(crate) number: usize,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(of, _)| of.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The range that was asked for, of a file of `size` bytes.
    pub(crate) fn range(&self, size: u64) -> Option<Range<u64>> {
        let (first, last) = self.header("range")?.strip_prefix("bytes=")?.split_once('-')?;
        Some(first.parse().ok()?..last.parse::<u64>().ok()?.saturating_add(1).min(size))
    }
}

/// An answer, with what is wrong with it.
#[derive(Clone)]
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Arc<Vec<u8>>,
    range: Range<usize>,
    /// Only so many bytes of the body are sent, then the connection ends.
    cut: Option<usize>,
    /// The connection stays open then, and silent.
    stall: bool,
    /// Bytes at once, and the pause after them.
    drip: Option<(usize, Duration)>,
}

impl Reply {
    pub(crate) fn status(status: u16) -> Reply {
        Reply::of(status, &Arc::new(Vec::new()), 0..0)
    }

    pub(crate) fn of(status: u16, body: &Arc<Vec<u8>>, range: Range<usize>) -> Reply {
        Reply { status, headers: Vec::new(), body: body.clone(), range, cut: None, stall: false, drip: None }
    }

    /// Sets a header, in place of one of that name.
    pub(crate) fn with(mut self, name: &str, value: impl ToString) -> Reply {
        self.headers.retain(|(of, _)| !of.eq_ignore_ascii_case(name));
        self.headers.push((name.into(), value.to_string()));
        self
    }

    pub(crate) fn cut(mut self, at: usize) -> Reply {
        self.cut = Some(at);
        self
    }

    pub(crate) fn stalling(mut self, at: usize) -> Reply {
        self.cut = Some(at);
        self.stall = true;
        self
    }

    pub(crate) fn dripping(mut self, bytes: usize, pause: Duration) -> Reply {
        self.drip = Some((bytes, pause));
        self
    }
}

type Answering = dyn Fn(&Asked) -> Reply + Send + Sync;

pub(crate) struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    sent: Arc<Mutex<Vec<Range<u64>>>>,
    over: Arc<AtomicBool>,
}

impl Server {
    pub(crate) fn start(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Server {
        Server::on("127.0.0.1", answer)
    }

    pub(crate) fn on(host: &str, answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind((host, 0)).unwrap();
        let server = Server {
            address: listener.local_addr().unwrap(),
            asked: Arc::default(),
            sent: Arc::default(),
            over: Arc::default(),
        };
        let (asked, sent, over) = (server.asked.clone(), server.sent.clone(), server.over.clone());
        let answer: Arc<Answering> = Arc::new(answer);
        named("server", move || {
            for stream in listener.incoming() {
                if over.load(Ordering::Relaxed) {
                    return;
                }
                let connection = Connection {
                    answer: answer.clone(),
                    asked: asked.clone(),
                    sent: sent.clone(),
                    over: over.clone(),
                };
                let stream = stream.unwrap();
                named("connection", move || drop(connection.serve(&stream)));
            }
        });
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn host(&self) -> String {
        self.address.to_string()
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    pub(crate) fn gets(&self) -> Vec<Asked> {
        self.asked().into_iter().filter(|asked| asked.method == "GET").collect()
    }

    /// Bytes of bodies that went out.
    pub(crate) fn sent(&self) -> u64 {
        self.sent.lock().unwrap().iter().map(|range| range.end - range.start).sum()
    }

    pub(crate) fn forget(&self) {
        self.asked.lock().unwrap().clear();
        self.sent.lock().unwrap().clear();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        drop(TcpStream::connect(self.address));
    }
}

fn named(name: &str, work: impl FnOnce() + Send + 'static) {
    thread::Builder::new().name(name.into()).spawn(work).unwrap();
}

struct Connection {
    answer: Arc<Answering>,
    asked: Arc<Mutex<Vec<Asked>>>,
    sent: Arc<Mutex<Vec<Range<u64>>>>,
    over: Arc<AtomicBool>,
}

impl Connection {
    fn serve(&self, stream: &TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream);
        while let Some(mut asked) = read(&mut reader)? {
            {
                let mut all = self.asked.lock().unwrap();
                asked.number = all.len();
                all.push(asked.clone());
            }
            let reply = (self.answer)(&asked);
            let whole = self.send(stream, &asked, &reply)?;
            if !whole {
                // The other end may still have something to say; a connection that is closed before it was read would
                // take back bytes that were sent.
                stream.shutdown(Shutdown::Write)?;
                stream.set_read_timeout(Some(Duration::from_secs(1)))?;
                std::io::copy(&mut reader.take(1 << 16), &mut std::io::sink())?;
                return Ok(());
            }
        }
        Ok(())
    }

    /// Whether the connection can go on.
    fn send(&self, mut stream: &TcpStream, asked: &Asked, reply: &Reply) -> std::io::Result<bool> {
        let body = &reply.body[reply.range.clone()];
        let mut head = format!("HTTP/1.1 {} X\r\n", reply.status);
        let told = |name: &str| reply.headers.iter().any(|(of, _)| of.eq_ignore_ascii_case(name));
        let tunnel = asked.method == "CONNECT" && reply.status == 200;
        if !told("content-length") && !told("transfer-encoding") && !tunnel {
            head += &format!("Content-Length: {}\r\n", body.len());
        }
        for (name, value) in &reply.headers {
            head += &format!("{name}: {value}\r\n");
        }
        stream.write_all(format!("{head}\r\n").as_bytes())?;
        if asked.method == "HEAD" {
            return Ok(true);
        }
        let end = reply.cut.map_or(body.len(), |cut| cut.min(body.len()));
        let mut at = 0;
        while at < end && !self.over.load(Ordering::Relaxed) {
            let (most, pause) = reply.drip.unwrap_or((64 << 10, Duration::ZERO));
            let next = (at + most).min(end);
            stream.write_all(&body[at..next])?;
            let start = reply.range.start as u64;
            self.sent.lock().unwrap().push(start + at as u64..start + next as u64);
            at = next;
            thread::sleep(pause);
        }
        if reply.stall {
            while !self.over.load(Ordering::Relaxed) {
                thread::sleep(Duration::from_millis(10));
            }
        }
        Ok(reply.cut.is_none())
    }
}

fn read(reader: &mut impl BufRead) -> std::io::Result<Option<Asked>> {
    let mut line = String::new();
    if reader.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            return Ok(Some(Asked { method, path, headers, at: Instant::now(), number: 0 }));
        }
        if let Some((name, value)) = line.split_once(':') {
            headers.push((name.trim().into(), value.trim().into()));
        }
    }
}
