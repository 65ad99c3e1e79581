//! Which names may become folders and files. They come from a catalog, a lock or a hub, and end up in paths: what is
//! allowed is listed, everything else is refused.

/// Longest path of a file inside its repository, in bytes.
const LONGEST_PATH: usize = 200;
/// Most folders in such a path, the file itself included.
const DEEPEST: usize = 8;
const LONGEST_ID: usize = 64;

/// Names that Windows gives to devices, whatever ending follows.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Endings that the store keeps for what is under way.
const UNDER_WAY: [&str; 3] = [".part", ".part.toml", ".tmp"];

/// The lock's own name.
pub(crate) const LOCK: &str = "lock.toml";

/// A model's id: lower-case letters, digits and `.`, `_`, `-`, beginning with a letter or digit. Errors say what is
/// wrong, as the end of a sentence.
pub(crate) fn check_id(id: &str) -> Result<(), String> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
    if id.is_empty() || id.len() > LONGEST_ID {
        return Err(format!("an id has 1 to {LONGEST_ID} characters"));
    }
    if !id.bytes().all(allowed) || !id.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric) {
        return Err("an id has only a-z, 0-9, `.`, `_` and `-`, and begins with a letter or digit".into());
    }
    if id.ends_with('.') || is_device(id) {
        return Err("as the name of a folder this id is not possible on every system".into());
    }
    Ok(())
}

/// The path of a file in its repository: relative, `/` between its parts, none of which is `.`, `..`, hidden, or
/// something that a system or the store keeps for itself.
pub(crate) fn check_file(name: &str) -> Result<(), String> {
    let shown = name.escape_debug();
    if name.is_empty() || name.len() > LONGEST_PATH {
        return Err(format!("a file's name has 1 to {LONGEST_PATH} characters"));
    }
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-+=@/".contains(&byte);
    if !name.bytes().all(allowed) {
        return Err(format!("`{shown}` has characters that a file's name may not have"));
    }
    if name.split('/').count() > DEEPEST {
        return Err(format!("`{shown}` lies in more than {} folders", DEEPEST - 1));
    }
    for part in name.split('/') {
        if part.is_empty() || part.starts_with('.') || part.ends_with('.') {
            return Err(format!("`{shown}` is not a plain path inside the model's folder"));
        }
        let lower = part.to_ascii_lowercase();
        if is_device(&lower) || lower == LOCK || UNDER_WAY.iter().any(|ending| lower.ends_with(ending)) {
            return Err(format!("`{shown}` has a name that is kept for something else"));
        }
    }
    Ok(())
}

/// `owner/name` on a hub.
pub(crate) fn check_repository(repository: &str) -> Result<(), String> {
    let plain = |part: &str| {
        !part.is_empty()
            && part.len() <= 96
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
            && !part.starts_with('.')
            && !part.contains("..")
    };
    match repository.split_once('/') {
        Some((owner, name)) if plain(owner) && plain(name) => Ok(()),
        _ => Err(format!("`{}` is not `owner/name`", clipped(repository))),
    }
}

/// A git commit: 40 lower-case hexadecimal digits.
pub(crate) fn check_commit(commit: &str) -> Result<(), String> {
    let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    if commit.len() == 40 && commit.bytes().all(digit) {
        Ok(())
    } else {
        Err(format!("`{}` is not a commit of 40 hexadecimal digits", clipped(commit)))
    }
}

/// `text` for a message: at most 60 characters, nothing that moves a cursor.
pub(crate) fn clipped(text: &str) -> String {
    let shown: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().nth(60).is_some() { format!("{shown}…") } else { shown }
}

fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part);
    DEVICES.contains(&stem)
}
