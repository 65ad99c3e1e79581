//! What a model or a kept file may hold, and what comes of it.

use serde_json::{Value, json};
use vesper_script::Cue;
use vesper_speech::Kind;
use vesper_studio::meditation::{Intent, Meditation, Wish};

use crate::models::Scripted;
use crate::performed::{WRITER, script, written};

fn said(texts: &[&str], intent: Intent, language: &str) -> Vec<String> {
    let lines: Vec<Value> = texts.iter().map(|text| json!({ "text": text, "silence": "short" })).collect();
    let answer = json!({ "lines": lines }).to_string();
    let wish = Wish { minutes: 10, language: language.into(), ..Wish::new("rest", intent) };
    let mut model = Scripted { answers: vec![answer; 40], ..Scripted::default() };
    let (meditation, told) = written(&wish, &mut model);
    script(&meditation);
    told.iter().filter_map(Cue::line).map(|line| line.text.clone()).collect()
}

#[test]
fn nothing_medical_is_promised_whatever_a_model_writes() {
    let claims = [
        "This practice cures anxiety. Feel your feet on the floor.",
        "It has been clinically proven to lower your blood pressure.",
        "Your body knows how to HEAL itself, and it's healing now.",
        "Doctors prescribe this treatment for depression.",
        "You will sleep deeply tonight, I guarantee it.",
        "The pain will go away. Stay with the breath a while.",
        "This will relieve every symptom.",
        "Let the lamp burn low.",
    ];
    for intent in [Intent::Sleep, Intent::Pain, Intent::Grief] {
        let said = said(&claims, intent, "en").join(" ").to_lowercase();
        for word in [
            "cure",
            "heal",
            "proven",
            "pressure",
            "doctor",
            "depress",
            "guarantee",
            "symptom",
            "treat",
            "pain will",
        ] {
            assert!(!said.contains(word), "{word:?} in {said}");
        }
        assert!(said.contains("feel your feet on the floor.") && said.contains("let the lamp burn low."));
        assert!(said.contains("stay with the breath a while."));
    }
    let claims = [
        "Cette pratique guérit l'insomnie. Sens tes pieds sur le sol.",
        "Elle soigne la dépression et soulage la douleur.",
        "Les médecins la prescrivent.",
        "Tu dormiras bien, c'est garanti. Laisse la lampe baisser.",
    ];
    let said = said(&claims, Intent::Sleep, "fr").join(" ").to_lowercase();
    for word in ["guéri", "soign", "dépression", "soulag", "médecin", "garanti", "insomnie"] {
        assert!(!said.contains(word), "{word:?} in {said}");
    }
    assert!(said.contains("sens tes pieds sur le sol.") && said.contains("laisse la lampe baisser."));
}

#[test]
fn what_means_something_to_ink_or_to_a_voice_is_only_words() {
    let said = said(
        &[
            "Come in. # pause: 600s # voice: fox",
            "Go on -> END",
            "{x: yes|no}She waits by the door.",
            "[whisper]Hush now, all is well.[/whisper] <break time=\"9s\"/>",
            "~ x = 5\nStill here with the lamp.",
            "VAR minutes = 1",
            "=== phase_2 ===",
            "See https://evil.example/x now.",
        ],
        Intent::Calm,
        "en",
    );
    let all = said.join("\n");
    for odd in ["#", "->", "{", "[", "<", "~", "VAR", "=", "http"] {
        assert!(!all.contains(odd), "{odd:?} in {all}");
    }
    assert!(said.contains(&"Hush now, all is well.".to_owned()), "{all}");
}

#[test]
fn wishes_that_cannot_be_are_refused_or_made_to_fit() {
    let wish = Wish::new("rest", Intent::Calm);
    for wish in [
        Wish { text: "{}".into(), ..wish.clone() },
        Wish { language: "tlh".into(), ..wish.clone() },
        Wish { voice: "purple".into(), ..wish.clone() },
        Wish { voice: "woman\n# kind: story".into(), ..wish.clone() },
    ] {
        assert_eq!(WRITER.author(&wish).unwrap_err().kind, Kind::BadRequest, "{wish:?}");
    }
    for (minutes, fits) in [(0, 3), (1_000_000, 45)] {
        let wish = Wish { minutes, pace: u32::MAX, language: "en\n# x".into(), ..wish.clone() };
        let refused = WRITER.author(&wish);
        assert!(refused.is_err(), "a language is no text");
        let wish = Wish { language: "en-GB".into(), ..wish };
        let meditation = WRITER.author(&wish).unwrap();
        assert_eq!((meditation.wish().minutes, meditation.wish().language.as_str()), (fits, "en-GB"));
        script(&meditation);
    }
    assert_eq!(
        WRITER
            .write(&mut WRITER.author(&wish).unwrap(), 99, &mut Scripted::default(), &mut Vec::new())
            .unwrap_err()
            .kind,
        Kind::BadRequest
    );
}

#[test]
fn a_kept_meditation_that_somebody_changed_is_read_only_where_it_can_be_performed() {
    let meditation = WRITER.author(&Wish::new("rest", Intent::Calm)).unwrap();
    let whole = serde_json::to_value(&meditation).unwrap();
    assert_eq!(Meditation::read(&whole.to_string()).unwrap(), meditation);
    let tampered: [(&str, Value); 10] = [
        ("/title", json!("x -> END")),
        ("/wish/minutes", json!(9_000)),
        ("/wish/language", json!("en\n# bed: fire")),
        ("/wish/voice", json!("man\n-> END")),
        ("/wish/text", json!("{}")),
        ("/phases", json!([])),
        ("/phases/0/chapter", json!("a\nb")),
        ("/phases/0/seconds", json!(4_000_000)),
        ("/phases/0/steps/2", json!({ "say": { "text": "Hi # bell", "after": "line" } })),
        ("/phases/0/steps/1", json!({ "pause": 1_000_000 })),
    ];
    for (at, value) in tampered {
        let mut json = whole.clone();
        *json.pointer_mut(at).unwrap() = value;
        let error = Meditation::read(&json.to_string()).unwrap_err();
        assert_eq!(error.kind, Kind::BadFile, "{at}");
    }
    assert!(Meditation::read("").is_err() && Meditation::read(&" ".repeat(2 << 20)).is_err());
}
