//! Answers that keep to a schema or a grammar.

use vesper_speech::{Form, Result};

use crate::words::Words;

/// What may still be said so that the whole keeps to a form.
pub(crate) struct Constraint {}

impl Constraint {
    /// # Errors
    /// `BadRequest` where the form cannot be kept to, with the reason.
    pub(crate) fn new(_words: &Words, _form: &Form) -> Result<Constraint> {
        Ok(Constraint {})
    }

    /// Leaves the logits of what may come next as they are and makes all others minus infinity.
    pub(crate) fn allow(&mut self, _logits: &mut [f32]) -> Result<()> {
        Ok(())
    }

    /// `token` was said.
    pub(crate) fn take(&mut self, _token: u32) -> Result<()> {
        Ok(())
    }

    /// The tokens that must come next whatever the model thinks, often none. They are taken with that.
    pub(crate) fn forced(&mut self) -> Result<Vec<u32>> {
        Ok(Vec::new())
    }

    /// Nothing can follow any more.
    pub(crate) fn done(&self) -> bool {
        false
    }
}
