use std::fmt;

use ureq::http::HeaderValue;

/// What shows a server who asks. It never appears in an error, a log or any other text.
#[derive(Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// `None` where `text`, trimmed, is empty or has anything but visible ASCII in it.
    pub fn new(text: &str) -> Option<Key> {
        let text = text.trim();
        let sendable = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
        sendable.then(|| Key(text.to_owned()))
    }

    /// As `Authorization` has it.
    pub(super) fn bearer(&self) -> Option<HeaderValue> {
        let mut value = HeaderValue::try_from(format!("Bearer {}", self.0)).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// `text` without it: servers quote what they refuse.
    pub(super) fn struck_from(&self, text: &str) -> String {
        text.replace(&self.0, "…")
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(hidden)")
    }
}
