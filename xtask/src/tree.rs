use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::command;

/// This checkout, and where it is built.
pub(crate) struct Tree {
    root: PathBuf,
    target: PathBuf,
}

impl Tree {
    /// Asks cargo, which alone knows all the ways of moving the target folder elsewhere.
    pub(crate) fn find() -> Result<Tree> {
        let mut cargo = crate::cargo::command();
        let answer = command::read(cargo.args(["metadata", "--no-deps", "--format-version", "1"]))?;
        let about: Value =
            serde_json::from_str(&answer).context("cargo metadata gave something else than JSON")?;
        let path = |name: &str| {
            about
                .get(name)
                .and_then(Value::as_str)
                .map(PathBuf::from)
                .with_context(|| format!("cargo metadata has no {name}"))
        };
        Ok(Tree { root: path("workspace_root")?, target: path("target_directory")? })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// An empty folder of that name in the target folder, for what a chore leaves to be looked at.
    pub(crate) fn fresh(&self, name: &str) -> Result<PathBuf> {
        let folder = self.target.join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(folder)
    }

    /// The folder with speech for the tests that need some: `VESPER_DATA`, else `shared/data` beside the checkout.
    pub(crate) fn data(&self) -> Option<PathBuf> {
        let named = std::env::var_os("VESPER_DATA").filter(|name| !name.is_empty()).map(PathBuf::from);
        named
            .or_else(|| self.root.parent().map(|beside| beside.join("shared/data")))
            .filter(|data| data.is_dir())
    }
}
