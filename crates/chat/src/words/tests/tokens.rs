use std::fs;

use super::*;

/// What stands between two texts of llama.cpp's `.inp` files.
const BETWEEN: &str = "\n__ggml_vocab_test__\n";

/// The texts that llama.cpp tests its own tokenizers with, beside each vocabulary.
#[test]
fn the_texts_of_llama_cpp_become_its_tokens() {
    let mut vocabularies = 0;
    let mut damaged = Vec::new();
    for folder in folders() {
        let Ok(files) = fs::read_dir(&folder) else { continue };
        let names = files.flatten().filter_map(|file| file.file_name().into_string().ok());
        let mut names: Vec<String> =
            names.filter_map(|name| Some(name.strip_suffix(".inp")?.into())).collect();
        names.sort();
        for name in names {
            let path = folder.join(&name);
            if !path.exists() {
                eprintln!("SKIPPED: {name} is not in {}", folder.display());
                continue;
            }
            match Header::open(&path) {
                Err(_) => damaged.extend(damage(&path).map(|damage| format!("{}: {damage}", path.display()))),
                Ok(header) if header.text("tokenizer.ggml.model") == Ok(Some("bert")) => {
                    let refused = Words::read(&header).err().unwrap();
                    assert!(refused.what.contains("\"bert\""), "{refused}");
                }
                Ok(header) => {
                    agrees(&path, &Words::read(&header).unwrap());
                    vocabularies += 1;
                }
            }
        }
    }
    for damaged in &damaged {
        eprintln!("SKIPPED: a damaged vocabulary, {damaged}");
    }
    eprintln!("{vocabularies} vocabularies agree, {} are damaged", damaged.len());
    if vocabularies == 0 {
        eprintln!("SKIPPED: no sound vocabulary with texts is in VESPER_DATA or VESPER_LLAMA_CPP");
    }
}

fn agrees(path: &Path, words: &Words) {
    let beside = |ending: &str| fs::read_to_string(format!("{}.{ending}", path.display())).unwrap();
    let (texts, wanted) = (beside("inp"), beside("out"));
    let texts: Vec<&str> = texts.strip_suffix(BETWEEN).unwrap_or(&texts).split(BETWEEN).collect();
    let wanted: Vec<&str> = wanted.lines().collect();
    assert_eq!(texts.len(), wanted.len(), "{}", path.display());
    for (text, wanted) in texts.iter().zip(wanted) {
        let wanted: Vec<u32> = wanted.split_whitespace().map(|id| id.parse().unwrap()).collect();
        assert_eq!(words.tokens(text, false), wanted, "{}: {text:?}", path.display());
        assert_eq!(String::from_utf8(written(words, &wanted)).unwrap(), *text, "{}", path.display());
    }
}

/// Tokens as text, less the space that some vocabularies put first.
fn written(words: &Words, tokens: &[u32]) -> Vec<u8> {
    let text: Vec<u8> = tokens.iter().flat_map(|token| words.bytes(*token)).copied().collect();
    match &words.tokens.family {
        Family::Sentence { space_first: true, .. } => text.strip_prefix(b" ").unwrap_or(&text).into(),
        _ => text,
    }
}

/// 10,000 texts for each vocabulary of fixtures/words/tokens.txt; how it was made is told beside it.
#[test]
fn random_texts_become_the_tokens_of_llama_cpp_and_come_back() {
    for line in include_str!("../../../fixtures/words/tokens.txt").lines() {
        let (name, wanted) = line.split_once(' ').unwrap();
        if let Some(words) = real(name) {
            assert_eq!(digests(&words, name), wanted, "{name}");
        }
    }
}

/// 10,000 texts for each way of splitting in fixtures/words/splits.txt, with the vocabulary of GPT-2.
#[test]
fn random_texts_are_split_as_llama_cpp_splits_them() {
    let files = folders().into_iter().map(|folder| folder.join("ggml-vocab-gpt-2.gguf"));
    let Some(path) = files.into_iter().find(|path| Header::open(path).is_ok()) else {
        eprintln!("SKIPPED: no sound ggml-vocab-gpt-2.gguf is in VESPER_DATA or VESPER_LLAMA_CPP");
        return;
    };
    let file = fs::read(path).unwrap();
    for line in include_str!("../../../fixtures/words/splits.txt").lines() {
        let (name, wanted) = line.split_once(' ').unwrap();
        let header = Header::read(name, std::io::Cursor::new(split_as(&file, name))).unwrap();
        assert_eq!(digests(&Words::read(&header).unwrap(), name), wanted, "{name}");
    }
}

/// The file with another name of its splitting.
fn split_as(file: &[u8], name: &str) -> Vec<u8> {
    let key = b"tokenizer.ggml.pre\x08\0\0\0";
    let value = file.windows(key.len()).position(|window| window == key).unwrap() + key.len();
    let length = u64::from_le_bytes(file[value..value + 8].try_into().unwrap()) as usize;
    [&file[..value], &(name.len() as u64).to_le_bytes(), name.as_bytes(), &file[value + 8 + length..]]
        .concat()
}

/// 20 hashes, each of what 500 texts become; each text comes back.
fn digests(words: &Words, name: &str) -> String {
    let spells = spells(words);
    let mut dice = Dice(20_261_123);
    let mut digest = || {
        let mut digest = 0xcbf2_9ce4_8422_2325_u64;
        for _ in 0..500 {
            let pieces = 1 + dice.below(40);
            let text: String = (0..pieces).map(|_| piece(&mut dice)).collect();
            let tokens = words.tokens(&text, false);
            assert_eq!(written(words, &tokens), spells(&text), "{name}: {text:?}");
            for byte in tokens.iter().chain([&u32::MAX]).flat_map(|token| token.to_le_bytes()) {
                digest = (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        format!("{digest:016x}")
    };
    (0..20).map(|_| digest()).collect::<Vec<_>>().join(" ")
}

/// What of a text comes back: Falcon's vocabulary lacks some bytes, and SentencePiece's sign for a space becomes one.
fn spells(words: &Words) -> impl Fn(&str) -> Vec<u8> {
    let by_bytes = matches!(&words.tokens.family, Family::Pair(pair) if pair.split().spells_bytes());
    let single = |byte: u8| (0..words.len() as u32).any(|token| words.bytes(token) == [byte]);
    let known: Vec<bool> = (0..=255).map(|byte| !by_bytes || single(byte)).collect();
    move |text| {
        let text = if by_bytes { text.to_owned() } else { text.replace(SPACE, " ") };
        text.bytes().filter(|byte| known[usize::from(*byte)]).collect()
    }
}

/// SplitMix64, as in fixtures/words/tokens.py.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) % count
    }
}

fn piece(dice: &mut Dice) -> String {
    const BLANKS: &str = "\t\n\r    \u{a0}\u{2003}\u{3000}\u{b}\u{85}";
    const FRAGMENTS: [&str; 12] = [
        "'s", "'LL", "<|", "12345", "\r\n\r\n", "   ", "<s>", "</s>", "\u{2581}", "<0x41>", "e\u{301}", "|>",
    ];
    let mut within = |first: u64, count: u64| u32::try_from(first + dice.below(count)).unwrap();
    let code = match within(0, 10) {
        3 => return BLANKS.chars().nth(within(0, BLANKS.chars().count() as u64) as usize).unwrap().into(),
        4 => within(0xa1, 0x1af),
        5 => within(0x370, 0x1c0),
        6 => within(0x4e00, 0x51a6),
        7 => within(0x1f300, 0x350),
        8 => return FRAGMENTS[within(0, FRAGMENTS.len() as u64) as usize].into(),
        9 => match within(1, 0x10_f7ff) {
            code @ ..0xd800 => code,
            code => code + 0x800,
        },
        _ => within(0x20, 0x5f),
    };
    // Unicode has these hieroglyphs since version 16; the tables of llama.cpp are older.
    let newer = (0x1_3460..0x1_4400).contains(&code);
    char::from_u32(if newer { u32::from('?') } else { code }).unwrap().into()
}

#[test]
fn a_continued_text_begins_without_a_space() {
    let Some(words) = real("stories260K-f32.gguf") else { return };
    assert_eq!(words.begin(), Some(1));
    assert_eq!(words.len(), 512);
    assert!(words.ends(2) && !words.ends(3));
    assert_eq!(words.bytes(1), b"");
    let first = words.tokens("Once upon a time", false);
    assert_eq!(written(&words, &first), b"Once upon a time");
    assert_eq!(words.bytes(first[0])[0], b' ');
    assert_ne!(words.tokens.continuing("Once")[0], first[0]);
}
