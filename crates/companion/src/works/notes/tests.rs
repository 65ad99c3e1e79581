use std::cell::Cell;

use vesper_speech::{ChatModel, Ending};

use super::*;

const ROOM: usize = 200;

/// Counts words, and writes notes that tell how often it wrote some.
#[derive(Default)]
struct Writer {
    asked: Vec<Prompt>,
    fails: bool,
}

impl ChatModel for Writer {
    fn reply(&mut self, prompt: &Prompt, out: &mut dyn Out<Token>) -> Result<()> {
        out.check()?;
        self.asked.push(prompt.clone());
        if self.fails {
            return Err(Error::new(Kind::Engine, "it", "broke.", ""));
        }
        for word in ["Notes ", "of ", &format!("round {}.", self.asked.len())] {
            out.put(Token { text: word.into(), end: None })?;
        }
        out.put(Token { text: String::new(), end: Some(Ending::Said) })
    }
}

impl Remembering for Writer {
    fn context(&self) -> usize {
        1000
    }

    fn count(&self, messages: &[Message]) -> Result<usize> {
        words(messages)
    }
}

fn words(messages: &[Message]) -> Result<usize> {
    Ok(messages.iter().map(|message| message.text.split_whitespace().count() + 4).sum())
}

fn message(role: Role, text: String) -> Message {
    Message { role, text }
}

/// A system message and so many turns, each with its number in it, the last without an answer.
fn conversation(turns: usize) -> Vec<Message> {
    let mut all = vec![message(Role::System, "Be kind. The lamp is lit.".into())];
    for turn in 0..turns {
        all.push(message(Role::User, format!("question {turn}")));
        if turn + 1 < turns {
            all.push(message(Role::Assistant, format!("answer {turn}, {}", "word ".repeat(turn % 7))));
        }
    }
    all
}

fn never() -> Result<()> {
    Ok(())
}

#[test]
fn what_is_told_fits_keeps_the_system_message_and_the_latest_turns_and_changes_seldom() {
    let (mut notes, mut writer) = (Notes::default(), Writer::default());
    let mut changes = 0;
    let mut before = Vec::new();
    for turns in 1..120 {
        let all = conversation(turns);
        let told = notes.fit(&all, ROOM, &mut writer, &never).unwrap();
        assert!(words(&told).unwrap() <= ROOM, "{turns} turns");
        assert!(told[0].text.starts_with("Be kind. The lamp is lit."));
        assert_eq!(told[1].role, Role::User);
        assert!(all.ends_with(&told[1..]), "nothing is left out in the middle");
        assert!(told.len() >= all.len().min(9), "the last turns stay");
        assert_eq!(told[0].text.contains("in short: Notes of round"), told.len() < all.len());
        changes += usize::from(!told.starts_with(&before));
        before = told;
    }
    assert!(
        changes <= 25 && changes == writer.asked.len(),
        "the beginning changed {changes} times in 120 turns"
    );
    // Each round is told the notes of the one before.
    assert!(writer.asked[3].messages[1].text.contains("The notes so far:\nNotes of round 3."));
    assert!(writer.asked.iter().all(|asked| asked.limit == LIMIT && words(&asked.messages).unwrap() < 744));
}

#[test]
fn where_no_notes_can_be_written_the_oldest_turns_are_left_out() {
    let (mut notes, mut writer) = (Notes::default(), Writer { fails: true, ..Writer::default() });
    let all = conversation(60);
    let told = notes.fit(&all, ROOM, &mut writer, &never).unwrap();
    assert!(words(&told).unwrap() <= ROOM && told[0].text.ends_with(LEFT_OUT));
    notes.fit(&all, ROOM, &mut writer, &never).unwrap();
    assert_eq!(writer.asked.len(), 1, "it is not tried at every turn");
}

#[test]
fn a_stop_leaves_everything_as_it_was() {
    let (mut notes, mut writer) = (Notes::default(), Writer::default());
    for most in 0..4 {
        let asked = Cell::new(0);
        let stop = || {
            asked.set(asked.get() + 1);
            if asked.get() > most { Err(Error::stopped()) } else { Ok(()) }
        };
        let stopped = notes.fit(&conversation(60), ROOM, &mut writer, &stop);
        assert_eq!(stopped.unwrap_err().kind, Kind::Stopped, "{most}");
        assert_eq!(notes.told(&conversation(60)), conversation(60));
    }
    let told = notes.fit(&conversation(60), ROOM, &mut writer, &never).unwrap();
    assert!(words(&told).unwrap() <= ROOM);
}

#[test]
fn notes_of_one_conversation_are_not_told_in_another_and_go_with_what_is_taken_back() {
    let (mut notes, mut writer) = (Notes::default(), Writer::default());
    let all = conversation(60);
    let told = notes.fit(&all, ROOM, &mut writer, &never).unwrap();
    let mut other = all.clone();
    other[1].text = "another question".into();
    assert_eq!(notes.told(&other), other);
    // The last turn is taken back.
    let shorter = &all[..all.len() - 2];
    assert_eq!(notes.told(shorter), told[..told.len() - 2]);
    // Nearly all of them are.
    assert_eq!(notes.told(&all[..5]), all[..5]);
}

#[test]
fn the_last_turn_stays_even_where_it_is_too_long() {
    let (mut notes, mut writer) = (Notes::default(), Writer::default());
    let mut all = conversation(9);
    all.push(message(Role::Assistant, "Yes.".into()));
    all.push(message(Role::User, "long ".repeat(500)));
    let told = notes.fit(&all, ROOM, &mut writer, &never).unwrap();
    assert_eq!(told.len(), 2);
    assert_eq!(told.last(), all.last());
    assert_eq!(Notes::default().fit(&[], 0, &mut writer, &never).unwrap(), []);
}

#[test]
fn long_messages_are_clipped_for_notes_and_hostile_lengths_are_bounded() {
    let (mut notes, mut writer) = (Notes::default(), Writer::default());
    let mut all = conversation(6);
    all.insert(1, message(Role::Assistant, "many words ".repeat(5000)));
    all.insert(1, message(Role::User, format!("first {} last", "middle ".repeat(5000))));
    notes.fit(&all, ROOM, &mut writer, &never).unwrap();
    let asked = &writer.asked[0].messages[1].text;
    assert!(asked.contains("first") && asked.contains("last") && asked.chars().count() < 6000);
}

#[test]
fn notes_are_made_ahead_where_there_is_time() {
    let (mut notes, mut writer) = (Notes::default(), Writer::default());
    let mut due = None;
    for turns in 1..60 {
        let all = conversation(turns);
        if notes.prepare(&all, ROOM, &mut writer, &never).unwrap() {
            due = Some(turns);
            break;
        }
        assert_eq!(notes.told(&all), all);
    }
    let turns = due.unwrap();
    let fills = words(&conversation(turns)).unwrap();
    assert!((ROOM * 3 / 4..ROOM).contains(&fills), "{fills}");
    assert_eq!(writer.asked.len(), 1);
    let told = notes.fit(&conversation(turns + 1), ROOM, &mut writer, &never).unwrap();
    assert_eq!(writer.asked.len(), 1, "nothing is left to do when the answer is due");
    assert!(told[0].text.contains("in short"));
}
