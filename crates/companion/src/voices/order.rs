//! Which engine speaks: the one that the listener chose a voice of, else the best that runs well here, else the system's.

use std::path::PathBuf;
use std::time::SystemTime;

use vesper_catalog::{Fit, Machine, Model, Verdict, fit};
use vesper_session::{Notice, NoticeKind};

use super::sources::{Sources, Speaker};
use crate::engines::SYSTEM;

/// The engines that may speak, in the order in which they are tried. The last is always the system voice.
pub(crate) struct Order {
    pub(crate) speakers: Vec<Speaker>,
    pub(crate) reason: Reason,
    /// The chosen voice, where it does not speak.
    pub(crate) missed: Option<Missed>,
}

/// A chosen voice that does not speak, by its id.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Missed {
    /// It is not here any more.
    Gone(String),
    /// It is here, and does not speak this language (BCP 47).
    Foreign(String, String),
}

/// What an order was made of: another one has to be opened anew.
pub(crate) type State = Vec<(PathBuf, Option<SystemTime>, u64)>;

/// Why the first of them is the first.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reason {
    /// The listener chose one of its voices.
    Chosen,
    /// It is the best of those here, and runs as this says.
    Best(String),
    /// No model that speaks the language is here.
    NoneHere,
    /// Those that are here are too much for this machine, as this says of the best.
    TooMuch(String),
}

impl Order {
    /// The order for texts in `language` (BCP 47), where the listener chose the voice `chosen`. `machine` is asked for
    /// only where models are to be judged.
    pub(crate) fn of(
        sources: &Sources,
        chosen: Option<&str>,
        language: &str,
        machine: impl FnOnce() -> Machine,
    ) -> Order {
        let first = match chosen.map(|id| id.split_once('/')) {
            // The system's own are named without a slash.
            Some(None) => return Order::new(None, Reason::Chosen),
            Some(Some((model, _))) => sources.speaker(model),
            None => None,
        };
        match (first, chosen) {
            (Some(first), _) if first.model.speaks(language) => Order::new(Some(first), Reason::Chosen),
            (Some(_), Some(id)) => {
                let missed = Some(Missed::Foreign(id.to_owned(), language.to_owned()));
                Order { missed, ..Order::best(sources, language, machine) }
            }
            _ => Order::best(sources, language, machine),
        }
    }

    fn best(sources: &Sources, language: &str, machine: impl FnOnce() -> Machine) -> Order {
        let able: Vec<Speaker> = sources.speakers().filter(|it| it.model.speaks(language)).collect();
        if able.is_empty() {
            return Order::new(None, Reason::NoneHere);
        }
        let machine = machine();
        let judge = |model: &Model| fit(&machine, model, model.size().unwrap_or(model.memory));
        let (best, reason) = best(able, judge);
        Order::new(best, reason)
    }

    fn new(first: Option<Speaker>, reason: Reason) -> Order {
        Order { speakers: first.into_iter().collect(), reason, missed: None }
    }

    /// What the listener is told where the chosen voice does not speak.
    pub(crate) fn notice(&self) -> Option<Notice> {
        let missed = self.missed.as_ref()?;
        let (voice, what) = (missed.voice(), missed.what());
        let advice = match missed {
            Missed::Gone(_) => "Choose another voice in the settings, or none.",
            Missed::Foreign(..) => "A voice that does can be chosen in the settings.",
        };
        let text = format!(
            "The voice \"{voice}\" {what}, so {} speaks as it would of itself. {advice}",
            self.first()
        );
        Some(Notice { kind: NoticeKind::VoiceGaveOut, text })
    }

    /// Who speaks first, for people.
    pub(crate) fn first(&self) -> &str {
        self.speakers.first().map_or(SYSTEM, |speaker| &speaker.model.name)
    }

    pub(crate) fn state(&self) -> State {
        self.speakers.iter().flat_map(Speaker::state).collect()
    }
}

impl Missed {
    /// Its id, to be shown.
    pub(crate) fn voice(&self) -> String {
        let (Missed::Gone(id) | Missed::Foreign(id, _)) = self;
        shown(id)
    }

    /// Why it does not speak, as the end of a sentence that begins with it.
    pub(crate) fn what(&self) -> String {
        match self {
            Missed::Gone(_) => "is not here any more".into(),
            Missed::Foreign(_, language) => format!("does not speak {}", shown(language)),
        }
    }
}

fn shown(id: &str) -> String {
    id.chars().filter(|letter| !letter.is_control()).take(60).collect()
}

/// The best of `able` that runs well, else the least demanding that runs at all.
fn best(mut able: Vec<Speaker>, judge: impl Fn(&Model) -> Fit) -> (Option<Speaker>, Reason) {
    able.sort_by_key(|it| (std::cmp::Reverse(it.model.rank), it.model.memory, it.model.id.clone()));
    let judged: Vec<(Speaker, Fit)> = able
        .into_iter()
        .map(|it| {
            let fit = judge(&it.model);
            (it, fit)
        })
        .collect();
    let well = judged.iter().find(|(_, fit)| fit.verdict == Verdict::Well);
    let tight = || judged.iter().rev().find(|(_, fit)| fit.verdict == Verdict::Tight);
    match (well.or_else(tight), judged.first()) {
        (Some((speaker, fit)), _) => (Some(speaker.clone()), Reason::Best(fit.reason.clone())),
        (None, Some((speaker, fit))) => {
            (None, Reason::TooMuch(format!("{} {}", speaker.model.name, fit.reason)))
        }
        (None, None) => (None, Reason::NoneHere),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use vesper_catalog::{Licence, Role};

    use super::*;

    fn speaker(id: &str, rank: u32, memory: u64) -> Speaker {
        let licence = Licence { name: "MIT".into(), link: String::new(), commercial: true, gated: false };
        let model = Model {
            id: id.into(),
            name: id.into(),
            role: Role::Voice,
            about: String::new(),
            repository: "a/b".into(),
            revision: None,
            files: Vec::new(),
            licence,
            languages: vec!["en".into()],
            memory,
            active: None,
            rank,
            needs: Vec::new(),
        };
        Speaker { model, folder: Ok(Path::new(id).into()), people: Vec::new(), own: PathBuf::new() }
    }

    fn first(able: Vec<Speaker>, judge: impl Fn(&str) -> Verdict) -> (Option<String>, Reason) {
        let judge = |model: &Model| Fit {
            verdict: judge(&model.id),
            reason: format!("takes {}", model.memory),
            speed: None,
        };
        let (best, reason) = best(able, judge);
        (best.map(|it| it.model.id), reason)
    }

    #[test]
    fn the_best_that_runs_well_speaks_else_the_least_demanding_that_runs_at_all() {
        let three = || vec![speaker("small", 10, 1), speaker("large", 30, 9), speaker("middle", 20, 4)];
        let told = |id: &str, memory: u64| (Some(id.to_owned()), Reason::Best(format!("takes {memory}")));
        assert_eq!(first(three(), |_| Verdict::Well), told("large", 9));
        let hard = |id: &str| if id == "large" { Verdict::Tight } else { Verdict::Well };
        assert_eq!(first(three(), hard), told("middle", 4));
        assert_eq!(first(three(), |_| Verdict::Tight), told("small", 1));
        assert_eq!(first(three(), |_| Verdict::No), (None, Reason::TooMuch("large takes 9".into())));
        assert_eq!(first(Vec::new(), |_| Verdict::Well), (None, Reason::NoneHere));
    }
}
