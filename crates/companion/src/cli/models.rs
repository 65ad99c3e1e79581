//! `vesper models`: what there is, how it gets here, and what suits this machine.

mod assign;
mod fit;
mod follow;
mod get;
mod here;
mod id;
mod list;
mod servers;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Subcommand};
use vesper::models::{Models, Unasked};
use vesper::{Home, Kept, Logged};
use vesper_catalog::{Machine, Model, Role};

use super::Words;
use id::{Id, RoleName};

#[derive(Subcommand)]
pub(crate) enum Doing {
    /// List the models with their size and licence, how each would run here, and which are here.
    List {
        /// Only those of this role.
        #[arg(long, value_parser = RoleName)]
        role: Option<Role>,
    },
    /// Fetch models, going on where an earlier try ended. Ctrl-C pauses.
    ///
    /// Without an id nothing is fetched: the models that suit this machine best are listed, with the command that
    /// fetches them.
    Get {
        #[arg(value_name = "ID", value_parser = Id, hide_possible_values = true)]
        ids: Vec<String>,
    },
    /// Take a model from a file, a folder or a stick, once it is checked.
    Add { path: PathBuf },
    /// Read the files of models that are here and say whether they are whole. Without an id, of all.
    Verify {
        #[arg(value_name = "ID", value_parser = Id, hide_possible_values = true)]
        ids: Vec<String>,
    },
    /// Delete models from this machine.
    Remove(Remove),
    /// Measure this machine, and say which model of each role it carries and why.
    Fit,
    /// Show or change which chat model does which work.
    Assign(assign::Assign),
    /// Add, list, try and remove chat models on servers.
    #[command(subcommand)]
    Servers(servers::Servers),
}

#[derive(Args)]
pub(crate) struct Remove {
    #[arg(value_name = "ID", required = true, value_parser = Id, hide_possible_values = true)]
    ids: Vec<String>,
    /// Ask nothing.
    #[arg(long, short)]
    yes: bool,
}

pub(crate) fn run(home: &Home, doing: Doing, words: Words) -> Result<ExitCode> {
    match doing {
        Doing::List { role } => list::run(&offline(home)?, role, words),
        Doing::Get { ids } if ids.is_empty() => get::recommended(&offline(home)?, words),
        Doing::Get { ids } => get::run(&online(home, words)?, &ids, words),
        Doing::Add { path } => here::add(&offline(home)?, &path, words),
        Doing::Verify { ids } => here::verify(&offline(home)?, &ids, words),
        Doing::Remove(Remove { ids, yes }) => here::remove(&offline(home)?, &ids, yes, words),
        Doing::Fit => fit::run(&offline(home)?, words),
        Doing::Assign(asked) => assign::run(home, &asked, words),
        Doing::Servers(asked) => servers::run(home, asked, words),
    }
}

/// Where every request is logged before it leaves.
fn online(home: &Home, words: Words) -> Result<Models> {
    let kept = words.opened(Kept::open(home)?);
    Ok(Models::open(home, Box::new(Logged::new(kept)))?)
}

/// Where nothing leaves this machine.
fn offline(home: &Home) -> Result<Models> {
    Ok(Models::open(home, Box::new(Unasked))?)
}

/// The models that the names mean, in the order given.
fn found<'a>(models: &'a Models, names: &[String]) -> Result<Vec<&'a Model>> {
    let found = names.iter().map(|name| models.catalog().find(name));
    Ok(found.collect::<vesper_speech::Result<_>>()?)
}

/// Measures the machine first, which takes about a second.
fn measured(models: &Models) -> Result<Machine> {
    Ok(models.wait_for_machine()?)
}

/// What a listener ought to know of a licence.
fn licence(model: &Model) -> String {
    let licence = &model.licence;
    let commercial = if licence.commercial { "" } else { ", not for commercial use" };
    let gated = if licence.gated { ", asks for your consent on the hub first" } else { "" };
    format!("{}{commercial}{gated}", licence.name)
}
