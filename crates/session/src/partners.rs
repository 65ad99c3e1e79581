//! The threads that listen and answer, beside voice and mouth, and how they are told what to do.

use std::collections::VecDeque;
use std::sync::mpsc::{SyncSender, TrySendError};
use std::thread::JoinHandle;

use tokio::sync::mpsc;
use vesper_speech::Result;

use crate::ear::{self, Order};
use crate::talk::{Effect, Engines, Event};
use crate::thinking::Thinking;
use crate::transcript;

/// What they have learnt and nobody has taken yet; they wait beyond that.
const LEARNT: usize = 64;
/// Orders that wait for an ear that is busy, before those that only ask for a glimpse are dropped.
const WAITING: usize = 64;

/// Ear and recogniser, and the chat model where there is one.
pub(crate) struct Partners {
    ear: SyncSender<Order>,
    /// What the ear had no room for yet.
    orders: VecDeque<Order>,
    thinking: Option<Thinking>,
    threads: [JoinHandle<()>; 2],
    learnt: mpsc::Receiver<Event>,
}

impl Partners {
    pub(crate) fn start(engines: Engines) -> Result<Partners> {
        let (events, learnt) = mpsc::channel(LEARNT);
        let Engines { microphone, detector, recogniser, chat } = engines;
        let (jobs, asr) = transcript::start(recogniser, events.clone())?;
        let (ear, ear_thread) = ear::start(microphone, detector, jobs, events.clone())?;
        let thinking = chat.map(|chat| Thinking::start(chat, events)).transpose()?;
        Ok(Partners { ear, orders: VecDeque::new(), thinking, threads: [ear_thread, asr], learnt })
    }

    /// What one of them has learnt next; none where all of them are gone.
    pub(crate) async fn learnt(&mut self) -> Option<Event> {
        self.learnt.recv().await
    }

    /// Does what is theirs to do.
    pub(crate) fn carry_out(&mut self, effect: Effect) {
        let order = match effect {
            Effect::Ask { turn, prompt } => {
                if let Some(thinking) = &self.thinking {
                    thinking.ask(turn, prompt);
                }
                return;
            }
            Effect::Cancel { turn } => {
                if let Some(thinking) = &self.thinking {
                    thinking.cancel(turn);
                }
                return;
            }
            Effect::Microphone(open) => Order::Open(open),
            Effect::Hear { utterance, from } => Order::Hear { utterance, from },
            Effect::Glimpse { utterance } => Order::Glimpse(utterance),
            Effect::Conclude { utterance } => Order::Conclude(utterance),
            Effect::Forget { utterance } => Order::Forget(utterance),
            // The mouth's, and the listener's.
            Effect::Say { .. }
            | Effect::Said { .. }
            | Effect::Duck
            | Effect::Hold
            | Effect::Restore
            | Effect::Stop { .. }
            | Effect::Obey(_)
            | Effect::Tell(_) => return,
        };
        self.order(order);
    }

    /// The recogniser is to listen for these phrases, the likeliest first.
    pub(crate) fn expect(&mut self, phrases: Vec<String>) {
        self.order(Order::Expect(phrases));
    }

    fn order(&mut self, order: Order) {
        if self.orders.len() >= WAITING {
            self.orders.retain(|order| !matches!(order, Order::Glimpse(_)));
        }
        self.orders.push_back(order);
    }

    /// Hands over what the ear has room for.
    pub(crate) fn give_orders(&mut self) {
        while let Some(order) = self.orders.pop_front() {
            if let Err(TrySendError::Full(order)) = self.ear.try_send(order) {
                self.orders.push_front(order);
                return;
            }
        }
    }

    /// The ear can take no more for now.
    pub(crate) fn is_behind(&self) -> bool {
        self.orders.len() >= WAITING
    }

    /// Ends them, and gives what is over when they are gone. What they are at is cut short, but for a recogniser that is
    /// just looking.
    pub(crate) fn leave(self) -> impl Iterator<Item = JoinHandle<()>> {
        let Partners { ear, thinking, threads, learnt, .. } = self;
        // Whoever waits to tell something is told that nobody listens.
        drop(learnt);
        drop(ear);
        threads.into_iter().chain(thinking.map(Thinking::leave))
    }
}
