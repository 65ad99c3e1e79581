use sonora_aec3::block::Block;
use sonora_aec3::block_processor::BlockProcessor;
use sonora_aec3::config::EchoCanceller3Config;
use sonora_ns::config::{NsConfig, SuppressionLevel};
use sonora_ns::noise_suppressor::NoiseSuppressor;
use vesper_speech::HEARD_RATE;

use super::highpass::HighPass;

/// Samples of a block: 10 ms at 16 kHz.
pub const BLOCK: usize = 160;

/// Samples that the canceller works on at a time: 4 ms.
const PART: usize = 64;

/// Parts that the linear filter is long: 80 ms.
const FILTER: usize = 20;

/// What is held back so that whole parts always suffice for a whole block: 160 is two parts and a half.
const HELD: usize = PART / 2;

/// Samples by which the noise suppressor lags: what its spectra of 256 overlap.
const OVERLAP: usize = 96;

/// The canceller reckons in the numbers of 16-bit samples.
const SCALE: f32 = 32_768.0;

/// Beyond this the microphone was driven too hard, and its echo is not like what was played.
const SATURATED: f32 = 32_700.0;

/// How much of a steady noise is taken away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Denoise {
    /// Nothing.
    Off,
    /// 6 dB: what a recogniser still likes.
    #[default]
    Light,
    /// 12 dB.
    Moderate,
    /// 18 dB.
    Strong,
}

/// How the canceller fares.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Echo {
    /// How much quieter the echo is in the microphone than what was played, in dB, as far as it was learnt.
    pub loss: f32,
    /// How much of it was taken out by the linear filter, in dB.
    pub enhancement: f32,
    /// The echo's way from what was given as the far end to the microphone, in milliseconds.
    pub delay: u32,
}

/// Takes the echo of what was played out of what was heard: a high-pass, WebRTC's third echo canceller and its noise
/// suppressor (sonora), at 16 kHz.
///
/// The far end may come up to 400 ms before its echo, and must not come after it. What comes out lags behind what goes
/// in by [`delay`](Canceller::delay).
pub struct Canceller {
    high_pass: HighPass,
    /// None where nothing comes back from what is played.
    echo: Option<BlockProcessor>,
    noise: Option<NoiseSuppressor>,
    /// What waits for a whole part, and how many samples of it there are.
    near: Waiting,
    far: Waiting,
    /// What came out and was not given yet, suppressed and before.
    done: Vec<f32>,
    subtracted: Vec<f32>,
    unsuppressed: [f32; BLOCK],
    part: Block,
    difference: Block,
    played: Block,
}

impl Canceller {
    /// With `echo` false nothing is taken out but noise, and nothing lags.
    #[must_use]
    pub fn new(echo: bool, denoise: Denoise) -> Canceller {
        let mut done = Vec::with_capacity(2 * BLOCK);
        done.resize(HELD, 0.0);
        Canceller {
            high_pass: HighPass::new(),
            echo: echo.then(|| BlockProcessor::new(&tuned(), HEARD_RATE as usize, 1, 1)),
            noise: suppressor(denoise),
            near: Waiting::new(),
            far: Waiting::new(),
            subtracted: done.clone(),
            done,
            unsuppressed: [0.0; BLOCK],
            part: Block::new(1, 1),
            difference: Block::new(1, 1),
            played: Block::new(1, 1),
        }
    }

    /// Takes the echo of `far` out of `near`; both are the next 10 ms. What is no number is silence.
    pub fn cancel(&mut self, near: &mut [f32; BLOCK], far: &[f32; BLOCK]) {
        let saturated = near.iter().any(|heard| heard.abs() * SCALE >= SATURATED);
        for heard in near.iter_mut() {
            *heard = self.high_pass.next(scaled(*heard));
        }
        if let Some(mut echo) = self.echo.take() {
            self.cancel_parts(&mut echo, saturated, near, far);
            self.echo = Some(echo);
        }
        if let Some(noise) = &mut self.noise {
            noise.analyze(near);
            noise.process(near);
        }
        for out in near {
            *out = (*out / SCALE).clamp(-1.0, 1.0);
        }
    }

    fn cancel_parts(
        &mut self,
        echo: &mut BlockProcessor,
        saturated: bool,
        near: &mut [f32; BLOCK],
        far: &[f32; BLOCK],
    ) {
        for (heard, played) in near.iter().zip(far) {
            self.far.push(scaled(*played));
            if self.near.push(*heard) {
                self.far.take_into(self.played.view_mut(0, 0));
                self.near.take_into(self.part.view_mut(0, 0));
                echo.buffer_render(&self.played);
                echo.process_capture(false, saturated, Some(&mut self.difference), &mut self.part);
                self.done.extend_from_slice(self.part.view(0, 0));
                self.subtracted.extend_from_slice(self.difference.view(0, 0));
            }
        }
        for (out, done) in near.iter_mut().zip(self.done.drain(..BLOCK.min(self.done.len()))) {
            *out = done;
        }
        let subtracted = self.subtracted.drain(..BLOCK.min(self.subtracted.len()));
        for (out, done) in self.unsuppressed.iter_mut().zip(subtracted) {
            *out = (done / SCALE).clamp(-1.0, 1.0);
        }
    }

    /// The latest block after the linear filter alone: the echo that it cannot predict is still in it, and so is all of
    /// a voice. It lags by 2 ms. `None` where no echo is taken out.
    #[must_use]
    pub fn unsuppressed(&self) -> Option<&[f32; BLOCK]> {
        self.echo.as_ref().map(|_| &self.unsuppressed)
    }

    /// Samples by which the output lags: 6 ms each for the echo and for noise.
    #[must_use]
    pub fn delay(&self) -> usize {
        let echo = if self.echo.is_some() { HELD + PART } else { 0 };
        let noise = if self.noise.is_some() { OVERLAP } else { 0 };
        echo + noise
    }

    /// All zero where there is no echo to take out.
    #[must_use]
    pub fn echo(&self) -> Echo {
        let Some(echo) = &self.echo else { return Echo::default() };
        let metrics = echo.get_metrics();
        Echo {
            loss: metrics.echo_return_loss as f32,
            enhancement: metrics.echo_return_loss_enhancement as f32,
            delay: u32::try_from(metrics.delay_ms).unwrap_or(0),
        }
    }
}

/// The canceller as WebRTC ships it, but gentler where it has found that somebody speaks over the echo: a recogniser
/// would rather hear a little echo beside a word than half of the word. What `examples/echo.rs` shows of rooms without a
/// speaker stays the same, and a voice over a loud echo loses 2 dB less.
///
/// The linear filter is longer as well: WebRTC's 52 ms leave the late echoes of a living room to the suppressor, which
/// takes a voice with them. (One of 104 ms subtracts more of recorded speech, but goes astray over single tones.)
fn tuned() -> EchoCanceller3Config {
    let mut config = EchoCanceller3Config::default();
    let filter = &mut config.filter;
    (filter.refined.length_blocks, filter.coarse.length_blocks) = (FILTER, FILTER);
    (filter.refined_initial.length_blocks, filter.coarse_initial.length_blocks) = (FILTER - 1, FILTER - 1);
    let spoken_over = &mut config.suppressor.nearend_tuning;
    spoken_over.mask_lf.enr_transparent = 2.0;
    spoken_over.mask_lf.enr_suppress = 3.0;
    spoken_over.mask_hf.enr_transparent = 0.3;
    spoken_over.mask_hf.enr_suppress = 0.8;
    config
}

fn suppressor(denoise: Denoise) -> Option<NoiseSuppressor> {
    let target_level = match denoise {
        Denoise::Off => return None,
        Denoise::Light => SuppressionLevel::K6dB,
        Denoise::Moderate => SuppressionLevel::K12dB,
        Denoise::Strong => SuppressionLevel::K18dB,
    };
    Some(NoiseSuppressor::new(NsConfig { target_level }))
}

fn scaled(sample: f32) -> f32 {
    if sample.is_finite() { sample.clamp(-1.0, 1.0) * SCALE } else { 0.0 }
}

/// Samples that wait for a part to be whole.
struct Waiting {
    samples: [f32; PART],
    length: usize,
}

impl Waiting {
    fn new() -> Waiting {
        Waiting { samples: [0.0; PART], length: 0 }
    }

    /// Whether the part is whole with this.
    fn push(&mut self, sample: f32) -> bool {
        if let Some(place) = self.samples.get_mut(self.length) {
            *place = sample;
            self.length += 1;
        }
        self.length == PART
    }

    fn take_into(&mut self, part: &mut [f32]) {
        part.copy_from_slice(&self.samples);
        self.length = 0;
    }
}
