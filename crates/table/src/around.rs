//! What stands around a table: the lines above it and the notes below it.

use crate::above::{is_quiet, look_above};
use crate::fragment::Fragment;
use crate::inside::{take_head_inside, take_notes_inside, take_unit_of_header};
use crate::running_titles::running_key;
use crate::texts_around::begins_note;
use gongkai_model::layout::{Furniture, Line, PageLayout};
use gongkai_model::page::Page;
use gongkai_normalize::form_number::form_number;
use gongkai_normalize::heading::heading_mark;
use gongkai_normalize::join::push_joined;
use std::collections::BTreeSet;

/// Looks above and below each fragment of a page. `recurring` are the recurring titles of the document.
pub(crate) fn look_around(page: &Page, layout: &PageLayout, fragments: &mut [Fragment], recurring: &BTreeSet<String>) {
    let mut inside = vec![false; layout.lines.len()];
    for line in fragments.iter().flat_map(|f| &f.lines) {
        if let Some(slot) = inside.get_mut(*line) {
            *slot = true;
        }
    }
    // A title that recurs on every page of its table is furniture of the text and still the table's title.
    let free = |i: usize| {
        let line = &layout.lines[i];
        let may_be_title = match line.furniture {
            None => true,
            Some(Furniture::RunningTitle) => {
                let key = running_key(&line.text);
                key.contains('表') || !recurring.contains(&key)
            }
            Some(_) => false,
        };
        !inside[i] && may_be_title
    };
    let first = layout.lines.iter().position(|l| l.furniture != Some(Furniture::Watermark));
    for at in 0..fragments.len() {
        let top = fragments[at].bbox.y0;
        take_head_inside(&mut fragments[at]);
        take_unit_of_header(&mut fragments[at]);
        take_notes_inside(&mut fragments[at]);
        let bbox = fragments[at].bbox;
        let floor = fragments[..at].iter().map(|f| f.bbox.y1).filter(|y| *y <= bbox.y0 + 2.0).fold(f32::MIN, f32::max);
        let ceiling =
            fragments.iter().skip(at + 1).map(|f| f.bbox.y0).filter(|y| *y >= bbox.y1 - 2.0).fold(f32::MAX, f32::min);
        let above: Vec<usize> = (0..layout.lines.len())
            .filter(|i| {
                free(*i) && layout.lines[*i].bbox.center_y() < bbox.y0 && layout.lines[*i].bbox.center_y() > floor
            })
            .collect();
        let below: Vec<usize> = (0..layout.lines.len())
            .filter(|i| {
                free(*i) && layout.lines[*i].bbox.center_y() > bbox.y1 && layout.lines[*i].bbox.center_y() < ceiling
            })
            .collect();
        let taken: Vec<usize> = fragments[..at].iter().flat_map(|f| f.around.lines.iter().copied()).collect();
        let above: Vec<usize> = above.into_iter().filter(|i| !taken.contains(i)).collect();
        look_above(page, layout, &above, top, &mut fragments[at]);
        look_below(layout, &below, &mut fragments[at]);
        let own = fragments[at].around.lines.clone();
        // A running title that names a form may be the table's title; where it is not, it is furniture all the same.
        let is_text = |i: &usize| {
            let line = &layout.lines[*i];
            let runs = Some(*i) == first && recurring.contains(&running_key(&line.text));
            line.furniture.is_none() && !runs && !is_quiet(&line.text)
        };
        let titled = fragments[at].around.title.is_some();
        let top = own.iter().copied().min().filter(|_| titled).unwrap_or(usize::MAX);
        fragments[at].follows_text =
            floor > f32::MIN || above.iter().any(|i| *i < top && !own.contains(i) && is_text(i));
        fragments[at].text_follows = ceiling < f32::MAX || below.iter().any(|i| !own.contains(i));
    }
}

fn look_below(layout: &PageLayout, below: &[usize], fragment: &mut Fragment) {
    let mut last: Option<&Line> = None;
    // The number of the last numbered note.
    let mut number: Option<u32> = None;
    for i in below {
        let line = &layout.lines[*i];
        let text = line.text.trim();
        let distance = line.bbox.y0 - last.map_or(fragment.bbox.y1, |l| l.bbox.y1);
        if distance > 3.0 * line.size.max(8.0) {
            break;
        }
        // The number of the form may stand at its foot; below the rest of a table it is that of the next.
        if fragment.around.title.is_some()
            && let Some(number) = form_number(text)
            && fragment.around.form_number.as_ref().is_none_or(|n| *n == number)
        {
            fragment.around.form_number = Some(number);
            fragment.around.lines.push(*i);
            continue;
        }
        let item = last.and_then(|_| item_number(text)).filter(|n| number.is_none_or(|last| *n == last + 1));
        let of_mark = fragment.around.notes.last().is_some_and(|note| is_lone_mark(note));
        let begins = begins_note(text) || item.is_some() || last.is_some_and(|last| is_unmarked_note(last, line));
        let goes_on = last.is_some_and(|last| {
            of_mark && heading_mark(text).is_none()
                || is_wrapped(last, fragment)
                || is_middle_of_note(last, line, fragment)
        });
        match fragment.around.notes.last_mut() {
            _ if begins => fragment.around.notes.push(text.to_owned()),
            Some(note) if goes_on => push_joined(note, text),
            _ => break,
        }
        number = item.or_else(|| number_behind_mark(text)).or(number);
        fragment.around.lines.push(*i);
        last = Some(line);
    }
}

/// The number of an item of numbered notes: `2.本套报表…`, `12、其他支出…`, `①含税收返还`. `6.8%` is none.
fn item_number(text: &str) -> Option<u32> {
    if let Some(circled) = text.chars().next().filter(|c| ('①'..='⑨').contains(c)) {
        return Some(circled as u32 - '①' as u32 + 1);
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.get(..text.len() - rest.len()).filter(|digits| (1..=2).contains(&digits.len()))?;
    let behind = rest.trim_start_matches(['.', '．']);
    let parted = behind.len() < rest.len() || rest.starts_with(['、', '，']);
    // A year may follow the mark, no decimals.
    let figures = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let is_counted = || rest.starts_with(|c: char| "年月日号个户家辆人次万亿元项级类".contains(c));
    let is_item = if parted {
        matches!(figures, 0 | 4)
    } else {
        rest.starts_with(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) && !is_counted()
    };
    is_item.then(|| digits.parse().ok())?
}

/// The number behind the mark of a note: 1 of `注：1.本表…`.
fn number_behind_mark(text: &str) -> Option<u32> {
    item_number(text.split_once(['：', ':']).filter(|(mark, _)| begins_note(text) && mark.len() <= NOTE_MARK)?.1.trim())
}

/// `备注：` by itself: the note stands below it.
fn is_lone_mark(note: &str) -> bool {
    begins_note(note) && note.len() <= NOTE_MARK + '：'.len_utf8() && note.ends_with(['：', ':'])
}

/// Bytes of the mark of a note at most: 备注.
const NOTE_MARK: usize = 6;

/// A line right below one that ends in the middle of a sentence, in its size: it begins no further right, the line above
/// is long or the sentence ends here, and no mark tells that something else begins.
fn is_middle_of_note(last: &Line, line: &Line, fragment: &Fragment) -> bool {
    !last.text.trim_end().ends_with(['。', '；', ';', '！'])
        && (last.size - line.size).abs() < 0.5
        && line.bbox.x0 <= last.bbox.x0 + 0.5 * line.size
        && line.bbox.y0 - last.bbox.y1 < line.size * 0.6
        && (line.text.ends_with(['。', '；']) || last.bbox.width() > LONG_NOTE * fragment.bbox.width())
        && heading_mark(&line.text).is_none()
}

/// A line of a note over this part of the table's width may have been broken at its end.
const LONG_NOTE: f32 = 0.75;

/// A sentence right below a note, in its size and at its edge: the next note, without a mark of its own. Lines of prose
/// stand further apart.
fn is_unmarked_note(note: &Line, line: &Line) -> bool {
    note.text.ends_with('。')
        && line.text.ends_with('。')
        && (note.size - line.size).abs() < 0.5
        && (note.bbox.x0 - line.bbox.x0).abs() < line.size * 2.5
        && line.bbox.y0 - note.bbox.y1 < line.size * 0.4
        && heading_mark(&line.text).is_none()
}

/// The last line of the note ran to the table's right edge and did not end a sentence.
fn is_wrapped(last: &Line, fragment: &Fragment) -> bool {
    last.bbox.x1 > fragment.bbox.x1 - 3.0 * last.size && !last.text.ends_with('。')
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::BBox;

    /// A line as high as its font size.
    fn line_at(text: &str, bbox: BBox) -> Line {
        Line {
            text: text.to_owned(),
            bbox,
            size: bbox.height(),
            runs: 0..0,
            number: None,
            baseline: bbox.y1 - 2.0,
            bold: false,
            column: None,
            furniture: None,
        }
    }

    #[test]
    fn items_of_a_note_are_numbered() {
        for (text, number) in [("2.本表含上年结转。", 2), ("12、其他支出", 12), ("①含税收返还", 1), ("3本表含税收", 3)]
        {
            assert_eq!(item_number(text), Some(number), "{text}");
        }
        assert_eq!(item_number("1.2030年末余额含外债。"), Some(1));
        for no in ["2024年收入", "", "6.8%，下降较多", "30.25万元"] {
            assert_eq!(item_number(no), None, "{no}");
        }
        assert_eq!(number_behind_mark("注：1.2030年末余额含外债。"), Some(1));
    }

    /// The notes read from lines below a table that ends at y = 100 and is 500 wide.
    fn notes(lines: &[(f32, &str)]) -> Vec<String> {
        let line = |(i, (x0, text)): (usize, &(f32, &str))| {
            let y = 105.0 + 14.0 * i as f32;
            line_at(text, BBox::new(*x0, y, x0 + 10.0 * text.chars().count() as f32, y + 10.0))
        };
        let layout = PageLayout { lines: lines.iter().enumerate().map(line).collect(), ..PageLayout::default() };
        let mut fragment = Fragment { bbox: BBox::new(50.0, 0.0, 550.0, 100.0), ..Fragment::default() };
        look_below(&layout, &(0..lines.len()).collect::<Vec<usize>>(), &mut fragment);
        fragment.around.notes
    }

    #[test]
    fn a_note_stands_below_its_mark() {
        let text = [(50.0, "备注："), (70.0, "南山林场的决算数大于预算数，主要是预算"), (50.0, "数为提前下达的额度。")];
        let after = [(50.0, "二、收入说明"), (70.0, "收入大于预算数。")];
        let lines: Vec<(f32, &str)> = text.iter().chain(&after).copied().collect();
        assert_eq!(notes(&lines), ["备注：南山林场的决算数大于预算数，主要是预算数为提前下达的额度。"]);
    }

    #[test]
    fn numbers_of_notes_follow_each_other() {
        let lines = [
            (50.0, "注：1.苗木收入大于预算数，主要是"),
            (50.0, "2年以上的苗木较多。"),
            (50.0, "2.修缮支出小于预算数，下降"),
            (50.0, "3.8%。"),
        ];
        assert_eq!(
            notes(&lines),
            ["注：1.苗木收入大于预算数，主要是2年以上的苗木较多。", "2.修缮支出小于预算数，下降3.8%。"]
        );
    }

    #[test]
    fn a_sentence_right_below_a_note_is_a_note() {
        let line = |text: &str, y: f32| line_at(text, BBox::new(42.0, y, 300.0, y + 9.0));
        let note = line("注：本表反映林场的收支。", 100.0);
        assert!(is_unmarked_note(&note, &line("合计数可能有尾差。", 110.0)));
        assert!(!is_unmarked_note(&note, &line("合计数可能有尾差。", 116.0)));
        assert!(!is_unmarked_note(&note, &line("二、收入说明。", 110.0)));
    }
}
