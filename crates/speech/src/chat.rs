/// What a chat model is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// The conversation so far, oldest first.
    pub messages: Vec<Message>,
    /// Tokens of the answer at most.
    pub limit: usize,
    pub sampling: Sampling,
    /// What the answer must look like; none leaves it free.
    pub form: Option<Form>,
    /// Whether a model that can reason before it answers may do so. What it thinks is never part of the answer.
    pub thinking: bool,
}

impl Default for Prompt {
    fn default() -> Self {
        Prompt {
            messages: Vec::new(),
            limit: 1024,
            sampling: Sampling::default(),
            form: None,
            thinking: false,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub role: Role,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    System,
    User,
    Assistant,
}

/// The form of an answer, which constrained decoding keeps it to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A JSON schema, as JSON.
    Schema(String),
    /// A context-free grammar in the Lark notation.
    Grammar(String),
}

/// How the next token is chosen among the likely ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampling {
    /// 0 always takes the likeliest.
    pub temperature: f32,
    /// The likeliest so many; 0 takes all.
    pub top_k: usize,
    /// The likeliest that have this share together, 0..1.
    pub top_p: f32,
    /// Those that have at least this share of the likeliest one's, 0..1.
    pub min_p: f32,
    /// Divides what was said lately; 1 does nothing.
    pub repetition: f32,
    /// Taken off what was said at all; 0 does nothing.
    pub presence: f32,
    /// The same seed gives the same text.
    pub seed: u64,
}

impl Default for Sampling {
    /// What the makers of Qwen3 advise for answers without reasoning.
    fn default() -> Self {
        Sampling {
            temperature: 0.7,
            top_k: 20,
            top_p: 0.8,
            min_p: 0.0,
            repetition: 1.0,
            presence: 0.0,
            seed: 0,
        }
    }
}

/// A piece of an answer: whole characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    /// The answer ends with this piece.
    pub end: Option<Ending>,
}

/// Why an answer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// The model had said all.
    Said,
    /// It reached the prompt's limit, or the end of the model's context.
    Limit,
}
