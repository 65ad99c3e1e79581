//! What a sentence wishes for, and what has been begun of it.

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;
use vesper::daily::Feed as ChosenFeed;
use vesper::{daily, wishes, writing};
use vesper_library::Mode as Of;

use super::{Trouble, Understood, count};

/// What a listener can wish for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    Story,
    Meditation,
    Daily,
    Talk,
}

impl From<Of> for Mode {
    fn from(mode: Of) -> Mode {
        match mode {
            Of::Story => Mode::Story,
            Of::Meditation => Mode::Meditation,
            Of::Daily => Mode::Daily,
            Of::Talk => Mode::Talk,
        }
    }
}

/// How a sentence was taken.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct Meant {
    /// None where that is not clear: then the listener is asked.
    pub surely: Option<Mode>,
    /// The likeliest first.
    pub could: Vec<Mode>,
    /// BCP 47 tag.
    pub language: String,
    pub minutes: Option<u32>,
}

impl From<wishes::Meant> for Meant {
    fn from(meant: wishes::Meant) -> Meant {
        Meant {
            surely: meant.surely.map(Mode::from),
            could: meant.could.into_iter().map(Mode::from).collect(),
            language: meant.language,
            minutes: meant.minutes,
        }
    }
}

/// How the id of every day begins.
pub(crate) const DAYS: &str = "daily/";

/// What can be done now.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct Ready {
    /// What a chat model is here for, or on a server.
    pub written: Vec<Mode>,
    /// Feeds that the listener chose.
    pub feeds: u32,
}

/// A story that is wished for.
#[derive(Clone, Debug, Deserialize, Type)]
pub struct StoryWish {
    pub text: String,
    pub language: String,
    /// 2 to 60; none where it goes on until the listener ends it.
    pub minutes: Option<u32>,
}

impl StoryWish {
    pub(crate) fn heard(self, pace: u32, seed: u64) -> writing::StoryWish {
        /// What can be planned.
        const MINUTES: std::ops::RangeInclusive<u32> = 2..=60;
        let minutes = |minutes: u32| minutes.clamp(*MINUTES.start(), *MINUTES.end());
        let length = self.minutes.map_or(writing::Length::Open, |it| writing::Length::Minutes(minutes(it)));
        writing::StoryWish {
            language: self.language,
            length,
            pace,
            seed,
            ..writing::StoryWish::new(self.text)
        }
    }
}

/// What is done with the part of a day that is heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum DaySteer {
    /// On to the next one.
    Skip,
    /// More of it is told.
    More,
    /// It is kept, to be read later.
    Save,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DaySteered {
    /// None where what is heard tells of nothing: the opening, the calendar, the last words.
    pub done: Option<DaySteer>,
    /// Of what more is told, or what was kept.
    pub title: String,
}

impl From<DaySteer> for daily::Steer {
    fn from(steer: DaySteer) -> daily::Steer {
        match steer {
            DaySteer::Skip => daily::Steer::Skip,
            DaySteer::More => daily::Steer::More,
            DaySteer::Save => daily::Steer::Save,
        }
    }
}

impl From<daily::Steered> for DaySteered {
    fn from(steered: daily::Steered) -> DaySteered {
        let (done, title) = match steered {
            daily::Steered::Skipped => (Some(DaySteer::Skip), String::new()),
            daily::Steered::More { title } => (Some(DaySteer::More), title),
            daily::Steered::Saved(saved) => (Some(DaySteer::Save), saved.title),
            daily::Steered::Nothing => (None, String::new()),
        };
        DaySteered { done, title }
    }
}

/// A feed that the listener chose, or could.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Feed {
    pub address: String,
    /// Empty until it was fetched.
    pub title: String,
    pub topic: String,
}

impl From<ChosenFeed> for Feed {
    fn from(feed: ChosenFeed) -> Feed {
        Feed { address: feed.address, title: feed.title, topic: feed.topic }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum WorkState {
    /// Nothing was begun, or it is over.
    #[default]
    None,
    /// It is being thought of, and nothing of it can be heard yet.
    Planned,
    /// It is performed, and perhaps still being written.
    Told,
    /// There is nothing to perform.
    Failed,
}

/// What was begun from a sentence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Type)]
pub struct Work {
    /// Another one has another number.
    pub number: u32,
    pub mode: Option<Mode>,
    pub state: WorkState,
    /// Seconds that thinking of it may still take, once they can be reckoned.
    #[specta(type = Option<Number>)]
    pub left: Option<f64>,
    /// What the stage calls it, or how that begins, as soon as it is told.
    pub id: Option<String>,
    pub title: String,
    /// Scenes of a story, phases of a meditation that a chat model has written.
    pub written: u32,
    /// What was understood of a meditation.
    pub understood: Option<Understood>,
    /// Why there is nothing to perform, or what it does without.
    pub trouble: Option<Trouble>,
    /// What else the listener should know: another model writes now.
    pub news: Option<String>,
    /// What ships and comes nearest, where a story cannot be written.
    pub instead: Option<Instead>,
}

/// A story that ships.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct Instead {
    pub id: String,
    pub title: String,
    pub about: String,
    pub language: String,
}

impl Instead {
    pub(crate) fn of(entry: &vesper::Entry) -> Option<Instead> {
        let header = entry.script.as_ref().ok()?.header();
        Some(Instead {
            id: entry.id.clone(),
            title: header.title.clone(),
            about: header.about.clone(),
            language: header.language.clone(),
        })
    }
}

impl Work {
    pub(crate) fn begun(number: u32, mode: Mode) -> Work {
        Work { number, mode: Some(mode), state: WorkState::Planned, ..Work::default() }
    }

    /// Nobody waits for it any more.
    pub(crate) fn over(&mut self) {
        *self = Work { number: self.number, ..Work::default() };
    }

    pub(crate) fn fail(&mut self, trouble: Trouble) {
        (self.state, self.left, self.trouble) = (WorkState::Failed, None, Some(trouble));
    }

    pub(crate) fn tell(&mut self, id: String, title: String) {
        (self.state, self.left, self.id, self.title) = (WorkState::Told, None, Some(id), title);
    }

    /// `instead` is for where nobody can write it.
    pub(crate) fn take_story(&mut self, news: writing::News, instead: Option<&Instead>) {
        use vesper_speech::Kind;
        match news {
            writing::News::Planning { left } => self.left = left.map(|left| left.as_secs_f64()),
            writing::News::Begins { id, title } => self.tell(id, title),
            writing::News::Scenes(scenes) => self.written = count(scenes),
            writing::News::NotKept(error) => self.trouble = Some(Trouble::from(error)),
            writing::News::Failed(error) => {
                let nobody = !matches!(error.kind, Kind::BadRequest | Kind::BadFile | Kind::Denied);
                self.instead = instead.filter(|_| nobody).cloned();
                self.fail(Trouble::from(error));
            }
        }
    }

    pub(crate) fn take_meditation(&mut self, news: vesper::meditation::News) {
        match news {
            vesper::meditation::News::Written { .. } => self.written += 1,
            vesper::meditation::News::NoModel(error) => self.trouble = Some(Trouble::from(error)),
        }
    }

    pub(crate) fn take_day(&mut self, news: daily::News) {
        match news {
            daily::News::Begins { title } => self.tell(DAYS.to_owned(), title),
            daily::News::Whole { .. } => {}
            daily::News::NotKept(error) | daily::News::NoModel(error) => {
                self.trouble = Some(Trouble::from(error));
            }
            daily::News::Failed(error) => self.fail(Trouble::from(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use vesper_speech::{Error, Kind};
    use writing::News;

    use super::*;

    fn instead() -> Instead {
        let text = |text: &str| text.to_owned();
        Instead {
            id: text("stories/night-train"),
            title: text("Night Train"),
            about: text(""),
            language: text("en"),
        }
    }

    fn told(news: impl IntoIterator<Item = News>) -> Work {
        let mut work = Work::begun(3, Mode::Story);
        news.into_iter().for_each(|news| work.take_story(news, Some(&instead())));
        work
    }

    #[test]
    fn a_story_is_thought_of_with_the_time_that_is_left_then_told_and_grows() {
        let left = Some(Duration::from_millis(4500));
        let thinking = told([News::Planning { left: None }, News::Planning { left }]);
        assert_eq!((thinking.state, thinking.left), (WorkState::Planned, Some(4.5)));
        let begins = News::Begins { id: "own/fox".into(), title: "Fox".into() };
        let growing = told([News::Planning { left }, begins, News::Scenes(2)]);
        assert_eq!((growing.state, growing.left, growing.written), (WorkState::Told, None, 2));
        assert_eq!((growing.id.as_deref(), growing.title.as_str()), (Some("own/fox"), "Fox"));
        assert_eq!(growing.number, 3);
    }

    #[test]
    fn where_nobody_can_write_a_story_one_that_ships_is_offered_and_only_then() {
        let failed = |kind| told([News::Failed(Error::new(kind, "chat", "is not there.", "Get one."))]);
        let nobody = failed(Kind::MissingModel);
        assert_eq!((nobody.state, nobody.instead), (WorkState::Failed, Some(instead())));
        assert_eq!(nobody.trouble.map(|trouble| trouble.code).as_deref(), Some("missing_model"));
        assert_eq!(failed(Kind::BadRequest).instead, None, "the wish is at fault, and another would be too");
    }

    #[test]
    fn what_could_not_be_kept_is_said_while_the_story_goes_on() {
        let begins = News::Begins { id: "own/fox".into(), title: "Fox".into() };
        let full = News::NotKept(Error::new(Kind::DiskFull, "own/fox", "has no room.", "Make some."));
        let work = told([begins, full]);
        assert_eq!((work.state, work.trouble.map(|it| it.code)), (WorkState::Told, Some("disk_full".into())));
    }

    #[test]
    fn a_wish_beyond_what_can_be_planned_becomes_the_nearest_one() {
        let wish = |minutes| StoryWish { text: "a fox".into(), language: "fr".into(), minutes };
        let heard = |minutes| wish(minutes).heard(150, 1);
        assert_eq!(heard(Some(1)).length, writing::Length::Minutes(2));
        assert_eq!(heard(Some(4_000_000_000)).length, writing::Length::Minutes(60));
        assert_eq!(heard(None).length, writing::Length::Open);
        assert_eq!(heard(None).language, "fr");
    }
}
