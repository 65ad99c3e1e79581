//! A number kept with every line that says whether the line is as it was written. SQLite checks how its file is
//! built, not what is in it: a flipped bit in the middle of a sentence is no fault to it.

use crate::record::{Said, Speaker};

/// FNV-1a of 64 bits (Fowler, Noll, Vo; RFC 9923) over all that a line is; any single flipped bit changes it.
pub(crate) fn sum(when: u64, said: &Said) -> i64 {
    let mut sum = Sum(0xcbf2_9ce4_8422_2325);
    sum.number(when);
    sum.text(match &said.speaker {
        Speaker::Listener => None,
        Speaker::Voice(name) => Some(name),
    });
    sum.text(Some(&said.text));
    sum.number(said.heard.start);
    sum.number(said.heard.end);
    sum.number(said.cut.map_or(u64::MAX, |cut| cut as u64));
    sum.text(said.chapter.as_deref());
    sum.0.cast_signed()
}

struct Sum(u64);

impl Sum {
    fn bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn number(&mut self, number: u64) {
        self.bytes(&number.to_le_bytes());
    }

    fn text(&mut self, text: Option<&str>) {
        self.number(text.map_or(u64::MAX, |text| text.len() as u64));
        self.bytes(text.unwrap_or_default().as_bytes());
    }
}
