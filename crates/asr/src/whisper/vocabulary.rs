use whisper_rs::{WhisperContext, WhisperError};

/// Marks and brackets that stand for something other than speech, as whisper.cpp and OpenAI's decoder suppress them:
/// alone and after a space.
const NO_SPEECH: &[&str] = &[
    "\"",
    "#",
    "(",
    ")",
    "*",
    "+",
    "/",
    ":",
    ";",
    "<",
    "=",
    ">",
    "@",
    "[",
    "\\",
    "]",
    "^",
    "_",
    "`",
    "{",
    "|",
    "}",
    "~",
    "「",
    "」",
    "『",
    "』",
    "<<",
    ">>",
    "<<<",
    ">>>",
    "--",
    "---",
    "-(",
    "-[",
    "('",
    "(\"",
    "((",
    "))",
    "(((",
    ")))",
    "[[",
    "]]",
    "{{",
    "}}",
    "♪♪",
    "♪♪♪",
    "♩",
    "♪",
    "♫",
    "♬",
    "♭",
    "♮",
    "♯",
];
/// These may stand inside a word, but begin none.
const INSIDE_WORDS: &[&str] = &[" -", " '"];

/// What the tokens of a model mean.
pub(super) struct Vocabulary {
    /// Those below are text; this one ends it.
    pub(super) end: i32,
    pub(super) start: i32,
    pub(super) previous: i32,
    pub(super) transcribe: i32,
    pub(super) no_speech: i32,
    pub(super) no_timestamps: i32,
    /// The token of the first language, and how many there are; none where the model knows English only.
    languages: Option<(i32, i32)>,
    /// For each token up to `end`, whether it may be heard.
    heard: Vec<bool>,
    /// A lone space, which begins no text.
    space: Option<usize>,
}

impl Vocabulary {
    pub(super) fn of(context: &WhisperContext, multilingual: bool) -> Result<Self, WhisperError> {
        let (end, start) = (context.token_eot(), context.token_sot());
        let mut heard = Vec::new();
        let mut space = None;
        for token in 0..end.min(context.n_vocab()) {
            let bytes = context.token_to_bytes(token)?;
            if bytes == b" " {
                space = Some(heard.len());
            }
            heard.push(!is_no_speech(bytes));
        }
        heard.push(true);
        Ok(Vocabulary {
            end,
            start,
            previous: context.token_prev(),
            transcribe: context.token_transcribe(),
            no_speech: context.token_nosp(),
            no_timestamps: context.token_not(),
            languages: multilingual.then(|| (start + 1, context.token_translate() - start - 1)),
            heard,
            space,
        })
    }

    /// The token of the language that whisper.cpp gives this number.
    pub(super) fn language(&self, id: i32) -> Option<i32> {
        self.languages.filter(|(_, count)| (0..*count).contains(&id)).map(|(first, _)| first + id)
    }

    /// The likeliest language by the `logits` behind the start token.
    pub(super) fn detected(&self, logits: &[f32]) -> Option<i32> {
        let (first, count) = self.languages?;
        (first..first + count).max_by(|a, b| at(logits, *a).total_cmp(&at(logits, *b)))
    }

    /// The likeliest token of text, or its end, and the logarithm of its probability among them; at the `beginning`,
    /// neither the end nor a lone space.
    pub(super) fn likeliest(&self, logits: &[f32], beginning: bool) -> (i32, f32) {
        let suppressed = |index: usize| beginning && (Some(index) == self.space || index as i32 == self.end);
        let allowed = || {
            let of_text = logits.iter().zip(&self.heard).enumerate();
            of_text
                .filter(|(index, (_, heard))| **heard && !suppressed(*index))
                .map(|(index, (logit, _))| (index, *logit))
        };
        let best = allowed().max_by(|a, b| a.1.total_cmp(&b.1));
        let (token, highest) = best.unwrap_or((self.end as usize, 0.0));
        let others: f32 = allowed().map(|(_, logit)| (logit - highest).exp()).sum();
        (token as i32, -others.max(1.0).ln())
    }

    /// How likely it is that nobody speaks, by the `logits` behind the start token.
    pub(super) fn no_speech_probability(&self, logits: &[f32]) -> f32 {
        let highest = logits.iter().copied().fold(f32::MIN, f32::max);
        let all: f32 = logits.iter().map(|logit| (logit - highest).exp()).sum();
        ((at(logits, self.no_speech) - highest).exp() / all.max(f32::MIN_POSITIVE)).clamp(0.0, 1.0)
    }

    /// The text of `tokens`; what is no whole character becomes U+FFFD.
    pub(super) fn text(&self, context: &WhisperContext, tokens: &[i32]) -> String {
        let of_text = tokens.iter().filter(|token| (0..self.end).contains(*token));
        let bytes: Vec<u8> =
            of_text.filter_map(|token| context.token_to_bytes(*token).ok()).flatten().copied().collect();
        String::from_utf8_lossy(&bytes).trim().to_owned()
    }
}

fn is_no_speech(bytes: &[u8]) -> bool {
    let bare = bytes.strip_prefix(b" ").unwrap_or(bytes);
    NO_SPEECH.iter().any(|mark| mark.as_bytes() == bare || mark.as_bytes() == bytes)
        || INSIDE_WORDS.iter().any(|mark| mark.as_bytes() == bytes)
}

fn at(logits: &[f32], token: i32) -> f32 {
    usize::try_from(token).ok().and_then(|index| logits.get(index)).copied().unwrap_or(f32::MIN)
}
