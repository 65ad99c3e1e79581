use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use vesper_speech::{Error, Kind, Result};

use super::address::Address;
use super::proxies::Proxies;

/// The hub that everybody means who says nothing else.
const USUAL: &str = "https://huggingface.co";

/// A file with a token holds a line of some forty letters.
const LONGEST_TOKEN: u64 = 4096;

/// How the hub is reached.
#[derive(Clone, Debug)]
pub struct Hub {
    /// `https://huggingface.co`, or what `HF_ENDPOINT` says.
    pub endpoint: String,
    /// Sent to the endpoint's own scheme, host and port and nowhere else, and over plain HTTP only to this machine.
    pub token: Option<Token>,
    pub limits: Limits,
    proxies: Proxies,
}

impl Hub {
    /// Reached directly, without any proxy.
    pub fn new(endpoint: impl Into<String>, token: Option<Token>) -> Hub {
        Hub { endpoint: endpoint.into(), token, limits: Limits::default(), proxies: Proxies::none() }
    }

    /// As the environment says, by the variables that the hub's own tools read: `HF_ENDPOINT`; `HF_TOKEN` or
    /// `HUGGING_FACE_HUB_TOKEN`, else the file that `HF_TOKEN_PATH` names, else `token` in `HF_HOME`; and
    /// `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`, in capitals or not.
    pub fn from_environment() -> Result<Hub> {
        Hub::from_variables(&|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()))
    }

    pub(super) fn from_variables(variable: &dyn Fn(&str) -> Option<String>) -> Result<Hub> {
        let endpoint = variable("HF_ENDPOINT").unwrap_or_else(|| USUAL.into());
        let endpoint = endpoint.trim().trim_end_matches('/').to_owned();
        Address::parse(&endpoint).map_err(|what| {
            Error::new(
                Kind::BadRequest,
                "HF_ENDPOINT",
                format!("is no address of a hub: {what}."),
                format!("Unset it, or say it as {USUAL} is said."),
            )
        })?;
        let proxies = Proxies::from_variables(variable)?;
        Ok(Hub { endpoint, token: token(variable)?, limits: Limits::default(), proxies })
    }

    pub(super) fn proxies(&self) -> &Proxies {
        &self.proxies
    }
}

fn token(variable: &dyn Fn(&str) -> Option<String>) -> Result<Option<Token>> {
    for name in ["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"] {
        if let Some(text) = variable(name) {
            return Token::new(&text).map(Some).ok_or_else(|| unusable(name));
        }
    }
    let named = variable("HF_TOKEN_PATH").map(PathBuf::from);
    let usual = || {
        let home = variable("HF_HOME").map(PathBuf::from);
        let cache = || variable("XDG_CACHE_HOME").map(PathBuf::from);
        let own = || variable("HOME").or_else(|| variable("USERPROFILE")).map(PathBuf::from);
        let home =
            home.or_else(|| cache().or_else(|| Some(own()?.join(".cache"))).map(|c| c.join("huggingface")));
        home.map(|home| home.join("token"))
    };
    let Some(path) = named.or_else(usual) else { return Ok(None) };
    match read(&path) {
        Some(text) => Token::new(&text).map(Some).ok_or_else(|| unusable(&path.display().to_string())),
        None => Ok(None),
    }
}

/// The text of a file that need not be there.
fn read(path: &Path) -> Option<String> {
    let mut text = String::new();
    File::open(path).ok()?.take(LONGEST_TOKEN).read_to_string(&mut text).ok()?;
    Some(text).filter(|text| !text.trim().is_empty())
}

fn unusable(subject: &str) -> Error {
    Error::new(
        Kind::BadRequest,
        subject,
        "holds something that cannot be a token.",
        "Copy the token again from your settings on the hub, or take this one away.",
    )
}

/// What shows the hub who asks. It never appears in an error, a log or any other text.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// `None` where `text`, trimmed, is empty or has anything but visible ASCII in it.
    pub fn new(text: &str) -> Option<Token> {
        let text = text.trim();
        let sendable = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        sendable.then(|| Token(text.to_owned()))
    }

    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

/// How much at once and how long to wait. The defaults suit the hub; tests shorten them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections to one file at a time, at least one.
    pub connections: usize,
    /// Bytes that one request asks for at most.
    pub piece: u64,
    /// Bytes that come again, at most, after the program was killed: never more than this many are on the disk
    /// without the journal knowing.
    pub block: u64,
    /// A connection that brings next to nothing for this long is given up, and another one tried.
    pub stall: Duration,
    /// How long finding a host and connecting to it may take, each.
    pub connect: Duration,
    /// The wait before the first new try; doubled for each further one that brings nothing.
    pub wait: Duration,
    /// The longest wait, whatever a server asks for.
    pub longest_wait: Duration,
    /// Tries in a row, over all connections, that may bring nothing before it is an error.
    pub tries: u32,
    /// The same, as long as the hub never answered.
    pub first_tries: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connections: 4,
            piece: 64 << 20,
            block: 16 << 20,
            stall: Duration::from_secs(30),
            connect: Duration::from_secs(15),
            wait: Duration::from_millis(400),
            longest_wait: Duration::from_secs(300),
            tries: 8,
            first_tries: 3,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hub(variables: &[(&str, &str)]) -> Result<Hub> {
        let find =
            |name: &str| variables.iter().find(|(of, _)| *of == name).map(|(_, value)| value.to_string());
        Hub::from_variables(&find)
    }

    #[test]
    fn a_token_is_found_where_the_hubs_own_tools_keep_it_and_is_never_shown() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("token"), "hf_file\n").unwrap();
        let home = folder.path().to_str().unwrap();
        let of =
            |variables: &[(&str, &str)]| hub(variables).unwrap().token.map(|token| token.reveal().to_owned());
        assert_eq!(of(&[("HF_HOME", home)]).as_deref(), Some("hf_file"));
        assert_eq!(of(&[("HF_HOME", home), ("HUGGING_FACE_HUB_TOKEN", "hf_old")]).as_deref(), Some("hf_old"));
        assert_eq!(of(&[("HF_HOME", home), ("HF_TOKEN", " hf_new ")]).as_deref(), Some("hf_new"));
        assert_eq!(of(&[("HF_TOKEN_PATH", &format!("{home}/token"))]).as_deref(), Some("hf_file"));
        assert_eq!(of(&[("HF_TOKEN_PATH", &format!("{home}/none"))]), None);

        let shown = format!("{:?}", hub(&[("HF_TOKEN", "hf_secret")]).unwrap());
        assert!(!shown.contains("secret"), "{shown}");
        let refused = hub(&[("HF_TOKEN", "hf_sec\nret")]).unwrap_err();
        assert!(
            !refused.to_string().contains("ret\n") && !refused.to_string().contains("hf_sec"),
            "{refused}"
        );
    }

    #[test]
    fn an_endpoint_that_is_no_web_address_is_refused_by_name() {
        for bad in ["file:///etc", "huggingface.co", "https://", "https://user:pass@hub.example", "ftp://hub"]
        {
            let error = hub(&[("HF_ENDPOINT", bad)]).unwrap_err();
            assert_eq!((error.kind, error.subject.as_str()), (Kind::BadRequest, "HF_ENDPOINT"), "{bad}");
        }
        assert_eq!(
            hub(&[("HF_ENDPOINT", "https://hf-mirror.com/")]).unwrap().endpoint,
            "https://hf-mirror.com"
        );
        assert_eq!(hub(&[]).unwrap().endpoint, USUAL);
    }
}
