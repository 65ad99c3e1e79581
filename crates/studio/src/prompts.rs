//! What models are asked, as files that a listener may replace: front matter with a version, sections with headings,
//! places for values in braces. The `README.md` beside the files tells how they look.

use std::fs;
use std::io::Read;
use std::path::Path;

use vesper_speech::{Error, Form, Kind, Message, Prompt, Result, Role, Sampling};

mod languages;

pub(crate) use languages::{File, Languages, SPOKEN, bad_words, shipped, speakable};

/// Bytes of a prompt file.
const LONGEST: u64 = 32 * 1024;
/// Bytes of a name in braces.
const NAME: usize = 24;

/// What a file of prompts must be to be used.
pub(crate) struct Shape {
    /// As its front matter names it: `story/scene`.
    pub(crate) name: &'static str,
    /// The version that this program fills.
    pub(crate) version: u32,
    pub(crate) sections: &'static [Section],
}

/// A section that a file must have.
pub(crate) struct Section {
    pub(crate) name: &'static str,
    /// Names in braces without which the section does not do its work.
    pub(crate) needs: &'static [&'static str],
    /// Names in braces that it may have besides.
    pub(crate) may: &'static [&'static str],
}

impl Section {
    /// With the places that it needs and no others.
    pub(crate) const fn new(name: &'static str, needs: &'static [&'static str]) -> Section {
        Section { name, needs, may: &[] }
    }
}

/// Asks for an answer of the form of a JSON schema.
pub(crate) fn asked(
    system: String,
    user: String,
    limit: usize,
    sampling: Sampling,
    schema: String,
) -> Prompt {
    let message = |role, text| Message { role, text };
    Prompt {
        messages: vec![message(Role::System, system), message(Role::User, user)],
        limit,
        sampling,
        form: Some(Form::Schema(schema)),
        thinking: false,
    }
}

/// A file of prompts that was checked.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    sections: Vec<(String, String)>,
}

impl Sheet {
    /// Checks `text`, which is known as `file` in every error.
    ///
    /// # Errors
    /// `BadFile`: not of this shape, of another version, without a section or a value that it needs, or with one that
    /// nobody knows.
    pub(crate) fn read(file: &str, text: &str, shape: &Shape, language: &str) -> Result<Sheet> {
        let bad = |what: String, advice: &str| Error::new(Kind::BadFile, file, what, advice);
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        if let Some(odd) = text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
            let what = format!("holds the character U+{:04X}, which is no text.", u32::from(odd));
            return Err(bad(what, "Delete it."));
        }
        let (front, body) = text
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"))
            .ok_or_else(|| bad("does not begin with its front matter.".into(), FRONT))?;
        for (name, wanted) in [("prompt", shape.name), ("language", language)] {
            let found = value(front, name).unwrap_or_default();
            if found != wanted {
                let what = format!("says `{name}: {found}`, and `{name}: {wanted}` belongs there.");
                return Err(bad(what, FRONT));
            }
        }
        let version = value(front, "version").and_then(|version| version.parse::<u32>().ok());
        if version != Some(shape.version) {
            let found = version.map_or("none".to_owned(), |version| version.to_string());
            let what = format!("has version {found}; this Vesper fills version {}.", shape.version);
            return Err(bad(
                what,
                "Compare it with the file that came with this Vesper, then change its version.",
            ));
        }
        let sheet = Sheet { sections: sections(body) };
        sheet
            .check(shape)
            .map_err(|what| bad(what, "Compare it with the file that came with this Vesper."))?;
        Ok(sheet)
    }

    fn check(&self, shape: &Shape) -> std::result::Result<(), String> {
        for Section { name, needs, may } in shape.sections {
            let Some((_, text)) = self.sections.iter().find(|(known, _)| known == name) else {
                return Err(format!("has no section `# {name}`."));
            };
            if text.is_empty() {
                return Err(format!("has nothing in its section `# {name}`."));
            }
            let places: Vec<&str> = parts(text).filter_map(|part| part.ok()).collect();
            if let Some(missing) = needs.iter().find(|need| !places.contains(need)) {
                return Err(format!("does not say `{{{missing}}}` in its section `# {name}`."));
            }
            if let Some(odd) = places.iter().find(|place| !needs.contains(place) && !may.contains(place)) {
                return Err(format!("has `{{{odd}}}` in its section `# {name}`, which nobody fills there."));
            }
        }
        Ok(())
    }

    /// A section as it stands; empty where there is none of that name.
    pub(crate) fn section(&self, name: &str) -> &str {
        self.sections.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text.as_str())
    }

    /// A section with its places filled. What a value holds is never a place again.
    pub(crate) fn fill(&self, name: &str, values: &[(&str, &str)]) -> String {
        parts(self.section(name))
            .map(|part| match part {
                Err(text) => text,
                Ok(place) => values.iter().find(|(known, _)| *known == place).map_or("", |(_, value)| *value),
            })
            .collect()
    }

    /// The items of a section that is a list.
    pub(crate) fn items(&self, name: &str) -> Vec<&str> {
        self.section(name).lines().filter_map(|line| line.strip_prefix("- ")).map(str::trim).collect()
    }
}

const FRONT: &str =
    "Begin it like the file that came with this Vesper: `---`, `prompt:`, `version:`, `language:`, `---`.";

fn value<'a>(front: &'a str, name: &str) -> Option<&'a str> {
    front.lines().find_map(|line| line.strip_prefix(name)?.trim_start().strip_prefix(':').map(str::trim))
}

/// Sections with their headings; a section's lines keep their order, blank lines at its ends are none of it.
fn sections(body: &str) -> Vec<(String, String)> {
    let mut sections: Vec<(String, String)> = Vec::new();
    for line in body.lines() {
        match (line.strip_prefix("# "), sections.last_mut()) {
            (Some(name), _) => sections.push((name.trim().to_owned(), String::new())),
            (None, Some((_, text))) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    for (_, text) in &mut sections {
        let inner = text.trim_matches('\n').trim_end();
        *text = inner.to_owned();
    }
    sections
}

/// Text as `Err` and the names in braces as `Ok`, in order.
fn parts(text: &str) -> impl Iterator<Item = std::result::Result<&str, &str>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some((name, after)) = place(rest) {
            rest = after;
            return Some(Ok(name));
        }
        let from = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[from..].find('{').map_or(rest.len(), |at| from + at);
        let (text, after) = rest.split_at(end);
        rest = after;
        Some(Err(text))
    })
}

/// The name in braces at the beginning of `text`, and what follows.
fn place(text: &str) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix('{')?.split_once('}')?;
    let plain = name.len() <= NAME && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    (plain && !name.is_empty()).then_some((name, after))
}

/// The text of `folder/name` where there is such a file.
///
/// # Errors
/// `BadFile`: no regular file, larger than 32 KB, or not UTF-8; `Denied` where it cannot be read.
pub(crate) fn replaced(folder: &Path, name: &str) -> Result<Option<String>> {
    let path = folder.join(name);
    let subject = path.display().to_string();
    let unread = |error: std::io::Error| {
        Error::new(
            Kind::Denied,
            subject.as_str(),
            format!("could not be read: {error}."),
            "Look at its permissions.",
        )
    };
    let size = match path.metadata() {
        Ok(metadata) if metadata.is_file() => metadata.len(),
        Ok(_) => return Err(Error::new(Kind::BadFile, subject, "is no file.", "Take it away.")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unread(error)),
    };
    let mut text = Vec::new();
    fs::File::open(&path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut text)).map_err(unread)?;
    if size > LONGEST || text.len() as u64 > LONGEST {
        let what = format!("is larger than {} KB.", LONGEST / 1024);
        return Err(Error::new(Kind::BadFile, subject, what, "A prompt is a page or two; shorten it."));
    }
    let text = String::from_utf8(text)
        .map_err(|_| Error::new(Kind::BadFile, subject, "is no text in UTF-8.", "Save it as UTF-8."))?;
    Ok(Some(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape {
        name: "story/scene",
        version: 2,
        sections: &[Section { name: "user", needs: &["ledger"], may: &["way"] }],
    };

    fn read(text: &str) -> Result<Sheet> {
        Sheet::read("mine.md", text, &SHAPE, "en")
    }

    fn sheet(body: &str) -> String {
        format!("---\nprompt: story/scene\nversion: 2\nlanguage: en\n---\n{body}")
    }

    #[test]
    fn what_a_value_holds_is_never_filled_again() {
        let sheet = read(&sheet("# user\n\nTrue: {ledger}\n{way} {Not a place} {\n")).expect("sound");
        let filled = sheet.fill("user", &[("ledger", "{way}"), ("way", "{ledger}{ledger}")]);
        assert_eq!(filled, "True: {way}\n{ledger}{ledger} {Not a place} {");
    }

    #[test]
    fn a_file_that_cannot_be_used_says_why() {
        let why = |text: &str| read(text).expect_err("a fault").to_string();
        assert!(why("# user\n{ledger}").contains("front matter"));
        assert!(why(&sheet("# user\n{way}")).contains("does not say `{ledger}`"));
        assert!(why(&sheet("# user\n{ledger} {wya}")).contains("`{wya}`"));
        assert!(why(&sheet("# system\n{ledger}")).contains("no section `# user`"));
        assert!(why(&sheet("# user\n{ledger}").replace("version: 2", "version: 1")).contains("version 1"));
        assert!(why(&sheet("# user\n{ledger}").replace("story/", "")).contains("prompt: story/scene"));
        assert!(why(&sheet("# user\n{ledger}\u{1b}")).contains("U+001B"));
    }

    #[test]
    fn a_file_in_the_listeners_folder_is_bounded() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(replaced(folder.path(), "a.md").expect("absent"), None);
        std::fs::write(folder.path().join("a.md"), vec![b'a'; 40_000]).expect("written");
        assert!(
            replaced(folder.path(), "a.md").expect_err("too large").to_string().contains("larger than 32 KB")
        );
        std::fs::write(folder.path().join("b.md"), [0xff, 0xfe]).expect("written");
        assert!(replaced(folder.path(), "b.md").expect_err("bytes").to_string().contains("UTF-8"));
        std::fs::create_dir(folder.path().join("c.md")).expect("made");
        assert!(replaced(folder.path(), "c.md").is_err());
    }
}
