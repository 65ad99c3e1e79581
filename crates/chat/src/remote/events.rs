//! Server-sent events, cut out of bytes as they come
//! (<https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream>).

/// Bytes of one event at most.
pub(super) const LONGEST: usize = 1 << 20;

/// What a server sent: the lines of its `data` fields, joined by newlines.
pub(super) type Event = Vec<u8>;

/// An event is longer than [`LONGEST`].
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong;

/// Lines end with LF, CR or CRLF; an event ends with an empty line. Bytes may be cut anywhere.
#[derive(Default)]
pub(super) struct Events {
    line: Vec<u8>,
    data: Vec<u8>,
    has_data: bool,
    /// The last byte was a CR: an LF that follows belongs to it.
    after_return: bool,
    begun: bool,
}

impl Events {
    /// Takes `bytes` and gives the events that they complete.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Result<Vec<Event>, TooLong> {
        let mut events = Vec::new();
        for &byte in bytes {
            let second_half = std::mem::take(&mut self.after_return) && byte == b'\n';
            match byte {
                b'\n' if second_half => {}
                b'\n' | b'\r' => {
                    self.after_return = byte == b'\r';
                    events.extend(self.end_line());
                }
                byte => self.line.push(byte),
            }
            if self.line.len() + self.data.len() > LONGEST {
                return Err(TooLong);
            }
        }
        Ok(events)
    }

    /// The stream is over: what is there is an event too where the server forgot the empty line behind it.
    pub(super) fn end(&mut self) -> Option<Event> {
        let unfinished = if self.line.is_empty() { None } else { self.end_line() };
        unfinished.or_else(|| self.end_event())
    }

    fn end_line(&mut self) -> Option<Event> {
        let line = std::mem::take(&mut self.line);
        let mut line = line.as_slice();
        if !std::mem::replace(&mut self.begun, true) {
            line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        }
        if line.is_empty() {
            return self.end_event();
        }
        let colon = line.iter().position(|byte| *byte == b':').unwrap_or(line.len());
        let (field, value) = line.split_at(colon);
        // `error` is no field of the standard; llama.cpp's server has used it for what went wrong.
        if field == b"data" || field == b"error" {
            let value = value.strip_prefix(b":").unwrap_or(value);
            if self.has_data {
                self.data.push(b'\n');
            }
            self.data.extend_from_slice(value.strip_prefix(b" ").unwrap_or(value));
            self.has_data = true;
        }
        None
    }

    fn end_event(&mut self) -> Option<Event> {
        std::mem::take(&mut self.has_data).then(|| std::mem::take(&mut self.data))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, at_once: usize) -> Vec<String> {
        let mut events = Events::default();
        let mut found = Vec::new();
        for bytes in text.as_bytes().chunks(at_once) {
            found.extend(events.take(bytes).unwrap());
        }
        found.extend(events.end());
        found.into_iter().map(|event| String::from_utf8(event).unwrap()).collect()
    }

    #[test]
    fn events_are_the_same_wherever_the_bytes_are_cut_and_however_lines_end() {
        let text = "\u{feff}: hello\ndata: eins\n\nevent: x\nid: 7\ndata:zwei\ndata: drei ü🦊\n\ndata\n\nretry: 5\n\ndata:  four";
        let expected = ["eins", "zwei\ndrei ü🦊", "", " four"];
        for ends in ["\n", "\r", "\r\n"] {
            for at_once in 1..20 {
                assert_eq!(all(&text.replace('\n', ends), at_once), expected, "{ends:?} {at_once}");
            }
        }
    }

    #[test]
    fn an_event_that_never_ends_is_refused() {
        let mut events = Events::default();
        let flood = vec![b'x'; LONGEST / 4];
        events.take(b"data: ").unwrap();
        assert!((0..4).any(|_| events.take(&flood) == Err(TooLong)));
        let mut events = Events::default();
        assert!(
            (0..LONGEST / 100)
                .any(|_| events.take(&[b"data: ", [b'y'; 120].as_slice(), b"\n"].concat()) == Err(TooLong))
        );
    }
}
