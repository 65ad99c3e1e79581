//! `vesper care`: whom this is for, what is not wanted, and where help is.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use serde_json::{Value, json};
use vesper::care::{
    Ages, Care as Chosen, Country, HelpLine as Line, Level, Limits, Topic, countries, country_of, locale,
};
use vesper::{Home, Kept};

use super::Words;

#[derive(Args)]
#[command(after_help = "Examples:
  vesper care                                what is chosen, and who helps in your country
  vesper care --ages child                   for children of six to nine: no open conversation, no cloned voices
  vesper care --limit violence=mild --limit fear=never
  vesper care --country FR                   whose telephone lines are named, where it is not the system's country

Where somebody says that they or others are in danger, Vesper stops and says where help is. It looks at the words, in
English and French, on this machine: nothing is sent, and nothing more is kept than without it. It is a program: it can
miss what a person would hear.")]
pub(crate) struct Care {
    /// The youngest who listens: small (3 to 5), child (6 to 9), youth (10 to 13), teen (14 to 17) or adult.
    #[arg(long, value_parser = ages)]
    ages: Option<Ages>,
    /// How much there may be of violence, fear, sadness, romance, swearing or drugs: never, mild, moderate or any.
    #[arg(long, value_name = "TOPIC=LEVEL", value_parser = limit)]
    limit: Vec<(Topic, Level)>,
    /// The country whose lines are named, in two letters; `system` goes by the system's locale.
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
}

pub(super) fn run(home: &Home, care: &Care, words: Words) -> Result<ExitCode> {
    let changes = care.ages.is_some() || !care.limit.is_empty() || care.country.is_some();
    let opening = if changes { Kept::open(home)? } else { Kept::look(home)? };
    let kept = words.opened(opening);
    let mut chosen = kept.care()?;
    if changes {
        chosen = care.over(chosen)?;
        kept.choose_care(&chosen)?;
    }
    if words.json {
        words.value(&value(&chosen));
    } else {
        tell(&chosen, words);
    }
    Ok(ExitCode::SUCCESS)
}

impl Care {
    fn over(&self, mut chosen: Chosen) -> Result<Chosen> {
        if let Some(ages) = self.ages {
            chosen.ages = ages;
        }
        for (topic, level) in &self.limit {
            chosen.limits = chosen.limits.with(*topic, *level);
        }
        match self.country.as_deref() {
            None => {}
            Some("system") => chosen.country = None,
            Some(code) => {
                let code = code.to_ascii_uppercase();
                if !countries().iter().any(|country| country.code == code) {
                    let known: Vec<&str> = countries().iter().map(|country| country.code.as_str()).collect();
                    bail!("the telephone lines of {code:?} are not known; those of {} are", known.join(", "));
                }
                chosen.country = Some(code);
            }
        }
        Ok(chosen)
    }
}

/// The country whose lines are named, if they are known.
fn country(chosen: &Chosen) -> Option<&'static Country> {
    let code = chosen.country.clone().or_else(|| country_of(&locale()))?;
    countries().iter().find(|country| country.code == code)
}

fn tell(chosen: &Chosen, words: Words) {
    words.line(&format!("Ages       {}", chosen.ages.name()));
    let limits = chosen.limits();
    let told = Topic::ALL.map(|topic| format!("{} {}", topic.name(), limits.level(topic).name()));
    words.line(&format!("Limits     {}", told.join(", ")));
    let Some(country) = country(chosen) else {
        words.line("Country    not known; choose one with --country");
        words.line("Help       112 or 911 in most countries; findahelpline.com lists all lines");
        return;
    };
    words.line(&format!("Country    {}", country.name));
    words.line(&format!("Help       {}  in an emergency", country.emergency));
    for line in &country.lines {
        words.line(&format!("           {}  {}{}", line.number, line.name, remark(line)));
    }
}

/// What sets a line apart from the others.
fn remark(line: &Line) -> String {
    let remarks = [line.young.then_some("for the young"), line.message.then_some("by short message")];
    let remarks: Vec<&str> = remarks.into_iter().flatten().collect();
    if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join(", ")) }
}

fn value(chosen: &Chosen) -> Value {
    let limits: Limits = chosen.limits();
    let limits: serde_json::Map<String, Value> = Topic::ALL
        .into_iter()
        .map(|topic| (topic.name().into(), limits.level(topic).name().into()))
        .collect();
    let country = country(chosen);
    let lines: Vec<Value> = country
        .map_or(&[][..], |country| &country.lines)
        .iter()
        .map(|line| {
            json!({
                "name": line.name,
                "number": line.number,
                "for": line.crises.iter().map(|crisis| crisis.name()).collect::<Vec<_>>(),
                "young": line.young,
                "message": line.message,
                "source": line.source,
                "seen": line.seen,
            })
        })
        .collect();
    json!({
        "event": "care",
        "ages": chosen.ages.name(),
        "limits": limits,
        "country": country.map(|country| &country.code),
        "emergency": country.map(|country| &country.emergency),
        "lines": lines,
    })
}

fn ages(text: &str) -> std::result::Result<Ages, String> {
    let ages = Ages::ALL.into_iter().find(|ages| ages.name() == text);
    ages.ok_or_else(|| "give small, child, youth, teen or adult".into())
}

fn limit(text: &str) -> std::result::Result<(Topic, Level), String> {
    let named = text.split_once('=').and_then(|(topic, level)| {
        let topic = Topic::ALL.into_iter().find(|known| known.name() == topic)?;
        Some((topic, Level::ALL.into_iter().find(|known| known.name() == level)?))
    });
    named.ok_or_else(|| "give a topic and a level, such as violence=mild".into())
}
