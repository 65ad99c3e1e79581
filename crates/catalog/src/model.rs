use std::fmt;

/// One model that Vesper knows how to get and what it is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// `whisper-base-q5_1`: what the listener types, and the name of its folder.
    pub id: String,
    pub name: String,
    pub role: Role,
    /// What it is good for, as a sentence.
    pub about: String,
    /// `owner/name` on the hub.
    pub repository: String,
    /// The commit whose files these are; none where no primary source pins one: then `main`, and the commit that
    /// this was when the files were resolved goes into the lock.
    pub revision: Option<String>,
    pub files: Vec<ModelFile>,
    pub licence: Licence,
    /// BCP 47 tags; empty: any.
    pub languages: Vec<String>,
    /// Bytes of memory it takes at work.
    pub memory: u64,
    /// Bytes of weights that are read for one step (a token, a frame); less than the file for a mixture of experts.
    pub active: Option<u64>,
    /// Better ones of the same role have a higher rank; the fit check proposes the highest that runs well.
    pub rank: u32,
    /// It needs these other models: a voice its voice prompts.
    pub needs: Vec<String>,
}

impl Model {
    /// Bytes of all its files; none where one of them is not known before the hub is asked.
    pub fn size(&self) -> Option<u64> {
        self.files.iter().try_fold(0_u64, |sum, file| sum.checked_add(file.size?))
    }

    /// It knows `language`, a BCP 47 tag: what comes after the first `-` is left out of account.
    pub fn speaks(&self, language: &str) -> bool {
        let first = |tag: &str| tag.split('-').next().unwrap_or("").to_lowercase();
        self.languages.is_empty() || self.languages.iter().any(|known| first(known) == first(language))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelFile {
    /// Its path in the repository, with `/`.
    pub name: String,
    pub size: Option<u64>,
    pub sha256: Option<Sha256>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    Recogniser,
    Voice,
    VoicePrompt,
    Chat,
    VoiceActivity,
}

impl Role {
    pub const ALL: [Role; 5] =
        [Role::Recogniser, Role::Voice, Role::VoicePrompt, Role::Chat, Role::VoiceActivity];

    /// The word for it in the catalog and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Role::Recogniser => "recogniser",
            Role::Voice => "voice",
            Role::VoicePrompt => "voice-prompt",
            Role::Chat => "chat",
            Role::VoiceActivity => "voice-activity",
        }
    }

    pub fn named(name: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.name() == name)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Licence {
    pub name: String,
    pub link: String,
    /// May be used commercially. One that may not is marked, and never a default.
    pub commercial: bool,
    /// The maker asks for a signed consent on the hub first; a token is needed.
    pub gated: bool,
}

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sha256(pub [u8; 32]);

impl Sha256 {
    /// From 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Sha256> {
        let digits = text.as_bytes();
        if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Sha256(bytes))
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
