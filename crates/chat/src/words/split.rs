use std::ops::Range;

use regex::Regex;
use vesper_speech::{Error, Kind, Result};

/// How a text is split into words before neighbours are joined, by the name that `tokenizer.ggml.pre` gives it.
///
/// The patterns are those of llama.cpp (src/llama-vocab.cpp, `llm_tokenizer_bpe`). They end in `\s+(?!\S)|\s+`, white space
/// but for the last of it if a word follows; here that is `\s+`, which is shortened afterwards: so no pattern looks ahead,
/// and a text takes time in proportion to its length.
pub(super) struct Split {
    stages: Vec<Stage>,
    words: Words,
    begins: bool,
}

struct Stage {
    pattern: Regex,
    /// What the pattern has for white space: nothing, all of it, all but what runs up to the end of a line.
    blanks: Blanks,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Blanks {
    None,
    All,
    WithinLines,
}

/// How the words of a vocabulary are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    /// Byte by byte, each byte written as a character.
    Merged,
    /// The same, unless the word is a token as it is.
    WholeFirst,
    /// Character by character, with spaces as SentencePiece writes them.
    Characters,
}

macro_rules! LLAMA_3_NAMES {
    () => {
        "llama3" | "llama-v3" | "llama-bpe" | "falcon3" | "falcon-h1" | "pixtral" | "midm-2.0" | "lfm2"
    };
}

const GPT_2: &str = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+";
const LLAMA_3: &str = r"'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+";
const QWEN_2: &str = r"'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+";
const QWEN_35: &str = r"'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+";
const SEED_CODER: &str = r"'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}\r\n]+|\s*[\r\n]+|\s+";
const MINICPM_5: &str = r"'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}+| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+";
const BAILING: &str = r"'(?:[sSdDmMtT]|[lL][lL]|[vV][eE]|[rR][eE])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]|\s+";
const GPT_4O: &str = r"[^\r\n\p{L}\p{N}]?[\p{L}--a-z]*[\p{L}--A-Z]+(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])?|[^\r\n\p{L}\p{N}]?[\p{L}--a-z]+[\p{L}--A-Z]*(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+";
const TEKKEN: &str = r"[^\r\n\p{L}\p{N}]?[\p{L}--a-z]*[\p{L}--A-Z]+|[^\r\n\p{L}\p{N}]?[\p{L}--a-z]+[\p{L}--A-Z]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+";
const BLOOM: &str = r" ?[^(\s|.,!?…。，、।۔،)]+";
const HAN_AND_KANA: &str = r"[\x{4e00}-\x{9fa5}\x{3040}-\x{30ff}]+";
// White space in these ranges is none of the word for llama.cpp.
const HAN: &str = r"[[\x{4e00}-\x{9fa5}\x{800}-\x{4e00}\x{ac00}-\x{d7ff}]--\s]+";
const LETTERS: &str = "\\s?[A-Za-z\\x{b5}À-ÖØ-öø-ƺƼ-ƿ\\x{1c4}-ʓʕ-ʯͰ-ͳͶͷͻ-ͽͿΆΈ-ΊΌΎ-ΡΣ-\\x{3f5}Ϸ-ҁҊ-ԯԱ-ՖႠ-ჅᎠ-Ᏽᏸ-ᏽᲐ-ᲺᲽ-Ჿᴀ-ᴫᵫ-ᵷᵹ-ᶚḀ-ἕἘ-Ἕἠ-ὅὈ-Ὅὐ-ὗὙὛὝὟ-\\x{1f7d}ᾀ-ᾴᾶ-ᾼ\\x{1fbe}ῂ-ῄῆ-ῌῐ-\\x{1fd3}ῖ-\\x{1fdb}ῠ-Ῥῲ-ῴῶ-ῼ\\x{2102}\\x{2107}\\x{210a}-\\x{2113}\\x{2115}\\x{2119}-\\x{211d}\\x{2124}\\x{2126}\\x{2128}\\x{212a}-\\x{212d}\\x{212f}-\\x{2134}\\x{2139}\\x{213c}-\\x{213f}\\x{2145}-\\x{2149}ⅎↃↄⰀ-ⱻⱾ-ⳤⳫ-ⳮⳲⳳꙀ-ꙭꚀ-ꚛꜢ-ꝯꝱ-ꞇꞋ-ꞎꭰ-ꮿ\\x{fb00}-\\x{fb06}\\x{fb13}-\\x{fb17}\\x{ff21}-\\x{ff3a}\\x{ff41}-\\x{ff5a}𐐀-𐑏𐒰-𐓓𐓘-𐓻𐲀-𐲲𐳀-𐳲𑢠-𑣟𞤀-𞥃]+";
const DEEPSEEK_3: &str = r##"[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+"##;

impl Split {
    /// The splitting called `name`; none is the one that files from before there were names mean.
    ///
    /// # Errors
    /// `BadFile` for a name that is not known.
    pub(super) fn named(name: Option<&str>) -> Result<Split> {
        let words = match name.unwrap_or_default() {
            LLAMA_3_NAMES!() | "glm4" | "glm5" | "tekken" | "minicpm5" => Words::WholeFirst,
            "gemma4" => Words::Characters,
            _ => Words::Merged,
        };
        let begins = matches!(name, Some(LLAMA_3_NAMES!() | "tekken" | "gemma4"));
        let stages = patterns(name).ok_or_else(|| unknown(name.unwrap_or_default()))?;
        let stages = stages.iter().map(|pattern| Stage::new(pattern)).collect::<Result<_>>()?;
        Ok(Split { stages, words, begins })
    }

    /// Whether words are joined byte by byte, each byte written as a character; else character by character.
    pub(super) fn spells_bytes(&self) -> bool {
        self.words != Words::Characters
    }

    /// Whether `word` is not joined at all where it is a token as it is.
    pub(super) fn prefers_whole(&self, word: &str) -> bool {
        match self.words {
            Words::Merged => false,
            Words::WholeFirst => true,
            Words::Characters => word.bytes().all(|byte| byte == b'\n'),
        }
    }

    /// Whether a text begins with a token of its own unless the file says otherwise.
    pub(super) fn begins(&self) -> bool {
        self.begins
    }

    /// Calls `each` with the words of `text`, which together are all of it.
    pub(super) fn words<'t>(&self, text: &'t str, mut each: impl FnMut(&'t str)) {
        let mut words: Vec<Range<usize>> = std::iter::once(0..text.len()).collect();
        for stage in &self.stages {
            let mut finer = Vec::with_capacity(words.len());
            for word in words {
                stage.split(text, word, &mut finer);
            }
            words = finer;
        }
        words.into_iter().filter_map(|word| text.get(word)).for_each(&mut each);
    }
}

impl Stage {
    fn new(pattern: &str) -> Result<Stage> {
        let blanks = match (pattern.ends_with(r"|\s+"), pattern.contains(r"|\s*[\r\n]")) {
            (false, _) => Blanks::None,
            (true, false) => Blanks::All,
            (true, true) => Blanks::WithinLines,
        };
        let failed = |error: regex::Error| Error::new(Kind::Engine, "vocabulary", error.to_string(), "");
        Ok(Stage { pattern: Regex::new(pattern).map_err(failed)?, blanks })
    }

    /// What of `within` the pattern matches, and what is between.
    fn split(&self, text: &str, within: Range<usize>, words: &mut Vec<Range<usize>>) {
        let Some(part) = text.get(within.clone()) else { return };
        let mut at = 0;
        while let Some(found) = self.pattern.find_at(part, at) {
            let end = found.end() - self.surplus(found.as_str(), found.end() == part.len());
            if found.start() > at {
                words.push(within.start + at..within.start + found.start());
            }
            words.push(within.start + found.start()..within.start + end);
            at = end;
        }
        if at < part.len() {
            words.push(within.start + at..within.end);
        }
    }

    /// The bytes at the end of white space that belong to the word after it.
    fn surplus(&self, found: &str, last: bool) -> usize {
        let mut backwards = found.chars().rev();
        let Some(end) = backwards.next() else { return 0 };
        let line = self.blanks == Blanks::WithinLines && matches!(end, '\r' | '\n');
        let more = backwards.next().is_some();
        if last || self.blanks == Blanks::None || line || !more || !found.chars().all(char::is_whitespace) {
            return 0;
        }
        end.len_utf8()
    }
}

fn unknown(name: &str) -> Error {
    let what = format!("its text is split the way called {name:?}, which is not known here.");
    Error::new(Kind::BadFile, "vocabulary", what, "Take a model of another family.")
}

fn patterns(name: Option<&str>) -> Option<&'static [&'static str]> {
    Some(match name {
        None | Some("default" | "") => &[r"[\p{P}\$\+<=>\^~\|]+", GPT_2, r"\p{N}+", "[0-9][0-9][0-9]"],
        Some(name) => match name {
            "gpt-2" | "phi-2" | "gigachat" | "a.x-4.0" | "mellum" | "mpt" | "olmo" | "jais" | "trillion"
            | "granite-docling" | "exaone4" => &[GPT_2],
            LLAMA_3_NAMES!() | "dbrx" | "smaug-bpe" | "chatglm-bpe" | "glm4" | "glm5" => &[LLAMA_3],
            "qwen2" | "deepseek-r1-qwen" | "kormo" | "stablelm2" | "hunyuan" | "megrez" | "solar-open"
            | "grok-2" => &[QWEN_2],
            "qwen35" => &[QWEN_35],
            "starcoder" | "refact" | "command-r" | "smollm" | "codeshell" | "exaone" | "minerva-7b"
            | "mellum2" => &[r"\p{N}", GPT_2],
            "falcon" => &[r"[\p{P}\$\+<=>\^~\|`]+", GPT_2, "[0-9][0-9][0-9]"],
            "deepseek-llm" => &[
                "[\r\n]",
                LETTERS,
                r"\s?[!-/:-~\x{ff01}-\x{ff0f}\x{ff1a}-\x{ff5e}‘-‟\x{3001}\x{3002}]+",
                r"\s+$",
                HAN,
                r"\p{N}+",
            ],
            "deepseek-coder" => &["[\r\n]", r"\s?\p{L}+", r"\s?\p{P}+", HAN, r"\p{N}"],
            "deepseek-v3" | "hunyuan-dense" | "joyai-llm" => &[r"\p{N}{1,3}", HAN_AND_KANA, DEEPSEEK_3],
            "gpt-4o" | "llama4" | "kanana2" | "talkie" | "minimax-m2" => &[GPT_4O],
            "tekken" => &[TEKKEN],
            "poro-chat" | "bloom" | "gpt3-finnish" => &[BLOOM],
            "viking" => &[BLOOM, r"\p{N}"],
            "bailingmoe" | "bailingmoe2" | "llada-moe" => &[BAILING],
            "seed-coder" => &[SEED_CODER],
            "minicpm5" => &[r"\p{N}{1,3}", MINICPM_5],
            "gemma4" => &[r"[^\n]+|[\n]+"],
            _ => return None,
        },
    })
}
