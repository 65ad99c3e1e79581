use std::sync::{Arc, Mutex, PoisonError};

/// Remarks that one file can hold: more are not told apart by anybody.
const MOST: usize = 16;

/// What a file says of itself; empty entries are left out.
#[derive(Clone, Debug, Default)]
pub struct Tags {
    pub title: String,
    pub artist: String,
    pub album: String,
    pub comment: String,
    /// What belongs into the comment and shows only while the file is being written.
    pub remarks: Remarks,
}

impl Tags {
    /// The comment with the remarks behind it.
    pub(super) fn comments(&self) -> String {
        let mut comment = self.comment.clone();
        for remark in self.remarks.all().iter() {
            let between = if comment.is_empty() { "" } else { " " };
            comment = format!("{comment}{between}{remark}");
        }
        comment
    }
}

/// Sentences that a file says of itself, each once, up to 16. Clones share them, so that whoever learns something of
/// what is being written can have it said; what is there when the file is finished stands in it.
#[derive(Clone, Debug, Default)]
pub struct Remarks(Arc<Mutex<Vec<String>>>);

impl Remarks {
    pub fn add(&self, sentence: &str) {
        let mut all = self.all();
        if all.len() < MOST && !all.iter().any(|said| said == sentence) {
            all.push(sentence.to_owned());
        }
    }

    fn all(&self) -> std::sync::MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
