use std::fmt;
use std::net::IpAddr;

use ureq::http::Uri;

use crate::catalog::names::clipped;

/// No address in a redirect is longer; signed ones have about two thousand letters.
const LONGEST: usize = 16 << 10;

/// Where a request goes: an absolute `http` or `https` address without a user's name in it.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Address(Uri);

/// What decides whether two addresses are of one server: scheme, host and port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    secure: bool,
    host: String,
    port: u16,
}

impl Address {
    /// The error says what is wrong with `text`, without quoting it: redirects carry signatures.
    pub(super) fn parse(text: &str) -> Result<Address, String> {
        if text.len() > LONGEST {
            return Err(format!("it is longer than {LONGEST} letters"));
        }
        let scheme = text.split_once(':').map(|(scheme, _)| scheme);
        let is_scheme =
            |scheme: &&str| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        match scheme.filter(is_scheme).map(str::to_ascii_lowercase).as_deref() {
            Some("https" | "http") => {}
            Some(other) => return Err(format!("`{}:` is neither https: nor http:", clipped(other))),
            None => return Err("it does not begin with https://".into()),
        }
        let uri: Uri = text.parse().map_err(|_| "it cannot be read as a web address".to_owned())?;
        // Without `//` the whole is taken for a host.
        let Some(authority) = uri.authority().filter(|_| uri.scheme().is_some()) else {
            return Err("it names no host".into());
        };
        if authority.as_str().contains('@') {
            return Err("it has a name or a password in it".into());
        }
        if authority.host().is_empty() {
            return Err("it names no host".into());
        }
        Ok(Address(uri))
    }

    /// The address of `path` below this one; each of its parts is escaped.
    pub(super) fn below(&self, path: &[&str]) -> Result<Address, String> {
        let mut text = self.0.to_string();
        text.truncate(text.trim_end_matches('/').len());
        for part in path.iter().flat_map(|path| path.split('/')) {
            text.push('/');
            escape(part, &mut text);
        }
        Address::parse(&text)
    }

    /// Where `location` leads from here (RFC 3986, section 5.2).
    pub(super) fn follow(&self, location: &str) -> Result<Address, String> {
        let location = location.split('#').next().unwrap_or_default();
        let scheme = self.0.scheme_str().unwrap_or("https");
        let authority = self.0.authority().map_or("", |authority| authority.as_str());
        let path = self.0.path();
        let before = location.find(['/', '?']).unwrap_or(location.len());
        if location.get(..before).is_some_and(|start| start.contains(':')) {
            Address::parse(location)
        } else if location.starts_with("//") {
            Address::parse(&format!("{scheme}:{location}"))
        } else if location.starts_with('/') {
            Address::parse(&format!("{scheme}://{authority}{location}"))
        } else if location.starts_with('?') {
            Address::parse(&format!("{scheme}://{authority}{path}{location}"))
        } else {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            Address::parse(&format!(
                "{scheme}://{authority}{}",
                without_dots(&format!("{folder}/{location}"))
            ))
        }
    }

    pub(super) fn origin(&self) -> Origin {
        let secure = self.0.scheme_str() == Some("https");
        let host = self.0.host().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
        Origin { secure, host, port: self.0.port_u16().unwrap_or(if secure { 443 } else { 80 }) }
    }

    pub(super) fn uri(&self) -> &Uri {
        &self.0
    }

    pub(super) fn path(&self) -> &str {
        self.0.path()
    }
}

impl Origin {
    pub(super) fn secure(&self) -> bool {
        self.secure
    }

    pub(super) fn host(&self) -> &str {
        &self.host
    }

    /// This machine itself.
    pub(super) fn is_loopback(&self) -> bool {
        let bare = self.host.trim_start_matches('[').trim_end_matches(']');
        self.host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }
}

/// The host, with its port where that is not the usual one.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.secure, self.port) {
            (true, 443) | (false, 80) => f.write_str(&self.host),
            (_, port) => write!(f, "{}:{port}", self.host),
        }
    }
}

/// Without the query, where signatures are.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin(), self.path())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({self})")
    }
}

fn escape(part: &str, text: &mut String) {
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
}

/// `path` with its `.` and `..` taken away; the query stays.
fn without_dots(path: &str) -> String {
    let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
    let mut kept: Vec<&str> = Vec::new();
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => drop(kept.pop()),
            part => kept.push(part),
        }
    }
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("/{}{query}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_lead_where_the_standard_says() {
        let here = Address::parse("https://hub.example:8443/a/b/c?x=1").unwrap();
        let leads = |location: &str| here.follow(location).map(|address| address.uri().to_string());
        assert_eq!(leads("https://cdn.example/f?sig=2#top").unwrap(), "https://cdn.example/f?sig=2");
        assert_eq!(leads("//cdn.example/f").unwrap(), "https://cdn.example/f");
        assert_eq!(leads("/f?y=http://z").unwrap(), "https://hub.example:8443/f?y=http://z");
        assert_eq!(leads("../d").unwrap(), "https://hub.example:8443/a/d");
        assert_eq!(leads("./d?y=2").unwrap(), "https://hub.example:8443/a/b/d?y=2");
        assert_eq!(leads("../../../../d").unwrap(), "https://hub.example:8443/d");
        assert_eq!(leads("?y").unwrap(), "https://hub.example:8443/a/b/c?y");
        for bad in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "https://a@b/c",
            "https:///f",
            "https:",
            "https:b",
            "https://a b/",
        ] {
            assert!(leads(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn one_server_is_one_scheme_host_and_port() {
        let origin = |text: &str| Address::parse(text).unwrap().origin();
        assert_eq!(origin("https://Hub.Example/a"), origin("https://hub.example:443/b"));
        assert_ne!(origin("https://hub.example/"), origin("http://hub.example:443/"));
        assert_ne!(origin("https://hub.example/"), origin("https://hub.example:444/"));
        assert_ne!(origin("https://hub.example/"), origin("https://hub.example.evil/"));
        for loopback in ["http://127.8.0.1:80/", "http://[::1]/", "http://localhost:3000/"] {
            assert!(origin(loopback).is_loopback(), "{loopback}");
        }
        for elsewhere in ["http://127.0.0.1.evil/", "http://localhost.evil/", "http://10.0.0.1/"] {
            assert!(!origin(elsewhere).is_loopback(), "{elsewhere}");
        }
    }

    #[test]
    fn names_of_files_are_escaped_part_by_part() {
        let hub = Address::parse("https://hub.example/mirror/").unwrap();
        let file = hub.below(&["owner/name", "resolve", "main", "a b/ü?#%.bin"]).unwrap();
        assert_eq!(
            file.uri().to_string(),
            "https://hub.example/mirror/owner/name/resolve/main/a%20b/%C3%BC%3F%23%25.bin"
        );
    }
}
