//! Page numbers and running titles: lines that belong to the page and not to the document.

use crate::page_number::{PageNumber, page_number};
use gongkai_model::layout::{Furniture, Line, PageLayout};
use gongkai_model::page::{Axis, DumpLine, Page, Rule};
use gongkai_model::{Issue, Severity};
use gongkai_normalize::chars::{comparison_key, is_ideograph};
use gongkai_normalize::unit::find_money;
use std::collections::{BTreeMap, BTreeSet};

/// Height of the zones at the top and the bottom of a page in which furniture stands, as a share of the page height.
const EDGE_ZONE: f32 = 0.13;

/// How many lines from the first and the last line of a page are looked at where there is no geometry.
const EDGE_LINES: usize = 2;

/// Words that stand apart on a line of a dump make it the header of columns, at least.
const WORDS_OF_COLUMNS: usize = 3;

/// Pages on which a running title must recur.
const MIN_RECURRENCE: usize = 3;

/// How many numbers in a row make bare numbers of a dump without form feeds page numbers.
const MIN_SEQUENCE: usize = 3;

/// Fewest lines of text between two bare page numbers of a dump.
const MIN_LINES_APART: usize = 12;

/// Marks page numbers and running titles in `layouts` and says what was marked. Titles and headers of tables that go
/// on over pages are left to the table stage.
pub fn mark_furniture(pages: &[Page], layouts: &mut [PageLayout]) -> Vec<Issue> {
    mark_decorated_numbers(pages, layouts);
    mark_bare_numbers(pages, layouts);
    mark_bare_sequence(pages, layouts);
    mark_running_titles(pages, layouts);
    report(layouts)
}

/// Whether a line stands where furniture stands. Lines of a dump stand there if they are among the first or the last.
fn at_edge(page: &Page, line: &Line, index: usize, count: usize) -> bool {
    if page.height > 0.0 {
        let y = line.bbox.center_y() / page.height;
        !(EDGE_ZONE..=1.0 - EDGE_ZONE).contains(&y)
    } else {
        index < EDGE_LINES || index + EDGE_LINES >= count
    }
}

/// Whether a line is written downwards along the left or the right edge: the number of a sheet that was turned.
fn stands_sideways_at_edge(page: &Page, line: &Line) -> bool {
    let x = line.bbox.center_x() / page.width.max(1.0);
    line.bbox.height() > line.bbox.width() && !(EDGE_ZONE..=1.0 - EDGE_ZONE).contains(&x)
}

fn mark_decorated_numbers(pages: &[Page], layouts: &mut [PageLayout]) {
    for (page, layout) in pages.iter().zip(layouts) {
        let count = layout.lines.len();
        for (index, line) in layout.lines.iter_mut().enumerate() {
            let is_dump = line.number.is_some();
            if page_number(&line.text) == Some(PageNumber::Decorated)
                && (is_dump || at_edge(page, line, index, count) || stands_sideways_at_edge(page, line))
            {
                line.furniture = Some(Furniture::PageNumber);
            }
        }
    }
}

/// Bare numbers at the edge of a page count as page numbers where those of other pages agree: the same distance
/// between the printed number and the place of the page.
fn mark_bare_numbers(pages: &[Page], layouts: &mut [PageLayout]) {
    if pages.len() < 2 {
        return;
    }
    // Offset between printed number and page, and the places where it was seen.
    let mut seen: BTreeMap<i64, Vec<(usize, usize)>> = BTreeMap::new();
    // Those that stand within the rules of a table, which may be amounts.
    let mut ruled: BTreeMap<i64, Vec<(usize, usize)>> = BTreeMap::new();
    for (p, (page, layout)) in pages.iter().zip(layouts.iter()).enumerate() {
        let count = layout.lines.len();
        for (l, line) in layout.lines.iter().enumerate() {
            if let Some(PageNumber::Bare(number)) = page_number(&line.text)
                && at_edge(page, line, l, count)
                && (l < EDGE_LINES || l + EDGE_LINES >= count)
            {
                let places = if between_rules(page, line) { &mut ruled } else { &mut seen };
                places.entry(i64::from(number) - p as i64).or_default().push((p, l));
            }
        }
    }
    for (offset, places) in seen {
        let mut on: Vec<usize> = places.iter().map(|(p, _)| *p).collect();
        on.dedup();
        let enough = on.len() >= MIN_RECURRENCE || on.len() == pages.len() || (offset == 1 && on.len() >= 2);
        if enough {
            // A table that reaches down to the number of its page holds it between its rules: it stands where the others do.
            let mut over = ruled.remove(&offset).unwrap_or_default();
            over.retain(|place| stands_with(layouts, *place, &places));
            for (p, l) in places.into_iter().chain(over) {
                mark(layouts, p, l, Furniture::PageNumber);
            }
        }
    }
}

/// Furthest that the numbers of two pages stand apart that are printed at one place, in points.
const SAME_PLACE: f32 = 2.0;

/// Whether a line stands where enough of the others do.
fn stands_with(layouts: &[PageLayout], place: (usize, usize), others: &[(usize, usize)]) -> bool {
    let middle = |(p, l): (usize, usize)| {
        let bbox = layouts.get(p)?.lines.get(l)?.bbox;
        Some((bbox.center_x(), bbox.center_y()))
    };
    let Some((x, y)) = middle(place) else { return false };
    let near = |(ox, oy): &(f32, f32)| (ox - x).abs() <= SAME_PLACE && (oy - y).abs() <= SAME_PLACE;
    others.iter().filter_map(|other| middle(*other)).filter(near).count() >= MIN_RECURRENCE
}

/// Bare numbers of a dump without form feeds count as page numbers where they count up, far apart from each other.
fn mark_bare_sequence(pages: &[Page], layouts: &mut [PageLayout]) {
    let [page] = pages else { return };
    let [layout] = layouts else { return };
    if page.dump_lines.is_empty() {
        return;
    }
    let numbers: Vec<(usize, u32)> = layout
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.furniture.is_none())
        .filter_map(|(l, line)| match page_number(&line.text) {
            Some(PageNumber::Bare(n)) => Some((l, n)),
            _ => None,
        })
        .collect();
    let mut run: Vec<usize> = Vec::new();
    let mut last: Option<(usize, u32)> = None;
    for (at, number) in numbers {
        let follows =
            last.is_some_and(|(l, n)| number == n.saturating_add(1) && at.saturating_sub(l) >= MIN_LINES_APART);
        if !follows {
            mark_run(layout, &run);
            run.clear();
        }
        run.push(at);
        last = Some((at, number));
    }
    mark_run(layout, &run);
}

fn mark_run(layout: &mut PageLayout, run: &[usize]) {
    if run.len() < MIN_SEQUENCE {
        return;
    }
    for &l in run {
        if let Some(line) = layout.lines.get_mut(l) {
            line.furniture = Some(Furniture::PageNumber);
        }
    }
}

/// A text, the last height at which it was seen, and its places: page and line.
type Recurrence = (String, i64, Vec<(usize, usize)>);

/// Marks lines whose text recurs at the same height of most pages from the first it stands on to the last.
fn mark_running_titles(pages: &[Page], layouts: &mut [PageLayout]) {
    // Text without numbers, height in steps of a few points, and the places where it was seen.
    let mut seen: BTreeMap<(String, i64), Vec<(usize, usize)>> = BTreeMap::new();
    for (p, (page, layout)) in pages.iter().zip(layouts.iter()).enumerate() {
        let count = layout.lines.len();
        for (l, line) in layout.lines.iter().enumerate() {
            let may_run = at_edge(page, line, l, count) && may_run(page, line) && !heads_columns(layout, line);
            if line.furniture.is_some() || !may_run {
                continue;
            }
            if page.dump_lines.iter().take(l + 1).skip(l.saturating_sub(EDGE_LINES)).any(is_of_columns) {
                // The header of a table that goes on, or what stands under it.
                continue;
            }
            let height = if page.height > 0.0 {
                (line.bbox.center_y() / 6.0).round() as i64
            } else if l < EDGE_LINES {
                l as i64
            } else {
                l as i64 - count as i64
            };
            seen.entry((numbers_masked(&line.text), height)).or_default().push((p, l));
        }
    }
    // A line may fall on either side of a step: neighbouring steps are one place.
    let mut groups: Vec<Recurrence> = Vec::new();
    for ((text, height), places) in seen {
        match groups.last_mut() {
            Some((t, h, all)) if *t == text && height - *h <= 1 => {
                *h = height;
                all.extend(places);
            }
            _ => groups.push((text, height, places)),
        }
    }
    for (_, _, places) in groups {
        for places in with_equal_numbers(layouts, places) {
            let on: BTreeSet<usize> = places.iter().map(|(p, _)| *p).collect();
            let span = on.first().zip(on.last()).map_or(0, |(first, last)| last - first + 1);
            let on_both =
                pages.len() == MIN_RECURRENCE - 1 && on.len() == pages.len() && is_set_small(layouts, &places);
            if on_both || on.len() >= MIN_RECURRENCE && 2 * on.len() >= span {
                for (p, l) in places {
                    mark(layouts, p, l, Furniture::RunningTitle);
                }
            }
        }
    }
}

/// Whether the first page has a line set larger below the one that recurs: its title.
fn is_set_small(layouts: &[PageLayout], places: &[(usize, usize)]) -> bool {
    let Some(line) = places.first().and_then(|(p, l)| layouts.get(*p)?.lines.get(*l)) else { return false };
    line.number.is_none()
        && layouts
            .first()
            .is_some_and(|first| first.lines.iter().any(|l| l.size > LARGER * line.size && l.bbox.y0 > line.bbox.y1))
}

/// A title is larger than what stands at the head of its pages by this factor.
const LARGER: f32 = 1.2;

/// Divides places of texts that differ in nothing but numbers: a running title has the same numbers everywhere, but for
/// that of the page, which counts with the pages.
fn with_equal_numbers(layouts: &[PageLayout], places: Vec<(usize, usize)>) -> Vec<Vec<(usize, usize)>> {
    let numbers_at = |(p, l): (usize, usize)| {
        let text = layouts.get(p).and_then(|layout| layout.lines.get(l)).map_or("", |line| line.text.as_str());
        // The number of the page may stand behind another one.
        let words = text.split_whitespace().map(comparison_key);
        let of_word = |word: String| {
            let numbers = word.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
            numbers.map(str::to_owned).collect::<Vec<String>>()
        };
        words.flat_map(of_word).collect::<Vec<String>>()
    };
    let offset = |p: usize, number: &str| number.parse::<i32>().map(|n| i64::from(n) - p as i64).ok();
    let all: Vec<(usize, Vec<String>)> = places.iter().map(|place| (place.0, numbers_at(*place))).collect();
    let count = all.first().map_or(0, |(_, numbers)| numbers.len());
    let of_page: Vec<bool> = (0..count)
        .map(|k| {
            let mut offsets = all.iter().map(|(p, numbers)| numbers.get(k).and_then(|n| offset(*p, n)));
            let first = offsets.next().flatten();
            first.is_some() && offsets.all(|o| o == first)
        })
        .collect();
    let mut equal: BTreeMap<Vec<String>, Vec<(usize, usize)>> = BTreeMap::new();
    for (place, (_, numbers)) in places.into_iter().zip(all) {
        let others = numbers.into_iter().zip(&of_page).filter(|(_, of_page)| !**of_page).map(|(n, _)| n);
        equal.entry(others.collect()).or_default().push(place);
    }
    equal.into_values().collect()
}

/// Whether a line can be a running title: a short text with words, outside of tables, and nothing a table begins with.
fn may_run(page: &Page, line: &Line) -> bool {
    let key = comparison_key(&line.text);
    let ideographs = key.chars().filter(|c| is_ideograph(*c)).count();
    // Headers of tables stand apart too, though not at the foot of one page after the other.
    let at_foot = line.bbox.center_y() > (1.0 - EDGE_ZONE) * page.height && page.height > 0.0;
    if !(2..=40).contains(&ideographs) || line.runs.len() > 2 && !at_foot {
        return false;
    }
    let of_table = ["表", "表)", "(续)", "续表", "年度)", "元", "元)", "合计"].iter().any(|end| key.ends_with(end))
        || ["单位", "部门:", "编制", "金额", "公开", "表", "附表", "附件", "项目", "科目", "栏次", "注"]
            .iter()
            .any(|start| key.starts_with(start))
        || key.contains("单位:");
    !of_table && find_money(&line.text).is_empty() && !in_ruled_table(page, line)
}

/// Whether a line of several texts stands right above another one in its size: groups of columns above their headers.
fn heads_columns(layout: &PageLayout, line: &Line) -> bool {
    let below = |l: &Line| {
        let gap = l.bbox.y0 - line.bbox.y1;
        gap > -0.2 * line.size && gap < CLOSE * line.size && (l.size - line.size).abs() < 0.3 && l.runs.len() >= 2
    };
    line.number.is_none() && line.runs.len() >= 2 && layout.lines.iter().any(below)
}

/// Rows of a header stand closer than so many font sizes.
const CLOSE: f32 = 2.0;

/// Whether a line of a dump has words of several columns.
fn is_of_columns(line: &DumpLine) -> bool {
    let cells = line.cells.iter().filter(|cell| !cell.trim().is_empty()).count();
    // 部 门 预 算 is one word, spaced out.
    let words = line.text.split_whitespace().filter(|word| word.chars().nth(1).is_some()).count();
    cells >= WORDS_OF_COLUMNS || line.cells.is_empty() && words >= WORDS_OF_COLUMNS
}

/// Whether vertical rules pass the line on its left and on its right: it stands in a table.
fn between_rules(page: &Page, line: &Line) -> bool {
    let y = line.bbox.center_y();
    let mut passing = page.rules.iter().filter(|r| r.axis == Axis::Vertical && r.from <= y && r.to >= y);
    let (mut left, mut right) = (false, false);
    passing.any(|rule| {
        left |= rule.at <= line.bbox.x0 + 1.0;
        right |= rule.at >= line.bbox.x1 - 1.0;
        left && right
    })
}

/// Whether a line stands in a table: rules pass it on both sides, or one above and one below run over all of it.
fn in_ruled_table(page: &Page, line: &Line) -> bool {
    let over = |r: &&Rule| r.axis == Axis::Horizontal && r.from < line.bbox.x1 && r.to > line.bbox.x0;
    let (above, below): (Vec<&Rule>, Vec<&Rule>) =
        page.rules.iter().filter(over).partition(|r| r.at <= line.bbox.center_y());
    (runs_over(above, line) && runs_over(below, line)) || between_rules(page, line)
}

/// Rules may be drawn in pieces, one per column, this far apart.
const BROKEN: f32 = 3.0;

/// Whether one of the rules, or the pieces of one, reaches from the left to the right end of a line.
fn runs_over(mut rules: Vec<&Rule>, line: &Line) -> bool {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    rules.chunk_by_mut(|a, b| b.at - a.at <= 1.0).any(|pieces| {
        pieces.sort_by(|a, b| a.from.total_cmp(&b.from));
        let covered =
            pieces.iter().fold(line.bbox.x0 + 1.0, |to, r| if r.from <= to + BROKEN { to.max(r.to) } else { to });
        pieces.first().is_some_and(|first| first.from <= line.bbox.x0 + 1.0) && covered >= line.bbox.x1 - 1.0
    })
}

/// The text with one mark for each number.
fn numbers_masked(text: &str) -> String {
    let mut masked = String::new();
    for c in comparison_key(text).chars() {
        if !c.is_ascii_digit() {
            masked.push(c);
        } else if !masked.ends_with('#') {
            masked.push('#');
        }
    }
    masked
}

fn mark(layouts: &mut [PageLayout], page: usize, line: usize, furniture: Furniture) {
    if let Some(line) = layouts.get_mut(page).and_then(|layout| layout.lines.get_mut(line)) {
        line.furniture = Some(furniture);
    }
}

/// One issue for all page numbers, one for all watermarks, one for each running title.
fn report(layouts: &[PageLayout]) -> Vec<Issue> {
    let mut numbers: Vec<(String, &str)> = Vec::new();
    let mut watermarks: Vec<(String, &str)> = Vec::new();
    let mut titles: BTreeMap<String, Vec<(String, &str)>> = BTreeMap::new();
    for layout in layouts {
        for line in &layout.lines {
            let place = line.number.map_or_else(|| format!("page {}", layout.page), |n| format!("line {n}"));
            match line.furniture {
                Some(Furniture::PageNumber) => numbers.push((place, &line.text)),
                Some(Furniture::RunningTitle) => {
                    titles.entry(numbers_masked(&line.text)).or_default().push((place, &line.text));
                }
                Some(Furniture::Watermark) => watermarks.push((place, &line.text)),
                None => {}
            }
        }
    }
    let mut issues = Vec::new();
    let mut say = |code: &str, what: &str, places: &[(String, &str)]| {
        if let (Some((first, text)), Some((last, _))) = (places.first(), places.last()) {
            let place = if first == last { first.clone() } else { format!("{first} to {last}") };
            issues.push(Issue::new(
                code,
                Severity::Info,
                place,
                format!("{} {what} left out of the text, the first: {text}", places.len()),
            ));
        }
    };
    say("furniture_page_number", "page numbers", &numbers);
    say("furniture_watermark", "watermarks", &watermarks);
    for places in titles.values() {
        say("furniture_running_title", "running titles", places);
    }
    issues
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongkai_model::BBox;

    fn pdf(pages: &[&[(f32, &str)]]) -> (Vec<Page>, Vec<PageLayout>) {
        let number = |i: usize| i as u32 + 1;
        let sheets =
            (0..pages.len()).map(|i| Page { number: number(i), width: 595.0, height: 842.0, ..Page::default() });
        let layouts = pages.iter().enumerate().map(|(i, lines)| PageLayout {
            page: number(i),
            lines: lines
                .iter()
                .map(|(y, text)| Line {
                    runs: 0..1,
                    number: None,
                    bbox: BBox::new(100.0, *y, 300.0, y + 12.0),
                    baseline: y + 10.0,
                    size: 12.0,
                    bold: false,
                    text: (*text).to_owned(),
                    furniture: None,
                    column: None,
                })
                .collect(),
            ..PageLayout::default()
        });
        (sheets.collect(), layouts.collect())
    }

    #[test]
    fn bare_numbers_need_neighbours_that_agree() {
        let (pages, mut layouts) = pdf(&[
            &[(300.0, "甲"), (800.0, "1")],
            &[(300.0, "7"), (800.0, "2")],
            &[(300.0, "丙"), (800.0, "3")],
            &[(300.0, "丁"), (800.0, "88")],
        ]);
        let issues = mark_furniture(&pages, &mut layouts);
        let marked: Vec<bool> = layouts.iter().map(|l| l.lines[1].furniture.is_some()).collect();
        assert_eq!(marked, [true, true, true, false]);
        assert!(layouts[1].lines[0].furniture.is_none());
        assert_eq!(issues.len(), 1);
        assert_eq!((issues[0].code.as_str(), issues[0].place.as_str()), ("furniture_page_number", "page 1 to page 3"));
    }

    #[test]
    fn a_number_over_a_table_stands_where_the_others_do() {
        let marked = |y: f32| {
            let foot = |text| [(300.0, "甲"), (800.0, text)];
            let ruled = [(300.0, "甲"), (y, "4")];
            let (mut pages, mut layouts) = pdf(&[&foot("1"), &foot("2"), &foot("3"), &ruled, &foot("5")]);
            let side = |at: f32| Rule { axis: Axis::Vertical, at, from: 100.0, to: 830.0, width: 0.5, colour: 0 };
            pages[3].rules = vec![side(50.0), side(400.0)];
            mark_furniture(&pages, &mut layouts);
            layouts[3].lines[1].furniture.is_some()
        };
        assert!(marked(800.0));
        assert!(!marked(780.0));
    }

    #[test]
    fn a_head_above_the_title_runs_over_two_pages() {
        let pages_of = |larger: f32| {
            let head = (40.0, "青禾县人民政府公报");
            let (pages, mut layouts) = pdf(&[&[head, (120.0, "关于林场管护办法的通知")], &[head, (120.0, "第三条")]]);
            layouts[0].lines[1].size = larger;
            mark_furniture(&pages, &mut layouts);
            layouts.iter().map(|l| l.lines[0].furniture.is_some()).collect::<Vec<_>>()
        };
        assert_eq!((pages_of(22.0), pages_of(12.0)), (vec![true; 2], vec![false; 2]));
    }

    #[test]
    fn the_number_of_a_turned_sheet_stands_at_its_side() {
        let (pages, mut layouts) = pdf(&[&[(300.0, "- 62 -"), (330.0, "- 63 -"), (360.0, "正文")]]);
        layouts[0].lines[0].bbox = BBox::new(40.0, 300.0, 52.0, 335.0);
        mark_furniture(&pages, &mut layouts);
        let marked: Vec<bool> = layouts[0].lines.iter().map(|l| l.furniture.is_some()).collect();
        assert_eq!(marked, [true, false, false]);
    }

    #[test]
    fn running_titles_recur_at_one_height_and_titles_of_tables_do_not_run() {
        let page: &[(f32, &str)] = &[(40.0, "青禾县林业局2024年部门预算"), (70.0, "收支预算总表"), (400.0, "正文")];
        let (pages, mut layouts) = pdf(&[page, page, page]);
        mark_furniture(&pages, &mut layouts);
        for layout in &layouts {
            assert_eq!(layout.lines[0].furniture, Some(Furniture::RunningTitle));
            assert_eq!(layout.lines[1].furniture, None);
            assert_eq!(layout.lines[2].furniture, None);
        }
    }

    #[test]
    fn what_stands_apart_at_the_foot_of_all_pages_runs_beside_the_number_of_the_page() {
        let foot = |n: usize| format!("地址：青禾县岚桥路2号 电话：555-0147 {n}");
        let pages: Vec<[(f32, String); 3]> = (8..12)
            .map(|n| [(40.0, "项目 金额 备注".to_owned()), (400.0, "正文".to_owned()), (800.0, foot(n))])
            .collect();
        let lines: Vec<Vec<(f32, &str)>> =
            pages.iter().map(|page| page.iter().map(|(y, text)| (*y, text.as_str())).collect()).collect();
        let (pages, mut layouts) = pdf(&lines.iter().map(Vec::as_slice).collect::<Vec<_>>());
        layouts.iter_mut().flat_map(|l| &mut l.lines).for_each(|l| l.runs = 0..3);
        mark_furniture(&pages, &mut layouts);
        for layout in &layouts {
            let marked: Vec<bool> = layout.lines.iter().map(|l| l.furniture.is_some()).collect();
            assert_eq!(marked, [false, false, true]);
        }
    }

    #[test]
    fn groups_of_columns_above_their_headers_do_not_run() {
        let page: &[(f32, &str)] = &[(40.0, "收入 支出"), (60.0, "项目 决算数"), (400.0, "正文")];
        let marked = |runs: u32| {
            let (pages, mut layouts) = pdf(&[page, page, page]);
            layouts.iter_mut().for_each(|l| (l.lines[0].runs, l.lines[1].runs) = (0..2, 2..2 + runs));
            mark_furniture(&pages, &mut layouts);
            layouts[0].lines[0].furniture.is_some()
        };
        assert_eq!((marked(2), marked(1)), (false, true));
    }

    #[test]
    fn sentences_with_other_amounts_do_not_run() {
        let pages: Vec<[(f32, String); 3]> = [(1, "12.50"), (2, "3.75"), (3, "9.00")]
            .map(|(n, amount)| {
                [
                    (40.0, format!("青禾县林业局预算公开 {n}")),
                    (60.0, format!("林场人员经费{amount}，主要是在职人员工资")),
                    (800.0, "林场公用经费3万元，主要是办公费".to_owned()),
                ]
            })
            .into();
        let lines: Vec<Vec<(f32, &str)>> =
            pages.iter().map(|page| page.iter().map(|(y, text)| (*y, text.as_str())).collect()).collect();
        let (pages, mut layouts) = pdf(&lines.iter().map(Vec::as_slice).collect::<Vec<_>>());
        mark_furniture(&pages, &mut layouts);
        for layout in &layouts {
            let marked: Vec<bool> = layout.lines.iter().map(|l| l.furniture.is_some()).collect();
            assert_eq!(marked, [true, false, false]);
        }
    }

    #[test]
    fn a_head_between_rules_above_and_below_does_not_run() {
        let page: &[(f32, &str)] = &[(40.0, "债务限额与余额"), (400.0, "正文")];
        let (mut pages, mut layouts) = pdf(&[page, page, page]);
        let piece = |at: f32, from: f32, to: f32| Rule { axis: Axis::Horizontal, at, from, to, width: 0.5, colour: 0 };
        let rule = |at: f32| piece(at, 50.0, 500.0);
        pages[1].rules = vec![rule(36.0), piece(60.4, 110.0, 500.0), piece(60.0, 50.0, 108.0)];
        pages[2].rules = vec![rule(60.0)];
        mark_furniture(&pages, &mut layouts);
        assert!(layouts.iter().all(|l| l.lines[0].furniture.is_none()));
    }

    #[test]
    fn row_numbers_of_a_dump_are_no_page_numbers() {
        let line = |number: u32, text: &str| DumpLine { number, text: text.to_owned(), ..DumpLine::default() };
        let mut lines: Vec<DumpLine> = (1..=4).map(|n| line(n, &n.to_string())).collect();
        lines.extend((5..60).map(|n| line(n, if n % 15 == 0 { "—— 3 ——" } else { "正文" })));
        lines.extend(
            [(61, "7"), (80, "8"), (99, "9")]
                .iter()
                .flat_map(|(n, t)| std::iter::once(line(*n, t)).chain((1..15).map(move |i| line(n + i, "正文")))),
        );
        let pages = vec![Page { number: 1, dump_lines: lines, ..Page::default() }];
        let mut layouts = vec![crate::dump_lines::dump_page_to_layout(&pages[0])];
        mark_furniture(&pages, &mut layouts);
        let marked: Vec<u32> =
            layouts[0].lines.iter().filter(|l| l.furniture.is_some()).filter_map(|l| l.number).collect();
        assert_eq!(marked, [15, 30, 45, 61, 80, 99]);
    }
}
