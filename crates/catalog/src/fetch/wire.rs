//! Requests: told before they leave, sent without following anything, and redirects looked at one by one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::{Duration, SystemTime};

use std::io::Read;
use ureq::http::{HeaderMap, HeaderValue, Method, Request as Sent, header};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, BodyReader, Timeout};
use vesper_speech::{Error, Kind, Result};

use super::address::{Address, Origin};
use super::failure::{Failure, Tried};
use super::hub::{Hub, Limits};
use super::proxies::Proxies;
use super::retry;
use crate::{Answer, Request};

/// Redirects on the way to one file; the hub needs two.
const MOST_HOPS: usize = 8;
/// Bytes of a socket that are taken at once.
const BUFFER: usize = 256 << 10;
/// Bytes of an answer before its body.
const LONGEST_HEAD: usize = 64 << 10;

/// What a thread that sends has to say to the one that tells the news.
pub(super) enum Message {
    /// The request leaves when the answer to this comes.
    Request(Request, SyncSender<()>),
    Answer(Answer),
}

/// All connections of one work.
pub(super) struct Wire {
    agent: Agent,
    home: Address,
    token: Option<HeaderValue>,
    proxies: Proxies,
    purpose: String,
    stall: Duration,
    count: AtomicU64,
    stopped: AtomicBool,
}

impl Wire {
    pub(super) fn new(hub: &Hub, purpose: String) -> Result<Wire> {
        let home = Address::parse(&hub.endpoint).map_err(|what| {
            let what = format!("is no address of a hub: {what}.");
            Error::new(Kind::BadRequest, &hub.endpoint, what, "It looks like https://huggingface.co.")
        })?;
        let origin = home.origin();
        let private = origin.secure() || origin.is_loopback();
        let token = hub.token.as_ref().filter(|_| private).and_then(|token| {
            let mut value = HeaderValue::try_from(format!("Bearer {}", token.reveal())).ok()?;
            value.set_sensitive(true);
            Some(value)
        });
        Ok(Wire {
            agent: agent(&hub.limits),
            home,
            token,
            proxies: hub.proxies().clone(),
            purpose,
            stall: hub.limits.stall,
            count: AtomicU64::new(1),
            stopped: AtomicBool::new(false),
        })
    }

    /// The same once more, after [`Wire::stop`]: requests go on being counted.
    pub(super) fn anew(&self, limits: &Limits) -> Wire {
        Wire {
            agent: agent(limits),
            home: self.home.clone(),
            token: self.token.clone(),
            proxies: self.proxies.clone(),
            purpose: self.purpose.clone(),
            stall: self.stall,
            count: AtomicU64::new(self.count.load(Ordering::Relaxed)),
            stopped: AtomicBool::new(false),
        }
    }

    pub(super) fn home(&self) -> &Address {
        &self.home
    }

    /// Whether a token goes to the hub.
    pub(super) fn has_token(&self) -> bool {
        self.token.is_some()
    }

    /// Ends every request that is under way, at once, and lets no other leave.
    pub(super) fn stop(&self) {
        if !self.stopped.swap(true, Ordering::AcqRel) {
            self.agent.clone().shutdown();
        }
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
        .max_idle_connections(limits.connections)
        .max_idle_connections_per_host(limits.connections)
        .timeout_resolve(Some(limits.connect))
        .timeout_connect(Some(limits.connect))
        .timeout_send_request(Some(limits.stall))
        .timeout_recv_response(Some(limits.stall))
        .timeout_per_read(Some(limits.stall))
        .timeout_per_write(Some(limits.stall))
        .build()
        .new_agent()
}

/// One thread's end of the wire. Every thread has its own: when all are gone, the work is over.
#[derive(Clone)]
pub(super) struct Caller {
    wire: Arc<Wire>,
    tell: SyncSender<Message>,
}

/// An answer whose body has not been read yet.
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) at: Address,
    headers: HeaderMap,
    body: BodyReader<'static>,
    ticket: Ticket,
    stall: Duration,
}

/// Tells how a request ended, whichever way it does.
struct Ticket {
    answer: Answer,
    tell: SyncSender<Message>,
}

impl Drop for Ticket {
    fn drop(&mut self) {
        // Whoever stopped listening does not want to know.
        drop(self.tell.send(Message::Answer(self.answer.clone())));
    }
}

impl Caller {
    pub(super) fn new(wire: Arc<Wire>, tell: SyncSender<Message>) -> Caller {
        Caller { wire, tell }
    }

    pub(super) fn wire(&self) -> &Wire {
        &self.wire
    }

    /// Follows redirects from `start`, at most [`MOST_HOPS`], to an answer that is none or of which `enough` says so.
    pub(super) fn travel(
        &self,
        method: &Method,
        start: &Address,
        range: Option<&str>,
        mut enough: impl FnMut(&Reply) -> bool,
    ) -> Tried<Reply> {
        let mut at = start.clone();
        for _ in 0..=MOST_HOPS {
            let reply = self.ask(method, &at, range)?;
            let stay = enough(&reply);
            let Some(location) = reply.location().filter(|_| !stay) else { return Ok(reply) };
            let next = at.follow(location).map_err(|what| leads_astray(&at, &what))?;
            permit(&self.wire.home.origin(), &at.origin(), &next.origin())
                .map_err(|what| leads_astray(&at, what))?;
            at = next;
        }
        Err(Failure::Final(Error::new(
            Kind::Network,
            start.to_string(),
            format!("leads from one address to the next, more than {MOST_HOPS} times."),
            "Try again later, or use another hub with HF_ENDPOINT.",
        )))
    }

    fn ask(&self, method: &Method, at: &Address, range: Option<&str>) -> Tried<Reply> {
        let number = self.announce(method, at)?;
        let answer = Answer { number, status: None, bytes: 0 };
        let mut ticket = Ticket { answer, tell: self.tell.clone() };
        let mut request = Sent::builder().method(method).uri(at.uri());
        if let Some(range) = range {
            request = request.header(header::RANGE, range);
        }
        if let Some(token) = self.wire.token.as_ref().filter(|_| at.origin() == self.wire.home.origin()) {
            request = request.header(header::AUTHORIZATION, token);
        }
        let request = request.body(()).map_err(|error| self.fault(at, error.into()))?;
        let proxy = self.wire.proxies.towards(&at.origin()).cloned();
        let request = self.wire.agent.configure_request(request).proxy(proxy).build();
        let (parts, body) = self.wire.agent.run(request).map_err(|error| self.fault(at, error))?.into_parts();
        let status = parts.status.as_u16();
        ticket.answer.status = Some(status);
        let (at, stall) = (at.clone(), self.wire.stall);
        Ok(Reply { status, at, headers: parts.headers, body: body.into_reader(), ticket, stall })
    }

    /// Returns the request's number once it was told.
    fn announce(&self, method: &Method, at: &Address) -> Tried<u64> {
        if self.wire.stopped.load(Ordering::Acquire) {
            return Err(Failure::Stopped);
        }
        let number = self.wire.count.fetch_add(1, Ordering::Relaxed);
        let request = Request {
            number,
            purpose: self.wire.purpose.clone(),
            method: if *method == Method::HEAD { "HEAD" } else { "GET" },
            host: at.origin().to_string(),
            path: at.path().to_owned(),
        };
        let (told, was_told) = sync_channel(1);
        self.tell.send(Message::Request(request, told)).map_err(|_| Failure::Stopped)?;
        was_told.recv().map_err(|_| Failure::Stopped)?;
        Ok(number)
    }

    fn fault(&self, at: &Address, error: ureq::Error) -> Failure {
        if self.wire.stopped.load(Ordering::Acquire) {
            return Failure::Stopped;
        }
        fault(at, &error, self.wire.stall)
    }
}

impl Reply {
    /// A header's value; `None` too where it is no plain text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok().map(str::trim)
    }

    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.header(name)?.parse().ok()
    }

    /// Where a redirect leads.
    fn location(&self) -> Option<&str> {
        let redirects = matches!(self.status, 301 | 302 | 303 | 307 | 308);
        self.header("location").filter(|_| redirects)
    }

    pub(super) fn is_redirect(&self) -> bool {
        self.location().is_some()
    }

    /// What `Retry-After` asks for.
    pub(super) fn asks_to_wait(&self) -> Option<Duration> {
        retry::asked_for(self.header("retry-after")?, SystemTime::now())
    }

    /// The next bytes of the body; 0 at its end.
    pub(super) fn read(&mut self, bytes: &mut [u8]) -> Tried<usize> {
        let read = self.body.read(bytes).map_err(|error| fault(&self.at, &error.into(), self.stall))?;
        self.ticket.answer.bytes += read as u64;
        Ok(read)
    }
}

/// Whether a redirect may lead from one server to another, when the work began at `home`.
fn permit(home: &Origin, from: &Origin, to: &Origin) -> std::result::Result<(), &'static str> {
    if to.is_loopback() && !from.is_loopback() {
        return Err("it is on this machine itself");
    }
    let plain_is_meant = !home.secure() && !from.secure();
    if to.secure() || to.is_loopback() || plain_is_meant {
        Ok(())
    } else {
        Err("it is not protected: http: instead of https:")
    }
}

fn leads_astray(from: &Address, what: &str) -> Failure {
    Failure::Final(Error::new(
        Kind::Network,
        from.to_string(),
        format!("leads to an address that is not followed: {what}."),
        "Check HF_ENDPOINT and the network's own login page, then try again.",
    ))
}

/// What went wrong with a request, and whether another try may go better.
fn fault(at: &Address, error: &ureq::Error, stall: Duration) -> Failure {
    let host = at.origin();
    let passing = |what: String| Failure::Passing { what, wait: None };
    match error {
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
            passing(format!("{host} could not be reached in time"))
        }
        ureq::Error::Timeout(_) => passing(format!("{host} sent nothing for {} s", stall.as_secs_f32())),
        ureq::Error::HostNotFound => passing(format!("{host} was not found: is this machine online?")),
        ureq::Error::Io(error) => passing(format!("the connection to {host} broke: {error}")),
        ureq::Error::Rustls(error) => Failure::Final(Error::new(
            Kind::Network,
            host.to_string(),
            format!("is not the machine it should be: {error}."),
            "Check the date of this machine, and whether something on the network reads along.",
        )),
        ureq::Error::LargeResponseHeader(..) => Failure::Final(Error::new(
            Kind::Network,
            host.to_string(),
            format!("answered with headers of more than {LONGEST_HEAD} bytes."),
            "Check HF_ENDPOINT, then try again.",
        )),
        error => passing(format!("{host} did not answer as a web server does: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(text: &str) -> Origin {
        Address::parse(text).unwrap().origin()
    }

    #[test]
    fn protection_is_not_given_up_on_the_way() {
        let permitted =
            |home: &str, from: &str, to: &str| permit(&origin(home), &origin(from), &origin(to)).is_ok();
        let (hub, cdn, plain) = ("https://hub.example", "https://cdn.example", "http://cdn.example");
        assert!(permitted(hub, hub, cdn));
        assert!(!permitted(hub, hub, plain));
        assert!(!permitted("http://lan.example", cdn, plain), "once protected, always protected");
        assert!(
            permitted("http://lan.example", "http://lan.example", plain),
            "a hub that is reached plainly"
        );
        assert!(!permitted(hub, hub, "https://127.0.0.1:631"), "a stranger does not lead to this machine");
        assert!(permitted("https://localhost", "https://localhost", "http://127.0.0.1:8080"));
    }

    #[test]
    fn a_token_does_not_go_unprotected_to_another_machine() {
        let sends = |endpoint: &str| {
            let hub = Hub::new(endpoint, super::super::hub::Token::new("hf_x"));
            Wire::new(&hub, String::new()).unwrap().has_token()
        };
        assert!(sends("https://hub.example") && sends("http://127.0.0.1:80") && sends("http://localhost"));
        assert!(!sends("http://hub.example"));
    }
}
