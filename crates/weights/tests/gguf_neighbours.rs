//! GGUF files with which neighbours were broken are refused: one test for each fault that became known.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests may panic")]

mod craft;

use craft::Crafted;
use craft::gguf::{self, F32, Gguf, Value, text};
use vesper_speech::Kind;
use vesper_weights::gguf::Header;

fn read(file: &Crafted) -> Header {
    Header::read("crafted.gguf", file.open()).unwrap()
}

/// It is refused, and the sentence names the file, says `why`, and what to do.
#[track_caller]
fn refused(file: &Crafted, why: &str) {
    let error = Header::read("crafted.gguf", file.open()).expect_err("it was accepted");
    assert_eq!(error.kind, Kind::BadFile, "{error}");
    assert_eq!(error.subject, "crafted.gguf");
    assert!(error.what.contains(why), "{error}");
    assert!(!error.advice.is_empty(), "{error}");
}

#[test]
fn candle_a_file_of_57_bytes_with_alignment_0_is_refused() {
    // candle-core 0.11.1 divides by it.
    let file = gguf::candle_alignment_zero();
    assert_eq!(file.length(), 57);
    refused(&file, "its alignment is 0");
}

#[test]
fn candle_dimensions_whose_product_wraps_to_0_are_refused() {
    // candle-core 0.11.1 makes a tensor of 2⁶⁴ numbers over no bytes.
    refused(&gguf::one_tensor(&[1 << 32, 1 << 32], F32), "which make no sense");
}

#[test]
fn candle_a_list_of_50_million_bytes_is_refused() {
    // candle-core 0.11.1 takes 32 bytes for each; what is kept here is bounded (see the test of memory).
    refused(&gguf::list_of_bytes(50_000_000), "more than the 40 MB");
}

#[test]
fn cve_2026_7482_a_tensor_with_an_offset_beyond_the_file_is_refused() {
    // Ollama before 0.17.1 read on into its own memory and gave it away.
    refused(&gguf::tensor_at(1 << 40), "beyond the end of the file");
    refused(&gguf::tensor_at(u64::MAX - 31), "beyond the end of the file");
}

#[test]
fn cve_2026_7482_a_tensor_with_a_size_beyond_the_file_is_refused() {
    refused(&gguf::one_tensor(&[1 << 20], F32), "beyond the end of the file");
}

#[test]
fn cve_2025_53630_sizes_that_overflow_in_their_sum_are_refused() {
    // llama.cpp added them up to nothing, reserved that, and read into it.
    refused(&gguf::sum_of_sizes_overflows(), "beyond the end of the file");
}

#[test]
fn cve_2026_27940_counts_and_padding_that_overflow_are_refused() {
    // The way around the mending of CVE-2025-53630: the number of tensors times what each costs, and the padding.
    refused(&gguf::tensors_said(u64::MAX / 368 + 1), "tensors, which it cannot hold");
    refused(&gguf::one_tensor(&[u64::MAX / 4], F32), "beyond the end of the file");
}

#[test]
fn cve_2026_33298_a_tensor_of_exabytes_that_counts_as_4_mb_is_refused() {
    // 2²⁰ · (2⁴⁴ + 1) numbers wrap to 2²⁰.
    refused(&gguf::one_tensor(&[1024, 1024, (1 << 44) + 1], F32), "which make no sense");
}

#[test]
fn llama_cpp_19856_texts_and_lists_beyond_reason_are_refused_even_if_the_file_has_them() {
    refused(&gguf::text_of(1 << 30), "has a text of 1073741824 bytes");
    refused(&gguf::list_of_bytes((1 << 30) + 1), "more than the 40 MB");
    let strings = Value::Zeros { kind: gguf::TEXT, count: 1 << 30, bytes: 8 << 30 };
    refused(&Gguf::new().with("tokens", strings).craft(), "more than the 40 MB");
}

#[test]
fn llama_cpp_19856_keys_that_are_there_twice_are_refused() {
    refused(
        &gguf::sound().with("general.name", text("again")).craft(),
        "its key \"general.name\" is there twice",
    );
}

#[test]
fn llama_cpp_19856_a_negative_type_is_refused() {
    refused(&gguf::one_tensor(&[32], u32::MAX), "stored as type 4294967295, which is unknown");
    refused(
        &Gguf::new().with("k", Value::Raw(u32::MAX, vec![0])).craft(),
        "of type 4294967295, which is unknown",
    );
}

#[test]
fn llama_cpp_26946_a_dimension_of_0_is_refused() {
    // It divides by each.
    refused(&gguf::one_tensor(&[32, 0], F32), "which make no sense");
    refused(&gguf::one_tensor(&[0], F32), "which make no sense");
}

#[test]
fn ollama_go_2025_3557_counts_that_would_take_all_memory_are_refused() {
    refused(&Gguf { said_entries: Some(u64::MAX), ..Gguf::new() }.craft(), "entries, which it cannot hold");
    refused(&Gguf { said_tensors: Some(u64::MAX), ..Gguf::new() }.craft(), "tensors, which it cannot hold");
    refused(&Gguf { said_entries: Some(1000), ..Gguf::new() }.craft(), "entries, which it cannot hold");
}

#[test]
fn ollama_go_2025_3558_a_name_beyond_the_end_is_refused() {
    refused(&gguf::name_beyond_the_end(), "cut off");
}

#[test]
fn ollama_go_2025_3559_a_block_count_of_another_type_is_not_taken_for_0() {
    // Ollama divided by it.
    let header = read(&gguf::block_count_is_a_text());
    assert_eq!(header.unsigned("llama.block_count").unwrap_err().kind, Kind::BadFile);
}

#[test]
fn ollama_go_2025_3582_an_architecture_that_is_no_text_is_none() {
    let header = read(&Gguf::new().with("general.architecture", Value::U32(0)).craft());
    assert_eq!(header.architecture(), None);
    assert!(header.text("general.architecture").is_err());
}

#[test]
fn ollama_go_2025_3689_alignment_is_never_divided_by_before_it_is_known() {
    refused(
        &Gguf { data: 64, ..gguf::sound() }.with("general.alignment", Value::U32(0)).craft(),
        "is there twice",
    );
    let file = Gguf::new().tensor("t", &[16], F32, 0, 64).with("general.alignment", Value::U32(0));
    refused(&file.craft(), "its alignment is 0");
}

#[test]
fn gguf_py_a_list_without_end_is_refused() {
    // 43 bytes on which gguf-py 0.19.0 hung.
    refused(&gguf::endless_list(), "more than the file can hold");
    let nested = Value::List(gguf::LIST, 1 << 62, Vec::new());
    refused(&Gguf::new().with("k", nested).craft(), "more than the file can hold");
}
