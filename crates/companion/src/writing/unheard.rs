//! A story that is written to its end before anybody hears it: for a file.

use vesper_script::Cue;
use vesper_speech::{ChatModel, Error, Kind, Out, Result};
use vesper_studio::story::{Length, Next, Story, Wish, Writer};

use super::plan::Paced;
use super::{News, Tell, kept, prompts};
use crate::home::Home;
use crate::kept::Kept;
use crate::works::Check;

/// A story with one whole way through it.
pub struct Unheard {
    /// The shelf's id.
    pub id: String,
    pub story: Story,
    /// The options of that way, counted from zero.
    pub way: Vec<usize>,
}

/// Writes a story of `wish` to its end along `choices`, and along the first ways where they end. It is kept with every
/// scene, as one that is told.
///
/// # Errors
/// `BadRequest` for a story without a length, for a wish without words, or for a choice that is not offered; what the model,
/// the library or `check` answers.
pub fn write_unheard(
    home: &Home,
    library: &Kept,
    wish: &Wish,
    choices: &[usize],
    model: &mut dyn ChatModel,
    mut tell: Tell,
    check: Check<'_>,
) -> Result<Unheard> {
    if wish.length == Length::Open {
        let what = "has no end as long as nobody asks for one.";
        return Err(Error::new(Kind::BadRequest, "an open story", what, "Give it a length in minutes."));
    }
    let prompts = prompts(home)?;
    let writer = Writer::new(prompts.clone());
    let mut nobody = Unlistened(check);
    let mut story = writer.plan(wish, &mut Paced { model, tell: &mut tell }, &mut nobody)?;
    let id = kept::new_id(home, library, &story.bible().title)?;
    tell(News::Begins { id: id.clone(), title: story.bible().title.clone() });
    let mut next = Next::Beginning;
    let mut choices = choices.iter();
    loop {
        let scene = writer.write(&mut story, &next, false, model, &mut nobody)?;
        kept::keep(home, library, &id, &story, &prompts)?;
        tell(News::Scenes(story.scenes().len()));
        if story.scenes().get(scene).is_none_or(|scene| scene.is_last()) {
            return Ok(Unheard { id, way: story.path(scene), story });
        }
        next = Next::Offered { scene, option: choices.next().copied().unwrap_or_default() };
    }
}

struct Unlistened<'a>(Check<'a>);

impl Out<Cue> for Unlistened<'_> {
    fn put(&mut self, _cue: Cue) -> Result<()> {
        (self.0)()
    }

    fn check(&self) -> Result<()> {
        (self.0)()
    }
}
