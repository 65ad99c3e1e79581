//! Where help is: who answers the telephone, by country, and what is said to the listener.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use vesper_speech::Result;

use super::alarm::{Alarm, Crisis};
use crate::prompts::{Section, Shape, Sheet};

/// Lines that are named at once: who is in need remembers no more.
const NAMED: usize = 2;

/// Who helps in a country.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166: `GB`.
    pub code: String,
    /// In English.
    pub name: String,
    /// The number of the emergency services.
    pub emergency: String,
    #[serde(rename = "line")]
    pub lines: Vec<Line>,
}

/// A national line that listens.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub name: String,
    /// As it is dialled from within the country, in the groups in which it is known.
    pub number: String,
    /// It is written to, with a short message, not called.
    #[serde(default)]
    pub message: bool,
    /// What it is there for.
    #[serde(rename = "for")]
    pub crises: Vec<Crisis>,
    /// It is there for children and the young.
    #[serde(default)]
    pub young: bool,
    /// The only language (ISO 639) that it is answered in, where another line of the country speaks another.
    #[serde(default)]
    pub speaks: Option<String>,
    /// Who says that this is the number.
    pub source: String,
    /// The day on which that was looked up, as `2026-11-23`; none where it is common knowledge that nobody looked up.
    #[serde(default)]
    pub seen: Option<String>,
}

/// The countries whose lines are known.
pub fn countries() -> &'static [Country] {
    static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
        // What comes with the program is whole, which a test sees to.
        toml::from_str::<BTreeMap<String, Vec<Country>>>(include_str!("../../../../assets/care/help.toml"))
            .ok()
            .and_then(|mut file| file.remove("country"))
            .unwrap_or_default()
    });
    &COUNTRIES
}

/// The country of a locale, as the system writes it: `GB` for `en_GB.UTF-8`, `en-GB` and `en_GB@euro`. None where it names
/// none.
pub fn country_of(locale: &str) -> Option<String> {
    let plain = locale.split(['.', '@']).next().unwrap_or_default();
    let mut parts = plain.split(['-', '_']).skip(1);
    let region = parts.find(|part| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic()))?;
    Some(region.to_ascii_uppercase())
}

/// What is shown and said to somebody who may be in danger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    pub sentences: Vec<Sentence>,
    /// `en` or `fr`.
    pub language: &'static str,
}

/// One sentence, said in one breath.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub text: String,
    /// Bytes of the telephone numbers in it, which are read digit by digit.
    pub numbers: Vec<Range<usize>>,
}

impl Help {
    /// For what was heard, in the language that it was said in, in `country` (ISO 3166), where that is known; `young`
    /// where the listener is a child.
    ///
    /// # Errors
    /// None, as long as what comes with Vesper is whole.
    pub fn of(alarm: &Alarm, country: Option<&str>, young: bool) -> Result<Help> {
        let (language, sheet) = sheet(alarm.language)?;
        let country = country
            .and_then(|code| countries().iter().find(|country| country.code.eq_ignore_ascii_case(code)));
        let mut sentences = vec![plain(opening(&sheet, alarm))];
        let emergency = country.map(|country| country.emergency.as_str());
        sentences.push(match emergency {
            Some(number) => sentence(&sheet, "call", "", number),
            None => plain(sheet.section("call-anywhere")),
        });
        if alarm.crisis != Crisis::Emergency {
            match country {
                Some(country) => sentences.extend(
                    chosen(country, alarm, young, language)
                        .map(|line| sentence(&sheet, line_section(line), &line.name, &line.number)),
                ),
                None => sentences.push(plain(sheet.section("elsewhere"))),
            }
        }
        sentences.push(plain(sheet.section(if alarm.other { "stay-with" } else { "not-alone" })));
        Ok(Help { sentences, language })
    }

    /// All of it, to be read.
    pub fn text(&self) -> String {
        self.sentences.iter().map(|sentence| sentence.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// All of it for a voice that reads numbers as amounts: every digit stands alone, with a comma between groups.
    pub fn spelt(&self) -> String {
        self.sentences.iter().map(Sentence::spelt).collect::<Vec<_>>().join(" ")
    }
}

impl Sentence {
    /// As [`Help::spelt`].
    pub fn spelt(&self) -> String {
        let mut spelt = String::new();
        let mut done = 0;
        for number in &self.numbers {
            spelt.push_str(self.text.get(done..number.start).unwrap_or_default());
            let digits = self.text.get(number.clone()).unwrap_or_default();
            let groups = digits
                .split([' ', '-'])
                .map(|group| group.chars().map(String::from).collect::<Vec<_>>().join(" "));
            spelt.push_str(&groups.collect::<Vec<_>>().join(", "));
            done = number.end;
        }
        spelt.push_str(self.text.get(done..).unwrap_or_default());
        spelt
    }
}

/// The lines that are named: first those for the young where the listener is a child, then those for what was heard.
fn chosen<'a>(
    country: &'a Country,
    alarm: &Alarm,
    young: bool,
    language: &str,
) -> impl Iterator<Item = &'a Line> {
    let mut lines: Vec<&Line> = country
        .lines
        .iter()
        .filter(|line| line.crises.contains(&alarm.crisis) && (young || !line.young))
        .collect();
    let foreign = |line: &Line| line.speaks.as_deref().is_some_and(|speaks| speaks != language);
    lines.sort_by_key(|line| (line.young != young, foreign(line)));
    lines.into_iter().take(NAMED)
}

fn opening<'a>(sheet: &'a Sheet, alarm: &Alarm) -> &'a str {
    sheet.section(match (alarm.crisis, alarm.other) {
        (Crisis::Emergency, _) => "emergency",
        (_, true) => "another",
        (Crisis::Suicide, false) => "suicide",
        (Crisis::SelfHarm, false) => "self-harm",
        (Crisis::Abuse, false) => "abuse",
    })
}

fn line_section(line: &Line) -> &'static str {
    if line.message { "write" } else { "line" }
}

fn plain(text: &str) -> Sentence {
    Sentence { text: text.split_whitespace().collect::<Vec<_>>().join(" "), numbers: Vec::new() }
}

fn sentence(sheet: &Sheet, section: &str, name: &str, number: &str) -> Sentence {
    let mut sentence = plain(&sheet.fill(section, &[("name", name), ("number", number)]));
    // The number comes last, so a digit in the name is none of it.
    if let Some(at) = sentence.text.rfind(number) {
        sentence.numbers.push(at..at + number.len());
    }
    sentence
}

/// What a model is told for the rest of a conversation in which there was `alarm`.
pub(super) fn aftermath(alarm: &Alarm) -> String {
    told(alarm.language, "aftermath")
}

/// What is said in the place of words that the limits do not allow.
pub(super) fn left_out(language: &str) -> String {
    told(language, "left-out")
}

/// A section as one paragraph. What comes with the program has it, which a test sees to.
fn told(language: &str, section: &str) -> String {
    sheet(language).map(|(_, sheet)| plain(sheet.section(section)).text).unwrap_or_default()
}

fn sheet(language: &str) -> Result<(&'static str, Sheet)> {
    let (language, text) = match language {
        "fr" => ("fr", include_str!("../../../../assets/care/help.fr.md")),
        _ => ("en", include_str!("../../../../assets/care/help.en.md")),
    };
    Ok((language, Sheet::read("help.md", text, &SHAPE, language)?))
}

const fn section(name: &'static str, needs: &'static [&'static str]) -> Section {
    Section { name, needs, may: &[] }
}

const SHAPE: Shape = Shape {
    name: "care/help",
    version: 1,
    sections: &[
        section("emergency", &[]),
        section("suicide", &[]),
        section("self-harm", &[]),
        section("abuse", &[]),
        section("another", &[]),
        section("call", &["number"]),
        section("call-anywhere", &[]),
        section("line", &["name", "number"]),
        section("write", &["name", "number"]),
        section("elsewhere", &[]),
        section("not-alone", &[]),
        section("stay-with", &[]),
        section("aftermath", &[]),
        section("left-out", &[]),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_with_the_program_is_whole() {
        assert!(countries().len() >= 10);
        for country in countries() {
            let code = &country.code;
            assert!(code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()), "{code}");
            for crisis in [Crisis::Suicide, Crisis::SelfHarm, Crisis::Abuse] {
                let there = country.lines.iter().any(|line| line.crises.contains(&crisis) && !line.young);
                assert!(there, "{code} has nobody for {}", crisis.name());
            }
            let numbers = country.lines.iter().map(|line| &line.number).chain([&country.emergency]);
            for number in numbers {
                assert!(number.chars().all(|c| c.is_ascii_digit() || " -".contains(c)), "{code}: {number}");
                assert!(number.chars().filter(char::is_ascii_digit).count() >= 3, "{code}: {number}");
            }
            for line in &country.lines {
                assert!(!line.source.is_empty() && !line.crises.is_empty(), "{code}: {}", line.name);
                let day = line.seen.as_deref().unwrap_or("2026-01-01");
                assert!(day.len() == 10 && day.starts_with("20"), "{code}: {}: {day}", line.name);
            }
        }
    }

    fn said(crisis: Crisis, language: &'static str, country: Option<&str>, young: bool) -> Help {
        Help::of(&Alarm { crisis, language, other: false }, country, young).expect("whole")
    }

    #[test]
    fn help_is_named_for_the_country_the_danger_and_the_age() {
        let british = said(Crisis::Suicide, "en", Some("gb"), false);
        assert!(british.text().contains("999") && british.text().contains("Samaritans"));
        assert!(british.spelt().contains("1 1 6, 1 2 3"), "{}", british.spelt());
        assert!(!british.text().contains("Childline"));
        assert!(said(Crisis::Abuse, "en", Some("GB"), true).text().contains("0800 1111"));
        assert!(said(Crisis::Suicide, "fr", Some("FR"), false).text().contains("3114"));
        assert!(said(Crisis::Abuse, "fr", Some("FR"), true).text().contains("119"));
        let belgian = said(Crisis::Suicide, "fr", Some("BE"), false).text();
        assert!(belgian.find("0800 32 123") < belgian.find("1813"), "{belgian}");
        assert!(said(Crisis::Suicide, "en", Some("US"), false).text().contains("988"));
    }

    #[test]
    fn who_lives_elsewhere_is_told_where_to_look() {
        for country in [None, Some("ZZ")] {
            let text = said(Crisis::Suicide, "en", country, false).text();
            assert!(text.contains("findahelpline.com") && text.contains("112"), "{text}");
        }
    }

    #[test]
    fn an_emergency_is_one_number_and_nothing_else_to_choose_from() {
        let help = said(Crisis::Emergency, "en", Some("IE"), false);
        assert_eq!(help.sentences.iter().flat_map(|sentence| &sentence.numbers).count(), 1);
        assert!(help.text().contains("112"));
    }

    #[test]
    fn a_locale_names_a_country_or_none() {
        for (locale, country) in [
            ("en_GB.UTF-8", Some("GB")),
            ("fr-CA", Some("CA")),
            ("zh_Hans_CN", Some("CN")),
            ("de_DE@euro", Some("DE")),
            ("C.UTF-8", None),
            ("en", None),
            ("", None),
            ("en_419", None),
        ] {
            assert_eq!(country_of(locale).as_deref(), country, "{locale}");
        }
    }
}
