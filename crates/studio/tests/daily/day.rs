//! A day of news that the tests know: what its feeds say, and what becomes of it.

use std::path::PathBuf;

use jiff::Zoned;
use jiff::civil::time;
use serde_json::json;
use vesper_script::Cue;
use vesper_speech::ChatModel;
use vesper_studio::daily::{
    Briefing, Edition, Event, Feed, Item, Length, Material, Note, Prompts, Wish, Writer,
};

pub(crate) fn now() -> Zoned {
    "2026-11-23T14:05:00[Europe/Paris]".parse().unwrap()
}

pub(crate) fn seconds() -> u64 {
    now().timestamp().as_second() as u64
}

pub(crate) fn item(title: &str, text: &str, hours: u64) -> Item {
    Item {
        id: title.into(),
        title: title.into(),
        text: text.into(),
        link: Some(format!("https://post.example/{}", title.to_lowercase().replace([' ', ',', '%'], "-"))),
        when: Some(seconds() - hours * 3600),
        topics: Vec::new(),
    }
}

pub(crate) fn edition(title: &str, topic: &str, language: &str, items: Vec<Item>) -> (Feed, Edition) {
    let address = format!("https://{}.example/feed", title.to_lowercase().replace(' ', "-"));
    let feed = Feed::new(&address, title, topic).unwrap();
    let edition = Edition {
        address: feed.address.clone(),
        title: title.into(),
        language: language.into(),
        fetched: seconds() - 600,
        items,
        ..Edition::default()
    };
    (feed, edition)
}

pub(crate) const FLOOD: &str = "At least 12 people died in Porto when the Douro rose 4.5 metres on Saturday, the mayor Ana Rua Dias \
                     said. About 1,240 people were moved to schools. “We lost the old harbour,” she told Radio Norte. The \
                     damage is put at €3.2 billion.";
pub(crate) const FLOOD_ELSEWHERE: &str = "Porto counts 12 dead after the flood. Trains to Braga do not run before Thursday. Hospitals \
                               opened 300 more beds.";

pub(crate) fn material() -> Material {
    Material {
        editions: vec![
            edition(
                "Harbour Post",
                "World",
                "en",
                vec![
                    item("Flood in Porto kills 12, old harbour lost", FLOOD, 2),
                    item("Bridge tolls rise by 4%", "Tolls on the northern bridge rise by 4% in January.", 5),
                ],
            ),
            edition(
                "Norte News",
                "",
                "en",
                vec![item("Porto flood kills 12 and old harbour is lost", FLOOD_ELSEWHERE, 3)],
            ),
            edition(
                "Whale Letter",
                "Science",
                "en",
                vec![item(
                    "Whales sing deeper",
                    "Blue whales sing a third deeper than in 1960, a study of 4,500 recordings says. Nobody knows why.",
                    30,
                )],
            ),
            edition(
                "Le Jour",
                "",
                "fr",
                vec![item("Le tunnel rouvre", "Le tunnel rouvre lundi, après trois mois de travaux.", 1)],
            ),
        ],
        events: vec![
            Event { at: None, title: "Ann's birthday".into(), place: String::new() },
            Event { at: Some(time(18, 0, 0, 0)), title: "Choir".into(), place: "Town Hall".into() },
        ],
        notes: vec![Note { title: "Garden".into(), text: "Water the beans.".into(), when: seconds() }],
        ..Material::default()
    }
}

pub(crate) fn writer() -> Writer {
    Writer::new(Prompts::shipped().unwrap())
}

pub(crate) fn wish() -> Wish {
    Wish { interests: vec!["whale".into()], ..Wish::new(Length::Three) }
}

pub(crate) fn sentences(all: &[(usize, &str)]) -> String {
    let all: Vec<_> = all.iter().map(|(from, text)| json!({ "from": from, "text": text })).collect();
    json!({ "sentences": all }).to_string()
}

pub(crate) fn golden(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/daily/golden").join(name);
    if std::env::var_os("VESPER_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, kept, "{name} differs; VESPER_WRITE_GOLDEN=1 writes it anew");
}

pub(crate) fn shown(cues: &[Cue]) -> String {
    let line = |cue: &Cue| match cue {
        Cue::Chapter(name) => format!("chapter {name}\n"),
        Cue::Say(line) => format!("({}) {}\n", line.language, line.text),
        other => format!("{other:?}\n"),
    };
    cues.iter().map(line).collect()
}

pub(crate) fn said(cues: &[Cue]) -> String {
    cues.iter().filter_map(Cue::line).map(|line| format!("{}\n", line.text)).collect()
}

pub(crate) fn written(
    wish: &Wish,
    material: &Material,
    model: Option<&mut dyn ChatModel>,
) -> (Briefing, Vec<Cue>) {
    let mut cues = Vec::new();
    let mut briefing = writer().plan(wish, material, &now()).unwrap();
    writer().write(&mut briefing, model, &mut cues).unwrap();
    (briefing, cues)
}

pub(crate) fn plenty() -> Material {
    let words = [
        "harbour",
        "council",
        "orchard",
        "railway",
        "library",
        "glacier",
        "theatre",
        "market",
        "bakery",
        "lighthouse",
    ];
    let text = |at: usize| {
        let told = (0..12).map(|line| {
            format!("The {} number {at} was looked at again and found to be in good order on all of its {} sides.", words[at % 10], line + 3)
        });
        told.collect::<Vec<_>>().join(" ")
    };
    let items = |from: usize| {
        let item = |at: usize| {
            item(&format!("{} {at} {}", words[at % 10], words[(at / 10) % 10]), &text(at), at as u64 % 30)
        };
        (from..from + 40).map(item).collect()
    };
    Material {
        editions: vec![edition("One", "Town", "en", items(0)), edition("Two", "Land", "en", items(40))],
        ..Material::default()
    }
}
