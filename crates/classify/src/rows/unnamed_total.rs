//! The total of a list whose label says nothing of one: it is told by its amounts.

use crate::hierarchy::by_label::mark_rank;
use crate::lanes::closing_sums::is_sum;
use crate::lanes::row::LaneRow;
use gongkai_normalize::chars::comparison_key;
use gongkai_normalize::label::total_kind;
use rust_decimal::Decimal;

/// Fewest rows that a row adds up whose label says nothing of a total.
const FEWEST_ADDED: usize = 3;

/// Fewest rows that a row named for the whole of them adds up: 税收收入, 非税收入, 一般公共预算收入.
const FEWEST_PARTS: usize = 2;

/// Ends of the names of such rows.
const WHOLES: &[&str] = &["收入", "支出", "转移支付", "合计", "总计"];

/// 税收收入, 非税收入, 一般公共预算收入, 转移性收入, …, 收入总计: a row behind others that is named for a whole and is exactly their
/// sum in every column is their total, though its label says nothing of one.
pub(crate) fn name_totals_at_the_foot(rows: &mut [LaneRow], columns: &[Vec<Option<Decimal>>]) {
    let mut heads = vec![false; rows.len()];
    for above in rows.iter().filter_map(|row| row.parent) {
        heads.get_mut(above).into_iter().for_each(|slot| *slot = true);
    }
    let mut since = Since::new(columns);
    for at in 0..rows.len() {
        let Some(row) = rows.get(at).filter(|row| row.parent.is_none() && !row.of_which && !row.memo) else { continue };
        let key = comparison_key(&row.label);
        let named = WHOLES.iter().any(|end| key.ends_with(end)) && mark_rank(&key).is_none();
        // 102 社会保险基金收入合计 has the code of what it adds up.
        let whole = named && (row.codes.is_empty() || total_kind(&key).is_some());
        let open = !row.total && !row.is_unit && heads.get(at) != Some(&true);
        if open && whole && since.with_amount >= FEWEST_PARTS && since.add_up_to(at) {
            // One column alone proves nothing of its own sums.
            for part in since.rows.iter().filter(|_| columns.len() == 1) {
                rows.get_mut(*part).into_iter().for_each(|row| row.nested_by_amount = true);
            }
            rows.get_mut(at).into_iter().for_each(|row| (row.total, row.level) = (true, Some(0)));
        }
        match rows.get(at) {
            Some(row) if !row.total => since.push(at, row.amount.is_some()),
            _ => since = Since::new(columns),
        }
    }
}

/// The rows since the last total, and their sum in every column.
struct Since<'a> {
    columns: &'a [Vec<Option<Decimal>>],
    rows: Vec<usize>,
    /// How many of them have an amount.
    with_amount: usize,
    /// Nothing where the sum is too large.
    sums: Vec<Option<Decimal>>,
}

impl<'a> Since<'a> {
    fn new(columns: &'a [Vec<Option<Decimal>>]) -> Self {
        Self { columns, rows: Vec::new(), with_amount: 0, sums: vec![Some(Decimal::ZERO); columns.len()] }
    }

    fn push(&mut self, at: usize, has_amount: bool) {
        self.rows.push(at);
        self.with_amount += usize::from(has_amount);
        for (sum, column) in self.sums.iter_mut().zip(self.columns) {
            *sum = sum.and_then(|sum| sum.checked_add(amount(column, at)));
        }
    }

    /// Whether a row is their sum in every column, exactly in one at least.
    fn add_up_to(&self, at: usize) -> bool {
        let addends = u32::try_from(self.rows.len() + 1).unwrap_or(u32::MAX);
        let mut exact = false;
        let mut pairs = self.sums.iter().zip(self.columns).map(|(sum, column)| (amount(column, at), *sum));
        let closes = pairs.all(|(own, sum)| {
            exact |= sum == Some(own) && !own.is_zero();
            sum.is_some_and(|sum| is_sum(own, sum, addends))
        });
        closes && exact
    }
}

/// An amount of a column; nothing printed adds nothing.
fn amount(column: &[Option<Decimal>], at: usize) -> Decimal {
    column.get(at).copied().flatten().unwrap_or_default()
}

/// A row without a label before all others that repeats the total printed behind them adds nothing to it.
pub(crate) fn tell_repeated_total(rows: &mut [LaneRow], columns: &[Vec<Option<Decimal>>]) {
    let nameless = |row: &LaneRow| {
        !row.total && row.label.is_empty() && row.codes.is_empty() && row.unit_name.is_none() && row.amount.is_some()
    };
    let total = rows.iter().position(|row| row.total).filter(|_| rows.first().is_some_and(nameless));
    let repeats =
        total.is_some_and(|total| columns.iter().all(|column| is_sum(amount(column, 0), amount(column, total), 1)));
    if let Some(first) = rows.first_mut().filter(|_| repeats) {
        (first.memo, first.level) = (true, Some(1));
    }
}

/// 省本级本年支出 behind the classes, or a row without a label before them: in a list without a total, the first or the last
/// row is one where it is the sum of the others in every column. `columns` are the amounts of the rows, column by column.
pub(crate) fn name_unnamed_total(rows: &mut [LaneRow], columns: &[Vec<Option<Decimal>>], of_regions: bool) {
    if rows.iter().any(|row| row.total) {
        return;
    }
    let top: Vec<usize> =
        (0..rows.len()).filter(|at| rows.get(*at).is_some_and(|row| row.parent.is_none() && !row.of_which)).collect();
    let adds = |total: usize| {
        let mut told = 0;
        for column in columns {
            let amount = |at: usize| column.get(at).copied().flatten();
            let others = top.iter().filter(|at| **at != total).filter_map(|at| amount(*at));
            let (mut sum, mut addends) = (Decimal::ZERO, 0);
            for other in others {
                sum = sum.saturating_add(other);
                addends += 1;
            }
            match amount(total) {
                Some(own) if is_sum(own, sum, addends) => told += usize::from(!own.is_zero()),
                None if addends == 0 => {}
                _ => return false,
            }
        }
        told > 0
    };
    let names_whole = |at: usize| {
        rows.get(at).is_some_and(|row| {
            let key = comparison_key(&row.label);
            let whole = key.is_empty() || of_regions || key.ends_with("支出") || key.ends_with("收入");
            whole && row.codes.is_empty() && mark_rank(&key).is_none()
        })
    };
    let (Some(&first), Some(&last)) = (top.first(), top.last()) else { return };
    if top.len() <= FEWEST_ADDED {
        return;
    }
    let Some(total) = [last, first].into_iter().find(|at| names_whole(*at) && adds(*at)) else { return };
    let only_column = columns.len() == 1;
    for (at, row) in rows.iter_mut().enumerate() {
        if at == total {
            (row.total, row.level) = (true, Some(0));
        }
        // One column alone proves nothing of its own sums.
        row.nested_by_amount |= only_column && row.parent.is_none();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn totals(list: &[(&str, i64, i64)]) -> Vec<bool> {
        let mut rows: Vec<LaneRow> = list
            .iter()
            .map(|(label, amount, _)| LaneRow {
                label: (*label).to_owned(),
                amount: Some(Decimal::from(*amount)),
                total: total_kind(label).is_some(),
                ..LaneRow::default()
            })
            .collect();
        let column = |of: fn(&(&str, i64, i64)) -> i64| list.iter().map(|row| Some(Decimal::from(of(row)))).collect();
        let columns: [Vec<Option<Decimal>>; 2] = [column(|row| row.1), column(|row| row.2)];
        name_totals_at_the_foot(&mut rows, &columns);
        tell_repeated_total(&mut rows, &columns);
        rows.iter().map(|row| row.total || row.memo).collect()
    }

    #[test]
    fn a_row_named_for_a_whole_behind_its_parts_is_their_total() {
        let list = |second| {
            [
                ("税收收入", 7, 8),
                ("非税收入", 3, 4),
                ("一般公共预算收入", 10, second),
                ("转移性收入", 5, 5),
                ("收入总计", 15, 17),
            ]
        };
        assert_eq!(totals(&list(12)), [false, false, true, false, true]);
        assert_eq!(totals(&list(15)), [false, false, false, false, true]);
    }

    #[test]
    fn a_row_without_a_label_that_repeats_the_total_is_one() {
        assert_eq!(totals(&[("", 10, 12), ("教育支出", 10, 12), ("支出总计", 10, 12)]), [true, false, true]);
        assert_eq!(totals(&[("", 8, 12), ("教育支出", 10, 12), ("支出总计", 10, 12)]), [false, false, true]);
    }

    #[test]
    fn a_row_that_is_the_sum_of_the_others_is_their_total() {
        let list = |last: Option<i64>| {
            let labels = ["教育支出", "科学技术支出", "卫生健康支出", "省本级本年支出"];
            let row = |label: &&str| LaneRow { label: (*label).to_owned(), ..LaneRow::default() };
            let mut rows: Vec<LaneRow> = labels.iter().map(row).collect();
            let columns = [[Some(5), Some(3), Some(2), Some(10)], [Some(4), None, Some(2), last]];
            let columns = columns.map(|column| column.map(|amount| amount.map(Decimal::from)).to_vec());
            name_unnamed_total(&mut rows, &columns, false);
            rows.iter().map(|row| row.total).collect::<Vec<_>>()
        };
        assert_eq!(list(Some(6)), [false, false, false, true]);
        assert_eq!(list(Some(9)), [false; 4]);
    }
}
