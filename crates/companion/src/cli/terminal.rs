//! Following a performance in a terminal: words as they are heard, keys as they are pressed.

use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::Builder;
use std::time::Duration;

use anyhow::Result;
use crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use vesper::Companion;
use vesper_session::intent::Spoken;
use vesper_session::talk::Told;
use vesper_session::{Command, Phase, Report};
use vesper_speech::NARRATOR;

use super::chat::shown;
use super::told::{commands, told_value};
use super::words::{capital, report_value};
use super::{Words, interrupt, page};

/// How often is looked whether a choice waits that nobody will make.
const LOOK: Duration = Duration::from_millis(100);

enum Happening {
    Report(Report),
    Told(Told),
    Key(Key),
}

#[derive(Clone, Debug, PartialEq)]
enum Key {
    PlayOrPause,
    Back,
    Stop,
    Choose(usize),
    /// The key of push-to-talk, down or up.
    Push,
    /// What the listener does, in their own words.
    Do(String),
    /// A key that every performance leaves to what else there is.
    Letter(char),
    /// Nobody will press anything any more.
    Closed,
}

/// Where keys come from.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Keys {
    /// Single keys of a terminal.
    Terminal,
    /// Lines: a number, `pause`, `back`, `stop`; else what the listener does.
    Lines,
}

impl Keys {
    pub(crate) fn of(words: Words) -> Keys {
        let both = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
        if both && !words.json { Keys::Terminal } else { Keys::Lines }
    }
}

/// What can be done with a performance beside what can be done with every one.
pub(crate) trait Beside {
    /// Its keys, for people.
    fn legend(&self) -> &'static str;
    /// Does what a key is for, and gives what to show; none where it is for nothing.
    fn key(&self, letter: char) -> Option<String>;
    /// The same for what was typed, or was `heard` and goes to the session as well.
    fn said(&self, words: &str, heard: bool) -> Option<String>;
}

/// Raw mode for as long as it lives, whatever ends it.
struct Raw;

impl Raw {
    fn begin() -> Result<Raw> {
        enable_raw_mode()?;
        Ok(Raw)
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        drop(disable_raw_mode());
    }
}

/// Prints what happens and passes on what is pressed, until the performance is over.
pub(crate) fn follow(companion: &mut Companion, words: Words, keys: Keys) -> Result<ExitCode> {
    follow_beside(companion, words, keys, None)
}

/// The same, and takes what is meant for `beside`.
pub(crate) fn follow_beside(
    companion: &mut Companion,
    words: Words,
    keys: Keys,
    beside: Option<&dyn Beside>,
) -> Result<ExitCode> {
    let (happenings, happened) = sync_channel(64);
    if let Some(reports) = companion.reports() {
        forward("reports", reports, happenings.clone(), Happening::Report)?;
    }
    if let Some(told) = companion.told() {
        forward("hears", told, happenings.clone(), Happening::Told)?;
    }
    let over = Arc::new(AtomicBool::new(false));
    let raw = if keys == Keys::Terminal { Some(Raw::begin()?) } else { None };
    let press = happenings.clone();
    // Where keys are lines, Ctrl-C is a signal; what was heard of the line is kept, as with any other stop.
    interrupt::on_press(move || drop(press.send(Happening::Key(Key::Stop))))?;
    read_keys(keys, happenings, over.clone())?;
    let mut teller = Teller { words, raw: raw.is_some(), options: 0, pushed: false, beside };
    if raw.is_some() {
        teller.tell("Space pauses and goes on, b goes back a line, 1 to 9 choose, q stops.");
        if let Some(beside) = beside {
            teller.tell(beside.legend());
        }
        if pushes(companion) {
            teller.tell("Press Enter, say a choice or \"help\", and press Enter again.");
        }
        teller.tell("");
    }
    let code = teller.follow(companion, &happened);
    over.store(true, Ordering::Release);
    code
}

fn forward<T: Send + 'static>(
    thread: &str,
    mut from: tokio::sync::mpsc::Receiver<T>,
    to: SyncSender<Happening>,
    happening: fn(T) -> Happening,
) -> Result<()> {
    Builder::new().name(thread.into()).spawn(move || {
        while let Some(item) = from.blocking_recv() {
            if to.send(happening(item)).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

fn read_keys(keys: Keys, to: SyncSender<Happening>, over: Arc<AtomicBool>) -> Result<()> {
    Builder::new().name("keys".into()).spawn(move || match keys {
        Keys::Terminal => {
            while !over.load(Ordering::Acquire) {
                match event::poll(Duration::from_millis(100))
                    .and_then(|there| there.then(event::read).transpose())
                {
                    Ok(Some(Event::Key(key))) if key.kind != KeyEventKind::Release => {
                        if let Some(key) = of_key(key.code, key.modifiers)
                            && to.send(Happening::Key(key)).is_err()
                        {
                            return;
                        }
                    }
                    Ok(_) => {}
                    Err(_) => {
                        // Nobody may be left to be told.
                        drop(to.send(Happening::Key(Key::Closed)));
                        return;
                    }
                }
            }
        }
        Keys::Lines => {
            let lines = std::io::stdin().lock().lines().map_while(std::result::Result::ok);
            for key in lines.filter_map(|line| of_line(&line)).chain([Key::Closed]) {
                if to.send(Happening::Key(key)).is_err() {
                    return;
                }
            }
        }
    })?;
    Ok(())
}

/// The microphone is on between two presses only.
fn pushes(companion: &Companion) -> bool {
    let listening = companion.listening();
    listening.on && listening.pushed
}

fn of_key(code: KeyCode, modifiers: KeyModifiers) -> Option<Key> {
    match code {
        KeyCode::Char('c') if modifiers.contains(KeyModifiers::CONTROL) => Some(Key::Stop),
        KeyCode::Char(' ' | 'p') => Some(Key::PlayOrPause),
        KeyCode::Char('b') | KeyCode::Left => Some(Key::Back),
        KeyCode::Char('q') | KeyCode::Esc => Some(Key::Stop),
        KeyCode::Enter => Some(Key::Push),
        KeyCode::Char(digit @ '1'..='9') => digit.to_digit(10).map(|digit| Key::Choose(digit as usize - 1)),
        KeyCode::Char(letter) => Some(Key::Letter(letter)),
        _ => None,
    }
}

fn of_line(line: &str) -> Option<Key> {
    match line.trim() {
        "pause" | "p" | "resume" => Some(Key::PlayOrPause),
        "back" | "b" => Some(Key::Back),
        "stop" | "quit" | "q" => Some(Key::Stop),
        "" => Some(Key::Push),
        line => match line.parse::<usize>() {
            Ok(number) => number.checked_sub(1).map(Key::Choose),
            Err(_) => Some(Key::Do(line.to_owned())),
        },
    }
}

struct Teller<'a> {
    words: Words,
    raw: bool,
    /// Options of the choice that waits for an answer; none where nothing is asked.
    options: usize,
    /// The key of push-to-talk is down.
    pushed: bool,
    beside: Option<&'a dyn Beside>,
}

impl Teller<'_> {
    fn follow(&mut self, companion: &Companion, happened: &Receiver<Happening>) -> Result<ExitCode> {
        let mut closed = false;
        loop {
            // Who is heard may choose by voice.
            let happening = if closed && self.options > 0 && !companion.listening().on {
                happened.recv_timeout(LOOK)
            } else {
                happened.recv().map_err(RecvTimeoutError::from)
            };
            match happening {
                Ok(Happening::Report(report)) => {
                    if let Some(code) = self.report(&report) {
                        return Ok(code);
                    }
                }
                Ok(Happening::Told(told)) => self.told(companion, &told),
                Ok(Happening::Key(Key::Closed)) => closed = true,
                Ok(Happening::Key(key)) => self.press(companion, key)?,
                Err(RecvTimeoutError::Timeout) => self.leave(companion)?,
                Err(RecvTimeoutError::Disconnected) => return Ok(ExitCode::FAILURE),
            }
        }
    }

    /// Stops at a choice that waits. One that was made beforehand does not: that it was is told in a moment.
    fn leave(&mut self, companion: &Companion) -> Result<()> {
        if companion.stage().borrow().options.is_empty() {
            return Ok(());
        }
        self.options = 0;
        self.tell("Nobody is there to choose, so the story stops here. Give --choose to go on.");
        Ok(companion.command(Command::Stop)?)
    }

    fn press(&mut self, companion: &Companion, key: Key) -> Result<()> {
        let paused = companion.stage().borrow().phase == Phase::Paused;
        let command = match key {
            Key::PlayOrPause if paused => Command::Resume,
            Key::PlayOrPause => Command::Pause,
            Key::Back => Command::Back,
            Key::Stop => Command::Stop,
            Key::Choose(option) => Command::Choose(option),
            Key::Push if pushes(companion) => {
                self.pushed = !self.pushed;
                Command::Push(self.pushed)
            }
            Key::Push => return Ok(()),
            Key::Letter(letter) => {
                let shown = self.beside.and_then(|beside| beside.key(letter));
                shown.iter().for_each(|shown| self.tell(shown));
                return Ok(());
            }
            Key::Do(words) if self.said_beside(&words, false) => return Ok(()),
            Key::Do(words) => Command::Do(words),
            Key::Closed => return Ok(()),
        };
        let answered = match command {
            Command::Choose(option) => option < self.options,
            // From before the choice, it is asked again.
            Command::Back | Command::Stop => true,
            _ => false,
        };
        if answered {
            self.options = 0;
        }
        if matches!(command, Command::Pause) && self.raw {
            self.tell("[Paused. Space goes on.]");
        }
        Ok(companion.command(command)?)
    }

    /// Whether the words meant something beside the performance.
    fn said_beside(&self, words: &str, heard: bool) -> bool {
        let shown = self.beside.and_then(|beside| beside.said(words, heard));
        shown.as_deref().is_some_and(|shown| {
            self.tell(shown);
            true
        })
    }

    fn told(&self, companion: &Companion, told: &Told) {
        if self.words.json {
            self.words.value(&told_value(told));
        }
        if let Told::Listener(text) = told {
            self.tell(&format!("  You: {}", shown(text)));
            self.said_beside(text, true);
        }
        match told {
            Told::Microphone(true) => self.tell("[The microphone is on.]"),
            Told::Microphone(false) => self.tell("[The microphone is off.]"),
            Told::Failed(error) => self.tell(&format!("[{error}]")),
            Told::Obeyed(Spoken::Pause) => self.tell("[Paused.]"),
            Told::Obeyed(Spoken::Help) => {
                let language = companion.stage().borrow().language.clone();
                let commands = commands(language.as_deref().unwrap_or("en"));
                self.tell(&format!("[Say a choice by its number or in your words, or: {commands}.]"));
            }
            Told::State(_)
            | Told::Listener(_)
            | Told::Hearing { .. }
            | Told::Answer { .. }
            | Told::Obeyed(_)
            | Told::Passed
            | Told::Timing(_) => {}
        }
    }

    /// Prints a report; the last one has the exit code.
    fn report(&mut self, report: &Report) -> Option<ExitCode> {
        if self.words.json {
            self.words.value(&report_value(report));
        } else {
            self.print(report);
        }
        match report {
            Report::Ask(options) => self.options = options.len(),
            Report::Chosen(_) => self.options = 0,
            Report::Ended(_) | Report::Stopped => return Some(ExitCode::SUCCESS),
            Report::Failed(_) => return Some(ExitCode::FAILURE),
            _ => {}
        }
        None
    }

    fn print(&self, report: &Report) {
        match report {
            Report::Chapter(title) => self.tell(&format!("\n— {title} —\n")),
            Report::Line(line) if line.voice == NARRATOR => self.tell(&line.text),
            Report::Line(line) => self.tell(&format!("{}: {}", capital(&line.voice), line.text)),
            Report::Ask(options) => {
                self.tell("");
                for (number, option) in options.iter().enumerate() {
                    self.tell(&format!("  {}. {option}", number + 1));
                }
            }
            Report::Chosen(choice) => self.tell(&format!("  > {}\n", choice.option + 1)),
            Report::Notice(notice) => self.tell(&format!("[{}]", notice.text)),
            Report::Stopped if self.raw => self.tell("\nStopped. It goes on from here next time."),
            Report::Began(_)
            | Report::Opened(_)
            | Report::Words { .. }
            | Report::Heard(_)
            | Report::Ended(_)
            | Report::Stopped => {}
            Report::Failed(error) => self.tell(&format!("vesper: {error}")),
        }
    }

    /// Prints text broken at the terminal's width; in raw mode a new line needs a carriage return.
    fn tell(&self, text: &str) {
        if self.words.json {
            return;
        }
        let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let broken: Vec<String> =
            text.split('\n').flat_map(|line| page::broken(line, page::width(), indent(line))).collect();
        self.words.line(&broken.join(if self.raw { "\r\n" } else { "\n" }));
        if self.raw {
            print!("\r");
        }
    }
}
