//! Runs to lines, top to bottom.

use crate::columns::{TextColumn, column_of, text_columns};
use crate::options::Options;
use crate::overdrawn::parted;
use crate::runs::{Draft, extent, run_text, runs_in_drawing_order};
use gongkai_model::layout::{Furniture, Line, PageLayout, Run};
use gongkai_model::page::{Direction, Page};
use gongkai_normalize::blanks::tidy_blanks;
use gongkai_normalize::footnote::is_circled;

/// Orders the shown glyphs of a page into runs and lines.
///
/// Upright text is clustered into lines by its baseline and read from left to right. Each run of turned or vertical text
/// is a line of its own, joined from pieces that follow each other. Text at an angle is a watermark. A page of a dump has one line per line of text.
#[must_use]
pub fn lines(page: &Page, options: &Options) -> PageLayout {
    if !page.dump_lines.is_empty() {
        return crate::dump_lines::dump_page_to_layout(page);
    }
    let (upright, turned): (Vec<Draft>, Vec<Draft>) =
        runs_in_drawing_order(page, options).into_iter().partition(|r| r.direction == Direction::Right);
    let turned = join_turned(turned);
    let columns = text_columns(page, &upright);
    if !columns.is_empty() {
        let mut groups = groups_by_column(page, upright, &columns, options);
        groups.extend(turned.into_iter().map(|r| (None, vec![r])));
        return assemble(page, groups, options);
    }
    let mut groups = upright_groups(page, upright, options);
    groups.extend(turned.into_iter().map(|r| vec![r]));
    // From top to bottom; what stands beside each other from left to right.
    groups.sort_by(|a, b| line_key(a).0.total_cmp(&line_key(b).0).then(line_key(a).1.total_cmp(&line_key(b).1)));
    assemble(page, groups.into_iter().map(|g| (None, g)).collect(), options)
}

/// Joins runs of turned text that follow each other on one baseline, in whatever order they were drawn.
fn join_turned(mut runs: Vec<Draft>) -> Vec<Draft> {
    let place = |r: &Draft| extent(&r.bbox, r.direction, r.size);
    let is_turned = |r: &Draft| !matches!(r.direction, Direction::Right | Direction::Skewed);
    runs.sort_by(|a, b| {
        let (a, b) = ((a.direction as u8, place(a)), (b.direction as u8, place(b)));
        a.0.cmp(&b.0).then(a.1.baseline.total_cmp(&b.1.baseline)).then(a.1.start.total_cmp(&b.1.start))
    });
    let mut joined: Vec<Draft> = Vec::with_capacity(runs.len());
    let on_line = |a: &Draft, b: &Draft| {
        a.direction == b.direction
            && is_turned(a)
            && place(b).baseline - place(a).baseline <= TURNED_SLACK * a.size.max(b.size)
    };
    for line in runs.chunk_by_mut(on_line) {
        line.sort_by(|a, b| place(a).start.total_cmp(&place(b).start));
        for run in line.iter() {
            let follows = |last: &&mut Draft| {
                let gap = place(run).start - place(last).end;
                on_line(last, run) && (-1.0..=TURNED_GAP).contains(&(gap / last.size.max(run.size)))
            };
            match joined.last_mut().filter(follows) {
                Some(last) => {
                    last.glyphs.extend(&run.glyphs);
                    last.bbox = last.bbox.union(&run.bbox);
                    last.size = last.size.max(run.size);
                    last.bold &= run.bold;
                }
                None => joined.push(run.clone()),
            }
        }
    }
    joined
}

/// Baselines of one line of turned text differ by no more than this part of the font size.
const TURNED_SLACK: f32 = 0.3;

/// Pieces of one line of turned text stand no further apart than this part of the font size.
const TURNED_GAP: f32 = 1.0;

fn upright_groups(page: &Page, runs: Vec<Draft>, options: &Options) -> Vec<Vec<Draft>> {
    let mut groups = parted(page, group_by_baseline(runs, options));
    seat_raised_marks(page, &mut groups);
    for group in &mut groups {
        join_neighbours(page, group, options);
    }
    groups
}

/// A line with the left edge of its text column, where it stands in one.
type Group = (Option<f32>, Vec<Draft>);

/// Lines of a page of several columns: between one line that runs across and the next, column after column.
fn groups_by_column(page: &Page, runs: Vec<Draft>, columns: &[TextColumn], options: &Options) -> Vec<Group> {
    let mut by_column: Vec<Vec<Draft>> = vec![Vec::new(); columns.len()];
    let mut across = Vec::new();
    for run in runs {
        match column_of(columns, &run, run.size) {
            Some(column) => by_column[column].push(run),
            None => across.push(run),
        }
    }
    let mut in_columns: Vec<std::iter::Peekable<std::vec::IntoIter<Vec<Draft>>>> =
        by_column.into_iter().map(|runs| upright_groups(page, runs, options).into_iter().peekable()).collect();
    let mut groups: Vec<Group> = Vec::new();
    let separators = upright_groups(page, across, options).into_iter().map(Some).chain([None]);
    for separator in separators {
        let until = separator.as_ref().map_or(f32::MAX, |g| line_key(g).0);
        for (lines, column) in in_columns.iter_mut().zip(columns) {
            while let Some(group) = lines.next_if(|g| line_key(g).0 < until) {
                groups.push((Some(column.left), group));
            }
        }
        groups.extend(separator.map(|g| (None, g)));
    }
    groups
}

fn line_key(group: &[Draft]) -> (f32, f32) {
    group.first().map_or((0.0, 0.0), |r| match r.direction {
        Direction::Right => (group.iter().map(|r| r.baseline).fold(f32::MIN, f32::max), r.bbox.x0),
        _ => (r.bbox.y0, r.bbox.x0),
    })
}

/// Clusters upright runs whose baselines lie close together.
fn group_by_baseline(mut runs: Vec<Draft>, options: &Options) -> Vec<Vec<Draft>> {
    runs.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.bbox.x0.total_cmp(&b.bbox.x0)));
    let mut groups: Vec<Vec<Draft>> = Vec::new();
    // Baseline and size of the largest run of the open group: it is the line's own, not a superscript's.
    let mut anchor = (f32::MIN, 0.0f32);
    for run in runs {
        let (baseline, size) = anchor;
        let same = run.baseline - baseline <= options.line_slack * size.max(run.size);
        match groups.last_mut().filter(|_| same) {
            Some(group) => {
                if run.size > size {
                    anchor = (run.baseline, run.size);
                }
                group.push(run);
            }
            None => {
                anchor = (run.baseline, run.size);
                groups.push(vec![run]);
            }
        }
    }
    for group in &mut groups {
        group.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0).then(a.baseline.total_cmp(&b.baseline)));
    }
    groups
}

/// Puts the marks of notes that stand high above a line of text into it: small numbers, in brackets or not, within the
/// line or right beside it.
fn seat_raised_marks(page: &Page, groups: &mut Vec<Vec<Draft>>) {
    let size = |group: &[Draft]| group.iter().map(|r| r.size).fold(0.0, f32::max);
    for at in (1..groups.len()).rev() {
        let (above, from) = groups.split_at_mut(at);
        let (Some(marks), Some(line)) = (above.last_mut(), from.first_mut()) else { continue };
        let line_size = size(line);
        let rise = line_key(line).0 - line_key(marks).0;
        let left = line.iter().map(|r| r.bbox.x0).fold(f32::MAX, f32::min) - MARK_BESIDE * line_size;
        let right = line.iter().map(|r| r.bbox.x1).fold(f32::MIN, f32::max) + MARK_BESIDE * line_size;
        let are_marks = size(marks) <= MARK_SIZE * line_size
            && rise <= MARK_RISE * line_size
            && marks.iter().all(|r| r.bbox.x0 >= left && r.bbox.x1 <= right && is_note_mark(page, r));
        if are_marks {
            line.append(marks);
            line.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0).then(a.baseline.total_cmp(&b.baseline)));
            groups.remove(at - 1);
        }
    }
}

/// A run is a number of one or two digits, perhaps in brackets, or a number in a circle.
fn is_note_mark(page: &Page, run: &Draft) -> bool {
    let text: String = run.glyphs.iter().filter_map(|i| page.glyphs.get(*i as usize)).map(|g| g.ch).collect();
    let text = text.trim();
    let inner = ['[', '〔', '［'].iter().find_map(|open| text.strip_prefix(*open));
    let number = inner.map_or(Some(text), |inner| inner.strip_suffix([']', '〕', '］']));
    number.is_some_and(|n| (1..=2).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
        || !text.is_empty() && text.chars().all(is_circled)
}

/// The marks of notes are no larger than this part of the text.
const MARK_SIZE: f32 = 0.65;

/// The baseline of a mark is no further above that of its line than this part of the font size.
const MARK_RISE: f32 = 0.7;

/// A mark stands no further beside its line than this part of the font size.
const MARK_BESIDE: f32 = 0.6;

/// Joins runs of a line that touch or overlap: pieces of text that were not drawn one after the other.
fn join_neighbours(page: &Page, group: &mut Vec<Draft>, options: &Options) {
    if group.len() < 2 {
        return;
    }
    let mut joined: Vec<Draft> = Vec::with_capacity(group.len());
    for run in group.drain(..) {
        let touches = joined.last().is_some_and(|last| {
            let size = last.size.max(run.size);
            run.bbox.x0 - last.bbox.x1 <= options.run_gap * size
        });
        match joined.last_mut().filter(|_| touches) {
            Some(last) => {
                let overlaps = run.bbox.x0 < last.bbox.x1 - 0.3 * run.size;
                last.glyphs.extend(run.glyphs);
                if overlaps {
                    // Digits drawn into gaps left between ideographs: order by place. Stable, so equal places keep the
                    // order of drawing.
                    last.glyphs.sort_by(|a, b| glyph_start(page, *a).total_cmp(&glyph_start(page, *b)));
                }
                last.bbox = last.bbox.union(&run.bbox);
                if run.size > last.size {
                    last.baseline = run.baseline;
                    last.size = run.size;
                }
                last.bold &= run.bold;
            }
            None => joined.push(run),
        }
    }
    *group = joined;
}

fn glyph_start(page: &Page, index: u32) -> f32 {
    page.glyphs.get(index as usize).map_or(0.0, |g| extent(&g.bbox, g.direction, g.size).start)
}

fn assemble(page: &Page, groups: Vec<Group>, options: &Options) -> PageLayout {
    let mut layout = PageLayout { page: page.number, ..PageLayout::default() };
    for (column, group) in groups {
        let Some(first) = group.first() else { continue };
        let start = layout.runs.len() as u32;
        let skewed = first.direction == Direction::Skewed;
        let mut line = Line {
            runs: start..start,
            number: None,
            bbox: first.bbox,
            baseline: first.baseline,
            size: first.size,
            bold: true,
            column,
            text: String::new(),
            furniture: skewed.then_some(Furniture::Watermark),
        };
        let mut text = String::new();
        for run in &group {
            if !text.is_empty() {
                text.push(' ');
            }
            run_text(page, &run.glyphs, options, &mut text);
            let from = layout.order.len() as u32;
            layout.order.extend(&run.glyphs);
            layout.runs.push(Run {
                glyphs: from..layout.order.len() as u32,
                bbox: run.bbox,
                baseline: run.baseline,
                size: run.size,
                bold: run.bold,
            });
            line.bbox = line.bbox.union(&run.bbox);
            if run.size > line.size {
                line.size = run.size;
                line.baseline = run.baseline;
            }
            line.bold &= run.bold;
        }
        line.runs.end = layout.runs.len() as u32;
        line.text = tidy_blanks(&text);
        layout.lines.push(line);
    }
    layout
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::BBox;
    use gongkai_model::page::{Glyph, GlyphFlags};

    fn put(page: &mut Page, text: &str, x: f32, baseline: f32, size: f32) {
        let mut x = x;
        for ch in text.chars() {
            let w = if ch.is_ascii() { size * 0.5 } else { size };
            let bbox = BBox::new(x, baseline - 0.88 * size, x + w, baseline + 0.12 * size);
            page.glyphs.push(Glyph {
                ch,
                font: 0,
                direction: Direction::Right,
                flags: GlyphFlags::default(),
                size,
                bbox,
            });
            x += w;
        }
    }

    fn texts(page: &Page) -> Vec<String> {
        lines(page, &Options::default()).lines.into_iter().map(|l| l.text).collect()
    }

    #[test]
    fn lines_are_read_from_top_to_bottom_whatever_the_order_of_drawing() {
        let mut page = Page { number: 1, width: 600.0, height: 800.0, ..Page::default() };
        put(&mut page, "第二行", 50.0, 120.0, 12.0);
        put(&mut page, "第一行", 50.0, 100.0, 12.0);
        put(&mut page, "右边", 300.0, 100.5, 12.0);
        assert_eq!(texts(&page), ["第一行右边", "第二行"]);
        let layout = lines(&page, &Options::default());
        assert_eq!(layout.lines[0].runs, 0..2);
    }

    #[test]
    fn letter_spaced_digits_are_one_number() {
        let mut page = Page { number: 1, width: 600.0, height: 800.0, ..Page::default() };
        for (at, ch) in "2024".chars().enumerate() {
            put(&mut page, &ch.to_string(), 50.0 + 9.6 * at as f32, 100.0, 12.0);
        }
        put(&mut page, "年", 88.4, 100.0, 12.0);
        // Numbers set apart from each other are several.
        put(&mut page, "12", 50.0, 130.0, 12.0);
        put(&mut page, "34", 66.0, 130.0, 12.0);
        assert_eq!(texts(&page), ["2024年", "12 34"]);
    }

    #[test]
    fn a_blank_without_room_is_no_blank() {
        let mut page = Page { number: 1, width: 600.0, height: 800.0, ..Page::default() };
        put(&mut page, "预算", 50.0, 100.0, 12.0);
        for (at, ch) in "47.5".chars().enumerate() {
            put(&mut page, &format!("{ch} "), 74.0 + 6.0 * at as f32, 100.0, 12.0);
        }
        // Its digits are as wide as ideographs, and each is drawn over half of the one before.
        for glyph in page.glyphs.iter_mut().filter(|g| !g.ch.is_whitespace() && g.ch.is_ascii()) {
            glyph.bbox.x1 = glyph.bbox.x0 + 12.0;
        }
        put(&mut page, "万元", 104.0, 100.0, 12.0);
        assert_eq!(texts(&page), ["预算47.5万元"]);
    }

    #[test]
    fn digits_drawn_after_the_ideographs_fall_into_their_gaps() {
        let mut page = Page { number: 1, width: 600.0, height: 800.0, ..Page::default() };
        put(&mut page, "年", 74.0, 100.0, 12.0);
        put(&mut page, "预算", 92.0, 100.0, 12.0);
        put(&mut page, "2024", 50.0, 100.0, 12.0);
        put(&mut page, "1", 86.0, 100.0, 12.0);
        assert_eq!(texts(&page), ["2024年1预算"]);
    }

    #[test]
    fn a_circled_mark_high_above_the_text_stands_in_its_line() {
        let mut page = Page { number: 1, width: 600.0, height: 800.0, ..Page::default() };
        put(&mut page, "林业债务余额", 50.0, 100.0, 16.0);
        put(&mut page, "①", 146.0, 91.0, 8.0);
        put(&mut page, "8亿元", 154.0, 100.0, 16.0);
        assert_eq!(texts(&page), ["林业债务余额①8亿元"]);
    }

    #[test]
    fn a_mark_high_above_the_text_stands_in_its_line() {
        let mut page = Page { number: 1, width: 600.0, height: 800.0, ..Page::default() };
        put(&mut page, "收入46", 50.0, 100.0, 16.0);
        put(&mut page, "[6]", 98.0, 92.0, 8.0);
        put(&mut page, "元", 110.0, 100.0, 16.0);
        put(&mut page, "7", 44.0, 124.0, 6.0);
        put(&mut page, "抽样调查", 50.0, 130.0, 12.0);
        // No mark: far from the text.
        put(&mut page, "9", 300.0, 154.0, 6.0);
        put(&mut page, "林业调查", 50.0, 160.0, 12.0);
        assert_eq!(texts(&page), ["收入46⁶元", "⁷抽样调查", "9", "林业调查"]);
    }

    #[test]
    fn a_superscript_stays_on_its_line_and_is_told_from_a_number() {
        let mut page = Page { number: 1, width: 600.0, height: 800.0, ..Page::default() };
        put(&mut page, "优秀", 50.0, 100.0, 12.0);
        put(&mut page, "1", 74.0, 96.0, 6.0);
        put(&mut page, "3", 77.0, 100.0, 12.0);
        assert_eq!(texts(&page), ["优秀¹3"]);
    }

    #[test]
    fn words_of_latin_script_keep_their_blank() {
        let mut page = Page { number: 1, width: 600.0, height: 800.0, ..Page::default() };
        put(&mut page, "Excel", 50.0, 100.0, 12.0);
        put(&mut page, "Word", 84.0, 100.0, 12.0);
        assert_eq!(texts(&page), ["Excel Word"]);
    }

    #[test]
    fn columns_of_text_are_read_one_after_the_other() {
        let mut page = Page { number: 1, width: 600.0, height: 800.0, ..Page::default() };
        put(&mut page, "关于某市预算执行情况的报告", 150.0, 40.0, 24.0);
        for i in 0..20 {
            put(&mut page, "左栏文字左栏文字左栏文字", 50.0, 80.0 + 15.0 * i as f32, 10.0);
        }
        for i in 0..20 {
            put(&mut page, "右栏文字右栏文字右栏文字", 178.0, 80.0 + 15.0 * i as f32, 10.0);
        }
        let layout = lines(&page, &Options::default());
        assert_eq!(layout.lines.len(), 41);
        assert_eq!((layout.lines[0].column, layout.lines[0].text.as_str()), (None, "关于某市预算执行情况的报告"));
        assert!(layout.lines[1..21].iter().all(|l| l.text == "左栏文字左栏文字左栏文字" && l.column == Some(50.0)));
        assert!(layout.lines[21..].iter().all(|l| l.text == "右栏文字右栏文字右栏文字" && l.column == Some(178.0)));
    }

    #[test]
    fn hidden_glyphs_enter_no_line() {
        let mut page = Page { number: 1, width: 600.0, height: 800.0, ..Page::default() };
        put(&mut page, "可见", 50.0, 100.0, 12.0);
        put(&mut page, "隐藏", 80.0, 100.0, 12.0);
        page.glyphs[2].flags.set(GlyphFlags::CLIPPED);
        page.glyphs[3].flags.set(GlyphFlags::INVISIBLE);
        assert_eq!(texts(&page), ["可见"]);
    }
}
