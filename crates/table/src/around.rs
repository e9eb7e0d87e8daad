//! What stands around a table: title, form number, unit line above it, notes below it.

use crate::cell_text::glyphs_text;
use crate::fragment::Fragment;
use crate::inside::{take_head_inside, take_notes_inside};
use gongkai_model::layout::{Furniture, Line, PageLayout};
use gongkai_model::page::Page;
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::chars::is_cjk;
use gongkai_normalize::form_number::{form_number, number_before_title};
use gongkai_normalize::join::push_joined;
use gongkai_normalize::unit::find_unit_line;
use std::collections::{BTreeMap, BTreeSet};

/// Texts around a table and the lines they stand on.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Around {
    pub(crate) title: Option<String>,
    pub(crate) form_number: Option<String>,
    /// Money unit as printed: 万元.
    pub(crate) unit: Option<String>,
    /// 部门：…, 编制单位：…
    pub(crate) organisation: Option<String>,
    pub(crate) notes: Vec<String>,
    /// Lines that hold nothing but the above.
    pub(crate) lines: Vec<usize>,
}

impl Around {
    /// A title, given with its blanks, without the form number before it, which is kept.
    pub(crate) fn number_taken_off(&mut self, title: &str) -> String {
        let tidy = tidy_blanks(title);
        // A blank may stand within the number, or be all that parts it from the title.
        let Some((number, rest)) = number_before_title(&tidy).or_else(|| number_before_title(title)) else {
            return tidy;
        };
        self.form_number.get_or_insert(number);
        tidy_blanks(rest)
    }
}

/// Lines above a table that are looked at.
pub(crate) const LINES_ABOVE: usize = 6;

/// A title is no longer than this.
const TITLE_CHARS: usize = 60;

/// Texts that recur in the upper part of more than half of the pages: running titles of the document, or the title of a
/// table that is all of it.
pub(crate) fn recurring_titles(layouts: &[PageLayout]) -> BTreeSet<String> {
    let mut pages: BTreeMap<String, usize> = BTreeMap::new();
    for layout in layouts {
        let keys: BTreeSet<String> = layout.lines.iter().take(LINES_ABOVE).map(|l| running_key(&l.text)).collect();
        for key in keys {
            *pages.entry(key).or_default() += 1;
        }
    }
    pages.into_iter().filter(|(_, n)| *n >= 2 && 2 * n > layouts.len()).map(|(key, _)| key).collect()
}

/// The text of a running title without its numbers.
pub(crate) fn running_key(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_ascii_digit()).collect()
}

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
    for at in 0..fragments.len() {
        let top = fragments[at].bbox.y0;
        take_head_inside(&mut fragments[at]);
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
            let runs = *i == 0 && recurring.contains(&running_key(&line.text));
            line.furniture.is_none() && !runs && !is_quiet(&line.text)
        };
        fragments[at].follows_text = floor > f32::MIN || above.iter().any(|i| !own.contains(i) && is_text(i));
        fragments[at].text_follows = ceiling < f32::MAX || below.iter().any(|i| !own.contains(i));
    }
}

/// The last line of a page, where it is the title of a table that begins the next one: it names a form and stands by itself
/// in the middle of the page.
pub(crate) fn title_left_behind(layout: &PageLayout, fragments: &[Fragment]) -> Option<usize> {
    let (at, line) = layout.lines.iter().enumerate().rev().find(|(_, l)| l.furniture.is_none())?;
    let text = line.text.trim();
    let below_tables = fragments.iter().all(|f| f.bbox.y1 < line.bbox.y0);
    let left = layout.lines.iter().map(|l| l.bbox.x0).fold(f32::MAX, f32::min);
    let right = layout.lines.iter().map(|l| l.bbox.x1).fold(f32::MIN, f32::max);
    let centred =
        (line.bbox.center_x() - (left + right) * 0.5).abs() < 2.0 * line.size && line.bbox.x0 > left + 3.0 * line.size;
    (below_tables && centred && is_title(text) && text.ends_with('表')).then_some(at)
}

/// Lines that may stand between a table's title and its grid without being either: 部门：…, 编制单位：…
pub(crate) fn is_quiet(text: &str) -> bool {
    let head: String = text.chars().take(12).collect();
    ["部门", "单位", "编制", "填报", "预算"].iter().any(|w| head.starts_with(w)) && head.contains(['：', ':'])
}

/// The text of a line with the blanks between its words.
fn line_as_drawn(page: &Page, layout: &PageLayout, line: &Line) -> String {
    let runs = layout.runs.get(line.runs.start as usize..line.runs.end as usize).unwrap_or_default();
    let glyphs = runs.iter().flat_map(|r| {
        layout.order.get(r.glyphs.start as usize..r.glyphs.end as usize).unwrap_or_default().iter().copied()
    });
    glyphs_text(page, glyphs)
}

/// What the lines above a table say, the last of which stands above `top`.
fn look_above(page: &Page, layout: &PageLayout, above: &[usize], top: f32, fragment: &mut Fragment) {
    let mut title_lines: Vec<usize> = Vec::new();
    // （2024年度） under the title.
    let mut year: Option<usize> = None;
    // The last character of a line that its cell broke: 单位：万|元.
    let mut broken: Option<(usize, char)> = None;
    for i in above.iter().rev().take(LINES_ABOVE) {
        let line = &layout.lines[*i];
        let mut text = line.text.trim();
        let mut chars = text.chars();
        if let (Some(only), None) = (chars.next(), chars.next())
            && title_lines.is_empty()
        {
            broken = Some((*i, only));
            continue;
        }
        let whole = broken.filter(|_| before_unit(text) != text).map(|(_, last)| format!("{text}{last}"));
        if let (Some(whole), Some((at, _))) = (&whole, broken.take()) {
            fragment.around.lines.push(at);
            text = whole;
        }
        let lower = title_lines.last().map_or(top, |t| layout.lines[*t].bbox.y0);
        let distance = lower - line.bbox.y1;
        if distance > 6.0 * line.size.max(8.0) {
            break;
        }
        if title_lines.is_empty() {
            let unit = find_unit_line(text);
            if let Some(unit) = unit
                && fragment.around.unit.is_none()
            {
                fragment.around.unit = Some(unit.label().to_owned());
            }
            if let Some(number) = form_number(before_unit(text)) {
                fragment.around.form_number.get_or_insert(number);
                fragment.around.lines.push(*i);
                continue;
            }
            if unit.is_some() || is_quiet(text) {
                let organisation = if unit.is_some() { before_unit(text) } else { text };
                if is_unit_only(text) || is_quiet(organisation) {
                    fragment.around.lines.push(*i);
                }
                if is_quiet(organisation) {
                    fragment.around.organisation.get_or_insert_with(|| organisation.to_owned());
                }
                continue;
            }
            if year.is_none() && is_bracketed(text) {
                year = Some(*i);
                continue;
            }
            if fragment.around.title.is_some() || !is_title(text) {
                // A short name with the number of the form whose title stands inside: that of its work sheet.
                let number = number_before_title(text).map(|(number, _)| number);
                if number.is_some() && number == fragment.around.form_number && fragment.around.title.is_some() {
                    fragment.around.lines.push(*i);
                }
                break;
            }
            title_lines.push(*i);
        } else if is_title_continued(layout, *i, &title_lines, fragment) {
            title_lines.push(*i);
        } else {
            if let Some(number) = form_number(text) {
                fragment.around.form_number.get_or_insert(number);
                fragment.around.lines.push(*i);
            }
            break;
        }
    }
    if !title_lines.is_empty() {
        title_lines.reverse();
        title_lines.extend(year);
        let first = title_lines.first().map(|first| line_as_drawn(page, layout, &layout.lines[*first]));
        let mut title = fragment.around.number_taken_off(&first.unwrap_or_default());
        for i in title_lines.iter().skip(1) {
            push_joined(&mut title, layout.lines[*i].text.trim());
        }
        fragment.around.title = Some(title);
        fragment.around.lines.extend(title_lines);
    }
}

/// A line of a title that takes two: the same size, right above, and not a title or sentence of its own.
fn is_title_continued(layout: &PageLayout, i: usize, title_lines: &[usize], fragment: &Fragment) -> bool {
    let Some(below) = title_lines.last().map(|t| &layout.lines[*t]) else { return false };
    let line = &layout.lines[i];
    let text = line.text.trim();
    let same_look = (line.size - below.size).abs() < 0.6 && line.bold == below.bold;
    let centred = (line.bbox.center_x() - below.bbox.center_x()).abs() < 1.5 * line.size;
    // A title set from the left margin goes on where its first line is full.
    let full =
        (line.bbox.x0 - below.bbox.x0).abs() < 2.5 * line.size && line.bbox.x1 > fragment.bbox.x1 - 3.0 * line.size;
    same_look
        && (centred || full)
        && title_lines.len() < 3
        && below.bbox.y0 - line.bbox.y1 < 1.2 * line.size
        && form_number(text).is_none()
        && !is_bracketed(text)
        && !text.ends_with(['表', '。', '；', '：', '章'])
        && text.chars().count() <= TITLE_CHARS
        && gongkai_normalize::heading::heading_mark(text).is_none()
}

pub(crate) fn is_title(text: &str) -> bool {
    let n = text.chars().count();
    (2..=TITLE_CHARS).contains(&n)
        && text.chars().any(is_cjk)
        && !text.ends_with(['。', '；', '，', '、', '：', ':', '！', '？'])
        && !text.starts_with("注")
}

/// What stands before the declaration of a unit: the form number in `表四 单位：万元`.
fn before_unit(text: &str) -> &str {
    if let Some(before) = before_last_unit(text) {
        return before;
    }
    ["单位：", "单位:", "金额单位", "（单位", "(单位"]
        .iter()
        .filter_map(|m| text.find(m))
        .min()
        .map_or(text, |at| &text[..at])
        .trim()
}

/// What stands before the last 单位：, where that names a unit of money: 编制单位：… names an organisation.
fn before_last_unit(text: &str) -> Option<&str> {
    let at = ["单位：", "单位:"].iter().filter_map(|m| text.rfind(m)).max()?;
    let (before, unit) = text.split_at_checked(at)?;
    find_unit_line(unit)?;
    let before = before.trim_end().trim_end_matches("金额").trim_end_matches("货币").trim_end_matches("计量");
    Some(before.trim_end_matches(['（', '(']).trim())
}

/// The whole line stands in brackets: （2024年度）.
pub(crate) fn is_bracketed(text: &str) -> bool {
    let inner = text.strip_prefix(['（', '(']).and_then(|t| t.strip_suffix(['）', ')']));
    inner.is_some_and(|t| t.chars().count() <= 16 && t.chars().any(|c| c.is_ascii_digit()) && !t.contains(['（', '(']))
}

/// The line declares a unit and nothing else.
pub(crate) fn is_unit_only(text: &str) -> bool {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    compact.chars().count() <= 14
        && (compact.starts_with("单位")
            || compact.starts_with("金额单位")
            || compact.starts_with("（单位")
            || compact.starts_with("(单位"))
}

fn look_below(layout: &PageLayout, below: &[usize], fragment: &mut Fragment) {
    let mut last: Option<&Line> = None;
    for i in below {
        let line = &layout.lines[*i];
        let text = line.text.trim();
        let distance = line.bbox.y0 - last.map_or(fragment.bbox.y1, |l| l.bbox.y1);
        if distance > 3.0 * line.size.max(8.0) {
            break;
        }
        let starts = begins_note(text);
        let goes_on = last.is_some() && (is_note_item(text) || is_wrapped(last, fragment));
        let is_next = last.is_some_and(|last| is_unmarked_note(last, line));
        if starts || is_next || (goes_on && is_note_item(text)) {
            fragment.around.notes.push(text.to_owned());
        } else if let Some(note) = fragment.around.notes.last_mut().filter(|_| goes_on) {
            push_joined(note, text);
        } else {
            break;
        }
        fragment.around.lines.push(*i);
        last = Some(line);
    }
}

/// 注：…, 说明：…, 本表反映…
pub(crate) fn begins_note(text: &str) -> bool {
    const MARKS: &[&str] =
        &["注：", "注:", "注释", "说明：", "说明:", "备注：", "备注:", "本表反映", "本表为空", "注1"];
    MARKS.iter().any(|mark| text.starts_with(mark))
}

/// `2.本套报表…`: the next item of a numbered note.
fn is_note_item(text: &str) -> bool {
    let mut chars = text.chars();
    matches!(chars.next(), Some('1'..='9' | '①'..='⑨'))
        && matches!(chars.next(), Some('.' | '、' | '．' | '，') | Some('\u{4e00}'..='\u{9fff}'))
}

/// A sentence right below a note, in its size and at its edge: the next note, without a mark of its own. Lines of prose
/// stand further apart.
fn is_unmarked_note(note: &Line, line: &Line) -> bool {
    note.text.ends_with('。')
        && line.text.ends_with('。')
        && (note.size - line.size).abs() < 0.5
        && (note.bbox.x0 - line.bbox.x0).abs() < line.size * 2.5
        && line.bbox.y0 - note.bbox.y1 < line.size * 0.4
        && gongkai_normalize::heading::heading_mark(&line.text).is_none()
}

/// The last line of the note ran to the table's right edge and did not end a sentence.
fn is_wrapped(last: Option<&Line>, fragment: &Fragment) -> bool {
    last.is_some_and(|l| l.bbox.x1 > fragment.bbox.x1 - 3.0 * l.size && !l.text.ends_with('。'))
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
    fn years_in_brackets_and_numbers_before_units_are_told_apart() {
        assert!(is_bracketed("（2024年度）"));
        assert!(!is_bracketed("（一）收入情况（2024年）"));
        assert_eq!(form_number(before_unit("表四 单位：万元")).as_deref(), Some("表四"));
    }

    #[test]
    fn a_title_at_the_end_of_a_page_is_left_behind() {
        let line = |text: &str, x0: f32, x1: f32, y: f32| line_at(text, BBox::new(x0, y, x1, y + 10.0));
        let prose = line("本部门当年一般公共预算培训费支出二十一万元，较上年减少。", 50.0, 550.0, 100.0);
        let left_behind = |last: Line| {
            let layout = PageLayout { lines: vec![prose.clone(), last], ..PageLayout::default() };
            title_left_behind(&layout, &[])
        };
        assert_eq!(left_behind(line("培训费明细表", 260.0, 340.0, 140.0)), Some(1));
        assert_eq!(left_behind(line("见培训费明细表", 50.0, 130.0, 140.0)), None);
        assert_eq!(left_behind(line("十一、其他说明", 260.0, 340.0, 140.0)), None);
    }

    #[test]
    fn an_organisation_stands_before_the_unit_it_is_glued_to() {
        for (text, organisation) in [
            ("编制单位：云岭市林业局单位：元", "编制单位：云岭市林业局"),
            ("部门（单位）：云岭市林业局单位：万元", "部门（单位）：云岭市林业局"),
            ("编制部门：云岭市林业局（金额单位：万元）", "编制部门：云岭市林业局"),
        ] {
            assert_eq!(before_unit(text), organisation);
        }
    }

    #[test]
    fn a_sentence_right_below_a_note_is_a_note() {
        let line = |text: &str, y: f32| line_at(text, BBox::new(42.0, y, 300.0, y + 9.0));
        let note = line("注：本表反映林场的收支。", 100.0);
        assert!(is_unmarked_note(&note, &line("合计数可能有尾差。", 110.0)));
        assert!(!is_unmarked_note(&note, &line("合计数可能有尾差。", 116.0)));
        assert!(!is_unmarked_note(&note, &line("二、收入说明。", 110.0)));
    }

    #[test]
    fn a_unit_line_may_hold_more_than_the_unit() {
        assert!(is_unit_only("单位：万元"));
        assert!(!is_unit_only("部门：云岭市林业局 单位：万元"));
    }
}
