//! The total of a list whose label says nothing of one: it is told by its amounts.

use crate::hierarchy::by_label::mark_rank;
use crate::lanes::closing_sums::is_sum;
use crate::lanes::row::LaneRow;
use gongkai_normalize::chars::comparison_key;
use rust_decimal::Decimal;

/// Fewest rows that a row adds up whose label says nothing of a total.
const FEWEST_ADDED: usize = 3;

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
