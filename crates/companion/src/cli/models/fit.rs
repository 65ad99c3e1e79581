use std::process::ExitCode;

use anyhow::Result;
use serde_json::json;
use vesper::models::Models;
use vesper_catalog::{Choice, Machine, Tier, size_in_words};

use super::{Words, measured};
use crate::cli::page;

pub(super) fn run(models: &Models, words: Words) -> Result<ExitCode> {
    let machine = measured(models)?;
    if words.json {
        words.value(&of_machine(&machine));
    } else {
        print_machine(&machine, words);
        words.line("");
    }
    for choice in models.choices() {
        if words.json {
            words.value(&json!({
                "role": choice.role.name(),
                "model": choice.model,
                "tier": tier(choice.tier),
                "reason": choice.reason,
            }));
        } else {
            print_choice(&choice, words);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn of_machine(machine: &Machine) -> serde_json::Value {
    let gpus: Vec<_> = machine
        .gpus
        .iter()
        .map(
            |gpu| json!({ "name": gpu.name, "memory": gpu.memory, "free": gpu.free, "unified": gpu.unified }),
        )
        .collect();
    json!({
        "machine": {
            "memory": machine.memory,
            "available": machine.available,
            "cores": machine.cores,
            "threads": machine.threads,
            "features": machine.features,
            "gpus": gpus,
            "disk": machine.disk,
            "bandwidth": machine.bandwidth,
            "arithmetic": machine.arithmetic,
        }
    })
}

fn print_machine(machine: &Machine, words: Words) {
    let row = |name: &str, text: String| words.line(&format!("{name:<12} {text}"));
    let features = if machine.features.is_empty() { "none" } else { &machine.features.join(", ") };
    row("memory", format!("{} of {} free", size_in_words(machine.available), size_in_words(machine.memory)));
    row("processor", format!("{} cores, {} threads, {features}", machine.cores, machine.threads));
    row(
        "speed",
        format!(
            "reads {:.0} GB and multiplies {:.0} thousand million numbers a second",
            machine.bandwidth / 1e9,
            machine.arithmetic / 1e9
        ),
    );
    if machine.gpus.is_empty() {
        row("graphics", "no card with memory of its own was found".into());
    }
    for gpu in &machine.gpus {
        let shared = if gpu.unified { ", shared with the processor" } else { "" };
        let (free, memory) = (size_in_words(gpu.free), size_in_words(gpu.memory));
        row("graphics", format!("{}, {free} of {memory} free{shared}", gpu.name));
    }
    row("disk", format!("{} free where models are kept", size_in_words(machine.disk)));
}

fn print_choice(choice: &Choice, words: Words) {
    let model = choice.model.as_deref().unwrap_or("none");
    words.line(&format!("{:<15} {:<7} {model}", choice.role.name(), tier(choice.tier)));
    words.line(&page::hung(&format!("{:<24}{}", "", choice.reason), 24));
}

fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::System => "system",
        Tier::Small => "small",
        Tier::Middle => "middle",
        Tier::Large => "large",
    }
}
