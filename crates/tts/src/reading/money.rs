//! Sums of money.

use super::figures::{Figure, figure, whole};
use super::numbers::Form;
use super::page::{Found, Page};
use super::tongues::{Currency, Family, Scale, Tongue};
use super::units;

/// The sum that begins at `at`, with its currency before or behind the figure.
pub(super) fn sum(page: &Page<'_>, at: usize) -> Option<Found> {
    if page.digits(at).is_some() || (page.is_mark(at, '.') && page.digits(at + 1).is_some()) {
        return figure_first(page, at);
    }
    let (currency, past) = currency(page, at)?;
    let figure = figure(page, page.past_space(past))?;
    let (scale, end) = scale(page, figure.end);
    finish(page, &figure, scale, currency, end)
}

fn figure_first(page: &Page<'_>, at: usize) -> Option<Found> {
    let figure = figure(page, at)?;
    let (scale, mut end) = scale(page, figure.end);
    // `5,- €`: no cents.
    if page.is_mark(end, page.tongue.decimal.0) && matches!(page.mark(end + 1), Some('-' | '–' | '—')) {
        end += 2;
    }
    // A letter is a million only where the currency touches it.
    let letter = scale.is_some() && page.piece(end - 1).len() == 1;
    if !letter {
        end = page.past_space(end);
    }
    let (currency, end) = currency(page, end)?;
    finish(page, &figure, scale, currency, end)
}

fn finish(
    page: &Page<'_>,
    figure: &Figure,
    scale: Option<&Scale>,
    currency: &Currency,
    end: usize,
) -> Option<Found> {
    let mut spoken = words(page.tongue, figure, scale, currency);
    let mut end = end;
    if let Some((unit, past)) = units::per(page, end) {
        spoken = format!("{spoken} {} {unit}", page.tongue.words.per);
        end = past;
    }
    Some(Found::new(end, spoken))
}

/// The currency written at `at`, and the first token behind it.
fn currency(page: &Page<'_>, at: usize) -> Option<(&'static Currency, usize)> {
    let token = page.tokens.get(at)?;
    let text = &page.text[token.from..];
    let mut best: Option<(&Currency, usize)> = None;
    for currency in page.tongue.currencies {
        for sign in currency.0.iter().filter(|sign| text.starts_with(**sign)) {
            if best.is_none_or(|(_, length)| sign.len() > length) {
                best = Some((currency, sign.len()));
            }
        }
    }
    let (currency, length) = best?;
    let end = units::token_at(page, at, token.from + length)?;
    let word = text[..length].ends_with(char::is_alphabetic);
    let apart = !word || page.word(end).is_none();
    apart.then_some((currency, end))
}

/// A word such as million behind a figure, and the first token behind it.
fn scale(page: &Page<'_>, at: usize) -> (Option<&'static Scale>, usize) {
    let word = page.past_space(at);
    let found =
        page.word(word).and_then(|word| page.tongue.scales.iter().find(|scale| scale.0.contains(&word)));
    match found {
        Some(scale) => {
            let dot = page.is_mark(word + 1, '.') && page.piece(word).len() <= 4 && page.is_space(word + 2);
            let behind = dot && currency(page, word + 3).is_some();
            (Some(scale), word + 1 + usize::from(behind))
        }
        None => (None, at),
    }
}

fn words(tongue: &Tongue, figure: &Figure, scale: Option<&Scale>, currency: &Currency) -> String {
    let Currency(_, one, many, form, cents) = *currency;
    if let Some(scale) = scale {
        let gender = if tongue.family == Family::German { Form::Feminine } else { Form::Masculine };
        let name = if figure.is_one(tongue) { scale.1 } else { scale.2 };
        let noun = !matches!(name, "mil" | "mille" | "mila");
        let of = if noun { (tongue.of)(many) } else { "" };
        return format!("{} {name} {of}{many}", figure.words(tongue, gender));
    }
    let fraction = figure.fraction.as_deref().map(|fraction| fraction.trim_end_matches('0'));
    let hundredths = match (fraction, cents) {
        (None | Some(""), _) => Some(0),
        (Some(fraction), Some(_)) if fraction.len() <= 2 => format!("{fraction:0<2}").parse::<u32>().ok(),
        _ => None,
    };
    let Some(hundredths) = hundredths else {
        let name = if figure.is_one(tongue) { one } else { many };
        return format!("{} {name}", figure.words(tongue, Form::Count));
    };
    let part = cents.filter(|_| hundredths > 0);
    let nothing = figure.whole.bytes().all(|byte| byte == b'0');
    let main = figure.without_fraction();
    let name = if main.is_one(tongue) && !nothing { one } else { many };
    let of = if main.is_millions() { (tongue.of)(many) } else { "" };
    let main = format!("{} {of}{name}", whole(tongue, &figure.whole, form));
    let Some((cent, cents, gender)) = part else { return main };
    let count = (tongue.cardinal)(u128::from(hundredths), gender);
    let unit = if hundredths == 1 { cent } else { cents };
    match (nothing, tongue.cents.named) {
        (true, _) => format!("{count} {unit}"),
        (false, true) => format!("{main}{}{count} {unit}", tongue.cents.joint),
        (false, false) => {
            format!("{main}{}{}", tongue.cents.joint, (tongue.cardinal)(u128::from(hundredths), Form::Count))
        }
    }
}
