//! Text broken at the terminal's width.

use std::io::IsTerminal;

use crossterm::terminal::size;

/// Columns of a page, where the terminal says nothing else.
const USUAL: usize = 80;

/// The columns that text may take: a wide terminal's lines would be hard to read to their end.
pub(crate) fn width() -> usize {
    let told = size().ok().map(|(width, _)| usize::from(width));
    // A terminal that nobody told its size has none.
    told.filter(|&width| width > 0).unwrap_or(USUAL).clamp(20, 100)
}

/// `text` as a terminal shows it: what does not fit goes on `hang` columns further in. For a file or a pipe it stays
/// one line, to be searched and cut by other programs.
pub(crate) fn hung(text: &str, hang: usize) -> String {
    if !std::io::stdout().is_terminal() {
        return text.to_owned();
    }
    broken(text, width(), hang).join("\n")
}

/// The words of `line` in lines of at most `width` columns. It keeps the spaces it begins with; from the second on,
/// lines begin with `hang` of them. A word that is longer than a line has one for itself.
pub(crate) fn broken(line: &str, width: usize, hang: usize) -> Vec<String> {
    let body = line.trim_start_matches(' ');
    let mut lines = vec![" ".repeat(line.len() - body.len())];
    let mut used = lines[0].len();
    let mut is_begun = false;
    for word in body.split(' ') {
        let columns = word.chars().filter(|letter| !letter.is_control()).count();
        if is_begun && used + 1 + columns > width {
            lines.push(" ".repeat(hang));
            (used, is_begun) = (hang, false);
        }
        let Some(last) = lines.last_mut() else { continue };
        if is_begun {
            last.push(' ');
            used += 1;
        }
        last.push_str(word);
        used += columns;
        is_begun = true;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::broken;

    #[test]
    fn a_long_line_goes_on_under_its_words_and_columns_stay() {
        let line = "  1   0:02  Fox: Nothing moves, says the fox.";
        let lines = broken(line, 26, 12);
        assert_eq!(lines, ["  1   0:02  Fox: Nothing", "            moves, says", "            the fox."]);
        assert!(lines.iter().all(|line| line.len() <= 26));
        assert_eq!(broken("", 20, 4), [""]);
        assert_eq!(broken("an unbreakablylongword ends", 10, 2), ["an", "  unbreakablylongword", "  ends"]);
    }
}
