//! A briefing as an ink script that plays again without a model: every part a chapter, every sentence with its source
//! beside it.

use std::fmt::{self, Write};
use std::time::Duration;

use super::briefing::{Briefing, Cited, Part, Told};
use crate::clean;

/// What follows a part.
pub(crate) const BREATH: Duration = Duration::from_millis(700);

/// What was told of `briefing`.
pub(crate) fn write(briefing: &Briefing) -> String {
    let mut ink = String::new();
    // A String takes whatever is written.
    match whole(briefing, &mut ink) {
        Ok(()) | Err(fmt::Error) => ink,
    }
}

fn whole(briefing: &Briefing, ink: &mut String) -> fmt::Result {
    writeln!(ink, "# title: {}", briefing.title)?;
    writeln!(ink, "# by: Vesper")?;
    writeln!(ink, "# about: {}", briefing.about)?;
    writeln!(ink, "# kind: story")?;
    writeln!(ink, "# language: {}", briefing.wish.language)?;
    for part in briefing.parts.iter().filter(|part| part.begun && !part.told.is_empty()) {
        chapter(part, &briefing.wish.language, ink)?;
    }
    if let Some(closing) = &briefing.closing {
        writeln!(ink)?;
        said(closing, &briefing.wish.language, ink)?;
    }
    writeln!(ink, "-> END")
}

fn chapter(part: &Part, language: &str, ink: &mut String) -> fmt::Result {
    writeln!(ink, "\n# chapter: {}", part.title)?;
    let mut source: Option<&Cited> = None;
    for told in &part.told {
        if told.source.is_some() && told.source.as_ref() != source {
            source = told.source.as_ref();
            if let Some(cited) = source {
                writeln!(ink, "{}", comment(cited))?;
            }
        }
        said(told, language, ink)?;
    }
    writeln!(ink, "# pause: {}s", BREATH.as_secs_f32())
}

/// Whose the sentences below are, for who reads the file.
fn comment(cited: &Cited) -> String {
    let link = cited.link.as_deref().unwrap_or_default();
    // An address is ASCII without blanks; nothing else may end the comment.
    let link: String = link.chars().filter(char::is_ascii_graphic).take(300).collect();
    let name = clean::words(&cited.name, 80).unwrap_or_default();
    format!("// {name}, {} {link}", cited.age).trim_end().to_owned()
}

fn said(told: &Told, language: &str, ink: &mut String) -> fmt::Result {
    for line in told.lines() {
        match told.language == language {
            true => writeln!(ink, "{line}")?,
            false => writeln!(ink, "<lang xml:lang=\"{}\">{line}</lang>", told.language)?,
        }
    }
    Ok(())
}
