//! Everything that sounds: the speaker, the microphone, the mixing of voice, beds and bells, resampling and
//! audio files.

mod beds;
mod meter;
mod mixer;
