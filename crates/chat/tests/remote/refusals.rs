//! Servers that refuse, and what is made of it.

use std::time::{Duration, Instant};

use vesper_chat::{Key, Limits, Remote, Server};
use vesper_speech::{ChatModel, Form, Kind, Prompt, Token};

use crate::server::{KEY, STOP, Told, failure, limits, prompt, remote, reply, serve};

#[test]
fn each_refusal_has_its_kind_and_what_the_server_said_but_never_the_key() {
    let said = |what: &str| format!("{{\"error\":{{\"message\":\"{what}\"}}}}");
    let cases = [
        (401, said(&format!("bad key {KEY}")), Kind::Denied, "refused the key", 1),
        (403, said("not you"), Kind::Denied, "refused the key", 1),
        (400, said(&format!("too long\\u001b[2J {KEY}")), Kind::BadRequest, "too long", 1),
        (404, said("The model does not exist"), Kind::BadRequest, "The model does not exist", 1),
        (413, "<html>nginx</html>".into(), Kind::BadRequest, "does not take the request", 1),
        (500, said("out of memory"), Kind::Engine, "out of memory", 3),
        (503, said("Loading model"), Kind::Network, "Loading model", 3),
        (418, String::new(), Kind::BadRequest, "(status 418)", 1),
    ];
    for (status, body, kind, what, tries) in cases {
        let (address, asked) = serve(move |_, guest| guest.refuse(status, "", &body));
        let (mut remote, told) = remote(&address, limits());
        let (_, error) = failure(&mut remote);
        assert_eq!(error.kind, kind, "{status}: {error}");
        assert!(error.what.contains(what), "{status}: {error}");
        assert!(!error.what.chars().any(char::is_control), "{error:?}");
        assert_eq!(asked.try_iter().count(), tries, "{status}");
        assert_eq!(told.0.lock().unwrap()[0].1.unwrap().status, Some(status));
    }
}

#[test]
fn what_a_server_says_is_cut_short() {
    let (address, _asked) = serve(|_, guest| guest.refuse(400, "", &"ä ".repeat(100_000)));
    let (mut remote, _) = remote(&address, limits());
    let error = failure(&mut remote).1;
    assert!(error.what.chars().count() < 400, "{}", error.what.len());
}

#[test]
fn a_busy_server_is_asked_again_when_it_wants_to_be() {
    let (address, asked) = serve(|number, guest| {
        if number == 0 {
            guest.refuse(429, "retry-after: 1\r\n", "");
        } else {
            guest.begin();
            guest.say("Now.");
            guest.send(STOP);
        }
    });
    let (mut remote, _) = remote(&address, limits());
    let since = Instant::now();
    assert_eq!(reply(&mut remote).unwrap().0, "Now.");
    assert!(since.elapsed() >= Duration::from_secs(1), "{:?}", since.elapsed());
    assert_eq!(asked.try_iter().count(), 2);

    let tomorrow = "date: Sun, 06 Nov 1994 08:49:37 GMT\r\nretry-after: Mon, 07 Nov 1994 08:49:37 GMT\r\n";
    for asks in ["retry-after: 86400\r\n", tomorrow] {
        let (address, asked) = serve(move |_, guest| guest.refuse(429, asks, ""));
        let (mut remote, _) = crate::server::remote(&address, limits());
        let error = failure(&mut remote).1;
        assert_eq!((error.kind, asked.try_iter().count()), (Kind::Network, 1), "a day is too long: {error}");
    }
}

#[test]
fn a_busy_server_may_say_when_by_the_date_of_its_own_clock() {
    for (asks, least) in [
        ("date: Sun, 06 Nov 1994 08:49:37 GMT\r\nretry-after: Sun, 06 Nov 1994 08:49:38 GMT\r\n", 1),
        // A wrong day of the week, as some servers write it.
        ("date: Sun, 06 Nov 1994 08:49:37 GMT\r\nretry-after: Mon, 06 Nov 1994 08:49:38 GMT\r\n", 1),
        ("retry-after: Sun, 06 Nov 1994 08:49:38 GMT\r\n", 0),
        ("retry-after: soon\r\n", 0),
    ] {
        let (address, asked) = serve(move |number, guest| {
            if number == 0 {
                guest.refuse(503, asks, "");
            } else {
                guest.begin();
                guest.say("Now.");
                guest.send(STOP);
            }
        });
        let (mut remote, _) = remote(&address, limits());
        let since = Instant::now();
        assert_eq!(reply(&mut remote).unwrap().0, "Now.", "{asks}");
        assert!(since.elapsed() >= Duration::from_secs(least), "{asks}: {:?}", since.elapsed());
        assert_eq!(asked.try_iter().count(), 2, "{asks}");
    }
}

#[test]
fn a_field_that_a_server_does_not_know_is_left_out_from_then_on() {
    let (address, asked) = serve(|_, guest| {
        let unknown =
            ["chat_template_kwargs", "top_k"].into_iter().find(|field| guest.asked.body.get(field).is_some());
        match unknown {
            Some(field) => {
                guest.refuse(
                    400,
                    "",
                    &format!(
                        "{{\"error\":{{\"message\":\"Unrecognized request argument supplied: {field}\"}}}}"
                    ),
                );
            }
            None => {
                guest.begin();
                guest.say("Yes.");
                guest.send(STOP);
            }
        }
    });
    let (mut remote, told) = remote(&address, limits());
    assert_eq!(reply(&mut remote).unwrap().0, "Yes.");
    assert_eq!(asked.try_iter().count(), 3);
    assert_eq!(reply(&mut remote).unwrap().0, "Yes.");
    assert_eq!(asked.try_iter().count(), 1, "it was learnt");
    assert_eq!(told.0.lock().unwrap().len(), 4, "every request is told");
}

#[test]
fn nobody_is_sent_elsewhere_with_the_key() {
    let (elsewhere, visited) = serve(|_, guest| guest.begin());
    for status in [301, 302, 307, 308] {
        let to = format!("location: {elsewhere}/v1/chat/completions\r\n");
        let (address, _asked) = serve(move |_, guest| guest.refuse(status, &to, ""));
        let (mut remote, _) = remote(&address, limits());
        let error = failure(&mut remote).1;
        assert!(error.kind == Kind::BadRequest && error.what.contains("127.0.0.1"), "{error}");
    }
    assert_eq!(visited.try_iter().count(), 0);
}

#[test]
fn an_answer_that_was_packed_is_refused() {
    let (address, _asked) = serve(|_, guest| {
        guest.send("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\nconnection: close\r\n\r\n\x1f\x08");
    });
    let (mut remote, _) = remote(&address, limits());
    let error = failure(&mut remote).1;
    assert!(error.kind == Kind::Network && error.what.contains("packed"), "{error}");
}

#[test]
fn what_cannot_be_asked_is_refused_before_anything_leaves() {
    let (address, asked) = serve(|_, guest| guest.begin());
    let (mut remote, told) = remote(&address, limits());
    let refused = [
        Prompt { messages: Vec::new(), ..prompt() },
        Prompt { form: Some(Form::Grammar("start: \"a\"".into())), ..prompt() },
        Prompt { form: Some(Form::Schema("{".into())), ..prompt() },
    ];
    for prompt in refused {
        let error = remote.reply(&prompt, &mut Vec::<Token>::new()).unwrap_err();
        assert_eq!(error.kind, Kind::BadRequest, "{error}");
    }
    assert!(told.0.lock().unwrap().is_empty() && asked.try_iter().count() == 0);

    let server = |address: &str, model: &str| Server {
        address: address.into(),
        model: model.into(),
        key: Key::new(KEY),
    };
    for (address, model) in [("http://example.com/v1", "m"), ("nonsense", "m"), ("http://localhost", " ")] {
        let error =
            Remote::with(server(address, model), Limits::default(), Box::new(Told::default())).err().unwrap();
        assert_eq!(error.kind, Kind::BadRequest, "{error}");
    }
    let shown = format!("{:?}", server("http://localhost", "m"));
    assert!(!shown.contains("secret"), "{shown}");
    assert!(Key::new("two\nlines").is_none() && Key::new("ü").is_none() && Key::new(" ").is_none());
}
