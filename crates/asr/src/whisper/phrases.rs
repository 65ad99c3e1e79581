use whisper_rs::WhisperContext;

/// Phrases that are looked at, at most.
const MOST: usize = 64;
/// Characters of one phrase: a choice is a sentence.
const LONGEST: usize = 120;
/// Tokens of them all. The decoder reads them anew at each look: so many take it about as long as four words.
const MOST_TOKENS: usize = 96;

/// What is likely to be said: Whisper takes it for what was said just before, and prefers its words and spellings.
#[derive(Default)]
pub(super) struct Phrases {
    /// As they are compared with what was recognised.
    pub(super) texts: Vec<String>,
    /// As the decoder reads them.
    pub(super) tokens: Vec<i32>,
}

impl Phrases {
    /// As many of `phrases`, the likeliest first, as there is room for.
    pub(super) fn of(context: &WhisperContext, phrases: &[String]) -> Self {
        let mut texts: Vec<String> = Vec::new();
        let mut tokens: Vec<Vec<i32>> = Vec::new();
        let mut room = MOST_TOKENS;
        for phrase in phrases.iter().take(MOST) {
            let text = cleaned(phrase);
            if text.is_empty() || texts.contains(&text) {
                continue;
            }
            let Some(read) = tokenized(context, &text) else { continue };
            if read.len() > room {
                break;
            }
            room -= read.len();
            texts.push(text);
            tokens.push(read);
        }
        // What stands nearest counts most.
        tokens.reverse();
        Phrases { texts, tokens: tokens.concat() }
    }
}

/// As a sentence of its own: whisper.cpp's words begin with their space.
fn tokenized(context: &WhisperContext, text: &str) -> Option<Vec<i32>> {
    let sentence =
        if text.ends_with(['.', '!', '?', '…']) { format!(" {text}") } else { format!(" {text}.") };
    // A token has at least a byte. More tokens than there is room for would be undefined behaviour in whisper-rs.
    context.tokenize(&sentence, sentence.len() + 1).ok()
}

/// On one line, without anything that is no text, and not too long.
fn cleaned(phrase: &str) -> String {
    let text: String = phrase.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
