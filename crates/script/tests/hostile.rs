//! Whatever a file holds, it ends in faults or in a performance: no panic, no full stack, no loop without end.

#![allow(clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::Path;

use vesper_script::{End, Playhead, Script, Start};

const HEADER: &str = "# title: A test\n# kind: story\n# cast: fox = young woman\n";

/// Parses `text` and, where that goes well, performs a few passages, on a stack that is as small as any caller's.
fn survive(text: &str) -> Result<(), String> {
    std::thread::scope(|scope| {
        let small = std::thread::Builder::new().stack_size(256 << 10).name("small".into());
        let caller = small.spawn_scoped(scope, || perform(text)).expect("a thread");
        caller.join().expect("no panic reaches the caller")
    })
}

fn perform(text: &str) -> Result<(), String> {
    let script = Script::parse("hostile.ink", text, &|_| Some(text.to_owned())).map_err(|faults| {
        assert!(!faults.0.is_empty(), "faults without a fault");
        faults.to_string()
    })?;
    let minutes = script.header().minutes.map(|range| range.most);
    let mut playhead =
        Playhead::start(&script, &Start { minutes, seed: 3 }).map_err(|fault| fault.to_string())?;
    for turn in 0..6 {
        let passage = playhead.passage().map_err(|fault| fault.to_string())?;
        match passage.end {
            End::Ask(options) => playhead.choose(turn % options.len()).map_err(|fault| fault.to_string())?,
            End::Finish => break,
        }
    }
    Ok(())
}

fn refused(body: &str) -> String {
    survive(&format!("{HEADER}{body}")).expect_err("this cannot be performed")
}

#[test]
fn nesting_is_bounded_before_anything_recurses() {
    for (open, close) in [("{1:", "}"), ("(", ")"), ("{", "}"), ("{&", "|a}")] {
        let deep = format!("A {{x {}1{} }}\n-> END\n", open.repeat(700), close.repeat(700));
        assert!(refused(&deep).contains("nest deeper"), "{open}");
    }
    assert!(refused(&"{ 1:\n".repeat(5_000)).contains("nest deeper"));
    assert!(refused(&format!("{}x\n", "* ".repeat(1_900))).contains("marks of choices"));
    assert!(refused(&format!("{}x\n", "- ".repeat(1_900))).contains("marks of choices"));
    assert!(refused(&format!("{{\n{}}}\n-> END\n", "- 1 > 2: a\n".repeat(9_000))).contains("branches"));
    for unary in ["!", "not ", "- ", "-"] {
        let text = format!("{HEADER}~ temp a = {}1\nDone. -> END\n", unary.repeat(3_900 / unary.len()));
        // Deep, but within what the stack of the fence holds.
        drop(survive(&text));
    }
    drop(survive(&format!("{HEADER}~ temp a = {}1\nDone. -> END\n", "1 + ".repeat(900))));
}

#[test]
fn size_is_bounded() {
    assert!(refused(&"a".repeat(3 << 20)).contains("larger than 2 MB"));
    assert!(refused(&"a".repeat(9_000)).contains("longer than 4000 characters"));
    assert!(refused(&"a\n".repeat(30_000)).contains("more than 20000 lines"));
    assert!(refused("a\u{0}b\n-> END\n").contains("U+0000"));
    assert!(survive("").is_err());
    assert!(survive("\u{feff}").is_err());
}

#[test]
fn loops_without_words_or_end_are_faults() {
    for body in [
        "-> a\n=== a\n-> a\n",
        "-> a\n=== a\nA <>\n-> a\n",
        "-> a\n=== a\n-> a ->\n->->\n",
        "-> a\n=== a\n<- a\n-> DONE\n",
        "~ f()\n-> END\n=== function f()\n~ f()\n",
        "VAR n = 0\n-> a\n=== a\n~ n = n + 1\n{ n < 2000000000:\n    -> a\n}\n-> END\n",
        "{f(5)}\n-> END\n=== function f(n)\n{f(n) + f(n)}\n~ return 1\n",
        "-> a\n=== a\n# bell\n-> a\n",
        "-> a\n=== a\n* -> a\n",
        "-> a\n=== a\nText with # pause: 1s # bell # bell # bell\n-> a\n",
    ] {
        let ended = survive(&format!("{HEADER}{body}"));
        assert!(ended.is_err(), "{body:?} was performed");
    }
}

#[test]
fn text_cannot_be_doubled_until_memory_ends() {
    for grow in ["~ s = s + s", "~ s = \"{s}{s}\"", "~ s += s", "~ s = twice(s)"] {
        let body = format!(
            "VAR s = \"aaaaaaaaaaaaaaaa\"\n-> a\n=== a\n{grow}\n-> a\n=== function twice(x)\n~ return \"{{x}}{{x}}\"\n"
        );
        let fault = refused(&body);
        assert!(fault.contains("put together"), "{grow}: {fault}");
    }
    let chain: String = (1..60).map(|i| format!("VAR s{i} = \"{{s{}}}{{s{}}}\"\n", i - 1, i - 1)).collect();
    assert!(refused(&format!("VAR s0 = \"aaaaaaaa\"\n{chain}Hi {{s59}}. -> END\n")).contains("VAR"));
    assert!(refused("VAR s = f()\nHi. -> END\n=== function f()\n~ return f()\n").contains("VAR"));
    assert!(refused("-> a\n=== a\nWords that never end <>\n-> a\n").contains("round and round"));
}

#[test]
fn broken_arithmetic_is_a_fault_or_a_number() {
    for sum in [
        "2147483647 + 1",
        "0 - 2147483647 - 2",
        "1 / 0",
        "1 % 0",
        "65536 * 65536",
        "RANDOM(2, 1)",
        "POW(9, 99)",
        "-(-2147483647 - 1)",
        "RANDOM(-2147483647, 2147483647)",
        "INT(1.0 / 0.0)",
        "99999999999",
        "1.2.3",
        "\u{e9}t\u{e9} + n",
    ] {
        drop(survive(&format!("{HEADER}VAR n = 1\n~ n = {sum}\nIt is {{n}}.\n-> END\n")));
    }
    for odd in [
        "-> )a(",
        "<- )(",
        "{ )(: x}",
        "-> a)b(",
        "{\u{e9} -> x}",
        "* ->",
        "+ [",
        "* ]x[",
        "~",
        "=",
        "==",
        "=== ===",
        "{}",
        "{|}",
        "{:}",
        "->->",
        "- (",
        "~ )(",
        "LIST",
        "LIST a =",
        "VAR",
        "VAR x",
        "CONST",
        "INCLUDE",
        "#",
        "# #",
        "# :",
        "\\",
        "{\"",
        "<>",
        "<-",
        "->",
    ] {
        drop(survive(&format!("{HEADER}{odd}\n-> END\n")));
        drop(survive(&format!("{HEADER}One {odd} two\n-> END\n=== x\n{odd}\n")));
    }
}

#[test]
fn mutations_of_what_ships_never_break_out() {
    let shelf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets");
    let mut texts = Vec::new();
    for folder in ["stories", "meditations"] {
        let files = fs::read_dir(shelf.join(folder)).expect("the shelf");
        let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
        paths.sort();
        texts.extend(paths.iter().filter_map(|path| fs::read_to_string(path).ok()));
    }
    assert!(!texts.is_empty(), "nothing is shipped");
    let mut dice = Dice(0x5eed);
    let (mut taken, rounds) = (0, 2_000);
    for round in 0..rounds {
        let text = &texts[round % texts.len()];
        let mutated = mutate(text, &mut dice);
        taken += usize::from(survive(&mutated).is_ok());
    }
    println!("{taken} of {rounds} mutations could still be performed");
    assert!(taken > rounds / 100, "the mutations are too coarse to reach the runtime");
}

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        ((mixed ^ (mixed >> 27)) % count.max(1) as u64) as usize
    }
}

const PIECES: [&str; 40] = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "|",
    ":",
    "->",
    "<-",
    "<>",
    "#",
    "*",
    "+",
    "-",
    "~",
    "=",
    "==",
    "===",
    "\"",
    "\\",
    "/*",
    "*/",
    "//",
    "->->",
    "\n",
    "\n\n",
    " ",
    "not ",
    "&&",
    "VAR x = 1\n",
    "LIST l = a, (b)\n",
    "INCLUDE x\n",
    "~ temp t = 1\n",
    "\u{e9}",
    "\u{1f98a}",
    "{~a|b}",
    "RANDOM(1,2)",
    "-> END",
    "\u{1}",
];

/// One to three small accidents: a piece too many, a stretch too few, or two lines swapped.
fn mutate(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..1 + dice.below(3) {
        let at = dice.below(lines.len());
        match dice.below(5) {
            0 => {
                let other = dice.below(lines.len());
                lines.swap(at, other);
            }
            1 if lines.len() > 1 => drop(lines.remove(at)),
            2 => {
                let chars: Vec<char> = lines[at].chars().collect();
                let from = dice.below(chars.len());
                let to = (from + dice.below(6)).min(chars.len());
                lines[at] = chars[..from].iter().chain(&chars[to..]).collect();
            }
            _ => {
                let mut chars: Vec<char> = lines[at].chars().collect();
                let from = dice.below(chars.len() + 1);
                let piece = PIECES[dice.below(PIECES.len())];
                chars.splice(from..from, piece.chars());
                lines[at] = chars.into_iter().collect();
            }
        }
    }
    lines.join("\n") + "\n"
}
