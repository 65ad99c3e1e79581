//! What is not understood, and what its author is told of it.

use vesper_script::{Cue, Form};

use crate::{faults, read};

#[test]
fn every_fault_says_where_what_and_what_to_do() {
    let mut otherwise = Vec::new();
    for (text, expected, spoken) in [
        (
            "One <foo a='b'>two</foo> three.",
            "1:5: There is no tag `foo`. Its words are spoken as if it were not there; delete it.",
            "One two three.",
        ),
        (
            "One\ntwo <brek time='1s'/> three.",
            "2:5: There is no tag `brek`. Did you mean `<break time=\"2s\"/>`?",
            "One two three.",
        ),
        (
            "é <prosody rat='slow'>two</prosody>",
            "1:3: `rat` changes nothing in `prosody`. Did you mean `rate`?",
            "é two",
        ),
        (
            "<s pitch='high'>One</s>",
            "1:1: `pitch` changes nothing in `s`. Delete it, or write it like `<s>`.",
            "One",
        ),
        (
            "One <break time='soon'/> two",
            "1:5: `soon` is no length of time. Write it like `2s`, `0.5s`, `500ms` or `1m30s`.",
            "One two",
        ),
        (
            "One <break time='NaN'/> two",
            "1:5: `NaN` is no length of time. Write it like `2s`, `0.5s`, `500ms` or `1m30s`.",
            "One two",
        ),
        (
            "One <break time='-1s'/> two",
            "1:5: `-1s` is no length of time. Write it like `2s`, `0.5s`, `500ms` or `1m30s`.",
            "One two",
        ),
        (
            "One <break time='2000s'/> two",
            "1:5: A silence of `2000s` is out of range, so it lasts 600s. It may last from 0s to 600s.",
            "One two",
        ),
        (
            "One <break strength='stong'/> two",
            "1:5: There is no strength `stong`. Did you mean `strong`?",
            "One two",
        ),
        ("<prosody rate='fst'>One</prosody>", "1:1: There is no rate `fst`. Did you mean `fast`?", "One"),
        (
            "<prosody rate='500%'>One</prosody>",
            "1:1: A rate of `500%` is out of range, so it goes as far as it can. It may be from 50% to 200%.",
            "One",
        ),
        (
            "<prosody rate='inf'>One</prosody>",
            "1:1: There is no rate `inf`. There are `x-slow`, `slow`, `medium`, `default`, `fast`, `x-fast`.",
            "One",
        ),
        (
            "<prosody pitch='200Hz'>One</prosody>",
            "1:1: A pitch of `200Hz` cannot be reckoned: every voice has its own. Write how far it goes up or down: `+2st` or `-10%`.",
            "One",
        ),
        (
            "<prosody pitch='+9st'>One</prosody>",
            "1:1: A pitch of `+9st` is out of range, so it goes as far as it can. It may be from -6st to +6st.",
            "One",
        ),
        (
            "<prosody volume='50'>One</prosody>",
            "1:1: `50` is no volume. Write it in decibels, `+3dB` or `-6dB`, or as `soft` or `loud`.",
            "One",
        ),
        (
            "<prosody volume='+20dB'>One</prosody>",
            "1:1: A volume of `+20dB` is out of range, so it goes as far as it can. It may be from -40dB to +6dB.",
            "One",
        ),
        (
            "<prosody>One</prosody>",
            "1:1: This `prosody` has no `rate`, `pitch` or `volume`. Write it like `<prosody rate=\"slow\">`.",
            "One",
        ),
        (
            "<emphasis level='stron'>One</emphasis>",
            "1:1: There is no level `stron`. Did you mean `strong`?",
            "One",
        ),
        ("<voice name='fix'>One</voice>", "1:1: There is no voice `fix` here. Did you mean `fox`?", "One"),
        (
            "<voice name='Jenny'>One</voice>",
            "1:1: There is no voice `Jenny` here. `vesper voices` lists them.",
            "One",
        ),
        (
            "<voice gender='fmale'>One</voice>",
            "1:1: There is no gender `fmale`. Did you mean `female`?",
            "One",
        ),
        ("<voice age='old'>One</voice>", "1:1: `old` is no age. Write it in years: `age=\"70\"`.", "One"),
        ("<voice>One</voice>", "1:1: This `voice` has no `name`. Write it like `<voice name=\"…\">`.", "One"),
        (
            "<lang xml:lang='klingon!'>One</lang>",
            "1:1: `klingon!` is no language. Write it like `en` or `en-GB`.",
            "One",
        ),
        (
            "<lang>One</lang>",
            "1:1: This `lang` has no `xml:lang`. Write it like `<lang xml:lang=\"fr\">`.",
            "One",
        ),
        (
            "<mstts:express-as style='sda'>One</mstts:express-as>",
            "1:1: There is no style `sda`. Did you mean `sad`?",
            "One",
        ),
        (
            "<mstts:express-as>One</mstts:express-as>",
            "1:1: This `express-as` has no `style`. Write it like `<mstts:express-as style=\"whispering\">`.",
            "One",
        ),
        (
            "<say-as interpret-as='car'>One</say-as>",
            "1:1: There is no way to read `car`. There are `characters`, `spell-out`, `verbatim`, `cardinal`, `number`, `ordinal`, `date`, `time`, `telephone`.",
            "One",
        ),
        (
            "<say-as interpret-as='date' format='dmy'>1/2</say-as>",
            "1:1: `format` changes nothing in `say-as`. Delete it, or write it like `<say-as interpret-as=\"characters\">`.",
            "1/2",
        ),
        (
            "<say-as>One</say-as>",
            "1:1: This `say-as` has no `interpret-as`. Write it like `<say-as interpret-as=\"characters\">`.",
            "One",
        ),
        ("<sub>One</sub>", "1:1: This `sub` has no `alias`. Write it like `<sub alias=\"…\">`.", "One"),
        (
            "<sub alias=' . '>One</sub>",
            "1:1: The alias of this `sub` has no words. Write what is to be said for it.",
            "One",
        ),
        (
            "One <sub alias='x'></sub>two",
            "1:5: This `sub` has no text that is shown. Write `<sub …>text</sub>`.",
            "One two",
        ),
        (
            "One <sub alias='x'/>two",
            "1:5: This `sub` has no text that is shown. Write `<sub …>text</sub>`.",
            "One two",
        ),
        (
            "<sub alias='x'>One<break/> two</sub>",
            "1:19: Nothing but text can stand within `sub`. Close it before, with `</sub>`.",
            "One two",
        ),
        (
            "<sub alias='x'>One [pause 2s] two</sub>",
            "1:20: Nothing but text can stand within `sub`. Close it before, with `</sub>`.",
            "One two",
        ),
        (
            "<emphasis level='none'><sub alias='x'>One</emphasis> two</sub>.</emphasis>",
            "1:42: `emphasis` ends here, and `sub` within it is still open. Write `</sub>` before it.",
            "One two.",
        ),
        (
            "<phoneme alphabet='ipa' ph='x'>One</phoneme>",
            "1:1: These voices take no phonemes, so the word is spoken as it is written. Write what it sounds like with `<sub alias=\"…\">`.",
            "One",
        ),
        ("<emphasis level='none'>One", "1:1: `emphasis` is never closed. Write `</emphasis>`.", "One"),
        ("One</emphasis>", "1:4: `</emphasis>` closes nothing. Delete it.", "One"),
        ("One</sub>", "1:4: `</sub>` closes nothing. Delete it.", "One"),
        (
            "<emphasis level='none'><voice name='narrator'>One</emphasis> two</voice>.",
            "1:50: `emphasis` ends here, and `voice` within it is still open. Write `</voice>` before it.",
            "One two.",
        ),
        (
            "One <break time='1s' two",
            "1:5: The tag `break` is not complete, so it is read as text. Write it like `<break time=\"2s\"/>`, with straight quotes.",
            "One <break time='1s' two",
        ),
        (
            "One <break time=”1s”/> two",
            "1:5: The tag `break` is not complete, so it is read as text. Write it like `<break time=\"2s\"/>`, with straight quotes.",
            "One <break time=”1s”/> two",
        ),
        (
            "<speak>One &euro; two</speak>",
            "1:12: There is no character `&euro;`, so it is read as text. Write the character itself, or `&amp;` for an ampersand.",
            "One &euro; two",
        ),
        ("One. [wisper] two", "1:6: There is no direction `[wisper]`. Did you mean `[whisper]`?", "One. two"),
        ("[pasue] One", "1:1: There is no direction `[pasue]`. Did you mean `[pause]`?", "One"),
        ("One [paus 4s] two", "1:5: There is no direction `[paus 4s]`. Did you mean `[pause]`?", "One two"),
        (
            "One [pause soon] two",
            "1:5: `soon` is no length of time. Write it like `8s`, `0.5s`, `2m` or `1m30s`.",
            "One two",
        ),
        (
            "One [pause 11m] two",
            "1:5: A pause of `11m` is out of range. It may last from 0.1s to 600s.",
            "One two",
        ),
        (
            "One [/wisper] two",
            "1:5: There is no direction `[/wisper]`. Did you mean `[/whisper]`?",
            "One two",
        ),
        (
            "One [/b] two",
            "1:5: There is no direction `[/b]`. `\\[` writes a bracket that is only a bracket.",
            "One two",
        ),
        (
            "One [/slow] two",
            "1:5: `[/slow]` ends nothing in this paragraph. Write `[slow]` where it begins, or delete this.",
            "One two",
        ),
        (
            "One [whisper]\ntwo",
            "1:5: No words follow `[whisper]` in its paragraph. Put it before the words that it is for.",
            "One two",
        ),
    ] {
        let read = read(text, Form::of(text));
        let lines: Vec<&str> =
            read.cues.iter().filter_map(Cue::line).map(|line| line.text.as_str()).collect();
        let (told, said) = (faults(text), lines.join(" "));
        if told != [expected] || said != spoken {
            otherwise.push(format!("{text}\n  {told:#?}\n  {said}"));
        }
    }
    assert!(otherwise.is_empty(), "{}", otherwise.join("\n"));
}

#[test]
fn faults_stand_in_the_order_of_the_text_and_a_stranger_is_told_once() {
    let told = faults("<foo>One <break time='x'/></foo> <foo>two</foo> <emphasis>three");
    let places: Vec<&str> = told.iter().map(|fault| fault.split(": ").next().expect("a place")).collect();
    assert_eq!(places, ["1:1", "1:10", "1:49"]);
    assert_eq!(faults(&"<break time='x'/>".repeat(500)).len(), 50);
}
