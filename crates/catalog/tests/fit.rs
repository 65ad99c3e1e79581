//! What is said of machines: of some that people have, and of thousands that chance made.

use vesper_catalog::{
    Catalog, Choice, Gpu, Licence, Machine, Model, ModelFile, Role, Tier, Verdict, choose, fit,
};

const GB: u64 = 1_000_000_000;

/// Evenly spread numbers: SplitMix64 (Steele, Lea, Flood 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, small numbers as likely as large ones.
    fn between(&mut self, low: u64, high: u64) -> u64 {
        let share = self.next() as f64 / u64::MAX as f64;
        ((low as f64).ln() + share * ((high as f64).ln() - (low as f64).ln())).exp() as u64
    }
}

fn laptop(memory: u64) -> Machine {
    Machine {
        memory,
        available: memory / 4 * 3,
        cores: 4,
        threads: 8,
        features: vec!["avx2".into()],
        gpus: Vec::new(),
        disk: 200 * GB,
        bandwidth: 30e9,
        arithmetic: 200e9,
    }
}

fn any_machine(chance: &mut Chance) -> Machine {
    let memory = chance.between(GB / 2, 512 * GB);
    let mut machine = laptop(memory);
    machine.available = chance.between(1 << 20, memory);
    machine.disk = chance.between(1 << 20, 4000 * GB);
    machine.bandwidth = chance.between(GB, 2000 * GB) as f64;
    machine.arithmetic = chance.between(GB, 50_000 * GB) as f64;
    if chance.next().is_multiple_of(3) {
        machine.gpus.push(any_card(chance));
    }
    machine
}

fn any_card(chance: &mut Chance) -> Gpu {
    let memory = chance.between(GB, 96 * GB);
    let unified = chance.next().is_multiple_of(2);
    Gpu { name: "card".into(), memory, free: chance.between(1, memory), unified }
}

fn model(role: Role, memory: u64, size: u64) -> Model {
    let file = ModelFile { name: "model-q5_1.bin".into(), size: Some(size), sha256: None };
    Model {
        id: "model".into(),
        name: "Model".into(),
        role,
        about: "A model.".into(),
        repository: "owner/model".into(),
        revision: None,
        files: vec![file],
        licence: Licence { name: "MIT".into(), link: "https://x".into(), commercial: true, gated: false },
        languages: Vec::new(),
        memory,
        active: None,
        rank: 1,
        needs: Vec::new(),
    }
}

/// The same machine with one thing better.
fn better(machine: &Machine, chance: &mut Chance) -> Machine {
    let mut better = machine.clone();
    match chance.next() % 6 {
        0 => better.memory = chance.between(better.memory, 1024 * GB),
        1 => better.available = chance.between(better.available, better.memory.max(better.available)),
        2 => better.disk = chance.between(better.disk, 8000 * GB),
        3 => better.bandwidth *= 1.0 + chance.between(1, 100) as f64 / 10.0,
        4 => better.arithmetic *= 1.0 + chance.between(1, 100) as f64 / 10.0,
        _ => better.gpus.push(any_card(chance)),
    }
    better
}

fn chosen(machine: &Machine, catalog: &Catalog) -> Vec<Choice> {
    choose(machine, catalog, "en", &|_| 0)
}

#[test]
fn a_better_machine_never_has_a_worse_verdict() {
    let mut chance = Chance(1);
    for _ in 0..20_000 {
        let machine = any_machine(&mut chance);
        let role = Role::ALL[chance.next() as usize % Role::ALL.len()];
        let memory = chance.between(1 << 20, 128 * GB);
        let mut model = model(role, memory, chance.between(1 << 20, memory));
        model.active = chance.next().is_multiple_of(2).then(|| chance.between(1 << 20, memory));
        let better = better(&machine, &mut chance);
        let (before, after) = (fit(&machine, &model, 0), fit(&better, &model, 0));
        assert!(after.verdict >= before.verdict, "{before:?} on {machine:?}, {after:?} on {better:?}");
        // What is there already needs no disk.
        let there = fit(&machine, &model, model.files[0].size.unwrap_or(0));
        assert!(there.verdict >= before.verdict && !there.reason.contains("disk"), "{there:?}");
        for said in [before, after, there] {
            assert!(!said.reason.is_empty() && !said.reason.contains("inf") && !said.reason.contains("NaN"));
            assert!(said.speed.is_none_or(|speed| speed.is_finite() && speed > 0.0), "{said:?}");
        }
    }
}

#[test]
fn a_better_machine_never_reaches_a_lower_tier() {
    let catalog = Catalog::shipped().expect("a catalog");
    let mut chance = Chance(2);
    for _ in 0..3000 {
        let machine = any_machine(&mut chance);
        let better = better(&machine, &mut chance);
        for (before, after) in chosen(&machine, &catalog).iter().zip(chosen(&better, &catalog)) {
            assert_eq!(before.role, after.role);
            assert!(after.tier >= before.tier, "{before:?} on {machine:?}, {after:?} on {better:?}");
        }
    }
}

#[test]
fn nothing_is_chosen_that_not_everybody_may_use_or_that_does_not_run() {
    let catalog = Catalog::shipped().expect("a catalog");
    let mut chance = Chance(3);
    for _ in 0..1000 {
        let machine = any_machine(&mut chance);
        for choice in chosen(&machine, &catalog) {
            assert_eq!(choice.model.is_none(), choice.tier == Tier::System, "{choice:?}");
            let Some(id) = choice.model else { continue };
            let model = catalog.get(&id).expect("a model of the catalog");
            assert_eq!(model.role, choice.role);
            assert!(model.speaks("en"), "{id}");
            assert_ne!(fit(&machine, model, 0).verdict, Verdict::No, "{id} on {machine:?}");
            let needs = model.needs.iter().map(|id| catalog.get(id).expect("what it needs"));
            for model in std::iter::once(model).chain(needs) {
                assert!(model.licence.commercial && !model.licence.gated, "{}", model.id);
            }
        }
    }
}

#[test]
fn machines_that_people_have_get_what_suits_them() {
    let catalog = Catalog::shipped().expect("a catalog");
    let of = |machine: &Machine, role: Role| {
        let choices = chosen(machine, &catalog);
        choices.into_iter().find(|choice| choice.role == role).expect("a choice for the role")
    };
    let rank = |choice: &Choice| choice.model.as_deref().and_then(|id| catalog.get(id)).map(|it| it.rank);
    // A room full of memory, read slowly: what is larger than a laptop's model stays out.
    let chat = of(&laptop(8 * GB), Role::Chat);
    assert!(chat.tier < Tier::Large && chat.model.is_some(), "{chat:?}");
    assert!(chat.reason.contains("of memory") && chat.reason.contains("words a second"), "{}", chat.reason);
    let mut tower = laptop(64 * GB);
    (tower.bandwidth, tower.arithmetic) = (80e9, 2000e9);
    let grown = of(&tower, Role::Chat);
    assert!(grown.tier == Tier::Large && rank(&grown) > rank(&chat), "{grown:?}");
    assert_eq!(of(&tower, Role::Recogniser).tier, Tier::Large);
    // A card carries what the processor would be too slow for.
    let mut gaming = laptop(16 * GB);
    gaming.bandwidth = 10e9;
    let without = of(&gaming, Role::Chat);
    gaming.gpus.push(Gpu { name: "RTX".into(), memory: 24 * GB, free: 23 * GB, unified: false });
    let with = of(&gaming, Role::Chat);
    assert!(rank(&with) > rank(&without), "{without:?}, {with:?}");
    assert!(with.reason.contains("video memory") && with.reason.contains("RTX"), "{}", with.reason);
    // A full disk takes nothing, but for what is there.
    let mut full = laptop(16 * GB);
    full.disk = 100_000_000;
    let none = of(&full, Role::Recogniser);
    assert!(none.model.is_none() && none.reason.contains("on the disk"), "{none:?}");
    let there = choose(&full, &catalog, "en", &|model| {
        if model.id == "whisper-base-q5_1" { u64::MAX } else { 0 }
    });
    let kept = there.iter().find(|choice| choice.role == Role::Recogniser).expect("a choice");
    assert_eq!(kept.model.as_deref(), Some("whisper-base-q5_1"), "{kept:?}");
}

#[test]
fn a_mixture_is_as_fast_as_the_experts_that_are_asked() {
    let mut machine = laptop(64 * GB);
    machine.available = 60 * GB;
    let dense = model(Role::Chat, 20 * GB, 18 * GB);
    let mixture = Model { active: Some(2 * GB), ..dense.clone() };
    let (dense, mixture) = (fit(&machine, &dense, 0), fit(&machine, &mixture, 0));
    assert_eq!(mixture.verdict, Verdict::Well, "{mixture:?}");
    assert!(dense.verdict < Verdict::Well && dense.reason.contains("slow"), "{dense:?}");
    let ratio = mixture.speed.expect("a speed") / dense.speed.expect("a speed");
    assert!((ratio - 9.0).abs() < 1e-6, "{ratio}");
}

#[test]
fn the_reason_names_the_figures_that_decided() {
    let mut machine = laptop(16 * GB);
    let chat = model(Role::Chat, 5_600_000_000, 5 * GB);
    let reason = |machine: &Machine, model: &Model| fit(machine, model, 0).reason;
    assert_eq!(
        reason(&machine, &chat),
        "needs 5.6 GB of memory, and 12 of 16 GB are free; about 1.8 words a second: slow"
    );
    machine.available = 3 * GB;
    assert!(reason(&machine, &chat).contains("only 3.0 of 16 GB are free: close something first"));
    let huge = Model { active: Some(GB), ..model(Role::Chat, 40 * GB, 38 * GB) };
    assert_eq!(reason(&machine, &huge), "needs 40 GB of memory, and 12 of 16 GB are left by the system");
    machine.disk = 2 * GB;
    assert_eq!(reason(&machine, &chat), "needs 5.5 GB on the disk, where 2.0 GB are free");
}
