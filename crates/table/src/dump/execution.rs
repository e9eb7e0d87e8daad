//! The upper part of a self-evaluation (绩效自评表): money budgeted and spent, and what was aimed at and achieved.
//!
//! The form prints 年度预算数 | 年度预算完成数 | 分值 | 预算完成率 | 得分 (budget, spent, weight, rate, score) over the
//! rows 总额, 其中：财政拨款, 非财政拨款 (total, fiscal appropriation, other money). Recognition reads its small cells
//! badly: headers are garbled, labels are cut, columns are cut in two. Figures stay as they were read.

use super::{Item, Merged, Piece};
use gongkai_model::record::CellState;
use gongkai_model::{Issue, Severity};
use gongkai_normalize::chars::{comparison_key, is_ideograph};
use gongkai_normalize::number::parse_cell;
use gongkai_normalize::quality::garble;

/// Header words of the money part, in the order of the form.
const ORDER: [&str; 5] = ["年度预算数", "年度预算完成数", "分值", "预算完成率", "得分"];

/// Most rows above the total that can be its header.
const REACH: usize = 3;

/// Puts the upper part of a self-evaluation in order; other forms are left alone.
pub(super) fn settle_execution(piece: &mut Piece, issues: &mut Vec<Issue>) {
    if let Some(total) = piece.rows.iter().position(|row| row.iter().take(3).any(|c| is_total(&c.text)))
        && let Some(columns) = join_header(piece, total, issues)
    {
        settle_money(piece, &columns, issues);
    }
    join_goals(piece, issues);
}

fn is_total(text: &str) -> bool {
    let key = comparison_key(text);
    key.ends_with("总额") && key.chars().count() <= 8
}

fn is_money_item(text: &str) -> bool {
    let key = comparison_key(text);
    is_total(text)
        || ["财政拨款", "财政资金", "其他资金", "转移支付"].iter().any(|w| key.contains(w))
        || key.starts_with("其中:")
}

fn text(piece: &Piece, row: usize, col: usize) -> &str {
    piece.rows.get(row).and_then(|r| r.get(col)).map_or("", |c| c.text.as_str())
}

/// Columns of the header words.
#[derive(Debug, Clone, Copy)]
struct Columns {
    header: usize,
    budget: usize,
    spent: usize,
    /// End of the columns of the money spent.
    end: usize,
}

/// One header row out of what was read above the total.
fn join_header(piece: &mut Piece, total: usize, issues: &mut Vec<Issue>) -> Option<Columns> {
    let width = piece.rows.first()?.len();
    let has_word = |row: usize| {
        (0..width)
            .any(|c| ORDER.contains(&comparison_key(text(piece, row, c)).as_str()) || names_spent(text(piece, row, c)))
    };
    let first = (total.saturating_sub(REACH)..total).find(|&row| has_word(row))?;
    let column = |is: &dyn Fn(&str) -> bool| {
        (0..width).find(|&c| (first..total).any(|r| is(&comparison_key(text(piece, r, c)))))
    };
    let budget = column(&|k: &str| k.ends_with("预算数"));
    let weight = column(&|k: &str| k == "分值")?;
    let spent = column(&|k: &str| names_spent(k));
    let (budget, spent) = match (budget, spent) {
        (Some(budget), Some(spent)) if budget < spent => (budget, spent),
        (Some(budget), None) => (budget, budget + 1),
        (None, Some(spent)) => (spent.checked_sub(1)?, spent),
        _ => return None,
    };
    if spent >= weight || budget == 0 {
        return None;
    }
    // A row of header cells per column: what is readable of the rows above the total.
    let mut left_out = Vec::new();
    for col in budget..width {
        let mut readable: Option<String> = None;
        for row in first..total {
            let Some(cell) = piece.rows.get_mut(row).and_then(|r| r.get_mut(col)) else { continue };
            let read = std::mem::take(&mut cell.text);
            let key = comparison_key(&read);
            if ORDER.contains(&key.as_str()) || names_spent(&key) || key.ends_with("预算数") {
                readable = Some(read);
            } else if !read.is_empty() {
                left_out.push(read);
            }
        }
        let word = match col {
            c if c == budget => readable.or_else(|| ORDER.first().map(|w| (*w).to_owned())),
            c if c == spent => readable.or_else(|| ORDER.get(1).map(|w| (*w).to_owned())),
            _ => readable,
        };
        if let Some(cell) = piece.rows.get_mut(first).and_then(|r| r.get_mut(col)) {
            cell.text = word.unwrap_or_default();
        }
    }
    let emptied = |row: &Vec<Item>| row.iter().all(|c| c.text.is_empty());
    let removed: Vec<usize> = (first + 1..total).filter(|r| piece.rows.get(*r).is_some_and(emptied)).collect();
    for row in removed.into_iter().rev() {
        remove_row(piece, row);
    }
    if !left_out.is_empty() {
        let line = piece.rows.get(first)?.first().map_or(0, |c| c.line);
        let detail = format!("header read by the order of the form; read badly: {}", left_out.join(" | "));
        issues.push(Issue::new("header_restored", Severity::Info, format!("line {line}"), detail));
    }
    Some(Columns { header: first, budget, spent, end: weight })
}

fn names_spent(text: &str) -> bool {
    let key = comparison_key(text);
    key.chars().count() <= 9 && ["完成数", "执行数", "实际支出数"].iter().any(|w| key.ends_with(w))
}

fn remove_row(piece: &mut Piece, row: usize) {
    piece.rows.remove(row);
    piece.merged.retain(|m| m.row != row);
    for merged in piece.merged.iter_mut().filter(|m| m.row > row) {
        merged.row -= 1;
    }
}

/// Labels whole, amounts below their headers, the columns of the money spent one.
fn settle_money(piece: &mut Piece, columns: &Columns, issues: &mut Vec<Issue>) {
    let mut row = columns.header + 1;
    while row < piece.rows.len() && (1..columns.budget).any(|c| is_money_item(text(piece, row, c))) {
        join_cut_row(piece, row, columns, issues);
        let Some(cells) = piece.rows.get_mut(row) else { break };
        // The label may be cut into the columns before the first amount.
        let starts =
            (1..cells.len()).find(|&c| cells.get(c).is_some_and(|c| c.text.starts_with(|c: char| c.is_ascii_digit())));
        let starts = starts.unwrap_or(columns.budget).min(columns.budget);
        let label: String = cells.iter_mut().take(starts).skip(1).map(|c| std::mem::take(&mut c.text)).collect();
        if starts < columns.budget {
            let shift = columns.budget - starts;
            for col in (starts..columns.end - shift).rev() {
                let moved = cells.get_mut(col).map(|c| std::mem::take(&mut c.text)).unwrap_or_default();
                if let Some(slot) = cells.get_mut(col + shift) {
                    let parts = [moved, std::mem::take(&mut slot.text)];
                    slot.text =
                        parts.iter().filter(|p| !p.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ");
                }
            }
        }
        if let Some(cell) = cells.get_mut(1) {
            cell.text = label;
        }
        row += 1;
    }
    for r in columns.header..row {
        if columns.budget > 2 && r > columns.header {
            piece.merged.push(Merged { row: r, col: 1, rows: 1, cols: columns.budget - 1 });
        }
        if columns.end > columns.spent + 1 {
            let Some(cells) = piece.rows.get_mut(r).and_then(|r| r.get_mut(columns.spent..columns.end)) else { break };
            let parts: Vec<String> =
                cells.iter_mut().map(|c| std::mem::take(&mut c.text)).filter(|t| !t.is_empty()).collect();
            if let Some(cell) = cells.first_mut() {
                // Two pieces of one number are not one number: which figures lie between is unknown.
                cell.text = parts.join(" ");
            }
            piece.merged.push(Merged { row: r, col: columns.spent, rows: 1, cols: columns.end - columns.spent });
        }
    }
}

/// A label whose bracket is closed in the row below: both rows are one.
fn join_cut_row(piece: &mut Piece, row: usize, columns: &Columns, issues: &mut Vec<Issue>) {
    let open = |t: &str| {
        let count = |a: &[char]| t.chars().filter(|c| a.contains(c)).count();
        i64::try_from(count(&['(', '（'])).unwrap_or(0) - i64::try_from(count(&[')', '）'])).unwrap_or(0)
    };
    let label = |row: usize| -> String { (1..columns.budget).map(|c| text(piece, row, c)).collect() };
    let (upper, lower) = (label(row), label(row + 1));
    if row + 1 >= piece.rows.len() || open(&upper) != 1 || open(&lower) != -1 {
        return;
    }
    let below = piece.rows.get(row + 1).cloned().unwrap_or_default();
    let Some(cells) = piece.rows.get_mut(row) else { return };
    let mut left_out = Vec::new();
    for (col, (cell, under)) in cells.iter_mut().zip(below).enumerate() {
        if col == 0 {
            // What was read beside the label says nothing.
            if cell.text.is_empty() && under.text.chars().any(is_ideograph) {
                *cell = under;
            }
        } else if col < columns.budget || cell.text.is_empty() {
            cell.text.push_str(&under.text);
        } else if !under.text.is_empty() {
            // Of two readings of one figure, the one that is a figure.
            let sound = |t: &str| matches!(parse_cell(t).state, CellState::Number | CellState::Zero);
            let (kept, other) = match (sound(&cell.text), sound(&under.text)) {
                (false, true) => (under.text, std::mem::take(&mut cell.text)),
                _ => (std::mem::take(&mut cell.text), under.text),
            };
            cell.text = kept;
            left_out.push(other);
        }
    }
    remove_row(piece, row + 1);
    if !left_out.is_empty() {
        let line = piece.rows.get(row).and_then(|r| r.first()).map_or(0, |c| c.line);
        let detail = format!("two lines of text are one row; second readings left out: {}", left_out.join(" | "));
        issues.push(Issue::new("rows_joined", Severity::Warn, format!("line {line}"), detail));
    }
}

/// 年度绩效目标内容 beside 目标实际完成情况 (aims, achievements): printed lines below them are one cell each.
fn join_goals(piece: &mut Piece, issues: &mut Vec<Issue>) {
    let achieved =
        |row: &[Item]| row.iter().position(|c| comparison_key(&c.text).ends_with("完成情况")).filter(|col| *col > 0);
    let Some((top, column)) = piece.rows.iter().enumerate().find_map(|(r, row)| Some((r, achieved(row)?))) else {
        return;
    };
    let is_header = |row: &Vec<Item>| row.iter().any(|c| comparison_key(&c.text) == "一级指标");
    let Some(end) = (top + 1..piece.rows.len()).find(|&r| piece.rows.get(r).is_some_and(is_header)) else { return };
    if end <= top + 1 || piece.rows.get(top).is_some_and(is_header) {
        return;
    }
    // In one row of many cells the last one is what was achieved: its column drifted.
    let mut column = column;
    if end == top + 2 {
        let filled = piece.rows.get(top + 1).and_then(|row| row.iter().rposition(|c| !c.text.is_empty()));
        column = filled.filter(|last| *last >= column).unwrap_or(column);
    }
    let width = piece.rows.get(top).map_or(0, Vec::len);
    let mut garbled = Vec::new();
    let mut texts = [String::new(), String::new(), String::new()];
    for row in piece.rows.get_mut(top + 1..end).unwrap_or_default() {
        // The lines of what was achieved drift to the left where nothing stands beside them.
        let alone = row.get(1).is_some_and(|c| c.text.is_empty());
        for (col, cell) in row.iter_mut().enumerate() {
            if garble(&cell.text).is_some() {
                garbled.push(std::mem::take(&mut cell.text));
                continue;
            }
            let part = usize::from(col > 0) + usize::from(col >= column || (col > 1 && alone));
            if let Some(text) = texts.get_mut(part) {
                text.push_str(&std::mem::take(&mut cell.text));
            }
        }
    }
    if !garbled.is_empty() {
        let line = piece.rows.get(top + 1).and_then(|r| r.first()).map_or(0, |c| c.line);
        let detail = format!("lines of one cell joined; unreadable and left out: {}", garbled.join(" | "));
        issues.push(Issue::new("rows_joined", Severity::Warn, format!("line {line}"), detail));
    }
    for row in (top + 2..end).rev() {
        remove_row(piece, row);
    }
    piece.merged.retain(|m| m.row != top + 1);
    if let Some(row) = piece.rows.get_mut(top + 1) {
        for (col, text) in [0, 1, column].into_iter().zip(texts) {
            if let Some(cell) = row.get_mut(col) {
                cell.text.push_str(&text);
            }
        }
    }
    for (col, end) in [(1, column), (column, width)] {
        if end > col + 1 {
            piece.merged.push(Merged { row: top + 1, col, rows: 1, cols: end - col });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(rows: &[&[&str]]) -> (Piece, Vec<Issue>) {
        let rows = rows
            .iter()
            .enumerate()
            .map(|(r, row)| row.iter().map(|t| Item { text: (*t).to_owned(), line: r as u32 + 1 }).collect());
        let mut piece = Piece { rows: rows.collect(), ..Piece::default() };
        let mut issues = Vec::new();
        settle_execution(&mut piece, &mut issues);
        (piece, issues)
    }

    fn texts(piece: &Piece, row: usize) -> Vec<&str> {
        piece.rows[row].iter().map(|c| c.text.as_str()).collect()
    }

    #[test]
    fn a_garbled_header_is_read_by_the_order_of_the_form() {
        let (piece, issues) = settled(&[
            &["项目名称", "", "河道清淤", "", "", "", ""],
            &["项目资金（万元）", "", "", "", "分值", "预算完成率", "得分"],
            &["", "", "1/又1开", "完成数", "71 ഥ", "1井率", "10.7"],
            &["", "总额", "90.00", "80.00", "", "", ""],
            &["", "其中：财政拨款（市本级", "00 900", "00 80", "", "", ""],
            &["(),", "支出）", "90.00", "80.00", "20", "88.9%", "18"],
            &["", "非财政拨款", "", "", "", "", ""],
        ]);
        assert_eq!(texts(&piece, 1)[2..], ["年度预算数", "完成数", "分值", "预算完成率", "得分"]);
        assert_eq!(texts(&piece, 3)[1..], ["其中：财政拨款（市本级支出）", "90.00", "80.00", "20", "88.9%", "18"]);
        assert_eq!(piece.rows.len(), 5);
        let codes: Vec<&str> = issues.iter().map(|i| i.code.as_str()).collect();
        assert_eq!(codes, ["header_restored", "rows_joined"]);
    }

    #[test]
    fn pieces_of_a_number_stay_pieces() {
        let (piece, _) = settled(&[
            &["", "", "", "", "年度预算数", "年度预算", "", "分值", "得分"],
            &["项目资金", "总额", "", "", "611.25", "611", ".25", "", ""],
            &["", "其中:财政", "拨款", "611.25", "611", ".25", "", "", ""],
        ]);
        assert_eq!(texts(&piece, 0)[4..7], ["年度预算数", "年度预算完成数", ""]);
        assert_eq!(texts(&piece, 1)[4..7], ["611.25", "611 .25", ""]);
        assert_eq!(texts(&piece, 2), ["", "其中:财政拨款", "", "", "611.25", "611 .25", "", "", ""]);
    }

    #[test]
    fn lines_of_aims_and_achievements_are_two_cells() {
        let (piece, _) = settled(&[
            &["", "年度目标内容", "目标实际完成情况", ""],
            &["绩效目标", "清淤九公里，", "清淤十", ""],
            &["完成情况", "河道畅通。", "", "公里。"],
            &["指标类别", "一级指标", "二级指标", ""],
        ]);
        assert_eq!(texts(&piece, 1), ["绩效目标完成情况", "清淤九公里，河道畅通。", "清淤十公里。", ""]);
        assert_eq!(piece.rows.len(), 3);
    }
}
