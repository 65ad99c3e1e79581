//! What a template takes of the memory while it writes a prompt.
//!
//! One test alone in its program: the allocator counts for everything that runs in it.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test ends where it fails, and says what it saw"
)]

use std::alloc::System;
use std::path::Path;

use cap::Cap;
use vesper_card::Wish;
use vesper_chat::{Local, Options, random};
use vesper_speech::{Kind, Message, Role};

#[global_allocator]
static MEMORY: Cap<System> = Cap::new(System, usize::MAX);

/// Bytes that a template may take for a short message.
const MOST: usize = 64 << 20;

/// Puts `template` into the file at `path`, as its first entry, in the place of its own. The entry's length is a multiple
/// of the 32 bytes that tensors are aligned by, so that all others lie where they did.
fn put(path: &Path, template: &str) {
    let mut file = std::fs::read(path).unwrap();
    let key = b"tokenizer.chat_template";
    let own = file.windows(key.len()).position(|part| part == key).unwrap();
    file[own] = b'x';
    let around = 8 + key.len() + 4 + 8;
    let padded = (around + template.len()).next_multiple_of(32) - around;
    let mut entry = Vec::new();
    entry.extend_from_slice(&(key.len() as u64).to_le_bytes());
    entry.extend_from_slice(key);
    entry.extend_from_slice(&8_u32.to_le_bytes());
    entry.extend_from_slice(&(padded as u64).to_le_bytes());
    entry.extend_from_slice(template.as_bytes());
    entry.resize(around + padded, b' ');
    let entries = u64::from_le_bytes(file[16..24].try_into().unwrap()) + 1;
    file[16..24].copy_from_slice(&entries.to_le_bytes());
    file.splice(24..24, entry);
    std::fs::write(path, file).unwrap();
}

#[test]
fn a_hostile_template_takes_little_memory_before_it_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("made.gguf");
    random::write_least(&made, 1).unwrap();
    let hostile = [
        "{% set ns = namespace(s='xxxxxxxxxxxxxxxx') %}{% for i in range(40) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}{{ ns.s|length }}",
        "{{ ('x' * 1000000000)|length }}",
        "{{ (range(99999)|list|map('string')|join('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx') * 1000)|length }}",
        "{% set x %}{% for i in range(99999) %}{{ messages[0].content * 100 }}{% endfor %}{% endset %}{{ x|length }}",
        "{% set ns = namespace(s='xxxxxxxxxxxxxxxx') %}{% for i in range(40) %}{% set ns.s = [ns.s, ns.s]|tojson %}{% endfor %}{{ ns.s|length }}",
        "{% set ns = namespace(s='xx') %}{% for i in range(40) %}{% set ns.s = ns.s.replace('x', 'xx') %}{% endfor %}{{ ns.s|length }}",
        "{% set ns = namespace(l=[0]) %}{% for i in range(40) %}{% set ns.l = ns.l + ns.l %}{% endfor %}{{ ns.l|length }}",
    ];
    for (number, template) in hostile.into_iter().enumerate() {
        let path = folder.path().join(format!("{number}.gguf"));
        std::fs::copy(&made, &path).unwrap();
        put(&path, template);
        let options = Options { cores: Some(1.into()), device: Some(Wish::Processor), ..Options::default() };
        let local = Local::open(&path, &options).unwrap();
        let before = MEMORY.allocated();
        MEMORY.set_limit(before + MOST).unwrap();
        let message = Message { role: Role::User, text: "Hello there".into() };
        let counted = local.count(&[message]);
        MEMORY.set_limit(usize::MAX).unwrap();
        let error = counted.unwrap_err();
        assert_eq!(error.kind, Kind::BadFile, "{template}: {error}");
        eprintln!(
            "{template:.60}: {:.1} MB at most so far, then: {}",
            MEMORY.max_allocated() as f64 / 1e6,
            error.what
        );
    }
}
