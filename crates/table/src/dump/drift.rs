//! Indicator rows whose cells drifted from their headers: back to their columns by what they say.
//!
//! A form of targets prints indicators twice side by side, mid-term and annual: 二级指标 (class), 三级指标 (name),
//! 指标值 (value), 绩效标准 (standard). Recognition loses blank cells, so that what follows moves left. The names of
//! the classes are few and tell where each half begins.

use super::levels::{is_class, is_top_class};
use super::{Item, Piece};
use gongkai_model::{Issue, Severity};
use gongkai_normalize::chars::comparison_key;

/// Columns of an indicator header.
struct Layout {
    /// 一级指标.
    top: Option<usize>,
    /// Class, name, value, standard of each half.
    halves: Vec<Half>,
}

#[derive(Clone, Copy)]
struct Half {
    class: usize,
    /// Columns behind the class, up to the next half.
    end: usize,
}

/// Puts the cells of drifted indicator rows under their headers and reports the table.
pub(super) fn realign_indicators(table: &mut Piece, issues: &mut Vec<Issue>) {
    let mut layout: Option<Layout> = None;
    let mut moved = Vec::new();
    let mut rejoined = Vec::new();
    let mut at = 0;
    while let Some(row) = table.rows.get(at) {
        if let Some(found) = header_layout(row) {
            layout = Some(found);
            at += 1;
            continue;
        }
        let Some(layout) = &layout else {
            at += 1;
            continue;
        };
        let line = row.first().map_or(0, |c| c.line);
        if let Some(next) = table.rows.get(at + 1)
            && let Some(whole) = rejoin(row, next, layout)
        {
            rejoined.push(line);
            if let Some(row) = table.rows.get_mut(at) {
                *row = whole;
            }
            table.rows.remove(at + 1);
        }
        let Some(row) = table.rows.get_mut(at) else { break };
        if let Some(placed) = place(row, layout).or_else(|| place_filler(row, layout))
            && placed.iter().map(|c| &c.text).ne(row.iter().map(|c| &c.text))
        {
            moved.push(line);
            *row = placed;
        }
        at += 1;
    }
    let mut report = |lines: &[u32], what: &str| {
        if let Some(first) = lines.first() {
            table.realigned = true;
            let detail = format!("{} {what}", lines.len());
            issues.push(Issue::new("cells_realigned", Severity::Info, format!("line {first}"), detail));
        }
    };
    report(&moved, "rows whose cells had drifted were put back under their headers by content");
    report(&rejoined, "rows that stood on two lines of text were joined");
}

/// Reads a header of two halves.
fn header_layout(row: &[Item]) -> Option<Layout> {
    let keys: Vec<String> = row.iter().map(|c| comparison_key(&c.text)).collect();
    let classes: Vec<usize> = (0..keys.len()).filter(|&i| keys[i] == "二级指标").collect();
    let names = keys.iter().filter(|k| k.as_str() == "三级指标").count();
    if classes.len() != 2 || names != 2 {
        return None;
    }
    let top = keys.iter().position(|k| k == "一级指标");
    let halves = classes
        .iter()
        .enumerate()
        .map(|(i, &class)| Half { class, end: classes.get(i + 1).copied().unwrap_or(keys.len()) })
        .collect();
    Some(Layout { top, halves })
}

/// The row with its cells where they belong, or `None` where that is not certain.
fn place(row: &[Item], layout: &Layout) -> Option<Vec<Item>> {
    let line = row.first().map_or(0, |c| c.line);
    let mut placed = vec![Item { text: String::new(), line }; row.len()];
    let mut tokens: Vec<&Item> = Vec::new();
    for (col, cell) in row.iter().enumerate().filter(|(_, c)| !c.text.is_empty()) {
        let key = comparison_key(&cell.text);
        if tokens.is_empty() && col < layout.top.unwrap_or(0) && ["绩效指标", "指标", "绩效"].contains(&key.as_str())
        {
            placed[col] = cell.clone();
        } else {
            tokens.push(cell);
        }
    }
    let mut rest = tokens.as_slice();
    // 成本 names a top class and a class: a class follows the one and a name the other.
    if let (Some(top), [first, behind @ ..]) = (layout.top, rest)
        && is_top_class(&first.text)
        && (!is_class(&first.text) || behind.first().is_some_and(|t| is_class(&t.text)))
    {
        placed.get_mut(top)?.clone_from(first);
        rest = behind;
    }
    let opens = |t: &&Item| is_class(&t.text);
    let first_has_class = rest.first().is_some_and(opens);
    // The name behind a class may be the class over again: 生态效益, 生态效益.
    let from = if first_has_class { 2 } else { 1 };
    let second = (from..rest.len()).find(|&i| rest.get(i).is_some_and(opens))?;
    let (left, right) = rest.split_at_checked(second)?;
    let [first_half, second_half] = layout.halves.as_slice() else { return None };
    fill(&mut placed, *first_half, left, first_has_class)?;
    fill(&mut placed, *second_half, right, true)?;
    Some(placed)
}

/// The dots of a form that nobody filled in stand where names of indicators stand.
fn place_filler(row: &[Item], layout: &Layout) -> Option<Vec<Item>> {
    let (at, filler) = single(row)?;
    let dots = filler.text.chars().count() > 1 && filler.text.chars().all(|c| matches!(c, '.' | '…' | '。' | '·'));
    let [left, right] = layout.halves.as_slice() else { return None };
    let half = if at >= right.class { right } else { left };
    let mut placed = vec![Item { text: String::new(), line: filler.line }; row.len()];
    placed.get_mut(half.class + 1)?.text.clone_from(&filler.text);
    dots.then_some(placed)
}

fn single(row: &[Item]) -> Option<(usize, &Item)> {
    let mut filled = row.iter().enumerate().filter(|(_, c)| !c.text.is_empty());
    let only = filled.next()?;
    filled.next().is_none().then_some(only)
}

/// One row out of two lines of text, where the names of the classes are cut: 可持续 over 影响指标.
fn rejoin(upper: &[Item], lower: &[Item], layout: &Layout) -> Option<Vec<Item>> {
    let mut above: Vec<&Item> = upper.iter().filter(|c| !c.text.is_empty()).collect();
    let below: Vec<&Item> = lower.iter().filter(|c| !c.text.is_empty()).collect();
    let mut top = None;
    if let [first, behind @ ..] = above.as_slice()
        && is_top_class(&first.text)
        && behind.first().is_some_and(|t| !is_class(&t.text) || behind.len() > 1)
        && !below.first().is_some_and(|b| is_class(&format!("{}{}", first.text, b.text)))
    {
        top = Some(*first);
        above.remove(0);
    }
    // Where the halves begin above and below, and the whole names of the classes.
    let mut classes = Vec::new();
    let mut from = 0;
    for (i, start) in above.iter().enumerate() {
        let whole = |j: usize| below.get(j).map(|end| format!("{}{}", start.text, end.text));
        let found = (from..below.len()).find(|&j| {
            // A class that is whole above may be longer below: 可持续 and 可持续影响指标.
            whole(j).is_some_and(|w| is_class(&w)) && below.get(j).is_some_and(|end| !is_class(&end.text))
        });
        if let Some(j) = found {
            classes.push((i, j, whole(j)?));
            from = j + 1;
        }
    }
    let [(first_up, first_down, left_class), (second_up, second_down, right_class)] = classes.as_slice() else {
        return None;
    };
    if *first_up != 0 || *first_down != 0 {
        return None;
    }
    let texts = |items: &[&Item]| -> Vec<String> { items.iter().map(|i| i.text.clone()).collect() };
    let (left_up, left_down) = (above.get(1..*second_up)?, below.get(1..*second_down)?);
    let mut lefts = ways_to_join(&texts(left_up), &texts(left_down));
    // Cells go on in the column where they began; where columns drifted, the last cells are the likelier ones.
    let column = |row: &[Item], item: &Item| row.iter().position(|c| std::ptr::eq(c, item));
    let below_own = |way: usize| {
        let (mut downs, mut ups) = (left_down.iter(), left_up.iter());
        let set = joined_sets(left_up.len(), left_down.len()).nth(way).unwrap_or(0);
        (0..left_up.len()).all(|i| {
            let up = ups.next();
            set & (1 << i) == 0
                || up.zip(downs.next()).is_some_and(|(up, down)| column(upper, up) == column(lower, down))
        })
    };
    match (0..lefts.len()).find(|way| below_own(*way)) {
        Some(own) => lefts.swap(0, own),
        None => lefts.reverse(),
    }
    let rights = ways_to_join(&texts(above.get(second_up + 1..)?), &texts(below.get(second_down + 1..)?));
    // The halves name the same indicator: of the ways to join, those that agree are right.
    let agreed = lefts.iter().find_map(|l| rights.iter().find(|r| *r == l).map(|r| (l, r)));
    let (left, right) = match (agreed, lefts.as_slice(), rights.as_slice()) {
        (Some(pair), ..) => pair,
        (None, [left], [right]) => (left, right),
        _ => return None,
    };
    let line = upper.first().map_or(0, |c| c.line);
    let mut row = vec![Item { text: String::new(), line }; upper.len()];
    if let (Some(top), Some(col)) = (top, layout.top) {
        row.get_mut(col)?.text.clone_from(&top.text);
    }
    let [first_half, second_half] = layout.halves.as_slice() else { return None };
    for (half, class, words) in [(first_half, left_class, left), (second_half, right_class, right)] {
        for (offset, text) in std::iter::once(class).chain(words).enumerate() {
            row.get_mut(half.class + offset).filter(|_| half.class + offset < half.end)?.text.clone_from(text);
        }
    }
    Some(row)
}

/// Which of the cells above go on below, one bit each.
fn joined_sets(above: usize, below: usize) -> impl Iterator<Item = u32> {
    (0u32..(1 << above.min(4))).filter(move |set| set.count_ones() as usize == below)
}

/// Ways in which cells go on in the cells below them: each of these below one of those, in order; or two cells that
/// stuck together above, each going on below.
fn ways_to_join(above: &[String], below: &[String]) -> Vec<Vec<String>> {
    if below.is_empty() || above.is_empty() || above.len() > 4 || below.len() > 4 {
        return vec![above.iter().chain(below).cloned().collect()];
    }
    let mut ways = Vec::new();
    if above.len() >= below.len() {
        for set in joined_sets(above.len(), below.len()) {
            let mut ends = below.iter();
            let joined = above.iter().enumerate().map(|(i, start)| match set & (1 << i) {
                0 => start.clone(),
                _ => format!("{start}{}", ends.next().map_or("", String::as_str)),
            });
            ways.push(joined.collect());
        }
    } else if let ([stuck], [first, second]) = (above, below) {
        for (cut, _) in stuck.char_indices().skip(1) {
            let (a, b) = stuck.split_at(cut);
            ways.push(vec![format!("{a}{first}"), format!("{b}{second}")]);
        }
    }
    ways
}

fn fill(placed: &mut [Item], half: Half, tokens: &[&Item], has_class: bool) -> Option<()> {
    let start = half.class + usize::from(!has_class);
    if tokens.len() > half.end.saturating_sub(start) || tokens.len() < 2 {
        return None;
    }
    for (offset, token) in tokens.iter().enumerate() {
        placed.get_mut(start + offset)?.text.clone_from(&token.text);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Vec<Item> {
        cells.iter().map(|c| Item { text: (*c).to_owned(), line: 1 }).collect()
    }

    fn texts(row: &[Item]) -> Vec<&str> {
        row.iter().map(|c| c.text.as_str()).collect()
    }

    fn realigned(cells: &[&str]) -> Vec<String> {
        let header = [
            "绩效指标",
            "一级指标",
            "二级指标",
            "三级指标",
            "指标值",
            "绩效标准",
            "二级指标",
            "三级指标",
            "指标值",
            "绩效标准",
        ];
        let mut table = Piece { rows: vec![row(&header), row(cells)], ..Piece::default() };
        realign_indicators(&mut table, &mut Vec::new());
        texts(&table.rows[1]).iter().map(|t| (*t).to_owned()).collect()
    }

    #[test]
    fn cells_return_under_their_headers() {
        assert_eq!(
            realigned(&[
                "效益指标",
                "生态效益指标",
                "生态效益",
                "改善",
                "",
                "生态效益指标",
                "生态效益",
                "改善",
                "",
                ""
            ]),
            ["", "效益指标", "生态效益指标", "生态效益", "改善", "", "生态效益指标", "生态效益", "改善", ""]
        );
        assert_eq!(
            realigned(&["", "", "", "成本指标", "护林成本", "≤9万元", "", "", "成本指标", "护林成本"]),
            ["", "", "成本指标", "护林成本", "≤9万元", "", "成本指标", "护林成本", "", ""]
        );
        assert_eq!(
            realigned(&["", "", "", "补植合格", "提升", "", "", "质量指标", "补植合格", "提升"]),
            ["", "", "", "补植合格", "提升", "", "质量指标", "补植合格", "提升", ""]
        );
    }

    #[test]
    fn a_row_on_two_lines_of_text_is_one() {
        let cells = |texts: &[&str]| row(texts);
        let header = ["", "一级指标", "二级指标", "三级指标", "指标值", "绩效标准"];
        let header: Vec<&str> = header.iter().chain(&header[2..]).copied().collect();
        let rows = vec![
            cells(&header),
            cells(&["可持续", "", "林区长期管护", "", "不断", "", "可持续", "", "林区长期不断", ""]),
            cells(&["", "", "", "影响指标", "", "改善", "", "影响指标", "管护", "改善"]),
            cells(&["", "", "", "", "", "", "……", "", "", ""]),
        ];
        let mut table = Piece { rows, ..Piece::default() };
        realign_indicators(&mut table, &mut Vec::new());
        let class = "可持续影响指标";
        assert_eq!(
            texts(&table.rows[1]),
            ["", "", class, "林区长期管护", "不断改善", "", class, "林区长期管护", "不断改善", ""]
        );
        assert_eq!(texts(&table.rows[2]), ["", "", "", "", "", "", "", "……", "", ""]);
        assert_eq!(table.rows.len(), 3);
    }

    #[test]
    fn what_is_not_certain_stays() {
        let cells = ["", "", "说明一", "说明二", "", "", "", "", "", ""];
        assert_eq!(realigned(&cells), cells);
    }
}
