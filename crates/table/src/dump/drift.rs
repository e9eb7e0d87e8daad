//! Indicator rows whose cells drifted from their headers: back to their columns by what they say.
//!
//! A form of targets prints indicators twice side by side, mid-term and annual: 二级指标 (class), 三级指标 (name),
//! 指标值 (value), 绩效标准 (standard). Recognition loses blank cells, so that what follows moves left. The names of
//! the classes are few and tell where each half begins.

use super::{Item, Piece};
use gongkai_model::{Issue, Severity};
use gongkai_normalize::chars::comparison_key;

/// 一级指标 (top classes), without 指标.
const TOP_CLASSES: [&str; 4] = ["产出", "效益", "满意度", "成本"];

/// 二级指标 (classes), without 指标.
const CLASSES: [&str; 12] = [
    "数量",
    "质量",
    "时效",
    "成本",
    "经济效益",
    "社会效益",
    "生态效益",
    "可持续影响",
    "服务对象满意度",
    "经济成本",
    "社会成本",
    "生态环境成本",
];

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
    for row in &mut table.rows {
        if let Some(found) = header_layout(row) {
            layout = Some(found);
            continue;
        }
        if let Some(layout) = &layout
            && let Some(placed) = place(row, layout)
            && placed.iter().map(|c| &c.text).ne(row.iter().map(|c| &c.text))
        {
            moved.push(row.first().map_or(0, |c| c.line));
            *row = placed;
        }
    }
    if let (Some(first), n) = (moved.first(), moved.len()) {
        table.realigned = true;
        let detail = format!("{n} rows whose cells had drifted were put back under their headers by content");
        issues.push(Issue::new("cells_realigned", Severity::Info, format!("line {first}"), detail));
    }
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

fn is_one_of(text: &str, names: &[&str]) -> bool {
    let key = comparison_key(text);
    let name = key.strip_suffix("指标").unwrap_or(&key);
    names.contains(&name)
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
        && is_one_of(&first.text, &TOP_CLASSES)
        && (!is_one_of(&first.text, &CLASSES) || behind.first().is_some_and(|t| is_one_of(&t.text, &CLASSES)))
    {
        placed.get_mut(top)?.clone_from(first);
        rest = behind;
    }
    let opens = |t: &&Item| is_one_of(&t.text, &CLASSES);
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
    fn what_is_not_certain_stays() {
        let cells = ["", "", "说明一", "说明二", "", "", "", "", "", ""];
        assert_eq!(realigned(&cells), cells);
    }
}
