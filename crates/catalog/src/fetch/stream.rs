//! One connection: asks for its range, holds the answer against what was asked, and passes the bytes on.

use std::time::{Duration, Instant};

use ureq::http::Method;

use super::failure::{Failure, Tried, refusal, refuse_packed};
use super::resolve::bare;
use super::transfer::{Claim, Transfer};
use super::wire::{Caller, Reply};

/// Bytes taken from a connection at once.
const BUFFER: usize = 256 << 10;
/// A connection that brings fewer bytes than this while it may stall is as good as none.
const TRICKLE: u64 = 4096;

/// Fetches claim after claim until nothing is left.
pub(super) fn work(caller: &Caller, transfer: &Transfer) {
    let mut buffer = vec![0; BUFFER.min(transfer.limits.block.max(1) as usize)];
    while let Some(mut claim) = transfer.claim() {
        let mut brought = 0;
        let outcome = fetch(caller, transfer, &mut claim, &mut buffer, &mut brought);
        transfer.settle(&claim, brought, outcome);
    }
}

fn fetch(
    caller: &Caller,
    transfer: &Transfer,
    claim: &mut Claim,
    buffer: &mut [u8],
    brought: &mut u64,
) -> Tried<()> {
    let mut reply = ask(caller, transfer, claim)?;
    // Before others begin: they need not find the way again.
    if matches!(reply.status, 200 | 206) && reply.at != transfer.file.at {
        transfer.lead(Some(reply.at.clone()));
    }
    refuse_packed(&reply, &transfer.subject)?;
    match reply.status {
        206 => {
            check_range(&reply, transfer, claim)?;
            transfer.ranges_work();
        }
        200 => {
            let size = transfer.file.size;
            if reply.number("content-length").is_some_and(|length| length != size) {
                return Err(Failure::Changed("its length on the hub is another now".into()));
            }
            if !(claim.range == (0..size) || transfer.sends_whole(claim)) {
                let what = format!("{} sent all of it instead of a part", reply.at.origin());
                return Err(Failure::Passing { what, wait: None });
            }
        }
        _ => return Err(refusal(&reply, &transfer.subject, caller.wire().has_token())),
    }
    check_version(&reply, transfer)?;
    pass_on(&mut reply, transfer, claim, buffer, brought)
}

/// Asks where redirects led last time, and at the hub again where that address has run out.
fn ask(caller: &Caller, transfer: &Transfer, claim: &Claim) -> Tried<Reply> {
    let range = format!("bytes={}-{}", claim.range.start, claim.range.end - 1);
    let range = (!claim.whole).then_some(range.as_str());
    if let Some(direct) = &claim.direct {
        let reply = caller.travel(&Method::GET, direct, range, |_| false)?;
        if !matches!(reply.status, 400 | 401 | 403 | 404 | 410) {
            return Ok(reply);
        }
        transfer.lead(None);
    }
    caller.travel(&Method::GET, &transfer.file.at, range, |_| false)
}

fn check_range(reply: &Reply, transfer: &Transfer, claim: &Claim) -> Tried<()> {
    let host = reply.at.origin();
    let odd = |what: &str| Failure::Passing { what: format!("{host} sent {what}"), wait: None };
    let range = reply.header("content-range").and_then(ContentRange::parse);
    let range = range.ok_or_else(|| odd("a part without saying which"))?;
    if range.size.is_some_and(|size| size != transfer.file.size) {
        return Err(Failure::Changed("its length on the hub is another now".into()));
    }
    if range.first != claim.range.start || range.last >= claim.range.end {
        return Err(odd("another part than was asked for"));
    }
    let length = range.last - range.first + 1;
    if reply.number("content-length").is_some_and(|told| told != length) {
        return Err(odd("a part whose length is not that of its range"));
    }
    Ok(())
}

fn check_version(reply: &Reply, transfer: &Transfer) -> Tried<()> {
    let Some(tag) = reply.header("etag").filter(|tag| !tag.starts_with("W/")) else { return Ok(()) };
    if transfer.same_version(&reply.at, bare(tag)) {
        Ok(())
    } else {
        Err(Failure::Changed("it was replaced on the hub meanwhile".into()))
    }
}

/// Takes what was asked for and not a byte more.
fn pass_on(
    reply: &mut Reply,
    transfer: &Transfer,
    claim: &Claim,
    buffer: &mut [u8],
    brought: &mut u64,
) -> Tried<()> {
    let (mut at, end) = (claim.range.start, claim.range.end);
    let mut pulse = Pulse::new(transfer.limits.stall);
    while at < end {
        let most = (end - at).min(buffer.len() as u64) as usize;
        let Some(room) = buffer.get_mut(..most) else { break };
        let read = reply.read(room)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
            let what = format!("{} ended the connection too early", reply.at.origin());
            return Err(Failure::Passing { what, wait: None });
        };
        *brought += transfer.arrive(at, bytes)?;
        at += read as u64;
        if !pulse.beats(read as u64) {
            let what = format!("{} sends next to nothing", reply.at.origin());
            return Err(Failure::Passing { what, wait: None });
        }
    }
    // A body whose end is known is read to it, so that the connection can be used again.
    if reply.number("content-length").is_some() {
        reply.read(buffer)?;
    }
    Ok(())
}

/// Whether a connection brings enough to be kept.
struct Pulse {
    stall: Duration,
    since: Instant,
    bytes: u64,
}

impl Pulse {
    fn new(stall: Duration) -> Pulse {
        Pulse { stall, since: Instant::now(), bytes: 0 }
    }

    fn beats(&mut self, read: u64) -> bool {
        self.bytes += read;
        if self.since.elapsed() < self.stall {
            return true;
        }
        let enough = self.bytes >= TRICKLE;
        *self = Pulse::new(self.stall);
        enough
    }
}

/// What `Content-Range` says (RFC 9110, section 14.4).
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ContentRange {
    pub(super) first: u64,
    /// The last byte itself, not before `first`.
    pub(super) last: u64,
    /// Of the whole file, where it is told.
    pub(super) size: Option<u64>,
}

impl ContentRange {
    pub(super) fn parse(text: &str) -> Option<ContentRange> {
        let (range, size) = text.trim().strip_prefix("bytes ")?.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let (first, last) = (number(first)?, number(last)?);
        let size = if size.trim() == "*" { None } else { Some(number(size)?) };
        (first <= last && size.is_none_or(|size| last < size)).then_some(ContentRange { first, last, size })
    }
}

/// Digits alone: no sign.
fn number(text: &str) -> Option<u64> {
    let text = text.trim();
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_believed_only_where_it_makes_sense() {
        let parsed = |text| ContentRange::parse(text).map(|range| (range.first, range.last, range.size));
        assert_eq!(parsed("bytes 0-0/1"), Some((0, 0, Some(1))));
        assert_eq!(parsed("bytes 5-9/*"), Some((5, 9, None)));
        for bad in [
            "bytes 9-5/10",
            "bytes 0-10/10",
            "bytes */10",
            "bytes 0-9",
            "items 0-9/10",
            "bytes +1-9/10",
            "bytes -1-9/10",
            "bytes 0-99999999999999999999/*",
            "",
        ] {
            assert_eq!(parsed(bad), None, "{bad}");
        }
    }
}
