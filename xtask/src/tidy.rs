//! Rules of ours that no other tool knows. What they say about style is in CONTRIBUTING.md.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::command;
use crate::tree::Tree;

/// The most lines of code a file may have.
const LONGEST_FILE: usize = 400;
/// Written by a chore from the window's commands, as long as they are many: nobody reads or parts it by hand.
const GENERATED: &str = "ui/src/lib/backend/bindings.ts";
/// The most lines the map of the house may have.
const LONGEST_MAP: usize = 300;

/// Where code of ours lies.
const ROOMS: [&str; 6] = ["crates/", "xtask/", "src-tauri/", "tests/", "ui/src/", "ui/tests/"];
const CODE: [&str; 8] = ["rs", "ts", "svelte", "mjs", "css", "html", "sh", "ink"];

/// Names that say nothing about what is in a file.
const EMPTY_NAMES: [&str; 8] =
    ["manager", "helper", "helpers", "util", "utils", "service", "services", "common"];

// Put together here, so that this file keeps its own rules.
const UNFINISHED: [&str; 4] =
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("to", "do!("), concat!("unimpl", "emented!(")];
const MACHINES: [&str; 5] = [
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/ro", "ot/"),
    concat!("/wo", "rk/"),
    concat!(":\\Us", "ers\\"),
];

/// A file that git knows or would take up.
struct File {
    path: String,
    text: String,
}

/// All that is untidy, a line for each: file, line, what is wrong.
pub(crate) fn faults(tree: &Tree) -> Result<Vec<String>> {
    let mut faults: Vec<String> = files(tree.root())?.iter().flat_map(File::faults).collect();
    if !tree.root().join("ARCHITECTURE.md").is_file() {
        faults.push("ARCHITECTURE.md: there is no map of the house".into());
    }
    Ok(faults)
}

fn files(root: &Path) -> Result<Vec<File>> {
    let mut git = Command::new("git");
    git.current_dir(root).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let listed = command::read(&mut git).context("tidiness is checked over the files that git knows")?;
    let paths = listed.split_terminator('\0');
    // A file that is deleted and still listed, or that is no text, has nothing to be checked.
    let text = |path: &str| std::fs::read_to_string(root.join(path)).ok();
    Ok(paths.filter_map(|path| Some(File { path: path.to_owned(), text: text(path)? })).collect())
}

impl File {
    fn faults(&self) -> Vec<String> {
        let mut faults = self.machines();
        if self.path == "ARCHITECTURE.md" {
            faults.extend(self.longer_than(LONGEST_MAP, self.text.lines().count()));
        }
        if self.is_code() {
            faults.extend(self.unfinished());
        }
        if self.is_code() && ROOMS.iter().any(|room| self.path.starts_with(room)) {
            faults.extend(self.empty_names());
            if self.path != GENERATED {
                faults.extend(self.longer_than(LONGEST_FILE, self.lines_of_code()));
            }
        }
        faults
    }

    fn ending(&self) -> &str {
        self.path.rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    fn is_code(&self) -> bool {
        CODE.contains(&self.ending())
    }

    /// Lines that are neither blank nor a comment alone.
    fn lines_of_code(&self) -> usize {
        let comments = ["//", "/*", "* ", "*/", "<!--"];
        let is_code = |line: &&str| !line.is_empty() && !comments.iter().any(|begin| line.starts_with(begin));
        self.text.lines().map(str::trim).filter(is_code).count()
    }

    fn longer_than(&self, most: usize, lines: usize) -> Option<String> {
        (lines > most)
            .then(|| format!("{}: {lines} lines, more than {most}: it has more than one subject", self.path))
    }

    fn empty_names(&self) -> Vec<String> {
        let path = self.path.split(|letter: char| !letter.is_alphanumeric()).map(|word| (0, word));
        let modules = self.text.lines().zip(1..).filter_map(|(line, number)| {
            let line = line.trim().trim_start_matches("pub ").trim_start_matches("pub(crate) ");
            Some((number, line.strip_prefix("mod ")?.split([';', ' ', '{']).next()?))
        });
        let empty =
            |name: &str| name.split('_').any(|word| EMPTY_NAMES.contains(&word.to_lowercase().as_str()));
        path.chain(modules)
            .filter(|(_, name)| empty(name))
            .map(|(line, name)| {
                format!("{}:{line}: the name {name} says nothing; name the subject", self.path)
            })
            .collect()
    }

    fn unfinished(&self) -> Vec<String> {
        let found = |line: &str| UNFINISHED.iter().find(|mark| line.contains(**mark)).copied();
        self.lines_with(found, |mark| format!("{mark} is unfinished work; finish it or leave it out"))
    }

    fn machines(&self) -> Vec<String> {
        let found = |line: &str| MACHINES.iter().find(|path| begins_in(line, path)).copied();
        self.lines_with(found, |path| format!("{path}… is a path of one machine"))
    }

    fn lines_with(
        &self,
        found: impl Fn(&str) -> Option<&'static str>,
        say: impl Fn(&str) -> String,
    ) -> Vec<String> {
        let lines = self.text.lines().zip(1..);
        lines
            .filter_map(|(line, number)| Some(format!("{}:{number}: {}", self.path, say(found(line)?))))
            .collect()
    }
}

/// Whether an absolute `path` begins somewhere in the line, and is not the middle of a longer one.
fn begins_in(line: &str, path: &str) -> bool {
    let inside = |letter: char| letter.is_alphanumeric() || "._-~".contains(letter);
    line.match_indices(path).any(|(at, _)| {
        let drive = path.starts_with(':');
        drive || !line.get(..at).and_then(|before| before.chars().next_back()).is_some_and(inside)
    })
}

#[cfg(test)]
mod tests;
