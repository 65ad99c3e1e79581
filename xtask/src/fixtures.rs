mod chat;
mod recogniser;
mod voice;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::command;
use crate::tree::Tree;

#[derive(Args)]
pub(crate) struct Fixtures {
    /// What to make; all of it where nothing is named.
    what: Vec<What>,
    /// A Python that has the requirements.txt beside the scripts already; without it, an environment is made in the
    /// target folder, which takes six gigabytes for each.
    #[arg(long)]
    python: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// What the reference implementations of the neural voices compute, which ours is held to.
    Voice,
    /// What `transformers` and llama.cpp compute with small chat models, and what llama.cpp makes of texts.
    Chat,
    /// The small recogniser that hears commands and the choices of the stories in tests. It is trained for half an
    /// hour.
    Recogniser,
}

/// Has what tests are held to made anew, by the programs of others.
pub(crate) fn fixtures(tree: &Tree, fixtures: &Fixtures) -> Result<()> {
    let wanted = |what| fixtures.what.is_empty() || fixtures.what.contains(&what);
    let python = |environment: &Environment| match &fixtures.python {
        Some(python) => Ok(python.clone()),
        None => environment.python(tree),
    };
    if wanted(What::Voice) {
        voice::write(tree, &python(&VOICE)?)?;
    }
    if wanted(What::Chat) {
        chat::write(tree, &python(&CHAT)?)?;
    }
    if wanted(What::Recogniser) {
        recogniser::write(tree, &python(&RECOGNISER)?)?;
    }
    Ok(())
}

/// The Python with the reference implementations of the voices in the target folder, if it was made.
pub(crate) fn made(tree: &Tree) -> Option<PathBuf> {
    VOICE.made(tree)
}

/// A folder of the target folder with a Python of its own.
struct Environment {
    folder: &'static str,
    /// Where its requirements.txt lies.
    scripts: &'static str,
}

const VOICE: Environment = Environment { folder: "oracle", scripts: voice::SCRIPTS };
const CHAT: Environment = Environment { folder: "chat-oracle", scripts: chat::SCRIPTS };
const RECOGNISER: Environment = Environment { folder: "trainer", scripts: recogniser::SCRIPTS };
/// Written when everything is installed.
const COMPLETE: &str = "complete";

impl Environment {
    fn made(&self, tree: &Tree) -> Option<PathBuf> {
        let folder = tree.target().join(self.folder);
        let python = program(&folder);
        (python.is_file() && folder.join(COMPLETE).is_file()).then_some(python)
    }

    /// Its Python, which is made where it is not there.
    fn python(&self, tree: &Tree) -> Result<PathBuf> {
        if let Some(python) = self.made(tree) {
            return Ok(python);
        }
        let folder = tree.fresh(self.folder)?;
        let system = if cfg!(windows) { "python" } else { "python3" };
        command::run(Command::new(system).args(["-m", "venv"]).arg(&folder))
            .context("Python 3.11 or newer is needed, with its module venv")?;
        let python = program(&folder);
        let requirements = tree.root().join(self.scripts).join("requirements.txt");
        command::run(
            Command::new(&python)
                .args(["-m", "pip", "install", "--quiet", "--requirement"])
                .arg(requirements),
        )?;
        std::fs::write(folder.join(COMPLETE), "")?;
        Ok(python)
    }
}

fn program(folder: &Path) -> PathBuf {
    folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" })
}
