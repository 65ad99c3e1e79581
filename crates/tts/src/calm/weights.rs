//! Tensors by name, and the layers that are made of one or two of them.

mod file;
mod linear;
mod numbers;

use std::sync::Arc;

use candle_core::{Device, Tensor};

use super::fault::{Checked, bad_file};
use super::kernels::{Means, Packed};
pub(crate) use file::File;
pub(crate) use linear::{Linear, Norm};

/// How the large matrices are kept. Everything else is in 32-bit numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    /// 32-bit numbers.
    Full,
    /// 8 bits a number, with a scale for every 32 of them.
    Eight,
    /// 32-bit numbers as the tensor library takes them, which then computes everything: the way of a graphics card. Half as
    /// many bits would halve what is read, but a card waits for being told what to do, and turning numbers into others
    /// and back is more to tell.
    Plain,
}

/// All tensors of a model, looked at from one place in the tree of their names.
#[derive(Clone)]
pub(crate) struct Weights {
    source: Source,
    prefix: String,
    packing: Packing,
    device: Device,
}

#[derive(Clone)]
enum Source {
    File(Arc<File>),
    /// Whatever is asked for, drawn at random: speed does not depend on what the numbers are.
    Random,
}

impl Weights {
    /// Off the processor they are always [plain](Packing::Plain).
    pub(crate) fn of(file: File, packing: Packing, device: &Device) -> Weights {
        Weights::from(Source::File(Arc::new(file)), packing, device)
    }

    /// Weights of any model, drawn at random.
    pub(crate) fn random(packing: Packing, device: &Device) -> Weights {
        Weights::from(Source::Random, packing, device)
    }

    fn from(source: Source, packing: Packing, device: &Device) -> Weights {
        let packing = if device.is_cpu() { packing } else { Packing::Plain };
        Weights { source, prefix: String::new(), packing, device: device.clone() }
    }

    /// What computes with them.
    pub(crate) fn means(&self) -> Means {
        match self.packing {
            Packing::Full | Packing::Eight => Means::Own,
            Packing::Plain => Means::Library,
        }
    }

    pub(crate) fn device(&self) -> &Device {
        &self.device
    }

    /// Those whose names go on with `name`.
    pub(crate) fn under(&self, name: &str) -> Weights {
        Weights { prefix: self.name(name), ..self.clone() }
    }

    /// With large matrices in full, whatever the packing of the rest.
    pub(crate) fn full(&self) -> Weights {
        let packing = match self.packing {
            Packing::Full | Packing::Eight => Packing::Full,
            Packing::Plain => Packing::Plain,
        };
        Weights { packing, ..self.clone() }
    }

    fn name(&self, name: &str) -> String {
        if self.prefix.is_empty() { name.to_owned() } else { format!("{}.{name}", self.prefix) }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        match &self.source {
            Source::File(file) => file.tensor(&self.name(name)).is_some(),
            Source::Random => true,
        }
    }

    /// The tensor of that name in 32-bit numbers.
    ///
    /// # Errors
    /// `BadFile` where it is missing or has another shape.
    pub(crate) fn get(&self, name: &str, shape: &[usize]) -> Checked<Tensor> {
        let Source::File(file) = &self.source else {
            let inputs = shape.iter().skip(1).product::<usize>().max(1) as f32;
            return Ok(Tensor::randn(0.0, 1.0 / inputs.sqrt(), shape, &self.device)?);
        };
        let name = self.name(name);
        let numbers = file.numbers(&name, shape)?;
        if numbers.iter().any(|number| !number.is_finite()) {
            return Err(
                bad_file(file.path(), format!("its tensor \"{name}\" has numbers that are none.")).into()
            );
        }
        Ok(Tensor::from_vec(numbers, shape, &self.device)?)
    }

    /// A matrix `[to, from]` with what is added after it.
    pub(crate) fn linear(&self, name: &str, from: usize, to: usize, bias: bool) -> Checked<Linear> {
        let bias = if bias { Some(self.get(&format!("{name}.bias"), &[to])?) } else { None };
        self.matrix(&format!("{name}.weight"), from, to, bias)
    }

    /// The same, of a matrix that is stored under `name` without any suffix.
    pub(crate) fn matrix(&self, name: &str, from: usize, to: usize, bias: Option<Tensor>) -> Checked<Linear> {
        if self.packs(from)
            && let Source::File(file) = &self.source
            && let Some((scales, quants)) = file.eights(&self.name(name), &[to, from])?
        {
            return Ok(Linear::packed(Packed::of_blocks(&scales, &quants, from, to)?, bias));
        }
        self.joined(self.get(name, &[to, from])?, bias)
    }

    /// A matrix `[to, from]` that was put together from several.
    pub(crate) fn joined(&self, weight: Tensor, bias: Option<Tensor>) -> Checked<Linear> {
        let (to, from) = weight.dims2()?;
        if self.packing == Packing::Plain {
            return Linear::plain(&weight, bias);
        }
        let numbers = weight.flatten_all()?.to_vec1::<f32>()?;
        let packed = if self.packs(from) { Packed::rounded } else { Packed::full };
        Ok(Linear::packed(packed(&numbers, from, to)?, bias))
    }

    fn packs(&self, from: usize) -> bool {
        self.packing == Packing::Eight && from.is_multiple_of(Packed::BLOCK)
    }

    pub(crate) fn norm(&self, name: &str, width: usize, epsilon: f32) -> Checked<Norm> {
        let weight = self.get(&format!("{name}.weight"), &[width])?;
        Ok(Norm::new(weight, self.get(&format!("{name}.bias"), &[width])?, epsilon))
    }
}
