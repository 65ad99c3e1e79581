use bladeink_compiler::{Compiler, CompilerError, CompilerOptions};
use serde_json::Value;

use crate::fault::Fault;
use crate::source::Row;
use crate::weave;

/// A compiled script that can still say which line is which.
pub(crate) struct Program {
    /// What the runtime reads.
    pub(crate) json: String,
    files: Vec<String>,
    /// As compiled: row 0 is the compiler's line 1.
    pub(crate) rows: Vec<Row>,
}

impl Program {
    /// Compiles woven rows. Recurses as deep as the script nests: call it within a fence.
    pub(crate) fn compile(files: &[String], rows: Vec<Row>) -> Result<(Program, Value), Fault> {
        let mut program = Program { json: String::new(), files: files.to_vec(), rows };
        let text = program.rows.iter().flat_map(|row| [row.text.as_str(), "\n"]).collect::<String>();
        let options = CompilerOptions { count_all_visits: true, source_filename: None };
        let json = Compiler::with_options(options).compile(&text).map_err(|error| program.refused(&error))?;
        let ink: Value = serde_json::from_str(&json).map_err(|error| {
            program.fault(None, format!("The script nests too deep to run ({error})."), "Divide its knots.")
        })?;
        if calls_in_declarations(&ink) {
            let what = "A VAR cannot begin with the answer of a function.";
            let advice = "Begin it with a plain value and compute it in the first knot.";
            let row = program.rows.iter().position(|row| {
                let text = row.text.trim_start();
                text.starts_with("VAR ") && text.contains('(')
            });
            return Err(program.fault(row, what, advice));
        }
        program.json = json;
        Ok((program, ink))
    }

    /// `row` indexes the compiled rows; `None` stands for the whole file.
    pub(crate) fn fault(
        &self,
        row: Option<usize>,
        what: impl Into<String>,
        advice: impl Into<String>,
    ) -> Fault {
        let row = row.and_then(|row| self.rows.get(row));
        let file = self.files.get(row.map_or(0, |row| row.file)).map_or("", String::as_str);
        Fault::new(file, row.map_or(0, |row| row.line), what, advice)
    }

    /// The row where `words` were probably written: the first that holds their beginning.
    pub(crate) fn row_of(&self, words: &str) -> Option<usize> {
        let beginning: String = words.chars().take(24).collect();
        if beginning.trim().is_empty() {
            return None;
        }
        self.rows.iter().position(|row| row.text.contains(beginning.trim()))
    }

    fn refused(&self, error: &CompilerError) -> Fault {
        let (CompilerError::InvalidSource { line, .. } | CompilerError::UnsupportedFeature { line, .. }) =
            error;
        let message = weave::unweave(error.message()).words;
        let row = match line {
            Some(line) => line.checked_sub(1),
            None => self.row_of_target(&message),
        };
        let what = format!("Ink does not understand this: {}.", message.trim_end_matches('.'));
        self.fault(row, what, "Correct it; Inky shows such faults while you write.")
    }

    /// The compiler names a missing knot in quotes, not its line.
    fn row_of_target(&self, message: &str) -> Option<usize> {
        let target = message.split('\'').nth(1).filter(|target| !target.is_empty())?;
        let diverts = |text: &str| {
            text.split("->").skip(1).any(|rest| rest.trim_start().starts_with(target))
                || text.trim_start().starts_with("<-") && text.contains(target)
        };
        let row = self.rows.iter().position(|row| diverts(&row.text));
        row.or_else(|| self.rows.iter().position(|row| row.text.contains(target)))
    }
}

/// Declarations run before any budget can be set, so they must not be able to loop.
fn calls_in_declarations(ink: &Value) -> bool {
    let named = ink.get("root").and_then(Value::as_array).and_then(|root| root.last());
    named.and_then(|named| named.get("global decl")).is_some_and(calls)
}

fn calls(ink: &Value) -> bool {
    match ink {
        Value::Array(items) => items.iter().any(calls),
        Value::Object(named) => {
            ["f()", "x()", "->", "->t->"].iter().any(|call| named.contains_key(*call))
                || named.values().any(calls)
        }
        _ => false,
    }
}
