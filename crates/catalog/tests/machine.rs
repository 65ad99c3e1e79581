//! The machine under the tests, measured.

use std::time::Instant;

use vesper_catalog::Machine;

#[test]
fn this_machine_is_measured_within_its_bounds_and_twice_alike() {
    let folder = tempfile::tempdir().expect("a folder");
    let began = Instant::now();
    let machine = Machine::measure(folder.path());
    println!("{machine:?} in {:?}", began.elapsed());
    assert!(machine.memory > 256 << 20 && machine.available <= machine.memory);
    assert!((1..=machine.threads).contains(&machine.cores));
    assert!(machine.disk > 0);
    // No machine that builds this is slower than an old telephone or faster than a data centre's card.
    assert!((1e9..4e12).contains(&machine.bandwidth), "{} bytes a second", machine.bandwidth);
    assert!((1e9..1e14).contains(&machine.arithmetic), "{} multiplications a second", machine.arithmetic);
    // A processor multiplies faster than it reads what it multiplies.
    assert!(machine.arithmetic > machine.bandwidth / 16.0, "{machine:?}");
    let again = Machine::measure(folder.path());
    for (one, other) in [(machine.bandwidth, again.bandwidth), (machine.arithmetic, again.arithmetic)] {
        assert!(one / other < 4.0 && other / one < 4.0, "{machine:?} and {again:?}");
    }
}

#[test]
fn measuring_that_nobody_waits_for_ends_without_a_result() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(Machine::measure_unless(folder.path(), &|| true), None);
}

#[test]
fn a_second_look_sees_what_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut machine = Machine::measure(folder.path());
    let measured = machine.clone();
    machine.disk = 0;
    machine.available = 0;
    machine.look_again(folder.path());
    assert!(machine.disk > 0 && machine.available > 0);
    assert_eq!((machine.bandwidth, machine.cores), (measured.bandwidth, measured.cores));
}
