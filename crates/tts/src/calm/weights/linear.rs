use candle_core::{Module, Result, Tensor};

use super::super::fault::Checked;
use super::super::kernels::Packed;

/// A matrix, and what is added after it.
pub(crate) struct Linear {
    matrix: Matrix,
    bias: Option<Tensor>,
}

enum Matrix {
    /// For our own kernels.
    Packed(Packed),
    /// For the tensor library; transposed: `[from, to]`.
    Plain(Tensor),
}

impl Linear {
    /// `weight`: `[to, from]`.
    pub(super) fn plain(weight: &Tensor, bias: Option<Tensor>) -> Checked<Linear> {
        Ok(Linear { matrix: Matrix::Plain(weight.t()?), bias })
    }

    pub(super) fn packed(matrix: Packed, bias: Option<Tensor>) -> Linear {
        Linear { matrix: Matrix::Packed(matrix), bias }
    }
}

impl Module for Linear {
    /// `x`: `[…, from]`; gives `[…, to]`.
    fn forward(&self, x: &Tensor) -> Result<Tensor> {
        let y = match &self.matrix {
            Matrix::Plain(weight) => match x.dims() {
                [rows, steps, width] => x.reshape((rows * steps, *width))?.matmul(weight)?.reshape((
                    *rows,
                    *steps,
                    weight.dim(1)?,
                ))?,
                _ => x.matmul(weight)?,
            },
            Matrix::Packed(weight) => x.contiguous()?.apply_op1_no_bwd(weight)?,
        };
        match &self.bias {
            Some(bias) => y.broadcast_add(bias),
            None => Ok(y),
        }
    }
}

/// Layer normalisation (<https://arxiv.org/abs/1607.06450>) over the last dimension.
pub(crate) struct Norm {
    weight: Tensor,
    bias: Tensor,
    epsilon: f32,
}

impl Norm {
    pub(crate) fn new(weight: Tensor, bias: Tensor, epsilon: f32) -> Norm {
        Norm { weight, bias, epsilon }
    }
}

impl Module for Norm {
    fn forward(&self, x: &Tensor) -> Result<Tensor> {
        candle_nn::ops::layer_norm(&x.contiguous()?, &self.weight, &self.bias, self.epsilon)
    }
}
