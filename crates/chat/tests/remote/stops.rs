//! An answer that is stopped is stopped at once, wherever it is.

use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

use vesper_speech::{ChatModel, Error, Kind, Out, Result, Token};

use crate::server::{Guest, limits, prompt, remote, serve};

/// Stops a while after it began.
struct Stopping {
    after: Duration,
    begun: Instant,
}

impl Out<Token> for Stopping {
    fn put(&mut self, _: Token) -> Result<()> {
        self.check()
    }

    fn check(&self) -> Result<()> {
        if self.begun.elapsed() < self.after { Ok(()) } else { Err(Error::stopped()) }
    }
}

/// How long after it was stopped a question ended.
fn stopped(address: &str) -> Duration {
    let (mut remote, told) = remote(address, limits());
    let mut out = Stopping { after: Duration::from_millis(300), begun: Instant::now() };
    let error = remote.reply(&prompt(), &mut out).unwrap_err();
    assert_eq!(error.kind, Kind::Stopped, "{error}");
    assert!(told.0.lock().unwrap().iter().all(|(_, answer)| answer.is_some()));
    out.begun.elapsed().saturating_sub(out.after)
}

#[test]
fn a_stop_ends_the_wait_and_the_servers_work() {
    type Begin = fn(&mut Guest);
    let cases: [(&str, Begin); 4] = [
        ("no answer", |_| {}),
        ("no word", |guest| guest.begin()),
        ("in the middle", |guest| {
            guest.begin();
            guest.say("Once ");
        }),
        ("busy", |guest| guest.refuse(503, "retry-after: 2\r\n", "")),
    ];
    for (case, begin) in cases {
        let (tell, gone) = sync_channel(4);
        let (address, _asked) = serve(move |_, guest| {
            begin(guest);
            guest.wait_for_the_end();
            tell.send(()).unwrap_or_default();
        });
        // A busy machine may lose a moment; not five times.
        let took = (0..5).map(|_| stopped(&address)).min().unwrap();
        assert!(took < Duration::from_millis(50), "{case}: {took:?}");
        let closed = gone.recv_timeout(Duration::from_secs(20));
        assert_ne!(closed, Err(RecvTimeoutError::Timeout), "{case}: the server is left at work");
    }
}

#[test]
fn a_model_that_was_stopped_answers_the_next_question() {
    let (address, _asked) = serve(|number, guest| {
        guest.begin();
        guest.say("Well.");
        if number == 0 {
            guest.wait_for_the_end();
        } else {
            guest.send(crate::server::STOP);
        }
    });
    let (mut remote, _) = remote(&address, limits());
    let mut out = Stopping { after: Duration::from_millis(100), begun: Instant::now() };
    assert_eq!(remote.reply(&prompt(), &mut out).unwrap_err().kind, Kind::Stopped);
    assert_eq!(crate::server::reply(&mut remote).unwrap().0, "Well.");
}
