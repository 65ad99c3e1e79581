//! What cpal says, as what a listener can use.

use vesper_speech::{Error, Kind};

use super::Direction;

/// `subject` could not be opened or asked.
pub(crate) fn refused(subject: &str, direction: Direction, cause: &cpal::Error) -> Error {
    let (kind, what, advice) = match cause.kind() {
        cpal::ErrorKind::PermissionDenied => (Kind::Denied, "the system does not allow it", allow(direction)),
        cpal::ErrorKind::DeviceNotAvailable => {
            (Kind::MissingDevice, "is not there", "Connect it, or choose another in the settings.")
        }
        cpal::ErrorKind::HostUnavailable => {
            (Kind::MissingDevice, "the sound service does not answer", "Start PipeWire or PulseAudio.")
        }
        cpal::ErrorKind::DeviceBusy => (
            Kind::MissingDevice,
            "another program is using it",
            "Close that program, or choose another device in the settings.",
        ),
        cpal::ErrorKind::StreamInvalidated => {
            (Kind::LostDevice, "went away while it was opened", "Try again, or choose another device.")
        }
        cpal::ErrorKind::UnsupportedConfig | cpal::ErrorKind::UnsupportedOperation => {
            (Kind::Engine, "takes none of the sample formats", "Choose another device in the settings.")
        }
        _ => (Kind::Engine, "could not be opened", "Choose another device in the settings."),
    };
    Error::new(kind, subject, format!("{what} ({cause})."), advice)
}

/// Where the permission is given.
fn allow(direction: Direction) -> &'static str {
    match (direction, std::env::consts::OS) {
        (Direction::Input, "macos") => {
            "Allow Vesper under System Settings, Privacy & Security, Microphone; then start it again."
        }
        (Direction::Input, "windows") => {
            "Allow desktop apps to use the microphone under Settings, Privacy & security, Microphone."
        }
        (_, "linux") => {
            "Add yourself to the group audio and log in again, or give the sandbox access to PulseAudio."
        }
        _ => "Allow it in the system's privacy settings.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denied_microphone_says_where_to_allow_it() {
        let cause = cpal::Error::with_message(cpal::ErrorKind::PermissionDenied, "EACCES");
        let error = refused("Headset", Direction::Input, &cause);
        assert_eq!(error.kind, Kind::Denied);
        let text = error.to_string();
        assert!(text.starts_with("Headset: ") && text.contains("EACCES"), "{text}");
        assert!(!error.advice.is_empty());
    }

    #[test]
    fn a_device_in_use_is_told_from_a_missing_one() {
        let busy = refused("Headset", Direction::Output, &cpal::ErrorKind::DeviceBusy.into());
        let gone = refused("Headset", Direction::Output, &cpal::ErrorKind::DeviceNotAvailable.into());
        assert!(busy.what.contains("another program"), "{busy}");
        assert!(!gone.what.contains("another program"), "{gone}");
    }
}
