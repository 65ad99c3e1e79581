use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::http::Uri;
use vesper_speech::{Error, Kind, Result};

/// No address of a server is longer.
const LONGEST: usize = 2048;
/// Names that belong to the listener's own network: multicast DNS (RFC 6762), home networks (RFC 8375), and what
/// routers and private networks use.
const OWN_NETWORK: [&str; 4] = [".local", ".home.arpa", ".lan", ".internal"];

/// Where the requests of one server go.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Address {
    /// Of the chat completions.
    uri: Uri,
    /// The host, with its port where that is not the usual one.
    host: String,
    /// In the listener's own network: no proxy stands before it.
    near: bool,
}

impl Address {
    /// Out of what the listener calls the server: `http://localhost:11434`, `https://host/v1`. Where it has no path,
    /// `/v1` is meant.
    ///
    /// # Errors
    /// `BadRequest`, without quoting a name or a password that is in it.
    pub(super) fn parse(text: &str) -> Result<Address> {
        let text = text.trim();
        read(text).map_err(|what| {
            let shown =
                if text.contains('@') || text.len() > LONGEST { "the server's address" } else { text };
            Error::new(
                Kind::BadRequest,
                shown,
                format!("is no address of a server: {what}."),
                "It looks like http://localhost:8080/v1, or https:// and a host.",
            )
        })
    }

    pub(super) fn uri(&self) -> &Uri {
        &self.uri
    }

    pub(super) fn host(&self) -> &str {
        &self.host
    }

    pub(super) fn path(&self) -> &str {
        self.uri.path()
    }

    pub(super) fn near(&self) -> bool {
        self.near
    }
}

fn read(text: &str) -> std::result::Result<Address, String> {
    if text.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} letters"));
    }
    if text.contains(['?', '#']) {
        return Err("it has a `?` or a `#` in it".into());
    }
    let given: Uri = text.parse().map_err(|_| "it cannot be read as a web address".to_owned())?;
    let secure = match given.scheme_str() {
        Some("https") => true,
        Some("http") => false,
        _ => return Err("it does not begin with http:// or https://".into()),
    };
    let authority = given.authority().ok_or("it names no host")?;
    if authority.as_str().contains('@') {
        return Err("it has a name or a password in it".into());
    }
    let host = authority.host().trim_end_matches('.').to_ascii_lowercase();
    if host.is_empty() {
        return Err("it names no host".into());
    }
    let near = is_near(&host);
    if !secure && !near {
        return Err("http: is not protected on its way through the internet; use https:".into());
    }
    let path = given.path().trim_end_matches('/');
    let path = path.strip_suffix("/chat/completions").unwrap_or(path);
    let path = if path.is_empty() { "/v1" } else { path };
    let scheme = if secure { "https" } else { "http" };
    let uri = format!("{scheme}://{authority}{path}/chat/completions");
    let uri = uri.parse().map_err(|_| "it cannot be read as a web address".to_owned())?;
    let host = match (authority.port_u16(), secure) {
        (None, _) | (Some(443), true) | (Some(80), false) => host,
        (Some(port), _) => format!("{host}:{port}"),
    };
    Ok(Address { uri, host, near })
}

/// This machine or one in the listener's own network: a private address (RFC 1918, 4193, 6598 and link-local), or a
/// name that only such a network gives.
fn is_near(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    match bare.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => is_private(address),
        Ok(IpAddr::V6(address)) => is_private_v6(address),
        Err(_) => !host.contains('.') || OWN_NETWORK.iter().any(|end| host.ends_with(end)),
    }
}

fn is_private(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || (first == 100 && (64..128).contains(&second))
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    match address.to_ipv4_mapped() {
        Some(mapped) => is_private(mapped),
        None => address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local(),
    }
}

/// The address as it is asked, which has nothing secret in it.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({})", self.uri)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_listener_types_becomes_the_address_that_is_asked() {
        let asked = |text: &str| Address::parse(text).unwrap().uri().to_string();
        for text in [
            "http://localhost:8080",
            "http://localhost:8080/v1/",
            " http://localhost:8080/v1/chat/completions",
        ] {
            assert_eq!(asked(text), "http://localhost:8080/v1/chat/completions", "{text}");
        }
        assert_eq!(asked("https://host.example/api/v3"), "https://host.example/api/v3/chat/completions");
        assert_eq!(Address::parse("https://Host.example:443/v1").unwrap().host(), "host.example");
        assert_eq!(Address::parse("http://[::1]:8080").unwrap().host(), "[::1]:8080");
    }

    #[test]
    fn unprotected_words_stay_in_the_listeners_own_network() {
        for near in [
            "http://127.0.0.1:1",
            "http://[::1]",
            "http://192.168.1.5",
            "http://10.0.0.7:8000/v1",
            "http://100.100.1.2",
            "http://[fd00::1]",
            "http://box",
            "http://box.local:11434",
            "http://[::ffff:127.0.0.1]",
        ] {
            assert!(Address::parse(near).unwrap().near(), "{near}");
        }
        for far in [
            "http://example.com/v1",
            "http://8.8.8.8",
            "http://127.0.0.1.example.com",
            "http://100.128.0.1",
            "http://[2001:db8::1]",
            "http://local.example",
            "http://[::ffff:8.8.8.8]",
        ] {
            let error = Address::parse(far).unwrap_err();
            assert!(error.what.contains("https:"), "{far}: {error}");
            assert!(Address::parse(&far.replace("http:", "https:")).is_ok(), "{far}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_without_its_password() {
        for bad in
            ["", "localhost:8080", "ftp://host", "http://", "https://host?key=1", "https://a b", "host"]
        {
            assert_eq!(Address::parse(bad).unwrap_err().kind, Kind::BadRequest, "{bad}");
        }
        let error = Address::parse("https://me:secret@host.example/v1").unwrap_err();
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
