//! Stand-ins for the CUDA libraries: static archives with every function that `cudarc` declares, each a jump through a
//! table. Until the program has loaded the real libraries, the table leads to a function that answers with an error.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::command;

struct Library {
    /// As the linker is asked for it.
    name: &'static str,
    /// The module of cudarc that declares it.
    module: &'static str,
    files: &'static [&'static str],
    /// What it answers while it is not loaded: any number that means an error.
    refusal: u32,
    /// Nothing works without it.
    needed: bool,
}

const LIBRARIES: [Library; 5] = [
    Library {
        name: "cuda",
        module: "driver",
        files: &["libcuda.so.1", "libcuda.so"],
        // CUDA_ERROR_NO_DEVICE
        refusal: 100,
        needed: true,
    },
    Library {
        name: "cublas",
        module: "cublas",
        files: &["libcublas.so.13", "libcublas.so"],
        refusal: 1,
        needed: true,
    },
    Library {
        name: "cublasLt",
        module: "cublaslt",
        files: &["libcublasLt.so.13", "libcublasLt.so"],
        refusal: 1,
        needed: true,
    },
    Library {
        name: "curand",
        module: "curand",
        files: &["libcurand.so.10", "libcurand.so"],
        // CURAND_STATUS_INITIALIZATION_FAILED
        refusal: 203,
        needed: true,
    },
    // Compiles kernels while the program runs; ours are compiled beforehand.
    Library {
        name: "nvrtc",
        module: "nvrtc",
        files: &["libnvrtc.so.13", "libnvrtc.so"],
        refusal: 6,
        needed: false,
    },
];

/// These give text, not a number.
const TEXTS: [&str; 5] = [
    "nvrtcGetErrorString",
    "cublasGetStatusString",
    "cublasGetStatusName",
    "cublasLtGetStatusString",
    "cublasLtGetStatusName",
];

/// Writes the archives into `folder`, from the sources of cudarc in `cudarc`.
pub(super) fn make(cudarc: &Path, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for library in &LIBRARIES {
        let source = cudarc.join("src").join(library.module).join("sys/mod.rs");
        let text =
            std::fs::read_to_string(&source).with_context(|| format!("cannot read {}", source.display()))?;
        let functions = functions(library, &text);
        if functions.is_empty() {
            bail!("{} declares no function of {}", source.display(), library.name);
        }
        let written = folder.join(format!("{}.S", library.name));
        std::fs::write(&written, assembly(library, &functions))?;
        archive(folder, &written, library.name)?;
    }
    let written = folder.join("load.c");
    std::fs::write(&written, loader())?;
    archive(folder, &written, "vespercuda")
}

/// The names that it declares, sorted. cuBLAS and cuBLASLt are declared by both modules.
fn functions<'a>(library: &Library, text: &'a str) -> Vec<&'a str> {
    let declared = text.lines().filter_map(|line| line.trim_start().strip_prefix("pub unsafe fn "));
    let own = |name: &&str| match library.name {
        "cublas" => name.starts_with("cublas") && !name.starts_with("cublasLt"),
        "cublasLt" => name.starts_with("cublasLt"),
        other => name.starts_with(match other {
            "cuda" => "cu",
            other => other,
        }),
    };
    let helpers = ["culib", "is_culib_present"];
    let mut names: Vec<&str> = declared
        .filter_map(|line| line.split('(').next())
        .filter(own)
        .filter(|name| !helpers.contains(name))
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn assembly(library: &Library, functions: &[&str]) -> String {
    let name = library.name;
    let mut text = String::from(".intel_syntax noprefix\n.text\n");
    for (place, function) in functions.iter().enumerate() {
        line(&mut text, format_args!(".globl {function}\n.type {function},@function"));
        line(&mut text, format_args!("{function}: jmp [rip+vesper_{name}_table+{}]", 8 * place));
        line(&mut text, format_args!(".size {function},.-{function}"));
    }
    line(&mut text, format_args!("vesper_{name}_text: lea rax,[rip+vesper_{name}_words]\nret"));
    line(&mut text, format_args!("vesper_{name}_refusal: mov eax,{}\nret", library.refusal));
    line(&mut text, format_args!(".section .rodata\nvesper_{name}_words: .asciz \"{name} is not loaded\""));
    line(&mut text, format_args!(".globl vesper_{name}_functions\nvesper_{name}_functions:"));
    for function in functions {
        line(&mut text, format_args!(".asciz \"{function}\""));
    }
    line(&mut text, format_args!(".globl vesper_{name}_count\n.balign 8"));
    line(&mut text, format_args!("vesper_{name}_count: .quad {}", functions.len()));
    line(
        &mut text,
        format_args!(".section .data\n.balign 8\n.globl vesper_{name}_table\nvesper_{name}_table:"),
    );
    for function in functions {
        let answer = if TEXTS.contains(function) { "text" } else { "refusal" };
        line(&mut text, format_args!(".quad vesper_{name}_{answer}"));
    }
    text.push_str(".section .note.GNU-stack,\"\",@progbits\n");
    text
}

fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    text.push_str(&words.to_string());
    text.push('\n');
}

fn loader() -> String {
    let (mut declarations, mut rows) = (String::new(), String::new());
    for Library { name, files, needed, .. } in &LIBRARIES {
        line(&mut declarations, format_args!("extern const char vesper_{name}_functions[] WEAK;"));
        line(&mut declarations, format_args!("extern const uint64_t vesper_{name}_count WEAK;"));
        line(&mut declarations, format_args!("extern void *vesper_{name}_table[] WEAK;"));
        let files = files.iter().map(|file| format!("\"{file}\"")).collect::<Vec<_>>().join(", ");
        let needed = u8::from(*needed);
        line(
            &mut rows,
            format_args!(
                "    {{\"{name}\", {{{files}, NULL}}, vesper_{name}_functions, &vesper_{name}_count, \
                 vesper_{name}_table, {needed}}},"
            ),
        );
    }
    include_str!("load.c").replace("@DECLARATIONS@", &declarations).replace("@LIBRARIES@", &rows)
}

/// Compiles `source` into `lib{name}.a`.
fn archive(folder: &Path, source: &Path, name: &str) -> Result<()> {
    let object = source.with_extension("o");
    command::run(Command::new("cc").args(["-O2", "-c", "-fPIC"]).arg(source).arg("-o").arg(&object))?;
    let archive: PathBuf = folder.join(format!("lib{name}.a"));
    drop(std::fs::remove_file(&archive));
    command::run(Command::new("ar").arg("crs").arg(archive).arg(object))
}
