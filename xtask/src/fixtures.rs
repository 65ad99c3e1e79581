use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::command;
use crate::tree::Tree;

const SCRIPTS: &str = "crates/tts/fixtures";
/// What lies in the repository stays small: bytes of all fixtures together.
const MOST: u64 = 1 << 20;

#[derive(Args)]
pub(crate) struct Fixtures {
    /// A Python that has crates/tts/fixtures/requirements.txt already; without it, an environment is made in the
    /// target folder, which takes six gigabytes.
    #[arg(long)]
    python: Option<PathBuf>,
}

/// Has the reference implementations write down anew what the neural voices are held to.
pub(crate) fn fixtures(tree: &Tree, fixtures: &Fixtures) -> Result<()> {
    let python = match &fixtures.python {
        Some(python) => python.clone(),
        None => environment(tree)?,
    };
    let folder = tree.root().join(SCRIPTS).join("calm");
    for script in ["calm.py", "phonon.py"] {
        command::run(Command::new(&python).arg(tree.root().join(SCRIPTS).join(script)).arg(&folder))?;
    }
    let size = size(&folder)?;
    println!("{size} bytes in {}", folder.display());
    if size > MOST {
        bail!("the fixtures are larger than {MOST} bytes: make the models in them smaller");
    }
    Ok(())
}

/// The Python of the environment in the target folder, if it was made.
pub(crate) fn made(tree: &Tree) -> Option<PathBuf> {
    let folder = tree.target().join("oracle");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    (python.is_file() && folder.join(COMPLETE).is_file()).then_some(python)
}

/// Written when everything is installed.
const COMPLETE: &str = "complete";

/// The Python of an environment with the reference implementations, which is made where it is not there.
fn environment(tree: &Tree) -> Result<PathBuf> {
    if let Some(python) = made(tree) {
        return Ok(python);
    }
    let folder = tree.fresh("oracle")?;
    let system = if cfg!(windows) { "python" } else { "python3" };
    command::run(Command::new(system).args(["-m", "venv"]).arg(&folder))
        .context("Python 3.11 or newer is needed, with its module venv")?;
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let requirements = tree.root().join(SCRIPTS).join("requirements.txt");
    command::run(
        Command::new(&python).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(requirements),
    )?;
    std::fs::write(folder.join(COMPLETE), "")?;
    Ok(python)
}

fn size(folder: &Path) -> Result<u64> {
    let mut size = 0;
    for entry in std::fs::read_dir(folder)? {
        size += entry?.metadata()?.len();
    }
    Ok(size)
}
