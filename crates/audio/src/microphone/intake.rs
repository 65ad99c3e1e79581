use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use cpal::{Data, FromSample, I24, Sample, SampleFormat, SizedSample, U24};
use rtrb::Producer;

use crate::devices::{Note, Vitals};

/// What runs in the device's callback: one channel of floats goes into the ring. Neither locks, allocates
/// nor asks the system for more than the time.
pub(super) struct Intake {
    ring: Producer<f32>,
    notes: Producer<Note>,
    channels: usize,
    rate: u32,
    /// Frames put into the ring so far.
    count: u64,
    dropped: Arc<AtomicU64>,
    vitals: Arc<Vitals>,
}

impl Intake {
    pub(super) fn new(
        ring: Producer<f32>,
        notes: Producer<Note>,
        (channels, rate): (u16, u32),
        dropped: Arc<AtomicU64>,
        vitals: Arc<Vitals>,
    ) -> Self {
        Intake {
            ring,
            notes,
            channels: usize::from(channels.max(1)),
            rate: rate.max(1),
            count: 0,
            dropped,
            vitals,
        }
    }

    pub(super) fn take(&mut self, data: &Data) {
        match data.sample_format() {
            SampleFormat::F32 => self.take_some::<f32>(data),
            SampleFormat::F64 => self.take_some::<f64>(data),
            SampleFormat::I8 => self.take_some::<i8>(data),
            SampleFormat::I16 => self.take_some::<i16>(data),
            SampleFormat::I24 => self.take_some::<I24>(data),
            SampleFormat::I32 => self.take_some::<i32>(data),
            SampleFormat::I64 => self.take_some::<i64>(data),
            SampleFormat::U8 => self.take_some::<u8>(data),
            SampleFormat::U16 => self.take_some::<u16>(data),
            SampleFormat::U24 => self.take_some::<U24>(data),
            SampleFormat::U32 => self.take_some::<u32>(data),
            SampleFormat::U64 => self.take_some::<u64>(data),
            // Others are never chosen.
            _ => {}
        }
    }

    fn take_some<T: SizedSample>(&mut self, data: &Data)
    where
        f32: FromSample<T>,
    {
        if let Some(samples) = data.as_slice::<T>() {
            self.take_samples(samples);
        }
    }

    /// Takes interleaved samples; the channels are averaged. What finds no room is dropped and counted.
    pub(super) fn take_samples<T: Sample>(&mut self, samples: &[T])
    where
        f32: FromSample<T>,
    {
        let now = self.vitals.now();
        self.vitals.beat(now);
        let frames = samples.len() / self.channels;
        let room = frames.min(self.ring.slots());
        if frames > room {
            self.dropped.fetch_add((frames - room) as u64, Ordering::Relaxed);
        }
        let Ok(chunk) = self.ring.write_chunk_uninit(room) else { return };
        // When it came, and not when the service says that it was heard: what PulseAudio tells of its delay wanders by tens
        // of milliseconds. A note that finds no room is missed by nobody: the next one says the same.
        let length = Duration::from_secs_f64(frames as f64 / f64::from(self.rate));
        self.notes.push(Note { index: self.count, at: now.saturating_sub(length) }).ok();
        let share = 1.0 / self.channels as f32;
        self.count += chunk.fill_from_iter(
            samples
                .chunks_exact(self.channels)
                .map(|frame| frame.iter().map(|sample| f32::from_sample(*sample)).sum::<f32>() * share),
        ) as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn intake(capacity: usize, channels: u16) -> (Intake, rtrb::Consumer<f32>, Arc<AtomicU64>) {
        let (ring, samples) = rtrb::RingBuffer::new(capacity);
        let (notes, _) = rtrb::RingBuffer::new(1);
        let dropped = Arc::new(AtomicU64::new(0));
        (
            Intake::new(ring, notes, (channels, 48_000), dropped.clone(), Arc::new(Vitals::new())),
            samples,
            dropped,
        )
    }

    #[test]
    fn a_stereo_microphone_is_heard_as_the_mean_of_both_sides() {
        let (mut intake, mut heard, _) = intake(8, 2);
        intake.take_samples(&[16_384_i16, 0, -16_384, -16_384]);
        assert_eq!((heard.pop(), heard.pop()), (Ok(0.25), Ok(-0.5)));
        assert!(heard.is_empty());
    }

    #[test]
    fn what_nobody_takes_in_time_is_counted() {
        let (mut intake, heard, dropped) = intake(100, 1);
        for _ in 0..3 {
            intake.take_samples(&[0.5_f32; 60]);
        }
        assert_eq!(heard.slots(), 100);
        assert_eq!(dropped.load(Ordering::Relaxed), 80);
    }

    #[test]
    fn nothing_is_allocated_in_the_callback() {
        let (mut intake, _heard, dropped) = intake(1_000, 2);
        let before = assert_no_alloc::violation_count();
        assert_no_alloc::assert_no_alloc(|| {
            for _ in 0..10 {
                intake.take_samples(&[0.5_f32; 480]);
            }
        });
        assert_eq!(assert_no_alloc::violation_count(), before);
        assert_eq!(dropped.load(Ordering::Relaxed), 1_400, "the rings were full in between");
    }
}
