use std::fs::{File, Metadata};
use std::io::{Read, Seek};
use std::path::Path;

use vesper_speech::Result;

use crate::fault::{Checked, Fault};
use crate::source::{Source, unreadable};

/// Opens the file at `path` and hands it to `parse`; what goes wrong is said of that path.
pub(crate) fn open<T>(path: &Path, parse: impl FnOnce(&mut Source<File>) -> Checked<T>) -> Result<T> {
    let parsed = regular_file(path).and_then(|file| whole(file, parse));
    parsed.map_err(|fault| fault.of(&path.display().to_string()))
}

/// Hands `source` to `parse`; what goes wrong is said of `name`.
pub(crate) fn read<R: Read + Seek, T>(
    name: &str,
    source: R,
    parse: impl FnOnce(&mut Source<R>) -> Checked<T>,
) -> Result<T> {
    whole(source, parse).map_err(|fault| fault.of(name))
}

fn whole<R: Read + Seek, T>(source: R, parse: impl FnOnce(&mut Source<R>) -> Checked<T>) -> Checked<T> {
    let mut source = Source::new(source)?;
    let value = parse(&mut source)?;
    source.finish()?;
    Ok(value)
}

fn regular_file(path: &Path) -> Checked<File> {
    // Opening a pipe would wait for its writer, so that is asked before; and again of what was opened, since the name
    // may have gone to something else in between.
    regular(&std::fs::metadata(path).map_err(unreadable)?)?;
    let file = File::open(path).map_err(unreadable)?;
    regular(&file.metadata().map_err(unreadable)?)?;
    Ok(file)
}

fn regular(metadata: &Metadata) -> Checked<()> {
    if metadata.is_file() {
        return Ok(());
    }
    let what = if metadata.is_dir() {
        "it is a folder, not a file."
    } else {
        "it is not a file but a device or a pipe."
    };
    Err(Fault::new(what).advice("Name the model file itself."))
}
