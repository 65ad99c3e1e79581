//! Servers that hang, break off, flood and talk nonsense.

use std::net::TcpListener;
use std::time::Duration;

use vesper_chat::Limits;
use vesper_speech::{Ending, Kind};

use crate::server::{Guest, STOP, event, failure, limits, remote, reply, serve};

const SOON: Duration = Duration::from_millis(300);
/// How late a busy machine may be.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn a_server_that_hangs_is_given_up_wherever_it_does() {
    type Hang = fn(usize, &mut Guest);
    let hangs: [(&str, Hang); 3] = [
        ("", |_, guest| guest.wait_for_the_end()),
        ("", |_, guest| {
            guest.begin();
            guest.wait_for_the_end();
        }),
        ("Once", |_, guest| {
            guest.begin();
            guest.say("Once");
            guest.wait_for_the_end();
        }),
    ];
    for (said, hang) in hangs {
        let (address, asked) = serve(hang);
        let tries = Limits { first: SOON, idle: SOON, tries: 2, ..limits() };
        let (mut remote, told) = remote(&address, tries);
        let (came, error) = failure(&mut remote);
        assert_eq!((came.as_str(), error.kind), (said, Kind::Network), "{error}");
        assert!(error.what.contains("0.3 s"), "{error}");
        let tries = if said.is_empty() { 2 } else { 1 };
        for _ in 0..tries {
            asked.recv_timeout(PATIENCE).expect("a question that came, however late");
        }
        assert_eq!((asked.try_iter().count(), told.0.lock().unwrap().len()), (0, tries));
        assert!(told.0.lock().unwrap().iter().all(|(_, answer)| answer.is_some()));
    }
}

#[test]
fn a_connection_that_breaks_before_the_first_word_is_tried_again_and_after_it_is_not() {
    let (address, asked) = serve(|number, guest| {
        if number == 1 {
            guest.begin();
            guest.send(": nothing yet\n\n");
        }
        if number == 2 {
            guest.begin();
            guest.say("There ");
            guest.send(STOP);
        }
    });
    let (mut remote, _) = remote(&address, limits());
    assert_eq!(reply(&mut remote).unwrap().0, "There ");
    assert_eq!(asked.try_iter().count(), 3);

    let (address, asked) = serve(|_, guest| {
        guest.begin();
        guest.say("There was ");
        guest.send("data: {\"choices\":[{\"del");
    });
    let (mut remote, _) = crate::server::remote(&address, limits());
    let (came, error) = failure(&mut remote);
    assert_eq!((came.as_str(), error.kind), ("There was ", Kind::Network), "{error}");
    assert_eq!(asked.try_iter().count(), 1);
}

#[test]
fn nonsense_is_an_error_and_what_came_before_it_stays() {
    for nonsense in [
        "data: nonsense\n\n",
        "data: {\"a\":\n\n",
        "data: [1,2]\n\n",
        "data: \u{0}\n\n",
        "data: {\"choices\":[{\"delta\":{\"content\":\"\\ud800\"}}]}\n\n",
    ] {
        let (address, _asked) = serve(move |_, guest| {
            guest.begin();
            guest.say("Well, ");
            guest.send(nonsense);
            guest.send(STOP);
        });
        let (mut remote, _) = remote(&address, limits());
        let (came, error) = failure(&mut remote);
        assert_eq!((came.as_str(), error.kind), ("Well, ", Kind::Network), "{nonsense}: {error}");
    }
}

#[test]
fn what_is_no_web_server_is_an_error() {
    for nonsense in ["SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 banana\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n"] {
        let (address, asked) = serve(move |_, guest| assert!(guest.send(nonsense)));
        let (mut remote, _) = remote(&address, limits());
        assert_eq!(failure(&mut remote).1.kind, Kind::Network, "{nonsense}");
        assert_eq!(asked.try_iter().count(), 3);
    }
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (mut remote, told) = remote(&format!("http://{nobody}"), limits());
    let error = failure(&mut remote).1;
    assert!(error.what.contains("no server runs there"), "{error}");
    assert_eq!(told.0.lock().unwrap().len(), 3, "every try is told");
}

#[test]
fn a_flood_ends() {
    // A server each: one whose client left with its window shut may be told only a minute later.
    let flooded = |flood: String| {
        let (address, asked) = serve(move |_, guest| {
            guest.begin();
            while guest.send(&flood) {}
        });
        (remote(&address, limits()).0, asked)
    };
    for flood in ["data: x".repeat(1000), ": comment\n".repeat(1000)] {
        let (mut remote, _asked) = flooded(flood);
        let error = failure(&mut remote).1;
        assert!(error.what.contains("more than an answer has"), "{error}");
    }
    let (mut remote, _asked) = flooded(event("words ").repeat(100));
    let (said, ending) = reply(&mut remote).unwrap();
    assert_eq!(ending, Ending::Limit);
    assert_eq!(said.len(), 1024 * 128, "what its limit allows at most");
}

#[test]
fn an_answer_that_only_trickles_comes_whole_and_one_that_never_ends_is_ended() {
    let (address, _asked) = serve(|number, guest| {
        guest.begin();
        for byte in format!("{}{STOP}", event("Slowly.")).bytes() {
            std::thread::sleep(Duration::from_millis(5));
            guest.send([byte]);
        }
        while number > 0 && guest.send(": still there\n\n") {
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let (mut remote, _) = remote(&address, limits());
    assert_eq!(reply(&mut remote).unwrap().0, "Slowly.");
    assert_eq!(reply(&mut remote).unwrap().0, "Slowly.", "an end that does not come is not waited for");

    let (address, _asked) = serve(|_, guest| {
        guest.begin();
        while guest.send(": still there\n\n") {
            std::thread::sleep(Duration::from_millis(20));
        }
    });
    let (mut remote, _) = crate::server::remote(&address, Limits { whole: SOON, ..limits() });
    let error = failure(&mut remote).1;
    assert!(error.what.contains("did not finish"), "{error}");
}
