//! What a listener says to a performance: a choice, or a command that steers it.

use crate::intent::{self, Chosen, Spoken};
use crate::machine::{Effect, Machine};
use crate::{Report, Settings};

/// One step of "slower" and "faster", and of "louder" and "quieter".
const PACE: f32 = 1.15;
const LOUDNESS: f32 = 1.4;

impl Machine {
    /// The listener said this; gives the command that it was. What is no choice and no command changes nothing, but
    /// where a choice is open and not answered clearly, it is asked once more, and then only shown.
    pub(crate) fn said(&mut self, text: &str, out: &mut Vec<Effect>) -> Option<Spoken> {
        let work = self.work.as_mut().filter(|work| !work.ended)?;
        let language = work.source.as_ref().map_or("en", |source| source.header().language.as_str());
        let options = work.options();
        let chosen = if options.is_empty() { Chosen::None } else { intent::choice(text, &options, language) };
        let command = intent::command(text, language);
        match (&chosen, command) {
            (Chosen::Sure(option), _) => self.choose(*option, out),
            (_, Some(spoken)) => self.obey(spoken, out),
            (Chosen::Unsure(_), None) if !std::mem::replace(&mut work.asked_again, true) => {
                self.ask_again(out);
            }
            (_, None) if work.is_growing() && text.trim().contains(' ') => return self.own_words(text, out),
            _ if options.is_empty() => {}
            _ if !std::mem::replace(&mut work.asked_again, true) => self.ask_again(out),
            _ => self.reports.push(Report::Ask(options)),
        }
        command.filter(|_| !matches!(chosen, Chosen::Sure(_)))
    }

    /// The words that sound, or sounded last before a silence; none where nothing is performed, or the listener has
    /// paused it, or it waits for a choice.
    pub(crate) fn sounding(&self, held: bool) -> Option<String> {
        let work = self.work.as_ref().filter(|work| work.sounded && !work.ended && !work.finishing)?;
        if work.paused && !held || work.asked && work.all_heard() {
            return None;
        }
        let (cue, _) = work.heard();
        Some(work.sheet.line(cue).map(|line| line.text.clone()).unwrap_or_default())
    }

    /// The names of those who speak in it.
    pub(crate) fn present(&self) -> Vec<String> {
        let source = self.work.as_ref().and_then(|work| work.source.as_ref());
        let cast = source.map_or(&[][..], |source| source.header().cast.as_slice());
        cast.iter().map(|(name, _)| name.clone()).collect()
    }

    pub(crate) fn obey(&mut self, spoken: Spoken, out: &mut Vec<Effect>) {
        match spoken {
            Spoken::Pause => self.pause(true, out),
            Spoken::GoOn => self.pause(false, out),
            Spoken::Stop => self.stop(out),
            Spoken::Back => self.back(out),
            Spoken::Again => self.say_again(out),
            Spoken::Skip => self.skip(out),
            Spoken::Stay => self.stay(out),
            Spoken::Longer(minutes) => self.longer(u32::from(minutes)),
            Spoken::Choices => self.ask_again(out),
            // Shells tell what can be said.
            Spoken::Help => {}
            Spoken::Slower | Spoken::Faster | Spoken::Louder | Spoken::Quieter => {
                if let Some(settings) = self.adjusted(spoken) {
                    self.set(settings, out);
                }
            }
        }
    }

    /// The settings after one step in the direction that was asked for; none where that is no matter of settings.
    pub(crate) fn adjusted(&self, spoken: Spoken) -> Option<Settings> {
        adjusted(&self.settings, spoken)
    }

    /// The present line, from its beginning; at a choice, the choices.
    fn say_again(&mut self, out: &mut Vec<Effect>) {
        let Some(work) = self.work.as_ref() else { return };
        if work.asked {
            return self.ask_again(out);
        }
        let (heard, _) = work.heard();
        if let Some(cue) = work.sheet.lines().take_while(|cue| *cue <= heard).last() {
            self.move_to(cue, out);
        }
    }

    /// Reads the choices aloud once more.
    fn ask_again(&mut self, out: &mut Vec<Effect>) {
        let Some(work) = self.work.as_ref().filter(|work| work.asked) else { return };
        if work.sheet.first_option < work.sheet.cues.len() {
            self.move_to(work.sheet.first_option, out);
        }
    }

    pub(crate) fn move_to(&mut self, cue: usize, out: &mut Vec<Effect>) {
        self.cut_short();
        if let Some(work) = self.work.as_mut() {
            work.go_to(cue);
        }
        self.new_turn(out);
    }
}

fn adjusted(settings: &Settings, spoken: Spoken) -> Option<Settings> {
    let mut settings = settings.clone();
    let louder = |volume: f32| (volume.max(0.05) * LOUDNESS).min(1.0);
    match spoken {
        Spoken::Slower => settings.pace = (settings.pace / PACE).max(0.5),
        Spoken::Faster => settings.pace = (settings.pace * PACE).min(2.0),
        Spoken::Louder => {
            settings.voice_volume = louder(settings.voice_volume);
            settings.bed_volume = louder(settings.bed_volume);
        }
        Spoken::Quieter => {
            settings.voice_volume /= LOUDNESS;
            settings.bed_volume /= LOUDNESS;
        }
        _ => return None,
    }
    Some(settings)
}
