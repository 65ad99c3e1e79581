//! A chat model on a server that speaks OpenAI's chat completions: llama.cpp, Ollama, LM Studio, vLLM, and those on the
//! internet.
//!
//! `address` and `key` say where and as whom, `question` makes the request, `wire` sends it, `events` and `piece` read
//! what comes, `thoughts` takes out what is not said, `refusal` tells what a server does not do and why.

mod address;
mod events;
mod key;
mod limits;
mod piece;
mod question;
mod refusal;
mod stream;
mod thoughts;
mod wire;
mod witness;

pub use key::Key;
pub use limits::Limits;
pub use witness::{Answer, Request, Witness};

use std::sync::mpsc::Receiver;
use std::thread::sleep;
use std::time::{Duration, Instant};

use vesper_speech::{ChatModel, Error, Kind, Out, Prompt, Result, Token};

use address::Address;
use question::Manners;
use stream::Stream;
use wire::{Arrival, Wire};

/// How often whoever waits is asked whether to go on.
const TICK: Duration = Duration::from_millis(10);

/// Where a server is and what it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// As the listener calls it: `http://localhost:11434`, `https://host/v1`. Without a path, `/v1` is meant. `http:`
    /// reaches this machine and the listener's own network; what goes further is protected by `https:`.
    pub address: String,
    /// As the server calls it.
    pub model: String,
    pub key: Option<Key>,
}

impl Server {
    /// Whether it can be asked at all; nothing is sent.
    ///
    /// # Errors
    /// `BadRequest` where the address is none, or would carry the conversation unprotected out of the listener's own
    /// network; where the model has no name.
    pub fn check(&self) -> Result<()> {
        self.found().map(drop)
    }

    fn found(&self) -> Result<Address> {
        let address = Address::parse(&self.address)?;
        if self.model.trim().is_empty() {
            let advice = "Name it as the server calls it.";
            return Err(Error::new(Kind::BadRequest, address.host(), "was given no model to ask.", advice));
        }
        Ok(address)
    }
}

/// A model on a server. Nothing is sent before it is asked for an answer.
///
/// Redirects are not followed, and a proxy (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`) stands only before servers outside
/// of the listener's own network. A server is asked again when it could not answer, as long as nothing of an answer
/// came; fields that it does not know are left out from then on.
pub struct Remote {
    server: Server,
    address: Address,
    limits: Limits,
    manners: Manners,
    wire: Wire,
    witness: Box<dyn Witness>,
}

/// Why a try brought no whole answer.
enum Failure {
    /// Another may, as long as nothing was given out.
    Passing {
        error: Error,
        wait: Option<Duration>,
    },
    /// The server does not take the request in this form, and it is known now in which it may.
    Learnt,
    Final(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Final(error)
    }
}

impl Remote {
    /// `witness` is told of every request before it leaves.
    ///
    /// # Errors
    /// As for [`Server::check`].
    pub fn new(server: Server, witness: Box<dyn Witness>) -> Result<Remote> {
        Remote::with(server, Limits::default(), witness)
    }

    /// The same with other limits.
    pub fn with(server: Server, limits: Limits, witness: Box<dyn Witness>) -> Result<Remote> {
        let address = server.found()?;
        let wire = Wire::new(limits);
        Ok(Remote { server, address, limits, manners: Manners::default(), wire, witness })
    }

    /// One question and what comes of it. `begun` is set with the first piece that is given out.
    fn ask(
        &mut self,
        prompt: &Prompt,
        out: &mut dyn Out<Token>,
        begun: &mut bool,
    ) -> std::result::Result<(), Failure> {
        let body = question::body(&self.server.model, prompt, &self.manners)?;
        out.check()?;
        let (host, path) = (self.address.host().to_owned(), self.address.path().to_owned());
        self.witness.asked(&Request { method: "POST", host, path })?;
        let mut answer = Answer::default();
        let asked = match self.wire.post(&self.address, self.server.key.as_ref(), &body) {
            Ok(arrivals) => self.follow(&arrivals, prompt, out, begun, &mut answer),
            Err(error) => Err(error.into()),
        };
        if !matches!(asked, Ok(true)) {
            self.wire.cut();
        }
        self.witness.answered(&answer);
        asked.map(drop)
    }

    /// Says whether the connection was left as the next request may find it.
    fn follow(
        &mut self,
        arrivals: &Receiver<Arrival>,
        prompt: &Prompt,
        out: &mut dyn Out<Token>,
        begun: &mut bool,
        answer: &mut Answer,
    ) -> std::result::Result<bool, Failure> {
        let host = self.address.host();
        let mut stream = Stream::new(&self.server, host, &self.limits, arrivals, answer);
        let head = stream.head(out)?;
        if head.status == 200 && !head.is_packed() {
            return stream.pass_on(&head, prompt, out, begun);
        }
        if head.status == 200 {
            let advice = "Something on the way changes what is sent. Try without a proxy.";
            let what = "sent its answer packed, which was not asked for.";
            return Err(Error::new(Kind::Network, host, what, advice).into());
        }
        let said = stream.refusal(out)?;
        // Some servers take a request that they cannot read for a fault of their own.
        if matches!(head.status, 400 | 422 | 500) && self.manners.learn(&String::from_utf8_lossy(&said)) {
            return Err(Failure::Learnt);
        }
        Err(refusal::refused(&self.server, host, &head, &said))
    }

    fn pause(&self, wait: Duration, out: &dyn Out<Token>) -> Result<()> {
        let until = Instant::now() + wait;
        loop {
            out.check()?;
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            sleep(left.min(TICK));
        }
    }
}

impl ChatModel for Remote {
    /// # Errors
    /// `Network` where the server cannot be reached, stands still, breaks off or sends nonsense; `Denied` where it
    /// wants a key or another one; `BadRequest` where it does not take the request, in its own words; `Engine` where it
    /// fails at the answer. Never with the key in it.
    fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        let mut begun = false;
        let mut tried = 1;
        loop {
            let failure = match self.ask(prompt, out, &mut begun) {
                Ok(()) => return Ok(()),
                Err(failure) => failure,
            };
            let (error, wait) = match failure {
                Failure::Final(error) => return Err(error),
                Failure::Learnt => continue,
                Failure::Passing { error, wait } => (error, wait),
            };
            if begun || tried >= self.limits.tries {
                return Err(error);
            }
            let Some(wait) = refusal::wait(&self.limits, tried, wait) else { return Err(error) };
            tracing::info!("asked again in {wait:?}: {error}");
            self.pause(wait, out)?;
            tried += 1;
        }
    }
}
