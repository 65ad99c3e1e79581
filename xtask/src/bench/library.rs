use anyhow::{Result, bail};
use clap::Args;

use crate::tree::Tree;

#[derive(Args)]
pub(crate) struct Library {}

pub(crate) fn bench(_: &Tree, _: &Library) -> Result<()> {
    bail!("under construction")
}
