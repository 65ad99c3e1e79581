use vesper_speech::{Error, Kind, Line, Out, RATE, Result, Spoken, Synthesizer};

use crate::resample::Resample;

/// A synthesiser of any rate as one of [`RATE`]: each row is converted as it comes, and from `n` samples of
/// a row come `n * RATE / rate`, rounded to the nearest.
pub struct Converted {
    inner: Box<dyn Synthesizer>,
    /// Converters between two rows: making one costs more than using it.
    idle: Vec<Resample>,
}

impl Converted {
    /// Fails with [`Kind::BadRequest`] where the synthesiser's rate lies outside of 4 to 384 kHz.
    pub fn new(inner: Box<dyn Synthesizer>) -> Result<Self> {
        let idle = vec![Resample::new(inner.rate(), RATE)?];
        Ok(Converted { inner, idle })
    }
}

impl Synthesizer for Converted {
    fn rate(&self) -> u32 {
        RATE
    }

    fn synthesize(&mut self, lines: &[Line], out: &mut dyn Out<Spoken>) -> Result<()> {
        let rate = self.inner.rate();
        let rows = lines.iter().map(|_| None).collect();
        self.inner.synthesize(lines, &mut Rows { rate, rows, idle: &mut self.idle, out })
    }
}

/// Stands between the synthesiser and its listener.
struct Rows<'a> {
    rate: u32,
    /// The converter of each row that has begun and not ended.
    rows: Vec<Option<Resample>>,
    idle: &'a mut Vec<Resample>,
    out: &'a mut dyn Out<Spoken>,
}

impl Out<Spoken> for Rows<'_> {
    fn put(&mut self, Spoken { row, samples, mut words, last }: Spoken) -> Result<()> {
        let Some(slot) = self.rows.get_mut(row) else {
            let what = format!("spoke row {row} of a request that has {} rows.", self.rows.len());
            return Err(Error::new(Kind::Engine, "synthesiser", what, ""));
        };
        let mut resample = match slot.take().or_else(|| self.idle.pop()) {
            Some(resample) => resample,
            None => Resample::new(self.rate, RATE)?,
        };
        let mut converted = Vec::new();
        resample.push(&samples, &mut converted)?;
        if last {
            resample.finish(&mut converted)?;
            self.idle.push(resample);
        } else {
            *slot = Some(resample);
        }
        let at = |sample: u64| converted_place(sample, self.rate);
        words.iter_mut().for_each(|word| word.samples = at(word.samples.start)..at(word.samples.end));
        self.out.put(Spoken { row, samples: converted, words, last })
    }

    fn check(&self) -> Result<()> {
        self.out.check()
    }
}

/// Where the `sample`-th of `rate` samples per second stands at [`RATE`].
fn converted_place(sample: u64, rate: u32) -> u64 {
    let place = (u128::from(sample) * u128::from(RATE) + u128::from(rate) / 2) / u128::from(rate.max(1));
    u64::try_from(place).unwrap_or(u64::MAX)
}
