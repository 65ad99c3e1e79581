//! Where a model comes from: it is opened once for a graphics card, and once more for the processor where that gives out.

use candle_core::{Device, Tensor};

use super::fault::Checked;
use super::files::Files;
use super::model::{Model, Sizes};
use super::person::Person;
use super::weights::Packing;

/// Positions that random weights have for a voice: ten seconds of a recording.
const RANDOM_VOICE: usize = 126;

pub(super) enum Source {
    /// `id` is what the catalog calls it.
    Files {
        files: Files,
        id: String,
    },
    Random(Sizes),
}

impl Source {
    /// What a message calls it.
    pub(super) fn shown(&self) -> String {
        match self {
            Source::Files { files, .. } => files.weights.display().to_string(),
            Source::Random(_) => "random weights".into(),
        }
    }

    /// The model, to be computed on `device`, and everybody who can speak with it, sorted by name.
    pub(super) fn open(&self, packing: Packing, device: &Device) -> Checked<(Model, Vec<Person>)> {
        match self {
            Source::Files { files, id } => {
                let model = Model::open(files, id, packing, device)?;
                let people = Person::all(files.clone(), &model);
                Ok((model, people))
            }
            Source::Random(sizes) => {
                let model = Model::random(*sizes, packing, device)?;
                let shape = (RANDOM_VOICE - 1, model.lm.width());
                let voice = model.lm.voice_of(&Tensor::randn(0_f32, 1.0, shape, device)?)?;
                Ok((model, vec![Person::in_memory("nobody", voice)]))
            }
        }
    }
}
