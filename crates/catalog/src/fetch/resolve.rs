//! What the hub says of a file before it is fetched: length, hash, commit.

use ureq::http::Method;
use vesper_speech::{Error, Kind};

use super::address::Address;
use super::failure::{Failure, Tried, refusal, refuse_packed};
use super::wire::{Caller, Reply};
use crate::catalog::names::check_commit;
use crate::{Model, ModelFile, Sha256};

/// No model file is longer.
const LARGEST: u64 = 4 << 40;

/// A file as the hub has it at one commit.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    pub(super) name: String,
    pub(super) size: u64,
    /// From the catalog, or from the hub for large files.
    pub(super) sha256: Option<Sha256>,
    /// Whether the hub says it, rather than the catalog.
    pub(super) from_hub: bool,
    /// Small files have git's hash of their content instead.
    pub(super) git: Option<[u8; 20]>,
    /// What tells one version of the file from another, as the hub writes it.
    pub(super) tag: Option<String>,
    pub(super) commit: Option<String>,
    /// Where it is fetched from.
    pub(super) at: Address,
}

/// What was gathered on the way through the hub's own addresses. The first word counts: what a file's final server
/// says of itself later does not.
#[derive(Default)]
struct Facts {
    commit: Option<String>,
    linked_size: Option<u64>,
    linked_tag: Option<String>,
    tag: Option<String>,
}

impl Facts {
    fn gather(&mut self, reply: &Reply) {
        if reply.status >= 400 {
            return;
        }
        let first = |known: &mut Option<String>, name| {
            if known.is_none() {
                *known = reply.header(name).map(str::to_owned);
            }
        };
        first(&mut self.commit, "x-repo-commit");
        first(&mut self.linked_tag, "x-linked-etag");
        // A redirect's own tag is that of nothing.
        if !reply.is_redirect() {
            first(&mut self.tag, "etag");
        }
        self.linked_size = self.linked_size.or_else(|| reply.number("x-linked-size"));
    }

    fn suffice(&self) -> bool {
        self.linked_size.is_some() && self.linked_tag.is_some()
    }
}

/// Asks the hub about `file` at `revision` and holds the answer against the catalog.
pub(super) fn resolve(caller: &Caller, model: &Model, file: &ModelFile, revision: &str) -> Tried<Resolved> {
    let subject = subject(model, &file.name);
    let at = |revision: &str| {
        let path = [model.repository.as_str(), "resolve", revision, &file.name];
        caller.wire().home().below(&path).map_err(|what| {
            Failure::Final(Error::new(Kind::BadRequest, &subject, format!("has no address: {what}."), ""))
        })
    };
    let asked = at(revision)?;
    let (facts, length) = match head(caller, &asked, &subject)? {
        Some((facts, Some(length))) => (facts, length),
        _ => probe(caller, &asked, &subject)?,
    };
    let commit = facts.commit.filter(|commit| check_commit(commit).is_ok());
    let tag = facts.linked_tag.or(facts.tag).map(|tag| bare(&tag).to_owned());
    let hub = tag.as_deref().and_then(Sha256::parse);
    let resolved = Resolved {
        name: file.name.clone(),
        size: facts.linked_size.unwrap_or(length),
        sha256: file.sha256.or(hub),
        from_hub: file.sha256.is_none(),
        git: tag.as_deref().and_then(git),
        tag,
        at: at(commit.as_deref().unwrap_or(revision))?,
        commit,
    };
    agree(file, &resolved, hub, &subject)?;
    Ok(resolved)
}

/// How messages name a file of a model.
pub(super) fn subject(model: &Model, name: &str) -> String {
    format!("{name} of {}", model.id)
}

/// By HEAD; `None` where the server has no HEAD, no length where it does not say it.
fn head(caller: &Caller, at: &Address, subject: &str) -> Tried<Option<(Facts, Option<u64>)>> {
    let home = caller.wire().home().origin();
    let mut facts = Facts::default();
    let reply = caller.travel(&Method::HEAD, at, None, |reply| {
        if reply.at.origin() == home {
            facts.gather(reply);
        }
        facts.suffice()
    })?;
    match reply.status {
        _ if facts.suffice() => {
            let length = facts.linked_size;
            Ok(Some((facts, length)))
        }
        200..=299 => {
            refuse_packed(&reply, subject)?;
            let length = reply.number("content-length");
            Ok(Some((facts, length)))
        }
        // Some servers know GET alone, and signed addresses are often signed for one method. The hub's own refusals
        // say what they mean.
        400 | 403 | 405 | 501 if reply.header("x-error-code").is_none() => Ok(None),
        _ => Err(refusal(&reply, subject, caller.wire().has_token())),
    }
}

/// By asking for one byte.
fn probe(caller: &Caller, at: &Address, subject: &str) -> Tried<(Facts, u64)> {
    let home = caller.wire().home().origin();
    let mut facts = Facts::default();
    let reply = caller.travel(&Method::GET, at, Some("bytes=0-0"), |reply| {
        if reply.at.origin() == home {
            facts.gather(reply);
        }
        facts.suffice()
    })?;
    if let (true, Some(length)) = (facts.suffice(), facts.linked_size) {
        return Ok((facts, length));
    }
    refuse_packed(&reply, subject)?;
    let length = match reply.status {
        206 => reply
            .header("content-range")
            .and_then(super::stream::ContentRange::parse)
            .and_then(|range| range.size),
        200 => reply.number("content-length"),
        // An empty file has no first byte.
        416 if reply.header("content-range") == Some("bytes */0") => Some(0),
        _ => return Err(refusal(&reply, subject, caller.wire().has_token())),
    };
    match length {
        Some(length) => Ok((facts, length)),
        None => Err(Failure::Final(Error::new(
            Kind::Network,
            subject,
            format!("has no length that {} would tell.", reply.at.origin()),
            "Check HF_ENDPOINT: this does not look like a hub.",
        ))),
    }
}

/// What the catalog says holds: a hub that has something else is not asked for it.
fn agree(file: &ModelFile, resolved: &Resolved, hub: Option<Sha256>, subject: &str) -> Tried<()> {
    let fault = if resolved.size > LARGEST {
        format!("is said to be {} bytes long, which no model is.", resolved.size)
    } else if file.size.is_some_and(|size| size != resolved.size) {
        let listed = file.size.unwrap_or_default();
        format!("is {} bytes long on the hub, and {listed} in the catalog.", resolved.size)
    } else if file.sha256.is_some() && hub.is_some() && file.sha256 != hub {
        "has another SHA-256 on the hub than in the catalog.".to_owned()
    } else {
        return Ok(());
    };
    let advice = "It was not fetched: it is not the file that this Vesper knows. A newer Vesper may know it.";
    Err(Failure::Final(Error::new(Kind::BadFile, subject, fault, advice)))
}

/// A tag without its quotes and its mark of weakness.
pub(super) fn bare(tag: &str) -> &str {
    tag.trim().trim_start_matches("W/").trim_matches('"')
}

/// A git blob's name: 40 hexadecimal digits.
fn git(tag: &str) -> Option<[u8; 20]> {
    let mut bytes = [0; 20];
    if tag.len() != 40 || !tag.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(tag.as_bytes().chunks_exact(2)) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}
