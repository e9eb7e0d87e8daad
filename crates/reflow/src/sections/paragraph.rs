//! Lines to paragraphs.

use super::column::Measure;
use super::joint::Joint;
use super::line_signs::{has_punctuation, is_centred};
use super::source::ProseLine;
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::is_ideograph;
use gongkai_normalize::join::push_joined;
use gongkai_normalize::number::find_numbers;
use std::ops::Range;

/// Lines that belong together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paragraph {
    /// Range in the lines of prose.
    pub(super) lines: Range<usize>,
    /// Their text, joined.
    pub(super) text: String,
    /// Set in the middle of the column.
    pub(super) centred: bool,
}

/// Joins lines that a line end or a page end has cut.
pub(super) fn lines_to_paragraphs(lines: &[ProseLine<'_>], range: Range<usize>, measure: &Measure) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let mut start = range.start;
    let mut balance = 0i32;
    for i in range.start + 1..=range.end {
        balance = (balance + lines.get(i - 1).map_or(0, |line| bracket_balance(line.text))).max(0);
        let goes_on = i < range.end && {
            let joint = Joint { lines, start, at: i, open: balance > 0 };
            joint.goes_on(measure)
        };
        if !goes_on {
            push_paragraph(lines, start..i, measure, &mut paragraphs);
            start = i;
            balance = 0;
        }
    }
    paragraphs
}

fn push_paragraph(lines: &[ProseLine<'_>], range: Range<usize>, measure: &Measure, out: &mut Vec<Paragraph>) {
    if range.is_empty() {
        return;
    }
    if range.len() == 1
        && measure.dump.full.is_none()
        && let Some((heading, rest)) = lines.get(range.start).and_then(run_in_heading)
    {
        out.push(Paragraph { lines: range.clone(), text: heading, centred: false });
        out.push(Paragraph { lines: range, text: rest, centred: false });
        return;
    }
    if range.len() == 1
        && measure.dump.full.is_none()
        && let Some((first, second)) = lines.get(range.start).and_then(run_in_entry)
    {
        out.push(Paragraph { lines: range.clone(), text: first, centred: false });
        out.push(Paragraph { lines: range, text: second, centred: false });
        return;
    }
    let mut text = String::new();
    for line in lines.get(range.clone()).unwrap_or_default() {
        push_joined(&mut text, line.text);
    }
    let centred = lines.get(range.clone()).unwrap_or_default().iter().all(|l| is_centred(l, measure));
    out.push(Paragraph { lines: range, text: close_numbers(&tidy_blanks(&text)), centred });
}

/// Deletes the blanks inside numbers: `674, 065. 11` to `674,065.11`.
fn close_numbers(text: &str) -> String {
    let mut closed = String::with_capacity(text.len());
    let mut at = 0;
    for number in find_numbers(text) {
        let (Some(before), Some(printed)) = (text.get(at..number.start), text.get(number.start..number.end)) else {
            continue;
        };
        closed.push_str(before);
        closed.extend(printed.chars().filter(|c| *c != ' '));
        at = number.end;
    }
    closed.push_str(text.get(at..).unwrap_or_default());
    closed
}

fn bracket_balance(text: &str) -> i32 {
    text.chars().fold(0, |n, c| match c {
        '《' | '（' | '〔' => n + 1,
        '》' | '）' | '〕' => n - 1,
        _ => n,
    })
}

/// Words with which headings end that a recognition program glued to the paragraph behind them.
const RUN_IN_ENDS: [&str; 6] = ["说明", "情况", "概况", "综述", "结果", "职责"];

/// `（一）总体情况说明 我局2024年度…` to heading and paragraph: a blank is left where the line end was.
fn run_in_heading(line: &ProseLine<'_>) -> Option<(String, String)> {
    let raw = &line.dump?.text;
    line.mark.filter(|m| m.level <= 5)?;
    let split = raw.match_indices(' ').map(|(at, _)| at).find(|&at| {
        let head = raw.get(..at).unwrap_or_default().trim_end();
        RUN_IN_ENDS.iter().any(|end| head.ends_with(end))
    })?;
    let (head, rest) = raw.split_at_checked(split)?;
    let rest = rest.trim_start();
    let count = head.chars().count();
    let fits = (6..=45).contains(&count)
        && !has_punctuation(head)
        && rest.starts_with(|c: char| is_ideograph(c) || c.is_ascii_digit())
        && rest.chars().count() >= 20
        && has_punctuation(rest);
    fits.then(|| (tidy_blanks(head), close_numbers(&tidy_blanks(rest))))
}

/// Longest term that an entry explains, in characters.
const LONGEST_TERM: usize = 16;

/// `苗圃收入：指…。 林场收入：指…` to two entries: a blank is left where the line end was.
fn run_in_entry(line: &ProseLine<'_>) -> Option<(String, String)> {
    let raw = &line.dump.filter(|d| d.cells.is_empty())?.text;
    let begins_entry = |text: &str| {
        text.split_once(['：', ':']).is_some_and(|(term, rest)| {
            (3..=LONGEST_TERM).contains(&term.chars().count())
                && term.chars().all(is_ideograph)
                && rest.contains('。')
                && !rest.trim_start().starts_with("一是")
        })
    };
    let split = raw.match_indices("。 ").map(|(at, stop)| at + stop.len());
    let split = split.filter(|&at| raw.get(at..).is_some_and(begins_entry)).find(|_| begins_entry(raw))?;
    let (first, second) = raw.split_at_checked(split)?;
    Some((close_numbers(&tidy_blanks(first)), close_numbers(&tidy_blanks(second))))
}
