use std::path::{Path, PathBuf};

use super::completeness;

fn data() -> Option<PathBuf> {
    let folder = std::env::var_os("VESPER_DATA").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("SKIPPED: completeness is not measured, VESPER_DATA names no folder with texts");
    }
    folder
}

/// Whole sentences of a book: what stands between two full stops of running text, without quotation.
fn sentences(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut sentences = Vec::new();
    for paragraph in text.replace('\r', "").split("\n\n") {
        let paragraph = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        let ends = paragraph.split_inclusive(['.', '!', '?']).map(str::trim);
        sentences.extend(ends.filter(|sentence| whole(sentence)).map(str::to_owned));
    }
    sentences
}

fn whole(sentence: &str) -> bool {
    let quotes = sentence.contains(['"', '“', '”', '_', '*', '[', '(', ')'])
        || sentence.contains(" '")
        || sentence.contains("' ");
    let words = sentence.split_whitespace().count();
    let capital = sentence.starts_with(|first: char| first.is_uppercase());
    !quotes && capital && (4..=40).contains(&words) && sentence.ends_with(['.', '!', '?'])
}

/// The whole sentences among the transcripts.
fn transcripts(path: &Path) -> Vec<String> {
    let table = std::fs::read_to_string(path).unwrap();
    let transcripts =
        table.lines().filter_map(|line| line.split('\t').nth(1)).filter(|text| !text.contains('"'));
    transcripts.filter(|text| whole(text)).map(str::to_owned).collect()
}

/// As a recogniser without marks writes it.
fn bare(text: &str) -> String {
    let kept = text.chars().filter(|letter| !matches!(letter, '.' | ',' | ';' | ':' | '!' | '?'));
    kept.collect::<String>().to_lowercase()
}

/// A number below `below`, the same for the same seed (SplitMix64).
fn random(seed: u64, below: usize) -> usize {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) % below.max(1) as u64) as usize
}

/// The sentence up to a word before its last, chosen at random.
fn cut(sentence: &str, seed: u64) -> String {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let kept = 1 + random(seed, words.len() - 1);
    words[..kept].join(" ")
}

/// How often each sentence is cut.
const CUTS: u64 = 8;

/// Shares of whole sentences that sound finished, and of cut ones that do not.
fn shares(sentences: &[String], heard: impl Fn(&str) -> String) -> (f64, f64) {
    let finished = |text: String| completeness(&heard(&text), "en") >= 0.5;
    let whole = sentences.iter().filter(|sentence| finished((*sentence).clone())).count();
    let cuts = sentences
        .iter()
        .zip(0..)
        .flat_map(|(sentence, at)| (0..CUTS).map(move |seed| cut(sentence, at * CUTS + seed)));
    let cut = cuts.filter(|text| !finished(text.clone())).count();
    (whole as f64 / sentences.len() as f64, cut as f64 / (sentences.len() as u64 * CUTS) as f64)
}

#[test]
fn whole_sentences_sound_finished_and_cut_ones_less() {
    let Some(data) = data() else { return };
    for (name, sentences, least) in [
        ("Alice", sentences(&data.join("text/alice.txt")), (0.84, 0.58)),
        ("Grimm", sentences(&data.join("text/pg2591.txt")), (0.84, 0.58)),
        ("transcripts", transcripts(&data.join("speech/utterances.tsv")), (0.84, 0.5)),
    ] {
        let alone = shares(&sentences, bare);
        let marked = shares(&sentences, str::to_owned);
        println!("{name}: {} sentences; whole {:.3}, cut {:.3}", sentences.len(), alone.0, alone.1);
        println!("{name}: with a recogniser's marks: whole {:.3}, cut {:.3}", marked.0, marked.1);
        assert!(sentences.len() > 50, "{name}: {} sentences", sentences.len());
        assert!(alone.0 >= least.0 && alone.1 >= least.1, "{name}: {alone:?}");
    }
}

#[track_caller]
fn check(language: &str, finished: &[&str], unfinished: &[&str]) {
    for text in finished {
        let sounds = completeness(text, language);
        assert!(sounds >= 0.5, "{text:?} sounds unfinished: {sounds}");
    }
    for text in unfinished {
        let sounds = completeness(text, language);
        assert!(sounds < 0.5, "{text:?} sounds finished: {sounds}");
    }
}

#[test]
fn what_is_said_in_talk_sounds_finished_where_it_is() {
    check(
        "en",
        &[
            "Let us talk about my garden for a while.",
            "It fell as far short of that as did the old.",
            "Yes.",
            "no",
            "tell me a story about a lighthouse",
            "what time is it",
            "Who are you?",
            "I think so",
            "the second one",
            "if you like",
            "I'm not sure",
            "go on",
            "take the lamp",
            "I was thinking of my sister",
            "she gave it to him",
            "when are you coming home",
            "When I was young, we lived by the sea.",
        ],
        &[
            "",
            "and",
            "tell me a story about",
            "tell me a story about a",
            "I was thinking of my",
            "I would like to",
            "um",
            "I think, um",
            "take the, uh",
            "what I mean is",
            "it's because",
            "the door and the",
            "she gave",
            "a very",
            "there was a little",
            "when the sun went down",
            "I want twenty",
            "So I...",
            "first the lamp,",
            "and then I",
            "do you",
            "Tell me about the.",
        ],
    );
    check(
        "fr-FR",
        &[
            "Oui.",
            "non",
            "raconte-moi une histoire",
            "Quelle heure est-il ?",
            "le deuxième",
            "je prends la lampe",
            "si tu veux",
            "je ne sais pas",
            "on va au bord de la mer",
            "quand pars-tu",
        ],
        &[
            "et",
            "raconte-moi une histoire sur",
            "je pense à ma",
            "je voudrais",
            "euh",
            "je crois que, euh",
            "parce que",
            "la porte et la",
            "une petite",
            "quand le soleil se couche",
            "j'en veux vingt",
            "alors je…",
            "d'abord la lampe,",
            "et puis",
            "l'",
        ],
    );
    check("sv", &["hej på dig"], &["och,", "jag..."]);
}
