use super::Tags;
use super::encoder::Chapter;
use vesper_speech::{RATE, seconds};

/// Bytes that a file keeps free for its comments, which are complete only when everything else is written.
/// A chapter takes about a hundred.
pub(super) const ROOM: usize = 32 * 1024;

/// Characters of a comment: every remark must find its place in it.
pub(super) const LONGEST_COMMENT: usize = 4_000;

/// A comment of a file, as Vorbis has them (<https://xiph.org/vorbis/doc/v-comment.html>), at most `ROOM`
/// long: the tags, then each chapter as `CHAPTERnnn` and `CHAPTERnnnNAME`. What does not fit is left out,
/// the last chapters first.
pub(super) fn comments(vendor: &str, tags: &Tags, chapters: &[Chapter]) -> Vec<u8> {
    let mut list = Vec::new();
    let mut length = 8 + vendor.len();
    let names = [
        ("TITLE", shortened(&tags.title)),
        ("ARTIST", shortened(&tags.artist)),
        ("ALBUM", shortened(&tags.album)),
        ("COMMENT", line(&tags.comments(), LONGEST_COMMENT)),
    ];
    for (name, text) in names {
        if !text.is_empty() {
            add(vec![format!("{name}={text}")], &mut list, &mut length);
        }
    }
    for (number, chapter) in (1..).zip(chapters) {
        let pair = vec![
            format!("CHAPTER{number:03}={}", clock(chapter.at)),
            format!("CHAPTER{number:03}NAME={}", shortened(&chapter.title)),
        ];
        if !add(pair, &mut list, &mut length) {
            tracing::warn!(
                "a file has room for {} chapters; {} were left out",
                number - 1,
                chapters.len() + 1 - number
            );
            break;
        }
    }
    let mut block = Vec::with_capacity(length);
    put(&mut block, vendor);
    block.extend((list.len() as u32).to_le_bytes());
    for entry in &list {
        put(&mut block, entry);
    }
    block
}

/// Adds all of `entries` or none of them.
fn add(entries: Vec<String>, list: &mut Vec<String>, length: &mut usize) -> bool {
    let more: usize = entries.iter().map(|entry| 4 + entry.len()).sum();
    if *length + more > ROOM {
        return false;
    }
    *length += more;
    list.extend(entries);
    true
}

fn put(block: &mut Vec<u8>, text: &str) {
    block.extend((text.len() as u32).to_le_bytes());
    block.extend(text.as_bytes());
}

/// A title in one line of at most 200 characters: chapters are lists, not pages.
pub(super) fn shortened(text: &str) -> String {
    line(text, 200)
}

/// `text` in one line of at most `longest` characters.
pub(super) fn line(text: &str, longest: usize) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(longest).collect()
}

/// A position as hours, minutes, seconds and milliseconds.
fn clock(at: u64) -> String {
    let whole = at / u64::from(RATE);
    let millis = (seconds(at % u64::from(RATE)) * 1_000.0) as u32;
    format!("{:02}:{:02}:{:02}.{millis:03}", whole / 3_600, whole / 60 % 60, whole % 60)
}
