use std::time::Duration;

/// How long to wait for a server, and how often to ask. The defaults suit a server that has to load its model first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long finding the host and connecting to it may take, each.
    pub connect: Duration,
    /// From the question to the first sign of an answer.
    pub first: Duration,
    /// Between two signs of life.
    pub idle: Duration,
    /// From the question to the end of the answer.
    pub whole: Duration,
    /// The wait before the second try, doubled before each further one.
    pub wait: Duration,
    /// The longest wait that a server may ask for; where it asks for more, that is an error.
    pub longest_wait: Duration,
    /// How often a question is sent at most, as long as nothing of an answer has come.
    pub tries: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connect: Duration::from_secs(10),
            first: Duration::from_secs(120),
            idle: Duration::from_secs(30),
            whole: Duration::from_secs(900),
            wait: Duration::from_millis(400),
            longest_wait: Duration::from_secs(20),
            tries: 3,
        }
    }
}
