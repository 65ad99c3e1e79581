//! Where a feed or an article lies, and whether that is in the listener's own network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// No address is longer.
const LONGEST: usize = 2048;
/// Names that only the listener's own network gives: multicast DNS (RFC 6762), home networks (RFC 8375), this machine
/// (RFC 6761), and what routers and private networks use.
const OWN_NETWORK: [&str; 7] =
    [".local", ".localhost", ".localdomain", ".home.arpa", ".lan", ".internal", ".intranet"];

/// An absolute `http` or `https` address without a user's name in it and without a fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address(Url);

impl Address {
    /// The error says what is wrong with `text`, without quoting it: an address may hold a password.
    pub(crate) fn parse(text: &str) -> Result<Address, &'static str> {
        Address::of(text, |text| Url::parse(text).ok())
    }

    /// Where `reference` leads that stands at this address: a redirect, a link.
    pub(crate) fn join(&self, reference: &str) -> Result<Address, &'static str> {
        Address::of(reference, |reference| self.0.join(reference).ok())
    }

    fn of(text: &str, read: impl Fn(&str) -> Option<Url>) -> Result<Address, &'static str> {
        let text = text.trim();
        if text.len() > LONGEST {
            return Err("it is longer than 2048 letters");
        }
        let mut url = read(text).ok_or("it cannot be read as a web address")?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err("it begins neither with https:// nor with http://");
        }
        if url.host().is_none() {
            return Err("it names no host");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("it has a name or a password in it");
        }
        url.set_fragment(None);
        Ok(Address(url))
    }

    pub(crate) fn as_str(&self) -> &str {
        self.0.as_str()
    }

    pub(crate) fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The host as it is asked, an IPv6 address in its brackets.
    pub(crate) fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default().trim_end_matches('.')
    }

    pub(crate) fn path(&self) -> &str {
        self.0.path()
    }

    pub(crate) fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or_default()
    }

    /// The host, with its port where that is not the usual one.
    pub(crate) fn origin(&self) -> String {
        match self.0.port() {
            Some(port) => format!("{}:{port}", self.host()),
            None => self.host().to_owned(),
        }
    }

    pub(crate) fn is_same_server(&self, other: &Address) -> bool {
        self.host() == other.host() && self.port() == other.port()
    }

    /// In the listener's own network, as far as the address itself tells: what a name stands for is seen when it is
    /// resolved.
    pub(crate) fn is_near(&self) -> bool {
        match self.0.host() {
            Some(Host::Ipv4(address)) => !is_public_v4(address),
            Some(Host::Ipv6(address)) => !is_public_v6(address),
            Some(Host::Domain(name)) => {
                let name = name.trim_end_matches('.');
                !name.contains('.') || OWN_NETWORK.iter().any(|end| name.ends_with(end))
            }
            None => true,
        }
    }
}

/// Whether anybody on the internet can have this address (the registries of RFC 6890).
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let shared = first == 100 && (64..128).contains(&second);
    let protocols = first == 192 && second == 0 && third == 0;
    let benchmarks = first == 198 && (18..20).contains(&second);
    !(first == 0
        || first >= 224
        || address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_documentation()
        || shared
        || protocols
        || benchmarks)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, fourth, fifth, sixth, seventh, eighth] = address.segments();
    let inner = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match (first, second) {
        // Ways in which an IPv4 address is written or reached: mapped, translated (RFC 6052), 6to4 (RFC 3056).
        (0, 0) => (third, fourth, fifth, sixth) == (0, 0, 0, 0xffff) && inner(seventh, eighth),
        (0x64, 0xff9b) => (third, fourth, fifth, sixth) == (0, 0, 0, 0) && inner(seventh, eighth),
        (0x2002, high) => inner(high, third),
        // Teredo, and documentation.
        (0x2001, 0 | 0xdb8) => false,
        // Only these are given out for the internet.
        _ => (0x2000..0x4000).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_in_the_own_network_is_known_however_it_is_written() {
        for near in [
            "http://127.0.0.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://017700000001/",
            "http://localhost:8080/feed",
            "http://LOCALHOST./",
            "http://a.localhost/",
            "http://10.1.2.3/",
            "http://172.16.0.9/",
            "https://192.168.1.1/",
            "http://169.254.169.254/latest/meta-data/",
            "http://100.100.1.1/",
            "http://0.0.0.0/",
            "http://224.0.0.1/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:a00:1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[2002:7f00:1::]/",
            "http://[fe80::1]/",
            "http://[fd00::7]/",
            "http://nas/",
            "http://nas.lan/",
            "http://printer.local./",
        ] {
            assert!(Address::parse(near).expect(near).is_near(), "{near}");
        }
        for far in [
            "https://example.org/feed",
            "http://93.184.216.34/",
            "https://[2606:2800:220:1:248:1893:25c8:1946]/",
            "http://172.32.0.1/",
            "http://100.128.0.1/",
            "http://localhost.example.org/",
        ] {
            assert!(!Address::parse(far).expect(far).is_near(), "{far}");
        }
    }

    #[test]
    fn only_web_addresses_without_a_password_are_taken() {
        for bad in [
            "",
            "example.org/feed",
            "file:///etc/passwd",
            "ftp://example.org/",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://me:secret@example.org/",
            "http://",
            "https://exa mple.org/",
        ] {
            assert!(Address::parse(bad).is_err(), "{bad}");
        }
        let feed = Address::parse("https://example.org/news/feed.xml#top").expect("an address");
        assert_eq!(feed.as_str(), "https://example.org/news/feed.xml");
        let joined = feed.join("../story?id=1").expect("a link");
        assert_eq!(joined.as_str(), "https://example.org/story?id=1");
        assert!(feed.join("javascript:alert(1)").is_err());
    }
}
