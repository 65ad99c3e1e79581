//! The threads that a conversation has beside voice and mouth, and how they are told what to do.

use std::collections::VecDeque;
use std::sync::mpsc::{SyncSender, TrySendError};
use std::thread::JoinHandle;

use tokio::sync::mpsc::Sender;
use vesper_speech::Result;

use crate::Report;
use crate::ear::{self, Order};
use crate::talk::{Effect, Engines, Event};
use crate::thinking::Thinking;
use crate::transcript;

/// Orders that wait for an ear that is busy, before those that only ask for a glimpse are dropped.
const WAITING: usize = 64;

/// Ear, recogniser and chat model.
pub(crate) struct Partners {
    ear: SyncSender<Order>,
    /// What the ear had no room for yet.
    orders: VecDeque<Order>,
    thinking: Thinking,
    threads: [JoinHandle<()>; 2],
}

impl Partners {
    pub(crate) fn start(engines: Engines, events: &Sender<Event>) -> Result<Partners> {
        let Engines { microphone, detector, recogniser, chat } = engines;
        let (jobs, asr) = transcript::start(recogniser, events.clone())?;
        let (ear, ear_thread) = ear::start(microphone, detector, jobs, events.clone())?;
        let thinking = Thinking::start(chat, events.clone())?;
        Ok(Partners { ear, orders: VecDeque::new(), thinking, threads: [ear_thread, asr] })
    }

    /// Does what is theirs to do.
    pub(crate) fn carry_out(&mut self, effect: Effect) {
        let order = match effect {
            Effect::Ask { turn, prompt } => return self.thinking.ask(turn, prompt),
            Effect::Cancel { turn } => return self.thinking.cancel(turn),
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

    /// The recogniser is to listen for the choices that are open, or for nothing in particular.
    pub(crate) fn expect(&mut self, report: &Report) {
        match report {
            Report::Ask(options) => self.order(Order::Expect(options.clone())),
            Report::Chosen(_) | Report::Stopped | Report::Ended(_) => self.order(Order::Expect(Vec::new())),
            _ => {}
        }
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

    /// Waits until the engines are gone. Nobody may be waiting for their events any more.
    pub(crate) fn end(self) {
        let Partners { ear, thinking, threads, .. } = self;
        drop(ear);
        thinking.end();
        for thread in threads {
            drop(thread.join());
        }
    }
}
