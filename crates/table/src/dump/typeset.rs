//! Dumps that keep the columns of a page apart by blanks, as `pdftotext -layout` writes them: every character is put back
//! at its place on a page of equally wide characters, and the page is read like one whose grid is not drawn.

use super::next_page::{Seated, SharedWidths};
use super::seating::{Doubt, Found, seat_headers};
use super::set_line::{SetLine, Word};
use super::wrapped_names::Moved;
use crate::bare::is_spaced_out;
use crate::found::Tables;
use crate::options::Options;
use crate::tables::drawn_tables;
use gongkai_model::layout::{Furniture, Line, PageLayout, Run};
use gongkai_model::page::{Direction, DumpLine, Font, Glyph, GlyphFlags, Page};
use gongkai_model::{BBox, Issue, Severity, Table};
use gongkai_normalize::chars::fold_text;

/// Font size the text is set in, in points.
const SIZE: f32 = 10.0;
/// Width of a character. Such programs give a Chinese character one column as they do a digit.
const ADVANCE: f32 = 0.5 * SIZE;
/// Distance of two lines.
const PITCH: f32 = 1.2 * SIZE;
/// Blanks beside each other that keep two columns apart.
const GAP: usize = 2;
/// Most blanks in the middle of a word that is spaced out.
const SPACED_OUT: usize = 12;
/// Lines with such gaps that make a dump one that is set in columns.
const MIN_LINES: usize = 3;
/// Confidence of a table read from columns of blanks, at most.
const CONFIDENCE: &str = "0.70";
/// The same where it has another number of headers than of columns.
const DOUBTFUL: &str = "0.50";

/// Whether lines keep columns apart by blanks, and none by marks.
pub(super) fn is_set_in_columns(pages: &[Page]) -> bool {
    let lines = || pages.iter().flat_map(|p| &p.dump_lines);
    let in_columns = |line: &&DumpLine| stretches(&line.text) >= 3;
    lines().all(|l| l.cells.is_empty()) && lines().filter(in_columns).take(MIN_LINES).count() == MIN_LINES
}

/// Stretches of a line between gaps.
fn stretches(text: &str) -> usize {
    let mut stretches = 0;
    let mut blanks = GAP;
    for c in text.chars() {
        stretches += usize::from(!c.is_whitespace() && blanks >= GAP);
        blanks = if c.is_whitespace() { blanks + 1 } else { 0 };
    }
    stretches
}

/// Words of a line, single blanks within them. A single blank beside a figure parts two columns.
pub(super) fn words_of(text: &str, column: usize, row: usize) -> Vec<Word> {
    let mut words: Vec<(usize, Vec<char>)> = Vec::new();
    let mut blanks = GAP;
    for (at, c) in text.chars().enumerate() {
        if c.is_whitespace() {
            blanks += 1;
            continue;
        }
        match words.last_mut().filter(|_| blanks == 0) {
            Some((_, word)) => word.push(c),
            None => words.push((column + at, vec![c])),
        }
        blanks = 0;
    }
    let mut joined: Vec<Word> = Vec::new();
    for word in words.into_iter().map(|(at, text)| Word::new(at, row, text)) {
        let goes_on = joined.last().is_some_and(|last| {
            let one_blank = word.at < last.end() + GAP;
            let columns = last.is_apart()
                || word.is_apart()
                || (last.text.len() > 2 && word.text.len() > 2)
                || (last.is_code_level() && word.is_code_level());
            one_blank && !columns
        });
        match joined.last_mut().filter(|_| goes_on) {
            Some(last) => last.append(word),
            None => joined.push(word),
        }
    }
    join_spaced_out(joined)
}

/// `地     区` is one word, but not the last two of `类 款 项 目`.
fn join_spaced_out(words: Vec<Word>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    let is_one = |word: &Word| word.text.len() == 1;
    for word in words {
        let alone = joined.len() < 2 || joined.get(joined.len() - 2).is_none_or(|before| !is_one(before));
        let goes_on = joined.last().is_some_and(|last| {
            let both = || last.text.iter().chain(&word.text).collect::<String>();
            let near = word.at <= last.end() + SPACED_OUT;
            alone && near && is_one(last) && is_one(&word) && is_spaced_out(&both())
        });
        match joined.last_mut().filter(|_| goes_on) {
            Some(last) => last.spread_to(word),
            None => joined.push(word),
        }
    }
    joined
}

/// The tables of a dump that is set in columns.
pub(super) fn column_tables(pages: &[Page], layouts: &[PageLayout], found: Tables, options: &Options) -> Tables {
    let mut doubtful = Vec::new();
    let mut moved = Vec::with_capacity(pages.len());
    let lines: Vec<Vec<SetLine>> = pages.iter().zip(layouts).map(set_lines).collect();
    // How wide a column is on all pages is known only behind the last.
    let mut widths = SharedWidths::default();
    let mut seated = Seated::new();
    for page in &lines {
        seat_headers(&mut page.clone(), &mut seated, &mut widths);
    }
    let mut seated = Seated::new();
    let set = pages.iter().zip(layouts).zip(lines).map(|((page, layout), mut lines)| {
        let Found { doubts, moved: moved_here } = seat_headers(&mut lines, &mut seated, &mut widths);
        for Doubt { lines, headers } in doubts {
            let ends = page.dump_lines.get(lines.start).zip(page.dump_lines.get(lines.end.saturating_sub(1)));
            doubtful.extend(ends.map(|(first, last)| (first.number..=last.number, headers)));
        }
        moved.push(moved_here);
        set_page(page, layout, &lines)
    });
    let (set_pages, set_layouts): (Vec<Page>, Vec<PageLayout>) = set.unzip();
    let mut found = drawn_tables(&set_pages, &set_layouts, found, options);
    for (used, moved) in found.used.iter_mut().zip(moved) {
        for Moved { from, to } in moved {
            let taken = used.get(to).copied().unwrap_or(false);
            used.get_mut(from).into_iter().for_each(|used| *used |= taken);
        }
    }
    for table in &mut found.tables {
        places_to_lines(table, &set_layouts);
        let lines = || table.cells.iter().filter_map(|c| c.line);
        let in_doubt = doubtful.iter().any(|(range, _)| lines().any(|line| range.contains(&line)));
        let most = if in_doubt { DOUBTFUL } else { CONFIDENCE };
        if table.confidence.as_str() > most {
            most.clone_into(&mut table.confidence);
        }
    }
    for (range, headers) in doubtful {
        let detail = format!("left out, as it is not told over which columns they stand: {}", headers.join(" | "));
        found.issues.push(Issue::new("headers_in_doubt", Severity::Warn, format!("line {}", range.start()), detail));
    }
    let first = found.tables.first().and_then(|t| t.cells.iter().filter_map(|c| c.line).min());
    if let Some(line) = first {
        let detail = format!("{} tables whose cells are told apart by columns of blanks", found.tables.len());
        found.issues.push(Issue::new("columns_of_blanks", Severity::Info, format!("line {line}"), detail));
    }
    found
}

/// The lines of a page with their words. A page number, `- 12 -`, is no figure.
fn set_lines((page, layout): (&Page, &PageLayout)) -> Vec<SetLine> {
    let first = page.dump_lines.first().map_or(0, |l| l.number);
    let set_line = |(dump, line): (&DumpLine, &Line)| {
        let row = dump.number.saturating_sub(first) as usize;
        let is_number = line.furniture == Some(Furniture::PageNumber);
        let words = if is_number { Vec::new() } else { words_of(&dump.text, usize::from(dump.column), row) };
        SetLine { row, words }
    };
    page.dump_lines.iter().zip(&layout.lines).map(set_line).collect()
}

/// A page of lines to one of glyphs.
fn set_page(page: &Page, layout: &PageLayout, lines: &[SetLine]) -> (Page, PageLayout) {
    let mut set = Page { number: page.number, text_layer: page.text_layer, ..Page::default() };
    set.fonts.push(Font::default());
    let mut out = PageLayout { page: layout.page, ..PageLayout::default() };
    for (words, line) in lines.iter().zip(&layout.lines) {
        let baseline = PITCH * (1.0 + words.row as f32);
        let from = out.runs.len();
        for word in &words.words {
            set_run(&mut set, &mut out, word);
        }
        let runs = out.runs.get(from..).unwrap_or_default();
        // What stood on the line may have been put on another one.
        let blank = BBox::new(0.0, baseline - Glyph::ASCENT * SIZE, 0.0, baseline + Glyph::DESCENT * SIZE);
        let bbox = runs.iter().map(|r| r.bbox).reduce(|a, b| a.union(&b)).unwrap_or(blank);
        set.width = set.width.max(bbox.x1);
        set.height = set.height.max(bbox.y1);
        let runs = from as u32..out.runs.len() as u32;
        out.lines.push(Line { runs, bbox, baseline, size: SIZE, ..line.clone() });
    }
    (set, out)
}

fn set_run(page: &mut Page, layout: &mut PageLayout, word: &Word) {
    let begin = layout.order.len();
    let baseline = PITCH * (1.0 + word.row);
    let advance = ADVANCE * word.width() as f32 / word.text.len().max(1) as f32;
    for (n, c) in word.text.iter().enumerate().filter(|(_, c)| **c != ' ') {
        let x = word.at as f32 * ADVANCE + n as f32 * advance;
        let bbox = BBox::new(x, baseline - Glyph::ASCENT * SIZE, x + advance, baseline + Glyph::DESCENT * SIZE);
        // One character may fold into several, which share its place.
        for ch in fold_text(c.encode_utf8(&mut [0; 4])).chars() {
            layout.order.push(page.glyphs.len() as u32);
            page.glyphs.push(Glyph {
                ch,
                font: 0,
                direction: Direction::Right,
                flags: GlyphFlags::default(),
                size: SIZE,
                bbox,
            });
        }
    }
    let boxes = layout.order.get(begin..).unwrap_or_default().iter().filter_map(|i| page.glyphs.get(*i as usize));
    let bbox = boxes.map(|g| g.bbox).reduce(|a, b| a.union(&b)).unwrap_or_default();
    let glyphs = begin as u32..layout.order.len() as u32;
    layout.runs.push(Run { glyphs, bbox, baseline, size: SIZE, bold: false });
}

/// The line of each cell in place of its page and box.
fn places_to_lines(table: &mut Table, layouts: &[PageLayout]) {
    for cell in &mut table.cells {
        let line = cell.page.zip(cell.bbox).and_then(|(page, bbox)| line_at(layouts, page, &bbox));
        cell.line = line;
        cell.page = None;
        cell.bbox = None;
        cell.regions.clear();
    }
    table.pages.clear();
    // A blank cell stands on the line of its row.
    let mut last = None;
    for cell in &mut table.cells {
        cell.line = cell.line.or(last);
        last = cell.line;
    }
}

/// The first line with text in a box, else the first line beside it.
fn line_at(layouts: &[PageLayout], page: u32, bbox: &BBox) -> Option<u32> {
    let layout = layouts.get(page.checked_sub(1)? as usize)?;
    let inside = |b: &BBox| b.center_y() > bbox.y0 && b.center_y() < bbox.y1;
    let from = layout.lines.partition_point(|l| l.bbox.center_y() <= bbox.y0);
    let lines = || layout.lines.iter().skip(from).take_while(|l| inside(&l.bbox));
    let has_text = |line: &&Line| {
        let runs = layout.runs.get(line.runs.start as usize..line.runs.end as usize).unwrap_or_default();
        runs.iter().any(|r| r.bbox.x0 < bbox.x1 && r.bbox.x1 > bbox.x0)
    };
    lines().find(has_text).or_else(|| lines().next()).and_then(|l| l.number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Tables {
        let mut pages = Vec::new();
        let mut number = 0;
        for (p, page) in text.split('\u{c}').enumerate() {
            let mut dump_lines = Vec::new();
            number -= u32::from(p > 0);
            for raw in page.split('\n') {
                number += 1;
                let column = u16::try_from(raw.chars().count() - raw.trim_start().chars().count()).unwrap();
                if !raw.trim().is_empty() {
                    dump_lines.push(DumpLine { number, text: raw.trim().to_owned(), column, ..DumpLine::default() });
                }
            }
            pages.push(Page { number: p as u32 + 1, dump_lines, ..Page::default() });
        }
        let line = |l: &DumpLine| Line {
            runs: 0..0,
            number: Some(l.number),
            bbox: BBox::default(),
            baseline: 0.0,
            size: 0.0,
            bold: false,
            text: gongkai_normalize::blanks::tidy_blanks(&l.text),
            furniture: l.text.starts_with("- ").then_some(Furniture::PageNumber),
            column: None,
        };
        let layout = |p: &Page| PageLayout {
            page: p.number,
            lines: p.dump_lines.iter().map(line).collect(),
            ..PageLayout::default()
        };
        let layouts: Vec<PageLayout> = pages.iter().map(layout).collect();
        let found = Tables { used: layouts.iter().map(|l| vec![false; l.lines.len()]).collect(), ..Tables::default() };
        super::super::dump_tables(&pages, &layouts, found, &Options::default())
    }

    const TWO_PAGES: &str = "\
本局负责林业工作。
                          支出预算表
单位名称：青禾县林业局                                             单位：万元
                科目名称
                              小计       基本支出      项目支出
                   合计            1,200.00     500.00       700.00
[213]农林水支出                     1,200.00     500.00       700.00
 [21302]林业和草原                    900.00     300.00       600.00
\u{c}                          支出预算表
单位名称：青禾县林业局                                             单位：万元
                科目名称
                              小计       基本支出      项目支出
 [21303]水利                        300.00     200.00       100.00
   [2130306]水利工程运行                 300.00     200.00       100.00
";

    #[test]
    fn columns_of_blanks_are_columns_of_one_table_over_pages() {
        let found = read(TWO_PAGES);
        assert_eq!(found.tables.len(), 1);
        let table = &found.tables[0];
        assert_eq!((table.title.as_deref(), table.unit.as_deref()), (Some("支出预算表"), Some("万元")));
        assert_eq!((table.n_rows, table.n_cols), (6, 4));
        let row = |row: u32| table.cells.iter().filter(|c| c.row == row).map(|c| c.text.as_str()).collect::<Vec<_>>();
        assert_eq!(row(0), ["科目名称", "小计", "基本支出", "项目支出"]);
        assert_eq!(row(5), ["[2130306]水利工程运行", "300.00", "200.00", "100.00"]);
        let last = table.cells.last().unwrap();
        assert_eq!((last.line, last.page, last.bbox), (Some(14), None, None));
        assert!(last.regions.is_empty() && table.pages.is_empty());
        assert!(!found.used[0][0] && found.used[0][3]);
    }

    #[test]
    fn the_last_name_of_a_page_ends_above_the_page_number() {
        let text = "\
                     支出预算表
                                               单位：万元
      项目             合计       基本支出      项目支出
合计                   1,200.00     500.00       700.00
青禾县河岸林地养护
                       900.00     300.00       600.00
及补植项目
青禾县苗圃改建和灌
                       300.00     200.00       100.00
溉设施更新项目

                          - 7 -
";
        let table = read(text).tables.remove(0);
        let labels: Vec<&str> = table.cells.iter().filter(|c| c.col == 0).map(|c| c.text.as_str()).collect();
        assert_eq!(labels, ["项目", "合计", "青禾县河岸林地养护及补植项目", "青禾县苗圃改建和灌溉设施更新项目"]);
    }

    #[test]
    fn prose_with_a_gap_or_two_is_not_set_in_columns() {
        let line = |text: &str| DumpLine { text: text.to_owned(), ..DumpLine::default() };
        let page = Page {
            dump_lines: vec![line("青禾县林业局   2024年   决算"), line("甲  乙  丙")],
            ..Page::default()
        };
        assert!(!is_set_in_columns(&[page]));
    }
}
