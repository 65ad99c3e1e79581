//! Our own table: language, what is shown, what is said.

use crate::{heard, said};

#[test]
fn every_case_is_said_as_written_down() {
    let mut wrong = Vec::new();
    let mut languages = std::collections::BTreeMap::<&str, usize>::new();
    for line in include_str!("cases.tsv").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let parts: Vec<&str> = line.split('\t').collect();
        let [language, shown, expected] = parts[..] else { panic!("not three fields: {line}") };
        *languages.entry(language).or_default() += 1;
        let spoken = said(shown, language);
        // An exclamation mark in front of it asks for the very characters.
        let right = match expected.strip_prefix('!') {
            Some(exact) => spoken == exact,
            None => heard(&spoken) == heard(expected),
        };
        if !right {
            wrong.push(format!("[{language}] {shown}\n   said     {spoken}\n   expected {expected}"));
        }
    }
    eprintln!("cases: {languages:?}");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
