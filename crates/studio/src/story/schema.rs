//! What answers look like. The order of the fields is the order in which they come: lines first, because they are spoken
//! while the rest is written.

use vesper_speech::{Bed, NARRATOR};

use super::cast::Person;
use super::scene::How;
use crate::schema::{array, choice, number, object, text};

/// Voices that one scene may use, besides the narrator's: the more, the longer a small model wavers.
const VOICES: usize = 12;

const WHO: &str = r#"["woman","man","child","creature","young woman","old woman","young man","old man","young creature","old creature"]"#;
const SOUND: &str = r#"["plain","soft","bright","rough","low","high","quick","slow"]"#;

/// The form of a bible.
pub(crate) fn bible() -> String {
    let arc =
        object(&[("begins", text(200)), ("worsens", text(200)), ("turns", text(200)), ("ends", text(200))]);
    object(&[
        ("title", text(60)),
        ("place", text(300)),
        ("people", array(&person(), 2, 5)),
        ("secret", text(240)),
        ("promise", text(200)),
        ("arc", arc),
        ("chapter", text(40)),
        ("bed", bed()),
    ])
}

/// The form of a scene in which `people` may speak; a last one has no ways on.
pub(crate) fn scene(people: &[&Person], last: bool) -> String {
    let heard = people.iter().skip(people.len().saturating_sub(VOICES)).map(|person| person.name.as_str());
    let who = choice(std::iter::once(NARRATOR).chain(heard));
    let line = object(&[("who", who), ("how", choice(How::ALL.map(How::name))), ("text", text(400))]);
    let lines = array(&line, 4, 24);
    if last {
        return object(&[("lines", lines), ("summary", text(240))]);
    }
    let way = object(&[("text", text(70)), ("chapter", text(40)), ("bed", bed())]);
    let truth = object(&[
        ("subject", choice(["place", "person", "fact", "promise", "thread"])),
        ("name", text(48)),
        ("text", text(160)),
        ("weight", number([1, 2, 3])),
    ]);
    object(&[
        ("lines", lines),
        ("ways", array(&way, 2, 3)),
        ("people", array(&person(), 0, 2)),
        ("truths", array(&truth, 0, 4)),
        ("settled", array(&text(48), 0, 3)),
        ("summary", text(240)),
    ])
}

fn person() -> String {
    let one_of = |words: &str| format!(r#"{{"type":"string","enum":{words}}}"#);
    object(&[("name", text(32)), ("who", one_of(WHO)), ("sound", one_of(SOUND)), ("wants", text(160))])
}

fn bed() -> String {
    choice(Bed::ALL.map(Bed::name).into_iter().chain(["none"]))
}
