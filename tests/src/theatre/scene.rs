//! What the people of a scene do and when, from a seed.

use std::time::Duration;

use super::{Chance, Sound, Sounds};

/// What somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deed {
    /// Says a whole sentence and waits for the answer.
    Turn,
    /// The same with a silence in the middle of it, where it is not complete.
    Hesitation,
    /// Speaks into an answer, to Vesper.
    Interruption,
    /// "Mm-hmm" into an answer.
    Backchannel,
    /// Coughs into an answer.
    Cough,
    /// Says something to somebody else into an answer.
    Aside,
    /// Lets an answer be said to its end.
    Listen,
}

impl Deed {
    pub const ALL: [Deed; 7] = [
        Deed::Turn,
        Deed::Hesitation,
        Deed::Interruption,
        Deed::Backchannel,
        Deed::Cough,
        Deed::Aside,
        Deed::Listen,
    ];

    /// Whether it happens while Vesper speaks.
    #[must_use]
    pub fn is_over_speech(self) -> bool {
        matches!(self, Deed::Interruption | Deed::Backchannel | Deed::Cough | Deed::Aside)
    }
}

/// One thing that somebody does.
#[derive(Clone, Debug)]
pub struct Act {
    pub deed: Deed,
    /// How long after the answer began to sound, or after the act before where nothing is spoken over.
    pub after: Duration,
    pub sound: Sound,
    /// The silence in a hesitation, and the rest of what is said.
    pub rest: Option<(Duration, Sound)>,
    /// The conversation is silent after it until somebody says something: "stop".
    pub ends: bool,
}

const QUESTIONS: [&str; 14] = [
    "What happened at the lighthouse in the storm?",
    "Tell me about the old harbour.",
    "Why do leaves turn red in autumn?",
    "I would like to hear about the fox again.",
    "How do sailors find their way at night?",
    "Please explain how bread rises.",
    "Can you tell me something about the moon?",
    "We went to the mountains last summer.",
    "My sister is learning to play the cello.",
    "What should I cook for dinner tonight?",
    "I cannot sleep when the wind is loud.",
    "Tell me a story about a clever crow.",
    "How long does it take to learn to swim?",
    "It was raining all day yesterday.",
];

const HESITATIONS: [(&str, &str); 12] = [
    ("I would like to go to the", "old lighthouse by the sea."),
    ("Tell me about", "the winter in the north."),
    ("What I wanted to ask is, um,", "how the story ends."),
    ("My brother and", "my cousin came to visit."),
    ("Could you explain why", "the sky is blue?"),
    ("Yesterday I saw a", "heron at the river."),
    ("I think that we should", "wait until the morning."),
    ("It was because", "nobody had closed the gate."),
    ("How far is it from", "here to the nearest village?"),
    ("I was thinking of, uh,", "something with fewer steps."),
    ("The best part of it was when", "they found the boat."),
    ("Let us talk about my", "garden for a while."),
];

/// With whether nothing is said after it until somebody speaks.
const INTERRUPTIONS: [(&str, bool); 14] = [
    ("Stop.", true),
    ("Stop, please.", true),
    ("Wait.", false),
    ("Wait a moment.", false),
    ("No, I meant the other one.", false),
    ("No, that is not what I asked.", false),
    ("Hold on, what does that mean?", false),
    ("Can you say that in simpler words?", false),
    ("What about the children?", false),
    ("I already know that, tell me about the war.", false),
    ("That reminds me of my grandmother.", false),
    ("Actually, let us talk about something else.", false),
    ("How do you know that?", false),
    ("But why did they leave the island?", false),
];

const BACKCHANNELS: [&str; 10] =
    ["Mm-hmm.", "Uh-huh.", "Yeah.", "Right.", "Okay.", "I see.", "Yes.", "Oh.", "Really.", "Sure."];

const ASIDES: [&str; 10] = [
    "Honey, can you close the door?",
    "Emma, dinner is ready.",
    "Just a second, darling, I am coming.",
    "Hello, this is Thomas speaking.",
    "Mom, where are my shoes?",
    "Ben, leave the cat alone.",
    "Sweetie, did you feed the dog?",
    "Anna, have you seen my glasses?",
    "Yes, hello, can I call you back later?",
    "Kids, come in now.",
];

/// `count` acts of these kinds in turn, so that each can happen where it stands: whatever is said into an answer has
/// one.
pub fn scene(deeds: &[Deed], count: usize, chance: &mut Chance, sounds: &mut Sounds) -> Vec<Act> {
    let person = chance.below(64);
    let mut acts = Vec::new();
    let mut answered = false;
    for n in 0..count {
        let deed = deeds[n % deeds.len()];
        if deed.is_over_speech() && !answered {
            acts.push(act(Deed::Turn, person, chance, sounds));
        }
        let act = act(deed, person, chance, sounds);
        answered = !act.ends && deed != Deed::Listen;
        acts.push(act);
    }
    acts
}

fn act(deed: Deed, person: usize, chance: &mut Chance, sounds: &mut Sounds) -> Act {
    let (mut rest, mut ends) = (None, false);
    let sound = match deed {
        Deed::Turn => match (chance.share() < 0.5).then(|| sounds.recording(chance)).flatten() {
            Some(recorded) => recorded,
            None => sounds.say(chance.one(&QUESTIONS), person),
        },
        Deed::Hesitation => {
            let (begun, over) = chance.one(&HESITATIONS);
            let pause = Duration::from_secs_f64(chance.between(0.3, 1.5));
            rest = Some((pause, sounds.say(over, person)));
            sounds.say(begun, person)
        }
        Deed::Interruption => {
            let (said, last) = chance.one(&INTERRUPTIONS);
            ends = last;
            sounds.say(said, person)
        }
        Deed::Backchannel => sounds.say(chance.one(&BACKCHANNELS), person),
        Deed::Aside => sounds.say(chance.one(&ASIDES), person),
        Deed::Cough => sounds.cough(chance),
        Deed::Listen => Sound::default(),
    };
    let after = if deed.is_over_speech() { chance.between(1.0, 3.5) } else { chance.between(0.6, 1.2) };
    Act { deed, after: Duration::from_secs_f64(after), sound, rest, ends }
}
