use super::Words;

/// An answer on its way from tokens to text: whole characters, without hidden reasoning.
pub(crate) struct Flow {}

impl Flow {
    /// For the answer to `prompt`. One that is `formed` may reason only before its first character: later, what looks
    /// like reasoning belongs to the form.
    pub(crate) fn new(_words: &Words, _prompt: &[u32], _formed: bool) -> Flow {
        Flow {}
    }

    /// What is certain to be heard once `token` was said; often nothing yet.
    pub(crate) fn take(&mut self, _words: &Words, _token: u32) -> String {
        String::new()
    }

    /// Whether the model is reasoning now.
    pub(crate) fn thinking(&self) -> bool {
        false
    }

    /// Whether the model spelled out that it is done.
    pub(crate) fn ended(&self) -> bool {
        false
    }

    /// What was held back in case more of it would come.
    pub(crate) fn rest(&mut self) -> String {
        String::new()
    }
}
