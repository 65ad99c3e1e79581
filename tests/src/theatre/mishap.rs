/// What can happen to a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mishap {
    SpeakerGone,
    SpeakerChanged,
    SpeakerRerouted,
    SpeakerStalled,
    MicrophoneGone,
    MicrophoneChanged,
    MicrophoneStalled,
}

impl Mishap {
    pub const ALL: [Mishap; 7] = [
        Mishap::SpeakerGone,
        Mishap::SpeakerChanged,
        Mishap::SpeakerRerouted,
        Mishap::SpeakerStalled,
        Mishap::MicrophoneGone,
        Mishap::MicrophoneChanged,
        Mishap::MicrophoneStalled,
    ];

    pub(super) fn is_of_speaker(self) -> bool {
        matches!(
            self,
            Mishap::SpeakerGone | Mishap::SpeakerChanged | Mishap::SpeakerRerouted | Mishap::SpeakerStalled
        )
    }
}
