//! Where on a page tables stand whose grid no rules draw: lines of words and numbers that stand apart, one under the other.

use crate::bare::words::{Word, words_of_line};
use gongkai_model::layout::{Furniture, PageLayout};
use gongkai_model::page::Page;
use gongkai_normalize::unit::find_unit_line;

/// Lines of a page that make a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Area {
    /// Words of each line, from top to bottom; no line is without any.
    pub(crate) lines: Vec<Vec<Word>>,
    /// The first line that is not part of the header.
    pub(crate) body: usize,
    /// Usual distance between the baselines of two rows.
    pub(crate) pitch: f32,
}

impl Area {
    /// Words below the header.
    pub(crate) fn body_words(&self) -> impl Iterator<Item = &Word> {
        self.lines.iter().skip(self.body).flatten()
    }

    /// Words of the header.
    pub(crate) fn header_words(&self) -> impl Iterator<Item = &Word> {
        self.lines.iter().take(self.body).flatten()
    }

    /// Where its first line begins.
    pub(crate) fn top(&self) -> f32 {
        self.lines.iter().flatten().map(|w| w.bbox.y0).fold(f32::MAX, f32::min)
    }

    /// Where its last line ends.
    pub(crate) fn bottom(&self) -> f32 {
        self.lines.iter().flatten().map(|w| w.bbox.y1).fold(f32::MIN, f32::max)
    }

    /// Its lines in the layout, in order.
    pub(crate) fn line_indices(&self) -> Vec<usize> {
        self.lines.iter().flatten().map(|w| w.line).collect()
    }

    /// Size in which most of the body is set.
    pub(crate) fn size(&self) -> f32 {
        median(self.body_words().map(|w| w.size).collect())
    }
}

/// A gap around a number that is wider than this part of the font size sets it apart from the words beside it.
const APART: f32 = 0.9;

/// Lines without any number between two lines with numbers at most: wrapped texts and labels without amount.
const LINES_BETWEEN: usize = 80;

/// Of these, lines that run over much of the table's width at most.
const WIDE_LINES_BETWEEN: usize = 2;

/// A line of one stretch that is wider than this share of the table is a wide one.
const WIDE: f32 = 0.4;

/// Header lines above the first line with numbers at most.
const HEADER_LINES: usize = 12;

/// A line of the page as far as it matters where tables begin and end.
struct Candidate {
    words: Vec<Word>,
    /// Numbers stand apart in it.
    data: bool,
    /// No line of a table: a title, a unit line, a note, a sentence.
    breaks: bool,
}

impl Candidate {
    fn baseline(&self) -> f32 {
        self.words.iter().map(|w| w.baseline).fold(f32::MIN, f32::max)
    }

    fn size(&self) -> f32 {
        self.words.iter().map(|w| w.size).fold(0.0, f32::max)
    }

    /// Its left and right end.
    fn extent(&self) -> (f32, f32) {
        let left = self.words.first().map_or(0.0, |w| w.bbox.x0);
        (left, self.words.iter().map(|w| w.bbox.x1).fold(left, f32::max))
    }
}

/// Stretches of text with wide gaps between them.
fn stretches(words: &[Word]) -> usize {
    1 + words.windows(2).filter(|w| w[1].bbox.x0 - w[0].bbox.x1 > 1.5 * w[0].size).count()
}

/// Finds the areas of a page among the lines that no ruled table has taken.
pub(crate) fn page_areas(page: &Page, layout: &PageLayout, taken: &[bool]) -> Vec<Area> {
    let candidates = candidates(page, layout, taken);
    let mut areas = Vec::new();
    let mut from = 0;
    while from < candidates.len() {
        if !candidates[from].data || candidates[from].breaks {
            from += 1;
            continue;
        }
        let to = last_data_line(&candidates, from);
        let floor = areas.last().map_or(0, |(_, end)| *end);
        let top = first_header_line(&candidates, from, floor);
        let pitch = row_pitch(&candidates[from..=to]);
        let lines: Vec<Vec<Word>> = candidates[top..=to].iter().map(|c| c.words.clone()).collect();
        let area = Area { lines, body: from - top, pitch };
        if is_tabular(&area) {
            areas.push((area, to + 1));
        }
        from = to + 1;
    }
    let ends: Vec<usize> = areas.iter().map(|(_, end)| *end).collect();
    let mut areas: Vec<Area> = areas.into_iter().map(|(r, _)| r).collect();
    for (area, end) in areas.iter_mut().zip(ends) {
        add_lines_below(area, candidates.get(end..).unwrap_or_default());
    }
    areas
}

fn candidates(page: &Page, layout: &PageLayout, taken: &[bool]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for (index, line) in layout.lines.iter().enumerate() {
        let furniture = matches!(line.furniture, Some(Furniture::PageNumber | Furniture::Watermark));
        if furniture || taken.get(index).copied().unwrap_or(false) || line.column.is_some() {
            continue;
        }
        let words = words_of_line(page, layout, index);
        if words.is_empty() {
            continue;
        }
        found.push(Candidate { data: has_data(&words, &line.text), breaks: breaks(&words, &line.text), words });
    }
    found.sort_by(|a, b| a.baseline().total_cmp(&b.baseline()));
    found
}

/// Numbers stand apart from other words of the line.
fn has_data(words: &[Word], text: &str) -> bool {
    // Leaders of a table of contents.
    if text.contains("....") || text.contains("…") || text.contains("····") || words.len() < 2 {
        return false;
    }
    let apart = |i: usize| {
        let size = words[i].size;
        let left = i == 0 || words[i].bbox.x0 - words[i - 1].bbox.x1 > APART * size;
        let right = i + 1 == words.len() || words[i + 1].bbox.x0 - words[i].bbox.x1 > APART * size;
        left && right
    };
    let numeric: Vec<usize> = (0..words.len()).filter(|i| words[*i].is_numeric()).collect();
    numeric.len() >= 3 || numeric.into_iter().any(apart)
}

fn breaks(words: &[Word], text: &str) -> bool {
    let text = text.trim();
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let n = compact.chars().count();
    let note = ["注：", "注:", "注1", "说明：", "备注：", "数据来源", "续表"].iter().any(|m| compact.starts_with(m));
    let title = n <= 40 && compact.ends_with(['表', '图']) && words.len() <= 3;
    let organisation = ["部门：", "编制单位", "单位名称：", "填报单位", "单位：", "部门名称：", "预算单位："]
        .iter()
        .any(|m| compact.starts_with(m));
    let sentence = stretches(words) == 1 && (compact.ends_with(['。', '；']) && n > 16 || n > 34);
    note || title || organisation || sentence || find_unit_line(text).is_some()
}

/// The last line with numbers that belongs to the same table as the one at `from`.
fn last_data_line(candidates: &[Candidate], from: usize) -> usize {
    let mut last = from;
    let mut widest_gap = 0.0f32;
    let mut wide = 0;
    let (mut left, mut right) = candidates[from].extent();
    for at in from + 1..candidates.len() {
        let (before, line) = (&candidates[at - 1], &candidates[at]);
        let gap = line.baseline() - before.baseline();
        // Rows of a table are set evenly; three lines apart is another matter.
        let usual = if widest_gap > 0.0 { 1.8 * widest_gap } else { 0.0 };
        let (x0, x1) = line.extent();
        wide += usize::from(!line.data && stretches(&line.words) == 1 && x1 - x0 > WIDE * (right - left));
        let too_many = at - last > LINES_BETWEEN + 1 || wide > WIDE_LINES_BETWEEN;
        if line.breaks || gap > (3.6 * line.size()).max(usual) || too_many {
            break;
        }
        if line.data {
            (last, wide) = (at, 0);
            (left, right) = (left.min(x0), right.max(x1));
        }
        widest_gap = widest_gap.max(gap);
    }
    last
}

/// The first of the header lines above `from`.
fn first_header_line(candidates: &[Candidate], from: usize, floor: usize) -> usize {
    let size = candidates[from].size();
    let (left, right) = candidates
        .get(from..from + 5)
        .unwrap_or(&candidates[from..])
        .iter()
        .map(Candidate::extent)
        .fold((f32::MAX, f32::MIN), |(l, r), (a, b)| (l.min(a), r.max(b)));
    let mut top = from;
    while top > floor && from - top < HEADER_LINES {
        let line = &candidates[top - 1];
        let gap = candidates[top].baseline() - line.baseline();
        if line.breaks || line.size() > 1.15 * size || gap > 4.2 * size {
            break;
        }
        top -= 1;
    }
    // A line in the middle above all others is a title, unless the unit line or the like stands between.
    let under_unit_line = top > 0 && candidates[top - 1].breaks;
    while top < from && !under_unit_line {
        let (x0, x1) = candidates[top].extent();
        let centred = ((x0 + x1) * 0.5 - (left + right) * 0.5).abs() < 1.5 * size;
        if candidates[top].words.len() != 1 || !centred {
            break;
        }
        top += 1;
    }
    top
}

/// Usual distance between lines with numbers.
fn row_pitch(lines: &[Candidate]) -> f32 {
    let data: Vec<f32> = lines.iter().filter(|c| c.data).map(Candidate::baseline).collect();
    let gaps: Vec<f32> = data.windows(2).map(|w| w[1] - w[0]).filter(|g| *g > 0.0).collect();
    let size = lines.first().map_or(10.0, Candidate::size);
    if gaps.is_empty() { 2.0 * size } else { median(gaps) }
}

/// Whether numbers stand one under the other, or enough of them beside each other.
fn is_tabular(area: &Area) -> bool {
    let size = area.size().max(1.0);
    let data: Vec<&Vec<Word>> = area.lines.iter().skip(area.body).filter(|l| l.iter().any(Word::is_numeric)).collect();
    let numbers = |l: &Vec<Word>| l.iter().filter(|w| w.is_numeric()).count();
    let header = area.header_words().count();
    match data.len() {
        0 => false,
        1 => numbers(data[0]) >= 4 && header >= 3,
        n => {
            let mut rights: Vec<f32> = Vec::new();
            let mut lefts: Vec<f32> = Vec::new();
            // A number at the beginning of a line may number its heading.
            for word in data.iter().flat_map(|l| l.iter().skip(1)).filter(|w| w.is_numeric()) {
                rights.push(word.bbox.x1);
                lefts.push(word.bbox.x0);
            }
            // Page numbers of a table of contents: one number to a line, nothing else, no header above.
            let contents = data.iter().all(|l| l.len() <= 2 && l.last().is_some_and(|w| w.text.len() <= 3))
                && header <= 1
                && data.iter().all(|l| !l[0].is_numeric());
            let aligned = largest_cluster(rights, 0.4 * size).max(largest_cluster(lefts, 0.4 * size));
            let many = data.iter().filter(|l| numbers(l) >= 2).count();
            !contents && aligned * 10 >= n * 5 && (n >= 3 || many == n && header >= 2)
        }
    }
}

/// Most values that lie within `slack` of each other.
fn largest_cluster(mut values: Vec<f32>, slack: f32) -> usize {
    values.sort_by(f32::total_cmp);
    let mut best = 0;
    let mut from = 0;
    for to in 0..values.len() {
        while values[to] - values[from] > slack {
            from += 1;
        }
        best = best.max(to + 1 - from);
    }
    best
}

/// Labels without numbers below the last line with numbers: rows without an amount, and the rest of wrapped labels. They
/// follow as closely as rows do and stand where the labels stand.
fn add_lines_below(area: &mut Area, below: &[Candidate]) {
    let Some(last) = area.lines.last() else { return };
    let mut baseline = last.iter().map(|w| w.baseline).fold(f32::MIN, f32::max);
    let size = area.size();
    let labels: Vec<(f32, f32)> =
        area.body_words().filter(|w| !w.is_numeric()).map(|w| (w.bbox.x0, w.bbox.x1)).collect();
    for line in below {
        let gap = line.baseline() - baseline;
        let word_fits =
            |w: &Word| labels.iter().any(|(x0, x1)| w.bbox.x0 >= x0 - 0.7 * size && w.bbox.x1 <= x1 + 1.2 * size);
        let fits = line.words.iter().all(word_fits) && line.words.iter().all(|w| w.size <= 1.1 * size);
        if line.breaks || line.data || gap > 1.25 * area.pitch || !fits {
            break;
        }
        baseline = line.baseline();
        area.lines.push(line.words.clone());
    }
}

/// The middle value; 0 of none.
pub(crate) fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
