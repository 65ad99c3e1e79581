use crate::bounds;
use crate::fault::{Fault, Faults};

/// A script with everything that it includes, as the rows that the compiler sees.
///
/// Comments are gone, rows are not: every row knows the line it came from.
pub(crate) struct Source {
    pub(crate) files: Vec<String>,
    pub(crate) rows: Vec<Row>,
    pub(crate) digest: u64,
}

#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// Indexes [`Source::files`].
    pub(crate) file: usize,
    /// Counts from 1.
    pub(crate) line: u32,
    pub(crate) text: String,
}

impl Source {
    /// Reads `text` and what it includes, through `include`.
    ///
    /// An `INCLUDE` names a file by its path from the folder of the script. As in ink, the included words go
    /// where the `INCLUDE` stands, the included knots before those of the script.
    pub(crate) fn read(
        name: &str,
        text: &str,
        include: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Source, Faults> {
        let mut reading = Reading {
            include,
            files: Vec::new(),
            open: Vec::new(),
            bytes: 0,
            digest: FNV_OFFSET,
            opening: Vec::new(),
            knots: Vec::new(),
            faults: Vec::new(),
        };
        reading.file(name, text);
        if !reading.faults.is_empty() {
            return Err(Faults(reading.faults));
        }
        let mut rows = reading.opening;
        rows.append(&mut reading.knots);
        Ok(Source { files: reading.files, rows, digest: reading.digest })
    }

    pub(crate) fn fault(&self, row: &Row, what: impl Into<String>, advice: impl Into<String>) -> Fault {
        Fault::new(self.files.get(row.file).map_or("", String::as_str), row.line, what, advice)
    }
}

struct Reading<'a> {
    include: &'a dyn Fn(&str) -> Option<String>,
    files: Vec<String>,
    /// The files that are being read, outermost first.
    open: Vec<usize>,
    bytes: usize,
    digest: u64,
    /// What stands before the first knot of each file.
    opening: Vec<Row>,
    knots: Vec<Row>,
    faults: Vec<Fault>,
}

impl Reading<'_> {
    fn file(&mut self, name: &str, text: &str) {
        let file = self.files.len();
        self.files.push(name.to_owned());
        self.bytes = self.bytes.saturating_add(text.len());
        if self.bytes > bounds::BYTES {
            self.fault(
                file,
                0,
                format!("The script is larger than {} MB.", bounds::BYTES >> 20),
                "Is it an ink file?",
            );
            return;
        }
        // The script itself may be moved and renamed without becoming another.
        let part = if file == 0 { "" } else { name };
        self.digest = fnv(fnv(self.digest, part.as_bytes()), text.as_bytes());
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        let bare = match without_comments(&text) {
            Ok(bare) => bare,
            Err(line) => {
                return self.fault(
                    file,
                    line,
                    "A comment begins here and never ends.",
                    "Close it with `*/`.",
                );
            }
        };
        self.open.push(file);
        self.rows(file, &bare);
        self.open.pop();
    }

    fn rows(&mut self, file: usize, text: &str) {
        let mut in_knots = false;
        for (line, text) in (1u32..).zip(text.lines()) {
            if self.opening.len() + self.knots.len() >= bounds::LINES {
                let what = format!("The script has more than {} lines.", bounds::LINES);
                return self.fault(file, line, what, "Divide it into several scripts.");
            }
            if let Some(odd) = text.chars().find(|c| unreadable(*c)) {
                let what = format!("The character U+{:04X} cannot be read or spoken.", u32::from(odd));
                return self.fault(file, line, what, "Delete it; is this an ink file?");
            }
            let trimmed = text.trim_start();
            in_knots |= trimmed.starts_with('=');
            if let Some(path) = trimmed.strip_prefix("INCLUDE ") {
                if in_knots {
                    let what = "An INCLUDE cannot stand within a knot.";
                    self.fault(file, line, what, "Move it to the top of the file.");
                } else {
                    self.included(file, line, path.trim());
                }
            } else {
                let rows = if in_knots { &mut self.knots } else { &mut self.opening };
                rows.push(Row { file, line, text: text.to_owned() });
            }
        }
    }

    fn included(&mut self, file: usize, line: u32, path: &str) {
        if !inside(path) {
            let what = format!("`{path}` is not a path inside the folder of the script.");
            return self.fault(file, line, what, "Name a file beside the script or in a folder below it.");
        }
        if self.files.iter().any(|known| known == path) {
            return self.fault(
                file,
                line,
                format!("`{path}` is included a second time."),
                "Delete this line.",
            );
        }
        if self.files.len() > bounds::FILES || self.open.len() > bounds::INCLUDES {
            let what = format!(
                "More than {} files are included, or deeper than {}.",
                bounds::FILES,
                bounds::INCLUDES
            );
            return self.fault(file, line, what, "Join some of them.");
        }
        match (self.include)(path) {
            Some(text) => self.file(path, &text),
            None => self.fault(
                file,
                line,
                format!("There is no readable file `{path}`."),
                "Paths begin at the folder of the script.",
            ),
        }
    }

    fn fault(&mut self, file: usize, line: u32, what: impl Into<String>, advice: &str) {
        if self.faults.len() < bounds::FAULTS {
            let name = self.files.get(file).map_or("", String::as_str);
            self.faults.push(Fault::new(name, line, what, advice));
        }
    }
}

/// Control characters; some of them mark lines on their way through the runtime.
fn unreadable(c: char) -> bool {
    c.is_control() && c != '\t'
}

/// A relative path without a way out, on any system.
fn inside(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', ':'])
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}

/// `text` without its comments, line for line; the line of a comment that never ends otherwise. As in the
/// compiler, `//` within double quotes is no comment.
fn without_comments(text: &str) -> Result<String, u32> {
    let mut bare = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut line = 1;
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\n', _) => {
                line += 1;
                quoted = false;
                bare.push(c);
            }
            ('/', Some('/')) if !quoted => while chars.next_if(|c| *c != '\n').is_some() {},
            ('/', Some('*')) => {
                let begun = line;
                let mut before = ' ';
                chars.next();
                loop {
                    match chars.next() {
                        Some('/') if before == '*' => break,
                        Some(c) => {
                            if c == '\n' {
                                line += 1;
                                bare.push(c);
                            }
                            before = c;
                        }
                        None => return Err(begun),
                    }
                }
            }
            ('"', _) => {
                quoted = !quoted;
                bare.push(c);
            }
            _ => bare.push(c),
        }
    }
    Ok(bare)
}

/// FNV-1a, 64 bits (Fowler, Noll, Vo; draft-eastlake-fnv): stable from build to build, which std's hashers are not.
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

/// `bytes` and their end go into `hash`.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().chain(&[0xff]).fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(FNV_PRIME))
}
