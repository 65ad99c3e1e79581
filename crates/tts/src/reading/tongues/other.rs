//! Languages of which only the figures are known, or not even these.

use super::{Cents, Family, Tongue, Words};

pub(super) static DUTCH: Tongue =
    tongue(["nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]);
pub(super) static UNKNOWN: Tongue = tongue([""; 10]);

const fn tongue(digits: [&'static str; 10]) -> Tongue {
    Tongue {
        family: Family::Other,
        digits,
        cardinal: |_, _| String::new(),
        ordinal: |_, _| None,
        year: |_| String::new(),
        decimal: (',', ""),
        fraction_as_number: false,
        fraction: |_, _| None,
        part_of: |_, _| String::new(),
        and: "",
        words: Words {
            minus: "",
            plus: "",
            to: "",
            by: "",
            times: "",
            per: "",
            number: "",
            at: "",
            dot: "",
            slash: "",
            dash: "",
            underscore: "",
            colon: "",
            about: "",
        },
        months: [&[]; 12],
        day_first: true,
        date: |_| String::new(),
        time: |_| String::new(),
        scales: &[],
        of: |_| "",
        currencies: &[],
        cents: Cents { joint: "", named: false },
        units: &[],
        abbreviations: &[],
        signs: &[],
        numbered: &[],
        regnal: |_| String::new(),
        short_words: &[],
    }
}
