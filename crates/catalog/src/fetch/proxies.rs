//! Proxies as curl reads them from the environment: one for each scheme, one for all, and hosts that need none.
//! ureq's own reading takes one proxy for every scheme and no blanks in `NO_PROXY`.

use std::fmt;
use std::net::IpAddr;

use ureq::Proxy;
use vesper_speech::{Error, Kind, Result};

use super::address::Origin;

#[derive(Clone, Default)]
pub(super) struct Proxies {
    https: Option<Proxy>,
    http: Option<Proxy>,
    /// Hosts that are reached directly: a name and all below it, an address, a network as `10.0.0.0/8`, or `*`.
    direct: Vec<String>,
}

impl Proxies {
    pub(super) fn none() -> Proxies {
        Proxies::default()
    }

    pub(super) fn from_variables(variable: &dyn Fn(&str) -> Option<String>) -> Result<Proxies> {
        let find = |name: &'static str| {
            let value = variable(&name.to_lowercase()).or_else(|| variable(name))?;
            Some(proxy(name, value.trim()))
        };
        let all = || find("ALL_PROXY").transpose();
        let https = find("HTTPS_PROXY").transpose()?;
        let http = find("HTTP_PROXY").transpose()?;
        let direct = variable("no_proxy").or_else(|| variable("NO_PROXY")).unwrap_or_default();
        let direct = direct.split([',', ' ']).map(|host| host.trim().to_ascii_lowercase());
        Ok(Proxies {
            https: https.map_or_else(all, |proxy| Ok(Some(proxy)))?,
            http: http.map_or_else(all, |proxy| Ok(Some(proxy)))?,
            direct: direct.filter(|host| !host.is_empty()).collect(),
        })
    }

    /// What stands between this machine and `origin`; nothing does on the way to the machine itself.
    pub(super) fn towards(&self, origin: &Origin) -> Option<&Proxy> {
        let proxy = if origin.secure() { &self.https } else { &self.http };
        proxy
            .as_ref()
            .filter(|_| !origin.is_loopback() && !self.direct.iter().any(|host| covers(host, origin)))
    }
}

/// A proxy's address often has a password in it.
impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let some = |proxy: &Option<Proxy>| proxy.as_ref().map(|proxy| proxy.host().to_owned());
        f.debug_struct("Proxies").field("https", &some(&self.https)).field("http", &some(&self.http)).finish()
    }
}

fn proxy(name: &'static str, address: &str) -> Result<Proxy> {
    Proxy::new(address).map_err(|_| {
        Error::new(
            Kind::BadRequest,
            name,
            "is no address of a proxy.",
            "It looks like http://proxy.example:3128 or socks5://127.0.0.1:1080.",
        )
    })
}

fn covers(entry: &str, origin: &Origin) -> bool {
    let host = origin.host().trim_start_matches('[').trim_end_matches(']');
    let entry = entry.trim_start_matches('[').trim_end_matches(']');
    if entry == "*" {
        return true;
    }
    if let (Some((network, bits)), Ok(address)) = (entry.split_once('/'), host.parse::<IpAddr>()) {
        return network.parse().is_ok_and(|network| within(address, network, bits));
    }
    let name = entry.trim_start_matches('*').trim_start_matches('.');
    host == name || host.strip_suffix(name).is_some_and(|rest| !name.is_empty() && rest.ends_with('.'))
}

fn within(address: IpAddr, network: IpAddr, bits: &str) -> bool {
    let Ok(bits) = bits.parse::<u32>() else { return false };
    match (address, network) {
        (IpAddr::V4(a), IpAddr::V4(n)) if bits <= 32 => {
            let shift = 32 - bits;
            a.to_bits().checked_shr(shift) == n.to_bits().checked_shr(shift)
        }
        (IpAddr::V6(a), IpAddr::V6(n)) if bits <= 128 => {
            let shift = 128 - bits;
            a.to_bits().checked_shr(shift) == n.to_bits().checked_shr(shift)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::address::Address;
    use super::*;

    fn towards(variables: &[(&str, &str)], address: &str) -> Option<String> {
        let find =
            |name: &str| variables.iter().find(|(of, _)| *of == name).map(|(_, value)| value.to_string());
        let proxies = Proxies::from_variables(&find).unwrap();
        let origin = Address::parse(address).unwrap().origin();
        proxies.towards(&origin).map(|proxy| format!("{}:{}", proxy.host(), proxy.port()))
    }

    #[test]
    fn each_scheme_has_its_proxy_and_all_have_one() {
        let some =
            [("HTTPS_PROXY", "http://s:1"), ("http_proxy", "http://p:2"), ("ALL_PROXY", "socks5://a:3")];
        assert_eq!(towards(&some, "https://hub.example/").as_deref(), Some("s:1"));
        assert_eq!(towards(&some, "http://hub.example/").as_deref(), Some("p:2"));
        assert_eq!(towards(&some[2..], "https://hub.example/").as_deref(), Some("a:3"));
        assert_eq!(towards(&some, "http://127.0.0.1:8080/"), None, "this machine");
        assert_eq!(towards(&[], "https://hub.example/"), None);
    }

    #[test]
    fn hosts_that_need_no_proxy_are_reached_directly() {
        let listed = "localhost, .lan,hub.example 10.1.0.0/16, ::1";
        let some = [("ALL_PROXY", "http://a:3"), ("NO_PROXY", listed)];
        for direct in
            ["https://hub.example/", "https://cdn.hub.example/", "http://nas.lan/", "http://10.1.2.3/"]
        {
            assert_eq!(towards(&some, direct), None, "{direct}");
        }
        for through in
            ["https://nothub.example/", "http://lan.example/", "http://10.2.0.1/", "https://example/"]
        {
            assert!(towards(&some, through).is_some(), "{through}");
        }
        assert_eq!(towards(&[("ALL_PROXY", "http://a:3"), ("NO_PROXY", "*")], "https://hub.example/"), None);
    }

    #[test]
    fn a_proxy_that_is_none_is_refused_by_name_without_its_password() {
        let find = |name: &str| (name == "HTTPS_PROXY").then(|| "gopher://me:secret@proxy".to_owned());
        let error = Proxies::from_variables(&find).unwrap_err();
        assert_eq!(error.subject, "HTTPS_PROXY");
        assert!(!error.to_string().contains("secret"));
    }
}
