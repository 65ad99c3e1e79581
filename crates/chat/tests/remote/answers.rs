//! Servers that answer, each in its way.

use vesper_speech::{ChatModel, Ending, Form, Kind, Prompt, Token};

use crate::server::{KEY, STOP, event, limits, prompt, remote, reply, serve};

#[test]
fn an_answer_comes_word_by_word_and_the_request_is_told_before_it_leaves() {
    let (address, asked) = serve(|_, guest| {
        guest.begin();
        guest.say("Good ");
        guest.say("evening.");
        guest.send(STOP);
    });
    let (mut remote, told) = remote(&address, limits());
    let mut tokens: Vec<Token> = Vec::new();
    remote.reply(&prompt(), &mut tokens).unwrap();
    let texts: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    assert_eq!(texts, ["Good ", "evening.", ""]);
    assert_eq!(tokens[2].end, Some(Ending::Said));

    let asked = asked.recv().unwrap();
    assert_eq!(asked.path, "/v1/chat/completions");
    assert!(asked.head.contains(&format!("authorization: Bearer {KEY}")), "{:?}", asked.head);
    assert!(asked.head.contains(&"accept-encoding: identity".to_owned()), "{:?}", asked.head);
    assert_eq!(asked.body["messages"][0]["content"], "What does the fox say tonight?");

    let told = told.0.lock().unwrap();
    let (request, answer) = &told[0];
    assert_eq!((request.method, request.path.as_str()), ("POST", "/v1/chat/completions"));
    assert!(address.ends_with(&request.host), "{request:?}");
    assert_eq!(answer.unwrap().status, Some(200));
    assert!(answer.unwrap().bytes > 100 && told.len() == 1);
    assert!(!format!("{told:?}").contains("fox"), "nothing of the conversation");
}

#[test]
fn bytes_may_be_cut_anywhere_and_lines_end_as_they_like() {
    for ends in ["\n", "\r\n", "\r"] {
        let (address, _asked) = serve(move |_, guest| {
            guest.begin();
            let text =
                format!(": ping\n\nevent: message\n{}{}{STOP}", event("Füchsin 🦊, "), event("日本語"));
            for byte in text.replace('\n', ends).bytes() {
                guest.send([byte]);
            }
        });
        let (mut remote, _) = remote(&address, limits());
        assert_eq!(reply(&mut remote).unwrap(), ("Füchsin 🦊, 日本語".to_owned(), Ending::Said));
    }
}

#[test]
fn an_answer_ends_where_its_server_says_so_in_any_way() {
    let last = |reason: &str| {
        format!("data: {{\"choices\":[{{\"delta\":{{\"content\":\"b\"}},\"finish_reason\":\"{reason}\"}}]}}")
    };
    let two = "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]} {\"choices\":[{\"delta\":{\"content\":\"b\"},\"finish_reason\":\"stop\"}]}";
    let cases = [
        (format!("{}{}\n\ndata: [DONE]\n\n", event("a"), last("stop")), Ending::Said),
        (format!("{}{}\n\n", event("a"), last("length")), Ending::Limit),
        (format!("{}{}", event("a"), last("stop")), Ending::Said),
        (format!("{}{}data: [DONE]\n\n", event("a"), event("b")), Ending::Said),
        (format!("data: {two}\n\n"), Ending::Said),
        (format!("data: {}\n\n", two.replace(",\"", ",\ndata:\"")), Ending::Said),
    ];
    for (text, ending) in cases {
        let sent = text.clone();
        let (address, _asked) = serve(move |_, guest| {
            guest.begin();
            guest.send(&sent);
        });
        let (mut remote, told) = remote(&address, limits());
        assert_eq!(reply(&mut remote).unwrap(), ("ab".to_owned(), ending), "{text}");
        assert_eq!(told.0.lock().unwrap().len(), 1);
    }
}

#[test]
fn a_server_that_does_not_stream_is_understood() {
    let body =
        r#"{"choices":[{"message":{"content":"<think>x</think>All at once."},"finish_reason":"stop"}]}"#;
    let (address, _asked) = serve(move |_, guest| {
        let length = body.len();
        guest.send(format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        ));
    });
    let (mut remote, _) = remote(&address, limits());
    assert_eq!(reply(&mut remote).unwrap(), ("All at once.".to_owned(), Ending::Said));
}

#[test]
fn what_a_model_thinks_is_not_in_its_answer() {
    let (address, asked) = serve(|_, guest| {
        guest.begin();
        guest.send("data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"apart\"}}]}\n\n");
        for piece in ["<th", "ink>hid", "den</thi", "nk>\n\n", "Said."] {
            guest.say(piece);
        }
        guest.send(STOP);
    });
    let (mut remote, _) = remote(&address, limits());
    assert_eq!(reply(&mut remote).unwrap().0, "Said.");
    let body = asked.recv().unwrap().body;
    assert_eq!(body["chat_template_kwargs"]["enable_thinking"], false);
    assert_eq!(body["reasoning_effort"], "none");
}

#[test]
fn a_form_is_asked_for_and_the_answer_held_to_it() {
    let (address, asked) = serve(|number, guest| {
        guest.begin();
        guest.say(if number == 0 { "{\"mood\": \"calm\"}" } else { "I feel calm." });
        guest.send(STOP);
    });
    let (mut remote, _) = remote(&address, limits());
    let form = Some(Form::Schema(r#"{"type":"object","properties":{"mood":{"type":"string"}}}"#.into()));
    let prompt = Prompt { form, ..prompt() };
    let mut tokens: Vec<Token> = Vec::new();
    remote.reply(&prompt, &mut tokens).unwrap();
    assert_eq!(tokens[0].text, "{\"mood\": \"calm\"}");
    let format = &asked.recv().unwrap().body["response_format"];
    assert_eq!(format["json_schema"]["schema"]["properties"]["mood"]["type"], "string");
    let error = remote.reply(&prompt, &mut Vec::new()).unwrap_err();
    assert_eq!(error.kind, Kind::Engine, "{error}");
    assert!(error.what.contains("form"), "{error}");
}

#[test]
fn the_connection_is_used_again() {
    let (address, asked) = serve(|_, guest| {
        let body = format!("{}{STOP}", event("Yes."));
        let chunked = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n",
            body.len()
        );
        guest.send(&chunked);
        // The second request comes on the same connection.
        let mut twice = guest.again();
        twice.send(&chunked);
    });
    let (mut remote, _) = remote(&address, limits());
    assert_eq!(reply(&mut remote).unwrap().0, "Yes.");
    assert_eq!(reply(&mut remote).unwrap().0, "Yes.");
    assert_eq!(asked.try_iter().count(), 1, "one connection");
}
