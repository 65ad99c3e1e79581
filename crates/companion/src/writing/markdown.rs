//! One way through a script as a text to read.

use vesper_script::{Cue, End, Fault, Playhead, Script, Start};
use vesper_speech::NARRATOR;

/// Choices after which a way is long enough.
const LONGEST: usize = 1_000;

/// The script in Markdown, along `choices`; at a choice that they do not answer it ends, with what could be done there.
/// Like a sound file it says of itself, in its front matter, that a machine `wrote` it where one did.
///
/// # Errors
/// A fault of the script that only shows in performance, or a choice that is not offered.
pub fn markdown(script: &Script, start: &Start, choices: &[usize], wrote: bool) -> Result<String, Fault> {
    let header = script.header();
    let mut text = String::new();
    let mut put = |part: String| text.push_str(&part);
    put(format!("---\ntitle: {}\nlang: {}\n", quoted(&header.title), header.language));
    if !header.by.is_empty() {
        put(format!("author: {}\n", quoted(&header.by)));
    }
    if wrote {
        put("generator: \"Vesper\"\nmachine-made: true\n".to_owned());
    }
    put(format!("---\n\n# {}\n", escaped(&header.title)));
    if !header.about.is_empty() {
        put(format!("\n*{}*\n", escaped(&header.about)));
    }
    let mut playhead = Playhead::start(script, start)?;
    let mut choices = choices.iter();
    for _ in 0..LONGEST {
        let passage = playhead.passage()?;
        for cue in &passage.cues {
            match cue {
                Cue::Chapter(title) => put(format!("\n## {}\n", escaped(title))),
                cue => match cue.line() {
                    Some(line) if line.voice.name == NARRATOR => {
                        put(format!("\n{}\n", escaped(&line.text)));
                    }
                    Some(line) => {
                        put(format!("\n**{}:** {}\n", escaped(&line.voice.name), escaped(&line.text)));
                    }
                    None => {}
                },
            }
        }
        let End::Ask(options) = passage.end else { break };
        let Some(choice) = choices.next() else {
            put("\n".to_owned());
            for option in &options {
                put(format!("- {}\n", escaped(option)));
            }
            break;
        };
        playhead.choose(*choice)?;
        if let Some(option) = options.get(*choice) {
            put(format!("\n> {}\n", escaped(option)));
        }
    }
    Ok(text)
}

/// Words as they stand, whatever Markdown makes of marks.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let mark = matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~');
        if mark || at == 0 && matches!(letter, '-' | '+' | '=') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// A text of one line as YAML has it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "# title: The \"hall\"
# by: Vesper
# kind: story
# cast: fox = woman, bright
# chapter: The door
It is *late* and 1 < 2.
Come in. # voice: fox
* [Go in]
  Warm.
  -> END
* [Stay out]
  Cold.
  -> END
";

    #[test]
    fn a_way_is_told_with_its_speakers_and_what_was_chosen() {
        let script = Script::parse("hall.ink", SCRIPT, &|_| None).unwrap_or_else(|faults| panic!("{faults}"));
        let text = markdown(&script, &Start::default(), &[1], true).expect("a way");
        assert_eq!(
            text,
            "---\ntitle: \"The \\\"hall\\\"\"\nlang: en\nauthor: \"Vesper\"\ngenerator: \"Vesper\"\n\
             machine-made: true\n---\n\n# The \"hall\"\n\n## The door\n\nIt is \\*late\\* and 1 \\< 2.\n\n\
             **fox:** Come in.\n\n> Stay out\n\nCold.\n"
        );
        let open = markdown(&script, &Start::default(), &[], false).expect("a way");
        assert!(open.ends_with("\n- Go in\n- Stay out\n"), "{open}");
        assert!(markdown(&script, &Start::default(), &[7], false).is_err());
    }
}
