//! What happens in a performance, on its way to the shells: what was heard is kept before they are told.

use std::collections::VecDeque;
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use tokio::sync::mpsc::{Receiver, Sender, channel};
use vesper_library::{Begin, Mode, Said, Speaker, Story};
use vesper_script::Kind as ScriptKind;
use vesper_session::{Began, HeardLine, Report};
use vesper_speech::{Error, Kind, Result};

use crate::pen::{Pen, WAITING, Write};
use crate::places::now;

/// Reports that a shell may be behind; one that falls further misses some.
const BEHIND: usize = 1024;
/// How often what could not be kept is tried again.
const AGAIN: Duration = Duration::from_secs(2);

/// The thread between the session and the shells. Ends with the session, when all is kept that can be; dropped, it
/// waits for that.
pub(crate) struct Recorder {
    thread: Option<JoinHandle<()>>,
}

impl Recorder {
    /// Gives what the shells are told: every report of `reports` in its order, but for lines that were heard and
    /// could not be kept yet. Those follow when they are.
    pub(crate) fn start(reports: Receiver<Report>, pen: Pen) -> Result<(Recorder, Receiver<Report>)> {
        let failed =
            |error: std::io::Error| Error::new(Kind::Engine, "records thread", format!("{error}."), "");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().map_err(failed)?;
        let (shells, told) = channel(BEHIND);
        let mut records = Records {
            pen,
            shells,
            unkept: VecDeque::new(),
            performance: None,
            missed: 0,
            damage_told: false,
        };
        let thread = Builder::new()
            .name("records".into())
            .spawn(move || runtime.block_on(records.follow(reports)))
            .map_err(failed)?;
        Ok((Recorder { thread: Some(thread) }, told))
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        if let Some(thread) = self.thread.take() {
            // One that panicked has told so already.
            drop(thread.join());
        }
    }
}

struct Records {
    pen: Pen,
    shells: Sender<Report>,
    /// Heard and not kept yet.
    unkept: VecDeque<Report>,
    /// What is performed, if it is a script.
    performance: Option<Performance>,
    missed: u64,
    /// The listener was told that the library proved damaged while it was open.
    damage_told: bool,
}

struct Performance {
    script: String,
    mode: Mode,
    title: String,
    language: String,
    state: State,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Nothing of it sounded yet, so there is no session.
    Silent,
    UnderWay,
    Over,
}

impl Records {
    async fn follow(&mut self, mut reports: Receiver<Report>) {
        loop {
            let report = if self.pen.waiting() > 0 {
                match tokio::time::timeout(AGAIN, reports.recv()).await {
                    Ok(report) => report,
                    Err(_) => {
                        if self.pen.try_again() {
                            self.tell_unkept();
                        }
                        continue;
                    }
                }
            } else {
                reports.recv().await
            };
            match report {
                Some(report) => self.take(report),
                None => break,
            }
        }
        self.over();
        let waiting = self.pen.waiting();
        if waiting > 0 && !self.pen.try_again() {
            tracing::error!("{waiting} lines and places could not be kept");
        }
        self.tell_unkept();
    }

    fn take(&mut self, report: Report) {
        match &report {
            Report::Began(began) => {
                self.over();
                self.performance = Performance::of(began);
            }
            Report::Line(_) => self.sounds(),
            Report::Chosen(choice) => {
                let (path, options, option) = (choice.path.clone(), choice.options.clone(), choice.option);
                if let Some(story) = self.performance.as_ref().map(|it| it.script.clone()) {
                    self.sounds();
                    self.pen.write(Write::Taken { story, path, options, option });
                }
            }
            Report::Heard(line) if self.performance.is_some() => {
                self.sounds();
                let kept = self.pen.write(Write::Said(said(line)));
                self.unkept.push_back(report);
                if self.unkept.len() > WAITING {
                    self.unkept.pop_front();
                }
                if kept {
                    self.tell_unkept();
                }
                self.damage_told = self.damage_told || self.pen.tell_damage();
                return;
            }
            Report::Ended(_) | Report::Stopped => self.over(),
            _ => {}
        }
        self.tell(report);
    }

    /// Something of the performance sounds: it has a session from here on.
    fn sounds(&mut self) {
        let Some(performance) = self.performance.as_mut() else { return };
        if performance.state == State::Silent {
            self.pen.write(performance.begin());
        }
        performance.state = State::UnderWay;
    }

    fn over(&mut self) {
        if let Some(performance) = self.performance.as_mut().filter(|it| it.state == State::UnderWay) {
            performance.state = State::Over;
            self.pen.write(Write::End);
        }
    }

    fn tell_unkept(&mut self) {
        while let Some(report) = self.unkept.pop_front() {
            self.tell(report);
        }
    }

    fn tell(&mut self, report: Report) {
        if self.shells.try_send(report).is_err() {
            self.missed += 1;
            if self.missed.is_power_of_two() && !self.shells.is_closed() {
                tracing::debug!("{} reports found no reader", self.missed);
            }
        }
    }
}

impl Performance {
    fn of(began: &Began) -> Option<Performance> {
        let mode = match began.kind? {
            ScriptKind::Story => Mode::Story,
            ScriptKind::Meditation => Mode::Meditation,
        };
        Some(Performance {
            script: began.script.clone()?,
            mode,
            title: began.title.clone(),
            language: began.language.clone(),
            state: State::Silent,
        })
    }

    fn begin(&self) -> Write {
        let Performance { script, mode, title, language, .. } = self;
        Write::Begin {
            begin: Begin {
                mode: *mode,
                script: Some(script.clone()),
                title: title.clone(),
                language: language.clone(),
            },
            story: Story {
                id: script.clone(),
                mode: *mode,
                title: title.clone(),
                wish: None,
                ink: None,
                tale: None,
                when: now(),
            },
        }
    }
}

fn said(line: &HeardLine) -> Said {
    Said {
        speaker: line.voice.clone().map_or(Speaker::Listener, Speaker::Voice),
        text: line.text.clone(),
        heard: line.samples.clone(),
        cut: line.cut,
        chapter: line.chapter.clone(),
    }
}
