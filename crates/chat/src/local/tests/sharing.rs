//! Models of which a card has a part: what is said does not depend on how large it is, and whatever ends, somebody answers.

use std::cell::Cell;

use vesper_card::Wish;
use vesper_speech::{ChatModel, Ending, Error, Kind, Out, Prompt, Result, Sampling, Token};

use super::{answer, asked};
use crate::local::opening::Load;
use crate::local::plan::Place;
use crate::model::{Narrow, Processor, Room};
use crate::{Less, Local, Options, random};

const LAYERS: usize = 32;
/// What a layer keeps of a token: a key and a value of 128 numbers, in 16 bits.
const KEPT: i64 = 2 * 2 * 128;
const PLENTY: u64 = 1 << 40;

struct File {
    folder: tempfile::TempDir,
}

impl File {
    fn new() -> File {
        let folder = tempfile::tempdir().unwrap();
        random::write_least_of(&folder.path().join("it.gguf"), LAYERS as u64, 11).unwrap();
        File { folder }
    }

    fn open(&self, options: &Options, has_card: bool, room: &Room) -> Result<Local> {
        let room = room.clone();
        // It computes as the processor does, so that words are the same to the bit wherever they are computed.
        let load: Load = Box::new(move |opening, plan| {
            let backend = Processor::new(1).unwrap();
            opening.load(plan, || Narrow { backend, room: room.clone() })
        });
        let options = Options { cores: Some(1.into()), ..options.clone() };
        Local::open_with(&self.folder.path().join("it.gguf"), &options, has_card, load, &|| Ok(()))
    }

    /// On a card, with all its layers.
    fn whole(&self, room: &Room) -> Local {
        let local = self.open(&best(), true, room).unwrap();
        assert_eq!((local.plan.place, local.less()), (Place::Card, &[][..]));
        local
    }

    /// What the processor alone says.
    fn alone(&self, prompt: &Prompt) -> (String, Ending) {
        answer(&mut self.open(&best(), false, &Room::of(0)).unwrap(), prompt)
    }
}

fn best() -> Options {
    Options { device: Some(Wish::Best), ..Options::default() }
}

fn greedy(text: &str, limit: usize) -> Prompt {
    Prompt { sampling: Sampling { temperature: 0.0, ..Sampling::default() }, ..asked(text, limit) }
}

/// Asks again after each want of memory; the answer, and what was gone without on the way.
fn insist(local: &mut Local, prompt: &Prompt) -> ((String, Ending), Vec<Less>) {
    let mut told = Vec::new();
    loop {
        let mut tokens: Vec<Token> = Vec::new();
        match local.reply(prompt, &mut tokens) {
            Ok(()) => {
                let end = tokens.last().unwrap().end.unwrap();
                return ((tokens.into_iter().map(|token| token.text).collect(), end), told);
            }
            Err(error) => {
                assert_eq!(error.kind, Kind::Engine, "{error}");
                let less = local.make_do().unwrap();
                assert!(!less.is_empty(), "after {told:?}: {error}");
                told.extend(less);
            }
        }
    }
}

fn on_card(local: &Local) -> usize {
    match local.plan.place {
        Place::Card => LAYERS + 1,
        Place::Shared { layers } => layers,
        Place::Processor => 0,
    }
}

/// How many layers were left on the card, step by step.
fn steps(told: &[Less]) -> Vec<usize> {
    let layers = |less: &Less| match less {
        Less::Layers { on_card, of: LAYERS } => *on_card,
        Less::Processor => 0,
        other => panic!("{other:?} among {told:?}"),
    };
    told.iter().map(layers).collect()
}

#[test]
fn a_card_has_as_many_layers_as_its_share_of_the_memory_holds() {
    let file = File::new();
    let prompt = greedy("Who is there?", 30);
    let expected = file.alone(&prompt);
    let mut seen = Vec::new();
    for megabytes in (20..=80).rev() {
        let video = megabytes << 20;
        let mut local = file.open(&Options { video: Some(video), ..best() }, true, &Room::of(video)).unwrap();
        assert_eq!(answer(&mut local, &prompt), expected, "{megabytes} MB");
        let less = match local.plan.place {
            Place::Card if local.context() < 2048 => {
                vec![Less::Context { tokens: local.context(), of: 2048 }]
            }
            Place::Card => vec![],
            Place::Shared { layers } => vec![Less::Layers { on_card: layers, of: LAYERS }],
            Place::Processor => vec![Less::Processor],
        };
        assert_eq!(local.less(), less, "{megabytes} MB");
        seen.push(on_card(&local));
    }
    seen.dedup();
    assert!(seen.is_sorted_by(|more, fewer| more > fewer), "{seen:?}");
    assert!(seen.len() > 5 && seen.first() == Some(&(LAYERS + 1)) && seen.last() == Some(&0), "{seen:?}");
}

#[test]
fn a_card_whose_memory_ends_while_the_weights_are_read_is_given_fewer_of_them() {
    let file = File::new();
    let prompt = greedy("What do you see?", 30);
    let expected = file.alone(&prompt);
    let room = Room::of(PLENTY);
    let local = file.whole(&room);
    let weights = PLENTY as i64 - room.left();
    drop(local);
    let mut seen = Vec::new();
    // Nobody said how much there is: it is found out.
    for part in (0..=8).rev() {
        let bytes = (weights * part / 8) as u64;
        let room = Room::of(bytes);
        let local = file.open(&best(), true, &room).unwrap();
        seen.push(on_card(&local));
        drop(local);
        assert_eq!(room.left(), bytes as i64, "all is given back");
        // With room for a conversation, which weights may take: then it is found out when it begins.
        let room = Room::of(bytes + 256 * KEPT as u64 * LAYERS as u64);
        let mut local = file.open(&best(), true, &room).unwrap();
        assert_eq!(insist(&mut local, &prompt).0, expected, "{part} of 8 parts");
    }
    assert!(seen.is_sorted_by(|more, fewer| more >= fewer), "{seen:?}");
    assert!(seen.first() == Some(&(LAYERS + 1)) && seen.last() == Some(&0) && seen.contains(&18), "{seen:?}");
}

#[test]
fn where_a_cards_memory_ends_the_same_words_are_said_with_fewer_layers_there() {
    let file = File::new();
    let room = Room::of(PLENTY);
    let mut local = file.whole(&room);
    let prompt = greedy("And then?", 60);
    assert_eq!(insist(&mut local, &prompt), (file.alone(&prompt), vec![]));

    // Another program takes all that is left: for a longer conversation there is no room.
    let long = greedy(&"And then? ".repeat(60), 60);
    let expected = file.alone(&long);
    room.leave(0);
    let (said, told) = insist(&mut local, &long);
    assert_eq!(said, expected);
    assert_eq!(steps(&told), [24, 18, 13]);
    assert_eq!(local.less(), &told[2..]);
    assert_eq!(told[0].to_string(), "the graphics card computes 24 of its 32 layers, the processor the rest");
    assert_eq!(insist(&mut local, &long), (expected.clone(), vec![]), "said once");

    // And again, and what it has as well.
    local.forget();
    room.leave(0);
    let (said, told) = insist(&mut local, &long);
    assert_eq!(said, expected);
    assert_eq!(steps(&told), [9, 6, 4, 3, 2]);
    local.forget();
    room.leave(-(PLENTY as i64));
    let (said, told) = insist(&mut local, &long);
    assert_eq!(said, expected);
    assert_eq!(steps(&told), [1, 0]);
    assert_eq!(local.less(), [Less::Processor]);
}

#[test]
fn an_answer_that_outgrows_the_card_is_begun_again_and_comes_to_the_same() {
    let file = File::new();
    let room = Room::of(PLENTY);
    let mut local = file.whole(&room);
    // Room is made for 256 tokens at once: this prompt has it, and its answer asks for more.
    let prompt = greedy(&"Tell me. ".repeat(26), 60);
    let asked = local.count(&prompt.messages).unwrap();
    assert!((200..256).contains(&asked) && asked + 60 > 256, "{asked} tokens");
    let expected = file.alone(&prompt);
    room.leave(256 * KEPT * LAYERS as i64);
    let mut tokens: Vec<Token> = Vec::new();
    assert_eq!(local.reply(&prompt, &mut tokens).unwrap_err().kind, Kind::Engine);
    let said: String = tokens.into_iter().map(|token| token.text).collect();
    assert!(!said.is_empty() && said.len() < expected.0.len() && expected.0.starts_with(&said), "{said}");
    assert_eq!(steps(&local.make_do().unwrap()), [24]);
    assert_eq!(insist(&mut local, &prompt).0, expected);
}

#[test]
fn a_conversation_that_outgrows_the_card_becomes_shorter_before_layers_leave_it() {
    let file = File::new();
    let room = Room::of(PLENTY);
    let mut local = file.whole(&room);
    room.leave(1280 * KEPT * LAYERS as i64);
    let long = greedy(&"Long ago. ".repeat(150), 20);
    assert_eq!(local.reply(&long, &mut Vec::new()).unwrap_err().kind, Kind::Engine);
    assert_eq!(local.make_do().unwrap(), [Less::Context { tokens: 1024, of: 2048 }]);
    let short = greedy(&"Long ago. ".repeat(50), 20);
    assert_eq!(insist(&mut local, &short), (file.alone(&short), vec![]));
    assert_eq!(on_card(&local), LAYERS + 1);
}

/// Stops the work the so-manieth time that it is asked.
struct Until(Cell<u32>);

impl Out<Token> for Until {
    fn put(&mut self, _: Token) -> Result<()> {
        self.check()
    }

    fn check(&self) -> Result<()> {
        self.0.set(self.0.get().saturating_sub(1));
        if self.0.get() == 0 { Err(Error::stopped()) } else { Ok(()) }
    }
}

#[test]
fn a_stop_while_layers_leave_the_card_costs_nothing_but_the_answer() {
    let file = File::new();
    let prompt = greedy("Who goes there?", 20);
    let expected = file.alone(&prompt);
    for asked in [1, 2, 9, 60, 200] {
        let room = Room::of(PLENTY);
        let mut local = file.whole(&room);
        room.leave(10);
        assert_eq!(local.reply(&prompt, &mut Vec::new()).unwrap_err().kind, Kind::Engine);
        assert_eq!(steps(&local.make_do().unwrap()), [24]);
        room.leave(PLENTY as i64);
        let stopped = local.reply(&prompt, &mut Until(Cell::new(asked)));
        assert_eq!(stopped.unwrap_err().kind, Kind::Stopped, "asked {asked} times");
        assert!(local.engine.is_none(), "it was stopped while the weights were read");
        assert_eq!(local.make_do().unwrap(), [], "a stop is no want of memory");
        assert_eq!(insist(&mut local, &prompt), (expected.clone(), vec![]), "asked {asked} times");
    }
}

#[test]
fn who_wants_nothing_but_the_card_is_refused_where_it_cannot_hold_it() {
    let file = File::new();
    let options = Options { device: Some(Wish::Card), ..Options::default() };
    let bounded = Options { video: Some(1 << 20), ..options.clone() };
    let error = file.open(&bounded, true, &Room::of(PLENTY)).err().unwrap();
    assert!(error.kind == Kind::Engine && error.what.contains("GB are left for it"), "{error}");
    let error = file.open(&options, true, &Room::of(1 << 16)).err().unwrap();
    assert!(error.kind == Kind::Engine && error.what.contains("no memory left"), "{error}");
}
