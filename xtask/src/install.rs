//! Installing what is missing. Only `run` and `test` do so, and they say beforehand what it is.

use std::io::IsTerminal;
use std::process::{Command, Stdio};

use anyhow::{Result, anyhow, bail};

use crate::command;
use crate::packages::{Need, Seen};

/// Where there is no list of ours for a system, this one is kept up to date.
const PREREQUISITES: &str = "https://v2.tauri.app/start/prerequisites/";

/// Sees to it that all of `needs` are there; the error says what is missing and how to install it.
pub(crate) fn ensure(needs: &[&Need]) -> Result<()> {
    let debian = command::exists("dpkg-query") && command::exists("apt-get");
    let missing = if debian { not_installed(needs)? } else { not_seen(needs) };
    if missing.is_empty() {
        return Ok(());
    }
    println!("Not there yet:");
    for need in &missing {
        println!("  {:<24} {}", need.debian, need.why);
    }
    if !debian {
        bail!("what is missing cannot be installed from here.\n{}", elsewhere(&missing));
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.debian).collect();
    let Some(prefix) = rights() else {
        bail!(
            "installing needs root, and there is no sudo. Type this as root:\n  {}",
            by_hand("", &packages)
        );
    };
    println!("Installing: {}", packages.join(" "));
    // A mirror may be in the middle of its own update.
    let installed = install(&prefix, &packages).or_else(|error| {
        println!("{error}; trying once more.");
        install(&prefix, &packages)
    });
    let sudo = if prefix.is_empty() { "" } else { "sudo " };
    installed.map_err(|error| {
        anyhow!("{error}; apt says above why. By hand it is:\n  {}", by_hand(sudo, &packages))
    })
}

fn install(prefix: &[&str], packages: &[&str]) -> Result<()> {
    // One source of many that does not answer need not be the one that has them.
    if let Err(error) = command::run(&mut apt(prefix, &["update"])) {
        println!("{error}; going on with what was known before.");
    }
    // Nothing of a listener's system is taken away for what the tests would like to have.
    let options = ["install", "--yes", "--no-install-recommends", "--no-remove"];
    command::run(apt(prefix, &options).args(packages))
}

fn apt(prefix: &[&str], words: &[&str]) -> Command {
    let mut all = prefix
        .iter()
        .copied()
        .chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .chain(words.iter().copied());
    let mut command = Command::new(all.next().unwrap_or("env"));
    command.args(all);
    command
}

/// What goes before a command that only root may run; `None` where there is no way to become root.
fn rights() -> Option<Vec<&'static str>> {
    let user = command::read(Command::new("id").arg("-u")).ok()?;
    match user.trim() {
        "0" => Some(Vec::new()),
        _ if !command::exists("sudo") => None,
        _ if std::io::stdin().is_terminal() => Some(vec!["sudo"]),
        _ => Some(vec!["sudo", "--non-interactive"]),
    }
}

fn by_hand(sudo: &str, packages: &[&str]) -> String {
    let packages = packages.join(" ");
    format!("{sudo}apt-get update && {sudo}apt-get install --no-install-recommends {packages}")
}

fn not_installed<'a>(needs: &[&'a Need]) -> Result<Vec<&'a Need>> {
    let mut query = Command::new("dpkg-query");
    query.args(["--show", "--showformat=${Package} ${db:Status-Status}\\n"]);
    query.args(needs.iter().map(|need| need.debian));
    // It fails where it does not know one of them, and has answered for the others then.
    let answer = query.stdin(Stdio::null()).stderr(Stdio::null()).output()?;
    let answer = String::from_utf8_lossy(&answer.stdout);
    let installed = |need: &Need| answer.lines().any(|line| line == format!("{} installed", need.debian));
    Ok(needs.iter().copied().filter(|need| !installed(need)).collect())
}

fn not_seen<'a>(needs: &[&'a Need]) -> Vec<&'a Need> {
    needs.iter().copied().filter(|need| !is_seen(need.seen)).collect()
}

fn is_seen(seen: Seen) -> bool {
    match seen {
        Seen::Program(name) => command::exists(name),
        Seen::Library(name) => !cfg!(target_os = "linux") || pkg_config_knows(name),
    }
}

fn pkg_config_knows(library: &str) -> bool {
    let asked = Command::new("pkg-config").args(["--exists", library]).status();
    asked.is_ok_and(|status| status.success())
}

/// What to type on a system that is not Debian's.
fn elsewhere(missing: &[&Need]) -> String {
    let packages = |of: fn(&Need) -> &'static str| {
        let known: Vec<&str> = missing.iter().map(|need| of(need)).filter(|name| !name.is_empty()).collect();
        known.join(" ")
    };
    let commands = [
        ("dnf", "sudo dnf install", packages(|need| need.fedora)),
        ("pacman", "sudo pacman -S --needed", packages(|need| need.arch)),
        ("brew", "brew install", packages(|need| need.brew)),
    ];
    let here = |program: &str| command::exists(program);
    let known = commands.iter().any(|(program, ..)| here(program));
    let mut advice: String = commands
        .iter()
        .filter(|(program, _, packages)| !packages.is_empty() && (here(program) || !known))
        .map(|(_, command, packages)| format!("Install it with: {command} {packages}\n"))
        .collect();
    let by_program: Vec<String> = missing
        .iter()
        .map(|need| match need.seen {
            Seen::Program(name) => format!("the program {name}"),
            Seen::Library(name) => format!("the library {name} with its headers"),
        })
        .collect();
    advice += &format!(
        "Looked for: {}.\nWhat a window needs on each system: {PREREQUISITES}",
        by_program.join(", ")
    );
    advice
}
