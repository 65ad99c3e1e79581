//! A conversation that has grown beyond what a model remembers.

use vesper_speech::{Message, Result, Role};

/// Turns that are left out at a time. What a model computed of the beginning stays good until the next ones go, so that
/// it does not begin anew at every turn.
const STEP: usize = 4;
/// Stands at the end of the system message from then on.
const LEFT_OUT: &str = "(The beginning of the conversation is left out here.)";

/// The messages that fit into `budget` tokens, as `count` counts them: the system message and the latest turns. A turn
/// is what the listener said with what was answered; the oldest go first, several at a time. The last turn stays,
/// whether it fits or not.
///
/// # Errors
/// What `count` answers.
pub fn trimmed(
    messages: &[Message],
    budget: usize,
    count: &dyn Fn(&[Message]) -> Result<usize>,
) -> Result<Vec<Message>> {
    if count(messages)? <= budget {
        return Ok(messages.to_vec());
    }
    let system = messages.iter().take_while(|message| message.role == Role::System).count();
    let (system, talk) = messages.split_at(system);
    let begins: Vec<usize> = (0..talk.len()).filter(|at| begins_turn(talk, *at)).collect();
    let last = begins.len().saturating_sub(1);
    let mut dropped = STEP;
    loop {
        let from = begins.get(dropped.min(last)).copied().unwrap_or(0);
        let kept = with_note(system, talk.get(from..).unwrap_or_default(), from > 0);
        if dropped >= last || count(&kept)? <= budget {
            return Ok(kept);
        }
        dropped += STEP;
    }
}

fn begins_turn(talk: &[Message], at: usize) -> bool {
    let is_user = |at: usize| talk.get(at).is_some_and(|message| message.role == Role::User);
    is_user(at) && (at == 0 || !is_user(at - 1))
}

fn with_note(system: &[Message], talk: &[Message], is_shorter: bool) -> Vec<Message> {
    let mut kept = system.to_vec();
    if let Some(last) = kept.last_mut().filter(|_| is_shorter) {
        last.text = format!("{}\n\n{LEFT_OUT}", last.text);
    }
    kept.extend_from_slice(talk);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(role: Role, text: String) -> Message {
        Message { role, text }
    }

    /// A system message and so many turns, each with its number in it.
    fn conversation(turns: usize) -> Vec<Message> {
        let mut all = vec![message(Role::System, "Be kind.".into())];
        for turn in 0..turns {
            all.push(message(Role::User, format!("question {turn}")));
            if turn + 1 < turns {
                all.push(message(Role::Assistant, format!("answer {turn}, {}", "word ".repeat(turn % 7))));
            }
        }
        all
    }

    fn words(messages: &[Message]) -> Result<usize> {
        Ok(messages.iter().map(|message| message.text.split_whitespace().count() + 4).sum())
    }

    #[test]
    fn what_is_left_fits_keeps_the_system_message_and_ends_with_the_question() {
        for turns in 1..40 {
            let all = conversation(turns);
            for budget in [40, 60, 100, 200] {
                let kept = trimmed(&all, budget, &words).unwrap();
                assert!(words(&kept).unwrap() <= budget, "{turns} turns in {budget}");
                assert!(kept[0].text.starts_with("Be kind."));
                assert_eq!(kept[1].role, Role::User);
                assert_eq!(kept.last(), all.last());
                assert!(all.ends_with(&kept[1..]), "nothing is left out in the middle");
                assert_eq!(kept[0].text.contains("left out"), kept.len() < all.len());
            }
        }
    }

    #[test]
    fn the_beginning_stays_the_same_for_several_turns() {
        let mut changes = 0;
        let mut before = String::new();
        for turns in 10..40 {
            let first = trimmed(&conversation(turns), 120, &words).unwrap()[1].text.clone();
            changes += usize::from(first != before);
            before = first;
        }
        assert!(changes <= 10, "{changes} changes in 30 turns");
    }

    #[test]
    fn the_last_turn_stays_even_where_it_is_too_long() {
        let mut all = conversation(9);
        all.push(message(Role::Assistant, "Yes.".into()));
        all.push(message(Role::User, "long ".repeat(500)));
        let kept = trimmed(&all, 50, &words).unwrap();
        assert_eq!(kept.len(), 2);
        assert_eq!(kept.last(), all.last());
        assert_eq!(trimmed(&[], 0, &words).unwrap(), []);
    }
}
