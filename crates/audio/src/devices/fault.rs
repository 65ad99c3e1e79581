/// What a sound card says of itself in the middle of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// It was unplugged.
    Gone,
    /// Its format changed; the stream has to be opened anew.
    Changed,
    /// The system moved the stream to another device.
    Rerouted,
    /// It ran dry or over.
    Glitch,
}

impl From<Fault> for cpal::Error {
    fn from(fault: Fault) -> cpal::Error {
        match fault {
            Fault::Gone => cpal::ErrorKind::DeviceNotAvailable,
            Fault::Changed => cpal::ErrorKind::StreamInvalidated,
            Fault::Rerouted => cpal::ErrorKind::DeviceChanged,
            Fault::Glitch => cpal::ErrorKind::Xrun,
        }
        .into()
    }
}
