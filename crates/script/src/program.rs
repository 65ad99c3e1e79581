use bladeink_compiler::{Compiler, CompilerError, CompilerOptions};
use serde_json::{Value, json};

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
        let mut ink: Value = serde_json::from_str(&json).map_err(|error| {
            program.fault(None, format!("The script nests too deep to run ({error})."), "Divide its knots.")
        })?;
        if computes_in_declarations(&ink) {
            let what = "A VAR cannot begin with something that is computed.";
            let advice = "Begin it with a plain value and compute it in the first knot.";
            let row = program.rows.iter().position(|row| {
                let text = row.text.trim_start();
                text.starts_with("VAR ") && text.contains(['(', '{', '+'])
            });
            return Err(program.fault(row, what, advice));
        }
        let outline = ink.clone();
        measure(&mut ink);
        count_returns(&mut ink);
        program.json = ink.to_string();
        Ok((program, outline))
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

/// The function of the host that every computed string passes: see [`measure`].
pub(crate) const MEASURE: &str = "vesper_measure";

/// The function of the host that stands for `LIST_RANDOM`: see [`measure`].
pub(crate) const PICK: &str = "vesper_pick";

/// Lets every `+` and every composed string pass through [`MEASURE`], which refuses what is too long: a string that
/// is doubled some forty times would fill any memory. Each becomes a container of its own, so that no index shifts
/// and every path still leads where it led. `LIST_RANDOM` becomes [`PICK`], because the runtime's own leaves items of
/// equal value to chance and its seed out of range.
fn measure(ink: &mut Value) {
    match ink {
        Value::Array(items) => {
            for item in items {
                match item.as_str() {
                    Some("+" | "/str") => {
                        *item = json!([item.take(), { "x()": MEASURE, "exArgs": 1 }, null]);
                    }
                    Some("lrnd") => *item = json!({ "x()": PICK, "exArgs": 1 }),
                    _ => measure(item),
                }
            }
        }
        Value::Object(named) => {
            named.iter_mut().filter(|(name, _)| *name != DECLARATIONS).for_each(|(_, value)| measure(value));
        }
        _ => {}
    }
}

/// Where the compiler puts the first values of all variables.
const DECLARATIONS: &str = "global decl";

/// Counts a knot or stitch whenever it begins, also when the way there led out of itself.
///
/// In ink a knot that diverts to itself is visited again, and `{knot > 1: …}` relies on that. The runtime counts
/// such returns only for containers that count at their start (bit 4), which the compiler does not set here. A knot with
/// stitches is left alone: it must also count when it is entered in the middle.
fn count_returns(ink: &mut Value) {
    for (name, knot) in children(ink.get_mut("root")) {
        let mut stitched = false;
        for (_, stitch) in children(Some(&mut *knot)) {
            stitched |= count_at_start(stitch);
        }
        if !stitched && name != DECLARATIONS {
            count_at_start(knot);
        }
    }
}

/// The named containers that end `container`.
fn children(container: Option<&mut Value>) -> impl Iterator<Item = (&String, &mut Value)> {
    let named = container.and_then(Value::as_array_mut).and_then(|items| items.last_mut());
    let named = named.and_then(Value::as_object_mut).into_iter().flatten();
    named.filter(|(_, child)| child.is_array())
}

/// Answers whether `container` was a knot or stitch: choices and gathers count at their start already.
fn count_at_start(container: &mut Value) -> bool {
    let named = container.as_array_mut().and_then(|items| items.last_mut());
    match named.and_then(|named| named.get_mut("#f")) {
        Some(flags) if flags.as_i64() == Some(1) => {
            *flags = json!(5);
            true
        }
        _ => false,
    }
}

/// Declarations run before the host can set a budget, so they must neither loop nor compose.
fn computes_in_declarations(ink: &Value) -> bool {
    let named = ink.get("root").and_then(Value::as_array).and_then(|root| root.last());
    named.and_then(|named| named.get(DECLARATIONS)).is_some_and(computes)
}

fn computes(ink: &Value) -> bool {
    match ink {
        Value::Array(items) => items.iter().any(computes),
        Value::Object(named) => {
            let calls = ["f()", "x()", "->", "->t->"];
            calls.iter().any(|call| named.contains_key(*call)) || named.values().any(computes)
        }
        Value::String(command) => command == "out" || command == "+",
        _ => false,
    }
}
