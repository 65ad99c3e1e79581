//! Whatever a text holds, it becomes cues that can be performed, in time that grows with its length alone.

use std::time::Duration;

use vesper_script::{Cue, Form, Marked, marked, shown};
use vesper_speech::{Line, Traits, Voice};

const MB: usize = 1 << 20;
/// Enough for what takes the square of a length to be noticed.
const SIZE: usize = MB / 8;

fn read(text: &str, form: Form) -> Marked {
    let fox = Voice { name: "fox".into(), traits: Traits::default(), chosen: None };
    let read = marked("text", text, form, &Line::default(), &[fox]);
    read.cues.iter().for_each(|cue| sound(cue, text));
    assert!(read.faults.len() <= 50);
    for fault in &read.faults {
        assert!(fault.line > 0 && fault.column > 0 && !fault.what.is_empty() && !fault.advice.is_empty());
        assert!(fault.what.len() + fault.advice.len() < 2000, "{}", fault.what.len());
    }
    read
}

/// What every cue owes to who performs it.
fn sound(cue: &Cue, text: &str) {
    let begin: String = text.chars().take(200).collect();
    match cue {
        Cue::Pause(length) => assert!(*length <= Duration::from_secs(600), "{length:?} in {begin:?}"),
        Cue::Bell => {}
        Cue::Say(line) => {
            assert!(!line.text.is_empty() && line.text.trim() == line.text, "{:?}", line.text);
            assert!(!line.text.contains(char::is_control), "{begin:?}");
            assert!((0.5..=2.0).contains(&line.pace), "pace {} in {begin:?}", line.pace);
            assert!((-6.0..=6.0).contains(&line.pitch), "pitch {} in {begin:?}", line.pitch);
            assert!((-40.0..=6.0).contains(&line.volume), "volume {} in {begin:?}", line.volume);
            let mut from = 0;
            for aloud in &line.aloud {
                let part = line.text.get(aloud.part.clone()).expect("a part on the borders of characters");
                assert!(!part.is_empty() && aloud.part.start >= from, "{:?} in {begin:?}", line.aloud);
                from = aloud.part.end;
            }
        }
        other => panic!("nobody asked for {other:?}"),
    }
}

fn spoken(read: &Marked) -> String {
    read.cues.iter().filter_map(Cue::line).map(|line| line.text.as_str()).collect()
}

#[test]
fn nesting_has_a_bottom_and_loses_no_words() {
    for name in ["p", "s", "emphasis", "prosody rate='-5%'", "voice name='fox'", "foo", "sub alias='x'"] {
        let close = name.split(' ').next().expect("a name");
        let deep =
            format!("{}word{}", format!("<{name}>").repeat(100_000), format!("</{close}>").repeat(100_000));
        let read = read(&deep, Form::Ssml);
        assert_eq!(spoken(&read), "word", "{name}");
    }
    let read = read(&"<emphasis>a ".repeat(100_000), Form::Text);
    assert!(read.faults.iter().any(|fault| fault.what.contains("More than 32 tags")), "{:?}", read.faults);
    assert_eq!(spoken(&read).matches('a').count(), 100_000);
}

#[test]
fn a_megabyte_of_anything_is_read() {
    for part in ["<", "&", "[", "<!--", "\\<!--", "<p a='", "a. "] {
        drop(read(&part.repeat(MB / part.len()), Form::Ssml));
    }
    for part in [
        "<",
        "&",
        "[",
        "]",
        "\\",
        "\\<",
        "\\[",
        "<!",
        "<!--",
        "\\<!--",
        "<![CDATA[",
        "<!A[",
        "<!A",
        "<?x",
        "</",
        "</p",
        "<p",
        "<p a",
        "<p a=",
        "<p a='",
        "<p a=\"<",
        "<p a=''",
        "<p>",
        "</p>",
        "<s/>",
        "<break/>",
        "<break",
        "&#",
        "&#x110000;",
        "&amp;",
        "[pause]",
        "[/",
        "[/slow]",
        "[slow]",
        "[slow][quick]",
        "[bell]",
        "\n",
        "\n\n",
        " ",
        "a",
        "a ",
        "é",
        "\u{301}",
        "\u{0}",
        "\u{feff}",
        ". ",
        "a. ",
        "<sub alias='x'>",
        "<sub alias='x'>a</sub>",
        "</sub>",
        "<voice name='fox'>a</voice>",
        "<a:b:c>",
        "-->",
        "]]>",
        "{",
        "a<b",
        "<emphasis>a</emphasis>b ",
        ". <emphasis> .</emphasis> ",
    ] {
        for form in [Form::Text, Form::Ssml] {
            drop(read(&part.repeat(SIZE / part.len()), form));
        }
        let far = format!("{}-->]]>?>]>>'\"/>;]", part.repeat(SIZE / part.len()));
        drop(read(&far, Form::Ssml));
        drop(shown(&far, Form::Text));
    }
}

#[test]
fn entities_are_not_expanded() {
    let mut bomb = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a0 \"ha\">".to_owned();
    for level in 1..30 {
        bomb.push_str(&format!("<!ENTITY a{level} \"&a{0};&a{0};\">", level - 1));
    }
    bomb.push_str("]><speak>&a29;</speak>");
    let read = read(&bomb, Form::of(&bomb));
    assert_eq!(spoken(&read), "&a29;");
    assert_eq!(read.faults.len(), 1);
}

#[test]
fn no_number_is_beyond_what_can_be_performed() {
    for number in [
        "NaN",
        "inf",
        "-inf",
        "1e400",
        "-0",
        "0",
        "+0",
        "--1",
        "+-1",
        "1.2.3",
        ".",
        "",
        "999999999999",
        "9999999999999",
        "-999999999999",
        "0.000000001",
        "１２",
        "0x10",
        "1_000",
        " 5 ",
    ] {
        for unit in ["", "s", "ms", "m", "%", "st", "dB", "Hz", " s", "ss"] {
            for sign in ["", "+", "-"] {
                let value = format!("{sign}{number}{unit}");
                let text = format!(
                    "<prosody rate='{value}' pitch='{value}' volume='{value}'>a<break time='{value}'/>b</prosody>[pause {value}]c"
                );
                let read = read(&text, Form::Text);
                assert!(spoken(&read).starts_with("ab"), "{value:?}");
            }
        }
    }
}

#[test]
fn what_an_attribute_holds_is_bounded_where_it_is_told() {
    let long = "x".repeat(MB);
    for text in [
        format!("<voice name='{long}'>a</voice>"),
        format!("<break time='{long}'/>a"),
        format!("<sub alias='{long}'>a</sub>"),
        format!("<lang xml:lang='{long}'>a</lang>"),
        format!("<mstts:express-as style='{long}'>a</mstts:express-as>"),
        format!("<break {long}='1s'/>a"),
        format!("<{long}>a"),
        format!("[/{long}]a"),
        format!("&{long};a"),
    ] {
        assert!(spoken(&read(&text, Form::Ssml)).ends_with('a'));
    }
}

#[test]
fn mutations_of_sound_markup_never_break_out() {
    let seeds = [
        "<speak><p>One <emphasis level=\"strong\">two</emphasis>.<break time=\"1.5s\"/></p></speak>",
        "<prosody rate=\"-20%\" pitch='+2st' volume=\"soft\">Dr <sub alias=\"a &amp; b\">é</sub></prosody>",
        "[pause 1m30s] [whisper] Come [slow]in[/slow], <voice name=\"fox\">…\u{201c}you\u{201d}</voice>! [/whisper]\n\n[bell]",
        "<say-as interpret-as='telephone'>555 0199</say-as> <!-- x --> <![CDATA[ <a> ]]> &#233; \\[slow] [wisper]",
    ];
    let scraps = [
        "<",
        ">",
        "/>",
        "</",
        "'",
        "\"",
        "&",
        ";",
        "[",
        "]",
        "/",
        "\\",
        "\n",
        " ",
        "é",
        "\u{1f98a}",
        "<sub alias='q'>",
        "</sub>",
        "<p>",
        "9",
    ];
    let mut chance = Chance(7);
    for round in 0..30_000 {
        let mut text: Vec<char> = seeds[chance.below(seeds.len())].chars().collect();
        for _ in 0..=chance.below(6) {
            let at = chance.below(text.len().max(1));
            match chance.below(4) {
                0 => drop(text.splice(at..at, scraps[chance.below(scraps.len())].chars())),
                1 if at < text.len() => drop(text.remove(at)),
                2 => {
                    let end = (at + chance.below(20)).min(text.len());
                    drop(text.drain(at.min(end)..end));
                }
                _ => {
                    let end = (at + chance.below(30)).min(text.len());
                    let copy: Vec<char> = text[at.min(end)..end].to_vec();
                    let to = chance.below(text.len().max(1)).min(text.len());
                    drop(text.splice(to..to, copy));
                }
            }
        }
        let text: String = text.into_iter().collect();
        let form = if round % 2 == 0 { Form::Text } else { Form::Ssml };
        let read = read(&text, form);
        // Every word that is spoken is shown, and the other way round.
        let bare =
            |text: &str| text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>();
        assert_eq!(bare(&spoken(&read)), bare(&shown(&text, form)), "{text:?}");
    }
}

/// A xorshift (Marsaglia 2003): the same texts in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % count as u64) as usize
    }
}
