//! The cases of NVIDIA's NeMo text processing (Apache-2.0), English, written to spoken.
//!
//! Each line is `written~spoken`; one file lists several readings of one text. Where several files have the same
//! text, any of their readings counts. Letter case, marks and hyphens are not heard, and the *and* in `one hundred
//! and two` is English with and without. Cases that do not apply to speech are listed in `nemo-exceptions.tsv`, each with its
//! reason.

use std::collections::BTreeMap;
use std::fs;

use crate::{data, heard, said};

const FOLDER: &str = "g2p/nemo-tn/data_text_normalization";

#[test]
fn ninety_percent_of_the_cases_that_apply() {
    let Some(folder) = data(FOLDER) else { return };
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
            readings.entry(shown.clone()).or_default().push(heard_number(spoken));
        }
    }
    let exceptions: Vec<(&str, &str)> = include_str!("nemo-exceptions.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once('\t').expect("a case and its reason"))
        .collect();
    for (case, _) in &exceptions {
        assert!(readings.contains_key(*case), "an exception that is no case: {case}");
    }
    let mut table: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut wrong = Vec::new();
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
            wrong.push(format!(
                "{class}: {shown}\n   said     {spoken}\n   expected {}",
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
    assert!(sum[0] * 10 >= sum[1] * 9, "{} of {} are right", sum[0], sum[1]);
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
