//! One request and what comes of it, in bounds: of time, of bytes, of hosts.

use std::io::Read;
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use ureq::config::Config;
use ureq::http::{HeaderMap, Request as Sent, header};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Proxy, Timeout, http};
use vesper_speech::{Error, Kind, Result};

use super::address::{Address, is_public};
use super::witness::{Answer, Request, Witness};

/// Redirects that are followed.
const MOST_HOPS: usize = 5;
/// Bytes of an answer before its body.
const LONGEST_HEAD: usize = 32 << 10;
const BUFFER: usize = 16 << 10;
/// Bytes of what a server knows an edition by.
const LONGEST_TAG: usize = 512;

/// How long a server may take, and how much it may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Until a connection is there.
    pub connect: Duration,
    /// For the whole of a request, with the last byte of its answer.
    pub whole: Duration,
    /// Bytes of an answer, packed or not.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            connect: Duration::from_secs(8),
            whole: Duration::from_secs(20),
            bytes: super::read::LONGEST_FEED,
        }
    }
}

/// What is asked for.
pub(crate) struct Ask<'a> {
    pub(crate) purpose: String,
    pub(crate) address: Address,
    /// The feed's address as the listener gave it: its server alone may lie in their own network.
    pub(crate) chosen: &'a Address,
    pub(crate) accept: &'static str,
    /// By what the server knows what is here already.
    pub(crate) etag: Option<&'a str>,
    pub(crate) modified: Option<&'a str>,
}

/// An answer that can be used.
pub(crate) struct Got {
    /// The server has nothing newer than what is here.
    pub(crate) unchanged: bool,
    pub(crate) bytes: Vec<u8>,
    pub(crate) content_type: Option<String>,
    pub(crate) etag: Option<String>,
    pub(crate) modified: Option<String>,
    /// Where the answer came from in the end.
    pub(crate) at: Address,
}

/// Asks, following redirects. Each request is told to `witness` before it leaves, and each address that a name stands for
/// is looked at before anything is connected to it.
///
/// # Errors
/// `Denied`: it leads into the listener's own network, where no stranger may send anybody. `Network`: no answer in
/// time, or none that can be used. What `witness` and `check` answer.
pub(crate) fn get(
    ask: &Ask<'_>,
    limits: &Limits,
    witness: &dyn Witness,
    check: &(dyn Fn() -> Result<()> + Sync),
) -> Result<Got> {
    let mut at = ask.address.clone();
    for _ in 0..=MOST_HOPS {
        check()?;
        permit(ask, &at)?;
        let mut ticket = Ticket::take(ask, &at, witness)?;
        let mut response = send(ask, &at, limits)?;
        let status = response.status().as_u16();
        ticket.answer.status = Some(status);
        let headers = response.headers().clone();
        let location = text(&headers, "location").filter(|_| matches!(status, 301 | 302 | 303 | 307 | 308));
        if let Some(location) = location {
            at = follow(&at, &location)?;
            continue;
        }
        let unchanged = status == 304 && (ask.etag.is_some() || ask.modified.is_some());
        let bytes = match status {
            200..=299 => body(response.body_mut().as_reader(), &at, limits, &mut ticket.answer, check)?,
            304 if unchanged => Vec::new(),
            _ => return Err(refusal(&at, status)),
        };
        let bytes = unpacked(bytes, &headers, &at, limits)?;
        return Ok(Got {
            unchanged,
            bytes,
            content_type: text(&headers, "content-type"),
            etag: text(&headers, "etag"),
            modified: text(&headers, "last-modified"),
            at,
        });
    }
    Err(Error::new(
        Kind::Network,
        ask.address.origin(),
        format!("leads from one address to the next, more than {MOST_HOPS} times."),
        "Check the address of the feed.",
    ))
}

/// Only the server that the listener chose may lie in their own network.
fn permit(ask: &Ask<'_>, at: &Address) -> Result<()> {
    if at.is_near() && !(ask.chosen.is_near() && at.is_same_server(ask.chosen)) {
        return Err(inside(at));
    }
    Ok(())
}

fn inside(at: &Address) -> Error {
    Error::new(
        Kind::Denied,
        at.origin(),
        "was not asked: it is in your own network, and a feed led there.",
        "If that is where the feed is, add it with that address.",
    )
}

fn follow(at: &Address, location: &str) -> Result<Address> {
    let astray = |what: &str| {
        let what = format!("leads to an address that is not followed: {what}.");
        Error::new(Kind::Network, at.origin(), what, "Check the address of the feed.")
    };
    let next = at.join(location).map_err(astray)?;
    if at.is_secure() && !next.is_secure() {
        return Err(astray("it is not protected, http: instead of https:"));
    }
    Ok(next)
}

fn send(ask: &Ask<'_>, at: &Address, limits: &Limits) -> Result<http::Response<ureq::Body>> {
    let proxy = if at.is_near() { None } else { Proxy::try_from_env() };
    let guard = Guard {
        own: ask.chosen.is_near().then(|| (ask.chosen.host().to_owned(), ask.chosen.port())),
        proxy: proxy.as_ref().map(|proxy| proxy.host().to_owned()),
        inner: DefaultResolver::default(),
    };
    let agent = Agent::with_parts(config(proxy, limits), DefaultConnector::default(), guard);
    let mut request =
        Sent::get(at.as_str()).header(header::ACCEPT, ask.accept).header(header::ACCEPT_ENCODING, "gzip");
    // What one server said of its file is no other server's business.
    if at.is_same_server(&ask.address) {
        for (name, value) in [(header::IF_NONE_MATCH, ask.etag), (header::IF_MODIFIED_SINCE, ask.modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
    }
    let request = request.body(()).map_err(|error| fault(at, &error.into(), limits))?;
    agent.run(request).map_err(|error| fault(at, &error, limits))
}

fn config(proxy: Option<Proxy>, limits: &Limits) -> Config {
    Agent::config_builder()
        .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
        .proxy(proxy)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent(concat!("vesper/", env!("CARGO_PKG_VERSION")))
        .max_response_header_size(LONGEST_HEAD)
        .input_buffer_size(BUFFER)
        .max_idle_connections(0)
        .timeout_resolve(Some(limits.connect))
        .timeout_connect(Some(limits.connect))
        .timeout_global(Some(limits.whole))
        .build()
}

/// Lets nothing be connected to in the listener's own network but what they chose themselves. It sees the very addresses
/// that are connected to, so that a name cannot stand for one when it is looked at and for another when it is used.
#[derive(Debug)]
struct Guard {
    /// Host and port of a feed in the listener's own network.
    own: Option<(String, u16)>,
    /// The listener's own proxy.
    proxy: Option<String>,
    inner: DefaultResolver,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &http::Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> std::result::Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let host = uri.host().unwrap_or_default().trim_end_matches('.');
        let chosen = self.own.as_ref().is_some_and(|(own, port)| {
            own.eq_ignore_ascii_case(host) && found.iter().all(|address| address.port() == *port)
        });
        if chosen
            || self.proxy.as_deref() == Some(host)
            || found.iter().all(|address| is_public(address.ip()))
        {
            return Ok(found);
        }
        Err(ureq::Error::Other(Box::new(Inside)))
    }
}

/// A name that stands for an address in the listener's own network.
#[derive(Debug)]
struct Inside;

impl std::fmt::Display for Inside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("in the own network")
    }
}

impl std::error::Error for Inside {}

/// Tells how a request ended, whichever way it does.
struct Ticket<'a> {
    asked: i64,
    answer: Answer,
    witness: &'a dyn Witness,
}

impl<'a> Ticket<'a> {
    fn take(ask: &Ask<'_>, at: &Address, witness: &'a dyn Witness) -> Result<Ticket<'a>> {
        let request = Request {
            purpose: ask.purpose.clone(),
            method: "GET",
            host: at.origin(),
            path: at.path().to_owned(),
        };
        let asked = witness.asked(&request)?;
        Ok(Ticket { asked, answer: Answer { status: None, bytes: 0 }, witness })
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        self.witness.answered(self.asked, &self.answer);
    }
}

fn body(
    mut body: impl Read,
    at: &Address,
    limits: &Limits,
    answer: &mut Answer,
    check: &dyn Fn() -> Result<()>,
) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut buffer = vec![0; BUFFER];
    loop {
        check()?;
        let read = body.read(&mut buffer).map_err(|error| fault(at, &error.into(), limits))?;
        answer.bytes += read as u64;
        if read == 0 {
            return Ok(bytes);
        }
        if bytes.len() + read > limits.bytes {
            return Err(too_large(at, limits));
        }
        bytes.extend_from_slice(buffer.get(..read).unwrap_or_default());
    }
}

/// What a server packed, which may be far more than it sent.
fn unpacked(bytes: Vec<u8>, headers: &HeaderMap, at: &Address, limits: &Limits) -> Result<Vec<u8>> {
    let packing = text(headers, "content-encoding").unwrap_or_default().to_ascii_lowercase();
    match packing.as_str() {
        "" | "identity" => Ok(bytes),
        "gzip" | "x-gzip" => {
            let mut whole = Vec::new();
            let most = limits.bytes as u64 + 1;
            MultiGzDecoder::new(bytes.as_slice()).take(most).read_to_end(&mut whole).map_err(|error| {
                let what = format!("sent something packed that cannot be unpacked: {error}.");
                Error::new(Kind::Network, at.origin(), what, "Try again later.")
            })?;
            if whole.len() > limits.bytes { Err(too_large(at, limits)) } else { Ok(whole) }
        }
        _ => {
            let what = "sent something packed in a way that was not asked for.";
            Err(Error::new(Kind::Network, at.origin(), what, "Check the address of the feed."))
        }
    }
}

fn too_large(at: &Address, limits: &Limits) -> Error {
    let what = format!("sends more than {} KB, which no feed has.", limits.bytes >> 10);
    Error::new(Kind::Network, at.origin(), what, "Check the address of the feed.")
}

/// A header's value; none too where it is no plain text or longer than any.
fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    let most = if name == "location" { LONGEST_HEAD } else { LONGEST_TAG };
    (!value.is_empty() && value.len() <= most).then(|| value.to_owned())
}

fn refusal(at: &Address, status: u16) -> Error {
    let (what, advice) = match status {
        401 | 403 => ("does not let it be read", "Check the address of the feed."),
        404 | 410 => ("does not have it any more", "Look for the feed's new address, or remove it."),
        429 | 503 => ("asks to be left alone for now", "Try again later."),
        _ => ("did not give it", "Try again later."),
    };
    Error::new(Kind::Network, at.origin(), format!("{what} (status {status})."), advice)
}

fn fault(at: &Address, error: &ureq::Error, limits: &Limits) -> Error {
    let network = |what: String, advice: &str| Error::new(Kind::Network, at.origin(), what, advice);
    let again = "Check the connection, then try again.";
    match error {
        ureq::Error::Other(inner) if inner.is::<Inside>() => inside(at),
        ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => {
            network(format!("could not be reached within {} s.", limits.connect.as_secs_f32()), again)
        }
        ureq::Error::Timeout(_) => {
            network(format!("was not done within {} s.", limits.whole.as_secs_f32()), "Try again later.")
        }
        ureq::Error::HostNotFound => network("was not found.".into(), again),
        ureq::Error::Io(error) => network(format!("could not be read: {error}."), again),
        ureq::Error::Rustls(error) => network(
            format!("is not the machine it should be: {error}."),
            "Check the date of this machine, and whether something on the network reads along.",
        ),
        ureq::Error::LargeResponseHeader(..) => {
            network(format!("answers with headers of more than {LONGEST_HEAD} bytes."), "Check the address.")
        }
        error => network(format!("did not answer as a web server does: {error}."), "Check the address."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name that stands for this machine, as a stranger's name may.
    fn reached(chosen: &str, asked: &str) -> std::result::Result<(), String> {
        let chosen = Address::parse(chosen).expect("an address");
        let guard = Guard {
            own: chosen.is_near().then(|| (chosen.host().to_owned(), chosen.port())),
            proxy: None,
            inner: DefaultResolver::default(),
        };
        let agent = Agent::with_parts(config(None, &Limits::default()), DefaultConnector::default(), guard);
        match agent.get(asked).call() {
            Err(ureq::Error::Other(inner)) if inner.is::<Inside>() => Err("inside".into()),
            // Nobody listens there; somebody was asked all the same.
            _ => Ok(()),
        }
    }

    #[test]
    fn what_a_name_stands_for_is_looked_at_before_anything_is_connected() {
        assert!(reached("https://post.example/", "http://localhost:9/").is_err());
        assert!(reached("https://post.example/", "http://127.0.0.1:9/").is_err());
        assert!(reached("http://localhost:9/", "http://localhost:9/").is_ok(), "the listener chose it");
        assert!(
            reached("http://localhost:9/", "http://localhost:11/").is_err(),
            "another server of that machine"
        );
    }
}
