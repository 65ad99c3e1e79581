//! The walk over the tokens: every class of expression is asked in turn.

use super::aloud::Marked;
use super::page::{Dot, Found, Page};
use super::plain::Plain;
use super::scan::Kind;
use super::sentences::{self, Sentences, closes, is_ender};
use super::tongues::{Family, Tongue};
use super::{End, Sentence};
use super::{
    abbreviations, capitals, counts, dates, figures, money, phones, roman, signs, streets, times, units, web,
};

/// The sentences of `plain`, with ranges of the text that it was made of.
pub(super) fn sentences(plain: &Plain, marked: &Marked, tongue: &'static Tongue) -> Vec<Sentence> {
    let page = Page::new(&plain.text, tongue);
    let mut walk = Walk { page: &page, plain, marked, sentences: Sentences::default(), at: 0 };
    while walk.at < page.tokens.len() {
        walk.step();
    }
    walk.sentences.finish()
}

struct Walk<'a> {
    page: &'a Page<'a>,
    plain: &'a Plain,
    marked: &'a Marked,
    sentences: Sentences,
    at: usize,
}

impl Walk<'_> {
    fn step(&mut self) {
        let Some(kind) = self.page.kind(self.at) else { return };
        match kind {
            Kind::Space => {
                self.sentences.space();
                self.at += 1;
            }
            Kind::Part => self.part(),
            Kind::Line => self.end(End::Stop),
            Kind::Paragraph => self.end(End::Paragraph),
            Kind::Word | Kind::Digits | Kind::Mark(_) => {
                if let Some(found) = expression(self.page, self.at, kind).filter(|found| found.end > self.at)
                {
                    self.found(found);
                } else if let Kind::Mark(c) = kind {
                    self.mark(c);
                } else {
                    self.sentences.word(self.shown(self.at, self.at + 1), self.page.piece(self.at), false);
                    self.at += 1;
                }
            }
        }
    }

    fn end(&mut self, end: End) {
        self.sentences.end(end);
        self.at += 1;
    }

    fn part(&mut self) {
        let shown = self.shown(self.at, self.at + 1);
        if let Some(said) = self.marked.said(shown.start) {
            self.sentences.word(shown, said, true);
        }
        self.at += 1;
    }

    fn found(&mut self, found: Found) {
        self.sentences.word(self.shown(self.at, found.end), &found.spoken, true);
        self.at = found.end;
        let Some(dot) = found.dot else { return };
        let ends = match dot {
            Dot::Inner => sentences::is_last(self.page, self.at),
            Dot::Last => sentences::ends(self.page, self.at, '.'),
            Dot::Initials => sentences::starts(self.page, self.at),
        };
        if ends {
            self.sentences.mark('.');
            self.sentences.end(End::Stop);
        }
    }

    /// A mark that is no part of an expression: it shapes the melody, ends the sentence, or is not spoken.
    fn mark(&mut self, c: char) {
        match c {
            _ if is_ender(c) => self.ender(),
            '-' | '\u{2010}' | '\u{2011}' => self.hyphen(),
            '–' | '—' | '―' | '−' => {
                self.sentences.dash();
                self.at += 1;
            }
            '(' | '¿' | '¡' => self.open(c),
            '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '‹' | '›' if self.quote_opens(c) => {
                self.open(c)
            }
            ',' | ';' | ':' | ')' | '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '‹' | '›' =>
            {
                self.sentences.mark(c);
                self.at += 1;
            }
            '、' | '，' | '،' => {
                self.sentences.mark(',');
                self.at += 1;
            }
            _ => {
                self.sentences.space();
                self.at += 1;
            }
        }
    }

    fn open(&mut self, c: char) {
        self.sentences.open(c);
        self.at += 1;
    }

    /// Whether the quotation mark `c` here opens: by what it touches, because languages turn the same marks either
    /// way, and else by its looks.
    fn quote_opens(&self, c: char) -> bool {
        let left = match self.page.before(self.at) {
            None | Some(Kind::Space | Kind::Line | Kind::Paragraph) => false,
            Some(Kind::Mark(c)) => !matches!(c, '(' | '—' | '–' | '-' | '"' | '\'' | '“' | '‘' | '„'),
            _ => true,
        };
        let right = match self.page.kind(self.at + 1) {
            Some(Kind::Word | Kind::Digits) => true,
            Some(Kind::Mark(c)) => {
                !(is_ender(c) || closes(c) || matches!(c, ',' | ';' | ':' | '—' | '–' | '-'))
            }
            _ => false,
        };
        if left != right { right } else { matches!(c, '“' | '«' | '„' | '‘' | '‹') }
    }

    /// A row of ending marks and what closes behind it; the sentence ends if another can begin there.
    fn ender(&mut self) {
        let mut at = self.at;
        let mut strongest = '.';
        let mut dots = 0;
        while let Some(c) = self.page.mark(at).filter(|&c| is_ender(c)) {
            strongest = stronger(strongest, c);
            dots = if c == '.' { dots + 1 } else { 0 };
            at += 1;
        }
        let row = at - self.at;
        self.sentences.mark(if strongest == '.' && dots >= 2 && dots == row { '…' } else { strongest });
        // French sets a space before the mark that closes.
        if self.page.is_space(at) && self.page.is_mark(at + 1, '»') {
            at += 1;
        }
        while let Some(c) = self.page.mark(at).filter(|&c| closes(c)) {
            self.sentences.mark(c);
            at += 1;
        }
        self.at = at;
        if sentences::ends(self.page, at, strongest) {
            let question = matches!(strongest, '?' | '？' | '؟');
            self.sentences.end(if question { End::Question } else { End::Stop });
        }
    }

    /// Between letters it is part of the word; doubled it is a dash.
    fn hyphen(&mut self) {
        let mut past = self.at + 1;
        while self.page.is_mark(past, '-') {
            past += 1;
        }
        let joins = past == self.at + 1 && self.page.touched(self.at) && self.page.is_alphanumeric(past);
        if joins {
            let letters =
                self.page.before(self.at) == Some(Kind::Word) && self.page.kind(past) == Some(Kind::Word);
            self.sentences.join(letters);
        } else if past > self.at + 1
            || (self.page.is_space(self.at.wrapping_sub(1)) && self.page.is_space(past))
        {
            self.sentences.dash();
        } else {
            self.sentences.space();
        }
        self.at = past;
    }

    /// The bytes of the given text that the tokens `from..to` stand for.
    fn shown(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        let start = self.page.tokens.get(from).map_or(0, |token| token.from);
        let end =
            to.checked_sub(1).and_then(|last| self.page.tokens.get(last)).map_or(start, |token| token.to);
        self.plain.source(start..end)
    }
}

/// Which of two ending marks tells more of the melody.
fn stronger(a: char, b: char) -> char {
    let rank = |c| match c {
        '?' | '？' | '؟' => 3,
        '!' | '！' => 2,
        '…' => 1,
        _ => 0,
    };
    if rank(b) > rank(a) || (rank(a) == rank(b) && a == '.') { b } else { a }
}

/// The expression that begins at `at`, whatever its class.
fn expression(page: &Page<'_>, at: usize, kind: Kind) -> Option<Found> {
    if page.tongue.family == Family::Other {
        return digits(page, at);
    }
    match kind {
        Kind::Digits => web::address(page, at)
            .or_else(|| counts::decade(page, at))
            .or_else(|| dates::date(page, at))
            .or_else(|| times::time(page, at))
            .or_else(|| phones::number(page, at))
            .or_else(|| streets::part(page, at))
            .or_else(|| counts::ordinal(page, at))
            .or_else(|| money::sum(page, at))
            .or_else(|| units::measure(page, at))
            .or_else(|| counts::count(page, at)),
        Kind::Word => word(page, at),
        Kind::Mark(c) => mark(page, at, c),
        _ => None,
    }
}

fn word(page: &Page<'_>, at: usize) -> Option<Found> {
    // Most words are small letters with a space behind them, and nothing but themselves.
    let ordinary =
        page.is_space(at + 1) && page.piece(at).len() > 4 && !page.piece(at).starts_with(char::is_uppercase);
    if ordinary && page.digits(at + 2).is_none() {
        return None;
    }
    dates::date(page, at)
        .or_else(|| roman::numeral(page, at))
        .or_else(|| streets::part(page, at))
        .or_else(|| money::sum(page, at))
        .or_else(|| by(page, at))
        .or_else(|| abbreviations::abbreviation(page, at))
        .or_else(|| web::address(page, at))
        .or_else(|| capitals::word(page, at))
}

/// `2x8`, `2 x 8`: the x between two measures.
fn by(page: &Page<'_>, at: usize) -> Option<Found> {
    page.word(at).filter(|word| *word == "x")?;
    let before = at.checked_sub(1 + usize::from(page.before(at) == Some(Kind::Space)))?;
    let after = page.past_space(at + 1);
    let hexadecimal = page.piece(before) == "0" && before + 1 == at;
    let digits = page.digits(before).is_some() && page.digits(after).is_some() && !hexadecimal;
    digits.then(|| Found::new(after, page.tongue.words.by))
}

fn mark(page: &Page<'_>, at: usize, c: char) -> Option<Found> {
    match c {
        '+' | '(' if !page.is_space(at + 1) => phones::number(page, at),
        _ => None,
    }
    .or_else(|| money::sum(page, at))
    .or_else(|| match c {
        '.' | ',' if c == page.tongue.decimal.0 => {
            units::measure(page, at).or_else(|| counts::count(page, at))
        }
        '½'..='¾' | '¼' | '⅓'..='⅞' => counts::count(page, at),
        '\'' | '’' | '‘' if !page.touched(at) => short_decade(page, at),
        _ => None,
    })
    .or_else(|| signs::sign(page, at, c))
}

/// The apostrophe of `'80s` and of Italian `'68` is not spoken; the years behind it are.
fn short_decade(page: &Page<'_>, at: usize) -> Option<Found> {
    if page.tongue.family == Family::Italian && page.digits(at + 1).is_some_and(|digits| digits.len() == 2) {
        return counts::count(page, at + 1);
    }
    let decade = page
        .digits(at + 1)
        .filter(|digits| digits.len() == 2)
        .and(page.word(at + 2))
        .filter(|word| *word == "s");
    decade.and_then(|_| counts::decade(page, at + 1))
}

/// Where only the figures are known: digit by digit, or as they are shown.
fn digits(page: &Page<'_>, at: usize) -> Option<Found> {
    let digits = page.digits(at).filter(|_| !page.tongue.digits[0].is_empty())?;
    Some(Found::new(at + 1, figures::spelled(page.tongue, digits)))
}
