//! The cases of NVIDIA's NeMo text processing (Apache-2.0), English, written to spoken.
//!
//! Each line is `written~spoken`; one file lists several readings of one text. Where several files have the same
//! text, any of their readings counts. Letter case, marks and hyphens are not heard, and the *and* in `one hundred
//! and two` is English with and without. Cases that do not apply are listed in `nemo-exceptions.tsv`, those that do
//! and are read otherwise in `nemo-otherwise.tsv`, each with why.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::{data, heard, said};

const FOLDER: &str = "g2p/nemo-tn/data_text_normalization";

#[test]
fn ninety_percent_of_the_cases_that_apply() {
    let Some(folder) = data(FOLDER) else { return };
    let Cases { cases, readings } = cases(&folder);
    let exceptions = reasons(include_str!("nemo-exceptions.tsv"));
    let otherwise = reasons(include_str!("nemo-otherwise.tsv"));
    for (case, _) in exceptions.iter().chain(&otherwise) {
        assert!(readings.contains_key(*case), "a reason for what is no case: {case}");
    }
    let mut table: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut unexplained = Vec::new();
    for (class, shown) in cases.iter().filter(|(_, shown)| !shown.is_empty()) {
        let row = table.entry(class).or_default();
        if exceptions.iter().any(|(case, _)| case == shown) {
            row[2] += 1;
            continue;
        }
        row[1] += 1;
        let spoken = heard_number(&said(shown, "en"));
        if readings[shown].contains(&spoken) {
            row[0] += 1;
        } else {
            let why = otherwise.iter().find(|(case, _)| case == shown).map(|(_, why)| *why);
            if why.is_none() {
                unexplained.push(shown.clone());
            }
            let why = why.unwrap_or("nobody has said why");
            wrong.push(format!(
                "{class}: {shown}
   said     {spoken}
   expected {}
   why      {why}",
                readings[shown].join(" | ")
            ));
        }
    }
    eprintln!("{:28} {:>6} {:>6} {:>8} {:>14}", "class", "right", "of", "%", "do not apply");
    let mut sum = [0; 3];
    for (class, row) in &table {
        print_row(class, *row);
        sum.iter_mut().zip(row).for_each(|(sum, n)| *sum += n);
    }
    print_row("all", sum);
    eprintln!("\nnot as expected:\n{}", wrong.join("\n"));
    assert!(unexplained.is_empty(), "said otherwise than NeMo without a reason: {unexplained:?}");
    assert!(sum[0] * 10 >= sum[1] * 9, "{} of {} are right", sum[0], sum[1]);
}

/// Cases, each with its reason behind a tab.
fn reasons(table: &str) -> Vec<(&str, &str)> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once('\t').expect("a case and its reason")).collect()
}

/// What is shown, with its class, and all its readings.
struct Cases {
    cases: Vec<(String, String)>,
    readings: BTreeMap<String, Vec<String>>,
}

fn cases(folder: &Path) -> Cases {
    let mut cases: Vec<(String, String)> = Vec::new();
    let mut readings: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().replace("test_cases_", "");
        let mut shown = String::new();
        for line in fs::read_to_string(&file).unwrap().lines() {
            let spoken = match line.split_once('~') {
                Some(("", written)) if name == "normalize_with_audio" => {
                    shown = written.trim().to_owned();
                    cases.push((name.clone(), shown.clone()));
                    continue;
                }
                Some((written, spoken)) => {
                    shown = written.trim().to_owned();
                    cases.push((name.clone(), shown.clone()));
                    spoken
                }
                None => line,
            };
            let spoken = spoken.split('~').map(heard_number);
            readings.entry(shown.clone()).or_default().extend(spoken);
        }
    }
    Cases { cases, readings }
}

/// Reports only: these cases follow other conventions in places (German numbers in parts, noon and night in times).
#[test]
fn the_other_languages_are_reported() {
    for language in ["de", "fr", "es", "it", "pt"] {
        let Some(folder) = data("g2p/nemo-tn").map(|folder| folder.join(language)) else { return };
        if !folder.exists() {
            eprintln!("SKIPPED: VESPER_DATA has no g2p/nemo-tn/{language}");
            continue;
        }
        let Cases { cases, readings } = cases(&folder);
        let mut sum = [0; 3];
        for (class, shown) in cases.iter().filter(|(_, shown)| !shown.is_empty()) {
            let close = |text: &str| text.replace(' ', "");
            let spoken = heard_number(&said(shown, language));
            sum[1] += 1;
            if readings[shown].iter().any(|reading| close(reading) == close(&spoken)) {
                sum[0] += 1;
            } else {
                eprintln!(
                    "{language} {class}: {shown}\n   said     {spoken}\n   expected {}",
                    readings[shown].join(" | ")
                );
            }
        }
        print_row(language, sum);
    }
}

fn print_row(class: &str, [right, of, except]: [usize; 3]) {
    let share = right as f64 * 100.0 / of.max(1) as f64;
    eprintln!("{class:28} {right:>6} {of:>6} {share:>8.1} {except:>14}");
}

fn heard_number(text: &str) -> String {
    let mut heard = heard(text);
    for scale in ["hundred", "thousand", "million", "billion"] {
        heard = heard.replace(&format!("{scale} and "), &format!("{scale} "));
    }
    heard
}
