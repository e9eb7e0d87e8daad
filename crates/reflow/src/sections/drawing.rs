//! Labels of charts: the figures beside an axis, the names below it, shares written around a pie. They are no sentences, and
//! the text goes on behind the drawing; what they say is told in an issue.

use gongkai_model::BBox;
use gongkai_model::issue::{Issue, Severity};
use gongkai_model::layout::{Line, PageLayout};
use gongkai_model::page::Page;
use gongkai_normalize::heading::heading_mark;

/// Fewest figures with equal steps, equally far apart, that are an axis.
const TICKS: usize = 4;

/// How far the distances between the figures of an axis differ at most, as a part of them.
const UNEVEN: f32 = 0.2;

/// How far the edges of the figures of an axis differ at most, in points.
const ASIDE: f32 = 2.5;

/// Most figures of a page among which an axis is looked for.
const MOST_FIGURES: usize = 400;

/// Longest label, in characters.
const LONGEST_LABEL: usize = 40;

/// Names and a legend below an axis take no more lines.
const LINES_BELOW: usize = 3;

/// Labels are set smaller than text, at most this part of its size.
const SMALL: f32 = 0.85;

/// What a page's lines are to its drawings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Drawn {
    /// Nothing.
    #[default]
    Text,
    /// A label inside one.
    Label,
    /// The title above one.
    Title,
}

/// What the lines of each page are to its drawings, and what was left out. `used`: lines that belong to tables.
pub(super) fn drawings(pages: &[Page], layouts: &[PageLayout], used: &[Vec<bool>]) -> (Vec<Vec<Drawn>>, Vec<Issue>) {
    let mut issues = Vec::new();
    let of_page = |(p, (page, layout)): (usize, (&Page, &PageLayout))| {
        let is_free = |l: usize| !used.get(p).and_then(|lines| lines.get(l)).copied().unwrap_or(false);
        let free: Vec<(usize, &Line)> = layout
            .lines
            .iter()
            .enumerate()
            .filter(|(l, line)| is_free(*l) && line.furniture.is_none() && line.number.is_none())
            .collect();
        let pieces: Vec<Piece> = free.iter().flat_map(|(l, line)| pieces_of(page, layout, *l, line)).collect();
        let drawn = drawn_lines(layout.lines.len(), &free, &pieces);
        let labels: Vec<&str> = free
            .iter()
            .filter(|(l, _)| drawn.get(*l) == Some(&Drawn::Label))
            .map(|(_, line)| line.text.as_str())
            .collect();
        if !labels.is_empty() {
            let detail = format!("labels of drawings left out of the text: {}", labels.join(" | "));
            issues.push(Issue::new("drawing_labels", Severity::Info, format!("page {}", layout.page), detail));
        }
        drawn
    };
    let drawn = pages.iter().zip(layouts).enumerate().map(of_page).collect();
    (drawn, issues)
}

/// A run of a line with its text.
#[derive(Debug, Clone)]
struct Piece {
    line: usize,
    bbox: BBox,
    text: String,
}

fn pieces_of(page: &Page, layout: &PageLayout, line: usize, of: &Line) -> Vec<Piece> {
    let runs = layout.runs.get(of.runs.start as usize..of.runs.end as usize).unwrap_or_default();
    let text =
        |glyphs: &[u32]| glyphs.iter().filter_map(|g| page.glyphs.get(*g as usize)).map(|g| g.ch).collect::<String>();
    runs.iter()
        .map(|run| {
            let glyphs = layout.order.get(run.glyphs.start as usize..run.glyphs.end as usize).unwrap_or_default();
            Piece { line, bbox: run.bbox, text: text(glyphs).trim().to_owned() }
        })
        .collect()
}

fn drawn_lines(count: usize, free: &[(usize, &Line)], pieces: &[Piece]) -> Vec<Drawn> {
    let mut drawn = vec![Drawn::Text; count];
    let of_text = free.iter().filter(|(_, line)| is_sentence(&line.text)).map(|(_, line)| line.size).reduce(f32::max);
    for axis in axes(pieces) {
        mark_chart(&axis, free, pieces, of_text, &mut drawn);
    }
    mark_pies(free, pieces, &mut drawn);
    mark_titles(free, &mut drawn);
    drawn
}

/// The figures beside one axis, from the top down.
#[derive(Debug, Clone, PartialEq)]
struct Axis {
    bbox: BBox,
    /// From one figure to the next.
    step: f32,
}

/// The axes of a page: figures below each other that fall by equal steps and stand equally far apart.
fn axes(pieces: &[Piece]) -> Vec<Axis> {
    let figures: Vec<(&Piece, i64)> = pieces.iter().filter_map(|piece| Some((piece, figure(&piece.text)?))).collect();
    let mut found: Vec<Axis> = Vec::new();
    if figures.len() > MOST_FIGURES {
        return found;
    }
    for (first, top) in &figures {
        for (second, next) in &figures {
            let (fall, step) = (top - next, second.bbox.center_y() - first.bbox.center_y());
            let size = first.bbox.height();
            if fall <= 0 || step < 0.8 * size || step > 12.0 * size || !is_aligned(&first.bbox, &second.bbox) {
                continue;
            }
            let mut bbox = first.bbox.union(&second.bbox);
            let (mut last, mut value, mut count) = (*second, *next, 2);
            while let Some((below, _)) = figures.iter().find(|(below, own)| {
                let apart = below.bbox.center_y() - last.bbox.center_y();
                *own == value - fall && (apart - step).abs() <= UNEVEN * step && is_aligned(&last.bbox, &below.bbox)
            }) {
                bbox = bbox.union(&below.bbox);
                last = below;
                value -= fall;
                count += 1;
            }
            // 2025, 2024, 2023: a list of years.
            let years = (1_990_000..=2_100_000).contains(top) && fall == 1_000;
            let within =
                |other: &Axis| other.bbox.y0 <= bbox.y0 && other.bbox.y1 >= bbox.y1 && is_aligned(&other.bbox, &bbox);
            if count >= TICKS && !years && !found.iter().any(within) {
                found.push(Axis { bbox, step });
            }
        }
    }
    found
}

fn is_aligned(one: &BBox, other: &BBox) -> bool {
    (one.x1 - other.x1).abs() <= ASIDE || (one.x0 - other.x0).abs() <= ASIDE
}

/// A figure beside an axis, in thousandths: 1,200, -20%, 0.5.
fn figure(text: &str) -> Option<i64> {
    let text = text.trim_end_matches(['%', '％']).replace([',', '，'], "").replace(['－', '−'], "-");
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let plain = (1..=12).contains(&digits.len())
        && decimals.len() <= 3
        && digits.chars().chain(decimals.chars()).all(|c| c.is_ascii_digit());
    plain.then(|| format!("{whole}{decimals:0<3}").parse().ok())?
}

/// Whether a line is a sentence or an item, and not the label of something.
fn is_sentence(text: &str) -> bool {
    text.contains(['。', '；', '：']) || text.contains('，') && text.chars().count() > LONGEST_LABEL / 2
}

fn is_label(text: &str) -> bool {
    let titled = text.starts_with(['图', '表', '注']) || text.starts_with("资料来源");
    !is_sentence(text) && !titled && heading_mark(text).is_none()
}

/// Marks what stands beside the axis of a chart, and the names and the legend below it.
fn mark_chart(axis: &Axis, free: &[(usize, &Line)], pieces: &[Piece], of_text: Option<f32>, drawn: &mut [Drawn]) {
    let (top, bottom) = (axis.bbox.y0 - 0.25 * axis.step, axis.bbox.y1 + 0.3 * axis.step);
    let stands = |line: &Line| (top..=bottom).contains(&line.bbox.center_y());
    let beside: Vec<&(usize, &Line)> = free.iter().filter(|(_, line)| stands(line)).collect();
    let sentences = beside.iter().filter(|(_, line)| is_sentence(&line.text)).count();
    if sentences * 3 > beside.len() {
        return;
    }
    let mut set = |line: usize| drawn.get_mut(line).into_iter().for_each(|d| *d = Drawn::Label);
    for (at, _) in beside.into_iter().filter(|(_, line)| !is_sentence(&line.text)) {
        set(*at);
    }
    let mut end = bottom;
    let mut below: Vec<&(usize, &Line)> = free.iter().filter(|(_, line)| line.bbox.center_y() > bottom).collect();
    below.sort_by(|a, b| a.1.bbox.y0.total_cmp(&b.1.bbox.y0));
    for (at, line) in below.into_iter().take(LINES_BELOW) {
        let parted = pieces.iter().filter(|piece| piece.line == *at).count() >= 2;
        let small = of_text.is_some_and(|size| line.size <= SMALL * size);
        let near = line.bbox.y0 - end <= (2.5 * line.bbox.height()).max(axis.step);
        if !near || !is_label(&line.text) || !(parted || small || figure(&line.text).is_some()) {
            break;
        }
        set(*at);
        end = line.bbox.y1;
    }
}

/// Marks the shares written around a pie, which add up to the whole, and what stands between them.
fn mark_pies(free: &[(usize, &Line)], pieces: &[Piece], drawn: &mut [Drawn]) {
    let is_free = |at: usize| drawn.get(at) == Some(&Drawn::Text);
    let mut blocks: Vec<Vec<usize>> = vec![Vec::new()];
    for (at, line) in free {
        let short = line.text.chars().count() <= LONGEST_LABEL;
        if is_free(*at) && short && is_label(&line.text) {
            blocks.last_mut().into_iter().for_each(|block| block.push(*at));
        } else {
            blocks.push(Vec::new());
        }
    }
    for block in blocks {
        let shares: Vec<(usize, i64)> = pieces
            .iter()
            .filter(|piece| block.contains(&piece.line))
            .filter_map(|piece| Some((piece.line, share(&piece.text)?)))
            .collect();
        let sum: i64 = shares.iter().map(|(_, share)| share).sum();
        let exact = shares.iter().any(|(_, share)| share % 1_000 != 0);
        let tolerance = if exact { 10 * shares.len() as i64 } else { 1_000 };
        let whole = shares.len() >= 2 && (exact || shares.len() >= 3) && (sum - 100_000).abs() <= tolerance;
        let lines = || shares.iter().map(|(line, _)| *line);
        if let Some((first, last)) = lines().min().zip(lines().max()).filter(|_| whole) {
            for at in block.into_iter().filter(|at| (first..=last).contains(at)) {
                drawn.get_mut(at).into_iter().for_each(|d| *d = Drawn::Label);
            }
        }
    }
}

/// The share that a label of a pie prints, in thousandths of a per cent: 7%, 基本支出, 40.01%.
fn share(text: &str) -> Option<i64> {
    let percent = text.strip_suffix(['%', '％'])?;
    let number = percent.rsplit([',', '，', ';', ' ']).next().unwrap_or(percent);
    figure(number).filter(|share| (0..=100_000).contains(share))
}

/// Marks the lines directly above a drawing that are its title.
fn mark_titles(free: &[(usize, &Line)], drawn: &mut [Drawn]) {
    for (above, below) in free.iter().zip(free.iter().skip(1)).rev() {
        let under = drawn.get(below.0).copied().unwrap_or_default();
        let near = below.1.bbox.y0 - above.1.bbox.y1 <= 2.0 * above.1.bbox.height().max(below.1.bbox.height());
        let title = drawn.get(above.0) == Some(&Drawn::Text) && under != Drawn::Text && near && is_label(&above.1.text);
        if title && above.1.text.chars().count() <= LONGEST_LABEL {
            drawn.get_mut(above.0).into_iter().for_each(|d| *d = Drawn::Title);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(line: usize, x: f32, y: f32, text: &str) -> Piece {
        let width = 5.0 * text.chars().count() as f32;
        Piece { line, bbox: BBox::new(x - width, y, x, y + 8.0), text: text.to_owned() }
    }

    fn line(x: f32, y: f32, size: f32, text: &str) -> Line {
        let bbox = BBox::new(x, y, x + size * text.chars().count() as f32, y + size);
        Line {
            runs: 0..0,
            number: None,
            bbox,
            baseline: y + size,
            size,
            bold: false,
            column: None,
            text: text.to_owned(),
            furniture: None,
        }
    }

    #[test]
    fn figures_that_fall_by_equal_steps_are_an_axis() {
        let ticks = |values: [&str; 4]| {
            values.iter().enumerate().map(|(i, v)| piece(i, 80.0, 100.0 + 20.0 * i as f32, v)).collect::<Vec<_>>()
        };
        assert_eq!(axes(&ticks(["1,500", "1,000", "500", "0"])).len(), 1);
        assert_eq!(axes(&ticks(["40%", "20%", "0%", "-20%"])).len(), 1);
        assert!(axes(&ticks(["2025", "2024", "2023", "2022"])).is_empty());
        assert!(axes(&ticks(["1", "2", "3", "4"])).is_empty());
        assert!(axes(&ticks(["40", "20", "10", "0"])).is_empty());
    }

    #[test]
    fn labels_of_a_chart_are_told_from_the_text_around_it() {
        let texts = [
            (16.0, "苗圃面积增速"),
            (10.0, "30"),
            (10.0, "20 25"),
            (10.0, "10"),
            (10.0, "0"),
            (10.0, "2024 2025"),
            (16.0, "二、林道"),
            (16.0, "全县新修林道八公里。"),
        ];
        let lines: Vec<Line> = texts
            .iter()
            .enumerate()
            .map(|(i, (size, text))| line(80.0, 100.0 + 20.0 * i as f32, *size, text))
            .collect();
        let free: Vec<(usize, &Line)> = lines.iter().enumerate().collect();
        let mut pieces: Vec<Piece> = ["30", "20", "10", "0"]
            .iter()
            .enumerate()
            .map(|(i, v)| piece(i + 1, 80.0, 121.0 + 20.0 * i as f32, v))
            .collect();
        pieces.push(piece(5, 120.0, 201.0, "2024"));
        pieces.push(piece(5, 160.0, 201.0, "2025"));
        use Drawn::{Label, Text, Title};
        assert_eq!(drawn_lines(8, &free, &pieces), [Title, Label, Label, Label, Label, Label, Text, Text]);
    }

    #[test]
    fn shares_that_make_up_a_whole_are_those_of_a_pie() {
        let texts = ["林业支出按科目分类", "7%", "造林", "护林, 13%", "80%", "下面是全县的造林情况。", "50%"];
        let lines: Vec<Line> =
            texts.iter().enumerate().map(|(i, text)| line(80.0, 100.0 + 20.0 * i as f32, 10.0, text)).collect();
        let free: Vec<(usize, &Line)> = lines.iter().enumerate().collect();
        let pieces: Vec<Piece> =
            texts.iter().enumerate().map(|(i, text)| piece(i, 200.0, 100.0 + 20.0 * i as f32, text)).collect();
        use Drawn::{Label, Text, Title};
        assert_eq!(drawn_lines(7, &free, &pieces), [Title, Label, Label, Label, Label, Text, Text]);
    }
}
