//! The day: gathered from the chosen feeds, then told.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use vesper::daily::{self, Asked, Length};
use vesper::{Companion, Entry, Wish, fault_error};
use vesper_library::Mode as Of;
use vesper_script::Script;
use vesper_speech::{Error, Kind};

use super::{Shown, chance, is_written, lock, model, pace};
use crate::shell::{Shell, show_listening};
use crate::wire::{DAYS, DaySteer, DaySteered, Mode, Trouble};

/// Set, it ends the gathering of a day. Dropped, it is set.
struct Gathering(Arc<AtomicBool>);

impl Drop for Gathering {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}

impl Shell {
    pub(crate) async fn begin_day(&self, minutes: u32, language: String) -> std::result::Result<(), Trouble> {
        self.quieten().await?;
        let length = Length::ALL.into_iter().min_by_key(|length| length.minutes().abs_diff(minutes));
        let shown = self.wishes.next(Mode::Daily);
        let told = shown.refused(self.tell_day(length.unwrap_or_default(), language, &shown).await);
        match told {
            // Nobody waits for it any more.
            Err(trouble) if trouble.code == vesper::code(Kind::Stopped) => Ok(()),
            told => told,
        }
    }

    async fn tell_day(
        &self,
        length: Length,
        language: String,
        shown: &Shown,
    ) -> std::result::Result<(), Trouble> {
        let (home, kept) = self.rooms().await?;
        let stop = Arc::new(AtomicBool::new(false));
        self.wishes.hold(Gathering(stop.clone()));
        let gather = move || {
            if daily::feeds(&kept)?.is_empty() {
                return Err(no_feeds());
            }
            let check = || if stop.load(Ordering::Acquire) { Err(Error::stopped()) } else { Ok(()) };
            let gathered = daily::gather(&home, &kept, &Asked::default(), &check)?;
            check().map(|()| gathered)
        };
        let gathered = tauri::async_runtime::spawn_blocking(gather).await.map_err(Trouble::internal)??;
        let (heard, told) = (self.heard.clone(), shown.clone());
        let begin = move |companion: &mut Companion| {
            let pace = pace(companion.settings());
            let wish = daily::Wish { language, pace, seed: chance(), ..daily::Wish::new(length) };
            let written = is_written(companion.home(), companion.kept(), Of::Daily)?;
            let model = written.then(|| model(companion, Of::Daily, told.clone()));
            let tell = Box::new(move |news| told.change(|work| work.take_day(news)));
            let telling = companion.tell_day(&wish, &gathered.material, model, tell)?;
            show_listening(companion, &heard);
            Ok(telling)
        };
        let telling = self.with(begin).await?;
        self.wishes.hold(telling);
        Ok(())
    }

    /// Does this with the part of the day that is heard.
    pub(crate) fn steer_day(&self, steer: DaySteer) -> std::result::Result<DaySteered, Trouble> {
        let begun = lock(&self.wishes.begun);
        let telling = begun.as_ref().and_then(|begun| begun.downcast_ref::<daily::Telling>());
        let telling = telling.ok_or_else(|| {
            Error::new(Kind::BadRequest, "the day", "is not being told.", "Ask for it first.")
        })?;
        Ok(telling.steer(steer.into())?.into())
    }

    /// Tells the last day once more, as it was.
    pub(super) async fn tell_again(&self) -> std::result::Result<(), Trouble> {
        self.quieten().await?;
        self.with(|companion| {
            let told = daily::last_told(companion.home())?.ok_or_else(|| {
                Error::new(Kind::MissingFile, "the day", "was not kept.", "Ask for it anew.")
            })?;
            let id = format!("{DAYS}{}", told.path.display());
            let script =
                Script::parse(&id, &told.ink, &|_| None).map_err(|faults| fault_error(&id, &faults))?;
            let entry = Entry { id, script: Ok(Arc::new(script)) };
            Ok(companion.perform(&entry, Wish { fresh: true, ..Wish::default() })?)
        })
        .await
    }
}

fn no_feeds() -> Error {
    let advice = "Choose some in the view of the day; only those are asked.";
    Error::new(Kind::BadRequest, "the day", "has no feeds to be told from.", advice)
}
