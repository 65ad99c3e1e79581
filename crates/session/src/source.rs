//! What says what is performed: a script, or a story that is still being written.

use std::sync::Arc;

use vesper_script::{Fault, Header, Passage, Playhead, Script, Start};

use crate::Page;
use crate::growing::Pages;

pub(crate) struct Source {
    pub(crate) id: String,
    pub(crate) start: Start,
    pub(crate) text: Text,
}

/// What says what is performed.
pub(crate) enum Text {
    Script {
        script: Arc<Script>,
        playhead: Box<Playhead>,
    },
    /// It is written meanwhile.
    Growing(Box<Pages>),
}

impl Source {
    pub(crate) fn header(&self) -> &Header {
        match &self.text {
            Text::Script { script, .. } => script.header(),
            Text::Growing(pages) => &pages.header,
        }
    }

    pub(crate) fn digest(&self) -> u64 {
        match &self.text {
            Text::Script { script, .. } => script.digest(),
            Text::Growing(pages) => pages.digest,
        }
    }

    /// The names of all its chapters, as far as they are known before they are reached.
    pub(crate) fn chapters(&self) -> &[String] {
        match &self.text {
            Text::Script { script, .. } => &script.outline().chapters,
            Text::Growing(_) => &[],
        }
    }

    pub(crate) fn rewind(&mut self) -> Result<(), Fault> {
        match &mut self.text {
            Text::Script { script, playhead } => **playhead = Playhead::start(script, &self.start)?,
            Text::Growing(pages) => pages.rewind(),
        }
        Ok(())
    }

    pub(crate) fn choose(&mut self, option: usize) -> Result<(), Fault> {
        match &mut self.text {
            Text::Script { playhead, .. } => playhead.choose(option),
            Text::Growing(pages) => pages.choose(option),
        }
    }

    /// What is performed next.
    pub(crate) fn page(&mut self) -> Result<Page, Fault> {
        match &mut self.text {
            Text::Script { playhead, .. } => {
                let Passage { cues, end } = playhead.passage()?;
                Ok(Page { cues, end: Some(end), own: None })
            }
            Text::Growing(pages) => Ok(pages.page()),
        }
    }
}
