use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use bladeink::ink_list::InkList;
use bladeink::story::Story;
use bladeink::story::error::StoryError;
use bladeink::story::external_functions::{ExternalFunctionError, ExternalFunctionResult};
use bladeink::value_type::ValueType;

use crate::bounds;
use crate::chance::{Chance, Seed};
use crate::fault::Fault;
use crate::markup::{self, Form};
use crate::program::{MEASURE, PICK, Program};
use crate::weave::{self, Unwoven};

/// The ink runtime at work on a program, line by line and within a budget.
pub(crate) struct Steps<'a> {
    program: &'a Program,
    story: Story,
    /// Steps of the runtime since the passage began.
    taken: Rc<Cell<u64>>,
    /// The row that was last known to be performed.
    row: Option<usize>,
}

/// One line as it comes out of the runtime.
pub(crate) struct Step {
    pub(crate) unwoven: Unwoven,
    pub(crate) tags: Vec<String>,
}

impl<'a> Steps<'a> {
    pub(crate) fn begin(program: &'a Program, seed: Seed) -> Result<Self, Fault> {
        let taken = Rc::new(Cell::new(0));
        let mut story = Story::new_with_seed(&program.json, seed.narrowed())
            .map_err(|error| failed(program, None, &error))?;
        let steps = taken.clone();
        // The runtime asks for the time once in every step and yields when it has run too long: a clock that
        // counts its readings turns that into a budget of steps.
        story.set_time_source(move || {
            steps.set(steps.get() + 1);
            Duration::from_millis(steps.get())
        });
        let mut chance = Chance(seed.salted());
        story
            .bind_external_function(MEASURE, |_, values| measured(values), true)
            .and_then(|()| {
                story.bind_external_function(PICK, move |_, lists| picked(lists, &mut chance), true)
            })
            .map_err(|error| failed(program, None, &error))?;
        Ok(Steps { program, story, taken, row: None })
    }

    pub(crate) fn resume(program: &'a Program, seed: Seed, memory: &str) -> Result<Self, Fault> {
        let mut steps = Steps::begin(program, seed)?;
        steps.story.load_state(memory).map_err(|error| failed(program, None, &error))?;
        Ok(steps)
    }

    pub(crate) fn memory(&self) -> Result<String, Fault> {
        self.story.save_state().map_err(|error| self.failed(&error))
    }

    /// Does nothing where the script does not declare `VAR minutes`.
    pub(crate) fn set_minutes(&mut self, minutes: u32) -> Result<(), Fault> {
        if self.story.get_variable("minutes").is_none() {
            return Ok(());
        }
        let minutes = ValueType::Int(i32::try_from(minutes).unwrap_or(i32::MAX));
        self.story.set_variable("minutes", &minutes).map_err(|error| self.failed(&error))
    }

    pub(crate) fn choose(&mut self, option: usize) -> Result<(), Fault> {
        self.story.choose_choice_index(option).map_err(|error| self.failed(&error))
    }

    /// The next line; `None` at a choice and at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Step>, Fault> {
        if !self.story.can_continue() {
            return Ok(None);
        }
        let before = self.taken.get();
        let ran = self.story.continue_async(bounds::LINE_STEPS as f32);
        if let Err(error) = ran {
            return Err(self.stopped(&error));
        }
        let endless = self.story.is_async_continue_active()
            || self.taken.get() > bounds::PASSAGE_STEPS
            || self.taken.get() - before > bounds::LINE_STEPS;
        if endless {
            let what = "The script goes round and round here without a choice or an end.";
            return Err(self.program.fault(self.row, what, "Let the loop end, or ask something in it."));
        }
        let text = self.story.get_current_text().map_err(|error| self.failed(&error))?;
        let tags = self.story.get_current_tags().map_err(|error| self.failed(&error))?;
        let unwoven = weave::unweave(&text);
        self.row = unwoven.row.or_else(|| self.program.row_of(&unwoven.words)).or(self.row);
        if unwoven.words.chars().count() > bounds::VALUE {
            let what = format!("More than {} characters are spoken here in one line.", bounds::VALUE);
            return Err(self.program.fault(self.row, what, "Break it into several."));
        }
        let tags = tags.iter().map(|tag| weave::unweave(tag).words).collect();
        Ok(Some(Step { unwoven, tags }))
    }

    /// What the listener can choose; empty at the end.
    pub(crate) fn options(&self) -> Result<Vec<String>, Fault> {
        let choices = self.story.get_current_choice_infos();
        let options: Vec<String> = choices
            .into_iter()
            .map(|choice| markup::shown(&weave::unweave(&choice.text).words, Form::Text))
            .collect();
        if options.iter().any(String::is_empty) {
            let what = "A choice has no words here, so nobody could choose it.";
            return Err(self.program.fault(self.row, what, "Write what the listener can say after its `*`."));
        }
        Ok(options)
    }

    pub(crate) fn row(&self) -> Option<usize> {
        self.row
    }

    /// The runtime gave up in the middle of a line: its words say where.
    fn stopped(&self, error: &StoryError) -> Fault {
        let words = self.story.get_current_text().map(|text| weave::unweave(&text)).unwrap_or_default();
        let row = words.row.or_else(|| self.program.row_of(&words.words)).or(self.row);
        failed(self.program, row, error)
    }

    fn failed(&self, error: &StoryError) -> Fault {
        failed(self.program, self.row, error)
    }
}

/// The value that was computed, unless it is too long a string.
fn measured(values: &[ValueType]) -> ExternalFunctionResult {
    match values.first() {
        Some(ValueType::String(text)) if text.string.len() > bounds::VALUE => {
            let what = format!("a text of more than {} bytes is put together", bounds::VALUE);
            Err(ExternalFunctionError::new(what))
        }
        Some(value) => Ok(Some(value.clone())),
        None => Ok(None),
    }
}

/// One item of a list, or none of an empty one.
fn picked(lists: &[ValueType], chance: &mut Chance) -> ExternalFunctionResult {
    let Some(ValueType::List(list)) = lists.first() else {
        return Err(ExternalFunctionError::new("LIST_RANDOM was asked to pick from what is no list"));
    };
    let mut items: Vec<_> = list.items.iter().collect();
    items.sort_by_key(|(item, value)| (**value, item.get_full_name()));
    let picked = chance.below(items.len()).and_then(|index| items.get(index));
    let list = match picked {
        Some((item, value)) => InkList::from_single_element(((*item).clone(), **value)),
        None => InkList::new(),
    };
    Ok(Some(ValueType::List(list)))
}

fn failed(program: &Program, row: Option<usize>, error: &StoryError) -> Fault {
    let message = weave::unweave(&error.to_string()).words;
    if message.contains("ran out of content") {
        let what = "The script ends in the middle: after this line nothing says where it goes on.";
        return program.fault(row, what, "Write `-> END` there, or a divert to the next knot.");
    }
    let message = match error {
        StoryError::ExternalFunctionFailed { error, .. } => error.to_string(),
        _ => message.strip_prefix("Invalid story state: ").unwrap_or(&message).to_owned(),
    };
    let what = format!("Ink cannot perform this: {}.", message.trim_end_matches(['.', ' ']));
    program.fault(row, what, "Correct the line, or the one that leads to it.")
}
