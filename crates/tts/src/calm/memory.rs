//! What a transformer remembers: the keys and values of all positions so far.

use candle_core::{DType, Device, Result, Tensor};

/// Keys and values of all layers for a batch of rows.
///
/// Rows share the slots: slot `n` of every row is filled at the same step. A row that began later has `pad` empty
/// slots in front; its own positions are counted from there, so that a voice computed alone can be laid in anywhere.
pub(crate) struct Memory {
    /// For each layer: `[rows, heads, slots, width]`.
    pub(super) layers: Vec<(Tensor, Tensor)>,
    /// Empty slots of each row before what comes next.
    pub(super) pads: Vec<usize>,
    pub(super) filled: usize,
    pub(super) slots: usize,
    /// Positions that were dropped from the front, being out of the window for good.
    pub(super) forgotten: usize,
    /// 0 at slots that are filled, minus infinity in front: `[rows, 1, 1, slots]`. None where no row has empty slots.
    pub(super) front: Option<Tensor>,
    /// Cosines and sines for the positions of all slots, once they were needed.
    pub(super) turns: Option<(Tensor, Tensor)>,
}

/// How many layers are remembered, and what of each.
#[derive(Clone, Copy)]
pub(crate) struct Extent {
    pub(crate) layers: usize,
    pub(crate) heads: usize,
    /// Numbers in a key.
    pub(crate) width: usize,
}

impl Memory {
    /// An empty one for `rows` rows, with room for `slots` positions.
    pub(crate) fn empty(extent: Extent, rows: usize, slots: usize, device: &Device) -> Result<Memory> {
        let empty = || Tensor::zeros((rows, extent.heads, slots, extent.width), DType::F32, device);
        let layers = (0..extent.layers).map(|_| Ok((empty()?, empty()?))).collect::<Result<_>>()?;
        Ok(Memory { layers, pads: vec![0; rows], filled: 0, slots, forgotten: 0, front: None, turns: None })
    }

    /// One whose rows go on behind what was recalled for each; they end at the same slot.
    pub(crate) fn of(rows: &[&Recalled], slots: usize, device: &Device) -> Result<Memory> {
        let filled = rows.iter().map(|row| row.length()).max().unwrap_or(0);
        let pads: Vec<usize> = rows.iter().map(|row| filled - row.length()).collect();
        let slots = slots.max(filled);
        let stacked = |layer: usize, part: fn(&(Tensor, Tensor)) -> &Tensor| {
            let laid = rows.iter().zip(&pads).map(|(row, pad)| match row.layers.get(layer) {
                // In front lies what is never looked at, behind what is not there yet.
                Some(held) => part(held).to_device(device)?.pad_with_zeros(1, *pad, slots - filled),
                None => candle_core::bail!("what was recalled has {} layers", row.layers.len()),
            });
            Tensor::stack(&laid.collect::<Result<Vec<_>>>()?, 0)
        };
        let layers = rows.first().map_or(0, |row| row.layers.len());
        let layers = (0..layers)
            .map(|layer| Ok((stacked(layer, |held| &held.0)?, stacked(layer, |held| &held.1)?)))
            .collect::<Result<_>>()?;
        let front = front(&pads, slots, device)?;
        Ok(Memory { layers, front, pads, filled, slots, forgotten: 0, turns: None })
    }

    /// Leaves the next slots of each row empty, `gaps[row]` of them: what comes there has no position and is never looked
    /// at. Only the tensor library's attention goes by this.
    pub(crate) fn skip(&mut self, gaps: &[usize], device: &Device) -> Result<()> {
        if gaps.iter().all(|gap| *gap == 0) {
            return Ok(());
        }
        let hidden = |(pad, gap): (&usize, &usize)| {
            let (pad, gap) = (*pad, self.filled..self.filled + gap);
            (0..self.slots).map(
                move |slot| {
                    if slot < pad || gap.contains(&slot) { f32::NEG_INFINITY } else { 0.0 }
                },
            )
        };
        let mask: Vec<f32> = self.pads.iter().zip(gaps).flat_map(hidden).collect();
        self.front = Some(Tensor::from_vec(mask, (self.rows(), 1, 1, self.slots), device)?);
        self.turns = None;
        for (pad, gap) in self.pads.iter_mut().zip(gaps) {
            *pad += gap;
        }
        Ok(())
    }

    pub(crate) fn rows(&self) -> usize {
        self.pads.len()
    }

    /// Keeps the last `kept` positions and makes room behind them.
    pub(super) fn roll(&mut self, kept: usize) -> Result<()> {
        let from = self.filled.saturating_sub(kept);
        let kept = self.filled - from;
        for (keys, values) in &mut self.layers {
            for held in [keys, values] {
                *held = held.narrow(2, from, kept)?.pad_with_zeros(2, 0, self.slots - kept)?;
            }
        }
        self.filled = kept;
        self.forgotten += from;
        Ok(())
    }

    /// What the only row holds, to go on from it later.
    pub(crate) fn recall(&self) -> Result<Recalled> {
        let pad = self.pads.first().copied().unwrap_or(0);
        let of = |all: &Tensor| all.squeeze(0)?.narrow(1, pad, self.filled - pad)?.contiguous();
        let layers = self.layers.iter().map(|(keys, values)| Ok((of(keys)?, of(values)?)));
        Ok(Recalled { layers: layers.collect::<Result<_>>()? })
    }
}

/// Keys and values of one row, layer by layer: `[heads, positions, width]` each. A voice is one of these.
#[derive(Clone)]
pub(crate) struct Recalled {
    pub(crate) layers: Vec<(Tensor, Tensor)>,
}

impl Recalled {
    /// Positions.
    pub(crate) fn length(&self) -> usize {
        self.layers.first().and_then(|(keys, _)| keys.dims().get(1).copied()).unwrap_or(0)
    }
}

/// Minus infinity at the empty slots in front of each row; none where there are no such slots.
fn front(pads: &[usize], slots: usize, device: &Device) -> Result<Option<Tensor>> {
    if pads.iter().all(|pad| *pad == 0) {
        return Ok(None);
    }
    let row = |pad: usize| (0..slots).map(move |slot| if slot < pad { f32::NEG_INFINITY } else { 0.0 });
    let mask: Vec<f32> = pads.iter().flat_map(|pad| row(*pad)).collect();
    Tensor::from_vec(mask, (pads.len(), 1, 1, slots), device).map(Some)
}
