//! A file's hash, made while it comes: the reader follows the front of what is there, so that it ends with the last
//! byte.

use sha2::Digest as _;
use vesper_speech::Result;

use super::failure::Failure;
use super::resolve::Resolved;
use super::transfer::Transfer;
use crate::Sha256;

const BUFFER: usize = 512 << 10;

/// What a file's bytes are, by their hashes.
pub(super) struct Digest {
    pub(super) sha256: Sha256,
    /// As git names it; only where that is asked for.
    git: Option<[u8; 20]>,
}

impl Digest {
    /// Whether these are the bytes that the catalog or the hub means, as far as they say it.
    pub(super) fn is_of(&self, file: &Resolved) -> bool {
        match (file.sha256, file.git) {
            (Some(sha256), _) => self.sha256 == sha256,
            (None, Some(git)) => self.git == Some(git),
            (None, None) => true,
        }
    }
}

/// Hashes the file of `transfer` from its first byte on; `None` where it ended before the last.
pub(super) fn follow(transfer: &Transfer) -> Option<Digest> {
    match hash(transfer) {
        Ok(digest) => digest,
        Err(error) => {
            transfer.end(Failure::Final(error));
            None
        }
    }
}

fn hash(transfer: &Transfer) -> Result<Option<Digest>> {
    let file = &transfer.file;
    let mut sha256 = sha2::Sha256::new();
    // git hashes a header before the content.
    let mut git = file
        .git
        .filter(|_| file.sha256.is_none())
        .map(|_| sha1::Sha1::new_with_prefix(format!("blob {}\0", file.size)));
    let mut buffer = vec![0; BUFFER];
    let mut at = 0;
    while at < file.size {
        let Some(front) = transfer.front_beyond(at) else { return Ok(None) };
        let most = (front - at).min(BUFFER as u64) as usize;
        let Some(room) = buffer.get_mut(..most) else { break };
        let read = transfer.part.read(at, room)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
            let what = "became shorter while it was fetched.";
            let subject = transfer.part.path().display().to_string();
            let advice = "Leave it alone until it is whole, then get the model again.";
            return Err(vesper_speech::Error::new(vesper_speech::Kind::BadFile, subject, what, advice));
        };
        sha256.update(bytes);
        if let Some(git) = &mut git {
            git.update(bytes);
        }
        at += read as u64;
    }
    let git = git.map(|git| git.finalize().into());
    Ok(Some(Digest { sha256: Sha256(sha256.finalize().into()), git }))
}
