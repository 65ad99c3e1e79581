/// What is wrong with a script, where, and what its author can do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {what}{}{advice}", place(file, *line, *column), if advice.is_empty() { "" } else { " " })]
pub struct Fault {
    /// The file as it was named to [`Script::parse`](crate::Script::parse), or as an `INCLUDE` names it.
    pub file: String,
    /// Counts from 1; 0 where the whole file is meant.
    pub line: u32,
    /// Counts characters from 1; 0 where the whole line is meant.
    pub column: u32,
    /// What is wrong, as a sentence.
    pub what: String,
    /// What to do about it, as a sentence; empty where there is nothing to add.
    pub advice: String,
}

impl Fault {
    pub(crate) fn new(
        file: impl Into<String>,
        line: u32,
        what: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        Fault { file: file.into(), line, column: 0, what: what.into(), advice: advice.into() }
    }
}

fn place(file: &str, line: u32, column: u32) -> String {
    match (line, column) {
        (0, _) => file.to_owned(),
        (_, 0) => format!("{file}:{line}"),
        _ => format!("{file}:{line}:{column}"),
    }
}

/// Everything that is wrong with a script, in the order of the lines; never empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", sentences(.0))]
pub struct Faults(pub Vec<Fault>);

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Faults(vec![fault])
    }
}

fn sentences(faults: &[Fault]) -> String {
    faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")
}
