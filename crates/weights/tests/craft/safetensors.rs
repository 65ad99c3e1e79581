use super::Crafted;

/// A file with this header, and `data` zeros after it.
pub(crate) fn craft(header: &str, data: u64) -> Crafted {
    let mut file = Crafted::default();
    file.text(header.as_bytes()).hole(data);
    file
}

pub(crate) const SOUND: &str = r#"{"__metadata__":{"format":"pt","licence":"CC0"},"a.weight":{"dtype":"BF16","shape":[4,8],"data_offsets":[0,64]},"none":{"dtype":"F32","shape":[0,3],"data_offsets":[64,64]},"one":{"dtype":"I64","shape":[],"data_offsets":[64,72]},"packed":{"dtype":"F4","shape":[2,8],"data_offsets":[72,80]}}        "#;

pub(crate) fn sound() -> Crafted {
    craft(SOUND, 80)
}

/// Files that hide something, or with which a reader was broken.
pub(crate) fn hostile() -> Vec<(&'static str, Crafted)> {
    vec![
        ("polyglot behind", behind(b"PK\x05\x06 an archive")),
        ("hole", craft(r#"{"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}"#, 8)),
        ("overlap", overlap()),
        ("twice", twice()),
        ("length", length_said(u64::MAX)),
        (
            "product",
            craft(r#"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}"#, 0),
        ),
        (
            "zero hides",
            craft(
                r#"{"a":{"dtype":"F32","shape":[0,9223372036854775808,9223372036854775808],"data_offsets":[0,0]}}"#,
                0,
            ),
        ),
        ("backwards", craft(r#"{"a":{"dtype":"U8","shape":[4],"data_offsets":[4,0]}}"#, 4)),
        ("deep", craft(&format!("{{\"a\":{}", "[".repeat(100_000)), 0)),
        ("metadata", craft(r#"{"__metadata__":{"a":1}}"#, 0)),
    ]
}

pub(crate) fn behind(bytes: &[u8]) -> Crafted {
    let mut file = sound();
    file.raw(bytes);
    file
}

pub(crate) fn overlap() -> Crafted {
    let header = r#"{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[8],"data_offsets":[4,12]}}"#;
    craft(header, 12)
}

pub(crate) fn twice() -> Crafted {
    let header = r#"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}"#;
    craft(header, 8)
}

/// The sound file, with another length of its header.
pub(crate) fn length_said(length: u64) -> Crafted {
    let mut file = sound();
    file.bytes[..8].copy_from_slice(&length.to_le_bytes());
    file
}
