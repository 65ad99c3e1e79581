//! Back, jumps and choices: where they lead, and that nothing sounds in between.

use std::time::Duration;

use vesper_session::{Command, Phase};
use vesper_speech::Bed;

use crate::order::STORY;
use crate::theatre::{Theatre, request, script};
use crate::voice::signal;

/// The next sample that is heard is the first of `line`.
fn assert_next_heard(theatre: &mut Theatre, line: &str) {
    let before = theatre.world.air.heard;
    theatre.run(Duration::from_millis(300));
    let wanted = signal(line, 64);
    let heard = &theatre.world.air.samples[before..];
    let at = heard.windows(64).position(|few| few == wanted).unwrap_or_else(|| panic!("{line} is not heard"));
    assert!(at <= 480, "{at} samples of something else were heard before {line}");
    assert_eq!(theatre.line(), line);
}

#[test]
fn back_goes_to_the_line_before() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_line("Good evening.");
    theatre.run(Duration::from_millis(50));
    theatre.command(Command::Back);
    assert_next_heard(&mut theatre, "A lamp burns on the stairs.");
    theatre.command(Command::Back);
    assert_next_heard(&mut theatre, "It is late.");
    theatre.command(Command::Back);
    assert_next_heard(&mut theatre, "It is late.");
}

#[test]
fn back_from_the_first_line_after_a_choice_leads_before_it_and_it_is_asked_again() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_asked();
    theatre.command(Command::Choose(1));
    theatre.until_line("It is dark.");
    theatre.run(Duration::from_millis(50));
    theatre.command(Command::Back);
    assert_next_heard(&mut theatre, "Good evening.");
    theatre.until_asked();
    theatre.command(Command::Choose(0));
    assert_next_heard(&mut theatre, "You answer.");
    assert_eq!(theatre.place().path, [0]);
}

#[test]
fn back_at_a_choice_repeats_the_last_line() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_asked();
    theatre.run(Duration::from_secs(2));
    theatre.command(Command::Back);
    assert_eq!(theatre.stage().options, [""; 0]);
    assert_next_heard(&mut theatre, "Good evening.");
    theatre.until_asked();
}

#[test]
fn back_after_the_end_performs_the_last_line_again() {
    let mut theatre = Theatre::performing(STORY);
    for _ in 0..2 {
        theatre.until_asked();
        theatre.command(Command::Choose(0));
    }
    theatre.until_ended();
    theatre.command(Command::Back);
    theatre.until_line("That is all.");
    theatre.until_ended();
    assert_eq!(theatre.told().iter().filter(|told| *told == "ended").count(), 2);
}

#[test]
fn back_in_the_moment_of_the_end_is_not_overtaken_by_it() {
    let mut theatre = Theatre::performing(STORY);
    for _ in 0..2 {
        theatre.until_asked();
        theatre.command(Command::Choose(0));
    }
    // The order to finish is on its way and not yet carried out.
    theatre.until("the order to finish", |theatre| {
        theatre.mouth.orders.iter().any(|order| matches!(order, vesper_session::Effect::Finish))
    });
    theatre.command(Command::Back);
    assert_next_heard(&mut theatre, "You climb.");
    assert_ne!(theatre.stage().phase, Phase::Ended);
    theatre.until_ended();
}

#[test]
fn stop_in_the_moment_of_the_end_is_told_once() {
    let mut theatre = Theatre::performing(STORY);
    for _ in 0..2 {
        theatre.until_asked();
        theatre.command(Command::Choose(0));
    }
    theatre.until("the order to finish", |theatre| {
        theatre.mouth.orders.iter().any(|order| matches!(order, vesper_session::Effect::Finish))
    });
    theatre.command(Command::Stop);
    theatre.run(Duration::from_secs(1));
    assert_eq!(theatre.told().last().map(String::as_str), Some("stopped"));
}

#[test]
fn a_jump_leads_to_chapters_that_were_reached_and_to_no_other() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_line("It is late.");
    let chapters = theatre.stage().chapters;
    assert_eq!(chapters.iter().map(|it| it.reached).collect::<Vec<_>>(), [true, false]);
    theatre.command(Command::Jump(1));
    theatre.run(Duration::from_millis(100));
    assert_eq!(theatre.line(), "It is late.");
    theatre.until_asked();
    theatre.command(Command::Choose(0));
    theatre.until_line("And up.");
    assert_eq!(theatre.stage().chapter, Some(1));
    theatre.command(Command::Jump(1));
    assert_next_heard(&mut theatre, "The stairs go up.");
    theatre.command(Command::Jump(0));
    assert_next_heard(&mut theatre, "It is late.");
    assert_eq!(theatre.place().path, [0; 0]);
    assert_eq!(theatre.stage().chapter, Some(0));
    theatre.until_asked();
}

#[test]
fn the_bed_is_that_of_the_place_wherever_one_goes() {
    let mut theatre = Theatre::performing(STORY);
    // Back before the first bed was heard: it must not be taken for laid.
    theatre.until("orders", |theatre| !theatre.mouth.orders.is_empty() && theatre.mouth.has_sink());
    theatre.command(Command::Back);
    theatre.until_line("It is late.");
    theatre.run(Duration::from_millis(100));
    assert_eq!(theatre.world.air.bed, Some(Bed::Rain));
    theatre.until_asked();
    theatre.command(Command::Choose(0));
    theatre.until_line("The stairs go up.");
    theatre.run(Duration::from_millis(100));
    assert_eq!(theatre.world.air.bed, Some(Bed::Fire));
    theatre.command(Command::Jump(0));
    theatre.run(Duration::from_millis(100));
    assert_eq!(theatre.world.air.bed, Some(Bed::Rain));
}

#[test]
fn going_back_while_it_is_paused_stays_paused_and_choosing_goes_on() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_line("Good evening.");
    theatre.command(Command::Pause);
    theatre.run(Duration::from_millis(100));
    theatre.command(Command::Back);
    let heard = theatre.world.air.heard;
    theatre.run(Duration::from_secs(1));
    assert_eq!((theatre.stage().phase, theatre.world.air.heard), (Phase::Paused, heard));
    theatre.command(Command::Resume);
    theatre.until_asked();
    theatre.command(Command::Pause);
    theatre.run(Duration::from_millis(100));
    theatre.command(Command::Choose(0));
    assert_next_heard(&mut theatre, "You answer.");
}

#[test]
fn a_stop_before_the_device_is_open_leaves_the_next_performance_sound() {
    let mut theatre = Theatre::performing(STORY);
    theatre.command(Command::Stop);
    theatre.run(Duration::from_millis(100));
    theatre.perform(request(&script(STORY)));
    theatre.until_asked();
    // And with everything in one moment.
    theatre.perform(request(&script(STORY)));
    theatre.command(Command::Stop);
    theatre.perform(request(&script(STORY)));
    theatre.command(Command::Stop);
    theatre.perform(request(&script(STORY)));
    theatre.until_asked();
}

#[test]
fn a_performance_that_takes_the_place_of_a_paused_one_is_heard() {
    let mut theatre = Theatre::performing(STORY);
    theatre.until_line("Good evening.");
    theatre.command(Command::Pause);
    theatre.run(Duration::from_millis(100));
    theatre.perform(request(&script(STORY)));
    theatre.until_asked();
}
