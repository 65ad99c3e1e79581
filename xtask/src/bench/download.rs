use anyhow::{Result, bail};
use clap::Args;

use crate::tree::Tree;

#[derive(Args)]
pub(crate) struct Download {}

pub(crate) fn bench(_: &Tree, _: &Download) -> Result<()> {
    bail!("under construction")
}
