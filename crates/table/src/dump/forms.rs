//! Form grids, whose rows are labels and values: pieces of one cell that recognition set into several are put together,
//! and labels cover the rows and columns they stand for.

use super::levels::{contradicts, is_class, is_top_class};
use super::{Item, Merged, Piece, execution};
use gongkai_model::record::CellState;
use gongkai_model::{Issue, Severity};
use gongkai_normalize::chars::{comparison_key, is_ideograph};
use gongkai_normalize::join::push_joined;
use gongkai_normalize::label::is_bare_total;
use gongkai_normalize::number::parse_cell;
use gongkai_normalize::quality::is_placeholder;

/// Names of fields that have one value right of them.
const FIELDS: [&str; 14] = [
    "项目名称",
    "项目单位",
    "实施单位",
    "项目实施单位",
    "主管部门",
    "主管部门及代码",
    "项目属性",
    "项目类型",
    "项目编码",
    "部门名称",
    "单位名称",
    "预算单位",
    "项目负责人",
    "项目期",
];

/// Labels that recognition cuts in two.
const LABELS: [&str; 15] = [
    "项目资金(万元)",
    "绩效目标完成情况",
    "年度目标完成情况",
    "年度绩效目标内容",
    "年度绩效目标",
    "目标实际完成情况",
    "实际完成情况",
    "年度预算数",
    "年度预算完成数",
    "预算完成率",
    "绩效指标",
    "总体目标",
    "绩效目标",
    "年度目标",
    "偏差原因分析及改进措施",
];

/// Headers of the columns of classes.
const LEVELS: [&str; 3] = ["指标类别", "一级指标", "二级指标"];

/// Most rows above the first row of a form that can be noise.
const NOISE_ROWS: usize = 2;

/// Longest cell of noise, in characters.
const NOISE_CELL: usize = 8;

/// Puts a form in order. Tables that are no forms get their classes only.
pub(super) fn settle_form(piece: &mut Piece, issues: &mut Vec<Issue>) {
    if piece.header_rows == 0 {
        drop_noise_above(piece, issues);
        drop_noise_between(piece, issues);
        part_glued_headers(piece);
        shift_narrow_rows(piece);
        join_rows_of_spelled_labels(piece, issues);
        join_cut_labels(piece);
        for row in 0..piece.rows.len() {
            settle_fields(piece, row);
        }
        align_funds(piece);
        join_split_score(piece, issues);
        execution::settle_execution(piece, issues);
        cover_labels(piece);
    }
    cover_classes(piece);
}

/// Rows above the first field that say nothing: what recognition made of the edge of the form.
fn drop_noise_above(piece: &mut Piece, issues: &mut Vec<Issue>) {
    let Some(first) = piece.rows.iter().take(NOISE_ROWS + 1).position(|row| row.iter().any(|c| is_field(&c.text)))
    else {
        return;
    };
    let noise = |row: &Vec<Item>| {
        let mut filled = row.iter().filter(|c| !c.text.is_empty());
        filled.clone().count() <= 2 && filled.all(|c| c.text.chars().count() <= NOISE_CELL)
    };
    if first > 0 && piece.rows.iter().take(first).all(noise) {
        for row in piece.rows.drain(..first) {
            let text = row.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join(" ");
            let line = row.first().map_or(0, |c| c.line);
            let detail = format!("above the first row of a form, not part of it: {}", text.trim());
            issues.push(Issue::new("noise_row", Severity::Info, format!("line {line}"), detail));
        }
    }
}

/// Rows that hold single letters and nothing else: what recognition made of the edges of cells.
fn drop_noise_between(piece: &mut Piece, issues: &mut Vec<Issue>) {
    piece.rows.retain(|row| {
        let filled = || row.iter().map(|c| c.text.as_str()).filter(|text| !text.is_empty());
        let noise = filled().all(|text| text.len() == 1 && text.is_ascii())
            && filled().any(|text| text.starts_with(|c: char| c.is_ascii_alphabetic()));
        if noise {
            let line = row.first().map_or(0, |c| c.line);
            let detail =
                format!("between the rows of a form, no part of it: {}", filled().collect::<Vec<_>>().join(" "));
            issues.push(Issue::new("noise_row", Severity::Info, format!("line {line}"), detail));
        }
        !noise
    });
}

/// Headers of two columns that recognition set into the first of them: 部门整体支出目标指标 over the aims of a department and
/// the indicators.
fn part_glued_headers(piece: &mut Piece) {
    for row in &mut piece.rows {
        let achieved = row.iter().any(|c| comparison_key(&c.text).ends_with("完成情况"));
        for col in 1..row.len() {
            let Some([left, right]) = row.get_mut(col - 1..=col) else { continue };
            let aims = left.text.strip_suffix("指标").filter(|aims| aims.ends_with("目标"));
            if let Some(aims) = aims.filter(|_| achieved && right.text.is_empty()) {
                left.text = aims.to_owned();
                "指标".clone_into(&mut right.text);
            }
        }
    }
}

/// Fewest characters of a sentence.
const SENTENCE: usize = 24;

/// Below 指标 | 预期实现值 | 指标完成情况, rows of a page whose labels on the left were not recognised begin too far left: what
/// was expected and what came of it are their last cells, and long.
fn shift_narrow_rows(piece: &mut Piece) {
    let is_header = |row: &Vec<Item>| {
        let mut last = row.iter().rev().map(|c| comparison_key(&c.text));
        let (actual, target) = (last.next().unwrap_or_default(), last.next().unwrap_or_default());
        row.len() > 3 && (actual.ends_with("完成情况") || actual.ends_with("完成值")) && target.ends_with('值')
    };
    let Some(header) = piece.rows.iter().position(is_header) else { return };
    for row in piece.rows.iter_mut().skip(header + 1) {
        let Some(last) = row.iter().rposition(|c| !c.text.is_empty()) else { continue };
        let long = |col: usize| row.get(col).is_some_and(|c| c.text.chars().count() >= SENTENCE);
        if last > 0 && long(last) && long(last - 1) {
            let shift = row.len() - 1 - last;
            row.rotate_right(shift);
        }
    }
}

fn is_field(text: &str) -> bool {
    text.chars().count() <= 16 && FIELDS.contains(&comparison_key(text).trim_end_matches(':'))
}

/// 年, 度, 绩, 效, 目, 标 below each other in the first column: the lines from the label above to the label below are one row,
/// whose label is written downwards.
fn join_rows_of_spelled_labels(piece: &mut Piece, issues: &mut Vec<Issue>) {
    let chars = |row: &Vec<Item>| row.first().map_or(0, |c| c.text.chars().count());
    let mut at = 0;
    while at < piece.rows.len() {
        let end = (at..piece.rows.len()).find(|&r| piece.rows.get(r).is_some_and(|row| chars(row) > 1));
        let end = end.unwrap_or(piece.rows.len());
        let Some(rows) = piece.rows.get(at..end) else { return };
        let label: String = rows.iter().filter_map(|row| row.first()).map(|c| c.text.as_str()).collect();
        // The label above may have rows of its own before the first line of this one.
        if LABELS.contains(&comparison_key(&label).as_str()) && rows.len() > label.chars().count() {
            let line = rows.first().and_then(|row| row.first()).map_or(0, |c| c.line);
            let mut joined: Vec<Item> = rows.first().cloned().unwrap_or_default();
            for row in rows.iter().skip(1) {
                for (cell, more) in joined.iter_mut().zip(row) {
                    push_joined(&mut cell.text, &more.text);
                }
            }
            if let Some(first) = joined.first_mut() {
                first.text = label;
            }
            let detail = format!("{} lines beside a label written downwards are one row", rows.len());
            issues.push(Issue::new("rows_joined", Severity::Warn, format!("line {line}"), detail));
            piece.rows.splice(at..end, [joined]);
            at += 1;
        } else {
            at = end + 1;
        }
    }
}

/// 绩效 over 指标 in the first column, 年度绩效目标内 beside 容: one label.
fn join_cut_labels(piece: &mut Piece) {
    let joined = |a: &str, b: &str| {
        let key = comparison_key(&format!("{a}{b}"));
        (!a.is_empty() && !b.is_empty() && LABELS.contains(&key.as_str())).then(|| format!("{a}{b}"))
    };
    for at in 1..piece.rows.len() {
        let (above, below) = piece.rows.split_at_mut(at);
        if let (Some(upper), Some(lower)) =
            (above.last_mut().and_then(|r| r.first_mut()), below.first_mut().and_then(|r| r.first_mut()))
            && let Some(whole) = joined(&upper.text, &lower.text)
        {
            upper.text = whole;
            lower.text.clear();
        }
    }
    for row in 0..piece.rows.len() {
        for col in 1..piece.rows.get(row).map_or(0, Vec::len) {
            let Some([left, right]) = piece.rows.get_mut(row).and_then(|r| r.get_mut(col - 1..=col)) else { continue };
            if let Some(whole) = joined(&left.text, &right.text) {
                left.text = whole;
                right.text.clear();
                piece.merged.push(Merged { row, col: col - 1, rows: 1, cols: 2 });
            }
        }
    }
}

/// The value of a field covers the columns up to the next field, and its pieces are one cell.
fn settle_fields(piece: &mut Piece, row: usize) {
    let Some(cells) = piece.rows.get_mut(row) else { return };
    let fields: Vec<usize> = (0..cells.len()).filter(|&c| cells.get(c).is_some_and(|c| is_field(&c.text))).collect();
    if fields.first().is_none_or(|first| cells.iter().take(*first).any(|c| !c.text.is_empty())) {
        return;
    }
    for (n, &field) in fields.iter().enumerate() {
        let end = fields.get(n + 1).copied().unwrap_or(cells.len());
        let label = cells.get(field).map(|c| c.text.clone()).unwrap_or_default();
        let mut value = String::new();
        let (mut line, mut first) = (None, None);
        // 实施单位 | 位 | …: the end of the label read twice.
        let echo = |text: &str| text.chars().count() == 1 && label.ends_with(text);
        for (col, cell) in cells.iter_mut().enumerate().take(end).skip(field + 1) {
            let text = std::mem::take(&mut cell.text);
            if text.is_empty() || (value.is_empty() && echo(&text)) {
                continue;
            }
            first = first.or(Some(col));
            line = line.or(Some(cell.line));
            value.push_str(if value.is_empty() {
                &text
            } else {
                text.trim_start_matches(['·', '.', '|', '-', '、'])
            });
        }
        // The label covers the blank cells before the value, the value those behind it.
        let at = first.unwrap_or(field + 1);
        if let Some(cell) = cells.get_mut(at).filter(|_| at < end) {
            cell.text = value;
            cell.line = line.unwrap_or(cell.line);
        }
        for (col, cols) in [(field, at - field), (at, end.saturating_sub(at))] {
            if cols > 1 {
                piece.merged.push(Merged { row, col, rows: 1, cols });
            }
        }
    }
}

/// The parts of the money of a form (其中：财政拨款, 其他资金) stand below its total, label below label and amount below
/// amount: rows that drifted go back there.
fn align_funds(piece: &mut Piece) {
    let mut columns: Vec<usize> = Vec::new();
    for row in &mut piece.rows {
        let label = row.first().map_or(0, |c| usize::from(is_money_label(&c.text)));
        let filled: Vec<usize> =
            (label..row.len()).filter(|&c| row.get(c).is_some_and(|c| !c.text.is_empty())).collect();
        let text = |c: &usize| row.get(*c).map(|c| comparison_key(&c.text)).unwrap_or_default();
        let pairs = filled.len() >= 2
            && filled.len().is_multiple_of(2)
            && filled
                .chunks(2)
                .all(|p| p.first().is_some_and(|c| is_fund(&text(c))) && p.last().is_some_and(|c| is_amount(&text(c))));
        if !pairs {
            continue;
        }
        if filled.first().is_some_and(|c| text(c).contains("总额")) {
            columns = filled;
        } else if columns.len() == filled.len() && columns != filled {
            let cells: Vec<Item> = filled.iter().filter_map(|c| row.get_mut(*c).map(std::mem::take)).collect();
            let line = cells.first().map_or(0, |c| c.line);
            for cell in row.iter_mut().filter(|c| c.text.is_empty()) {
                cell.line = line;
            }
            for (col, cell) in columns.iter().zip(cells) {
                if let Some(slot) = row.get_mut(*col) {
                    *slot = cell;
                }
            }
        }
    }
}

fn is_money_label(text: &str) -> bool {
    let key = comparison_key(text);
    key.starts_with("项目资金") || key.starts_with("资金") || key == "(万元)"
}

fn is_fund(key: &str) -> bool {
    key.chars().count() <= 24
        && ["总额", "财政拨款", "财政资金", "其他资金", "自筹资金", "上年结转"].iter().any(|w| key.contains(w))
}

fn is_amount(key: &str) -> bool {
    matches!(parse_cell(key).state, CellState::Number | CellState::Zero)
}

/// Where recognition cut the column 得分 (score) in two, between 分值 (weight) and the reasons: one cell again. What the
/// second half holds of the score is left out; what it holds of the reason goes there.
fn join_split_score(piece: &mut Piece, issues: &mut Vec<Issue>) {
    let Some((top, col)) = piece.rows.iter().enumerate().find_map(|(r, row)| Some((r, split_score(row)?))) else {
        return;
    };
    let mut left_out = Vec::new();
    for (r, row) in piece.rows.iter_mut().enumerate().skip(top) {
        let Some([score, second, reason]) = row.get_mut(col..=col + 2) else { continue };
        if r == top {
            "得分".clone_into(&mut score.text);
            second.text.clear();
        } else if !second.text.is_empty() {
            let text = std::mem::take(&mut second.text);
            let rest = text.strip_prefix(score.text.as_str()).unwrap_or(&text).trim();
            let words = rest.chars().any(is_ideograph);
            if words && reason.text.is_empty() {
                rest.clone_into(&mut reason.text);
            } else if score.text.is_empty() {
                score.text = text;
            } else {
                left_out.push(text);
            }
        }
        piece.merged.push(Merged { row: r, col, rows: 1, cols: 2 });
    }
    let line = piece.rows.get(top).and_then(|r| r.first()).map_or(0, |c| c.line);
    let detail = if left_out.is_empty() {
        "the column 得分 stood in two and was joined".to_owned()
    } else {
        format!("the column 得分 stood in two and was joined; left out of it: {}", left_out.join(", "))
    };
    issues.push(Issue::new("split_column_joined", Severity::Info, format!("line {line}"), detail));
}

/// The first of two columns between 分值 and 偏差原因 that together are 得分.
fn split_score(row: &[Item]) -> Option<usize> {
    let keys: Vec<String> = row.iter().map(|c| comparison_key(&c.text)).collect();
    let weight = keys.iter().position(|k| matches!(k.as_str(), "分值" | "权重"))?;
    let between = keys.get(weight + 1..weight + 3)?;
    let reason = keys.get(weight + 3)?;
    let whole = between.concat();
    let score = (2..=3).contains(&whole.chars().count()) && whole.starts_with('得') && whole.ends_with('分');
    (score && !between.iter().any(String::is_empty) && (reason.contains("原因") || reason.contains("备注")))
        .then_some(weight + 1)
}

/// A label in the first column covers the rows below it that have none, up to the classes of indicators where these
/// stand in the first column.
fn cover_labels(piece: &mut Piece) {
    let first = |row: &Vec<Item>| row.first().map_or("", |c| c.text.as_str()).to_owned();
    let starts = piece.rows.iter().position(|row| is_field(&first(row))).unwrap_or(0);
    let end = piece.rows.iter().position(|row| {
        is_total(&first(row)) || (is_header(row) && LEVELS.contains(&comparison_key(&first(row)).as_str()))
    });
    let end = end.unwrap_or(piece.rows.len());
    let before = piece.merged.len();
    piece.merge_blanks_below(0, starts);
    let labels: Vec<Merged> = piece.merged.drain(before..).collect();
    for label in labels {
        let text = piece.rows.get(label.row).map(first).unwrap_or_default();
        let words = text.chars().filter(|c| is_ideograph(*c)).count();
        let named = !is_field(&text) && !is_top_class(&text) && !is_class(&text) && (2..=16).contains(&words);
        let rows = label.rows.min(end.saturating_sub(label.row));
        if named && rows > 1 {
            piece.merged.push(Merged { rows, ..label });
        }
    }
}

fn is_total(text: &str) -> bool {
    let key = comparison_key(text);
    key.starts_with("总分") || is_bare_total(&key)
}

/// Classes printed once, at the first or the middle of their rows, cover all of them.
fn cover_classes(piece: &mut Piece) {
    let mut first = 0;
    while let Some(top) = (first..piece.rows.len()).find(|&r| piece.rows.get(r).is_some_and(|row| is_header(row))) {
        let next = (top + 1..piece.rows.len()).find(|&r| piece.rows.get(r).is_some_and(|row| is_header(row)));
        let end = next.unwrap_or(piece.rows.len());
        let total = |r: &usize| {
            let first = piece.rows.get(*r).and_then(|row| row.iter().find(|c| !c.text.is_empty()));
            first.is_some_and(|c| is_total(&c.text))
        };
        let end = (top + 1..end).find(total).unwrap_or(end);
        cover_block(piece, top, end);
        first = top + 1;
    }
}

/// A row that names levels of indicators.
fn is_header(row: &[Item]) -> bool {
    let named = |word: &str| row.iter().any(|c| comparison_key(&c.text) == word);
    named("一级指标") && (named("二级指标") || named("三级指标"))
}

fn cover_block(piece: &mut Piece, header: usize, end: usize) {
    let keys: Vec<String> =
        piece.rows.get(header).map(|row| row.iter().map(|c| comparison_key(&c.text)).collect()).unwrap_or_default();
    let columns: Vec<usize> =
        (0..keys.len()).filter(|&c| keys.get(c).is_some_and(|k| LEVELS.contains(&k.as_str()))).collect();
    let holds = |col: usize, is: fn(&str) -> bool| {
        piece
            .rows
            .get(header + 1..end)
            .unwrap_or_default()
            .iter()
            .filter(|row| row.get(col).is_some_and(|c| is(&c.text)))
            .count()
    };
    let most = |is: fn(&str) -> bool, not: Option<usize>| {
        let of = columns.iter().copied().filter(|c| Some(*c) != not && holds(*c, is) > 0);
        of.rev().max_by_key(|c| holds(*c, is))
    };
    let Some(top) = most(is_top_class, None) else { return };
    let classes: Vec<usize> = columns.iter().copied().filter(|c| *c > top && holds(*c, is_class) > 0).collect();
    let blocks = top_blocks(piece, header + 1, end, top, classes.first().copied());
    for (from, label, to) in blocks {
        if label != from {
            let text = piece.rows.get_mut(label).and_then(|r| r.get_mut(top)).map(|c| std::mem::take(&mut c.text));
            if let (Some(text), Some(cell)) = (text, piece.rows.get_mut(from).and_then(|r| r.get_mut(top))) {
                cell.text = text;
            }
        }
        if to > from + 1 {
            piece.merged.push(Merged { row: from, col: top, rows: to - from, cols: 1 });
        }
        // A class goes on while no column of classes names another one.
        let blank =
            |row: usize, col: usize| piece.rows.get(row).and_then(|r| r.get(col)).is_some_and(|c| c.text.is_empty());
        let mut merged = Vec::new();
        let mut start = from;
        while start < to {
            let goes_on = |r: usize| classes.iter().all(|c| blank(r, *c)) && !is_filler(piece.rows.get(r));
            let next = (start + 1..to).find(|&r| !goes_on(r)).unwrap_or(to);
            for &col in &classes {
                if next > start + 1 && !blank(start, col) {
                    merged.push(Merged { row: start, col, rows: next - start, cols: 1 });
                }
            }
            start = next;
        }
        piece.merged.extend(merged);
    }
}

/// A row that holds the dots of a form and nothing else.
fn is_filler(row: Option<&Vec<Item>>) -> bool {
    row.is_some_and(|row| row.iter().all(|c| c.text.is_empty() || is_placeholder(&c.text)))
}

/// Rows each top class covers: first row, row of its name, end.
fn top_blocks(piece: &Piece, from: usize, end: usize, top: usize, class: Option<usize>) -> Vec<(usize, usize, usize)> {
    let text = |row: usize, col: usize| piece.rows.get(row).and_then(|r| r.get(col)).map_or("", |c| c.text.as_str());
    let labels: Vec<usize> = (from..end).filter(|&r| !text(r, top).is_empty()).collect();
    let mut blocks: Vec<(usize, usize, usize)> = Vec::new();
    for (n, &label) in labels.iter().enumerate() {
        let after = labels.get(n + 1).copied().unwrap_or(end);
        let start = blocks.last().map_or(from, |(_, _, to)| *to);
        let to = (label + 1..after)
            .find(|&r| after < end && class.is_some_and(|c| contradicts(text(r, c), text(label, top))))
            .unwrap_or(after);
        blocks.push((start, label, to));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(rows: &[&[&str]]) -> Piece {
        let item = |(line, text): (usize, &&str)| Item { text: (*text).to_owned(), line: line as u32 };
        let rows = rows.iter().enumerate().map(|(r, row)| row.iter().map(|t| item((r + 1, t))).collect()).collect();
        let mut piece = Piece { rows, ..Piece::default() };
        settle_form(&mut piece, &mut Vec::new());
        piece
    }

    fn texts(piece: &Piece, row: usize) -> Vec<&str> {
        piece.rows[row].iter().map(|c| c.text.as_str()).collect()
    }

    #[test]
    fn pieces_of_a_value_are_one_cell() {
        let piece = form(&[
            &["自 545", "7170。", "", "", ""],
            &["项目名称", "河道清", "·淤项目", "", ""],
            &["主管部门", "青山市水务局", "实施单位", "位", "青山市水务中心"],
        ]);
        assert_eq!(texts(&piece, 0), ["项目名称", "河道清淤项目", "", "", ""]);
        assert_eq!(texts(&piece, 1), ["主管部门", "青山市水务局", "实施单位", "", "青山市水务中心"]);
        assert_eq!(piece.merged[0], Merged { row: 0, col: 1, rows: 1, cols: 4 });
    }

    #[test]
    fn rows_that_begin_too_far_left_end_under_what_came_of_them() {
        let sentence = "全年清淤河道十公里，沿线垃圾全部清运，水质达到三类以上标准。";
        let piece = form(&[
            &["部门名称", "青山市水务局", "", "", ""],
            &["", "部门整体支出目标指标", "", "预期实现值", "指标完成情况"],
            &["1", "T", "", "", ""],
            &["清淤", sentence, sentence, "", ""],
        ]);
        assert_eq!(texts(&piece, 1)[1..3], ["部门整体支出目标", "指标"]);
        assert_eq!(texts(&piece, 2), ["", "", "清淤", sentence, sentence]);
    }

    #[test]
    fn classes_cover_their_rows_wherever_they_are_printed() {
        let piece = form(&[
            &["项目名称", "河道清淤", "", "", "", "", "", "", ""],
            &["指标类别", "一级指标", "二级指标", "年度指标值", "实际完成值", "分值", "得么", "分", "偏差原因"],
            &["", "数量指标", "清淤长度", "≥9公里", "10公里", "10", "10", "10无", ""],
            &["产出指标", "", "清淤土方", "8方", "8方", "10", "10", "0", "无"],
            &["", "社会效益", "防洪能力", "提高", "提高", "10", "10", "", "无"],
            &["效益指标", "", "受益人数", "9人", "9人", "10", "9", "", "无"],
            &["总分 39", "", "", "", "", "", "", "", ""],
        ]);
        assert_eq!(texts(&piece, 2)[0], "产出指标");
        assert_eq!(texts(&piece, 4)[0], "效益指标");
        let covers = |row, col, rows| piece.merged.iter().any(|m| (m.row, m.col, m.rows) == (row, col, rows));
        assert!(covers(2, 0, 2) && covers(4, 0, 2) && covers(2, 1, 2) && covers(4, 1, 2));
        assert_eq!(&texts(&piece, 2)[5..], ["10", "10", "", "无"]);
        assert_eq!(&texts(&piece, 3)[5..], ["10", "10", "", "无"]);
        assert_eq!(&texts(&piece, 1)[6..8], ["得分", ""]);
    }
}
