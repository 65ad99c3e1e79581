use std::time::Duration;

use vesper_speech::{Error, Kind};

use super::wire::Reply;

/// Why a request or a piece of a file did not come.
#[derive(Clone, Debug)]
pub(super) enum Failure {
    /// The listener stopped it.
    Stopped,
    /// It may go better another time; the server asked for this wait.
    Passing {
        what: String,
        wait: Option<Duration>,
    },
    /// The file on the hub is not the one that was asked about before.
    Changed(String),
    Final(Error),
}

/// What a request, or a piece of a file, came to.
pub(super) type Tried<T> = std::result::Result<T, Failure>;

/// What a status that brings no file means. `subject` names the file.
pub(super) fn refusal(reply: &Reply, subject: &str, has_token: bool) -> Failure {
    let host = reply.at.origin();
    let status = reply.status;
    match status {
        401 | 403 => Failure::Final(denied(reply, subject, has_token)),
        404 | 410 => Failure::Final(Error::new(
            Kind::Network,
            subject,
            format!("is not on {host} (status {status})."),
            "It may have been moved or taken back; a newer Vesper may know where it is.",
        )),
        408 | 425 | 429 | 500..=599 => {
            let what = match status {
                429 => format!("{host} asks for fewer requests (status 429)"),
                503 => format!("{host} is busy (status 503)"),
                _ => format!("{host} answered with status {status}"),
            };
            Failure::Passing { what, wait: reply.asks_to_wait() }
        }
        416 => Failure::Changed("the hub has no such bytes of it any more".into()),
        _ => Failure::Final(Error::new(
            Kind::Network,
            subject,
            format!("was not sent: {host} answered with status {status}."),
            "Check HF_ENDPOINT and the network's own login page, then try again.",
        )),
    }
}

fn denied(reply: &Reply, subject: &str, has_token: bool) -> Error {
    let host = reply.at.origin();
    let advice = match (reply.header("x-error-code"), has_token) {
        (Some("GatedRepo"), true) => {
            "Accept its licence on the model's page there, with the account of your token."
        }
        (_, false) => {
            "Accept its licence on the model's page there, make a token in your settings, and set HF_TOKEN to it."
        }
        (_, true) => {
            "Check that your token (HF_TOKEN) is still valid and may read it, and accept its licence on the model's \
             page there."
        }
    };
    Error::new(Kind::Denied, subject, format!("was refused by {host} (status {}).", reply.status), advice)
}

/// A body that was packed on its way is refused: nothing here unpacks, and a few bytes may unpack to any number.
pub(super) fn refuse_packed(reply: &Reply, subject: &str) -> Tried<()> {
    match reply.header("content-encoding") {
        None | Some("" | "identity") => Ok(()),
        Some(_) => Err(Failure::Final(Error::new(
            Kind::Network,
            subject,
            format!("came packed from {}, which was not asked for.", reply.at.origin()),
            "Something on the way changes what is sent. Try another network or without a proxy.",
        ))),
    }
}
