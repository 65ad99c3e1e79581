//! Requests on threads of their own, so that whoever waits for an answer can stop waiting at any moment.

use std::io::Read;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Builder;
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use serde_json::Value;
use ureq::http::{HeaderMap, Request, Response, header};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, Proxy, Timeout};
use vesper_speech::{Error, Kind, Result};

use super::address::Address;
use super::key::Key;
use super::limits::Limits;

/// Bytes of an answer before its body.
const LONGEST_HEAD: usize = 64 << 10;
/// Bytes that are taken from a connection at once, and how many of those wait to be read.
const BUFFER: usize = 16 << 10;
const WAITING: usize = 16;
/// How much later than whoever waits a connection gives up by itself.
const LATER: Duration = Duration::from_secs(5);

/// What comes of a request, in this order: a head, bytes, nothing more. The channel closes behind the last.
pub(super) enum Arrival {
    Head(Head),
    Bytes(Vec<u8>),
    Broken(Broken),
}

/// What stands before an answer's body.
#[derive(Clone, Debug)]
pub(super) struct Head {
    pub(super) status: u16,
    headers: HeaderMap,
}

/// Why a request brought nothing, or not all.
#[derive(Clone, Debug)]
pub(super) struct Broken {
    /// As a sentence without its subject, which is the host.
    pub(super) what: String,
    /// Another try may go better.
    pub(super) passing: bool,
}

/// The connections to one server.
pub(super) struct Wire {
    agent: Agent,
    limits: Limits,
}

impl Wire {
    pub(super) fn new(limits: Limits) -> Wire {
        Wire { agent: agent(&limits), limits }
    }

    /// Sends `body`, on a thread that ends when the answer is read, when nobody reads it any more, or with
    /// [`Wire::cut`]; while it is still connecting, when that has taken too long.
    pub(super) fn post(&self, to: &Address, key: Option<&Key>, body: &Value) -> Result<Receiver<Arrival>> {
        let failed = |what: String| Error::new(Kind::Engine, to.host(), what, "");
        let mut request = Request::post(to.uri())
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "text/event-stream, application/json");
        if let Some(key) = key.and_then(Key::bearer) {
            request = request.header(header::AUTHORIZATION, key);
        }
        let request =
            request.body(body.to_string()).map_err(|error| failed(format!("cannot be asked: {error}.")))?;
        // Nothing stands between this machine and its own network.
        let proxy = if to.near() { None } else { Proxy::try_from_env() };
        let request = self.agent.configure_request(request).proxy(proxy).build();
        let (agent, limits) = (self.agent.clone(), self.limits);
        let (arrive, arrivals) = sync_channel(WAITING);
        Builder::new()
            .name("chat-remote".into())
            .spawn(move || {
                let response = agent.run(request);
                match response {
                    Ok(response) => read(response, &arrive, &limits),
                    Err(error) => drop(arrive.send(Arrival::Broken(broken(&error, &limits)))),
                }
            })
            .map_err(|error| failed(format!("cannot be asked: no thread could be started: {error}.")))?;
        Ok(arrivals)
    }

    /// Closes every connection at once, so that the server stops as well.
    pub(super) fn cut(&mut self) {
        std::mem::replace(&mut self.agent, agent(&self.limits)).shutdown();
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.agent.clone().shutdown();
    }
}

fn agent(limits: &Limits) -> Agent {
    let roots = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    Agent::config_builder()
        .tls_config(roots)
        .proxy(None)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(concat!("vesper/", env!("CARGO_PKG_VERSION")))
        .accept_encoding("identity")
        .max_response_header_size(LONGEST_HEAD)
        .input_buffer_size(BUFFER)
        .max_idle_connections(1)
        .max_idle_connections_per_host(1)
        .timeout_resolve(Some(limits.connect))
        .timeout_connect(Some(limits.connect))
        .timeout_send_request(Some(limits.idle))
        .timeout_recv_response(Some(limits.first + LATER))
        .timeout_per_read(Some(limits.first.max(limits.idle) + LATER))
        .timeout_per_write(Some(limits.idle))
        .build()
        .new_agent()
}

/// Passes on what comes, until nobody takes it any more. A body that is read to its end leaves the connection for the
/// next request.
fn read(response: Response<Body>, arrive: &SyncSender<Arrival>, limits: &Limits) {
    let (parts, body) = response.into_parts();
    let head = Head { status: parts.status.as_u16(), headers: parts.headers };
    if arrive.send(Arrival::Head(head)).is_err() {
        return;
    }
    let mut body = body.into_reader();
    let mut buffer = vec![0; BUFFER];
    loop {
        let arrival = match body.read(&mut buffer) {
            Ok(0) => return,
            Ok(read) => Arrival::Bytes(buffer.get(..read).unwrap_or_default().to_vec()),
            Err(error) => Arrival::Broken(broken(&error.into(), limits)),
        };
        let is_last = matches!(arrival, Arrival::Broken(_));
        if arrive.send(arrival).is_err() || is_last {
            return;
        }
    }
}

impl Head {
    /// A header's value; `None` too where it is no plain text.
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok().map(str::trim)
    }

    /// How long the server asks to be left alone, where it says so in seconds or as a date (RFC 9110, section 10.2.3).
    pub(super) fn asks_to_wait(&self) -> Option<Duration> {
        let asked = self.header("retry-after")?;
        if asked.bytes().all(|byte| byte.is_ascii_digit()) {
            return asked.parse().ok().map(Duration::from_secs);
        }
        // By the server's own clock, where it tells it: one that is wrong makes no difference then.
        let now = self.header("date").and_then(date).unwrap_or_else(Timestamp::now);
        // A date that is over asks for no wait.
        Some(Duration::try_from(date(asked)?.duration_since(now)).unwrap_or_default())
    }

    /// It is one JSON text, not a stream of events.
    pub(super) fn is_whole(&self) -> bool {
        let kind = self.header("content-type").unwrap_or_default().to_ascii_lowercase();
        kind.starts_with("application/json")
    }

    /// It was packed, which was not asked for: nothing here unpacks, and a few bytes may unpack to any number.
    pub(super) fn is_packed(&self) -> bool {
        !matches!(self.header("content-encoding"), None | Some("" | "identity"))
    }

    /// The host that a redirect leads to.
    pub(super) fn leads_to(&self) -> Option<String> {
        let location: ureq::http::Uri = self.header("location")?.parse().ok()?;
        location.host().map(str::to_owned)
    }
}

/// A moment as servers write it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
fn date(text: &str) -> Option<Timestamp> {
    // The day of the month says it all: a wrong day of the week is no reason not to wait.
    static READER: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    READER.parse_timestamp(text).ok()
}

fn broken(error: &ureq::Error, limits: &Limits) -> Broken {
    let passing = |what: String| Broken { what, passing: true };
    match error {
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
            passing(format!("could not be reached within {} s", limits.connect.as_secs_f32()))
        }
        ureq::Error::Timeout(_) => passing("stood still for too long".into()),
        ureq::Error::HostNotFound => passing("was not found".into()),
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            passing("does not answer: no server runs there".into())
        }
        ureq::Error::Io(error) => passing(format!("broke the connection: {error}")),
        ureq::Error::Rustls(error) => {
            Broken { what: format!("is not the machine it should be: {error}"), passing: false }
        }
        ureq::Error::LargeResponseHeader(..) => Broken {
            what: format!("answered with headers of more than {LONGEST_HEAD} bytes"),
            passing: false,
        },
        error => passing(format!("did not answer as a web server does: {error}")),
    }
}
